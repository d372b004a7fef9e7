// Files of a field: what is attached, each a download, and the means to add and remove them. A file goes up as soon as it is
// chosen or dropped; its id is then the field's value, saved like any other. What the server refuses is said here, by name.
import { LitElement, html, nothing } from 'lit'
import type { FileRef } from '../../engine/core/contract/filing.ts'
import { sentence } from '../../engine/core/messages/sentence.ts'
import { checkFile, plainName, type FileLimits } from '../../engine/core/file.ts'
import { Refused } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import { fileSize, showInstant } from '../format.ts'
import { language, text } from '../text.ts'

type Rising = { readonly name: string; readonly share: number }

export class Files extends LitElement {
  static override properties = {
    control: {}, address: {}, filing: {}, value: {}, known: { attribute: false }, limits: { attribute: false }, editable: { attribute: false }, required: { attribute: false },
    notes: {}, rising: { state: true }, problems: { state: true }, over: { state: true },
  }
  declare control: string
  declare address: string
  declare filing: string
  /** Ids with a comma between. */
  declare value: string
  declare known: readonly FileRef[]
  declare limits: FileLimits
  declare editable: boolean
  declare required: boolean
  declare notes: string
  declare rising: readonly Rising[]
  declare problems: readonly string[]
  declare over: boolean

  /** Uploaded from this page. */
  readonly #fresh = new Map<string, FileRef>()

  constructor() {
    super()
    this.value = ''
    this.known = []
    this.rising = []
    this.problems = []
    this.over = false
  }

  /** Part of the field's own tree: its label and notes stand there. */
  protected override createRenderRoot(): HTMLElement {
    return this
  }

  #ids(): string[] {
    return this.value === '' ? [] : this.value.split(',')
  }

  #commit(ids: readonly string[]): void {
    this.value = ids.join(',')
    this.dispatchEvent(new CustomEvent('bm-files', { detail: this.value }))
  }

  async #add(chosen: readonly File[]): Promise<void> {
    const wrong = chosen.map((file) => checkFile({ name: plainName(file.name), size: file.size }, this.limits))
    this.problems = wrong.flatMap((one) => (one === undefined ? [] : sentence(one.code, one.params, language())))
    const sound = chosen.filter((_, index) => wrong[index] === undefined)
    const { most } = this.limits
    const room = most - this.#ids().length
    if (sound.length > room) this.problems = [...this.problems, text('files.too-many', { most })]
    // One after the other: each is saved as soon as it is there, and a slow line is not shared.
    for (const file of sound.slice(0, Math.max(0, room))) await this.#send(file)
  }

  async #send(file: File): Promise<void> {
    const report = (share: number): void => {
      this.rising = [...this.rising.filter((one) => one.name !== file.name), { name: file.name, share }]
    }
    report(0)
    try {
      const ref = await api.attach(this.filing, this.address, file, report)
      this.#fresh.set(ref.id, ref)
      this.#commit([...this.#ids(), ref.id])
    } catch (error) {
      const said = error instanceof Refused ? (error.problem.issues?.map((one) => one.message).join(' ') ?? error.problem.detail) : text('files.unreachable', { name: file.name })
      this.problems = [...this.problems, said]
    } finally {
      this.rising = this.rising.filter((one) => one.name !== file.name)
    }
  }

  #remove(id: string): void {
    this.#commit(this.#ids().filter((one) => one !== id))
    this.renderRoot.querySelector<HTMLElement>('input')?.focus()
  }

  #drop(event: DragEvent): void {
    event.preventDefault()
    this.over = false
    if (this.editable) void this.#add([...(event.dataTransfer?.files ?? [])])
  }

  override render(): unknown {
    const ids = this.#ids()
    const { endings, megabytes, most } = this.limits
    const full = ids.length >= most
    return html`<div class="files ${this.over ? 'over' : ''}" data-address=${this.address} tabindex="-1"
        @dragover=${(event: DragEvent) => { event.preventDefault(); this.over = this.editable }} @dragleave=${() => { this.over = false }} @drop=${(event: DragEvent) => this.#drop(event)}>
      ${ids.length === 0 && this.rising.length === 0 ? html`<p class="hint">${text('files.none')}</p>` : nothing}
      ${ids.length === 0 ? nothing : html`<ul>${ids.map((id) => this.#line(id))}</ul>`}
      ${this.rising.map(({ name, share }) => html`<p class="row"><span>${name}</span><progress max="1" value=${share} aria-label=${text('files.rising', { name })}></progress></p>`)}
      ${this.editable
        ? html`<p class="row"><input class="hidden-text" id=${this.control} type="file" ?multiple=${most > 1} ?disabled=${full} accept=${endings.map((one) => `.${one}`).join(',')}
              aria-required=${this.required ? 'true' : nothing} aria-describedby="${this.notes} files-hint"
              @change=${(event: Event) => { const input = event.target as HTMLInputElement; void this.#add([...(input.files ?? [])]); input.value = '' }} />
              <label class="button small ${full ? 'off' : ''}" for=${this.control}>${text('files.choose')}</label></p>
            <p class="hint" id="files-hint">${text(full ? 'files.full' : 'files.hint', { endings: endings.join(', '), limit: megabytes, most })}</p>`
        : nothing}
      ${this.problems.map((one) => html`<p class="wrong" role="alert">${one}</p>`)}
    </div>`
  }

  #line(id: string): unknown {
    const ref = this.#fresh.get(id) ?? this.known.find((one) => one.id === id)
    if (ref === undefined) return html`<li class="row">${text('files.unknown')}</li>`
    return html`<li class="row"><a href=${api.fileAddress(this.filing, id)} download=${ref.name}>${ref.name}</a>
      <span class="quiet">${fileSize(ref.size)} · ${ref.by.name} · ${showInstant(ref.at)}${ref.scanned ? nothing : html` · ${text('files.not-scanned')}`}</span>
      ${this.editable ? html`<button class="button quiet small" type="button" aria-label=${text('files.remove-one', { name: ref.name })} @click=${() => this.#remove(id)}>${text('files.remove')}</button>` : nothing}</li>`
  }
}
customElements.define('bm-files', Files)
