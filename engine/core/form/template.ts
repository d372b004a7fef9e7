// A template is one calculation written once for many cells: "this column, in these row classes" (across) or "this row of
// a band, in these columns" (down). A rule is a template too: its result goes to a hidden cell that is 1, 0 or blank
// (unknown); so is a field's condition. An irregular cell is a template with one member. This file makes the templates
// of a form; relation.ts those of parts and subsets, total.ts those of rows that total others; compile.ts puts them in order.
import type { Severity } from '../issue.ts'
import { comesTogether } from '../aggregate.ts'
import { compileExpression, compileValue, type CellTarget, type Held, type Resolve, type Run } from '../expression/compile.ts'
import type { ExactRun } from '../expression/compile-exact.ts'
import { parseExpression } from '../expression/parse.ts'
import { gathered, substitute, walk, cellWord, type Node, type ReferenceNode, type Type } from '../expression/tree.ts'
import type { FieldDefinition, FormDefinition, RuleDefinition, StubDefinition } from './definition.ts'
import { breakdowns } from './spellings.ts'
import { stubsOf, type Table } from './layout.ts'
import { columnOf, isOutside, locate, outsideKey, ownColumn, placeOutside, rowIn, typeOfColumn, type ForeignTypes, type Outside, type Read, type Seat } from './names.ts'
import { classesWhere, columnsWhere, groupedByDecimals, near, openColumns, openRows, stepOf } from './mask.ts'
import { draftIn, sumOf, type Draft, type Sum } from './draft.ts'
import { totalGroups, totalTemplates, type TotalGroup } from './total.ts'
import { ofWhichRule, partsRule, relationRules } from './relation.ts'

export type { Outside, Read } from './names.ts'

export type RuleKind = 'parts' | 'of-which' | 'check' | 'required' | 'same' | 'carried-over' | 'range' | 'change'

export type RuleInfo = {
  /** Author's id, or `<total>_parts_1` / `<total>_of_which_1` for a relation. */
  readonly id: string
  readonly kind: RuleKind
  readonly severity: Severity
  readonly message?: string
  /** The cell at which the finding shows. */
  readonly anchor: Read
  /** Of a relation, the cells that it is about: the total first, then the parts. */
  readonly terms: readonly Read[]
  /** Cells that the message names: `{acts}`. */
  readonly mentions: readonly { readonly name: string; readonly read: Read }[]
  /** Fixed words of the finding: limits, a formula. */
  readonly params: Readonly<Record<string, string | number>>
}

/** Conditions of a field: 1 where it holds. `column` −1: of a whole section that repeats, once for the form. */
export type ConditionKind = 'visible' | 'required' | 'read-only'
export type ConditionInfo = { readonly kind: ConditionKind; readonly table: number; readonly column: number }

/** What a field holds when nobody has filled it in yet; it reads nothing but figures from outside. */
export type Prefill = { readonly table: number; readonly column: number; readonly run: ExactRun }

export type Template = {
  /** Past the last table: the form's own hidden row, for rules about the form as a whole. */
  readonly table: number
  readonly axis: 'across' | 'down'
  /** Down: the band, -1 for the fixed rows. */
  readonly band: number
  /** Column (across) or row of the band (down) that takes the result; past the last one, a hidden cell. */
  readonly target: number
  /** Slots between near cells: 1 across, a row's width down; and from the first of them to the target. */
  readonly step: number
  readonly offset: number
  /** Row classes (across) or columns (down) in which it runs: 1 where it does. */
  readonly on: Uint8Array
  /** A plain sum keeps a running total; anything else is a closure. */
  readonly sum: Sum | undefined
  readonly run: Run | undefined
  readonly node: Node | undefined
  readonly reads: readonly Read[]
  readonly rule: RuleInfo | undefined
  readonly condition: ConditionInfo | undefined
}

/** Slots of a table: so many columns, fixed rows, and rows in each band's instances, hidden ones included. */
export type Frame = { readonly width: number; readonly fixed: number; readonly heights: readonly number[] }

export type Made = {
  readonly templates: readonly Template[]
  readonly frames: readonly Frame[]
  readonly outside: readonly Outside[]
  readonly prefills: readonly Prefill[]
}

type Counted = { width: number; fixed: number; heights: number[] }

