// A template is one calculation written once for many cells: "this column, in every row" (across) or "this row, in every
// column" (down). A rule is a template too: its result goes to a hidden cell that is 1, 0 or blank (unknown). This file
// makes the templates of a form; compile.ts puts them in order.
import type { Severity } from '../issue.ts'
import { compileExpression, type Resolve, type Run } from '../expression/compile.ts'
import { parseExpression } from '../expression/parse.ts'
import { walk, type Node, type RangeNode, type ReferenceNode } from '../expression/tree.ts'
import { BLANK, LARGEST, isBlank, isError, sumExactly } from '../value.ts'
import type { FormDefinition } from './definition.ts'
import { breakdowns } from './spellings.ts'
import { leafDefinitions, stubsOf, type Table } from './layout.ts'

/** What a template reads, in the terms of its axis. */
export type Read =
  /** Across: a column of the same row. Down: a row of the same column. */
  | { readonly kind: 'near'; readonly index: number }
  /** Down only: every unit row of the same column. */
  | { readonly kind: 'units' }
  | { readonly kind: 'cell'; readonly table: number; readonly row: number; readonly column: number }
  | { readonly kind: 'column'; readonly table: number; readonly column: number }

export type RuleInfo = {
  /** Author's id, or `<total>_parts_1` / `<total>_of_which_1` for a relation. */
  readonly id: string
  readonly kind: 'parts' | 'of-which' | 'check'
  readonly severity: Severity
  readonly message?: string
  /** Near index of the cell at which the finding shows. */
  readonly anchor: number
  /** Near indexes: the total first, then the parts. */
  readonly terms: readonly number[]
}

export type Template = {
  readonly table: number
  readonly axis: 'across' | 'down'
  /** Column (across) or fixed row (down) that takes the result; past the last one, a hidden cell. */
  readonly target: number
  /** Slots between near cells: 1 across, a row's width down; and from the first of them to the target. */
  readonly step: number
  readonly offset: number
  /** Fixed rows (across) or columns (down) in which it runs: 1 where it does. */
  readonly on: Uint8Array
  /** Across: it runs in unit rows too. */
  readonly onUnits: boolean
  /** A plain sum of near terms keeps a running total; anything else is a closure. */
  readonly sum: { readonly terms: readonly number[]; readonly units: boolean } | undefined
  readonly run: Run | undefined
  readonly node: Node | undefined
  readonly reads: readonly Read[]
  readonly rule: RuleInfo | undefined
}

/** How many hidden columns and rows a table needs for its rules. */
export type Frame = { readonly width: number; readonly fixed: number }

export type Made = { readonly templates: readonly Template[]; readonly frames: readonly Frame[] }

/** A template before the hidden cells are counted: only then are row steps, and so its closure, known. */
type Draft = Pick<Template, 'table' | 'axis' | 'on' | 'onUnits' | 'reads'> & Partial<Pick<Template, 'sum' | 'node' | 'rule'>> & {
  readonly target: number | 'hidden'
  readonly make?: (frames: readonly Frame[]) => Run
}

export function makeTemplates(definition: FormDefinition, tables: readonly Table[]): Made {
  const drafts = tables.flatMap((table) => [...columnTemplates(table, tables), ...rowTemplates(table)])
  for (const rule of definition.rules ?? []) {
    const table = tables.find((one) => one.id === rule.table) ?? tables[0]
    if (table !== undefined) drafts.push(checkTemplate(rule, table, tables))
  }
  const counted = tables.map((table) => ({ width: table.columns.length, fixed: table.rows.length }))
  const placed = drafts.map((draft) => {
    const frame = counted[draft.table] as { width: number; fixed: number }
    return { draft, target: draft.target !== 'hidden' ? draft.target : draft.axis === 'across' ? frame.width++ : frame.fixed++ }
  })
  // One shape of object for all templates: recalculation reads them in its innermost loop.
  const templates = placed.map(({ draft: { table, axis, on, onUnits, sum, make, node, reads, rule }, target }): Template => {
    const step = axis === 'across' ? 1 : (counted[table] as Frame).width
    return { table, axis, target, step, offset: target * step, on, onUnits, sum, run: make?.(counted), node, reads, rule }
  })
  return { templates, frames: counted }
}

