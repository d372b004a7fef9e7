// The command line: a table of verbs. start.ts alone puts the parts of the program together. Exit codes: 0 done, 1 issues
// found, 2 wrong use or an environment that does not allow it.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sentence } from '../core/messages/sentence.ts'
import { Problem } from '../problem.ts'
import { readArguments, WrongUse, type Asked, type Options } from './arguments.ts'
import { check } from './check.ts'
import { describe } from './describe.ts'
import { diff } from './diff.ts'
import { docs } from './docs.ts'
import { explain } from './explain.ts'
import { fields } from './fields.ts'
import { format } from './format.ts'
import { createNew } from './new.ts'
import { issueLines } from './show-issues.ts'
import { test } from './test.ts'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** `names`: how many may follow the verb. Its words are the sentence `cli.verb.<name>`. */
type Verb = {
  readonly usage: string
  readonly names: readonly [least: number, most: number]
  readonly options: Options
  readonly run: (asked: Asked) => number | undefined | Promise<number | undefined>
}

const verbs: Readonly<Record<string, Verb>> = {
  start: {
    usage: '',
    names: [0, 0],
    options: {},
    // Loaded on demand: a check needs neither server nor database drivers.
    run: async () => {
      const [{ prepareInterface }, { showDemo }, { start }] = await Promise.all([import('./interface.ts'), import('./show-demo.ts'), import('./start.ts')])
      await prepareInterface(root)
      const running = await start(process.env, root)
      showDemo(running.address, process.env, root)
      stopOnSignal(running.stop)
      return undefined
    },
  },
  new: { usage: 'pack|form|workflow ID [--in FOLDER]', names: [2, 2], options: { in: 'text', json: 'flag' }, run: (asked) => createNew(asked, root) },
  check: { usage: '[FOLDER…]', names: [0, Infinity], options: { json: 'flag' }, run: (asked) => check(asked, root) },
  test: { usage: '[FOLDER…]', names: [0, Infinity], options: { json: 'flag' }, run: (asked) => test(asked, root) },
  format: { usage: 'FILE|FOLDER… [--check]', names: [1, Infinity], options: { check: 'flag', json: 'flag' }, run: format },
  diff: { usage: 'BEFORE AFTER', names: [2, 2], options: { json: 'flag' }, run: diff },
  describe: { usage: 'FORM', names: [1, 1], options: { json: 'flag' }, run: (asked) => describe(asked, root) },
  explain: { usage: 'FORM CELL [--values FILE]', names: [2, 2], options: { values: 'text', json: 'flag' }, run: (asked) => explain(asked, root) },
  fields: { usage: 'PACK', names: [1, 1], options: { json: 'flag' }, run: (asked) => fields(asked, root) },
  docs: { usage: '[--out FOLDER]', names: [0, 0], options: { out: 'text', json: 'flag' }, run: (asked) => docs(asked, root) },
  install: {
    usage: 'FOLDER… [--dry-run]', names: [1, Infinity], options: { 'dry-run': 'flag', json: 'flag' },
    run: async (asked) => (await import('./install.ts')).install(asked, root, process.env),
  },
  units: {
    usage: 'import FILE --as-of DATE [--dry-run] [--complete] [--out FILE] | code OLD NEW | accounts UNIT [--optional] [--out FILE]', names: [2, 3],
    options: { 'as-of': 'text', 'dry-run': 'flag', complete: 'flag', optional: 'flag', out: 'text', json: 'flag', code: 'text', name: 'text', level: 'text', parent: 'text', unit: 'text', from: 'text' },
    run: async (asked) => (await import('./units.ts')).units(asked, process.env),
  },
  export: { usage: '[PACK…] [--out FOLDER]', names: [0, Infinity], options: { out: 'text', json: 'flag' }, run: async (asked) => (await import('./export.ts')).exportTo(asked, process.env) },
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  const end = (): void => {
    if (stopping) return
    stopping = true
    void stop().then(() => process.exit(0), (error: unknown) => {
      console.error(error)
      process.exit(1)
    })
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

/** What went wrong, in a sentence where there is one. */
function said(error: unknown): { words: unknown; code: number } {
  if (error instanceof Problem && error.details.issues !== undefined) {
    const { issues } = error.details
    return { words: [...issueLines(issues), sentence('cli.check.issues', { count: issues.length })].join('\n'), code: 1 }
  }
  const { code, port, path: file, message } = error as { code?: string; port?: number; path?: string; message?: string }
  if (code === 'EADDRINUSE') return { words: sentence('cli.port-taken', { port: port ?? 0 }), code: 2 }
  if (/^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|28|3D)/.test(code ?? '')) return { words: sentence('cli.no-database', { reason: message ?? code ?? '' }), code: 2 }
  if (file !== undefined && /^E[A-Z]+$/.test(code ?? '')) return { words: sentence('cli.file-refused', { file, reason: code ?? '' }), code: 2 }
  return { words: message ?? error, code: error instanceof WrongUse ? 2 : 1 }
}

function usageOf(name: string): string {
  return `  bieumau ${name} ${verbs[name]?.usage ?? ''}`.trimEnd()
}

function allVerbs(): string {
  const usages = Object.keys(verbs).map(usageOf)
  const width = Math.max(...usages.map((one) => one.length))
  return [sentence('cli.usage'), ...Object.keys(verbs).map((name, index) => `${usages[index]?.padEnd(width) ?? ''}  ${sentence(`cli.verb.${name}`)}`), sentence('cli.usage.options')].join('\n')
}

// Whoever reads may have read enough (`bieumau diff … | head`): then there is nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const [name = '', ...args] = process.argv.slice(2)
const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
if (verb === undefined) {
  console.error(allVerbs())
  process.exitCode = 2
} else {
  try {
    const code = await verb.run(readArguments(args, verb.options, verb.names))
    if (code !== undefined) process.exitCode = code
  } catch (error) {
    const { words, code } = said(error)
    console.error(words)
    if (error instanceof WrongUse) console.error(`${sentence('cli.usage')}\n${usageOf(name)}`)
    process.exit(code)
  }
}
