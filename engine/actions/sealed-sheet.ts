// A seal opened as it was sealed: with the figures from outside and the calendar that are kept in it, so that nothing that
// was installed or approved later changes what was approved. And whether a filing stands sealed now.
import { workingDaysOf } from '../core/calendar.ts'
import { openSheet, type Sheet } from '../core/calculation/sheet.ts'
import type { FilingEvent, TableValues } from '../core/contract/filing.ts'
import type { Workflow } from '../core/workflow/compile.ts'
import { recordOfSeal, type Seal } from '../store/seal.ts'
import type { CompiledForm } from './compiled.ts'
import { tablesOf } from './open-filing.ts'

/** `compiled`: in the version of the seal. `tables`: the record as its own people have it, with what is not seen. */
export function sheetOfSeal(compiled: CompiledForm, seal: Seal, tables: readonly TableValues[] = tablesOf(compiled, recordOfSeal(seal))): Sheet {
  const { calendar, outside } = seal.content
  const form = calendar === undefined ? compiled.form : { ...compiled.form, workingDays: workingDaysOf(calendar) }
  return openSheet(form, tables, outside)
}

/** Would it be calculated otherwise another day? */
export function asksOutside({ form }: CompiledForm): boolean {
  return form.outside.length > 0 || form.readsCalendar
}

/** Has it been sealed since anybody could last write into it? `events`: the newest first. */
export function standsSealed(events: readonly FilingEvent[], { states, actions }: Workflow): boolean {
  const since = events.findIndex(({ to }) => states.get(to.id)?.source['editable-by'] !== undefined)
  return events.slice(0, since < 0 ? undefined : since).some(({ action }) => actions.get(action)?.effects.some(({ name }) => name === 'seal') === true)
}
