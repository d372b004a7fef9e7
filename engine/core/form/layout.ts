// The shape of a compiled form: which tables, rows and columns there are, who fills each cell, and how the printed
// heading is merged. Everything a page, a print or a roll-up needs to lay a form out, nothing about calculation.
import { defaultMax, toUnits } from '../number.ts'
import type {
  Aggregation, ColumnDefinition, FieldDefinition, FormDefinition, SectionDefinition, StubDefinition, TableDefinition,
} from './definition.ts'

export type Column = {
  readonly id: string
  readonly index: number
  readonly number?: number
  readonly title: string
  /** Heading words from the top: "Công chứng › Số việc công chứng › Tổng số". */
  readonly path: string
  readonly measure: string
  readonly kind: 'number' | 'text'
  readonly decimals: number
  /** Limits of typed values, in smallest units. */
  readonly min: number
  readonly max: number
  readonly maxLength: number
  readonly aggregate: Aggregation
  readonly help?: string
}

export type HeaderCell = {
  readonly title: string
  readonly measure?: string
  readonly colspan: number
  readonly rowspan: number
  /** Index of the leaf column that this heading stands right above. */
  readonly column?: number
}

export type FixedRow = {
  /** '' for the row of a one-row table. */
  readonly key: string
  readonly number?: string
  readonly title: string
  readonly depth: number
  /** A row that the program adds up over the table's other rows. */
  readonly total: boolean
  /** A row that is not the whole of other rows: what `column x` ranges over. */
  readonly leaf: boolean
}

export type Table = {
  readonly id: string
  readonly index: number
  readonly title?: string
  readonly kind: 'one' | 'stubs' | 'per-unit' | 'section'
  readonly columns: readonly Column[]
  readonly header: readonly (readonly HeaderCell[])[]
  /** The form prints a row of column numbers. */
  readonly numbers: boolean
  readonly stubTitle?: string
  readonly rows: readonly FixedRow[]
  /** Positions by id and by key. */
  readonly columnOf: ReadonlyMap<string, number>
  readonly rowOf: ReadonlyMap<string, number>
  readonly perUnit?: { readonly title: string }
  readonly rollUp?: { readonly from: string; readonly cells: Readonly<Record<string, string>> }
  /** Heading tree and stubs as authored, for the checks and relations written on them. */
  readonly source: TableDefinition | SectionDefinition
}

export function layOut(definition: FormDefinition): Table[] {
  const tables = definition.tables.map((table, index) => layOutTable(table, index))
  const sections = (definition.sections ?? []).map((section, index) => layOutSection(section, tables.length + index))
  return [...tables, ...sections]
}

function layOutTable(source: TableDefinition, index: number): Table {
  const leaves = leavesOf(source.columns)
  const columns = leaves.map((leaf, position) => column(leaf.definition, position, leaf.path, leaf.measure))
  const kind = source.rows === 'one' ? 'one' : Array.isArray(source.rows) ? 'stubs' : 'per-unit'
  const rows = fixedRows(source)
  return {
    id: source.id,
    index,
    ...(source.title === undefined ? {} : { title: source.title }),
    kind,
    columns,
    header: headerOf(source.columns),
    numbers: columns.some((one) => one.number !== undefined),
    ...(source['stub-title'] === undefined ? {} : { stubTitle: source['stub-title'] }),
    rows,
    columnOf: new Map(columns.map((one) => [one.id, one.index])),
    rowOf: new Map(rows.map((row, position) => [row.key, position])),
    ...(kind === 'per-unit' && typeof source.rows === 'object' && !Array.isArray(source.rows) ? { perUnit: { title: source.rows.title } } : {}),
    ...(source['roll-up'] === undefined ? {} : { rollUp: source['roll-up'] }),
    source,
  }
}

function layOutSection(source: SectionDefinition, index: number): Table {
  const columns = source.fields.map((field, position) => column(field, position, field.title, field.measure ?? ''))
  return {
    id: source.id,
    index,
    ...(source.title === undefined ? {} : { title: source.title }),
    kind: 'section',
    columns,
    columnOf: new Map(columns.map((one) => [one.id, one.index])),
    rowOf: new Map([['', 0]]),
    header: [],
    numbers: false,
    rows: [{ key: '', title: source.title ?? '', depth: 0, total: false, leaf: true }],
    source,
  }
}

