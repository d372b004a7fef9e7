// Người thay: who takes whose place from which day to which, naming one, ending it early. Everybody names his own; whose
// role lets him, those of his unit. People of one unit and role only: the server decides, the page offers no others.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { Session } from '../../engine/core/contract/session.ts'
import type { Replaceable, SubstituteList, SubstituteRef } from '../../engine/core/contract/substitute.ts'
import { Refused, newKey } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import { dayOf, readDay, showDay } from '../format.ts'
import { now } from '../frame/clock.ts'
import { tell } from '../frame/events.ts'
import { Loading } from '../frame/loading.ts'
import { emptyNote } from '../parts/empty-note.ts'
import { icon } from '../parts/icon.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { wordsOf } from '../parts/problem-note.ts'
import { asideMark, markStyles } from '../parts/state-mark.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'

type Field = 'account' | 'substitute' | 'from' | 'to'
const fields: readonly Field[] = ['account', 'substitute', 'from', 'to']

export class SubstitutesPage extends LitElement {
  static override properties = {
    session: { attribute: false }, visit: { attribute: false }, replaced: { state: true }, wrong: { state: true }, busy: { state: true }, ending: { state: true },
  }
  declare session: Session
  declare visit: number
  /** Login of whose place is taken. */
  declare replaced: string
  declare wrong: Partial<Record<Field | 'all', string>>
  declare busy: boolean
  /** What is about to be ended. */
  declare ending: SubstituteRef | null

  static override styles = [base, page, markStyles, loadingStyles, css`
    .list { display: grid; gap: 0.5rem; }
    li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.25rem 1rem; align-items: center; padding: 0.75rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); }
    li p { overflow-wrap: anywhere; }
    form { display: grid; gap: 1rem; max-width: 34rem; }
    .days { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; align-items: start; }
    section { display: grid; gap: 0.75rem; }
    .end { justify-content: flex-end; }
    @media (max-width: 30rem) {
      li { grid-template-columns: minmax(0, 1fr); }
      li > .button { justify-self: start; }
      .days { grid-template-columns: minmax(0, 1fr); }
    }
  `]

  readonly #list = new Loading<SubstituteList>(this, api.substitutes)

