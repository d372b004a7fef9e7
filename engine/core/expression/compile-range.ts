// Aggregates on the quick way: each walks the cells of its arguments, however many there are, without an array for them.
import { BLANK } from '../value.ts'
import type { CellTarget, Cells, RangeTarget, Resolve, Run } from './compile.ts'
import type { Fast } from './compile-fast.ts'
import { seen } from './exactness.ts'
import type { Node } from './tree.ts'

/** Hands every value of an argument to `take`. */
export type Each = (cells: Cells, origin: number, take: (value: number) => void) => void

/** An argument of an aggregate. `run` where it is a single value. */
export type Part = { readonly scale: number; readonly each: Each; readonly run?: Run }

/** Undefined where the quick way does not know the argument. `texts`: only whether a cell is filled in is asked, so texts do. */
export function partOf(node: Node, texts: boolean, resolve: Resolve, fastOf: (node: Node, resolve: Resolve) => Fast | undefined): Part | undefined {
  if (node.kind === 'range') return rangeOf(resolve(node) as RangeTarget, texts)
  const target = texts && node.kind === 'reference' ? (resolve(node) as CellTarget) : undefined
  if (target?.text === true) return listOf([target])
  const fast = fastOf(node, resolve)
  return fast === undefined ? undefined : { ...fast, each: (cells, origin, take) => take(fast.run(cells, origin)) }
}

function rangeOf(target: RangeTarget, texts: boolean): Part | undefined {
  if (target.kind === 'list') return !texts && target.cells.some((one) => one.text === true) ? undefined : listOf(target.cells)
  if (!texts && target.text === true) return undefined
  const { table, column, decimals } = target
  return { scale: decimals, each: (cells, _, take) => {
    for (const { start, step, count } of cells.columnSlots(table, column)) {
      for (let index = 0, slot = start; index < count; index++, slot += step) take(cells.v[slot] as number)
    }
  } }
}

function listOf(list: readonly CellTarget[]): Part {
  const scale = Math.max(0, ...list.map((one) => one.decimals))
  const parts = list.map((one) => ({ near: one.kind === 'near', table: one.kind === 'near' ? 0 : one.table, offset: one.offset, factor: 10 ** (scale - one.decimals) }))
  return { scale, each: (cells, origin, take) => {
    for (const { near, table, offset, factor } of parts) {
      const value = cells.v[(near ? origin : (cells.base[table] as number)) + offset] as number
      take(factor === 1 ? value : value * factor)
    }
  } }
}

/** What an aggregate makes of one more value that is filled in. */
const steps: Readonly<Record<string, { readonly start: number; readonly step: (so: number, value: number) => number }>> = {
  sum: { start: BLANK, step: (so, value) => (so === so ? seen(so + value) : value) },
  count: { start: 0, step: (so) => so + 1 },
  min: { start: BLANK, step: (so, value) => (so <= value ? so : value) },
  max: { start: BLANK, step: (so, value) => (so >= value ? so : value) },
}

export const isAggregate = (operator: string): boolean => Object.hasOwn(steps, operator)

/** Over single values. */
export function overRuns(operator: string, parts: readonly Run[]): Run {
  const { start, step } = steps[operator] as (typeof steps)[string]
  return (cells, origin) => {
    let so = start
    for (const part of parts) {
      const value = seen(part(cells, origin))
      if (value === value) so = step(so, value)
    }
    return so
  }
}

/** Over ranges as well; the values of each part are multiplied by its factor. */
export function overRanges(operator: string, parts: readonly Each[], factors: readonly number[]): Run {
  const { start, step } = steps[operator] as (typeof steps)[string]
  return (cells, origin) => {
    let so = start
    parts.forEach((part, index) => {
      const factor = factors[index] as number
      part(cells, origin, (found) => {
        const value = seen(found * factor)
        if (value === value) so = step(so, value)
      })
    })
    return so
  }
}

/** Sum and count in one walk: two would double with every level of nesting. */
export function sumAndCount(parts: readonly Each[], factors: readonly number[], finish: (sum: number, count: number) => number): Run {
  return (cells, origin) => {
    let sum = BLANK
    let count = 0
    parts.forEach((part, index) => {
      const factor = factors[index] as number
      part(cells, origin, (found) => {
        const value = seen(found * factor)
        if (value !== value) return
        sum = sum === sum ? seen(sum + value) : value
        count++
      })
    })
    return finish(sum, count)
  }
}
