// What may an expression come to, given what its cells may hold? Intervals, with blank, error, true and false beside them.
// The answer is never too narrow: what it rules out cannot happen; what it allows may still be impossible, because two
// mentions of one cell are taken for two cells.
import { dayNumber } from '../calendar.ts'
import { LARGEST } from '../value.ts'
import { add, compare, divide, fraction, fractionOf, isFailure, isFraction, multiply, negate, toUnits, type Exact, type Fraction } from './exact.ts'
import { applyOperator } from './operator.ts'
import { operators } from './operators.ts'
import type { CallNode, Node, RangeNode, ReferenceNode } from './tree.ts'

/** From `least` to `most`, both included; undefined is endless. */
type Interval = { readonly least?: Fraction | undefined; readonly most?: Fraction | undefined }

export type Bounds = Interval & {
  /** It may be something: a number, a day, a text, true or false. */
  readonly filled: boolean
  readonly blank: boolean
  readonly fails: boolean
  readonly true: boolean
  readonly false: boolean
  /** The one thing that it is, where cells have no say in it. */
  readonly constant?: Exact
}

/** What the cells behind a name may hold. `count`: the most cells of a range; undefined where there is no limit. */
export type CellBounds = Interval & { readonly blank: boolean; readonly fails: boolean; readonly count?: number }
export type BoundsOf = (node: ReferenceNode | RangeNode) => CellBounds | undefined

/** A typed cell: limits in its smallest unit, as layouts hold them. */
export function typedCell(min: number | undefined, max: number | undefined, decimals: number): CellBounds {
  const at = (units: number | undefined): Fraction | undefined => (units === undefined ? undefined : { n: BigInt(units), d: 10n ** BigInt(decimals) })
  return { least: at(min), most: at(max), blank: true, fails: false }
}

const anything: Bounds = { filled: true, blank: true, fails: true, true: true, false: true }
const zero = fraction(0n)

/** Of a checked expression. */
export function bounds(node: Node, boundsOf: BoundsOf): Bounds {
  switch (node.kind) {
    case 'number':
      return constantly(fractionOf(node.text))
    case 'date':
      return constantly(fraction(BigInt(dayNumber(node.day))))
    case 'boolean':
    case 'text':
      return constantly(node.value)
    case 'blank':
      return constantly(null)
    case 'reference':
    case 'range': {
      const cell = boundsOf(node)
      return cell === undefined ? anything : { ...cell, filled: true, true: true, false: true }
    }
    case 'call':
      return ofCall(node, boundsOf)
  }
}

function constantly(value: Exact): Bounds {
  const number = isFraction(value) ? { least: value, most: value } : {}
  return { ...number, filled: value !== null && !isFailure(value), blank: value === null, fails: isFailure(value), true: value === true, false: value === false, constant: value }
}

function ofCall(node: CallNode, boundsOf: BoundsOf): Bounds {
  const operator = operators.get(node.operator)
  if (operator === undefined) return anything
  // A range may have no cells at all, which is as if they were blank.
  const args = node.args.map((one) => (one.kind === 'range' ? { ...bounds(one, boundsOf), blank: true } : bounds(one, boundsOf)))
  const constants = args.map((one) => one.constant)
  if (operator.calendar !== true && !constants.includes(undefined)) return constantly(applyOperator(operator, constants as Exact[]))
  const counts = node.args.map((one) => (one.kind === 'range' ? boundsOf(one)?.count : 1))
  const rule = Object.hasOwn(rules, node.operator) ? rules[node.operator] : undefined
  const result = rule?.(args, counts) ?? {}
  const spread = operator.blank === 'spread'
  return {
    least: undefined,
    most: undefined,
    filled: !spread || args.every((one) => one.filled),
    blank: operator.blank === 'skip' ? args.every((one) => one.blank) : spread ? args.some((one) => one.blank) : true,
    fails: fails(node, args),
    true: true,
    false: true,
    ...result,
  }
}

/** Operators that make errors of their own out of sound arguments, unless their rule below says that they do not. */
const mayFail = ['/', 'round', 'floor', 'ceiling', 'add_days', 'add_working_days', 'days_between', 'working_days_between', 'age_on', 'year_of', 'month_of', 'matches']

const fails = (node: CallNode, args: readonly Bounds[]): boolean => args.some((one) => one.fails) || mayFail.includes(node.operator)

type Rule = (args: readonly Bounds[], counts: readonly (number | undefined)[]) => Partial<Bounds>

// — intervals —

const lower = (a: Fraction | undefined, b: Fraction | undefined): Fraction | undefined => (a === undefined || b === undefined ? undefined : compare(a, b) <= 0 ? a : b)
const upper = (a: Fraction | undefined, b: Fraction | undefined): Fraction | undefined => (a === undefined || b === undefined ? undefined : compare(a, b) >= 0 ? a : b)
const only = ({ least, most }: Interval): Interval => ({ least, most })
const around = (list: readonly Interval[]): Interval =>
  only(list.reduce((so, one) => ({ least: lower(so.least, one.least), most: upper(so.most, one.most) })))
