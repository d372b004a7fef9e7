// Figures that a form asks for beyond its own record: the same form in an earlier period, another form of the same unit
// and period, properties of unit, period and codelist entries. Read from seals, never from working records; a form that
// asks for nothing costs no query. The sheet puts them into hidden cells and calculates with them.
import { dayNumber } from '../core/calendar.ts'
import type { OutsideValues } from '../core/calculation/sheet.ts'
import type { RowValues, TableValues } from '../core/contract/filing.ts'
import type { WireValue } from '../core/contract/shapes.ts'
import { entriesOn, isKeptByUnits } from '../core/codelist.ts'
import { splitKey } from '../core/form/address.ts'
import type { Form, Outside, Table } from '../core/form/compile.ts'
import { toUnits } from '../core/number.ts'
import { carriedOverPeriod, previousPeriod } from '../core/period.ts'
import type { PropertyDefinition, PropertyValue, PropertyValues } from '../core/property.ts'
import { qualified } from '../core/rollup/contribution.ts'
import { entriesIn } from '../store/codelist.ts'
import { sealedBeside, type Surroundings } from '../store/surroundings.ts'
import { readSeals, recordOfSeal } from '../store/seal.ts'
import { toTables } from '../store/record.ts'
import type { Context, Installed } from './action.ts'
import { compiledForm, type CompiledForm } from './compiled.ts'

type Where = Pick<Context, 'trx' | 'parts'>
type Filing = { readonly id: string; readonly packId: string; readonly formId: string; readonly unitId: string }

/** By spelling, in smallest units of the reference. `tables`: the record, whose rows entries are looked up for. */
export async function outsideFigures(where: Where, filing: Filing, compiled: CompiledForm, tables: readonly TableValues[], around: Surroundings): Promise<OutsideValues> {
  const asked = compiled.form.outside
  const sealed = await sealedFigures(where, filing, around, asked)
  const entries = await entryProperties(where, filing, compiled, around)
  const { organisation, codelists } = where.parts.installed()
  const here = { form: compiled.form, packId: filing.packId, codelists }
  const period: PropertyValues = { year: around.year, from: around.from, to: around.to, data_to: around.dataTo }
  return Object.fromEntries(
    asked.map((one): [string, OutsideValues[string]] => {
      const { source, path } = one.node
      const [about = '', name = ''] = path
      if (source !== undefined) return [one.key, fromSeal(one, sealed.get(source.kind === 'form' ? qualified(source.form, filing.packId) : source.kind), compiled.form)]
      if (about === 'unit') return [one.key, figure(around.properties[name], organisation['unit-properties']?.[name], one.decimals)]
      if (about === 'period') return [one.key, figure(period[name], { title: name, kind: typeof period[name] === 'number' ? 'number' : 'date' }, 0)]
      return [one.key, fromEntries(one, name, here, tables, entries)]
    }),
  )
}

type Figures = { readonly form: Form; readonly tables: readonly TableValues[] }

/** The seals that stand for `previous`, `carried-over` and other forms (`pack/id`): what counts, or what is approved. */
async function sealedFigures(where: Where, filing: Filing, around: Surroundings, asked: readonly Outside[]): Promise<Map<string, Figures>> {
  const wanted = wantedFilings(where.parts.installed(), filing, around, asked)
  if (wanted.length === 0) return new Map()
  const found = await sealedBeside(where.trx, filing.unitId, wanted)
  const seals = await readSeals(where.trx, found.map((one) => one.sealId))
  const figures = await Promise.all(
    found.flatMap((one) => {
      const seal = seals.get(one.sealId)
      if (seal === undefined) return []
      return [
        (async (): Promise<[string, Figures]> => {
          const compiled = await compiledForm(where, { packId: one.packId, formId: one.formId, formVersion: seal.formVersion })
          return [one.as, { form: compiled.form, tables: toTables(compiled.form, compiled.ordinals, recordOfSeal(seal)) }]
        })(),
      ]
    }),
  )
  return new Map(figures)
}

function wantedFilings(installed: Installed, filing: Filing, around: Surroundings, asked: readonly Outside[]): Parameters<typeof sealedBeside>[2] {
  const periods = installed.periods.get(around.periodPack)
  const kinds = new Set(asked.map((one) => one.node.source?.kind))
  const forms = new Set(asked.flatMap(({ node }) => (node.source?.kind === 'form' ? [qualified(node.source.form, filing.packId)] : [])))
  const here = { kind: around.kind, year: around.year }
  const before = periods !== undefined && kinds.has('previous') ? previousPeriod(periods, here) : undefined
  const carried = periods !== undefined && kinds.has('carried-over') ? carriedOverPeriod(periods, here, installed.organisation.kinds[around.unitKind]?.class) : undefined
  const own = { packId: filing.packId, formId: filing.formId, periodPack: around.periodPack }
  return [
    ...(before === undefined ? [] : [{ as: 'previous', ...own, ...before, number: 1 }]),
    ...(carried === undefined ? [] : [{ as: 'carried-over', ...own, ...carried, number: 1 }]),
    ...[...forms].map((reference) => {
      const [packId = '', formId = ''] = reference.split('/')
      return { as: reference, packId, formId, periodPack: around.periodPack, ...here, number: around.number }
    }),
  ]
}

/** One figure, or one for each row of the table by its key. */
function fromSeal({ node, per, table: index, decimals }: Outside, figures: Figures | undefined, own: Form): OutsideValues[string] {
  if (figures === undefined) return null
  const { path } = node
  if (per === 'rows') {
    const id = own.tables[index]?.id ?? ''
    const [columnId = ''] = path.slice(-1)
    return Object.fromEntries(rowsOf(figures, id).map((row) => [row.key, cellOf(figures, id, columnId, row, decimals)]))
  }
  const [tableId = '', second = '', third] = path
  const row = rowsOf(figures, tableId).find((one) => one.key === (third === undefined ? '' : second))
  return row === undefined ? null : cellOf(figures, tableId, third ?? second, row, decimals)
}

function rowsOf({ tables }: Figures, id: string): RowValues[] {
  return tables.find((one) => one.id === id)?.rows ?? []
}

/** A version may have counted in other units than the one that asks. */
function cellOf({ form }: Figures, tableId: string, columnId: string, row: RowValues, decimals: number): WireValue {
  const table = form.byId.get(tableId)
  const column = table?.columns[table.columnOf.get(columnId) ?? -1]
  const value = column === undefined ? null : (row.cells[column.index] ?? null)
  if (typeof value !== 'number' || column === undefined || column.decimals === decimals) return value
  const scaled = value * 10 ** (decimals - column.decimals)
  // Half away from zero, as wherever a cell declares its decimals.
  return decimals > column.decimals ? Math.round(scaled) : Math.sign(scaled) * Math.round(Math.abs(scaled))
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
