// Opens a reporting period (Quy chế, Điều 5): inserts one filing per form in force, route and reporting unit, then locks the
// period before it in the same cycle. Those rows are the obligations that coverage, lateness and punctuality are counted
// from. A person opens only what a preview has shown (read-periods.ts); what is unfinished is moved behind the lock.
import { dayOf } from '../core/calendar.ts'
import type { PeriodRef } from '../core/contract/shapes.ts'
import { sentence } from '../core/messages/sentence.ts'
import { knowsYearOf } from '../core/period.ts'
import { writeClocks } from '../store/clock.ts'
import { addFilings, type NewFiling } from '../store/filing.ts'
import { addPeriod, holdCycle } from '../store/period.ts'
import { wakePeriods } from '../store/period-closing.ts'
import { markForRollUp } from '../store/roll-up-queue.ts'
import { bringUnitsTo } from '../store/unit.ts'
import { Problem } from '../problem.ts'
import type { Action, Context, Installed } from './action.ts'
import { rowsOf, termsOf } from './clock-rows.ts'
import { closePeriod } from './close-period.ts'
import { comingPeriod, confirmationOf, type PeriodWanted } from './coming-period.ts'
import { compiledWorkflow } from './compiled.ts'

/** `confirm`: the confirmation of the preview that the person has seen. */
export type OpenInput = PeriodWanted & { readonly confirm?: string | undefined }
/** `closed`: unfinished reports of the period before, which count as closed from now on. */
export type Opened = { readonly period: PeriodRef; readonly filings: number; readonly closed: number; readonly warnings: readonly string[] }

export const openPeriod: Action<OpenInput, Opened> = {
  name: 'open-period',
  writes: true,
  subject: ({ pack, kind, year }, opened) => ({ type: 'period', id: opened?.period.id ?? `${pack}/${kind}/${year}` }),
  run: (input, context) => open(context, input, context.actor.kind === 'person' ? { confirmed: input.confirm } : 'unasked'),
}

/** Whether somebody is asked: a person confirms what was shown, the command line and the demo's clock do not. */
export type Asking = 'unasked' | { readonly confirmed: string | undefined }

export async function open(context: Context, wanted: PeriodWanted, asking: Asking): Promise<Opened> {
  const { pack, kind, year } = wanted
  const { trx, now } = context
  const installed = context.parts.installed()
  await holdCycle(trx, installed.periods.get(pack)?.kinds[kind]?.cycle ?? `${pack}/${kind}`)
  await bringUnitsTo(trx, dayOf(now))
  const coming = await comingPeriod(context, wanted)
  mustBeConfirmed(asking, coming.confirmation)
  const { cycle, days, number, before } = coming
  const filings = coming.obligations.map((one) => one.filing)
  const id = await addPeriod(
    trx,
    { packId: pack, kind, cycle, year, number, title: days.title, dataFrom: days.from, dataTo: { ...days.dataTo }, endsOn: days.to },
    now,
  )
  await addFilings(trx, id, filings)
  await startClocks(context, filings)
  await markForRollUp(trx, coming.obligations.filter((one) => one.rollsUp).map((one) => one.filing.id), context.requestId, now)
  // Last, because from here on saves of the period before wait. What they have changed since the preview is seen now.
  const unfinished = before === undefined ? coming.unfinished : await closePeriod(context, before.id)
  mustBeConfirmed(asking, confirmationOf(wanted, { ...coming, unfinished }))
  await wakePeriods(trx)
  return {
    period: { id, title: days.title, kind, year, dataFrom: days.from, locked: false },
    filings: filings.length,
    closed: unfinished.count,
    warnings: warningsOf(installed, filings.flatMap((one) => one.dueOn ?? []), context.language),
  }
}

function mustBeConfirmed(asking: Asking, confirmation: string): void {
  if (asking === 'unasked' || asking.confirmed === confirmation) return
  throw new Problem(asking.confirmed === undefined ? 'period-unconfirmed' : 'period-changed')
}

/** Due days of years that the calendar knows no holidays of: they were moved off week-ends only. */
export function warningsOf({ calendar }: Installed, days: readonly string[], language?: Context['language']): string[] {
  const years = new Set(days.filter((day) => !knowsYearOf(day, calendar)).map((day) => day.slice(0, 4)))
  return [...years].sort().map((year) => sentence('period.calendar-missing', { year }, language))
}

/** Rows of clocks in one statement. */
const atOnce = 5000

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
    if (rows.length === 0) continue
    for (let from = 0; from < group.length; from += atOnce) {
      await writeClocks(context.trx, group.slice(from, from + atOnce).flatMap(({ id }) => rows.map((row) => ({ ...row, filingId: id }))))
    }
  }
}
