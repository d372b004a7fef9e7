// Units: a tree of offices and organisations that changes by date. The row of a unit says what it is now; where it has
// ever changed, unit_state says what it was called and stood under on any day. Scopes are read from unit_ancestor, which
// holds every unit that has ever stood above: who received the reports of a unit goes on seeing those.
import { Model, snakeCaseMappers } from 'objection'
import type { PropertyValues } from '../core/property.ts'
import { bySource, type DatedUnit, type Succession, type UnitHistory, type UnitState } from '../core/unit.ts'
import type { Transaction } from './database.ts'
import { keepHeirs } from './heir.ts'
import { prepared } from './transaction.ts'

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

/** The code of a unit must be free: the constraint refuses another one as `already-exists`. */
export type NewUnit = { readonly id: string; code: string; kind: string; name: string; parentId: string | null; validFrom: string; validTo: string | null; properties?: PropertyValues }

/** Units that state no first day have been there since before the first report. */
export const firstDay = '2019-01-01'

export async function findUnitByCode(trx: Transaction, code: string): Promise<Unit | undefined> {
  return Unit.query(trx.builder).findOne({ code })
}

/** The unit and those that stand below it now, which live on the day; nearest first. Without a day: the unit alone. */
export async function livingBelow(trx: Transaction, id: string, day: string | undefined): Promise<{ id: string; code: string; kind: string; name: string }[]> {
  const { rows } = await trx.raw<{ rows: { id: string; code: string; kind: string; name: string }[] }>(
    `with recursive down as (
       select id, code, kind, name, 0 as depth from unit where id = :id and (:day::date is null or (valid_from <= :day::date and (valid_to is null or valid_to > :day::date)))
       union all
       select u.id, u.code, u.kind, u.name, down.depth + 1 from unit u join down on u.parent_id = down.id
       where down.depth < :deepest and :day::date is not null and u.valid_from <= :day::date and (u.valid_to is null or u.valid_to > :day::date)
     )
     select id, code, kind, name from down order by depth, code`,
    { id, day: day ?? null, deepest },
  )
  return rows
}

/** Has anybody an account of the unit, or is there a report of it? */
export async function isUsed(trx: Transaction, id: string): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { used: boolean }[] }>(
    'select exists (select 1 from account where unit_id = :id) or exists (select 1 from filing where :id in (unit_id, receiver_id)) as used', { id },
  )
  return rows[0]?.used === true
}

/** Throws the problem `already-exists` (through the constraint) for a code that is taken. */
export async function recode(trx: Transaction, id: string, code: string): Promise<void> {
  await trx.raw('update unit set code = ? where id = ?', [code, id])
}

/** Code → kind, of those that exist. */
export async function unitKinds(trx: Transaction, codes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await trx.raw<{ rows: { kind: string; code: string }[] }>('select kind, code from unit where code = any(?)', [[...codes]])
  return new Map(rows.map((row) => [row.code, row.kind]))
}

/** Units by a part of their name or code, of these kinds, with these codes, or now below one (itself included); by name. */
export async function findUnits(
  trx: Transaction, { text, kinds, codes, below }: { text?: string; kinds?: readonly string[]; codes?: readonly string[]; below?: string }, limit: number,
): Promise<{ id: string; code: string; name: string; kind: string }[]> {
  const { rows } = await trx.raw<{ rows: { id: string; code: string; name: string; kind: string }[] }>(
    `with recursive down as (
       select id, 0 as depth from unit where code = :below::text union all select u.id, down.depth + 1 from unit u join down on u.parent_id = down.id where down.depth < :deepest
     )
     select id, code, name, kind from unit
     where (:below::text is null or id in (select id from down)) and (:part::text is null or strpos(lower(name), lower(:part)) > 0 or strpos(code, lower(:part)) > 0)
       and (:kinds::text[] is null or kind = any(:kinds)) and (:codes::text[] is null or code = any(:codes))
     order by name collate "vi-x-icu", code limit :limit`,
    { part: text ?? null, kinds: kinds === undefined ? null : [...kinds], codes: codes === undefined ? null : [...codes], below: below ?? null, deepest, limit },
  )
  return rows
}

