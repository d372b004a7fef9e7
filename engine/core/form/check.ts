// Does a form definition mean anything? Shape has been checked by the schema; this looks at ids, references, relations,
// rows, closed cells and limits, check-expressions.ts at formulas and rules; every issue is returned with a JSON pointer.
// References to other forms, units and workflows are the pack's business (packs/check-pack.ts).
import { nearest } from '../expression/check.ts'
import { readMask } from '../expression/mask.ts'
import { cellWord, outside, words } from '../expression/tree.ts'
import { aggregations } from '../aggregate.ts'
import { blocks, issue, type Issue } from '../issue.ts'
import { toUnits } from '../number.ts'
import { cellKinds, type CellKind } from '../value.ts'
import { checkExpressions } from './check-expressions.ts'
import { checkRollUps } from './check-roll-up.ts'
import { sortTemplates, writersOf } from './compile.ts'
import type { ColumnDefinition, DynamicRows, FieldDefinition, FormDefinition, SectionDefinition, StubDefinition, TableDefinition, UnseenPart } from './definition.ts'
import { widthsOf } from './heading.ts'
import { layOut } from './layout.ts'
import { breakdowns } from './spellings.ts'
import { makeTemplates } from './template.ts'

/** Words of the expression language: an id that is one of them could not be named. */
export const reservedIds: readonly string[] = [...words, 'if', cellWord, ...outside]

/** Cells of one form's fixed rows and of one instance of each of its bands. */
const cellsAtMost = 200_000

/** Issues of one form definition; codes form.*, rule.*, expression.*. */
export function checkForm(definition: FormDefinition): Issue[] {
  const { tables: authored = [], sections = [], rules = [] } = definition
  const issues: Issue[] = [
    ...duplicates([...authored.map(({ id }, index) => ({ id, path: `/tables/${index}` })), ...sections.map(({ id }, index) => ({ id, path: `/sections/${index}` }))]),
    ...authored.flatMap((table, index) => checkTable(table, `/tables/${index}`, authored)),
    ...sections.flatMap((section, index) => checkSection(section, `/sections/${index}`)),
    ...duplicates(rules.map(({ id }, index) => ({ id, path: `/rules/${index}` }))),
    ...checkSource(definition),
  ]
  if (authored.length + sections.length === 0) issues.push(issue('form.nothing-to-fill', ''))
  if (blocks(issues)) return issues
  // Names can be followed only once they are unique.
  const tables = layOut(definition)
  const large = tables.findIndex((table) => table.classes.length * table.columns.length > cellsAtMost)
  if (large >= 0) return [issue('form.too-many-cells', `/tables/${large}`, { limit: cellsAtMost })]
  issues.push(...checkExpressions(definition, tables))
  if (blocks(issues)) return issues
  const { templates } = makeTemplates(definition, tables)
  const writers = writersOf(templates, tables)
  const order = sortTemplates(templates, tables, writers)
  return [...issues, ...('cycle' in order ? [issue('form.cycle', '/tables', { path: order.cycle.join(' → ') })] : []), ...checkRollUps({ tables, writers })]
}

/** What is told of the source has to agree with itself, and with the form: nothing stands there that nobody has seen. */
function checkSource({ source: { confidence, unseen }, tables = [], routes }: FormDefinition): Issue[] {
  if (unseen === undefined) return confidence === 'partly-unseen' ? [issue('form.unseen-missing', '/source/confidence')] : []
  const isGiven = (part: UnseenPart): boolean => {
    if (part === 'column-numbers') return tables.some((table) => columnsIn(table.columns, '').some(({ definition }) => definition.number !== undefined))
    return part === 'due' && routes.some((route) => route.due !== undefined)
  }
  return unseen.flatMap((part, index) => {
    const path = `/source/unseen/${index}`
    // The explanation is a sheet of its own; whoever has seen the form need not have seen it.
    if (confidence === 'ours' || (confidence === 'printed-form' && part !== 'explanation')) return [issue('form.unseen-contradicts', path, { part, confidence })]
    return isGiven(part) ? [issue('form.unseen-given', path, { part })] : []
  })
}

type Named = { readonly id: string; readonly path: string }

function duplicates(named: readonly Named[]): Issue[] {
  const seen = new Set<string>()
  return named.flatMap(({ id, path }) => {
    const found: Issue[] = []
    if (reservedIds.includes(id)) found.push(issue('form.reserved-id', path, { id }))
    if (seen.has(id)) found.push(issue('form.duplicate-id', path, { id }))
    seen.add(id)
    return found
  })
}

