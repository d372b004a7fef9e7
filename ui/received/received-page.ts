// Tổng hợp: filings that lower units send here, grouped by form, each group with how many of how many are in.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { FilingList } from '../../engine/core/contract/filing.ts'
import type { Session } from '../../engine/core/contract/session.ts'
import * as api from '../api/endpoints.ts'
import { Loading } from '../frame/loading.ts'
import { emptyNote } from '../parts/empty-note.ts'
import { filingTable, filingTableStyles } from '../parts/filing-table.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { meter, meterStyles } from '../parts/meter.ts'
import { asideMark, markStyles } from '../parts/state-mark.ts'
import { boxesFor, mayLeave, severalBar, severalStyles } from '../several/bar.ts'
import { Several } from '../several/several.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'
import { groupFilings, type Group } from './group.ts'

export class ReceivedPage extends LitElement {
  static override properties = { session: { attribute: false }, visit: { attribute: false }, search: { state: true } }
  declare session: Session
  declare visit: number
  declare search: string

  static override styles = [base, page, markStyles, loadingStyles, filingTableStyles, meterStyles, severalStyles, css`
    section { display: grid; gap: 0.625rem; }
    .group-head { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; align-items: end; justify-content: space-between; }
    .search { max-width: 22rem; }
  `]

  readonly #list = new Loading<FilingList>(this, () => api.filings('received'))
  readonly #several = new Several(this, () => this.#list.again(true))

  constructor() {
    super()
    this.search = ''
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('visit') && changed.get('visit') !== undefined) void this.#list.again(true)
  }

  /** Asked by the frame before it shows another page. */
  async leave(): Promise<boolean> {
    return mayLeave(this.#several)
  }

  override render(): unknown {
    return html`<div class="page">
      <div class="page-head">
        <h1 tabindex="-1">${text('received.title')}</h1>
        <p class="lead">${text('received.lead', { unit: this.session.unit.name })}</p>
      </div>
      ${loaded(this.#list, this.session.account.login, (data) => this.#filings(data))}
      ${severalBar(this.#several, this.session)}
    </div>`
  }

  #filings({ filings, offers }: FilingList): unknown {
    this.#several.show(filings, offers)
    if (filings.length === 0) return emptyNote('tree', text('received.empty'), text('received.empty-more'))
    return html`${filings.length > 12
      ? html`<div class="field search"><label for="search">${text('list.filter')}</label>
          <input id="search" type="search" .value=${this.search} @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)} /></div>`
      : nothing}
      ${groupFilings(filings).map((group, index) => this.#group(group, index))}`
  }

  #group(group: Group, index: number): unknown {
    const needle = this.search.trim().toLocaleLowerCase('vi')
    const lines = group.lines.filter((line) => line.unit.name.toLocaleLowerCase('vi').includes(needle))
    return html`<section aria-labelledby="group-${index}">
      <div class="group-head">
        <div><p class="code">${group.form.code} · ${group.period.title}</p><h2 id="group-${index}">${group.form.title}</h2></div>
        <div class="row">
          ${meter(group.received, group.lines.length, text('received.coverage', { received: group.received, expected: group.lines.length }))}
          ${asideMark(group.waiting === 0 ? null : { icon: 'sent', word: text('received.waiting', { n: group.waiting }), look: 'plain' })}
          ${asideMark(group.late === 0 ? null : { icon: 'clock', word: text('received.late', { n: group.late }), look: 'late' })}
        </div>
      </div>
      ${lines.length === 0
        ? html`<p class="quiet">${text('list.none-match', { text: this.search })}</p>`
        : filingTable(lines, ['unit', 'state', 'due', 'updated'], group.form.title, 'unit', boxesFor(this.#several, lines, group.form.title, this.session.unit.id))}
    </section>`
  }
}
customElements.define('bm-received-page', ReceivedPage)
