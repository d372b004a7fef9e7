// Who is behind a cookie. Not performed like an action, because permission is asked of the actor that this finds.
import { dayOf } from '../core/calendar.ts'
import { isValidOn } from '../core/validity.ts'
import { asProblem } from '../store/errors.ts'
import { findSession, type SessionAccount } from '../store/session.ts'
import type { Nobody, Organisation, Parts, Person } from './action.ts'
import { tokenHash } from './session-cookie.ts'

const nobody: Nobody = { kind: 'nobody' }

export async function recognise(token: string | undefined, parts: Parts): Promise<Person | Nobody> {
  if (token === undefined || token === '') return nobody
  const sessionHash = tokenHash(token)
  const now = parts.clock.now()
  const account = await findSession(parts.database, sessionHash, now, dayOf(now), parts.config.sessionIdleMinutes).catch(
    (error: unknown) => {
      throw asProblem(error)
    },
  )
  return account === undefined ? nobody : { ...personOf(account, parts.installed().organisation, now), sessionHash }
}

/** A role that the packs do not know, or that is not valid now, has no capability. */
export function personOf(account: SessionAccount, organisation: Organisation, now: Date): Person {
  const role = Object.hasOwn(organisation.roles, account.role) ? organisation.roles[account.role] : undefined
  return {
    kind: 'person',
    accountId: account.id,
    login: account.login,
    name: account.name,
    unitId: account.unitId,
    units: account.units,
    role: account.role,
    capabilities: new Set(role !== undefined && isValidOn(role, dayOf(now)) ? role.capabilities : []),
    mustChangePassword: account.mustChangePassword,
  }
}
