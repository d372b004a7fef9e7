// A form with values in it: opened from a record, read by address, written out again. The arithmetic itself is in
// recalculate.ts. Browser and server run this same file and compare checksums.
import type { TableValues, RowValues } from '../contract/filing.ts'
import type { WireValue } from '../contract/shapes.ts'
import type { Cells } from '../expression/compile.ts'
import { formatAddress, parseAddress } from '../form/address.ts'
import { roleOf, type Column, type Form, type Role, type Table } from '../form/compile.ts'
import { BLANK, LARGEST, errorCodes, errorOf, errorValue, isBlank, isError, type ErrorCode } from '../value.ts'
import { calculateAll, type Queue } from './recalculate.ts'

/** A row per unit, in the order in which the record lists it. */
export type UnitRow = { readonly key: string; readonly title: string }

export type Sheet = {
  readonly form: Form
  readonly cells: Cells
  /** Rows per unit of each table. */
  readonly units: readonly (readonly UnitRow[])[]
  /** Row positions in each table's slots by key: fixed rows, hidden ones, then units. */
  readonly rowOf: readonly ReadonlyMap<string, number>[]
  /** Running totals of sum templates and how many terms are filled in, by slot of the target. */
  readonly totals: Float64Array
  readonly filled: Int32Array
  /** 1 while a slot waits to be calculated, 2 where its running total is of no use. */
  readonly waiting: Uint8Array
  readonly queue: Queue
  readonly texts: Map<number, string>
}

/** Opens a record and calculates everything. Cells and rows that the form does not have are left out. */
export function openSheet(form: Form, record: readonly TableValues[]): Sheet {
  const given = new Map(record.map((table) => [table.id, table.rows]))
  const units = form.tables.map((table): UnitRow[] => {
    if (table.perUnit === undefined) return []
    return (given.get(table.id) ?? [])
      .filter((row) => !table.rowOf.has(row.key))
      .map((row) => ({ key: row.key, title: row.title ?? row.key }))
  })
  const base: number[] = []
  let size = 0
  for (const table of form.tables) {
    base.push(size)
    const frame = form.frames[table.index] as { width: number; fixed: number }
    size += frame.width * (frame.fixed + (units[table.index] as UnitRow[]).length)
  }
  const texts = new Map<number, string>()
  const columnSlots: Cells['columnSlots'] = (table, column) => {
    const frame = form.frames[table] as { width: number; fixed: number }
    const start = (base[table] as number) + column
    const count = units[table]?.length ?? 0
    if (form.tables[table]?.perUnit !== undefined) return [{ start: start + frame.fixed * frame.width, step: frame.width, count }]
    return (form.tables[table]?.rows ?? []).flatMap((row, index) =>
      row.leaf ? [{ start: start + index * frame.width, step: frame.width, count: 1 }] : [],
    )
  }
  const sheet: Sheet = {
    form,
    cells: { v: new Float64Array(size).fill(BLANK), base, texts, columnSlots },
    units,
    rowOf: form.tables.map((table) => rowPositions(form, table, units[table.index] as UnitRow[])),
    totals: new Float64Array(size),
    filled: new Int32Array(size),
    waiting: new Uint8Array(size),
    queue: { orders: [], slots: [] },
    texts,
  }
  for (const table of form.tables) for (const row of given.get(table.id) ?? []) fillRow(sheet, table, row)
  calculateAll(sheet)
  return sheet
}

function fillRow(sheet: Sheet, table: Table, row: RowValues): void {
  const place = rowIndex(sheet, table, row.key)
  if (place === undefined) return
  const slot = slotAt(sheet, table, place, 0)
  const isTotal = table.rows[place]?.total === true
  const { columns } = table
  for (let index = 0; index < columns.length; index++) {
    if (isTotal && roleOf(sheet.form, table, place, index) === 'closed') continue
    put(sheet, slot + index, (columns[index] as Column).kind, row.cells[index] ?? null)
  }
}

function rowPositions(form: Form, table: Table, units: readonly UnitRow[]): ReadonlyMap<string, number> {
  if (units.length === 0) return table.rowOf
  const { fixed } = form.frames[table.index] as { fixed: number }
  const rowOf = new Map(table.rowOf)
  units.forEach((row, unit) => {
    if (!rowOf.has(row.key)) rowOf.set(row.key, fixed + unit)
  })
  return rowOf
}

/** Writes one value without calculating. */
export function put(sheet: Sheet, slot: number, kind: 'number' | 'text', value: WireValue): void {
  const { v } = sheet.cells
  if (kind === 'text') {
    const text = value === null ? '' : String(value).normalize('NFC')
    if (text === '') sheet.texts.delete(slot)
    else sheet.texts.set(slot, text)
    v[slot] = text === '' ? BLANK : 0
    return
  }
  v[slot] = toDouble(value)
}

function toDouble(value: WireValue): number {
  if (value === null) return BLANK
  if (typeof value === 'string' && !/^-?\d+$/.test(value)) return errorValue('not-a-number')
  const number = typeof value === 'number' ? value : Number(value)
  if (number > LARGEST || number < -LARGEST) return errorValue('out-of-range')
  // Adding zero turns −0 into 0, so that equal cells have equal bits.
  return Math.floor(number) === number ? number + 0 : errorValue('not-a-number')
}

/** Row position in the table's slots. */
export function rowIndex(sheet: Sheet, table: Table, key: string): number | undefined {
  return sheet.rowOf[table.index]?.get(key)
}

export function slotAt(sheet: Sheet, table: Table, row: number, column: number): number {
  return (sheet.cells.base[table.index] as number) + row * (sheet.form.frames[table.index]?.width ?? 0) + column
}

