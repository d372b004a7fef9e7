// The quick way through an expression: integers in doubles, at one scale per operator. It notices when a step leaves the
// range in which doubles are exact, and when an operand is an error; then the exact way is taken instead. What it does
// not know it leaves to the exact way from the start. On what it does know it must agree, digit by digit.
import { dayNumber, firstDay, lastDay, monthOf, yearOf, yearsBetween } from '../calendar.ts'
import { BLANK, LARGEST } from '../value.ts'
import { cellTarget } from './compile-exact.ts'
import { isAggregate, overRanges, overRuns, partOf, sumAndCount, type Part } from './compile-range.ts'
import { atDecimals, compared, divided, finest, multiplied, powers, shifts, type Quotient } from './compile-quotient.ts'
import type { CellTarget, Cells, Resolve, Run } from './compile.ts'
import { begin, hasLeft, leave, seen, seenDay } from './exactness.ts'
import type { CallNode, Node } from './tree.ts'

/** `run` gives integers of 10^-scale. */
export type Fast = { readonly scale: number; readonly run: Run }

/** Undefined: only the exact way knows this one. */
export function compileFast(node: Node, resolve: Resolve, decimals: number | undefined, slow: Run): Run | undefined {
  const run = decimals === undefined ? fastOf(node, resolve)?.run : toDecimals(node, resolve, decimals)
  if (run === undefined) return undefined
  return (cells, origin) => {
    begin()
    const value = run(cells, origin)
    return hasLeft() ? slow(cells, origin) : value
  }
}

/** Undefined where it would have to be rounded. */
function atScale(fast: Fast, scale: number): Run | undefined {
  if (fast.scale === scale) return fast.run
  return fast.scale > scale || scale > finest ? undefined : rescaled(fast, scale)
}

function rescaled({ scale, run }: Fast, wanted: number): Run {
  if (scale === wanted) return run
  const factor = powers[wanted - scale] as number
  return (cells, origin) => seen(run(cells, origin) * factor)
}

function fastOf(node: Node, resolve: Resolve): Fast | undefined {
  switch (node.kind) {
    case 'number': {
      const scale = (node.text.split('.')[1] ?? '').length
      const value = Number(node.text.replace('.', ''))
      return scale > finest || value > LARGEST ? undefined : constant(value, scale)
    }
    case 'boolean':
      return constant(node.value ? 1 : 0)
    case 'date':
      return constant(dayNumber(node.day))
    case 'blank':
      return constant(BLANK)
    case 'reference': {
      const target = cellTarget(node, resolve)
      // The double of a text says only whether it is blank; its words are read by the exact way.
      return target.text === true ? undefined : { scale: target.decimals, run: readerOf(target) }
    }
    case 'text':
    case 'range':
      return undefined
    case 'call':
      return callOf(node, resolve)
  }
}

const constant = (value: number, scale = 0): Fast => ({ scale, run: () => value })

export function readerOf(target: CellTarget): Run {
  if (target.kind === 'near') {
    const { offset } = target
    return (cells, origin) => cells.v[origin + offset] as number
  }
  const { offset, table } = target
  return (cells) => cells.v[(cells.base[table] as number) + offset] as number
}

function callOf(node: CallNode, resolve: Resolve): Fast | undefined {
  const { operator, args } = node
  if (rounded.has(operator)) return roundedOf(node, resolve)
  if (isAggregate(operator)) {
    const parts = partsOf(args, operator === 'count', resolve)
    return parts === undefined ? undefined : aggregate(operator, parts)
  }
  if (Object.hasOwn(comparisons, operator) && args.some(divides)) return comparedOf(node, resolve)
  const make = Object.hasOwn(makers, operator) ? makers[operator] : undefined
  if (make === undefined) return undefined
  const parts = args.map((one) => fastOf(one, resolve))
  if (parts.includes(undefined)) return undefined
  const known = parts as Fast[]
  const scale = Math.max(0, ...known.map((one) => one.scale))
  return scale > finest ? undefined : make(known.map((one) => rescaled(one, scale)), scale, known)
}

