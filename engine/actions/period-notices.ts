// Notices about periods, by the rule of their pack (`notices` in periods.yaml): before a period is locked to the people who
// have unfinished reports in it (Quy chế, Điều 5 khoản 2), and to all who report in one that was opened. The clock's job
// gives what has come due, once; whoever opens periods may have the first one sent at once.
import { addDays, dayOf } from '../core/calendar.ts'
import { openBy, periodDays } from '../core/period.ts'
import { findPeriodById, openPeriods, type Period } from '../store/period.ts'
import { claimNotice, concernedBy, giveNotice, noticesOf } from '../store/period-notice.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { closesIn, followingPeriod } from './coming-period.ts'

/** `opened`, or `closing:` and what made it come due: the days before, or the day on which it was asked for. */
export type Notice = { readonly id: string; readonly notice: string }

export const readDueNotices: Action<undefined, Notice[]> = {
  name: 'read-due-notices',
  writes: false,
  run: async (_input, context) => (await Promise.all((await openPeriods(context.trx)).map((one) => dueOf(context, one)))).flat(),
}

async function dueOf(context: Context, period: Period): Promise<Notice[]> {
  const rule = context.parts.installed().periods.get(period.packId)?.notices
  if (rule === undefined) return []
  const given = await noticesOf(context.trx, period.id)
  const next = nextOf(context, period)
  const today = dayOf(context.now)
  // Of several that have come due while nobody was there, the nearest: the others are out of date.
  const reached = next === undefined ? [] : rule.before.filter((days) => today >= addDays(next.openBy, -days))
  const closing = reached.length === 0 ? [] : [`closing:${Math.min(...reached)}`]
  return ['opened', ...closing].filter((one) => !given.has(one)).map((notice) => ({ id: period.id, notice }))
}

function nextOf(context: Context, period: Period): { title: string; openBy: string } | undefined {
  const following = followingPeriod(context.parts.installed(), period)
  if (following === undefined) return undefined
  const days = periodDays(following.declared, following.year)
  return { title: days.title, openBy: openBy(following.periods, days) }
}

export type Told = { readonly told: number }

export const giveDueNotice: Action<Notice, Told> = {
  name: 'give-notice',
  writes: true,
  subject: ({ id }) => ({ type: 'period', id }),
  run: ({ id, notice }, context) => give(context, id, notice),
}

/** Once a day: asked for again, it tells nobody twice. */
export const tellOfClosing: Action<{ id: string }, Told> = {
  name: 'tell-of-closing',
  writes: true,
  subject: ({ id }) => ({ type: 'period', id }),
  run: ({ id }, context) => give(context, id, `closing:${dayOf(context.now)}`),
}

async function give(context: Context, id: string, notice: string): Promise<Told> {
  const { trx, now } = context
  const period = await findPeriodById(trx, id)
  const rule = period === undefined ? undefined : context.parts.installed().periods.get(period.packId)?.notices
  if (period === undefined || rule === undefined) throw new Problem('not-found')
  if (period.lockedAt !== null) throw new Problem('period-locked')
  if (!(await claimNotice(trx, id, notice, now))) return { told: 0 }
  const addressees = rule.notify.map((name) => {
    const [first = '', second] = name.split('.')
    return second === undefined ? { relation: 'own', role: first } : { relation: first, role: second }
  })
  if (notice === 'opened') {
    const concerned = await concernedBy(trx, id, addressees, undefined, dayOf(now))
    await giveNotice(trx, id, concerned, { notice, kind: 'opened', about: period.title }, now)
    return { told: concerned.length }
  }
  const next = nextOf(context, period)
  if (next === undefined) throw new Problem('not-found')
  const concerned = await concernedBy(trx, id, addressees, await closesIn(context, id), dayOf(now))
  await giveNotice(trx, id, concerned, { notice, kind: 'closing', about: next.title, due: next.openBy }, now)
  return { told: concerned.length }
}
