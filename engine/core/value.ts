// What a cell holds while it is calculated: one double. An integer count of the cell's smallest unit, NaN for blank, or
// an error tag far outside the exact range. Blank is not zero; an error flows on into whatever reads it.

export const BLANK = NaN
/** Integers up to here are exact in a double. */
export const LARGEST = Number.MAX_SAFE_INTEGER

const firstError = 1e300
export const errorCodes = ['division-by-zero', 'out-of-range', 'not-a-number'] as const
export type ErrorCode = (typeof errorCodes)[number]

const tags: Readonly<Record<ErrorCode, number>> = { 'division-by-zero': 1e300, 'out-of-range': 2e300, 'not-a-number': 3e300 }

export function errorValue(code: ErrorCode): number {
  return tags[code]
}

export function isBlank(value: number): boolean {
  return value !== value
}

export function isError(value: number): boolean {
  return value >= firstError
}

export function errorOf(value: number): ErrorCode | undefined {
  return value >= firstError ? errorCodes.find((code) => tags[code] === value) : undefined
}

/** The exact sum of what is filled in, however large; undefined where an error is among them. */
export function sumExactly(values: readonly number[]): bigint | undefined {
  if (values.some(isError)) return undefined
  return values.reduce((sum, value) => (isBlank(value) ? sum : sum + BigInt(value)), 0n)
}

/** Equal as cell contents: blank equals blank. */
export function same(a: number, b: number): boolean {
  return a === b || (a !== a && b !== b)
}
