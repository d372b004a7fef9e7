// The expressions of a form: formulas of columns, rows and fields, conditions, relations and rules. Do their names lead
// somewhere, do the types fit, do messages name cells that there are? Every issue with a JSON pointer.
import { comesTogether } from '../aggregate.ts'
import { decision, mayExceed, verdict } from '../expression/bounds.ts'
import { checkExpression, nearest, type Scope } from '../expression/check.ts'
import { parseExpression } from '../expression/parse.ts'
import type { Mode } from '../expression/modes.ts'
import { cellWord, gathered, substitute, walk, type Node, type RangeNode, type ReferenceNode, type Type } from '../expression/tree.ts'
import { issue, type Issue } from '../issue.ts'
import { cellKinds } from '../value.ts'
import type { ColumnDefinition, FormDefinition, RelationDefinition, RuleDefinition, SectionDefinition, StubDefinition, TableDefinition } from './definition.ts'
import { classOf } from './compile.ts'
import type { ForeignType } from './foreign.ts'
import { columnsOf } from './heading.ts'
import { limitsDown, limitsIn } from './limits.ts'
import { columnOf, isOutside, locate, ownColumn, placeOutside, rangeColumns, typeOfColumn, type Read, type Seat } from './names.ts'
import { measureAt, stubsOf, type Column, type Table } from './layout.ts'
import { breakdowns } from './spellings.ts'

/** Where names of other forms and properties lead; undefined: not known here, or told elsewhere. */
export type ForeignOf = (node: ReferenceNode, table: Table) => ForeignType | undefined

/** A seat, and what is known of what lies outside the form. */
type Seen = Seat & { readonly foreignOf: ForeignOf }

/** `foreignOf`: the pack's check knows it and asks again. */
export function checkExpressions(definition: FormDefinition, tables: readonly Table[], foreignOf: ForeignOf = () => undefined): Issue[] {
  const seat = (index: number): Seen => ({ tables, table: tables[index] as Table, axis: 'across', band: -1, foreignOf })
  const authored = definition.tables ?? []
  return [
    ...authored.flatMap((table, index) => checkTable(table, `/tables/${index}`, seat(index))),
    ...(definition.sections ?? []).flatMap((section, index) => checkSection(section, `/sections/${index}`, seat(authored.length + index))),
    ...(definition.rules ?? []).flatMap((rule, index) => checkRule(rule, `/rules/${index}`, tables, foreignOf)),
  ]
}

function checkTable(table: TableDefinition, path: string, seat: Seen): Issue[] {
  const issues: Issue[] = []
  const columns = (list: readonly ColumnDefinition[], at: string): void =>
    list.forEach((column, index) => {
      const own = `${at}/${index}`
      if (column.value !== undefined) issues.push(...checkValueOf(column.kind ?? 'number', column.value, `${own}/value`, seat, column.id ?? ''))
      if (column['parts-are'] === 'computed') issues.push(...mayOutgrow(sumOf(breakdowns(column.parts)[0] ?? []), column.decimals ?? 0, `${own}/parts`, seat))
      columns(column.columns ?? [], `${own}/columns`)
    })
  columns(table.columns, `${path}/columns`)
  let band = 0
  const stubs = (list: readonly StubDefinition[], at: string, from: Seen): void =>
    list.forEach((stub, index) => {
      const own = `${at}/${index}`
      if (stub['parts-are'] === 'computed') {
        // Every row of a column has the same limits, so a total of rows is one of them times their number.
        const rows = breakdowns(stub.parts)[0]?.length ?? 0
        const sums = seat.table.columns.filter(({ aggregate, holds }) => aggregate === 'sum' && holds === 'number')
        issues.push(...sums.flatMap(({ id, decimals }) => mayOutgrow(call('*', cellOf(id), { kind: 'number', text: String(rows) }), decimals, `${own}/parts`, seat)).slice(0, 1))
      }
      if (stub.value !== undefined) {
        const found = checkOne(stub.value, `${own}/value`, from, 'calculate', 'number')
        issues.push(...(found.length > 0 ? found : mayOutgrowDown(stub.value, `${own}/value`, from)))
      }
      if (Array.isArray(stub.rows)) stubs(stub.rows, `${own}/rows`, from)
      else if (stub.rows !== undefined) stubs(stub.rows.each ?? [], `${own}/rows/each`, { ...from, band: band++ })
    })
  const down: Seen = { ...seat, axis: 'down' }
  if (Array.isArray(table.rows)) stubs(table.rows, `${path}/rows`, down)
  else if (typeof table.rows === 'object') stubs(table.rows.each ?? [], `${path}/rows/each`, { ...down, band: 0 })
  for (const [index, relation] of (table.relations ?? []).entries()) issues.push(...checkRelation(relation, `${path}/relations/${index}`, seat))
  return issues
}

