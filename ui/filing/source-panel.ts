// "Số này từ đâu?": why one number is what it is, a step at a time, down to the cell that somebody typed. The way down
// stays in sight as a path, and every step of it leads back up.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { ExplainReply } from '../../engine/core/contract/filing.ts'
import { showNumber } from '../../engine/core/number.ts'
import * as api from '../api/endpoints.ts'
import { showInstant } from '../format.ts'
import type { Loaded } from '../frame/loading.ts'
import { showRoute } from '../frame/route.ts'
import { icon } from '../parts/icon.ts'
import { loadingNote, loadingStyles } from '../parts/loading-note.ts'
import { problemNote } from '../parts/problem-note.ts'
import { base } from '../styles/base.ts'
import { text } from '../text.ts'
import './series-list.ts'

export type Step = { readonly filing: string; readonly address: string; readonly label: string }

export class SourcePanel extends LitElement {
  static override properties = { start: { attribute: false }, login: { attribute: false }, steps: { state: true }, reply: { state: true } }
  declare start: Step | null
  declare login: string
  declare steps: readonly Step[]
  declare reply: Loaded<ExplainReply>

  static override styles = [base, loadingStyles, css`
    :host { display: grid; gap: 0.75rem; font-size: var(--text-s); }
    ol { display: grid; gap: 0.125rem; }
    ol li { display: flex; gap: 0.375rem; }
    ol button { border: 0; background: none; padding: 0.125rem 0; text-align: left; color: var(--accent); text-decoration: underline; text-underline-offset: 0.2em; }
    .figure { font-size: 1.625rem; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.2; }
    .figure small { font-size: var(--text-s); font-weight: 400; color: var(--ink-quiet); }
    h3 { font-size: var(--text-s); margin-top: 0.25rem; }
    h3:focus { outline: none; }
    ul { display: grid; }
    ul li { border-bottom: 1px solid var(--line); }
    .line { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.125rem 0.75rem; width: 100%; padding: 0.5rem 0.375rem; border: 0; border-radius: var(--radius); background: none; text-align: left; }
    button.line:hover { background: var(--sunken); }
    .line b { font-variant-numeric: tabular-nums; text-align: right; }
    .line .hint { grid-column: 1 / -1; }
    .missing { padding: 0.5rem 0.75rem; background: var(--warning-tint); border-radius: var(--radius); }
    .formula { padding: 0.5rem 0.75rem; background: var(--sunken); border-radius: var(--radius); }
  `]

  #turn = 0

  constructor() {
    super()
    this.start = null
    this.login = ''
    this.steps = []
    this.reply = { state: 'loading' }
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('start') && this.start !== null) void this.#ask([this.start])
  }

  async #ask(steps: readonly Step[]): Promise<void> {
    const turn = ++this.#turn
    const step = steps.at(-1)
    if (step === undefined) return
    this.steps = steps
    this.reply = { state: 'loading' }
    try {
      const data = await api.explain(step.filing, step.address)
      if (turn !== this.#turn) return
      this.steps = [...steps.slice(0, -1), { ...step, label: step.label === '' ? data.label : step.label }]
      this.reply = { state: 'ready', data }
      await this.updateComplete
      if (steps.length > 1) this.renderRoot.querySelector<HTMLElement>('#here')?.focus()
    } catch (cause) {
      if (turn === this.#turn) this.reply = { state: 'failed', cause }
    }
  }

  #down(step: Step): void {
    void this.#ask([...this.steps, step])
  }

  override render(): unknown {
    if (this.start === null) return html`<p class="quiet">${text('source.lead')}</p>`
    return html`${this.steps.length > 1
        ? html`<nav aria-label=${text('source.path')}><ol>${this.steps.slice(0, -1).map((step, index) => html`<li>${icon('right')}<button type="button" @click=${() => void this.#ask(this.steps.slice(0, index + 1))}>${step.label}</button></li>`)}</ol></nav>`
        : nothing}
      ${this.#content()}`
  }

  #content(): unknown {
    switch (this.reply.state) {
      case 'loading':
        return loadingNote(3)
      case 'failed':
        return problemNote(this.reply.cause, this.login, () => void this.#ask(this.steps))
      case 'ready':
        return this.#explained(this.reply.data)
    }
  }

  #explained(data: ExplainReply): unknown {
    const here = this.steps.at(-1)
    const show = (value: ExplainReply['value']): string =>
      value === null ? text('sheet.blank') : typeof value === 'number' ? showNumber(value, data.decimals) : value
    return html`<div>
        <h3 id="here" tabindex="-1">${here?.label ?? data.label}</h3>
        ${here?.label === data.label ? nothing : html`<p class="quiet">${data.label}</p>`}
        <p class="figure">${show(data.value)} <small>${data.value === null ? '' : data.measure}</small></p>
      </div>
      <p>${kindWords(data)}</p>
      ${data.formula === null || data.formula === '' ? nothing : html`<div class="formula"><strong>${text('source.formula')}:</strong> ${data.formula}</div>`}
      ${data.terms.length === 0 ? nothing : html`<h3 id="terms">${text('source.terms')}</h3><ul aria-labelledby="terms">${data.terms.map((term) => html`<li>
        <button class="line" type="button" @click=${() => this.#down({ filing: here?.filing ?? '', address: term.address, label: term.label })}>
          <span>${term.label}</span><b>${show(term.value)}</b></button></li>`)}</ul>`}
      ${data.sources.length === 0 ? nothing : html`<h3 id="sources">${text('source.sources')}</h3><ul aria-labelledby="sources">${data.sources.map((source) => {
        const inside = html`<span><strong>${source.unit.name}</strong> · ${source.form.code}</span><b>${show(source.value)}</b>
          <span class="hint">${text('source.seal', { number: source.seal.number, name: source.seal.by.name, at: showInstant(source.seal.at) })}${source.readable ? '' : ` · ${text('source.not-readable')}`}</span>`
        return html`<li>${source.readable
          ? html`<button class="line" type="button" @click=${() => this.#down({ filing: source.filing, address: source.address, label: `${source.unit.name} · ${source.label}` })}>${inside}</button>`
          : html`<div class="line">${inside}</div>`}</li>`
      })}</ul>`}
      ${data.missing.length === 0 ? nothing : html`<div class="missing"><strong>${icon('warning')} ${text('source.missing')}:</strong> ${data.missing.map((unit) => unit.name).join(', ')}</div>`}
      ${here === undefined || typeof data.value === 'string' ? nothing : html`<bm-series-list .filing=${here.filing} .address=${here.address} .login=${this.login}></bm-series-list>`}
      ${here !== undefined && here.filing !== this.start?.filing ? html`<p><a href=${showRoute({ page: 'filing', id: here.filing, cell: here.address })}>${text('source.open')}</a></p>` : nothing}`
  }
}
customElements.define('bm-source-panel', SourcePanel)

function kindWords(data: ExplainReply): unknown {
  switch (data.kind) {
    case 'blank':
      return text('source.blank')
    case 'calculated':
      return text('source.calculated')
    case 'rolled-up':
      return text('source.rolled-up')
    case 'typed':
      return data.typed === null ? text('source.typed') : text('source.typed-by', { name: data.typed.by.name, at: showInstant(data.typed.at) })
  }
}
