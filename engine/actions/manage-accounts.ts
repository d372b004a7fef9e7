// Accounts, issued, opened again and taken back (Quy chế, Điều 3 và Điều 15): an administrator of a unit for the unit and those
// below it, the system's for all. In bulk for a subtree from the rule of names, or one by one. A password is told once, on a
// slip, kept nowhere, and has to be changed before anything else.
import { hashPassword, oneTimePassword } from '../adapters/password.ts'
import { accountsLacking, freeLogin, lackingByKind, type AccountUnit, type WantedAccount } from '../core/account.ts'
import { dayOf } from '../core/calendar.ts'
import { mostAtOnce, type AccountAct, type AccountList, type AccountQuery, type AccountRequest, type AccountRow, type AccountState, type BulkRequest, type Slip, type SlipList, type StateRequest } from '../core/contract/account.ts'
import { issue } from '../core/issue.ts'
import { loginName } from '../core/pack.ts'
import { isValidOn } from '../core/validity.ts'
import { accountsOf, addAccount, addAccountChange, addAccounts, findAccountByLogin, holdAccounts, issuePassword, lockAccount, mayManage, revokeAccount, type Account } from '../store/account.ts'
import { endSessionsOf } from '../store/session.ts'
import { transaction } from '../store/transaction.ts'
import { findUnitByCode, livingBelow } from '../store/unit.ts'
import { Problem } from '../problem.ts'
import { actsOn, countRows, rowsFor } from './account-rows.ts'
import type { Action, Context, Outside } from './action.ts'

type Where = Pick<Context, 'trx' | 'actor' | 'now' | 'parts'>

/** Rows of one reply. */
const pageOfRows = 100
/** Hashing takes long on purpose; this many keep every core at work. */
const abreast = 8

export const readAccounts: Action<AccountQuery, AccountList> = {
  name: 'read-accounts',
  writes: false,
  subject: ({ unit }) => ({ type: 'unit', id: unit }),
  run: async ({ unit: code, scope = 'below', from = 0, ...wanted }, context) => {
    const { units, known, lacking } = await subtree(context, code, true)
    const { kinds } = context.parts.installed().organisation
    const [own] = units
    if (own === undefined) throw new Problem('not-found')
    const mayBeWithout = ({ kind }: AccountUnit): boolean => kinds[kind]?.['without-account'] === true
    const listed = new Map((scope === 'unit' ? [own] : units).map((unit): [string, { unit: AccountUnit; rows: AccountRow[] }] => [unit.id, { unit, rows: [] }]))
    for (const one of known) {
      const state = stateOf(one)
      const { unit, rows } = listed.get(one.unitId) ?? {}
      if (unit !== undefined) rows?.push({ login: one.login, name: one.name, role: titled(context, one.role), unit: called(unit), state, mustChangePassword: one.mustChangePassword, reason: one.reason, acts: actsOn(state, isOwn(context, one.login)) })
    }
    for (const { login, role, unit } of lacking) {
      if (!mayBeWithout(unit)) listed.get(unit.id)?.rows.push({ login, name: null, role: titled(context, role), unit: called(unit), state: 'lacking', mustChangePassword: false, reason: null, acts: [] })
    }
    const rows = [...listed.values()].flatMap(({ unit, rows: of }) => {
      const order = kinds[unit.kind]?.roles ?? []
      return of.sort((a, b) => order.indexOf(a.role.id) - order.indexOf(b.role.id))
    })
    const matching = rowsFor(rows, wanted)
    return {
      unit: called(own),
      units: units.length,
      rows: matching.slice(from, from + pageOfRows),
      matching: matching.length,
      counts: countRows(rows),
      lacking: lackingByKind(lacking, own).map(({ kind, role, own: ofUnit, below }) => ({
        kind: { id: kind, title: kinds[kind]?.title ?? kind }, role: titled(context, role), own: ofUnit, below, optional: kinds[kind]?.['without-account'] === true,
      })),
      roles: (kinds[own.kind]?.roles ?? []).map((role) => titled(context, role)),
      address: context.parts.config.baseUrl,
    }
  },
}

