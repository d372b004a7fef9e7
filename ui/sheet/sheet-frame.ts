// One table of the form with what belongs to it: its title, the line that tells about the selected cell (as a
// spreadsheet's formula bar does), the chosen grid, and the report of a paste that was not applied in full.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import { showNumber } from '../../engine/core/number.ts'
import { sentence } from '../../engine/core/messages/sentence.ts'
import { icon } from '../parts/icon.ts'
import { base } from '../styles/base.ts'
import { language, text } from '../text.ts'
import { at, blockOf } from './gesture.ts'
import { perform } from './perform.ts'
import { readCell } from './read-cell.ts'
import './sheet-table.ts'
import { besideWords, type Change, type Gesture, type GridElement, type Place, type Selection, type SheetView } from './view.ts'

export type GridKind = 'table' | 'rich'

export class SheetFrame extends LitElement {
  static override properties = {
    view: { attribute: false }, label: {}, showPrevious: { attribute: false }, compact: { attribute: false }, grid: { attribute: false },
    licence: { attribute: false }, selection: { state: true }, hint: { state: true }, lines: { state: true }, rich: { state: true },
  }
  declare view: SheetView
  declare label: string
  declare showPrevious: boolean
  declare compact: boolean
  declare grid: GridKind
  declare licence: string
  declare selection: Selection
  declare hint: string
  declare lines: readonly string[]
  declare rich: 'absent' | 'loading' | 'here' | 'failed'

  static override styles = [base, css`
    :host { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; min-width: 0; }
    .bar { display: flex; flex-wrap: wrap; gap: 0.125rem 1rem; align-items: baseline; min-height: 2.125rem; padding: 0.3rem 0.75rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); font-size: var(--text-s); }
    .where { font-weight: 600; }
    .bar .end { margin-left: auto; color: var(--ink-quiet); font-variant-numeric: tabular-nums; }
    .bar .warning { color: var(--warning); }
    .report p + p { margin-top: 0.125rem; }
  `]

  constructor() {
    super()
    this.label = ''
    this.showPrevious = false
    this.compact = false
    this.grid = 'table'
    this.licence = ''
    this.selection = at(0, 0)
    this.hint = ''
    this.lines = []
    this.rich = 'absent'
  }

