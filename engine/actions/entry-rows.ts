// Rows that come from a codelist (danh mục động): one block for each entry that is valid on the filing's data cut-off, of
// the ministry or of the unit itself; where lower rows come together by code, of the ministry. They are there when a
// filing is opened and stored once something is typed; a row whose entry has gone stays as long as it holds a figure.
import type { RowValues, TableValues } from '../core/contract/filing.ts'
import { isKeptByUnits } from '../core/codelist.ts'
import { joinKey, splitKey } from '../core/form/address.ts'
import type { Band, Table } from '../core/form/compile.ts'
import { wayOf } from '../core/form/roll-up-way.ts'
import { qualified } from '../core/rollup/contribution.ts'
import { isValidOn, type Validity } from '../core/validity.ts'
import { entriesIn, type CodelistEntry } from '../store/codelist.ts'
import type { Surroundings } from '../store/surroundings.ts'
import type { Context } from './action.ts'
import type { CompiledForm } from './compiled.ts'

type Where = Pick<Context, 'trx' | 'parts'>
type Filing = { readonly packId: string; readonly unitId: string }
/** `mapsTo`: code of the ministry, where units map their own entries; '' for one that is mapped to none, so that its own
 * name is not taken for the ministry's. */
type Entry = Validity & { readonly code: string; readonly title: string; readonly mapsTo?: string }

/** Does the form take rows from codelists? */
export function hasEntryRows({ form }: Pick<CompiledForm, 'form'>): boolean {
  return form.tables.some((table) => table.bands.some((band) => band.per === 'entry'))
}

/** The record with a row for every entry, in the order of the codelist. */
export async function withEntryRows(where: Where, filing: Filing, { form }: CompiledForm, tables: readonly TableValues[], around: Surroundings): Promise<TableValues[]> {
  const bands = form.tables.flatMap((table) => table.bands.filter((band) => band.per === 'entry').map((band) => ({ table, band })))
  const isGathered = (table: Table): boolean => table.rollUps.some((one) => wayOf(table, one) === 'code')
  const isGrouped = (table: Table): boolean => table.rollUps.some((one) => one.by === 'group')
  const own = await ownEntries(where, filing, bands.flatMap(({ table, band }) => (isGathered(table) ? [] : (codelistOf(band, filing) ?? []))))
  const entriesFor = (table: Table, band: Band): readonly Entry[] => {
    const reference = codelistOf(band, filing) ?? ''
    const codelist = where.parts.installed().codelists.get(reference)
    if (codelist === undefined) return []
    return isKeptByUnits(codelist.scope) && !isGathered(table) ? (own.get(reference) ?? []) : (codelist.entries ?? []).filter(({ parent }) => parent === undefined || !isGrouped(table))
  }
  return form.tables.map((table) => {
    const values = tables.find((one) => one.id === table.id) ?? { id: table.id, rows: [] }
    return bands.filter((one) => one.table === table).reduce((rows, { band }) => filled(table, band, rows, entriesFor(table, band), around.dataTo), values)
  })
}

/** `pack/id` of the codelist of a band. */
function codelistOf({ codelist }: Band, { packId }: Filing): string | undefined {
  return codelist === undefined ? undefined : qualified(codelist, packId)
}

/** Entries that the unit keeps itself, ended ones included, of those codelists (`pack/id`) that units keep. */
export async function ownEntries({ trx, parts }: Where, { unitId }: Pick<Filing, 'unitId'>, references: readonly string[]): Promise<Map<string, Entry[]>> {
  const { codelists } = parts.installed()
  const kept = references.filter((one) => isKeptByUnits(codelists.get(one)?.scope ?? 'ministry'))
  const found = new Map(kept.map((one): [string, Entry[]] => [one, []]))
  if (kept.length === 0) return found
  for (const one of await entriesIn(trx, unitId, kept)) {
    const reference = `${one.packId}/${one.codelistId}`
    found.get(reference)?.push(entryOf(one, codelists.get(reference)?.scope === 'unit-mapped'))
  }
  return found
}

function entryOf({ code, title, mapsTo, validFrom, validTo }: CodelistEntry, isMapped: boolean): Entry {
  return { code, title, from: validFrom, to: validTo ?? undefined, ...(isMapped ? { mapsTo: mapsTo ?? '' } : {}) }
}

function filled(table: Table, band: Band, values: TableValues, entries: readonly Entry[], day: string): TableValues {
  const before = new Map(values.rows.map((row) => [row.key, row]))
  const blank = table.columns.map(() => null)
  const wanted = entries.filter((one) => isValidOn(one, day)).flatMap(({ code, title, mapsTo }) =>
    band.rows.map((shape): RowValues => {
      const key = joinKey(table, band.index, code, shape.key)
      return { key, title, ...(mapsTo === undefined ? {} : { code: mapsTo }), cells: before.get(key)?.cells ?? blank }
    }),
  )
  const keys = new Set(wanted.map((row) => row.key))
  const isOfBand = (key: string): boolean => !table.rowOf.has(key) && splitKey(table, key).band === band.index
  const others = values.rows.filter((row) => !isOfBand(row.key))
  const codes = new Map(entries.flatMap(({ code, mapsTo }): [string, string][] => (mapsTo === undefined ? [] : [[code, mapsTo]])))
  const gone = values.rows
    .filter((row) => isOfBand(row.key) && !keys.has(row.key) && row.cells.some((cell) => cell !== null && cell !== ''))
    .map((row) => ({ ...row, ...given(codes.get(splitKey(table, row.key).instance)) }))
  return { id: table.id, rows: [...others, ...wanted, ...gone] }
}

function given(code: string | undefined): { code?: string } {
  return code === undefined ? {} : { code }
}

/** Ministry codes by table and row key, for the seal: what was added up under a code stays there. */
export function codesOf(tables: readonly TableValues[]): ReadonlyMap<string, string> {
  return new Map(tables.flatMap((table) => table.rows.flatMap((row): [string, string][] => (row.code === undefined ? [] : [[`${table.id} ${row.key}`, row.code]]))))
}
