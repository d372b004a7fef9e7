// Row 7: sums that doubles get wrong (decimals, blanks, totals past 2^53) and quotients that end on a half, against
// big integers; and what being exact costs on a plain sum. Who calculates in doubles is counted too, for comparison.
import jsonLogic from 'json-logic-js'
import { LogicEngine } from 'json-logic-engine'
import { HyperFormula } from 'hyperformula'
import { calculateAll } from '../../engine/core/calculation/recalculate.ts'
import { cellAt, openSheet, type Sheet } from '../../engine/core/calculation/sheet.ts'
import { compileForm } from '../../engine/core/form/compile.ts'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import { compete, often, type Contest, type Figure, type Outcome, type Row } from './frame.ts'

export const exactness: Row = {
  name: 'exactness',
  numbers: [7],
  measure: () => [counting(), compete(cost('counts up to a million', (next) => Math.floor(10 ** (next() * 6)), true)), compete(cost('past 2^53 on the way, where big integers decide', (next) => Math.floor((next() - 0.5) * 1e15), false))],
}

const rows = 2000
const terms = 12
const decimals = [0, 1, 2, 4]
const limit = 2n ** 53n - 1n

function random(start: number): () => number {
  let seed = start
  return () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296
}

/** Rows of typed terms; the sum of each row and the first term's share of it at three decimals. */
function definitionOf(scale: number, count: number, terms: number, share: boolean): FormDefinition {
  const ids = Array.from({ length: terms }, (_, index) => `t${index}`)
  return {
    id: 'sums', code: 'sums', title: 'sums', 'legal-basis': 'bench', source: { confidence: 'ours', note: 'bench' }, version: 1,
    routes: [{ reporting: ['office'], workflow: 'report' }], signatures: ['bench'],
    tables: [{
      id: 'main',
      columns: [
        ...ids.map((id) => ({ id, title: id, decimals: scale })),
        { id: 'total', title: 'total', decimals: scale, parts: ids, 'parts-are': 'computed' as const },
        ...(share ? [{ id: 'share', title: 'share', value: 't0 / total', decimals: 3, aggregate: 'none' as const }] : []),
      ],
      rows: Array.from({ length: count }, (_, row) => ({ id: `r${row}`, title: `r${row}` })),
    }],
  }
}

type Value = number | null
/** Units of a row's terms: small ones, ones at the limit with both signs, and blanks in between, sometimes nothing else. */
function termsOf(next: () => number): Value[] {
  const kind = next()
  return Array.from({ length: terms }, () => {
    if (next() < (kind < 0.05 ? 1 : 0.15)) return null
    if (kind < 0.5) return Math.floor(10 ** (next() * 7))
    const size = Math.floor(next() * (kind < 0.8 ? 1e15 : Number.MAX_SAFE_INTEGER))
    return next() < 0.5 ? size : -size
  })
}

type Wanted = bigint | null | 'out-of-range' | 'division-by-zero'

/** Half away from zero, at three decimals. */
function shareOf(first: Value, sum: bigint | null): Wanted {
  if (first === null || sum === null) return null
  if (sum === 0n) return 'division-by-zero'
  const [n, d] = [BigInt(first) * 1000n * (sum < 0n ? -1n : 1n), sum < 0n ? -sum : sum]
  const size = ((n < 0n ? -n : n) * 2n + d) / (2n * d)
  return size > limit ? 'out-of-range' : n < 0n ? -size : size
}

