// The page of one filing: it puts heading, sheets, panel, workflow and saving together. What is typed lives in the draft,
// when it is saved is the saver's, what a gesture means is the sheet's; here they only meet.
import { LitElement, html, nothing, type PropertyValues } from 'lit'
import type { PossibleAction } from '../../engine/core/contract/filing.ts'
import type { Session, Welcome } from '../../engine/core/contract/session.ts'
import { parseAddress } from '../../engine/core/form/address.ts'
import type { Table } from '../../engine/core/form/compile.ts'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import type { Issue } from '../../engine/core/issue.ts'
import { rowsOf, placeOf } from '../../engine/core/calculation/sheet.ts'
import { findings } from '../../engine/core/validation/validate.ts'
import { Refused, newKey } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import { showInstant } from '../format.ts'
import { now } from '../frame/clock.ts'
import { tell } from '../frame/events.ts'
import { recall, remember } from '../frame/memory.ts'
import { icon, type IconName } from '../parts/icon.ts'
import { loadingNote, loadingStyles } from '../parts/loading-note.ts'
import '../parts/menu.ts'
import { meterStyles } from '../parts/meter.ts'
import { problemNote, wordsOf } from '../parts/problem-note.ts'
import { asideMark, markStyles, stateMark } from '../parts/state-mark.ts'
import { perform } from '../sheet/perform.ts'
import { readCell } from '../sheet/read-cell.ts'
import '../sheet/sheet-frame.ts'
import type { GridKind, SheetFrame } from '../sheet/sheet-frame.ts'
import type { Change, Gesture } from '../sheet/view.ts'
import { base, page } from '../styles/base.ts'
import { text } from '../text.ts'
import { isPlain, type ActDetails } from './act-dialog.ts'
import './act-dialog.ts'
import './conflict-dialog.ts'
import type { Conflict } from './conflict-dialog.ts'
import { coveragePanel, coverageStyles } from './coverage-panel.ts'
import { change, countUnsaved, openDraft, rebase, takeBack, yieldCell, type Draft } from './draft.ts'
import { fieldStyles, fields } from './fields.ts'
import { filingStyles } from './filing-styles.ts'
import { findingLines, findingStyles, findingsPanel } from './findings-panel.ts'
import { foot, headStyles, heading } from './head.ts'
import './history-panel.ts'
import { find, keep, tabStore } from './keep.ts'
import { labelAt, valueAt } from './label.ts'
import { saveDraft } from './saving.ts'
import { Saver } from './saver.ts'
import './source-panel.ts'
import type { Step } from './source-panel.ts'
import { statusLine } from './status-line.ts'
import { viewOf } from './view-of.ts'
import { otherWindows, type OtherWindows } from './windows.ts'

type PanelName = 'findings' | 'coverage' | 'source' | 'history'

export class FilingPage extends LitElement {
  static override properties = {
    session: { attribute: false }, welcome: { attribute: false }, filingId: { attribute: false }, cell: { attribute: false }, visit: { attribute: false },
    failed: { state: true }, panel: { state: true }, asked: { state: true }, acting: { state: true }, actBusy: { state: true }, actProblem: { state: true },
    conflicts: { state: true }, notice: { state: true }, grid: { state: true }, compact: { state: true }, showPrevious: { state: true },
  }
  declare session: Session
  declare welcome: Welcome
  declare filingId: string
  declare cell: string
  declare visit: number
  declare failed: { cause: unknown } | null
  declare panel: PanelName | null
  declare asked: Step | null
  declare acting: PossibleAction | null
  declare actBusy: boolean
  declare actProblem: string
  declare conflicts: readonly Conflict[]
  declare notice: { look: 'warning' | 'good' | 'error'; words: string } | null
  declare grid: GridKind
  declare compact: boolean
  declare showPrevious: boolean

  static override styles = [base, page, markStyles, loadingStyles, meterStyles, headStyles, fieldStyles, findingStyles, coverageStyles, filingStyles]

