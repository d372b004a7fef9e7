// The shape of a compiled form: which tables, rows and columns there are, which cells are closed, and how tables share a
// printed grid. Everything a page, a print or a roll-up needs to lay a form out, nothing about calculation.
//
// Rows come in bands. The fixed rows stand once; a dynamic band stands once per unit, codelist entry or record, and one
// instance of it is a block of one or more rows. A row class is a row of the definition: a fixed row, or a row of a block.
import { firstDay, lastDay } from '../calendar.ts'
import { cellKinds, type CellKind } from '../value.ts'
import type { Choice } from '../codelist.ts'
import { defaultMax, toUnits } from '../number.ts'
import { aggregationOf, type AggregationName } from '../aggregate.ts'
import type {
  ColumnDefinition, DynamicRows, FieldDefinition, FormDefinition, RollUpSource, SectionDefinition, StubDefinition, TableDefinition,
} from './definition.ts'
import { headerOf, leavesOf, spansOf, type HeaderCell, type Leaf } from './heading.ts'

export type { HeaderCell } from './heading.ts'

export type Column = {
  readonly id: string
  readonly index: number
  readonly number?: number
  readonly title: string
  /** Heading words from the top: "Công chứng › Số việc công chứng › Tổng số". */
  readonly path: string
  readonly measure: string
  readonly kind: CellKind
  /** Numbers live in the sheet's doubles, texts beside them. */
  readonly holds: 'number' | 'text'
  readonly decimals: number
  /** Limits of typed values, in smallest units. */
  readonly min: number
  readonly max: number
  /** Counts from 0 to here need no further look; −1 where every value needs one. A machine word, which the check of values compares at once. */
  readonly plainTo: number
  readonly maxLength: number
  readonly aggregate: AggregationName
  /** Column that weighs a mean. */
  readonly weight?: string
  /** Only for calculating: neither shown nor printed. */
  readonly hidden: boolean
  /** Calculated by an expression of its own. */
  readonly formula: boolean
  readonly help?: string
  /** What a choice chooses from: a list, or the codelist that has it (choices.ts puts its entries in place). */
  readonly choices?: readonly Choice[] | FromCodelist
  /** What a field says beyond its value: conditions, pattern, files. */
  readonly field?: FieldDefinition
}

/** `codelist`: as the form names it, in its own pack or `pack/id`. */
export type FromCodelist = { readonly codelist: string }

/** A row of the definition. */
export type RowShape = {
  /** '' for the row of a one-row table, and for the row of a block that has only one. */
  readonly key: string
  readonly number?: string
  /** In a block, `{row}` stands for the unit, entry or record. With the row's measure, as headings are printed with theirs. */
  readonly title: string
  /** What it counts in columns that do not say it themselves. */
  readonly measure?: string
  readonly depth: number
  /** A row that the program adds up over other rows. */
  readonly total: boolean
  /** A row that is not the whole of other rows: what `column x` ranges over. */
  readonly leaf: boolean
}

export type Band = {
  readonly index: number
  /** The row that it stands under, or that totals it; '' where there is none. */
  readonly under: string
  readonly per: DynamicRows['per']
  readonly title: string
  readonly kinds?: readonly string[]
  readonly codelist?: string
  readonly least: number
  readonly most: number
  /** The rows of one instance, and the class of the first of them. */
  readonly rows: readonly RowShape[]
  readonly firstClass: number
  /** Drawn after so many fixed rows. */
  readonly after: number
  /** Fixed row that totals each row of the block; -1: none. */
  readonly totals: readonly number[]
}

