// What people were told about filings: by an act, before a clock runs out, and when it has. Who is meant by a role is
// looked up when the telling happens; somebody's substitute is told with him. Everybody reads and marks his own, and reads
// of filings only that he may still see: who has moved to another unit is told no more of the former one.
import type { Transaction } from './database.ts'
import { inScope, lineColumns, lineTables, nearestAbove, type FilingLine, type Viewer } from './filing.ts'
import { worksFor } from './heir.ts'
import { newId } from './new-id.ts'

/** `urge`: somebody who follows the unit asks for the report. `closing`, `opened`: of the period; the filing is then one of those that it is about for this person, and `about` the period that follows. */
export type Kind = 'act' | 'reminder' | 'expiry' | 'closing' | 'opened' | 'urge'

/** Relation and role: `{ relation: 'receiver', role: … }`; `own` for a role of the filing's own unit. */
export type Addressee = { readonly relation: string; readonly role: string }

/** Accounts that roles mean on a day: of the unit itself, of its receiver, of the nearest unit above that has them, of those
 * that take the place of such a unit, or the one person assigned. */
export async function accountsMeant(trx: Transaction, filingId: string, addressees: readonly Addressee[], day: string): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `with asked as (select * from unnest(:relations::text[], :roles::text[]) as a (relation, role)),
          f as (select * from filing where id = :filingId),
          placed as (
            select asked.role, case asked.relation
                     when 'own' then f.unit_id
                     when 'receiver' then f.receiver_id
                     when 'behalf' then case when f.on_behalf then f.receiver_id end
                     when 'upper' then ${nearestAbove('asked.role')}
                   end as unit_id
            from asked cross join f
          ),
          meant as (
            select a.id from placed join account a on ${worksFor('a.unit_id', 'placed.unit_id', ':day')} and a.role = placed.role and a.revoked_at is null
            union
            select coalesce(g.account_id, e.id) from asked cross join f
            left join filing_assignment g on g.filing_id = f.id and g.role = asked.role
            left join account e on e.id = f.entered_by and e.role = asked.role
            where asked.relation = 'assigned' and coalesce(g.account_id, e.id) is not null
          )
     select id from meant
     union
     select s.substitute_id from substitute s join meant on meant.id = s.account_id
     where :day::date between s.valid_from and s.valid_to and s.ended_at is null`,
    { filingId, day, relations: addressees.map((one) => one.relation), roles: addressees.map((one) => one.role) },
  )
  return rows.map((one) => one.id)
}

export async function notify(trx: Transaction, accountIds: readonly string[], told: { filingId: string; kind: Kind; about: string; due: string | null }, now: Date): Promise<void> {
  if (accountIds.length === 0) return
  await trx.raw(
    `insert into notification (id, account_id, filing_id, at, kind, about, due_on)
     select id, account, :filingId, :now, :kind, :about, :due from unnest(:ids::uuid[], :accounts::uuid[]) as one (id, account)`,
    { ...told, now, ids: accountIds.map(() => newId(now)), accounts: [...accountIds] },
  )
}

/** A line of the filing that it is about, and what was told of it; the identifier is `told`, for a line has its own. */
export type NotificationRow = FilingLine & {
  readonly told: string
  readonly at: Date
  readonly kind: Kind
  readonly about: string
  readonly lastDay: string | null
  readonly readAt: Date | null
  readonly by: string | null
  readonly byUnit: string | null
  readonly to: string | null
  readonly reason: string | null
  readonly note: string | null
}

export type Reader = Viewer & { readonly accountId: string }

/** Newest first, those before another one where it is given. An identifier begins with its time, so it is the order. */
export async function notificationsOf(trx: Transaction, reader: Reader, { before, limit }: { before?: string | undefined; limit: number }): Promise<NotificationRow[]> {
  const { rows } = await trx.raw<{ rows: NotificationRow[] }>(
    `select ${lineColumns}, n.id as told, n.at, n.kind, n.about, n.due_on as "lastDay", n.read_at as "readAt",
            coalesce(e.name, urge.name) as "by", coalesce(e.unit, urge.unit) as "byUnit", e.to_state as "to", e.reason, coalesce(e.note, urge.note) as note
     from ${lineTables} join notification n on n.filing_id = f.id
     left join lateral (
       select b.name, o.name as unit, e.to_state, e.reason, e.note from filing_event e
       join account b on b.id = e.by_account join unit o on o.id = b.unit_id
       where e.filing_id = n.filing_id and e.at = n.at and e.action = n.about and n.kind = 'act' order by e.revision desc limit 1
     ) e on true
     left join lateral (
       select b.name, o.name as unit, m.note from reminder m join account b on b.id = m.by_account join unit o on o.id = b.unit_id where m.id = n.reminder_id
     ) urge on true
     where n.account_id = :accountId and ${inScope} ${before === undefined ? '' : 'and n.id < :before'}
     order by n.id desc limit :limit`, { ...reader, before: before ?? null, limit },
  )
  return rows
}

export async function countUnread(trx: Transaction, reader: Reader): Promise<number> {
  const { rows } = await trx.raw<{ rows: { unread: number }[] }>(
    `select count(*)::int as unread from notification n join filing f on f.id = n.filing_id
     where n.account_id = :accountId and n.read_at is null and ${inScope}`, reader,
  )
  return rows[0]?.unread ?? 0
}

/** False where the account was told no such thing. What has been read before keeps its time. */
export async function markRead(trx: Transaction, accountId: string, { id, older }: { id: string; older: boolean }, now: Date): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { yes: boolean }[] }>('select exists (select 1 from notification where account_id = ? and id = ?) as yes', [accountId, id])
  if (rows[0]?.yes !== true) return false
  await trx.raw(`update notification set read_at = :now where account_id = :accountId and id ${older ? '<=' : '='} :id and read_at is null`, { accountId, id, now })
  return true
}
