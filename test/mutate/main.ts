// `npm run mutate [-- --only operators] [--sample 20] [--verbose]`: changes one row at a time of the tables that decide
// (permissions, workflows, operators, roll-ups, issue codes) and runs the tests that cover it; every change must fail
// one. Survivors are printed, and end the run with 1.
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { equivalents } from './equivalents.ts'
import { issueCodes } from './issue-codes.ts'
import { openLane } from './lane.ts'
import type { Mutant, Source } from './mutant.ts'
import { operators } from './operators.ts'
import { permissions } from './permissions.ts'
import { aggregations, rollUps } from './roll-ups.ts'
import { workflows } from './workflows.ts'

const sources: readonly Source[] = [operators, aggregations, rollUps, permissions, workflows, issueCodes]
const lanes = 2

const { values: asked } = parseArgs({ options: { only: { type: 'string' }, sample: { type: 'string' }, like: { type: 'string' }, list: { type: 'boolean' }, verbose: { type: 'boolean' } } })
if (asked.only !== undefined && !sources.some((one) => one.name === asked.only)) throw new Error(`No source ${asked.only}; there are ${sources.map((one) => one.name).join(', ')}`)

type Trial = Mutant & { readonly source: string; readonly tests: readonly string[] }

const all = sources
  .filter((source) => asked.only === undefined || source.name === asked.only)
  .flatMap((source) => source.mutants().map((mutant): Trial => ({ ...mutant, source: source.name, tests: source.covers(mutant).filter((file) => existsSync(file)) })))
  .filter(({ name }) => asked.like === undefined || name.includes(asked.like))
const tried = sampled(all.filter(({ name }) => !Object.hasOwn(equivalents, name)), asked.sample === undefined ? Infinity : Number(asked.sample))

if (asked.list === true) {
  for (const { source, name } of tried) console.log(`${source}: ${name}`)
} else {
  const begun = performance.now()
  const survivors = await tryAll()
  for (const { source, name } of survivors) console.log(`survived  ${source}: ${name}`)
  for (const [name, reason] of Object.entries(equivalents)) if (all.some((one) => one.name === name)) console.log(`equivalent  ${name}: ${reason}`)
  const minutes = Math.round((performance.now() - begun) / 6000) / 10
  console.log(`${tried.length} mutants, ${tried.length - survivors.length} killed, ${survivors.length} survived, ${all.length - tried.length} not tried (${minutes} min)`)
  if (survivors.length > 0) process.exitCode = 1
}

async function tryAll(): Promise<Trial[]> {
  const open = Array.from({ length: lanes }, (_, number) => openLane(`${asked.only ?? 'all'}-${number}`))
  // Tests that fail anyway would notice everything.
  for (const test of new Set(tried.flatMap(({ tests }) => tests))) {
    const sound = await open[0]?.try(undefined, [test])
    if (sound?.kind !== 'survived') throw new Error(`${test} fails without any mutant: ${sound?.by}`)
  }
  const survivors: Trial[] = []
  const left = tried.entries()
  let done = 0
  await Promise.all(open.map(async (lane) => {
    // One iterator for all lanes: each takes the next that nobody has.
    for (const [, mutant] of left) {
      const { kind, by, seconds } = await lane.try(mutant, mutant.tests)
      if (kind === 'survived') survivors.push(mutant)
      done++
      console.log(`[${done}/${tried.length}] ${kind} in ${seconds.toFixed(1)} s  ${mutant.source}: ${mutant.name}${asked.verbose === true && kind === 'killed' ? `\n    ${by}` : ''}`)
    }
  }))
  return survivors
}

/** Some of them, always the same ones, spread over all. */
function sampled<One>(from: readonly One[], size: number): One[] {
  if (size >= from.length) return [...from]
  return Array.from({ length: size }, (_, index) => from[Math.floor(((index + 0.5) * from.length) / size)] as One)
}
