// What clocks bring about by themselves: reminders, and what follows when one has run out. A filing at a time, in the
// order in which things fell due, each in the moment at which it did, so that it makes no difference when the worker
// came to it or how often it was interrupted.
import { stepOfExpiry } from '../core/workflow/machine.ts'
import { expiryName, type Workflow } from '../core/workflow/compile.ts'
import { momentOf, pendingOf, type Pending } from '../core/workflow/course.ts'
import type { Happening } from '../core/workflow/clock.ts'
import { clocksOf, dueFilings, happeningsOf, stopLooking, writeClocks, type ClockRow } from '../store/clock.ts'
import { everything, lockFiling, type FilingRow } from '../store/filing.ts'
import { addEvent } from '../store/filing-history.ts'
import type { Action, Context } from './action.ts'
import { isReminded, reminderKey, rowsOf, termsOf } from './clock-rows.ts'
import { compiledWorkflow } from './compiled.ts'
import { tell } from './filing-effects.ts'
import { factsOf, lowerOf, openFiling } from './open-filing.ts'
import { takeStep } from './take-step.ts'

const atOnce = 500

export const readDueClocks: Action<undefined, string[]> = {
  name: 'read-due-clocks',
  writes: false,
  run: (_input, { trx, now }) => dueFilings(trx, now, atOnce),
}

export type CarriedOut = { readonly id: string; readonly reminders: number; readonly expired: readonly string[] }

export const carryOutClocks: Action<{ id: string }, CarriedOut> = {
  name: 'carry-out-clocks',
  writes: true,
  subject: ({ id }) => ({ type: 'filing', id }),
  run: async ({ id }, context) => {
    const expired: string[] = []
    let reminders = 0
    let moved = true
    let filing: FilingRow | undefined
    for (;;) {
      if (moved) filing = await lockFiling(context.trx, everything, id)
      if (filing === undefined || filing.periodLocked) {
        await stopLooking(context.trx, id)
        return { id, reminders, expired }
      }
      const workflow = await compiledWorkflow(context, filing)
      const happened = (await happeningsOf(context.trx, [{ id, initial: workflow.initial }])).get(id) ?? []
      const terms = termsOf(context.parts, workflow, filing)
      const rows = rowsOf(terms, id, happened, context.now, await clocksOf(context.trx, [id]))
      const [next] = pendingOf(terms, happened, context.now, isReminded(rows))
      if (next === undefined || next.at > context.now) {
        await writeClocks(context.trx, rows)
        return { id, reminders, expired }
      }
      if (next.reminder === undefined) {
        moved = await expire(context, filing, workflow, next, happened)
        expired.push(next.clock.id)
      } else {
        await remind(context, filing, workflow, next, rows)
        reminders++
      }
    }
  },
}

async function remind(context: Context, filing: FilingRow, workflow: Workflow, { clock, reminder = 0, due }: Pending, rows: readonly ClockRow[]): Promise<void> {
  await tell(context, { id: filing.id, workflow, state: filing.state }, clock.reminders[reminder]?.notify ?? [], { kind: 'reminder', about: clock.id, due })
  const sent = rows.filter((row) => row.clock === clock.id).map((row) => ({ ...row, reminded: [...row.reminded, reminderKey(reminder, due)] }))
  await writeClocks(context.trx, sent)
}

/** True where the filing was moved; the rows of its clocks are made again by whoever looks next, which is the caller. */
async function expire(context: Context, filing: FilingRow, workflow: Workflow, pending: Pending, happened: readonly Happening[]): Promise<boolean> {
  const { clock, due } = pending
  const then: Context = { ...context, now: momentOf(pending, happened) }
  const cause = { kind: 'expiry', about: clock.id, due } as const
  const event = { byAccount: null, forAccount: null, clock: clock.id, reason: null, note: null }
  if (clock.expiry.action !== undefined) {
    const open = await openFiling(context, filing)
    const lower = await lowerOf(context, filing, open.compiled)
    const { to, effects, action } = stepOfExpiry(workflow, clock, { state: filing.state, facts: factsOf(open, lower, [{ is: 'expired' }]) })
    if (action !== undefined) {
      await takeStep(then, { carried: { open, lower, to, cause }, effects, event: { ...event, action } })
      return true
    }
  }
  // Nothing moves, so a page that is being worked on is not out of date.
  for (const { about } of clock.expiry.effects.filter((one) => one.name === 'notify')) await tell(context, { id: filing.id, workflow, state: filing.state }, about, cause)
  await addEvent(context.trx, { ...event, filingId: filing.id, action: expiryName(clock.id), from: filing.state, to: filing.state, revision: filing.revision }, then.now)
  return false
}
