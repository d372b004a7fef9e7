// Kỳ báo cáo: which periods there are and how far each one is, and which ones can be opened next. Opening itself is a page
// of its own (opening-page.ts), where everything that it does is seen before it is done.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { NextPeriod, PeriodLine, PeriodList } from '../../engine/core/contract/period.ts'
import type { Session } from '../../engine/core/contract/session.ts'
import * as api from '../api/endpoints.ts'
import { dayOf, showDay, showInstant } from '../format.ts'
import { now } from '../frame/clock.ts'
import { tell } from '../frame/events.ts'
import { Loading } from '../frame/loading.ts'
import { showRoute } from '../frame/route.ts'
import { emptyNote } from '../parts/empty-note.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { meter, meterStyles } from '../parts/meter.ts'
import { asideMark, markStyles, stateMark } from '../parts/state-mark.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'

const lookAgain = 2000
/** Ten minutes: a worker that has not come by then is not waited for, as asking keeps the session alive. */
const most = 300

export class PeriodsPage extends LitElement {
  static override properties = { session: { attribute: false }, visit: { attribute: false }, wrong: { state: true } }
  declare session: Session
  declare visit: number
  /** What is missing in the choice of another period. */
  declare wrong: { choice?: string; year?: string }

  #timer: ReturnType<typeof setTimeout> | undefined
  #looked = 0

  static override styles = [base, page, markStyles, meterStyles, loadingStyles, css`
    section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; }
    .list { display: grid; gap: 0.75rem; }
    .list > li { display: grid; gap: 0.5rem; padding: 0.875rem 1rem; background: var(--surface); border: 1px solid var(--line); border-left: 4px solid var(--line); border-radius: var(--radius); }
    .list > li.open { border-left-color: var(--accent); }
    .list > li.past { border-left-color: var(--error); }
    .list > li.near { border-left-color: var(--warning); }
    .head { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: center; justify-content: space-between; }
    .facts { display: flex; flex-wrap: wrap; gap: 0.125rem 1.25rem; font-size: var(--text-s); color: var(--ink-quiet); }
    .states { display: flex; flex-wrap: wrap; gap: 0.375rem 0.75rem; align-items: center; font-size: var(--text-s); }
    .states li { display: inline-flex; gap: 0.375rem; align-items: center; }
    form { display: grid; grid-template-columns: minmax(0, 1fr) 8rem auto; gap: 0.75rem; align-items: start; max-width: 52rem; }
    form > .button { margin-top: 1.75rem; }
    @media (max-width: 44rem) { form { grid-template-columns: minmax(0, 1fr); } form > .button { margin-top: 0; justify-self: start; } }
  `]

  readonly #list = new Loading<PeriodList>(this, api.periods)

