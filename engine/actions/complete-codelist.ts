// Saying that a codelist of the unit is complete for a period, and opening it again (Quy chế, Điều 2 khoản 4, Điều 6 khoản 1).
// While it is complete its entries stand still; while it is not, the reports that it serves wait. Every period asks anew.
import type { Codelist } from '../core/contract/codelist.ts'
import { issue } from '../core/issue.ts'
import { isValidOn } from '../core/validity.ts'
import { entriesOf, holdEntries } from '../store/codelist.ts'
import { addCompletion, endCompletion } from '../store/codelist-completion.ts'
import { markForRollUp } from '../store/roll-up-queue.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { boundFilings, type Bound } from './bound-codelists.ts'
import { codelistOf, datesOf, readCodelist, referenceOf, which, type Asked } from './read-codelists.ts'

type Input = Asked & { readonly period: string }

/** Throws `invalid-values` with every entry that has no code of the ministry, where the list is mapped to them. */
export const completeCodelist: Action<Input, Codelist> = {
  name: 'complete-codelist',
  writes: true,
  subject: subjectOf,
  run: async ({ period, ...asked }, context) => {
    const served = await servedIn(context, asked, period)
    const { accountId, unitId } = context.person()
    await holdEntries(context.trx, which(asked, unitId))
    const days = [...new Set(served.map((one) => one.filing.dataTo))]
    const entries = (await entriesOf(context.trx, which(asked, unitId))).filter((one) => days.some((day) => isValidOn(datesOf(one), day)))
    const unmapped = codelistOf(context, asked).scope === 'unit-mapped' ? entries.filter((one) => one.mapsTo === null) : []
    if (unmapped.length > 0) throw new Problem('invalid-values', { issues: unmapped.map(({ code, title }) => issue('entry.unmapped', `/entries/${code}`, { title })) })
    await addCompletion(context.trx, which(asked, unitId), period, accountId, context.now)
    // Lower figures that arrived meanwhile have waited for it.
    await markForRollUp(context.trx, served.map((one) => one.filing.id), context.requestId, context.now)
    return readCodelist.run(asked, context, undefined)
  },
}

export const reopenCodelist: Action<Input, Codelist> = {
  name: 'reopen-codelist',
  writes: true,
  subject: subjectOf,
  run: async ({ period, ...asked }, context) => {
    await servedIn(context, asked, period)
    const { accountId, unitId } = context.person()
    await holdEntries(context.trx, which(asked, unitId))
    if (!(await endCompletion(context.trx, which(asked, unitId), period, accountId, context.now))) throw new Problem('not-found')
    return readCodelist.run(asked, context, undefined)
  },
}

/** Reports of the open period that the list serves; a list that serves none is not asked about. */
async function servedIn(context: Context, asked: Asked, period: string): Promise<Bound[]> {
  codelistOf(context, asked)
  const served = (await boundFilings(context, context.person().unitId)).filter(({ filing, codelists }) => filing.periodId === period && codelists.includes(referenceOf(asked)))
  if (served.length === 0) throw new Problem('not-found')
  return served
}

function subjectOf({ pack, id, period }: Input): { type: string; id: string } {
  return { type: `codelist:${pack}/${id}`, id: period }
}