function unknown(code: string, path: string, name: string, known: readonly string[]): Issue {
  return issue(code, path, { name, nearest: nearest(name, known) ?? '' })
}

type Placed<T> = { readonly definition: T; readonly path: string }

function columnsIn(list: readonly ColumnDefinition[], path: string): Placed<ColumnDefinition>[] {
  return list.flatMap((definition, index) => [{ definition, path: `${path}/${index}` }, ...columnsIn(definition.columns ?? [], `${path}/${index}/columns`)])
}

/** Rows of one band, the fixed rows or a block, and the dynamic rows found on the way. */
type Band = { readonly stubs: Placed<StubDefinition>[]; readonly dynamic: (Placed<DynamicRows> & { readonly under?: Placed<StubDefinition> })[] }

function stubsIn(list: readonly StubDefinition[], path: string, found: Band = { stubs: [], dynamic: [] }): Band {
  list.forEach((definition, index) => {
    const own = { definition, path: `${path}/${index}` }
    found.stubs.push(own)
    if (Array.isArray(definition.rows)) stubsIn(definition.rows, `${own.path}/rows`, found)
    else if (definition.rows !== undefined) found.dynamic.push({ definition: definition.rows, path: `${own.path}/rows`, under: own })
  })
  return found
}

function checkTable(table: TableDefinition, path: string, all: readonly TableDefinition[]): Issue[] {
  const columns = columnsIn(table.columns, `${path}/columns`)
  const leaves = columns.filter(({ definition }) => definition.columns === undefined)
  const columnIds = leaves.flatMap(({ definition }) => definition.id ?? [])
  const fixed: Band = Array.isArray(table.rows) ? stubsIn(table.rows, `${path}/rows`) : { stubs: [], dynamic: typeof table.rows === 'object' ? [{ definition: table.rows, path: `${path}/rows` }] : [] }
  const blocks = fixed.dynamic.map((one) => ({ ...one, ...stubsIn(one.definition.each ?? [], `${one.path}/each`) }))
  const rowIds = [...fixed.stubs, ...blocks.flatMap((block) => block.stubs)].map(({ definition }) => definition.id)
  return [
    ...duplicates(columns.flatMap(({ definition, path: at }) => (definition.id === undefined ? [] : [{ id: definition.id, path: at }]))),
    ...duplicates(rowNames(fixed, blocks)),
    ...leaves.flatMap(({ definition, path: at }) => (definition.id === undefined ? [issue('form.column-without-id', at, { title: definition.title })] : [])),
    ...columns.flatMap(({ definition, path: at }) => [...checkValue(definition, definition.kind ?? 'number', at), ...checkColumn(definition, at, table, leaves, columnIds)]),
    ...checkNumbers(columns),
    ...[fixed, ...blocks].flatMap(({ stubs }) => checkStubs(stubs)),
    ...blocks.flatMap((block) => checkDynamic(block, table)),
    ...(table.closed ?? []).flatMap(({ rows, columns: names }, index) => [
      ...rows.flatMap((name, at) => (rowIds.includes(name) ? [] : [unknown('form.unknown-row', `${path}/closed/${index}/rows/${at}`, name, rowIds)])),
      ...names.flatMap((name, at) => (columnIds.includes(name) ? [] : [unknown('form.unknown-column', `${path}/closed/${index}/columns/${at}`, name, columnIds)])),
    ]),
    ...checkContinues(table, path, all),
    ...checkRollUpNames(table, path, fixed, columnIds),
  ]
}

/** Every name that an address can give a row: printed rows, the totals of blocks, and the rows within a block. */
function rowNames(fixed: Band, blocks: readonly (Placed<DynamicRows> & Band)[]): Named[] {
  const stubs = fixed.stubs.map(({ definition, path }) => ({ id: definition.id, path }))
  const totals = blocks.flatMap(({ definition, path, stubs: each }) => {
    const { total } = definition
    if (total === undefined) return []
    return each.length === 0 ? [{ id: total.id, path: `${path}/total` }] : each.map((stub) => ({ id: `${total.id}_${stub.definition.id}`, path: `${path}/total` }))
  })
  return [...stubs, ...totals, ...blocks.flatMap(({ stubs: each }) => each.map(({ definition, path }) => ({ id: definition.id, path })))]
}

