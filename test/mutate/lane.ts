// A lane is a copy of the tree below var/ in which one mutant at a time lives and is tried by its tests, in a child
// process that stops at the first failure. The working tree is only read.
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Mutant } from './mutant.ts'

/** What tests read; packages are shared. */
const copied = ['engine', 'forms', 'workflows', 'migrations', 'test', 'ui', 'package.json', 'tsconfig.json', '.mocharc.json', 'README.md']
const where = 'var/mutate'
/** A mutant may loop for ever; that, too, is noticed. */
const patience = 180_000

export type Verdict = {
  readonly kind: 'killed' | 'survived'
  /** Title of the test that failed. */
  readonly by: string
  readonly seconds: number
}

export type Lane = { readonly try: (mutant: Mutant | undefined, tests: readonly string[]) => Promise<Verdict> }

export function openLane(name: string): Lane {
  const folder = path.resolve(where, name)
  // Its database may stay for the next time.
  for (const name of copied) rmSync(path.join(folder, name), { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const name of copied) cpSync(name, path.join(folder, name), { recursive: true })
  rmSync(path.join(folder, 'node_modules'), { force: true })
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'))
  return {
    try: async (mutant, tests) => {
      const file = mutant === undefined ? undefined : path.join(folder, mutant.file)
      const before = file === undefined ? '' : readFileSync(file, 'utf8')
      try {
        if (file !== undefined && mutant !== undefined) writeFileSync(file, mutant.text)
        return await tryInTurn(folder, tests)
      } finally {
        if (file !== undefined) writeFileSync(file, before)
      }
    },
  }
}

/** What .mocharc.json says, without the process in between and without what tests of pure code never need. */
const mocha = ['--import', '@oxc-node/core/register', path.resolve('node_modules/mocha/lib/cli/cli.js'), '--no-config', '--timeout', '30000', '--bail', '--reporter', 'dot']

function startsServers(test: string): boolean {
  return /support\/(actions|country|database|desk|server)\.ts/.test(readFileSync(test, 'utf8'))
}

/** One file after the other: most mutants do not get past the first, which is the quickest. */
async function tryInTurn(folder: string, tests: readonly string[]): Promise<Verdict> {
  let seconds = 0
  for (const test of tests) {
    const verdict = await run(folder, test)
    seconds += verdict.seconds
    if (verdict.kind === 'killed') return { ...verdict, seconds }
  }
  return { kind: 'survived', by: '', seconds }
}

function run(folder: string, test: string): Promise<Verdict> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const ground = startsServers(path.join(folder, test)) ? ['--require', './test/support/global.ts'] : []
    const child = spawn(process.execPath, [...mocha, ...ground, test], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const hear = (part: Buffer): void => {
      said += String(part)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    const timer = setTimeout(() => child.kill('SIGTERM'), patience)
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      if (code === 0 && !/^ *[1-9]\d* passing/m.test(said)) reject(new Error(`${test} ran no test: ${said}`))
      else resolve({ kind: code === 0 ? 'survived' : 'killed', by: firstFailure(said), seconds: (performance.now() - begun) / 1000 })
    })
  })
}

/** What mocha says below `1)`, or the last line of a run that did not get so far. */
function firstFailure(said: string): string {
  const [, listed] = said.split(/^ {2}1\) /m)
  if (listed === undefined) return said.trim().split('\n').findLast((line) => /error/i.test(line))?.trim() ?? 'no test ran'
  return listed.split('\n').slice(0, 4).map((line) => line.trim()).filter((line) => line !== '').join(' ').slice(0, 200)
}
