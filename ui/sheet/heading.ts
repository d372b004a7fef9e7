// The merged heading of a table as cells with ids, and for every column the ids of all headings above it, so that a
// screen reader can say "Công chứng, Số việc công chứng, Tổng số" at the figure.
import type { Table } from '../../engine/core/form/compile.ts'

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

export function headings(table: Pick<Table, 'id' | 'header' | 'columns'>): Headings {
  const of: string[][] = table.columns.map(() => [])
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
      const heading = { id, title: cell.title, measure: cell.measure ?? '', colspan: cell.colspan, rowspan: cell.rowspan, from: column }
      column += cell.colspan
      return heading
    })
  })
  return { rows, of }
}