  constructor() {
    super()
    this.wrong = {}
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('visit') && changed.get('visit') !== undefined) void this.#list.again(true)
  }

  override updated(): void {
    if (this.#timer !== undefined || this.#looked >= most || !isClosing(this.#list.data)) return
    this.#timer = setTimeout(() => void this.#lookAgain(), lookAgain)
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#timer)
    super.disconnectedCallback()
  }

  async #lookAgain(): Promise<void> {
    this.#looked += 1
    await this.#list.again(true)
    this.#timer = undefined
    if (this.#list.data !== undefined && !isClosing(this.#list.data)) tell(this, 'bm-say', text('periods.closing-over'))
    this.requestUpdate()
  }

  override render(): unknown {
    return html`<div class="page">
      <div class="page-head">
        <h1 tabindex="-1">${text('periods.title')}</h1>
        <p class="lead">${text('periods.lead')}</p>
      </div>
      ${loaded(this.#list, this.session.account.login, (data) => this.#all(data))}
    </div>`
  }

  #all({ periods, next, choices }: PeriodList): unknown {
    return html`
      <section aria-labelledby="next"><h2 id="next">${text('periods.next')}</h2>
        ${next.length === 0 ? emptyNote('info', text('periods.next-none'), text('periods.next-none-more')) : html`<ul class="list">${next.map((one) => this.#next(one))}</ul>`}
      </section>
      <section aria-labelledby="known"><h2 id="known">${text('periods.known')}</h2>
        ${periods.length === 0 ? emptyNote('info', text('periods.none'), text('periods.none-more')) : html`<ul class="list">${periods.map((one) => this.#one(one))}</ul>`}
      </section>
      ${choices.length === 0 ? nothing : html`<section aria-labelledby="other"><h2 id="other">${text('periods.other')}</h2><p class="lead">${text('periods.other-lead')}</p>${this.#form(choices)}</section>`}`
  }

  #next(one: NextPeriod): unknown {
    return html`<li class=${one.standing}>
      <div class="head"><h3>${one.title}</h3>${asideMark(standingMark(one.standing))}</div>
      <p class="facts"><span>${one.pack.title}</span><span class="figures">${text('periods.days', { from: showDay(one.from), to: showDay(one.to) })}</span></p>
      <p>${text(one.standing === 'past' ? 'periods.open-by-past' : 'periods.open-by', { day: showDay(one.openBy) })}</p>
      <div><a class="button main" href=${showRoute({ page: 'opening', pack: one.pack.id, kind: one.kind, year: one.year })}>${text('periods.look', { title: one.title })}</a></div>
    </li>`
  }

  #one({ period, pack, to, openedAt, lockedAt, total, finished, states, closing }: PeriodLine): unknown {
    return html`<li class=${period.locked ? 'locked' : 'open'}>
      <div class="head"><h3>${period.title}</h3>${asideMark(period.locked ? { icon: 'square', word: text('periods.locked'), look: 'plain' } : { icon: 'pencil', word: text('periods.open'), look: 'plain' })}</div>
      <p class="facts"><span>${pack.title}</span><span class="figures">${text('periods.days', { from: showDay(period.dataFrom), to: showDay(to) })}</span>
        <span class="figures">${text('periods.opened-at', { at: showInstant(openedAt) })}</span>${lockedAt === null ? nothing : html`<span class="figures">${text('periods.locked-at', { at: showInstant(lockedAt) })}</span>`}</p>
      <p>${meter(finished, total, text('periods.finished', { n: finished, of: total }))}</p>
      <ul class="states">${states.map((one) => html`<li>${stateMark(one.state)}<span class="figures">${one.count}</span></li>`)}</ul>
      ${closing === null || closing.over ? nothing : html`<div class="notice warning"><div class="grow stack"><p>${text('periods.closing')}</p><p>${meter(closing.moved, closing.unfinished, text('periods.moved', { n: closing.moved, of: closing.unfinished }))}</p></div></div>`}
    </li>`
  }

  #form(choices: PeriodList['choices']): unknown {
    return html`<form novalidate @submit=${(event: Event) => void this.#choose(event, choices)}>
      <div class="field"><label for="choice">${text('periods.choice')}</label>
        <select id="choice" aria-invalid=${this.wrong.choice === undefined ? nothing : 'true'} aria-describedby=${this.wrong.choice === undefined ? nothing : 'choice-wrong'}>
          <option value="">${text('periods.choose')}</option>
          ${choices.map((one, index) => html`<option value=${index}>${text(one.onRequest ? 'periods.choice-request' : 'periods.choice-cycle', { title: one.title, pack: one.pack.title })}</option>`)}
        </select>${this.wrong.choice === undefined ? nothing : html`<p class="wrong" id="choice-wrong" role="alert">${this.wrong.choice}</p>`}</div>
      <div class="field"><label for="year">${text('periods.year')}</label>
        <input id="year" inputmode="numeric" autocomplete="off" value=${dayOf(now()).slice(0, 4)} aria-invalid=${this.wrong.year === undefined ? nothing : 'true'} aria-describedby=${this.wrong.year === undefined ? nothing : 'year-wrong'} />
        ${this.wrong.year === undefined ? nothing : html`<p class="wrong" id="year-wrong" role="alert">${this.wrong.year}</p>`}</div>
      <button class="button" type="submit">${text('periods.look-other')}</button>
    </form>`
  }

  async #choose(event: Event, choices: PeriodList['choices']): Promise<void> {
    event.preventDefault()
    const value = (id: string): string => this.renderRoot.querySelector<HTMLInputElement | HTMLSelectElement>(`#${id}`)?.value.trim() ?? ''
    const chosen = value('choice') === '' ? undefined : choices[Number(value('choice'))]
    const year = value('year')
    this.wrong = { ...(chosen === undefined ? { choice: text('periods.need-choice') } : {}), ...(/^20\d\d$/.test(year) ? {} : { year: text('periods.need-year') }) }
    if (chosen !== undefined && this.wrong.year === undefined) return tell(this, 'bm-go', showRoute({ page: 'opening', pack: chosen.pack.id, kind: chosen.kind, year: Number(year) }))
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }
}
customElements.define('bm-periods-page', PeriodsPage)

function isClosing(list: PeriodList | undefined): boolean {
  return list?.periods.some((one) => one.closing?.over === false) === true
}

export function standingMark(standing: NextPeriod['standing']): Parameters<typeof asideMark>[0] {
  switch (standing) {
    case 'early':
      return null
    case 'near':
      return { icon: 'clock', word: text('periods.near'), look: 'warning' }
    case 'past':
      return { icon: 'warning', word: text('periods.past'), look: 'late' }
  }
}
