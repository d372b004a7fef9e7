// Reporting periods as packs declare them: which days they span, until when figures are real, when reports are due, and
// which periods stand before and after one another. Pure: a kind and a year in, days and other periods out.
import { addDays, workingDayFrom } from './calendar.ts'
import { rankOf, serves, type PeriodRef } from './in-force.ts'
import type { CalendarDefinition, PeriodsDefinition } from './pack.ts'

export type PeriodKind = PeriodsDefinition['kinds'][string]

export type PeriodDays = {
  readonly title: string
  readonly from: string
  readonly to: string
  /** Last day of actual figures, by class of unit; `default` for the rest. */
  readonly dataTo: Readonly<Record<string, string>>
}

/** The days of a kind without a cycle are those of the request (Thông tư 03/2019/TT-BTP, Điều 7). */
export type AskedDays = { readonly from: string; readonly to: string; readonly dataTo: string; readonly title?: string | undefined }

/** `06-30` of the year; `10-01 previous` and `01-20 next` lie in the year before and after. */
export function dayIn(spec: string, year: number): string {
  const [day = '', when] = spec.split(' ')
  const of = when === 'next' ? year + 1 : when === 'previous' ? year - 1 : year
  // A day that its month does not have counts on.
  return addDays(`${of}-${day}`, 0)
}

/** A kind in a year (Thông tư 03/2019/TT-BTP, Điều 6 khoản 1). A kind that states no days takes those that are asked for. */
export function periodDays(kind: PeriodKind, year: number, asked?: AskedDays): PeriodDays {
  const title = asked?.title ?? kind.title.replace('{year}', String(year))
  if (asked !== undefined && isAskedFor(kind)) return { title, from: asked.from, to: asked.to, dataTo: { default: asked.dataTo } }
  const { from, to, 'data-to': dataTo } = kind
  if (from === undefined || to === undefined || dataTo === undefined) throw new Error(`The kind of period “${kind.title}” states no days`)
  return {
    title,
    from: dayIn(from, year),
    to: dayIn(to, year),
    dataTo: Object.fromEntries(Object.entries(dataTo).map(([unitClass, day]) => [unitClass, dayIn(day, year)])),
  }
}

/** Is it opened on request, with days of its own? */
export function isAskedFor(kind: PeriodKind): boolean {
  return kind.cycle === undefined
}

export function dataToOf(days: Readonly<Record<string, string>>, unitClass: string | undefined): string {
  const day = unitClass !== undefined && Object.hasOwn(days, unitClass) ? days[unitClass] : days['default']
  if (day === undefined) throw new Error('A period kind states a day for `default`')
  return day
}

/** `06-06` or `01-20 next` in the period's year, moved off days without work (Điều 6 khoản 2). */
export function dueDay(spec: string, year: number, calendar: CalendarDefinition): string {
  return workingDayFrom(dayIn(spec, year), calendar)
}

/** Does the calendar say anything of the day's year? Without, a due day is moved off week-ends only. */
export function knowsYearOf(day: string, calendar: CalendarDefinition): boolean {
  const year = day.slice(0, 5)
  return Object.keys(calendar.holidays).some((one) => one.startsWith(year))
}

/** The day by which a period is to be opened (Quy chế, Điều 5 khoản 1; the offset is a signed setting). */
export function openBy(periods: PeriodsDefinition, days: PeriodDays): string {
  return addDays(dataToOf(days.dataTo, periods['open-by-class']), periods['open-by-offset'])
}

/** Is it time to open a period? Near from the first day on which the people concerned are told (`notices`). */
export function standingOf({ notices }: PeriodsDefinition, openBy: string, today: string): 'early' | 'near' | 'past' {
  if (today > openBy) return 'past'
  return today >= addDays(openBy, -Math.max(0, ...(notices?.before ?? []))) ? 'near' : 'early'
}

/** Is there a period of this kind in this year? */
export function exists(periods: PeriodsDefinition, period: PeriodRef): boolean {
  const kind = Object.hasOwn(periods.kinds, period.kind) ? periods.kinds[period.kind] : undefined
  return kind !== undefined && serves(kind.serves ?? {}, period, periods.kinds)
}

