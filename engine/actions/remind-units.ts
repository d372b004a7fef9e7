// Đôn đốc (Quy chế, Điều 14 khoản 3, Điều 16 khoản 3, Điều 18 khoản 3): asks the units that one follows for reports that are not
// in. Told is whoever holds each report now: the specialist who has not begun, the head who has not sent. Who urged whom about
// what is kept, and everybody who follows the same units can read it.
import { dayOf } from '../core/calendar.ts'
import type { Reminded, ReminderList, RemindRequest } from '../core/contract/board.ts'
import { addReminder, heldReports, remindersOf, urge, type HeldReport, type HolderOfState } from '../store/reminder.ts'
import { follows } from '../store/board.ts'
import { oweMail } from '../store/mail.ts'
import { workflowVersions } from '../store/pack.ts'
import { unitsByCode } from '../store/unit.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { compiledWorkflow } from './compiled.ts'
import { addresseesOf } from './filing-effects.ts'
import { periodOf, placeOf, stageOf, type PlaceInput } from './read-board.ts'

/** As many as a person reads. */
const shown = 20

export const remindUnits: Action<RemindRequest, Reminded> = {
  name: 'remind-units',
  writes: true,
  subject: ({ period }) => ({ type: 'reminder', id: period }),
  run: async (request, context) => {
    const { trx, now } = context
    const period = await periodOf(context, request.period)
    if (period.locked) throw new Problem('period-locked')
    const unitIds = await followedUnits(context, request.units)
    const below = await followedUnits(context, request.below ?? [])
    const held = await heldReports(trx, { unitIds, below, ...(request.form === undefined ? {} : { form: request.form }), period: period.id, day: period.day, today: dayOf(now), holders: await holdersOf(context) })
    const told = held.filter((one): one is HeldReport & { accountId: string } => one.accountId !== null)
    const reports = new Set(told.map((one) => one.filingId))
    const people = new Set(told.map((one) => one.accountId))
    if (told.length > 0) {
      const note = request.note?.normalize('NFC').trim()
      const asked = { units: request.units, below: request.below ?? [], ...(request.form === undefined ? {} : { form: request.form }), ...(note === undefined || note === '' ? {} : { note }) }
      const id = await addReminder(trx, { ...asked, by: context.person().accountId, period: period.id, reports: reports.size, people: people.size }, now)
      await urge(trx, id, told, now)
      await oweMail(context, [...people])
    }
    return {
      reports: reports.size,
      units: new Set(told.map((one) => one.unitId)).size,
      people: people.size,
      unreached: new Set(held.map((one) => one.filingId)).size - reports.size,
    }
  },
}

export const listReminders: Action<PlaceInput & { readonly period: string }, ReminderList> = {
  name: 'list-reminders',
  writes: false,
  subject: ({ unit }) => ({ type: 'unit', id: unit ?? '' }),
  run: async (input, context) => {
    const period = await periodOf(context, input.period)
    const { unit } = await placeOf(context, input, period.day)
    const rows = await remindersOf(context.trx, period.id, unit?.id ?? null, shown)
    return { reminders: rows.map(({ id, at, login, name, unit: of, note, reports, units }) => ({ id, at: at.toISOString(), by: { login, name }, unit: of, note, reports, units })) }
  },
}

/** All of them, or `not-found`: nobody learns which of the units that he does not follow there are. */
async function followedUnits(context: Context, codes: readonly string[]): Promise<string[]> {
  const person = context.person()
  const ids = await unitsByCode(context.trx, codes)
  const found = codes.map((code) => ids.get(code))
  for (const id of found) {
    if (id === undefined || !(person.capabilities.has('read-approved') || (await follows(context.trx, person.units, id)))) throw new Problem('not-found')
  }
  return found as string[]
}

async function holdersOf(context: Context): Promise<HolderOfState[]> {
  const versions = await workflowVersions(context.trx)
  const each = await Promise.all(versions.map(async (version) => {
    const { workflowPack: packId, workflowId: id, workflowVersion } = version
    const { states } = await compiledWorkflow(context, version)
    return [...states.values()].filter((state) => ['not-started', 'in-work'].includes(stageOf(state)))
      .flatMap((state) => addresseesOf(state.holders).map((one) => ({ packId, id, version: workflowVersion, state: state.id, ...one })))
  }))
  return each.flat()
}
