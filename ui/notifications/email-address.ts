// Where reminders are sent by e-mail: the person's own address, given or taken back here. Nothing is shown where the server sends
// no mails.
import { LitElement, css, html, nothing } from 'lit'
import type { EmailReply } from '../../engine/core/contract/notification.ts'
import * as api from '../api/endpoints.ts'
import { tell } from '../frame/events.ts'
import { Loading } from '../frame/loading.ts'
import { Refused } from '../api/client.ts'
import { wordsOf } from '../parts/problem-note.ts'
import { base } from '../styles/base.ts'
import { text } from '../text.ts'

export class EmailAddress extends LitElement {
  static override properties = { login: {}, busy: { state: true }, wrong: { state: true } }
  declare login: string
  declare busy: boolean
  declare wrong: string

  static override styles = [base, css`
    form { display: grid; gap: 0.5rem; padding: 0.875rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); }
    .field { max-width: 26rem; }
  `]

  readonly #own = new Loading<EmailReply>(this, () => api.ownEmail())

  constructor() {
    super()
    this.busy = false
    this.wrong = ''
  }

  override render(): unknown {
    const own = this.#own.data
    if (own === undefined || !own.sends) return nothing
    return html`<form aria-labelledby="title" novalidate @submit=${(event: Event) => void this.#save(event)}>
      <h2 id="title">${text('email.title')}</h2>
      <div class="field"><label for="email">${text('email.address')}</label>
        <input id="email" name="email" type="email" autocomplete="email" maxlength="200" .value=${own.email ?? ''} aria-describedby="how ${this.wrong === '' ? '' : 'wrong'}" aria-invalid=${this.wrong === '' ? nothing : 'true'} />
        <p class="hint" id="how">${text('email.how')}</p>
        ${this.wrong === '' ? nothing : html`<p class="wrong" id="wrong" role="alert">${this.wrong}</p>`}</div>
      <div><button class="button" type="submit" ?disabled=${this.busy}>${text('email.save')}</button></div>
    </form>`
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault()
    const input = this.renderRoot.querySelector<HTMLInputElement>('input')
    const email = input?.value.trim() ?? ''
    this.busy = true
    this.wrong = ''
    try {
      const saved = await api.setOwnEmail({ email: email === '' ? null : email })
      this.#own.replace((own) => ({ ...own, email: saved.email }))
      tell(this, 'bm-say', text(saved.email === null ? 'email.removed' : 'email.saved'))
    } catch (cause) {
      this.wrong = (cause instanceof Refused ? cause.problem.issues?.[0]?.message : undefined) ?? wordsOf(cause, this.login).detail
      input?.focus()
    } finally {
      this.busy = false
    }
  }
}
customElements.define('bm-email-address', EmailAddress)
