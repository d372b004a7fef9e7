// A form with values in it: opened from a record, read by address, written out again. The arithmetic itself is in
// recalculate.ts. Browser and server run this same file and compare checksums.
import type { TableValues, RowValues } from '../contract/filing.ts'
import type { WireValue } from '../contract/shapes.ts'
import type { Cells } from '../expression/compile.ts'
import { formatAddress, joinKey, parseAddress, splitKey } from '../form/address.ts'
import { roleOf, type Band, type Column, type Form, type Outside, type Role, type Table, type Template } from '../form/compile.ts'
import { nameIn, titleIn } from '../form/layout.ts'
import { BLANK, errorCodes, errorOf, fromWire, isBlank, isError, toWire, type ErrorCode } from '../value.ts'
import { plansOf, type Plans } from './plan.ts'
import { classAt, placeOfSlot, rowPlace } from './row.ts'
import { calculateAll, eachOrigin, newScratch, type Scratch } from './recalculate.ts'

/** A unit, codelist entry or record that a band stands for, in the order in which the record lists them. */
export type Instance = { readonly key: string; readonly title: string }

export type Sheet = {
  readonly form: Form
  readonly cells: Cells
  /** Instances of each band of each table. */
  readonly instances: readonly (readonly (readonly Instance[])[])[]
  /** Row positions in each table's slots by key: fixed rows, hidden ones, then the bands. */
  readonly rowOf: readonly ReadonlyMap<string, number>[]
  /** Running totals of sum templates and how many terms are filled in, by slot of the target. Kept from the first edit on: most
   * sheets are opened to be read. */
  totals: Float64Array
  filled: Int32Array
  readonly plans: Plans
  readonly scratch: Scratch
  readonly texts: Map<number, string>
  /** What was typed into fields that are not seen now, by slot. They read as blank, but nothing typed is lost. */
  readonly kept: Map<number, string | number>
}

/** Figures from outside by their spelling: one value, or one by row key. Numbers in smallest units of the reference. */
export type OutsideValues = Readonly<Record<string, WireValue | Readonly<Record<string, WireValue>>>>

const noTotals = new Float64Array(0)
const nothingFilled = new Int32Array(0)

/** Opens a record and calculates everything. Cells and rows that the form does not have are left out. */
export function openSheet(form: Form, record: readonly TableValues[], outside: OutsideValues = {}): Sheet {
  const { workingDays } = form
  const given = new Map(record.map((table) => [table.id, table.rows]))
  const instances = form.tables.map((table) => instancesIn(table, given.get(table.id) ?? []))
  const base: number[] = []
  const bands: Cells['bands'][number][] = []
  let size = 0
  for (const [index, { width, fixed, heights }] of form.frames.entries()) {
    base.push(size)
    size += width * fixed
    bands.push(
      heights.map((height, band) => {
        const count = instances[index]?.[band]?.length ?? 0
        const own = { start: size, step: width * height, count }
        size += own.step * count
        return own
      }),
    )
  }
  const texts = new Map<number, string>()
  const sheet: Sheet = {
    form,
    cells: { v: new Float64Array(size).fill(BLANK), base, bands, texts, ...(workingDays === undefined ? {} : { workingDays }), columnSlots: columnSlotsOf(form, base, bands) },
    instances,
    rowOf: form.tables.map((table) => rowPositions(form, table, instances[table.index] ?? [])),
    totals: noTotals,
    filled: nothingFilled,
    plans: plansOf(form),
    scratch: newScratch(),
    texts,
    kept: new Map(),
  }
  for (const table of form.tables) for (const row of given.get(table.id) ?? []) fillRow(sheet, table, row)
  for (const one of form.outside) fillOutside(sheet, one, outside[one.key])
  calculateAll(sheet)
  return sheet
}

/** Instances by band, in the order of the record's rows. A row of a table with several bands names its band. */
function instancesIn(table: Table, rows: readonly RowValues[]): Instance[][] {
  const found = table.bands.map((): Map<string, Instance> => new Map())
  if (table.bands.length === 0) return []
  for (const row of rows) {
    if (table.rowOf.has(row.key)) continue
    const { band, instance } = splitKey(table, row.key)
    const own = found[band]
    if (own !== undefined && !own.has(instance)) own.set(instance, { key: instance, title: row.title ?? instance })
  }
  return found.map((own) => [...own.values()])
}

/** Made apart from openSheet, whose record it would otherwise keep in memory as long as the sheet. */
function columnSlotsOf(form: Form, base: readonly number[], bands: Cells['bands']): Cells['columnSlots'] {
  return (table, column) => columnSlots(form, base, bands, table, column)
}

function columnSlots(form: Form, base: readonly number[], bands: Cells['bands'], index: number, column: number): ReturnType<Cells['columnSlots']> {
  const table = form.tables[index]
  const { width } = form.frames[index] as Form['frames'][number]
  if (table === undefined) return []
  return [
    ...table.rows.flatMap((row, position) => (row.leaf ? [{ start: (base[index] as number) + position * width + column, step: width, count: 1 }] : [])),
    ...table.bands.flatMap((band) => {
      const { start, step, count } = bands[index]?.[band.index] ?? { start: 0, step: 0, count: 0 }
      return band.rows.flatMap((row, position) => (row.leaf ? [{ start: start + position * width + column, step, count }] : []))
    }),
  ]
}

