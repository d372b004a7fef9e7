// Mở kỳ: what opening a period asks for and what it locks, on one calm page; then the confirmation that names it. When
// something has changed in between the server refuses, and the page shows what it is now.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { FormDemand, Locks, OpenRequest, PeriodPreview, UnfinishedLine } from '../../engine/core/contract/period.ts'
import type { Session } from '../../engine/core/contract/session.ts'
import { Refused, newKey } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import { readDay, showDay } from '../format.ts'
import { tell } from '../frame/events.ts'
import { Loading } from '../frame/loading.ts'
import { showRoute } from '../frame/route.ts'
import { icon } from '../parts/icon.ts'
import { loaded } from '../parts/loaded.ts'
import { loadingStyles } from '../parts/loading-note.ts'
import { wordsOf } from '../parts/problem-note.ts'
import { asideMark, markStyles, stateMark } from '../parts/state-mark.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'
import { standingMark } from './periods-page.ts'

type Days = NonNullable<OpenRequest['days']>
type DayField = 'from' | 'to' | 'dataTo' | 'due'
const dayFields: readonly DayField[] = ['from', 'to', 'dataTo', 'due']

export class OpeningPage extends LitElement {
  static override properties = {
    session: { attribute: false }, visit: { attribute: false }, pack: { attribute: false }, kind: { attribute: false }, year: { attribute: false },
    days: { state: true }, lines: { state: true }, more: { state: true }, asking: { state: true }, agreed: { state: true }, busy: { state: true }, wrong: { state: true }, missing: { state: true },
  }
  declare session: Session
  declare visit: number
  declare pack: string
  declare kind: string
  declare year: number
  /** Of a period that somebody asked for. */
  declare days: Days | null
  /** Unfinished reports as far as they were asked for. */
  declare lines: readonly UnfinishedLine[] | null
  declare more: boolean
  declare asking: boolean
  declare agreed: boolean
  declare busy: boolean
  /** Why the opening or the list was refused. */
  declare wrong: unknown
  declare missing: Partial<Record<DayField | 'agreed', string>>

  /** One intention, one key: trying again after no answer does not open twice. */
  #key = { confirmation: '', key: '' }

  static override styles = [base, page, markStyles, loadingStyles, css`
    section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; }
    dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25rem 1.25rem; }
    dt { color: var(--ink-quiet); }
    .list { display: grid; border-top: 1px solid var(--line); }
    .list > li { display: grid; grid-template-columns: 10.5rem minmax(0, 1fr) minmax(0, 21rem); gap: 0.125rem 1rem; padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
    .code { font-weight: 600; overflow-wrap: anywhere; }
    .side { display: grid; gap: 0.25rem; align-content: start; font-size: var(--text-s); }
    .states { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; }
    .states li { display: inline-flex; gap: 0.375rem; align-items: center; }
    .moved { color: var(--ink-quiet); }
    form.days { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); gap: 0.75rem; max-width: 52rem; align-items: start; }
    form.days > .wide { grid-column: 1 / -1; }
    .agree { display: flex; gap: 0.625rem; align-items: flex-start; }
    .agree input { margin-top: 0.25rem; }
    .end { justify-content: flex-end; }
    @media (max-width: 44rem) {
      .list > li { grid-template-columns: minmax(0, 1fr); }
      dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
      dd { margin-bottom: 0.5rem; }
    }
  `]

  /** Null: its days have to be stated first. */
  readonly #preview = new Loading<PeriodPreview | null>(this, () => this.#load())

  constructor() {
    super()
    this.days = null
    this.lines = null
    this.more = false
    this.asking = false
    this.agreed = false
    this.busy = false
    this.wrong = null
    this.missing = {}
  }