  goTo(place: Place): void {
    void this.updateComplete.then(() => this.#grid?.goTo(place))
  }

  get #grid(): GridElement | null {
    return this.renderRoot.querySelector<GridElement>('bm-sheet-table, bm-sheet-handsontable')
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('grid') && this.grid === 'rich' && this.rich === 'absent') void this.#loadRich()
  }

  async #loadRich(): Promise<void> {
    this.rich = 'loading'
    try {
      await import('./sheet-handsontable.ts')
      this.rich = 'here'
    } catch {
      this.rich = 'failed'
    }
  }

  #gesture(event: CustomEvent<Gesture>): void {
    event.stopPropagation()
    const gesture = event.detail
    switch (gesture.kind) {
      case 'select':
        this.selection = gesture.at
        this.hint = ''
        return this.#tell('bm-selected', this.view.cell(gesture.at.focus.row, gesture.at.focus.column).address)
      case 'typing':
        this.hint = this.#hintFor(gesture.at, gesture.text)
        return
      case 'ask':
        return this.#tell('bm-ask', this.view.cell(gesture.at.row, gesture.at.column).address)
      case 'undo':
      case 'redo':
        return this.#tell('bm-back', gesture.kind)
    }
    const done = perform(this.view, gesture)
    this.hint = ''
    if (gesture.kind === 'paste') this.lines = done.lines
    if (done.said !== '') this.#tell('bm-say', done.said)
    if (gesture.kind === 'refused') this.hint = done.said
    if (done.changes.length > 0) this.#tell('bm-changes', done.changes)
  }

  #hintFor(place: Place, typed: string | null): string {
    const column = this.view.columns[place.column]
    if (typed === null || column === undefined) return ''
    const read = readCell(column, typed, this.view.cell(place.row, place.column).value)
    return 'issue' in read ? sentence(read.issue.code, read.issue.params ?? {}, language()) : ''
  }

  #tell(name: string, detail: string | readonly Change[]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }

  override render(): unknown {
    const { view } = this
    const useRich = this.grid === 'rich' && this.rich === 'here'
    return html`${view.rows.length === 0 ? nothing : this.#bar()}
      <div @bm-gesture=${(event: CustomEvent<Gesture>) => this.#gesture(event)}>
        ${this.grid === 'rich' && this.rich === 'loading' ? html`<p class="quiet" role="status">${text('sheet.loading')}</p>` : nothing}
        ${this.grid === 'rich' && this.rich === 'failed' ? html`<p class="notice warning">${icon('warning')}${text('sheet.load-failed')}</p>` : nothing}
        ${useRich
          ? html`<bm-sheet-handsontable .view=${view} .label=${this.label} .showPrevious=${this.showPrevious} .compact=${this.compact} .licence=${this.licence}></bm-sheet-handsontable>`
          : html`<bm-sheet-table .view=${view} .label=${this.label} .showPrevious=${this.showPrevious} .compact=${this.compact}></bm-sheet-table>`}
      </div>
      ${this.lines.length === 0 ? nothing : html`<div class="notice warning report" role="alert">${icon('warning')}<div class="grow"><strong>${text('paste.title')}</strong>${this.lines.map((line) => html`<p>${line}</p>`)}</div>
        <button class="button small quiet" type="button" @click=${() => (this.lines = [])}>${icon('close')}<span class="hidden-text">${text('app.close')}</span></button></div>`}`
  }

  #bar(): unknown {
    const { view, selection } = this
    const row = Math.min(selection.focus.row, view.rows.length - 1)
    const column = view.columns[selection.focus.column]
    if (column === undefined) return nothing
    const cell = view.cell(row, selection.focus.column)
    const title = view.rows[row]?.title ?? ''
    const name = `${column.number === undefined ? '' : `(${column.number}) `}${column.path}`
    const told = this.hint !== '' ? this.hint : (cell.finding?.sentence ?? '')
    const wrong = this.hint !== '' || cell.finding?.severity === 'error'
    return html`<div class="bar">
      <span class="where">${title === '' ? name : `${title} · ${name}`}</span>
      ${column.measure === '' ? nothing : html`<span class="quiet">${text('filing.measure', { measure: column.measure })}</span>`}
      <span role="status" class=${wrong ? 'wrong' : 'warning'}>${told}</span>
      ${told === '' && cell.role !== 'typed' ? html`<span class="quiet">${cell.why}</span>` : nothing}
      ${told === '' && cell.elsewhere ? html`<span class="warning">${text('sheet.elsewhere')}</span>` : nothing}
      ${told === '' && column.help !== undefined ? html`<span class="quiet">${column.help}</span>` : nothing}
      <span class="end">${this.#sum() ?? besideWords(cell).join(' · ')}</span>
    </div>`
  }

  /** Of a selected block: how many cells, and their sum where it makes sense. */
  #sum(): string | undefined {
    const block = blockOf(this.selection)
    const count = block.rows * block.columns
    if (count === 1) return undefined
    let sum = 0
    const decimals = new Set<number>()
    for (let row = block.top; row < block.top + block.rows && row < this.view.rows.length; row++) {
      for (let column = block.left; column < block.left + block.columns; column++) {
        const { value } = this.view.cell(row, column)
        if (typeof value !== 'number') continue
        sum += value
        decimals.add(this.view.columns[column]?.decimals ?? 0)
      }
    }
    const [only] = decimals
    const chosen = text('sheet.selected', { n: count })
    return decimals.size === 1 && Number.isSafeInteger(sum) ? `${chosen} · ${text('sheet.sum', { value: showNumber(sum, only ?? 0) })}` : chosen
  }
}
customElements.define('bm-sheet-frame', SheetFrame)
