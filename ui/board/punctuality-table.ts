// How punctual units were (Quy chế, Điều 20 khoản 1), over the period of the board or its whole year, as a table and as a file.
import { LitElement, css, html, type PropertyValues } from 'lit'
import { completeness, notDueYet, timeliness } from '../../engine/core/board.ts'
import type { Punctuality, PunctualityLine } from '../../engine/core/contract/board.ts'
import type { PeriodRef } from '../../engine/core/contract/shapes.ts'
import * as api from '../api/endpoints.ts'
import { Loading } from '../frame/loading.ts'
import { icon } from '../parts/icon.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { base } from '../styles/base.ts'
import { text } from '../text.ts'
import { heatStyles } from './heat-table.ts'
import { showRate } from './standing.ts'

export class PunctualityTable extends LitElement {
  static override properties = { place: { attribute: false }, period: { attribute: false }, login: {}, over: { state: true } }
  declare place: api.Place
  declare period: PeriodRef
  declare login: string
  declare over: 'period' | 'year'

  static override styles = [base, loadingStyles, heatStyles, css`
    :host { display: grid; gap: 0.625rem; }
    .bar { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: end; justify-content: space-between; }
    .bar .field { min-width: 14rem; }
    .scroll td { padding: 0.375rem 0.625rem; font-variant-numeric: tabular-nums; }
    .scroll th.unit { display: table-cell; }
    .scroll thead th:not(.unit) { white-space: normal; min-width: 6rem; }
  `]

  readonly #report = new Loading<Punctuality>(this, () => api.punctuality(this.#wanted()))

  constructor() {
    super()
    this.over = 'period'
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && (changed.has('place') || changed.has('period') || changed.has('over'))) void this.#report.again(true)
  }

  #wanted(): api.Following {
    return { ...this.place, ...(this.over === 'year' ? { year: String(this.period.year) } : { period: this.period.id }) }
  }

  override render(): unknown {
    return html`
      <div class="bar">
        <div class="field"><label for="over">${text('board.over')}</label>
          <select id="over" @change=${(event: Event) => (this.over = (event.target as HTMLSelectElement).value === 'year' ? 'year' : 'period')}>
            <option value="period">${text('board.over-period', { period: this.period.title })}</option>
            <option value="year">${text('board.over-year', { year: this.period.year })}</option>
          </select></div>
        <a class="button" download href=${api.followedFile('punctuality', this.#wanted())}>${icon('save')}${text('board.download')}</a>
      </div>
      ${loaded(this.#report, this.login, (data) => this.#table(data))}`
  }

  #table({ lines, periods }: Punctuality): unknown {
    if (lines.length === 0) return html`<p class="quiet">${text('board.empty')}</p>`
    return html`<p class="quiet" role="status">${text('board.periods-counted', { periods: periods.map((one) => one.title).join('; ') })}</p>
      <div class="scroll" role="region" tabindex="0" aria-label=${text('board.punctuality')}><table>
        <thead><tr><th scope="col" class="unit">${text('board.column-unit')}</th>
          ${(['owed', 'on-time', 'sent-late', 'days-most', 'days-sum', 'missing', 'not-due', 'returned', 'completeness', 'timeliness'] as const).map((name) => html`<th scope="col">${text(`board.head-${name}`)}</th>`)}</tr></thead>
        <tbody>${lines.map((line) => this.#row(line))}</tbody>
      </table></div>`
  }

  #row({ unit, own, units, counts, daysLate, mostDaysLate, returned }: PunctualityLine): unknown {
    return html`<tr><th scope="row" class="unit">${own ? text('board.own', { unit: unit.name }) : unit.name}${units > 1 && !own ? html`<span class="below">${text('board.units', { n: units })}</span>` : ''}</th>
      ${[counts.expected, counts.onTime, counts.sentLate, mostDaysLate, daysLate, counts.missing, notDueYet(counts), returned, showRate(completeness(counts)), showRate(timeliness(counts))].map((value) => html`<td>${value}</td>`)}</tr>`
  }
}
customElements.define('bm-punctuality', PunctualityTable)
