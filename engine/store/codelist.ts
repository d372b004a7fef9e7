// Entries that units keep in codelists themselves. The ministry's entries are in the installed codelist; what is read
// here comes beside them. Nothing is removed: an entry ends.
import { Model, snakeCaseMappers } from 'objection'
import type { PropertyValues } from '../core/property.ts'
import type { Transaction } from './database.ts'
import { newId } from './new-id.ts'

export class CodelistEntry extends Model {
  static override tableName = 'codelist_entry'
  static override columnNameMappers = snakeCaseMappers()
  static override get jsonAttributes(): string[] {
    return ['properties']
  }
  declare id: string
  declare packId: string
  declare codelistId: string
  declare unitId: string
  declare code: string
  declare title: string
  declare parentCode: string | null
  declare mapsTo: string | null
  declare properties: PropertyValues
  declare validFrom: string
  declare validTo: string | null
  /** Code of the entry that took it in. */
  declare mergedInto: string | null
  declare addedBy: string | null
  declare addedAt: Date
}

export type Which = { readonly packId: string; readonly codelistId: string; readonly unitId: string }
export type NewEntry = Which & Pick<CodelistEntry, 'code' | 'title' | 'parentCode' | 'mapsTo' | 'properties' | 'validFrom' | 'validTo' | 'addedBy'>

/** Throws the problem `already-exists` (through the constraint) for a code that the unit has given before. */
export async function addEntries(trx: Transaction, entries: readonly NewEntry[], now: Date): Promise<void> {
  await CodelistEntry.query(trx.builder).insert(entries.map((entry) => ({ ...entry, id: newId(now), addedAt: now })))
}

/** All entries of a unit, ended ones included, by code. */
export async function entriesOf(trx: Transaction, { packId, codelistId, unitId }: Which): Promise<CodelistEntry[]> {
  return CodelistEntry.query(trx.builder).where({ pack_id: packId, codelist_id: codelistId, unit_id: unitId }).orderBy('code')
}

/** A unit's entries of several codelists at once (`pack/id`), ended ones included: a report may still hold figures of them. */
export async function entriesIn(trx: Transaction, unitId: string, codelists: readonly string[]): Promise<CodelistEntry[]> {
  return CodelistEntry.query(trx.builder)
    .where({ unit_id: unitId })
    .whereRaw("pack_id || '/' || codelist_id = any(?)", [[...codelists]])
    .orderBy('code')
}

/** How many entries the unit has in each of its codelists (`pack/id`), ended ones left out. */
export async function countEntries(trx: Transaction, unitId: string, day: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await trx.raw<{ rows: { reference: string; own: number }[] }>(
    `select pack_id || '/' || codelist_id as reference, count(*)::int as own from codelist_entry
     where unit_id = ? and (valid_to is null or valid_to > ?) group by 1`, [unitId, day],
  )
  return new Map(rows.map((row) => [row.reference, row.own]))
}

/** Locks the row. */
export async function findEntry(trx: Transaction, { packId, codelistId, unitId }: Which, code: string): Promise<CodelistEntry | undefined> {
  return CodelistEntry.query(trx.builder).findOne({ pack_id: packId, codelist_id: codelistId, unit_id: unitId, code }).forUpdate()
}

export async function endEntry(trx: Transaction, id: string, validTo: string, mergedInto: string | null = null): Promise<void> {
  await CodelistEntry.query(trx.builder).patch({ validTo, mergedInto }).where({ id })
}

export async function renameEntry(trx: Transaction, id: string, { title, properties }: Pick<CodelistEntry, 'title' | 'properties'>): Promise<void> {
  await CodelistEntry.query(trx.builder).patch({ title, properties }).where({ id })
}

export async function mapEntry(trx: Transaction, id: string, mapsTo: string | null): Promise<void> {
  await CodelistEntry.query(trx.builder).patch({ mapsTo }).where({ id })
}

/** Serialises additions of one unit to one codelist, so that the number of entries is kept to. */
export async function holdEntries(trx: Transaction, { packId, codelistId, unitId }: Which): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 1))', [`${packId}/${codelistId}/${unitId}`])
}
