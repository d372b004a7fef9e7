// What the cells behind a name may hold, as far as the form limits them: only cells that people type into are limited.
// Calculated and rolled-up cells, and figures from outside, may hold anything.
import { typedCell, type BoundsOf, type CellBounds } from '../expression/bounds.ts'
import { compare } from '../expression/exact.ts'
import { type Table } from './layout.ts'
import { locate, type Read, type Seat } from './names.ts'

export function limitsIn(seat: Seat): BoundsOf {
  return (node) => {
    if (node.source !== undefined) return undefined
    const found = locate(node, seat)?.map((read) => limitsOf(read, seat))
    if (found === undefined || found.length === 0) return undefined
    return found.reduce((so, one) => (so === undefined || one === undefined ? undefined : both(so, one)))
  }
}

/** The same for a row's formula, in one of the columns that it runs in. `isTyped`: whether people fill the row in. */
export function limitsDown(seat: Seat, column: number, isTyped: (row: string) => boolean): BoundsOf {
  return (node) => {
    if (node.source !== undefined) return undefined
    const found = locate(node, seat)?.map((read): CellBounds | undefined => {
      if (read.kind !== 'near') return limitsOf(read, seat)
      const row = (seat.band < 0 ? seat.table.rows : seat.table.bands[seat.band]?.rows)?.[read.index]
      return row === undefined || row.total || !isTyped(row.key) ? undefined : typed(seat.table, column)
    })
    if (found === undefined || found.length === 0) return undefined
    return found.reduce((so, one) => (so === undefined || one === undefined ? undefined : both(so, one)))
  }
}

function limitsOf(read: Read, { tables, table, axis }: Seat): CellBounds | undefined {
  switch (read.kind) {
    case 'near':
      return axis === 'across' ? typed(table, read.index) : undefined
    case 'cell': {
      const own = tables[read.table]
      return own === undefined || own.rows[read.row]?.total === true ? undefined : typed(own, read.column)
    }
    case 'column': {
      const own = tables[read.table]
      const cell = own === undefined ? undefined : typed(own, read.column)
      const count = own === undefined ? undefined : rowsAtMost(own)
      return cell === undefined || count === undefined ? cell : { ...cell, count }
    }
    case 'instances':
      return undefined
  }
}

/** Undefined for cells that nobody types a number into. */
function typed(table: Table, index: number): CellBounds | undefined {
  const column = table.columns[index]
  const leaf = table.leaves[index]
  if (column === undefined || leaf === undefined || (column.kind !== 'number' && column.kind !== 'money')) return undefined
  if (leaf.value !== undefined || ('parts-are' in leaf && leaf['parts-are'] === 'computed')) return undefined
  if (table.rollUps.some(({ cells }) => Object.hasOwn(cells, column.id))) return undefined
  // A limit that nobody set is there to keep numbers readable; it says nothing about the figures.
  return typedCell(column.min, leaf.max === undefined ? undefined : column.max, column.decimals)
}

function rowsAtMost({ rows, bands }: Table): number | undefined {
  const fixed = rows.filter(({ leaf }) => leaf).length
  return bands.some(({ per }) => per !== 'record') ? undefined : bands.reduce((so, band) => so + band.most * band.rows.filter(({ leaf }) => leaf).length, fixed)
}

function both(a: CellBounds, b: CellBounds): CellBounds {
  const least = a.least === undefined || b.least === undefined ? undefined : compare(a.least, b.least) <= 0 ? a.least : b.least
  const most = a.most === undefined || b.most === undefined ? undefined : compare(a.most, b.most) >= 0 ? a.most : b.most
  return { least, most, blank: true, fails: a.fails || b.fails, count: (a.count ?? 1) + (b.count ?? 1) }
}
