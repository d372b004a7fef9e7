// The frame: session, route, header, rail and the page in front. It owns what pages share (title, spoken messages,
// focus after navigation, the way out of a page with unsaved edits) and knows nothing of what pages do.
import { LitElement, css, html, nothing } from 'lit'
import type { ClockRequest, Session, Welcome } from '../../engine/core/contract/session.ts'
import { Refused, newKey, whenLoggedOut } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import { dayOf, showDay } from '../format.ts'
import '../codelists/codelist-page.ts'
import '../codelists/codelists-page.ts'
import '../accounts/accounts-page.ts'
import '../inbox/inbox-page.ts'
import '../login/login-page.ts'
import '../notifications/notifications-page.ts'
import '../password/password-page.ts'
import '../periods/periods-page.ts'
import '../periods/opening-page.ts'
import { emptyNote } from '../parts/empty-note.ts'
import { icon } from '../parts/icon.ts'
import { problemNote, wordsOf } from '../parts/problem-note.ts'
import '../received/received-page.ts'
import '../reports/reports-page.ts'
import '../sessions/sessions-page.ts'
import '../substitutes/substitutes-page.ts'
import { base } from '../styles/base.ts'
import { chooseLanguage, language, text } from '../text.ts'
import { now, startClock } from './clock.ts'
import type { FrameEvents } from './events.ts'
import { demoBanner, header, headerStyles } from './header.ts'
import { recall, remember } from './memory.ts'
import { managesAccounts, placeOf, placesFor } from './places.ts'
import { readRoute, showRoute, type Route } from './route.ts'

type Stage =
  | { at: 'starting' }
  | { at: 'failed'; cause: unknown }
  | { at: 'login'; welcome: Welcome; expired: boolean }
  | { at: 'inside'; welcome: Welcome; session: Session }

/** A page that may hold unsaved work answers whether it can be left. */
type Leavable = HTMLElement & { leave?: () => Promise<boolean> }

export class App extends LitElement {
  static override properties = { stage: { state: true }, route: { state: true }, said: { state: true }, alarm: { state: true }, visit: { state: true }, unread: { state: true } }
  declare stage: Stage
  declare route: Route
  declare said: string
  /** A refusal that belongs to no page; stays until it is read. */
  declare alarm: string
  /** Counts navigations and clock moves: a page drawn under another number is a new page with fresh data. */
  declare visit: number
  /** Notifications that the person has not read; asked for at every navigation and when somebody comes back to the window. */
  declare unread: number

  #countedAt = 0
  #silence: ReturnType<typeof setTimeout> | undefined

  static override styles = [base, headerStyles, css`
    :host { display: grid; grid-template-rows: auto 1fr; min-height: 100dvh; }
    .skip { position: absolute; left: 0.5rem; top: -4rem; z-index: 60; }
    .skip:focus { top: 0.5rem; }
    .body { display: grid; grid-template-columns: var(--rail) minmax(0, 1fr); align-items: start; }
    nav { position: sticky; top: 0; padding: 1rem 0.625rem; display: grid; gap: 0.25rem; }
    nav a { display: flex; align-items: center; gap: 0.625rem; padding: 0.5rem 0.625rem; border-radius: var(--radius); color: var(--ink); text-decoration: none; font-weight: 500; }
    nav a:hover { background: var(--sunken); }
    nav a[aria-current] { background: var(--accent-tint); color: var(--accent-strong); font-weight: 600; }
    main { min-width: 0; background: var(--page); }
    main:focus { outline: none; }
    .said { position: fixed; left: 50%; bottom: 1rem; translate: -50% 0; z-index: 50; display: flex; gap: 0.75rem; align-items: center; max-width: min(40rem, calc(100vw - 2rem)); padding: 0.5rem 1rem; border-radius: var(--radius); background: var(--ink); color: var(--page); font-size: var(--text-s); box-shadow: var(--shade); }
    .said:empty { display: none; }
    .alarm { margin: 0.75rem clamp(0.75rem, 2vw, 1.25rem) 0; }
    .wait { padding: 3rem; color: var(--ink-quiet); }
    .outer { padding: 2rem; max-width: 40rem; margin: 0 auto; }
    @media (max-width: 56rem) {
      .body { grid-template-columns: minmax(0, 1fr); padding-bottom: 3.75rem; }
      nav { position: fixed; inset: auto 0 0 0; top: auto; z-index: 30; grid-auto-flow: column; grid-auto-columns: 1fr; padding: 0.25rem; background: var(--surface); border-top: 1px solid var(--line); }
      .said { bottom: 4.5rem; }
      nav a { flex-direction: column; gap: 0.125rem; font-size: 0.75rem; padding: 0.375rem; }
    }
    @media print { nav, .skip, .said, .alarm { display: none; } .body { display: block; } }
  `]

