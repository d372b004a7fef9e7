// Two versions of a form, compared part by part: what is the same part is decided by ids, never by position or title.
// Pure; the words are in messages, the weights in core/change.ts.
import { change, compareProperties, pair, same, shown, type Change, type ChangeKind, type Judge, type Place, type Thing } from '../change.ts'
import { parseExpression, toText } from '../expression/parse.ts'
import type { RouteDefinition } from '../route.ts'
import { calledAsNow, converted, seriesThatGoOn, succeedsIt } from './compare-succession.ts'
import type { ColumnDefinition, FormDefinition, RuleDefinition, StubDefinition, TableDefinition } from './definition.ts'

/** Changes from `before` to `after`, in the order of the definition; empty where both mean the same. */
export function compareForms(before: FormDefinition, after: FormDefinition): Change[] {
  if (succeedsIt(before, after)) return compareSuccessor(before, after)
  const place: Place = { thing: 'form', name: after.code, at: after.id }
  const changes = [
    ...compareProperties(before, after, place, formJudges, reads),
    ...compareRoutes(before.routes, after.routes),
    ...compareTables(before.tables ?? [], after.tables ?? [], place),
    ...compareSections(before.sections ?? [], after.sections ?? [], place),
    ...compareRules(before.rules ?? [], after.rules ?? []),
  ]
  if (after.version > before.version) return [change('version-raised', place, { before: before.version, after: after.version }), ...changes]
  return changes.length === 0 && after.version === before.version ? [] : [change('version-not-raised', place, { before: before.version, after: after.version }), ...changes]
}

/** A form of a later circular against the one that it succeeds: versions are not compared, and series go on where it says so. */
function compareSuccessor(before: FormDefinition, after: FormDefinition): Change[] {
  const isConverted = converted(after)
  const rest = compareForms(calledAsNow(before, after), { ...after, version: after.version + 1 })
  return [
    ...seriesThatGoOn(before, after),
    ...rest.filter(({ kind, at }) => kind !== 'version-raised' && !(kind === 'measure' && isConverted.has(at))),
  ]
}

/** Spellings of one expression are one expression; an absent list is an empty one. */
function reads(before: unknown, after: unknown, name: string): boolean {
  if (same(before, after)) return true
  if (expressions.has(name)) return before !== undefined && after !== undefined && asText(before) === asText(after)
  return false
}

/** Properties that hold expressions. */
const expressions = new Set(['value', 'check', 'as', 'prefill', 'visible-when', 'required-when', 'read-only-when'])

function asText(source: unknown): string {
  const parsed = parseExpression(source)
  return 'node' in parsed ? toText(parsed.node) : shown(source)
}

const formula: Judge = (before, after, place) => {
  const kind: ChangeKind = before === undefined ? 'formula-added' : after === undefined ? 'formula-removed' : 'formula-changed'
  return [change(kind, place, { before: before === undefined ? '—' : asText(before), after: after === undefined ? '—' : asText(after) })]
}

/** A bound that lets less through is tighter; `absent`: what stands where nothing is written. */
const limit = (side: 'least' | 'most', absent: number): Judge => (before, after) => {
  const [old, now] = [before, after].map((one) => (typeof one === 'number' ? one : absent)) as [number, number]
  return (side === 'least' ? now > old : now < old) ? 'limit-tightened' : 'limit-loosened'
}

const choices: Judge = (before, after, place) => {
  if (!Array.isArray(before) || !Array.isArray(after)) return 'property'
  const { added, removed, kept } = pair(before as Choice[], after as Choice[], (one) => one.code)
  return [
    ...removed.map((one) => change('choice-removed', place, { choice: one.title })),
    ...added.map((one) => change('choice-added', place, { choice: one.title })),
    ...kept.filter(([old, now]) => old.title !== now.title).map(([old, now]) => change('wording', place, { property: old.code, before: old.title, after: now.title })),
  ]
}
type Choice = { code: string; title: string }

const required: Judge = (_before, after) => (after === true ? 'required' : 'no-longer-required')

/** What columns, rows and fields have in common. */
const cellJudges: Readonly<Record<string, Judge | null>> = {
  'id': null,
  'title': 'title',
  'number': 'number',
  'measure': 'measure',
  'decimals': 'decimals',
  'kind': 'cell-kind',
  'min': limit('least', 0),
  'max': limit('most', Infinity),
  'max-length': limit('most', Infinity),
  'max-size': limit('most', Infinity),
  'max-count': limit('most', Infinity),
  'choices': choices,
  'help': 'wording',
  'parts': 'parts',
  'parts-are': 'parts-are',
  'of-which': 'of-which',
  'value': formula,
  'aggregate': 'aggregate',
  'weight': 'aggregate',
  'required': required,
  'visible-when': 'condition',
  'required-when': 'condition',
  'read-only-when': 'condition',
  'prefill': 'condition',
  // Their trees are walked.
  'columns': null,
  'rows': null,
}

