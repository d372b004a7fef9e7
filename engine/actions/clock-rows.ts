// The rows that say when somebody has to look at the clocks of a filing. They are made from what has happened, after
// every event, and hold nothing that is not in it but which reminders were sent.
import { dayNumber, dayOf, workingDaysOf, type WorkingDays } from '../core/calendar.ts'
import type { ClockRef } from '../core/contract/filing.ts'
import type { CalendarDefinition } from '../core/pack.ts'
import { clockAfter, type Happening } from '../core/workflow/clock.ts'
import type { Workflow } from '../core/workflow/compile.ts'
import { pendingOf, type Reminded, type Terms } from '../core/workflow/course.ts'
import { clocksOf, happeningsOf, writeClocks, type ClockRow } from '../store/clock.ts'
import type { Context, Parts } from './action.ts'

type Timed = { readonly id: string; readonly dueOn: string | null }
type Where = Pick<Context, 'trx' | 'parts'>

const counted = new WeakMap<CalendarDefinition, WorkingDays>()

/** The working days of the installed calendar. */
export function daysOf(parts: Parts): WorkingDays {
  const { calendar } = parts.installed()
  const days = counted.get(calendar) ?? workingDaysOf(calendar)
  counted.set(calendar, days)
  return days
}

export function termsOf(parts: Parts, workflow: Workflow, { dueOn }: Pick<Timed, 'dueOn'>): Terms {
  return { workflow, days: daysOf(parts), dueOn }
}

/** Makes the rows of a filing again after an event. */
export async function keepClocks({ trx, parts }: Where, filing: Timed, workflow: Workflow, now: Date): Promise<void> {
  if (workflow.clocks.size === 0) return
  const happened = (await happeningsOf(trx, [{ id: filing.id, initial: workflow.initial }])).get(filing.id) ?? []
  await writeClocks(trx, rowsOf(termsOf(parts, workflow, filing), filing.id, happened, now, await clocksOf(trx, [filing.id])))
}

/** Rows of the clocks that have started; `before`: those that there are, with the reminders that were sent. */
export function rowsOf(terms: Terms, filingId: string, happened: readonly Happening[], now: Date, before: readonly ClockRow[]): ClockRow[] {
  const sent = new Map(before.map((row) => [row.clock, row.reminded]))
  const pending = pendingOf(terms, happened, now, isReminded(before))
  return [...terms.workflow.clocks.values()].flatMap((clock) => {
    const reading = clockAfter(clock, happened, terms.days, now, terms.dueOn)
    if (reading.is === 'idle' || reading.started === null) return []
    const lookAt = pending.find((one) => one.clock.id === clock.id)?.at ?? null
    return [{ filingId, clock: clock.id, is: reading.is, started: reading.started, due: reading.due, left: reading.left, lookAt, reminded: sent.get(clock.id) ?? [] }]
  })
}

export function isReminded(rows: readonly ClockRow[]): Reminded {
  const sent = new Map(rows.map((row) => [row.clock, new Set(row.reminded)]))
  return (clock, reminder, due) => sent.get(clock)?.has(reminderKey(reminder, due)) === true
}

export function reminderKey(reminder: number, due: string): string {
  return `${reminder}:${due}`
}

/** The clocks of a filing as they read today. */
export async function clocksToday({ trx, parts, now }: Where & Pick<Context, 'now'>, filing: Pick<Timed, 'id'>, workflow: Workflow): Promise<ClockRef[]> {
  return workflow.clocks.size === 0 ? [] : refsOf(workflow, await clocksOf(trx, [filing.id]), daysOf(parts), now)
}

/** A row may be some days old. */
function refsOf(workflow: Workflow, rows: readonly ClockRow[], days: WorkingDays, now: Date): ClockRef[] {
  const today = dayNumber(dayOf(now))
  return rows.flatMap((row): ClockRef[] => {
    const source = workflow.clocks.get(row.clock)?.source
    if (source === undefined) return []
    const due = row.due === null ? null : dayNumber(row.due)
    const runs = row.is === 'running'
    return [{
      id: row.clock, title: source.title, started: row.started, due: row.due,
      is: runs && due !== null && today > due ? 'expired' : row.is,
      left: runs && due !== null ? Math.max(0, days.between(today, due)) : row.left,
    }]
  })
}