  constructor() {
    super()
    this.stage = { at: 'starting' }
    this.route = readRoute(location.pathname, location.hash)
    this.said = ''
    this.alarm = ''
    this.visit = 0
    this.unread = 0
    chooseLanguage(recall('language') === 'en' ? 'en' : 'vi')
  }

  override connectedCallback(): void {
    super.connectedCallback()
    document.documentElement.lang = language()
    window.addEventListener('popstate', this.#popped)
    this.addEventListener('click', this.#clicked)
    this.addEventListener('bm-go', (event) => void this.#go((event as CustomEvent<FrameEvents['bm-go']>).detail))
    this.addEventListener('bm-titled', (event) => this.#titled((event as CustomEvent<FrameEvents['bm-titled']>).detail))
    this.addEventListener('bm-say', (event) => this.#say((event as CustomEvent<FrameEvents['bm-say']>).detail))
    this.addEventListener('bm-session', (event) => this.#enter((event as CustomEvent<FrameEvents['bm-session']>).detail))
    this.addEventListener('bm-unread', (event) => (this.unread = (event as CustomEvent<FrameEvents['bm-unread']>).detail))
    document.addEventListener('visibilitychange', this.#cameBack)
    whenLoggedOut(() => void this.#lostSession())
    void this.#start()
  }

  override disconnectedCallback(): void {
    window.removeEventListener('popstate', this.#popped)
    document.removeEventListener('visibilitychange', this.#cameBack)
    super.disconnectedCallback()
  }

  async #start(): Promise<void> {
    this.stage = { at: 'starting' }
    try {
      const welcome = await api.welcome()
      startClock(welcome.now)
      try {
        this.#inside(welcome, await api.currentSession())
      } catch (cause) {
        if (!(cause instanceof Refused) || cause.problem.status !== 401) throw cause
        this.stage = { at: 'login', welcome, expired: false }
      }
    } catch (cause) {
      this.stage = { at: 'failed', cause }
    }
    void this.#settle()
  }

  #inside(welcome: Welcome, session: Session): void {
    startClock(session.now)
    this.stage = { at: 'inside', welcome, session }
    void this.#count()
  }

  /** A count that does not come leaves the one that there is: a page is not spoilt by its bell. */
  async #count(): Promise<void> {
    if (this.stage.at !== 'inside' || this.stage.session.mustChangePassword) return
    this.#countedAt = performance.now()
    const reply = await api.unread().catch(() => undefined)
    if (reply !== undefined) this.unread = reply.unread
  }

  /** Never on a timer: asking by itself would keep the session of somebody who has gone alive. */
  readonly #cameBack = (): void => {
    if (document.visibilityState === 'visible' && performance.now() - this.#countedAt > 60_000) void this.#count()
  }

  #enter(session: Session): void {
    if (this.stage.at !== 'login' && this.stage.at !== 'inside') return
    this.#inside(this.stage.welcome, session)
    this.visit += 1
    void this.#settle()
  }

  async #lostSession(): Promise<void> {
    if (this.stage.at !== 'inside') return
    this.stage = { at: 'login', welcome: this.stage.welcome, expired: true }
    await this.#settle()
  }

  readonly #popped = (): void => {
    void this.#mayLeave().then((may) => {
      if (!may) return history.pushState(null, '', showRoute(this.route))
      this.#show(readRoute(location.pathname, location.hash))
    })
  }

  /** Plain left clicks on links inside the application become navigation; everything else stays the browser's. */
  readonly #clicked = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement)
    if (link === undefined || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return
    event.preventDefault()
    if (link.classList.contains('skip')) return this.#main()?.focus()
    void this.#go(link.pathname + link.hash)
  }

  async #go(path: string): Promise<void> {
    if (!(await this.#mayLeave())) return
    history.pushState(null, '', path)
    const url = new URL(path, location.origin)
    this.#show(readRoute(url.pathname, url.hash))
  }

  async #mayLeave(): Promise<boolean> {
    const page = this.#main()?.firstElementChild as Leavable | null | undefined
    return page?.leave === undefined ? true : page.leave()
  }

  #show(route: Route): void {
    this.route = route
    this.alarm = ''
    this.visit += 1
    window.scrollTo(0, 0)
    void this.#count()
    void this.#settle()
  }

  /** After a navigation: the title, and focus on the page's heading, so that a screen reader starts there. */
  async #settle(): Promise<void> {
    await this.updateComplete
    this.#titled(this.#titleNow())
    const page = this.#main()?.firstElementChild as (LitElement & Leavable) | null | undefined
    await page?.updateComplete
    page?.shadowRoot?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }

