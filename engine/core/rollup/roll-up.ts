// Lower figures into an upper form: a row per lower unit that is expected to report, one row for all of them, or a row
// per code of a codelist, filled from the seals that count. Cells of its own stay as they are; calculated cells are not
// touched, the sheet calculates them.
import { aggregate } from '../aggregate.ts'
import type { RowValues, TableValues } from '../contract/filing.ts'
import type { WireValue } from '../contract/shapes.ts'
import { joinKey, parseAddress, splitKey } from '../form/address.ts'
import type { Band, Column, Form, Table } from '../form/compile.ts'
import type { RollUpSource } from '../form/definition.ts'

/** A lower filing that is expected; `figures` only where a seal of it counts. */
export type Source = {
  /** `pack/id` of its form. */
  readonly reference: string
  readonly unit: { readonly id: string; readonly title: string; readonly kind?: string }
  readonly figures?: { readonly form: Form; readonly tables: readonly TableValues[] }
}

/** The upper record with the sources' figures in it. Sources come oldest seal first; otherwise their order does not
 * matter but for the order of rows. */
export function rollUp(form: Form, pack: string, current: readonly TableValues[], sources: readonly Source[]): TableValues[] {
  return form.tables.map((table) => {
    const values = current.find((one) => one.id === table.id) ?? { id: table.id, rows: [] }
    return table.rollUps.reduce((rows, declared) => flowIn(table, rows, declared, sources.filter((one) => one.reference === qualified(declared.from, pack))), values)
  })
}

function flowIn(table: Table, values: TableValues, declared: RollUpSource, sources: readonly Source[]): TableValues {
  const band = table.bands.find((one) => one.per === 'lower-unit')
  if (declared.into === undefined && declared.by !== 'code' && band !== undefined) return perUnit(table, band, values, declared, sources)
  if (declared.by === 'code') return perCode(table, values, declared, sources)
  return intoRow(table, values, declared.into ?? '', declared, sources)
}

/** A row for each unit that is expected. Figures of several forms of one unit meet in its row. */
function perUnit(table: Table, band: Band, values: TableValues, declared: RollUpSource, sources: readonly Source[]): TableValues {
  const isOurs = ({ unit }: Source): boolean => band.kinds === undefined || unit.kind === undefined || band.kinds.includes(unit.kind)
  const others = table.rollUps.filter((one) => one !== declared && one.into === undefined && one.by !== 'code')
  const rows = sources.filter(isOurs).flatMap((source) =>
    band.rows.map((shape): RowValues => {
      const key = joinKey(table, band.index, source.unit.id, shape.key)
      const before = values.rows.find((row) => row.key === key)
      const cells = table.columns.map((column): WireValue => {
        const address = Object.hasOwn(declared.cells, column.id) ? declared.cells[column.id] : undefined
        if (address === undefined) return before?.cells[column.index] ?? null
        return source.figures === undefined ? null : valueAt(source.figures.form, source.figures.tables, inBlock(address, shape.key))
      })
      return { key, title: source.unit.title, cells }
    }),
  )
  const fresh = new Map(rows.map((row) => [row.key, row]))
  // A unit that is no longer expected loses its row, unless another form of it still brings one.
  const kept = values.rows.filter((row) => !fresh.has(row.key) && (!inBand(table, band, row.key) || others.length > 0))
  const order = values.rows.flatMap((row) => fresh.get(row.key) ?? [])
  const added = rows.filter((row) => !values.rows.some((one) => one.key === row.key))
  return { id: table.id, rows: others.length > 0 ? [...kept, ...order, ...added] : [...kept, ...rows] }
}

/** `main.{row}.births` takes each row of a block from the row of the same name. */
function inBlock(address: string, row: string): string {
  return address.replace('{row}', row)
}

function inBand(table: Table, band: Band, key: string): boolean {
  return !table.rowOf.has(key) && splitKey(table, key).band === band.index
}

/** All units together in one printed row, each column by its aggregation. */
function intoRow(table: Table, values: TableValues, key: string, declared: RollUpSource, sources: readonly Source[]): TableValues {
  const figures = sources.flatMap(({ figures: own }) => (own === undefined ? [] : [own]))
  const columnValues = (column: Column): (WireValue | undefined)[] => {
    const address = declared.cells[column.id]
    return figures.map((own) => (address === undefined ? null : valueAt(own.form, own.tables, address)))
  }
  return withRow(table, values, { key }, (column) => together(table, column, columnValues))
}