/** The kind and year that follow in a cycle; none after the last, for a kind that is not there and for one without a cycle. */
export function nextPeriod(periods: PeriodsDefinition, after: PeriodRef): PeriodRef | undefined {
  const own = Object.hasOwn(periods.kinds, after.kind) ? periods.kinds[after.kind] : undefined
  if (own?.cycle === undefined) return undefined
  const order = (kind: PeriodKind): number => kind.order ?? 0
  const cycle = Object.entries(periods.kinds).filter(([, kind]) => kind.cycle === own.cycle).sort(([, a], [, b]) => order(a) - order(b))
  const later = cycle.filter(([, kind]) => order(kind) > order(own)).map(([kind]) => ({ kind, year: after.year }))
  const nextYear = cycle.map(([kind]) => ({ kind, year: after.year + 1 }))
  return [...later, ...nextYear].find((one) => exists(periods, one))
}

/** `previous`: the same kind one year earlier, as kinds are compared within a year and never added. */
export function previousPeriod(periods: PeriodsDefinition, period: PeriodRef): PeriodRef | undefined {
  const kind = Object.hasOwn(periods.kinds, period.kind) ? periods.kinds[period.kind] : undefined
  const before = { kind: period.kind, year: period.year - 1 }
  return kind === undefined || isAskedFor(kind) || !exists(periods, before) ? undefined : before
}

export type PeriodOf = PeriodRef & { readonly pack: string }

/** The same period under the circular before, where its kind says which kind it succeeds. */
export function underCircularBefore(packs: ReadonlyMap<string, PeriodsDefinition>, { pack, kind, year }: PeriodOf): PeriodOf | undefined {
  const kinds = packs.get(pack)?.kinds ?? {}
  const [before, name] = (Object.hasOwn(kinds, kind) ? (kinds[kind]?.succeeds ?? '') : '').split('/')
  return before === undefined || name === undefined || !packs.has(before) ? undefined : { pack: before, kind: name, year }
}

/** What `ask` finds for a period, then for the same one under each circular before, the newest first. */
export function throughCirculars(
  packs: ReadonlyMap<string, PeriodsDefinition>, period: PeriodOf, ask: (periods: PeriodsDefinition, period: PeriodRef) => PeriodRef | undefined,
): PeriodOf[] {
  const found: PeriodOf[] = []
  const seen = new Set<string>()
  for (let here: PeriodOf | undefined = period; here !== undefined && !seen.has(here.pack); here = underCircularBefore(packs, here)) {
    seen.add(here.pack)
    const periods = packs.get(here.pack)
    const one = periods === undefined ? undefined : ask(periods, here)
    if (one !== undefined) found.push({ ...one, pack: here.pack })
  }
  return found
}

/**
 * `carried-over`: the period whose data ended the day before this one's begins, for a class of units. Of several, the one of
 * the same cycle, then of the same kind, then the last of its year.
 */
export function carriedOverPeriod(periods: PeriodsDefinition, period: PeriodRef, unitClass?: string): PeriodRef | undefined {
  const own = Object.hasOwn(periods.kinds, period.kind) ? periods.kinds[period.kind] : undefined
  if (own === undefined || own.from === undefined) return undefined
  const eve = addDays(dayIn(own.from, period.year), -1)
  const found = Object.entries(periods.kinds).flatMap(([kind, one]) =>
    one.from === undefined || one.to === undefined || one['data-to'] === undefined
      ? []
      : [period.year - 2, period.year - 1, period.year, period.year + 1].flatMap((year) => {
          const ref = { kind, year }
          const isEarlier = dayIn(one.from as string, year) <= eve
          return isEarlier && exists(periods, ref) && dataToOf(periodDays(one, year).dataTo, unitClass) === eve
            ? [{ ref, near: [one.cycle === own.cycle ? 1 : 0, kind === period.kind ? 1 : 0], rank: rankOf(ref, periods.kinds) }]
            : []
        }),
  )
  const best = found.toSorted((a, b) => (b.near[0] as number) - (a.near[0] as number) || (b.near[1] as number) - (a.near[1] as number) || (a.rank < b.rank ? 1 : -1))
  return best[0]?.ref
}