/** Code → id, of those that exist. */
export async function unitsByCode(trx: Transaction, codes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await trx.raw<{ rows: { id: string; code: string }[] }>('select id, code from unit where code = any(?)', [[...codes]])
  return new Map(rows.map((row) => [row.code, row.id]))
}

/** Many units at once, each below its parent, which is there already or among them. */
export async function addUnits(trx: Transaction, units: readonly NewUnit[]): Promise<void> {
  if (units.length === 0) return
  const rows = JSON.stringify(units.map((one) => ({ ...one, properties: one.properties ?? {} })))
  await trx.raw(
    `insert into unit (id, code, kind, name, parent_id, valid_from, valid_to, properties)
     select n.id, n.code, n.kind, n.name, n."parentId", n."validFrom", n."validTo", n.properties
     from jsonb_to_recordset(:rows::jsonb) as n (id uuid, code text, kind text, name text, "parentId" uuid, "validFrom" date, "validTo" date, properties jsonb)`,
    { rows },
  )
  await trx.raw(
    `with recursive
       n as (select id, "parentId" from jsonb_to_recordset(:rows::jsonb) as n (id uuid, "parentId" uuid)),
       -- From each of them upwards, to the first that was there before.
       up (unit_id, at, depth) as (select id, id, 0 from n union all select up.unit_id, n."parentId", up.depth + 1 from up join n on n.id = up.at where n."parentId" is not null)
     insert into unit_ancestor (unit_id, ancestor_id, depth)
     select up.unit_id, coalesce(a.ancestor_id, up.at), up.depth + coalesce(a.depth, 0) from up left join unit_ancestor a on a.unit_id = up.at`,
    { rows },
  )
}

/** A unit with its states by date; none where only its end is told. */
export type Dated = { readonly id: string; readonly validFrom: string; readonly validTo: string | null; readonly states: readonly UnitState[] }

/** Writes the states of units that change, and the days on which they end. What was said before of the same days is said anew. */
export async function writeStates(trx: Transaction, units: readonly Dated[], idOf: (code: string) => string | undefined): Promise<void> {
  if (units.length === 0) return
  await trx.raw(
    `update unit set valid_to = n."validTo" from jsonb_to_recordset(:rows::jsonb) as n (id uuid, "validTo" date)
     where unit.id = n.id and unit.valid_to is distinct from n."validTo"`,
    { rows: JSON.stringify(units.map(({ id, validTo }) => ({ id, validTo }))) },
  )
  const states = units.flatMap(({ id, validFrom, states: all }) => all.map((one) => ({
    id, validFrom: one.from ?? validFrom, validTo: one.to ?? null, name: one.name,
    parentId: one.parent === undefined ? null : (idOf(one.parent) ?? null), properties: one.properties,
  })))
  if (states.length === 0) return
  await trx.raw(
    `insert into unit_state (unit_id, valid_from, valid_to, name, parent_id, properties)
     select s.id, s."validFrom", s."validTo", s.name, s."parentId", s.properties
     from jsonb_to_recordset(:states::jsonb) as s (id uuid, "validFrom" date, "validTo" date, name text, "parentId" uuid, properties jsonb)
     on conflict on constraint unit_state_key do update
       set valid_to = excluded.valid_to, name = excluded.name, parent_id = excluded.parent_id, properties = excluded.properties`,
    { states: JSON.stringify(states) },
  )
}

