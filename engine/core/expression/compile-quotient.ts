// Division on the quick way. A quotient is not a whole number of anything; it is kept as dividend and divisor until a cell
// or `round` says to how many decimals, or until it is compared. Each part is worked out once.
import { BLANK } from '../value.ts'
import type { Fast } from './compile-fast.ts'
import type { Run } from './compile.ts'
import { leave, seen } from './exactness.ts'

/** over : under */
export type Quotient = { readonly over: Fast; readonly under: Fast }

export const powers: readonly number[] = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent)
/** Scales beyond this leave no room for numbers. */
export const finest = 9

/** `(a / b) * c` is `(a * c) / b`. */
export function multiplied({ over, under }: Quotient, by: Fast): Quotient | undefined {
  const scale = over.scale + by.scale
  return scale > finest ? undefined : { under, over: { scale, run: (cells, origin) => seen(seen(over.run(cells, origin)) * seen(by.run(cells, origin))) } }
}

/** The quotient at so many decimals. */
export function atDecimals({ over, under }: Quotient, decimals: number): Fast | undefined {
  const shift = shifts(decimals + under.scale - over.scale)
  if (shift === undefined) return undefined
  const [up, down] = shift
  return { scale: decimals, run: (cells, origin) => divided(over.run(cells, origin) * up, under.run(cells, origin) * down) }
}

/** By what to multiply dividend and divisor, so that the quotient has so many more digits. */
export function shifts(digits: number): readonly [up: number, down: number] | undefined {
  return Math.abs(digits) > finest ? undefined : [powers[Math.max(0, digits)] as number, powers[Math.max(0, -digits)] as number]
}

/** Rounded half away from zero by the remainder of integers. */
export function divided(over: number, under: number): number {
  const n = seen(over)
  const d = seen(under)
  // The error of a division by zero comes before a blank that is multiplied by it.
  if (d === 0) return leave()
  if (n !== n || d !== d) return BLANK
  const quotient = Math.trunc(n / d)
  // n/d may round up to the next integer; the remainder tells, and is itself exact.
  const remainder = n - quotient * d
  const twice = Math.abs(remainder) * 2
  const size = Math.abs(d)
  if (twice < size) return quotient + 0
  if (twice > size * 2) return leave()
  return remainder === 0 ? quotient : quotient + (n < 0 === d < 0 ? 1 : -1)
}

/** `a / b <= c` is `a <= c * b`, or `a >= c * b` where b is negative. `holds` takes both sides in their order. */
export function compared({ over, under }: Quotient, other: Fast, turned: boolean, holds: (x: number, y: number) => boolean): Run | undefined {
  const shift = shifts(under.scale + other.scale - over.scale)
  if (shift === undefined) return undefined
  const [up, down] = shift
  return (cells, origin) => {
    const n = seen(over.run(cells, origin))
    const d = seen(under.run(cells, origin))
    const value = seen(other.run(cells, origin))
    if (d === 0) return leave()
    if (n !== n || d !== d || value !== value) return BLANK
    const sign = d < 0 ? -1 : 1
    const left = seen(n * up) * sign
    const right = seen(seen(value * d) * down) * sign
    return (turned ? holds(right, left) : holds(left, right)) ? 1 : 0
  }
}
