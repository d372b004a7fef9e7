// The meaning of an expression: every operator on fractions of big integers, as its row says. Slow, and right.
import { dayNumber } from '../calendar.ts'
import { errorOf, isBlank } from '../value.ts'
import type { CellTarget, Cells, Held, RangeTarget, Resolve } from './compile.ts'
import { fraction, fractionOf, fromUnits, type Exact } from './exact.ts'
import { applyOperator } from './operator.ts'
import { operators } from './operators.ts'
import type { Node, ReferenceNode } from './tree.ts'

export type ExactRun = (cells: Cells, origin: number) => Exact

export function compileExact(node: Node, resolve: Resolve): ExactRun {
  switch (node.kind) {
    case 'number':
      return constant(fractionOf(node.text))
    case 'date':
      return constant(fraction(BigInt(dayNumber(node.day))))
    case 'boolean':
    case 'text':
      return constant(node.value)
    case 'blank':
      return constant(null)
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
      return (cells, origin) => applyOperator(operator, parts.flatMap((part) => part(cells, origin)), cells)
    }
  }
}

const constant = (value: Exact): ExactRun => () => value

export function cellTarget(node: ReferenceNode, resolve: Resolve): CellTarget {
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

function contentOf(cells: Cells, slot: number, { decimals, text, type }: Held): Exact {
  if (text === true) return cells.texts.get(slot) ?? null
  const value = cells.v[slot] as number
  if (isBlank(value)) return null
  const error = errorOf(value)
  if (error !== undefined) return { error }
  return type === 'boolean' ? value === 1 : fromUnits(value, decimals)
}
