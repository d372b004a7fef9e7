// Our own grid: a real table that every screen reader, phone and printer understands. It draws a view and reports
// gestures; selection and the open editor are its only state, and are put on the cells directly, so that moving about
// does not draw the table again.
import { LitElement, html, nothing, type PropertyValues } from 'lit'
import type { RowView } from '../../engine/core/calculation/sheet.ts'
import type { Column } from '../../engine/core/form/compile.ts'
import { icon } from '../parts/icon.ts'
import { base } from '../styles/base.ts'
import { text } from '../text.ts'
import { copy } from './copy.ts'
import { afterEnter, afterTab, at, blockOf, isInside, readKey, type Extent, type KeyMeaning } from './gesture.ts'
import { headings, numberCells, stubHead } from './heading.ts'
import { offersFor, readCell } from './read-cell.ts'
import { sheetTableStyles } from './sheet-table-styles.ts'
import { besideFigures, besideWords, gestureOf, report, type CellView, type Place, type Selection, type SheetView } from './view.ts'

export class SheetTable extends LitElement {
  static override properties = { view: { attribute: false }, label: {}, showPrevious: { attribute: false }, compact: { type: Boolean, reflect: true } }
  declare view: SheetView
  declare label: string
  declare showPrevious: boolean
  declare compact: boolean

  static override styles = [base, sheetTableStyles]

  #selection: Selection = at(0, 0)
  /** `replace`: opened by typing, so that arrows end it; else they move within the text. */
  #editing: { at: Place; replace: boolean } | undefined
  #dragging = false
  readonly #input = document.createElement('input')
  /** What may be chosen, offered by the browser under the editor. */
  readonly #offers = document.createElement('datalist')

  constructor() {
    super()
    this.label = ''
    this.showPrevious = false
    this.compact = false
    this.#input.className = 'editor'
    this.#input.autocomplete = 'off'
    this.#offers.id = 'offers'
    this.#input.addEventListener('input', () => this.#typing())
    this.#input.addEventListener('blur', () => this.#commit())
  }

  override disconnectedCallback(): void {
    this.#commit()
    super.disconnectedCallback()
  }

  goTo(place: Place): void {
    this.#commit()
    this.#select({ anchor: place, focus: place }, true)
  }

