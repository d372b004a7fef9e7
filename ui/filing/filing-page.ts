// The page of one filing: it draws the work and hands over what the person does. What is typed lives in the draft, when
// it is saved and what others did is the work's, what a gesture means is the sheet's; here they only meet.
import { LitElement, html, nothing, type PropertyValues } from 'lit'
import type { PossibleAction, RowChange } from '../../engine/core/contract/filing.ts'
import type { Session, Welcome } from '../../engine/core/contract/session.ts'
import type { WireValue } from '../../engine/core/contract/shapes.ts'
import { isShown } from '../../engine/core/calculation/conditions.ts'
import { rowAddress } from '../../engine/core/calculation/records.ts'
import { placeOf, rowsOf, type RowView } from '../../engine/core/calculation/sheet.ts'
import { formatAddress, joinKey, parseAddress, splitKey } from '../../engine/core/form/address.ts'
import type { Table } from '../../engine/core/form/compile.ts'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import { newKey, Refused } from '../api/client.ts'
import { tell } from '../frame/events.ts'
import { recall, remember } from '../frame/memory.ts'
import { showRoute } from '../frame/route.ts'
import { icon } from '../parts/icon.ts'
import { loadingNote, loadingStyles } from '../parts/loading-note.ts'
import '../parts/menu.ts'
import { meterStyles } from '../parts/meter.ts'
import { problemNote, wordsOf } from '../parts/problem-note.ts'
import { markStyles } from '../parts/state-mark.ts'
import { perform } from '../sheet/perform.ts'
import '../sheet/sheet-frame.ts'
import type { SheetFrame } from '../sheet/sheet-frame.ts'
import type { Change, Gesture } from '../sheet/view.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'
import './act-dialog.ts'
import { isPlain, type ActDetails } from './act-dialog.ts'
import { bar, type View } from './bar.ts'
import './conflict-dialog.ts'
import { coverageStyles } from './coverage-panel.ts'
import { newRecord, type Draft } from './draft.ts'
import { fieldStyles, fields } from './fields.ts'
import { filingStyles } from './filing-styles.ts'
import { errorsBelow, findingLines, findingStyles } from './findings-panel.ts'
import { foot, headStyles, heading } from './head.ts'
import { labelAt, valueAt } from './label.ts'
import { notices } from './notices.ts'
import { panel, type PanelName } from './panel.ts'
import { recordList, type RecordActs } from './records.ts'
import type { Step } from './source-panel.ts'
import { viewOf } from './view-of.ts'
import { Work } from './work.ts'

/** From here on the panel stands beside the sheet. */
const besideFrom = 1100
/** How often a form that takes lower figures in looks for new ones, while somebody looks at it. */
const lookAgain = 20_000

export class FilingPage extends LitElement {
  static override properties = {
    session: { attribute: false }, welcome: { attribute: false }, filingId: { attribute: false }, cell: { attribute: false }, visit: { attribute: false },
    panel: { state: true }, asked: { state: true }, acting: { state: true }, actBusy: { state: true }, actProblem: { state: true }, view: { state: true },
  }
  declare session: Session
  declare welcome: Welcome
  declare filingId: string
  declare cell: string
  declare visit: number
  declare panel: PanelName | null
  declare asked: Step | null
  declare acting: PossibleAction | null
  declare actBusy: boolean
  declare actProblem: string
  declare view: View

  static override styles = [base, page, markStyles, loadingStyles, meterStyles, headStyles, fieldStyles, findingStyles, coverageStyles, filingStyles]

