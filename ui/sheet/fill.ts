// Filling a block from its first row (down) or first column (right), and blanking a block. Cells that are not typed here
// are passed over and counted.
import type { WireValue } from '../../engine/core/contract/shapes.ts'
import { blockOf } from './gesture.ts'
import type { Change, Selection, SheetView } from './view.ts'

export type FillReport = { readonly applied: number; readonly readOnly: number }

export function fill(view: SheetView, selection: Selection, towards: 'down' | 'right'): { changes: Change[]; report: FillReport } {
  const block = blockOf(selection)
  return each(view, selection, (row, column) => {
    const fromRow = towards === 'down' ? block.top : row
    const fromColumn = towards === 'right' ? block.left : column
    if (fromRow === row && fromColumn === column) return undefined
    const from = view.cell(fromRow, fromColumn)
    const [source, target] = [view.columns[fromColumn], view.columns[column]]
    // A figure with decimals does not fit into a whole-number column by shifting its digits.
    if (source === undefined || target === undefined || from.wrong !== undefined) return undefined
    return source.kind === target.kind && source.decimals === target.decimals ? from.value : undefined
  })
}

export function clear(view: SheetView, selection: Selection): { changes: Change[]; report: FillReport } {
  return each(view, selection, () => null)
}

function each(
  view: SheetView,
  selection: Selection,
  valueAt: (row: number, column: number) => WireValue | undefined,
): { changes: Change[]; report: FillReport } {
  const block = blockOf(selection)
  const changes: Change[] = []
  let readOnly = 0
  for (let row = block.top; row < block.top + block.rows; row++) {
    for (let column = block.left; column < block.left + block.columns; column++) {
      const value = valueAt(row, column)
      if (value === undefined) continue
      const cell = view.cell(row, column)
      if (!cell.editable) readOnly += 1
      else if (cell.wrong !== undefined || cell.value !== value) changes.push({ address: cell.address, value })
    }
  }
  return { changes, report: { applied: changes.length, readOnly } }
}
