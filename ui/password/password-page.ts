// Changing one's password, by choice or because it was issued by somebody else. What makes a password good enough is
// the server's rule; the page only checks what it can know: that both entries are there and agree.
import { LitElement, css, html, nothing } from 'lit'
import type { Session } from '../../engine/core/contract/session.ts'
import { Refused } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import { tell } from '../frame/events.ts'
import { icon } from '../parts/icon.ts'
import { wordsOf } from '../parts/problem-note.ts'
import { base, page } from '../styles/base.ts'
import { text, type UiKey } from '../text.ts'

type Field = 'current' | 'next' | 'again'
const labels: Record<Field, UiKey> = { current: 'password.current', next: 'password.next', again: 'password.again' }
const fields: readonly Field[] = ['current', 'next', 'again']

export class PasswordPage extends LitElement {
  static override properties = {
    session: { attribute: false }, forced: { attribute: false }, wrong: { state: true }, busy: { state: true }, done: { state: true },
  }
  declare session: Session
  declare forced: boolean
  declare wrong: Partial<Record<Field | 'all', string>>
  declare busy: boolean
  declare done: boolean

  static override styles = [base, page, css`
    form { display: grid; gap: 1rem; max-width: 25rem; }
  `]

  constructor() {
    super()
    this.wrong = {}
    this.busy = false
    this.done = false
    this.forced = false
  }

  #value(id: Field): string {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.value ?? ''
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault()
    if (this.busy) return
    const [current, next, again] = [this.#value('current'), this.#value('next'), this.#value('again')]
    this.wrong = {}
    if (current === '') this.wrong = { current: text('password.need-current') }
    else if (next === current) this.wrong = { next: text('password.same') }
    else if (next !== again) this.wrong = { again: text('password.differ') }
    if (Object.keys(this.wrong).length > 0) return this.#focusWrong()
    this.busy = true
    try {
      await api.changePassword({ current, next })
      this.done = true
      tell(this, 'bm-say', text('password.done'))
      if (this.forced) tell(this, 'bm-session', { ...this.session, mustChangePassword: false })
    } catch (cause) {
      const words = wordsOf(cause, this.session.account.login)
      const code = cause instanceof Refused ? cause.problem.code : ''
      if (code === 'wrong-login') this.wrong = { current: words.detail }
      else if (code === 'password-too-weak' || code === 'invalid-input') this.wrong = { next: words.detail }
      else this.wrong = { all: `${words.title}. ${words.detail}` }
      await this.#focusWrong()
    } finally {
      this.busy = false
    }
  }

  async #focusWrong(): Promise<void> {
    await this.updateComplete
    const first = fields.find((id) => this.wrong[id] !== undefined)
    if (first !== undefined) this.renderRoot.querySelector<HTMLElement>(`#${first}`)?.focus()
  }

  override render(): unknown {
    return html`<div class="page">
      <h1 tabindex="-1">${text('password.title')}</h1>
      ${this.forced ? html`<div class="notice warning">${icon('warning')}<p>${text('password.forced')}</p></div>` : nothing}
      ${this.done ? html`<div class="notice good" role="status">${icon('check')}<p>${text('password.done')}</p></div>` : nothing}
      <form novalidate @submit=${(event: Event) => void this.#submit(event)}>
        <input class="hidden-text" name="username" autocomplete="username" .value=${this.session.account.login} tabindex="-1" aria-hidden="true" readonly />
        ${fields.map((id) => this.#field(id))}
        ${this.wrong.all === undefined ? nothing : html`<p class="wrong" role="alert">${this.wrong.all}</p>`}
        <div><button class="button main" type="submit" aria-disabled=${this.busy ? 'true' : nothing}>${text('password.submit')}</button></div>
      </form>
    </div>`
  }

  #field(id: Field): unknown {
    const wrong = this.wrong[id]
    const described = [id === 'next' ? 'next-hint' : '', wrong === undefined ? '' : `${id}-wrong`].filter((one) => one !== '').join(' ')
    return html`<div class="field">
      <label for=${id}>${text(labels[id])}</label>
      <input id=${id} type="password" autocomplete=${id === 'current' ? 'current-password' : 'new-password'}
        aria-invalid=${wrong === undefined ? nothing : 'true'} aria-describedby=${described === '' ? nothing : described} />
      ${id === 'next' ? html`<p class="hint" id="next-hint">${text('password.hint')}</p>` : nothing}
      ${wrong === undefined ? nothing : html`<p class="wrong" id="${id}-wrong" role="alert">${wrong}</p>`}
    </div>`
  }
}
customElements.define('bm-password-page', PasswordPage)
