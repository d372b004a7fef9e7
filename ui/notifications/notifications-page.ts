// Thông báo: what this person was told about filings, newest first, each as one sentence with the way to its filing. What
// is unread is marked one by one, by opening its filing, or all at once; older ones come when they are asked for.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { Notification, NotificationList } from '../../engine/core/contract/notification.ts'
import type { Session } from '../../engine/core/contract/session.ts'
import { newKey } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import { showInstant } from '../format.ts'
import { tell } from '../frame/events.ts'
import { Loading } from '../frame/loading.ts'
import { showRoute } from '../frame/route.ts'
import { emptyNote } from '../parts/empty-note.ts'
import { icon } from '../parts/icon.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { problemNote } from '../parts/problem-note.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'
import './email-address.ts'
import { sentenceOf, signOf } from './sentence.ts'

export class NotificationsPage extends LitElement {
  static override properties = { session: { attribute: false }, visit: { attribute: false }, older: { state: true }, busy: { state: true }, wrong: { state: true } }
  declare session: Session
  declare visit: number
  /** What was asked for beyond the first page. */
  declare older: NotificationList | null
  declare busy: boolean
  declare wrong: unknown

  static override styles = [base, page, loadingStyles, css`
    .told { display: grid; gap: 0.5rem; }
    li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.25rem 0.75rem; padding: 0.75rem 1rem; background: var(--surface); border: 1px solid var(--line); border-left: 4px solid var(--line); border-radius: var(--radius); }
    li.unread { border-left-color: var(--accent); }
    li.unread .sentence { font-weight: 600; }
    li > .button { align-self: start; }
    li > svg { margin-top: 0.2em; color: var(--ink-quiet); }
    li.expiry > svg { color: var(--error); }
    li.reminder > svg, li.closing > svg { color: var(--warning); }
    .sentence, .why { overflow-wrap: anywhere; }
    .facts { display: flex; flex-wrap: wrap; gap: 0.125rem 1.25rem; font-size: var(--text-s); color: var(--ink-quiet); }
    .head-row { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between; }
    @media (max-width: 44rem) {
      li { grid-template-columns: auto minmax(0, 1fr); }
      li > .button { grid-column: 2; justify-self: start; }
    }
  `]

  readonly #first = new Loading<NotificationList>(this, () => api.notifications())

  constructor() {
    super()
    this.older = null
    this.busy = false
    this.wrong = null
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('visit') || changed.get('visit') === undefined) return
    this.older = null
    void this.#first.again(true)
  }

  override render(): unknown {
    return html`<div class="page">
      <div class="page-head">
        <h1 tabindex="-1">${text('notice.title')}</h1>
        <p class="lead">${text('notice.lead')}</p>
      </div>
      ${loaded(this.#first, this.session.account.login, (data) => this.#list(data))}
      <bm-email-address .login=${this.session.account.login}></bm-email-address>
    </div>`
  }

  #list({ notifications, unread, more }: NotificationList): unknown {
    const all = [...notifications, ...(this.older?.notifications ?? [])]
    const [newest] = all
    if (newest === undefined) return emptyNote('bell', text('notice.empty'), text('notice.empty-more'))
    return html`
      <div class="head-row">
        <p role="status">${unread === 0 ? text('notice.all-read') : text('notice.unread', { n: unread })}</p>
        ${unread === 0 ? nothing : html`<button class="button" type="button" ?disabled=${this.busy} @click=${() => void this.#mark(newest.id, true)}>${icon('check')}${text('notice.mark-all')}</button>`}
      </div>
      ${this.wrong === null ? nothing : problemNote(this.wrong, this.session.account.login, () => (this.wrong = null))}
      <ul class="told">${all.map((one) => this.#one(one))}</ul>
      ${(this.older?.more ?? more) ? html`<div><button class="button" type="button" ?disabled=${this.busy} @click=${() => void this.#more(all)}>${text('notice.older')}</button></div>` : nothing}`
  }

  #one(one: Notification): unknown {
    const why = [one.reason, one.note].filter((word) => word !== null && word !== '').join(': ')
    return html`<li class="${one.kind} ${one.read ? '' : 'unread'}" data-id=${one.id}>
      ${icon(signOf(one))}
      <div>
        <p class="sentence">${one.read ? nothing : html`<span class="hidden-text">${text('notice.is-unread')} </span>`}${sentenceOf(one)}</p>
        ${why === '' ? nothing : html`<p class="why">${text(one.kind === 'urge' ? 'notice.urge-note' : 'notice.why', { why })}</p>`}
        <p class="facts"><span class="figures">${showInstant(one.at)}</span><a href=${showRoute({ page: 'filing', id: one.filing.id })} @click=${() => void this.#opened(one)}>${text('notice.open', { code: one.filing.form.code })}</a></p>
      </div>
      ${one.read ? nothing : html`<button class="button small" type="button" ?disabled=${this.busy} @click=${() => void this.#mark(one.id, false)}>${text('notice.mark')}</button>`}
    </li>`
  }

  /** Whoever opens the filing knows. It goes on whether or not that can be noted. */
  async #opened(one: Notification): Promise<void> {
    if (one.read) return
    const reply = await api.markRead({ id: one.id }, newKey()).catch(() => undefined)
    if (reply !== undefined) tell(document.querySelector('bm-app') ?? this, 'bm-unread', reply.unread)
  }

  async #mark(id: string, older: boolean): Promise<void> {
    await this.#try(async () => {
      const { unread } = await api.markRead(older ? { id, older } : { id }, newKey())
      tell(this, 'bm-unread', unread)
      tell(this, 'bm-say', older ? text('notice.marked-all') : text('notice.marked'))
      const marked = (list: NotificationList): NotificationList => ({
        ...list, unread, notifications: list.notifications.map((one) => ((older ? one.id <= id : one.id === id) ? { ...one, read: true } : one)),
      })
      this.#first.replace(marked)
      if (this.older !== null) this.older = marked(this.older)
    })
    // The button is gone; the next thing to do is where the eyes are.
    await this.updateComplete
    const next = this.renderRoot.querySelector<HTMLElement>(`li[data-id="${id}"] a`)
    ;(older ? this.renderRoot.querySelector<HTMLElement>('h1') : next)?.focus()
  }

  async #more(all: readonly Notification[]): Promise<void> {
    await this.#try(async () => {
      const next = await api.notifications(all.at(-1)?.id)
      const [first] = next.notifications
      this.older = { ...next, notifications: [...(this.older?.notifications ?? []), ...next.notifications] }
      await this.updateComplete
      if (first !== undefined) this.renderRoot.querySelector<HTMLElement>(`li[data-id="${first.id}"] a`)?.focus()
    })
  }

  async #try(act: () => Promise<void>): Promise<void> {
    this.busy = true
    this.wrong = null
    try {
      await act()
    } catch (cause) {
      this.wrong = cause
    } finally {
      this.busy = false
    }
  }
}
customElements.define('bm-notifications-page', NotificationsPage)
