// Demo only: moves the application's clock to the next day that matters (the due day, the lock, the next period), so
// that a whole reporting year can be walked through in an afternoon. Sessions move along.
import { addDays, startOfDay } from '../core/calendar.ts'
import type { ClockReply, ClockRequest } from '../core/contract/session.ts'
import { nextPeriod, openBy, periodDays } from '../core/period.ts'
import type { PeriodsDefinition } from '../core/pack.ts'
import { currentPeriod, findPeriod, latestPeriod, type Period } from '../store/period.ts'
import { wakePeriods } from '../store/period-closing.ts'
import { dueFilings, wakeClocks } from '../store/clock.ts'
import { carrySessions } from '../store/session.ts'
import { firstDueDay } from '../store/filing.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { carryOutClocks } from './carry-out-clocks.ts'
import { closePeriod } from './close-period.ts'
import { open } from './open-period.ts'

/** A demonstration has some dozens of filings. */
const most = 1000
const officeOpens = 8 * 3_600_000

export const moveClock: Action<ClockRequest, ClockReply> = {
  name: 'move-clock',
  writes: true,
  subject: ({ to }) => ({ type: 'clock', id: to }),
  run: async ({ to }, context) => {
    const period = await latestPeriod(context.trx)
    if (period === undefined) throw new Problem('period-not-open')
    const periods = context.parts.installed().periods.get(period.packId)
    if (periods === undefined) throw new Problem('not-found')
    const now = to === 'due' ? await toDueDay(context, period) : to === 'lock' ? await toLock(context, period, periods) : await toNext(context, period, periods)
    return { now: now.toISOString(), period: await currentPeriod(context.trx) }
  },
}

async function toDueDay(context: Context, period: Period): Promise<Date> {
  const day = await firstDueDay(context.trx, period.id)
  if (day === undefined) throw new Problem('not-found')
  return turn(context, startOfDay(day))
}

async function toLock(context: Context, period: Period, periods: PeriodsDefinition): Promise<Date> {
  const now = await turn(context, startOfDay(openDay(period, periods)))
  if (period.lockedAt !== null) return now
  await closePeriod({ ...context, now }, period.id)
  await wakePeriods(context.trx)
  return now
}

async function toNext(context: Context, period: Period, periods: PeriodsDefinition): Promise<Date> {
  const next = nextPeriod(periods, period)
  if (next === undefined || (await findPeriod(context.trx, period.packId, next.kind, next.year)) !== undefined) throw new Problem('not-found')
  const now = await turn(context, startOfDay(openDay(period, periods)))
  await open({ ...context, now }, { pack: period.packId, ...next }, 'unasked')
  return now
}

/** The day on which the period after this one is opened. */
function openDay(period: Period, periods: PeriodsDefinition): string {
  const next = nextPeriod(periods, period)
  const kind = next === undefined ? undefined : periods.kinds[next.kind]
  return next === undefined || kind === undefined ? addDays(period.endsOn, 1) : openBy(periods, periodDays(kind, next.year))
}

/** To the morning of a day, never back. What the clocks of filings bring about in between is there on arrival. */
async function turn(context: Context, morning: Date): Promise<Date> {
  const to = new Date(Math.max(morning.getTime() + officeOpens, context.now.getTime()))
  await carrySessions(context.trx, context.now, to)
  for (const id of await dueFilings(context.trx, to, most)) await carryOutClocks.run({ id }, { ...context, now: to }, undefined)
  // Whatever is beyond that, the worker sees to.
  await wakeClocks(context.trx)
  context.parts.clock.set(to)
  return to
}
