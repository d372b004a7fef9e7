// A form in sentences that an officer can read: what it is, who reports it, what stands in each table, how figures hang
// together, what is checked and where figures come from. Read from the definition, so nothing has to be compiled.
import { describe } from '../expression/describe.ts'
import { parseExpression } from '../expression/parse.ts'
import { cellWord, type RangeNode, type ReferenceNode } from '../expression/tree.ts'
import { sentence, type Language, type Params } from '../messages/sentence.ts'
import type { RouteDefinition } from '../route.ts'
import type { ColumnDefinition, FormDefinition, RollUpSource, RuleDefinition, StubDefinition, TableDefinition } from './definition.ts'
import { sourceSentence } from './source-words.ts'
import { breakdowns } from './spellings.ts'

/** `level` 0 is the form, 1 a part of it, 2 a sentence about something in the part, deeper is below that. */
export type Line = { readonly level: number; readonly text: string }

export function describeForm(form: FormDefinition, language: Language = 'vi'): Line[] {
  const say = (code: string, params: Params = {}): string => sentence(code, params, language)
  const words = (source: unknown, table: string | undefined): string => {
    const parsed = parseExpression(source)
    return 'node' in parsed ? describe(parsed.node, (node) => (node.path.at(-1) === cellWord ? eachCell(node.path) : labelOf(node, form, table)), language) : String(source)
  }
  /** `cell`, or `main.r1.cell` in another row. */
  const eachCell = (path: readonly string[]): string =>
    path.length === 1 ? say('describe.each-cell') : say('describe.each-cell.of', { row: path.length < 3 ? (path[0] ?? '') : (labelIn(form, path[0] ?? '', [path[1] ?? '']) ?? path[1] ?? '') })
  /** A message as it reads: cells by what they are called, where it will say what stands in them. */
  const messageWords = (message: string, table: string): string =>
    message.replace(/\{([a-z][a-z0-9_.]*)\}/g, (_, name: string) => {
      const path = name.split('.')
      const words = path.at(-1) === cellWord ? eachCell(path) : labelOf({ kind: 'reference', path }, form, table)
      return `[${words}]`
    })
  /** `main.{row}.acts`: of the row that stands for the same thing. */
  const cellWords = (cell: string): string => (cell.includes('{row}') ? say('describe.roll-up.same-row', { cell: cell.split('.').filter((part) => part !== '{row}').join('.') }) : cell)
  const at = (level: number, text: string): Line => ({ level, text })
  const named = (ids: readonly string[], table: string, between = ' + '): string => ids.map((id) => `[${labelIn(form, table, [id]) ?? id}]`).join(between)

  return [
    at(0, say('describe.form', { code: form.code, title: form.title })),
    at(1, say('describe.basis', { basis: form['legal-basis'], version: form.version })),
    at(1, sourceSentence(form.source, say)),
    ...successionLines(),
    at(1, say('describe.routes')),
    ...form.routes.map((route) => at(2, routeWords(route))),
    ...(form.tables ?? []).flatMap(tableLines),
    ...(form.sections ?? []).flatMap((section) => [
      at(1, say('describe.section', { title: section.title ?? section.id, id: section.id })),
      ...section.fields.flatMap((field) => cellLines(field, field.title, section.id, 2)),
    ]),
    ...((form.rules ?? []).length === 0 ? [] : [at(1, say('describe.rules')), ...(form.rules ?? []).map((rule) => at(2, ruleWords(rule)))]),
    ...((form.notes ?? []).map((note) => at(1, say('describe.note', { note })))),
    at(1, say('describe.signatures', { list: form.signatures.map((one) => (typeof one === 'string' ? one : one.title)).join(' · ') })),
  ]

  function successionLines(): Line[] {
    const { succeeds } = form
    if (succeeds === undefined) return []
    return [
      at(1, say('describe.succeeds', { form: succeeds.form, note: succeeds.note })),
      ...Object.entries(succeeds.cells).map(([own, target]) => {
        const [table = '', ...path] = own.split('.')
        const cell = labelIn(form, table, path) ?? own
        return at(2, typeof target === 'string' ? say('describe.succeeds.cell', { cell, own, from: target }) : say('describe.succeeds.converted', { cell, own, from: target.cell, per: target.per }))
      }),
    ]
  }

  function routeWords({ reporting, receiver, due, periods, workflow }: RouteDefinition): string {
    const to = receiver === undefined ? say('describe.route.top') : say('describe.route.to', { receiver: typeof receiver === 'object' && !Array.isArray(receiver) ? receiver.unit : [receiver].flat().join(', ') })
    const days = Object.entries(due ?? {}).map(([kind, day]) => say(day.endsWith(' next') ? 'describe.due.next' : 'describe.due', { kind, day: day.slice(3, 5), month: day.slice(0, 2) }))
    return [
      say('describe.route', { reporting: reporting.join(', '), to, workflow }),
      ...(days.length === 0 ? [] : [say('describe.route.due', { days: days.join('; ') })]),
      ...(periods === undefined ? [] : [say('describe.route.periods', { periods: periods.join(', ') })]),
    ].join(' ')
  }

  function tableLines(table: TableDefinition): Line[] {
    const { closed, relations } = table as { closed?: { rows: string[]; columns: string[] }[]; relations?: Readonly<Record<string, unknown>>[] }
    return [
      at(1, say('describe.table', { title: table.title ?? table.id, id: table.id })),
      at(2, rowsWords(table.rows)),
      ...columnLines(table.columns, table.id, 2),
      ...(Array.isArray(table.rows) ? stubLines(table.rows, table.id, 2) : []),
      ...(closed ?? []).map(({ rows, columns }) => at(2, say('describe.closed', { rows: rows.join(', '), columns: columns.join(', ') }))),
      ...(relations ?? []).map((one) => at(2, relationWords(one, table.id))),
      ...rollUpLines(table),
    ]
  }

  function rowsWords(rows: unknown): string {
    if (rows === 'one') return say('describe.rows.one')
    if (Array.isArray(rows)) return say('describe.rows.printed', { count: countStubs(rows as StubDefinition[]) })
    const { per, title, total, codelist } = rows as { per: string; title: string; total?: { title: string }; codelist?: string }
    return [say(`describe.rows.${per}`, { title, codelist: codelist ?? '' }), ...(total === undefined ? [] : [say('describe.rows.total', { title: total.title })])].join(' ')
  }

  function columnLines(columns: readonly ColumnDefinition[], table: string, level: number, measure?: string): Line[] {
    return columns.flatMap((column) => {
      const own = column.measure ?? measure
      return column.columns === undefined
        ? cellLines({ ...column, id: column.id ?? '', ...(own === undefined ? {} : { measure: own }) }, column.number === undefined ? column.title : `(${column.number}) ${column.title}`, table, level)
        : [at(level, say('describe.group', { title: column.title })), ...columnLines(column.columns, table, level + 1, own)]
    })
  }

  function stubLines(rows: readonly StubDefinition[], table: string, level: number): Line[] {
    return rows.flatMap((row) => {
      const { rows: below } = row as { rows?: unknown }
      return [
        at(level, [say('describe.row', { title: row.number === undefined ? row.title : `${row.number}. ${row.title}`, id: row.id, measure: measureWords(row.measure) }), ...relations(row, table)].join(' ')),
        ...(Array.isArray(below) ? stubLines(below as StubDefinition[], table, level + 1) : below === undefined ? [] : [at(level + 1, rowsWords(below))]),
      ]
    })
  }

  function measureWords(measure: string | undefined): string {
    return measure === undefined ? '' : say('describe.measure', { measure })
  }

  /** A column or field: what it holds, then how it is filled and what it must agree with. */
  function cellLines(cell: Cell, title: string, table: string, level: number): Line[] {
    const facts = [
      say('describe.cell', { title, id: cell.id, measure: measureWords(cell.measure) }),
      ...(cell.kind === undefined || cell.kind === 'number' ? [] : [say('describe.kind', { kind: cell.kind })]),
      ...(cell.decimals === undefined || cell.decimals === 0 ? [] : [say('describe.decimals', { decimals: cell.decimals })]),
      ...(cell.min === undefined ? [] : [say('describe.min', { min: cell.min })]),
      ...(cell.max === undefined ? [] : [say('describe.max', { max: cell.max })]),
      ...(cell.required === true ? [say('describe.required')] : []),
      ...(['visible-when', 'required-when', 'read-only-when', 'prefill'] as const).flatMap((name) => (cell[name] === undefined ? [] : [say(`describe.${name}`, { condition: words(cell[name], table) })])),
      ...(cell.hidden === true ? [say('describe.hidden')] : []),
      ...(cell.personal === true ? [say('describe.personal')] : []),
      ...relations(cell, table),
      ...(cell.aggregate === undefined || cell.aggregate === 'sum' ? [] : [say('describe.aggregate', { aggregate: sentence(`describe.aggregate.${cell.aggregate}`, {}, language) })]),
    ]
    return [at(level, facts.join(' '))]
  }

  function relations(one: Pick<Cell, 'value' | 'parts' | 'parts-are' | 'of-which'>, table: string): string[] {
    return [
      ...(one.value === undefined ? [] : [say('describe.formula', { formula: words(one.value, table) })]),
      ...breakdowns(one.parts).map((list) => say(one['parts-are'] === 'computed' ? 'describe.parts.computed' : 'describe.parts', { parts: named(list, table) })),
      ...(one['of-which'] ?? []).map((id) => say('describe.of-which', { part: named([id], table) })),
    ]
  }

  function relationWords(relation: Readonly<Record<string, unknown>>, table: string): string {
    const kind = ['same', 'carried-over', 'range', 'change'].find((one) => relation[one] !== undefined) ?? 'other'
    const cell = (id: unknown): string => (typeof id === 'string' ? `[${labelIn(form, table, [id]) ?? id}]` : '')
    return say(`describe.relation.${kind}`, {
      cell: cell(relation[kind]), from: cell(relation['from']), as: relation['as'] === undefined ? '' : words(relation['as'], table),
      least: String(relation['least'] ?? '—'), most: String(relation['most'] ?? '—'), beyond: String(relation['beyond'] ?? ''), text: JSON.stringify(relation),
    })
  }

  function wayWords({ kinds, into, by }: RollUpSource): string {
    return [
      ...(kinds === undefined ? [] : [say('describe.roll-up.kinds', { kinds: kinds.join(', ') })]),
      ...(into === undefined ? [] : [say('describe.roll-up.into', { row: into })]),
      ...(by === undefined ? [] : [say(`describe.roll-up.by.${by}`)]),
    ].join('')
  }

  function rollUpLines(table: TableDefinition): Line[] {
    return [table['roll-up'] ?? []].flat().flatMap((source) => [
      at(2, say('describe.roll-up', { form: source.from, into: wayWords(source) })),
      ...Object.entries(source.cells).map(([column, cell]) => at(3, say('describe.roll-up.cell', { column: labelIn(form, table.id, [column]) ?? column, cell: cellWords(cell) }))),
    ])
  }

  function ruleWords(rule: RuleDefinition): string {
    const table = rule.table ?? form.tables?.[0]?.id
    const severity = rule.severity ?? (rule.basis === 'ours' ? 'warning' : 'error')
    const { rows, columns } = rule as { rows?: string[]; columns?: string[] }
    const scope = [
      ...(rows === undefined ? [] : [say('describe.rule.rows', { rows: named(rows, table ?? '', ', ') })]),
      ...(columns === undefined ? [] : [say('describe.rule.columns', { columns: named(columns, table ?? '', ', ') })]),
    ]
    return say('describe.rule', { id: [rule.id, ...scope].join(' '), condition: words(rule.check, table), message: messageWords(rule.message, table ?? ''), severity: say(`describe.severity.${severity}`), basis: say(`describe.basis.${rule.basis}`) })
  }
}

