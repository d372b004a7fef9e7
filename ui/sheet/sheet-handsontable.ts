// The second grid: Handsontable draws, and nothing more. It is not allowed to change, paste, fill or undo anything
// itself: what it notices becomes the same gestures as in our own table, and the new view is drawn. The only file that
// knows the library; loaded only where a key is configured.
import library from 'handsontable/base'
import { AutocompleteEditor, registerEditor } from 'handsontable/editors'
import { registerLanguageDictionary } from 'handsontable/i18n'
import { NestedHeaders, registerPlugin } from 'handsontable/plugins'
import coreCss from 'handsontable/styles/handsontable.min.css?inline'
import themeCss from 'handsontable/styles/ht-theme-main-no-icons.min.css?inline'
import { LitElement, html, render, unsafeCSS, type PropertyValues } from 'lit'
import { icon } from '../parts/icon.ts'
import { base } from '../styles/base.ts'
import { language, text } from '../text.ts'
import { numberCells, stubHead } from './heading.ts'
import { copy } from './copy.ts'
import { afterEnter, afterTab, at, readKey, type Extent, type KeyMeaning } from './gesture.ts'
import { sheetHandsontableStyles } from './sheet-handsontable-styles.ts'
import { offersFor } from './read-cell.ts'
import { besideFigures, besideWords, gestureOf, report, type Place, type Selection, type SheetView } from './view.ts'

// Under NodeNext the package's types put the class one level deeper than its module does.
const Handsontable = library as unknown as typeof library.default
type Grid = InstanceType<typeof library.default>
type Settings = NonNullable<ConstructorParameters<typeof library.default>[1]>
type Changes = Parameters<NonNullable<Settings['beforeChange']>>[0]

registerPlugin(NestedHeaders)
registerEditor(AutocompleteEditor)
// The menus are off, so that few of the library's words could ever be seen; there is no dictionary of its own for them.
registerLanguageDictionary({
  languageCode: 'vi-VN',
  'Common:ok': 'Đồng ý',
  'Common:cancel': 'Hủy',
  'ContextMenu:items.undo': 'Hoàn tác',
  'ContextMenu:items.redo': 'Làm lại',
  'ContextMenu:items.readOnly': 'Chỉ đọc',
  'ContextMenu:items.copy': 'Chép',
  'ContextMenu:items.cut': 'Cắt',
} as unknown as Parameters<typeof registerLanguageDictionary>[0])

export class SheetHandsontable extends LitElement {
  static override properties = { view: { attribute: false }, label: {}, showPrevious: { attribute: false }, compact: { attribute: false }, licence: { attribute: false } }
  declare view: SheetView
  declare label: string
  declare showPrevious: boolean
  declare compact: boolean
  declare licence: string

  static override styles = [base, unsafeCSS(coreCss), unsafeCSS(themeCss), sheetHandsontableStyles]

  #hot: Grid | undefined
  /** Shared with the library: what an editor opens with. */
  #data: string[][] = []
  #layout = ''
  #selection: Selection = at(0, 0)
  #edited: Place = { row: 0, column: 0 }

