// The language: one row per operator, with its types, its blank policy, its exact meaning and its words. A new operator
// is a row here and a table in test/core/expression/operators.test.ts; neither parser nor compiler knows any by name
// but the spelling of the infix ones.
import {
  add, compare, divide, isFailure, isFraction, multiply, negate, toUnits, fraction, type Exact, type Fraction,
} from './exact.ts'
import type { Type } from './tree.ts'

/** `skip`: blanks count as absent, the result is blank when all are. `spread`: one blank makes the result blank.
 * `own`: the function decides (logic is three-valued: unknown or true is true). */
export type BlankPolicy = 'skip' | 'spread' | 'own'

export type Operator = {
  readonly name: string
  /** Infix spelling and its binding strength; calls have none. */
  readonly infix?: { readonly symbol: string; readonly strength: number }
  readonly params: readonly Type[] | 'any'
  /** The last parameter may repeat (`sum(a, b, column c)`). */
  readonly rest?: boolean
  /** Fewest arguments where it is not the number of params. */
  readonly least?: number
  readonly result: Type | 'same'
  /** Accepts ranges (`column x`, `row total`), each cell of which is an argument. */
  readonly columns?: boolean
  readonly blank: BlankPolicy
  /** The function sees errors too. Everywhere else an error among the arguments is the result. */
  readonly errors?: 'own'
  readonly apply: (args: readonly Exact[]) => Exact
  /** `{0}`, `{1}` … are the arguments; `{*}` is all of them with commas. */
  readonly words: { readonly vi: string; readonly en: string }
}

const numbers = (args: readonly Exact[]): Fraction[] => args.filter(isFraction)
const one = (args: readonly Exact[], index: number): Fraction => args[index] as Fraction
const sum = (args: readonly Exact[]): Exact => numbers(args).reduce(add)

/** One decisive value decides, whatever the others are and in whatever order; then an error counts, then a blank. */
const decide = (args: readonly Exact[], decisive: boolean): Exact =>
  args.includes(decisive) ? decisive : (args.find(isFailure) ?? (args.includes(null) ? null : !decisive))

/** Numbers, booleans and texts of one type compare; blank makes it unknown. */
const comparison = (name: string, symbol: string, holds: (order: number) => boolean, vi: string): Operator => ({
  name,
  infix: { symbol, strength: 4 },
  params: ['number', 'number'],
  result: 'boolean',
  blank: 'spread',
  apply: (args) => holds(compare(one(args, 0), one(args, 1))),
  words: { vi, en: vi },
})

const equality = (name: string, symbol: string, wanted: boolean): Operator => ({
  name,
  infix: { symbol, strength: 4 },
  params: 'any',
  least: 2,
  result: 'boolean',
  blank: 'spread',
  apply: ([a, b]) =>
    (isFraction(a as Exact) && isFraction(b as Exact) ? compare(a as Fraction, b as Fraction) === 0 : a === b) === wanted,
  words: { vi: `{0} ${wanted ? '=' : '≠'} {1}`, en: `{0} ${wanted ? '=' : '≠'} {1}` },
})

const pick = (name: string, better: (order: number) => boolean, vi: string, en: string): Operator => ({
  name,
  params: ['number'],
  rest: true,
  result: 'number',
  columns: true,
  blank: 'skip',
  apply: (args) => numbers(args).reduce((best, next) => (better(compare(next, best)) ? next : best)),
  words: { vi: `${vi} của {*}`, en: `${en} of {*}` },
})