export type Table = {
  readonly id: string
  readonly index: number
  readonly title?: string
  readonly kind: 'one' | 'stubs' | 'section'
  readonly columns: readonly Column[]
  readonly header: readonly (readonly HeaderCell[])[]
  /** The form prints a row of column numbers. */
  readonly numbers: boolean
  readonly stubTitle?: string
  readonly rows: readonly RowShape[]
  readonly bands: readonly Band[]
  /** All row classes: the fixed rows, then each band's. */
  readonly classes: readonly RowShape[]
  /** 1 at `class * columns + column` where a cell is never filled in; empty where none is closed. */
  readonly closed: Uint8Array
  /** Positions of columns by id and of fixed rows by key. */
  readonly columnOf: ReadonlyMap<string, number>
  readonly rowOf: ReadonlyMap<string, number>
  readonly rollUps: readonly RollUpSource[]
  /** Printed under that table, in its grid. */
  readonly continues?: number
  /** Grid columns that each column takes where tables share a grid; 1 elsewhere. */
  readonly spans: readonly number[]
  /** The columns as authored, in their order. */
  readonly leaves: readonly (ColumnDefinition | FieldDefinition)[]
  /** Heading tree and stubs as authored, for the checks and relations written on them. */
  readonly source: TableDefinition | SectionDefinition
}

export function layOut(definition: FormDefinition): Table[] {
  const authored = definition.tables ?? []
  const tables = authored.map((table, index) => layOutTable(table, index, authored))
  const sections = (definition.sections ?? []).map((section, index) => layOutSection(section, tables.length + index))
  const indexOf = new Map(tables.map((table) => [table.id, table.index]))
  return [
    ...tables.map((table, index) => {
      const continues = indexOf.get(authored[index]?.continues ?? '')
      if (continues === undefined) return table
      const stubTitle = table.stubTitle ?? tables[continues]?.stubTitle
      return { ...table, continues, ...(stubTitle === undefined ? {} : { stubTitle }) }
    }),
    ...sections,
  ]
}

function layOutTable(source: TableDefinition, index: number, authored: readonly TableDefinition[]): Table {
  const leaves = leavesOf(source.columns)
  const columns = leaves.map((leaf, index) => columnAt(index, leaf.definition, leaf))
  const { rows, bands } = rowsOf(source)
  return {
    ...whole(source.id, index, columns, rows, bands),
    ...(source.title === undefined ? {} : { title: source.title }),
    kind: source.rows === 'one' ? 'one' : 'stubs',
    header: headerOf(source.columns),
    numbers: columns.some((one) => one.number !== undefined),
    ...(source['stub-title'] === undefined ? {} : { stubTitle: source['stub-title'] }),
    closed: closedCells(source, columns, rows, bands),
    rollUps: [source['roll-up'] ?? []].flat(),
    spans: spansOf(source, leaves, authored),
    leaves: leaves.map((one) => one.definition),
    source,
  }
}

function layOutSection(source: SectionDefinition, index: number): Table {
  const columns = source.fields.map((field, index): Column => ({ ...columnAt(index, field, { path: field.title, measure: field.measure ?? '', number: undefined }), field }))
  const row: RowShape = { key: '', title: source.title ?? '', depth: 0, total: false, leaf: true }
  const { repeat } = source
  const band: Band[] =
    repeat === undefined
      ? []
      : [{ index: 0, under: '', per: 'record', title: repeat.title, least: repeat.least ?? 0, most: repeat.most ?? 100, rows: [{ ...row, title: '{row}' }], firstClass: 0, after: 0, totals: [-1] }]
  const rows = repeat === undefined ? [row] : []
  return {
    ...whole(source.id, index, columns, rows, band),
    ...(source.title === undefined ? {} : { title: source.title }),
    kind: 'section',
    header: [],
    numbers: false,
    closed: new Uint8Array(0),
    rollUps: [],
    spans: columns.map(() => 1),
    leaves: source.fields,
    source,
  }
}

type Whole = Pick<Table, 'id' | 'index' | 'columns' | 'rows' | 'bands' | 'classes' | 'columnOf' | 'rowOf'>

function whole(id: string, index: number, columns: readonly Column[], rows: readonly RowShape[], bands: readonly Band[]): Whole {
  return {
    id,
    index,
    columns,
    rows,
    bands,
    classes: [...rows, ...bands.flatMap((band) => band.rows)],
    columnOf: positions(columns, ({ id }) => id),
    rowOf: positions(rows, ({ key }) => key),
  }
}

function positions<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, number> {
  const found = new Map<string, number>()
  for (let index = 0; index < list.length; index++) found.set(keyOf(list[index] as T), index)
  return found
}

/** What V8 keeps as a number without a box on every machine. */
const largestPlain = 2 ** 30 - 1

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

