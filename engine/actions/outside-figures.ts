// Figures that a form asks for beyond its own record: the same form in an earlier period, another form of the same unit
// and period, properties of unit, period and codelist entries. Read from seals, never from working records; a form that
// asks for nothing costs no query. The sheet puts them into hidden cells and calculates with them.
import { dayNumber } from '../core/calendar.ts'
import type { OutsideValues } from '../core/calculation/sheet.ts'
import type { TableValues } from '../core/contract/filing.ts'
import type { WireValue } from '../core/contract/shapes.ts'
import { entriesOn, isKeptByUnits } from '../core/codelist.ts'
import { splitKey } from '../core/form/address.ts'
import type { Form, Outside, Table } from '../core/form/compile.ts'
import { unchanged } from '../core/form/succession.ts'
import { toUnits } from '../core/number.ts'
import type { PropertyDefinition, PropertyValue, PropertyValues } from '../core/property.ts'
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
  const sealed = await sealedFigures(where, filing.unitId, await wantedFilings(where, filing, compiled, around))
  const entries = await entryProperties(where, filing, compiled, around)
  const { organisation, codelists } = where.parts.installed()
  const here = { form: compiled.form, packId: filing.packId, codelists }
  const period: PropertyValues = { year: around.year, from: around.from, to: around.to, data_to: around.dataTo }
  return Object.fromEntries(
    asked.map((one): [string, OutsideValues[string]] => {
      const { source, path } = one.node
      const [about = '', name = ''] = path
      if (source !== undefined) return [one.key, fromSeal(one, sealed.get(source.kind === 'form' ? qualified(source.form, filing.packId) : source.kind), compiled.form, tables)]
      if (about === 'unit') return [one.key, figure(around.properties[name], organisation['unit-properties']?.[name], one.decimals)]
      if (about === 'period') return [one.key, figure(period[name], { title: name, kind: typeof period[name] === 'number' ? 'number' : 'date' }, 0)]
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
  const { path } = node
  if (per === 'rows') {
    const table = own.tables[index]
    const id = table?.id ?? ''
    const [column = ''] = path.slice(-1)
    // Rows that only the other one has are kept: a sheet takes the figures of the rows that it has.
    const keys = new Set([...(table?.rowOf.keys() ?? []), ...(rows.find((one) => one.id === id)?.rows ?? []).map((one) => one.key), ...(figures.rows.get(id)?.keys() ?? [])])
    return Object.fromEntries([...keys].map((row) => [row, cellOf(figures, { table: id, row, column }, decimals)]))
  }
  const [table = '', second = '', third] = path
  return cellOf(figures, { table, row: third === undefined ? '' : second, column: third ?? second }, decimals)
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
async function entryProperties(where: Where, filing: Filing, { form }: CompiledForm, around: Surroundings): Promise<Entries> {
  const { codelists } = where.parts.installed()
  const entries = new Map<string, Map<string, PropertyValues>>()
  for (const { per, node, table } of form.outside) {
    const reference = per === 'rows' && node.source === undefined ? codelistNamed(form.tables[table], filing.packId) : undefined
    const codelist = reference === undefined ? undefined : codelists.get(reference)
    if (reference === undefined || codelist === undefined || entries.has(reference)) continue
    entries.set(reference, new Map(entriesOn(codelist, around.dataTo).map((one) => [one.code, one.properties ?? {}])))
  }
  const kept = [...entries.keys()].filter((reference) => isKeptByUnits(codelists.get(reference)?.scope ?? 'ministry'))
  if (kept.length === 0) return entries
  for (const one of await entriesIn(where.trx, filing.unitId, kept)) entries.get(`${one.packId}/${one.codelistId}`)?.set(one.code, one.properties)
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
  const definition = reference === undefined ? undefined : where.codelists.get(reference)?.properties?.[name]
  if (table === undefined || properties === undefined) return null
  const rows = tables.find((one) => one.id === table.id)?.rows ?? []
  return Object.fromEntries(
    rows.filter((row) => !table.rowOf.has(row.key)).map((row) => [row.key, figure(properties.get(splitKey(table, row.key).instance)?.[name], definition, decimals)]),
  )
}
