// Before units are urged: what about, whether with those below them, and a word to them. A refusal is shown here and nothing
// typed is lost; sent again after no answer, it is the same request.
import { LitElement, css, html, nothing } from 'lit'
import type { Reminded } from '../../engine/core/contract/board.ts'
import type { FormRef, UnitRef } from '../../engine/core/contract/shapes.ts'
import { newKey } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import { icon } from '../parts/icon.ts'
import { wordsOf } from '../parts/problem-note.ts'
import { base } from '../styles/base.ts'
import { text } from '../text.ts'

export class RemindDialog extends LitElement {
  static override properties = { units: { attribute: false }, own: {}, forms: { attribute: false }, period: {}, login: {}, busy: { state: true }, problem: { state: true } }
  declare units: readonly UnitRef[]
  /** Code of the unit whose own line may be among them: urging it is not urging everybody. */
  declare own: string
  declare forms: readonly FormRef[]
  declare period: string
  declare login: string
  declare busy: boolean
  declare problem: string
  #key = ''

  static override styles = [base, css`
    form { display: grid; gap: 1rem; }
    .about { max-height: 9rem; overflow: auto; padding: 0.625rem 0.875rem; background: var(--sunken); border-radius: var(--radius); }
    .check { display: flex; gap: 0.625rem; align-items: center; }
    .end { justify-content: flex-end; }
  `]

  constructor() {
    super()
    this.units = []
    this.own = ''
    this.forms = []
    this.busy = false
    this.problem = ''
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog')
  }

  get #others(): readonly UnitRef[] {
    return this.units.filter((one) => one.code !== this.own)
  }

  open(): void {
    this.#key = newKey()
    this.problem = ''
    this.#dialog?.showModal()
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault()
    if (this.busy) return
    // After an answer the event no longer says where it came from.
    const fields = event.target as HTMLFormElement
    const data = new FormData(fields)
    const [form, note] = [String(data.get('form') ?? ''), String(data.get('note') ?? '').trim()]
    this.busy = true
    this.problem = ''
    try {
      const done = await api.remind({
        period: this.period, units: this.units.map((one) => one.code), below: data.get('below') === null ? [] : this.#others.map((one) => one.code),
        ...(form === '' ? {} : { form }), ...(note === '' ? {} : { note }),
      }, this.#key)
      this.#dialog?.close()
      fields.reset()
      this.dispatchEvent(new CustomEvent<Reminded>('reminded', { detail: done }))
    } catch (cause) {
      this.problem = wordsOf(cause, this.login).detail
    } finally {
      this.busy = false
    }
  }

  override render(): unknown {
    return html`<dialog aria-labelledby="title" @keydown=${(event: KeyboardEvent) => { if (event.key === 'Escape') event.stopPropagation() }}>
      <form @submit=${(event: Event) => void this.#submit(event)} @change=${() => (this.#key = newKey())}>
        <h2 id="title">${text('remind.title', { n: this.units.length })}</h2>
        <div class="about" tabindex="0" role="group" aria-label=${text('remind.units')}><ul>${this.units.map((one) => html`<li>${one.name}</li>`)}</ul></div>
        ${this.#others.length === 0 ? nothing : html`<label class="check"><input type="checkbox" name="below" checked />${text('remind.below')}</label>`}
        <div class="field"><label for="form">${text('remind.form')}</label>
          <select id="form" name="form"><option value="">${text('board.all-forms')}</option>
            ${this.forms.map((one) => html`<option value="${one.pack}/${one.id}">${one.code}</option>`)}</select></div>
        <div class="field"><label for="note">${text('remind.note')}</label>
          <textarea id="note" name="note" maxlength="2000" aria-describedby="how"></textarea>
          <p class="hint" id="how">${text('remind.how')}</p></div>
        ${this.problem === '' ? nothing : html`<p class="notice error" role="alert">${icon('error')}<span>${this.problem}</span></p>`}
        <div class="row end">
          <button class="button" type="button" @click=${() => this.#dialog?.close()}>${text('app.cancel')}</button>
          <button class="button main" type="submit" ?disabled=${this.busy}>${text(this.busy ? 'act.busy' : 'remind.send')}</button>
        </div>
      </form>
    </dialog>`
  }
}
customElements.define('bm-remind-dialog', RemindDialog)
