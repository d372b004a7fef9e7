// Logging out ends the session in the table; the cookie is worthless afterwards, also to whoever copied it.
import { endSession } from '../store/session.ts'
import type { Action } from './action.ts'

export const logOut: Action<undefined, undefined> = {
  name: 'log-out',
  writes: true,
  run: async (_input, { trx, person }) => {
    const { sessionHash } = person()
    if (sessionHash !== undefined) await endSession(trx, sessionHash)
    return undefined
  },
}
