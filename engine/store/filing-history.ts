// What happened to a filing: cell changes with before and after, and acts. Only ever added to.
import type { FilingEvent } from '../core/contract/filing.ts'
import { newId } from './new-id.ts'
import { prepared, type Transaction } from './transaction.ts'

export type Change = {
  readonly at: Date
  readonly login: string | null
  readonly name: string | null
  readonly revision: number
  readonly addresses: string[]
  readonly before: (string | null)[]
  readonly after: (string | null)[]
}

const changeColumns = `c.at, a.login, a.name, c.revision, c.addresses, c.before, c.after`

/** Newest first. */
export async function readChanges(trx: Transaction, filingId: string, limit = 500): Promise<Change[]> {
  const { rows } = await trx.raw<{ rows: Change[] }>(
    `select ${changeColumns} from filing_change c left join account a on a.id = c.by_account
     where c.filing_id = ? order by c.revision desc limit ?`, [filingId, limit],
  )
  return rows
}

/** Changes since a revision, oldest first. */
export async function changesSince(trx: Transaction, filingId: string, revision: number): Promise<Change[]> {
  const { rows } = await trx.ask<Change>(prepared(
    'changes-since',
    `select ${changeColumns} from filing_change c left join account a on a.id = c.by_account
     where c.filing_id = :filingId and c.revision > :revision order by c.revision`,
    { filingId, revision },
  ))
  return rows
}

/** Who typed the value that a cell has now. */
export async function lastChangeOf(trx: Transaction, filingId: string, address: string): Promise<Change | undefined> {
  const { rows } = await trx.raw<{ rows: Change[] }>(
    `select ${changeColumns} from filing_change c join account a on a.id = c.by_account
     where c.filing_id = ? and c.addresses @> array[?]::text[] order by c.revision desc limit 1`, [filingId, address],
  )
  return rows[0]
}

export type NewEvent = {
  filingId: string
  /** Null for a clock. */
  byAccount: string | null
  /** Whose place the actor took, where his own role would not have let him. */
  forAccount: string | null
  /** The clock that brought it about by running out. */
  clock: string | null
  action: string
  from: string
  to: string
  reason: string | null
  note: string | null
  revision: number
}

export async function addEvent(trx: Transaction, event: NewEvent, now: Date): Promise<void> {
  await trx.raw(
    `insert into filing_event (id, filing_id, at, by_account, for_account, clock, action, from_state, to_state, reason, note, revision)
     values (:id, :filingId, :now, :byAccount, :forAccount, :clock, :action, :from, :to, :reason, :note, :revision)`,
    { ...event, id: newId(now), now },
  )
}

export type EventRow = Omit<FilingEvent, 'at' | 'by' | 'for' | 'from' | 'to' | 'title' | 'unit'> & {
  readonly at: Date; readonly from: string; readonly to: string
  /** Null of an act of a clock. */
  readonly login: string | null; readonly name: string | null; readonly unit: string | null
  readonly forLogin: string | null; readonly forName: string | null; readonly clock: string | null
}

/** Newest first. */
export async function readEvents(trx: Transaction, filingIds: readonly string[]): Promise<(EventRow & { filingId: string })[]> {
  const { rows } = await trx.raw<{ rows: (EventRow & { filingId: string })[] }>(
    `select e.filing_id as "filingId", e.at, a.login, a.name, u.name as unit, o.login as "forLogin", o.name as "forName", e.clock, e.action, e.from_state as "from", e.to_state as "to", e.reason, e.note, e.revision
     from filing_event e left join account a on a.id = e.by_account left join unit u on u.id = a.unit_id left join account o on o.id = e.for_account
     where e.filing_id = any(?) order by e.at desc, e.revision desc`, [[...filingIds]],
  )
  return rows
}
