// A block of texts laid over the table: which cells change, and what did not fit, could not be read or may not be
// changed. Nothing is dropped without being counted, and what can be applied is.
import { readClipboard } from './clipboard-table.ts'
import { blockOf } from './gesture.ts'
import { readCell } from './read-cell.ts'
import type { Change, Selection, SheetView } from './view.ts'

export type PasteReport = {
  readonly applied: number
  /** Addresses whose text stays in the cell, marked as wrong. */
  readonly unread: readonly string[]
  readonly readOnly: number
  /** Rows and columns of the block that lie outside the table. */
  readonly overRows: number
  readonly overColumns: number
  /** The clipboard held nothing. */
  readonly empty: boolean
}

export function paste(view: SheetView, selection: Selection, text: string, html: string): { changes: Change[]; report: PasteReport } {
  const source = readClipboard(text, html)
  const height = source.length
  const width = Math.max(0, ...source.map((row) => row.length))
  const target = blockOf(selection)
  if (height === 0 || width === 0) return { changes: [], report: { applied: 0, unread: [], readOnly: 0, overRows: 0, overColumns: 0, empty: true } }

  // As in a spreadsheet: a block is repeated where the selection is a whole multiple of it.
  const tall = target.rows % height === 0 ? target.rows : height
  const broad = target.columns % width === 0 ? target.columns : width
  const rowsInside = Math.min(tall, view.rows.length - target.top)
  const columnsInside = Math.min(broad, view.columns.length - target.left)

  const changes: Change[] = []
  const unread: string[] = []
  let applied = 0
  let readOnly = 0
  for (let down = 0; down < rowsInside; down++) {
    for (let right = 0; right < columnsInside; right++) {
      const given = source[down % height]?.[right % width]
      if (given === null || given === undefined) continue
      const cell = view.cell(target.top + down, target.left + right)
      if (!cell.editable) {
        readOnly += 1
        continue
      }
      const column = view.columns[target.left + right]
      if (column === undefined) continue
      const read = readCell(column, given, cell.value)
      if ('issue' in read) {
        unread.push(cell.address)
        changes.push({ address: cell.address, wrong: { text: given, issue: read.issue } })
      } else {
        applied += 1
        changes.push({ address: cell.address, value: read.value })
      }
    }
  }
  return { changes, report: { applied, unread, readOnly, overRows: tall - rowsInside, overColumns: broad - columnsInside, empty: false } }
}

/** Something about the paste is worth more than a passing word. */
export function isPartial(report: PasteReport): boolean {
  return report.empty || report.unread.length > 0 || report.readOnly > 0 || report.overRows > 0 || report.overColumns > 0
}
