// One typed or pasted text → the value of one cell, or why not, and the way back. How each kind is spelt is the core's
// (core/validation/typed.ts); here only what an editor needs besides.
import type { Column } from '../../engine/core/form/compile.ts'
import type { WireValue } from '../../engine/core/contract/shapes.ts'
import { readTyped, showValue, type Read } from '../../engine/core/validation/typed.ts'

export function readCell(column: Column, typed: string): Read {
  return readTyped(column, typed)
}

/** As drawn in the sheet. */
export function showCell(column: Column, value: WireValue): string {
  return showValue(column, value)
}

/** As put into an editor or on the clipboard: no grouping, so that every program in every locale reads whole numbers. */
export function plainCell(column: Column, value: WireValue): string {
  const shown = showValue(column, value)
  return column.kind === 'number' || column.kind === 'money' ? shown.replace(/\./g, '') : shown
}
