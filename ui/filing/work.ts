// The work on one filing, without a page: open it, change it, save it, act on it, notice what others do. It keeps the
// draft, the saver and what has to be told; the page draws it and asks it, and hears when something changed.
import type { PossibleAction } from '../../engine/core/contract/filing.ts'
import type { Issue } from '../../engine/core/issue.ts'
import { findings } from '../../engine/core/validation/validate.ts'
import { Refused, newKey } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import { now } from '../frame/clock.ts'
import { wordsOf } from '../parts/problem-note.ts'
import type { Change } from '../sheet/view.ts'
import { text, within } from '../text.ts'
import type { ActDetails } from './act-dialog.ts'
import type { Conflict } from './conflict-dialog.ts'
import { change, countUnsaved, openDraft, rebase, settleLost, takeBack, yieldCell, type Draft } from './draft.ts'
import { find, keep, tabStore } from './keep.ts'
import { labelAt } from './label.ts'
import { putBack, toKeep } from './restore.ts'
import { Saver, type SaveStatus, type Sent } from './saver.ts'
import { lostConflicts, saveDraft } from './saving.ts'
import { otherWindows, type OtherWindows } from './windows.ts'

export type Notice = { readonly look: 'warning' | 'good' | 'error'; readonly words: string }

export class Work {
  draft: Draft | undefined
  found: readonly Issue[] = []
  conflicts: readonly Conflict[] = []
  notice: Notice | null = null
  failed: { cause: unknown } | null = null

  readonly #changed: () => void
  readonly #login: () => string
  readonly #store = tabStore()
  readonly #saver: Saver
  #windows: OtherWindows | undefined
  #id = ''
  #turn = 0
  #key = ''
  /** State and findings for which the possible acts were last asked. */
  #asked = ''

