// One typed or pasted text → the value of one cell, or why not, and the way back. How each kind is spelt is the core's
// (core/validation/typed.ts); here only what an editor needs besides.
import type { Column } from '../../engine/core/form/compile.ts'
import type { WireValue } from '../../engine/core/contract/shapes.ts'
import { offeredTo } from '../../engine/core/validation/kinds.ts'
import { language } from '../text.ts'
import { readTyped, showValue, type Read } from '../../engine/core/validation/typed.ts'

/** `standing`: what the cell holds now; a retired entry of a codelist may stay where it stands. */
export function readCell(column: Column, typed: string, standing: WireValue = null): Read {
  return readTyped(column, typed, { standing })
}

/** As drawn in the sheet. */
export function showCell(column: Column, value: WireValue): string {
  return showValue(column, value, language())
}

/** As put into an editor or on the clipboard: no grouping, so that every program in every locale reads whole numbers. */
export function plainCell(column: Column, value: WireValue): string {
  const shown = showCell(column, value)
  return column.kind === 'number' || column.kind === 'money' ? shown.replace(/\./g, '') : shown
}

/** What an editor that holds this text offers to write; nothing where anything may be written. */
export function offersFor(column: Column, standing: WireValue, typed: string): string[] {
  const titles = offeredTo(column, standing).map(({ title }) => title)
  if (column.kind !== 'choices') return titles
  // The last part is being written; those before it stay.
  const before = typed.split(';').slice(0, -1).map((one) => one.trim()).filter((one) => one !== '')
  return titles.filter((one) => !before.includes(one)).map((one) => [...before, one].join('; '))
}
