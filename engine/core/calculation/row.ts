// Which row of the definition a row of slots is, and which cell a slot is: fixed rows come first, then each band's
// instances, block by block; hidden rows of rules stand behind the visible ones.
import type { Form, Table } from '../form/compile.ts'
import type { Sheet } from './sheet.ts'

/** A row of a table's slots: its class (-1 for hidden rows) and, in a band, its instance. */
export type RowPlace = { readonly rowClass: number; readonly band: number; readonly instance: number; readonly position: number }

export function rowPlace(sheet: Sheet, table: Table, row: number): RowPlace {
  const { fixed, heights } = sheet.form.frames[table.index] as Form['frames'][number]
  if (row < fixed) return { rowClass: row < table.rows.length ? row : -1, band: -1, instance: 0, position: row }
  let from = fixed
  for (const band of table.bands) {
    const height = heights[band.index] as number
    const count = sheet.instances[table.index]?.[band.index]?.length ?? 0
    if (row < from + height * count) {
      const instance = Math.floor((row - from) / height)
      const position = row - from - instance * height
      return { rowClass: position < band.rows.length ? band.firstClass + position : -1, band: band.index, instance, position }
    }
    from += height * count
  }
  return { rowClass: -1, band: -1, instance: 0, position: row }
}

export function classAt(sheet: Sheet, table: Table, row: number): number {
  return row < table.rows.length ? row : rowPlace(sheet, table, row).rowClass
}

/** The visible cell that a slot is. */
export function placeOfSlot(sheet: Sheet, slot: number): { table: Table; row: number; rowClass: number; column: number } {
  const { base } = sheet.cells
  let index = base.length - 1
  while (index > 0 && (base[index] as number) > slot) index--
  const table = sheet.form.tables[index] as Table
  const { width } = sheet.form.frames[index] as Form['frames'][number]
  const offset = slot - (base[index] as number)
  const row = Math.floor(offset / width)
  return { table, row, rowClass: row < table.rows.length ? row : rowPlace(sheet, table, row).rowClass, column: offset - row * width }
}