/** What drafting a form collects: hidden cells are counted as they are asked for. */
type Work = { readonly tables: readonly Table[]; readonly counted: Counted[]; readonly outside: Map<string, Outside>; readonly foreign: ForeignTypes }

export function makeTemplates(definition: FormDefinition, tables: readonly Table[], foreign: ForeignTypes = {}): Made {
  const counted = [...tables.map((table): Counted => ({ width: table.columns.length, fixed: table.rows.length, heights: table.bands.map((band) => band.rows.length) })), { width: 0, fixed: 1, heights: [] }]
  const work: Work = { tables, counted, outside: new Map(), foreign }
  const drafts = tables.flatMap((table) => [...columnTemplates(table, work), ...rowTemplates(table, work), ...fieldTemplates(table, work), ...relationTemplates(table, work)])
  for (const rule of definition.rules ?? []) {
    const table = tables.find((one) => one.id === rule.table) ?? tables[0]
    if (table !== undefined) drafts.push(...ruleTemplates(rule, table, work))
  }
  const prefills = tables.flatMap((table) => prefillsOf(table, work))
  const targets = drafts.map((draft) => (draft.target === 'hidden' ? hide(draft, counted) : draft.target))
  // One shape of object for all templates: recalculation reads them in its innermost loop.
  const templates = drafts.map(({ table, axis, band, on, sum, make, node, reads, rule, condition }, index): Template => {
    const target = targets[index] as number
    const step = axis === 'across' ? 1 : (counted[table] as Frame).width
    return { table, axis, band, target, step, offset: target * step, on, sum, run: make?.(counted), node, reads, rule, condition }
  })
  const compiledPrefills = prefills.map(({ make, ...where }): Prefill => ({ ...where, run: make(counted) }))
  return { templates, frames: counted, outside: [...work.outside.values()], prefills: compiledPrefills }
}

/** A hidden cell for the result of a rule or a condition. */
function hide({ table, axis, band }: Draft, counted: readonly Counted[]): number {
  const own = counted[table] as Counted
  if (axis === 'across') return own.width++
  if (band < 0) return own.fixed++
  const height = own.heights[band] as number
  own.heights[band] = height + 1
  return height
}

// — columns —

function columnTemplates(table: Table, work: Work): Draft[] {
  const data = classesWhere(table, (row) => !row.total)
  const indexOf = (id: string): number => table.columnOf.get(id) ?? -1
  const across = draftIn(table.index, 'across')
  return table.leaves.flatMap((leaf, index) => {
    const drafts: Draft[] = []
    if (leaf.value !== undefined) {
      const conditions = visibleWhen(table, leaf)
      // A formula that is not shown comes to nothing, like a value that is not.
      const node = conditions.length === 0 ? parsed(leaf.value) : call('if', conjunction(conditions), parsed(leaf.value), { kind: 'blank' })
      const everywhere = table.columns[index]?.aggregate === 'recompute'
      drafts.push({ ...formula(node, seatOf(table, work), work, table.columns[index]?.decimals ?? 0), target: index, on: openRows(table, index, everywhere ? classesWhere(table, () => true) : data) })
    }
    if (!('parts' in leaf || 'of-which' in leaf)) return drafts
    breakdowns(leaf.parts).forEach((parts, position) => {
      const terms = parts.map(indexOf)
      const on = openRows(table, index, data)
      if (leaf['parts-are'] === 'computed' && position === 0) drafts.push({ ...across, target: index, on, sum: sumOf(terms), reads: near(terms) })
      else drafts.push({ ...across, on, reads: near([index, ...terms]), ...partsRule(`${leaf.id ?? ''}_parts_${position + 1}`, index, terms, stepOf(across)) })
    })
    for (const [position, part] of (leaf['of-which'] ?? []).entries()) {
      const shared = { ...across, on: openRows(table, indexOf(part), openRows(table, index, data)), reads: near([index, indexOf(part)]) }
      drafts.push({ ...shared, ...ofWhichRule(`${leaf.id ?? ''}_of_which_${position + 1}`, index, indexOf(part), stepOf(shared)) })
    }
    return drafts
  })
}

// — rows —