  get #extent(): Extent {
    const { view } = this
    return { rows: view.rows.length, columns: view.columns.length, editable: ({ row, column }) => view.cell(row, column).editable }
  }

  #td(row: number, column: number): HTMLTableCellElement | undefined {
    return this.renderRoot.querySelector<HTMLTableCellElement>(`#c-${row}-${column}`) ?? undefined
  }

  #placeOf(event: Event): Place | undefined {
    const cell = event.composedPath().find((node): node is HTMLElement => node instanceof HTMLElement && node.dataset['row'] !== undefined)
    return cell === undefined ? undefined : { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) }
  }

  #select(selection: Selection, focus: boolean): void {
    this.#selection = selection
    this.#mark()
    const { row, column } = selection.focus
    const cell = this.#td(row, column)
    if (focus) cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    report(this, { kind: 'select', at: selection })
  }

  /** Puts selection and roving tabindex on the cells. */
  #mark(): void {
    const { rows, columns } = this.#extent
    if (rows === 0 || columns === 0) return
    const clip = ({ row, column }: Place): Place => ({ row: Math.min(row, rows - 1), column: Math.min(column, columns - 1) })
    this.#selection = { anchor: clip(this.#selection.anchor), focus: clip(this.#selection.focus) }
    const block = blockOf(this.#selection)
    const single = block.rows * block.columns === 1
    for (const cell of this.renderRoot.querySelectorAll<HTMLElement>('td[data-row]')) {
      const row = Number(cell.dataset['row'])
      const column = Number(cell.dataset['column'])
      const active = row === this.#selection.focus.row && column === this.#selection.focus.column
      cell.tabIndex = active ? 0 : -1
      cell.classList.toggle('active', active)
      const inside = !single && isInside(block, row, column)
      cell.classList.toggle('inside', inside)
      if (inside || active) cell.setAttribute('aria-selected', 'true')
      else cell.removeAttribute('aria-selected')
    }
  }

  #open(replace: string | null): void {
    const place = this.#selection.focus
    const cell = this.view.cell(place.row, place.column)
    const td = this.#td(place.row, place.column)
    const column = this.view.columns[place.column]
    if (!cell.editable || td === undefined || column === undefined) return report(this, { kind: 'refused', at: place })
    this.#editing = { at: place, replace: replace !== null }
    const input = this.#input
    input.value = replace ?? cell.plain
    input.inputMode = column.holds === 'text' || column.min < 0 ? 'text' : column.decimals > 0 ? 'decimal' : 'numeric'
    input.setAttribute('aria-label', [this.view.rows[place.row]?.title, column.path].filter((one) => one !== undefined && one !== '').join(', '))
    td.classList.add('editing')
    td.append(input, this.#offers)
    input.focus({ preventScroll: true })
    input.setSelectionRange(input.value.length, input.value.length)
    this.#typing()
  }

  #typing(): void {
    if (this.#editing === undefined) return
    const { at: place } = this.#editing
    const column = this.view.columns[place.column]
    const { value } = this.view.cell(place.row, place.column)
    const wrong = column !== undefined && 'issue' in readCell(column, this.#input.value, value)
    const offers = column === undefined ? [] : offersFor(column, value, this.#input.value)
    this.#offers.replaceChildren(...offers.map((words) => Object.assign(document.createElement('option'), { value: words })))
    if (offers.length > 0) this.#input.setAttribute('list', this.#offers.id)
    else this.#input.removeAttribute('list')
    if (wrong) this.#input.setAttribute('aria-invalid', 'true')
    else this.#input.removeAttribute('aria-invalid')
    report(this, { kind: 'typing', at: place, text: this.#input.value })
  }

  #commit(): void {
    const editing = this.#editing
    if (editing === undefined) return
    const typed = this.#input.value
    this.#close()
    report(this, { kind: 'type', at: editing.at, text: typed })
  }

  #close(): void {
    const editing = this.#editing
    this.#editing = undefined
    if (editing === undefined) return
    const td = this.#td(editing.at.row, editing.at.column)
    td?.classList.remove('editing')
    this.#input.remove()
    this.#offers.remove()
  }

  #key(event: KeyboardEvent): void {
    if (this.#editing !== undefined) return this.#editorKey(event)
    if (this.#placeOf(event) === undefined) return
    const stroke = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey, composing: event.isComposing }
    const meaning = readKey(stroke, this.#selection, this.#extent)
    // An input method writes into the field that is focused when its first key arrives, so that key must go through.
    const passes = meaning.kind === 'nothing' || meaning.kind === 'leave' || (meaning.kind === 'edit' && meaning.replace === '')
    if (!passes) event.preventDefault()
    this.#do(meaning)
  }

  #do(meaning: KeyMeaning): void {
    const gesture = gestureOf(meaning, this.#selection)
    if (gesture !== undefined) return report(this, gesture)
    switch (meaning.kind) {
      case 'go':
        return this.#select(meaning.selection, true)
      case 'edit':
        return this.#open(meaning.replace)
      case 'leave':
      case 'nothing':
        return
    }
  }

  #editorKey(event: KeyboardEvent): void {
    if (event.isComposing) return
    const { key } = event
    const from = this.#editing?.at ?? { row: 0, column: 0 }
    if (key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      this.#close()
      report(this, { kind: 'typing', at: from, text: null })
      return this.#select(at(from.row, from.column), true)
    }
    let next: KeyMeaning | undefined
    if (key === 'Enter') next = afterEnter(from, event.shiftKey, this.#extent)
    else if (key === 'Tab') next = afterTab(from, event.shiftKey, this.#extent)
    else if (this.#editing?.replace === true && key.startsWith('Arrow') && !this.#input.hasAttribute('list')) {
      next = readKey({ key, ctrl: false, shift: false, alt: false, composing: false }, at(from.row, from.column), this.#extent)
    } else if (key === 's' && (event.ctrlKey || event.metaKey)) {
      // The page saves; what stands in the editor belongs to what is saved.
      this.#commit()
      return this.#select(at(from.row, from.column), true)
    }
    if (next === undefined) return
    if (next.kind !== 'leave') event.preventDefault()
    this.#commit()
    if (next.kind === 'go') this.#select(next.selection, true)
    else this.#select(at(from.row, from.column), true)
  }

  #pressed(event: PointerEvent): void {
    const place = this.#placeOf(event)
    if (place === undefined || event.button !== 0 || event.composedPath().includes(this.#input)) return
    const { focus, anchor } = this.#selection
    const again = event.pointerType !== 'mouse' && place.row === focus.row && place.column === focus.column && this.#td(place.row, place.column)?.matches(':focus')
    event.preventDefault()
    this.#commit()
    this.#select({ anchor: event.shiftKey ? anchor : place, focus: place }, true)
    // A finger has no F2: a second tap on the cell opens it.
    if (again === true) return this.#open(null)
    this.#dragging = event.pointerType === 'mouse'
  }

  #dragged(event: PointerEvent): void {
    if (!this.#dragging || (event.buttons & 1) === 0) {
      this.#dragging = false
      return
    }
    const place = this.#placeOf(event)
    const { focus, anchor } = this.#selection
    if (place !== undefined && (place.row !== focus.row || place.column !== focus.column)) this.#select({ anchor, focus: place }, true)
  }

  #clipboard(event: ClipboardEvent): void {
    if (this.#editing !== undefined || this.#placeOf(event) === undefined || event.clipboardData === null) return
    event.preventDefault()
    if (event.type === 'paste') {
      return report(this, { kind: 'paste', at: this.#selection, text: event.clipboardData.getData('text/plain'), html: event.clipboardData.getData('text/html') })
    }
    const block = copy(this.view, this.#selection)
    event.clipboardData.setData('text/plain', block.text)
    event.clipboardData.setData('text/html', block.html)
    report(this, { kind: 'copied', at: this.#selection })
    if (event.type === 'cut') report(this, { kind: 'clear', at: this.#selection })
  }

  /** Grid columns that a column takes where several tables share one grid. */
  #span(column: Column | undefined): number {
    return column === undefined || !this.view.shared ? 1 : (this.view.table.spans[column.index] ?? 1)
  }

  override updated(_changed: PropertyValues<this>): void {
    this.#mark()
  }

  override render(): unknown {
    const { view } = this
    const head = headings(view.table)
    const stub = view.table.kind !== 'one'
    const levels = view.table.header.length
    const described: unknown[] = []
    const rows = view.rows.map((row, index) => this.#row(row, index, head.of, stub, described))
    return html`<div class="scroll" @keydown=${(event: KeyboardEvent) => this.#key(event)} @pointerdown=${(event: PointerEvent) => this.#pressed(event)}
        @pointermove=${(event: PointerEvent) => this.#dragged(event)} @dblclick=${() => this.#open(null)}
        @copy=${(event: ClipboardEvent) => this.#clipboard(event)} @cut=${(event: ClipboardEvent) => this.#clipboard(event)} @paste=${(event: ClipboardEvent) => this.#clipboard(event)}>
      <table role="grid" class=${[this.showPrevious ? 'with-previous' : '', view.shared ? 'shared' : ''].join(' ').trim()} aria-label=${this.label} aria-readonly=${view.readOnly ? 'true' : nothing}>
        ${view.shared ? html`<colgroup>${stub ? html`<col class="stub-width">` : nothing}${view.columns.flatMap((column) => Array.from({ length: this.#span(column) }, () => html`<col class="cell-width">`))}</colgroup>` : nothing}
        <thead>
          ${head.rows.map((cells, level) => html`<tr>
            ${stub && level === 0 ? html`<th class="stub" scope="col" id="stub-head" rowspan=${levels}>${stubHead(view.table) ?? text('sheet.stub')}</th>` : nothing}
            ${cells.map((cell) => html`<th id=${cell.id} scope=${cell.colspan > 1 ? 'colgroup' : 'col'} colspan=${cell.colspan} rowspan=${cell.rowspan}>${cell.title}${cell.measure === '' ? nothing : html`<span class="measure">(${cell.measure})</span>`}</th>`)}
          </tr>`)}
          ${view.table.numbers
            ? html`<tr class="numbers">${stub ? html`<td class="stub">A</td>` : nothing}${numberCells(view.columns, (column) => this.#span(column)).map(({ label, colspan }) => html`<td colspan=${colspan}>${label}</td>`)}</tr>`
            : nothing}
        </thead>
        <tbody>${rows}</tbody>
      </table>
      ${view.rows.length === 0 ? html`<p class="none">${text('sheet.empty-rows')}</p>` : nothing}
    </div>
    <div hidden>${described}</div>`
  }

  #row(row: RowView, index: number, of: readonly (readonly string[])[], stub: boolean, described: unknown[]): unknown {
    return html`<tr class=${row.total ? 'total' : ''}>
      ${stub ? html`<th class="stub" scope="row" id="r-${index}" data-depth=${Math.min(row.depth, 4)}>${row.number === undefined ? nothing : html`<span class="number">${row.number}</span>`}<span>${row.title}</span></th>` : nothing}
      ${this.view.columns.map((_, column) => this.#cell(this.view.cell(index, column), index, column, stub ? ['stub-head', `r-${index}`, ...(of[column] ?? [])] : (of[column] ?? []), described))}
    </tr>`
  }

  #cell(cell: CellView, row: number, column: number, heads: readonly string[], described: unknown[]): unknown {
    const id = `c-${row}-${column}`
    const beside = besideFigures(cell)
    const notes = [
      cell.finding?.sentence ?? '',
      cell.role === 'typed' || cell.why === '' ? '' : cell.why,
      cell.elsewhere ? text('sheet.elsewhere') : '',
      ...(this.showPrevious ? besideWords(cell) : []),
    ].filter((one) => one !== '')
    if (notes.length > 0) described.push(html`<span id="${id}-note">${notes.join('. ')}</span>`)
    const wrong = cell.wrong !== undefined || cell.finding?.severity === 'error'
    const look = [cell.role, this.view.columns[column]?.holds ?? '', cell.finding === undefined ? '' : `has-${cell.finding.severity}`, cell.elsewhere ? 'elsewhere' : '', cell.wrong === undefined ? '' : 'unread'].join(' ')
    return html`<td id=${id} role="gridcell" colspan=${this.#span(this.view.columns[column])} data-row=${row} data-column=${column} data-address=${cell.address} class=${look} headers=${heads.join(' ')}
      title=${notes.length === 0 ? nothing : notes.join('\n')}
      aria-readonly=${cell.editable ? nothing : 'true'} aria-invalid=${wrong ? 'true' : nothing} aria-describedby=${notes.length === 0 ? nothing : `${id}-note`}>${sign(cell)}<span class="figure">${cell.shown}</span>${this.showPrevious && beside !== '' ? html`<span class="previous" aria-hidden="true">${beside}</span>` : nothing}</td>`
  }
}
customElements.define('bm-sheet-table', SheetTable)

function sign(cell: CellView): unknown {
  if (cell.finding?.severity === 'error') return icon('error')
  if (cell.finding?.severity === 'explain') return icon('explain')
  if (cell.finding?.severity === 'warning') return icon('warning')
  return cell.role === 'rolled-up' ? icon('sum') : nothing
}