  async #load(): Promise<PeriodPreview | null> {
    const wanted = { pack: this.pack, kind: this.kind, year: this.year }
    if (this.days === null) {
      const { choices } = await api.periods()
      if (choices.some((one) => one.onRequest && one.pack.id === this.pack && one.kind === this.kind)) return null
    }
    return api.previewPeriod({ ...wanted, ...this.days })
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('visit') || changed.get('visit') === undefined) return
    this.days = null
    this.lines = null
    void this.#preview.again()
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('asking')) return
    const dialog = this.renderRoot.querySelector('dialog')
    if (!this.asking) dialog?.close()
    else if (dialog?.open === false) dialog.showModal()
  }

  override render(): unknown {
    const title = this.#preview.data?.title
    return html`<div class="page">
      <div class="page-head">
        <p><a href=${showRoute({ page: 'periods' })}>${text('periods.title')}</a></p>
        <h1 tabindex="-1">${title === undefined ? text('opening.title') : text('opening.title-of', { title })}</h1>
        <p class="lead">${text('opening.lead')}</p>
      </div>
      ${this.wrong === null ? nothing : html`<div class="refused" tabindex="-1">${this.#refused(this.wrong)}</div>`}
      ${loaded(this.#preview, this.session.account.login, (data) => (data === null ? this.#daysForm() : this.#all(data)))}
    </div>`
  }

  /** The list that stands below is the new one already, so there is nothing to try again. */
  #refused(cause: unknown): unknown {
    const words = wordsOf(cause, this.session.account.login)
    return html`<div class="notice error" role="alert">${icon('error')}<div class="grow"><strong>${words.title}</strong><p>${words.detail}</p></div></div>`
  }

  #all(preview: PeriodPreview): unknown {
    const { openBy, standing, locks } = preview
    return html`
      <section aria-labelledby="what"><h2 id="what">${text('opening.what')}</h2>
        <dl>
          <dt>${text('opening.pack')}</dt><dd>${preview.pack.title}</dd>
          <dt>${text('opening.days')}</dt><dd class="figures">${text('periods.days', { from: showDay(preview.from), to: showDay(preview.to) })}</dd>
          <dt>${text('opening.data-to')}</dt><dd>${preview.dataTo.map((one) => html`<p><span class="figures">${showDay(one.day)}</span> ${one.units === null ? (preview.dataTo.length > 1 ? text('opening.others') : '') : html`(${one.units})`}</p>`)}</dd>
          ${openBy === null ? nothing : html`<dt>${text('opening.open-by')}</dt><dd class="row"><span class="figures">${showDay(openBy)}</span>${standing === null ? nothing : asideMark(standingMark(standing))}</dd>`}
        </dl>
        ${preview.warnings.map((one) => html`<div class="notice warning">${icon('warning')}<p class="grow">${one}</p></div>`)}
      </section>
      ${locks === null ? html`<p>${text('opening.locks-none')}</p>` : this.#locks(locks)}
      <section aria-labelledby="asks"><h2 id="asks">${text('opening.asks', { n: preview.total, forms: preview.forms.length })}</h2>
        <ul class="list">${preview.forms.map((one) => this.#demand(one))}</ul></section>
      <div><button class="button main" type="button" @click=${() => this.#ask()}>${text('opening.open', { title: preview.title })}</button></div>
      <dialog aria-labelledby="confirm-title" @cancel=${(event: Event) => this.#keep(event)}>${this.asking ? this.#confirm(preview) : nothing}</dialog>`
  }

  #demand({ form, kinds, due, moved }: FormDemand): unknown {
    return html`<li><span class="code">${form.code}</span><span>${form.title}</span>
      <div class="side">
        ${kinds.map((one) => html`<span>${text('opening.of-kind', { n: one.count, kind: one.title })}</span>`)}
        ${due.length === 0 ? html`<span class="quiet">${text('opening.due-none')}</span>` : html`<span class="figures">${text('opening.due', { days: due.map(showDay).join(', ') })}</span>`}
        ${moved.map((one) => html`<span class="moved figures">${one.why === null ? text('opening.moved-week', { stated: showDay(one.stated), due: showDay(one.due) }) : text('opening.moved', { stated: showDay(one.stated), due: showDay(one.due), why: one.why })}</span>`)}
      </div></li>`
  }

  #locks({ period, total, unfinished, untold, forms }: Locks): unknown {
    return html`<section aria-labelledby="locks"><h2 id="locks" tabindex="-1">${text('opening.locks', { title: period.title })}</h2>
      ${unfinished === 0 ? html`<div class="notice good">${icon('check')}<p class="grow">${text('opening.all-finished', { of: total })}</p></div>`
        : html`<div class="notice warning">${icon('warning')}<p class="grow">${text('opening.unfinished', { n: unfinished, of: total })}</p></div>
        ${untold === null || untold === 0 ? nothing : html`<div class="notice warning">${icon('bell')}<div class="grow stack"><p>${text('opening.untold', { n: untold })}</p>
          <div><button class="button" type="button" ?disabled=${this.busy} @click=${() => void this.#tell(period.id)}>${text('opening.tell')}</button></div></div></div>`}
        <ul class="list">${forms.map((one) => html`<li><span class="code">${one.form.code}</span><span>${one.form.title}</span>
          <ul class="states side">${one.states.map((each) => html`<li>${stateMark(each.state)}<span class="figures">${each.count}</span></li>`)}</ul></li>`)}</ul>
        ${this.#lines(period.id)}`}
    </section>`
  }

  #lines(period: string): unknown {
    const { lines } = this
    if (lines === null) return html`<div><button class="button" type="button" ?disabled=${this.busy} @click=${() => void this.#more(period)}>${text('opening.show-lines')}</button></div>`
    return html`<h3 id="each" tabindex="-1">${text('opening.lines')}</h3>
      <ul class="list" aria-labelledby="each">${lines.map((one) => html`<li data-id=${one.id}><span class="code">${one.form.code}</span><span>${one.unit.name}${one.parent === null ? nothing : html` <span class="quiet">– ${one.parent}</span>`}</span><span>${stateMark(one.state)}</span></li>`)}</ul>
      ${this.more ? html`<div><button class="button" type="button" ?disabled=${this.busy} @click=${() => void this.#more(period)}>${text('opening.more-lines')}</button></div>` : nothing}`
  }

  async #more(period: string): Promise<void> {
    this.busy = true
    this.wrong = null
    const shown = this.lines ?? []
    try {
      const { filings, more } = await api.unfinished(period, shown.at(-1)?.id)
      this.lines = [...shown, ...filings]
      this.more = more
    } catch (cause) {
      this.wrong = cause
    } finally {
      this.busy = false
    }
    await this.updateComplete
    if (shown.length === 0) this.renderRoot.querySelector<HTMLElement>('#each')?.focus()
  }

  async #tell(period: string): Promise<void> {
    this.busy = true
    this.wrong = null
    try {
      const { told } = await api.tellOfClosing(period)
      tell(this, 'bm-say', text('opening.told', { n: told }))
      await this.#preview.again(true)
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('#locks')?.focus()
    } catch (cause) {
      this.wrong = cause
    } finally {
      this.busy = false
    }
  }

  #ask(): void {
    this.wrong = null
    this.missing = {}
    this.agreed = false
    this.asking = true
  }

  #confirm(preview: PeriodPreview): unknown {
    const { locks, title } = preview
    return html`<form class="stack" novalidate @submit=${(event: Event) => void this.#open(event, preview)}>
      <h2 id="confirm-title">${text('opening.open', { title })}</h2>
      ${locks === null ? html`<p>${text('opening.confirm-free', { title, n: preview.total })}</p>` : html`
        <p>${text('opening.confirm', { title, before: locks.period.title, n: preview.total })}</p>
        ${locks.unfinished === 0 ? nothing : html`<p><strong>${text('opening.confirm-closed', { n: locks.unfinished })}</strong></p>
          <div><label class="agree"><input id="agreed" type="checkbox" .checked=${this.agreed} aria-invalid=${this.missing.agreed === undefined ? nothing : 'true'} aria-describedby=${this.missing.agreed === undefined ? nothing : 'agreed-wrong'} @change=${(event: Event) => (this.agreed = (event.target as HTMLInputElement).checked)} />
            <span>${text('opening.agree', { n: locks.unfinished, before: locks.period.title })}</span></label>
            ${this.missing.agreed === undefined ? nothing : html`<p class="wrong" id="agreed-wrong" role="alert">${this.missing.agreed}</p>`}</div>`}`}
      <div class="row end">
        <button class="button" type="button" @click=${(event: Event) => this.#keep(event)}>${text('app.cancel')}</button>
        <button class="button main" type="submit" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? text('act.busy') : text('opening.open', { title })}</button>
      </div></form>`
  }

  async #open(event: Event, { confirmation, locks, title }: PeriodPreview): Promise<void> {
    event.preventDefault()
    if (this.busy) return
    if ((locks?.unfinished ?? 0) > 0 && !this.agreed) {
      this.missing = { agreed: text('opening.need-agreed') }
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('#agreed')?.focus()
      return
    }
    if (this.#key.confirmation !== confirmation) this.#key = { confirmation, key: newKey() }
    this.busy = true
    this.wrong = null
    try {
      const { filings } = await api.openPeriod({ pack: this.pack, kind: this.kind, year: this.year, ...(this.days === null ? {} : { days: this.days }), confirm: confirmation }, this.#key.key)
      this.asking = false
      // The head of the page names the period that is open now.
      const session = await api.currentSession().catch(() => this.session)
      const frame = document.querySelector('bm-app') ?? this
      tell(frame, 'bm-session', session)
      tell(frame, 'bm-go', showRoute({ page: 'periods' }))
      tell(frame, 'bm-say', text('opening.opened', { title, n: filings }))
    } catch (cause) {
      this.asking = false
      this.wrong = cause
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('.refused')?.focus()
      if (cause instanceof Refused) {
        this.lines = null
        await this.#preview.again(true)
      }
    } finally {
      this.busy = false
    }
  }

  #keep(event: Event): void {
    event.preventDefault()
    if (!this.busy) this.asking = false
  }

  #daysForm(): unknown {
    return html`<section aria-labelledby="days"><h2 id="days">${text('opening.days-title')}</h2>
      <form class="days" novalidate @submit=${(event: Event) => void this.#state(event)}>
        <div class="field wide"><label for="name">${text('opening.name')}</label><input id="name" maxlength="200" autocomplete="off" /></div>
        ${dayFields.map((id) => html`<div class="field"><label for=${id}>${text(`opening.day-${id}`)}</label>
          <input id=${id} inputmode="numeric" autocomplete="off" aria-invalid=${this.missing[id] === undefined ? nothing : 'true'} aria-describedby=${this.missing[id] === undefined ? nothing : `${id}-wrong`} />
          ${this.missing[id] === undefined ? nothing : html`<p class="wrong" id="${id}-wrong" role="alert">${this.missing[id]}</p>`}</div>`)}
        <div class="wide"><button class="button main" type="submit" aria-disabled=${this.busy ? 'true' : nothing}>${text('opening.look')}</button></div>
      </form></section>`
  }

  async #state(event: Event): Promise<void> {
    event.preventDefault()
    if (this.busy) return
    const typed = (id: string): string => this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.value.trim() ?? ''
    const [from, to, dataTo, due] = dayFields.map((id) => readDay(typed(id)))
    const isMissing = (id: DayField, day: string | null | undefined): Partial<typeof this.missing> => (day === null || day === undefined ? { [id]: text('substitute.need-day') } : {})
    this.missing = { ...isMissing('from', from), ...isMissing('to', to), ...isMissing('dataTo', dataTo), ...(typed('due') === '' ? {} : isMissing('due', due)) }
    if (from == null || to == null || dataTo == null || Object.keys(this.missing).length > 0) return this.#focusMissing()
    const days: Days = { from, to, dataTo, ...(due == null ? {} : { due }), ...(typed('name') === '' ? {} : { title: typed('name') }) }
    this.busy = true
    this.wrong = null
    try {
      const preview = await api.previewPeriod({ pack: this.pack, kind: this.kind, year: this.year, ...days })
      this.days = days
      this.#preview.replace(() => preview)
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('h1')?.focus()
    } catch (cause) {
      const said = cause instanceof Refused ? (cause.problem.issues ?? []).flatMap(({ path, message }) => {
        const field = dayFields.find((id) => path === `/days/${id}`)
        return field === undefined ? [] : [[field, message] as const]
      }) : []
      if (said.length === 0) this.wrong = cause
      else this.missing = Object.fromEntries(said)
      await this.#focusMissing()
    } finally {
      this.busy = false
    }
  }

  async #focusMissing(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }
}
customElements.define('bm-opening-page', OpeningPage)
