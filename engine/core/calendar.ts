// Calendar days, as text (`2020-06-06`) or counted from 1970-01-01, which is 0, and working days. No clock, no time zones:
// a day is a day in the offices.
import type { CalendarDefinition } from './pack.ts'

/** 1 Monday … 7 Sunday. */
export function weekday(day: string): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1
}

export function addDays(day: string, days: number): string {
  return dayText(dayNumber(day) + days)
}

export function isWorkingDay(day: string, calendar: CalendarDefinition): boolean {
  return !calendar['weekly-days-off'].includes(weekday(day)) && calendar.holidays[day] === undefined
}

/** Does a week of this calendar have a day on which somebody works? */
export function hasWorkingDays(calendar: Pick<CalendarDefinition, 'weekly-days-off'>): boolean {
  return new Set(calendar['weekly-days-off']).size < 7
}

/** The day itself, or the first working day after it (Thông tư 03/2019/TT-BTP, Điều 6 khoản 2); the day where nobody ever works. */
export function workingDayFrom(day: string, calendar: CalendarDefinition): string {
  let next = addDays(day, 0)
  if (!hasWorkingDays(calendar)) return next
  while (!isWorkingDay(next, calendar)) next = addDays(next, 1)
  return next
}

/** The calendars of several packs as one: nobody works on the days off of any. */
export function combined(calendars: readonly CalendarDefinition[]): CalendarDefinition {
  return {
    title: calendars[0]?.title ?? '',
    'weekly-days-off': [...new Set(calendars.flatMap((one) => one['weekly-days-off']))],
    holidays: Object.assign({}, ...calendars.map((one) => one.holidays)) as Record<string, string>,
  }
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
export function dayNumber(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return Date.UTC(year, month - 1, date) / 86_400_000
}

export function dayText(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10)
}

/** Is this a day that there is, written `2020-06-06`? */
export function isDay(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text) && dayText(dayNumber(text)) === text
}

/** The first and the last day that has a year of four digits. */
export const firstDay = dayNumber('1000-01-01')
export const lastDay = dayNumber('9999-12-31')

export function yearOf(day: number): number {
  return new Date(day * 86_400_000).getUTCFullYear()
}

/** 1 January … 12 December. */
export function monthOf(day: number): number {
  return new Date(day * 86_400_000).getUTCMonth() + 1
}

/** Full years from one day to another; born on 29/02, one is a year older on 01/03. */
export function yearsBetween(from: number, to: number): number {
  const [a, b] = [new Date(from * 86_400_000), new Date(to * 86_400_000)]
  const before = b.getUTCMonth() - a.getUTCMonth() || b.getUTCDate() - a.getUTCDate()
  return b.getUTCFullYear() - a.getUTCFullYear() - (before < 0 ? 1 : 0)
}

/** Counts the working days of one calendar, over numbers of days. Both cost the same for a week and for a century. */
export type WorkingDays = {
  /** Working days after `from`, up to and including `to`; negative where `to` is the earlier one. */
  readonly between: (from: number, to: number) => number
  /** The working day that many after `from`, which itself does not count; before it for a negative count; `from` for 0. */
  readonly add: (from: number, count: number) => number
}

export function workingDaysOf(calendar: CalendarDefinition): WorkingDays {
  const works = [1, 2, 3, 4, 5, 6, 7].map((day) => (calendar['weekly-days-off'].includes(day) ? 0 : 1))
  /** Working days among the first so many of a week. */
  const within = works.reduce<number[]>((sums, one) => [...sums, (sums.at(-1) ?? 0) + one], [0])
  const perWeek = within[7] ?? 0
  const lost = Object.keys(calendar.holidays).filter((day) => works[weekday(day) - 1] === 1).map(dayNumber).sort((a, b) => a - b)
  /** Days since the last Sunday of 1969; its week is the first one that counts. */
  const monday = 4

  /** Working days from that Monday to the day, itself included. */
  const until = (day: number): number => {
    const days = day + monday
    const weeks = Math.floor(days / 7)
    return weeks * perWeek + (within[days - weeks * 7] ?? 0) - upTo(lost, day)
  }
  /** The first day by which so many have passed. */
  const reached = (count: number): number => {
    let low = Math.floor(count / perWeek) * 7 - 14
    let high = Math.ceil((count + lost.length) / perWeek) * 7 + 14
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (until(middle) >= count) high = middle
      else low = middle + 1
    }
    return low
  }
  return {
    between: (from, to) => until(to) - until(from),
    // Where nobody ever works, no working day comes.
    add: (from, count) => (count === 0 ? from : perWeek === 0 ? count * Infinity : count > 0 ? reached(until(from) + count) : reached(until(from - 1) + count + 1)),
  }
}

/** How many of the sorted days are not after `day`. */
function upTo(days: readonly number[], day: number): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] as number) <= day) low = middle + 1
    else high = middle
  }
  return low
}