  readonly #work = new Work(() => this.session.account.login, () => this.requestUpdate())
  #selected = ''
  #looking: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    this.panel = null
    this.asked = null
    this.acting = null
    this.actBusy = false
    this.actProblem = ''
    this.view = { compact: recall('compact') === 'yes', previous: recall('previous') !== 'no', grid: 'table', hasRich: false }
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('beforeunload', this.#unloading)
    window.addEventListener('keydown', this.#shortcut)
    window.addEventListener('online', this.#online)
    document.addEventListener('visibilitychange', this.#seen)
    this.#looking = setInterval(() => {
      if (document.visibilityState === 'visible' && this.#work.draft?.filing.takesIn === true) void this.#work.reread()
    }, lookAgain)
  }

  override disconnectedCallback(): void {
    window.removeEventListener('beforeunload', this.#unloading)
    window.removeEventListener('keydown', this.#shortcut)
    window.removeEventListener('online', this.#online)
    document.removeEventListener('visibilitychange', this.#seen)
    clearInterval(this.#looking)
    this.#work.close()
    super.disconnectedCallback()
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('welcome')) {
      const hasRich = this.welcome.handsontableKey !== null
      this.view = { ...this.view, hasRich, grid: hasRich && recall('grid') !== 'table' ? 'rich' : 'table' }
    }
    if (changed.has('filingId') || (changed.has('visit') && changed.get('visit') !== undefined)) void this.#open(changed.has('filingId'))
  }

  async #open(fresh: boolean): Promise<void> {
    if (fresh) {
      this.panel = null
      this.asked = null
    }
    if (!(await this.#work.open(this.filingId, fresh)) || this.#work.draft === undefined) return
    const { filing } = this.#work.draft
    tell(this, 'bm-titled', `${filing.form.code} · ${filing.unit.name}`)
    if (!fresh) return
    this.panel = this.#firstPanel(this.#work.draft)
    await this.updateComplete
    if (this.cell !== '') this.#jump(this.cell)
    else this.#focusHeading()
  }

  /** What is worth seeing first; a wide sheet needs the room more than the panel does. */
  #firstPanel(draft: Draft): PanelName | null {
    if (window.innerWidth < besideFrom || draft.form.tables.some((table) => table.columns.length > 6)) return null
    if (draft.filing.coverage.some((one) => one.received < one.expected)) return 'coverage'
    return this.#work.found.length > 0 || draft.wrong.size > 0 ? 'findings' : null
  }

  #focusHeading(): void {
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }

  /** Selects a cell and brings it into sight. */
  #jump(address: string): void {
    const { draft } = this.#work
    const place = draft === undefined ? undefined : placeOf(draft.sheet, address)
    if (draft === undefined || place === undefined) return
    if (place.table.kind === 'section') return this.renderRoot.querySelector<HTMLElement>(`[data-address="${address}"]`)?.focus()
    const row = rowsOf(draft.sheet, place.table.id).findIndex((one) => one.key === parseAddress(address)?.row)
    this.renderRoot.querySelector<SheetFrame>(`#sheet-${place.table.id}`)?.goTo({ row: Math.max(0, row), column: place.table.columns.filter((column) => !column.hidden && column.index < place.column).length })
  }

  #back(forth: boolean): void {
    const { count, first } = this.#work.back(forth)
    const nothingLeft = text(forth ? 'redo.nothing' : 'undo.nothing')
    tell(this, 'bm-say', count === 0 ? nothingLeft : text(forth ? 'redo.applied' : 'undo.applied', { n: count }))
    if (first !== undefined) this.#jump(first)
  }

  #fieldGesture(table: Table, event: CustomEvent<Gesture>): void {
    event.stopPropagation()
    const { draft } = this.#work
    if (draft === undefined) return
    const view = viewOf(draft, table, this.#work.found)
    if (event.detail.kind === 'ask') return void this.#ask(view.cell(event.detail.at.row, event.detail.at.column).address)
    this.#work.change(perform(view, event.detail).changes)
  }

  async #ask(address: string): Promise<void> {
    this.#selected = address
    await this.#work.flush()
    this.asked = { filing: this.filingId, address, label: '' }
    this.panel = 'source'
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#panel-title')?.focus({ preventScroll: window.innerWidth >= besideFrom })
  }

  #toggle(name: PanelName): void {
    this.panel = this.panel === name ? null : name
    if (this.panel === 'source' && this.#selected !== '') void this.#ask(this.#selected)
  }

  #show(next: Partial<View>): void {
    this.view = { ...this.view, ...next }
    remember('compact', this.view.compact ? 'yes' : 'no')
    remember('previous', this.view.previous ? 'yes' : 'no')
    if (next.grid !== undefined) remember('grid', next.grid)
  }

  #begin(action: PossibleAction): void {
    if (action.blocked !== null || this.actBusy) return
    this.#work.begin()
    this.actProblem = ''
    if (isPlain(action)) void this.#act(action, {})
    else this.acting = action
  }

