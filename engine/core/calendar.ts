// Calendar days as text (`2020-06-06`) and working days. No clock, no time zones: a day is a day in the offices.
import type { CalendarDefinition } from './pack.ts'

/** 1 Monday … 7 Sunday. */
export function weekday(day: string): number {
  return ((((daysSinceEpoch(day) + 3) % 7) + 7) % 7) + 1
}

export function addDays(day: string, days: number): string {
  return new Date((daysSinceEpoch(day) + days) * 86_400_000).toISOString().slice(0, 10)
}

export function isWorkingDay(day: string, calendar: CalendarDefinition): boolean {
  return !calendar['weekly-days-off'].includes(weekday(day)) && calendar.holidays[day] === undefined
}

/** The day itself, or the first working day after it (Thông tư 03/2019/TT-BTP, Điều 6 khoản 2). */
export function workingDayFrom(day: string, calendar: CalendarDefinition): string {
  let next = addDays(day, 0)
  while (!isWorkingDay(next, calendar)) next = addDays(next, 1)
  return next
}

/** The calendar day of an instant in Vietnam, which keeps UTC+7 all year. */
export function dayOf(instant: Date): string {
  return new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
}

/** The instant at which a day begins in Vietnam. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+07:00`)
}

/** A day that its month does not have counts on: 29/02 of a common year is 01/03. */
function daysSinceEpoch(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return Date.UTC(year, month - 1, date) / 86_400_000
}