/** Where an address leads: its slot, and who fills it. Undefined for a cell that the form does not have. */
export type Place = { readonly table: Table; readonly row: number; readonly column: number; readonly slot: number; readonly role: Role }

export function placeOf(sheet: Sheet, address: string): Place | undefined {
  const parts = parseAddress(address)
  const table = parts === undefined ? undefined : sheet.form.byId.get(parts.table)
  if (parts === undefined || table === undefined) return undefined
  const column = table.columnOf.get(parts.column)
  const row = rowIndex(sheet, table, parts.row)
  if (column === undefined || row === undefined) return undefined
  const role = roleOf(sheet.form, table, row < table.rows.length ? row : 'unit', column)
  return { table, row, column, slot: slotAt(sheet, table, row, column), role }
}

/** What stands at a place, as it travels. */
export function valueIn(sheet: Sheet, { table, column, slot }: Place): WireValue {
  return wireOf(sheet, table, column, slot)
}

export type CellState = { readonly value: WireValue; readonly error?: string; readonly role: Role }

/** The cell at an address; throws for one that the form does not have. */
export function cellAt(sheet: Sheet, address: string): CellState {
  const place = placeOf(sheet, address)
  if (place === undefined) throw new Error(`No cell ${address}`)
  const value = sheet.cells.v[place.slot] as number
  const error = errorOf(value)
  return { value: wireOf(sheet, place.table, place.column, place.slot), ...(error === undefined ? {} : { error }), role: place.role }
}

function wireOf(sheet: Sheet, table: Table, column: number, slot: number): WireValue {
  if (table.columns[column]?.kind === 'text') return sheet.texts.get(slot) ?? null
  const value = sheet.cells.v[slot] as number
  return isBlank(value) || isError(value) ? null : value
}

export type RowView = {
  readonly key: string
  readonly title: string
  readonly number?: string
  readonly depth: number
  readonly total: boolean
  readonly kind: 'fixed' | 'unit'
}

/** The rows of a table as they are drawn. */
export function rowsOf(sheet: Sheet, tableId: string): RowView[] {
  const table = sheet.form.byId.get(tableId)
  if (table === undefined) return []
  const fixed = table.rows.map((row): RowView => ({ ...row, kind: 'fixed' }))
  const units = (sheet.units[table.index] as readonly UnitRow[]).map(
    (row): RowView => ({ key: row.key, title: row.title, depth: table.rows.length === 0 ? 0 : 1, total: false, kind: 'unit' }),
  )
  return [...fixed, ...units]
}

/** Everything, calculated cells included, as it travels and is stored. Error values are blank there. */
export function valuesOf(sheet: Sheet): TableValues[] {
  return sheet.form.tables.map((table) => ({
    id: table.id,
    rows: rowsOf(sheet, table.id).map((row) => {
      const slot = slotAt(sheet, table, rowIndex(sheet, table, row.key) as number, 0)
      const cells = table.columns.map((_, column) => wireOf(sheet, table, column, slot + column))
      return row.kind === 'unit' ? { key: row.key, title: row.title, cells } : { key: row.key, cells }
    }),
  }))
}

/** The address of a visible slot; undefined for hidden ones. */
export function addressOf(sheet: Sheet, slot: number): string | undefined {
  const { base } = sheet.cells
  let index = base.length - 1
  while (index > 0 && (base[index] as number) > slot) index--
  const table = sheet.form.tables[index] as Table
  const frame = sheet.form.frames[index] as { width: number; fixed: number }
  const offset = slot - (base[index] as number)
  const row = Math.floor(offset / frame.width)
  const column = table.columns[offset % frame.width]
  const key = row < frame.fixed ? table.rows[row]?.key : sheet.units[index]?.[row - frame.fixed]?.key
  return column === undefined || key === undefined ? undefined : formatAddress(table.id, key, column.id, row >= frame.fixed)
}

/** Every cell that the form shows, in print order. */
export function addressesOf(sheet: Sheet): string[] {
  return sheet.form.tables.flatMap((table) =>
    rowsOf(sheet, table.id).flatMap((row) => table.columns.map((column) => formatAddress(table.id, row.key, column.id, row.kind === 'unit'))),
  )
}

/** FNV-1a over the calculated cells in order: the page and the server compare it after a save. */
export function checksum(sheet: Sheet): number {
  let hash = 0x811c9dc5
  const mix = (part: number): void => {
    hash = Math.imul(hash ^ part, 0x01000193)
  }
  /** Number, blank and each error have a kind of their own, so that none looks like another. */
  const kindOf = (value: number): number => (isBlank(value) ? 1 : isError(value) ? 2 + errorCodes.indexOf(errorOf(value) as ErrorCode) : 0)
  for (const template of sheet.form.templates) {
    if (template.rule !== undefined) continue
    for (const slot of targetsOf(sheet, template)) {
      const value = sheet.cells.v[slot] as number
      const kind = kindOf(value)
      mix(kind)
      if (kind !== 0) continue
      mix(value | 0)
      mix(Math.floor(value / 4294967296) | 0)
    }
  }
  return hash >>> 0
}

/** Every slot that a template fills. */
export function targetsOf(sheet: Sheet, template: { table: number; axis: 'across' | 'down'; target: number; on: Uint8Array; onUnits: boolean }): number[] {
  const frame = sheet.form.frames[template.table] as { width: number; fixed: number }
  const base = sheet.cells.base[template.table] as number
  const slots: number[] = []
  template.on.forEach((runs, index) => {
    if (runs !== 1) return
    slots.push(template.axis === 'across' ? base + index * frame.width + template.target : base + template.target * frame.width + index)
  })
  if (template.onUnits) {
    const count = sheet.units[template.table]?.length ?? 0
    for (let unit = 0; unit < count; unit++) slots.push(base + (frame.fixed + unit) * frame.width + template.target)
  }
  return slots
}
