// Changing one's password, which is also the first thing that an issued one asks for (Quy chế, Điều 19 khoản 1).
// All other sessions of the account end: whoever knew the old password is out.
import { hashPassword, passwordMatches } from '../adapters/password.ts'
import type { PasswordRequest, Session } from '../core/contract/session.ts'
import { issue } from '../core/issue.ts'
import { Problem } from '../problem.ts'
import { changePassword as replaceHash, findAccount } from '../store/account.ts'
import { endSessionsOf } from '../store/session.ts'
import { transaction } from '../store/transaction.ts'
import type { Action } from './action.ts'
import { sessionOf } from './read-session.ts'
import { countPasswordAttempt, forgetPasswordAttempts } from './throttle.ts'

const shortest = 8

export const changePassword: Action<PasswordRequest, Session, { from: string; to: string }> = {
  name: 'change-password',
  writes: true,

  prepare: async ({ current, next }, context) => {
    const person = context.person()
    const issues = weaknesses(current, next)
    if (issues.length > 0) throw new Problem('password-too-weak', { issues })
    await countPasswordAttempt({ login: person.login, address: context.address }, context)
    const account = await transaction(context.parts.database, (trx) => findAccount(trx, person.accountId), { readOnly: true })
    if (account === undefined || !(await passwordMatches(account.passwordHash, current))) throw wrongCurrent()
    return { from: account.passwordHash, to: await hashPassword(next) }
  },

  run: async (_input, context, hashes) => {
    const { trx, address } = context
    const person = context.person()
    if (!(await replaceHash(trx, person.accountId, hashes))) throw wrongCurrent()
    await forgetPasswordAttempts({ login: person.login, address }, trx)
    await endSessionsOf(trx, person.accountId, person.sessionHash)
    return sessionOf({ ...person, mustChangePassword: false }, context)
  },
}

function weaknesses(current: string, next: string) {
  const issues = []
  if ([...next.normalize('NFC')].length < shortest) issues.push(issue('password.too-short', '/next', { least: shortest }))
  if (next.normalize('NFC') === current.normalize('NFC')) issues.push(issue('password.same-as-before', '/next'))
  return issues
}

function wrongCurrent(): Problem {
  return new Problem('invalid-values', { issues: [issue('password.wrong-current', '/current')] })
}