/** What is said of columns and fields alike, whichever of it either may have. */
type Cell = {
  readonly id: string
  readonly measure?: string
  readonly kind?: string
  readonly decimals?: number
  readonly min?: number
  readonly max?: number
  readonly value?: unknown
  readonly parts?: string[] | string[][]
  readonly 'parts-are'?: string
  readonly 'of-which'?: string[]
  readonly aggregate?: string
  readonly required?: boolean
  readonly hidden?: boolean
  readonly personal?: boolean
  readonly 'visible-when'?: unknown
  readonly 'required-when'?: unknown
  readonly 'read-only-when'?: unknown
  readonly prefill?: unknown
}

function countStubs(rows: readonly StubDefinition[]): number {
  return rows.reduce((sum, row) => sum + 1 + (Array.isArray(row.rows) ? countStubs(row.rows as StubDefinition[]) : 0), 0)
}

function labelOf({ path, source }: ReferenceNode | RangeNode, form: FormDefinition, table: string | undefined): string {
  const own = path.join('.')
  // Another form's cells have their names there.
  if (source?.kind === 'form') return own
  return (table === undefined ? undefined : labelIn(form, table, path)) ?? (path.length > 1 ? labelIn(form, path[0] ?? '', path.slice(1)) : undefined) ?? own
}

