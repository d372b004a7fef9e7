// Records that people add: the button for one more, with how many there may be, the one that takes a record away, and for
// tables the list in which records are named, because a grid has no place for it.
import { html, nothing, type TemplateResult } from 'lit'
import type { RowView } from '../../engine/core/calculation/sheet.ts'
import { splitKey } from '../../engine/core/form/address.ts'
import type { Band } from '../../engine/core/form/compile.ts'
import type { SheetView } from '../sheet/view.ts'
import { text, within } from '../text.ts'

export type RecordActs = {
  readonly add: (band: Band) => void
  readonly name: (row: RowView, title: string) => void
  readonly remove: (row: RowView) => void
}

export function adder(view: SheetView, band: Band, acts: RecordActs): TemplateResult {
  const count = new Set(view.rows.filter((row) => row.band === band.index).map((row) => splitKey(view.table, row.key).instance)).size
  if (view.readOnly) return html`${count === 0 ? html`<p class="hint">${text('records.none')}</p>` : nothing}`
  const isFull = count >= band.most
  const id = `add-${view.table.id}-${band.index}`
  return html`<div class="row"><button class="button" type="button" id=${id} aria-disabled=${isFull ? 'true' : 'false'} aria-describedby="${id}-hint" @click=${() => !isFull && acts.add(band)}>${text('records.add', { title: within(band.title) })}</button>
    <span class="hint" id="${id}-hint">${isFull ? text('records.full', { most: band.most }) : text('records.limits', { least: band.least, most: band.most })}</span></div>`
}

export function remover(view: SheetView, row: RowView, acts: RecordActs): unknown {
  if (view.readOnly) return nothing
  return html`<button class="button quiet small" type="button" data-removes=${row.key} @click=${() => acts.remove(row)}>${text('records.remove', { title: row.name ?? row.title })}</button>`
}

/** Under a grid: its records by name. */
export function recordList(view: SheetView, acts: RecordActs): unknown {
  const bands = view.table.bands.filter((band) => band.per === 'record')
  if (bands.length === 0 || view.readOnly) return nothing
  return html`<div class="records">${bands.map((band) => html`<ol>${view.rows
      .filter((row) => row.band === band.index && row.first === true)
      .map((row, index) => html`<li><label><span>${text('records.name')} ${index + 1}</span><input maxlength="300" .value=${row.name ?? row.title} @change=${(event: Event) => acts.name(row, (event.target as HTMLInputElement).value)} /></label>${remover(view, row, acts)}</li>`)}</ol>
    ${adder(view, band, acts)}`)}</div>`
}
