// For whoever opens periods: that one is to be opened soon or should have been (Quy chế, Điều 5 khoản 1). Stands at the top
// of the tasks; nothing is there while no period is near, and a note that does not come spoils no page.
import { LitElement, html, nothing } from 'lit'
import type { PeriodList } from '../../engine/core/contract/period.ts'
import * as api from '../api/endpoints.ts'
import { showDay } from '../format.ts'
import { Loading } from '../frame/loading.ts'
import { showRoute } from '../frame/route.ts'
import { icon } from '../parts/icon.ts'
import { base } from '../styles/base.ts'
import { text } from '../text.ts'

export class OpeningNote extends LitElement {
  static override styles = [base]

  readonly #periods = new Loading<PeriodList>(this, api.periods)

  override render(): unknown {
    const near = (this.#periods.data?.next ?? []).filter((one) => one.standing !== 'early')
    return near.length === 0 ? nothing : near.map(({ title, openBy, standing }) => html`<div class="notice ${standing === 'past' ? 'error' : 'warning'}">${icon('clock')}<div class="grow">
      <p>${text(standing === 'past' ? 'opening.reminder-past' : 'opening.reminder', { title, day: showDay(openBy) })}</p>
      <p><a href=${showRoute({ page: 'periods' })}>${text('opening.go')}</a></p></div></div>`)
  }
}
customElements.define('bm-opening-note', OpeningNote)
