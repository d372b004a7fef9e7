// Mails that are owed for notifications: one row each, gathered into one mail a person when they are sent. Rows are made with
// the notification, in its transaction; what sends them is a job (actions/send-mail.ts).
import type { Transaction } from './database.ts'

export const mailTask = 'mail'

/** For what these accounts were told at this moment and is no act of somebody's on a report; only of those who gave an address. */
export async function oweMail({ trx, now, parts }: { readonly trx: Transaction; readonly now: Date; readonly parts: { readonly config: { readonly smtp?: unknown } } }, accountIds: readonly string[]): Promise<void> {
  if (parts.config.smtp === undefined || accountIds.length === 0) return
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `insert into mail (notification_id, account_id, next_at)
     select n.id, n.account_id, :now from notification n join account a on a.id = n.account_id and a.email is not null and a.revoked_at is null
     where n.account_id = any(:accountIds::uuid[]) and n.at = :now and n.kind <> 'act' and n.read_at is null
     on conflict (notification_id) do nothing`,
    { now, accountIds: [...accountIds] },
  )
  if (rowCount > 0) await trx.raw(`select graphile_worker.add_job(?, '{}'::json, job_key := ?)`, [mailTask, mailTask])
}

/** Accounts with a mail to be sent by now, the longest waiting first. */
export async function accountsToMail(trx: Transaction, now: Date, limit: number): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>('select account_id as id from mail where next_at <= ? group by account_id order by min(next_at), account_id limit ?', [now, limit])
  return rows.map((one) => one.id)
}

export type OwedMail = {
  readonly notificationId: string
  readonly kind: string
  readonly email: string | null
  readonly formCode: string
  readonly unitName: string
  readonly periodTitle: string
  readonly due: string | null
}

/** What one mail to the account is about, by the day on which it is due. */
export async function owedTo(trx: Transaction, accountId: string, now: Date): Promise<OwedMail[]> {
  const { rows } = await trx.raw<{ rows: OwedMail[] }>(
    `select m.notification_id as "notificationId", n.kind, case when a.revoked_at is null then a.email end as email,
            v.code as "formCode", f.unit_name as "unitName", p.title as "periodTitle", coalesce(n.due_on, f.due_on) as due
     from mail m join notification n on n.id = m.notification_id join account a on a.id = m.account_id
     join filing f on f.id = n.filing_id join period p on p.id = f.period_id
     join form_version v on v.pack_id = f.pack_id and v.form_id = f.form_id and v.version = f.form_version
     where m.account_id = :accountId and m.next_at <= :now order by due nulls last, v.code, f.unit_name, m.notification_id`,
    { accountId, now },
  )
  return rows
}

export async function mailSent(trx: Transaction, ids: readonly string[], now: Date): Promise<void> {
  await trx.raw('update mail set next_at = null, sent_at = :now where notification_id = any(:ids::uuid[])', { ids: [...ids], now })
}

/** Given up after the last attempt, else tried again, each time twice as long after. */
export async function mailFailed(trx: Transaction, ids: readonly string[], { attempts, first }: { attempts: number; first: number }, now: Date): Promise<void> {
  await trx.raw(
    `update mail set failures = failures + 1, next_at = case when failures + 1 >= :attempts then null else :now::timestamptz + :first * interval '1 minute' * power(2, failures) end
     where notification_id = any(:ids::uuid[])`,
    { ids: [...ids], attempts, first, now },
  )
}

export async function setEmail(trx: Transaction, accountId: string, email: string | null): Promise<void> {
  await trx.raw('update account set email = ? where id = ?', [email, accountId])
}

export async function emailOf(trx: Transaction, accountId: string): Promise<string | null> {
  const { rows } = await trx.raw<{ rows: { email: string | null }[] }>('select email from account where id = ?', [accountId])
  return rows[0]?.email ?? null
}
