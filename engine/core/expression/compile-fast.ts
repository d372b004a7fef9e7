// The quick way through an expression: integers in doubles, at one scale per operator. It notices when a step leaves the
// range in which doubles are exact, and when an operand is an error; then the exact way is taken instead. What it does
// not know it leaves to the exact way from the start. On what it does know it must agree, digit by digit.
import { dayNumber, firstDay, lastDay, monthOf, yearOf, yearsBetween } from '../calendar.ts'
import { BLANK, LARGEST } from '../value.ts'
import { cellTarget } from './compile-exact.ts'
import { isAggregate, overRanges, overRuns, partOf, sumAndCount, type Part } from './compile-range.ts'
import type { CellTarget, Cells, Resolve, Run } from './compile.ts'
import { begin, hasLeft, leave, seen, seenDay } from './exactness.ts'
import type { CallNode, Node } from './tree.ts'

/** `run` gives integers of 10^-scale. */
export type Fast = { readonly scale: number; readonly run: Run }

const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent)
/** Scales beyond this leave no room for numbers. */
const finest = 9

/** Undefined: only the exact way knows this one. */
export function compileFast(node: Node, resolve: Resolve, decimals: number | undefined, slow: Run): Run | undefined {
  const fast = (decimals === undefined ? undefined : quotientOf(node, resolve, decimals)) ?? fastOf(node, resolve)
  const run = fast === undefined ? undefined : atScale(fast, decimals ?? fast.scale)
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
  '=': condition((x, y) => x === y),
  '!=': condition((x, y) => x !== y),
  '<': condition((x, y) => x < y),
  '<=': condition((x, y) => x <= y),
  '>': condition((x, y) => x > y),
  '>=': condition((x, y) => x >= y),
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

/** To so many decimals as the definition says; as many as a cell says is for the exact way. */
function roundedOf({ operator, args }: CallNode, resolve: Resolve): Fast | undefined {
  const [value, places] = args
  if (value === undefined || (places !== undefined && places.kind !== 'number')) return undefined
  const wanted = places === undefined ? 0 : Number(places.text)
  if (!Number.isInteger(wanted) || wanted > finest) return undefined
  const quotient = operator === 'round' ? quotientOf(value, resolve, wanted) : undefined
  const fast = quotient ?? fastOf(value, resolve)
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

/** `a / b` and `mean(…)` at so many decimals; undefined for everything else. */
function quotientOf(node: Node, resolve: Resolve, decimals: number): Fast | undefined {
  if (node.kind !== 'call') return undefined
  if (node.operator === '/') {
    const [over, under] = node.args.map((one) => fastOf(one, resolve))
    if (over === undefined || under === undefined) return undefined
    const [up, down] = shifts(decimals + under.scale - over.scale)
    return up === undefined || down === undefined
      ? undefined
      : { scale: decimals, run: (cells, origin) => divided(over.run(cells, origin) * up, under.run(cells, origin) * down) }
  }
  if (node.operator !== 'mean') return undefined
  const parts = partsOf(node.args, false, resolve)
  const scale = Math.max(0, ...(parts ?? []).map((one) => one.scale))
  const [up, down] = shifts(decimals - scale)
  if (parts === undefined || up === undefined || down === undefined || scale > finest) return undefined
  return { scale: decimals, run: sumAndCount(parts.map((one) => one.each), parts.map((one) => powers[scale - one.scale] as number), (sum, count) => divided(sum * up, count * down)) }
}

/** By what to multiply dividend and divisor, so that the quotient has so many more digits. */
function shifts(digits: number): readonly [number | undefined, number | undefined] {
  return Math.abs(digits) > finest ? [undefined, undefined] : [powers[Math.max(0, digits)], powers[Math.max(0, -digits)]]
}

/** Rounded half away from zero by the remainder of integers. */
function divided(over: number, under: number): number {
  const n = seen(over)
  const d = seen(under)
  if (n !== n || d !== d) return BLANK
  if (d === 0) return leave()
  const quotient = Math.trunc(n / d)
  // n/d may round up to the next integer; the remainder tells, and is itself exact.
  const remainder = n - quotient * d
  const twice = Math.abs(remainder) * 2
  const size = Math.abs(d)
  if (twice < size) return quotient + 0
  if (twice > size * 2) return leave()
  return remainder === 0 ? quotient : quotient + (n < 0 === d < 0 ? 1 : -1)
}
