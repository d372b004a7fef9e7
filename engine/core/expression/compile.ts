// A checked expression becomes a closure over the values of a sheet: no code generation (strict CSP), no object per
// cell. One closure serves every row or column of a template; `origin` says which. The fast path calculates with
// integers in doubles and notices when it leaves the exact range; then, and for what it does not know, exact.ts decides.
import { BLANK, LARGEST, errorOf, errorValue, isBlank } from '../value.ts'
import { applyOperator, operators } from './operators.ts'
import { fractionOf, fromUnits, isFailure, toUnits, type Exact } from './exact.ts'
import type { Node, RangeNode, ReferenceNode } from './tree.ts'

/** The values that closures read. `v` holds every cell; a table's cells begin at `base[table]`. */
export type Cells = {
  readonly v: Float64Array
  readonly base: readonly number[]
  /** Texts by slot. */
  readonly texts: ReadonlyMap<number, string>
  /** Slots of a column's data rows. */
  readonly columnSlots: (table: number, column: number) => { readonly start: number; readonly step: number; readonly count: number }[]
}

/** What a slot holds: a number with so many decimals, or (`text`) words, of which the double only says whether there are any. */
type Held = { readonly decimals: number; readonly text?: boolean }

/** Where a reference leads. */
export type CellTarget = Held &
  (
    | /** A cell of the same row (or column, for templates that run down): `origin + offset`. */
    { readonly kind: 'near'; readonly offset: number }
    | /** A fixed cell: `base[table] + offset`. */
    { readonly kind: 'cell'; readonly table: number; readonly offset: number }
  )

/** Where a range leads. */
export type RangeTarget =
  /** Every data row of a column: how many there are, a sheet knows. */
  | (Held & { readonly kind: 'column'; readonly table: number; readonly column: number })
  /** Cells that the form fixes, each with its own decimals: a row, a group, a column of hidden cells. */
  | { readonly kind: 'list'; readonly cells: readonly CellTarget[] }

export type Target = CellTarget | RangeTarget

/** A reference leads to one cell, a range to many. */
export type Resolve = (node: ReferenceNode | RangeNode) => Target

/** A cell value: an integer at the target's decimals, BLANK, or an error tag. Booleans are 1 and 0. */
export type Run = (cells: Cells, origin: number) => number

type Fast = { readonly scale: number; readonly run: Run }

/** Set by the fast path when a result may be inexact or an operand is an error; the exact path then runs. */
let inexact = false
const seen = (value: number): number => {
  if (value > LARGEST || value < -LARGEST) inexact = true
  return value
}

/** `decimals`: of the cell that takes the result; undefined for a condition. */
export function compileExpression(node: Node, resolve: Resolve, decimals: number | undefined): Run {
  const exact = compileExact(node, resolve)
  const slow: Run = (cells, origin) => toCell(exact(cells, origin), decimals ?? 0)
  const fast = fastRoot(node, resolve, decimals)
  if (fast === undefined) return slow
  return (cells, origin) => {
    inexact = false
    const value = fast(cells, origin)
    return inexact ? slow(cells, origin) : value
  }
}

function toCell(value: Exact, decimals: number): number {
  if (value === null || typeof value === 'string') return BLANK
  if (typeof value === 'boolean') return value ? 1 : 0
  if (isFailure(value)) return errorValue(value.error)
  const units = toUnits(value, decimals)
  return units > BigInt(LARGEST) || units < -BigInt(LARGEST) ? errorValue('out-of-range') : Number(units)
}

// — exact —

type ExactRun = (cells: Cells, origin: number) => Exact

function compileExact(node: Node, resolve: Resolve): ExactRun {
  switch (node.kind) {
    case 'number': {
      const value = fractionOf(node.text)
      return () => value
    }
    case 'boolean':
    case 'text': {
      const { value } = node
      return () => value
    }
    case 'blank':
      return () => null
    case 'reference':
      return reader(cellTarget(node, resolve))
    case 'range':
      throw new Error('A range stands only as an argument')
    case 'call': {
      const operator = operators.get(node.operator)
      if (operator === undefined) throw new Error(`Unchecked operator ${node.operator}`)
      const parts = node.args.map((one): ((cells: Cells, origin: number) => Exact[]) => {
        if (one.kind === 'range') return rangeReader(resolve(one) as RangeTarget)
        const run = compileExact(one, resolve)
        return (cells, origin) => [run(cells, origin)]
      })
      return (cells, origin) => applyOperator(operator, parts.flatMap((part) => part(cells, origin)))
    }
  }
}

