// Rows that total others: the rows of every instance of a band, or printed parts. Each column comes together by its
// aggregation; sums keep running totals, everything else is a closure over the rows' cells.
import { aggregate, comesTogether } from '../aggregate.ts'
import type { Run } from '../expression/compile.ts'
import type { Column, Table } from './layout.ts'
import { near, openColumns } from './mask.ts'
import type { Read } from './names.ts'
import { draftIn, type Draft, type Sum } from './draft.ts'
import type { Frame } from './template.ts'

/** Columns that total rows fill, in the groups that come together in one way. */
export type TotalGroup = { readonly on: Uint8Array; /** undefined: a sum */ readonly column?: Column }

/**
 * Columns that are filled in are summed together; formulas each by itself, so that a share of a total
 * (`acts / main.total.acts`) does not wait for the sum of the shares; other aggregations each in their own way.
 */
export function totalGroups(table: Table): TotalGroup[] {
  const only = (columns: readonly Column[]): Uint8Array => {
    const on = new Uint8Array(table.columns.length)
    for (const column of columns) on[column.index] = 1
    return on
  }
  const numeric = table.columns.filter((column) => column.holds === 'number')
  const summed = numeric.filter((column) => column.aggregate === 'sum')
  const other = numeric.filter((column) => !['sum', 'latest'].includes(column.aggregate) && comesTogether(column.aggregate))
  return [
    { on: only(summed.filter((column) => !column.formula)) },
    ...summed.filter((column) => column.formula).map((column) => ({ on: only([column]) })),
    ...other.map((column) => ({ on: only([column]), column })),
  ]
}

/** A row that totals others. */
export function totalTemplates(table: Table, groups: readonly TotalGroup[], { band, target }: { band: number; target: number }, sum: Sum): Draft[] {
  const reads: Read[] = sum.band >= 0 ? [{ kind: 'instances', band: sum.band, position: sum.position }] : near(sum.terms)
  const down = draftIn(table.index, 'down', band)
  return groups.map((group): Draft => {
    const { column } = group
    const on = openColumns(table, band, target, group.on)
    if (column === undefined) return { ...down, target, on, sum, reads }
    return { ...down, target, on, reads: [...reads, ...weightReads(table, band, column, sum)], make: (frames) => aggregated(table, column, sum, frames) }
  })
}

/** A mean moves with its weights, which stand in another column. */
function weightReads(table: Table, band: number, column: Column, sum: Sum): Read[] {
  const weight = column.weight === undefined ? undefined : table.columnOf.get(column.weight)
  if (weight === undefined) return []
  const classOf = (of: number, position: number): number => position + (of < 0 ? 0 : (table.bands[of]?.firstClass ?? 0))
  const rows = sum.band >= 0 ? [classOf(sum.band, sum.position)] : sum.terms.map((term) => classOf(band, term))
  return rows.map((row) => ({ kind: 'cell', table: table.index, row, column: weight }))
}

function aggregated(table: Table, column: Column, sum: Sum, frames: readonly Frame[]): Run {
  const width = (frames[table.index] as Frame).width
  const weight = column.weight === undefined ? undefined : (table.columnOf.get(column.weight) as number)
  const apart = weight === undefined ? 0 : weight - column.index
  return (cells, origin) => {
    const slots = sum.terms.map((term) => origin + term * width)
    if (sum.band >= 0) {
      const { start, step, count } = (cells.bands[table.index] as Cells['bands'][number])[sum.band] as Cells['bands'][number][number]
      for (let index = 0; index < count; index++) slots.push(start + index * step + sum.position * width + column.index)
    }
    const values = slots.map((slot) => cells.v[slot] as number)
    return aggregate(column.aggregate, values, weight === undefined ? undefined : slots.map((slot) => cells.v[slot + apart] as number))
  }
}
type Cells = Parameters<Run>[0]