function column(source: ColumnDefinition | FieldDefinition, index: number, path: string, measure: string): Column {
  const decimals = source.decimals ?? 0
  const isField = 'kind' in source
  const limit = (value: number | undefined, otherwise: number): number =>
    value === undefined ? otherwise : (toUnits(value, decimals) ?? otherwise)
  return {
    id: source.id ?? `column_${index}`,
    index,
    ...('number' in source && source.number !== undefined ? { number: source.number } : {}),
    title: source.title,
    path,
    measure,
    kind: isField ? source.kind : 'number',
    decimals,
    min: limit(source.min, 0),
    max: limit(source.max, defaultMax),
    maxLength: (isField ? source['max-length'] : undefined) ?? 1000,
    aggregate: (!isField ? source.aggregate : undefined) ?? 'sum',
    ...(source.help === undefined ? {} : { help: source.help }),
  }
}

type Leaf = { readonly definition: ColumnDefinition; readonly path: string; readonly measure: string }

/** Leaf columns in print order; a group's measure holds for all below it. */
function leavesOf(columns: readonly ColumnDefinition[], above = '', measure = ''): Leaf[] {
  return columns.flatMap((definition) => {
    const path = above === '' ? definition.title : `${above} › ${definition.title}`
    const own = definition.measure ?? measure
    return definition.columns === undefined ? [{ definition, path, measure: own }] : leavesOf(definition.columns, path, own)
  })
}

function depthOf(columns: readonly ColumnDefinition[]): number {
  return 1 + Math.max(0, ...columns.map((one) => (one.columns === undefined ? 0 : depthOf(one.columns))))
}

function headerOf(columns: readonly ColumnDefinition[]): HeaderCell[][] {
  const depth = depthOf(columns)
  const rows: HeaderCell[][] = Array.from({ length: depth }, () => [])
  let leaf = 0
  const visit = (list: readonly ColumnDefinition[], level: number): void => {
    for (const one of list) {
      const measure = one.measure === undefined ? {} : { measure: one.measure }
      if (one.columns === undefined) {
        rows[level]?.push({ title: one.title, ...measure, colspan: 1, rowspan: depth - level, column: leaf++ })
      } else {
        rows[level]?.push({ title: one.title, ...measure, colspan: leavesOf(one.columns).length, rowspan: 1 })
        visit(one.columns, level + 1)
      }
    }
  }
  visit(columns, 0)
  return rows
}

function fixedRows(source: TableDefinition): FixedRow[] {
  if (source.rows === 'one') return [{ key: '', title: '', depth: 0, total: false, leaf: true }]
  if (!Array.isArray(source.rows)) {
    const { total } = source.rows
    return total === undefined ? [] : [{ key: total.id, title: total.title, depth: 0, total: true, leaf: false }]
  }
  const flat = (stubs: readonly StubDefinition[], depth: number): FixedRow[] =>
    stubs.flatMap((stub) => [
      {
        key: stub.id,
        ...(stub.number === undefined ? {} : { number: stub.number }),
        title: stub.title,
        depth,
        total: stub.parts !== undefined && stub['parts-are'] === 'computed',
        leaf: stub.parts === undefined,
      },
      ...flat(stub.rows ?? [], depth + 1),
    ])
  return flat(source.rows, 0)
}

/** Every stub of a table, parents before children. */
export function stubsOf(source: TableDefinition | SectionDefinition): StubDefinition[] {
  if (!('rows' in source) || !Array.isArray(source.rows)) return []
  const flat = (stubs: readonly StubDefinition[]): StubDefinition[] => stubs.flatMap((stub) => [stub, ...flat(stub.rows ?? [])])
  return flat(source.rows)
}

/** Every column of a heading tree, groups included. */
export function columnsOf(columns: readonly ColumnDefinition[]): ColumnDefinition[] {
  return columns.flatMap((one) => [one, ...columnsOf(one.columns ?? [])])
}

/** The authored leaf columns (or fields) of a table, in the order of `Table.columns`. */
export function leafDefinitions(table: Table): readonly (ColumnDefinition | FieldDefinition)[] {
  return 'fields' in table.source ? table.source.fields : leavesOf(table.source.columns).map((one) => one.definition)
}