/** Rows of the lower forms under the same code come together in the row of that code. */
function perCode(table: Table, values: TableValues, declared: RollUpSource, sources: readonly Source[]): TableValues {
  const found = new Map<string, { title: string; rows: { figures: NonNullable<Source['figures']>; row: RowValues }[] }>()
  for (const { figures } of sources) {
    for (const row of figures?.tables.find((one) => one.id === declared.table)?.rows ?? []) {
      const code = row.code ?? codeOf(figures, declared.table, row.key)
      if (code === undefined || figures === undefined) continue
      const own = found.get(code) ?? { title: row.title ?? code, rows: [] }
      own.rows.push({ figures, row })
      found.set(code, own)
    }
  }
  const band = table.bands.find((one) => one.per === 'entry')
  const keyOf = (code: string): string => (band === undefined ? code : joinKey(table, band.index, code, ''))
  const wanted = band === undefined ? table.rows.filter((row) => found.has(row.key)).map((row) => row.key) : [...new Set([...values.rows.filter((row) => inBand(table, band, row.key)).map((row) => splitKey(table, row.key).instance), ...found.keys()])]
  return wanted.reduce((rows, code) => {
    const own = found.get(code)
    const columnValues = (column: Column): (WireValue | undefined)[] => {
      const parts = parseAddress(declared.cells[column.id] ?? '')
      return (own?.rows ?? []).map(({ figures, row }) => row.cells[figures.form.byId.get(declared.table ?? '')?.columnOf.get(parts?.column ?? '') ?? -1])
    }
    return withRow(table, rows, { key: keyOf(code), ...(band === undefined ? {} : { title: own?.title ?? code }) }, (column) => (Object.hasOwn(declared.cells, column.id) ? together(table, column, columnValues) : undefined))
  }, values)
}

/** A printed row's code is its id; a unit's own entry says which ministry code it is mapped to. */
function codeOf(figures: Source['figures'], tableId: string | undefined, key: string): string | undefined {
  const table = figures?.form.byId.get(tableId ?? '')
  if (table === undefined) return undefined
  const row = table.rows.find((one) => one.key === key)
  return row === undefined ? splitKey(table, key).instance : row.leaf ? key : undefined
}

/** The record with one row set: columns for which `value` says nothing stay as they are. */
function withRow(table: Table, values: TableValues, row: { key: string; title?: string }, value: (column: Column) => WireValue | undefined): TableValues {
  const before = values.rows.find((one) => one.key === row.key)
  const cells = table.columns.map((column): WireValue => {
    const given = value(column)
    return given === undefined ? (before?.cells[column.index] ?? null) : given
  })
  const after: RowValues = { ...before, ...row, cells }
  return { id: values.id, rows: before === undefined ? [...values.rows, after] : values.rows.map((one) => (one === before ? after : one)) }
}

/** Several figures as one, by the column's aggregation; undefined for columns that nothing flows into. */
function together(table: Table, column: Column, valuesOf: (column: Column) => readonly (WireValue | undefined)[]): WireValue | undefined {
  const given = valuesOf(column)
  if (table.rollUps.every((one) => !Object.hasOwn(one.cells, column.id))) return undefined
  if (column.holds === 'text') return given.filter((one) => typeof one === 'string').at(-1) ?? null
  const weights = column.weight === undefined ? undefined : valuesOf(table.columns[table.columnOf.get(column.weight) ?? -1] as Column)
  const result = aggregate(column.aggregate, given.map(toNumber), weights?.map(toNumber))
  // Errors are not figures: the sheet says so where it calculates with them.
  return Number.isSafeInteger(result) ? result : null
}

function toNumber(value: WireValue | undefined): number {
  return typeof value === 'number' ? value : NaN
}

/** A cell of a record by its address; blank where the record does not have it. */
export function valueAt(form: Form, tables: readonly TableValues[], address: string): WireValue {
  const parts = parseAddress(address)
  const table = parts === undefined ? undefined : form.byId.get(parts.table)
  const column = table?.columns.find((one) => one.id === parts?.column)
  const row = tables.find((one) => one.id === parts?.table)?.rows.find((one) => one.key === parts?.row)
  return column === undefined ? null : (row?.cells[column.index] ?? null)
}

/** `17a` in pack p → `p/17a`. */
export function qualified(reference: string, pack: string): string {
  return reference.includes('/') ? reference : `${pack}/${reference}`
}

/** The forms that a form takes figures from, as `pack/id`. */
export function sourcesOfForm(form: Form, pack: string): string[] {
  return [...new Set(form.tables.flatMap((table) => table.rollUps.map((one) => qualified(one.from, pack))))]
}