const rows: readonly Operator[] = [
  {
    name: '+', infix: { symbol: '+', strength: 5 }, params: ['number', 'number'], rest: true, result: 'number', blank: 'skip',
    apply: sum, words: { vi: '{0} + {1}', en: '{0} + {1}' },
  },
  {
    name: '-', infix: { symbol: '-', strength: 5 }, params: ['number', 'number'], least: 1, result: 'number', blank: 'own',
    // A missing subtrahend takes nothing away; without anything to take from there is no difference.
    apply: (args) => {
      const [a, b] = args as [Fraction | null, Fraction | null | undefined]
      if (args.length === 1) return a === null ? null : negate(a)
      if (a === null) return null
      return b === null || b === undefined ? a : add(a, negate(b))
    },
    words: { vi: '{0} − {1}', en: '{0} − {1}' },
  },
  {
    name: '*', infix: { symbol: '*', strength: 6 }, params: ['number', 'number'], result: 'number', blank: 'spread',
    apply: (args) => multiply(one(args, 0), one(args, 1)), words: { vi: '{0} × {1}', en: '{0} × {1}' },
  },
  {
    name: '/', infix: { symbol: '/', strength: 6 }, params: ['number', 'number'], result: 'number', blank: 'spread',
    apply: (args) => (one(args, 1).n === 0n ? { error: 'division-by-zero' } : divide(one(args, 0), one(args, 1))),
    words: { vi: '{0} : {1}', en: '{0} ÷ {1}' },
  },
  equality('=', '=', true),
  equality('!=', '!=', false),
  comparison('<', '<', (order) => order < 0, '{0} < {1}'),
  comparison('<=', '<=', (order) => order <= 0, '{0} ≤ {1}'),
  comparison('>', '>', (order) => order > 0, '{0} > {1}'),
  comparison('>=', '>=', (order) => order >= 0, '{0} ≥ {1}'),
  {
    name: 'and', infix: { symbol: 'and', strength: 2 }, params: ['boolean', 'boolean'], rest: true, result: 'boolean', blank: 'own', errors: 'own',
    apply: (args) => decide(args, false),
    words: { vi: '{0} và {1}', en: '{0} and {1}' },
  },
  {
    name: 'or', infix: { symbol: 'or', strength: 1 }, params: ['boolean', 'boolean'], rest: true, result: 'boolean', blank: 'own', errors: 'own',
    apply: (args) => decide(args, true),
    words: { vi: '{0} hoặc {1}', en: '{0} or {1}' },
  },
  {
    name: 'not', params: ['boolean'], result: 'boolean', blank: 'spread',
    apply: ([value]) => value === false, words: { vi: 'không phải ({0})', en: 'not ({0})' },
  },
  {
    name: 'if', params: 'any', least: 3, result: 'same', blank: 'own', errors: 'own',
    // A branch that is not taken does not fail.
    apply: ([condition, yes, no]) =>
      condition === null || isFailure(condition as Exact) ? (condition as Exact) : condition === true ? (yes as Exact) : (no as Exact),
    words: { vi: 'nếu {0} thì {1}, nếu không thì {2}', en: 'if {0} then {1}, otherwise {2}' },
  },
  {
    name: 'sum', params: ['number'], rest: true, result: 'number', columns: true, blank: 'skip',
    apply: sum, words: { vi: 'tổng của {*}', en: 'the sum of {*}' },
  },
  {
    name: 'mean', params: ['number'], rest: true, result: 'number', columns: true, blank: 'skip',
    apply: (args) => divide(sum(args) as Fraction, fraction(BigInt(numbers(args).length))),
    words: { vi: 'trung bình của {*}', en: 'the mean of {*}' },
  },
  {
    name: 'count', params: ['number'], rest: true, result: 'number', columns: true, blank: 'own',
    apply: (args) => fraction(BigInt(numbers(args).length)),
    words: { vi: 'số ô có số liệu trong {*}', en: 'how many of {*} are filled in' },
  },
  pick('min', (order) => order < 0, 'số nhỏ nhất', 'the smallest'),
  pick('max', (order) => order > 0, 'số lớn nhất', 'the largest'),
  {
    name: 'abs', params: ['number'], result: 'number', blank: 'spread',
    apply: (args) => (one(args, 0).n < 0n ? negate(one(args, 0)) : one(args, 0)),
    words: { vi: 'độ lớn của {0}', en: 'the size of {0}' },
  },
  {
    name: 'round', params: ['number', 'number'], result: 'number', blank: 'spread',
    apply: (args) => {
      const decimals = toUnits(one(args, 1), 0)
      if (decimals < 0n || decimals > 12n) return { error: 'out-of-range' }
      return { n: toUnits(one(args, 0), Number(decimals)), d: 10n ** decimals }
    },
    words: { vi: '{0} làm tròn {1} chữ số', en: '{0} rounded to {1} decimals' },
  },
  {
    name: 'or_zero', params: ['number'], result: 'number', blank: 'own',
    apply: ([value]) => (value === null ? fraction(0n) : (value as Exact)),
    words: { vi: '{0} (để trống coi là 0)', en: '{0} (blank as 0)' },
  },
  {
    name: 'is_blank', params: 'any', least: 1, result: 'boolean', blank: 'own',
    apply: ([value]) => value === null, words: { vi: '{0} để trống', en: '{0} is blank' },
  },
]

export const operators: ReadonlyMap<string, Operator> = new Map(rows.map((row) => [row.name, row]))

/** Applies an operator as its blank policy says; an error among the arguments is the result. */
export function applyOperator(operator: Operator, args: readonly Exact[]): Exact {
  const failed = args.find(isFailure)
  if (failed !== undefined && operator.errors !== 'own') return failed
  switch (operator.blank) {
    case 'skip': {
      const present = args.filter((value) => value !== null)
      return present.length === 0 ? null : operator.apply(present)
    }
    case 'spread':
      return args.includes(null) ? null : operator.apply(args)
    case 'own':
      return operator.apply(args)
  }
}
