// Figures that a form asks for beyond its own record: the same form in an earlier period, another form of the same unit
// and period, properties of unit, period and codelist entries. Read from seals, never from working records; a form that
// asks for nothing costs no query. The sheet puts them into hidden cells and calculates with them.
import { dayNumber } from '../core/calendar.ts'
import type { OutsideValues } from '../core/calculation/sheet.ts'
import type { TableValues } from '../core/contract/filing.ts'
import type { WireValue } from '../core/contract/shapes.ts'
import { entriesOn, isKeptByUnits } from '../core/codelist.ts'
import { fromUnits, isFailure, toUnits as toExactUnits, type Exact } from '../core/expression/exact.ts'
import { applyOperator } from '../core/expression/operator.ts'
import { operators } from '../core/expression/operators.ts'
import { classOfKey, splitKey } from '../core/form/address.ts'
import type { Column, Form, Outside, Table } from '../core/form/compile.ts'
import { entryProperties, periodProperties, unitProperties } from '../core/form/foreign.ts'
import { columnsOfRange } from '../core/form/names.ts'
import { unchanged } from '../core/form/succession.ts'
import { toUnits } from '../core/number.ts'
import type { PropertyDefinition, PropertyValue, PropertyValues } from '../core/property.ts'
import { LARGEST, errorOf, errorValue, fromWire, toWire } from '../core/value.ts'
import { qualified } from '../core/rollup/contribution.ts'
import { entriesIn } from '../store/codelist.ts'
import type { Surroundings } from '../store/surroundings.ts'
import type { Context, Installed } from './action.ts'
import type { CompiledForm } from './compiled.ts'
import { earlierFilings, wantedOf } from './earlier-filings.ts'
import { cellOf, sealedFigures, type Figures, type WantedFiling } from './sealed-figures.ts'

type Where = Pick<Context, 'trx' | 'parts'>
type Filing = { readonly id: string; readonly packId: string; readonly formId: string; readonly unitId: string }

/** By spelling, in smallest units of the reference. `tables`: the record, whose rows entries are looked up for. */
export async function outsideFigures(where: Where, filing: Filing, compiled: CompiledForm, tables: readonly TableValues[], around: Surroundings): Promise<OutsideValues> {
  const asked = compiled.form.outside
  const sealed = await sealedFigures(where, { unitId: filing.unitId, dataTo: around.dataTo }, await wantedFilings(where, filing, compiled, around))
  const entries = await propertiesOfEntries(where, filing, compiled, around)
  const { organisation, codelists } = where.parts.installed()
  const here = { form: compiled.form, packId: filing.packId, codelists }
  const period: PropertyValues = { kind: around.kind, year: around.year, from: around.from, to: around.to, data_to: around.dataTo }
  const declared: Readonly<Record<string, PropertyDefinition>> = { ...unitProperties, ...organisation['unit-properties'] }
  const unit: PropertyValues = { name: around.unitName, code: around.unitCode, kind: around.unitKind, ...around.properties }
  return Object.fromEntries(
    asked.map((one): [string, OutsideValues[string]] => {
      const { source, path } = one.node
      const [about = '', name = ''] = path
      if (source !== undefined) return [one.key, fromSeal(one, sealed.get(source.kind === 'form' ? qualified(source.form, filing.packId) : source.kind), compiled.form, tables)]
      if (about === 'unit') return [one.key, figure(unit[name], declared[name], one.decimals)]
      if (about === 'period') return [one.key, figure(period[name], periodProperties[name], 0)]
      return [one.key, fromEntries(one, name, here, tables, entries)]
    }),
  )
}

async function wantedFilings(where: Where, filing: Filing, compiled: CompiledForm, around: Surroundings): Promise<WantedFiling[]> {
  const asked = compiled.form.outside.flatMap(({ node }) => node.source ?? [])
  const kinds = (['previous', 'carried-over'] as const).filter((kind) => asked.some((one) => one.kind === kind))
  const forms = new Set(asked.flatMap((one) => (one.kind === 'form' ? [qualified(one.form, filing.packId)] : [])))
  const earlier = await earlierFilings(where, compiled, around, kinds)
  const wanted = [
    ...[...earlier].flatMap(([as, list]) => list.map((one) => wantedOf(as, one))),
    ...[...forms].map((reference) => {
      const [packId = '', formId = ''] = reference.split('/')
      return { as: reference, packId, formId, way: unchanged, periodPack: around.periodPack, kind: around.kind, year: around.year, number: around.number }
    }),
  ]
  return wanted.map((one, at) => ({ ...one, at }))
}

/** One figure, or one for each row of the table by its key. */
function fromSeal({ node, per, table: index, decimals }: Outside, figures: Figures | undefined, own: Form, rows: readonly TableValues[]): OutsideValues[string] {
  if (figures === undefined) return null
  const { path, over, source } = node
  if (per === 'rows') {
    const table = own.tables[index]
    const id = table?.id ?? ''
    const [column = ''] = path.slice(-1)
    // Rows that only the other one has are kept: a sheet takes the figures of the rows that it has.
    const keys = new Set([...(table?.rowOf.keys() ?? []), ...(rows.find((one) => one.id === id)?.rows ?? []).map((one) => one.key), ...(figures.rows.get(id)?.keys() ?? [])])
    const at = (row: string): WireValue => (over === undefined || table === undefined ? cellOf(figures, { table: id, row, column }, decimals) : gatheredIn(table, over, column, [row], figures, decimals))
    return Object.fromEntries([...keys].map((row) => [row, at(row)]))
  }
  if (over !== undefined) {
    const [id = '', name = ''] = path
    // A range of another form is named as that form names it, one of an earlier period as this form does.
    const table = (source?.kind === 'form' ? figures.form : own).byId.get(id)
    return table === undefined ? null : gatheredIn(table, over, name, over.of === 'column' ? dataRows(table, name, figures) : [over.of === 'row' ? name : ''], figures, decimals)
  }
  const [table = '', second = '', third] = path
  return cellOf(figures, { table, row: third === undefined ? '' : second, column: third ?? second }, decimals)
}

