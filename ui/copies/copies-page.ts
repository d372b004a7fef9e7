// Bản sao để biết: reports that were sent elsewhere and of which this unit gets a copy. They are read as they were sealed;
// nothing is asked of anybody here.
import { LitElement, html, type PropertyValues } from 'lit'
import type { FilingList } from '../../engine/core/contract/filing.ts'
import type { Session } from '../../engine/core/contract/session.ts'
import * as api from '../api/endpoints.ts'
import { Loading } from '../frame/loading.ts'
import { emptyNote } from '../parts/empty-note.ts'
import { filingTable, filingTableStyles } from '../parts/filing-table.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { markStyles } from '../parts/state-mark.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'

export class CopiesPage extends LitElement {
  static override properties = { session: { attribute: false }, visit: { attribute: false } }
  declare session: Session
  declare visit: number

  static override styles = [base, page, markStyles, loadingStyles, filingTableStyles]

  readonly #list = new Loading<FilingList>(this, () => api.filings('copied'))

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('visit') && changed.get('visit') !== undefined) void this.#list.again(true)
  }

  override render(): unknown {
    return html`<div class="page">
      <div class="page-head">
        <h1 tabindex="-1">${text('copies.title')}</h1>
        <p class="lead">${text('copies.lead', { unit: this.session.unit.name })}</p>
      </div>
      ${loaded(this.#list, this.session.account.login, ({ filings }) =>
        filings.length === 0
          ? emptyNote('copies', text('copies.empty'), text('copies.empty-more'))
          : filingTable(filings, ['form', 'unit', 'receiver', 'period', 'state', 'updated'], text('copies.title'), 'form'))}
    </div>`
  }
}
customElements.define('bm-copies-page', CopiesPage)