const cellOf = (id: string): Node => ({ kind: 'reference', path: [id] })
const call = (operator: string, ...args: Node[]): Node => ({ kind: 'call', operator, args })
const sumOf = (ids: readonly string[]): Node => (ids.length === 0 ? { kind: 'blank' } : call('sum', ...ids.map(cellOf)))

/** A result of cells, each within its limits, that a cell could not hold. */
function mayOutgrow(node: Node, decimals: number, path: string, seat: Seat): Issue[] {
  return mayExceed(node, limitsIn(seat), decimals) ? [issue('expression.may-exceed', path, undefined, 'warning')] : []
}

/** A row's formula runs in every column that comes together; told is the first that it may outgrow. */
function mayOutgrowDown(value: unknown, path: string, seat: Seat): Issue[] {
  const parsed = parseExpression(value)
  if ('issues' in parsed) return []
  const stubs = stubsOf(seat.table.source)
  const calculated = (seat.band < 0 ? stubs.fixed : (stubs.blocks[seat.band] ?? [])).flatMap(({ id, value: own, 'parts-are': are }) => (own !== undefined || are === 'computed' ? [id] : []))
  const exceeded = seat.table.columns.some((column) => column.holds === 'number' && comesTogether(column.aggregate) && mayExceed(parsed.node, limitsDown(seat, column.index, (row) => !calculated.includes(row)), column.decimals))
  return exceeded ? [issue('expression.may-exceed', path, undefined, 'warning')] : []
}

function checkValueOf(kind: keyof typeof cellKinds, value: unknown, path: string, seat: Seen, id: string): Issue[] {
  if (cellKinds[kind].holds === 'text') return [issue('form.text-is-not-calculated', path, { id })]
  const issues = checkOne(value, path, seat, 'calculate', cellKinds[kind].type)
  const parsed = parseExpression(value)
  if (issues.length > 0 || 'issues' in parsed) return issues
  const { decimals = 0 } = seat.table.leaves.find((one) => one.id === id) ?? {}
  return mayOutgrow(parsed.node, decimals, path, seat)
}

function checkSection(section: SectionDefinition, path: string, seat: Seen): Issue[] {
  const condition = (source: unknown, at: string, from = seat): Issue[] => {
    const found = source === undefined ? [] : checkOne(source, at, from, 'visible-when')
    return source === undefined || found.length > 0 ? found : decidedCondition(source, at, from)
  }
  // Whether a repeated section is there is asked before it has a row to read.
  const before = section.repeat === undefined ? seat : { ...seat, table: { ...seat.table, columns: [], columnOf: new Map<string, number>() } }
  return [
    ...condition(section['visible-when'], `${path}/visible-when`, before),
    ...section.fields.flatMap((field, index) => {
      const at = `${path}/fields/${index}`
      return [
        ...(['visible-when', 'required-when', 'read-only-when'] as const).flatMap((key) => condition(field[key], `${at}/${key}`)),
        ...(field.value === undefined ? [] : checkValueOf(field.kind, field.value, `${at}/value`, seat, field.id)),
        ...(field.prefill === undefined ? [] : checkOne(field.prefill, `${at}/prefill`, seat, 'prefill', cellKinds[field.kind].type)),
      ]
    }),
  ]
}

function decidedCondition(source: unknown, path: string, seat: Seat): Issue[] {
  const parsed = parseExpression(source)
  const found = 'issues' in parsed ? undefined : decision(parsed.node, limitsIn(seat))
  if (found === undefined) return []
  return [found === 'never-holds' ? issue('expression.never-holds', path) : issue('expression.always-holds', path, undefined, 'warning')]
}

