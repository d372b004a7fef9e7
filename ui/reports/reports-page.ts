// Báo cáo: the filings that this person's unit has to make, with state, due day and lateness. Bản sao để biết: those that were
// sent elsewhere and of which this unit gets a copy, read as they were sealed; nothing is asked of anybody there.
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

type List = {
  readonly words: 'reports' | 'copies'
  readonly picture: 'report' | 'copies'
  readonly columns: readonly ListColumn[]
}

const lists: Readonly<Record<'own' | 'copied', List>> = {
  own: { words: 'reports', picture: 'report', columns: ['form', 'receiver', 'period', 'state', 'due', 'updated'] },
  copied: { words: 'copies', picture: 'copies', columns: ['form', 'unit', 'receiver', 'period', 'state', 'updated'] },
}

export class ReportsPage extends LitElement {
  static override properties = { box: {}, session: { attribute: false }, visit: { attribute: false } }
  declare box: keyof typeof lists
  declare session: Session
  declare visit: number

  static override styles = [base, page, markStyles, loadingStyles, filingTableStyles]

  readonly #list = new Loading<FilingList>(this, () => api.filings(this.box))

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('visit') && changed.get('visit') !== undefined) void this.#list.again(true)
  }

  override render(): unknown {
    const { words } = lists[this.box]
    return html`<div class="page">
      <div class="page-head">
        <h1 tabindex="-1">${text(`${words}.title`)}</h1>
        <p class="lead">${text(`${words}.lead`, { unit: this.session.unit.name })}</p>
      </div>
      ${loaded(this.#list, this.session.account.login, (data) => this.#filings(data))}
    </div>`
  }

  #filings({ filings }: FilingList): unknown {
    const { words, picture, columns } = lists[this.box]
    if (filings.length === 0) return emptyNote(picture, text(`${words}.empty`), text(`${words}.empty-more`))
    // Some units make the reports of others, too.
    const others = filings.some((line) => line.unit.id !== this.session.unit.id)
    return filingTable(filings, others && !columns.includes('unit') ? ['form', 'unit', ...columns.slice(1)] : columns, text(`${words}.title`), 'form')
  }
}
customElements.define('bm-reports-page', ReportsPage)
