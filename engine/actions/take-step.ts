// A step of a workflow taken: its effects, the next state, the event, and the clocks after it. The same for an act of a
// person and for one of a clock that has run out; who may has been decided before.
import type { Effect } from '../core/workflow/effects.ts'
import { moveFiling, type FilingLine } from '../store/filing.ts'
import { addEvent, type NewEvent } from '../store/filing-history.ts'
import type { FilingTexts } from '../store/filing.ts'
import { markForRollUp } from '../store/roll-up-queue.ts'
import type { Context } from './action.ts'
import { keepClocks } from './clock-rows.ts'
import { carryOutEffects, type Carried } from './filing-effects.ts'

export type Taking = {
  readonly carried: Carried
  readonly effects: readonly Effect[]
  readonly event: Pick<NewEvent, 'byAccount' | 'forAccount' | 'clock' | 'action' | 'reason' | 'note'>
  readonly texts?: FilingTexts | undefined
}

/** Returns the revision of the filing after it. `context.now` is the moment at which it happens. */
export async function takeStep(context: Context, { carried, effects, event, texts }: Taking): Promise<number> {
  const { open: { filing, workflow }, to } = carried
  const outcome = await carryOutEffects(context, carried, effects)
  const revision = await moveFiling(context.trx, filing.id, { state: to, ...outcome, ...(texts === undefined ? {} : { texts }) }, context.now)
  await addEvent(context.trx, { ...event, filingId: filing.id, from: filing.state, to, revision }, context.now)
  await keepClocks(context, filing, workflow, context.now)
  // What came in below while the figures were frozen is taken in now.
  if (isStale(filing) && workflow.states.get(to)?.source['takes-in'] === true) {
    await markForRollUp(context.trx, [filing.id], context.requestId, context.now)
  }
  return revision
}

function isStale({ staleSince }: Pick<FilingLine, 'staleSince'>): boolean {
  return staleSince !== null
}
