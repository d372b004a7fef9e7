// Units: a tree of offices and organisations that changes by date. The row of a unit says what it is now; where it has
// ever changed, unit_state says what it was called and stood under on any day. Scopes are read from unit_ancestor, which
// holds every unit that has ever stood above: who received the reports of a unit goes on seeing those.
import { Model, snakeCaseMappers } from 'objection'
import type { PropertyValues } from '../core/property.ts'
import type { Succession, UnitState } from '../core/unit.ts'
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
  declare properties: PropertyValues
}

export type NewUnit = { code: string; kind: string; name: string; parentId: string | null; validFrom: string; validTo: string | null; properties?: PropertyValues }

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

/** Code → kind, of those that exist. */
export async function unitKinds(trx: Transaction, codes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await trx.raw<{ rows: { kind: string; code: string }[] }>('select kind, code from unit where code = any(?)', [[...codes]])
  return new Map(rows.map((row) => [row.code, row.kind]))
}

/** Units by a part of their name or code, of these kinds, or with these codes; by name. */
export async function findUnits(
  trx: Transaction, { text, kinds, codes }: { text?: string; kinds?: readonly string[]; codes?: readonly string[] }, limit: number,
): Promise<{ id: string; code: string; name: string; kind: string }[]> {
  const { rows } = await trx.raw<{ rows: { id: string; code: string; name: string; kind: string }[] }>(
    `select id, code, name, kind from unit
     where (:part::text is null or strpos(lower(name), lower(:part)) > 0 or strpos(code, lower(:part)) > 0)
       and (:kinds::text[] is null or kind = any(:kinds)) and (:codes::text[] is null or code = any(:codes))
     order by name collate "vi-x-icu", code limit :limit`,
    { part: text ?? null, kinds: kinds === undefined ? null : [...kinds], codes: codes === undefined ? null : [...codes], limit },
  )
  return rows
}

/** Code → id, of those that exist. */
export async function unitsByCode(trx: Transaction, codes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await trx.raw<{ rows: { id: string; code: string }[] }>('select id, code from unit where code = any(?)', [[...codes]])
  return new Map(rows.map((row) => [row.code, row.id]))
}

/** Writes the states of a unit that changes, and the day on which it ends. What was said before of the same days is said anew. */
export async function writeStates(trx: Transaction, unit: { id: string; validFrom: string; validTo: string | null }, states: readonly UnitState[], idOf: (code: string) => string | undefined): Promise<void> {
  await trx.raw('update unit set valid_to = :validTo where id = :id and valid_to is distinct from :validTo::date', { id: unit.id, validTo: unit.validTo })
  if (states.length < 2) return
  await trx.raw(
    `insert into unit_state (unit_id, valid_from, valid_to, name, parent_id, properties)
     select :id, s."validFrom", s."validTo", s.name, s."parentId", s.properties
     from jsonb_to_recordset(:states::jsonb) as s ("validFrom" date, "validTo" date, name text, "parentId" uuid, properties jsonb)
     on conflict on constraint unit_state_key do update
       set valid_to = excluded.valid_to, name = excluded.name, parent_id = excluded.parent_id, properties = excluded.properties`,
    {
      id: unit.id,
      states: JSON.stringify(states.map((one) => ({
        validFrom: one.from ?? unit.validFrom, validTo: one.to ?? null, name: one.name,
        parentId: one.parent === undefined ? null : (idOf(one.parent) ?? null), properties: one.properties,
      }))),
    },
  )
}

export async function addSuccessions(trx: Transaction, successions: readonly Succession[], idOf: (code: string) => string | undefined): Promise<void> {
  const rows = successions.flatMap(({ on, from, to }) => {
    const id = idOf(from)
    return id === undefined ? [] : [{ on, from: id, to: to === null ? null : (idOf(to) ?? null) }]
  })
  if (rows.length === 0) return
  await trx.raw(
    `insert into unit_succession (on_day, from_unit, to_unit)
     select s."on", s."from", s."to" from jsonb_to_recordset(:rows::jsonb) as s ("on" date, "from" uuid, "to" uuid)
     on conflict do nothing`,
    { rows: JSON.stringify(rows) },
  )
}

