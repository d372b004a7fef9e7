// Closing of a period (Quy chế, Điều 5 khoản 3). The lock is one row and holds from its commit on: nothing is written any
// more, and what is unfinished is read as closed. Behind it a job moves the unfinished ones in batches; each batch is a
// transaction, so a worker that is killed has done a batch or has not.
import { endClocks } from '../store/clock.ts'
import { holdPeriod } from '../store/period.ts'
import { closingPeriods, endClosing, lockPeriod, moveUnfinished } from '../store/period-closing.ts'
import type { Action, Context } from './action.ts'
import { unfinishedIn, type Unfinished } from './coming-period.ts'

/** Waits for running saves, then locks. */
export async function closePeriod(context: Context, id: string): Promise<Unfinished> {
  await holdPeriod(context.trx, id)
  const unfinished = await unfinishedIn(context, id)
  await lockPeriod(context.trx, id, unfinished, context.now)
  return unfinished
}

export const readClosing: Action<undefined, string[]> = {
  name: 'read-closing',
  writes: false,
  run: (_input, { trx }) => closingPeriods(trx),
}

/** `over`: nothing is left to do for this period. */
export type Moved = { readonly id: string; readonly moved: number; readonly over: boolean }

/** So many that one batch takes a moment and no more. */
export const batch = 2000

export const moveBatch: Action<{ id: string; limit?: number }, Moved> = {
  name: 'close-filings',
  writes: true,
  subject: ({ id }) => ({ type: 'period', id }),
  run: async ({ id, limit = batch }, { trx, now }) => {
    const moved = await moveUnfinished(trx, id, limit)
    if (moved > 0 || (await endClocks(trx, id, limit)) > 0) return { id, moved, over: false }
    await endClosing(trx, id, now)
    return { id, moved, over: true }
  },
}