/** All columns are made here and in one way, so that they are of one shape: every value that comes in is held against one. */
function columnAt(index: number, source: ColumnDefinition | FieldDefinition, { path, measure, number }: Pick<Leaf, 'path' | 'measure' | 'number'>): Column {
  const decimals = source.decimals ?? 0
  const kind = source.kind ?? 'number'
  const limit = (value: number | undefined, otherwise: number): number =>
    value === undefined ? otherwise : (toUnits(value, decimals) ?? otherwise)
  const { holds } = cellKinds[kind]
  // Days before 1970 are days, too.
  const min = limit(source.min, kind === 'date' ? firstDay : 0)
  const max = limit(source.max, kind === 'yes-no' ? 1 : kind === 'date' ? lastDay : defaultMax)
  const made: Mutable<Column> = {
    id: source.id ?? `column_${index}`,
    index,
    path,
    measure,
    title: source.title,
    kind,
    holds,
    decimals,
    min,
    max,
    plainTo: holds === 'number' && min <= 0 ? Math.min(max, largestPlain) : -1,
    maxLength: source['max-length'] ?? (kind === 'long-text' ? 4000 : 1000),
    aggregate: ('aggregate' in source ? source.aggregate : undefined) ?? aggregationOf(kind),
    hidden: 'hidden' in source && source.hidden === true,
    formula: source.value !== undefined,
  }
  if (number !== undefined) made.number = number
  if ('weight' in source && source.weight !== undefined) made.weight = source.weight
  if (source.help !== undefined) made.help = source.help
  if (source.choices !== undefined) made.choices = source.choices
  return made
}

type Rows = { readonly rows: RowShape[]; readonly bands: Band[] }

function rowsOf(source: TableDefinition): Rows {
  const made: Rows = { rows: [], bands: [] }
  if (source.rows === 'one') made.rows.push({ key: '', title: '', depth: 0, total: false, leaf: true })
  else if (Array.isArray(source.rows)) addStubs(source.rows, 0, made)
  else addBand(source.rows, source.rows.total, 0, made)
  let firstClass = made.rows.length
  return {
    rows: made.rows,
    bands: made.bands.map((band) => {
      const placed = { ...band, firstClass }
      firstClass += band.rows.length
      return placed
    }),
  }
}

function addStubs(stubs: readonly StubDefinition[], depth: number, made: Rows): void {
  for (const stub of stubs) {
    if (stub.rows !== undefined && !Array.isArray(stub.rows)) {
      addBand(stub.rows, stub, depth, made)
      continue
    }
    made.rows.push(shapeOf(stub, depth))
    addStubs(stub.rows ?? [], depth + 1, made)
  }
}

/** A band, after the fixed rows that total it. */
function addBand(dynamic: DynamicRows, total: Pick<StubDefinition, 'id' | 'title' | 'number' | 'measure'> | undefined, depth: number, made: Rows): void {
  const block = blockOf(dynamic, total?.measure)
  const first = made.rows.length
  if (total !== undefined) {
    for (const row of block) {
      made.rows.push({
        key: row.key === '' ? total.id : `${total.id}_${row.key}`,
        ...(total.number === undefined || row !== block[0] ? {} : { number: total.number }),
        title: titleIn(block, row, withMeasure(total)),
        ...(row.measure === undefined ? {} : { measure: row.measure }),
        depth: depth + row.depth,
        total: true,
        leaf: false,
      })
    }
  }
  made.bands.push({
    index: made.bands.length,
    under: total?.id ?? '',
    per: dynamic.per,
    title: dynamic.title,
    ...(dynamic.kinds === undefined ? {} : { kinds: dynamic.kinds }),
    ...(dynamic.codelist === undefined ? {} : { codelist: dynamic.codelist }),
    least: dynamic.least ?? 0,
    most: dynamic.most ?? 2000,
    rows: block.map((row) => ({ ...row, depth: row.depth + depth + (total === undefined ? 0 : 1) })),
    firstClass: 0,
    after: made.rows.length,
    totals: block.map((_, position) => (total === undefined ? -1 : first + position)),
  })
}