/** What the cells of a range come to in these rows. */
function gatheredIn(table: Table, { operator, of }: NonNullable<Outside['node']['over']>, name: string, rows: readonly string[], figures: Figures, decimals: number): WireValue {
  const columns = columnsOfRange(of, name, table) ?? []
  return whatComes(operator, rows.flatMap((row) => columns.map((column) => exactly(cellOf(figures, { table: table.id, row, column: column.id }, decimals), column, decimals))), decimals)
}

/** Rows of a column that are not the whole of others: those that are printed, and those that only the other record has. */
function dataRows(table: Table, name: string, { form, rows, way }: Figures): string[] {
  const printed = table.rows.flatMap(({ key, leaf }) => (leaf ? [key] : []))
  const there = form.byId.get(way({ table: table.id, row: '', column: name })?.table ?? '')
  if (there === undefined) return printed
  const others = [...(rows.get(there.id)?.keys() ?? [])].filter((key) => !there.rowOf.has(key) && there.classes[classOfKey(there, key)]?.leaf === true)
  return [...printed, ...others]
}

function exactly(value: WireValue, { holds }: Column, decimals: number): Exact {
  if (value === null || holds === 'text') return value === null ? null : String(value)
  const number = fromWire(value)
  const error = errorOf(number)
  return error === undefined ? fromUnits(number, decimals) : { error }
}

/** As a cell of so many decimals holds it. */
function whatComes(operator: string, cells: readonly Exact[], decimals: number): WireValue {
  const row = operators.get(operator)
  const found = row === undefined ? null : applyOperator(row, cells)
  if (found === null || typeof found === 'boolean' || typeof found === 'string') return null
  const most = BigInt(LARGEST)
  const units = isFailure(found) ? most + 1n : toExactUnits(found, decimals)
  // Past what a cell holds stands the mark that reads as out of range.
  return units > most || units < -most ? toWire(errorValue('out-of-range')) : Number(units)
}

function figure(value: PropertyValue | undefined, definition: PropertyDefinition | undefined, decimals: number): WireValue {
  if (value === undefined || definition === undefined) return null
  if (typeof value === 'number') return toUnits(value, decimals) ?? null
  if (typeof value === 'boolean') return value ? 1 : 0
  return definition.kind === 'date' ? dayNumber(value) : value
}

/** Codelist (`pack/id`) → code → properties. */
type Entries = ReadonlyMap<string, Map<string, PropertyValues>>

/** The ministry's entries, and the unit's own over them. */
async function propertiesOfEntries(where: Where, filing: Filing, { form }: CompiledForm, around: Surroundings): Promise<Entries> {
  const { codelists } = where.parts.installed()
  const entries = new Map<string, Map<string, PropertyValues>>()
  for (const { per, node, table } of form.outside) {
    const reference = per === 'rows' && node.source === undefined ? codelistNamed(form.tables[table], filing.packId) : undefined
    const codelist = reference === undefined ? undefined : codelists.get(reference)
    if (reference === undefined || codelist === undefined || entries.has(reference)) continue
    entries.set(reference, new Map(entriesOn(codelist, around.dataTo).map((one) => [one.code, { code: one.code, title: one.title, ...one.properties }])))
  }
  const kept = [...entries.keys()].filter((reference) => isKeptByUnits(codelists.get(reference)?.scope ?? 'ministry'))
  if (kept.length === 0) return entries
  for (const one of await entriesIn(where.trx, filing.unitId, kept)) entries.get(`${one.packId}/${one.codelistId}`)?.set(one.code, { code: one.code, title: one.title, ...one.properties })
  return entries
}

/** `pack/id` of the codelist that a table's rows are taken from. */
function codelistNamed(table: Table | undefined, packId: string): string | undefined {
  const reference = table?.bands.find((one) => one.per === 'entry')?.codelist
  return reference === undefined ? undefined : qualified(reference, packId)
}

function fromEntries({ table: index, decimals }: Outside, name: string, where: { form: Form; packId: string; codelists: Installed['codelists'] }, tables: readonly TableValues[], entries: Entries): OutsideValues[string] {
  const table = where.form.tables[index]
  const reference = codelistNamed(table, where.packId)
  const properties = reference === undefined ? undefined : entries.get(reference)
  const definition = reference === undefined ? undefined : { ...entryProperties, ...where.codelists.get(reference)?.properties }[name]
  if (table === undefined || properties === undefined) return null
  const rows = tables.find((one) => one.id === table.id)?.rows ?? []
  return Object.fromEntries(
    rows.filter((row) => !table.rowOf.has(row.key)).map((row) => [row.key, figure(properties.get(splitKey(table, row.key).instance)?.[name], definition, decimals)]),
  )
}
