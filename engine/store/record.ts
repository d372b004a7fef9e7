// Between a record as the engine sees it (tables of rows of cells) and as it is stored (one array of integers for all
// fixed cells, one per dynamic row, texts beside). Positions come from form_ordinal: they belong to the form and outlive
// its versions, so an old array is read by a new version without being rewritten.
import type { TableValues } from '../core/contract/filing.ts'
import type { WireValue } from '../core/contract/shapes.ts'
import { formatAddress } from '../core/form/address.ts'
import type { Form, Table } from '../core/form/compile.ts'

/** Table id ('' for all fixed cells) → cell → position. */
export type Ordinals = ReadonlyMap<string, ReadonlyMap<string, number>>

/** `code`: in seals, of a row whose own entry is mapped to the ministry's codelist. */
export type StoredRow = { readonly table: string; readonly key: string; readonly title: string; readonly code?: string; readonly cells: readonly (number | null)[] }

export type StoredRecord = {
  readonly cells: readonly (number | null)[]
  readonly rows: readonly StoredRow[]
  /** Text cells by address. */
  readonly texts: Readonly<Record<string, string>>
}

/** The cells that a form needs positions for. */
export function cellsOf(form: Form): { table: string; cell: string }[] {
  return form.tables.flatMap((table) => [
    ...table.rows.flatMap((row) => table.columns.map((column) => ({ table: '', cell: formatAddress(table.id, row.key, column.id, false) }))),
    ...(table.bands.length === 0 ? [] : table.columns.map((column) => ({ table: table.id, cell: column.id }))),
  ])
}

export function toTables(form: Form, ordinals: Ordinals, record: StoredRecord): TableValues[] {
  const fixed = ordinals.get('')
  return form.tables.map((table) => ({
    id: table.id,
    rows: [
      ...table.rows.map((row) => ({
        key: row.key,
        cells: table.columns.map((column): WireValue => {
          const address = formatAddress(table.id, row.key, column.id, false)
          return column.holds === 'text' ? (record.texts[address] ?? null) : (record.cells[positionOf(fixed, address)] ?? null)
        }),
      })),
      ...(table.bands.length === 0 ? [] : dynamicRows(table, ordinals, record)),
    ],
  }))
}

function dynamicRows(table: Table, ordinals: Ordinals, record: StoredRecord): TableValues['rows'] {
  const positions = table.columns.map((column) => positionOf(ordinals.get(table.id), column.id))
  return record.rows
    .filter((row) => row.table === table.id)
    .map((row) => ({
      key: row.key,
      title: row.title,
      ...(row.code === undefined ? {} : { code: row.code }),
      cells: table.columns.map((column, index): WireValue =>
        column.holds === 'text' ? (record.texts[formatAddress(table.id, row.key, column.id, true)] ?? null) : (row.cells[positions[index] as number] ?? null),
      ),
    }))
}

export function toStored(form: Form, ordinals: Ordinals, tables: readonly TableValues[]): StoredRecord {
  const cells: (number | null)[] = Array.from({ length: ordinals.get('')?.size ?? 0 }, () => null)
  const rows: StoredRow[] = []
  const texts: Record<string, string> = {}
  for (const values of tables) {
    const table = form.byId.get(values.id)
    if (table === undefined) continue
    const fixed = new Set(table.rows.map((row) => row.key))
    for (const row of values.rows) {
      if (!fixed.has(row.key)) {
        const own = ordinals.get(table.id)
        const stored: (number | null)[] = Array.from({ length: own?.size ?? 0 }, () => null)
        table.columns.forEach((column, index) => {
          const value = row.cells[index]
          if (column.holds !== 'text') stored[positionOf(own, column.id)] = numberOf(value)
          else if (typeof value === 'string' && value !== '') texts[formatAddress(table.id, row.key, column.id, true)] = value
        })
        rows.push({ table: table.id, key: row.key, title: row.title ?? row.key, cells: stored })
        continue
      }
      table.columns.forEach((column, index) => {
        const address = formatAddress(table.id, row.key, column.id, false)
        const value = row.cells[index]
        if (column.holds === 'text') {
          if (typeof value === 'string' && value !== '') texts[address] = value
        } else cells[positionOf(ordinals.get(''), address)] = numberOf(value)
      })
    }
  }
  return { cells, rows, texts }
}

function positionOf(ordinals: ReadonlyMap<string, number> | undefined, cell: string): number {
  const position = ordinals?.get(cell)
  if (position === undefined) throw new Error(`The cell ${cell} has no position`)
  return position
}

function numberOf(value: WireValue | undefined): number | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return value
  throw new RangeError('A cell beyond 2^53 reached the store')
}

/** A text[] literal, for the same reason. */
export function textsLiteral(texts: readonly (string | null)[]): string {
  return `{${texts.map((text) => (text === null ? 'NULL' : /["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`)).join(',')}}`
}

/** An int8[] literal: one parameter instead of one per cell. */
export function cellsLiteral(cells: readonly (number | null)[]): string {
  return `{${cells.map((cell) => (cell === null ? 'NULL' : String(cell))).join(',')}}`
}
