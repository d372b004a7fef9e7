// Theo dõi: which reports of the own unit and of those below it are in, at work, late or missing in a period, unit by form, from
// the top down to one unit; the single reports behind a cell; and how punctual everybody was. Where one is stands in the
// page's address, so that the browser's way back works.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import { completeness, handedIn, timeliness } from '../../engine/core/board.ts'
import type { Board, BoardLine, Reminded } from '../../engine/core/contract/board.ts'
import type { FormRef, UnitRef } from '../../engine/core/contract/shapes.ts'
import type { Session } from '../../engine/core/contract/session.ts'
import * as api from '../api/endpoints.ts'
import { tell } from '../frame/events.ts'
import { Loading } from '../frame/loading.ts'
import { showRoute, wholeCountry } from '../frame/route.ts'
import { emptyNote } from '../parts/empty-note.ts'
import { icon } from '../parts/icon.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { meter, meterStyles } from '../parts/meter.ts'
import { asideMark, markStyles } from '../parts/state-mark.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'
import './followed-list.ts'
import { heatStyles, heatTable, legend } from './heat-table.ts'
import './punctuality-table.ts'
import './remind-dialog.ts'
import type { RemindDialog } from './remind-dialog.ts'
import './reminder-log.ts'
import { showRate } from './standing.ts'

/** The cell whose reports are listed; null: all of the board. */
type Cell = { readonly unit: UnitRef; readonly own: boolean; readonly form: FormRef | null }

export class BoardPage extends LitElement {
  static override properties = { session: { attribute: false }, visit: { attribute: false }, period: {}, unit: {}, cell: { state: true }, chosen: { state: true }, reminded: { state: true }, turn: { state: true } }
  declare session: Session
  declare visit: number
  declare period: string
  declare unit: string
  declare cell: Cell | null
  /** Codes of lines that are to be urged. */
  declare chosen: ReadonlySet<string>
  declare reminded: Reminded | null
  declare turn: number

  static override styles = [base, page, markStyles, meterStyles, loadingStyles, heatStyles, css`
    .page { max-width: none; }
    section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.625rem; }
    .bar { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: end; justify-content: space-between; }
    .bar .field { min-width: 16rem; }
    .path ol { display: flex; flex-wrap: wrap; gap: 0.25rem 0.375rem; align-items: center; }
    .path li { display: inline-flex; gap: 0.375rem; align-items: center; }
    .totals { display: flex; flex-wrap: wrap; gap: 0.375rem 1.25rem; align-items: center; }
    h2:focus { outline: none; }
  `]

  readonly #board = new Loading<Board>(this, () => api.board({ ...this.#place(), ...(this.period === '' ? {} : { period: this.period }) }))

