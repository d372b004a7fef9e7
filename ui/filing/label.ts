// A cell of the open filing in words, as a person finds it on the form.
import { labelOf } from '../../engine/core/calculation/label.ts'
import { placeOf } from '../../engine/core/calculation/sheet.ts'
import { showCell } from '../sheet/read-cell.ts'
import { text } from '../text.ts'
import type { WireValue } from '../../engine/core/contract/shapes.ts'
import type { Draft } from './draft.ts'

export function labelAt(draft: Draft, address: string): string {
  const lost = draft.lost.get(address)
  if (lost !== undefined) return lost.title
  const place = placeOf(draft.sheet, address)
  return place === undefined ? address : labelOf(draft.sheet, place.slot)
}

/** A value as its cell shows it; a blank has a word here, because an empty place in a list says nothing. */
export function valueAt(draft: Draft, address: string, value: WireValue): string {
  const lost = draft.lost.get(address)
  if (lost !== undefined) return value === null ? text('conflict.record-gone') : text('conflict.record-keep', { n: lost.changes.length - 1 })
  const place = placeOf(draft.sheet, address)
  const column = place?.table.columns[place.column]
  if (value === null) return text('sheet.blank')
  return column === undefined ? String(value) : showCell(column, value)
}
