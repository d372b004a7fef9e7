// Opens a reporting period (Quy chế, Điều 5): locks the one before it in the same cycle, moves its unfinished reports to
// the state their workflow names, and inserts one filing per form in force, route and reporting unit. Those rows are the
// obligations that coverage, lateness and punctuality are counted from.
import { dayOf } from '../core/calendar.ts'
import type { PeriodRef } from '../core/contract/shapes.ts'
import type { FormDefinition } from '../core/form/definition.ts'
import { formsInForce, type InForce } from '../core/in-force.ts'
import { sentence } from '../core/messages/sentence.ts'
import type { PeriodsDefinition } from '../core/pack.ts'
import { dataToOf, dueDay, exists, isAskedFor, knowsYearOf, nextPeriod, periodDays, type AskedDays } from '../core/period.ts'
import { periodKindsOf, type RouteDefinition } from '../core/route.ts'
import { isValidOn } from '../core/validity.ts'
import { endClocks, writeClocks } from '../store/clock.ts'
import { addFilings, type NewFiling } from '../store/filing.ts'
import { newId } from '../store/new-id.ts'
import { allForms, newestWorkflowVersion } from '../store/pack.ts'
import { addPeriod, closeFilings, countPeriods, findPeriod, lastPeriodOf, lockPeriod, openPeriodOf, workflowsOf } from '../store/period.ts'
import { markForRollUp } from '../store/roll-up-queue.ts'
import { bringUnitsTo, findUnitByCode, nearestAbove, unitsOn } from '../store/unit.ts'
import { Problem } from '../problem.ts'
import type { Action, Context, Installed } from './action.ts'
import { rowsOf, termsOf } from './clock-rows.ts'
import { compiledWorkflow } from './compiled.ts'

/** `days`: of a kind that is opened on request only, with the day by which the request wants an answer. */
export type OpenInput = { readonly pack: string; readonly kind: string; readonly year: number; readonly days?: AskedDays & { readonly due?: string | undefined } }
export type Opened = { readonly period: PeriodRef; readonly filings: number; readonly closed: number; readonly warnings: readonly string[] }

export const openPeriod: Action<OpenInput, Opened> = {
  name: 'open-period',
  writes: true,
  subject: ({ pack, kind, year }, opened) => ({ type: 'period', id: opened?.period.id ?? `${pack}/${kind}/${year}` }),
  run: async (input, context) => {
    const { pack, kind, year } = input
    const { trx, now } = context
    const installed = context.parts.installed()
    const periods = installed.periods.get(pack)
    const declared = periods !== undefined && Object.hasOwn(periods.kinds, kind) ? periods.kinds[kind] : undefined
    if (periods === undefined || declared === undefined || !exists(periods, input)) throw new Problem('not-found')
    if (isAskedFor(declared) !== (input.days !== undefined)) throw new Problem('bad-request')
    const days = periodDays(declared, year, input.days)
    const end = dataToOf(days.dataTo, undefined)
    if (!isPackInForce(installed, pack, end)) throw new Problem('pack-not-in-force', { params: { day: end } })
    const { cycle } = declared
    if (cycle !== undefined) await mustFollow(context, periods, cycle, input)
    const before = cycle === undefined ? undefined : await openPeriodOf(trx, cycle)
    const closed = before === undefined ? 0 : await closePeriod(context, before.id)
    await bringUnitsTo(trx, dayOf(now))
    const number = cycle === undefined ? (await countPeriods(trx, pack, kind, year)) + 1 : 1
    const id = await addPeriod(
      trx,
      { packId: pack, kind, cycle: cycle ?? null, year, number, title: days.title, dataFrom: days.from, dataTo: { ...days.dataTo }, endsOn: days.to },
      now,
    )
    const forms = formsInForce<FormDefinition>(pack, input, periods.kinds, await allForms(trx), installed.packs.filter((one) => isPackInForce(installed, one.id, end)))
    const tree = treeIn(context.trx)
    const obligations = await Promise.all(forms.map((form) => obligationsOf(context, tree, { ...input, dataTo: days.dataTo }, form)))
    const filings = obligations.flat()
    await addFilings(trx, id, filings.map((one) => one.filing))
    await startClocks(context, filings.map((one) => one.filing))
    await markForRollUp(trx, filings.filter((one) => one.rollsUp).map((one) => one.filing.id), context.requestId, now)
    return {
      period: { id, title: days.title, kind, year, dataFrom: days.from, locked: false },
      filings: filings.length,
      closed,
      warnings: warningsOf(installed, filings.flatMap((one) => one.filing.dueOn ?? [])),
    }
  },
}

/** A pack whose validity the days of a period lie outside of asks for nothing in it. */
function isPackInForce({ packs }: Installed, id: string, day: string): boolean {
  const pack = packs.find((one) => one.id === id)
  return pack === undefined || isValidOn({ from: pack['valid-from'], to: pack['valid-to'] }, day)
}

/** Due days of years that the calendar knows no holidays of: they were moved off week-ends only. */
function warningsOf({ calendar }: Installed, days: readonly string[]): string[] {
  const years = new Set(days.filter((day) => !knowsYearOf(day, calendar)).map((day) => day.slice(0, 4)))
  return [...years].sort().map((year) => sentence('period.calendar-missing', { year }))
}

