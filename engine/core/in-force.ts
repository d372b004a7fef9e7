// Which forms a period asks for. A version serves from a period on, until a later version begins or to the period it
// names; a form of another pack can be assigned to periods; and another pack can put a form of its own in the place of
// one for some periods. Pure: versions and declarations in, the forms of one period out.
import { Type, type Static } from '@sinclair/typebox'
import { FormId, Text } from './authored.ts'
import { RouteDefinition } from './route.ts'

const closed = { additionalProperties: false }

/** `2025`: from its first period, or to its last one; `2025/six_months`: this period. */
export const PeriodPoint = Type.Union([
  Type.Integer({ minimum: 1990, maximum: 2200 }),
  Type.String({ pattern: '^(199[0-9]|2[01][0-9]{2})/[a-z][a-z0-9_]*$', maxLength: 66 }),
])
export type PeriodPoint = Static<typeof PeriodPoint>

/** Both ends belong to it. */
export const Serves = Type.Object({ from: Type.Optional(PeriodPoint), to: Type.Optional(PeriodPoint) }, closed)
export type Serves = Static<typeof Serves>

/** `pack/id` of a form of another pack. */
export const FormReference = Type.String({ pattern: '^[a-z][a-z0-9-]*/[a-z0-9][a-z0-9_]*$', maxLength: 130 })

/** For the periods from … to, a form of this pack (`by`) is filed in the place of the other. */
export const Replacement = Type.Object(
  { form: FormReference, by: FormId, from: PeriodPoint, to: Type.Optional(PeriodPoint), note: Text },
  closed,
)
export type Replacement = Static<typeof Replacement>

/** A form of another pack that is in force in this pack's periods, on the routes and with the due days stated here. */
export const Assignment = Type.Object(
  {
    form: FormReference,
    from: Type.Optional(PeriodPoint),
    to: Type.Optional(PeriodPoint),
    routes: Type.Array(RouteDefinition, { minItems: 1, maxItems: 60 }),
    note: Text,
  },
  closed,
)
export type Assignment = {
  form: string
  from?: PeriodPoint
  to?: PeriodPoint
  routes: RouteDefinition[]
  note: string
}

/** Kinds of period as far as their order within a year goes. */
export type Kinds = Readonly<Record<string, { readonly order?: number; readonly 'data-to'?: Readonly<Record<string, string>> }>>
export type PeriodRef = { readonly kind: string; readonly year: number }

export function pointOf(point: PeriodPoint): { readonly year: number; readonly kind?: string } {
  if (typeof point === 'number') return { year: point }
  const [year = '', kind = ''] = point.split('/')
  return { year: Number(year), kind }
}

const aroundYear: Readonly<Record<string, string>> = { previous: '0', next: '2' }

/** Sorts periods: by year, within a year by the day their data ends, then by their order in the cycle. */
export function rankOf({ year, kind }: PeriodRef, kinds: Kinds): string {
  const one = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  const [day = '', when = ''] = (one?.['data-to']?.['default'] ?? '').split(' ')
  return `${year} ${aroundYear[when] ?? '1'}${day} ${String(one?.order ?? 0).padStart(4, '0')}`
}

/** A kind that these periods do not have counts as the whole year. */
function edge(point: PeriodPoint, kinds: Kinds, side: 'first' | 'last'): string {
  const { year, kind } = pointOf(point)
  if (kind !== undefined && Object.hasOwn(kinds, kind)) return rankOf({ year, kind }, kinds)
  return side === 'first' ? `${year}` : `${year} ~`
}

export function serves({ from, to }: Serves, period: PeriodRef, kinds: Kinds): boolean {
  const rank = rankOf(period, kinds)
  return (from === undefined || edge(from, kinds, 'first') <= rank) && (to === undefined || rank <= edge(to, kinds, 'last'))
}

/** The newest version that has begun by the period, if it has not ended; none in the gap after the last. */
export function versionInForce<T extends { readonly version: number; readonly serves?: Serves }>(
  versions: readonly T[], period: PeriodRef, kinds: Kinds,
): T | undefined {
  const begun = versions.filter((one) => one.serves?.from === undefined || serves({ from: one.serves.from }, period, kinds))
  const newest = begun.reduce<T | undefined>((best, one) => (best === undefined || one.version > best.version ? one : best), undefined)
  return newest !== undefined && serves(newest.serves ?? {}, period, kinds) ? newest : undefined
}

/** How two neighbouring versions meet. `gap`: there are periods between them that none serves. */
export type Seam = 'overlap' | 'gap' | 'sound'

/** The later version may leave the end of the earlier one open: where it begins, the earlier one ends. */
export function seam(earlier: Serves | undefined, later: Serves | undefined, kinds: Kinds): Seam {
  if (later?.from === undefined) return 'overlap'
  const begins = edge(later.from, kinds, 'first')
  if (earlier?.from !== undefined && edge(earlier.from, kinds, 'first') >= begins) return 'overlap'
  if (earlier?.to === undefined) return 'sound'
  if (edge(earlier.to, kinds, 'last') >= begins) return 'overlap'
  return betweens(earlier.to, later.from, kinds) ? 'gap' : 'sound'
}

