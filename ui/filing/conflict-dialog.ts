// Somebody else changed cells that were typed here, too. Nobody's number is overwritten unseen: both are shown with who
// and when, and the person chooses for every cell.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { WireValue } from '../../engine/core/contract/shapes.ts'
import { showInstant } from '../format.ts'
import { base } from '../styles/base.ts'
import { text } from '../text.ts'

export type Conflict = {
  readonly address: string
  readonly yours: WireValue
  readonly theirs: WireValue
  readonly by: { readonly login: string; readonly name: string }
  readonly at: string
}

export class ConflictDialog extends LitElement {
  static override properties = { conflicts: { attribute: false }, label: { attribute: false }, value: { attribute: false }, mine: { state: true } }
  declare conflicts: readonly Conflict[]
  declare label: (address: string) => string
  declare value: (address: string, value: WireValue) => string
  /** Addresses at which one's own number is kept. */
  declare mine: ReadonlySet<string>

  static override styles = [base, css`
    dialog { width: min(46rem, calc(100vw - 2rem)); }
    table { width: 100%; border-collapse: collapse; font-size: var(--text-s); }
    th, td { padding: 0.5rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
    thead th { font-weight: 600; color: var(--ink-quiet); }
    td label { display: grid; grid-template-columns: auto 1fr; gap: 0 0.5rem; cursor: pointer; }
    td b { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
    td .hint { grid-column: 2; }
    td.mine .hint { display: none; }
    .end { justify-content: flex-end; }
    @media (max-width: 36rem) { thead { display: none; } tr { display: grid; grid-template-columns: 1fr 1fr; border-bottom: 1px solid var(--line); } tr th { grid-column: 1 / -1; } th, td { border: 0; } td.mine .hint { display: block; } }
  `]

  constructor() {
    super()
    this.conflicts = []
    this.mine = new Set()
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('conflicts')) return
    const dialog = this.renderRoot.querySelector('dialog')
    this.mine = new Set()
    if (this.conflicts.length === 0) dialog?.close()
    else if (dialog?.open === false) dialog.showModal()
  }

  #choose(address: string, mine: boolean): void {
    const next = new Set(this.mine)
    if (mine) next.add(address)
    else next.delete(address)
    this.mine = next
  }

  override render(): unknown {
    const all = (mine: boolean) => () => (this.mine = mine ? new Set(this.conflicts.map((one) => one.address)) : new Set())
    return html`<dialog aria-labelledby="title" aria-describedby="lead" @cancel=${(event: Event) => event.preventDefault()}>${this.conflicts.length === 0 ? nothing : html`<div class="stack">
      <h2 id="title">${text('conflict.title')}</h2>
      <p id="lead">${text('conflict.lead')}</p>
      ${this.conflicts.length > 1 ? html`<div class="row"><button class="button small" type="button" @click=${all(true)}>${text('conflict.all-mine')}</button><button class="button small" type="button" @click=${all(false)}>${text('conflict.all-theirs')}</button></div>` : nothing}
      <table><thead><tr><th scope="col">${text('conflict.cell')}</th><th scope="col">${text('conflict.mine')}</th><th scope="col">${text('conflict.theirs')}</th></tr></thead>
        <tbody>${this.conflicts.map((one, index) => html`<tr><th scope="row">${this.label(one.address)}</th>
          <td class="mine"><label><input type="radio" name="cell-${index}" .checked=${this.mine.has(one.address)} @change=${() => this.#choose(one.address, true)} /><b>${this.value(one.address, one.yours)}</b><span class="hint">${text('conflict.mine')}</span></label></td>
          <td><label><input type="radio" name="cell-${index}" .checked=${!this.mine.has(one.address)} @change=${() => this.#choose(one.address, false)} /><b>${this.value(one.address, one.theirs)}</b><span class="hint">${one.at === '' ? text('conflict.somebody') : text('conflict.by', { name: one.by.name, at: showInstant(one.at) })}</span></label></td></tr>`)}</tbody></table>
      <div class="row end"><button class="button main" type="button" @click=${() => this.dispatchEvent(new CustomEvent('bm-chosen', { detail: this.mine }))}>${text('conflict.apply')}</button></div>
    </div>`}</dialog>`
  }
}
customElements.define('bm-conflict-dialog', ConflictDialog)