function checkColumn(definition: ColumnDefinition, at: string, table: TableDefinition, leaves: readonly Placed<ColumnDefinition>[], columnIds: readonly string[]): Issue[] {
  const issues = [...checkRelations(definition, at, columnIds, 'form.unknown-column'), ...sameMeasure(definition, at, leaves)]
  const rolledUp = [table['roll-up'] ?? []].flat().some(({ cells }) => Object.hasOwn(cells, definition.id ?? ''))
  if (definition.columns !== undefined && (definition.parts !== undefined || definition.value !== undefined || definition['of-which'] !== undefined)) {
    issues.push(issue('form.group-holds-no-value', at, { title: definition.title }))
  }
  if (definition.value !== undefined && definition['parts-are'] === 'computed') issues.push(issue('form.value-and-parts', at))
  if (definition.hidden === true && definition.columns === undefined && definition.value === undefined && definition['parts-are'] !== 'computed' && !rolledUp) {
    issues.push(issue('form.hidden-is-typed', at, { title: definition.title }))
  }
  issues.push(...checkAggregation(definition, at, leaves))
  if (definition.weight !== undefined) {
    if (definition.aggregate !== 'mean') issues.push(issue('form.weight-without-mean', `${at}/weight`, { title: definition.title }))
    if (!columnIds.includes(definition.weight)) issues.push(unknown('form.unknown-column', `${at}/weight`, definition.weight, columnIds))
  }
  const partsOfText = [...breakdowns(definition.parts).flat(), ...(definition['of-which'] ?? []), ...(definition.parts === undefined ? [] : [definition.id ?? ''])]
    .map((name) => leaves.find((leaf) => leaf.definition.id === name)?.definition)
    .find((part) => part?.kind !== undefined && !isCounted(part.kind))
  if (partsOfText !== undefined) issues.push(issue('form.parts-are-numbers', at, { title: partsOfText.title }))
  return issues
}

/** Can cells of this kind come together as the column says? */
function checkAggregation({ aggregate, kind = 'number', value, decimals = 0, title, weight }: ColumnDefinition, at: string, leaves: readonly Placed<ColumnDefinition>[]): Issue[] {
  if (aggregate === undefined) return []
  if (!aggregations[aggregate].of.includes(cellKinds[kind].type)) return [issue('form.aggregate-not-of-kind', `${at}/aggregate`, { title, aggregate })]
  if (aggregate === 'recompute' && value === undefined) return [issue('form.recompute-without-value', `${at}/aggregate`, { title })]
  if (aggregate === 'count' && decimals > 0) return [issue('form.count-is-whole', `${at}/aggregate`, { title })]
  const weighing = leaves.find(({ definition }) => definition.id === weight)?.definition
  if (weighing === undefined || (cellKinds[weighing.kind ?? 'number'].type === 'number' && (weighing.aggregate ?? 'sum') === 'sum')) return []
  return [issue('form.weight-not-added-up', `${at}/weight`, { title: weighing.title })]
}

function checkStubs(stubs: readonly Placed<StubDefinition>[]): Issue[] {
  const ids = stubs.map(({ definition }) => definition.id)
  return stubs.flatMap(({ definition, path }) => {
    const issues = [...checkRelations(definition, path, ids, 'form.unknown-row'), ...sameMeasure(definition, path, stubs)]
    const isDynamic = definition.rows !== undefined && !Array.isArray(definition.rows)
    if ((definition.value !== undefined && definition['parts-are'] === 'computed') || (isDynamic && (definition.parts !== undefined || definition.value !== undefined))) {
      issues.push(issue('form.value-and-parts', path))
    }
    return issues
  })
}

function checkDynamic({ definition, path, dynamic }: Placed<DynamicRows> & Band, table: TableDefinition): Issue[] {
  const issues = dynamic.map((one) => issue('form.dynamic-within-dynamic', one.path))
  const { per, codelist, kinds, least, most } = definition
  if (per === 'entry' && codelist === undefined) issues.push(issue('form.entries-need-codelist', path))
  if (per !== 'entry' && codelist !== undefined) issues.push(issue('form.not-for-these-rows', `${path}/codelist`, { property: 'codelist', per }))
  if (per !== 'lower-unit' && kinds !== undefined) issues.push(issue('form.not-for-these-rows', `${path}/kinds`, { property: 'kinds', per }))
  if (per !== 'record' && (least ?? most) !== undefined) issues.push(issue('form.not-for-these-rows', path, { property: least === undefined ? 'most' : 'least', per }))
  if (least !== undefined && most !== undefined && least > most) issues.push(issue('form.limits-crossed', path, { min: least, max: most }))
  if (per === 'lower-unit' && [table['roll-up'] ?? []].flat().every((one) => one.into !== undefined || one.by === 'code' || one.by === 'group')) issues.push(issue('form.rows-per-unit-need-roll-up', path.replace(/\/rows$/, '')))
  return issues
}

