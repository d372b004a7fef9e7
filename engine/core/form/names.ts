// Where a name of an expression leads: a cell of the same row, a cell of the form, many cells, or a figure from outside
// (another form, an earlier period, a property of unit, period or codelist entry). Figures from outside get hidden cells
// that are filled when a sheet is opened, so that the arithmetic knows nothing of them.
import { toText } from '../expression/parse.ts'
import { outside, type RangeNode, type ReferenceNode, type Type } from '../expression/tree.ts'
import { cellKinds } from '../value.ts'
import { columnsOf, leavesOf } from './heading.ts'
import type { Column, Table } from './layout.ts'

/** What a template reads, in the terms of its axis. */
export type Read =
  /** Across: a column of the same row. Down: a row of the same column, counted within its band. */
  | { readonly kind: 'near'; readonly index: number }
  /** Down only: a row of every instance of a band, in the same column. */
  | { readonly kind: 'instances'; readonly band: number; readonly position: number }
  /** A fixed cell; of the form's own hidden row where `table` is past the last table. Where `row` is a class of a band, that
   * cell of every instance. */
  | { readonly kind: 'cell'; readonly table: number; readonly row: number; readonly column: number }
  /** Every data row of a column. */
  | { readonly kind: 'column'; readonly table: number; readonly column: number }

/** From where names are read: a row (across), or a column of a band (down; -1 the fixed rows). */
export type Seat = { readonly tables: readonly Table[]; readonly table: Table; readonly axis: 'across' | 'down'; readonly band: number }

/** A figure from outside the filing. `rows`: one for each row of a table, in a hidden column; `form`: one for the form. */
export type Outside = {
  /** The reference as it is spelled: `previous(acts)`, `form("17a").main.copies`, `unit.population`; with the table before it
   * where another table asks for its own by the same spelling. */
  readonly key: string
  readonly node: ReferenceNode
  readonly per: 'form' | 'rows'
  /** Its hidden cell: in the form's own row, or a column of the table. */
  readonly table: number
  readonly column: number
  readonly decimals: number
  readonly type: Type
}

/** What figures of other forms and properties are, by spelling: the definition alone does not know. */
export type ForeignTypes = Readonly<Record<string, { readonly decimals: number; readonly type: Type }>>

/** Is it looked for outside the filing? */
export function isOutside(node: ReferenceNode | RangeNode, seat: Seat): boolean {
  if (node.source !== undefined) return true
  const [first = ''] = node.path
  return node.path.length > 1 && (outside as readonly string[]).includes(first) && !seat.tables.some((one) => one.id === first)
}

/** One figure for each row of the seat's table, or one for the form. Undefined for a reference that means nothing here. */
export function placeOutside(node: ReferenceNode, seat: Seat): 'form' | 'rows' | undefined {
  if (node.over !== undefined) return node.path.length === 2 ? (isGroupOfRows(node, seat) ? 'rows' : 'form') : undefined
  if (node.source === undefined) return node.path.length !== 2 ? undefined : node.path[0] === 'entry' ? (seat.axis === 'across' ? 'rows' : undefined) : 'form'
  if (node.path.length === 1) return seat.axis === 'across' ? 'rows' : undefined
  return node.path.length <= 3 ? 'form' : undefined
}

/** A group of columns is read in each row of its own table, as within the form. */
function isGroupOfRows({ over, source, path }: ReferenceNode, { table, axis }: Seat): boolean {
  return over?.of === 'group' && source?.kind !== 'form' && path[0] === table.id && axis === 'across' && !table.rowOf.has('')
}

/** The cell of this form that an earlier period's figure stands in, the finest of many; undefined for other forms and properties. */
export function ownColumn(node: ReferenceNode, seat: Seat): Column | undefined {
  if (node.source?.kind === 'form' || node.source === undefined) return undefined
  if (node.over !== undefined) return finest(rangeColumns(node.over.of, node.path, seat))
  const [read] = locate({ kind: 'reference', path: node.path }, { ...seat, axis: 'across' }) ?? []
  return read === undefined ? undefined : columnOf(read, seat)
}

export function outsideKey(node: ReferenceNode): string {
  return toText(node)
}