function counting(): Outcome {
  const next = random(2020)
  const wrong = { ours: 0, double: 0, logic: 0, engine: 0, worksheet: 0 }
  let cases = 0
  const logic = { '+': Array.from({ length: terms }, (_, index) => ({ var: `t${index}` })) }
  const built = new LogicEngine().build(logic) as (data: unknown) => unknown
  for (const scale of decimals) {
    const record = Array.from({ length: rows }, () => termsOf(next))
    const sheet = openSheet(compileForm(definitionOf(scale, rows, terms, true)), [{ id: 'main', rows: record.map((cells, row) => ({ key: `r${row}`, cells: [...cells] })) }])
    const factor = 10 ** scale
    // The others calculate with decimals as people write them, and skip blanks where they can.
    const asDecimals = record.map((row) => row.map((value) => (value === null ? null : value / factor)))
    const engine = HyperFormula.buildFromArray(asDecimals.map((row, index) => [...row, `=SUM(A${index + 1}:${String.fromCharCode(64 + terms)}${index + 1})`]), { licenseKey: 'gpl-v3' })
    record.forEach((units, row) => {
      const filled = units.filter((value) => value !== null)
      const sum = filled.length === 0 ? null : filled.reduce((total, value) => total + BigInt(value), 0n)
      const fits = sum !== null && sum <= limit && sum >= -limit
      const wanted: Wanted = sum === null ? null : fits ? sum : 'out-of-range'
      // An error among the terms is the result, a blank beside it or not.
      const share: Wanted = wanted === 'out-of-range' ? wanted : shareOf(units[0] as Value, sum)
      cases += 2
      if (!holds(sheet, `main.r${row}.total`, wanted)) wrong.ours++
      if (!holds(sheet, `main.r${row}.share`, share)) wrong.ours++
      if (!fits) return
      // A rounded result that shows the right digits is right.
      const isRight = (value: unknown): boolean => typeof value === 'number' && value.toFixed(scale) === shown(sum, scale)
      const written = asDecimals[row] as Value[]
      const data = Object.fromEntries(written.map((value, index) => [`t${index}`, value ?? 0]))
      if (!isRight(written.reduce<number>((total, value) => total + (value ?? 0), 0))) wrong.double++
      if (!isRight(jsonLogic.apply(logic, data))) wrong.logic++
      if (!isRight(built(data))) wrong.engine++
      if (!isRight(engine.getCellValue({ sheet: 0, row, col: terms }))) wrong.worksheet++
    })
    engine.destroy()
  }
  const figures: Figure[] = [
    { name: `bieumau (sums and shares, blanks and errors too: ${cases} cells)`, value: wrong.ours },
    { name: 'doubles added up (sums that fit, blanks as 0)', value: wrong.double },
    { name: 'json-logic-js (the same)', value: wrong.logic },
    { name: 'json-logic-engine, built (the same)', value: wrong.engine },
    { name: 'HyperFormula with its defaults (the same)', value: wrong.worksheet },
  ]
  return { title: 'Exactness against big integers', unit: 'wrong', figures, verdicts: [{ words: `${wrong.ours} wrong (must: 0)`, met: wrong.ours === 0, ambitious: wrong.ours === 0 }] }
}

function holds(sheet: Sheet, address: string, wanted: Wanted): boolean {
  const { value, error } = cellAt(sheet, address)
  if (typeof wanted === 'string') return error === wanted
  return error === undefined && (wanted === null ? value === null : value === Number(wanted))
}

function shown(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return units < 0n ? `-${text}` : text
}

/** 700 sums of 40 terms each: ours, with blanks told apart and the exact range guarded, against `+=` over doubles. */
function cost(words: string, value: (next: () => number) => number, judged: boolean): Contest {
  const next = random(7)
  const [count, width] = [700, 40]
  const record = Array.from({ length: count }, () => Array.from({ length: width }, () => value(next)))
  const sheet = openSheet(compileForm(definitionOf(0, count, width, false)), [{ id: 'main', rows: record.map((cells, row) => ({ key: `r${row}`, cells })) }])
  const doubles = Float64Array.from(record.flat())
  const totals = new Float64Array(count)
  const naive = (): void => {
    for (let row = 0; row < count; row++) {
      let sum = 0
      for (let index = row * width; index < (row + 1) * width; index++) sum += doubles[index]!
      totals[row] = sum
    }
  }
  naive()
  if (judged) totals.forEach((total, row) => {
    if (cellAt(sheet, `main.r${row}.total`).value !== total) throw new Error(`Row ${row}: ${total}`)
  })
  return {
    title: `28,000 values added up, ${words}`,
    competitors: [{ name: 'bieumau', run: often(() => calculateAll(sheet)) }, { name: 'doubles added up', run: often(naive) }],
    targets: judged ? [{ against: 'doubles added up', is: 'within', must: 3, ambitious: 1.3 }] : [],
  }
}
