// Who changed which cell, when, from what to what (Quy chế, Điều 17 khoản 1). For the people who work on the filing.
import type { HistoryReply } from '../core/contract/filing.ts'
import type { WireValue } from '../core/contract/shapes.ts'
import { readChanges } from '../store/filing-history.ts'
import { Problem } from '../problem.ts'
import type { Action } from './action.ts'
import { filingFor } from './open-filing.ts'

export const readHistory: Action<{ id: string }, HistoryReply> = {
  name: 'read-history',
  writes: false,
  subject: ({ id }) => ({ type: 'filing', id }),
  run: async ({ id }, context) => {
    const { own } = await filingFor(context, id)
    if (!own) throw new Problem('not-allowed')
    const changes = await readChanges(context.trx, id)
    return {
      changes: changes.map((change) => ({
        at: change.at.toISOString(),
        by: { login: change.login ?? 'system', name: change.name ?? '' },
        revision: change.revision,
        cells: change.addresses.map((address, index) => ({ address, before: wire(change.before[index]), after: wire(change.after[index]) })),
      })),
    }
  },
}

/** History is text; whole numbers that fit travel as numbers, like everywhere else. */
function wire(text: string | null | undefined): WireValue {
  if (text === null || text === undefined) return null
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text
}
