// What a cell holds while it is calculated: one double. An integer count of the cell's smallest unit, NaN for blank, or
// an error tag far outside the exact range. Blank is not zero; an error flows on into whatever reads it.

/** What kinds of cell there are. `holds`: a number kind lives in the double, a text kind beside it (its double says only
 * whether it is blank). `type`: as which an expression reads it. A new kind is a row here and a face in ui/ and pages/. */
export const cellKinds = {
  number: { holds: 'number', type: 'number' },
  /** an amount of money; `measure` names the currency unit */
  money: { holds: 'number', type: 'number' },
  /** days since 1970-01-01 */
  date: { holds: 'number', type: 'date' },
  /** 1 and 0 */
  'yes-no': { holds: 'number', type: 'boolean' },
  text: { holds: 'text', type: 'text' },
  'long-text': { holds: 'text', type: 'text' },
  /** a code of its choices */
  choice: { holds: 'text', type: 'text' },
  /** codes in the order of the choices, with a comma between */
  choices: { holds: 'text', type: 'text' },
  /** a unit's code */
  unit: { holds: 'text', type: 'text' },
  address: { holds: 'text', type: 'text' },
  'identity-number': { holds: 'text', type: 'text' },
  phone: { holds: 'text', type: 'text' },
  email: { holds: 'text', type: 'text' },
  /** file ids, with a comma between */
  attachment: { holds: 'text', type: 'text' },
} as const satisfies Record<string, { holds: 'number' | 'text'; type: 'number' | 'text' | 'date' | 'boolean' }>
export type CellKind = keyof typeof cellKinds

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

/** A figure past the exact range stands in a record as the first integer past it. Whoever opens the record has `out-of-range`
 * there again; nobody is given a wrong number, or a blank that would pass for "not reported". */
export const PAST = LARGEST + 1

/** A number as it travels and is stored, as a cell holds it. */
export function fromWire(value: number | string | null): number {
  if (value === null) return BLANK
  if (typeof value === 'string' && !/^-?\d+$/.test(value)) return errorValue('not-a-number')
  const number = typeof value === 'number' ? value : Number(value)
  if (number > LARGEST || number < -LARGEST) return errorValue('out-of-range')
  // Adding zero turns −0 into 0, so that equal cells have equal bits.
  return Math.floor(number) === number ? number + 0 : errorValue('not-a-number')
}

/** What a cell holds, as it travels and is stored. Errors other than `out-of-range` are blank: they are calculated again. */
export function toWire(value: number): number | null {
  if (isError(value)) return errorOf(value) === 'out-of-range' ? PAST : null
  return isBlank(value) ? null : value
}

/** The exact sum of what is filled in, however large; undefined where an error is among them. */
export function sumExactly(values: readonly number[]): bigint | undefined {
  if (values.some(isError)) return undefined
  return values.reduce((sum, value) => (isBlank(value) ? sum : sum + BigInt(value)), 0n)
}

/** The sum of what is filled in of values as they travel; null where all are blank, undefined where it cannot be said exactly. */
export function exactSum(values: readonly (number | string | null)[]): number | null | undefined {
  const sum = sumExactly(values.map(fromWire))
  if (sum === undefined || sum > LARGEST || sum < -LARGEST) return undefined
  return values.every((one) => one === null) ? null : Number(sum)
}

/** Equal as cell contents: blank equals blank. */
export function same(a: number, b: number): boolean {
  return a === b || (a !== a && b !== b)
}
