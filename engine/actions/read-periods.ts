// Reporting periods for whoever opens them: the list with how far each one is, the preview of an opening, and who has not
// finished what. Names, states and counts of every unit, never a figure, so no scope is asked for beside the capability.
import { dayOf } from '../core/calendar.ts'
import type {
  FormDemand, FormTally, Locks, MovedDue, NextPeriod, PeriodChoice, PeriodLine, PeriodList, PeriodPreview, StateTally, UnfinishedList,
} from '../core/contract/period.ts'
import type { FormRef, PeriodRef } from '../core/contract/shapes.ts'
import { isAskedFor, openBy, periodDays, standingOf, type PeriodDays } from '../core/period.ts'
import { findPeriod, findPeriodById, lastPeriodOf, newestPeriods, type Period } from '../store/period.ts'
import { stateCounts, unfinishedLines, type StateCount } from '../store/period-closing.ts'
import { countUntold } from '../store/period-notice.ts'
import { Problem } from '../problem.ts'
import type { Action, Context, Installed } from './action.ts'
import { closesIn, comingPeriod, followingPeriod, type ComingPeriod, type PeriodWanted } from './coming-period.ts'
import { compiledWorkflow } from './compiled.ts'
import { stateOf } from './filing-view.ts'
import type { Obligation } from './obligations.ts'
import { warningsOf } from './open-period.ts'

/** Twelve years of a cycle. */
const most = 40
const atOnce = 50

export const listPeriods: Action<undefined, PeriodList> = {
  name: 'list-periods',
  writes: false,
  run: async (_input, context) => {
    const periods = await newestPeriods(context.trx, most)
    const counts = groupedBy(await stateCounts(context.trx, periods.map((one) => one.id)), (one) => one.periodId)
    return {
      periods: await Promise.all(periods.map((one) => lineOf(context, one, counts.get(one.id) ?? []))),
      ...(await openings(context)),
    }
  },
}

async function lineOf(context: Context, period: Period, counts: readonly StateCount[]): Promise<PeriodLine> {
  const shown = await shownAs(context, counts)
  return {
    period: refOf(period), pack: packOf(context.parts.installed(), period.packId), to: period.endsOn,
    openedAt: period.openedAt.toISOString(), lockedAt: period.lockedAt?.toISOString() ?? null,
    total: sum(counts),
    finished: sum(shown.filter((one) => one.isFinished)),
    states: tally(shown),
    closing: period.lockedAt === null || period.unfinished === null ? null : { unfinished: period.unfinished, moved: period.moved, over: period.closedAt !== null },
  }
}

/** What can be opened: the period that follows in each cycle, and kinds of which any year can be the first. */
async function openings(context: Context): Promise<{ next: NextPeriod[]; choices: PeriodChoice[] }> {
  const installed = context.parts.installed()
  const next: NextPeriod[] = []
  const choices: PeriodChoice[] = []
  for (const [id, periods] of installed.periods) {
    const pack = packOf(installed, id)
    const kinds = Object.entries(periods.kinds)
    for (const [kind, declared] of kinds.filter(([, one]) => isAskedFor(one))) choices.push(choiceOf(pack, kind, declared.title, true))
    for (const cycle of new Set(kinds.flatMap(([, one]) => one.cycle ?? []))) {
      const last = await lastPeriodOf(context.trx, id, cycle)
      if (last === undefined) {
        for (const [kind, one] of kinds.filter(([, each]) => each.cycle === cycle)) choices.push(choiceOf(pack, kind, one.title, false))
        continue
      }
      const following = followingPeriod(installed, last)
      // Where the circular after has had its first period, its own last one leads on.
      if (following === undefined || (following.pack !== id && (await findPeriod(context.trx, following.pack, following.kind, following.year)) !== undefined)) continue
      const days = periodDays(following.declared, following.year)
      const by = openBy(following.periods, days)
      next.push({
        pack: packOf(installed, following.pack), kind: following.kind, year: following.year, title: days.title, from: days.from, to: days.to,
        openBy: by, standing: standingOf(following.periods, by, dayOf(context.now)),
      })
    }
  }
  return { next: next.sort((a, b) => (a.openBy < b.openBy ? 1 : -1)), choices }
}

function choiceOf(pack: NextPeriod['pack'], kind: string, title: string, onRequest: boolean): PeriodChoice {
  return { pack, kind, title: title.replace('{year}', '…'), onRequest }
}

export const previewPeriod: Action<PeriodWanted, PeriodPreview> = {
  name: 'preview-period',
  writes: false,
  run: async (wanted, context) => {
    const coming = await comingPeriod(context, wanted)
    const installed = context.parts.installed()
    const { days, obligations, cycle, periods } = coming
    const by = cycle === null ? null : openBy(periods, days)
    return {
      pack: packOf(installed, wanted.pack), kind: wanted.kind, year: wanted.year, title: days.title, from: days.from, to: days.to,
      dataTo: dataEnds(installed, days),
      openBy: by,
      standing: by === null ? null : standingOf(periods, by, dayOf(context.now)),
      total: obligations.length,
      forms: [...groupedBy(obligations, ({ filing }) => `${filing.packId}/${filing.formId}`).values()].map((each) => demandOf(installed, each)).sort((a, b) => a.form.code.localeCompare(b.form.code, 'vi')),
      warnings: warningsOf(installed, obligations.flatMap((one) => one.filing.dueOn ?? []), context.language),
      locks: await locksOf(context, coming),
      confirmation: coming.confirmation,
    }
  },
}