/** What a blank adds nothing to. */
const withZero = (one: Bounds): Interval => (!one.filled ? nothing : one.blank ? around([one, nothing]) : only(one))
const nothing: Interval = { least: zero, most: zero }
/** What is filled in, of arguments whose blanks are left out. */
const filledOf = (args: readonly Bounds[]): Interval => around(args.some((one) => one.filled) ? args.filter((one) => one.filled) : [nothing])
const plus = (a: Interval, b: Interval): Interval => ({
  least: a.least === undefined || b.least === undefined ? undefined : add(a.least, b.least),
  most: a.most === undefined || b.most === undefined ? undefined : add(a.most, b.most),
})
const minus = ({ least, most }: Interval): Interval => ({ least: most === undefined ? undefined : negate(most), most: least === undefined ? undefined : negate(least) })
const notNegative = ({ least }: Interval): boolean => least !== undefined && least.n >= 0n

function times(a: Interval, b: Interval): Interval {
  const ends = [a.least, a.most].flatMap((x) => [b.least, b.most].map((y) => (x === undefined || y === undefined ? undefined : multiply(x, y))))
  const known = ends.filter((one) => one !== undefined)
  if (known.length === ends.length) return around(known.map((one) => ({ least: one, most: one })))
  return notNegative(a) && notNegative(b) ? { least: ends[0] } : {}
}

/** So many cells of a range: none of them, or all. */
function repeated(one: Bounds, count: number | undefined): Interval {
  const cells = withZero(one)
  if (count === 1) return cells
  const many = count === undefined ? undefined : fraction(BigInt(count))
  const least = lower(cells.least, zero)
  const most = upper(cells.most, zero)
  return {
    least: least === undefined || least.n === 0n ? least : many === undefined ? undefined : multiply(least, many),
    most: most === undefined || most.n === 0n ? most : many === undefined ? undefined : multiply(most, many),
  }
}

// — conditions —

type Truth = { readonly true: boolean; readonly false: boolean }
const condition = ({ true: yes, false: no }: Truth): Partial<Bounds> => ({ least: undefined, most: undefined, true: yes, false: no })
const below = (a: Fraction | undefined, b: Fraction | undefined, or: boolean): boolean => a === undefined || b === undefined || compare(a, b) < 0 || (or && compare(a, b) === 0)

/** May a be less than b, and may it not be? */
const less = (a: Bounds, b: Bounds, or: boolean): Truth =>
  !a.filled || !b.filled ? { true: false, false: false } : { true: below(a.least, b.most, or), false: below(b.least, a.most, !or) }
const swapped = ({ true: yes, false: no }: Truth): Truth => ({ true: no, false: yes })
const equal = (a: Bounds, b: Bounds): Truth => {
  if (!a.filled || !b.filled) return { true: false, false: false }
  const meets = below(a.least, b.most, true) && below(b.least, a.most, true)
  const one = [a.least, a.most, b.least, b.most]
  return { true: meets, false: !one.every((end) => end !== undefined && compare(end, one[0] as Fraction) === 0) }
}
const all = (truths: readonly Truth[]): Truth => ({ true: truths.every((one) => one.true), false: truths.some((one) => one.false) })
const any = (truths: readonly Truth[]): Truth => ({ true: truths.some((one) => one.true), false: truths.every((one) => one.false) })
const surely = (one: Bounds, value: boolean): boolean => one[value ? 'true' : 'false'] && !one[value ? 'false' : 'true'] && !one.blank && !one.fails

/** Three-valued: a part that is surely decisive leaves nothing unknown. */
const logic = (args: readonly Bounds[], decisive: boolean): Partial<Bounds> => {
  const decided = args.some((one) => surely(one, decisive))
  return { ...condition(decisive ? any(args) : all(args)), blank: !decided && args.some((one) => one.blank), fails: !decided && args.some((one) => one.fails) }
}

const [first, second, third] = [0, 1, 2].map((index) => (args: readonly Bounds[]): Bounds => args[index] as Bounds) as [(args: readonly Bounds[]) => Bounds, (args: readonly Bounds[]) => Bounds, (args: readonly Bounds[]) => Bounds]

const sum: Rule = (args, counts) => args.map((one, index) => repeated(one, counts[index])).reduce(plus)
/** The cut value of either end, where it is known to how many decimals. */
const cut = (name: string): Rule => (args) => {
  const operator = operators.get(name)
  const places = args.length === 1 ? zero : second(args).constant
  if (operator === undefined || places === undefined || places === null || !isFraction(places)) return {}
  const ended = (end: Fraction | undefined): Fraction | undefined => {
    const made = end === undefined ? undefined : applyOperator(operator, [end, places])
    return made !== undefined && isFraction(made) ? made : undefined
  }
  const decimals = toUnits(places, 0)
  return { least: ended(first(args).least), most: ended(first(args).most), fails: first(args).fails || decimals < 0n || decimals > 12n }
}