type Made = readonly { readonly wanted: WantedAccount; readonly password: string; readonly hash: string }[]
type Ready = { readonly left: number; readonly made: Made }
export type IssueInput = BulkRequest & { readonly progress?: (done: number, of: number) => void }

export const issueAccounts: Action<IssueInput, SlipList, Ready> = {
  name: 'issue-accounts',
  writes: true,
  subject: ({ unit }) => ({ type: 'unit', id: unit }),
  prepare: async (input, context) => {
    const lacking = await transaction(context.parts.database, (trx) => wantedBy(input, { ...context, trx }), { readOnly: true })
    const batch = context.actor.kind === 'person' ? lacking.slice(0, input.most ?? mostAtOnce) : lacking
    return { left: lacking.length - batch.length, made: await hashed(batch, input.progress) }
  },
  run: async (input, context, { left, made }) => {
    await holdAccounts(context.trx)
    // Somebody else may have been faster: what is there by now is left alone and gets no slip.
    const still = new Set((await wantedBy(input, context)).map((one) => one.login))
    const issued = made.filter(({ wanted }) => still.has(wanted.login))
    await addAccounts(context.trx, issued.map(({ wanted, hash }) => ({ login: wanted.login, name: titled(context, wanted.role).title, unitId: wanted.unit.id, role: wanted.role, passwordHash: hash })), context.now)
    return { slips: issued.map(({ wanted, password }) => slipOf(context, wanted, titled(context, wanted.role).title, password)), left }
  },
}

/** One further account: the symbol tells users of one role apart (Điều 3 khoản 3 điểm b). Or the next one in the place of another. */
export const addOneAccount: Action<AccountRequest, Slip, { readonly password: string; readonly hash: string }> = {
  name: 'add-account',
  writes: true,
  subject: ({ unit, role, symbol }, slip) => ({ type: 'account', id: slip?.login ?? loginName(unit, role, symbol) }),
  prepare: async () => fresh(),
  run: async ({ unit: code, role, symbol, name, reason, replaces }, context, { password, hash }) => {
    const { trx, now } = context
    await holdAccounts(trx)
    const { units, known } = await subtree(context, code, true)
    const [unit] = units
    const { kinds, roles } = context.parts.installed().organisation
    const definition = roles[role]
    if (unit === undefined) throw new Problem('not-found')
    if (kinds[unit.kind]?.roles.includes(role) !== true || definition === undefined || !isValidOn(definition, dayOf(now))) throw new Problem('invalid-input', { issues: [issue('account.role-not-of-unit', '/role', { role, unit: unit.name })] })
    const held = known.filter((one) => one.unitId === unit.id && one.role === role && one.revokedAt === null && one.login !== replaces)
    // A unit has one administrator (điểm c): the next one comes when the first has been taken back.
    if (definition.capabilities.includes('manage-accounts') && held.length > 0) throw new Problem('already-exists')
    if (replaces !== undefined) await takeBack({ login: replaces, unitId: unit.id, role, reason }, context)
    const login = symbol !== undefined ? loginName(code, role, symbol) : replaces !== undefined ? freeLogin(code, role, new Set(known.map((one) => one.login))) : loginName(code, role)
    const accountId = await addAccount(trx, { login, name, unitId: unit.id, role, passwordHash: hash }, now)
    await addAccountChange(trx, { accountId, by: byWhom(context), change: 'created', reason }, now)
    return slipOf(context, { unit, role, login }, name, password)
  },
}

/** Of the same role in the same unit, or nothing is taken back. */
async function takeBack({ login, unitId, role, reason }: { login: string; unitId: string; role: string; reason: string }, context: Context): Promise<void> {
  const account = await findAccountByLogin(context.trx, login)
  if (account === undefined || account.unitId !== unitId || account.role !== role) throw new Problem('account-act-not-possible')
  mustBePossible('replace', account, context)
  await revokeAccount(context.trx, account.id, context.now)
  await endSessionsOf(context.trx, account.id)
  await addAccountChange(context.trx, { accountId: account.id, by: byWhom(context), change: 'revoked', reason }, context.now)
}

