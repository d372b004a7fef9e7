// Dates of validity: of units, roles, kinds, routes and entries. `from` is the first day, `to` the first day no longer,
// so that what ends and what takes its place state the same day. An open side means always.
import { Type } from '@sinclair/typebox'

export const CalendarDay = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' })

/** Properties of every shape that has a validity. */
export const validity = { from: Type.Optional(CalendarDay), to: Type.Optional(CalendarDay) }

export type Validity = { readonly from?: string | undefined; readonly to?: string | undefined }

export function isValidOn({ from, to }: Validity, day: string): boolean {
  return (from === undefined || from <= day) && (to === undefined || day < to)
}

/** Is there no day on which it is valid? */
export function isNever({ from, to }: Validity): boolean {
  return from !== undefined && to !== undefined && to <= from
}

/** Is there a day on which both are valid? */
export function overlap(a: Validity, b: Validity): boolean {
  const from = latest(a.from, b.from)
  const to = earliest(a.to, b.to)
  return !isNever(a) && !isNever(b) && !isNever({ from, to })
}

/** Is every day of the inner one a day of the outer one? */
export function contains(outer: Validity, inner: Validity): boolean {
  const begins = outer.from === undefined || (inner.from !== undefined && outer.from <= inner.from)
  const ends = outer.to === undefined || (inner.to !== undefined && inner.to <= outer.to)
  return begins && ends
}

function latest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a
}

function earliest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a
}
