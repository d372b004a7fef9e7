// A view over plain numbers for tests of the gestures: three columns (the first calculated, the last with two decimals).
import type { Column } from '../../../engine/core/form/compile.ts'
import { plainCell, showCell } from '../../../ui/sheet/read-cell.ts'
import type { Change, SheetView } from '../../../ui/sheet/view.ts'
import type { WireValue } from '../../../engine/core/contract/shapes.ts'

const column = (id: string, index: number, decimals: number, kind: 'number' | 'text' = 'number'): Column => ({
  id, index, title: id, path: id, measure: '', kind, holds: kind, hidden: false, formula: false, decimals, min: 0, max: 999_999_999_999_999, plainTo: 1000, maxLength: 20, aggregate: 'sum',
})
export const columns = [column('total', 0, 0), column('a', 1, 0), column('b', 2, 2)]

export function sample(values: WireValue[][], locked: ReadonlySet<string> = new Set()): SheetView {
  return {
    table: {} as SheetView['table'],
    columns,
    rows: values.map((_, index) => ({ key: `r${index}`, title: `Dòng ${index}`, depth: 0, total: false, kind: 'fixed' })),
    readOnly: false,
    shared: false,
    cell: (row, at) => {
      const of = columns[at] as Column
      const value = values[row]?.[at] ?? null
      const address = `${row}:${at}`
      const editable = at > 0 && !locked.has(address)
      return {
        address, value, shown: showCell(of, value), plain: plainCell(of, value), role: at === 0 ? 'calculated' : 'typed', editable,
        why: editable ? '' : 'Tự động tính', wrong: undefined, asked: { visible: true, required: false, readOnly: false }, finding: undefined, elsewhere: false, previous: '',
      }
    },
  }
}

export function applied(values: WireValue[][], changes: readonly Change[]): WireValue[][] {
  const next = values.map((row) => [...row])
  for (const change of changes) {
    const [row = 0, at = 0] = change.address.split(':').map(Number)
    if ('value' in change) (next[row] as WireValue[])[at] = change.value
  }
  return next
}

export const block = (top: number, left: number, bottom: number, right: number) => ({ anchor: { row: top, column: left }, focus: { row: bottom, column: right } })
