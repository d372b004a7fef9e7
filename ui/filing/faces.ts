// What people fill a field in with: one small face per kind. A face draws the control and says what was typed; reading it
// is the core's, drawing label, help and message around it the field's (field.ts).
import { html, nothing, type TemplateResult } from 'lit'
import type { Choice } from '../../engine/core/codelist.ts'
import { codesIn } from '../../engine/core/form/choices.ts'
import type { Column } from '../../engine/core/form/compile.ts'
import { fileLimits } from '../../engine/core/file.ts'
import { entriesOf, offeredTo } from '../../engine/core/validation/kinds.ts'
import type { CellKind } from '../../engine/core/value.ts'
import type { CellView } from '../sheet/view.ts'
import { text } from '../text.ts'
import './files.ts'
import './unit-picker.ts'

export type Control = {
  readonly column: Column
  readonly cell: CellView
  /** Unique in the field's own tree. */
  readonly id: string
  /** Ids of help and message. */
  readonly notes: string
  readonly wrong: boolean
  readonly typing: (words: string) => void
  readonly commit: (words: string) => void
}

export type Face = {
  /** Several controls under one heading: a fieldset with a legend takes the place of the label. */
  readonly group?: (column: Column) => boolean
  readonly draw: (control: Control) => TemplateResult
}