  async #act(action: PossibleAction, details: ActDetails): Promise<void> {
    if (this.actBusy) return
    this.actBusy = true
    this.actProblem = ''
    const problem = await this.#work.act(action, details)
    this.actBusy = false
    if (problem !== null) {
      if (this.acting === null) this.#work.tell({ look: 'error', words: problem })
      else this.actProblem = problem
      return
    }
    this.acting = null
    await this.updateComplete
    this.#focusHeading()
    window.scrollTo(0, 0)
  }

  /** Asked by the frame before it shows another page. */
  async leave(): Promise<boolean> {
    blurEditor()
    if (this.#work.unsaved === 0 || (await this.#work.flush())) return true
    return window.confirm(text('filing.leave', { n: this.#work.unsaved }))
  }

  readonly #unloading = (event: BeforeUnloadEvent): void => {
    blurEditor()
    if (this.#work.unsaved > 0) event.preventDefault()
  }

  readonly #shortcut = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 's') {
      event.preventDefault()
      void this.#work.flush()
    }
  }

  readonly #online = (): void => {
    if (this.#work.status.kind === 'failed') void this.#work.flush()
  }

  readonly #seen = (): void => {
    if (document.visibilityState === 'hidden') void this.#work.flush()
    else void this.#work.reread()
  }

  override render(): unknown {
    const work = this.#work
    const { login } = this.session.account
    if (work.failed !== null) {
      // Whoever came by a link of a list has no other work to be given: there is nothing to see yet.
      if (work.failed.cause instanceof Refused && work.failed.cause.problem.status === 403) {
        return html`<div class="page"><h1 tabindex="-1">${text('filing.not-sent.title')}</h1><div class="notice">${icon('info')}<p class="grow">${text('filing.not-sent')}</p></div>
          <p><a href=${showRoute({ page: 'inbox' })}>${text('rail.inbox')}</a></p></div>`
      }
      return html`<div class="page"><h1 tabindex="-1">${wordsOf(work.failed.cause, login).title}</h1>${problemNote(work.failed.cause, login, () => void this.#open(true), false)}
        <p><a href=${showRoute({ page: 'inbox' })}>${text('rail.inbox')}</a></p></div>`
    }
    const { draft } = work
    if (draft === undefined) return html`<div class="page"><h1 tabindex="-1" class="quiet">${text('filing.loading')}</h1>${loadingNote(5)}</div>`
    return html`<div class="page filing ${this.panel === null ? '' : 'with-panel'}" @bm-ask=${(event: CustomEvent<string>) => void this.#ask(event.detail)}
        @bm-back=${(event: CustomEvent<string>) => this.#back(event.detail === 'redo')} @bm-selected=${(event: CustomEvent<string>) => (this.#selected = event.detail)}>
      ${heading(draft.filing)}
      ${notices(draft.filing, work.notice, () => work.dismiss())}
      ${bar(draft, work.status, findingLines(draft, work.found).length, this.panel, this.actBusy, this.view, {
        begin: (action) => this.#begin(action), back: (forth) => this.#back(forth), toggle: (name) => this.#toggle(name),
        save: () => void work.flush(), show: (next) => this.#show(next),
      })}
      <div class="columns">
        <div class="sheets">${draft.form.tables.map((table) => this.#table(draft, table))}${this.#explanation(draft)}${foot(draft.filing)}</div>
        ${this.panel === null ? nothing : panel(this.panel, draft, work.found, this.asked, login, {
          go: (address) => this.#jump(address), explain: (key, words) => work.giveReason(key, words), close: () => (this.panel = null),
        })}
      </div>
      <bm-act-dialog .action=${this.acting} .busy=${this.actBusy} .problem=${this.actProblem} @bm-cancel=${() => (this.acting = null)}
        @bm-act=${(event: CustomEvent<ActDetails>) => this.acting !== null && void this.#act(this.acting, event.detail)}></bm-act-dialog>
      <bm-conflict-dialog .conflicts=${work.conflicts} .label=${(address: string) => labelAt(draft, address)} .value=${(address: string, value: WireValue) => valueAt(draft, address, value)}
        @bm-chosen=${(event: CustomEvent<ReadonlySet<string>>) => work.choose(event.detail)}></bm-conflict-dialog>
    </div>`
  }

  #table(draft: Draft, table: Table): unknown {
    const view = viewOf(draft, table, this.#work.found)
    if (table.kind === 'section') {
      return isShown(draft.sheet, table) ? html`<div @bm-gesture=${(event: CustomEvent<Gesture>) => this.#fieldGesture(table, event)}>${fields(view, this.#records(draft, table))}</div>` : nothing
    }
    const label = text('sheet.label', { title: table.title ?? draft.form.title })
    return html`<section class=${table.continues === undefined ? 'sheet' : 'sheet continues'} aria-label=${label} @bm-changes=${(event: CustomEvent<readonly Change[]>) => this.#work.change(event.detail)}>
      ${table.title === undefined ? nothing : html`<h2>${table.title}</h2>`}
      <bm-sheet-frame id="sheet-${table.id}" .view=${view} .label=${label} .showPrevious=${this.view.previous && (draft.previous !== null || draft.predecessors !== null)} .compact=${this.view.compact}
        .grid=${this.view.grid} .licence=${this.welcome.handsontableKey ?? ''}></bm-sheet-frame>
      ${recordList(view, this.#records(draft, table))}
      ${errorsBelow(table.id, findingLines(draft, this.#work.found), (address) => this.#jump(address))}
      ${table.rollUps.length === 0 ? nothing : html`<p class="hint legend"><span class="swatch rolled">${icon('sum')}</span> ${text('sheet.legend-rolled')}${draft.filing.takesIn ? `. ${text('filing.takes-in')}` : ''}</p>`}
      ${this.view.grid === 'rich' && this.welcome.demo && table === draft.form.tables[0] ? html`<p class="hint">${text('sheet.evaluation')}</p>` : nothing}
    </section>`
  }

  /** Records are added at the end, and the first field of a new one takes the focus. */
  #records(draft: Draft, table: Table): RecordActs {
    const rowOf = (row: RowView): { address: string; row: RowChange } => {
      const { band, instance } = splitKey(table, row.key)
      const change = { table: table.id, key: instance, ...(table.bands.length > 1 ? { band } : {}) }
      return { address: rowAddress(draft.form, change), row: change }
    }
    return {
      add: (band) => {
        const key = newKey()
        this.#work.change(newRecord(draft, table, band, key))
        tell(this, 'bm-say', text('records.added', { title: band.title }))
        void this.updateComplete.then(() => {
          const first = table.columns.find((column) => draft.form.writers[table.index]?.across[column.index]?.length === 0)
          if (first !== undefined) this.#jump(formatAddress(table.id, joinKey(table, band.index, key, band.rows[0]?.key ?? ''), first.id, true))
        })
      },
      name: (row, title) => {
        const change = rowOf(row)
        this.#work.change([{ address: change.address, row: { ...change.row, title: title.normalize('NFC').trim() } }])
      },
      remove: (row) => {
        const change = rowOf(row)
        this.#work.change([{ address: change.address, row: { ...change.row, gone: true } }])
        tell(this, 'bm-say', text('records.removed', { title: row.title }))
        const { band } = splitKey(table, row.key)
        void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#add-${table.id}-${band}`)?.focus())
      },
    }
  }

  #explanation(draft: Draft): unknown {
    if (!draft.filing.editable) {
      const { text: words } = draft.explanation
      return html`<section class="explanation"><h3>${text('filing.explanation')}</h3>${words === '' ? html`<p class="quiet">${text('filing.no-explanation')}</p>` : html`<p class="written">${words}</p>`}</section>`
    }
    const hint = (draft.filing.definition as FormDefinition)['explanation-hint'] ?? text('filing.explanation-hint')
    return html`<section class="field explanation"><label for="explanation"><strong>${text('filing.explanation')}</strong></label>
      <p class="hint" id="explanation-hint">${hint}</p>
      <textarea id="explanation" maxlength="20000" aria-describedby="explanation-hint" .value=${draft.explanation.text}
        @input=${(event: Event) => this.#work.explain((event.target as HTMLTextAreaElement).value)}></textarea></section>`
  }
}
customElements.define('bm-filing-page', FilingPage)

/** An open editor holds something, too: leaving it commits it. */
function blurEditor(): void {
  const deepest = (root: Document | ShadowRoot): Element | null => {
    const active = root.activeElement
    return active?.shadowRoot ? deepest(active.shadowRoot) : active
  }
  const active = deepest(document)
  if (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) active.blur()
}
