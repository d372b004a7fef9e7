// The floor: the grid's calculation as a programmer writes it for this one form, in typed arrays. Same meaning as ours:
// a sum skips blanks and is blank when all are, a ratio is rounded half away from zero, a rule with a blank is unknown.
// Layout: row-major; typed columns, then total, ratio and rule; data rows, then section sums, then the sum of those.
import { sectionsOf, type Grid, type Section } from './grid.ts'

export type Sheet = {
  readonly v: Float64Array
  readonly grid: Grid
  readonly width: number
  readonly sections: readonly Section[]
  readonly sectionOf: Int32Array
  /** Filled terms of each sum, by its cell. */
  readonly filled: Int32Array
}

export function openByHand(grid: Grid, values: readonly (readonly (number | null)[])[]): Sheet {
  const width = grid.columns + 3
  const v = new Float64Array(width * (grid.rows + grid.sections + 1)).fill(NaN)
  values.forEach((row, index) => row.forEach((value, column) => { v[index * width + column] = value ?? NaN }))
  const sections = sectionsOf(grid)
  const sectionOf = new Int32Array(grid.rows)
  sections.forEach(({ from, to }, index) => sectionOf.fill(index, from, to))
  const sheet = { v, grid, width, sections, sectionOf, filled: new Int32Array(v.length) }
  calculateByHand(sheet)
  return sheet
}

export function calculateByHand({ v, grid: { rows, columns, sections: count }, width, sections, filled }: Sheet): void {
  for (let row = 0; row < rows; row++) {
    const base = row * width
    let sum = 0
    let some = 0
    for (let column = 0; column < columns; column++) {
      const value = v[base + column]!
      if (value === value) {
        sum += value
        some++
      }
    }
    v[base + columns] = some === 0 ? NaN : sum
    filled[base + columns] = some
    finishRow(v, base, columns)
  }
  for (let section = 0; section < count; section++) {
    const { from, to } = sections[section]!
    const base = (rows + section) * width
    for (let column = 0; column <= columns; column++) {
      let sum = 0
      let some = 0
      for (let row = from; row < to; row++) {
        const value = v[row * width + column]!
        if (value === value) {
          sum += value
          some++
        }
      }
      v[base + column] = some === 0 ? NaN : sum
      filled[base + column] = some
    }
  }
  const base = (rows + count) * width
  for (let column = 0; column <= columns; column++) {
    let sum = 0
    let some = 0
    for (let section = 0; section < count; section++) {
      const value = v[(rows + section) * width + column]!
      if (value === value) {
        sum += value
        some++
      }
    }
    v[base + column] = some === 0 ? NaN : sum
    filled[base + column] = some
  }
}

function finishRow(v: Float64Array, base: number, columns: number): void {
  const total = v[base + columns]!
  v[base + columns + 1] = total === 0 ? Infinity : Math.round((v[base]! * 10_000) / total)
  const first = v[base + 1]!
  v[base + columns + 2] = first !== first || total !== total ? NaN : first <= total ? 1 : 0
}

/** One typed cell; everything that it moves, by the difference. */
export function editByHand(sheet: Sheet, row: number, column: number, value: number): void {
  const { v, grid, width, sectionOf, filled } = sheet
  const at = row * width + column
  const before = v[at]!
  v[at] = value
  const difference = (value === value ? value : 0) - (before === before ? before : 0)
  const more = (value === value ? 1 : 0) - (before === before ? 1 : 0)
  const base = row * width
  const section = (grid.rows + sectionOf[row]!) * width
  const all = (grid.rows + grid.sections) * width
  const rowTurned = pass(v, filled, base + grid.columns, difference, more)
  finishRow(v, base, grid.columns)
  pass(v, filled, all + column, difference, pass(v, filled, section + column, difference, more))
  pass(v, filled, all + grid.columns, difference, pass(v, filled, section + grid.columns, difference, rowTurned))
}

/** Passes a difference to a sum; says whether the sum has turned from blank to filled (1) or back (−1). */
function pass(v: Float64Array, filled: Int32Array, slot: number, difference: number, more: number): number {
  const was = filled[slot]!
  const now = was + more
  filled[slot] = now
  v[slot] = now === 0 ? NaN : (was === 0 ? 0 : v[slot]!) + difference
  return (now === 0 ? 0 : 1) - (was === 0 ? 0 : 1)
}