/** All units that there ever were, with what they were by date and what became of them; ids by code. */
export async function readHistory(trx: Transaction): Promise<{ readonly history: UnitHistory; readonly ids: ReadonlyMap<string, string> }> {
  type Row = { id: string; code: string; kind: string; from: string; to: string | null; states: { from: string; to: string | null; name: string; parent: string | null; properties: PropertyValues }[] | null; name: string; parent: string | null; properties: PropertyValues }
  const { rows } = await trx.raw<{ rows: Row[] }>(
    `select u.id, u.code, u.kind, u.valid_from as "from", u.valid_to as "to", u.name, p.code as parent, u.properties, s.states
     from unit u left join unit p on p.id = u.parent_id
     left join (
       select s.unit_id, jsonb_agg(jsonb_build_object('from', s.valid_from, 'to', s.valid_to, 'name', s.name, 'parent', p.code, 'properties', s.properties) order by s.valid_from) as states
       from unit_state s left join unit p on p.id = s.parent_id group by s.unit_id
     ) s on s.unit_id = u.id
     order by u.code`,
  )
  const successions = await trx.raw<{ rows: Succession[] }>(
    `select s.on_day as "on", f.code as "from", t.code as "to"
     from unit_succession s join unit f on f.id = s.from_unit left join unit t on t.id = s.to_unit order by s.on_day, f.code, t.code`,
  )
  const units = new Map(rows.map((row): [string, DatedUnit] => {
    const own = { from: row.from, to: row.to, name: row.name, parent: row.parent, properties: row.properties }
    const states = (row.states ?? [own]).map((one): UnitState => ({ from: one.from, to: one.to ?? undefined, name: one.name, parent: one.parent ?? undefined, properties: one.properties }))
    return [row.code, { code: row.code, kind: row.kind, from: row.from, to: row.to ?? undefined, states }]
  }))
  return { history: { units, successions: bySource(successions.rows) }, ids: new Map(rows.map((row) => [row.code, row.id])) }
}

export type Kin = { readonly code: string; readonly history: UnitHistory; readonly ids: ReadonlyMap<string, string> }

/**
 * A unit with those that went into it or came out of it, through any number of changes: alone, where nothing ever became of it.
 * With their names by date, without what they stood under.
 */
export async function readKin(trx: Transaction, id: string): Promise<Kin> {
  type Row = { id: string; code: string; kind: string; name: string; from: string; to: string | null; own: boolean; names: { from: string; to: string | null; name: string }[] | null; successions: { on: string; to: string | null }[] | null }
  const { rows } = await trx.ask<Row>(prepared(
    'read-kin',
    `with recursive kin as (
       select :id::uuid as id
       union
       select case when s.from_unit = kin.id then s.to_unit else s.from_unit end from kin join unit_succession s on kin.id in (s.from_unit, s.to_unit) where s.to_unit is not null
     )
     select u.id, u.code, u.kind, u.name, u.valid_from as "from", u.valid_to as "to", u.id = :id::uuid as own,
            (select jsonb_agg(jsonb_build_object('from', s.valid_from, 'to', s.valid_to, 'name', s.name) order by s.valid_from) from unit_state s where s.unit_id = u.id) as names,
            (select jsonb_agg(jsonb_build_object('on', s.on_day, 'to', t.code)) from unit_succession s left join unit t on t.id = s.to_unit where s.from_unit = u.id) as successions
     from kin join unit u on u.id = kin.id order by u.code`,
    { id },
  ))
  const units = new Map(rows.map(({ code, kind, name, from, to, names }): [string, DatedUnit] => {
    const states = (names ?? [{ from, to, name }]).map((one): UnitState => ({ from: one.from, to: one.to ?? undefined, name: one.name, parent: undefined, properties: {} }))
    return [code, { code, kind, from, to: to ?? undefined, states }]
  }))
  const successions = rows.flatMap((row) => (row.successions ?? []).map((one): Succession => ({ on: one.on, from: row.code, to: one.to })))
  return { code: rows.find((row) => row.own)?.code ?? '', history: { units, successions: bySource(successions) }, ids: new Map(rows.map((row) => [row.code, row.id])) }
}

/** One at a time: two imports at once would propose the same codes. */
export async function holdUnits(trx: Transaction): Promise<void> {
  await trx.raw("select pg_advisory_xact_lock(hashtextextended('units', 0))")
}

/** The units themselves have been written, with the days on which they end. */
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
  await keepHeirs(trx)
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
