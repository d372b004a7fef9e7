// Accounts, issued, opened again and taken back (Quy chế, Điều 3 và Điều 15): an administrator of a unit for the unit and those
// below it, the system's for all. In bulk for a subtree from the rule of names, or one by one. A password is told once, on a
// slip, kept nowhere, and has to be changed before anything else.
import { hashPassword, oneTimePassword } from '../adapters/password.ts'
import { accountsLacking, type AccountUnit, type WantedAccount } from '../core/account.ts'
import { dayOf } from '../core/calendar.ts'
import type { AccountList, AccountRef, AccountRequest, BulkRequest, Slip, SlipList } from '../core/contract/account.ts'
import { issue } from '../core/issue.ts'
import { loginName } from '../core/pack.ts'
import { isValidOn } from '../core/validity.ts'
import { accountsOf, addAccounts, findAccountByLogin, issuePassword, lockAccount, mayManage, revokeAccount, type Account } from '../store/account.ts'
import { endSessionsOf } from '../store/session.ts'
import { transaction } from '../store/transaction.ts'
import { findUnitByCode, livingBelow } from '../store/unit.ts'
import { Problem } from '../problem.ts'
import type { Action, Context, Outside } from './action.ts'

type Where = Pick<Context, 'trx' | 'actor' | 'now' | 'parts'>

/** The most that are issued at once over HTTP: a province with its communes, several times over. The command line has no limit. */
const mostAtOnce = 3000
/** Hashing takes long on purpose; this many keep every core at work. */
const abreast = 8

export const readAccounts: Action<{ readonly unit: string }, AccountList> = {
  name: 'read-accounts',
  writes: false,
  subject: ({ unit }) => ({ type: 'unit', id: unit }),
  run: async ({ unit }, context) => {
    const { units, known, lacking } = await subtree(context, unit, false)
    const { kinds, roles } = context.parts.installed().organisation
    const [own] = units
    if (own === undefined) throw new Problem('not-found')
    const titled = (role: string) => ({ id: role, title: roles[role]?.title ?? role })
    return {
      unit: { code: own.code, name: own.name },
      units: units.length,
      accounts: known.map((one): AccountRef => ({
        login: one.login, name: one.name, role: titled(one.role), unit: { code: one.unitCode, name: one.unitName },
        state: one.revokedAt !== null ? 'revoked' : one.lockedAt !== null ? 'locked' : 'active', mustChangePassword: one.mustChangePassword,
      })),
      lacking: lacking.map(({ login, role, unit: of }) => ({ login, role: titled(role), unit: { code: of.code, name: of.name } })),
      roles: (kinds[own.kind]?.roles ?? []).map(titled),
    }
  },
}

type Ready = readonly { readonly wanted: WantedAccount; readonly password: string; readonly hash: string }[]
export type IssueInput = BulkRequest & { readonly progress?: (done: number, of: number) => void }

export const issueAccounts: Action<IssueInput, SlipList, Ready> = {
  name: 'issue-accounts',
  writes: true,
  subject: ({ unit }) => ({ type: 'unit', id: unit }),
  prepare: async ({ unit, optional, progress }, context) => {
    const { lacking } = await transaction(context.parts.database, (trx) => subtree({ ...context, trx }, unit, optional === true), { readOnly: true })
    if (context.actor.kind === 'person' && lacking.length > mostAtOnce) throw new Problem('invalid-input', { issues: [issue('account.too-many', '/unit', { count: lacking.length, most: mostAtOnce })] })
    return hashed(lacking, progress)
  },
  run: async ({ unit, optional }, context, ready) => {
    // Somebody else may have been faster: what is there by now is left alone and gets no slip.
    const still = new Set((await subtree(context, unit, optional === true)).lacking.map((one) => one.login))
    const issued = ready.filter(({ wanted }) => still.has(wanted.login))
    const { roles } = context.parts.installed().organisation
    await addAccounts(context.trx, issued.map(({ wanted, hash }) => ({ login: wanted.login, name: roles[wanted.role]?.title ?? wanted.role, unitId: wanted.unit.id, role: wanted.role, passwordHash: hash })), context.now)
    return { slips: issued.map(({ wanted, password }) => slipOf(context, wanted, password)) }
  },
}

