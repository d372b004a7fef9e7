// The name of a cell: `main.copies` in a table of one row, `communes.total.copies` in a printed row,
// `communes[<unit>].copies` in a row per unit, `communes[<unit>/male].copies` where each unit has several rows. Addresses
// are what patches, history, findings and explanations speak.
import type { Table } from './layout.ts'

export type Address = { readonly table: string; readonly row: string; readonly column: string }

const shape = /^([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*)|\[((?:[0-9]{1,2}:)?[A-Za-z0-9_-]{1,80}(?:\/[a-z][a-z0-9_]*)?)\])?\.([a-z][a-z0-9_]*)$/

/** `row` is '' for a table of one row. `dynamic`: the row is named by a unit, entry or record, not by the definition. */
export function formatAddress(table: string, row: string, column: string, dynamic: boolean): string {
  if (row === '') return `${table}.${column}`
  return dynamic ? `${table}[${row}].${column}` : `${table}.${row}.${column}`
}

export function parseAddress(text: string): Address | undefined {
  const match = shape.exec(text)
  if (match === null) return undefined
  return { table: match[1] ?? '', row: match[2] ?? match[3] ?? '', column: match[4] ?? '' }
}

/** The key of a dynamic row: the unit, entry or record; with the row of its block where that has several, and with the
 * number of the band where the table has several. */
export function joinKey(table: Table, band: number, instance: string, row: string): string {
  return `${table.bands.length > 1 ? `${band}:` : ''}${instance}${row === '' ? '' : `/${row}`}`
}

export function splitKey(table: Table, key: string): { band: number; instance: string; row: string } {
  const colon = table.bands.length > 1 ? key.indexOf(':') : -1
  const [instance = '', row = ''] = key.slice(colon + 1).split('/')
  return { band: colon < 0 ? 0 : Number(key.slice(0, colon)), instance, row }
}

/** The row class that a key names; -1 for a row that the table does not have. */
export function classOfKey(table: Table, key: string): number {
  const fixed = table.rowOf.get(key)
  if (fixed !== undefined) return fixed
  const { band, row } = splitKey(table, key)
  const own = table.bands[band]
  const position = own?.rows.findIndex((one) => one.key === row) ?? -1
  return own === undefined || position < 0 ? -1 : own.firstClass + position
}