function rowTemplates(table: Table, work: Work): Draft[] {
  const stubs = stubsOf(table.source)
  const groups = totalGroups(table)
  return [
    ...table.bands.flatMap((band) =>
      band.totals.flatMap((target, position) => (target < 0 ? [] : totalTemplates(table, groups, { band: -1, target }, sumOf([], band.index, position)))),
    ),
    ...stubTemplates(table, -1, stubs.fixed, groups, work),
    ...stubs.blocks.flatMap((block, band) => stubTemplates(table, band, block, groups, work)),
  ]
}

function stubTemplates(table: Table, band: number, stubs: readonly StubDefinition[], groups: readonly TotalGroup[], work: Work): Draft[] {
  const indexOf = (id: string): number => rowIn(table, band, id) ?? -1
  const numeric = columnsWhere(table, () => true)
  const down = draftIn(table.index, 'down', band)
  const drafts: Draft[] = []
  for (const stub of stubs) {
    if (stub.value === undefined && stub.parts === undefined && stub['of-which'] === undefined) continue
    const index = indexOf(stub.id)
    if (stub.value !== undefined) {
      const node = parsed(stub.value)
      const seat: Seat = { ...seatOf(table, work), axis: 'down', band }
      const columns = groupedByDecimals(table, openColumns(table, band, index, columnsWhere(table, comesTogether)))
      for (const [decimals, on] of columns) drafts.push({ ...formula(node, seat, work, decimals), target: index, on })
    }
    breakdowns(stub.parts).forEach((parts, position) => {
      const terms = parts.map(indexOf)
      if (stub['parts-are'] === 'computed' && position === 0) {
        drafts.push(...totalTemplates(table, groups, { band, target: index }, sumOf(terms)))
      } else {
        const shared = { ...down, on: openColumns(table, band, index, numeric), reads: near([index, ...terms]) }
        drafts.push({ ...shared, ...partsRule(`${stub.id}_parts_${position + 1}`, index, terms, stepOf(shared)) })
      }
    })
    for (const [position, part] of (stub['of-which'] ?? []).entries()) {
      const shared = { ...down, on: openColumns(table, band, indexOf(part), openColumns(table, band, index, numeric)), reads: near([index, indexOf(part)]) }
      drafts.push({ ...shared, ...ofWhichRule(`${stub.id}_of_which_${position + 1}`, index, indexOf(part), stepOf(shared)) })
    }
  }
  return drafts
}

// — rules, relations, conditions —

function ruleTemplates(rule: RuleDefinition, table: Table, work: Work): Draft[] {
  const node = parsed(rule.check)
  const severity = rule.severity ?? (rule.basis === 'ours' ? 'warning' : 'error')
  const info = { kind: 'check' as const, severity, message: rule.message, terms: [], params: {} }
  if (rule.columns === undefined) return [ruleTemplate({ ...info, id: rule.id }, node, table, work, rowsOfRule(rule, table))]
  return rule.columns.map((column) => ruleTemplate({ ...info, id: `${rule.id}_${column}` }, substitute(node, cellWord, column), table, work, rowsOfRule(rule, table), column))
}

type RuleWords = Omit<RuleInfo, 'anchor' | 'mentions'>

/** A check runs in each of its rows; one that reads no cell of its row is about the form and runs once. */
function ruleTemplate(words: RuleWords, node: Node, table: Table, work: Work, on: Uint8Array, column?: string): Draft {
  const seat = seatOf(table, work)
  const made = formula(node, seat, work, undefined)
  const mentions = mentionsOf(words.message ?? '', column, seat)
  const first = made.reads.find((read) => read.kind === 'near' && read.index < table.columns.length)
  const perRow = made.reads.some((read) => read.kind === 'near') || mentions.some(({ read }) => read.kind === 'near')
  const anchor = column === undefined ? (first ?? made.reads[0] ?? { kind: 'near', index: 0 }) : { kind: 'near' as const, index: table.columnOf.get(column) ?? 0 }
  const rule = { ...words, anchor: anchor.kind === 'column' && perRow ? ({ kind: 'near', index: 0 } as const) : anchor, mentions }
  if (perRow) return { ...made, on, rule }
  return { ...made, table: work.tables.length, on: Uint8Array.of(1), rule }
}

