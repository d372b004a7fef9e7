// Following reports (Quy chế, Điều 14 khoản 3, Điều 16 khoản 3, Điều 20 khoản 1): the board of a period, single reports that
// are late or missing, and how punctual units were. Everybody who reads below follows the own unit and what stands below it,
// whoever reads what everybody has approved the whole country; nobody follows anything else.
import { dayOf } from '../core/calendar.ts'
import { addCounts, type Stage } from '../core/board.ts'
import type { Board, BoardLine, BoardPlace, FollowedList, FollowedReport, Punctuality } from '../core/contract/board.ts'
import type { FormRef, PeriodRef, UnitRef } from '../core/contract/shapes.ts'
import type { State } from '../core/workflow/compile.ts'
import { countPunctuality, countReports, follows, listReports, pathTo, periodsToFollow, type Counted, type FormCounts, type LineUnit, type ReportRow, type Sight, type StageOfState, type Wanted } from '../store/board.ts'
import { workflowVersions } from '../store/pack.ts'
import { findUnitByCode } from '../store/unit.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { compiledWorkflow } from './compiled.ts'
import { formRef, stateOf, unitRef } from './filing-view.ts'

/** `unit`: a code; absent: the topmost that the person follows. `country`: every unit, for whoever follows all of them. */
export type PlaceInput = { readonly unit?: string | undefined; readonly country?: boolean | undefined }
export type BoardInput = PlaceInput & { readonly period?: string | undefined }
export type ListInput = PlaceInput & Wanted & { readonly period: string }
/** Of one period, or of all that belong to a year. */
export type PunctualityInput = PlaceInput & { readonly period?: string | undefined; readonly year?: number | undefined }

export const readBoard: Action<BoardInput, Board> = {
  name: 'read-board',
  writes: false,
  subject: ({ unit }) => ({ type: 'unit', id: unit ?? '' }),
  run: async (input, context) => {
    const periods = await periodsToFollow(context.trx)
    const period = input.period === undefined ? periods[0] : periods.find((one) => one.id === input.period)
    if (period === undefined && input.period !== undefined) throw new Problem('not-found')
    const day = period?.day ?? dayOf(context.now)
    const place = await placeOf(context, input, day)
    const rows = period === undefined ? [] : await countReports(context.trx, await sightOf(context, place, { day, periods: [period.id] }))
    const forms = formsOf(rows)
    const lines = linesOf(rows, place, forms)
    return {
      place,
      period: period === undefined ? null : refOf(period),
      periods: periods.map(refOf),
      forms,
      lines,
      total: addCounts(lines.map((one) => one.total)),
      today: dayOf(context.now),
      reminds: context.person().capabilities.has('remind-units'),
    }
  },
}

export const listFollowed: Action<ListInput, FollowedList> = {
  name: 'list-followed',
  writes: false,
  subject: ({ unit }) => ({ type: 'unit', id: unit ?? '' }),
  run: async (input, context) => {
    const period = await periodOf(context, input.period)
    const place = await placeOf(context, input, period.day)
    const rows = await listReports(context.trx, await sightOf(context, place, { day: period.day, periods: [period.id] }), input)
    return { reports: await Promise.all(rows.map((row) => reportOf(context, row))), total: rows[0]?.total ?? 0 }
  },
}

export const readPunctuality: Action<PunctualityInput, Punctuality> = {
  name: 'read-punctuality',
  writes: false,
  subject: ({ unit }) => ({ type: 'unit', id: unit ?? '' }),
  run: async (input, context) => {
    if ((input.period === undefined) === (input.year === undefined)) throw new Problem('bad-request')
    const periods = (await periodsToFollow(context.trx)).filter((one) => (input.period === undefined ? one.year === input.year : one.id === input.period))
    if (periods.length === 0 && input.period !== undefined) throw new Problem('not-found')
    // Of several periods the tree of the last one is shown.
    const day = periods.map((one) => one.day).sort().at(-1) ?? dayOf(context.now)
    const place = await placeOf(context, input, day)
    const rows = await countPunctuality(context.trx, await sightOf(context, place, { day, periods: periods.map((one) => one.id) }))
    const lines = rows.map((row) => ({ ...lineUnit(row, place), counts: countsOf(row), daysLate: row.daysLate, mostDaysLate: row.mostDaysLate, returned: row.returned }))
    return { place, periods: periods.map(refOf), lines: ownFirst(lines) }
  },
}

/** Throws `not-found` for a period that has not been opened. */
export async function periodOf({ trx }: Pick<Context, 'trx'>, id: string): Promise<PeriodRef & { day: string }> {
  const period = (await periodsToFollow(trx)).find((one) => one.id === id)
  if (period === undefined) throw new Problem('not-found')
  return period
}

