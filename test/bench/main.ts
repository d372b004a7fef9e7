// `npm run bench [name…]`: runs the rows, prints them and, when all of them ran, writes test/bench/RESULTS.md. A target
// that is missed is marked for people to look into; nothing fails here.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { calculation } from './calculation.ts'
import { compete, show, type Outcome, type Row } from './frame.ts'
import { saves } from './saves.ts'

const rows: readonly Row[] = [calculation]

const asked = process.argv.slice(2)
const chosen = (name: string): boolean => asked.length === 0 || asked.includes(name)
const day = new Date(performance.timeOrigin).toISOString().slice(0, 10)
const lines = ['# Benchmarks', '', `${cpus().length} cores, Node ${process.versions.node}, ${day}. Interleaved rounds, the first dropped, medians; read the ratios.`, '']

const add = (name: string, outcomes: readonly Outcome[]): void => {
  lines.push(`## ${name}`, '')
  for (const outcome of outcomes) lines.push(show(outcome))
}
for (const row of rows) if (chosen(row.name)) add(row.name, (await row.prepare()).map(compete))
if (chosen('saves')) add('saves', await saves())

console.log(lines.join('\n'))
if (asked.length === 0) writeFileSync('test/bench/RESULTS.md', `${lines.join('\n')}\n`)