function columnTemplates(table: Table, tables: readonly Table[]): Draft[] {
  const data = rowsWhere(table, (row) => !row.total)
  const indexOf = (id: string): number => table.columnOf.get(id) ?? -1
  return leafDefinitions(table).flatMap((leaf, index) => {
    const drafts: Draft[] = []
    if (leaf.value !== undefined) {
      const everywhere = table.columns[index]?.aggregate === 'recompute'
      drafts.push({
        ...formula(parsed(leaf.value), table, tables, table.columns[index]?.decimals ?? 0),
        target: index,
        on: everywhere ? rowsWhere(table, () => true) : data,
        onUnits: table.kind === 'per-unit',
      })
    }
    if (!('parts' in leaf || 'of-which' in leaf)) return drafts
    breakdowns(leaf.parts).forEach((parts, position) => {
      const terms = parts.map(indexOf)
      const shared = { table: table.index, axis: 'across' as const, on: data, onUnits: table.kind === 'per-unit', reads: near([index, ...terms]) }
      if (leaf['parts-are'] === 'computed' && position === 0) {
        drafts.push({ ...shared, target: index, sum: { terms, units: false }, reads: near(terms) })
      } else {
        drafts.push({ ...shared, ...partsRule(`${leaf.id ?? ''}_parts_${position + 1}`, index, terms, across) })
      }
    })
    for (const [position, part] of (leaf['of-which'] ?? []).entries()) {
      drafts.push({
        table: table.index, axis: 'across', on: data, onUnits: table.kind === 'per-unit', reads: near([index, indexOf(part)]),
        ...ofWhichRule(`${leaf.id ?? ''}_of_which_${position + 1}`, index, indexOf(part), across),
      })
    }
    return drafts
  })
}

function rowTemplates(table: Table): Draft[] {
  const summed = summedColumns(table)
  const numeric = columnsWhere(table, () => true)
  const down: Step = (frames) => (frames[table.index] as Frame).width
  const total = table.rows.findIndex((row) => row.total)
  if (table.kind === 'per-unit' && total >= 0) {
    return summed.map((on) => ({ table: table.index, axis: 'down', target: total, on, onUnits: false, sum: { terms: [], units: true }, reads: [{ kind: 'units' }] }))
  }
  const indexOf = (id: string): number => table.rowOf.get(id) ?? -1
  return stubsOf(table.source).flatMap((stub) => {
    const drafts: Draft[] = []
    const index = indexOf(stub.id)
    breakdowns(stub.parts).forEach((parts, position) => {
      const terms = parts.map(indexOf)
      if (stub['parts-are'] === 'computed' && position === 0) {
        for (const on of summed) drafts.push({ table: table.index, axis: 'down', target: index, on, onUnits: false, sum: { terms, units: false }, reads: near(terms) })
      } else {
        drafts.push({
          table: table.index, axis: 'down', on: numeric, onUnits: false, reads: near([index, ...terms]),
          ...partsRule(`${stub.id}_parts_${position + 1}`, index, terms, down),
        })
      }
    })
    for (const [position, part] of (stub['of-which'] ?? []).entries()) {
      drafts.push({
        table: table.index, axis: 'down', on: numeric, onUnits: false, reads: near([index, indexOf(part)]),
        ...ofWhichRule(`${stub.id}_of_which_${position + 1}`, index, indexOf(part), down),
      })
    }
    return drafts
  })
}

function checkTemplate(rule: NonNullable<FormDefinition['rules']>[number], table: Table, tables: readonly Table[]): Draft {
  const made = formula(parsed(rule.check), table, tables, undefined)
  const anchors = made.reads.flatMap((read) => (read.kind === 'near' ? [read.index] : []))
  const severity = rule.severity ?? (rule.basis === 'ours' ? 'warning' : 'error')
  return {
    ...made,
    target: 'hidden',
    on: rowsWhere(table, (row) => !row.total),
    onUnits: table.kind === 'per-unit',
    rule: { id: rule.id, kind: 'check', severity, message: rule.message, anchor: anchors[0] ?? 0, terms: anchors },
  }
}

type Formula = Pick<Draft, 'table' | 'axis' | 'make' | 'node' | 'reads'>

/** A template that runs across: bare names are columns of the same row. */
function formula(node: Node, table: Table, tables: readonly Table[], decimals: number | undefined): Formula {
  const reads: Read[] = []
  walk(node, (inner) => {
    if (inner.kind === 'reference' || inner.kind === 'range') {
      const place = locate(inner, table, tables)
      if (place !== undefined) reads.push(place)
    }
  })
  return { table: table.index, axis: 'across', node, reads, make: (frames) => compileExpression(node, resolver(table, tables, frames), decimals) }
}

