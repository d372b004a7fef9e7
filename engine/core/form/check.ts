// Does a form definition mean anything? Shape has been checked by the schema; this looks at ids, references, formulas,
// relations and limits, and returns every issue with a JSON pointer. References to other forms, units and workflows are
// the pack's business (packs/check-pack.ts).
import { checkExpression, nearest, type Scope } from '../expression/check.ts'
import type { Mode } from '../expression/modes.ts'
import { parseExpression } from '../expression/parse.ts'
import { cellWord, outside, walk, words, type Node, type RangeNode, type ReferenceNode, type Type } from '../expression/tree.ts'
import { issue, type Issue } from '../issue.ts'
import { toUnits } from '../number.ts'
import type { ColumnDefinition, FormDefinition, StubDefinition, TableDefinition } from './definition.ts'
import { breakdowns } from './spellings.ts'
import { sortTemplates } from './compile.ts'
import { layOut, type Column, type Table } from './layout.ts'
import { locate, makeTemplates } from './template.ts'

/** Words of the expression language: an id that is one of them could not be named. */
export const reservedIds: readonly string[] = [...words, 'if', cellWord, ...outside]

/** Issues of one form definition; codes form.*, rule.*, expression.*. */
export function checkForm(definition: FormDefinition): Issue[] {
  const issues: Issue[] = []
  const blocks = [
    ...definition.tables.map((table, index) => ({ id: table.id, path: `/tables/${index}` })),
    ...(definition.sections ?? []).map((section, index) => ({ id: section.id, path: `/sections/${index}` })),
  ]
  issues.push(...duplicates(blocks))
  definition.tables.forEach((table, index) => issues.push(...checkTable(table, `/tables/${index}`)))
  ;(definition.sections ?? []).forEach((section, index) => {
    const fields = section.fields.map((field, at) => ({ id: field.id, path: `/sections/${index}/fields/${at}` }))
    issues.push(...duplicates(fields), ...section.fields.flatMap((field, at) => checkLimits(field, `/sections/${index}/fields/${at}`)))
  })
  issues.push(...duplicates((definition.rules ?? []).map((rule, index) => ({ id: rule.id, path: `/rules/${index}` }))))
  if (issues.length > 0) return issues
  // Names can be followed only once they are unique.
  const tables = layOut(definition)
  issues.push(...checkExpressions(definition, tables))
  if (issues.length > 0) return issues
  const { templates } = makeTemplates(definition, tables)
  const order = sortTemplates(templates, tables)
  return 'cycle' in order ? [issue('form.cycle', '/tables', { path: order.cycle.join(' → ') })] : []
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

type Placed<T> = { readonly definition: T; readonly path: string }

function placed<T extends { columns?: T[] } | { rows?: T[] }>(list: readonly T[], key: 'columns' | 'rows', path: string): Placed<T>[] {
  return list.flatMap((definition, index) => {
    const own = `${path}/${key}/${index}`
    const below = (definition as Record<string, unknown>)[key] as T[] | undefined
    return [{ definition, path: own }, ...placed(below ?? [], key, own)]
  })
}

function checkTable(table: TableDefinition, path: string): Issue[] {
  const columns = placed<ColumnDefinition>(table.columns, 'columns', path)
  const leaves = columns.filter(({ definition }) => definition.columns === undefined)
  const stubs = Array.isArray(table.rows) ? placed<StubDefinition>(table.rows, 'rows', path) : []
  const issues: Issue[] = [
    ...duplicates(columns.flatMap(({ definition, path: at }) => (definition.id === undefined ? [] : [{ id: definition.id, path: at }]))),
    ...duplicates(stubs.map(({ definition, path: at }) => ({ id: definition.id, path: at }))),
    ...leaves.flatMap(({ definition, path: at }) => (definition.id === undefined ? [issue('form.column-without-id', at, { title: definition.title })] : [])),
    ...columns.flatMap(({ definition, path: at }) => checkLimits(definition, at)),
    ...checkNumbers(leaves),
  ]
  const columnIds = leaves.flatMap(({ definition }) => definition.id ?? [])
  for (const { definition, path: at } of columns) {
    issues.push(...checkRelations(definition, at, columnIds, 'form.unknown-column'))
    if (definition.columns !== undefined && (definition.parts !== undefined || definition.value !== undefined || definition['of-which'] !== undefined)) {
      issues.push(issue('form.group-holds-no-value', at, { title: definition.title }))
    }
    if (definition.value !== undefined && definition['parts-are'] === 'computed') issues.push(issue('form.value-and-parts', at))
    issues.push(...sameMeasure(definition, at, leaves))
  }
  for (const { definition, path: at } of stubs) {
    issues.push(...checkRelations(definition, at, stubs.map((one) => one.definition.id), 'form.unknown-row'))
  }
  const rollUp = table['roll-up']
  for (const id of Object.keys(rollUp?.cells ?? {})) {
    const leaf = leaves.find(({ definition }) => definition.id === id)
    if (leaf === undefined) issues.push(issue('form.unknown-column', `${path}/roll-up/cells/${id}`, { name: id, nearest: nearest(id, columnIds) ?? '' }))
    else if (leaf.definition.value !== undefined || leaf.definition['parts-are'] === 'computed') {
      issues.push(issue('form.roll-up-into-calculated', `${path}/roll-up/cells/${id}`, { name: id }))
    }
  }
  if (rollUp === undefined && typeof table.rows === 'object' && !Array.isArray(table.rows)) {
    issues.push(issue('form.rows-per-unit-need-roll-up', path))
  }
  if (rollUp !== undefined && (table.rows === 'one' || Array.isArray(table.rows))) issues.push(issue('form.roll-up-needs-rows-per-unit', `${path}/roll-up`))
  return issues
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
      return there.has(name) ? [] : [issue(code, where, { name, nearest: nearest(name, known) ?? '' })]
    })
  })
}

