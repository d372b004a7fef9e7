// Opens a reporting period (Quy chế, Điều 5): locks the one before it in the same cycle, moves its unfinished reports to
// the state their workflow names, and inserts one filing per form in force, route and reporting unit. Those rows are the
// obligations that coverage, lateness and punctuality are counted from.
import type { PeriodRef } from '../core/contract/shapes.ts'
import type { FormDefinition, RouteDefinition } from '../core/form/definition.ts'
import type { PeriodsDefinition } from '../core/pack.ts'
import { dataToOf, dueDay, nextPeriod, periodDays } from '../core/period.ts'
import { addFilings, type NewFiling } from '../store/filing.ts'
import { newId } from '../store/new-id.ts'
import { newestForms, newestWorkflowVersion } from '../store/pack.ts'
import { addPeriod, closeFilings, findPeriod, lastPeriodOf, lockPeriod, openPeriodOf, workflowsOf } from '../store/period.ts'
import { markForRollUp } from '../store/roll-up-queue.ts'
import { findUnitByCode, nearestAbove, unitsOn } from '../store/unit.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { compiledWorkflow } from './compiled.ts'

export type OpenInput = { readonly pack: string; readonly kind: string; readonly year: number }
export type Opened = { readonly period: PeriodRef; readonly filings: number; readonly closed: number }

export const openPeriod: Action<OpenInput, Opened> = {
  name: 'open-period',
  writes: true,
  subject: ({ pack, kind, year }, opened) => ({ type: 'period', id: opened?.period.id ?? `${pack}/${kind}/${year}` }),
  run: async ({ pack, kind, year }, context) => {
    const { trx, now, parts } = context
    const periods = parts.installed().periods.get(pack)
    const declared = periods?.kinds[kind]
    if (periods === undefined || declared === undefined) throw new Problem('not-found')
    await mustFollow(context, periods, { pack, kind, year })
    const before = await openPeriodOf(trx, declared.cycle)
    const closed = before === undefined ? 0 : await closePeriod(context, before.id)
    const days = periodDays(declared, year)
    const id = await addPeriod(
      trx,
      { packId: pack, kind, cycle: declared.cycle, year, title: days.title, dataFrom: days.from, dataTo: { ...days.dataTo }, endsOn: days.to },
      now,
    )
    const filings = await obligations(context, { pack, kind, year, dataTo: days.dataTo })
    await addFilings(trx, id, filings.map((one) => one.filing))
    await markForRollUp(trx, filings.filter((one) => one.rollsUp).map((one) => one.filing.id), context.requestId, now)
    return { period: { id, title: days.title, kind, year, dataFrom: days.from, locked: false }, filings: filings.length, closed }
  },
}

/** Opening locks what came before, so only the period that follows in its cycle can be opened: a wrong year closes nothing. */
async function mustFollow({ trx }: Context, periods: PeriodsDefinition, { pack, kind, year }: OpenInput): Promise<void> {
  const last = await lastPeriodOf(trx, pack, periods.kinds[kind]?.cycle ?? '')
  const next = last === undefined ? undefined : nextPeriod(periods, last)
  const wanted = next === undefined ? undefined : periods.kinds[next.kind]
  if (next === undefined || wanted === undefined || (next.kind === kind && next.year === year)) return
  const isThere = (await findPeriod(trx, pack, kind, year)) !== undefined
  throw isThere ? new Problem('already-exists') : new Problem('period-not-next', { params: { next: periodDays(wanted, next.year).title } })
}

/** Locks a period; what is unfinished is closed without being sent (Quy chế, Điều 5 khoản 3). */
export async function closePeriod(context: Context, id: string): Promise<number> {
  await lockPeriod(context.trx, id, context.now)
  let closed = 0
  for (const version of await workflowsOf(context.trx, id)) {
    const workflow = await compiledWorkflow(context, { workflowPack: version.packId, workflowId: version.id, workflowVersion: version.version })
    const closes = Object.fromEntries([...workflow.states.values()].flatMap((state) => (state.source['closes-to'] === undefined ? [] : [[state.id, state.source['closes-to']]])))
    closed += await closeFilings(context.trx, id, version, closes, context.now)
  }
  return closed
}

type Period = OpenInput & { readonly dataTo: Readonly<Record<string, string>> }
type Obligation = { readonly filing: NewFiling; readonly rollsUp: boolean }

async function obligations(context: Context, period: Period): Promise<Obligation[]> {
  const forms = (await newestForms(context.trx)).filter((form) => form.packId === period.pack)
  const all: Obligation[] = []
  for (const { packId, definition } of forms) {
    for (const route of definition.routes) {
      if (isDueIn(route, period.kind)) all.push(...(await filingsOf(context, period, packId, definition, route)))
    }
  }
  return all
}

function isDueIn(route: RouteDefinition, kind: string): boolean {
  return route.periods?.includes(kind) === true || route.due?.[kind] !== undefined
}

async function filingsOf(context: Context, period: Period, packId: string, form: FormDefinition, route: RouteDefinition): Promise<Obligation[]> {
  const { trx, now, parts } = context
  const { organisation, calendar } = parts.installed()
  const workflow = await workflowOf(context, packId, route)
  const due = route.due?.[period.kind]
  const perKind = await Promise.all(
    route.reporting.map(async (kindId) => {
      const kind = organisation.kinds[kindId]
      const dataTo = dataToOf(period.dataTo, kind?.class)
      const receiverOf = await receivers(context, route, dataTo)
      const units = await unitsOn(trx, [kindId], dataTo)
      return units.map((unit): Obligation => ({
        rollsUp: (form.tables ?? []).some((table) => table['roll-up'] !== undefined),
        filing: {
          id: newId(now),
          packId,
          formId: form.id,
          formVersion: form.version,
          ...workflow,
          unitId: unit.id,
          unitName: unit.name,
          parentId: unit.parentId,
          receiverId: receiverOf(unit.id),
          onBehalf: kind?.['without-account'] === true && !unit.hasAccount,
          needsChecker: kind?.['needs-checker'] === true,
          dueOn: due === undefined ? null : dueDay(due, period.year, calendar),
          dataTo,
        },
      }))
    }),
  )
  return perKind.flat()
}

async function workflowOf(context: Context, packId: string, route: RouteDefinition): Promise<Pick<NewFiling, 'workflowPack' | 'workflowId' | 'workflowVersion' | 'state'>> {
  const [first = '', second] = route.workflow.split('/')
  const [workflowPack, workflowId] = second === undefined ? [packId, first] : [first, second]
  const workflowVersion = await newestWorkflowVersion(context.trx, workflowPack, workflowId)
  if (workflowVersion === undefined) throw new Error(`The workflow ${route.workflow} is not installed`)
  const workflow = await compiledWorkflow(context, { workflowPack, workflowId, workflowVersion })
  return { workflowPack, workflowId, workflowVersion, state: workflow.initial }
}

/** The nearest living unit of the first kind that exists, or the named unit. A unit without one is the top. */
async function receivers(context: Context, route: RouteDefinition, day: string): Promise<(unitId: string) => string | null> {
  const { receiver } = route
  if (receiver === undefined) return () => null
  if (typeof receiver === 'object' && !Array.isArray(receiver)) {
    const unit = await findUnitByCode(context.trx, receiver.unit)
    return () => unit?.id ?? null
  }
  const byKind = await Promise.all((typeof receiver === 'string' ? [receiver] : receiver).map((kind) => nearestAbove(context.trx, [kind], day)))
  return (unitId) => byKind.map((above) => above.get(unitId)).find((one) => one !== undefined) ?? null
}