  #titleNow(): string {
    if (this.stage.at !== 'inside') return text('login.title')
    if (this.stage.session.mustChangePassword) return text('password.title')
    switch (this.route.page) {
      case 'inbox':
        return text('inbox.title')
      case 'reports':
        return text('reports.title')
      case 'received':
        return text('received.title')
      case 'copies':
        return text('copies.title')
      case 'codelists':
      case 'codelist':
        return text('codelist.title')
      case 'board':
        return text('board.title')
      case 'notifications':
        return text('notice.title')
      case 'substitutes':
        return text('substitute.title')
      case 'sessions':
        return text('session.title')
      case 'accounts':
        return text('account.title')
      case 'password':
        return text('password.title')
      case 'periods':
        return text('periods.title')
      case 'opening':
        return text('opening.title')
      case 'filing':
        return text('filing.loading')
      case 'missing':
        return text('problem.missing.title')
    }
  }

  #main(): HTMLElement | null {
    return this.renderRoot.querySelector('main')
  }

  #titled(page: string): void {
    document.title = text('app.title', { page })
  }

  #say(message: string): void {
    // The same sentence twice is spoken twice only when the region changes in between.
    this.said = this.said === message ? `${message}\u00a0` : message
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => (this.said = ''), 4000)
  }

  readonly #acts = {
    moveClock: (to: ClockRequest['to']) => void this.#moveClock(to),
    logout: () => void this.#logout(),
    switchLanguage: () => {
      remember('language', language() === 'vi' ? 'en' : 'vi')
      location.reload()
    },
  }

  async #moveClock(to: ClockRequest['to']): Promise<void> {
    if (this.stage.at !== 'inside' || !(await this.#mayLeave())) return
    try {
      const reply = await api.moveClock({ to }, newKey())
      startClock(reply.now)
      this.#inside(this.stage.welcome, { ...(await api.currentSession()), now: reply.now, period: reply.period })
      this.visit += 1
      this.#say(text('demo.moved', { day: showDay(dayOf(now())) }))
    } catch (cause) {
      const words = wordsOf(cause, this.stage.session.account.login)
      this.alarm = `${words.title}. ${words.detail}`
    }
  }

  async #logout(): Promise<void> {
    if (this.stage.at !== 'inside' || !(await this.#mayLeave())) return
    const { welcome } = this.stage
    await api.logout().catch(() => undefined)
    history.pushState(null, '', '/')
    this.route = { page: 'inbox' }
    this.stage = { at: 'login', welcome, expired: false }
    void this.#settle()
  }

  override render(): unknown {
    return html`${this.#body()}<div class="said" role="status">${this.said}</div>`
  }

  #body(): unknown {
    const { stage } = this
    if (stage.at === 'starting') return html`<p class="wait" role="status">${text('app.loading')}</p>`
    if (stage.at === 'failed') return html`<main class="outer">${problemNote(stage.cause, '', () => void this.#start())}</main>`
    if (stage.at === 'login') {
      return html`<div>${stage.welcome.demo ? demoBanner(this.#acts, false) : nothing}</div>
        <main id="main" tabindex="-1"><bm-login-page .welcome=${stage.welcome} .expired=${stage.expired}></bm-login-page></main>`
    }
    const { session } = stage
    const here = placeOf(this.route)
    return html`<div>
        <a class="skip button main" href="#main">${text('app.skip')}</a>
        ${session.demo ? demoBanner(this.#acts, true) : nothing}
        ${header(session, this.#acts, this.unread)}
        ${this.alarm === '' ? nothing : html`<div class="notice error alarm" role="alert">${icon('error')}<p class="grow">${this.alarm}</p>
          <button class="button small quiet" type="button" @click=${() => (this.alarm = '')}>${icon('close')}<span class="hidden-text">${text('app.close')}</span></button></div>`}
      </div>
      <div class="body">
        ${session.mustChangePassword ? html`<div></div>` : html`<nav aria-label=${text('app.navigation')}>
          ${placesFor(session).map((place) => html`<a href=${showRoute({ page: place.page })} aria-current=${here === place.page ? 'page' : nothing}>${icon(place.sign)}<span>${text(place.title)}</span></a>`)}
        </nav>`}
        <main id="main" tabindex="-1">${this.#page(stage.welcome, session)}</main>
      </div>`
  }

  #page(welcome: Welcome, session: Session): unknown {
    const { route, visit } = this
    if (session.mustChangePassword) return html`<bm-password-page .session=${session} .forced=${true}></bm-password-page>`
    switch (route.page) {
      case 'inbox':
        return html`<bm-inbox-page .session=${session} .visit=${visit}></bm-inbox-page>`
      case 'reports':
        return html`<bm-reports-page .box=${'own'} .session=${session} .visit=${visit}></bm-reports-page>`
      case 'received':
        return html`<bm-received-page .session=${session} .visit=${visit}></bm-received-page>`
      case 'copies':
        return html`<bm-reports-page .box=${'copied'} .session=${session} .visit=${visit}></bm-reports-page>`
      case 'codelists':
        return html`<bm-codelists-page .session=${session} .visit=${visit}></bm-codelists-page>`
      case 'codelist':
        return html`<bm-codelist-page .session=${session} .visit=${visit} .pack=${route.pack} .codelist=${route.id}></bm-codelist-page>`
      case 'board':
        void import('../board/board-page.ts')
        return html`<bm-board-page .session=${session} .visit=${visit} .period=${route.period ?? ''} .unit=${route.unit ?? ''}></bm-board-page>`
      case 'sessions':
        return html`<bm-sessions-page .session=${session} .visit=${visit}></bm-sessions-page>`
      case 'substitutes':
        return html`<bm-substitutes-page .session=${session} .visit=${visit}></bm-substitutes-page>`
      case 'notifications':
        return html`<bm-notifications-page .session=${session} .visit=${visit}></bm-notifications-page>`
      case 'password':
        return html`<bm-password-page .session=${session} .forced=${false}></bm-password-page>`
      case 'periods':
        return html`<bm-periods-page .session=${session} .visit=${visit}></bm-periods-page>`
      case 'opening':
        return html`<bm-opening-page .session=${session} .visit=${visit} .pack=${route.pack} .kind=${route.kind} .year=${route.year}></bm-opening-page>`
      case 'accounts':
        if (!managesAccounts(session)) return html`<div class="outer stack"><h1 tabindex="-1">${text('account.title')}</h1>${emptyNote('person', text('account.not-yours'), text('account.not-yours-more'))}</div>`
        return html`<bm-accounts-page .session=${session} .welcome=${welcome} .unit=${route.unit ?? ''} .visit=${visit}></bm-accounts-page>`
      case 'filing':
        void import('../filing/filing-page.ts')
        return html`<bm-filing-page .session=${session} .welcome=${welcome} .filingId=${route.id} .cell=${route.cell ?? ''} .visit=${visit}></bm-filing-page>`
      case 'missing':
        return html`<div class="outer stack"><h1 tabindex="-1">${text('problem.missing.title')}</h1><p>${text('problem.missing.detail')}</p><p><a href="/">${text('rail.inbox')}</a></p></div>`
    }
  }
}
customElements.define('bm-app', App)