function fillRow(sheet: Sheet, table: Table, row: RowValues): void {
  const place = rowIndex(sheet, table, row.key)
  if (place === undefined) return
  const slot = slotAt(sheet, table, place, 0)
  const rowClass = classAt(sheet, table, place)
  // Only these rows have cells that nothing is put into.
  const mayBeClosed = table.classes[rowClass]?.total === true || 'closed' in table.source
  const { columns } = table
  const { v } = sheet.cells
  const given = row.cells
  for (let index = 0; index < columns.length; index++) {
    if (mayBeClosed && roleOf(sheet.form, table, rowClass, index) === 'closed') continue
    const value = given[index] ?? null
    const { holds } = columns[index] as Column
    // What nearly every cell holds, without a call.
    if (typeof value === 'number' && holds === 'number' && (value | 0) === value) v[slot + index] = value | 0
    else if (holds === 'text' || value !== null) put(sheet, slot + index, holds, value)
  }
}

function fillOutside(sheet: Sheet, { per, table: index, column, type }: Outside, given: OutsideValues[string] | undefined): void {
  if (given === undefined) return
  const holds = type === 'text' ? 'text' : 'number'
  const base = sheet.cells.base[index] as number
  if (per === 'form') {
    if (given === null || typeof given !== 'object') put(sheet, base + column, holds, given)
    return
  }
  const { width } = sheet.form.frames[index] as Form['frames'][number]
  for (const [key, row] of sheet.rowOf[index] ?? []) {
    const value = given === null || typeof given !== 'object' ? given : (given[key] ?? null)
    put(sheet, base + row * width + column, holds, value)
  }
}

function rowPositions(form: Form, table: Table, instances: readonly (readonly Instance[])[]): ReadonlyMap<string, number> {
  if (table.bands.length === 0) return table.rowOf
  const { fixed, heights } = form.frames[table.index] as Form['frames'][number]
  const rowOf = new Map(table.rowOf)
  let row = fixed
  for (const band of table.bands) {
    const height = heights[band.index] as number
    for (const instance of instances[band.index] ?? []) {
      band.rows.forEach((shape, position) => {
        const key = joinKey(table, band.index, instance.key, shape.key)
        if (!rowOf.has(key)) rowOf.set(key, row + position)
      })
      row += height
    }
  }
  return rowOf
}

/** Writes one value without calculating. */
export function put(sheet: Sheet, slot: number, holds: 'number' | 'text', value: WireValue): void {
  const { v } = sheet.cells
  if (holds === 'text') {
    const text = value === null ? '' : String(value).normalize('NFC')
    if (text === '') sheet.texts.delete(slot)
    else sheet.texts.set(slot, text)
    v[slot] = text === '' ? BLANK : 0
    return
  }
  v[slot] = fromWire(value)
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

type FixedPlace = Omit<Place, 'slot'>
/** Places of printed cells by address, as they are asked for: every save asks for the same ones again. */
const fixedPlaces = new WeakMap<Form, Map<string, FixedPlace>>()

export function placeOf(sheet: Sheet, address: string): Place | undefined {
  const known = fixedPlaces.get(sheet.form) ?? new Map<string, FixedPlace>()
  let place = known.get(address)
  if (place === undefined) {
    place = findPlace(sheet, address)
    if (place === undefined) return undefined
    if (place.row < place.table.rows.length) fixedPlaces.set(sheet.form, known.set(address, place))
  }
  const { table, row, column, role } = place
  return { table, row, column, slot: slotAt(sheet, table, row, column), role }
}

function findPlace(sheet: Sheet, address: string): FixedPlace | undefined {
  const parts = parseAddress(address)
  const table = parts === undefined ? undefined : sheet.form.byId.get(parts.table)
  if (parts === undefined || table === undefined) return undefined
  const column = table.columnOf.get(parts.column)
  const row = rowIndex(sheet, table, parts.row)
  if (column === undefined || row === undefined) return undefined
  return { table, row, column, role: roleOf(sheet.form, table, classAt(sheet, table, row), column) }
}

/** What has been typed at a place, seen or not, as it is recorded. */
export function recordedIn(sheet: Sheet, place: Place): WireValue {
  const kept = sheet.kept.get(place.slot)
  return kept === undefined ? valueIn(sheet, place) : isTyped(kept) ? kept : null
}

/** A kept error value is no figure. */
const isTyped = (kept: string | number): boolean => typeof kept === 'string' || !isError(kept)

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
  if (table.columns[column]?.holds === 'text') return sheet.texts.get(slot) ?? null
  const value = sheet.cells.v[slot] as number
  return isBlank(value) || isError(value) ? null : value
}

