// A reported gesture → changes to make and one sentence about what was done. The page applies the changes; undo and
// redo are the page's, because one history spans all tables of a filing.
import { text, within } from '../text.ts'
import { clear, fill } from './fill.ts'
import { blockOf } from './gesture.ts'
import { isPartial, paste, type PasteReport } from './paste.ts'
import { readCell } from './read-cell.ts'
import type { Change, Gesture, SheetView } from './view.ts'

export type Performed = {
  readonly changes: readonly Change[]
  /** Spoken and shown in passing. */
  readonly said: string
  /** Lines that stay until they are read: a paste that was not applied in full. */
  readonly lines: readonly string[]
}

const quiet = { said: '', lines: [] }

export function perform(view: SheetView, gesture: Gesture): Performed {
  switch (gesture.kind) {
    case 'type': {
      const cell = view.cell(gesture.at.row, gesture.at.column)
      const column = view.columns[gesture.at.column]
      if (column === undefined || !cell.editable) return { changes: [], ...quiet }
      const read = readCell(column, gesture.text, cell.value)
      if ('issue' in read) {
        return cell.wrong?.text === gesture.text
          ? { changes: [], ...quiet }
          : { changes: [{ address: cell.address, wrong: { text: gesture.text, issue: read.issue } }], ...quiet }
      }
      return cell.wrong === undefined && cell.value === read.value
        ? { changes: [], ...quiet }
        : { changes: [{ address: cell.address, value: read.value }], ...quiet }
    }
    case 'paste': {
      const { changes, report } = paste(view, gesture.at, gesture.text, gesture.html)
      const lines = pasteLines(report)
      return { changes, said: lines.join(' '), lines: isPartial(report) ? lines : [] }
    }
    case 'clear': {
      const { changes, report } = clear(view, gesture.at)
      return { changes, said: filled('clear.applied', report), lines: [] }
    }
    case 'fill': {
      const { changes, report } = fill(view, gesture.at, gesture.towards)
      return { changes, said: filled('fill.applied', report), lines: [] }
    }
    case 'copied': {
      const block = blockOf(gesture.at)
      return { changes: [], said: text('copy.applied', { n: block.rows * block.columns }), lines: [] }
    }
    case 'refused': {
      const { why } = view.cell(gesture.at.row, gesture.at.column)
      return { changes: [], said: text('edit.read-only', { why: within(why) }), lines: [] }
    }
    case 'typing':
    case 'undo':
    case 'redo':
    case 'select':
    case 'ask':
      return { changes: [], ...quiet }
  }
}

export function pasteLines(report: PasteReport): string[] {
  if (report.empty) return [text('paste.empty')]
  const lines = [report.applied === 0 ? text('paste.nothing') : text('paste.applied', { n: report.applied })]
  if (report.unread.length > 0) lines.push(text('paste.unread', { n: report.unread.length }))
  if (report.readOnly > 0) lines.push(text('paste.read-only', { n: report.readOnly }))
  if (report.overRows > 0 && report.overColumns > 0) {
    lines.push(text('paste.overflow-both', { rows: report.overRows, columns: report.overColumns }))
  } else if (report.overRows > 0) lines.push(text('paste.overflow-rows', { n: report.overRows }))
  else if (report.overColumns > 0) lines.push(text('paste.overflow-columns', { n: report.overColumns }))
  return lines
}

function filled(key: 'fill.applied' | 'clear.applied', report: { applied: number; readOnly: number }): string {
  const said = text(key, { n: report.applied })
  return report.readOnly === 0 ? said : `${said} ${text('paste.read-only', { n: report.readOnly })}`
}
