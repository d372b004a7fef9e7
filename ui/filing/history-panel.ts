// What happened to the filing: acts with who, when and why; and, when asked for, every change of a cell.
import { LitElement, css, html, nothing } from 'lit'
import type { FilingEvent, HistoryReply } from '../../engine/core/contract/filing.ts'
import type { WireValue } from '../../engine/core/contract/shapes.ts'
import * as api from '../api/endpoints.ts'
import { showInstant } from '../format.ts'
import type { Loaded } from '../frame/loading.ts'
import { loadingNote, loadingStyles } from '../parts/loading-note.ts'
import { problemNote } from '../parts/problem-note.ts'
import { base } from '../styles/base.ts'
import { text } from '../text.ts'

const shownAtOnce = 12

export class HistoryPanel extends LitElement {
  static override properties = {
    filingId: { attribute: false }, events: { attribute: false }, login: { attribute: false },
    label: { attribute: false }, value: { attribute: false }, changes: { state: true },
  }
  declare filingId: string
  declare events: readonly FilingEvent[]
  declare login: string
  declare label: (address: string) => string
  declare value: (address: string, value: WireValue) => string
  declare changes: Loaded<HistoryReply> | null

  static override styles = [base, loadingStyles, css`
    :host { display: grid; gap: 0.875rem; font-size: var(--text-s); }
    ol > li { position: relative; padding: 0 0 0.75rem 1.25rem; border-left: 2px solid var(--line); margin-left: 0.375rem; }
    ol > li::before { content: ''; position: absolute; left: -0.4375rem; top: 0.375rem; width: 0.75rem; height: 0.75rem; border-radius: 50%; background: var(--surface); border: 2px solid var(--accent); }
    .when { color: var(--ink-quiet); font-variant-numeric: tabular-nums; }
    .said { margin-top: 0.25rem; padding: 0.375rem 0.625rem; background: var(--sunken); border-radius: var(--radius); overflow-wrap: anywhere; }
    .cells { padding-left: 0; display: grid; gap: 0.125rem; margin-top: 0.25rem; }
    .cells li { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
  `]

  constructor() {
    super()
    this.changes = null
  }

  async #load(): Promise<void> {
    this.changes = { state: 'loading' }
    try {
      this.changes = { state: 'ready', data: await api.history(this.filingId) }
    } catch (cause) {
      this.changes = { state: 'failed', cause }
    }
  }

  override render(): unknown {
    return html`<section><h3>${text('history.events')}</h3>
        ${this.events.length === 0 ? html`<p class="quiet">${text('history.none')}</p>` : html`<ol>${this.events.map((event) => html`<li>
          <strong>${event.title}</strong> ${event.from.id === event.to.id ? nothing : html`<span class="quiet">(${text('history.step', { from: event.from.title, to: event.to.title })})</span>`}
          <p class="when">${showInstant(event.at)} · ${event.by.name}${event.for === null ? '' : ` (${text('history.for', { name: event.for.name })})`}${event.unit === '' ? '' : `, ${event.unit}`}</p>
          ${event.reason === null && (event.note === null || event.note === '') ? nothing : html`<p class="said">${event.reason === null ? nothing : html`<strong>${event.reason}</strong>${event.note === null || event.note === '' ? '' : '. '}`}${event.note ?? ''}</p>`}
        </li>`)}</ol>`}
      </section>
      <section><h3>${text('history.changes')}</h3>${this.#cells()}</section>`
  }

  #cells(): unknown {
    const { changes } = this
    if (changes === null) return html`<button class="button small" type="button" @click=${() => void this.#load()}>${text('history.load')}</button>`
    switch (changes.state) {
      case 'loading':
        return loadingNote(2)
      case 'failed':
        return problemNote(changes.cause, this.login, () => void this.#load())
      case 'ready':
        return changes.data.changes.length === 0
          ? html`<p class="quiet">${text('history.none')}</p>`
          : html`<ol>${changes.data.changes.map((change) => html`<li>
              <p class="when">${showInstant(change.at)} · ${change.by.name}</p>
              <ul class="cells">${change.cells.slice(0, shownAtOnce).map((cell) => html`<li>${text('history.change', {
                label: this.label(cell.address), before: this.value(cell.address, cell.before), after: this.value(cell.address, cell.after),
              })}</li>`)}</ul>
              ${change.cells.length > shownAtOnce ? html`<p class="quiet">${text('history.more', { n: change.cells.length - shownAtOnce })}</p>` : nothing}
            </li>`)}</ol>`
    }
  }
}
customElements.define('bm-history-panel', HistoryPanel)
