// What a sheet must hold, worked out from the authored definition in big integers and fractions, without templates,
// closures, running totals or an order: each cell asks for the cells it needs. Slow, and simple enough to be believed.
import { applyOperator } from '../../../engine/core/expression/operator.ts'
import { operators } from '../../../engine/core/expression/operators.ts'
import { fractionOf, isFailure, toUnits, type Exact } from '../../../engine/core/expression/exact.ts'
import { cellAt, rowsOf, type Sheet } from '../../../engine/core/calculation/sheet.ts'
import { formatAddress, parseAddress } from '../../../engine/core/form/address.ts'
import type { ColumnDefinition, DynamicRows, FieldDefinition, FormDefinition, StubDefinition } from '../../../engine/core/form/definition.ts'
import { breakdowns } from '../../../engine/core/form/spellings.ts'
import { substitute, type Node, type RangeNode } from '../../../engine/core/expression/tree.ts'
import type { ErrorCode } from '../../../engine/core/value.ts'
import { parsed } from '../expression/calculating.ts'

const limit = 2n ** 53n - 1n

/** A cell: a count of smallest units, blank, words, or an error. */
export type Held = bigint | null | string | { readonly error: ErrorCode }
export type Broken = string

type Leaf = ColumnDefinition | FieldDefinition
const leavesOf = (columns: readonly ColumnDefinition[]): ColumnDefinition[] => columns.flatMap((one) => (one.columns === undefined ? [one] : leavesOf(one.columns)))
const flat = (stubs: readonly StubDefinition[]): StubDefinition[] => stubs.flatMap((one) => [one, ...(Array.isArray(one.rows) ? flat(one.rows) : [])])

/** A row of a block: printed, or of an instance of a band. `of`: the stub that it is, '' where a band has only one. */
type Row = { readonly key: string; readonly dynamic: boolean; readonly band: number; readonly instance: string; readonly of: string }

type Band = { readonly rows: DynamicRows; readonly each: readonly StubDefinition[]; /** id of the row that totals it */ readonly total: string | undefined }
type Block = {
  readonly id: string
  readonly columns: readonly ColumnDefinition[]
  readonly leaves: readonly Leaf[]
  readonly stubs: readonly StubDefinition[]
  readonly bands: readonly Band[]
  readonly closed: readonly { rows: string[]; columns: string[] }[]
}

function blocksOf(definition: FormDefinition): Block[] {
  return [
    ...(definition.tables ?? []).map((table): Block => {
      const stubs = Array.isArray(table.rows) ? flat(table.rows) : []
      const own: Band[] = typeof table.rows === 'object' && !Array.isArray(table.rows) ? [{ rows: table.rows, each: flat(table.rows.each ?? []), total: table.rows.total?.id }] : []
      const under = stubs.flatMap((stub): Band[] => (stub.rows === undefined || Array.isArray(stub.rows) ? [] : [{ rows: stub.rows, each: flat(stub.rows.each ?? []), total: stub.id }]))
      return { id: table.id, columns: table.columns, leaves: leavesOf(table.columns), stubs, bands: [...own, ...under], closed: table.closed ?? [] }
    }),
    ...(definition.sections ?? []).map((section): Block => ({ id: section.id, columns: [], leaves: section.fields, stubs: [], bands: [], closed: [] })),
  ]
}

export type Oracle = { readonly held: (address: string) => Held; readonly broken: () => Broken[] }