  constructor() {
    super()
    this.label = ''
    this.showPrevious = false
    this.compact = false
    this.licence = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    for (const name of ['copy', 'cut', 'paste'] as const) this.addEventListener(name, this.#clipboard)
  }

  override disconnectedCallback(): void {
    for (const name of ['copy', 'cut', 'paste'] as const) this.removeEventListener(name, this.#clipboard)
    this.#hot?.destroy()
    this.#hot = undefined
    this.#layout = ''
    super.disconnectedCallback()
  }

  goTo(place: Place): void {
    this.#hot?.selectCell(place.row, place.column)
  }

  get #extent(): Extent {
    const { view } = this
    return { rows: view.rows.length, columns: view.columns.length, editable: ({ row, column }) => view.cell(row, column).editable }
  }

  override render(): unknown {
    return html`<div class="host" role="group" aria-label=${this.label}></div>`
  }

  override updated(_changed: PropertyValues<this>): void {
    const { view } = this
    // Only another layout needs another grid; new figures are drawn into the one that is there, and the selection stays.
    const layout = [view.table.id, view.columns.length, this.compact, this.showPrevious, view.rows.map((row) => row.key).join()].join('|')
    if (this.#hot === undefined || layout !== this.#layout) this.#build()
    else {
      this.#data.forEach((row, index) => view.columns.forEach((_, column) => (row[column] = view.cell(index, column).plain)))
      this.#hot.render()
    }
    this.#layout = layout
  }

  #build(): void {
    const host = this.renderRoot.querySelector<HTMLElement>('.host')
    if (host === null) return
    this.#hot?.destroy()
    const { view } = this
    const stub = !stubless(view)
    const tall = view.rows.length > 18
    const rowHeaderWidth = window.innerWidth < 700 ? 130 : 260
    this.#data = view.rows.map((_, row) => view.columns.map((__, column) => view.cell(row, column).plain))
    this.#hot = new Handsontable(host, {
      licenseKey: this.licence,
      injectCoreCss: false,
      themeName: 'ht-theme-main-dark-auto',
      language: language() === 'en' ? 'en-US' : 'vi-VN',
      data: this.#data,
      nestedHeaders: this.#headers(),
      rowHeaders: stub ? (row: number) => escape(this.view.rows[row]?.title ?? '') : false,
      rowHeaderWidth,
      colWidths: this.#widths(host.clientWidth - (stub ? rowHeaderWidth : 0) - 2),
      rowHeights: view.rows.map((row) => this.#height(row.title, rowHeaderWidth - 24 - 14 * row.depth)),
      width: '100%',
      height: tall ? Math.max(320, window.innerHeight - 220) : 'auto',
      autoColumnSize: false,
      autoRowSize: false,
      autoWrapRow: false,
      autoWrapCol: false,
      fillHandle: false,
      outsideClickDeselects: false,
      navigableHeaders: false,
      tabNavigation: true,
      cells: (row, column) => ({ readOnly: !this.view.cell(row, column).editable, className: this.#side(column), ...this.#offers(row, column) }),
      // After the library's own drawing, which would take aria-invalid away again.
      afterRenderer: (td, row, column) => this.#draw(td, row, column),
      afterGetRowHeader: (row, th) => this.#drawStub(th, row),
      afterGetColHeader: (column, th, level) => this.#drawHeader(th, column, level ?? 0),
      afterSelectionEnd: (row, column, row2, column2) => this.#selected(row, column, row2, column2),
      beforeKeyDown: (event) => this.#key(event as KeyboardEvent),
      beforeChange: (changes, source) => this.#changed(changes, source),
      afterBeginEditing: (row, column) => this.#watchEditor({ row, column }),
    })
    this.#levelHeads()
    this.#selection = at(0, 0)
  }

  /** A title that does not fit takes more lines, as on paper: it is not cut off. */
  #height(title: string, room: number): number {
    const lines = stubless(this.view) ? 1 : Math.ceil((title.length * letterWidth) / room)
    return (this.showPrevious ? 44 : this.compact ? 26 : 32) + (lines - 1) * lineHeight
  }

  /** The library draws the head of the titles apart and does not know how high wrapped words made the other one. */
  #levelHeads(): void {
    const levels = [...this.renderRoot.querySelectorAll<HTMLElement>('.ht_master thead tr')].map((row) => Math.ceil(row.getBoundingClientRect().height))
    if (levels.some((height) => height > 0)) this.#hot?.updateSettings({ columnHeaderHeight: levels })
  }