/** Cells that a message names in braces. */
function mentionsOf(message: string, column: string | undefined, seat: Seat): RuleInfo['mentions'] {
  return [...message.matchAll(/\{([a-z][a-z0-9_.]*)\}/g)].flatMap(([, name = '']) => {
    const path = name === cellWord && column !== undefined ? [column] : name.split('.')
    const [read] = locate({ kind: 'reference', path }, seat) ?? []
    return read === undefined ? [] : [{ name, read }]
  })
}

function rowsOfRule(rule: RuleDefinition, table: Table): Uint8Array {
  return classesWhere(table, (row) => (rule.rows === undefined ? !row.total : rule.rows.includes(row.key)))
}

function relationTemplates(table: Table, work: Work): Draft[] {
  const source = 'relations' in table.source ? (table.source.relations ?? []) : []
  return source.flatMap((relation) => {
    const { words, node, column } = relationRules(relation, table)
    return [ruleTemplate(words, node, table, work, openRows(table, table.columnOf.get(column) ?? 0, classesWhere(table, (row) => !row.total)), column)]
  })
}

/** Conditions of a section's fields, and what is required of them. */
function fieldTemplates(table: Table, work: Work): Draft[] {
  if (!('fields' in table.source)) return []
  const on = classesWhere(table, () => true)
  const fields = table.source.fields.flatMap((field, column) => {
    const visible = visibleWhen(table, field)
    const required = field.required === true ? { kind: 'boolean' as const, value: true } : field['required-when'] === undefined ? undefined : parsed(field['required-when'])
    const readOnly = field['read-only-when'] === undefined ? undefined : parsed(field['read-only-when'])
    const condition = (kind: ConditionKind, node: Node | undefined): Draft[] =>
      node === undefined ? [] : [{ ...formula(node, seatOf(table, work), work, undefined), on, condition: { kind, table: table.index, column } }]
    return [
      ...condition('visible', visible.length === 0 ? undefined : conjunction(visible)),
      ...condition('required', field.required === true ? undefined : required),
      ...condition('read-only', readOnly),
      ...(required === undefined ? [] : [ruleTemplate(requiredWords(field), filledWhere(field, [required, ...visible]), table, work, on, field.id)]),
    ]
  })
  const shown = table.source['visible-when']
  if (shown === undefined || table.bands.length === 0) return fields
  // Whether more may be added is asked where there is no row to ask in.
  const whole: Draft = { ...formula(parsed(shown), seatOf(table, work), work, undefined), table: work.tables.length, on: Uint8Array.of(1), condition: { kind: 'visible', table: table.index, column: -1 } }
  return [...fields, whole]
}

/** What must hold for a field to be seen: the section's condition and its own. */
function visibleWhen({ source }: Table, leaf: object): Node[] {
  const own = 'visible-when' in leaf ? leaf['visible-when'] : undefined
  return [...('fields' in source && source['visible-when'] !== undefined ? [source['visible-when']] : []), ...(own === undefined ? [] : [own])].map(parsed)
}

const conjunction = (nodes: readonly Node[]): Node => (nodes.length === 1 ? (nodes[0] as Node) : call('and', ...nodes))

type DraftPrefill = Omit<Prefill, 'run'> & { readonly make: (frames: readonly Frame[]) => ExactRun }

function prefillsOf(table: Table, work: Work): DraftPrefill[] {
  if (!('fields' in table.source)) return []
  return table.source.fields.flatMap(({ prefill }, column): DraftPrefill[] => {
    if (prefill === undefined) return []
    const node = parsed(prefill)
    const seat = seatOf(table, work)
    // Figures from outside get their hidden cells.
    formula(node, seat, work, undefined)
    return [{ table: table.index, column, make: (frames) => compileValue(gathered(node, table.id), resolver(seat, work, frames)) }]
  })
}

const requiredWords = ({ id }: FieldDefinition): RuleWords => ({ id: `${id}_required`, kind: 'required', severity: 'error', terms: [], params: {} })

/** Filled in, or not asked for; where it is not known whether it is asked for, nothing is asked. */
function filledWhere({ id }: FieldDefinition, conditions: readonly Node[]): Node {
  return call('or', ...conditions.map((one) => call('not', one)), call('not', call('is_blank', { kind: 'reference', path: [id] })))
}

