// A section of the form: fields one below the other, only those that are seen now; where it repeats, a group for each
// record with the means to add and remove one. A field is a cell; typing into it is the same gesture as typing into the
// sheet. Fields are told apart by their address, so that showing one does not take the focus from another.
import { css, html, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { SheetView } from '../sheet/view.ts'
import './field.ts'
import { adder, remover, type RecordActs } from './records.ts'

export function fields(view: SheetView, acts: RecordActs): TemplateResult {
  const { table } = view
  const [band] = table.bands
  const heading = table.title === undefined ? html`<h2 class="hidden-text" id="section-${table.id}">${table.id}</h2>` : html`<h2 id="section-${table.id}">${table.title}</h2>`
  return html`<section class="fields" aria-labelledby="section-${table.id}">
    ${heading}
    ${band === undefined
      ? group(view, 0)
      : html`${repeat(view.rows, (row) => row.key, (row, index) => html`<div class="record" role="group" aria-labelledby="record-${table.id}-${index}">
          <div class="row"><h3 id="record-${table.id}-${index}">${row.title}</h3>${remover(view, row, acts)}</div>${group(view, index)}</div>`)}
        ${adder(view, band, acts)}`}
  </section>`
}

function group(view: SheetView, row: number): unknown {
  const seen = view.columns.map((column, index) => ({ column, index, cell: view.cell(row, index) })).filter(({ cell }) => cell.asked.visible)
  return repeat(seen, ({ cell }) => cell.address, ({ column, index, cell }) => html`<bm-field data-address=${cell.address} .column=${column} .cell=${cell} .at=${{ row, column: index }}></bm-field>`)
}

export const fieldStyles = css`
  .fields { display: grid; gap: 0.875rem; max-width: 42rem; }
  .fields .record { display: grid; gap: 0.875rem; padding: 0.875rem 1rem 1rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); }
  .fields .record > .row, .records li { justify-content: space-between; }
  .records { display: grid; gap: 0.5rem; max-width: 42rem; }
  .records ol { display: grid; gap: 0.375rem; }
  .records li { display: flex; gap: 0.75rem; align-items: center; }
  .records li label { display: flex; flex: 1; gap: 0.75rem; align-items: center; }
  .records li span { white-space: nowrap; }
`