/** The arguments of an aggregate. Each is worked out once: a second time would double with every level of nesting. */
function partsOf(args: readonly Node[], texts: boolean, resolve: Resolve): Part[] | undefined {
  const parts = args.map((one) => partOf(one, texts, resolve, fastOf))
  return parts.includes(undefined) ? undefined : (parts as Part[])
}

/** sum, count, min or max of what its arguments hold. */
function aggregate(operator: string, parts: readonly Part[]): Fast | undefined {
  const scale = operator === 'count' ? 0 : Math.max(0, ...parts.map((one) => one.scale))
  if (scale > finest) return undefined
  const runs = parts.flatMap(({ run, ...one }) => (run === undefined ? [] : [operator === 'count' ? run : rescaled({ run, scale: one.scale }, scale)]))
  if (runs.length === parts.length) return { scale, run: overRuns(operator, runs) }
  return { scale, run: overRanges(operator, parts.map((one) => one.each), parts.map((one) => (operator === 'count' ? 1 : (powers[scale - one.scale] as number)))) }
}

/** Makes an operator of parts at one scale. `parts`: the same before they were brought to it. */
type Make = (level: readonly Run[], scale: number, parts: readonly Fast[]) => Fast | undefined

const condition = (holds: (x: number, y: number) => boolean): Make => ([a, b]) => {
  const [left, right] = [a as Run, b as Run]
  return { scale: 0, run: (cells, origin) => {
    const x = seen(left(cells, origin))
    const y = seen(right(cells, origin))
    return x !== x || y !== y ? BLANK : holds(x, y) ? 1 : 0
  } }
}

/** Three-valued logic: the `decisive` value wins, then unknown. */
const logic = (decisive: 0 | 1): Make => (level) => ({ scale: 0, run: (cells, origin) => {
  let unknown = false
  for (const part of level) {
    const value = seen(part(cells, origin))
    if (value === decisive) return decisive
    if (value !== value) unknown = true
  }
  return unknown ? BLANK : 1 - decisive
} })

/** Days and counts of days are whole; `know` says what the operator makes of two of them. */
const days = (know: (a: number, b: number, cells: Cells) => number): Make => ([a, b], scale) => {
  const [left, right] = [a as Run, b as Run | undefined]
  return scale > 0 ? undefined : { scale: 0, run: (cells, origin) => {
    const x = seenDay(left(cells, origin))
    const y = right === undefined ? 0 : seen(right(cells, origin))
    return x !== x || y !== y ? BLANK : know(x, y, cells)
  } }
}

const comparisons: Readonly<Record<string, (x: number, y: number) => boolean>> = {
  '=': (x, y) => x === y,
  '!=': (x, y) => x !== y,
  '<': (x, y) => x < y,
  '<=': (x, y) => x <= y,
  '>': (x, y) => x > y,
  '>=': (x, y) => x >= y,
}

