// Exact arithmetic on fractions of big integers: the meaning of every operator. The fast path of compile.ts must agree
// with it wherever it applies; where a double could lose a digit, this is what runs.
import type { ErrorCode } from '../value.ts'

export type Fraction = { readonly n: bigint; /** positive */ readonly d: bigint }
export type Failure = { readonly error: ErrorCode }
/** null is blank. */
export type Exact = Fraction | boolean | string | null | Failure

export function fraction(n: bigint, d: bigint = 1n): Fraction {
  return d < 0n ? { n: -n, d: -d } : { n, d }
}

/** `-12.50` → -1250/100. */
export function fractionOf(text: string): Fraction {
  const [whole = '0', part = ''] = text.split('.')
  return { n: BigInt(whole + part), d: 10n ** BigInt(part.length) }
}

/** An integer count of units of 10^-decimals. */
export function fromUnits(units: number, decimals: number): Fraction {
  return { n: BigInt(units), d: 10n ** BigInt(decimals) }
}

/** Rounded half away from zero to a count of units of 10^-decimals: the one rounding rule. */
export function toUnits(value: Fraction, decimals: number): bigint {
  const n = value.n * 10n ** BigInt(decimals)
  const doubled = (n < 0n ? -n : n) * 2n + value.d
  const rounded = doubled / (2n * value.d)
  return n < 0n ? -rounded : rounded
}

export function isFraction(value: Exact): value is Fraction {
  return typeof value === 'object' && value !== null && 'n' in value
}

export function isFailure(value: Exact): value is Failure {
  return typeof value === 'object' && value !== null && 'error' in value
}

export const add = (a: Fraction, b: Fraction): Fraction =>
  a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d }
export const negate = (a: Fraction): Fraction => ({ n: -a.n, d: a.d })
export const multiply = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d })
export const divide = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n)
export const compare = (a: Fraction, b: Fraction): number => {
  const left = a.n * b.d
  const right = b.n * a.d
  return left < right ? -1 : left > right ? 1 : 0
}
