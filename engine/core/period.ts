// Reporting periods as packs declare them: which days they span, until when figures are real, when reports are due.
import { addDays, workingDayFrom } from './calendar.ts'
import type { CalendarDefinition, PeriodsDefinition } from './pack.ts'

export type PeriodKind = PeriodsDefinition['kinds'][string]

export type PeriodDays = {
  readonly title: string
  readonly from: string
  readonly to: string
  /** Last day of actual figures, by class of unit; `default` for the rest. */
  readonly dataTo: Readonly<Record<string, string>>
}

/** A kind in a year (Thông tư 03/2019/TT-BTP, Điều 6 khoản 1). */
export function periodDays(kind: PeriodKind, year: number): PeriodDays {
  return {
    title: kind.title.replace('{year}', String(year)),
    from: `${year}-${kind.from}`,
    to: `${year}-${kind.to}`,
    dataTo: Object.fromEntries(Object.entries(kind['data-to']).map(([unitClass, day]) => [unitClass, `${year}-${day}`])),
  }
}

export function dataToOf(days: Readonly<Record<string, string>>, unitClass: string | undefined): string {
  const day = unitClass !== undefined && Object.hasOwn(days, unitClass) ? days[unitClass] : days['default']
  if (day === undefined) throw new Error('A period kind states a day for `default`')
  return day
}

/** `06-06` or `01-20 next` in the period's year, moved off days without work (Điều 6 khoản 2). */
export function dueDay(spec: string, year: number, calendar: CalendarDefinition): string {
  const [day = '', next] = spec.split(' ')
  return workingDayFrom(`${next === 'next' ? year + 1 : year}-${day}`, calendar)
}

/** The day by which a period is to be opened (Quy chế, Điều 5 khoản 1; the offset is a signed setting). */
export function openBy(periods: PeriodsDefinition, days: PeriodDays): string {
  return addDays(dataToOf(days.dataTo, periods['open-by-class']), periods['open-by-offset'])
}

/** The kind and year that follow in a cycle. */
export function nextPeriod(periods: PeriodsDefinition, after: { kind: string; year: number }): { kind: string; year: number } | undefined {
  const own = periods.kinds[after.kind]
  if (own === undefined) return undefined
  const cycle = Object.entries(periods.kinds)
    .filter(([, kind]) => kind.cycle === own.cycle)
    .sort(([, a], [, b]) => a.order - b.order)
  const later = cycle.find(([, kind]) => kind.order > own.order)
  const [first] = cycle
  if (later !== undefined) return { kind: later[0], year: after.year }
  return first === undefined ? undefined : { kind: first[0], year: after.year + 1 }
}
