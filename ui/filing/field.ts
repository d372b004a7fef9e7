// One field of a section: label with its marks, help, the face of its kind, and the message beside it. While something is
// being typed the message says quietly what is not right yet; once it is left, it is an error until it is mended.
import { LitElement, css, html, nothing } from 'lit'
import { sentence } from '../../engine/core/messages/sentence.ts'
import type { Column } from '../../engine/core/form/compile.ts'
import { readCell } from '../sheet/read-cell.ts'
import { report, type CellView, type Place } from '../sheet/view.ts'
import { base } from '../styles/base.ts'
import { language, text } from '../text.ts'
import { faces } from './faces.ts'

export class Field extends LitElement {
  static override properties = { column: { attribute: false }, cell: { attribute: false }, at: { attribute: false }, hint: { state: true } }
  declare column: Column
  declare cell: CellView
  declare at: Place
  /** What is not right yet in what is being typed; null while nothing is. */
  declare hint: string | null

  static override styles = [base, css`
    :host { display: block; }
    input.number, .short { max-width: 14rem; }
    input.number { text-align: right; }
    .middle { max-width: 24rem; }
    [readonly], select:disabled { background: var(--sunken); }
    .mark { color: var(--ink-quiet); font-size: var(--text-s); font-weight: 400; }
    .need { color: var(--error); font-weight: 600; }
    .choices { display: flex; flex-wrap: wrap; gap: 0.375rem 1.25rem; align-items: center; min-height: 2.5rem; }
    .choices label { display: inline-flex; gap: 0.5rem; align-items: center; min-height: 1.75rem; }
    legend { padding: 0; font-weight: 500; }
    .files { position: relative; display: grid; gap: 0.375rem; padding: 0.5rem; border: 1px dashed var(--line); border-radius: var(--radius); }
    .files.over { border-color: var(--accent); background: var(--sunken); }
    .files ul { display: grid; gap: 0.25rem; margin: 0; padding: 0; list-style: none; }
    .files input:focus-visible + .button { outline: 2px solid var(--focus); outline-offset: 2px; }
    .files .off { background: var(--sunken); border-color: var(--line); color: var(--ink-quiet); cursor: not-allowed; }
    .files a { overflow-wrap: anywhere; }
  `]

  constructor() {
    super()
    this.hint = null
  }

  override focus(options?: FocusOptions): void {
    const control = this.renderRoot.querySelector<HTMLElement>('input:not([disabled]), textarea, select:not([disabled])') ?? this.renderRoot.querySelector<HTMLElement>('[data-address]')
    control?.focus(options)
  }

  #typing(words: string): void {
    const read = readCell(this.column, words, this.cell.value)
    this.hint = 'issue' in read ? sentence(read.issue.code, read.issue.params ?? {}, language()) : ''
  }

  #commit(words: string): void {
    this.hint = null
    report(this, { kind: 'type', at: this.at, text: words })
    // What was typed in another spelling of the value that is already there is shown as the value, too.
    requestAnimationFrame(() => {
      const control = this.renderRoot.querySelector<HTMLInputElement | HTMLTextAreaElement>('input:not([type]), textarea')
      if (control !== null && this.column.kind !== 'unit' && !control.matches(':focus') && control.value !== this.cell.shown) control.value = this.cell.shown
    })
  }

  #key(event: KeyboardEvent): void {
    if (event.altKey && event.key === '/') {
      event.preventDefault()
      report(this, { kind: 'ask', at: this.at })
    }
  }

  override render(): unknown {
    const { column, cell, hint } = this
    const face = faces[column.kind]
    const isGroup = face.group?.(column) === true
    // What is only not filled in yet is no mistake: it is said, but not in red.
    const wrong = cell.wrong !== undefined || (cell.finding?.severity === 'error' && cell.finding.code !== 'finding.required')
    const message = hint ?? cell.finding?.beside ?? ''
    const notes = [message === '' ? '' : 'message', column.help === undefined ? '' : 'help'].filter((one) => one !== '').join(' ')
    const label = html`${column.title}${column.measure === '' ? nothing : html` <span class="quiet">(${column.measure})</span>`}${cell.asked.required
      ? html` <span class="need" aria-hidden="true">*</span><span class="hidden-text"> (${text('field.required')})</span>` : nothing}${column.field?.personal === true ? html` <span class="mark">· ${text('field.personal')}</span>` : nothing}`
    const control = face.draw({ column, cell, id: 'control', notes, wrong, typing: (words) => this.#typing(words), commit: (words) => this.#commit(words) })
    const around = html`${column.help === undefined ? nothing : html`<p class="hint" id="help">${column.help}</p>`}${control}
      <p class=${hint === null && wrong ? 'wrong' : 'hint'} id="message" ?hidden=${message === ''} aria-live="polite">${message}</p>`
    const why = cell.editable || cell.why === '' ? nothing : cell.why
    return isGroup
      ? html`<fieldset class="field" title=${why} aria-describedby=${notes === '' ? nothing : notes} @keydown=${(event: KeyboardEvent) => this.#key(event)}><legend>${label}</legend>${around}</fieldset>`
      : html`<div class="field" title=${why} @keydown=${(event: KeyboardEvent) => this.#key(event)}><label for="control">${label}</label>${around}</div>`
  }
}
customElements.define('bm-field', Field)
