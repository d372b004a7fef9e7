// One typed or pasted text → the value of one cell, or why not. Numbers by the column's limits, texts by their length.
import type { Column } from '../../engine/core/form/compile.ts'
import { issue, type Issue } from '../../engine/core/issue.ts'
import { readNumber, showNumber } from '../../engine/core/number.ts'
import type { WireValue } from '../../engine/core/contract/shapes.ts'

export function readCell(column: Column, typed: string): { value: WireValue } | { issue: Issue } {
  if (column.holds === 'number') return readNumber(typed, column)
  const text = typed.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (text.length > column.maxLength) return { issue: issue('value.text-too-long', '', { limit: column.maxLength }) }
  return { value: text === '' ? null : text }
}

/** As drawn in the sheet. */
export function showCell(column: Column, value: WireValue): string {
  if (value === null) return ''
  return column.holds === 'number' ? showNumber(value, column.decimals) : String(value)
}

/** As put into an editor or on the clipboard: no grouping, so that every program in every locale reads whole numbers. */
export function plainCell(column: Column, value: WireValue): string {
  return column.holds === 'number' ? showCell(column, value).replace(/\./g, '') : showCell(column, value)
}
