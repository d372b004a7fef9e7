// Who has urged which units in the period: what was done already, before somebody does it again.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { ReminderList } from '../../engine/core/contract/board.ts'
import * as api from '../api/endpoints.ts'
import { showInstant } from '../format.ts'
import { Loading } from '../frame/loading.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { base } from '../styles/base.ts'
import { text } from '../text.ts'

export class ReminderLog extends LitElement {
  static override properties = { place: { attribute: false }, period: {}, turn: { type: Number }, login: {} }
  declare place: api.Place
  declare period: string
  /** Another number asks again. */
  declare turn: number
  declare login: string

  static override styles = [base, loadingStyles, css`
    ol { display: grid; gap: 0.5rem; }
    li { padding: 0.5rem 0.875rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); overflow-wrap: anywhere; }
    .when { font-size: var(--text-s); color: var(--ink-quiet); }
  `]

  readonly #log = new Loading<ReminderList>(this, () => api.reminders({ ...this.place, period: this.period }))

  override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && (['place', 'period', 'turn'] as const).some((name) => changed.has(name))) void this.#log.again(true)
  }

  override render(): unknown {
    return loaded(this.#log, this.login, ({ reminders }) => reminders.length === 0
      ? html`<p class="quiet">${text('remind.none')}</p>`
      : html`<ol>${reminders.map((one) => html`<li>
          <p>${text('remind.logged', { name: one.by.name, unit: one.unit, units: one.units, reports: one.reports })}</p>
          ${one.note === null ? nothing : html`<p>${text('notice.urge-note', { why: one.note })}</p>`}
          <p class="when figures">${showInstant(one.at)}</p></li>`)}</ol>`)
  }
}
customElements.define('bm-reminder-log', ReminderLog)
