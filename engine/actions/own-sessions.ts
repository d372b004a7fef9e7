// One's own sessions: where the account is logged in now, and ending all of them but the one that asks (a computer of the office
// that was left open, Quy chế, Điều 19). Nobody sees another person's.
import type { SessionEnd, SessionList } from '../core/contract/session.ts'
import { endSessionsOf, liveSessionsOf } from '../store/session.ts'
import type { Action } from './action.ts'

export const readSessions: Action<undefined, SessionList> = {
  name: 'read-sessions',
  writes: false,
  run: async (_input, { trx, person, now, parts }) => {
    const { accountId, sessionHash } = person()
    const live = await liveSessionsOf(trx, accountId, now, parts.config.sessionIdleMinutes)
    return {
      sessions: live.map(({ idHash, createdAt, lastSeenAt, address, agent }) => ({
        current: sessionHash !== undefined && idHash.equals(sessionHash), since: createdAt.toISOString(), lastSeen: lastSeenAt.toISOString(), address, agent,
      })).sort((a, b) => Number(b.current) - Number(a.current)),
    }
  },
}

export const endOtherSessions: Action<undefined, SessionEnd> = {
  name: 'end-other-sessions',
  writes: true,
  run: async (_input, { trx, person }) => {
    const { accountId, sessionHash } = person()
    return { ended: await endSessionsOf(trx, accountId, sessionHash) }
  },
}
