// Marks for the roll-up worker. A mark is only ever appended, in the transaction that changes what counts; until that
// commits the worker cannot see it and so cannot use it up too early. The job wakes the worker; many marks make one run.
import type { Transaction } from './database.ts'

export const rollUpTask = 'roll-up'

export async function markForRollUp(trx: Transaction, filingIds: readonly string[], requestId: string, now: Date): Promise<void> {
  if (filingIds.length === 0) return
  await trx.raw('insert into roll_up_queue (upper_filing_id, at, request_id) select unnest(?::uuid[]), ?, ?', [[...filingIds], now, requestId])
  await trx.raw(`select graphile_worker.add_job(?, '{}'::json, job_key := ?)`, [rollUpTask, rollUpTask])
}

/** A filing that waits for the worker, and the request that marked it last. */
export type Mark = { readonly id: string; readonly requestId: string }

export async function markedFilings(trx: Transaction): Promise<Mark[]> {
  const { rows } = await trx.raw<{ rows: Mark[] }>(
    `select distinct on (upper_filing_id) upper_filing_id as id, request_id as "requestId" from roll_up_queue order by upper_filing_id, id desc`,
  )
  return rows
}

/** Uses up the marks of a filing that this transaction sees. */
export async function takeMarks(trx: Transaction, filingId: string): Promise<void> {
  await trx.raw('delete from roll_up_queue where upper_filing_id = ?', [filingId])
}
