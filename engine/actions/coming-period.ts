// A period that is about to be opened, as its preview shows it and as the opening carries it out: which days, which
// obligations, what it locks. What the two must agree on is one hash, so that nobody opens anything else than was shown.
import { createHash } from 'node:crypto'
import type { FormDefinition } from '../core/form/definition.ts'
import { formsInForce } from '../core/in-force.ts'
import { issue } from '../core/issue.ts'
import type { PeriodsDefinition } from '../core/pack.ts'
import { dataToOf, exists, isAskedFor, nextPeriod, periodDays, type AskedDays, type PeriodDays, type PeriodKind } from '../core/period.ts'
import { isValidOn } from '../core/validity.ts'
import { allForms } from '../store/pack.ts'
import { countPeriods, findPeriod, lastPeriodOf, openPeriodOf, workflowsOf, type Period } from '../store/period.ts'
import { unfinishedOf, type Closes } from '../store/period-closing.ts'
import { Problem } from '../problem.ts'
import type { Context, Installed } from './action.ts'
import { compiledWorkflow } from './compiled.ts'
import { obligationsIn, type Obligation } from './obligations.ts'

/** `days`: of a kind that is opened on request only, with the day by which the request wants an answer. */
export type PeriodWanted = { readonly pack: string; readonly kind: string; readonly year: number; readonly days?: AskedDays & { readonly due?: string | undefined } }

/** What a lock finds unfinished. */
export type Unfinished = { readonly count: number; readonly hash: string; readonly closes: readonly Closes[] }

export type ComingPeriod = {
  readonly periods: PeriodsDefinition
  readonly cycle: string | null
  readonly days: PeriodDays
  /** 1, and more where a kind without a cycle is opened again in its year. */
  readonly number: number
  readonly obligations: readonly Obligation[]
  /** The open period of the cycle, which is locked by the opening. */
  readonly before: Period | undefined
  readonly unfinished: Unfinished
  /** Over everything that whoever opens it has to have seen. */
  readonly confirmation: string
}

export async function comingPeriod(context: Context, wanted: PeriodWanted): Promise<ComingPeriod> {
  const { pack, kind, year } = wanted
  const { trx } = context
  const installed = context.parts.installed()
  const periods = installed.periods.get(pack)
  const declared = periods !== undefined && Object.hasOwn(periods.kinds, kind) ? periods.kinds[kind] : undefined
  if (periods === undefined || declared === undefined || !exists(periods, wanted)) throw new Problem('not-found')
  if (isAskedFor(declared) !== (wanted.days !== undefined)) throw new Problem('bad-request')
  if (wanted.days !== undefined) mustBeInOrder(wanted.days)
  const days = periodDays(declared, year, wanted.days)
  const end = dataToOf(days.dataTo, undefined)
  if (!isPackInForce(installed, pack, end)) throw new Problem('pack-not-in-force', { params: { day: end } })
  const cycle = declared.cycle ?? null
  if (cycle !== null) await mustFollow(context, periods, cycle, wanted)
  const before = cycle === null ? undefined : await openPeriodOf(trx, cycle)
  const forms = formsInForce<FormDefinition>(pack, wanted, periods.kinds, await allForms(trx), installed.packs.filter((one) => isPackInForce(installed, one.id, end)))
  const obligations = await obligationsIn(context, { kind, year, dataTo: days.dataTo, due: wanted.days?.due }, forms)
  const number = cycle === null ? (await countPeriods(trx, pack, kind, year)) + 1 : 1
  const unfinished = before === undefined ? { count: 0, hash: '', closes: [] } : await unfinishedIn(context, before.id)
  const coming = { periods, cycle, days, number, obligations, before, unfinished }
  return { ...coming, confirmation: confirmationOf(wanted, coming) }
}

export type FollowingPeriod = { readonly pack: string; readonly kind: string; readonly year: number; readonly periods: PeriodsDefinition; readonly declared: PeriodKind }

