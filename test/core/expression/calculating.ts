// One expression over a handful of cells, calculated both ways: by the closure that sheets use, and by a plain walk over
// the exact operators, which is the oracle. Cells are named by their first letter: d… has decimals, t… is text.
import { applyOperator, operators } from '../../../engine/core/expression/operators.ts'
import { checkExpression } from '../../../engine/core/expression/check.ts'
import { compileExpression, type CellTarget, type Cells, type Target } from '../../../engine/core/expression/compile.ts'
import { fractionOf, fromUnits, isFailure, toUnits, type Exact } from '../../../engine/core/expression/exact.ts'
import { parseExpression } from '../../../engine/core/expression/parse.ts'
import type { Node, RangeNode, ReferenceNode } from '../../../engine/core/expression/tree.ts'
import { BLANK, LARGEST, errorCodes, errorOf, errorValue, isBlank, type ErrorCode } from '../../../engine/core/value.ts'

/** Integers of the cell's smallest unit, null for blank, a code for an error, words for t. */
export type Given = Readonly<Record<string, number | string | null>>
export type Result = number | boolean | string | null

export const cellNames = ['a', 'b', 'c', 'd2', 'd5', 'e', 't', 't2']
export const decimalsOf = (name: string): number => (name.startsWith('d') ? Number(name.slice(1)) : 0)
const isText = (name: string): boolean => name.startsWith('t')

export function parsed(source: unknown): Node {
  const result = parseExpression(source)
  if ('issues' in result) throw new Error(`${JSON.stringify(source)}: ${JSON.stringify(result.issues)}`)
  return result.node
}

export function cellsOf(given: Given): Cells {
  const v = new Float64Array(cellNames.length).fill(BLANK)
  const texts = new Map<number, string>()
  cellNames.forEach((name, slot) => {
    const value = given[name] ?? null
    if (typeof value === 'number') v[slot] = value
    else if (typeof value === 'string' && isText(name)) {
      texts.set(slot, value)
      v[slot] = 0
    } else if (value !== null) v[slot] = errorValue(value as ErrorCode)
  })
  return { v, base: [0], texts, columnSlots: (_, column) => [{ start: column, step: 1, count: 1 }] }
}

const cellTarget = (name: string, kind: 'near' | 'cell'): CellTarget => {
  const held = { decimals: decimalsOf(name), offset: cellNames.indexOf(name), ...(isText(name) ? { text: true } : {}) }
  return kind === 'near' ? { kind, ...held } : { kind, table: 0, ...held }
}

/** `column a` is a by itself, `group a` the cells near it, `row a` all of the form's numbers. */
const namesOf = (node: RangeNode): string[] =>
  node.of === 'column' ? [node.path[0] ?? ''] : node.of === 'group' ? ['a', node.path[0] ?? ''] : cellNames.filter((name) => !isText(name))

const resolve = (node: ReferenceNode | RangeNode): Target => {
  const [name = ''] = node.path
  if (node.kind === 'reference') return cellTarget(name, 'near')
  if (node.of === 'column') return { kind: 'column', table: 0, column: cellNames.indexOf(name), decimals: decimalsOf(name) }
  return { kind: 'list', cells: namesOf(node).map((one) => cellTarget(one, node.of === 'group' ? 'near' : 'cell')) }
}

export const typeOf = (node: Node) => {
  const { type, issues } = checkExpression(node, { typeOf: ({ path: [name = ''] }) => (!cellNames.includes(name) ? undefined : isText(name) ? 'text' : 'number'), names: () => cellNames })
  if (issues.length > 0) throw new Error(JSON.stringify(issues))
  return type
}

const resultDecimals = 3

/** What the sheet's closure makes of it, as a cell value. */
export function cellValue(node: Node, given: Given, decimals: number | undefined): number {
  return compileExpression(node, resolve, decimals)(cellsOf(given), 0)
}

/** What the exact operators make of it, as a cell value. */
export function exactCellValue(node: Node, given: Given, decimals: number | undefined): number {
  const value = exactValue(node, given)
  if (value === null || typeof value === 'string') return BLANK
  if (typeof value === 'boolean') return value ? 1 : 0
  if (isFailure(value)) return errorValue(value.error)
  const units = toUnits(value, decimals ?? 0)
  return units > BigInt(LARGEST) || units < -BigInt(LARGEST) ? errorValue('out-of-range') : Number(units)
}

function exactValue(node: Node, given: Given): Exact {
  switch (node.kind) {
    case 'number':
      return fractionOf(node.text)
    case 'boolean':
    case 'text':
      return node.value
    case 'blank':
      return null
    case 'reference':
      return contentOf(node.path[0] ?? '', given)
    case 'range':
      throw new Error('A range is an argument')
    case 'call': {
      const operator = operators.get(node.operator)
      if (operator === undefined) throw new Error(node.operator)
      return applyOperator(operator, node.args.flatMap((one) => (one.kind === 'range' ? namesOf(one).map((name) => contentOf(name, given)) : [exactValue(one, given)])))
    }
  }
}

function contentOf(name: string, given: Given): Exact {
  const value = given[name] ?? null
  if (value === null || (isText(name) && typeof value === 'string')) return value as string | null
  return typeof value === 'number' ? fromUnits(value, decimalsOf(name)) : { error: value as ErrorCode }
}

function readable(value: number, boolean: boolean): Result {
  if (isBlank(value)) return null
  const error = errorOf(value)
  if (error !== undefined) return error
  return boolean ? value === 1 : value / 10 ** resultDecimals
}

export function quickly(text: string, given: Given): Result {
  const node = parsed(text)
  const boolean = typeOf(node) === 'boolean'
  return readable(cellValue(node, given, boolean ? undefined : resultDecimals), boolean)
}

export function exactly(text: string, given: Given): Result {
  const node = parsed(text)
  const boolean = typeOf(node) === 'boolean'
  return readable(exactCellValue(node, given, boolean ? undefined : resultDecimals), boolean)
}

export { errorCodes }
