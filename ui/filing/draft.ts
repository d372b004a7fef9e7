// The filing on the desk: the record as the server last told it, the open sheet, and what has been typed since and is not
// saved yet. Pure state and functions; sending is the saver's, drawing the page's.
import type { Filing, SaveReply, SaveRequest } from '../../engine/core/contract/filing.ts'
import type { WireValue } from '../../engine/core/contract/shapes.ts'
import { edit } from '../../engine/core/calculation/edit.ts'
import { cellAt, checksum, openSheet, placeOf, valuesOf, type Sheet } from '../../engine/core/calculation/sheet.ts'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import { formatAddress } from '../../engine/core/form/address.ts'
import { compileForm, type Form } from '../../engine/core/form/compile.ts'
import { noSteps, redo, remember, undo, type Step, type Steps } from '../sheet/undo.ts'
import type { Change, Wrong } from '../sheet/view.ts'

/** A typed value that the server does not have yet, and the one that it has. */
export type Unsaved = { readonly value: WireValue; readonly saved: WireValue }

export type Draft = {
  filing: Filing
  readonly form: Form
  sheet: Sheet
  previous: Sheet | null
  revision: number
  unsaved: Map<string, Unsaved>
  wrong: Map<string, Wrong>
  explanation: { text: string; saved: string }
  reasons: { texts: Record<string, string>; saved: Record<string, string> }
  /** Cells that changed elsewhere since they were drawn. */
  elsewhere: Set<string>
  steps: Steps
}

export function openDraft(filing: Filing): Draft {
  const form = compileForm(filing.definition as FormDefinition, filing.outside?.types)
  return {
    filing,
    form,
    sheet: openSheet(form, filing.tables, filing.outside?.values),
    previous: filing.previous.length === 0 ? null : openSheet(form, filing.previous),
    revision: filing.revision,
    unsaved: new Map(),
    wrong: new Map(),
    explanation: { text: filing.explanation, saved: filing.explanation },
    reasons: { texts: { ...filing.reasons }, saved: { ...filing.reasons } },
    elsewhere: new Set(),
    steps: noSteps,
  }
}

/** Applies one gesture's changes as one step that can be taken back. Cells that are not typed here are left out. */
export function change(draft: Draft, changes: readonly Change[]): void {
  const allowed = changes.filter((one) => placeOf(draft.sheet, one.address)?.role === 'typed')
  const step: Step = { before: allowed.map((one) => stateOf(draft, one.address)), after: allowed }
  apply(draft, allowed)
  draft.steps = remember(draft.steps, step)
}

/** How many cells went back (or forth again). */
export function takeBack(draft: Draft, forth = false): { count: number; first: string | undefined } {
  const { steps, changes } = forth ? redo(draft.steps) : undo(draft.steps)
  draft.steps = steps
  apply(draft, changes)
  return { count: changes.length, first: changes[0]?.address }
}

function stateOf(draft: Draft, address: string): Change {
  const wrong = draft.wrong.get(address)
  return wrong === undefined ? { address, value: cellAt(draft.sheet, address).value } : { address, wrong }
}

function apply(draft: Draft, changes: readonly Change[]): void {
  const values: [string, WireValue][] = []
  for (const one of changes) {
    draft.elsewhere.delete(one.address)
    if ('wrong' in one) {
      draft.wrong.set(one.address, one.wrong)
      continue
    }
    draft.wrong.delete(one.address)
    const before = cellAt(draft.sheet, one.address).value
    const saved = draft.unsaved.has(one.address) ? (draft.unsaved.get(one.address) as Unsaved).saved : before
    if (one.value === saved) draft.unsaved.delete(one.address)
    else draft.unsaved.set(one.address, { value: one.value, saved })
    values.push([one.address, one.value])
  }
  edit(draft.sheet, values)
}

/** What waits to be saved, or null. */
export function patchOf(draft: Draft): SaveRequest | null {
  const cells = [...draft.unsaved].map(([address, { value }]): [string, WireValue] => [address, value])
  const explanation = draft.explanation.text === draft.explanation.saved ? {} : { explanation: draft.explanation.text }
  const changed = Object.entries(draft.reasons.texts).filter(([key, words]) => (draft.reasons.saved[key] ?? '') !== words)
  const reasons = changed.length === 0 ? {} : { reasons: Object.fromEntries(changed) }
  if (cells.length === 0 && !('explanation' in explanation) && !('reasons' in reasons)) return null
  return { revision: draft.revision, cells, ...explanation, ...reasons, checksum: checksum(draft.sheet) }
}

export type Accepted = {
  /** Cells that somebody else, or a roll-up, moved meanwhile. */
  readonly elsewhere: string[]
  /** The record has rows that this page does not: it has to be read again. */
  readonly reread: boolean
}

