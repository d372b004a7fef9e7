// A figure over its periods, asked for by a button: as it was reported, and in the boundaries of the report that is open. Where
// areas were merged the parts are named; where one was split nothing is guessed, and the list says with whom it is shared. Where
// the figure was reported in another form than before, the form is named.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { SeriesFigure, SeriesReply } from '../../engine/core/contract/series.ts'
import { showNumber } from '../../engine/core/number.ts'
import * as api from '../api/endpoints.ts'
import { showDay } from '../format.ts'
import type { Loaded } from '../frame/loading.ts'
import { loadingNote, loadingStyles } from '../parts/loading-note.ts'
import { problemNote } from '../parts/problem-note.ts'
import { base } from '../styles/base.ts'
import { text } from '../text.ts'

export class SeriesList extends LitElement {
  static override properties = { filing: {}, address: {}, login: {}, reply: { state: true } }
  declare filing: string
  declare address: string
  declare login: string
  declare reply: Loaded<SeriesReply> | undefined

  static override styles = [base, loadingStyles, css`
    :host { display: grid; gap: 0.5rem; font-size: var(--text-s); }
    table { width: 100%; border-collapse: collapse; }
    th, td { padding: 0.375rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    th .quiet { font-weight: 400; }
  `]

  constructor() {
    super()
    this.filing = ''
    this.address = ''
    this.login = ''
    this.reply = undefined
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('filing') || changed.has('address')) this.reply = undefined
  }

  async #ask(): Promise<void> {
    const { filing, address } = this
    this.reply = { state: 'loading' }
    const reply = await api.series(filing, address).then((data): Loaded<SeriesReply> => ({ state: 'ready', data }), (cause: unknown): Loaded<SeriesReply> => ({ state: 'failed', cause }))
    // Another figure may have been chosen in the meantime.
    if (filing !== this.filing || address !== this.address) return
    this.reply = reply
    await this.updateComplete
    // The button that was pressed is gone: whoever works by keyboard goes on at the figures, unless he went elsewhere.
    if (document.activeElement === document.body) this.renderRoot.querySelector<HTMLElement>('table')?.focus()
  }

  override render(): unknown {
    if (this.reply === undefined) return html`<div><button class="button small" type="button" @click=${() => void this.#ask()}>${text('series.show')}</button></div>`
    switch (this.reply.state) {
      case 'loading':
        return loadingNote(2)
      case 'failed':
        return problemNote(this.reply.cause, this.login, () => void this.#ask())
      case 'ready':
        return list(this.reply.data)
    }
  }
}
customElements.define('bm-series-list', SeriesList)

function list({ points, on, decimals }: SeriesReply): unknown {
  const differs = points.some(({ reported, asked }) => reported.kind !== asked.kind || reported.value !== asked.value)
  return html`<table tabindex="-1">
    <caption class="hidden-text">${text('series.title')}</caption>
    <thead><tr><th scope="col">${text('series.period')}</th><th scope="col" class="number">${text(differs ? 'series.reported' : 'series.figure')}</th>
      ${differs ? html`<th scope="col" class="number">${text('series.asked', { day: showDay(on) })}</th>` : nothing}</tr></thead>
    <tbody>${points.map(({ period, forms, reported, asked }, index) => html`<tr><th scope="row">${period.title}${change(points, index, forms)}</th>${cell(reported, decimals)}
      ${differs ? cell(asked, decimals) : nothing}</tr>`)}</tbody>
  </table>`
}

/** The form, at the first period and wherever it is another one than before, if it ever is. */
function change(points: SeriesReply['points'], index: number, forms: readonly string[]): unknown {
  const known = points.flatMap((one) => (one.forms.length === 0 ? [] : [one.forms.join(', ')]))
  const before = points.slice(0, index).findLast((one) => one.forms.length > 0)
  const here = forms.join(', ')
  return here === '' || new Set(known).size < 2 || before?.forms.join(', ') === here ? nothing : html`<div class="quiet">${text(before === undefined ? 'series.form' : 'series.form-from', { code: here })}</div>`
}

/** Figures stand under figures; a sentence is read from the left. */
const cell = (figure: SeriesFigure, decimals: number): unknown => html`<td class=${figure.kind === 'exact' ? 'number' : 'said'}>${shown(figure, decimals)}</td>`

function shown(figure: SeriesFigure, decimals: number): unknown {
  const names = (list: readonly { name: string }[]): string => list.map((one) => one.name).join(', ')
  const number = (value: SeriesFigure['from'][number]['value']): string => (typeof value === 'number' ? showNumber(value, decimals) : (value ?? text('sheet.blank')))
  switch (figure.kind) {
    case 'exact':
      return html`${number(figure.value)}
        ${figure.from.length > 1 ? html`<div class="quiet">${figure.from.map((one) => `${one.name}: ${number(one.value)}`).join('; ')}</div>` : nothing}
        ${figure.missing.length > 0 ? html`<div class="quiet">${text('series.missing', { names: names(figure.missing) })}</div>` : nothing}`
    case 'not-divisible':
      return text('series.not-divisible', { names: names(figure.from), others: names(figure.sharedWith) })
    case 'not-additive':
      return text('series.not-additive', { names: names(figure.from) })
    case 'too-large':
      return text('series.too-large')
    case 'nothing':
      return text('series.nothing')
  }
}
