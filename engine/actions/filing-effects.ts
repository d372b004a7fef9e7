// Carries out what a workflow step names: sealing the figures, handing them on, letting them count, telling people,
// choosing somebody. All within the transaction of the act.
import { dayOf } from '../core/calendar.ts'
import { filedInPlaceOf } from '../core/in-force.ts'
import { sourcesOfForm } from '../core/rollup/roll-up.ts'
import type { Workflow } from '../core/workflow/compile.ts'
import type { Effect, EffectName } from '../core/workflow/effects.ts'
import { assign } from '../store/assignment.ts'
import { filingsOfUnit, type FilingLine } from '../store/filing.ts'
import { oweMail } from '../store/mail.ts'
import { accountsMeant, notify, type Addressee, type Kind } from '../store/notification.ts'
import { markForRollUp } from '../store/roll-up-queue.ts'
import { addSeal } from '../store/seal.ts'
import { toStored, type StoredRecord } from '../store/record.ts'
import { Problem } from '../problem.ts'
import type { Context } from './action.ts'
import { compiledForm } from './compiled.ts'
import type { OpenFiling } from './open-filing.ts'

/** What the effects change on the filing itself. */
export type Outcome = { sealId?: string; sentAt?: Date; countedSealId?: string }

/** A step that is being carried out; `chosen`: the person whom whoever acts assigns. */
export type Carried = {
  readonly open: OpenFiling
  readonly lower: readonly FilingLine[]
  readonly to: string
  readonly cause: Cause
  readonly chosen?: string | undefined
}
/** `due`: the last day of the clock that it is about. */
export type Cause = { readonly kind: Kind; readonly about: string; readonly due?: string }

type Carry = (context: Context, carried: Carried, so: Outcome, about: Effect['about']) => Promise<Outcome>

/** Clocks and tasks are read from what has happened, so there is nothing to carry out. */
const asItIs: Carry = async (_context, _carried, so) => so

const carry: Readonly<Record<EffectName, Carry>> = {
  // The act is judged on the record with the zeros in it, so they were written before (act-on-filing.ts).
  'write-zeros': asItIs,

  'seal': async (context, { open, lower }, so) => ({ ...so, sealId: await seal(context, open, lower) }),

  'deliver': async ({ now }, _carried, so) => ({ ...so, sentAt: now }),

  'count': async (context, { open: { filing } }, so) => {
    const counted = so.sealId ?? filing.sealId
    // A workflow that lets something count that nobody sealed is caught here rather than believed.
    if (counted === null) throw new Problem('act-not-possible')
    await markForRollUp(context.trx, await uppersOf(context, filing), context.requestId, context.now)
    return { ...so, countedSealId: counted }
  },

  'notify': async (context, { open: { filing, workflow }, to, cause }, so, roles) => {
    await tell(context, { id: filing.id, workflow, state: to }, roles, cause)
    return so
  },

  'assign': async (context, { open: { filing }, chosen }, so, [role = '']) => {
    if (chosen !== undefined) await assign(context.trx, { filingId: filing.id, role, accountId: chosen, by: context.person().accountId }, context.now)
    return so
  },

  'start-clock': asItIs,
  'stop-clock': asItIs,
  'open-task': asItIs,
  'close-task': asItIs,
}

export async function carryOutEffects(context: Context, carried: Carried, effects: readonly Effect[]): Promise<Outcome> {
  let outcome: Outcome = {}
  // Whoever is told of an assignment has to be assigned first.
  const inTurn = [...effects].sort((a, b) => Number(a.name === 'notify') - Number(b.name === 'notify'))
  for (const { name, about } of inTurn) outcome = await carry[name](context, carried, outcome, about)
  return outcome
}

/** Tells the people whom roles mean; `holder` means those who hold the state. A party has no account to be told at. */
export async function tell(
  context: Pick<Context, 'trx' | 'now' | 'parts'>, filing: { id: string; workflow: Workflow; state: string }, roles: readonly string[], { kind, about, due }: Cause,
): Promise<void> {
  const meant = roles.flatMap((role) => (role === 'holder' ? (filing.workflow.states.get(filing.state)?.holders ?? []) : [role]))
  const accounts = await accountsMeant(context.trx, filing.id, addresseesOf(meant), dayOf(context.now))
  await notify(context.trx, accounts, { filingId: filing.id, kind, about, due: due ?? null }, context.now)
  if (kind !== 'act') await oweMail(context, accounts)
}

export function addresseesOf(roles: readonly string[]): Addressee[] {
  return roles.filter((role) => role !== 'party').map((role) => {
    const [first = '', second] = role.split('.')
    return second === undefined ? { relation: 'own', role: first } : { relation: first, role: second }
  })
}

/** An immutable copy with its hash (Quy chế, Điều 4 khoản 4): what is sent is exactly what was approved. */
async function seal(context: Context, { filing, compiled, outside, codes, sheet }: OpenFiling, lower: readonly FilingLine[]): Promise<string> {
  const person = context.person()
  const { explanation, reasons, paper } = filing.texts
  return addSeal(
    context.trx,
    {
      filingId: filing.id,
      by: person.accountId,
      revision: filing.revision,
      formVersion: filing.formVersion,
      record: withCodes(toStored(sheet, compiled.ordinals, 'counted'), codes),
      content: {
        form: { pack: filing.packId, id: filing.formId, version: filing.formVersion },
        period: filing.periodId,
        unit: { id: filing.unitId, name: filing.unitName, parent: filing.parentName },
        receiver: filing.receiverId,
        onBehalf: filing.onBehalf,
        coverage: lower.map((one) => ({ filing: one.id, seal: one.countedSealId })),
        texts: { ...(explanation === undefined ? {} : { explanation }), ...(reasons === undefined ? {} : { reasons }), ...(paper === undefined ? {} : { paper }) },
        ...(compiled.form.outside.length === 0 ? {} : { outside }),
        ...(compiled.form.readsCalendar ? { calendar: context.parts.installed().calendar } : {}),
        approvedBy: person.login,
      },
    },
    context.now,
  )
}

/** Rows of a unit's own entries keep the code under which they are added up above. */
function withCodes(record: StoredRecord, codes: ReadonlyMap<string, string>): StoredRecord {
  if (codes.size === 0) return record
  return { ...record, rows: record.rows.map((row) => ({ ...row, ...given(codes.get(`${row.table} ${row.key}`)) })) }
}

function given(code: string | undefined): { code?: string } {
  return code === undefined ? {} : { code }
}

/** The receiver's filings of the same period whose forms take this one in. */
export async function uppersOf(context: Context, filing: FilingLine): Promise<string[]> {
  if (filing.receiverId === null) return []
  const references = filedInPlaceOf(`${filing.packId}/${filing.formId}`, context.parts.installed().packs)
  const candidates = await filingsOfUnit(context.trx, filing.periodId, filing.receiverId)
  const forms = await Promise.all(candidates.map((one) => compiledForm(context, one)))
  return candidates.filter((_, index) => {
    const compiled = forms[index]
    return compiled !== undefined && sourcesOfForm(compiled.form, compiled.pack).some((one) => references.includes(one))
  }).map((one) => one.id)
}
