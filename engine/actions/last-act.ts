// When something last happened here: a demo that is started again goes on from there.
import { lastActivity } from '../store/audit.ts'
import type { Action } from './action.ts'

export const lastAct: Action<undefined, { at: Date | null; periods: number }> = {
  name: 'last-act',
  writes: false,
  run: (_input, { trx }) => lastActivity(trx),
}
