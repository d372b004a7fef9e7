// Phiên làm việc của tôi: where one's account is logged in now, and ending all of it but here.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { Session, SessionList, SessionRef } from '../../engine/core/contract/session.ts'
import * as api from '../api/endpoints.ts'
import { showInstant } from '../format.ts'
import { tell } from '../frame/events.ts'
import { Loading } from '../frame/loading.ts'
import { icon } from '../parts/icon.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { wordsOf } from '../parts/problem-note.ts'
import { asideMark, markStyles } from '../parts/state-mark.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'
import { deviceOf } from './device.ts'

export class SessionsPage extends LitElement {
  static override properties = { session: { attribute: false }, visit: { attribute: false }, asking: { state: true }, busy: { state: true }, problem: { state: true } }
  declare session: Session
  declare visit: number
  declare asking: boolean
  declare busy: boolean
  declare problem: string

  static override styles = [base, page, markStyles, loadingStyles, css`
    .list { display: grid; gap: 0.5rem; max-width: 46rem; }
    li { display: grid; gap: 0.25rem; padding: 0.75rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); overflow-wrap: anywhere; }
    .end { justify-content: flex-end; }
  `]

  readonly #list = new Loading<SessionList>(this, api.sessions)

  constructor() {
    super()
    this.asking = false
    this.busy = false
    this.problem = ''
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('visit') && changed.get('visit') !== undefined) void this.#list.again(true)
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('asking')) return
    const dialog = this.renderRoot.querySelector('dialog')
    if (!this.asking) dialog?.close()
    else if (dialog?.open === false) dialog.showModal()
  }

  override render(): unknown {
    return html`<div class="page">
      <div class="page-head">
        <h1 tabindex="-1">${text('session.title')}</h1>
        <p class="lead">${text('session.lead')}</p>
      </div>
      ${loaded(this.#list, this.session.account.login, (data) => this.#all(data))}
      <dialog aria-labelledby="end-title" @cancel=${(event: Event) => this.#keep(event)}>${this.asking ? this.#ask() : nothing}</dialog>
    </div>`
  }

  #all({ sessions }: SessionList): unknown {
    const others = sessions.filter((one) => !one.current).length
    return html`<ul class="list">${sessions.map((one) => this.#one(one))}</ul>
      ${others === 0 ? html`<p class="quiet">${text('session.alone')}</p>` : html`<div><button class="button" type="button" @click=${() => (this.asking = true)}>${text('session.end', { n: others })}</button></div>`}
      <p class="hint">${text('session.leaked')} <a href="/password">${text('app.password')}</a></p>`
  }

  #one({ current, since, lastSeen, address, agent }: SessionRef): unknown {
    const { browser, system } = deviceOf(agent)
    return html`<li>
      <p class="row"><strong>${browser ?? text('session.browser-unknown')}${system === null ? nothing : ` · ${system}`}</strong>${asideMark(current ? { icon: 'check', word: text('session.current'), look: 'plain' } : null)}</p>
      <p class="hint figures">${text('session.from', { since: showInstant(since), address })}</p>
      ${current ? nothing : html`<p class="hint figures">${text('session.seen', { at: showInstant(lastSeen) })}</p>`}
    </li>`
  }

  #ask(): unknown {
    return html`<div class="stack">
      <h2 id="end-title">${text('session.end-title')}</h2>
      <p>${text('session.end-confirm')}</p>
      ${this.problem === '' ? nothing : html`<div class="notice error" role="alert">${icon('error')}<p class="grow">${this.problem}</p></div>`}
      <div class="row end">
        <button class="button" type="button" @click=${(event: Event) => this.#keep(event)}>${text('app.cancel')}</button>
        <button class="button main" type="button" aria-disabled=${this.busy ? 'true' : nothing} @click=${() => void this.#end()}>${this.busy ? text('act.busy') : text('session.end-title')}</button>
      </div></div>`
  }

  #keep(event: Event): void {
    event.preventDefault()
    if (this.busy) return
    this.asking = false
    this.problem = ''
  }

  async #end(): Promise<void> {
    if (this.busy) return
    this.busy = true
    this.problem = ''
    try {
      const { ended } = await api.endOtherSessions()
      this.asking = false
      await this.#list.again(true)
      tell(this, 'bm-say', text('session.ended', { n: ended }))
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('h1')?.focus()
    } catch (cause) {
      const words = wordsOf(cause, this.session.account.login)
      this.problem = `${words.title}. ${words.detail}`
    } finally {
      this.busy = false
    }
  }
}
customElements.define('bm-sessions-page', SessionsPage)