/** Takes in the answer to a save of `sent`; what was typed while it was under way stays unsaved. */
export function accept(draft: Draft, sent: SaveRequest, reply: SaveReply): Accepted {
  for (const [address, value] of sent.cells) {
    const now = draft.unsaved.get(address)
    if (now === undefined) {
      // Taken back to the old value while the save was under way: the server has the newer one, so it must be told.
      const current = cellAt(draft.sheet, address).value
      if (current !== value) draft.unsaved.set(address, { value: current, saved: value })
    } else if (now.value === value) draft.unsaved.delete(address)
    else draft.unsaved.set(address, { value: now.value, saved: value })
  }
  if (sent.explanation !== undefined) draft.explanation.saved = sent.explanation
  Object.assign(draft.reasons.saved, sent.reasons)
  draft.revision = reply.revision
  draft.filing = { ...draft.filing, revision: reply.revision, state: reply.state }

  let reread = false
  const elsewhere: string[] = []
  const values: [string, WireValue][] = []
  for (const [address, value] of reply.moved) {
    const place = placeOf(draft.sheet, address)
    if (place === undefined) reread = true
    else if (place.role === 'typed' || place.role === 'rolled-up') {
      const waiting = draft.unsaved.get(address)
      if (waiting !== undefined) draft.unsaved.set(address, { value: waiting.value, saved: value })
      else if (cellAt(draft.sheet, address).value !== value) {
        values.push([address, value])
        elsewhere.push(address)
      }
    }
  }
  edit(draft.sheet, values)
  for (const address of elsewhere) draft.elsewhere.add(address)
  return { elsewhere, reread }
}

/** The record as it is now, with what is unsaved laid over it again. Returns the cells that changed elsewhere. */
export function rebase(draft: Draft, filing: Filing): string[] {
  const fresh = openSheet(draft.form, filing.tables, filing.outside?.values)
  const elsewhere: string[] = []
  for (const table of valuesOf(fresh)) {
    const columns = draft.form.byId.get(table.id)?.columns ?? []
    for (const row of table.rows) {
      row.cells.forEach((_, index) => {
        const column = columns[index]
        if (column === undefined) return
        const address = formatAddress(table.id, row.key, column.id, draft.form.byId.get(table.id)?.rowOf.has(row.key) !== true)
        const place = placeOf(draft.sheet, address)
        if (place === undefined || (place.role !== 'typed' && place.role !== 'rolled-up')) return
        const known = draft.unsaved.get(address)?.saved ?? cellAt(draft.sheet, address).value
        const now = cellAt(fresh, address).value
        if (known !== now && !draft.unsaved.has(address)) elsewhere.push(address)
      })
    }
  }
  const kept: [string, WireValue][] = []
  for (const [address, { value }] of [...draft.unsaved]) {
    const place = placeOf(fresh, address)
    if (place?.role !== 'typed') draft.unsaved.delete(address)
    else {
      const saved = cellAt(fresh, address).value
      if (saved === value) draft.unsaved.delete(address)
      else {
        draft.unsaved.set(address, { value, saved })
        kept.push([address, value])
      }
    }
  }
  edit(fresh, kept)
  draft.sheet = fresh
  draft.previous = filing.previous.length === 0 ? null : openSheet(draft.form, filing.previous)
  draft.filing = filing
  draft.revision = filing.revision
  if (draft.explanation.text === draft.explanation.saved) draft.explanation = { text: filing.explanation, saved: filing.explanation }
  else draft.explanation.saved = filing.explanation
  draft.reasons = {
    texts: { ...filing.reasons, ...changedReasons(draft) },
    saved: { ...filing.reasons },
  }
  for (const address of elsewhere) draft.elsewhere.add(address)
  return elsewhere
}

function changedReasons(draft: Draft): Record<string, string> {
  return Object.fromEntries(Object.entries(draft.reasons.texts).filter(([key, words]) => (draft.reasons.saved[key] ?? '') !== words))
}

/** Gives a cell up to what the server has: the other person's number is kept. */
export function yieldCell(draft: Draft, address: string): void {
  const waiting = draft.unsaved.get(address)
  if (waiting === undefined) return
  draft.unsaved.delete(address)
  edit(draft.sheet, [[address, waiting.saved]])
}

/** The server refused a value: it stays on the page as wrong, the cell goes back to what is saved. */
export function refuse(draft: Draft, address: string, wrong: Wrong): void {
  yieldCell(draft, address)
  draft.wrong.set(address, wrong)
}

export function countUnsaved(draft: Draft): number {
  const patch = patchOf(draft)
  if (patch === null) return 0
  return patch.cells.length + (patch.explanation === undefined ? 0 : 1) + Object.keys(patch.reasons ?? {}).length
}