  constructor(login: () => string, changed: () => void) {
    this.#login = login
    this.#changed = changed
    this.#saver = new Saver({
      hasWork: () => this.conflicts.length === 0 && this.unsaved > 0,
      send: () => this.#send(),
      changed,
      now,
      timer: (run, milliseconds) => {
        const timer = setTimeout(run, milliseconds)
        return () => clearTimeout(timer)
      },
    })
  }

  get status(): SaveStatus {
    return this.#saver.status
  }

  get unsaved(): number {
    return this.draft === undefined ? 0 : countUnsaved(this.draft)
  }

  /** Reads the filing; `fresh` for another one than before. True when it is there. */
  async open(id: string, fresh: boolean): Promise<boolean> {
    const turn = ++this.#turn
    if (fresh) {
      this.#id = id
      this.draft = undefined
      this.notice = null
      this.conflicts = []
      this.#windows?.close()
      this.#windows = otherWindows(id, () => void this.reread())
    }
    this.failed = null
    this.#changed()
    try {
      const filing = await api.readFiling(id)
      if (turn !== this.#turn) return false
      this.draft = openDraft(filing)
      this.#saver.reset()
      this.#restore(this.draft)
    } catch (cause) {
      if (turn !== this.#turn) return false
      this.failed = { cause }
    }
    this.#refresh()
    return this.failed === null
  }

  close(): void {
    this.#windows?.close()
    this.#saver.stop()
  }

  /** The record may have moved in another window or below: read it, and lay the unsaved cells over it. */
  async reread(): Promise<void> {
    const { draft } = this
    if (draft === undefined || this.conflicts.length > 0 || this.status.kind === 'saving') return
    const filing = await api.readFiling(this.#id).catch(() => undefined)
    if (filing === undefined || this.draft !== draft || filing.revision < draft.revision) return
    // Unsaved cells keep their revision until the server has judged them.
    const revision = draft.unsaved.size > 0 ? draft.revision : filing.revision
    this.#tellElsewhere(rebase(draft, filing))
    draft.revision = revision
    this.conflicts = lostConflicts(draft)
    this.#refresh()
  }

  change(changes: readonly Change[]): void {
    if (this.draft === undefined || changes.length === 0) return
    change(this.draft, changes)
    this.#edited()
  }

  /** Takes a step back or forth; how many cells, and where the first one is. */
  back(forth: boolean): { count: number; first: string | undefined } {
    if (this.draft === undefined) return { count: 0, first: undefined }
    const done = takeBack(this.draft, forth)
    if (done.count > 0) this.#edited()
    return done
  }

  explain(words: string): void {
    if (this.draft === undefined) return
    this.draft.explanation.text = words
    this.#edited()
  }

  giveReason(key: string, words: string): void {
    if (this.draft === undefined) return
    this.draft.reasons.texts[key] = words
    this.#edited()
  }

  flush(): Promise<boolean> {
    return this.#saver.flush()
  }

  /** Addresses at which the person keeps her own figure; everywhere else the saved one stays. */
  choose(mine: ReadonlySet<string>): void {
    const { draft } = this
    if (draft === undefined) return
    for (const { address } of this.conflicts) {
      if (draft.lost.has(address)) settleLost(draft, address, mine.has(address))
      else if (!mine.has(address)) yieldCell(draft, address)
    }
    this.conflicts = []
    this.#edited()
    void this.flush()
  }

  dismiss(): void {
    this.notice = null
    this.#changed()
  }

  /** A new act begins; a repetition after a lost answer is the same one. */
  begin(): void {
    this.#key = newKey()
  }

  /** Saves, then acts. Null when it is done, else why not. */
  async act(action: PossibleAction, details: ActDetails): Promise<string | null> {
    const { draft } = this
    if (draft === undefined) return null
    if (draft.wrong.size > 0) return text('act.wrong', { n: draft.wrong.size })
    if (draft.filing.editable && !(await this.flush())) return text('act.unsaved', { action: within(action.title) })
    try {
      const reply = await api.act(this.#id, action.id, { revision: draft.revision, ...details }, this.#key)
      keep(this.#store, this.#login(), this.#id, null)
      this.notice = { look: 'good', words: text('act.done', { action: action.title, state: reply.state.title }) }
      this.#windows?.saved()
      await this.open(this.#id, false)
      return null
    } catch (cause) {
      const words = wordsOf(cause, this.#login())
      if (!(cause instanceof Refused)) return `${words.title}. ${words.detail}`
      // Refused: the next attempt is another act. Without an answer it may have been done, so the key is handed in again.
      this.begin()
      if (cause.problem.status === 412 || cause.problem.status === 409) void this.reread()
      return `${words.title}. ${cause.problem.detail}`
    }
  }

  tell(notice: Notice): void {
    this.notice = notice
    this.#changed()
  }

  #edited(): void {
    this.#keep()
    this.#refresh()
    if (this.unsaved > 0) this.#saver.touch()
  }

  #keep(): void {
    if (this.draft !== undefined) keep(this.#store, this.#login(), this.#id, toKeep(this.draft))
  }

  #restore(draft: Draft): void {
    const kept = find(this.#store, this.#login(), this.#id)
    if (kept === null || !draft.filing.editable) return
    const { count, older } = putBack(draft, kept)
    if (count === 0) return keep(this.#store, this.#login(), this.#id, null)
    this.notice = { look: 'warning', words: text(older ? 'save.restored-older' : 'save.restored', { n: count }) }
    this.#saver.touch()
  }

  #refresh(): void {
    if (this.draft !== undefined) this.found = findings(this.draft.sheet)
    this.#changed()
  }

  async #send(): Promise<Sent> {
    const { draft } = this
    if (draft === undefined) return 'done'
    const outcome = await saveDraft(draft)
    if (draft !== this.draft) return outcome.sent
    this.conflicts = outcome.conflicts
    this.#tellElsewhere(outcome.elsewhere)
    if (outcome.reply?.agreed === false) this.notice = { look: 'warning', words: text('save.disagreed') }
    if (outcome.sent === 'done') this.#windows?.saved()
    this.#keep()
    this.#refresh()
    if (outcome.reread) void this.reread()
    if (outcome.reply !== undefined) void this.#askActions(draft)
    return outcome.sent
  }

  /** Saving may unblock an act or begin the work: what can be done now is the server's word. */
  async #askActions(draft: Draft): Promise<void> {
    const now = `${draft.filing.state.id} ${this.found.length}`
    if (now === this.#asked && draft.filing.actions.every((one) => one.blocked === null)) return
    this.#asked = now
    const filing = await api.readFiling(this.#id).catch(() => undefined)
    if (filing === undefined || this.draft !== draft) return
    const { actions, state, events, coverage } = filing
    draft.filing = { ...draft.filing, actions, state, events, coverage }
    this.#changed()
  }

  #tellElsewhere(addresses: readonly string[]): void {
    const { draft } = this
    if (draft === undefined || addresses.length === 0) return
    const named = addresses.slice(0, 3).map((address) => labelAt(draft, address)).join('; ')
    this.notice = { look: 'warning', words: text('save.elsewhere', { n: addresses.length, cells: addresses.length > 3 ? `${named}…` : named }) }
  }
}