const makers: Readonly<Record<string, Make>> = {
  '+': (level, scale) => {
    if (level.length !== 2) return { scale, run: (cells, origin) => total(level, cells, origin) }
    const [a, b] = level as [Run, Run]
    return { scale, run: (cells, origin) => {
      const x = a(cells, origin)
      const y = b(cells, origin)
      return x !== x ? seen(y) : y !== y ? seen(x) : seen(x + y)
    } }
  },
  '-': (level, scale) => {
    const [a, b] = level as [Run, Run | undefined]
    if (b === undefined) return { scale, run: (cells, origin) => -seen(a(cells, origin)) + 0 }
    return { scale, run: (cells, origin) => {
      const x = a(cells, origin)
      const y = b(cells, origin)
      return y !== y ? seen(x) : seen(seen(x) - seen(y))
    } }
  },
  '*': (_, __, [x, y]) => {
    const [left, right] = [x as Fast, y as Fast]
    const scale = left.scale + right.scale
    return scale > finest ? undefined : { scale, run: (cells, origin) => seen(seen(left.run(cells, origin)) * seen(right.run(cells, origin))) + 0 }
  },
  ...Object.fromEntries(Object.entries(comparisons).map(([operator, holds]) => [operator, condition(holds)])),
  and: logic(0),
  or: logic(1),
  not: ([a]) => ({ scale: 0, run: (cells, origin) => 1 - seen((a as Run)(cells, origin)) }),
  if: ([, yes, no], scale, [test]) => {
    const [a, b, c] = [(test as Fast).run, yes as Run, no as Run]
    return { scale, run: (cells, origin) => {
      const holds = seen(a(cells, origin))
      return holds !== holds ? BLANK : holds === 1 ? b(cells, origin) : c(cells, origin)
    } }
  },
  between: ([a, b, c]) => {
    const [value, low, high] = [a as Run, b as Run, c as Run]
    return { scale: 0, run: (cells, origin) => {
      const x = seen(value(cells, origin))
      const least = seen(low(cells, origin))
      const most = seen(high(cells, origin))
      return x !== x || least !== least || most !== most ? BLANK : x >= least && x <= most ? 1 : 0
    } }
  },
  one_of: ([a, ...list]) => {
    const value = a as Run
    return { scale: 0, run: (cells, origin) => {
      const x = seen(value(cells, origin))
      let found: number = 0
      for (const part of list) {
        const other = seen(part(cells, origin))
        if (other === x) found = 1
        else if (other !== other && found === 0) found = BLANK
      }
      return x !== x ? BLANK : found
    } }
  },
  coalesce: (level, scale) => ({ scale, run: (cells, origin) => {
    for (const part of level) {
      const value = part(cells, origin)
      if (value === value) return value
    }
    return BLANK
  } }),
  or_zero: ([a], scale) => ({ scale, run: (cells, origin) => {
    const x = seen((a as Run)(cells, origin))
    return x !== x ? 0 : x
  } }),
  is_blank: ([a]) => ({ scale: 0, run: (cells, origin) => {
    const x = seen((a as Run)(cells, origin))
    return x !== x ? 1 : 0
  } }),
  abs: ([a], scale) => ({ scale, run: (cells, origin) => Math.abs(seen((a as Run)(cells, origin))) }),
  days_between: days((from, to) => seenDay(to) - from),
  add_days: days((from, count) => seenDay(from + count)),
  year_of: days(yearOf),
  month_of: days(monthOf),
  age_on: days((birth, on) => (seenDay(on) < birth || hasLeft() ? leave() : yearsBetween(birth, on))),
  working_days_between: days((from, to, { workingDays }) => (workingDays === undefined ? BLANK : workingDays.between(from, seenDay(to)))),
  add_working_days: days((from, count, { workingDays }) => {
    if (hasLeft() || Math.abs(count) > lastDay - firstDay) return leave()
    return workingDays === undefined ? BLANK : seenDay(workingDays.add(from, count))
  }),
}

/** Blanks are skipped; each step stays exact or is noticed. */
function total(parts: readonly Run[], cells: Cells, origin: number): number {
  let sum = BLANK
  for (const part of parts) {
    const value = part(cells, origin)
    if (value === value) sum = seen(sum === sum ? sum + value : value)
  }
  return sum
}

// — what is rounded —

const rounded = new Map<string, (remainder: number, factor: number) => -1 | 0 | 1>([
  ['round', (remainder, factor) => (Math.abs(remainder) * 2 < factor ? 0 : remainder < 0 ? -1 : 1)],
  ['floor', (remainder) => (remainder < 0 ? -1 : 0)],
  ['ceiling', (remainder) => (remainder > 0 ? 1 : 0)],
])

