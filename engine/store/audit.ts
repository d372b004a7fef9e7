// The audit: who did what to which object, when, and what was refused. Rows name objects and revisions, never values.
// The application's role can add rows and read them; nobody but the owner of the tables can change one.
import { prepared, type Transaction } from './transaction.ts'
import { newId } from './new-id.ts'

export type AuditRow = {
  at: Date
  requestId: string
  accountId?: string
  /** Of a person; `system/<name>` for the clock, a job, the command line. */
  login?: string
  unitId?: string
  address: string
  action: string
  objectType?: string
  objectId?: string
  outcome: 'done' | 'refused'
  problem?: string
  revisionFrom?: number
  revisionTo?: number
}

export function addAuditRow(trx: Transaction, row: AuditRow): void {
  trx.send(prepared(
    'add-audit-row',
    `insert into audit (id, at, request_id, account_id, login, unit_id, address, action, object_type, object_id,
       outcome, problem, revision_from, revision_to)
     values (:id, :at, :requestId, :accountId, :login, :unitId, :address, :action, :objectType, :objectId,
       :outcome, :problem, :revisionFrom, :revisionTo)`,
    { ...row, id: newId(row.at) },
  ))
}

/** The newest act of a person or opened period, and how many periods there are. */
export async function lastActivity(trx: Transaction): Promise<{ at: Date | null; periods: number }> {
  const { rows } = await trx.raw<{ rows: { at: Date | null; periods: number }[] }>(
    `select greatest((select max(at) from audit where account_id is not null), (select max(opened_at) from period)) as at,
            (select count(*)::int from period) as periods`,
  )
  return rows[0] ?? { at: null, periods: 0 }
}
