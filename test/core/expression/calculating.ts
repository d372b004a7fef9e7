// One expression over a handful of cells, calculated both ways: by the closure that sheets use, and by a plain walk over
// the exact operators, which is the oracle. Cells are named by their first letter: d… has decimals, t… is text, y… is yes
// or no, j… is a day; the others hold whole numbers.
import { dayNumber, dayText, isDay, workingDaysOf } from '../../../engine/core/calendar.ts'
import { applyOperator } from '../../../engine/core/expression/operator.ts'
import { operators } from '../../../engine/core/expression/operators.ts'
import { checkExpression } from '../../../engine/core/expression/check.ts'
import { compileExpression, compileValue, type CellTarget, type Cells, type Target } from '../../../engine/core/expression/compile.ts'
import { fraction, fractionOf, fromUnits, isFailure, isFraction, toUnits, type Exact } from '../../../engine/core/expression/exact.ts'
import { parseExpression } from '../../../engine/core/expression/parse.ts'
import type { Node, RangeNode, ReferenceNode, Type } from '../../../engine/core/expression/tree.ts'
import { BLANK, LARGEST, errorCodes, errorOf, errorValue, isBlank, type ErrorCode } from '../../../engine/core/value.ts'

/** Integers of the cell's smallest unit, days as text or count, yes and no, words for t; null for blank, a code for an error. */
export type Given = Readonly<Record<string, number | string | boolean | null>>
export type Result = number | boolean | string | null

const types: Readonly<Record<string, Type>> = { t: 'text', y: 'boolean', j: 'date' }
export const cellNames = ['a', 'b', 'c', 'd2', 'd5', 'e', 't', 't2', 'y', 'y2', 'j', 'j2']
export const cellType = (name: string): Type => types[name[0] ?? ''] ?? 'number'
export const numberNames = cellNames.filter((name) => cellType(name) === 'number')
export const decimalsOf = (name: string): number => (name.startsWith('d') ? Number(name.slice(1)) : 0)
const isText = (name: string): boolean => cellType(name) === 'text'

export const calendar = { title: 'Năm 2020', 'weekly-days-off': [6, 7], holidays: { '2020-04-30': 'Giải phóng', '2020-05-01': 'Quốc tế Lao động', '2020-09-02': 'Quốc khánh' } }
export const workingDays = workingDaysOf(calendar)

export function parsed(source: unknown): Node {
  const result = parseExpression(source)
  if ('issues' in result) throw new Error(`${JSON.stringify(source)}: ${JSON.stringify(result.issues)}`)
  return result.node
}

const isError = (value: unknown): value is ErrorCode => (errorCodes as readonly unknown[]).includes(value)

export function cellsOf(given: Given): Cells {
  const v = new Float64Array(cellNames.length).fill(BLANK)
  const texts = new Map<number, string>()
  cellNames.forEach((name, slot) => {
    const value = given[name] ?? null
    if (isError(value)) v[slot] = errorValue(value)
    else if (typeof value === 'string' && isText(name)) {
      texts.set(slot, value)
      v[slot] = 0
    } else if (value !== null) v[slot] = typeof value === 'string' ? dayNumber(value) : Number(value)
  })
  return { v, base: [0], bands: [[]], texts, workingDays, columnSlots: (_, column) => [{ start: column, step: 1, count: 1 }] }
}

const cellTarget = (name: string, kind: 'near' | 'cell'): CellTarget => {
  const held = { decimals: decimalsOf(name), offset: cellNames.indexOf(name), type: cellType(name), ...(isText(name) ? { text: true } : {}) }
  return kind === 'near' ? { kind, ...held } : { kind, table: 0, ...held }
}

/** `column a` is a by itself, `group a` it and another near it, `row a` all numbers of the form. */
const namesOf = (node: RangeNode): string[] => (node.of === 'column' ? [node.path[0] ?? ''] : node.of === 'group' ? ['b', node.path[0] ?? ''] : numberNames)

const resolve = (node: ReferenceNode | RangeNode): Target => {
  const [name = ''] = node.path
  if (node.kind === 'reference') return cellTarget(name, 'near')
  if (node.of === 'column') return { kind: 'column', table: 0, column: cellNames.indexOf(name), decimals: decimalsOf(name), type: cellType(name), ...(isText(name) ? { text: true } : {}) }
  return { kind: 'list', cells: namesOf(node).map((one) => cellTarget(one, node.of === 'group' ? 'near' : 'cell')) }
}

export const typeOf = (node: Node) => {
  const { type, issues } = checkExpression(node, { typeOf: ({ path: [name = ''] }) => (cellNames.includes(name) ? cellType(name) : undefined), names: () => cellNames }, 'calculate')
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

export function exactValue(node: Node, given: Given): Exact {
  switch (node.kind) {
    case 'number':
      return fractionOf(node.text)
    case 'boolean':
    case 'text':
      return node.value
    case 'date':
      return fraction(BigInt(dayNumber(node.day)))
    case 'blank':
      return null
    case 'reference':
      return contentOf(node.path[0] ?? '', given)
    case 'range':
      throw new Error('A range is an argument')
    case 'call': {
      const operator = operators.get(node.operator)
      if (operator === undefined) throw new Error(node.operator)
      const args = node.args.flatMap((one) => (one.kind === 'range' ? namesOf(one).map((name) => contentOf(name, given)) : [exactValue(one, given)]))
      return applyOperator(operator, args, { workingDays })
    }
  }
}

function contentOf(name: string, given: Given): Exact {
  const value = given[name] ?? null
  if (isError(value)) return { error: value }
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') return fromUnits(value, decimalsOf(name))
  if (isText(name)) return value
  if (!isDay(value)) throw new Error(`${name} does not hold “${value}”`)
  return fraction(BigInt(dayNumber(value)))
}

function readable(value: number, type: Type): Result {
  if (isBlank(value)) return null
  const error = errorOf(value)
  if (error !== undefined) return error
  if (type === 'date') return dayText(value)
  return type === 'boolean' ? value === 1 : value / 10 ** resultDecimals
}

const typed = (text: string): { node: Node; type: Type } => {
  const node = parsed(text)
  const type = typeOf(node)
  return { node, type: type === 'blank' || type === undefined ? 'number' : type }
}
const decimalsFor = (type: Type): number | undefined => (type === 'number' ? resultDecimals : type === 'date' ? 0 : undefined)
const words = (value: Exact): Result => (value !== null && isFailure(value) ? value.error : isFraction(value) ? NaN : value)

export function quickly(text: string, given: Given): Result {
  const { node, type } = typed(text)
  return type === 'text' ? words(compileValue(node, resolve)(cellsOf(given), 0)) : readable(cellValue(node, given, decimalsFor(type)), type)
}

export function exactly(text: string, given: Given): Result {
  const { node, type } = typed(text)
  return type === 'text' ? words(exactValue(node, given)) : readable(exactCellValue(node, given, decimalsFor(type)), type)
}

export { errorCodes }
