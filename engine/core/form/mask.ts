// Where a template runs and what it reads, as masks: of row classes for what runs across, of columns for what runs down;
// 1 where it does. Closed cells are left out of them.
import { isClosed, type Column, type RowShape, type Table } from './layout.ts'
import type { Read } from './names.ts'
import type { Draft } from './draft.ts'
import type { Frame } from './template.ts'

export const near = (indexes: readonly number[]): Read[] => indexes.map((index) => ({ kind: 'near', index }))

/** Slots from one near index to the next: 1 across, a row's width down. */
export function stepOf({ axis, table }: Pick<Draft, 'axis' | 'table'>): (frames: readonly Frame[]) => number {
  return axis === 'across' ? () => 1 : (frames) => (frames[table] as Frame).width
}

export function classesWhere(table: Table, wanted: (row: RowShape) => boolean): Uint8Array {
  const { classes } = table
  const on = new Uint8Array(classes.length)
  for (let index = 0; index < classes.length; index++) if (wanted(classes[index] as RowShape)) on[index] = 1
  return on
}

/** Of some row classes, those in which a column is open. */
export function openRows(table: Table, column: number, on: Uint8Array): Uint8Array {
  return table.closed.length === 0 ? on : on.map((one, row) => (isClosed(table, row, column) ? 0 : one))
}

/** Of some columns, those in which a row of a band is open. */
export function openColumns(table: Table, band: number, row: number, on: Uint8Array): Uint8Array {
  if (table.closed.length === 0) return on
  const first = band < 0 ? 0 : (table.bands[band]?.firstClass ?? 0)
  return on.map((one, column) => (isClosed(table, first + row, column) ? 0 : one))
}

export function columnsWhere(table: Table, wanted: (aggregate: Column['aggregate']) => boolean): Uint8Array {
  const on = new Uint8Array(table.columns.length)
  for (const { index, holds, aggregate } of table.columns) if (holds === 'number' && wanted(aggregate)) on[index] = 1
  return on
}

/** A formula of a row is rounded to the decimals of each column. */
export function groupedByDecimals(table: Table, on: Uint8Array): [number, Uint8Array][] {
  const kinds = [...new Set(table.columns.filter((column) => on[column.index] === 1).map((column) => column.decimals))]
  return kinds.map((decimals) => [decimals, Uint8Array.from(table.columns, (column) => (on[column.index] === 1 && column.decimals === decimals ? 1 : 0))])
}
