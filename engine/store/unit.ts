// Units: a tree of offices and organisations with their validity. Subtrees are read from unit_ancestor, which is kept
// with the tree.
import { Model, snakeCaseMappers } from 'objection'
import type { Transaction } from './database.ts'
import { newId } from './new-id.ts'

export class Unit extends Model {
  static override tableName = 'unit'
  static override columnNameMappers = snakeCaseMappers()
  declare id: string
  declare code: string
  declare kind: string
  declare name: string
  declare parentId: string | null
  declare validFrom: string
  declare validTo: string | null
}

export type NewUnit = { code: string; kind: string; name: string; parentId: string | null; validFrom: string; validTo: string | null }

/** Adds a unit below its parent. Throws the problem `already-exists` (through the constraint) for a code that is taken. */
export async function addUnit(trx: Transaction, unit: NewUnit, now: Date): Promise<string> {
  const id = newId(now)
  await Unit.query(trx.builder).insert({ ...unit, id })
  await trx.raw(
    `insert into unit_ancestor (unit_id, ancestor_id, depth)
     select :id::uuid, :id::uuid, 0
     union all
     select :id::uuid, ancestor_id, depth + 1 from unit_ancestor where unit_id = :parentId::uuid`,
    { id, parentId: unit.parentId },
  )
  return id
}

export async function findUnitByCode(trx: Transaction, code: string): Promise<Unit | undefined> {
  return Unit.query(trx.builder).findOne({ code })
}

/** Units of these kinds that exist on a day, with what opening a period asks about them. */
export type ReportingUnit = {
  id: string
  kind: string
  name: string
  parentId: string | null
  hasAccount: boolean
}

export async function unitsOn(trx: Transaction, kinds: readonly string[], day: string): Promise<ReportingUnit[]> {
  const { rows } = await trx.raw<{ rows: ReportingUnit[] }>(
    `select u.id, u.kind, u.name, u.parent_id as "parentId",
            exists (select 1 from account a where a.unit_id = u.id and a.revoked_at is null) as "hasAccount"
     from unit u
     where u.kind = any(:kinds) and u.valid_from <= :day and (u.valid_to is null or u.valid_to > :day)
     order by u.code`,
    { kinds: [...kinds], day },
  )
  return rows
}

/** For every unit its nearest living unit of one of these kinds, itself excluded. */
export async function nearestAbove(trx: Transaction, kinds: readonly string[], day: string): Promise<Map<string, string>> {
  const { rows } = await trx.raw<{ rows: { unit_id: string; ancestor_id: string }[] }>(
    `select distinct on (a.unit_id) a.unit_id, a.ancestor_id
     from unit_ancestor a
     join unit u on u.id = a.ancestor_id
     where a.depth > 0 and u.kind = any(:kinds) and u.valid_from <= :day and (u.valid_to is null or u.valid_to > :day)
     order by a.unit_id, a.depth`,
    { kinds: [...kinds], day },
  )
  return new Map(rows.map((row) => [row.unit_id, row.ancestor_id]))
}