/** Until when figures are real: for the classes of unit that have a day of their own, then for all others. */
function dataEnds({ organisation }: Installed, { dataTo }: PeriodDays): PeriodPreview['dataTo'] {
  const titles = (unitClass: string): string => Object.values(organisation.kinds).filter((one) => one.class === unitClass).map((one) => one.title).join(', ')
  return Object.entries(dataTo).sort(([a], [b]) => Number(a === 'default') - Number(b === 'default'))
    .map(([unitClass, day]) => ({ units: unitClass === 'default' ? null : titles(unitClass), day }))
}

function demandOf({ organisation, calendar }: Installed, obligations: readonly Obligation[]): FormDemand {
  const { filing, form } = obligations[0] as Obligation
  const moved = new Map<string, MovedDue>()
  for (const { stated, filing: { dueOn } } of obligations) {
    if (stated !== null && dueOn !== null && stated !== dueOn) moved.set(stated, { stated, due: dueOn, why: calendar.holidays[stated] ?? null })
  }
  return {
    form: { pack: filing.packId, id: filing.formId, version: filing.formVersion, code: form.code, title: form.title },
    kinds: [...groupedBy(obligations, (one) => one.unitKind)].map(([kind, each]) => ({ kind, title: organisation.kinds[kind]?.title ?? kind, count: each.length })),
    due: [...new Set(obligations.flatMap((one) => one.filing.dueOn ?? []))].sort(),
    moved: [...moved.values()].sort((a, b) => (a.stated < b.stated ? -1 : 1)),
  }
}

async function locksOf(context: Context, { before, unfinished }: ComingPeriod): Promise<Locks | null> {
  if (before === undefined) return null
  const counts = await shownAs(context, await stateCounts(context.trx, [before.id]))
  const open = counts.filter((one) => !one.isFinished)
  const isTold = context.parts.installed().periods.get(before.packId)?.notices !== undefined
  const forms = [...groupedBy(open, (one) => `${one.packId}/${one.formId}/${one.formVersion}`).values()].map((each): FormTally => {
    return { form: formOf(each[0] as StateCount), count: sum(each), states: tally(each) }
  })
  return { period: refOf(before), total: sum(counts), unfinished: unfinished.count, untold: isTold ? await countUntold(context.trx, before.id, unfinished.closes) : null, forms }
}

export const listUnfinished: Action<{ id: string; after?: string | undefined }, UnfinishedList> = {
  name: 'list-unfinished',
  writes: false,
  run: async ({ id, after }, context) => {
    if ((await findPeriodById(context.trx, id)) === undefined) throw new Problem('not-found')
    const lines = await unfinishedLines(context.trx, id, await closesIn(context, id), { after, limit: atOnce + 1 })
    return {
      filings: await Promise.all(lines.slice(0, atOnce).map(async (line) => ({
        id: line.id, form: formOf(line), parent: line.parentName, due: line.dueOn,
        unit: { id: line.unitId, code: line.unitCode, name: line.unitName, kind: line.unitKind },
        state: stateOf(await compiledWorkflow(context, line), line.state),
      }))),
      more: lines.length > atOnce,
    }
  },
}

type Shown = StateCount & { readonly shown: StateTally['state']; readonly order: number; readonly isFinished: boolean }

/** Counts with the words of their workflow; a report is unfinished where its workflow closes it. */
async function shownAs(context: Context, counts: readonly StateCount[]): Promise<Shown[]> {
  return Promise.all(counts.map(async (one) => {
    const workflow = await compiledWorkflow(context, one)
    const source = workflow.states.get(one.state)?.source
    const isFinished = source?.['closes-to'] === undefined && source?.tone !== 'closed'
    return { ...one, shown: stateOf(workflow, one.state), order: tones.indexOf(source?.tone ?? 'idle'), isFinished }
  }))
}

/** In the order in which a report goes on; a stored definition has lost the order of its states. */
const tones: readonly StateTally['state']['tone'][] = ['idle', 'working', 'returned', 'waiting', 'sent', 'done', 'closed']

/** States of one name are one. */
function tally(counts: readonly Shown[]): StateTally[] {
  const byState = groupedBy([...counts].sort((a, b) => a.order - b.order || (a.state < b.state ? -1 : 1)), (one) => `${one.shown.id} ${one.shown.title}`)
  return [...byState.values()].map((each) => ({ state: (each[0] as Shown).shown, count: sum(each) }))
}

function sum(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((all, one) => all + one.count, 0)
}

function refOf({ id, title, kind, year, dataFrom, lockedAt }: Period): PeriodRef {
  return { id, title, kind, year, dataFrom, locked: lockedAt !== null }
}

function formOf(one: Pick<StateCount, 'packId' | 'formId' | 'formVersion' | 'formCode' | 'formTitle'>): FormRef {
  return { pack: one.packId, id: one.formId, version: one.formVersion, code: one.formCode, title: one.formTitle }
}

function packOf({ packs }: Installed, id: string): NextPeriod['pack'] {
  return { id, title: packs.find((one) => one.id === id)?.title ?? id }
}


function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group === undefined) groups.set(keyOf(one), [one])
    else group.push(one)
  }
  return groups
}
