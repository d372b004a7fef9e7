// What people were told of a period: that it is about to be locked, to those who have unfinished reports in it; that it was
// opened, to all who report in it. Each notice once a period, one notification a person, whoever comes twice or dies halfway.
import type { Transaction } from './database.ts'
import { newId } from './new-id.ts'
import type { Addressee } from './notification.ts'
import { boundTo, isUnfinished, unfinished, type Closes } from './period-closing.ts'

export async function noticesOf(trx: Transaction, periodId: string): Promise<Set<string>> {
  const { rows } = await trx.raw<{ rows: { notice: string }[] }>('select notice from period_notice where period_id = ?', [periodId])
  return new Set(rows.map((one) => one.notice))
}

/** False where it was given before. A second one that comes at once waits, and is too late then. */
export async function claimNotice(trx: Transaction, periodId: string, notice: string, now: Date): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    'insert into period_notice (period_id, notice, at, told) values (:periodId, :notice, :now, 0) on conflict do nothing', { periodId, notice, now },
  )
  return rowCount === 1
}

/** `filing`: of those that it is about, the one that is due first. */
export type Concerned = { readonly account: string; readonly filing: string; readonly due: string | null }

/** People of the units that report, of their receivers and of those who file for them; substitutes with them. `closes`: with unfinished reports only. */
export async function concernedBy(trx: Transaction, periodId: string, addressees: readonly Addressee[], closes: readonly Closes[] | undefined, day: string): Promise<Concerned[]> {
  const { rows } = await trx.raw<{ rows: Concerned[] }>(
    `with asked as (select * from unnest(:relations::text[], :roles::text[]) as a (relation, role)),
          placed as (
            select f.id, f.due_on, asked.role, case asked.relation
                     when 'own' then f.unit_id
                     when 'receiver' then f.receiver_id
                     when 'behalf' then case when f.on_behalf then f.receiver_id end
                   end as unit_id
            from filing f ${closes === undefined ? '' : `join ${unfinished} on ${isUnfinished}`} cross join asked where f.period_id = :periodId
          ),
          meant as (
            select a.id as account, placed.id as filing, placed.due_on
            from placed join account a on a.unit_id = placed.unit_id and a.role = placed.role and a.revoked_at is null
          ),
          told as (
            select * from meant
            union all
            select s.substitute_id, meant.filing, meant.due_on from meant join substitute s on s.account_id = meant.account
            where :day::date between s.valid_from and s.valid_to and s.ended_at is null
          )
     select distinct on (account) account, filing, due_on as due from told order by account, due_on nulls last, filing`,
    { periodId, day, relations: addressees.map((one) => one.relation), roles: addressees.map((one) => one.role), ...(closes === undefined ? {} : boundTo(closes)) },
  )
  return rows
}

const atOnce = 5000

/** `about`: the title of the period that is opened; `due`: a day for all, where it is not that of each one's filing. */
export async function giveNotice(
  trx: Transaction, periodId: string, concerned: readonly Concerned[], told: { notice: string; kind: 'closing' | 'opened'; about: string; due?: string }, now: Date,
): Promise<void> {
  for (let from = 0; from < concerned.length; from += atOnce) {
    const some = concerned.slice(from, from + atOnce)
    await trx.raw(
      `insert into notification (id, account_id, filing_id, at, kind, about, due_on)
       select one.id, one.account, one.filing, :now, :kind, :about, nullif(one.due, '')::date
       from unnest(:ids::uuid[], :accounts::uuid[], :filings::uuid[], :dues::text[]) as one (id, account, filing, due)`,
      {
        now, kind: told.kind, about: told.about, ids: some.map(() => newId(now)),
        accounts: some.map((one) => one.account), filings: some.map((one) => one.filing), dues: some.map((one) => told.due ?? one.due ?? ''),
      },
    )
  }
  await trx.raw('update period_notice set told = :told where period_id = :periodId and notice = :notice', { periodId, notice: told.notice, told: concerned.length })
}

/** Unfinished reports of a period in whose unit (or in the one that files for it) nobody had notice of its closing. */
export async function countUntold(trx: Transaction, periodId: string, closes: readonly Closes[]): Promise<number> {
  const { rows } = await trx.raw<{ rows: { untold: number }[] }>(
    `with told as (
       select distinct a.unit_id from notification n join filing g on g.id = n.filing_id and g.period_id = :periodId
       join account a on a.id = n.account_id where n.kind = 'closing'
     )
     select count(*)::int as untold from filing f join ${unfinished} on ${isUnfinished}
     where f.period_id = :periodId and not exists (select 1 from told where told.unit_id = case when f.on_behalf then f.receiver_id else f.unit_id end)`,
    { periodId, ...boundTo(closes) },
  )
  return rows[0]?.untold ?? 0
}
