// What a sheet must hold, worked out from the authored definition in big integers and fractions, without templates,
// closures, running totals or an order: each cell asks for the cells it needs. Slow, and simple enough to be believed.
import { applyOperator } from '../../../engine/core/expression/operator.ts'
import { operators } from '../../../engine/core/expression/operators.ts'
import { fractionOf, isFailure, toUnits, type Exact } from '../../../engine/core/expression/exact.ts'
import { dayNumber } from '../../../engine/core/calendar.ts'
import { cellAt, placeOf, rowsOf, type Sheet } from '../../../engine/core/calculation/sheet.ts'
import { formatAddress, parseAddress } from '../../../engine/core/form/address.ts'
import type { ColumnDefinition, FieldDefinition, FormDefinition, StubDefinition } from '../../../engine/core/form/definition.ts'
import { breakdowns } from '../../../engine/core/form/spellings.ts'
import type { Node } from '../../../engine/core/expression/tree.ts'
import type { ErrorCode } from '../../../engine/core/value.ts'
import { parsed } from '../expression/calculating.ts'

const limit = 2n ** 53n - 1n

/** A cell: a count of smallest units, blank, words, or an error. */
export type Held = bigint | null | string | { readonly error: ErrorCode }
export type Broken = string

type Leaf = ColumnDefinition | FieldDefinition
const leavesOf = (columns: readonly ColumnDefinition[]): ColumnDefinition[] => columns.flatMap((one) => (one.columns === undefined ? [one] : leavesOf(one.columns)))
const stubsOf = (stubs: readonly StubDefinition[]): StubDefinition[] => stubs.flatMap((one) => [one, ...stubsOf(Array.isArray(one.rows) ? one.rows : [])])

type Block = { readonly id: string; readonly leaves: readonly Leaf[]; readonly stubs: readonly StubDefinition[]; readonly total: string | undefined; readonly perUnit: boolean }

function blocksOf(definition: FormDefinition): Block[] {
  return [
    ...(definition.tables ?? []).map((table): Block => ({
      id: table.id,
      leaves: leavesOf(table.columns),
      stubs: Array.isArray(table.rows) ? stubsOf(table.rows) : [],
      total: typeof table.rows === 'object' && !Array.isArray(table.rows) ? table.rows.total?.id : undefined,
      perUnit: typeof table.rows === 'object' && !Array.isArray(table.rows),
    })),
    ...(definition.sections ?? []).map((section): Block => ({ id: section.id, leaves: section.fields, stubs: [], total: undefined, perUnit: false })),
  ]
}

export type Oracle = { readonly held: (address: string) => Held; readonly broken: () => Broken[] }