/** Opening locks what came before, so only the period that follows in its cycle can be opened: a wrong year closes nothing. */
async function mustFollow({ trx }: Context, periods: PeriodsDefinition, cycle: string, { pack, kind, year }: OpenInput): Promise<void> {
  const last = await lastPeriodOf(trx, pack, cycle)
  const next = last === undefined ? undefined : nextPeriod(periods, last)
  const wanted = next === undefined ? undefined : periods.kinds[next.kind]
  if (next === undefined || wanted === undefined || (next.kind === kind && next.year === year)) return
  const isThere = (await findPeriod(trx, pack, kind, year)) !== undefined
  throw isThere ? new Problem('already-exists') : new Problem('period-not-next', { params: { next: periodDays(wanted, next.year).title } })
}

/** Locks a period; what is unfinished is closed without being sent (Quy chế, Điều 5 khoản 3). */
export async function closePeriod(context: Context, id: string): Promise<number> {
  await lockPeriod(context.trx, id, context.now)
  await endClocks(context.trx, id)
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

/** What the routes of a period ask of the tree; each question once, for most forms go the same ways. */
type Tree = {
  readonly unitsOn: (kind: string, day: string) => ReturnType<typeof unitsOn>
  readonly nearestAbove: (kind: string, day: string) => ReturnType<typeof nearestAbove>
}

function treeIn(trx: Context['trx']): Tree {
  const once = <T>(ask: (kinds: readonly string[], day: string) => Promise<T>): ((kind: string, day: string) => Promise<T>) => {
    const asked = new Map<string, Promise<T>>()
    return (kind, day) => {
      const known = asked.get(`${kind} ${day}`) ?? ask([kind], day)
      asked.set(`${kind} ${day}`, known)
      return known
    }
  }
  return { unitsOn: once((kinds, day) => unitsOn(trx, kinds, day)), nearestAbove: once((kinds, day) => nearestAbove(trx, kinds, day)) }
}

async function obligationsOf(context: Context, tree: Tree, period: Period, form: InForce<FormDefinition>): Promise<Obligation[]> {
  const routes = form.routes.filter((route) => periodKindsOf(route).includes(period.kind))
  return (await Promise.all(routes.map((route) => filingsOf(context, tree, period, form, route)))).flat()
}

/** Clocks that run from the first state on. Filings of one workflow and due day begin alike, so they are read once. */
async function startClocks(context: Context, filings: readonly NewFiling[]): Promise<void> {
  const alike = new Map<string, NewFiling[]>()
  for (const one of filings) {
    const key = `${one.workflowPack}/${one.workflowId}/${one.workflowVersion}/${one.dueOn ?? ''}`
    const group = alike.get(key)
    if (group === undefined) alike.set(key, [one])
    else group.push(one)
  }
  for (const group of alike.values()) {
    const [first] = group
    if (first === undefined) continue
    const workflow = await compiledWorkflow(context, first)
    if (workflow.clocks.size === 0) continue
    const opened = { at: context.now, revision: -1, action: null, to: workflow.initial }
    const rows = rowsOf(termsOf(context.parts, workflow, first), first.id, [opened], context.now, [])
    await writeClocks(context.trx, group.flatMap(({ id }) => rows.map((row) => ({ ...row, filingId: id }))))
  }
}

/** Who reports, to whom and under which name is as it was on the data cut-off of the unit's class. */
async function filingsOf(context: Context, tree: Tree, period: Period, { packId, definition: form }: InForce<FormDefinition>, route: RouteDefinition): Promise<Obligation[]> {
  const { now, parts } = context
  const { organisation, calendar } = parts.installed()
  const workflow = await workflowOf(context, packId, route)
  const due = route.due?.[period.kind]
  const perKind = await Promise.all(
    route.reporting.map(async (kindId) => {
      const kind = organisation.kinds[kindId]
      const dataTo = dataToOf(period.dataTo, kind?.class)
      if (!isValidOn(route, dataTo) || !isValidOn(kind ?? {}, dataTo)) return []
      const receiverOf = await receivers(context, tree, route, dataTo)
      const copiesOf = await copies(context, tree, route, dataTo)
      const units = await tree.unitsOn(kindId, dataTo)
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
          copyTo: copiesOf(unit.id),
          onBehalf: kind?.['without-account'] === true && !unit.hasAccount,
          needsChecker: kind?.['needs-checker'] === true,
          dueOn: period.days?.due ?? (due === undefined ? null : dueDay(due, period.year, calendar)),
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
async function receivers(context: Context, tree: Tree, route: RouteDefinition, day: string): Promise<(unitId: string) => string | null> {
  const { receiver } = route
  if (receiver === undefined) return () => null
  if (typeof receiver === 'object' && !Array.isArray(receiver)) {
    const unit = await findUnitByCode(context.trx, receiver.unit)
    return () => unit?.id ?? null
  }
  const byKind = await Promise.all((typeof receiver === 'string' ? [receiver] : receiver).map((kind) => tree.nearestAbove(kind, day)))
  return (unitId) => byKind.map((above) => above.get(unitId)).find((one) => one !== undefined) ?? null
}

/** Units beside the receiver that may read what has been sent: the nearest one of a kind, or a named one. */
async function copies(context: Context, tree: Tree, route: RouteDefinition, day: string): Promise<(unitId: string) => string[] | null> {
  const to = route['copy-to']
  if (to === undefined) return () => null
  const each = await Promise.all(to.map((one) => receivers(context, tree, { ...route, receiver: one }, day)))
  return (unitId) => each.flatMap((of) => of(unitId) ?? [])
}