function checkRelation(relation: RelationDefinition, path: string, seat: Seen): Issue[] {
  const known = seat.table.columns.map(({ id }) => id)
  const named = (name: string, key: string): Issue[] => (known.includes(name) ? [] : [issue('form.unknown-column', `${path}/${key}`, { name, nearest: nearest(name, known) ?? '' })])
  const ours = relation.basis === 'ours' && relation.severity === 'error' ? [issue('rule.ours-cannot-block', `${path}/severity`, { id: Object.values(relation)[0] as string })] : []
  if ('same' in relation) return [...named(relation.same, 'same'), ...checkOne(relation.as, `${path}/as`, seat, 'calculate', 'number'), ...ours]
  if ('carried-over' in relation) return [...named(relation['carried-over'], 'carried-over'), ...named(relation.from, 'from'), ...ours]
  if ('change' in relation) return [...named(relation.change, 'change'), ...ours]
  const { least, most } = relation
  const crossed = least !== undefined && most !== undefined && least > most ? [issue('form.limits-crossed', path, { min: least, max: most })] : []
  return [...named(relation.range, 'range'), ...(least === undefined && most === undefined ? [issue('form.range-without-limits', path)] : crossed), ...ours]
}

function checkRule(rule: RuleDefinition, path: string, tables: readonly Table[], foreignOf: ForeignOf): Issue[] {
  const table = rule.table === undefined ? tables[0] : tables.find((one) => one.id === rule.table)
  if (table === undefined) {
    const ids = tables.map((one) => one.id)
    return [issue('form.unknown-table', `${path}/table`, { name: rule.table ?? '', nearest: nearest(rule.table ?? '', ids) ?? '' })]
  }
  const seat: Seen = { tables, table, axis: 'across', band: -1, foreignOf }
  const rows = table.classes.map(({ key }) => key)
  const columns = table.columns.map(({ id }) => id)
  const issues = [
    ...(rule.basis === 'ours' && rule.severity === 'error' ? [issue('rule.ours-cannot-block', `${path}/severity`, { id: rule.id })] : []),
    ...(rule.rows ?? []).flatMap((name, index) => (rows.includes(name) ? [] : [issue('form.unknown-row', `${path}/rows/${index}`, { name, nearest: nearest(name, rows) ?? '' })])),
    ...(rule.columns ?? []).flatMap((name, index) => (columns.includes(name) ? [] : [issue('form.unknown-column', `${path}/columns/${index}`, { name, nearest: nearest(name, columns) ?? '' })])),
  ]
  if (issues.length > 0) return issues
  const [column] = rule.columns ?? []
  const found = [...checkOne(rule.check, `${path}/check`, seat, 'check', undefined, column), ...checkMessage(rule, path, seat)]
  return found.length > 0 ? found : decided(rule, `${path}/check`, seat)
}

/** A rule that no figures can break, in any of its columns, or that none can keep in one of them. */
function decided({ check, columns }: RuleDefinition, path: string, seat: Seat): Issue[] {
  const parsed = parseExpression(check)
  if ('issues' in parsed) return []
  const { node } = parsed
  const verdicts = (columns === undefined ? [node] : columns.map((column) => substitute(node, cellWord, column))).map((one) => verdict(one, limitsIn(seat)))
  if (verdicts.includes('never-holds')) return [issue('rule.never-holds', path)]
  return verdicts.every((one) => one === 'never-fails') ? [issue('rule.never-fails', path, undefined, 'warning')] : []
}

/** Cells that a message names in braces. */
function checkMessage({ message, columns = [] }: RuleDefinition, path: string, seat: Seat): Issue[] {
  return [...message.matchAll(/\{([^{}]*)\}/g)].flatMap(([, name = '']) => {
    const node: Node = { kind: 'reference', path: name === cellWord && columns[0] !== undefined ? [columns[0]] : name.split('.') }
    return locate(node, seat) === undefined ? [issue('rule.unknown-placeholder', `${path}/message`, { name, nearest: nearest(name, namesIn(seat)) ?? '' })] : []
  })
}

/** `wanted`: the type where the mode does not fix it. `column`: the first of the columns that a rule is applied to, for
 * which `cell` stands. */
function checkOne(source: unknown, path: string, seat: Seen, mode: Mode, wanted?: Type, column?: string): Issue[] {
  const parsed = parseExpression(source)
  if ('issues' in parsed) return parsed.issues.map((one) => ({ ...one, path }))
  const node = column === undefined ? parsed.node : substitute(parsed.node, cellWord, column)
  const issues = checkExpression(node, scopeOf(seat), mode, wanted).issues.map((one) => ({ ...one, path }))
  return mode === 'prefill' ? issues : issues.concat(constant(node, path))
}