/** Tables in one grid: the one above exists, leads to itself by no way round, and columns of a number can share its width. */
function checkContinues(table: TableDefinition, path: string, all: readonly TableDefinition[]): Issue[] {
  if (table.continues === undefined) return []
  const ids = all.map(({ id }) => id)
  if (!ids.includes(table.continues)) return [unknown('form.unknown-table', `${path}/continues`, table.continues, ids)]
  const seen = new Set<string>()
  for (let at: TableDefinition | undefined = table; at !== undefined; at = all.find(({ id }) => id === at?.continues)) {
    if (seen.has(at.id)) return [issue('form.continues-itself', `${path}/continues`, { id: table.id })]
    seen.add(at.id)
  }
  const wide = widthsOf(table, all)
  return [...wide].flatMap(([number, { own, widest }]) => (widest % own === 0 ? [] : [issue('form.numbers-not-aligned', `${path}/continues`, { number, count: own, widest })]))
}

/** What roll-ups name: columns, rows and whether there are rows at all; check-roll-up.ts asks whether figures can meet there. */
function checkRollUpNames(table: TableDefinition, path: string, fixed: Band, columnIds: readonly string[]): Issue[] {
  const rollUp = table['roll-up']
  const rows = fixed.stubs.map(({ definition }) => definition.id)
  const bandsPer = (per: DynamicRows['per']): number => fixed.dynamic.filter(({ definition }) => definition.per === per).length
  return [rollUp ?? []].flat().flatMap((source, index) => {
    const at = Array.isArray(rollUp) ? `${path}/roll-up/${index}` : `${path}/roll-up`
    const { into, by, cells } = source
    const issues = Object.keys(cells).flatMap((id) => (columnIds.includes(id) ? [] : [unknown('form.unknown-column', `${at}/cells/${id}`, id, columnIds)]))
    if (into !== undefined && by !== undefined) return [...issues, issue('form.roll-up-two-ways', `${at}/by`, { into })]
    if (into !== undefined) return rows.includes(into) ? issues : [...issues, unknown('form.unknown-row', `${at}/into`, into, rows)]
    // By code, rows are those of one codelist or those that are printed.
    const byCode = by === 'code' || by === 'group'
    const fits = byCode ? bandsPer('entry') === 1 || (bandsPer('entry') === 0 && rows.length > 0) : bandsPer('lower-unit') > 0 || (by === undefined && table.rows === 'one')
    if (!fits) issues.push(issue('form.roll-up-into-no-row', at))
    if (byCode && new Set(Object.values(cells).map((address) => address.split('.')[0])).size > 1) issues.push(issue('form.codes-of-several-tables', `${at}/cells`))
    return issues
  })
}

function checkSection(section: SectionDefinition, path: string): Issue[] {
  const fields = section.fields.map((definition, index) => ({ definition, path: `${path}/fields/${index}` }))
  const { least, most } = section.repeat ?? {}
  return [
    ...duplicates(fields.map(({ definition, path: at }) => ({ id: definition.id, path: at }))),
    ...fields.flatMap(({ definition, path: at }) => [...checkValue(definition, definition.kind, at), ...checkField(definition, at)]),
    ...(least !== undefined && most !== undefined && least > most ? [issue('form.limits-crossed', `${path}/repeat`, { min: least, max: most })] : []),
  ]
}

/** Properties of a field that only some kinds have. */
const onlyFor: Readonly<Record<string, readonly CellKind[]>> = {
  accept: ['attachment'],
  'max-size': ['attachment'],
  'max-count': ['attachment'],
  'unit-kinds': ['unit'],
  pattern: ['text', 'long-text', 'identity-number', 'phone'],
}