/** Reads only what was filled in from the sheet; everything else is worked out here. */
export function oracleOf(sheet: Sheet): Oracle {
  const blocks = blocksOf(sheet.form.definition)
  const known = new Map<string, Held>()

  const blockOf = (id: string): Block => blocks.find((one) => one.id === id) as Block
  const leafOf = (block: Block, id: string): Leaf => block.leaves.find((one) => one.id === id) as Leaf
  const addressOf = (block: Block, row: Row, column: string): string => formatAddress(block.id, row.key, column, row.dynamic)
  const decimalsOf = (leaf: Leaf): number => leaf.decimals ?? 0
  const aggregateOf = (leaf: Leaf): string => ('aggregate' in leaf ? leaf.aggregate : undefined) ?? 'sum'
  const isNumber = (leaf: Leaf): boolean => leaf.kind === undefined || leaf.kind === 'number'

  function rowOf(block: Block, key: string, dynamic: boolean): Row {
    if (!dynamic) return { key, dynamic, band: -1, instance: '', of: key }
    const [before, after] = block.bands.length > 1 ? key.split(':') : ['0', key]
    const [instance = '', of = ''] = (after ?? '').split('/')
    return { key, dynamic, band: Number(before), instance, of }
  }
  const rows = (block: Block): Row[] => rowsOf(sheet, block.id).map((row) => rowOf(block, row.key, row.kind === 'dynamic'))

  /** The authored row: none for the one row of a table, or of a band without blocks. */
  function stubOf(block: Block, row: Row): StubDefinition | undefined {
    return (row.band < 0 ? block.stubs : (block.bands[row.band]?.each ?? [])).find((one) => one.id === row.of)
  }

  /** Rows that a row totals: every instance of a band, or the parts of its own. */
  function totals(block: Block, row: Row): Row[] | undefined {
    const band = block.bands.findIndex(({ total, each }) => total !== undefined && row.band < 0 && (each.length === 0 ? row.of === total : each.some((stub) => row.of === `${total}_${stub.id}`)))
    if (band >= 0) {
      const { each, total } = block.bands[band] as Band
      return rows(block).filter((one) => one.band === band && one.of === (each.length === 0 ? '' : row.of.slice((total ?? '').length + 1)))
    }
    const stub = stubOf(block, row)
    if (stub?.parts === undefined || stub['parts-are'] !== 'computed') return undefined
    return (breakdowns(stub.parts)[0] ?? []).map((part) => beside(block, row, part))
  }

  /** A row of the same band and instance. */
  function beside(block: Block, row: Row, of: string): Row {
    return rows(block).find((one) => one.band === row.band && one.instance === row.instance && one.of === of) as Row
  }

  const isTotal = (block: Block, row: Row): boolean => totals(block, row) !== undefined || stubOf(block, row)?.value !== undefined
  const isData = (block: Block, row: Row): boolean => !isTotal(block, row) && stubOf(block, row)?.parts === undefined

  function isClosed(block: Block, row: Row, column: string): boolean {
    const above = row.band < 0 ? block.bands.find(({ total, each }) => each.some((stub) => row.of === `${total}_${stub.id}`))?.total : block.bands[row.band]?.total
    return block.closed.some((one) => one.columns.includes(column) && (one.rows.includes(row.of) || (above !== undefined && one.rows.includes(above))))
  }

  function at(block: Block, row: Row, column: string): Held {
    const address = addressOf(block, row, column)
    const before = known.get(address)
    if (before !== undefined) return before
    const value = isClosed(block, row, column) ? null : work(block, row, leafOf(block, column), address)
    known.set(address, value)
    return value
  }

  function work(block: Block, row: Row, leaf: Leaf, address: string): Held {
    const id = leaf.id ?? ''
    const total = isTotal(block, row)
    if (leaf.value !== undefined && (!total || aggregateOf(leaf) === 'recompute')) return rounded(evaluate(parsed(leaf.value), block, row), decimalsOf(leaf))
    if (!total && 'parts' in leaf && leaf['parts-are'] === 'computed') return add((breakdowns(leaf.parts)[0] ?? []).map((part) => at(block, row, part)))
    if (!total) return typed(address)
    const formula = stubOf(block, row)?.value
    if (formula !== undefined) return ['none', 'recompute'].includes(aggregateOf(leaf)) ? null : rounded(evaluate(parsed(formula), block, row, id), decimalsOf(leaf))
    return together(block, totals(block, row) ?? [], leaf)
  }

  /** Several rows as one, by the column's aggregation. */
  function together(block: Block, among: readonly Row[], leaf: Leaf): Held {
    const how = aggregateOf(leaf)
    if (!['sum', 'mean', 'min', 'max', 'count'].includes(how)) return null
    const values = among.map((row) => at(block, row, leaf.id ?? ''))
    if (how === 'sum') return add(values)
    const weight = 'weight' in leaf ? leaf.weight : undefined
    const weights = among.map((row) => (weight === undefined ? 1n : at(block, row, weight)))
    const failed = values.flatMap((value, index) => [value, weights[index] as Held]).find((one) => typeof one === 'object' && one !== null)
    if (failed !== undefined) return failed
    const pairs = values.flatMap((value, index) => (typeof value === 'bigint' && typeof weights[index] === 'bigint' ? [[value, weights[index] as bigint] as const] : []))
    if (pairs.length === 0) return null
    if (how === 'count') return BigInt(pairs.length)
    if (how !== 'mean') return pairs.map(([value]) => value).reduce((a, b) => ((how === 'min' ? b < a : b > a) ? b : a))
    const all = pairs.reduce((sum, [, one]) => sum + one, 0n)
    return all <= 0n ? null : bounded(toUnits({ n: pairs.reduce((sum, [value, one]) => sum + value * one, 0n), d: all }, 0))
  }

  function typed(address: string): Held {
    const { value, error } = cellAt(sheet, address)
    if (error !== undefined) return { error: error as ErrorCode }
    return typeof value === 'number' ? BigInt(value) : value
  }

  /** `column`: the expression belongs to a row, and its names are rows of this column. */
  function evaluate(node: Node, block: Block, row: Row, column?: string): Exact {
    switch (node.kind) {
      case 'number':
        return fractionOf(node.text)
      case 'boolean':
      case 'text':
        return node.value
      case 'blank':
        return null
      case 'date':
      case 'range':
        throw new Error('Not in these forms')
      case 'reference': {
        const [name = '', second = '', third] = node.path
        if (node.path.length === 1) return column === undefined ? exact(block, row, name) : exact(block, beside(block, row, name), column)
        const own = blockOf(name)
        return third === undefined ? exact(own, rowOf(own, '', false), second) : exact(own, rowOf(own, second, false), third)
      }
      case 'call': {
        const args = node.args.flatMap((one): Exact[] => (one.kind === 'range' ? spread(one, block, row) : [evaluate(one, block, row, column)]))
        const operator = operators.get(node.operator)
        if (operator === undefined) throw new Error(node.operator)
        return applyOperator(operator, args)
      }
    }
  }

  function spread({ of, path }: RangeNode, block: Block, row: Row): Exact[] {
    const [first = '', second] = path
    const [own, name] = second === undefined ? [block, first] : [blockOf(first), second]
    if (of === 'column') return rows(own).filter((one) => isData(own, one)).map((one) => exact(own, one, name))
    if (of === 'row') return own.leaves.filter(isNumber).map((leaf) => exact(own, rowOf(own, name, false), leaf.id ?? ''))
    const group = own.columns.find((one) => one.id === name)
    return leavesOf(group?.columns ?? []).map((leaf) => exact(own, row, leaf.id ?? ''))
  }

  function exact(block: Block, row: Row, column: string): Exact {
    const value = at(block, row, column)
    return typeof value === 'bigint' ? { n: value, d: 10n ** BigInt(decimalsOf(leafOf(block, column))) } : value
  }

  /** Rules that do not hold, as `id @ anchor`. Unknown and failed ones say nothing. */
  function broken(): Broken[] {
    const found: Broken[] = []
    for (const block of blocks) {
      for (const row of rows(block)) {
        if (!isTotal(block, row)) {
          for (const leaf of block.leaves) {
            if (!('parts' in leaf || 'of-which' in leaf)) continue
            relations(leaf, { held: (part) => at(block, row, part), address: (part) => addressOf(block, row, part), closed: (part) => isClosed(block, row, part) }, found)
          }
        }
        const stub = stubOf(block, row)
        if (stub === undefined) continue
        for (const leaf of block.leaves.filter(isNumber)) {
          const part = (of: string): Row => beside(block, row, of)
          relations(stub, { held: (of) => at(block, part(of), leaf.id ?? ''), address: (of) => addressOf(block, part(of), leaf.id ?? ''), closed: (of) => isClosed(block, part(of), leaf.id ?? '') }, found)
        }
      }
    }
    for (const rule of sheet.form.definition.rules ?? []) {
      const block = rule.table === undefined ? (blocks[0] as Block) : blockOf(rule.table)
      const all = rows(block)
      const chosen = rule.rows === undefined ? all.filter((one) => !isTotal(block, one)) : all.filter((one) => rule.rows?.includes(one.of))
      const nodes = rule.columns === undefined ? [{ id: rule.id, node: parsed(rule.check), column: undefined }] : rule.columns.map((column) => ({ id: `${rule.id}_${column}`, node: substitute(parsed(rule.check), 'cell', column), column }))
      for (const { id, node, column } of nodes) {
        // What reads no cell of its own row is said once, of the column's first row.
        for (const row of readsOwnRow(node) ? chosen : all.filter((one) => isData(block, one)).slice(0, 1)) {
          if (evaluate(node, block, row) === false) found.push(`${id} @ ${addressOf(block, row, column ?? anchorOf(node, block))}`)
        }
      }
    }
    return found.sort()
  }

  type Cells = { held: (id: string) => Held; address: (id: string) => string; closed: (id: string) => boolean }
  function relations(whole: { id?: string; parts?: string[] | string[][]; 'parts-are'?: string; 'of-which'?: string[] }, { held, address, closed }: Cells, found: Broken[]): void {
    const id = whole.id ?? ''
    breakdowns(whole.parts).forEach((parts, index) => {
      if ((whole['parts-are'] === 'computed' && index === 0) || closed(id)) return
      const total = held(id)
      const terms = parts.map(held)
      if ([total, ...terms].some((one) => typeof one === 'object' && one !== null)) return
      const filled = terms.filter((one): one is bigint => typeof one === 'bigint')
      const wrong = filled.length === 0 ? total !== null : total === null || total !== filled.reduce((a, b) => a + b, 0n)
      if (wrong) found.push(`${id}_parts_${index + 1} @ ${address(id)}`)
    })
    for (const [index, part] of (whole['of-which'] ?? []).entries()) {
      if (closed(id) || closed(part)) continue
      const total = held(id)
      const some = held(part)
      if (typeof some !== 'bigint' || (typeof total === 'object' && total !== null)) continue
      if (total === null ? some !== 0n : some > (total as bigint)) found.push(`${id}_of_which_${index + 1} @ ${address(part)}`)
    }
  }

  return {
    held: (address) => {
      const { table, row, column } = parseAddress(address) ?? { table: '', row: '', column: '' }
      const block = blockOf(table)
      return at(block, rowOf(block, row, address.includes('[')), column)
    },
    broken,
  }
}

function readsOwnRow(node: Node): boolean {
  if (node.kind === 'call') return node.args.some(readsOwnRow)
  return (node.kind === 'reference' && node.path.length === 1) || (node.kind === 'range' && node.of === 'group' && node.path.length === 1)
}

/** The first cell of its own row that a rule names, or the column that it is about. */
function anchorOf(node: Node, block: Block): string {
  const names: string[] = []
  const visit = (inner: Node): void => {
    if ((inner.kind === 'reference' || inner.kind === 'range') && inner.path.length === 1) {
      const [name = ''] = inner.path
      names.push(leavesOf(block.columns.find((one) => one.id === name)?.columns ?? [])[0]?.id ?? name)
    }
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
  if (isFailure(value)) return value
  return 'n' in value ? bounded(toUnits(value, decimals)) : null
}