/** Parts are counted in the unit of their whole. */
function sameMeasure(definition: ColumnDefinition, path: string, leaves: readonly Placed<ColumnDefinition>[]): Issue[] {
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

function checkNumbers(leaves: readonly Placed<ColumnDefinition>[]): Issue[] {
  const seen = new Set<number>()
  return leaves.flatMap(({ definition, path }) => {
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

function checkExpressions(definition: FormDefinition, tables: readonly Table[]): Issue[] {
  const issues: Issue[] = []
  definition.tables.forEach((source, index) => {
    for (const { definition: column, path } of placed<ColumnDefinition>(source.columns, 'columns', `/tables/${index}`)) {
      if (column.value !== undefined) issues.push(...checkOne(column.value, `${path}/value`, tables[index] as Table, tables, 'calculate', 'number'))
    }
  })
  ;(definition.sections ?? []).forEach((section, index) => {
    section.fields.forEach((field, at) => {
      const table = tables[definition.tables.length + index] as Table
      const path = `/sections/${index}/fields/${at}`
      if (field.value === undefined) return
      if (field.kind === 'text') issues.push(issue('form.text-is-not-calculated', `${path}/value`, { id: field.id }))
      else issues.push(...checkOne(field.value, `${path}/value`, table, tables, 'calculate', 'number'))
    })
  })
  ;(definition.rules ?? []).forEach((rule, index) => {
    const path = `/rules/${index}`
    const table = rule.table === undefined ? tables[0] : tables.find((one) => one.id === rule.table)
    if (table === undefined) {
      const ids = tables.map((one) => one.id)
      issues.push(issue('form.unknown-table', `${path}/table`, { name: rule.table ?? '', nearest: nearest(rule.table ?? '', ids) ?? '' }))
      return
    }
    if (rule.basis === 'ours' && rule.severity === 'error') issues.push(issue('rule.ours-cannot-block', `${path}/severity`, { id: rule.id }))
    issues.push(...checkOne(rule.check, `${path}/check`, table, tables, 'check'))
  })
  return issues
}

function checkOne(source: unknown, path: string, table: Table, tables: readonly Table[], mode: Mode, wanted?: Type): Issue[] {
  const parsed = parseExpression(source)
  if ('issues' in parsed) return parsed.issues.map((one) => ({ ...one, path }))
  return checkExpression(parsed.node, scopeOf(table, tables), mode, wanted).issues.map((one) => ({ ...one, path })).concat(constant(parsed.node, path))
}

/** A rule or formula that reads no cell says the same for every report. */
function constant(node: Node, path: string): Issue[] {
  let reads = false
  walk(node, ({ kind }) => {
    reads ||= kind === 'reference' || kind === 'range'
  })
  return reads ? [] : [issue('expression.reads-nothing', path)]
}

function scopeOf(table: Table, tables: readonly Table[]): Scope {
  const columnOf = (node: ReferenceNode | RangeNode): Column | undefined => {
    const place = locate(node, table, tables)
    if (place === undefined || place.kind === 'units') return undefined
    const own = place.kind === 'near' ? table : tables[place.table]
    return own?.columns[place.kind === 'near' ? place.index : place.column]
  }
  return {
    typeOf: (node) => columnOf(node)?.kind,
    measureOf: (node) => columnOf(node)?.measure || undefined,
    names: () => [...table.columns.map((one) => one.id), ...tables.flatMap((one) => one.columns.map((column) => `${one.id}.${column.id}`))],
  }
}
