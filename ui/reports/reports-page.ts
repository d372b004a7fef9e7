// Báo cáo: the filings that this person's unit has to make, with state, due day and lateness.
import { LitElement, html, type PropertyValues } from 'lit'
import type { FilingList } from '../../engine/core/contract/filing.ts'
import type { Session } from '../../engine/core/contract/session.ts'
import * as api from '../api/endpoints.ts'
import { Loading } from '../frame/loading.ts'
import { emptyNote } from '../parts/empty-note.ts'
import { filingTable, filingTableStyles, type ListColumn } from '../parts/filing-table.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { markStyles } from '../parts/state-mark.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'

const columns: readonly ListColumn[] = ['form', 'receiver', 'period', 'state', 'due', 'updated']
const withUnit: readonly ListColumn[] = ['form', 'unit', 'receiver', 'period', 'state', 'due', 'updated']

export class ReportsPage extends LitElement {
  static override properties = { session: { attribute: false }, visit: { attribute: false } }
  declare session: Session
  declare visit: number

  static override styles = [base, page, markStyles, loadingStyles, filingTableStyles]

  readonly #list = new Loading<FilingList>(this, () => api.filings('own'))

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('visit') && changed.get('visit') !== undefined) void this.#list.again(true)
  }

  override render(): unknown {
    return html`<div class="page">
      <div class="page-head">
        <h1 tabindex="-1">${text('reports.title')}</h1>
        <p class="lead">${text('reports.lead', { unit: this.session.unit.name })}</p>
      </div>
      ${loaded(this.#list, this.session.account.login, (data) => this.#filings(data))}
    </div>`
  }

  #filings({ filings }: FilingList): unknown {
    if (filings.length === 0) return emptyNote('report', text('reports.empty'), text('reports.empty-more'))
    const others = filings.some((line) => line.unit.id !== this.session.unit.id)
    return filingTable(filings, others ? withUnit : columns, text('reports.title'), 'form')
  }
}
customElements.define('bm-reports-page', ReportsPage)