function checkField(definition: FieldDefinition, path: string): Issue[] {
  const { pattern } = definition
  return [
    ...Object.entries(onlyFor).flatMap(([property, kinds]) =>
      property in definition && !kinds.includes(definition.kind) ? [issue('form.not-for-this-kind', `${path}/${property}`, { property, kind: definition.kind })] : [],
    ),
    ...(pattern === undefined || readMask(pattern) !== undefined ? [] : [issue('expression.mask', `${path}/pattern`, { found: pattern.slice(0, 40) })]),
  ]
}

const isCounted = (kind: CellKind): boolean => kind === 'number' || kind === 'money'

/** What columns and fields say about their values. */
function checkValue(definition: ColumnDefinition | FieldDefinition, kind: CellKind, path: string): Issue[] {
  const choosing = kind === 'choice' || kind === 'choices'
  const foreign = [
    ...(isCounted(kind) ? [] : (['decimals', 'min', 'max'] as const).filter((key) => definition[key] !== undefined)),
    ...(cellKinds[kind].holds === 'text' || definition['max-length'] === undefined ? [] : ['max-length']),
    ...(choosing || definition.choices === undefined ? [] : ['choices']),
  ]
  const codes = Array.isArray(definition.choices) ? definition.choices.map(({ code }) => code) : []
  const twice = codes.findIndex((code, index) => codes.indexOf(code) !== index)
  return [
    ...checkLimits(definition, path),
    ...foreign.map((property) => issue('form.not-for-this-kind', `${path}/${property}`, { property, kind })),
    ...(choosing && definition.choices === undefined ? [issue('form.choices-missing', path, { title: definition.title })] : []),
    ...(twice < 0 ? [] : [issue('form.duplicate-id', `${path}/choices/${twice}`, { id: codes[twice] ?? '' })]),
  ]
}

function checkRelations(
  definition: { parts?: string[] | string[][]; 'of-which'?: string[]; id?: string },
  path: string,
  known: readonly string[],
  code: string,
): Issue[] {
  const lists: [string, string[]][] = [
    ...breakdowns(definition.parts).map((list, index): [string, string[]] => [Array.isArray(definition.parts?.[0]) ? `${path}/parts/${index}` : `${path}/parts`, list]),
    ...(definition['of-which'] === undefined ? [] : [[`${path}/of-which`, definition['of-which']] as [string, string[]]]),
  ]
  const there = new Set(known)
  return lists.flatMap(([at, list]) => {
    const seen = new Set<string>()
    return list.flatMap((name, index) => {
      const where = `${at}/${index}`
      if (name === definition.id) return [issue('form.part-of-itself', where, { name })]
      if (seen.has(name)) return [issue('form.part-twice', where, { name })]
      seen.add(name)
      return there.has(name) ? [] : [unknown(code, where, name, known)]
    })
  })
}

/** Parts are counted in the unit of their whole. */
function sameMeasure(definition: Counted, path: string, leaves: readonly Placed<Counted>[]): Issue[] {
  const parts = [...breakdowns(definition.parts).flat(), ...(definition['of-which'] ?? [])]
  return parts.flatMap((name) => {
    const part = leaves.find((leaf) => leaf.definition.id === name)?.definition
    if (part === undefined) return []
    const differs =
      (part.decimals ?? 0) !== (definition.decimals ?? 0) ||
      (part.measure !== undefined && definition.measure !== undefined && part.measure !== definition.measure)
    return differs ? [issue('form.measure-mismatch', path, { total: definition.title, part: part.title })] : []
  })
}

type Counted = Pick<ColumnDefinition, 'id' | 'title' | 'measure' | 'decimals' | 'parts' | 'of-which'>

function checkNumbers(columns: readonly Placed<ColumnDefinition>[]): Issue[] {
  const seen = new Set<number>()
  return columns.flatMap(({ definition, path }) => {
    if (definition.number === undefined) return []
    const found = seen.has(definition.number) ? [issue('form.duplicate-number', path, { number: definition.number })] : []
    seen.add(definition.number)
    return found
  })
}

function checkLimits(definition: { min?: number; max?: number; decimals?: number }, path: string): Issue[] {
  const decimals = definition.decimals ?? 0
  const issues = (['min', 'max'] as const).flatMap((key) => {
    const value = definition[key]
    return value === undefined || toUnits(value, decimals) !== undefined ? [] : [issue('form.limit-not-exact', `${path}/${key}`, { value, decimals })]
  })
  if (definition.min !== undefined && definition.max !== undefined && definition.min > definition.max) {
    issues.push(issue('form.limits-crossed', path, { min: definition.min, max: definition.max }))
  }
  return issues
}
