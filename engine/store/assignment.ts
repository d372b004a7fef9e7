// Who was chosen for a filing, and where a person stands towards filings beyond his unit and role: assigned to them, in
// the place of somebody who is, or in a unit above.
import type { Transaction } from './database.ts'
import { worksFor } from './heir.ts'

export async function assign(trx: Transaction, one: { filingId: string; role: string; accountId: string; by: string }, now: Date): Promise<void> {
  await trx.raw(
    `insert into filing_assignment (filing_id, role, account_id, at, by_account) values (:filingId, :role, :accountId, :now, :by)
     on conflict on constraint filing_assignment_key do update set account_id = excluded.account_id, at = excluded.at, by_account = excluded.by_account`,
    { ...one, now },
  )
}

export type Colleague = { readonly id: string; readonly login: string; readonly name: string }

/** People of a role in a unit who may be chosen; with a day, those of the units that take its place, too. */
export async function colleagues(trx: Transaction, unitId: string, role: string, day?: string): Promise<Colleague[]> {
  const { rows } = await trx.raw<{ rows: Colleague[] }>(
    `select id, login, name from account where ${worksFor('account.unit_id', ':unitId::uuid', ':day')} and role = :role and revoked_at is null order by name collate "vi-x-icu", login`,
    { unitId, role, day: day ?? null },
  )
  return rows
}

/** Role → whose assignment it is: the person's own, or that of somebody whose place he takes. */
export type Standing = { readonly filingId: string; readonly above: boolean; readonly assigned: Readonly<Record<string, string>> }

/**
 * Where a person stands towards filings on a day. While nobody is assigned, whoever entered the figures is, in his role.
 */
export async function standings(trx: Transaction, person: { accountId: string; units: readonly string[]; day: string }, filingIds: readonly string[]): Promise<Standing[]> {
  if (filingIds.length === 0) return []
  const { rows } = await trx.raw<{ rows: Standing[] }>(
    `with me as (
       select :accountId::uuid as id
       union select account_id from substitute where substitute_id = :accountId and :day::date between valid_from and valid_to and ended_at is null
     )
     select f.id as "filingId",
            exists (select 1 from unit_ancestor s where s.unit_id = f.unit_id and s.ancestor_id = any(:units::uuid[]) and s.depth > 0) as above,
            coalesce((select jsonb_object_agg(one.role, one.account_id) from (
              select g.role, g.account_id from filing_assignment g where g.filing_id = f.id and g.account_id in (select id from me)
              union all
              select a.role, a.id from account a
              where a.id = f.entered_by and a.id in (select id from me)
                and not exists (select 1 from filing_assignment g where g.filing_id = f.id and g.role = a.role)
            ) one), '{}') as assigned
     from filing f where f.id = any(:filingIds::uuid[])`,
    { ...person, units: [...person.units], filingIds: [...filingIds] },
  )
  return rows
}
