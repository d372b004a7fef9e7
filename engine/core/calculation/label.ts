// A cell in words, for findings and explanations: the printed column number and heading, with the row where there are
// several. People find a cell on the form by these, not by its address.
import type { Sheet } from './sheet.ts'

/** A cell in words: printed column number and heading, with the row where the table has several. */
export function labelOf(sheet: Sheet, slot: number, short = false): string {
  const place = columnAt(sheet, slot)
  if (place === undefined) return ''
  const { column, row } = place
  const heading = column.number === undefined ? (short ? column.title : column.path) : short ? `(${column.number})` : `cột (${column.number}) ${column.path}`
  return row === '' || short ? heading : `${row} – ${heading}`
}

export function decimalsAt(sheet: Sheet, slot: number): number {
  return columnAt(sheet, slot)?.column.decimals ?? 0
}

function columnAt(sheet: Sheet, slot: number): { column: Sheet['form']['tables'][number]['columns'][number]; row: string } | undefined {
  const { base } = sheet.cells
  let index = base.length - 1
  while (index > 0 && (base[index] as number) > slot) index--
  const table = sheet.form.tables[index]
  const { width = 1, fixed = 0 } = sheet.form.frames[index] ?? {}
  const offset = slot - (base[index] ?? 0)
  const column = table?.columns[offset % width]
  const row = Math.floor(offset / width)
  if (table === undefined || column === undefined) return undefined
  return { column, row: (row < fixed ? table.rows[row]?.title : sheet.units[index]?.[row - fixed]?.title) ?? '' }
}
