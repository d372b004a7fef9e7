// Urging units to report: who holds reports that are not in, told at once in one statement, and what has been urged before.
import type { RemindRequest } from '../core/contract/board.ts'
import type { Transaction } from './database.ts'
import { nearestAbove } from './filing.ts'
import { newId } from './new-id.ts'

/** A role that holds the reports of a state in which they are not in. */
export type HolderOfState = { readonly packId: string; readonly id: string; readonly version: number; readonly state: string; readonly relation: string; readonly role: string }

export type Urged = Pick<RemindRequest, 'form'> & { readonly unitIds: readonly string[]; /** Of which those below them, too. */ readonly below: readonly string[]; readonly period: string; readonly day: string; readonly today: string; readonly holders: readonly HolderOfState[] }

/** A report that is not in, once with each person who holds it and once without any. */
export type HeldReport = { readonly filingId: string; readonly unitId: string; readonly due: string | null; readonly accountId: string | null }

/** Looked up person by person through indices, never by joining what was found with itself: nobody knows beforehand how much that is. Whoever is assigned is of the own unit; everybody there who has the role is told. Substitutes are told, too. */
export async function heldReports(trx: Transaction, { unitIds, period, day, today, below, form, holders }: Urged): Promise<HeldReport[]> {
  const { rows } = await trx.raw<{ rows: HeldReport[] }>(
    `with recursive tree as (
       select u.id, case when s.unit_id is null then u.parent_id else s.parent_id end as parent_id
       from unit u left join unit_state s on s.unit_id = u.id and s.valid_from <= :day and (s.valid_to is null or s.valid_to > :day)
     ),
     whole (unit_id) as (
       select id from tree where id = any(:below::uuid[])
       union
       select tree.id from whole join tree on tree.parent_id = whole.unit_id
     ),
     chosen as (select unit_id from whole union select unnest(:unitIds::uuid[])),
     holder as (select * from unnest(:packs::text[], :ids::text[], :versions::int[], :states::text[], :relations::text[], :roles::text[]) as h (pack, id, version, state, relation, role)),
     held as (
       select f.id, f.unit_id, f.due_on, h.role, case h.relation
                when 'receiver' then f.receiver_id
                when 'behalf' then case when f.on_behalf then f.receiver_id end
                when 'upper' then ${nearestAbove('h.role')}
                else f.unit_id
              end as at_unit
       from filing f join chosen on chosen.unit_id = f.unit_id
       join holder h on h.pack = f.workflow_pack and h.id = f.workflow_id and h.version = f.workflow_version and h.state = f.state
       where f.period_id = :period and f.counted_seal_id is null and (:form::text is null or f.pack_id || '/' || f.form_id = :form)
     ),
     person as (
       select held.id, held.unit_id, held.due_on, a.id as account_id from held join account a on a.unit_id = held.at_unit and a.role = held.role and a.revoked_at is null
       union
       select held.id, held.unit_id, held.due_on, a.id from held join unit_heir h on h.unit_id = held.at_unit and h.since <= :today::date
       join account a on a.unit_id = h.heir_id and a.role = held.role and a.revoked_at is null
     )
     select id as "filingId", unit_id as "unitId", due_on as due, account_id as "accountId" from person
     union
     select person.id, person.unit_id, person.due_on, s.substitute_id
     from person join substitute s on s.account_id = person.account_id and :today::date between s.valid_from and s.valid_to and s.ended_at is null
     union
     select id, unit_id, due_on, null from held`,
    {
      unitIds: [...unitIds], below: [...below], period, day, today, form: form ?? null,
      packs: holders.map((one) => one.packId), ids: holders.map((one) => one.id), versions: holders.map((one) => one.version),
      states: holders.map((one) => one.state), relations: holders.map((one) => one.relation), roles: holders.map((one) => one.role),
    },
  )
  return rows
}

export type NewReminder = Pick<RemindRequest, 'units' | 'below' | 'form' | 'note'> & { readonly by: string; readonly period: string; readonly reports: number; readonly people: number }

export async function addReminder(trx: Transaction, { by, period, units, below, form, note, reports, people }: NewReminder, now: Date): Promise<string> {
  const id = newId(now)
  await trx.raw(
    `insert into reminder (id, at, by_account, period_id, units, below, form, note, reports, people)
     values (:id, :now, :by, :period, :units::text[], :below::text[], :form, :note, :reports, :people)`,
    { id, now, by, period, units, below: below ?? [], form: form ?? null, note: note ?? null, reports, people },
  )
  return id
}

/** Tells everybody who holds one of the reports. */
export async function urge(trx: Transaction, reminderId: string, held: readonly (HeldReport & { readonly accountId: string })[], now: Date): Promise<void> {
  if (held.length === 0) return
  await trx.raw(
    `insert into notification (id, account_id, filing_id, at, kind, about, due_on, reminder_id)
     select id, account, filing, :now, 'urge', '', nullif(due, '')::date, :reminderId from unnest(:ids::uuid[], :accounts::uuid[], :filings::uuid[], :dues::text[]) as one (id, account, filing, due)`,
    { reminderId, now, ids: held.map(() => newId(now)), accounts: held.map((one) => one.accountId), filings: held.map((one) => one.filingId), dues: held.map((one) => one.due ?? '') },
  )
}

export type ReminderRow = { readonly id: string; readonly at: Date; readonly login: string; readonly name: string; readonly unit: string; readonly note: string | null; readonly reports: number; readonly units: number }

/** What people of a unit and of those below it have urged in a period, newest first; of every unit without one. */
export async function remindersOf(trx: Transaction, periodId: string, unitId: string | null, limit: number): Promise<ReminderRow[]> {
  const { rows } = await trx.raw<{ rows: ReminderRow[] }>(
    `select m.id, m.at, a.login, a.name, u.name as unit, m.note, m.reports, cardinality(m.units) as units
     from reminder m join account a on a.id = m.by_account join unit u on u.id = a.unit_id
     where m.period_id = :periodId and (:unitId::uuid is null or exists (select 1 from unit_ancestor s where s.unit_id = a.unit_id and s.ancestor_id = :unitId))
     order by m.at desc, m.id desc limit :limit`,
    { periodId, unitId, limit },
  )
  return rows
}