/** To so many decimals as the definition says. */
function roundedOf({ operator, args }: CallNode, resolve: Resolve): Fast | undefined {
  const [value, places] = args
  if (value === undefined || (places !== undefined && places.kind !== 'number')) return undefined
  const wanted = places === undefined ? 0 : Number(places.text)
  if (!Number.isInteger(wanted) || wanted > finest) return undefined
  if (divides(value)) {
    const run = operator === 'round' ? toDecimals(value, resolve, wanted) : undefined
    return run === undefined ? undefined : { scale: wanted, run }
  }
  const fast = fastOf(value, resolve)
  if (fast === undefined || fast.scale <= wanted) return fast
  const factor = powers[fast.scale - wanted] as number
  const away = rounded.get(operator) as NonNullable<ReturnType<typeof rounded.get>>
  return { scale: wanted, run: (cells, origin) => {
    const x = seen(fast.run(cells, origin))
    if (x !== x) return BLANK
    const remainder = x % factor
    return (x - remainder) / factor + away(remainder, factor) + 0
  } }
}

/** Operators that hand on one of their arguments as it is: rounding it and rounding them is the same. */
const hands = ['if', 'coalesce', 'or_zero']

/** Is there a quotient at the bottom of what would have to be rounded? */
function divides(node: Node): boolean {
  if (node.kind !== 'call') return false
  return node.operator === '/' || node.operator === 'mean' || ((node.operator === '*' || hands.includes(node.operator)) && node.args.some(divides))
}

/** The expression rounded to so many decimals, where it divides or is no finer; undefined: only the exact way knows. */
function toDecimals(node: Node, resolve: Resolve, decimals: number): Run | undefined {
  if (!divides(node)) {
    const fast = fastOf(node, resolve)
    return fast === undefined ? undefined : atScale(fast, decimals)
  }
  if (node.kind !== 'call') return undefined
  if (node.operator === 'mean') return meanOf(node, resolve, decimals)
  if (!hands.includes(node.operator)) {
    const quotient = quotientOf(node, resolve)
    return quotient === undefined ? undefined : atDecimals(quotient, decimals)?.run
  }
  const test = node.operator === 'if' ? fastOf(node.args[0] as Node, resolve) : undefined
  const parts = (node.operator === 'if' ? node.args.slice(1) : node.args).map((one) => toDecimals(one, resolve, decimals))
  if (parts.includes(undefined) || (node.operator === 'if' && test === undefined)) return undefined
  const runs = parts as Run[]
  return makers[node.operator]?.(test === undefined ? runs : [test.run, ...runs], decimals, test === undefined ? [] : [test])?.run
}

function quotientOf(node: Node, resolve: Resolve): Quotient | undefined {
  if (node.kind !== 'call' || (node.operator !== '/' && node.operator !== '*')) return undefined
  const [a, b] = node.args as [Node, Node]
  if (node.operator === '/') {
    const [over, under] = [fastOf(a, resolve), fastOf(b, resolve)]
    return over === undefined || under === undefined ? undefined : { over, under }
  }
  const [ratio, by] = divides(a) ? [a, b] : [b, a]
  const quotient = divides(by) ? undefined : quotientOf(ratio, resolve)
  const factor = quotient === undefined ? undefined : fastOf(by, resolve)
  return quotient === undefined || factor === undefined ? undefined : multiplied(quotient, factor)
}

function meanOf({ args }: CallNode, resolve: Resolve, decimals: number): Run | undefined {
  const parts = partsOf(args, false, resolve)
  const scale = Math.max(0, ...(parts ?? []).map((one) => one.scale))
  const shift = shifts(decimals - scale)
  if (parts === undefined || shift === undefined || scale > finest) return undefined
  const [up, down] = shift
  return sumAndCount(parts.map((one) => one.each), parts.map((one) => powers[scale - one.scale] as number), (sum, count) => (count === 0 ? BLANK : divided(sum * up, count * down)))
}

/** A quotient against something that is none. */
function comparedOf({ operator, args }: CallNode, resolve: Resolve): Fast | undefined {
  const holds = comparisons[operator]
  const [a, b] = args as [Node, Node]
  if (holds === undefined || divides(a) === divides(b)) return undefined
  const quotient = quotientOf(divides(a) ? a : b, resolve)
  const other = quotient === undefined ? undefined : fastOf(divides(a) ? b : a, resolve)
  const run = quotient === undefined || other === undefined ? undefined : compared(quotient, other, divides(b), holds)
  return run === undefined ? undefined : { scale: 0, run }
}