const call = (operator: string, ...args: Node[]): Node => ({ kind: 'call', operator, args })

// — formulas —

export function seatOf(table: Table, { tables }: Pick<Work, 'tables'>): Seat {
  return { tables, table, axis: 'across', band: -1 }
}

function formula(node: Node, seat: Seat, work: Work, decimals: number | undefined): Draft {
  const reads: Read[] = []
  const own = gathered(node, seat.table.id)
  walk(own, (inner) => {
    if (inner.kind !== 'reference' && inner.kind !== 'range') return
    reads.push(...(inner.kind === 'reference' && isOutside(inner, seat) ? [readOf(outsideOf(inner, seat, work), seat)] : (locate(inner, seat) ?? [])))
  })
  return { ...draftIn(seat.table.index, seat.axis, seat.band), node, reads, make: (frames) => compileExpression(own, resolver(seat, work, frames, decimals), decimals) }
}

function readOf(one: Outside, { tables }: Seat): Read {
  return one.per === 'rows' ? { kind: 'near', index: one.column } : { kind: 'cell', table: tables.length, row: 0, column: one.column }
}

/** What is counted, and what is not known. */
const whole: ForeignTypes[string] = { decimals: 0, type: 'number' }

/** The hidden cell of a figure from outside, made when it is first asked for. */
function outsideOf(node: ReferenceNode, seat: Seat, { counted, outside, foreign, tables }: Work): Outside {
  const spelt = outsideKey(node)
  const per = placeOutside(node, seat) ?? 'form'
  const table = per === 'rows' ? seat.table.index : tables.length
  const known = outside.get(`${table} ${spelt}`)
  if (known !== undefined) return known
  // Two tables may both ask for `previous(acts)`, each for its own.
  const isTaken = [...outside.values()].some((one) => one.key === spelt)
  const key = isTaken ? `${seat.table.id}: ${spelt}` : spelt
  const own = ownColumn(node, seat)
  const { decimals, type } = node.over?.operator === 'count' ? whole : own === undefined ? (foreign[key] ?? whole) : { decimals: own.decimals, type: typeOfColumn(own) }
  const made: Outside = { key, node, per, table, column: (counted[table] as Counted).width++, decimals, type }
  outside.set(`${table} ${spelt}`, made)
  return made
}

/** `decimals`: of the column in which a row's formula runs, whose rows it reads. */
function resolver(seat: Seat, work: Work, frames: readonly Frame[], decimals = 0): Resolve {
  const cell = (read: Read, words: Held): CellTarget => {
    if (read.kind === 'near') return { kind: 'near', offset: seat.axis === 'across' ? read.index : read.index * (frames[seat.table.index] as Frame).width, ...words }
    if (read.kind !== 'cell') throw new Error('A range is not a cell')
    return { kind: 'cell', table: read.table, offset: read.row * (frames[read.table] as Frame).width + read.column, ...words }
  }
  return (node) => {
    if (node.kind === 'reference' && isOutside(node, seat)) {
      const one = outsideOf(node, seat, work)
      return cell(readOf(one, seat), held(one.decimals, one.type))
    }
    const reads = locate(node, seat)
    const [first] = reads ?? []
    if (reads === undefined || (first === undefined && node.kind === 'reference')) throw new Error(`Unchecked name ${node.path.join('.')}`)
    if (first?.kind === 'column') return { kind: 'column', table: first.table, column: first.column, ...heldBy(first, seat) }
    if (node.kind === 'range') return { kind: 'list', cells: reads.map((read) => cell(read, heldBy(read, seat))) }
    return cell(first as Read, first?.kind === 'near' && seat.axis === 'down' ? { decimals } : heldBy(first as Read, seat))
  }
}

/** What the cells of a read hold. */
function heldBy(read: Read, seat: Seat): Held {
  const column = columnOf(read, seat)
  return column === undefined ? { decimals: 0 } : held(column.decimals, typeOfColumn(column))
}

function held(decimals: number, type: Type): Held {
  return type === 'text' ? { decimals, text: true } : type === 'number' ? { decimals } : { decimals, type }
}

export function parsed(source: unknown): Node {
  const result = parseExpression(source)
  if ('issues' in result) throw new Error('A form is checked before it is compiled')
  return result.node
}
