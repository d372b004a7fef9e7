// Before an act: its reason, opinion, paper or confirmation, as far as the workflow asks for them. What is missing is
// told at its field; the server's refusal is shown here and nothing typed is lost.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { ActRequest, PossibleAction } from '../../engine/core/contract/filing.ts'
import { readDay } from '../format.ts'
import { icon } from '../parts/icon.ts'
import { base } from '../styles/base.ts'
import { text } from '../text.ts'

export type ActDetails = Pick<ActRequest, 'reason' | 'note' | 'paper' | 'assign'>

/** Nothing to ask before this act. */
export function isPlain(action: PossibleAction): boolean {
  return action.reasons.length === 0 && action.note === 'none' && !action.paper && action.assigns === null && action.confirm === null
}

export class ActDialog extends LitElement {
  static override properties = { action: { attribute: false }, about: { attribute: false }, busy: { attribute: false }, problem: { attribute: false }, wrong: { state: true } }
  declare action: PossibleAction | null
  /** What it will be done to, each by name, where that is more than the filing on the page. */
  declare about: readonly string[]
  declare busy: boolean
  declare problem: string
  declare wrong: { assign?: string; reason?: string; note?: string; number?: string; date?: string }

  static override styles = [base, css`
    form { display: grid; gap: 1rem; }
    .reasons { display: grid; gap: 0.25rem; max-height: 18rem; overflow: auto; }
    .reasons label { display: flex; gap: 0.625rem; align-items: center; padding: 0.375rem 0.5rem; border-radius: var(--radius); font-weight: 400; }
    .reasons label:hover { background: var(--sunken); }
    .paper { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; }
    .about { max-height: 14rem; overflow: auto; padding: 0.625rem 0.875rem; background: var(--sunken); border-radius: var(--radius); }
    .about ol { list-style: decimal; padding-left: 1.75rem; }
    .end { justify-content: flex-end; }
    legend { font-weight: 500; padding: 0; }
    @media (max-width: 30rem) { .paper { grid-template-columns: 1fr; } }
  `]

  constructor() {
    super()
    this.action = null
    this.about = []
    this.busy = false
    this.problem = ''
    this.wrong = {}
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog')
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('action')) return
    this.wrong = {}
    if (this.action === null) this.#dialog?.close()
    else if (this.#dialog?.open === false) this.#dialog.showModal()
  }

  #submit(event: Event): void {
    event.preventDefault()
    const { action } = this
    if (action === null || this.busy) return
    const data = new FormData(event.target as HTMLFormElement)
    const word = (name: string): string => String(data.get(name) ?? '').trim()
    const [assign, reason, note, number] = [word('assign'), word('reason'), word('note'), word('number')]
    const date = readDay(word('date'))
    this.wrong = {
      ...(action.assigns !== null && assign === '' ? { assign: text('act.need-assign') } : {}),
      ...(action.reasons.length > 0 && reason === '' ? { reason: text('act.need-reason') } : {}),
      ...(action.note === 'required' && note === '' ? { note: text('act.need-note') } : {}),
      ...(action.paper && number === '' ? { number: text('act.need-paper-number') } : {}),
      ...(action.paper && date === null ? { date: text('act.need-paper-date') } : {}),
    }
    const [first] = Object.keys(this.wrong)
    if (first !== undefined) return this.renderRoot.querySelector<HTMLElement>(`[name=${first}]`)?.focus()
    const detail: ActDetails = {
      ...(assign === '' ? {} : { assign }),
      ...(reason === '' ? {} : { reason }),
      ...(note === '' ? {} : { note }),
      ...(action.paper && date !== null ? { paper: { number, date } } : {}),
    }
    this.dispatchEvent(new CustomEvent('bm-act', { detail }))
  }

  #cancel(event: Event): void {
    event.preventDefault()
    if (!this.busy) this.dispatchEvent(new CustomEvent('bm-cancel'))
  }

  override render(): unknown {
    const { action } = this
    return html`<dialog aria-labelledby="title" @cancel=${(event: Event) => this.#cancel(event)}>${action === null ? nothing : this.#form(action)}</dialog>`
  }

  #form(action: PossibleAction): unknown {
    const { wrong } = this
    const mark = (name: keyof ActDialog['wrong']) => (wrong[name] === undefined ? nothing : html`<p class="wrong" id="${name}-wrong" role="alert">${wrong[name]}</p>`)
    const invalid = (name: keyof ActDialog['wrong']) => (wrong[name] === undefined ? nothing : 'true')
    const described = (name: keyof ActDialog['wrong']) => (wrong[name] === undefined ? nothing : `${name}-wrong`)
    return html`<form novalidate @submit=${(event: Event) => this.#submit(event)}>
      <h2 id="title">${action.title}</h2>
      ${action.confirm === null ? nothing : html`<p>${action.confirm}</p>`}
      ${this.about.length === 0 ? nothing : html`<div class="about" tabindex="0" role="group" aria-label=${text('several.about', { n: this.about.length })}>
        <p class="label">${text('several.about', { n: this.about.length })}</p><ol>${this.about.map((one) => html`<li>${one}</li>`)}</ol></div>`}
      ${action.reasons.length === 0 ? nothing : html`<fieldset aria-describedby=${described('reason')}><legend>${text('act.reason')}</legend>
        <div class="reasons">${action.reasons.map((one) => html`<label><input type="radio" name="reason" value=${one.code} />${one.title}</label>`)}</div>${mark('reason')}</fieldset>`}
      ${action.assigns === null ? nothing : html`<div class="field"><label for="assign">${text('act.assign')}</label>
        <select id="assign" name="assign" aria-invalid=${invalid('assign')} aria-describedby=${described('assign')}><option value="">${text('act.choose')}</option>
          ${action.assigns.map((one) => html`<option value=${one.id}>${one.name} (${one.login})</option>`)}</select>${mark('assign')}</div>`}
      ${action.note === 'none' ? nothing : html`<div class="field"><label for="note">${text(action.note === 'required' ? 'act.note' : 'act.note-optional')}</label>
        <textarea id="note" name="note" maxlength="2000" aria-invalid=${invalid('note')} aria-describedby=${described('note')}></textarea>${mark('note')}</div>`}
      ${action.paper ? html`<div class="paper">
        <div class="field"><label for="number">${text('act.paper-number')}</label><input id="number" name="number" maxlength="100" autocomplete="off" aria-invalid=${invalid('number')} aria-describedby=${described('number')} />${mark('number')}</div>
        <div class="field"><label for="date">${text('act.paper-date')}</label><input id="date" name="date" inputmode="numeric" autocomplete="off" aria-invalid=${invalid('date')} aria-describedby=${described('date')} />${mark('date')}</div>
      </div>` : nothing}
      ${this.problem === '' ? nothing : html`<div class="notice error" role="alert">${icon('error')}<p class="grow">${this.problem}</p></div>`}
      <div class="row end">
        <button class="button" type="button" @click=${(event: Event) => this.#cancel(event)}>${text('app.cancel')}</button>
        <button class="button ${action.tone === 'return' ? 'return' : 'main'}" type="submit" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? text('act.busy') : action.title}</button>
      </div>
    </form>`
  }
}
customElements.define('bm-act-dialog', ActDialog)
