// Single reports of what the board counts: late ones, missing ones, those that are not in, or all; sorted by a column's head,
// a page at a time, and as a file. What it is about is chosen on the board above.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { FollowedList, FollowedReport, SortBy, Which } from '../../engine/core/contract/board.ts'
import * as api from '../api/endpoints.ts'
import { dayOf, showDay } from '../format.ts'
import { Loading } from '../frame/loading.ts'
import { showRoute } from '../frame/route.ts'
import { icon } from '../parts/icon.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { markStyles, stateMark } from '../parts/state-mark.ts'
import { base } from '../styles/base.ts'
import { text, type UiKey } from '../text.ts'
import { heatStyles } from './heat-table.ts'

const atOnce = 50
const kinds: readonly Which[] = ['missing', 'late', 'not-in', 'all']

export class FollowedReports extends LitElement {
  static override properties = { about: { attribute: false }, which: { state: true }, sort: { state: true }, descending: { state: true }, offset: { state: true }, login: {} }
  declare about: api.Following
  declare login: string
  declare which: Which
  declare sort: SortBy
  declare descending: boolean
  declare offset: number

  static override styles = [base, markStyles, loadingStyles, heatStyles, css`
    :host { display: grid; gap: 0.625rem; }
    .bar { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: end; justify-content: space-between; }
    .bar .field { min-width: 14rem; }
    .scroll td { padding: 0.375rem 0.625rem; }
    .scroll th.unit { display: table-cell; }
    thead button { display: inline-flex; gap: 0.25rem; align-items: center; padding: 0; border: 0; background: none; font: inherit; color: inherit; }
    th[aria-sort='ascending'] svg { rotate: 180deg; }
  `]

  readonly #list = new Loading<FollowedList>(this, () => api.followed({ ...this.about, which: this.which, sort: this.sort, descending: this.descending, limit: atOnce, offset: this.offset }))

  constructor() {
    super()
    this.which = 'missing'
    this.sort = 'unit'
    this.descending = false
    this.offset = 0
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('about')) this.offset = 0
    if (this.hasUpdated && (['about', 'which', 'sort', 'descending', 'offset'] as const).some((name) => changed.has(name))) void this.#list.again(true)
  }

  override render(): unknown {
    return html`
      <div class="bar">
        <div class="field"><label for="which">${text('board.which')}</label>
          <select id="which" @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value as Which)}>
            ${kinds.map((one) => html`<option value=${one} ?selected=${one === this.which}>${text(`board.which-${one}`)}</option>`)}
          </select></div>
        <a class="button" download href=${api.followedFile('reports', { ...this.about, which: this.which })}>${icon('save')}${text('board.download')}</a>
      </div>
      ${loaded(this.#list, this.login, (data) => this.#reports(data))}`
  }

  #choose(which: Which): void {
    this.which = which
    this.offset = 0
  }

  #reports({ reports, total }: FollowedList): unknown {
    if (total === 0) return html`<p class="notice good" role="status">${icon('check')}<span>${text(`board.none-${this.which}`)}</span></p>`
    return html`<p role="status" class="quiet">${text('board.range', { from: this.offset + 1, to: this.offset + reports.length, total })}</p>
      <div class="scroll" role="region" tabindex="0" aria-label=${text(`board.which-${this.which}`)}><table>
        <thead><tr>${this.#head('unit', 'board.column-unit', 'unit')}${this.#head('form', 'list.form')}${this.#head('state', 'list.state')}${this.#head('due', 'list.due')}<th scope="col">${text('board.sent-on')}</th>${this.#head('days', 'board.days-late')}</tr></thead>
        <tbody>${reports.map((one) => this.#row(one))}</tbody>
      </table></div>
      ${total <= atOnce ? nothing : html`<div class="row">
        <button class="button" type="button" ?disabled=${this.offset === 0} @click=${() => (this.offset = Math.max(0, this.offset - atOnce))}>${text('board.before')}</button>
        <button class="button" type="button" ?disabled=${this.offset + atOnce >= total} @click=${() => (this.offset += atOnce)}>${text('board.next')}</button>
      </div>`}`
  }

  #head(by: SortBy, title: UiKey, looks = ''): unknown {
    const isBy = this.sort === by
    return html`<th scope="col" class=${looks} aria-sort=${isBy ? (this.descending ? 'descending' : 'ascending') : nothing}>
      <button type="button" @click=${() => this.#sortBy(by)}>${text(title)}${isBy ? icon('down') : nothing}</button></th>`
  }

  /** The longest delay first; everything else from the beginning. */
  #sortBy(by: SortBy): void {
    this.descending = this.sort === by ? !this.descending : by === 'days'
    this.sort = by
    this.offset = 0
  }

  #row({ id, unit, parent, form, state, due, sentAt, daysLate, missing, remindedAt }: FollowedReport): unknown {
    return html`<tr>
      <th scope="row" class="unit"><a href=${showRoute({ page: 'filing', id })}>${unit.name}</a>${parent === null ? nothing : html`<span class="below">${parent}</span>`}</th>
      <td><abbr title=${form.title}>${form.code}</abbr></td>
      <td>${stateMark(state)}${remindedAt === null ? nothing : html`<span class="below">${text('remind.on', { day: showDay(dayOf(remindedAt)) })}</span>`}</td>
      <td class="figures">${due === null ? text('list.no-due') : showDay(due)}</td>
      <td class="figures">${sentAt === null ? text('board.not-sent') : showDay(dayOf(sentAt))}</td>
      <td class="figures">${daysLate > 0 ? html`<span class="late">${text('board.days', { n: daysLate })}</span>` : missing ? html`<span class="late">${text('board.never-sent')}</span>` : '–'}</td>
    </tr>`
  }
}
customElements.define('bm-followed-reports', FollowedReports)