  /** A cell of choices opens an editor that offers them under it; what is chosen is text like any other. */
  #offers(row: number, column: number): object {
    const of = this.view.columns[column]
    if (of?.choices === undefined || 'codelist' in of.choices) return {}
    return {
      editor: 'autocomplete',
      // In the order of the list, not of the alphabet.
      sortByRelevance: true,
      source: (typed: string, offer: (titles: string[]) => void) => offer(offersFor(of, this.view.cell(row, column).value, typed)),
    }
  }

  #headers(): NonNullable<Settings['nestedHeaders']> {
    const { table, columns } = this.view
    const rows: { label: string; colspan: number; rowspan?: number }[][] = table.header.map((cells) =>
      cells.map((cell) => ({
        label: escape(cell.measure === undefined ? cell.title : `${cell.title} (${cell.measure})`),
        colspan: cell.colspan,
        ...(cell.rowspan > 1 ? { rowspan: cell.rowspan } : {}),
      })),
    )
    // A heading that spans rows leaves a place in each row below, which the library wants to see as a placeholder.
    const open: number[] = columns.map(() => 0)
    const padded = rows.map((cells) => {
      const line: (typeof cells)[number][] = []
      let column = 0
      let next = 0
      while (column < columns.length) {
        if ((open[column] ?? 0) > 0) {
          open[column] = (open[column] ?? 0) - 1
          line.push({ label: '', colspan: 1 })
          column += 1
          continue
        }
        const cell = cells[next++]
        if (cell === undefined) break
        for (let right = 0; right < cell.colspan; right++) open[column + right] = (cell.rowspan ?? 1) - 1
        line.push(cell)
        column += cell.colspan
      }
      return line
    })
    if (table.numbers) padded.push(numberCells(columns, () => 1))
    return padded as NonNullable<Settings['nestedHeaders']>
  }

  /** As wide as the figures need; what room is left is shared, up to a width at which figures still stand together. */
  #widths(room: number): number[] {
    // In one grid with other tables every column is as wide as all that stand under or above it.
    if (this.view.shared) return this.view.columns.map((column) => sharedWidth * (this.view.table.spans[column.index] ?? 1))
    const needed = this.view.columns.map((_, column) => {
      const shown = this.view.rows.reduce((most, __, row) => Math.max(most, this.view.cell(row, column).shown.length), 0)
      return Math.max(88, shown * 9 + 40)
    })
    const more = Math.floor((room - needed.reduce((sum, width) => sum + width, 0)) / needed.length)
    return more > 0 ? needed.map((width) => Math.min(width + more, Math.max(width, 320))) : needed
  }

  /** Words are read from the left, figures compared from the right. */
  #side(column: number): string {
    return this.view.columns[column]?.holds === 'text' ? 'htLeft' : 'htRight'
  }

  #draw(td: HTMLTableCellElement, row: number, column: number): void {
    const { view } = this
    if (row >= view.rows.length || column >= view.columns.length) return
    const cell = view.cell(row, column)
    td.className = [this.#side(column), cell.role, cell.finding === undefined ? '' : `has-${cell.finding.severity}`, cell.elsewhere ? 'elsewhere' : '', view.rows[row]?.total === true ? 'total' : '', cell.wrong === undefined ? '' : 'unread', cell.editable ? '' : 'htDimmed'].filter((one) => one !== '').join(' ')
    td.dataset['address'] = cell.address
    const sign = cell.finding?.severity === 'error' ? 'error' : cell.finding !== undefined ? 'warning' : cell.role === 'rolled-up' ? 'sum' : undefined
    const figure = document.createElement('span')
    figure.className = 'figure'
    figure.textContent = cell.shown
    const parts: Node[] = [figure]
    if (sign !== undefined) {
      const mark = document.createElement('span')
      mark.className = 'sign'
      render(icon(sign), mark)
      parts.unshift(mark)
    }
    const beside = besideFigures(cell)
    if (this.showPrevious && beside !== '') {
      const previous = document.createElement('span')
      previous.className = 'previous'
      previous.textContent = beside
      parts.push(previous)
    }
    td.replaceChildren(...parts)
    const notes = [cell.finding?.sentence ?? '', cell.role === 'typed' ? '' : cell.why, cell.elsewhere ? text('sheet.elsewhere') : '', ...besideWords(cell)].filter((one) => one !== '')
    td.title = notes.join('\n')
    // Descriptions by reference would need elements that the library's scrolling takes away; this says the same.
    if (notes.length === 0) td.removeAttribute('aria-description')
    else td.setAttribute('aria-description', notes.join('. '))
    const wrong = cell.wrong !== undefined || cell.finding?.severity === 'error'
    if (wrong) td.setAttribute('aria-invalid', 'true')
    else td.removeAttribute('aria-invalid')
    if (cell.editable) td.removeAttribute('aria-readonly')
    else td.setAttribute('aria-readonly', 'true')
  }

  #drawStub(th: HTMLElement, row: number): void {
    const of = this.view.rows[row]
    if (of === undefined) return
    th.classList.toggle('total', of.total)
    th.dataset['depth'] = String(Math.min(of.depth, 4))
    const words = th.querySelector('.rowHeader') ?? th
    words.textContent = of.number === undefined ? of.title : `${of.number}  ${of.title}`
    th.title = of.title
  }

  #drawHeader(th: HTMLElement, column: number, level: number): void {
    if (column >= 0) return
    const { table } = this.view
    const words = th.querySelector('.colHeader')
    const last = table.header.length - 1 + (table.numbers ? 1 : 0)
    if (words === null) return
    // One cell over all levels but the numbers', as the official form has it.
    th.classList.toggle('joined', level < table.header.length - 1)
    words.textContent = level === last && table.numbers ? 'A' : level === 0 ? (stubHead(table) ?? text('sheet.stub')) : ''
  }

  #selected(row: number, column: number, row2: number, column2: number): void {
    const clip = (value: number): number => Math.max(0, value)
    this.#selection = { anchor: { row: clip(row), column: clip(column) }, focus: { row: clip(row2), column: clip(column2) } }
    report(this, { kind: 'select', at: this.#selection })
  }

  #go(selection: Selection): void {
    const { anchor, focus } = selection
    this.#hot?.selectCell(anchor.row, anchor.column, focus.row, focus.column)
  }

  get #isEditing(): boolean {
    return this.#hot?.getActiveEditor()?.isOpened() === true
  }

  /** False keeps the key from the library's shortcuts; its own way of stopping an event is not the browser's. */
  #key(event: KeyboardEvent): boolean {
    if (this.#isEditing) return this.#editorKey(event)
    const stroke = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey, composing: event.isComposing }
    const meaning = readKey(stroke, this.#selection, this.#extent)
    if (meaning.kind === 'edit' && this.view.cell(this.#selection.focus.row, this.#selection.focus.column).editable) return true
    // What is not ours here (the browser's own keys, the clipboard) must not become one of the library's shortcuts.
    if (meaning.kind !== 'nothing' && meaning.kind !== 'leave') event.preventDefault()
    this.#do(meaning)
    return false
  }

  #do(meaning: KeyMeaning): void {
    const gesture = gestureOf(meaning, this.#selection)
    if (gesture !== undefined) return report(this, gesture)
    switch (meaning.kind) {
      case 'go':
        return this.#go(meaning.selection)
      case 'edit':
        return report(this, { kind: 'refused', at: this.#selection.focus })
      case 'leave':
        this.#hot?.deselectCell()
        this.#hot?.unlisten()
        return
      case 'nothing':
        return
    }
  }

  #editorKey(event: KeyboardEvent): boolean {
    if (event.isComposing) return true
    const from = this.#selection.focus
    if (event.key === 'Escape') {
      report(this, { kind: 'typing', at: from, text: null })
      return true
    }
    const next = event.key === 'Enter' ? afterEnter(from, event.shiftKey, this.#extent) : event.key === 'Tab' ? afterTab(from, event.shiftKey, this.#extent) : undefined
    if (next === undefined) return true
    event.preventDefault()
    this.#hot?.getActiveEditor()?.finishEditing()
    if (next.kind === 'go') this.#go(next.selection)
    return false
  }

  #watchEditor(place: Place): void {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>('textarea.handsontableInput')
    if (field === null) return
    this.#edited = place
    const { columns, rows } = this.view
    field.setAttribute('aria-label', [rows[place.row]?.title ?? '', columns[place.column]?.path ?? ''].filter((one) => one !== '').join(', '))
    field.removeEventListener('input', this.#typing)
    field.addEventListener('input', this.#typing)
  }

  readonly #typing = (event: Event): void => {
    const { value } = event.target as HTMLTextAreaElement
    report(this, { kind: 'typing', at: this.#edited, text: value })
    // The library asks anew at keys only: an input method writes letters without one.
    const editor = this.#hot?.getActiveEditor() as { queryChoices?: (typed: string) => void } | undefined
    editor?.queryChoices?.(value)
  }

  /** Nothing enters the grid by itself: what would change becomes gestures, and the page answers with a new view. */
  #changed(changes: Changes, source: string): boolean {
    if (source === 'loadData' || source === 'updateData') return true
    for (const change of changes) {
      if (change === null) continue
      const [row, column, , typed] = change
      report(this, { kind: 'type', at: { row, column: Number(column) }, text: String(typed ?? '') })
    }
    return false
  }

  readonly #clipboard = (event: ClipboardEvent): void => {
    if (this.#isEditing || event.clipboardData === null || this.#hot?.getSelectedLast() === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (event.type === 'paste') {
      return report(this, { kind: 'paste', at: this.#selection, text: event.clipboardData.getData('text/plain'), html: event.clipboardData.getData('text/html') })
    }
    const block = copy(this.view, this.#selection)
    event.clipboardData.setData('text/plain', block.text)
    event.clipboardData.setData('text/html', block.html)
    report(this, { kind: 'copied', at: this.#selection })
    if (event.type === 'cut') report(this, { kind: 'clear', at: this.#selection })
  }
}
customElements.define('bm-sheet-handsontable', SheetHandsontable)

/** Of a table of one row the columns alone say what a figure is. */
const stubless = (view: SheetView): boolean => view.table.kind === 'one'

/** Pixels: of a letter of a title and of a line of it, as the theme draws them; of a column in a grid of several tables, as
 * our own table has it (sheet-table-styles.ts). */
const letterWidth = 7.4
const lineHeight = 20
const sharedWidth = 120

/** The library writes labels as HTML; a form's words are words. */
function escape(words: string): string {
  return words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