/** Of a form that is already known to succeed another: which series go on has changed. */
const succession: Judge = (before, after, place) => (before === undefined ? [] : [change('succession-changed', place, { before: shown(before), after: shown(after) })])

const formJudges: Readonly<Record<string, Judge | null>> = {
  'version': null,
  'code': 'code',
  'title': 'title',
  'legal-basis': 'legal-basis',
  'signatures': 'signatures',
  'serves': 'serves',
  'succeeds': succession,
  'source': 'wording',
  'notes': 'wording',
  'explanation-hint': 'wording',
  'routes': null,
  'tables': null,
  'sections': null,
  'rules': null,
}

function added<T>(thing: Thing, list: readonly T[], place: (one: T) => Place): Change[] {
  return list.map((one) => change(`${thing}-added` as ChangeKind, place(one)))
}

function removed<T>(thing: Thing, list: readonly T[], place: (one: T) => Place): Change[] {
  return list.map((one) => change(`${thing}-removed` as ChangeKind, place(one)))
}

// Tables

const tableJudges: Readonly<Record<string, Judge | null>> = {
  'id': null,
  'columns': null,
  'rows': null,
  'roll-up': null,
  'closed': null,
  'relations': null,
  'title': 'title',
  'stub-title': 'wording',
  'continues': 'wording',
}

function compareTables(before: readonly TableDefinition[], after: readonly TableDefinition[], form: Place): Change[] {
  const placeOf = (table: TableDefinition): Place => ({ thing: 'table', name: table.title ?? table.id, at: table.id })
  const tables = pair(before, after, (one) => one.id)
  return [
    ...removed('table', tables.removed, placeOf),
    ...added('table', tables.added, placeOf),
    ...(tables.reordered ? [change('order', form)] : []),
    ...tables.kept.flatMap(([old, now]) => {
      const place = placeOf(now)
      return [
        ...compareProperties(old, now, place, tableJudges),
        ...compareCells('column', leavesOf(old.columns), leavesOf(now.columns), place),
        ...compareRows(old.rows, now.rows, place),
        ...compareLists(closedOf(old), closedOf(now), (cell) => change('cells-closed', place, { cell }), (cell) => change('cells-opened', place, { cell })),
        ...compareLists(
          relationsOf(old), relationsOf(now), (relation) => change('relation-added', place, { relation }), (relation) => change('relation-removed', place, { relation }),
        ),
        ...compareRollUps(old, now),
      ]
    }),
  ]
}

type Cell = { readonly id: string; readonly title: string; readonly heading: string; readonly definition: object }

/** Columns that hold figures, with the headings above them and the measure they take from there. */
function leavesOf(columns: readonly ColumnDefinition[], above: readonly string[] = [], measure?: string): Cell[] {
  return columns.flatMap((column): Cell[] => {
    const own = column.measure ?? measure
    if (column.columns !== undefined) return leavesOf(column.columns, [...above, headingOf(column)], own)
    return [{ id: column.id ?? '', title: column.title, heading: above.join(' › '), definition: { ...column, ...(own === undefined ? {} : { measure: own }) } }]
  })
}

/** What is printed over other columns; its id may be named by expressions. */
function headingOf({ title, id, number }: ColumnDefinition): string {
  return [title, ...(id === undefined ? [] : [`(${id})`]), ...(number === undefined ? [] : [`[${number}]`])].join(' ')
}

function stubsOf(rows: unknown, above: readonly string[] = []): Cell[] {
  if (!Array.isArray(rows)) return []
  return (rows as StubDefinition[]).flatMap((row) => [
    { id: row.id, title: row.title, heading: above.join(' › '), definition: row },
    ...stubsOf(row.rows, [...above, row.title]),
  ])
}

