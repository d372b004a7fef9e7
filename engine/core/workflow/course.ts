// A filing followed through its workflow day by day, without a database: acts as people do them, and what clocks bring
// about in between, in the order in which they run out. Examples beside a workflow run on this, and so does anybody who
// wants to know where a filing would be on a day.
import type { WorkingDays } from '../calendar.ts'
import { clockAfter, clocksAfter, expiryOf, reminderOf, type ClockReading, type Happening } from './clock.ts'
import { expiryName, type Clock, type Workflow } from './compile.ts'
import type { Facts } from './facts.ts'
import { step, stepOfExpiry, type RolesHere, type Step } from './machine.ts'

export type Course = { readonly state: string; readonly happenings: readonly Happening[] }

export type Terms = { readonly workflow: Workflow; readonly days: WorkingDays; readonly dueOn: string | null }

export function begin(workflow: Workflow, at: Date): Course {
  return { state: workflow.initial, happenings: [{ at, revision: 0, action: null, to: workflow.initial }] }
}

/** What a clock will bring about by itself: a reminder, by its number, or its expiry. */
export type Pending = { readonly clock: Clock; readonly at: Date; readonly due: string; readonly reminder: number | undefined }

/** Has this reminder been sent for this due day? A clock that was paused reminds again. */
export type Reminded = (clock: string, reminder: number, due: string) => boolean

/** What the clocks have still to bring about, earliest first, later than now included. */
export function pendingOf({ workflow, days, dueOn }: Terms, happenings: readonly Happening[], now: Date, isReminded: Reminded): Pending[] {
  const pending = [...workflow.clocks.values()].flatMap((clock): Pending[] => {
    const reading = clockAfter(clock, happenings, days, now, dueOn)
    const [end, due] = [expiryOf(reading), reading.due]
    if (end === undefined || due === null) return []
    const reminders = clock.reminders.flatMap((one, reminder): Pending[] => {
      const at = isReminded(clock.id, reminder, due) ? undefined : reminderOf(one, reading, days)
      return at === undefined ? [] : [{ clock, at, due, reminder }]
    })
    return [...reminders, { clock, at: end, due, reminder: undefined }]
  })
  return pending.sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** When something happens that follows from a clock: on its morning, but never before what is there already. */
export function momentOf({ at }: Pending, happenings: readonly Happening[]): Date {
  return new Date(Math.max(at.getTime(), ...happenings.map((one) => one.at.getTime())))
}

/** Nobody is told anything here. */
const allReminded: Reminded = () => true

/** Lets the clocks run until `now`. */
export function wait(terms: Terms, course: Course, now: Date, facts: Facts): Course {
  let { state, happenings } = course
  for (;;) {
    const [expiry] = pendingOf(terms, happenings, now, allReminded)
    if (expiry === undefined || expiry.at > now) return { state, happenings }
    const { to, action } = stepOfExpiry(terms.workflow, expiry.clock, { state, facts: { ...facts, overdue: true } })
    const at = momentOf(expiry, happenings)
    happenings = [...happenings, { at, revision: happenings.length, action: action ?? expiryName(expiry.clock.id), to, clock: expiry.clock.id }]
    state = to
  }
}

/** An act at an instant, after everything that clocks brought about before it. */
export function act(terms: Terms, course: Course, at: Date, action: string, roles: RolesHere, facts: Facts): { readonly course: Course; readonly step: Step } {
  const before = wait(terms, course, at, facts)
  const overdue = isOverdue(readingsOf(terms, before, at).values())
  const stepped = step(terms.workflow, { state: before.state, facts: { ...facts, overdue } }, action, roles)
  if (stepped.kind === 'refused') return { course: before, step: stepped }
  const happened: Happening = { at, revision: before.happenings.length, action, to: stepped.to }
  return { course: { state: stepped.to, happenings: [...before.happenings, happened] }, step: stepped }
}

/** Has one run out that has not ended? */
export function isOverdue(readings: Iterable<Pick<ClockReading, 'is'>>): boolean {
  return [...readings].some((one) => one.is === 'expired')
}

export function readingsOf({ workflow, days, dueOn }: Terms, { happenings }: Course, now: Date): ReadonlyMap<string, ClockReading> {
  return clocksAfter(workflow, happenings, days, now, dueOn)
}
