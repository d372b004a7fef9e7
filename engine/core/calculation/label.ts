// A cell in words, for findings and explanations: the printed column number and heading, with the row where there are
// several. People find a cell on the form by these, not by its address.
import type { Column, Table } from '../form/compile.ts'
import { nameIn, titleIn } from '../form/layout.ts'
import { placeOfSlot, rowPlace } from './row.ts'
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

function columnAt(sheet: Sheet, slot: number): { column: Column; row: string } | undefined {
  // Past the last table are the form's own hidden cells.
  if (slot < 0 || slot >= (sheet.cells.base.at(-1) ?? 0)) return undefined
  const { table, row, column: index } = placeOfSlot(sheet, slot)
  const column = table.columns[index]
  return column === undefined ? undefined : { column, row: titleOfRow(sheet, table, row) }
}

function titleOfRow(sheet: Sheet, table: Table, row: number): string {
  const { band, instance, position } = rowPlace(sheet, table, row)
  if (band < 0) return table.rows[row]?.title ?? ''
  const own = table.bands[band]
  const shape = own?.rows[position]
  return own === undefined || shape === undefined ? '' : titleIn(own.rows, shape, nameIn(own, sheet.instances[table.index]?.[band]?.[instance]?.title ?? '', instance))
}
