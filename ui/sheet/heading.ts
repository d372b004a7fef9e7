// The merged heading of a table as cells with ids, and for every column the ids of all headings above it, so that a
// screen reader can say "Công chứng, Số việc công chứng, Tổng số" at the figure.
import type { Column, Table } from '../../engine/core/form/compile.ts'

export type Heading = {
  readonly id: string
  readonly title: string
  readonly measure: string
  readonly colspan: number
  readonly rowspan: number
  readonly from: number
}

export type Headings = {
  readonly rows: readonly (readonly Heading[])[]
  /** By column: ids from the outermost heading to the innermost. */
  readonly of: readonly (readonly string[])[]
}

/** What stands above the rows' names: the form's own words, or what the rows are where all of them are of one kind. */
export function stubHead({ stubTitle, rows, bands }: Pick<Table, 'stubTitle' | 'rows' | 'bands'>): string | undefined {
  return stubTitle ?? (bands.length === 1 && rows.every((row) => row.total) ? bands[0]?.title : undefined)
}

/** The printed numbers: one over all columns that share it. */
export function numberCells(columns: readonly Column[], span: (column: Column) => number): { readonly label: string; readonly colspan: number }[] {
  const cells: { label: string; colspan: number }[] = []
  columns.forEach((column, index) => {
    const last = cells.at(-1)
    if (last !== undefined && column.number !== undefined && columns[index - 1]?.number === column.number) last.colspan += span(column)
    else cells.push({ label: column.number === undefined ? '' : `(${column.number})`, colspan: span(column) })
  })
  return cells
}

export function headings(table: Pick<Table, 'id' | 'header' | 'columns' | 'spans'>): Headings {
  const shown = table.columns.filter((column) => !column.hidden)
  const width = (from: number, count: number): number => shown.slice(from, from + count).reduce((sum, column) => sum + (table.spans[column.index] ?? 1), 0)
  const of: string[][] = shown.map(() => [])
  const taken: boolean[][] = table.header.map(() => [])
  const rows = table.header.map((cells, level) => {
    let column = 0
    return cells.map((cell, position): Heading => {
      while (taken[level]?.[column] === true) column++
      const id = `${table.id}-h${level}-${position}`
      for (let down = 0; down < cell.rowspan; down++) {
        for (let right = 0; right < cell.colspan; right++) (taken[level + down] ?? [])[column + right] = true
      }
      for (let right = 0; right < cell.colspan; right++) of[column + right]?.push(id)
      const heading = { id, title: cell.title, measure: cell.measure ?? '', colspan: width(column, cell.colspan), rowspan: cell.rowspan, from: column }
      column += cell.colspan
      return heading
    })
  })
  return { rows, of }
}
