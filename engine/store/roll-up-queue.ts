// Marks for the roll-up worker. A mark is only ever appended, in the transaction that changes what counts; until that
// commits the worker cannot see it and so cannot use it up too early. The job wakes the worker; many marks make one run.
import type { Transaction } from './database.ts'

export const rollUpTask = 'roll-up'

export async function markForRollUp(trx: Transaction, filingIds: readonly string[], requestId: string, now: Date): Promise<void> {
  if (filingIds.length === 0) return
  await trx.raw('insert into roll_up_queue (upper_filing_id, at, request_id) select unnest(?::uuid[]), ?, ?', [[...filingIds], now, requestId])
  await trx.raw(`select graphile_worker.add_job(?, '{}'::json, job_key := ?)`, [rollUpTask, rollUpTask])
}

/** The marked filings that this transaction may work on; another worker's are left to it. */
export async function markedFilings(trx: Transaction): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    'select distinct upper_filing_id as id from roll_up_queue',
  )
  return rows.map((row) => row.id)
}

/** Uses up a filing's visible marks. Returns the requests they came from. */
export async function takeMarks(trx: Transaction, filingId: string): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { request_id: string }[] }>(
    'delete from roll_up_queue where upper_filing_id = ? returning request_id', [filingId],
  )
  return [...new Set(rows.map((row) => row.request_id))]
}
