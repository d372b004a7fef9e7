// A button that opens a short list of choices (a disclosure: no menu roles to get wrong). Escape, a choice or a click
// elsewhere closes it, and focus returns to the button.
import { LitElement, css, html } from 'lit'
import { base } from '../styles/base.ts'
import { icon } from './icon.ts'

export class Menu extends LitElement {
  static override properties = { label: {}, open: { state: true }, align: {} }
  declare label: string
  declare open: boolean
  declare align: 'start' | 'end'

  static override styles = [base, css`
    :host { position: relative; display: inline-block; }
    .list { position: absolute; top: calc(100% + 0.25rem); z-index: 40; min-width: 15rem; max-width: calc(100vw - 2rem); padding: 0.375rem; background: var(--raised); border: 1px solid var(--line); border-radius: 8px; box-shadow: var(--shade); }
    :host([align='end']) .list { right: 0; }
    ::slotted(*) { width: 100%; }
    button { white-space: nowrap; }
  `]

  constructor() {
    super()
    this.label = ''
    this.open = false
    this.align = 'start'
  }

  readonly #outside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.open = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('pointerdown', this.#outside)
  }

  override disconnectedCallback(): void {
    document.removeEventListener('pointerdown', this.#outside)
    super.disconnectedCallback()
  }

  #close(): void {
    this.open = false
    this.renderRoot.querySelector('button')?.focus()
  }

  /** Before the choice itself is heard: a dialog that it opens gives the focus back to where it was, which must not be a hidden choice. */
  readonly #chosen = { handleEvent: (): void => this.#close(), capture: true }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.open) {
      event.stopPropagation()
      this.#close()
    }
  }

  override render(): unknown {
    return html`<div @keydown=${(event: KeyboardEvent) => this.#key(event)}>
      <button class="button small" type="button" aria-expanded=${this.open ? 'true' : 'false'} aria-controls="list" @click=${() => (this.open = !this.open)}>
        <slot name="label">${this.label}</slot>${icon('down')}
      </button>
      <div class="list" id="list" ?hidden=${!this.open} @click=${this.#chosen}><slot></slot></div>
    </div>`
  }
}
customElements.define('bm-menu', Menu)
