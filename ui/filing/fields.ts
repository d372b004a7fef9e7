// A section of the form: fields one below the other, each with its measure, help and finding. A field is a cell; typing
// into it is the same gesture as typing into the sheet.
import { css, html, nothing, type TemplateResult } from 'lit'
import { report, type SheetView } from '../sheet/view.ts'

export function fields(view: SheetView): TemplateResult {
  return html`<section class="fields" aria-labelledby="section-${view.table.id}">
    ${view.table.title === undefined ? html`<h2 class="hidden-text" id="section-${view.table.id}">${view.table.id}</h2>` : html`<h2 id="section-${view.table.id}">${view.table.title}</h2>`}
    ${view.columns.map((column, index) => {
      const cell = view.cell(0, index)
      const id = `field-${cell.address}`
      const wrong = cell.wrong !== undefined || cell.finding?.severity === 'error'
      const notes = [cell.finding === undefined ? '' : `${id}-finding`, column.help === undefined ? '' : `${id}-help`].filter((one) => one !== '').join(' ')
      const commit = (event: Event): void => {
        const field = event.target as HTMLInputElement
        report(field, { kind: 'type', at: { row: 0, column: index }, text: field.value })
      }
      const ask = (event: KeyboardEvent): void => {
        if (!event.altKey || event.key !== '/') return
        event.preventDefault()
        report(event.target as HTMLElement, { kind: 'ask', at: { row: 0, column: index } })
      }
      return html`<div class="field" @keydown=${ask}>
        <label for=${id}>${column.number === undefined ? '' : `(${column.number}) `}${column.title}${column.measure === '' ? '' : html` <span class="quiet">(${column.measure})</span>`}</label>
        ${column.holds === 'text'
          ? html`<textarea id=${id} data-address=${cell.address} .value=${cell.shown} maxlength=${column.maxLength} ?readonly=${!cell.editable} aria-invalid=${wrong ? 'true' : nothing} aria-describedby=${notes === '' ? nothing : notes} @change=${commit}></textarea>`
          : html`<input id=${id} data-address=${cell.address} class="number figures" .value=${cell.shown} inputmode=${column.decimals > 0 ? 'decimal' : 'numeric'} autocomplete="off" ?readonly=${!cell.editable} aria-invalid=${wrong ? 'true' : nothing} aria-describedby=${notes === '' ? nothing : notes} @change=${commit} />`}
        ${column.help === undefined ? nothing : html`<p class="hint" id="${id}-help">${column.help}</p>`}
        ${cell.finding === undefined ? nothing : html`<p class=${wrong ? 'wrong' : 'hint'} id="${id}-finding">${cell.finding.sentence}</p>`}
      </div>`
    })}
  </section>`
}

export const fieldStyles = css`
  .fields { display: grid; gap: 0.875rem; max-width: 42rem; }
  .fields input.number { max-width: 14rem; text-align: right; }
  .fields [readonly] { background: var(--sunken); }
`