/** A new id with the words of one that is gone: the author renamed it, and the figures under the old id are cut off. */
function compareCells(thing: 'column' | 'row' | 'field', before: readonly Cell[], after: readonly Cell[], table: Place): Change[] {
  const cells = pair(before, after, (one) => one.id)
  const placeOf = (one: Cell): Place => ({ thing, name: one.title, at: `${table.at}.${one.id}` })
  const renamed = cells.removed.flatMap((old): { old: Cell; now: Cell }[] => {
    const now = cells.added.find((one) => one.title === old.title && one.heading === old.heading)
    return now === undefined ? [] : [{ old, now }]
  })
  // A heading over many columns is told once, at the first of them.
  const headings = cells.kept.filter(([old, now], index) =>
    old.heading !== now.heading && cells.kept.findIndex(([a, b]) => a.heading === old.heading && b.heading === now.heading) === index)
  return [
    ...headings.map(([old, now]) => change('heading', placeOf(now), { before: shown(old.heading), after: shown(now.heading) })),
    ...renamed.map(({ old, now }) => change(`${thing}-renamed` as ChangeKind, placeOf(now), { before: old.id, after: now.id })),
    ...removed(thing, cells.removed.filter((one) => !renamed.some(({ old }) => old === one)), placeOf),
    ...added(thing, cells.added.filter((one) => !renamed.some(({ now }) => now === one)), placeOf),
    ...(cells.reordered ? [change('order', table)] : []),
    ...cells.kept.flatMap(([old, now]) => compareProperties(old.definition, now.definition, placeOf(now), cellJudges, reads)),
  ]
}

function compareRows(before: TableDefinition['rows'], after: TableDefinition['rows'], table: Place): Change[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const shapes = (rows: StubDefinition[]): Map<string, unknown> => new Map(stubsOf(rows).flatMap(({ id, definition }) => dynamicOf(id, definition as StubDefinition)))
    const [old, now] = [shapes(before), shapes(after)]
    const shifted = [...new Set([...old.keys(), ...now.keys()])].filter((id) => !same(old.get(id), now.get(id)))
    return [
      ...compareCells('row', stubsOf(before), stubsOf(after), table),
      ...shifted.map((id) => change('rows-shape', { ...table, at: `${table.at}.${id}` }, { before: shown(old.get(id)), after: shown(now.get(id)) })),
    ]
  }
  if (same(before, after)) return []
  const isDynamic = typeof before === 'object' && typeof after === 'object' && !Array.isArray(before) && !Array.isArray(after)
  // The same kind of rows under other words.
  if (isDynamic && before.per === after.per) return compareProperties(before, after, table, { title: 'wording', total: 'rows-shape', each: 'rows-shape', codelist: 'rows-shape', kinds: 'rows-shape' })
  return [change('rows-shape', table, { before: Array.isArray(before) ? '[…]' : shown(before), after: Array.isArray(after) ? '[…]' : shown(after) })]
}

/** What a printed row says about the rows below it that the definition does not name. */
function dynamicOf(id: string, row: StubDefinition): [string, unknown][] {
  return typeof row.rows === 'object' && !Array.isArray(row.rows) ? [[id, row.rows]] : []
}

function closedOf(table: TableDefinition): string[] {
  const { closed } = table as { closed?: { rows: string[]; columns: string[] }[] }
  return (closed ?? []).flatMap(({ rows, columns }) => rows.flatMap((row) => columns.map((column) => `${row}.${column}`)))
}

function relationsOf(table: TableDefinition): string[] {
  const { relations } = table as { relations?: object[] }
  return (relations ?? []).map((one) => shown(Object.fromEntries(Object.entries(one).map(([name, value]) => [name, expressions.has(name) ? asText(value) : value]))))
}

function compareLists(before: readonly string[], after: readonly string[], onlyAfter: (one: string) => Change, onlyBefore: (one: string) => Change): Change[] {
  return [...before.filter((one) => !after.includes(one)).map(onlyBefore), ...after.filter((one) => !before.includes(one)).map(onlyAfter)]
}

// Roll-ups

type Source = { from: string; kinds?: string[]; into?: string; cells: Record<string, string> }

function compareRollUps(before: TableDefinition, after: TableDefinition): Change[] {
  const sources = (table: TableDefinition): Source[] => [table['roll-up'] ?? []].flat() as Source[]
  const place = (one: Source): Place => ({ thing: 'roll-up', name: one.from, at: one.into === undefined ? after.id : `${after.id}.${one.into}` })
  const paired = pair(sources(before), sources(after), (one) => [one.from, one.into, ...(one.kinds ?? [])].join(' '))
  return [
    ...removed('roll-up', paired.removed, place),
    ...added('roll-up', paired.added, place),
    ...paired.kept.flatMap(([old, now]) => {
      const columns = [...new Set([...Object.keys(old.cells), ...Object.keys(now.cells)])].filter((column) => old.cells[column] !== now.cells[column])
      return [
        ...columns.map((column) => change('roll-up-source', place(now), { column, before: shown(old.cells[column]), after: shown(now.cells[column]) })),
        ...compareProperties(old, now, place(now), { from: null, kinds: null, into: null, cells: null, by: 'rows-shape' }),
      ]
    }),
  ]
}