const wordsOf = (event: Event): string => (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value

type Line = { readonly look?: string; readonly mode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email'; readonly placeholder?: string; readonly plain?: boolean }

/** One line of text. */
const line = (of: (column: Column) => Line = () => ({})): Face => ({
  draw: ({ column, cell, id, notes, wrong, typing, commit }) => {
    const { look = '', mode = 'text', placeholder } = of(column)
    return html`<input id=${id} data-address=${cell.address} class=${look} .value=${cell.shown} inputmode=${mode} autocomplete="off" placeholder=${placeholder ?? nothing}
      maxlength=${column.holds === 'text' && column.kind !== 'phone' && column.kind !== 'identity-number' ? column.maxLength : nothing}
      ?readonly=${!cell.editable} aria-required=${cell.asked.required ? 'true' : nothing} aria-invalid=${wrong ? 'true' : nothing} aria-describedby=${notes === '' ? nothing : notes}
      @input=${(event: Event) => typing(wordsOf(event))} @change=${(event: Event) => commit(wordsOf(event))} />`
  },
})

const lines: Face = {
  draw: ({ column, cell, id, notes, wrong, typing, commit }) => html`<textarea id=${id} data-address=${cell.address} .value=${cell.shown} maxlength=${column.maxLength} ?readonly=${!cell.editable}
    aria-required=${cell.asked.required ? 'true' : nothing} aria-invalid=${wrong ? 'true' : nothing} aria-describedby=${notes === '' ? nothing : notes}
    @input=${(event: Event) => typing(wordsOf(event))} @change=${(event: Event) => commit(wordsOf(event))}></textarea>`,
}

const choicesOf = (column: Column): readonly Choice[] => entriesOf(column, {}) ?? []
const named = ({ title, retired }: Choice): string => (retired === undefined ? title : text('field.retired', { title }))

/** Up to here all choices are seen at once. */
const seenAtOnce = 5

function radios(control: Control, choices: readonly Choice[], chosen: string): TemplateResult {
  const { cell, id, commit } = control
  return html`<div class="choices" data-address=${cell.address} tabindex="-1">
    ${choices.map((one) => html`<label><input type="radio" name=${id} value=${one.code} .checked=${one.code === chosen} ?disabled=${!cell.editable} @change=${() => commit(one.code)} />${named(one)}</label>`)}
    ${chosen === '' || !cell.editable ? nothing : html`<button class="button quiet small" type="button" @click=${() => commit('')}>${text('field.clear')}</button>`}
  </div>`
}

const choice: Face = {
  group: (column) => choicesOf(column).length > 0 && choicesOf(column).length <= seenAtOnce,
  draw: (control) => {
    const { column, cell, id, notes, wrong, commit } = control
    const value = cell.value === null ? '' : String(cell.value)
    const choices = offeredTo(column, cell.value)
    // A codelist that the page does not know is typed by code.
    if (choices.length === 0) return line().draw(control)
    if (choicesOf(column).length <= seenAtOnce) return radios(control, choices, value)
    return html`<select id=${id} data-address=${cell.address} ?disabled=${!cell.editable} aria-required=${cell.asked.required ? 'true' : nothing} aria-invalid=${wrong ? 'true' : nothing}
        aria-describedby=${notes === '' ? nothing : notes} @change=${(event: Event) => commit(wordsOf(event))}>
      <option value="" .selected=${value === ''}>${text('field.none')}</option>
      ${choices.map((one) => html`<option value=${one.code} .selected=${one.code === value}>${named(one)}</option>`)}
    </select>`
  },
}

const choices: Face = {
  group: (column) => choicesOf(column).length > 0,
  draw: (control) => {
    const { column, cell, commit } = control
    if (choicesOf(column).length === 0) return line().draw(control)
    const chosen = new Set(codesIn(cell.value))
    const choices = offeredTo(column, cell.value)
    const toggle = (code: string, on: boolean): void => {
      if (on) chosen.add(code)
      else chosen.delete(code)
      commit([...chosen].join(','))
    }
    return html`<div class="choices" data-address=${cell.address} tabindex="-1">
      ${choices.map((one) => html`<label><input type="checkbox" .checked=${chosen.has(one.code)} ?disabled=${!cell.editable}
        @change=${(event: Event) => toggle(one.code, (event.target as HTMLInputElement).checked)} />${named(one)}</label>`)}
    </div>`
  },
}

const yesNo: Face = {
  group: () => true,
  draw: (control) => radios(control, [{ code: '1', title: text('field.yes') }, { code: '0', title: text('field.no') }], control.cell.value === null ? '' : String(control.cell.value)),
}

const unit: Face = {
  draw: ({ column, cell, id, notes, wrong, commit }) => html`<bm-unit-picker .control=${id} .address=${cell.address} .code=${cell.value === null ? '' : String(cell.value)} .typed=${cell.wrong?.text ?? ''}
    .kinds=${column.field?.['unit-kinds'] ?? []} .editable=${cell.editable} .required=${cell.asked.required} .wrong=${wrong} .label=${column.title} .notes=${notes}
    @bm-picked=${(event: CustomEvent<string>) => commit(event.detail)}></bm-unit-picker>`,
}

const files: Face = {
  draw: ({ column: { field }, cell, id, notes, commit }) => html`<bm-files .control=${id} .address=${cell.address} .filing=${cell.attached?.filing ?? ''} .known=${cell.attached?.files ?? []}
    .value=${cell.value === null ? '' : String(cell.value)} .limits=${fileLimits(field)}
    .editable=${cell.editable} .required=${cell.asked.required} .notes=${notes} @bm-files=${(event: CustomEvent<string>) => commit(event.detail)}></bm-files>`,
}

const figure = line(({ decimals, min }) => ({ look: 'number figures', mode: min < 0 ? 'text' : decimals > 0 ? 'decimal' : 'numeric' }))

export const faces: Readonly<Record<CellKind, Face>> = {
  number: figure,
  money: figure,
  date: line(() => ({ look: 'short figures', placeholder: text('field.day') })),
  'yes-no': yesNo,
  text: line(),
  'long-text': lines,
  choice,
  choices,
  unit,
  address: line(),
  'identity-number': line(() => ({ look: 'short figures', mode: 'numeric' })),
  phone: line(() => ({ look: 'short figures', mode: 'tel' })),
  email: line(() => ({ look: 'middle', mode: 'email' })),
  attachment: files,
}