/** Where a name leads from a row of `table`; undefined where it leads nowhere. */
export function locate({ kind, path, ...node }: ReferenceNode | RangeNode, table: Table, tables: readonly Table[]): Read | undefined {
  if (node.source !== undefined || ('of' in node && node.of !== 'column')) return undefined
  const [first = '', second = '', third = ''] = path
  const own = path.length === 1 ? table : tables.find((one) => one.id === first)
  if (own === undefined) return undefined
  const name = path.length === 1 ? first : path.length === 2 ? second : third
  const column = own.columnOf.get(name)
  if (column === undefined) return undefined
  if (kind === 'range') return path.length <= 2 ? { kind: 'column', table: own.index, column } : undefined
  if (path.length === 1) return { kind: 'near', index: column }
  const row = path.length > 3 ? undefined : own.rowOf.get(path.length === 2 ? '' : second)
  return row === undefined ? undefined : { kind: 'cell', table: own.index, row, column }
}

function resolver(table: Table, tables: readonly Table[], frames: readonly Frame[]): Resolve {
  return (node) => {
    const place = locate(node, table, tables)
    if (place === undefined || place.kind === 'units') throw new Error(`Unchecked name ${node.path.join('.')}`)
    const own = place.kind === 'near' ? table : (tables[place.table] as Table)
    const column = own.columns[place.kind === 'near' ? place.index : place.column]
    if (column === undefined) throw new Error(`Unchecked name ${node.path.join('.')}`)
    const text = column.kind === 'text' ? { text: true } : {}
    if (place.kind === 'near') return { kind: 'near', offset: place.index, decimals: column.decimals, ...text }
    if (place.kind === 'column') return { kind: 'column', table: own.index, column: place.column, decimals: column.decimals }
    const offset = place.row * (frames[own.index] as Frame).width + place.column
    return { kind: 'cell', table: own.index, offset, decimals: column.decimals, ...text }
  }
}

/** Slots from one near index to the next: 1 across, a row's width down. */
type Step = (frames: readonly Frame[]) => number
const across: Step = () => 1

type Relation = Pick<Draft, 'target' | 'make' | 'rule'>

/** The parts add up to the whole; where nothing is filled in there is nothing to add up. */
function partsRule(id: string, total: number, terms: readonly number[], step: Step): Relation {
  return {
    target: 'hidden',
    rule: { id, kind: 'parts', severity: 'error', anchor: total, terms: [total, ...terms] },
    make: (frames) => {
      const one = step(frames)
      const whole = total * one
      const parts = terms.map((term) => term * one)
      return ({ v }, origin) => {
        const value = v[origin + whole] as number
        let sum = 0
        let size = 0
        let filled = 0
        for (let index = 0; index < parts.length; index++) {
          const some = v[origin + (parts[index] as number)] as number
          if (some === some) {
            sum += some
            size += Math.abs(some)
            filled++
          }
        }
        if (isError(value)) return BLANK
        if (filled === 0) return value === value ? 0 : BLANK
        if (size <= LARGEST) return value === sum ? 1 : 0
        const exact = sumExactly(parts.map((part) => v[origin + part] as number))
        return exact === undefined ? BLANK : !isBlank(value) && BigInt(value) === exact ? 1 : 0
      }
    },
  }
}

function ofWhichRule(id: string, total: number, part: number, step: Step): Relation {
  return {
    target: 'hidden',
    rule: { id, kind: 'of-which', severity: 'error', anchor: part, terms: [total, part] },
    make: (frames) => {
      const one = step(frames)
      return ({ v }, origin) => {
        const whole = v[origin + total * one] as number
        const some = v[origin + part * one] as number
        if (some !== some || isError(whole) || isError(some)) return BLANK
        return some <= whole || (some === 0 && whole !== whole) ? 1 : 0
      }
    },
  }
}

const near = (indexes: readonly number[]): Read[] => indexes.map((index) => ({ kind: 'near', index }))

function rowsWhere(table: Table, wanted: (row: Table['rows'][number]) => boolean): Uint8Array {
  return Uint8Array.from(table.rows, (row) => (wanted(row) ? 1 : 0))
}

/** Columns that total rows add up: all that are filled in together, each formula by itself, so that a share of a total
 * (`acts / main.total.acts`) does not wait for the sum of the shares. */
function summedColumns(table: Table): Uint8Array[] {
  const leaves = leafDefinitions(table)
  const together = columnsWhere(table, (aggregate) => aggregate === 'sum')
  const apart = [...together.keys()].filter((index) => together[index] === 1 && leaves[index]?.value !== undefined)
  for (const index of apart) together[index] = 0
  return [together, ...apart.map((index) => Uint8Array.from(together, (_, other) => (other === index ? 1 : 0)))]
}

function columnsWhere(table: Table, wanted: (aggregate: string) => boolean): Uint8Array {
  return Uint8Array.from(table.columns, (column) => (column.kind === 'number' && wanted(column.aggregate) ? 1 : 0))
}

function parsed(source: unknown): Node {
  const result = parseExpression(source)
  if ('issues' in result) throw new Error('A form is checked before it is compiled')
  return result.node
}
