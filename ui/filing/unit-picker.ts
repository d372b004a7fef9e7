// Chooses one of many units: a text box with the browser's own list of suggestions, filled by what the server finds for
// what is typed. The code goes out; the name is shown beside it.
import { LitElement, css, html, nothing, type PropertyValues } from 'lit'
import type { UnitRef } from '../../engine/core/contract/shapes.ts'
import * as api from '../api/endpoints.ts'
import { base } from '../styles/base.ts'
import { text } from '../text.ts'

export class UnitPicker extends LitElement {
  static override properties = {
    control: {}, address: {}, code: {}, typed: {}, kinds: { attribute: false }, below: { attribute: false }, editable: { attribute: false }, required: { attribute: false }, wrong: { attribute: false },
    label: {}, notes: {}, found: { state: true }, named: { state: true },
  }
  declare control: string
  declare address: string
  declare code: string
  /** What could not be read, as it was typed. */
  declare typed: string
  declare kinds: readonly string[]
  /** Code of the unit that it is below, or itself; empty for any. */
  declare below: string
  declare editable: boolean
  declare required: boolean
  declare wrong: boolean
  declare label: string
  declare notes: string
  declare found: readonly UnitRef[]
  declare named: UnitRef | null

  static override styles = [base, css`:host { display: block; }`]
  #turn = 0

  constructor() {
    super()
    this.code = ''
    this.typed = ''
    this.kinds = []
    this.below = ''
    this.found = []
    this.named = null
  }

  /** Part of the field's own tree: its label and notes stand there. */
  protected override createRenderRoot(): HTMLElement {
    return this
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('code') && this.code !== '' && this.named?.code !== this.code) void this.#name(this.code)
  }

  async #name(code: string): Promise<void> {
    const known = this.found.find((one) => one.code === code)
    const reply = known === undefined ? await api.units({ codes: code }).catch(() => undefined) : { units: [known] }
    this.named = reply?.units[0] ?? null
  }

  async #search(words: string): Promise<void> {
    const turn = ++this.#turn
    const reply = await api.units({ text: words.trim(), ...(this.kinds.length === 0 ? {} : { kinds: this.kinds.join(',') }), ...(this.below === '' ? {} : { below: this.below }) }).catch(() => undefined)
    if (turn === this.#turn && reply !== undefined) this.found = reply.units
  }

  /** A name that only one unit has is as good as its code. */
  #commit(words: string): void {
    const [only, ...more] = this.found.filter((one) => one.name.toLocaleLowerCase('vi') === words.trim().toLocaleLowerCase('vi'))
    this.dispatchEvent(new CustomEvent('bm-picked', { detail: only === undefined || more.length > 0 ? words : only.code }))
  }

  override render(): unknown {
    const shown = this.typed !== '' ? this.typed : this.code === '' ? '' : this.named?.code === this.code ? spelt(this.named) : this.code
    return html`<input id=${this.control} data-address=${this.address} list="${this.control}-list" .value=${shown} autocomplete="off" placeholder=${text('field.unit-search')} ?readonly=${!this.editable}
        aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.wrong ? 'true' : nothing} aria-describedby=${this.notes === '' ? nothing : this.notes}
        @focus=${() => this.editable && this.found.length === 0 && void this.#search('')} @input=${(event: Event) => void this.#search((event.target as HTMLInputElement).value)}
        @change=${(event: Event) => this.#commit((event.target as HTMLInputElement).value)} />
      <datalist id="${this.control}-list">${this.found.map((one) => html`<option value=${spelt(one)}></option>`)}</datalist>`
  }
}
customElements.define('bm-unit-picker', UnitPicker)

function spelt({ name, code }: UnitRef): string {
  return `${name} (${code})`
}
