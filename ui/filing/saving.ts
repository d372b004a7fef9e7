// One save of the open filing: send the patch, take the answer in, and turn each kind of refusal into what the page is
// to do about it. No drawing, no timers.
import type { SaveReply } from '../../engine/core/contract/filing.ts'
import { cellAt, placeOf } from '../../engine/core/calculation/sheet.ts'
import { Refused } from '../api/client.ts'
import * as api from '../api/endpoints.ts'
import { showCell } from '../sheet/read-cell.ts'
import type { Conflict } from './conflict-dialog.ts'
import { accept, patchOf, rebase, refuse, yieldCell, type Draft } from './draft.ts'
import type { Sent } from './saver.ts'

export type SaveOutcome = {
  readonly sent: Sent
  readonly reply?: SaveReply
  readonly elsewhere: readonly string[]
  readonly reread: boolean
  readonly conflicts: readonly Conflict[]
}

const nothing = { elsewhere: [], reread: false, conflicts: [] }

export async function saveDraft(draft: Draft): Promise<SaveOutcome> {
  const patch = patchOf(draft)
  if (patch === null) return { sent: 'done', ...nothing }
  try {
    const reply = await api.save(draft.filing.id, patch)
    const taken = accept(draft, patch, reply)
    return { sent: 'done', reply, ...taken, conflicts: [] }
  } catch (cause) {
    if (!(cause instanceof Refused)) return { sent: 'failed', ...nothing }
    const { problem } = cause
    if (problem.status === 412) return meetConflicts(draft, problem.conflicts ?? [])
    if (problem.status === 422 && (problem.issues ?? []).length > 0) {
      for (const one of problem.issues ?? []) refuseCell(draft, one.path, one.code, one.message)
      return { sent: 'again', ...nothing }
    }
    // A list was opened again meanwhile: the page says which, and keeps what is not saved.
    if (problem.codelists !== undefined) return waitForList(draft, problem.detail)
    const passing = problem.status === 401 || problem.status === 429 || problem.status >= 500
    return { sent: passing ? 'failed' : { stopped: problem.detail }, ...nothing }
  }
}

/** Reads the filing anew and lays the unsaved cells over it; the conflicting ones wait for the person's choice. */
async function meetConflicts(draft: Draft, conflicts: readonly Conflict[]): Promise<SaveOutcome> {
  try {
    const elsewhere = rebase(draft, await api.readFiling(draft.filing.id))
    const open = [...conflicts.filter((one) => draft.unsaved.has(one.address) || draft.rows.has(one.address)), ...lostConflicts(draft, conflicts)]
    return { sent: open.length === 0 ? 'again' : 'failed', elsewhere, reread: false, conflicts: open }
  } catch {
    return { sent: 'failed', ...nothing }
  }
}

/** Reads the filing anew, which says what it waits for, and lays the unsaved cells over it. */
async function waitForList(draft: Draft, detail: string): Promise<SaveOutcome> {
  const filing = await api.readFiling(draft.filing.id).catch(() => undefined)
  const { revision } = draft
  const elsewhere = filing === undefined ? [] : rebase(draft, filing)
  // Unsaved cells keep their revision until the server has judged them.
  draft.revision = revision
  return { sent: { stopped: detail }, ...nothing, elsewhere }
}

/** A choice for each record that is gone; who removed it is known where a save was refused over it. */
export function lostConflicts(draft: Draft, told: readonly Conflict[] = []): Conflict[] {
  return [...draft.lost].map(([address, { title }]) => {
    const cause = told.find((one) => one.address.startsWith(`${address}.`) || one.address.startsWith(`${address.slice(0, -1)}/`))
    return { address, yours: title, theirs: null, by: cause?.by ?? { login: '', name: '' }, at: cause?.at ?? '' }
  })
}

function refuseCell(draft: Draft, address: string, code: string, message: string): void {
  const place = placeOf(draft.sheet, address)
  const column = place?.table.columns[place.column]
  if (column === undefined) {
    yieldCell(draft, address)
    draft.unsaved.delete(address)
    return
  }
  const text = showCell(column, cellAt(draft.sheet, address).value)
  refuse(draft, address, { text, issue: { code, severity: 'error', path: address }, sentence: message })
}