/** A new one-time password, for who has forgotten his; whoever used the old one is out. */
export const resetPassword: Action<{ readonly login: string }, Slip, { readonly password: string; readonly hash: string }> = {
  name: 'reset-password',
  writes: true,
  subject: ({ login }) => ({ type: 'account', id: login }),
  prepare: async () => fresh(),
  run: async ({ login }, context, { password, hash }) => {
    const { account, unit } = await managed(context, login)
    mustBePossible('reset', account, context)
    await issuePassword(context.trx, account.id, hash)
    await endSessionsOf(context.trx, account.id)
    return slipOf(context, { unit, role: account.role, login }, account.name, password)
  },
}

export type StateInput = StateRequest & { readonly login: string }
const actTo: Readonly<Record<AccountState, AccountAct>> = { active: 'unlock', locked: 'lock', revoked: 'revoke' }

/** Locked and open again; revoked for good: history goes on naming it. */
export const setAccountState: Action<StateInput, undefined> = {
  name: 'set-account-state',
  writes: true,
  subject: ({ login }) => ({ type: 'account', id: login }),
  run: async ({ login, to, reason }, context) => {
    const { trx, now } = context
    const { account } = await managed(context, login)
    if (to === stateOf(account) && to !== 'revoked') return undefined
    mustBePossible(actTo[to], account, context)
    if (to === 'revoked') await revokeAccount(trx, account.id, now)
    else await lockAccount(trx, account.id, to === 'locked' ? now : null)
    if (to !== 'active') await endSessionsOf(trx, account.id)
    await addAccountChange(trx, { accountId: account.id, by: byWhom(context), change: to, reason }, now)
    return undefined
  },
}

/** One's own account is somebody else's business: a slip for it would come after its session has ended. */
function mustBePossible(act: AccountAct, account: Account, context: Pick<Context, 'actor'>): void {
  if (!actsOn(stateOf(account), isOwn(context, account.login)).includes(act)) throw new Problem('account-act-not-possible')
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

async function hashed(wanted: readonly WantedAccount[], progress: IssueInput['progress']): Promise<Made> {
  const ready: { wanted: WantedAccount; password: string; hash: string }[] = []
  for (let at = 0; at < wanted.length; at += abreast) {
    ready.push(...(await Promise.all(wanted.slice(at, at + abreast).map(async (one) => ({ wanted: one, ...(await fresh()) })))))
    progress?.(ready.length, wanted.length)
  }
  return ready
}

function slipOf(context: Pick<Outside, 'parts'>, { unit, role, login }: WantedAccount, name: string, password: string): Slip {
  return { login, password, name, role: titled(context, role), unit: called(unit) }
}

async function wantedBy({ unit, scope, optional }: BulkRequest, context: Where): Promise<WantedAccount[]> {
  const { units: [own], lacking } = await subtree(context, unit, optional === true)
  return scope === 'unit' ? lacking.filter((one) => one.unit.id === own?.id) : lacking
}

const stateOf = ({ revokedAt, lockedAt }: Pick<Account, 'revokedAt' | 'lockedAt'>): AccountState => (revokedAt !== null ? 'revoked' : lockedAt !== null ? 'locked' : 'active')
const isOwn = ({ actor }: Pick<Context, 'actor'>, login: string): boolean => actor.kind === 'person' && actor.login === login
const byWhom = ({ actor }: Pick<Context, 'actor'>): string | null => (actor.kind === 'person' ? actor.accountId : null)
const called = ({ code, name }: AccountUnit): AccountRow['unit'] => ({ code, name })
const titled = ({ parts }: Pick<Outside, 'parts'>, role: string): AccountRow['role'] => ({ id: role, title: parts.installed().organisation.roles[role]?.title ?? role })
