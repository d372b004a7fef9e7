// Who is behind a cookie. Not performed like an action, because permission is asked of the actor that this finds.
import { asProblem } from '../store/errors.ts'
import { findSession, type SessionAccount } from '../store/session.ts'
import type { Nobody, Organisation, Parts, Person } from './action.ts'
import { tokenHash } from './session-cookie.ts'

const nobody: Nobody = { kind: 'nobody' }

export async function recognise(token: string | undefined, parts: Parts): Promise<Person | Nobody> {
  if (token === undefined || token === '') return nobody
  const sessionHash = tokenHash(token)
  const account = await findSession(parts.database, sessionHash, parts.clock.now(), parts.config.sessionIdleMinutes).catch(
    (error: unknown) => {
      throw asProblem(error)
    },
  )
  return account === undefined ? nobody : { ...personOf(account, parts.installed().organisation), sessionHash }
}

/** A role that the packs do not know has no capability. */
export function personOf(account: SessionAccount, organisation: Organisation): Person {
  return {
    kind: 'person',
    accountId: account.id,
    login: account.login,
    name: account.name,
    unitId: account.unitId,
    role: account.role,
    capabilities: new Set(organisation.roles[account.role]?.capabilities ?? []),
    mustChangePassword: account.mustChangePassword,
  }
}
