// Danh mục: the codelists that the unit keeps itself, and for which reports. Lists that no report of the unit asks for and
// that it has no entries in are left out: a country has dozens of them.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { CodelistLine, CodelistList } from '../../engine/core/contract/codelist.ts'
import type { Session } from '../../engine/core/contract/session.ts'
import * as api from '../api/endpoints.ts'
import { Loading } from '../frame/loading.ts'
import { showRoute } from '../frame/route.ts'
import { emptyNote } from '../parts/empty-note.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { markStyles } from '../parts/state-mark.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'
import { completionMark } from './completion-mark.ts'

export class CodelistsPage extends LitElement {
  static override properties = { session: { attribute: false }, visit: { attribute: false } }
  declare session: Session
  declare visit: number

  static override styles = [base, page, markStyles, loadingStyles, css`
    .list { display: grid; gap: 0.5rem; }
    .list > li { display: grid; gap: 0.25rem; padding: 0.75rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); }
    .list h2 { font-size: var(--text-m); }
  `]

  readonly #list = new Loading<CodelistList>(this, api.codelists)

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('visit') && changed.get('visit') !== undefined) void this.#list.again(true)
  }

  override render(): unknown {
    return html`<div class="page">
      <div class="page-head">
        <h1 tabindex="-1">${text('codelist.title')}</h1>
        <p class="lead">${text('codelist.lead')}</p>
      </div>
      ${loaded(this.#list, this.session.account.login, ({ codelists }) => this.#all(codelists.filter((one) => one.uses.length > 0 || one.own > 0)))}
    </div>`
  }

  #all(codelists: readonly CodelistLine[]): unknown {
    if (codelists.length === 0) return emptyNote('list', text('codelist.empty'), text('codelist.empty-more'))
    return html`<ul class="list">${codelists.map((one) => html`<li>
      <h2><a href=${showRoute({ page: 'codelist', pack: one.pack, id: one.id })}>${one.title}</a></h2>
      <p class="row">${one.periods.map((period) => completionMark(period, one.periods.length > 1))}</p>
      <p class="quiet">${one.own === 0 ? text('codelist.no-entries') : text('codelist.entries', { n: one.own })}</p>
      ${one.uses.length === 0 ? nothing : html`<ul>${one.uses.map(({ filing, form, period }) => html`<li class="hint">${text('codelist.used')}
        <a href=${showRoute({ page: 'filing', id: filing })}>${form.code} ${form.title}</a>, ${period.title}</li>`)}</ul>`}
    </li>`)}</ul>`
  }
}
customElements.define('bm-codelists-page', CodelistsPage)