/** Rows that nobody names are counted like the row that they stand under. */
function blockOf({ each }: DynamicRows, measure: string | undefined): RowShape[] {
  if (each === undefined) return [{ key: '', title: '{row}', ...(measure === undefined ? {} : { measure }), depth: 0, total: false, leaf: true }]
  const flat = (stubs: readonly StubDefinition[], depth: number): RowShape[] =>
    stubs.flatMap((stub) => [shapeOf(stub, depth), ...flat(Array.isArray(stub.rows) ? stub.rows : [], depth + 1)])
  return flat(each, 0)
}

function shapeOf(stub: StubDefinition, depth: number): RowShape {
  return {
    key: stub.id,
    ...(stub.number === undefined ? {} : { number: stub.number }),
    title: withMeasure(stub),
    ...(stub.measure === undefined ? {} : { measure: stub.measure }),
    depth,
    total: (stub.parts !== undefined && stub['parts-are'] === 'computed') || stub.value !== undefined,
    leaf: stub.parts === undefined && stub.value === undefined,
  }
}

function withMeasure({ title, measure }: { title: string; measure?: string }): string {
  return measure === undefined ? title : `${title} (${measure})`
}

/** What a cell of a row class and a column counts; '' where nothing is said. */
export function measureAt(table: Table, row: number, column: number): string {
  return table.columns[column]?.measure || table.classes[row]?.measure || ''
}

/** What an instance of a band is called: a record that nobody has named is counted. */
export function nameIn(band: Band, title: string, index: number): string {
  return title === '' && band.per === 'record' ? `${band.title} ${index + 1}` : title
}

/** A block row's title for one unit, entry or record. The first of several rows names it unless one says `{row}` itself. */
export function titleIn(block: readonly RowShape[], row: RowShape, name: string): string {
  if (row.title.includes('{row}')) return row.title.replaceAll('{row}', name)
  return block.some((one) => one.title.includes('{row}')) ? row.title : `${name} – ${row.title}`
}

/** Naming a row closes its cells; naming one with dynamic rows closes theirs and their totals too. */
function closedCells(source: TableDefinition, columns: readonly Column[], rows: readonly RowShape[], bands: readonly Band[]): Uint8Array {
  if (source.closed === undefined) return new Uint8Array(0)
  const classes = [...rows, ...bands.flatMap((band) => band.rows)]
  const closed = new Uint8Array(classes.length * columns.length)
  for (const { rows: keys, columns: ids } of source.closed) {
    const under = bands.filter((band) => keys.includes(band.under))
    const isUnder = (index: number): boolean => under.some(({ firstClass, rows: block, totals }) => totals.includes(index) || (index >= firstClass && index < firstClass + block.length))
    classes.forEach((row, index) => {
      const named = keys.includes(row.key) || isUnder(index)
      if (named) for (const one of columns) if (ids.includes(one.id)) closed[index * columns.length + one.index] = 1
    })
  }
  return closed
}

/** Every stub of a table, parents before children; those of blocks apart, by band. */
export function stubsOf(source: TableDefinition | SectionDefinition): { fixed: StubDefinition[]; blocks: StubDefinition[][] } {
  const found = { fixed: [] as StubDefinition[], blocks: [] as StubDefinition[][] }
  if (!('rows' in source) || source.rows === 'one') return found
  const flat = (stubs: readonly StubDefinition[]): StubDefinition[] => stubs.flatMap((stub) => [stub, ...flat(Array.isArray(stub.rows) ? stub.rows : [])])
  const visit = (stubs: readonly StubDefinition[]): void => {
    for (const stub of stubs) {
      if (stub.rows !== undefined && !Array.isArray(stub.rows)) found.blocks.push(flat(stub.rows.each ?? []))
      else {
        found.fixed.push(stub)
        visit(stub.rows ?? [])
      }
    }
  }
  if (Array.isArray(source.rows)) visit(source.rows)
  else found.blocks.push(flat(source.rows.each ?? []))
  return found
}

/** Is the cell of a row class and a column closed? */
export function isClosed(table: Table, row: number, column: number): boolean {
  return table.closed[row * table.columns.length + column] === 1
}