/** A rule or formula that reads no cell says the same for every report. */
function constant(node: Node, path: string): Issue[] {
  let reads = false
  walk(node, ({ kind }) => {
    reads ||= kind === 'reference' || kind === 'range'
  })
  return reads ? [] : [issue('expression.reads-nothing', path)]
}

function scopeOf(seat: Seen): Scope {
  return {
    typeOf: (node) => {
      if (isForeign(node, seat)) return placeOutside(asReference(node, seat), seat) === undefined ? undefined : (foreignFor(node, seat)?.type ?? 'elsewhere')
      const columns = columnsRead(node, seat)
      if (columns === undefined) return undefined
      // A row is read in every number column; texts and numbers do not add up.
      const types = new Set(columns.map((column) => (column === undefined ? 'number' : typeOfColumn(column))))
      return types.size === 1 ? [...types][0] : undefined
    },
    measureOf: (node) => {
      if (isForeign(node, seat)) return foreignFor(node, seat)?.measure
      const measures = new Set(measuresRead(node, seat))
      return measures.size === 1 ? [...measures][0] || undefined : undefined
    },
    choicesOf: (node) => {
      const choices = columnsRead(node, seat)?.[0]?.choices
      return choices === undefined || 'codelist' in choices ? undefined : choices.map(({ code }) => code)
    },
    names: () => namesIn(seat),
  }
}

/** Is it of another form, or a property? Only the pack's check knows what that is. */
function isForeign(node: ReferenceNode | RangeNode, seat: Seat): boolean {
  return isOutside(node, seat) && (node.source === undefined || node.source.kind === 'form')
}

function foreignFor(node: ReferenceNode | RangeNode, seat: Seen): ForeignType | undefined {
  return seat.foreignOf(asReference(node, seat), seat.table)
}

/** A range elsewhere is one figure to this form; of which operator, its type does not depend. */
function asReference(node: ReferenceNode | RangeNode, seat: Seat): ReferenceNode {
  return node.kind === 'reference' ? node : (gathered({ kind: 'call', operator: 'sum', args: [node] }, seat.table.id) as ReferenceNode)
}

/** The columns that a name of this form reads, of this period or an earlier one; undefined where it leads nowhere. */
function columnsRead(node: ReferenceNode | RangeNode, seat: Seat): (Column | undefined)[] | undefined {
  if (isOutside(node, seat)) {
    const reference = asReference(node, seat)
    const own = placeOutside(reference, seat) === undefined ? undefined : node.kind === 'range' ? rangeColumns(node.of, reference.path, seat) : ownColumn(node, seat)
    return own === undefined ? undefined : [own].flat()
  }
  const reads = locate(node, seat)
  return reads === undefined || reads.length === 0 ? undefined : reads.map((read) => columnOf(read, seat))
}

/** What the cells count that a name reads; '' for what says nothing. */
function measuresRead(node: ReferenceNode | RangeNode, seat: Seat): string[] {
  const { table, axis, band } = seat
  const reads = node.source === undefined ? locate(node, seat) : undefined
  const measureOfRow = (read: Read): string => {
    if (read.kind === 'cell') return measureAt(seat.tables[read.table] as Table, read.row, read.column)
    // A row is read in every column; its own measure holds in those without one.
    if (read.kind !== 'near' || axis === 'across' || table.columns.every(({ measure }) => measure !== '')) return ''
    return table.classes[classOf(table, band, read.index)]?.measure ?? ''
  }
  const columns = columnsRead(node, seat) ?? []
  return columns.map((column, index) => column?.measure || (reads?.[index] === undefined ? '' : measureOfRow(reads[index])))
}

function namesIn({ table, tables, axis, band }: Seat): string[] {
  if (axis === 'down') return [...(band < 0 ? table.rows : (table.bands[band]?.rows ?? [])).map(({ key }) => key), ...farNames(tables)]
  const groups = 'columns' in table.source ? columnsOf(table.source.columns).flatMap(({ id, columns }) => (columns === undefined || id === undefined ? [] : [id])) : []
  return [...table.columns.map(({ id }) => id), ...groups, ...farNames(tables)]
}

function farNames(tables: readonly Table[]): string[] {
  return tables.flatMap((table) => table.rows.flatMap(({ key }) => table.columns.map(({ id }) => (key === '' ? `${table.id}.${id}` : `${table.id}.${key}.${id}`))))
}
