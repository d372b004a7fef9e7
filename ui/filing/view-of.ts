// The draft as a grid sees it: one view per table, with what is wrong, what is not typed here and last year's figure at
// each cell. Roles never change while a form is open, so they are asked once.
import { cellAt, placeOf, rowsOf, type Place } from '../../engine/core/calculation/sheet.ts'
import { askedAt } from '../../engine/core/calculation/conditions.ts'
import { formatAddress } from '../../engine/core/form/address.ts'
import type { Table } from '../../engine/core/form/compile.ts'
import type { Issue, Severity } from '../../engine/core/issue.ts'
import { sentence } from '../../engine/core/messages/sentence.ts'
import { plainCell, showCell } from '../sheet/read-cell.ts'
import type { CellView, Finding, SheetView, Wrong } from '../sheet/view.ts'
import { language, text, type UiKey } from '../text.ts'
import type { Draft } from './draft.ts'

const reasons: Record<CellView['role'], UiKey> = {
  typed: 'sheet.read-only', calculated: 'sheet.calculated', 'rolled-up': 'sheet.rolled-up', closed: 'sheet.closed',
}
const weight: Record<Severity, number> = { error: 3, explain: 2, warning: 1 }

export function viewOf(draft: Draft, table: Table, found: readonly Issue[]): SheetView {
  const rows = rowsOf(draft.sheet, table.id)
  const { editable } = draft.filing
  const atCell = strongest(found)
  const columns = table.columns.filter((column) => !column.hidden)
  const cell = (row: number, index: number): CellView => {
    const column = columns[index]
    if (column === undefined) throw new Error(`No column ${index} in ${table.id}`)
    const address = formatAddress(table.id, rows[row]?.key ?? '', column.id, rows[row]?.kind === 'dynamic')
    const state = cellAt(draft.sheet, address)
    const wrong = draft.wrong.get(address)
    const asked = askedAt(draft.sheet, placeOf(draft.sheet, address) as Place)
    const may = editable && state.role === 'typed' && !asked.readOnly
    return {
      address,
      value: state.value,
      shown: wrong?.text ?? showCell(column, state.value),
      plain: wrong?.text ?? plainCell(column, state.value),
      role: state.role,
      editable: may,
      why: may ? '' : text(asked.readOnly ? 'field.locked' : reasons[state.role]),
      wrong,
      asked,
      finding: wrong === undefined ? atCell.get(address) : { code: wrong.issue.code, severity: 'error', sentence: wrongSentence(wrong), beside: wrongSentence(wrong) },
      elsewhere: draft.elsewhere.has(address),
      previous: showCell(column, draft.previous?.get(address) ?? null),
      predecessors: showCell(column, draft.predecessors?.get(address) ?? null),
      ...(column.kind === 'attachment' ? { attached: { filing: draft.filing.id, files: draft.filing.files ?? [] } } : {}),
    }
  }
  const shared = table.continues !== undefined || draft.form.tables.some((one) => one.continues === table.index)
  return { table, columns, rows, cell, readOnly: !editable, shared }
}

export function wrongSentence(wrong: Wrong): string {
  return wrong.sentence ?? sentence(wrong.issue.code, wrong.issue.params ?? {}, language())
}

function strongest(found: readonly Issue[]): Map<string, Finding> {
  const cells = new Map<string, Finding>()
  for (const one of found) {
    const known = cells.get(one.path)
    if (known !== undefined && weight[known.severity] >= weight[one.severity]) continue
    const words = sentence(one.code, one.params ?? {}, language())
    cells.set(one.path, { code: one.code, severity: one.severity, sentence: words, beside: withoutLabel(words, String(one.params?.['label'] ?? '')) })
  }
  return cells
}

/** Beside the cell, its name need not be said again. */
function withoutLabel(words: string, label: string): string {
  const rest = words.startsWith(`${label}: `) ? words.slice(label.length + 2) : words
  return rest.charAt(0).toLocaleUpperCase('vi') + rest.slice(1)
}
