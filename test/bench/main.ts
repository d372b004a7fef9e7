// `npm run bench [-- name or number…]`: runs the rows, prints them and, when all of them ran, writes
// test/bench/RESULTS.md. A target that is missed is marked for people to look into; nothing fails here.
import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { cellCheck } from './cell-check.ts'
import { exactness } from './exactness.ts'
import { round, show, type Row } from './frame.ts'
import { memory } from './memory.ts'
import { openForm } from './open-form.ts'
import { recalculation } from './recalculation.ts'
import { saves } from './saves.ts'
import { singleEdit } from './single-edit.ts'
import { submission } from './submission.ts'

const rows: readonly Row[] = [recalculation, singleEdit, openForm, memory, exactness, submission, cellCheck, { name: 'saves', numbers: [10], measure: saves }]

const asked = process.argv.slice(2)
const known = rows.flatMap((row) => [row.name, ...row.numbers.map(String)])
const unknown = asked.filter((one) => !known.includes(one))
if (unknown.length > 0) throw new Error(`No row ${unknown.join(', ')}; there are ${known.join(', ')}`)
const chosen = ({ name, numbers }: Row): boolean => asked.length === 0 || asked.some((one) => one === name || numbers.map(String).includes(one))

const day = new Date(performance.timeOrigin).toISOString().slice(0, 10)
const [load = 0] = loadavg()
const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, load ${round(load)} at the start; Node ${process.versions.node}; ${day}.`
const lines = ['# Benchmarks', '', machine, 'Interleaved rounds, the first dropped, medians; read the ratios. Answers are compared cell by cell before anything is timed.', '']

const print = (...more: readonly string[]): void => {
  lines.push(...more)
  console.log(more.join('\n'))
}
console.log(lines.join('\n'))
for (const row of rows) {
  if (!chosen(row)) continue
  print(`## ${row.name} (${row.numbers.length === 1 ? 'row' : 'rows'} ${row.numbers.join(' and ')})`, '')
  for (const outcome of await row.measure()) print(show(outcome))
}
if (asked.length === 0) writeFileSync('test/bench/RESULTS.md', `${lines.join('\n')}\n`)
