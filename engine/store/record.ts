// Between a record as the engine sees it (tables of rows of cells) and as it is stored (one array of integers for all
// fixed cells, one per dynamic row, texts beside). Positions come from form_ordinal: they belong to the form and outlive
// its versions, so an old array is read by a new version without being rewritten.
import { contentAt, rowValuesOf, slotAt, type Sheet, type Which } from '../core/calculation/sheet.ts'
import type { RowValues, TableValues } from '../core/contract/filing.ts'
import type { WireValue } from '../core/contract/shapes.ts'
import { formatAddress, splitKey } from '../core/form/address.ts'
import type { Column, Form, Table } from '../core/form/compile.ts'

/** Table id ('' for all fixed cells) → cell → position. */
export type Ordinals = ReadonlyMap<string, ReadonlyMap<string, number>>

/** `code`: in seals, of a row whose own entry is mapped to the ministry's codelist. */
export type StoredRow = { readonly table: string; readonly key: string; readonly title: string; readonly code?: string; readonly cells: readonly (number | null)[]; /** Of a record: its order. */ readonly position?: number }

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

/** Positions of the fixed cells of each table, row by row: looked up once a form, because every save walks over them all. */
type Positions = { readonly ordinals: Ordinals; readonly fixed: readonly Int32Array[] }
const positions = new WeakMap<Form, Positions>()

function fixedPositions(form: Form, ordinals: Ordinals): readonly Int32Array[] {
  const known = positions.get(form)
  if (known?.ordinals === ordinals) return known.fixed
  const all = ordinals.get('')
  const fixed = form.tables.map((table) =>
    Int32Array.from(table.rows.flatMap((row) => table.columns.map((column) => positionOf(all, formatAddress(table.id, row.key, column.id, false))))),
  )
  positions.set(form, { ordinals, fixed })
  return fixed
}

export function toTables(form: Form, ordinals: Ordinals, record: StoredRecord): TableValues[] {
  const fixed = fixedPositions(form, ordinals)
  return form.tables.map((table) => ({
    id: table.id,
    rows: [
      ...table.rows.map((row, at) => ({
        key: row.key,
        cells: table.columns.map((column, index): WireValue =>
          column.holds === 'text'
            ? (record.texts[formatAddress(table.id, row.key, column.id, false)] ?? null)
            : (record.cells[fixed[table.index]?.[at * table.columns.length + index] as number] ?? null),
        ),
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

/** What a sheet holds, cell by cell into its place: without rows of values in between, because every save does this. */
export function toStored(sheet: Sheet, ordinals: Ordinals, which: Which = 'record'): StoredRecord {
  const { form } = sheet
  const positions = fixedPositions(form, ordinals)
  const cells = blanks(ordinals.get('')?.size ?? 0)
  const rows: StoredRow[] = []
  const texts: Record<string, string> = {}
  for (const table of form.tables) {
    const { columns } = table
    const own = positions[table.index] as Int32Array
    table.rows.forEach((row, at) => {
      const first = slotAt(sheet, table, at, 0)
      for (let index = 0; index < columns.length; index++) {
        const { holds, id } = columns[index] as Column
        const value = contentAt(sheet, first + index, holds, which)
        if (holds !== 'text') cells[own[at * columns.length + index] as number] = numberOf(value)
        else if (value !== null) texts[formatAddress(table.id, row.key, id, false)] = String(value)
      }
    })
    if (table.bands.length === 0) continue
    for (const row of rowValuesOf(sheet, table, which)) {
      if (!table.rowOf.has(row.key)) rows.push(storedRow(table, ordinals.get(table.id), row, rows.length, texts))
    }
  }
  return { cells, rows, texts }
}

function storedRow(table: Table, ordinals: ReadonlyMap<string, number> | undefined, row: RowValues, position: number, texts: Record<string, string>): StoredRow {
  const cells = blanks(ordinals?.size ?? 0)
  table.columns.forEach(({ holds, id }, index) => {
    const value = row.cells[index] ?? null
    if (holds !== 'text') cells[positionOf(ordinals, id)] = numberOf(value)
    else if (value !== null) texts[formatAddress(table.id, row.key, id, true)] = String(value)
  })
  return { table: table.id, key: row.key, title: row.title ?? row.key, cells, ...(isRecord(table, row.key) ? { position } : {}) }
}

function blanks(size: number): (number | null)[] {
  const cells: null[] = []
  for (let at = 0; at < size; at++) cells.push(null)
  return cells
}

/** Records keep the order in which people added them. */
function isRecord(table: Table, key: string): boolean {
  return table.bands.length > 0 && table.bands[splitKey(table, key).band]?.per === 'record'
}

function positionOf(ordinals: ReadonlyMap<string, number> | undefined, cell: string): number {
  const position = ordinals?.get(cell)
  if (position === undefined) throw new Error(`The cell ${cell} has no position`)
  return position
}

function numberOf(value: WireValue): number | null {
  if (value === null) return null
  if (typeof value === 'number') return value
  throw new RangeError('A cell beyond 2^53 reached the store')
}

/** A text[] literal: one parameter instead of one per text; numbers stand as they are. Where JSON escapes nothing, both are
 * written the same. */
export function textsLiteral(texts: readonly WireValue[]): string {
  const json = JSON.stringify(texts)
  if (!json.includes('\\')) return `{${json.slice(1, -1)}}`
  return `{${texts.map((text) => (typeof text === 'string' ? `"${text.replace(/["\\]/g, '\\$&')}"` : String(text))).join(',')}}`
}

/** An int8[] literal, for the same reason. */
export function cellsLiteral(cells: readonly (number | null)[]): string {
  return `{${JSON.stringify(cells).slice(1, -1)}}`
}