/** Brings the rows of units to what they are on a day: changes that were announced before it take effect. */
export async function bringUnitsTo(trx: Transaction, day: string): Promise<number> {
  const { rows } = await trx.raw<{ rows: { moved: boolean }[] }>(
    `update unit u set name = s.name, parent_id = s.parent_id, properties = s.properties
     from unit_state s, unit before
     where s.unit_id = u.id and before.id = u.id and s.valid_from <= :day and (s.valid_to is null or s.valid_to > :day)
       and (u.name, u.parent_id, u.properties) is distinct from (s.name, s.parent_id, s.properties)
     returning before.parent_id is distinct from s.parent_id as moved`,
    { day },
  )
  if (rows.some((row) => row.moved)) {
    await trx.raw(
      `with recursive up as (
         select id as unit_id, parent_id as ancestor_id, 1 as depth from unit where parent_id is not null
         union all
         select up.unit_id, u.parent_id, up.depth + 1 from up join unit u on u.id = up.ancestor_id where u.parent_id is not null and up.depth < :deepest
       )
       insert into unit_ancestor (unit_id, ancestor_id, depth) select unit_id, ancestor_id, min(depth) from up group by unit_id, ancestor_id
       on conflict on constraint unit_ancestor_key do update set depth = excluded.depth`,
      { deepest },
    )
  }
  return rows.length
}

/** A tree that is deeper is none: it ends the walk up where somebody has made a circle. */
const deepest = 40

/** Units of these kinds that exist on a day, as they were called and stood then, with what opening a period asks of them. */
export type ReportingUnit = {
  id: string
  kind: string
  name: string
  parentId: string | null
  hasAccount: boolean
}

const stateOfDay = 'unit_state s on s.unit_id = u.id and s.valid_from <= :day and (s.valid_to is null or s.valid_to > :day)'
const livesOnDay = 'u.valid_from <= :day and (u.valid_to is null or u.valid_to > :day)'
const parentOfDay = 'case when s.unit_id is null then u.parent_id else s.parent_id end'

export async function unitsOn(trx: Transaction, kinds: readonly string[], day: string): Promise<ReportingUnit[]> {
  const { rows } = await trx.raw<{ rows: ReportingUnit[] }>(
    `select u.id, u.kind, coalesce(s.name, u.name) as name, ${parentOfDay} as "parentId",
            exists (select 1 from account a where a.unit_id = u.id and a.revoked_at is null) as "hasAccount"
     from unit u left join ${stateOfDay}
     where u.kind = any(:kinds) and ${livesOnDay}
     order by u.code`,
    { kinds: [...kinds], day },
  )
  return rows
}

/** For every unit its nearest living unit of one of these kinds in the tree of the day, itself excluded. */
export async function nearestAbove(trx: Transaction, kinds: readonly string[], day: string): Promise<Map<string, string>> {
  const { rows } = await trx.raw<{ rows: { unit_id: string; ancestor_id: string }[] }>(
    `with recursive step as (
       select u.id, ${parentOfDay} as parent_id from unit u left join ${stateOfDay}
     ), up as (
       select id as unit_id, parent_id as ancestor_id, 1 as depth from step where parent_id is not null
       union all
       select up.unit_id, step.parent_id, up.depth + 1 from up join step on step.id = up.ancestor_id where step.parent_id is not null and up.depth < :deepest
     )
     select distinct on (up.unit_id) up.unit_id, up.ancestor_id
     from up join unit u on u.id = up.ancestor_id
     where u.kind = any(:kinds) and ${livesOnDay}
     order by up.unit_id, up.depth`,
    { kinds: [...kinds], day, deepest },
  )
  return new Map(rows.map((row) => [row.unit_id, row.ancestor_id]))
}