function cellTarget(node: ReferenceNode, resolve: Resolve): CellTarget {
  const target = resolve(node)
  if (target.kind === 'column' || target.kind === 'list') throw new Error('A reference leads to one cell')
  return target
}

function reader(target: CellTarget): ExactRun {
  return target.kind === 'near'
    ? (cells, origin) => contentOf(cells, origin + target.offset, target)
    : (cells) => contentOf(cells, (cells.base[target.table] as number) + target.offset, target)
}

function rangeReader(target: RangeTarget): (cells: Cells, origin: number) => Exact[] {
  if (target.kind === 'list') {
    const readers = target.cells.map(reader)
    return (cells, origin) => readers.map((read) => read(cells, origin))
  }
  return (cells) =>
    cells.columnSlots(target.table, target.column).flatMap(({ start, step, count }) =>
      Array.from({ length: count }, (_, index) => contentOf(cells, start + index * step, target)),
    )
}

function contentOf(cells: Cells, slot: number, { decimals, text }: Held): Exact {
  if (text === true) return cells.texts.get(slot) ?? null
  const value = cells.v[slot] as number
  if (isBlank(value)) return null
  const error = errorOf(value)
  return error === undefined ? fromUnits(value, decimals) : { error }
}

// — fast —

const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent)
const tooFine = 9

function fastRoot(node: Node, resolve: Resolve, decimals: number | undefined): Run | undefined {
  if (node.kind === 'call' && node.operator === '/' && decimals !== undefined) return fastRatio(node.args, resolve, decimals)
  const fast = compileFast(node, resolve)
  if (fast === undefined) return undefined
  return decimals === undefined || fast.scale === decimals ? fast.run : fast.scale < decimals ? rescaled(fast, decimals) : undefined
}

/** a : b at the cell's decimals, rounded half away from zero by the remainder of integers. */
function fastRatio(args: readonly Node[], resolve: Resolve, decimals: number): Run | undefined {
  const [over, under] = args.map((one) => compileFast(one, resolve))
  if (over === undefined || under === undefined) return undefined
  const shift = decimals + under.scale - over.scale
  if (Math.abs(shift) > tooFine) return undefined
  const up = powers[Math.max(0, shift)] as number
  const down = powers[Math.max(0, -shift)] as number
  return (cells, origin) => {
    const n = seen(over.run(cells, origin) * up)
    const d = seen(under.run(cells, origin) * down)
    if (n !== n || d !== d) return BLANK
    if (d === 0) {
      inexact = true
      return 0
    }
    const quotient = Math.trunc(n / d)
    // n/d may round up to the next integer; the remainder tells, and is itself exact.
    const remainder = n - quotient * d
    const twice = Math.abs(remainder) * 2
    const size = Math.abs(d)
    if (twice < size) return quotient + 0
    if (twice > size * 2) {
      inexact = true
      return 0
    }
    return remainder === 0 ? quotient : quotient + (n < 0 === d < 0 ? 1 : -1)
  }
}

function rescaled(fast: Fast, scale: number): Run {
  if (fast.scale === scale) return fast.run
  const factor = powers[scale - fast.scale] as number
  return (cells, origin) => seen(fast.run(cells, origin) * factor)
}

/** Undefined: only the exact path knows this one. */
function compileFast(node: Node, resolve: Resolve): Fast | undefined {
  switch (node.kind) {
    case 'number': {
      const scale = (node.text.split('.')[1] ?? '').length
      const value = Number(node.text.replace('.', ''))
      return scale > tooFine || value > LARGEST ? undefined : { scale, run: () => value }
    }
    case 'boolean': {
      const value = node.value ? 1 : 0
      return { scale: 0, run: () => value }
    }
    case 'text':
    case 'range':
      return undefined
    case 'blank':
      return { scale: 0, run: () => BLANK }
    case 'reference': {
      const target = cellTarget(node, resolve)
      // The double of a text says only whether it is blank; its words are read by the exact path.
      if (target.text === true) return undefined
      if (target.kind === 'near') {
        const { offset } = target
        return { scale: target.decimals, run: (cells, origin) => cells.v[origin + offset] as number }
      }
      const { offset, table } = target
      return { scale: target.decimals, run: (cells) => cells.v[(cells.base[table] as number) + offset] as number }
    }
    case 'call':
      return fastCall(node, resolve)
  }
}

