// A checked expression becomes a closure over the values of a sheet: no code generation (strict CSP), no object per
// cell. One closure serves every row or column of a template; `origin` says which. The fast path (compile-fast.ts)
// calculates with integers in doubles and notices when it leaves the exact range; then, and for what it does not know,
// the exact one (compile-exact.ts) decides.
import type { WorkingDays } from '../calendar.ts'
import { BLANK, LARGEST, errorValue } from '../value.ts'
import { compileExact, type ExactRun } from './compile-exact.ts'
import { compileFast } from './compile-fast.ts'
import { isFailure, toUnits, type Exact } from './exact.ts'
import type { Node, RangeNode, ReferenceNode, Type } from './tree.ts'

/** The values that closures read. `v` holds every cell; a table's cells begin at `base[table]`. */
export type Cells = {
  readonly v: Float64Array
  readonly base: readonly number[]
  /** Texts by slot. */
  readonly texts: ReadonlyMap<number, string>
  /** By whose calendar working days count; without one they are blank. */
  readonly workingDays?: WorkingDays
  /** Of each table, the bands: the first slot, slots from one instance to the next, and how many there are. */
  readonly bands: readonly (readonly { readonly start: number; readonly step: number; readonly count: number }[])[]
  /** Slots of a column's data rows. */
  readonly columnSlots: (table: number, column: number) => { readonly start: number; readonly step: number; readonly count: number }[]
}

/** What a slot holds: a number with so many decimals (`type: 'date'`: a day, without any), 1 or 0 for yes and no (`boolean`),
 * or (`text`) words, of which the double only says whether there are any. */
export type Held = { readonly decimals: number; readonly text?: boolean; readonly type?: Type }

/** Where a reference leads. */
export type CellTarget = Held &
  (
    | /** A cell of the same row (or column, for templates that run down): `origin + offset`. */
    { readonly kind: 'near'; readonly offset: number }
    | /** A fixed cell: `base[table] + offset`. */
    { readonly kind: 'cell'; readonly table: number; readonly offset: number }
  )

/** Where a range leads. */
export type RangeTarget =
  /** Every data row of a column: how many there are, a sheet knows. */
  | (Held & { readonly kind: 'column'; readonly table: number; readonly column: number })
  /** Cells that the form fixes, each with its own decimals: a row, a group, a column of hidden cells. */
  | { readonly kind: 'list'; readonly cells: readonly CellTarget[] }

export type Target = CellTarget | RangeTarget

/** A reference leads to one cell, a range to many. */
export type Resolve = (node: ReferenceNode | RangeNode) => Target

/** A cell value: an integer at the target's decimals, BLANK, or an error tag. Booleans are 1 and 0. */
export type Run = (cells: Cells, origin: number) => number

/** `decimals`: of the cell that takes the result; undefined for a condition. Days and conditions have none, texts no double. */
export function compileExpression(node: Node, resolve: Resolve, decimals: number | undefined): Run {
  let exact: ExactRun | undefined
  const slow: Run = (cells, origin) => toCell((exact ??= compileExact(node, resolve))(cells, origin), decimals ?? 0)
  return compileFast(node, resolve, decimals, slow) ?? slow
}

/** The result as it is, of any type: for texts, and for what is calculated once. Days are counts of days. */
export function compileValue(node: Node, resolve: Resolve): ExactRun {
  return compileExact(node, resolve)
}

function toCell(value: Exact, decimals: number): number {
  if (value === null || typeof value === 'string') return BLANK
  if (typeof value === 'boolean') return value ? 1 : 0
  if (isFailure(value)) return errorValue(value.error)
  const units = toUnits(value, decimals)
  return units > BigInt(LARGEST) || units < -BigInt(LARGEST) ? errorValue('out-of-range') : Number(units)
}
