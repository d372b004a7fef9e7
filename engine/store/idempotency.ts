// Requests that carry an Idempotency-Key are carried out once: the key is claimed and its reply kept in the transaction
// of the action, so that either both are there or neither. A concurrent twin waits on the key until the first one ends.
import { prepared, type Transaction } from './transaction.ts'

export type Claim = { accountId: string; key: string; action: string; requestHash: string }
export type KeptReply = { action: string; requestHash: string; status: number; reply: unknown }

/** Nothing when the key is ours now; otherwise what was answered to the request that had it first. */
export async function claimKey(trx: Transaction, claim: Claim, now: Date): Promise<KeptReply | undefined> {
  const claimed = await trx.ask(prepared(
    'claim-key',
    `insert into idempotency (account_id, key, action, request_hash, status, reply, at)
     values (:accountId, :key, :action, :requestHash, 0, 'null', :now)
     on conflict on constraint idempotency_key do nothing`,
    { ...claim, now },
  ))
  if (claimed.rowCount === 1) return undefined
  const { rows } = await trx.ask<KeptReply>(prepared(
    'kept-reply',
    `select action, request_hash as "requestHash", status, reply from idempotency where account_id = :accountId and key = :key`,
    claim,
  ))
  const [kept] = rows
  if (kept === undefined) throw new Error('An idempotency key was taken and is gone')
  return kept
}

export function keepReply(trx: Transaction, claim: Claim, status: number, reply: unknown): void {
  trx.send(prepared(
    'keep-reply',
    'update idempotency set status = :status, reply = :reply::jsonb where account_id = :accountId and key = :key',
    { ...claim, status, reply: JSON.stringify(reply ?? null) },
  ))
}

/** Keys are only of use while somebody may still repeat the request. */
export async function sweepKeys(trx: Transaction, before: Date): Promise<number> {
  const { rowCount } = await trx.raw<{ rowCount: number }>('delete from idempotency where at < ?', [before])
  return rowCount
}