/** Reads only what was filled in from the sheet; everything else is worked out here. */
export function oracleOf(sheet: Sheet): Oracle {
  const blocks = blocksOf(sheet.form.definition)
  const known = new Map<string, Held>()

  const blockOf = (id: string): Block => blocks.find((one) => one.id === id) as Block
  const rowKeys = (block: Block): { key: string; unit: boolean }[] => rowsOf(sheet, block.id).map((row) => ({ key: row.key, unit: row.kind === 'dynamic' }))
  const isTotal = (block: Block, key: string): boolean => key === block.total || block.stubs.some((stub) => stub.id === key && stub.parts !== undefined && stub['parts-are'] === 'computed')
  const decimalsOf = (leaf: Leaf): number => leaf.decimals ?? 0
  const aggregateOf = (leaf: Leaf): string => ('aggregate' in leaf ? leaf.aggregate : undefined) ?? 'sum'

  function at(block: Block, key: string, unit: boolean, column: string): Held {
    const address = formatAddress(block.id, key, column, unit)
    const before = known.get(address)
    if (before !== undefined) return before
    const value = work(block, key, unit, block.leaves.find((one) => one.id === column) as Leaf, address)
    known.set(address, value)
    return value
  }

  function work(block: Block, key: string, unit: boolean, leaf: Leaf, address: string): Held {
    const id = leaf.id ?? ''
    const total = isTotal(block, key)
    if (leaf.value !== undefined && (!total || aggregateOf(leaf) === 'recompute')) return rounded(evaluate(parsed(leaf.value), block, key, unit), decimalsOf(leaf))
    if (!total && 'parts' in leaf && leaf['parts-are'] === 'computed') return add((breakdowns(leaf.parts)[0] ?? []).map((part) => at(block, key, unit, part)))
    if (total) {
      if (aggregateOf(leaf) !== 'sum') return null
      if (key === block.total) return add(rowKeys(block).filter((row) => row.unit).map((row) => at(block, row.key, true, id)))
      const stub = block.stubs.find((one) => one.id === key)
      return add((breakdowns(stub?.parts)[0] ?? []).map((part) => at(block, part, false, id)))
    }
    return typed(address)
  }

  function typed(address: string): Held {
    const { value, error } = cellAt(sheet, address)
    if (error !== undefined) return { error: error as ErrorCode }
    return typeof value === 'number' ? BigInt(value) : value
  }

  function evaluate(node: Node, block: Block, key: string, unit: boolean): Exact {
    switch (node.kind) {
      case 'number':
        return fractionOf(node.text)
      case 'boolean':
      case 'text':
        return node.value
      case 'date':
        return { n: BigInt(dayNumber(node.day)), d: 1n }
      case 'blank':
        return null
      case 'range':
        throw new Error('A range is an argument')
      case 'reference': {
        const [name = '', second = '', third] = node.path
        if (node.path.length === 1) return exact(at(block, key, unit, name), block, name)
        const [row, column] = third === undefined ? ['', second] : [second, third]
        return exact(at(blockOf(name), row, false, column), blockOf(name), column)
      }
      case 'call': {
        const args = node.args.flatMap((one): Exact[] => {
          if (one.kind !== 'range') return [evaluate(one, block, key, unit)]
          const [first = '', second] = one.path
          const [own, column] = second === undefined ? [block, first] : [blockOf(first), second]
          const data = rowKeys(own).filter((row) => (own.perUnit ? row.unit : own.stubs.find((stub) => stub.id === row.key)?.parts === undefined))
          return data.map((row) => exact(at(own, row.key, row.unit, column), own, column))
        })
        const operator = operators.get(node.operator)
        if (operator === undefined) throw new Error(node.operator)
        return applyOperator(operator, args)
      }
    }
  }

  function exact(value: Held, block: Block, column: string): Exact {
    if (typeof value !== 'bigint') return value
    return { n: value, d: 10n ** BigInt(decimalsOf(block.leaves.find((one) => one.id === column) as Leaf)) }
  }

  /** Rules that do not hold, as `id @ anchor`. Unknown and failed ones say nothing. */
  function broken(): Broken[] {
    const found: Broken[] = []
    for (const block of blocks) {
      const rows = rowKeys(block)
      for (const row of rows.filter((one) => !isTotal(block, one.key))) {
        for (const leaf of block.leaves) {
          if (!('parts' in leaf || 'of-which' in leaf)) continue
          relations(leaf, (part) => at(block, row.key, row.unit, part), (part) => formatAddress(block.id, row.key, part, row.unit), found)
        }
      }
      for (const stub of block.stubs) {
        for (const leaf of block.leaves.filter((one) => !('kind' in one) || one.kind === 'number')) {
          relations(stub, (part) => at(block, part, false, leaf.id ?? ''), (part) => formatAddress(block.id, part, leaf.id ?? '', false), found)
        }
      }
    }
    for (const rule of sheet.form.definition.rules ?? []) {
      const block = rule.table === undefined ? (blocks[0] as Block) : blockOf(rule.table)
      const node = parsed(rule.check)
      const rows = rowKeys(block).filter((one) => !isTotal(block, one.key))
      // What reads no cell of its own row is said once, of the column's first row.
      for (const row of readsOwnRow(node) ? rows : rows.filter((one) => block.stubs.find((stub) => stub.id === one.key)?.parts === undefined).slice(0, 1)) {
        if (evaluate(node, block, row.key, row.unit) === false) found.push(`${rule.id} @ ${formatAddress(block.id, row.key, anchorOf(node, block), row.unit)}`)
      }
    }
    return found.sort()
  }

  function relations(whole: { id?: string; parts?: string[] | string[][]; 'parts-are'?: string; 'of-which'?: string[] }, held: (id: string) => Held, address: (id: string) => string, found: Broken[]): void {
    const id = whole.id ?? ''
    breakdowns(whole.parts).forEach((parts, index) => {
      if (whole['parts-are'] === 'computed' && index === 0) return
      const total = held(id)
      const terms = parts.map(held)
      if ([total, ...terms].some((one) => typeof one === 'object' && one !== null)) return
      const filled = terms.filter((one): one is bigint => typeof one === 'bigint')
      const wrong = filled.length === 0 ? total !== null : total === null || total !== filled.reduce((a, b) => a + b, 0n)
      if (wrong) found.push(`${id}_parts_${index + 1} @ ${address(id)}`)
    })
    for (const [index, part] of (whole['of-which'] ?? []).entries()) {
      const total = held(id)
      const some = held(part)
      if (typeof some !== 'bigint' || (typeof total === 'object' && total !== null)) continue
      if (total === null ? some !== 0n : some > (total as bigint)) found.push(`${id}_of_which_${index + 1} @ ${address(part)}`)
    }
  }

  return {
    held: (address) => {
      const place = placeOf(sheet, address)
      if (place === undefined) throw new Error(address)
      const block = blockOf(place.table.id)
      const { row: key = '', column = '' } = parseAddress(address) ?? {}
      return at(block, key, !place.table.rowOf.has(key), column)
    },
    broken,
  }
}

function readsOwnRow(node: Node): boolean {
  return node.kind === 'reference' ? node.path.length === 1 : node.kind === 'call' && node.args.some(readsOwnRow)
}

/** The first cell of its own row that a rule names, or the column that it is about. */
function anchorOf(node: Node, block: Block): string {
  const names: string[] = []
  const visit = (inner: Node): void => {
    if ((inner.kind === 'reference' || inner.kind === 'range') && inner.path.length === 1) names.push(inner.path[0] ?? '')
    if (inner.kind === 'call') inner.args.forEach(visit)
  }
  visit(node)
  return names[0] ?? block.leaves[0]?.id ?? ''
}

/** Sums skip blanks, are blank when all are, and never leave the exact range unnoticed. */
function add(terms: readonly Held[]): Held {
  const failed = terms.find((one) => typeof one === 'object' && one !== null)
  if (failed !== undefined) return failed
  const filled = terms.filter((one): one is bigint => typeof one === 'bigint')
  return filled.length === 0 ? null : bounded(filled.reduce((a, b) => a + b, 0n))
}

function bounded(value: bigint): Held {
  return value > limit || value < -limit ? { error: 'out-of-range' } : value
}

function rounded(value: Exact, decimals: number): Held {
  if (value === null || typeof value === 'string') return null
  if (typeof value === 'boolean') return value ? 1n : 0n
  return isFailure(value) ? value : bounded(toUnits(value, decimals))
}