function fastCall(node: Extract<Node, { kind: 'call' }>, resolve: Resolve): Fast | undefined {
  const { operator, args } = node
  const parts = args.map((one) => compileFast(one, resolve))
  if (parts.includes(undefined)) return undefined
  const known = parts as Fast[]
  const scale = Math.max(0, ...known.map((one) => one.scale))
  if (scale > tooFine) return undefined
  const level = known.map((one) => rescaled(one, scale))
  const [a, b, c] = level as [Run, Run, Run]
  switch (operator) {
    case '+':
    case 'sum':
      if (args.length !== 2) return { scale, run: (cells, origin) => total(level, cells, origin) }
      return { scale, run: (cells, origin) => {
        const x = a(cells, origin)
        const y = b(cells, origin)
        return x !== x ? seen(y) : y !== y ? seen(x) : seen(x + y)
      } }
    case '-':
      if (args.length === 1) return { scale, run: (cells, origin) => -seen(a(cells, origin)) + 0 }
      return { scale, run: (cells, origin) => {
        const x = a(cells, origin)
        const y = b(cells, origin)
        return y !== y ? seen(x) : seen(seen(x) - seen(y))
      } }
    case '*': {
      const [x, y] = known as [Fast, Fast]
      const product = x.scale + y.scale
      if (product > tooFine) return undefined
      return { scale: product, run: (cells, origin) => seen(seen(x.run(cells, origin)) * seen(y.run(cells, origin))) + 0 }
    }
    case '=':
      return condition(a, b, (x, y) => x === y)
    case '!=':
      return condition(a, b, (x, y) => x !== y)
    case '<':
      return condition(a, b, (x, y) => x < y)
    case '<=':
      return condition(a, b, (x, y) => x <= y)
    case '>':
      return condition(a, b, (x, y) => x > y)
    case '>=':
      return condition(a, b, (x, y) => x >= y)
    case 'and':
      return { scale: 0, run: (cells, origin) => fold(level, cells, origin, 0) }
    case 'or':
      return { scale: 0, run: (cells, origin) => fold(level, cells, origin, 1) }
    case 'not':
      return { scale: 0, run: (cells, origin) => 1 - seen(a(cells, origin)) }
    case 'if': {
      const test = (known[0] as Fast).run
      return { scale, run: (cells, origin) => {
        const holds = seen(test(cells, origin))
        return holds !== holds ? BLANK : holds === 1 ? b(cells, origin) : c(cells, origin)
      } }
    }
    case 'or_zero':
      return { scale, run: (cells, origin) => {
        const x = seen(a(cells, origin))
        return x !== x ? 0 : x
      } }
    case 'is_blank':
      return { scale: 0, run: (cells, origin) => (isBlank(seen(a(cells, origin))) ? 1 : 0) }
    case 'abs':
      return { scale, run: (cells, origin) => Math.abs(seen(a(cells, origin))) }
    default:
      return undefined
  }
}

function condition(a: Run, b: Run, holds: (x: number, y: number) => boolean): Fast {
  return { scale: 0, run: (cells, origin) => {
    const x = seen(a(cells, origin))
    const y = seen(b(cells, origin))
    return x !== x || y !== y ? BLANK : holds(x, y) ? 1 : 0
  } }
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

/** Three-valued logic: the `decisive` value wins, then unknown. */
function fold(parts: readonly Run[], cells: Cells, origin: number, decisive: 0 | 1): number {
  let unknown = false
  for (const part of parts) {
    const value = seen(part(cells, origin))
    if (value === decisive) return decisive
    if (value !== value) unknown = true
  }
  return unknown ? BLANK : 1 - decisive
}
