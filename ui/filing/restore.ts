// What is kept in the tab of an open filing, and how it is put back: values that still have their cell, texts that still
// cannot be read, explanation and reasons.
import { rowAddress } from '../../engine/core/calculation/records.ts'
import { placeOf } from '../../engine/core/calculation/sheet.ts'
import { readCell } from '../sheet/read-cell.ts'
import type { Change } from '../sheet/view.ts'
import { change, countUnsaved, recordedAt, type Draft } from './draft.ts'
import type { Kept } from './keep.ts'

export function toKeep(draft: Draft): Kept | null {
  if (countUnsaved(draft) === 0 && draft.wrong.size === 0) return null
  const { explanation, reasons } = draft
  return {
    revision: draft.revision,
    ...(draft.rows.size === 0 ? {} : { rows: [...draft.rows.values()] }),
    cells: [...draft.unsaved].map(([address, { value }]) => [address, value] as const),
    wrong: [...draft.wrong].map(([address, wrong]) => [address, wrong.text] as const),
    ...(explanation.text === explanation.saved ? {} : { explanation: explanation.text }),
    reasons: Object.fromEntries(Object.entries(reasons.texts).filter(([key, words]) => (reasons.saved[key] ?? '') !== words)),
  }
}

/** How many entries came back, and whether they were typed on an older copy. */
export function putBack(draft: Draft, kept: Kept): { count: number; older: boolean } {
  change(draft, (kept.rows ?? []).map((row) => ({ address: rowAddress(draft.form, row), row })))
  const cells = kept.cells.flatMap(([address, value]): Change[] => (placeOf(draft.sheet, address)?.role === 'typed' ? [{ address, value }] : []))
  const wrong = kept.wrong.flatMap(([address, typed]): Change[] => {
    const place = placeOf(draft.sheet, address)
    const column = place?.table.columns[place.column]
    if (column === undefined || place?.role !== 'typed') return []
    const read = readCell(column, typed, recordedAt(draft.sheet, address))
    return 'issue' in read ? [{ address, wrong: { text: typed, issue: read.issue } }] : []
  })
  change(draft, [...cells, ...wrong])
  if (kept.explanation !== undefined) draft.explanation.text = kept.explanation
  Object.assign(draft.reasons.texts, kept.reasons)
  const count = countUnsaved(draft) + draft.wrong.size
  const older = count > 0 && kept.revision !== draft.revision
  // The patch goes out on the revision it was typed on, so that the server can tell what changed since.
  if (count > 0) draft.revision = kept.revision
  return { count, older }
}
