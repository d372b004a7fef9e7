// The way in: name and password, each wrong one told beside its field; whom to call; in demo mode the accounts to try.
// A refused login never says which of the two was wrong: that is the server's sentence, shown as it comes.
import { LitElement, css, html, nothing } from 'lit'
import type { Welcome } from '../../engine/core/contract/session.ts'
import { Refused } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import { tell } from '../frame/events.ts'
import { icon } from '../parts/icon.ts'
import { wordsOf } from '../parts/problem-note.ts'
import { base } from '../styles/base.ts'
import { text } from '../text.ts'

export class LoginPage extends LitElement {
  static override properties = {
    welcome: { attribute: false }, expired: { attribute: false }, wrong: { state: true }, busy: { state: true },
    shown: { state: true }, filled: { state: true }, search: { state: true },
  }
  declare welcome: Welcome
  declare expired: boolean
  declare wrong: { login?: string; password?: string; both?: string }
  declare busy: boolean
  declare shown: boolean
  declare filled: string
  declare search: string

  static override styles = [base, css`
    :host { display: grid; justify-items: center; align-content: start; gap: 1.5rem; padding: clamp(1.5rem, 8vh, 5rem) 1rem 3rem; }
    .card { width: min(25rem, 100%); padding: 1.75rem; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shade); }
    .title { display: grid; gap: 0.5rem; margin-bottom: 1.25rem; }
    .name { font-weight: 700; color: var(--accent); display: flex; gap: 0.5rem; align-items: center; }
    .name svg { width: 1.75rem; height: 1.75rem; fill: #123f7d; stroke: #fff; stroke-width: 2; }
    .name rect { stroke: none; }
    form { display: grid; gap: 1rem; }
    .with-button { display: grid; grid-template-columns: 1fr auto; gap: 0.5rem; }
    .support { margin-top: 1.25rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: var(--text-s); color: var(--ink-quiet); }
    .demo { width: min(46rem, 100%); display: grid; gap: 0.75rem; }
    .accounts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); gap: 0.5rem; }
    .accounts button { display: grid; gap: 0.125rem; width: 100%; height: 100%; text-align: left; padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); }
    .accounts button:hover, .accounts button[aria-pressed='true'] { border-color: var(--accent); background: var(--accent-tint); }
    .accounts b { font-weight: 600; overflow-wrap: anywhere; }
  `]

  constructor() {
    super()
    this.wrong = {}
    this.busy = false
    this.shown = false
    this.filled = ''
    this.search = ''
    this.expired = false
  }

  #field(id: 'login' | 'password'): HTMLInputElement {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${id}`) as HTMLInputElement
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault()
    if (this.busy) return
    const login = this.#field('login').value.trim()
    const password = this.#field('password').value
    this.wrong = {
      ...(login === '' ? { login: text('login.need-login') } : {}),
      ...(password === '' ? { password: text('login.need-password') } : {}),
    }
    if (login === '' || password === '') return this.#field(login === '' ? 'login' : 'password').focus()
    this.busy = true
    try {
      tell(this, 'bm-session', await api.login({ login, password }))
    } catch (cause) {
      const words = wordsOf(cause, login)
      const refused = cause instanceof Refused && cause.problem.status === 401
      this.wrong = refused ? { password: words.detail } : { both: `${words.title}. ${words.detail}` }
      await this.updateComplete
      this.#field('password').focus()
    } finally {
      this.busy = false
    }
  }

  async #fill(login: string): Promise<void> {
    this.#field('login').value = login
    this.#field('password').value = this.welcome.demoPassword ?? ''
    this.filled = login
    this.wrong = {}
    await this.updateComplete
    tell(this, 'bm-say', text('login.demo-filled', { login }))
    this.renderRoot.querySelector<HTMLElement>('button[type=submit]')?.focus()
    window.scrollTo(0, 0)
  }

  override render(): unknown {
    const { wrong } = this
    const describe = (id: 'login' | 'password') => (wrong[id] === undefined ? nothing : `${id}-wrong`)
    return html`<section class="card" aria-labelledby="title">
        <div class="title">
          <p class="name"><svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="6"/><path d="M8 9h16M8 16h16M8 23h16M14 9v14"/></svg>${text('app.name')}</p>
          <h1 id="title" tabindex="-1">${text('login.title')}</h1>
          <p class="quiet">${text('login.lead')}</p>
        </div>
        ${this.expired ? html`<div class="notice warning" role="alert">${icon('warning')}<p>${text('app.logged-out')}</p></div><br>` : nothing}
        <form novalidate @submit=${(event: Event) => void this.#submit(event)}>
          <div class="field">
            <label for="login">${text('login.login')}</label>
            <input id="login" name="login" autocomplete="username" autocapitalize="none" spellcheck="false" required
              aria-invalid=${wrong.login === undefined ? nothing : 'true'} aria-describedby=${describe('login')} />
            ${wrong.login === undefined ? nothing : html`<p class="wrong" id="login-wrong" role="alert">${wrong.login}</p>`}
          </div>
          <div class="field">
            <label for="password">${text('login.password')}</label>
            <div class="with-button">
              <input id="password" name="password" type=${this.shown ? 'text' : 'password'} autocomplete="current-password" required
                aria-invalid=${wrong.password === undefined ? nothing : 'true'} aria-describedby=${describe('password')} />
              <button class="button" type="button" aria-pressed=${this.shown ? 'true' : 'false'} @click=${() => (this.shown = !this.shown)}>${text(this.shown ? 'login.hide' : 'login.show')}</button>
            </div>
            ${wrong.password === undefined ? nothing : html`<p class="wrong" id="password-wrong" role="alert">${wrong.password}</p>`}
          </div>
          ${wrong.both === undefined ? nothing : html`<p class="wrong" role="alert">${wrong.both}</p>`}
          <button class="button main" type="submit" aria-disabled=${this.busy ? 'true' : nothing}>${text(this.busy ? 'login.busy' : 'login.submit')}</button>
        </form>
        <p class="support"><strong>${text('login.support')}:</strong> ${this.welcome.support}<br><a href="/help" target="_blank">${text('app.help')}</a></p>
      </section>
      ${this.welcome.accounts.length === 0 ? nothing : this.#demo()}`
  }

  #demo(): unknown {
    const needle = this.search.trim().toLocaleLowerCase('vi')
    const accounts = this.welcome.accounts.filter((one) =>
      `${one.login} ${one.title} ${one.unit}`.toLocaleLowerCase('vi').includes(needle))
    return html`<section class="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">${text('login.demo-title')}</h2>
      <p class="quiet">${text('login.demo-lead')}</p>
      ${this.welcome.accounts.length > 8
        ? html`<div class="field"><label for="search">${text('login.demo-search')}</label><input id="search" type="search" .value=${this.search} @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)} /></div>`
        : nothing}
      ${accounts.length === 0 ? html`<p>${text('login.demo-none')}</p>` : nothing}
      <ul class="accounts">
        ${accounts.map((one) => html`<li><button type="button" aria-pressed=${this.filled === one.login ? 'true' : 'false'} @click=${() => void this.#fill(one.login)}>
          <b>${one.login}</b><span class="hint">${one.title} · ${one.unit}</span></button></li>`)}
      </ul>
    </section>`
  }
}
customElements.define('bm-login-page', LoginPage)