/** The period that follows in the cycle; under the circular that succeeds, where its own has ended. */
export function followingPeriod(installed: Installed, { packId, kind, year }: Pick<Period, 'packId' | 'kind' | 'year'>): FollowingPeriod | undefined {
  const own = installed.periods.get(packId)
  const next = own === undefined ? undefined : nextPeriod(own, { kind, year })
  if (own === undefined || next === undefined) return undefined
  const under = (pack: string, periods: PeriodsDefinition, name: string): FollowingPeriod[] => {
    const declared = periods.kinds[name]
    const inForce = declared !== undefined && exists(periods, { kind: name, year: next.year }) && isPackInForce(installed, pack, dataToOf(periodDays(declared, next.year).dataTo, undefined))
    return inForce ? [{ pack, kind: name, year: next.year, periods, declared }] : []
  }
  const successors = [...installed.periods].flatMap(([pack, periods]) =>
    Object.entries(periods.kinds).flatMap(([name, one]) => (one.succeeds === `${packId}/${next.kind}` && !isAskedFor(one) ? under(pack, periods, name) : [])))
  return [...under(packId, own, next.kind), ...successors][0]
}

/** The reports of a period that its lock would close. Each workflow says itself in which states a report is unfinished. */
export async function unfinishedIn(context: Context, periodId: string): Promise<Unfinished> {
  const closes = await closesIn(context, periodId)
  return { ...(await unfinishedOf(context.trx, periodId, closes)), closes }
}

export async function closesIn(context: Context, periodId: string): Promise<Closes[]> {
  const perWorkflow = await Promise.all((await workflowsOf(context.trx, periodId)).map(async ({ packId, id, version }) => {
    const named = { workflowPack: packId, workflowId: id, workflowVersion: version }
    const workflow = await compiledWorkflow(context, named)
    return [...workflow.states.values()].flatMap(({ id: state, source: { 'closes-to': becomes } }) => (becomes === undefined ? [] : [{ ...named, state, becomes }]))
  }))
  return perWorkflow.flat()
}

export function confirmationOf(wanted: PeriodWanted, { days, number, obligations, before, unfinished }: Omit<ComingPeriod, 'confirmation' | 'periods' | 'cycle'>): string {
  const counts = new Map<string, number>()
  for (const { filing, unitKind } of obligations) {
    const key = `${filing.packId}/${filing.formId}/${filing.formVersion} ${unitKind} ${filing.dueOn ?? ''}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const shown = [wanted.pack, wanted.kind, wanted.year, days, number, [...counts].sort(), before?.id ?? null, unfinished.count, unfinished.hash]
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex')
}

/** A pack whose validity the days of a period lie outside of asks for nothing in it. */
export function isPackInForce({ packs }: Installed, id: string, day: string): boolean {
  const pack = packs.find((one) => one.id === id)
  return pack === undefined || isValidOn({ from: pack['valid-from'], to: pack['valid-to'] }, day)
}

/** Opening locks what came before, so only the period that follows in its cycle can be opened: a wrong year closes nothing. */
async function mustFollow({ trx }: Context, periods: PeriodsDefinition, cycle: string, { pack, kind, year }: PeriodWanted): Promise<void> {
  const last = await lastPeriodOf(trx, pack, cycle)
  const next = last === undefined ? undefined : nextPeriod(periods, last)
  const wanted = next === undefined ? undefined : periods.kinds[next.kind]
  if (next === undefined || wanted === undefined || (next.kind === kind && next.year === year)) return
  const isThere = (await findPeriod(trx, pack, kind, year)) !== undefined
  throw isThere ? new Problem('already-exists') : new Problem('period-not-next', { params: { next: periodDays(wanted, next.year).title } })
}

/** Days that a request states in an order which no figures could have. */
function mustBeInOrder({ from, to, dataTo, due }: NonNullable<PeriodWanted['days']>): void {
  const issues = [
    ...(to < from ? [issue('period.days-to', '/days/to')] : []),
    ...(dataTo < from || dataTo > to ? [issue('period.days-data-to', '/days/dataTo')] : []),
    ...(due !== undefined && due < dataTo ? [issue('period.days-due', '/days/due')] : []),
  ]
  if (issues.length > 0) throw new Problem('invalid-input', { issues })
}