// Sections

type Section = NonNullable<FormDefinition['sections']>[number]

function compareSections(before: readonly Section[], after: readonly Section[], form: Place): Change[] {
  const placeOf = (section: Section): Place => ({ thing: 'section', name: section.title ?? section.id, at: section.id })
  const fieldsOf = (section: Section): Cell[] => section.fields.map((field) => ({ id: field.id, title: field.title, heading: '', definition: field }))
  const sections = pair(before, after, (one) => one.id)
  return [
    ...removed('section', sections.removed, placeOf),
    ...added('section', sections.added, placeOf),
    ...(sections.reordered ? [change('order', form)] : []),
    ...sections.kept.flatMap(([old, now]) => [
      ...compareProperties(old, now, placeOf(now), { id: null, fields: null, title: 'title', repeat: 'rows-shape', 'visible-when': 'condition' }, reads),
      ...compareCells('field', fieldsOf(old), fieldsOf(now), placeOf(now)),
    ]),
  ]
}

// Rules

const ranks = { warning: 0, explain: 1, error: 2 } as const

/** What a rule does where it does not say: rules of our own never block. */
function severityOf({ severity, basis }: RuleDefinition): keyof typeof ranks {
  return severity ?? (basis === 'ours' ? 'warning' : 'error')
}

function compareRules(before: readonly RuleDefinition[], after: readonly RuleDefinition[]): Change[] {
  const placeOf = (rule: RuleDefinition): Place => ({ thing: 'rule', name: rule.message, at: rule.id })
  const rules = pair(before, after, (one) => one.id)
  return [
    ...removed('rule', rules.removed, placeOf),
    ...added('rule', rules.added, placeOf),
    ...rules.kept.flatMap(([old, now]) => {
      const [was, is] = [severityOf(old), severityOf(now)]
      const kind = ranks[is] > ranks[was] ? 'severity-raised' : 'severity-lowered'
      return [
        ...(was === is ? [] : [change(kind, placeOf(now), { before: was, after: is })]),
        ...compareProperties(old, now, placeOf(now), {
          id: null, severity: null, check: 'rule-check', message: 'wording', basis: 'basis', table: 'rule-scope', rows: 'rule-scope', columns: 'rule-scope',
        }, reads),
      ]
    }),
  ]
}

// Routes

function compareRoutes(before: readonly RouteDefinition[], after: readonly RouteDefinition[]): Change[] {
  // One kind of unit may report the same form to several receivers: the first route of a kind is paired with the first.
  const keyed = (routes: readonly RouteDefinition[]): { key: string; route: RouteDefinition }[] => {
    const seen = new Map<string, number>()
    return routes.flatMap((route) => route.reporting.map((kind) => {
      const count = seen.get(kind) ?? 0
      seen.set(kind, count + 1)
      return { key: `${kind}${count === 0 ? '' : ` ${count + 1}`}`, route }
    }))
  }
  const placeOf = ({ key }: { key: string }): Place => ({ thing: 'route', name: key, at: key })
  const routes = pair(keyed(before), keyed(after), (one) => one.key)
  return [
    ...removed('route', routes.removed, placeOf),
    ...added('route', routes.added, placeOf),
    ...routes.kept.flatMap(([old, now]) =>
      compareProperties(old.route, now.route, placeOf(now), { reporting: null, receiver: 'receiver', workflow: 'workflow-of-route', periods: 'periods', due: dueDays }),
    ),
  ]
}

const dueDays: Judge = (before, after, place) => {
  const [old, now] = [before ?? {}, after ?? {}] as Record<string, string>[]
  return [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].flatMap((period) => {
    const [was, is] = [old?.[period], now?.[period]]
    if (was === is) return []
    const kind = was === undefined ? 'due-added' : is === undefined ? 'due-removed' : dayInYears(is) < dayInYears(was) ? 'due-earlier' : 'due-later'
    return [change(kind, place, { period, before: shown(was), after: shown(is) })]
  })
}

/** `01-20 next` comes after every day of the year itself. */
function dayInYears(due: string): string {
  return `${due.endsWith(' next') ? 1 : 0}-${due.slice(0, 5)}`
}
