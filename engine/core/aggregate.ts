// How figures of several rows or several units become one: a row per aggregation, exact, blank where nothing is filled in.
// Total rows and roll-ups both read this table. Averages and rates are not additive: they say how they come together, or
// are worked out again from cells that are (`recompute`).
import { LARGEST, errorOf, errorValue, isError } from './value.ts'

/** A figure on its way up: integers of the cell's smallest unit, never blank. Parts of a mean carry their weight. */
export type Part = { readonly value: bigint; readonly weight: bigint }

type Aggregation = {
  /** The parts, in the order of their rows (for `latest`: oldest first); undefined is blank. */
  readonly from: (parts: readonly Part[]) => bigint | undefined
}

const pick = (better: (a: bigint, b: bigint) => boolean) => (parts: readonly Part[]): bigint | undefined =>
  parts.map((one) => one.value).reduce((best, next) => (better(next, best) ? next : best), parts[0]?.value ?? 0n)

/** Σ value × weight ÷ Σ weight, rounded half away from zero; blank where the weights come to nothing. */
function mean(parts: readonly Part[]): bigint | undefined {
  const weight = parts.reduce((sum, one) => sum + one.weight, 0n)
  if (weight <= 0n) return undefined
  const total = parts.reduce((sum, one) => sum + one.value * one.weight, 0n)
  const doubled = (total < 0n ? -total : total) * 2n + weight
  return total < 0n ? -(doubled / (2n * weight)) : doubled / (2n * weight)
}

export const aggregations = {
  sum: { from: (parts) => parts.reduce((total, one) => total + one.value, 0n) },
  mean: { from: mean },
  /** the cell's own formula, from the figures that came together */
  recompute: { from: () => undefined },
  latest: { from: (parts) => parts.at(-1)?.value },
  min: { from: pick((a, b) => a < b) },
  max: { from: pick((a, b) => a > b) },
  /** how many are filled in */
  count: { from: (parts) => BigInt(parts.length) },
  none: { from: () => undefined },
} as const satisfies Record<string, Aggregation>
export type AggregationName = keyof typeof aggregations

/** Cells that hold a figure of their own where several come together; the others are blank there, or have a formula. */
export function comesTogether(name: AggregationName): boolean {
  return name !== 'recompute' && name !== 'none'
}

/**
 * One figure from several: doubles as cells hold them (NaN blank, errors flow on). `weights` stand beside `values`, for
 * `mean` only; a figure without a weight counts nothing.
 */
export function aggregate(name: AggregationName, values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  const parts: Part[] = []
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number
    const weight = weights === undefined ? 1 : (weights[index] as number)
    if (isError(value)) return errorValue(errorOf(value) ?? 'out-of-range')
    if (isError(weight)) return errorValue(errorOf(weight) ?? 'out-of-range')
    if (value === value && weight === weight) parts.push({ value: BigInt(value), weight: BigInt(weight) })
  }
  if (parts.length === 0) return NaN
  const result = aggregations[name].from(parts)
  if (result === undefined) return NaN
  return result > BigInt(LARGEST) || result < -BigInt(LARGEST) ? errorValue('out-of-range') : Number(result)
}