/** The words of a column, group, row or field of a table or section, or of a row and a column; undefined for any other name. */
function labelIn(form: FormDefinition, id: string, path: readonly string[]): string | undefined {
  const section = (form.sections ?? []).find((one) => one.id === id)
  const [first = '', second] = path
  if (section !== undefined) return path.length === 1 ? section.fields.find((one) => one.id === first)?.title : undefined
  const table = form.tables?.find((one) => one.id === id)
  if (table === undefined || path.length > 2) return undefined
  if (second !== undefined) {
    const [row, column] = [titleOf(rowsOf(table), first), titleOf(table.columns, second)]
    return row === undefined || column === undefined ? undefined : `${row} – ${column}`
  }
  return titleOf(table.columns, first) ?? titleOf(rowsOf(table), first)
}

type Titled = { readonly id?: string; readonly title: string; readonly columns?: readonly Titled[]; readonly rows?: unknown }

function rowsOf(table: TableDefinition): readonly Titled[] {
  if (Array.isArray(table.rows)) return table.rows
  return typeof table.rows === 'object' && table.rows.total !== undefined ? [table.rows.total] : []
}

/** Below a heading the heading is part of the name: `Tổng số` alone stands in many places. */
function titleOf(list: readonly Titled[], id: string, above = ''): string | undefined {
  for (const one of list) {
    const full = above === '' ? one.title : `${above} › ${one.title}`
    if (one.id === id) return full
    const below = one.columns ?? (Array.isArray(one.rows) ? (one.rows as Titled[]) : [])
    const found = titleOf(below, id, one.columns === undefined ? '' : full)
    if (found !== undefined) return found
  }
  return undefined
}