/** Is there a period after the one and before the other? */
function betweens(after: PeriodPoint, before: PeriodPoint, kinds: Kinds): boolean {
  const [last, first] = [edge(after, kinds, 'last'), edge(before, kinds, 'first')]
  const [from, to] = [pointOf(after).year, pointOf(before).year]
  if (to - from > 1) return true
  return [from, to].some((year) =>
    Object.keys(kinds).some((kind) => {
      const rank = rankOf({ year, kind }, kinds)
      return last < rank && rank < first
    }),
  )
}

/** Does an interval of periods have a first one that comes after its last? */
export function isBackwards({ from, to }: Serves, kinds: Kinds): boolean {
  return from !== undefined && to !== undefined && edge(from, kinds, 'first') > edge(to, kinds, 'last')
}

/** Does any period belong to both? */
export function bothServe(a: Serves, b: Serves, kinds: Kinds): boolean {
  const before = (x: Serves, y: Serves): boolean => x.to !== undefined && y.from !== undefined && edge(x.to, kinds, 'last') < edge(y.from, kinds, 'first')
  return !before(a, b) && !before(b, a)
}

/** What is asked of a form to be in force. */
export type AnyForm = { readonly id: string; readonly version: number; readonly serves?: Serves; readonly routes: readonly RouteDefinition[] }
export type Versioned<F extends AnyForm> = { readonly packId: string; readonly definition: F }
export type Declaring = { readonly id: string; readonly replaces?: readonly Replacement[]; readonly assigns?: readonly Assignment[] }
export type InForce<F extends AnyForm> = Versioned<F> & { readonly routes: readonly RouteDefinition[] }

/**
 * The forms of a period of `pack`: the pack's own, then those assigned to it; each exchanged where another pack replaces it.
 * `packs`: the packs that are in force on the day.
 */
export function formsInForce<F extends AnyForm>(
  pack: string, period: PeriodRef, kinds: Kinds, versions: readonly Versioned<F>[], packs: readonly Declaring[],
): InForce<F>[] {
  const byForm = new Map<string, Versioned<F>[]>()
  for (const one of versions) {
    const key = `${one.packId}/${one.definition.id}`
    byForm.set(key, [...(byForm.get(key) ?? []), one])
  }
  const newest = (key: string): Versioned<F> | undefined => {
    const all = byForm.get(key) ?? []
    return all.reduce<Versioned<F> | undefined>((best, one) => (best === undefined || one.definition.version > best.definition.version ? one : best), undefined)
  }
  const served = (key: string): Versioned<F> | undefined => {
    const all = byForm.get(key) ?? []
    const found = versionInForce(all.map((one) => one.definition), period, kinds)
    return all.find((one) => one.definition === found)
  }
  const own = [...byForm.keys()].filter((key) => key.startsWith(`${pack}/`)).flatMap((key): InForce<F>[] => {
    const found = served(key)
    return found === undefined ? [] : [{ ...found, routes: found.definition.routes }]
  })
  // An assigned form was made for another pack's periods, so what its versions say of those does not count here.
  const assigned = (packs.find((one) => one.id === pack)?.assigns ?? []).filter((one) => serves(one, period, kinds)).flatMap((one): InForce<F>[] => {
    const found = newest(one.form)
    return found === undefined ? [] : [{ ...found, routes: one.routes }]
  })
  const replaced = (form: InForce<F>, seen: readonly string[]): InForce<F> => {
    const key = `${form.packId}/${form.definition.id}`
    for (const { id, replaces } of packs) {
      const one = (replaces ?? []).find((each) => each.form === key && serves(each, period, kinds))
      const by = one === undefined ? undefined : served(`${id}/${one.by}`)
      if (by !== undefined && !seen.includes(key)) return replaced({ ...by, routes: by.definition.routes }, [...seen, key])
    }
    return form
  }
  return [...own, ...assigned].map((form) => replaced(form, []))
}

/** A form and those that are ever filed in its place, as `pack/id`: all of them are taken in above under its name. */
export function filedFor(reference: string, packs: readonly Declaring[]): string[] {
  return closure(reference, (one) => packs.flatMap(({ id, replaces }) => (replaces ?? []).flatMap(({ form, by }) => (form === one ? [`${id}/${by}`] : []))))
}

/** A form and those in whose place it is filed. */
export function filedInPlaceOf(reference: string, packs: readonly Declaring[]): string[] {
  return closure(reference, (one) => packs.flatMap(({ id, replaces }) => (replaces ?? []).flatMap(({ form, by }) => (`${id}/${by}` === one ? [form] : []))))
}

function closure(start: string, next: (one: string) => readonly string[]): string[] {
  const found = new Set([start])
  for (const one of found) for (const other of next(one)) found.add(other)
  return [...found]
}