  constructor() {
    super()
    this.period = ''
    this.unit = ''
    this.cell = null
    this.chosen = new Set()
    this.reminded = null
    this.turn = 0
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('period') || changed.has('unit')) {
      this.cell = null
      this.chosen = new Set()
      this.reminded = null
    }
    if (this.hasUpdated && (changed.has('visit') || changed.has('period') || changed.has('unit'))) void this.#board.again(true)
  }

  #place(): api.Place {
    return this.unit === '' ? {} : this.unit === wholeCountry ? { country: true } : { unit: this.unit }
  }

  override render(): unknown {
    return html`<div class="page">
      <div class="page-head">
        <h1 tabindex="-1">${text('board.title')}</h1>
        <p class="lead">${text('board.lead')}</p>
      </div>
      ${loaded(this.#board, this.session.account.login, (board) => this.#whole(board))}
    </div>`
  }

  #whole(board: Board): unknown {
    const { period, place, lines } = board
    if (period === null) return emptyNote('board', text('board.no-period'), text('board.no-period-more'))
    return html`
      <div class="bar">
        <div class="field"><label for="period">${text('app.period')}</label>
          <select id="period" @change=${(event: Event) => this.#go((event.target as HTMLSelectElement).value, this.unit)}>
            ${board.periods.map((one) => html`<option value=${one.id} ?selected=${one.id === period.id}>${one.title}${one.locked ? ` (${text('app.period-locked')})` : ''}</option>`)}
          </select></div>
        <a class="button" download href=${api.followedFile('board', { ...this.#place(), period: period.id })}>${icon('save')}${text('board.download')}</a>
      </div>
      ${this.#path(board, period.id)}
      ${lines.length === 0 ? emptyNote('board', text('board.empty'), text('board.empty-more')) : html`
        ${this.#totals(board)}
        ${heatTable(board, {
          open: (line, form) => void this.#open(line, form),
          addressOf: (line) => showRoute({ page: 'board', period: period.id, unit: line.unit.code }),
          chosen: board.reminds && !period.locked ? this.chosen : undefined,
          choose: (code, on) => (this.chosen = new Set(on ? [...this.chosen, code] : [...this.chosen].filter((one) => one !== code))),
        })}
        ${legend()}
        ${board.reminds && !period.locked ? this.#reminding(board) : nothing}
        <section aria-labelledby="list">
          <h2 id="list" tabindex="-1">${this.#listTitle()}</h2>
          ${this.cell === null ? nothing : html`<div><button class="button small" type="button" @click=${() => (this.cell = null)}>${text('board.list-all')}</button></div>`}
          <bm-followed-reports .about=${this.#about(period.id, place.unit)} .login=${this.session.account.login}></bm-followed-reports>
        </section>
        <section aria-labelledby="punctuality">
          <h2 id="punctuality">${text('board.punctuality')}</h2>
          <p class="lead">${text('board.punctuality-lead')}</p>
          <bm-punctuality .place=${this.#placeOnce()} .period=${period} .login=${this.session.account.login}></bm-punctuality>
        </section>
        <section aria-labelledby="reminders">
          <h2 id="reminders">${text('remind.log')}</h2>
          <bm-reminder-log .place=${this.#placeOnce()} .period=${period.id} .turn=${this.turn} .login=${this.session.account.login}></bm-reminder-log>
        </section>`}`
  }

  #reminding({ lines, forms, period, place }: Board): unknown {
    const units = lines.filter((one) => this.chosen.has(one.unit.code)).map((one) => one.unit)
    const all = lines.filter((one) => one.total.missing > 0).map((one) => one.unit.code)
    return html`<div class="row">
        <button class="button main" type="button" ?disabled=${units.length === 0} @click=${() => this.renderRoot.querySelector<RemindDialog>('bm-remind-dialog')?.open()}>${icon('bell')}${text('remind.button', { n: units.length })}</button>
        ${all.length === 0 ? nothing : html`<button class="button" type="button" @click=${() => (this.chosen = new Set(all))}>${text('remind.choose-overdue', { n: all.length })}</button>`}
        ${units.length === 0 ? html`<span class="hint">${text('remind.choose-first')}</span>` : html`<button class="button quiet" type="button" @click=${() => (this.chosen = new Set())}>${text('remind.choose-none')}</button>`}
      </div>
      ${this.reminded === null ? nothing : html`<p class="notice ${this.reminded.unreached > 0 ? 'warning' : 'good'}" role="status">${icon(this.reminded.unreached > 0 ? 'warning' : 'check')}<span>${this.#saidOf(this.reminded)}</span></p>`}
      <bm-remind-dialog .units=${units} .own=${place.unit?.code ?? ''} .forms=${forms} .period=${period?.id ?? ''} .login=${this.session.account.login} @reminded=${(event: CustomEvent<Reminded>) => this.#done(event.detail)}></bm-remind-dialog>`
  }

  #saidOf({ reports, units, people, unreached }: Reminded): string {
    if (reports === 0 && unreached === 0) return text('remind.nothing')
    const done = text('remind.done', { reports, units, people })
    return unreached === 0 ? done : `${done} ${text('remind.unreached', { n: unreached })}`
  }

  #done(reminded: Reminded): void {
    this.reminded = reminded
    this.chosen = new Set()
    this.turn += 1
  }

  #path({ place }: Board, period: string): unknown {
    const address = (unit: string) => showRoute({ page: 'board', period, unit })
    const steps: { name: string; unit: string }[] = [
      ...(place.country ? [{ name: text('board.country'), unit: wholeCountry }] : []),
      ...place.path.map((one) => ({ name: one.name, unit: one.code })),
    ]
    return html`<nav class="path" aria-label=${text('board.path')}><ol>${steps.map((one, index) => html`<li>${index === 0 ? nothing : icon('right')}${
      index === steps.length - 1 ? html`<strong aria-current="page">${one.name}</strong>` : html`<a href=${address(one.unit)}>${one.name}</a>`}</li>`)}</ol></nav>`
  }

  #totals({ total }: Board): unknown {
    return html`<div class="totals">
      ${meter(handedIn(total), total.expected, text('board.in', { in: handedIn(total), expected: total.expected }))}
      <span>${text('board.completeness')}: <strong class="figures">${showRate(completeness(total))}</strong></span>
      <span>${text('board.timeliness')}: <strong class="figures">${showRate(timeliness(total))}</strong></span>
      ${asideMark(total.missing === 0 ? null : { icon: 'clock', word: text('board.overdue', { n: total.missing }), look: 'late' })}
      ${asideMark(total.sentLate === 0 ? null : { icon: 'warning', word: text('board.sent-late', { n: total.sentLate }), look: 'warning' })}
    </div>`
  }

  #listTitle(): string {
    if (this.cell === null) return text('board.list')
    const { unit, form } = this.cell
    return form === null ? text('board.list-of', { unit: unit.name }) : text('board.list-of-form', { unit: unit.name, code: form.code })
  }

  /** The same object while it says the same, so that lists are not asked for again at every drawing. */
  #about(period: string, unit: UnitRef | null): api.Following {
    const { cell } = this
    const about: api.Following = cell === null
      ? { period, ...(unit === null ? { country: true } : { unit: unit.code }) }
      : { period, unit: cell.unit.code, ...(cell.own ? { own: true } : {}), ...(cell.form === null ? {} : { form: `${cell.form.pack}/${cell.form.id}` }) }
    return same(this.#lastAbout, about) ? this.#lastAbout : (this.#lastAbout = about)
  }

  #placeOnce(): api.Place {
    const place = this.#place()
    return same(this.#lastPlace, place) ? this.#lastPlace : (this.#lastPlace = place)
  }

  #lastAbout: api.Following = {}
  #lastPlace: api.Place = {}

  async #open(line: BoardLine, form: FormRef | null): Promise<void> {
    this.cell = { unit: line.unit, own: line.own, form }
    await this.updateComplete
    const list = this.renderRoot.querySelector<HTMLElement>('#list')
    list?.focus()
    list?.scrollIntoView({ block: 'start' })
  }

  #go(period: string, unit: string): void {
    tell(this, 'bm-go', showRoute(unit === '' ? { page: 'board', period } : { page: 'board', period, unit }))
  }
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

customElements.define('bm-board-page', BoardPage)