const rules: Readonly<Record<string, Rule>> = {
  '+': (args) => args.map(withZero).reduce(plus),
  '-': (args) => {
    const [a, b] = args as [Bounds, Bounds | undefined]
    return { ...(b === undefined ? minus(a) : plus(a, minus(withZero(b)))), filled: a.filled, blank: a.blank }
  },
  '*': (args) => times(first(args), second(args)),
  '/': (args) => {
    const [over, under] = [first(args), second(args)]
    if (under.least?.n === 0n && under.most?.n === 0n) return { filled: false }
    const away = under.least !== undefined && under.most !== undefined && (under.least.n > 0n || under.most.n < 0n)
    if (!away) return notNegative(over) && notNegative(under) ? { least: zero } : {}
    const ends = [under.least, under.most].map((end) => divide(fraction(1n), end as Fraction))
    return { ...times(over, around(ends.map((end) => ({ least: end, most: end })))), fails: over.fails || under.fails }
  },
  sum,
  mean: filledOf,
  min: filledOf,
  max: filledOf,
  count: (args, counts) => ({
    least: fraction(BigInt(args.filter((one, index) => !one.blank && counts[index] === 1).length)),
    most: counts.includes(undefined) ? undefined : fraction(BigInt(counts.reduce<number>((so, one) => so + (one ?? 0), 0))),
    blank: false,
  }),
  abs: (args) => {
    const one = first(args)
    const turned = minus(one)
    if (notNegative(one)) return only(one)
    if (notNegative(turned)) return turned
    return { least: zero, most: upper(one.most, turned.most) }
  },
  round: cut('round'),
  floor: cut('floor'),
  ceiling: cut('ceiling'),
  or_zero: (args) => ({ ...withZero(first(args)), filled: true, blank: false }),
  coalesce: (args) => {
    const end = args.findIndex((one) => !one.blank)
    const reached = (end < 0 ? args : args.slice(0, end + 1)).filter((one) => one.filled)
    return reached.length === 0
      ? { filled: false, true: false, false: false, blank: end < 0 }
      : { ...around(reached), true: reached.some((one) => one.true), false: reached.some((one) => one.false), blank: end < 0 }
  },
  if: (args) => {
    const test = first(args)
    const taken = [...(test.true ? [second(args)] : []), ...(test.false ? [third(args)] : [])]
    const shown = taken.filter((one) => one.filled)
    return {
      ...(shown.length === 0 ? {} : around(shown)),
      filled: shown.length > 0,
      true: shown.some((one) => one.true),
      false: shown.some((one) => one.false),
      blank: test.blank || taken.some((one) => one.blank),
      fails: test.fails || taken.some((one) => one.fails),
    }
  },
  '=': (args) => condition(equal(first(args), second(args))),
  '!=': (args) => condition(swapped(equal(first(args), second(args)))),
  '<': (args) => condition(less(first(args), second(args), false)),
  '<=': (args) => condition(less(first(args), second(args), true)),
  '>': (args) => condition(swapped(less(first(args), second(args), true))),
  '>=': (args) => condition(swapped(less(first(args), second(args), false))),
  between: (args) => condition(all([swapped(less(first(args), second(args), false)), less(first(args), third(args), true)])),
  one_of: ([value, ...list]) => condition(any(list.map((one) => equal(value as Bounds, one)))),
  and: (args) => logic(args, false),
  or: (args) => logic(args, true),
  not: (args) => condition(swapped(first(args))),
  is_blank: (args) => ({ ...condition({ true: first(args).blank, false: first(args).filled }), blank: false }),
  month_of: () => ({ least: fraction(1n), most: fraction(12n) }),
  age_on: () => ({ least: zero }),
  length: () => ({ least: fraction(1n) }),
}

// — what follows for a definition —

/** A rule that cannot be broken, or that nothing can keep; undefined where neither is certain. */
export function verdict(rule: Node, boundsOf: BoundsOf): 'never-fails' | 'never-holds' | undefined {
  const found = bounds(rule, boundsOf)
  return !found.true ? 'never-holds' : !found.false ? 'never-fails' : undefined
}

/** A condition that nothing can make true, or that holds whatever is filled in or not; undefined where neither is certain. */
export function decision(condition: Node, boundsOf: BoundsOf): 'always-holds' | 'never-holds' | undefined {
  const found = bounds(condition, boundsOf)
  return !found.true ? 'never-holds' : !found.false && !found.blank && !found.fails ? 'always-holds' : undefined
}

/** Can the result outgrow a cell of so many decimals, within the limits that were set? */
export function mayExceed(node: Node, boundsOf: BoundsOf, decimals: number): boolean {
  const largest: Fraction = { n: BigInt(LARGEST), d: 10n ** BigInt(decimals) }
  const { least, most } = bounds(node, boundsOf)
  return (most !== undefined && compare(most, largest) > 0) || (least !== undefined && compare(negate(largest), least) > 0)
}