/** One further account: the symbol tells users of one role apart (Điều 3 khoản 3 điểm b). */
export const addOneAccount: Action<AccountRequest, Slip, { readonly password: string; readonly hash: string }> = {
  name: 'add-account',
  writes: true,
  subject: ({ unit, role, symbol }) => ({ type: 'account', id: loginName(unit, role, symbol) }),
  prepare: async () => fresh(),
  run: async ({ unit: code, role, symbol, name }, context, { password, hash }) => {
    const { trx, now } = context
    const { units, known } = await subtree(context, code, true)
    const [unit] = units
    const { kinds, roles } = context.parts.installed().organisation
    const definition = roles[role]
    if (unit === undefined) throw new Problem('not-found')
    if (kinds[unit.kind]?.roles.includes(role) !== true || definition === undefined || !isValidOn(definition, dayOf(now))) throw new Problem('invalid-input', { issues: [issue('account.role-not-of-unit', '/role', { role, unit: unit.name })] })
    // A unit has one administrator (điểm c): the next one comes when the first has been taken back.
    if (definition.capabilities.includes('manage-accounts') && known.some((one) => one.unitId === unit.id && one.role === role && one.revokedAt === null)) throw new Problem('already-exists')
    const login = symbol === undefined ? loginName(code, role) : loginName(code, role, symbol)
    await addAccounts(trx, [{ login, name, unitId: unit.id, role, passwordHash: hash }], now)
    return slipOf(context, { unit, role, login }, password)
  },
}

/** A new one-time password, for who has forgotten his; whoever used the old one is out. */
export const resetPassword: Action<{ readonly login: string }, Slip, { readonly password: string; readonly hash: string }> = {
  name: 'reset-password',
  writes: true,
  subject: ({ login }) => ({ type: 'account', id: login }),
  prepare: async () => fresh(),
  run: async ({ login }, context, { password, hash }) => {
    const { account, unit } = await managed(context, login)
    if (account.revokedAt !== null) throw new Problem('act-not-possible')
    await issuePassword(context.trx, account.id, hash)
    await endSessionsOf(context.trx, account.id)
    return slipOf(context, { unit, role: account.role, login }, password)
  },
}

export type StateInput = { readonly login: string; readonly to: 'active' | 'locked' | 'revoked' }

/** Locked and open again; revoked for good: history goes on naming it. */
export const setAccountState: Action<StateInput, undefined> = {
  name: 'set-account-state',
  writes: true,
  subject: ({ login }) => ({ type: 'account', id: login }),
  run: async ({ login, to }, context) => {
    const { trx, now } = context
    const { account } = await managed(context, login)
    if (account.revokedAt !== null) throw new Problem('act-not-possible')
    if (to === 'revoked') await revokeAccount(trx, account.id, now)
    else await lockAccount(trx, account.id, to === 'locked' ? now : null)
    if (to !== 'active') await endSessionsOf(trx, account.id)
    return undefined
  },
}

/** The units that live on the day, the named one first, with their accounts; `not-found` outside of what the person manages. */
async function subtree(context: Where, code: string, optional: boolean) {
  const unit = await managedUnit(context, code)
  const day = dayOf(context.now)
  const units = await livingBelow(context.trx, unit.id, day)
  const known = await accountsOf(context.trx, units.map((one) => one.id))
  const lacking = accountsLacking(units, known.map((one) => ({ ...one, revoked: one.revokedAt !== null })), context.parts.installed().organisation, { day, optional })
  return { units, known, lacking }
}

async function managedUnit({ trx, actor }: Where, code: string): Promise<AccountUnit> {
  const unit = await findUnitByCode(trx, code)
  if (unit === undefined) throw new Problem('not-found')
  if (actor.kind === 'person' && !actor.capabilities.has('manage-all-accounts') && !(await mayManage(trx, actor.unitId, unit.id))) throw new Problem('not-allowed')
  return unit
}

async function managed(context: Where, login: string): Promise<{ account: Account; unit: AccountUnit }> {
  const account = await findAccountByLogin(context.trx, login)
  const [unit] = account === undefined ? [] : await livingBelow(context.trx, account.unitId, undefined)
  if (account === undefined || unit === undefined) throw new Problem('not-found')
  await managedUnit(context, unit.code)
  return { account, unit }
}

async function fresh(): Promise<{ password: string; hash: string }> {
  const password = oneTimePassword()
  return { password, hash: await hashPassword(password) }
}

async function hashed(wanted: readonly WantedAccount[], progress: IssueInput['progress']): Promise<Ready> {
  const ready: { wanted: WantedAccount; password: string; hash: string }[] = []
  for (let at = 0; at < wanted.length; at += abreast) {
    ready.push(...(await Promise.all(wanted.slice(at, at + abreast).map(async (one) => ({ wanted: one, ...(await fresh()) })))))
    progress?.(ready.length, wanted.length)
  }
  return ready
}

function slipOf({ parts }: Pick<Outside, 'parts'>, { unit, role, login }: WantedAccount, password: string): Slip {
  const title = parts.installed().organisation.roles[role]?.title ?? role
  return { login, password, role: { id: role, title }, unit: { code: unit.code, name: unit.name } }
}