  constructor() {
    super()
    this.replaced = ''
    this.wrong = {}
    this.busy = false
    this.ending = null
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('visit') && changed.get('visit') !== undefined) void this.#list.again(true)
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('ending')) return
    const dialog = this.renderRoot.querySelector('dialog')
    if (this.ending === null) dialog?.close()
    else if (dialog?.open === false) dialog.showModal()
  }

  override render(): unknown {
    return html`<div class="page">
      <div class="page-head">
        <h1 tabindex="-1">${text('substitute.title')}</h1>
        <p class="lead">${text('substitute.lead')}</p>
      </div>
      ${loaded(this.#list, this.session.account.login, (data) => this.#all(data))}
      <dialog aria-labelledby="end-title" @cancel=${(event: Event) => this.#keep(event)}>${this.ending === null ? nothing : this.#ask(this.ending)}</dialog>
    </div>`
  }

  #all(data: SubstituteList): unknown {
    const { substitutes } = data
    return html`
      <section aria-labelledby="known"><h2 id="known">${text('substitute.known')}</h2>
        ${substitutes.length === 0 ? emptyNote('person', text('substitute.none'), text('substitute.none-more')) : html`<ul class="list">${substitutes.map((one) => this.#one(one))}</ul>`}
      </section>
      <section aria-labelledby="name"><h2 id="name">${text('substitute.name')}</h2>${this.#form(data)}</section>`
  }

  #one(one: SubstituteRef): unknown {
    const begun = one.from <= dayOf(now())
    return html`<li>
      <div>
        <p><strong>${one.substitute.name}</strong> <span class="quiet">(${one.substitute.login})</span> ${text('substitute.takes', { name: one.account.name, login: one.account.login })}</p>
        <p class="row"><span class="figures">${text('substitute.days', { from: showDay(one.from), to: showDay(one.to) })}</span>
          ${asideMark(begun ? { icon: 'check', word: text('substitute.begun'), look: 'plain' } : { icon: 'clock', word: text('substitute.to-come'), look: 'plain' })}</p>
      </div>
      ${one.mayEnd ? html`<button class="button small" type="button" aria-label=${text('substitute.end-of', { name: one.substitute.name })} @click=${() => (this.ending = one)}>${text('substitute.end')}</button>` : nothing}
    </li>`
  }

  #form({ people, namesOthers }: SubstituteList): unknown {
    const own = this.session.account.login
    const replaceable = people.filter((one) => others(people, one.login).length > 0)
    const whose = namesOthers ? replaceable : replaceable.filter((one) => one.login === own)
    if (whose.length === 0) return emptyNote('person', text(namesOthers ? 'substitute.nobody-unit' : 'substitute.nobody'), text('substitute.nobody-more'))
    const chosen = namesOthers ? this.replaced : own
    return html`<form novalidate @submit=${(event: Event) => void this.#submit(event, chosen)}>
      ${namesOthers ? html`<div class="field"><label for="account">${text('substitute.account')}</label>
        <select id="account" aria-invalid=${this.#invalid('account')} aria-describedby=${this.#described('account')} @change=${(event: Event) => (this.replaced = (event.target as HTMLSelectElement).value)}>
          <option value="" ?selected=${chosen === ''}>${text('act.choose')}</option>
          ${whose.map((one) => html`<option value=${one.login} ?selected=${one.login === chosen}>${text('substitute.person', { name: one.name, login: one.login, role: one.role.title })}</option>`)}
        </select>${this.#mark('account')}</div>` : nothing}
      <div class="field"><label for="substitute">${text('substitute.substitute')}</label>
        <select id="substitute" aria-invalid=${this.#invalid('substitute')} aria-describedby=${this.#described('substitute')}>
          <option value="">${chosen === '' ? text('substitute.choose-first') : text('act.choose')}</option>
          ${others(people, chosen).map((one) => html`<option value=${one.login}>${text('substitute.person', { name: one.name, login: one.login, role: one.role.title })}</option>`)}
        </select>${this.#mark('substitute')}</div>
      <div class="days">
        ${(['from', 'to'] as const).map((id) => html`<div class="field"><label for=${id}>${text(`substitute.${id}`)}</label>
          <input id=${id} inputmode="numeric" autocomplete="off" aria-invalid=${this.#invalid(id)} aria-describedby=${this.#described(id)} />${this.#mark(id)}</div>`)}
      </div>
      ${this.wrong.all === undefined ? nothing : html`<div class="notice error" role="alert">${icon('error')}<p class="grow">${this.wrong.all}</p></div>`}
      <div><button class="button main" type="submit" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? text('act.busy') : text('substitute.submit')}</button></div>
    </form>`
  }

  #ask(one: SubstituteRef): unknown {
    return html`<div class="stack">
      <h2 id="end-title">${text('substitute.end')}</h2>
      <p>${text('substitute.end-confirm', { substitute: one.substitute.name, name: one.account.name })}</p>
      ${this.wrong.all === undefined ? nothing : html`<div class="notice error" role="alert">${icon('error')}<p class="grow">${this.wrong.all}</p></div>`}
      <div class="row end">
        <button class="button" type="button" @click=${(event: Event) => this.#keep(event)}>${text('app.cancel')}</button>
        <button class="button main" type="button" aria-disabled=${this.busy ? 'true' : nothing} @click=${() => void this.#end(one)}>${this.busy ? text('act.busy') : text('substitute.end')}</button>
      </div></div>`
  }

  #mark(id: Field): unknown {
    return this.wrong[id] === undefined ? nothing : html`<p class="wrong" id="${id}-wrong" role="alert">${this.wrong[id]}</p>`
  }

  #invalid(id: Field): 'true' | typeof nothing {
    return this.wrong[id] === undefined ? nothing : 'true'
  }

  #described(id: Field): string | typeof nothing {
    return this.wrong[id] === undefined ? nothing : `${id}-wrong`
  }

  #value(id: Field): string {
    return this.renderRoot.querySelector<HTMLInputElement | HTMLSelectElement>(`#${id}`)?.value.trim() ?? ''
  }

  async #submit(event: Event, account: string): Promise<void> {
    event.preventDefault()
    if (this.busy) return
    const [substitute, from, to] = [this.#value('substitute'), readDay(this.#value('from')), readDay(this.#value('to'))]
    this.wrong = {
      ...(account === '' ? { account: text('substitute.need-account') } : {}),
      ...(substitute === '' ? { substitute: text('substitute.need-substitute') } : {}),
      ...(from === null ? { from: text('substitute.need-day') } : {}),
      ...(to === null ? { to: text('substitute.need-day') } : {}),
    }
    if (from === null || to === null || Object.keys(this.wrong).length > 0) return this.#focusWrong()
    this.busy = true
    try {
      await api.nameSubstitute({ ...(account === this.session.account.login ? {} : { account }), substitute, from, to }, newKey())
      this.replaced = ''
      this.renderRoot.querySelector('form')?.reset()
      await this.#list.again(true)
      tell(this, 'bm-say', text('substitute.named'))
    } catch (cause) {
      this.wrong = this.#wordsFor(cause)
      await this.#focusWrong()
    } finally {
      this.busy = false
    }
  }

  /** What the server says of a field stands at the field. */
  #wordsFor(cause: unknown): SubstitutesPage['wrong'] {
    if (cause instanceof Refused && cause.problem.code === 'already-exists') return { all: text('substitute.overlap') }
    const said = cause instanceof Refused ? (cause.problem.issues ?? []).flatMap(({ path, message }) => {
      const field = fields.find((one) => path === `/${one}`)
      return field === undefined ? [] : [[field, message] as const]
    }) : []
    const words = wordsOf(cause, this.session.account.login)
    return said.length > 0 ? Object.fromEntries(said) : { all: `${words.title}. ${words.detail}` }
  }

  async #end(one: SubstituteRef): Promise<void> {
    if (this.busy) return
    this.busy = true
    this.wrong = {}
    try {
      await api.endSubstitute(one.id)
      this.ending = null
      await this.#list.again(true)
      tell(this, 'bm-say', text('substitute.ended'))
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('h1')?.focus()
    } catch (cause) {
      this.wrong = this.#wordsFor(cause)
    } finally {
      this.busy = false
    }
  }

  #keep(event: Event): void {
    event.preventDefault()
    if (this.busy) return
    this.ending = null
    this.wrong = {}
  }

  async #focusWrong(): Promise<void> {
    await this.updateComplete
    const first = fields.find((id) => this.wrong[id] !== undefined)
    if (first !== undefined) this.renderRoot.querySelector<HTMLElement>(`#${first}`)?.focus()
  }
}
customElements.define('bm-substitutes-page', SubstitutesPage)

/** Those of the same role, but not the person. */
function others(people: readonly Replaceable[], login: string): Replaceable[] {
  const person = people.find((one) => one.login === login)
  return person === undefined ? [] : people.filter((one) => one.role.id === person.role.id && one.login !== login)
}
