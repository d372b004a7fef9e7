// Keys → where the selection goes, or what is asked of the table. Pure: both grids hand their key events in here, so that
// they cannot disagree about what a key does.
import type { Place, Selection } from './view.ts'

export type Keystroke = {
  readonly key: string
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
  readonly composing: boolean
}

export type Extent = {
  readonly rows: number
  readonly columns: number
  readonly editable: (at: Place) => boolean
}

export type KeyMeaning =
  | { readonly kind: 'go'; readonly selection: Selection }
  /** Leave the table: the browser moves on to the next thing on the page. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'edit'; readonly replace: string | null }
  | { readonly kind: 'clear' }
  | { readonly kind: 'fill'; readonly towards: 'down' | 'right' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'ask' }
  | { readonly kind: 'nothing' }

export const at = (row: number, column: number): Selection => ({ anchor: { row, column }, focus: { row, column } })

const clamp = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value))

/** What a key means while no editor is open. `nothing` leaves it to the browser. */
export function readKey(stroke: Keystroke, selection: Selection, extent: Extent): KeyMeaning {
  const { key, ctrl, shift, alt } = stroke
  if (stroke.composing || key === 'Process' || key === 'Unidentified') return { kind: 'edit', replace: '' }
  if (alt) return key === '/' || key === '÷' ? { kind: 'ask' } : { kind: 'nothing' }
  if (key === 'ContextMenu') return { kind: 'ask' }
  if (ctrl) {
    switch (key.toLowerCase()) {
      case 'z':
        return { kind: shift ? 'redo' : 'undo' }
      case 'y':
        return { kind: 'redo' }
      case 'd':
        return { kind: 'fill', towards: 'down' }
      case 'r':
        return { kind: 'fill', towards: 'right' }
      case 'a':
        return { kind: 'go', selection: { anchor: { row: 0, column: 0 }, focus: { row: extent.rows - 1, column: extent.columns - 1 } } }
    }
  }
  const gone = moved(stroke, selection, extent)
  if (gone !== undefined) return gone
  if (ctrl) return { kind: 'nothing' }
  if (key === 'F2') return { kind: 'edit', replace: null }
  if (key === 'Delete' || key === 'Backspace') return { kind: 'clear' }
  if (key === 'Escape') return { kind: 'go', selection: { anchor: selection.focus, focus: selection.focus } }
  if ([...key].length === 1) return { kind: 'edit', replace: key }
  return { kind: 'nothing' }
}

function moved(stroke: Keystroke, selection: Selection, extent: Extent): KeyMeaning | undefined {
  const { key, ctrl, shift } = stroke
  const { row, column } = selection.focus
  const to = (nextRow: number, nextColumn: number): KeyMeaning => {
    const focus = { row: clamp(nextRow, extent.rows), column: clamp(nextColumn, extent.columns) }
    return { kind: 'go', selection: { anchor: shift ? selection.anchor : focus, focus } }
  }
  switch (key) {
    case 'ArrowUp':
      return to(ctrl ? 0 : row - 1, column)
    case 'ArrowDown':
      return to(ctrl ? extent.rows - 1 : row + 1, column)
    case 'ArrowLeft':
      return to(row, ctrl ? 0 : column - 1)
    case 'ArrowRight':
      return to(row, ctrl ? extent.columns - 1 : column + 1)
    case 'Home':
      return to(ctrl ? 0 : row, 0)
    case 'End':
      return to(ctrl ? extent.rows - 1 : row, extent.columns - 1)
    case 'PageUp':
      return to(row - 10, column)
    case 'PageDown':
      return to(row + 10, column)
    case 'Enter':
      return ctrl ? undefined : afterEnter(selection.focus, shift, extent)
    case 'Tab':
      return ctrl ? undefined : afterTab(selection.focus, shift, extent)
    default:
      return undefined
  }
}

/** Down a column and on to the head of the next: in a form of one row, Enter walks along it. */
export function afterEnter(from: Place, back: boolean, extent: Extent): KeyMeaning {
  const step = back ? -1 : 1
  const row = from.row + step
  if (row >= 0 && row < extent.rows) return { kind: 'go', selection: at(row, from.column) }
  const column = from.column + step
  if (column < 0 || column >= extent.columns) return { kind: 'go', selection: at(from.row, from.column) }
  return { kind: 'go', selection: at(back ? extent.rows - 1 : 0, column) }
}

/** To the next cell that can be typed in, row by row; past the last one the table is left, so that Tab is never a trap. */
export function afterTab(from: Place, back: boolean, extent: Extent): KeyMeaning {
  const step = back ? -1 : 1
  const last = extent.rows * extent.columns
  for (let index = from.row * extent.columns + from.column + step; index >= 0 && index < last; index += step) {
    const place = { row: Math.floor(index / extent.columns), column: index % extent.columns }
    if (extent.editable(place)) return { kind: 'go', selection: at(place.row, place.column) }
  }
  return { kind: 'leave' }
}

export type Block = { readonly top: number; readonly left: number; readonly rows: number; readonly columns: number }

export function blockOf({ anchor, focus }: Selection): Block {
  const top = Math.min(anchor.row, focus.row)
  const left = Math.min(anchor.column, focus.column)
  return { top, left, rows: Math.abs(anchor.row - focus.row) + 1, columns: Math.abs(anchor.column - focus.column) + 1 }
}

export function isInside(block: Block, row: number, column: number): boolean {
  return row >= block.top && row < block.top + block.rows && column >= block.left && column < block.left + block.columns
}