  #draft: Draft | undefined
  #found: readonly Issue[] = []
  #selected = ''
  #actKey = ''
  #turn = 0
  #actedState = ''
  #actedFindings = -1
  #windows: OtherWindows | undefined
  readonly #store = tabStore()
  readonly #saver = new Saver({
    hasWork: () => this.#draft !== undefined && this.conflicts.length === 0 && countUnsaved(this.#draft) > 0,
    send: () => this.#send(),
    changed: () => this.requestUpdate(),
    now,
    timer: (run, milliseconds) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  })

  constructor() {
    super()
    this.failed = null
    this.panel = null
    this.asked = null
    this.acting = null
    this.actBusy = false
    this.actProblem = ''
    this.conflicts = []
    this.notice = null
    this.grid = 'table'
    this.compact = recall('compact') === 'yes'
    this.showPrevious = recall('previous') !== 'no'
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('beforeunload', this.#unloading)
    window.addEventListener('keydown', this.#shortcut)
    window.addEventListener('online', this.#online)
    document.addEventListener('visibilitychange', this.#seen)
  }

  override disconnectedCallback(): void {
    window.removeEventListener('beforeunload', this.#unloading)
    window.removeEventListener('keydown', this.#shortcut)
    window.removeEventListener('online', this.#online)
    document.removeEventListener('visibilitychange', this.#seen)
    this.#windows?.close()
    this.#saver.stop()
    super.disconnectedCallback()
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('welcome')) {
      this.grid = this.welcome.handsontableKey !== null && recall('grid') !== 'table' ? 'rich' : 'table'
    }
    if (changed.has('filingId') || (changed.has('visit') && changed.get('visit') !== undefined)) void this.#open(changed.has('filingId'))
  }

  async #open(fresh: boolean): Promise<void> {
    const turn = ++this.#turn
    if (fresh) {
      this.#draft = undefined
      this.panel = null
      this.asked = null
      this.notice = null
      this.conflicts = []
      this.#windows?.close()
      this.#windows = otherWindows(this.filingId, () => void this.#reread())
    }
    this.failed = null
    try {
      const filing = await api.readFiling(this.filingId)
      if (turn !== this.#turn) return
      this.#draft = openDraft(filing)
      this.#saver.reset()
      this.#restore()
      this.#refresh()
      tell(this, 'bm-titled', `${filing.form.code} · ${filing.unit.name}`)
      if (fresh) this.panel = this.#firstPanel()
      await this.updateComplete
      if (fresh && this.cell !== '') this.#jump(this.cell)
      else if (fresh) this.renderRoot.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
    } catch (cause) {
      if (turn === this.#turn) this.failed = { cause }
    }
    this.requestUpdate()
  }

  #firstPanel(): PanelName | null {
    const draft = this.#draft
    // A wide sheet needs the room more than the panel does.
    if (draft === undefined || window.innerWidth < 1100 || draft.form.tables.some((table) => table.columns.length > 6)) return null
    if (draft.filing.coverage.some((one) => one.received < one.expected)) return 'coverage'
    return this.#found.length > 0 || draft.wrong.size > 0 ? 'findings' : null
  }

  /** Puts back what an earlier visit of this tab could not save. */
  #restore(): void {
    const draft = this.#draft
    const kept = find(this.#store, this.session.account.login, this.filingId)
    if (draft === undefined || kept === null) return
    if (!draft.filing.editable) return
    const readable = (address: string) => placeOf(draft.sheet, address)?.role === 'typed'
    const cells: Change[] = kept.cells.flatMap(([address, value]) => (readable(address) ? [{ address, value }] : []))
    const wrong = kept.wrong.flatMap(([address, typed]): Change[] => {
      const place = placeOf(draft.sheet, address)
      const column = place?.table.columns[place.column]
      if (column === undefined || place?.role !== 'typed') return []
      const read = readCell(column, typed)
      return 'issue' in read ? [{ address, wrong: { text: typed, issue: read.issue } }] : []
    })
    change(draft, [...cells, ...wrong])
    if (kept.explanation !== undefined) draft.explanation.text = kept.explanation
    Object.assign(draft.reasons.texts, kept.reasons)
    const count = countUnsaved(draft) + draft.wrong.size
    if (count === 0) return keep(this.#store, this.session.account.login, this.filingId, null)
    const older = kept.revision !== draft.revision
    // The patch goes out on the revision it was typed on, so that the server can tell what changed since.
    draft.revision = kept.revision
    this.notice = { look: 'warning', words: text(older ? 'save.restored-older' : 'save.restored', { n: count }) }
    this.#saver.touch()
  }

  /** The record may have moved in another window or below: read it, and lay the unsaved cells over it. */
  async #reread(): Promise<void> {
    const draft = this.#draft
    if (draft === undefined || this.conflicts.length > 0 || this.#saver.status.kind === 'saving') return
    try {
      const filing = await api.readFiling(this.filingId)
      if (this.#draft !== draft || filing.revision < draft.revision) return
      // Unsaved cells keep their revision until the server has judged them.
      const base = draft.unsaved.size > 0 ? draft.revision : filing.revision
      this.#reportElsewhere(rebase(draft, filing))
      draft.revision = base
      this.#refresh()
    } catch {
      return
    }
  }

  #changes(changes: readonly Change[]): void {
    if (this.#draft === undefined) return
    change(this.#draft, changes)
    this.#edited()
  }

  #edited(): void {
    this.#keep()
    this.#refresh()
    if (this.#draft !== undefined && countUnsaved(this.#draft) > 0) this.#saver.touch()
  }

  #keep(): void {
    const draft = this.#draft
    if (draft === undefined) return
    const nothingLeft = countUnsaved(draft) === 0 && draft.wrong.size === 0
    keep(this.#store, this.session.account.login, this.filingId, nothingLeft ? null : {
      revision: draft.revision,
      cells: [...draft.unsaved].map(([address, { value }]) => [address, value] as const),
      wrong: [...draft.wrong].map(([address, wrong]) => [address, wrong.text] as const),
      ...(draft.explanation.text === draft.explanation.saved ? {} : { explanation: draft.explanation.text }),
      reasons: Object.fromEntries(Object.entries(draft.reasons.texts).filter(([key, words]) => (draft.reasons.saved[key] ?? '') !== words)),
    })
  }

  #refresh(): void {
    if (this.#draft !== undefined) this.#found = findings(this.#draft.sheet)
    this.requestUpdate()
  }

  #back(forth: boolean): void {
    if (this.#draft === undefined) return
    const { count, first } = takeBack(this.#draft, forth)
    const words = count === 0 ? text(forth ? 'redo.nothing' : 'undo.nothing') : text(forth ? 'redo.applied' : 'undo.applied', { n: count })
    tell(this, 'bm-say', words)
    if (first === undefined) return
    this.#edited()
    this.#jump(first)
  }

  #fieldGesture(table: Table, event: CustomEvent<Gesture>): void {
    event.stopPropagation()
    if (this.#draft === undefined) return
    this.#changes(perform(viewOf(this.#draft, table, this.#found), event.detail).changes)
  }

  /** Selects a cell and brings it into sight. */
  #jump(address: string): void {
    const draft = this.#draft
    const place = draft === undefined ? undefined : placeOf(draft.sheet, address)
    if (draft === undefined || place === undefined) return
    if (place.table.kind === 'section') {
      this.renderRoot.querySelector<HTMLElement>(`[data-address="${address}"]`)?.focus()
      return
    }
    const row = rowsOf(draft.sheet, place.table.id).findIndex((one) => one.key === parseAddress(address)?.row)
    this.renderRoot.querySelector<SheetFrame>(`#sheet-${place.table.id}`)?.goTo({ row: Math.max(0, row), column: place.column })
  }

  async #send(): Promise<Awaited<ReturnType<typeof saveDraft>>['sent']> {
    const draft = this.#draft
    if (draft === undefined) return 'done'
    const outcome = await saveDraft(draft)
    if (draft !== this.#draft) return outcome.sent
    this.conflicts = outcome.conflicts
    this.#reportElsewhere(outcome.elsewhere)
    if (outcome.reply?.agreed === false) this.notice = { look: 'warning', words: text('save.disagreed') }
    if (outcome.sent === 'done') this.#windows?.saved()
    this.#keep()
    this.#refresh()
    if (outcome.reread) void this.#reread()
    if (outcome.reply !== undefined) void this.#refreshActions()
    return outcome.sent
  }

  /** Saving may unblock an act or start the work: what can be done now is the server's word. */
  async #refreshActions(): Promise<void> {
    const draft = this.#draft
    if (draft === undefined) return
    const blocked = draft.filing.actions.some((one) => one.blocked !== null)
    const state = draft.filing.state.id
    if (!blocked && state === this.#actedState && this.#found.length === this.#actedFindings) return
    this.#actedState = state
    this.#actedFindings = this.#found.length
    try {
      const filing = await api.readFiling(this.filingId)
      if (this.#draft !== draft) return
      const { actions, state: now, events, coverage } = filing
      draft.filing = { ...draft.filing, actions, state: now, events, coverage }
      this.requestUpdate()
    } catch {
      return
    }
  }
  #reportElsewhere(addresses: readonly string[]): void {
    const draft = this.#draft
    if (draft === undefined || addresses.length === 0) return
    const named = addresses.slice(0, 3).map((address) => labelAt(draft, address)).join('; ')
    this.notice = { look: 'warning', words: text('save.elsewhere', { n: addresses.length, cells: addresses.length > 3 ? `${named}…` : named }) }
  }

  #chosen(mine: ReadonlySet<string>): void {
    const draft = this.#draft
    if (draft === undefined) return
    for (const one of this.conflicts) if (!mine.has(one.address)) yieldCell(draft, one.address)
    this.conflicts = []
    this.#edited()
    void this.#saver.flush()
  }

  /** Asked by the frame before it shows another page. */
  async leave(): Promise<boolean> {
    this.#blurEditor()
    const draft = this.#draft
    if (draft === undefined || countUnsaved(draft) === 0 || (await this.#saver.flush())) return true
    return window.confirm(text('filing.leave', { n: countUnsaved(draft) }))
  }

  /** An open editor holds something, too: leaving it commits it. */
  #blurEditor(): void {
    const deepest = (root: Document | ShadowRoot): Element | null => {
      const active = root.activeElement
      return active?.shadowRoot ? deepest(active.shadowRoot) : active
    }
    const active = deepest(document)
    if (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) active.blur()
  }

  readonly #unloading = (event: BeforeUnloadEvent): void => {
    this.#blurEditor()
    if (this.#draft !== undefined && countUnsaved(this.#draft) > 0) event.preventDefault()
  }

  readonly #shortcut = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 's') {
      event.preventDefault()
      void this.#saver.flush()
    }
  }

  readonly #online = (): void => {
    if (this.#saver.status.kind === 'failed') void this.#saver.flush()
  }

  readonly #seen = (): void => {
    if (document.visibilityState === 'hidden') void this.#saver.flush()
    else void this.#reread()
  }

  #begin(action: PossibleAction): void {
    if (action.blocked !== null || this.#draft === undefined) return
    this.#actKey = newKey()
    this.actProblem = ''
    if (isPlain(action)) void this.#act(action, {})
    else this.acting = action
  }

  async #act(action: PossibleAction, details: ActDetails): Promise<void> {
    const draft = this.#draft
    if (draft === undefined || this.actBusy) return
    this.actBusy = true
    this.actProblem = ''
    try {
      if (draft.wrong.size > 0) return this.#actFailed(text('act.wrong', { n: draft.wrong.size }))
      if (draft.filing.editable && !(await this.#saver.flush())) return this.#actFailed(text('act.unsaved', { action: action.title.toLocaleLowerCase('vi') }))
      const reply = await api.act(draft.filing.id, action.id, { revision: draft.revision, ...details }, this.#actKey)
      this.acting = null
      keep(this.#store, this.session.account.login, this.filingId, null)
      this.notice = { look: 'good', words: text('act.done', { action: action.title, state: reply.state.title }) }
      tell(this, 'bm-say', this.notice.words)
      this.#windows?.saved()
      await this.#open(false)
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
      window.scrollTo(0, 0)
    } catch (cause) {
      // Refused: the next attempt is another act. No answer: it may have been done, so the key is handed in again.
      if (cause instanceof Refused) this.#actKey = newKey()
      const words = wordsOf(cause, this.session.account.login)
      const told = cause instanceof Refused ? cause.problem.detail : words.detail
      this.#actFailed(`${words.title}. ${told}`)
      if (cause instanceof Refused && (cause.problem.status === 412 || cause.problem.status === 409)) void this.#reread()
    } finally {
      this.actBusy = false
    }
  }

  #actFailed(words: string): void {
    if (this.acting === null) this.notice = { look: 'error', words }
    else this.actProblem = words
  }

  async #ask(address: string): Promise<void> {
    if (this.#draft === undefined) return
    this.#selected = address
    await this.#saver.flush()
    this.asked = { filing: this.filingId, address, label: '' }
    this.panel = 'source'
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#panel-title')?.focus({ preventScroll: window.innerWidth >= 1100 })
  }

  #toggle(panel: PanelName): void {
    this.panel = this.panel === panel ? null : panel
    if (panel === 'source' && this.panel === 'source' && this.#selected !== '') void this.#ask(this.#selected)
  }

  override render(): unknown {
    if (this.failed !== null) {
      return html`<div class="page"><h1 tabindex="-1">${wordsOf(this.failed.cause, this.session.account.login).title}</h1>${problemNote(this.failed.cause, this.session.account.login, () => void this.#open(true))}</div>`
    }
    const draft = this.#draft
    if (draft === undefined) return html`<div class="page"><h1 tabindex="-1" class="quiet">${text('filing.loading')}</h1>${loadingNote(5)}</div>`
    const lines = findingLines(draft, this.#found)
    return html`<div class="page filing ${this.panel === null ? '' : 'with-panel'}" @bm-ask=${(event: CustomEvent<string>) => void this.#ask(event.detail)} @bm-back=${(event: CustomEvent<string>) => this.#back(event.detail === 'redo')} @bm-selected=${(event: CustomEvent<string>) => (this.#selected = event.detail)}>
      ${heading(draft.filing)}
      ${this.#notices(draft)}
      ${this.#bar(draft, lines.length)}
      <div class="columns">
        <div class="sheets">
          ${draft.form.tables.map((table) => this.#table(draft, table))}
          ${this.#explanation(draft)}
          ${foot(draft.filing)}
        </div>
        ${this.panel === null ? nothing : this.#panel(draft, this.panel, lines)}
      </div>
      <bm-act-dialog .action=${this.acting} .busy=${this.actBusy} .problem=${this.actProblem}
        @bm-act=${(event: CustomEvent<ActDetails>) => this.acting !== null && void this.#act(this.acting, event.detail)} @bm-cancel=${() => (this.acting = null)}></bm-act-dialog>
      <bm-conflict-dialog .conflicts=${this.conflicts} .label=${(address: string) => labelAt(draft, address)} .value=${(address: string, value: never) => valueAt(draft, address, value)}
        @bm-chosen=${(event: CustomEvent<ReadonlySet<string>>) => this.#chosen(event.detail)}></bm-conflict-dialog>
    </div>`
  }

  #notices(draft: Draft): unknown {
    const { filing } = draft
    const back = filing.lastReturn
    const note = (look: string, sign: IconName, body: unknown) => html`<div class="notice ${look}">${icon(sign)}<div class="grow">${body}</div></div>`
    return html`<div class="notices">
      ${this.notice === null ? nothing : html`<div class="notice ${this.notice.look}" role=${this.notice.look === 'good' ? 'status' : 'alert'}>${icon(this.notice.look === 'good' ? 'check' : 'warning')}<p class="grow">${this.notice.words}</p>
        <button class="button small quiet" type="button" @click=${() => (this.notice = null)}>${icon('close')}<span class="hidden-text">${text('app.close')}</span></button></div>`}
      ${back !== null && filing.state.tone === 'returned'
        ? note('error', 'back', html`<strong>${text('filing.returned', { name: back.by.name, unit: back.unit, at: showInstant(back.at) })}</strong><p>${[back.reason, back.note].filter((one) => one !== null && one !== '').join(': ')}</p>`)
        : nothing}
      ${filing.staleSince === null ? nothing : note('warning', 'warning', html`<p>${text('filing.stale', { at: showInstant(filing.staleSince) })}</p>`)}
      ${filing.readOnlyBecause === null ? nothing : note('', 'info', html`<p>${text('filing.holder-note', { why: filing.readOnlyBecause })}</p>`)}
      ${filing.seal === null ? nothing : note(filing.official ? 'good' : '', 'seal', html`<p>${filing.official ? html`<strong>${text('filing.official')}.</strong> ` : nothing}${text('filing.seal', { number: filing.seal.number, name: filing.seal.by.name, at: showInstant(filing.seal.at) })}</p><p class="hint hash">${text('filing.seal-hash', { hash: filing.seal.hash.slice(0, 16) })}</p>`)}
    </div>`
  }

  #bar(draft: Draft, count: number): unknown {
    const { filing } = draft
    const main = filing.actions.find((one) => one.tone === 'main' && one.blocked === null) ?? filing.actions.find((one) => one.tone === 'main')
    const others = filing.actions.filter((one) => one !== main)
    const blocked = filing.actions.filter((one) => one.blocked !== null)
    const received = filing.coverage.reduce((sum, one) => sum + one.received, 0)
    const expected = filing.coverage.reduce((sum, one) => sum + one.expected, 0)
    const panelButton = (name: PanelName, sign: IconName, words: string, look = '') =>
      html`<button class="button small ${look}" type="button" aria-expanded=${this.panel === name ? 'true' : 'false'} aria-controls="panel" @click=${() => this.#toggle(name)}>${icon(sign)}<span>${words}</span></button>`
    return html`<section class="bar" aria-label=${text('filing.actions')}>
      <div class="row state">${stateMark(filing.state)}${asideMark(filing.staleSince === null ? null : { icon: 'warning', word: text('list.stale'), look: 'warning' })}
        ${filing.editable ? statusLine(this.#saver.status, draft.wrong.size, () => void this.#saver.flush()) : nothing}</div>
      <div class="row tools">
        ${filing.editable ? html`<button class="button small" type="button" title="Ctrl+Z" ?disabled=${draft.steps.done.length === 0} @click=${() => this.#back(false)}>${icon('undo')}<span>${text('sheet.undo')}</span></button>
          <button class="button small" type="button" title="Ctrl+Y" ?disabled=${draft.steps.undone.length === 0} @click=${() => this.#back(true)}>${icon('redo')}<span class="hidden-text">${text('sheet.redo')}</span></button>` : nothing}
        ${panelButton('findings', count === 0 ? 'check' : 'warning', text('findings.count', { n: count }))}
        ${filing.coverage.length === 0 ? nothing : panelButton('coverage', 'tree', `${text('panel.coverage')} ${received}/${expected}`)}
        ${panelButton('source', 'search', text('panel.source'))}
        ${panelButton('history', 'history', text('panel.history'))}
        ${this.#viewMenu(draft)}
      </div>
      <div class="row acts">
        ${others.length > 2
          ? html`<bm-menu align="end" label=${text('filing.more-actions')}>${others.map((one) => this.#actButton(one, 'quiet'))}</bm-menu>`
          : others.map((one) => this.#actButton(one, one.tone === 'return' ? 'return' : ''))}
        ${main === undefined ? nothing : this.#actButton(main, 'main')}
      </div>
      ${blocked.length === 0 ? nothing : html`<ul class="blocked">${blocked.map((one) => html`<li id="blocked-${one.id}">${icon('info')} ${text('filing.blocked', { action: one.title.toLocaleLowerCase('vi'), why: one.blocked ?? '' })}</li>`)}</ul>`}
    </section>`
  }

  #actButton(action: PossibleAction, look: string): unknown {
    return html`<button class="button ${look}" type="button" data-action=${action.id} aria-disabled=${action.blocked !== null || this.actBusy ? 'true' : nothing}
      aria-describedby=${action.blocked === null ? nothing : `blocked-${action.id}`} @click=${() => this.#begin(action)}>${action.title}</button>`
  }

  #viewMenu(draft: Draft): unknown {
    const flip = (name: 'compact' | 'previous', value: boolean) => remember(name, value ? 'yes' : 'no')
    const check = (on: boolean, words: string, toggle: () => void) => html`<button class="button quiet choice" type="button" aria-pressed=${on ? 'true' : 'false'} @click=${toggle}><span class="tick">${on ? icon('check') : nothing}</span>${words}</button>`
    return html`<bm-menu label=${text('sheet.tools')}>
      ${check(this.compact, text('sheet.density'), () => flip('compact', (this.compact = !this.compact)))}
      ${draft.previous === null ? nothing : check(this.showPrevious, text('sheet.previous'), () => flip('previous', (this.showPrevious = !this.showPrevious)))}
      ${this.welcome.handsontableKey === null ? nothing : html`
        ${check(this.grid === 'rich', text('sheet.grid-rich'), () => this.#chooseGrid('rich'))}
        ${check(this.grid === 'table', text('sheet.grid-table'), () => this.#chooseGrid('table'))}`}
      <p class="keys"><strong>${text('sheet.keys')}</strong><br>${text('sheet.keys-list')}</p>
    </bm-menu>`
  }

  #chooseGrid(grid: GridKind): void {
    this.grid = grid
    remember('grid', grid)
  }

  #table(draft: Draft, table: Table): unknown {
    const view = viewOf(draft, table, this.#found)
    if (table.kind === 'section') return html`<div class="paper" @bm-gesture=${(event: CustomEvent<Gesture>) => this.#fieldGesture(table, event)}>${fields(view)}</div>`
    const label = text('sheet.label', { title: table.title ?? draft.form.title })
    return html`<section class="sheet" aria-label=${label} @bm-changes=${(event: CustomEvent<readonly Change[]>) => this.#changes(event.detail)}>
      ${table.title === undefined ? nothing : html`<h2>${table.title}</h2>`}
      <bm-sheet-frame id="sheet-${table.id}" .view=${view} .label=${label} .showPrevious=${this.showPrevious && draft.previous !== null} .compact=${this.compact}
        .grid=${this.grid} .licence=${this.welcome.handsontableKey ?? ''}></bm-sheet-frame>
      ${table.rollUp === undefined ? nothing : html`<p class="hint legend"><span class="swatch rolled">${icon('sum')}</span> ${text('sheet.legend-rolled')}${draft.filing.takesIn ? `. ${text('filing.takes-in')}` : ''}</p>`}
      ${this.grid === 'rich' && this.welcome.demo ? html`<p class="hint">${text('sheet.evaluation')}</p>` : nothing}
    </section>`
  }

  #explanation(draft: Draft): unknown {
    const hint = (draft.filing.definition as FormDefinition)['explanation-hint'] ?? text('filing.explanation-hint')
    return html`<section class="field explanation"><label for="explanation"><strong>${text('filing.explanation')}</strong></label>
      <p class="hint" id="explanation-hint">${hint}</p>
      <textarea id="explanation" maxlength="20000" aria-describedby="explanation-hint" ?readonly=${!draft.filing.editable} .value=${draft.explanation.text}
        @input=${(event: Event) => this.#explain((event.target as HTMLTextAreaElement).value)}></textarea></section>`
  }

  #explain(words: string): void {
    if (this.#draft === undefined) return
    this.#draft.explanation.text = words
    this.#edited()
  }

  #reason(key: string, words: string): void {
    if (this.#draft === undefined) return
    this.#draft.reasons.texts[key] = words
    this.#edited()
  }

  #panel(draft: Draft, panel: PanelName, lines: ReturnType<typeof findingLines>): unknown {
    const titles: Record<PanelName, string> = { findings: text('panel.findings'), coverage: text('panel.coverage'), source: text('panel.source'), history: text('panel.history') }
    return html`<aside id="panel" class="panel" aria-labelledby="panel-title">
      <div class="panel-head"><h2 id="panel-title" tabindex="-1">${titles[panel]}</h2>
        <button class="button small quiet" type="button" @click=${() => (this.panel = null)}>${icon('close')}<span class="hidden-text">${text('panel.close')}</span></button></div>
      <div class="panel-body">${this.#panelBody(draft, panel, lines)}</div>
    </aside>`
  }

  #panelBody(draft: Draft, panel: PanelName, lines: ReturnType<typeof findingLines>): unknown {
    const { login } = this.session.account
    switch (panel) {
      case 'findings':
        return findingsPanel(draft, lines, { go: (address) => this.#jump(address), explain: (key, words) => this.#reason(key, words) })
      case 'coverage':
        return coveragePanel(draft.filing.coverage)
      case 'source':
        return html`<bm-source-panel .start=${this.asked} .login=${login}></bm-source-panel>`
      case 'history':
        return html`<bm-history-panel .filingId=${draft.filing.id} .events=${draft.filing.events} .login=${login}
          .label=${(address: string) => labelAt(draft, address)} .value=${(address: string, value: never) => valueAt(draft, address, value)}></bm-history-panel>`
    }
  }
}
customElements.define('bm-filing-page', FilingPage)
