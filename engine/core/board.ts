// Following reports (Quy chế, Điều 14 khoản 3, Điều 16 khoản 3): how far a report has come for whoever waits for it, counts
// of reports that add up, and the two rates made of them. Pure; used by the board, its pages and its CSV alike.
import { Type, type Static } from '@sinclair/typebox'

/** `closed`: the period was locked before it was sent. */
export const stages = ['not-started', 'in-work', 'sent', 'received', 'closed'] as const
export type Stage = (typeof stages)[number]

const n = (description: string) => Type.Integer({ minimum: 0, description })

/**
 * Two breakdowns of `expected`: by stage, and by the due day. A report that has been received is in, even while it is with
 * its unit again for a correction: what was received stays in force (Điều 9).
 */
export const ReportCounts = Type.Object({
  expected: n('reports that are owed'),
  notStarted: n(''),
  inWork: n('being entered, checked, approved, or returned'),
  sent: n('sent and not received yet'),
  received: n(''),
  closed: n('not sent when the period was locked'),
  onTime: n('in, by the due day'),
  sentLate: n('in, after the due day'),
  missing: n('not in, and the due day has passed or the period is locked'),
})
export type ReportCounts = Static<typeof ReportCounts>

const keys = ['expected', 'notStarted', 'inWork', 'sent', 'received', 'closed', 'onTime', 'sentLate', 'missing'] as const satisfies readonly (keyof ReportCounts)[]

export function addCounts(all: readonly ReportCounts[]): ReportCounts {
  const total: ReportCounts = { expected: 0, notStarted: 0, inWork: 0, sent: 0, received: 0, closed: 0, onTime: 0, sentLate: 0, missing: 0 }
  for (const one of all) for (const key of keys) total[key] += one[key]
  return total
}

/** Sent or received. */
export const handedIn = ({ onTime, sentLate }: ReportCounts): number => onTime + sentLate
/** Not in, and not due yet. */
export const notDueYet = (counts: ReportCounts): number => counts.expected - handedIn(counts) - counts.missing

/** In, of those that are owed; null where none is. */
export function completeness(counts: ReportCounts): number | null {
  return counts.expected === 0 ? null : handedIn(counts) / counts.expected
}

/** In by the due day, of those that are in or should be by now; null while there are none. */
export function timeliness(counts: ReportCounts): number | null {
  const measured = handedIn(counts) + counts.missing
  return measured === 0 ? null : counts.onTime / measured
}

/** What a cell of the board says first: the worst that is true of it. */
export type Standing = 'overdue' | 'complete' | 'complete-late' | 'going' | 'idle'

export function standingOf(counts: ReportCounts): Standing {
  if (counts.missing > 0) return 'overdue'
  if (handedIn(counts) === counts.expected) return counts.sentLate > 0 ? 'complete-late' : 'complete'
  return counts.notStarted === counts.expected ? 'idle' : 'going'
}
