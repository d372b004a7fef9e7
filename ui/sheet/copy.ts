// A selected block as text and HTML for other programs. Whole numbers travel without grouping and, for Excel, with their
// value beside the text, so that they arrive as numbers under every locale. Pasting a copy gives the same values.
import { blockOf } from './gesture.ts'
import { plainCell } from './read-cell.ts'
import type { Selection, SheetView } from './view.ts'

export function copy(view: SheetView, selection: Selection): { text: string; html: string } {
  const block = blockOf(selection)
  const lines: string[] = []
  const rows: string[] = []
  for (let row = block.top; row < block.top + block.rows; row++) {
    const texts: string[] = []
    const cells: string[] = []
    for (let column = block.left; column < block.left + block.columns; column++) {
      const of = view.columns[column]
      const cell = view.cell(row, column)
      const plain = cell.wrong?.text ?? (of === undefined ? '' : plainCell(of, cell.value))
      texts.push(quote(plain))
      const isNumber = of?.holds === 'number' && cell.wrong === undefined && cell.value !== null
      cells.push(`<td${isNumber ? ` x:num="${plain.replace(',', '.')}"` : ''}>${escape(plain)}</td>`)
    }
    lines.push(texts.join('\t'))
    rows.push(`<tr>${cells.join('')}</tr>`)
  }
  return { text: lines.join('\r\n'), html: `<meta charset="utf-8"><table xmlns:x="urn:schemas-microsoft-com:office:excel">${rows.join('')}</table>` }
}

function quote(text: string): string {
  return /["\t\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\n/g, '<br>')
}