export type RowView = {
  readonly key: string
  readonly title: string
  readonly number?: string
  readonly depth: number
  readonly total: boolean
  readonly kind: 'fixed' | 'dynamic'
  /** Dynamic rows: which band, and whether it is the first row of its block. */
  readonly band?: number
  readonly first?: boolean
  /** What the instance is called, without the words of the block's row. */
  readonly name?: string
}

/** The rows of a table as they are drawn: a band's instances after the fixed rows that they belong under. */
export function rowsOf(sheet: Sheet, tableId: string): RowView[] {
  const table = sheet.form.byId.get(tableId)
  if (table === undefined) return []
  const fixed = table.rows.map((row): RowView => ({ ...row, kind: 'fixed' }))
  const bandsAfter = (count: number): RowView[] => table.bands.filter((band) => band.after === count).flatMap((band) => bandRows(sheet, table, band))
  return [...bandsAfter(0), ...fixed.flatMap((row, index) => [row, ...bandsAfter(index + 1)])]
}

function bandRows(sheet: Sheet, table: Table, band: Band): RowView[] {
  return (sheet.instances[table.index]?.[band.index] ?? []).flatMap(({ key, title }, index) => {
    const name = nameIn(band, title, index)
    return band.rows.map((row, position): RowView => ({
      ...row, key: joinKey(table, band.index, key, row.key), title: titleIn(band.rows, row, name), kind: 'dynamic', band: band.index, first: position === 0, name,
    }))
  })
}

/** `counted`: without what is kept of fields that are not seen, as it is sealed and handed on. */
export type Which = 'record' | 'counted'

/** What is in a slot, calculated cells included, as it travels and is stored. */
export function contentAt(sheet: Sheet, slot: number, holds: Column['holds'], which: Which): WireValue {
  const kept = which === 'record' && sheet.kept.size > 0 ? sheet.kept.get(slot) : undefined
  const own = kept ?? (holds === 'text' ? sheet.texts.get(slot) : sheet.cells.v[slot])
  return typeof own === 'number' ? toWire(own) : (own ?? null)
}

/** Everything, table by table. */
export function valuesOf(sheet: Sheet, which: Which = 'record'): TableValues[] {
  return sheet.form.tables.map((table) => ({ id: table.id, rows: rowValuesOf(sheet, table, which) }))
}

export function rowValuesOf(sheet: Sheet, table: Table, which: Which = 'record'): RowValues[] {
  const titleOf = new Map(table.bands.flatMap((band) => (sheet.instances[table.index]?.[band.index] ?? []).map(({ key, title }) => [`${band.index} ${key}`, title] as const)))
  return rowsOf(sheet, table.id).map((row) => {
    const slot = slotAt(sheet, table, rowIndex(sheet, table, row.key) as number, 0)
    const cells = table.columns.map(({ holds }, index) => contentAt(sheet, slot + index, holds, which))
    if (row.kind === 'fixed') return { key: row.key, cells }
    const { band, instance } = splitKey(table, row.key)
    return { key: row.key, title: titleOf.get(`${band} ${instance}`) ?? instance, cells }
  })
}

/** The address of a visible slot; undefined for hidden ones. */
export function addressOf(sheet: Sheet, slot: number): string | undefined {
  const place = placeAt(sheet, slot)
  return place === undefined ? undefined : addressAt(sheet, place)
}

/** The cell that a slot is; undefined for hidden ones. */
export function placeAt(sheet: Sheet, slot: number): Place | undefined {
  if (slot < 0 || slot >= (sheet.cells.base.at(-1) as number)) return undefined
  const { table, row, rowClass, column } = placeOfSlot(sheet, slot)
  if (table.columns[column] === undefined || rowClass < 0) return undefined
  return { table, row, column, slot, role: roleOf(sheet.form, table, rowClass, column) }
}

export function addressAt(sheet: Sheet, { table, row, column }: Place): string {
  return formatAddress(table.id, keyOfRow(sheet, table, row), table.columns[column]?.id ?? '', row >= table.rows.length)
}

/** The key of a visible row. */
export function keyOfRow(sheet: Sheet, table: Table, row: number): string {
  const { band, instance, position } = rowPlace(sheet, table, row)
  if (band < 0) return table.rows[row]?.key ?? ''
  return joinKey(table, band, sheet.instances[table.index]?.[band]?.[instance]?.key ?? '', table.bands[band]?.rows[position]?.key ?? '')
}

/** Every cell that the form shows, in print order. */
export function addressesOf(sheet: Sheet): string[] {
  return sheet.form.tables.flatMap((table) =>
    rowsOf(sheet, table.id).flatMap((row) => table.columns.map((column) => formatAddress(table.id, row.key, column.id, row.kind === 'dynamic'))),
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
    if (template.rule !== undefined || template.condition !== undefined) continue
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
export function targetsOf(sheet: Sheet, template: Template): number[] {
  const slots: number[] = []
  eachOrigin(sheet, template, (origin) => slots.push(origin + template.offset))
  return slots
}
