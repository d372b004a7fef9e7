// Carries out what a workflow step names: sealing the figures, handing them on, letting them count. All within the
// transaction of the act.
import { sourcesOfForm } from '../core/rollup/roll-up.ts'
import type { Effect, EffectName } from '../core/workflow/effects.ts'
import { valuesOf } from '../core/calculation/sheet.ts'
import { filingsOfUnit, type FilingLine } from '../store/filing.ts'
import { markForRollUp } from '../store/roll-up-queue.ts'
import { addSeal } from '../store/seal.ts'
import { toStored } from '../store/record.ts'
import { Problem } from '../problem.ts'
import type { Context } from './action.ts'
import { compiledForm } from './compiled.ts'
import type { OpenFiling } from './open-filing.ts'

/** What the effects change on the filing itself. */
export type Outcome = { sealId?: string; sentAt?: Date; countedSealId?: string }

type Carry = (context: Context, open: OpenFiling, lower: readonly FilingLine[], so: Outcome) => Promise<Outcome>

/** Clocks and tasks are read from what has happened, so there is nothing to carry out. */
const asItIs: Carry = async (_context, _open, _lower, so) => so

const carry: Readonly<Record<EffectName, Carry>> = {
  seal: async (context, open, lower, so) => ({ ...so, sealId: await seal(context, open, lower) }),

  deliver: async ({ now }, _open, _lower, so) => ({ ...so, sentAt: now }),

  count: async (context, { filing }, _lower, so) => {
    const counted = so.sealId ?? filing.sealId
    // A workflow that lets something count that nobody sealed is caught here rather than believed.
    if (counted === null) throw new Problem('act-not-possible')
    await markForRollUp(context.trx, await uppersOf(context, filing), context.requestId, context.now)
    return { ...so, countedSealId: counted }
  },

  'notify': asItIs,
  'assign': asItIs,
  'start-clock': asItIs,
  'stop-clock': asItIs,
  'open-task': asItIs,
  'close-task': asItIs,
}

export async function carryOutEffects(context: Context, open: OpenFiling, lower: readonly FilingLine[], effects: readonly Effect[]): Promise<Outcome> {
  let outcome: Outcome = {}
  for (const effect of effects) outcome = await carry[effect.name](context, open, lower, outcome)
  return outcome
}

/** An immutable copy with its hash (Quy chế, Điều 4 khoản 4): what is sent is exactly what was approved. */
async function seal(context: Context, { filing, compiled, sheet }: OpenFiling, lower: readonly FilingLine[]): Promise<string> {
  const person = context.person()
  const { explanation, reasons, paper } = filing.texts
  return addSeal(
    context.trx,
    {
      filingId: filing.id,
      by: person.accountId,
      revision: filing.revision,
      formVersion: filing.formVersion,
      record: toStored(compiled.form, compiled.ordinals, valuesOf(sheet)),
      content: {
        form: { pack: filing.packId, id: filing.formId, version: filing.formVersion },
        period: filing.periodId,
        unit: { id: filing.unitId, name: filing.unitName, parent: filing.parentName },
        receiver: filing.receiverId,
        onBehalf: filing.onBehalf,
        coverage: lower.map((one) => ({ filing: one.id, seal: one.countedSealId })),
        texts: { ...(explanation === undefined ? {} : { explanation }), ...(reasons === undefined ? {} : { reasons }), ...(paper === undefined ? {} : { paper }) },
        approvedBy: person.login,
      },
    },
    context.now,
  )
}

/** The receiver's filings of the same period whose forms take this one in. */
export async function uppersOf(context: Context, filing: FilingLine): Promise<string[]> {
  if (filing.receiverId === null) return []
  const reference = `${filing.packId}/${filing.formId}`
  const candidates = await filingsOfUnit(context.trx, filing.periodId, filing.receiverId)
  const forms = await Promise.all(candidates.map((one) => compiledForm(context, one)))
  return candidates.filter((_, index) => {
    const compiled = forms[index]
    return compiled !== undefined && sourcesOfForm(compiled.form, compiled.pack).includes(reference)
  }).map((one) => one.id)
}