/** The cells that a name leads to within the form, or undefined where it leads nowhere. */
export function locate(node: ReferenceNode | RangeNode, seat: Seat): Read[] | undefined {
  if (node.kind === 'range') return locateRange(node, seat)
  const { tables, table, axis } = seat
  const [first = '', second = '', third] = node.path
  if (node.path.length === 1) {
    const index = axis === 'across' ? table.columnOf.get(first) : rowIn(table, seat.band, first)
    return index === undefined ? undefined : [{ kind: 'near', index }]
  }
  const own = node.path.length > 3 ? undefined : tables.find((one) => one.id === first)
  const row = own?.rowOf.get(third === undefined ? '' : second)
  const column = own?.columnOf.get(third ?? second)
  return own === undefined || row === undefined || column === undefined ? undefined : [{ kind: 'cell', table: own.index, row, column }]
}

/** The columns of the cells that a range of this form leads to; undefined where it leads nowhere. */
export function rangeColumns(of: RangeNode['of'], path: readonly string[], seat: Seat): Column[] | undefined {
  const own = path.length === 2 ? seat.tables.find((one) => one.id === path[0]) : seat.table
  return own === undefined || path.length > 2 ? undefined : columnsOfRange(of, path.at(-1) ?? '', own)
}

/** The columns of a range within one table, in which of its rows it may be. */
export function columnsOfRange(of: RangeNode['of'], name: string, table: Table): Column[] | undefined {
  if (of === 'row') return table.rowOf.has(name) ? table.columns.filter(({ holds }) => holds === 'number') : undefined
  const indexes = of === 'group' ? groupColumns(table, name) : table.columnOf.has(name) ? [table.columnOf.get(name) as number] : undefined
  return indexes?.flatMap((index) => table.columns[index] ?? [])
}

export function finest(columns: readonly Column[] | undefined): Column | undefined {
  return columns?.reduce<Column | undefined>((so, one) => (so === undefined || one.decimals > so.decimals ? one : so), undefined)
}

function locateRange({ of, path }: RangeNode, { tables, table, axis }: Seat): Read[] | undefined {
  const own = path.length === 1 ? table : path.length === 2 ? tables.find((one) => one.id === path[0]) : undefined
  const name = path.at(-1) ?? ''
  if (own === undefined) return undefined
  switch (of) {
    case 'column': {
      const column = own.columnOf.get(name)
      return column === undefined ? undefined : [{ kind: 'column', table: own.index, column }]
    }
    case 'row': {
      const row = own.rowOf.get(name)
      if (row === undefined) return undefined
      return own.columns.flatMap((one): Read[] => (one.holds === 'number' ? [{ kind: 'cell', table: own.index, row, column: one.index }] : []))
    }
    case 'group': {
      const below = groupColumns(own, name)
      if (below === undefined) return undefined
      if (own === table && axis === 'across') return below.map((index) => ({ kind: 'near', index }))
      const row = own.rowOf.get('')
      return row === undefined ? undefined : below.map((column) => ({ kind: 'cell', table: own.index, row, column }))
    }
  }
}

/** Leaf columns under a heading group. */
export function groupColumns(table: Table, id: string): number[] | undefined {
  if (!('columns' in table.source)) return undefined
  const group = columnsOf(table.source.columns).find((one) => one.id === id && one.columns !== undefined)
  return group === undefined ? undefined : leavesOf(group.columns ?? []).flatMap(({ definition }) => table.columnOf.get(definition.id ?? '') ?? [])
}

/** Position of a row within its band. */
export function rowIn(table: Table, band: number, key: string): number | undefined {
  if (band < 0) return table.rowOf.get(key)
  const position = table.bands[band]?.rows.findIndex((row) => row.key === key) ?? -1
  return position < 0 ? undefined : position
}

/** The column of a cell that is read; undefined for hidden cells and for rows read from a column. */
export function columnOf(read: Read, { tables, table, axis }: Seat): Column | undefined {
  if (read.kind === 'instances' || (read.kind === 'near' && axis === 'down')) return undefined
  return read.kind === 'near' ? table.columns[read.index] : tables[read.table]?.columns[read.column]
}

/** The column of the cell that a name leads to, of this filing or of an earlier one. */
export function columnRead(node: ReferenceNode, seat: Seat): Column | undefined {
  if (node.source !== undefined) return ownColumn(node, seat)
  const [read] = locate(node, seat) ?? []
  return read === undefined ? undefined : columnOf(read, seat)
}

export function typeOfColumn(column: Column): Type {
  return cellKinds[column.kind].type
}