/** Throws `not-found` for a unit that the person does not follow, as for one that there is not. */
export async function placeOf(context: Context, { unit, country }: PlaceInput, day: string): Promise<BoardPlace> {
  const person = context.person()
  const everywhere = person.capabilities.has('read-approved')
  if (country === true) {
    if (!everywhere || unit !== undefined) throw new Problem('not-found')
    return { unit: null, path: [], country: true }
  }
  const own = await pathTo(context.trx, person.unitId, day)
  if (unit === undefined) {
    const top = everywhere ? own[0] : own.at(-1)
    if (top === undefined) throw new Error('A person has a unit')
    return { unit: top, path: [top], country: everywhere }
  }
  const asked = await findUnitByCode(context.trx, unit)
  if (asked === undefined || !(everywhere || (await follows(context.trx, person.units, asked.id)))) throw new Problem('not-found')
  const path = await pathTo(context.trx, asked.id, day)
  const from = everywhere ? 0 : path.findIndex((one) => person.units.includes(one.id))
  return { unit: path.at(-1) ?? null, path: from < 0 ? path.slice(-1) : path.slice(from), country: everywhere }
}

export async function sightOf(context: Context, { unit }: BoardPlace, { day, periods }: Pick<Sight, 'day' | 'periods'>): Promise<Sight> {
  return { unitId: unit?.id ?? null, day, today: dayOf(context.now), periods, stages: await stagesOf(context) }
}

async function stagesOf(context: Context): Promise<StageOfState[]> {
  const versions = await workflowVersions(context.trx)
  const each = await Promise.all(versions.map(async (version) => {
    const { workflowPack: packId, workflowId: id, workflowVersion } = version
    const { states } = await compiledWorkflow(context, version)
    return [...states.values()].map((state) => ({ packId, id, version: workflowVersion, state: state.id, stage: stageOf(state), returns: state.source.tone === 'returned' }))
  }))
  return each.flat()
}

/** Official and with somebody who has still to take it in: sent. Official without: nobody waits for it, it is done. */
export function stageOf({ source }: State): Stage {
  if (source.counts === true) return 'received'
  if (source.official === true) return source['visible-to-receiver'] === true ? 'sent' : 'received'
  if (source.final === true) return 'closed'
  return source.initial === true ? 'not-started' : 'in-work'
}

function formsOf(rows: readonly FormCounts[]): FormRef[] {
  const newest = new Map<string, FormRef>()
  for (const row of rows) {
    const key = `${row.packId}/${row.formId}`
    if ((newest.get(key)?.version ?? 0) < row.formVersion) newest.set(key, { pack: row.packId, id: row.formId, version: row.formVersion, code: row.formCode, title: row.formTitle })
  }
  return [...newest.values()].sort((a, b) => a.code.localeCompare(b.code, 'vi', { numeric: true }) || a.pack.localeCompare(b.pack))
}

function linesOf(rows: readonly FormCounts[], place: BoardPlace, forms: readonly FormRef[]): BoardLine[] {
  const byLine = new Map<string, FormCounts[]>()
  for (const row of rows) byLine.set(row.lineId, [...(byLine.get(row.lineId) ?? []), row])
  const lines = [...byLine.values()].map((own): BoardLine => {
    const counted = new Map(own.map((row) => [`${row.packId}/${row.formId}`, countsOf(row)]))
    return { ...lineUnit(own[0] as FormCounts, place), total: addCounts([...counted.values()]), cells: forms.map((form) => counted.get(`${form.pack}/${form.id}`) ?? null) }
  })
  return ownFirst(lines)
}

function lineUnit({ lineId, code, name, kind, units }: LineUnit, place: BoardPlace): { unit: UnitRef; own: boolean; units: number } {
  return { unit: { id: lineId, code, name, kind }, own: lineId === place.unit?.id, units }
}

function ownFirst<Line extends { own: boolean }>(lines: Line[]): Line[] {
  return lines.sort((a, b) => Number(b.own) - Number(a.own))
}

function countsOf({ expected, notStarted, inWork, sent, received, closed, onTime, sentLate, missing }: Counted): BoardLine['total'] {
  return { expected, notStarted, inWork, sent, received, closed, onTime, sentLate, missing }
}

function refOf({ id, title, kind, year, dataFrom, locked }: PeriodRef): PeriodRef {
  return { id, title, kind, year, dataFrom, locked }
}

async function reportOf(context: Context, row: ReportRow): Promise<FollowedReport> {
  return {
    id: row.id,
    unit: unitRef(row),
    parent: row.parentName,
    form: formRef(row),
    state: stateOf(await compiledWorkflow(context, row), row.state),
    due: row.due,
    sentAt: row.sentAt?.toISOString() ?? null,
    daysLate: row.daysLate,
    missing: row.missing,
    remindedAt: row.remindedAt?.toISOString() ?? null,
  }
}
