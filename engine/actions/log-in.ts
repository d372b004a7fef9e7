// Logging in with login and password. Whether an account exists, is locked or was revoked is said only to somebody who
// knows its password; a wrong password and an unknown login get the same sentence after the same time.
import { passwordMatches } from '../adapters/password.ts'
import { dayOf } from '../core/calendar.ts'
import type { LoginRequest, Session } from '../core/contract/session.ts'
import { Problem } from '../problem.ts'
import { type Account, findAccount, findAccountByLogin } from '../store/account.ts'
import { unitsOfWork } from '../store/heir.ts'
import { addSession, endSession } from '../store/session.ts'
import { transaction } from '../store/transaction.ts'
import type { Action, Person } from './action.ts'
import { sessionOf } from './read-session.ts'
import { personOf } from './recognise.ts'
import { newToken, tokenHash } from './session-cookie.ts'
import { countPasswordAttempt, forgetPasswordAttempts } from './throttle.ts'

export type LogInInput = LoginRequest & { readonly agent: string }
/** The token goes into the cookie and nowhere else. */
export type LogInOutput = { readonly token: string; readonly session: Session; readonly person: Person }

export const logIn: Action<LogInInput, LogInOutput, Account> = {
  name: 'log-in',
  writes: true,
  subject: ({ login }, output) => ({ type: 'account', id: output?.person.accountId ?? presentable(asLogin(login)) }),
  actor: ({ person }) => person,

  prepare: async ({ login, password }, context) => {
    const who = { login: asLogin(login), address: context.address }
    await countPasswordAttempt(who, context)
    const account = await transaction(context.parts.database, (trx) => findAccountByLogin(trx, who.login), { readOnly: true })
    const matches = await passwordMatches(account?.passwordHash, password)
    if (account === undefined || !matches) throw new Problem('wrong-login')
    return account
  },

  run: async ({ login, agent }, context, { id, passwordHash }) => {
    const { trx, now, address, actor, parts } = context
    const account = await findAccount(trx, id)
    if (account === undefined || account.passwordHash !== passwordHash) throw new Problem('wrong-login')
    await forgetPasswordAttempts({ login: asLogin(login), address }, trx)
    if (account.revokedAt !== null) throw new Problem('account-revoked')
    if (account.lockedAt !== null) throw new Problem('account-locked')
    if (actor.kind === 'person' && actor.sessionHash !== undefined) await endSession(trx, actor.sessionHash)
    const token = newToken()
    const expiresAt = new Date(now.getTime() + parts.config.sessionMaxHours * 3_600_000)
    await addSession(trx, { idHash: tokenHash(token), accountId: id, expiresAt, address, agent: agent.slice(0, 200) }, now)
    const units = await unitsOfWork(trx, account.unitId, dayOf(now))
    const person = personOf({ ...account, units }, parts.installed().organisation, now)
    return { token, person, session: await sessionOf(person, context) }
  },
}

/** Logins are lower-case (Quy chế, Điều 3 khoản 3); a capital from a phone's keyboard is no mistake. */
function asLogin(typed: string): string {
  return typed.trim().toLowerCase()
}

/** The audit names an attempted login only where it can be one: people also type passwords into that field. */
function presentable(login: string): string {
  return /^[a-z0-9]+(_[a-z0-9]+)+$/.test(login) ? login : 'unknown'
}
