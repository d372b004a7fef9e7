// Substitutes: a person of the same unit and role takes another one's place for some days. Each names his own; a role that
// the packs let do so names those of its unit. Acts are done under the substitute's own name; whose place he took is
// recorded where his own role would not have let him (roles-towards.ts).
import { dayOf } from '../core/calendar.ts'
import type { Replaceable, SubstituteList, SubstituteRef, SubstituteRequest } from '../core/contract/substitute.ts'
import { issue } from '../core/issue.ts'
import { isValidOn } from '../core/validity.ts'
import { colleagues } from '../store/assignment.ts'
import { accountToReplace, addSubstitute, endSubstitute, overlaps, substitutesOf, type Namer, type Substitute } from '../store/substitute.ts'
import { Problem } from '../problem.ts'
import type { Action, Context, Person } from './action.ts'

export const readSubstitutes: Action<undefined, SubstituteList> = {
  name: 'read-substitutes',
  writes: false,
  run: async (_input, context) => {
    const namer = namerOf(context.person())
    const known = await substitutesOf(context.trx, namer, dayOf(context.now))
    return { substitutes: known.map((one) => refOf(one, namer)), people: await peopleOf(context), namesOthers: namer.namesOthers }
  },
}

/** Substitutes matter to the work on filings, so those who do none are not offered. */
async function peopleOf({ trx, now, person, parts }: Context): Promise<Replaceable[]> {
  const { unitId, role: own, capabilities } = person()
  const { roles } = parts.installed().organisation
  const offered = Object.entries(roles).filter(([role, { capabilities: may, ...validity }]) =>
    may.includes('work-on-filings') && isValidOn(validity, dayOf(now)) && (role === own || capabilities.has('name-substitutes')))
  const found = await Promise.all(offered.map(async ([role, { title }]) =>
    (await colleagues(trx, unitId, role)).map(({ login, name }) => ({ login, name, role: { id: role, title } }))))
  return found.flat()
}

export const nameSubstitute: Action<SubstituteRequest, { id: string }> = {
  name: 'name-substitute',
  writes: true,
  subject: ({ account, substitute }, output) => ({ type: 'substitute', id: output?.id ?? `${account ?? 'own'}>${substitute}`.slice(0, 200) }),
  run: async ({ account, substitute, from, to }, { trx, now, person }) => {
    const namer = person()
    const replaced = await accountToReplace(trx, namerOf(namer), account ?? namer.login)
    // Somebody else's people are nobody's business, so they are not told apart from those that there are not.
    if (replaced === undefined) throw new Problem('not-found')
    const other = (await colleagues(trx, replaced.unitId, replaced.role)).find((one) => one.login === substitute)
    const issues = [
      ...(other === undefined || other.id === replaced.id ? [issue('substitute.not-alike', '/substitute')] : []),
      ...(from < dayOf(now) || to < from ? [issue('substitute.days', '/to')] : []),
    ]
    if (other === undefined || issues.length > 0) throw new Problem('invalid-input', { issues })
    if (await overlaps(trx, replaced.id, { from, to })) throw new Problem('already-exists')
    return {
      id: await addSubstitute(trx, { accountId: replaced.id, substituteId: other.id, unitId: replaced.unitId, role: replaced.role, from, to, by: namer.accountId }, now),
    }
  },
}

export const endOfSubstitute: Action<{ id: string }, undefined> = {
  name: 'end-substitute',
  writes: true,
  subject: ({ id }) => ({ type: 'substitute', id }),
  run: async ({ id }, { trx, now, person }) => {
    if (!(await endSubstitute(trx, namerOf(person()), id, now))) throw new Problem('not-found')
    return undefined
  },
}

function namerOf({ accountId, unitId, capabilities }: Person): Namer {
  return { accountId, unitId, namesOthers: capabilities.has('name-substitutes') }
}

function refOf({ id, accountId, unitId, login, name, substituteLogin, substituteName, from, to }: Substitute, namer: Namer): SubstituteRef {
  const mayEnd = accountId === namer.accountId || (namer.namesOthers && unitId === namer.unitId)
  return { id, account: { login, name }, substitute: { login: substituteLogin, name: substituteName }, from, to, mayEnd }
}
