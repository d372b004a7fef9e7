// The clocks of a workflow, read from what has happened: whether each runs, is paused, has run out or has ended, and by
// which day it is due. Nothing is counted down anywhere; the same happenings always give the same answer, whenever it is
// asked. Days are those of the offices: the day on which a clock starts or goes on again does not count ("kể từ ngày
// nhận"), the day on which it is paused does. A pause of so many working days moves the due day by as many.
import { dayNumber, dayOf, dayText, startOfDay, type WorkingDays } from '../calendar.ts'
import type { Clock, Reminder, Workflow } from './compile.ts'

/** One thing that happened to a filing; without an action it is how the filing came to be. */
export type Happening = {
  readonly at: Date
  /** Of what happened at one instant, the lower revision came first. */
  readonly revision: number
  readonly action: string | null
  readonly to: string
  /** The clock that brought it about by running out. */
  readonly clock?: string | null
}

export type ClockReading = {
  readonly is: 'idle' | 'running' | 'paused' | 'expired' | 'ended'
  /** Day on which it started. */
  readonly started: string | null
  /** Last day; null while it is paused, and for a filing without a due day. */
  readonly due: string | null
  /** Working days after today up to the last one, of a paused clock those that it has when it goes on; 0 when it is over. */
  readonly left: number | null
  /** Day on which it ended, and whether it had run out before. */
  readonly ended: string | null
  readonly late: boolean
  /** What follows from running out has been carried out. */
  readonly carriedOut: boolean
}

type Run = { readonly started: number; pausedOn: number | null; paused: number; pausedDays: number; resumed: number | null; expired: boolean; carriedOut: boolean; ended: number | null }

const idle: ClockReading = { is: 'idle', started: null, due: null, left: null, ended: null, late: false, carriedOut: false }

/** `dueOn`: the due day of the filing, for clocks that run until it. What is later than `now` has not happened yet. */
export function clockAfter(clock: Clock, happenings: readonly Happening[], days: WorkingDays, now: Date, dueOn: string | null): ClockReading {
  const today = dayNumber(dayOf(now))
  const due = (run: Run): number | null => dueOf(clock, run, days, dueOn === null ? null : dayNumber(dueOn))
  let run: Run | undefined
  for (const one of inOrder(happenings)) {
    if (one.at > now) break
    const day = dayNumber(dayOf(one.at))
    if (run !== undefined) expireBy(run, day, due)
    run = after(clock, run, one, day, days)
  }
  if (run === undefined) return idle
  expireBy(run, today, due)
  const last = due(run)
  const over = run.expired || run.ended !== null
  return {
    is: run.ended !== null ? 'ended' : run.expired ? 'expired' : run.pausedOn !== null ? 'paused' : 'running',
    started: dayText(run.started),
    due: last === null || (run.pausedOn !== null && !over) ? null : dayText(last),
    left: last === null ? null : over ? 0 : Math.max(0, days.between(run.pausedOn ?? today, last)),
    ended: run.ended === null ? null : dayText(run.ended),
    late: run.expired,
    carriedOut: run.carriedOut,
  }
}

/** All clocks of a workflow, by id. */
export function clocksAfter(workflow: Workflow, happenings: readonly Happening[], days: WorkingDays, now: Date, dueOn: string | null): ReadonlyMap<string, ClockReading> {
  return new Map([...workflow.clocks.values()].map((clock) => [clock.id, clockAfter(clock, happenings, days, now, dueOn)]))
}

/** The instant at which a clock has run out: the morning after its last day. */
export function expiryOf(reading: ClockReading): Date | undefined {
  return stillMatters(reading) ? startOfDay(dayText(dayNumber(reading.due) + 1)) : undefined
}

/** The morning on which people are to be reminded. */
export function reminderOf({ before }: Reminder, reading: ClockReading, days: WorkingDays): Date | undefined {
  if (!stillMatters(reading)) return undefined
  const due = dayNumber(reading.due)
  return startOfDay(dayText(before.days === undefined ? days.add(due, -(before['working-days'] ?? 0)) : due - before.days))
}

/** It runs towards its last day, or has run out and nobody has seen to it. */
function stillMatters(reading: ClockReading): reading is ClockReading & { readonly due: string } {
  return (reading.is === 'running' || (reading.is === 'expired' && !reading.carriedOut)) && reading.due !== null
}

export function inOrder(happenings: readonly Happening[]): Happening[] {
  return [...happenings].sort((a, b) => a.at.getTime() - b.at.getTime() || a.revision - b.revision)
}

function after(clock: Clock, run: Run | undefined, { action, to, clock: expired }: Happening, day: number, days: WorkingDays): Run | undefined {
  const anew = action !== null && clock.startedBy.has(action)
  const starts = anew || clock.startsIn.has(to) || (action !== null && clock.startsWith.has(action))
  const stops = clock.endsIn.has(to) || (action !== null && clock.stoppedBy.has(action))
  const pauses = clock.pausesIn.has(to)
  if (run === undefined || run.ended !== null || anew) {
    if (!starts || (stops && !anew)) return run
    return { started: day, pausedOn: pauses ? day : null, paused: 0, pausedDays: 0, resumed: null, expired: false, carriedOut: false, ended: null }
  }
  if (expired === clock.id) run.carriedOut = true
  if (!run.expired && run.pausedOn !== null && (!pauses || stops)) {
    run.paused += days.between(run.pausedOn, day)
    run.pausedDays += day - run.pausedOn
    run.resumed = day
    run.pausedOn = null
  } else if (!run.expired && pauses && !stops) run.pausedOn ??= day
  if (stops) run.ended = day
  return run
}

/** Has it run out before a day begins? What happens later is too late to change that. */
function expireBy(run: Run, day: number, due: (run: Run) => number | null): void {
  if (run.expired || run.ended !== null || run.pausedOn !== null) return
  const last = due(run)
  if (last !== null && day > last) run.expired = true
}

function dueOf({ limit, countsStart }: Clock, run: Run, days: WorkingDays, dueOn: number | null): number | null {
  const workingDayFrom = (day: number): number => days.add(day - 1, 1)
  const from = countsStart ? run.started - 1 : run.started
  const last =
    limit.until !== undefined ? (dueOn === null ? null : days.add(dueOn, run.paused))
    : limit.days !== undefined ? workingDayFrom(from + limit.days + run.pausedDays)
    : workingDayFrom(days.add(from, (limit['working-days'] ?? 0) + run.paused))
  // Nobody is late on the day on which the clock starts or goes on again, nor on a day without work.
  // By a calendar on which nobody ever works, nothing ever falls due.
  return last === null || !Number.isFinite(last) ? null : Math.max(last, run.started, run.resumed === null ? last : workingDayFrom(run.resumed))
}
