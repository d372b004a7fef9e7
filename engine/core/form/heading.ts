// The heading tree of a table: its leaf columns in print order, the merged cells of the printed head, and, where several
// tables are printed in one grid, how wide each column stands there.
import type { ColumnDefinition, TableDefinition } from './definition.ts'

export type HeaderCell = {
  readonly title: string
  readonly measure?: string
  readonly colspan: number
  readonly rowspan: number
  /** Index of the leaf column that this heading stands right above. */
  readonly column?: number
}

export type Leaf = { readonly definition: ColumnDefinition; readonly path: string; readonly measure: string; readonly number: number | undefined }

/** Leaf columns in print order; a group's measure and number hold for all below it. */
export function leavesOf(columns: readonly ColumnDefinition[], above = '', measure = '', number?: number, found: Leaf[] = []): Leaf[] {
  for (const definition of columns) {
    const path = above === '' ? definition.title : `${above} › ${definition.title}`
    const own = definition.measure ?? measure
    const printed = definition.number ?? number
    if (definition.columns === undefined) found.push({ definition, path, measure: own, number: printed })
    else leavesOf(definition.columns, path, own, printed, found)
  }
  return found
}

/** Every column of a heading tree, groups included. */
export function columnsOf(columns: readonly ColumnDefinition[]): ColumnDefinition[] {
  return columns.flatMap((one) => [one, ...columnsOf(one.columns ?? [])])
}

/** How many columns of a heading are printed under it: none of a hidden one. */
function printed(one: ColumnDefinition): number {
  if (one.columns === undefined) return one.hidden === true ? 0 : 1
  let width = 0
  for (const below of one.columns) width += printed(below)
  return width
}

function depthOf(columns: readonly ColumnDefinition[]): number {
  let depth = 1
  for (const one of columns) if (one.columns !== undefined && printed(one) > 0) depth = Math.max(depth, 1 + depthOf(one.columns))
  return depth
}

/** The printed head, row by row. Hidden columns have none. */
export function headerOf(columns: readonly ColumnDefinition[]): HeaderCell[][] {
  const depth = depthOf(columns)
  const rows: HeaderCell[][] = Array.from({ length: depth }, () => [])
  let column = -1
  const visit = (list: readonly ColumnDefinition[], level: number): void => {
    for (const one of list) {
      const measure = one.measure === undefined ? {} : { measure: one.measure }
      if (one.columns === undefined) {
        column++
        if (one.hidden !== true) rows[level]?.push({ title: one.title, ...measure, colspan: 1, rowspan: depth - level, column })
      } else {
        const colspan = printed(one)
        if (colspan > 0) rows[level]?.push({ title: one.title, ...measure, colspan, rowspan: 1 })
        visit(one.columns, level + 1)
      }
    }
  }
  visit(columns, 0)
  return rows
}

/** How many columns of each number a table has, and how many the table of its grid that has most of them. */
export function widthsOf(table: TableDefinition, tables: readonly TableDefinition[]): Map<number, { readonly own: number; readonly widest: number }> {
  const root = rootOf(table, tables)
  const grid = tables.filter((one) => rootOf(one, tables) === root).map(countNumbers)
  return new Map([...countNumbers(table)].map(([number, own]) => [number, { own, widest: Math.max(...grid.map((one) => one.get(number) ?? 1)) }]))
}

/** The table in whose grid it stands. */
function rootOf(table: TableDefinition, tables: readonly TableDefinition[], steps = 0): string {
  const above = table.continues === undefined || steps > tables.length ? undefined : tables.find((one) => one.id === table.continues)
  return above === undefined ? table.id : rootOf(above, tables, steps + 1)
}

function countNumbers({ columns }: TableDefinition): Map<number, number> {
  const count = new Map<number, number>()
  for (const { number } of leavesOf(columns)) if (number !== undefined) count.set(number, (count.get(number) ?? 0) + 1)
  return count
}

/** Grid columns that each of a table's columns takes: those of one number stand under each other. */
export function spansOf(table: TableDefinition, leaves: readonly Leaf[], tables: readonly TableDefinition[]): number[] {
  if (table.continues === undefined && tables.every((one) => one.continues !== table.id)) return leaves.map(() => 1)
  const wide = widthsOf(table, tables)
  return leaves.map(({ number }) => {
    const { own = 1, widest = 1 } = (number === undefined ? undefined : wide.get(number)) ?? {}
    return Math.max(1, Math.floor(widest / own))
  })
}
