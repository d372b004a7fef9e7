// The filing on the desk: the record as the server last told it, the open sheet, and what has been typed since and is not
// saved yet. Pure state and functions; sending is the saver's, drawing the page's.
import type { Filing, RowChange, RowValues, SaveReply, SaveRequest } from '../../engine/core/contract/filing.ts'
import type { WireValue } from '../../engine/core/contract/shapes.ts'
import { edit } from '../../engine/core/calculation/edit.ts'
import { changeRows, checkRowChanges, rowAddress } from '../../engine/core/calculation/records.ts'
import { checksum, openSheet, placeOf, recordedIn, rowsOf, valuesOf, type Sheet } from '../../engine/core/calculation/sheet.ts'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import type { CalendarDefinition } from '../../engine/core/pack.ts'
import { formatAddress, joinKey, parseAddress, splitKey } from '../../engine/core/form/address.ts'
import { withChoices, type ChoicesByCodelist } from '../../engine/core/form/choices.ts'
import { compileForm, type Band, type Form, type Table } from '../../engine/core/form/compile.ts'
import { prefilled } from '../../engine/core/validation/prefill.ts'
import { noSteps, redo, remember, undo, type Step, type Steps } from '../sheet/undo.ts'
import type { Change, Wrong } from '../sheet/view.ts'

/** A typed value that the server does not have yet, and the one that it has. */
export type Unsaved = { readonly value: WireValue; readonly saved: WireValue }

/** `changes` bring it back with everything that was in it. */
export type Lost = { readonly title: string; readonly changes: readonly Change[] }

export type Draft = {
  filing: Filing
  readonly form: Form
  sheet: Sheet
  /** Official figures of a year earlier by address, as they were told: not calculated again. */
  previous: ReadonlyMap<string, WireValue> | null
  /** What the units that went into this one last had approved in the same year. */
  predecessors: ReadonlyMap<string, WireValue> | null
  revision: number
  unsaved: Map<string, Unsaved>
  /** Records added, named or removed here and not saved yet, by the row's address. */
  rows: Map<string, RowChange>
  wrong: Map<string, Wrong>
  /** Records that somebody else has removed while they were typed into here, by the row's address: kept until the person says
   * whether they are to be restored. */
  lost: Map<string, Lost>
  explanation: { text: string; saved: string }
  reasons: { texts: Record<string, string>; saved: Record<string, string> }
  /** Cells that changed elsewhere since they were drawn. */
  elsewhere: Set<string>
  steps: Steps
}

export function openDraft(filing: Filing): Draft {
  const { types, calendar, choices } = filing.outside ?? {}
  const form = withChoices(compileForm(filing.definition as FormDefinition, types, calendar as CalendarDefinition | undefined), choices as ChoicesByCodelist | undefined)
  return {
    filing,
    form,
    sheet: openSheet(form, filing.tables, filing.outside?.values),
    previous: besideOf(form, filing.previous),
    predecessors: besideOf(form, filing.predecessors?.tables ?? []),
    revision: filing.revision,
    unsaved: new Map(),
    rows: new Map(),
    wrong: new Map(),
    lost: new Map(),
    explanation: { text: filing.explanation, saved: filing.explanation },
    reasons: { texts: { ...filing.reasons }, saved: { ...filing.reasons } },
    elsewhere: new Set(),
    steps: noSteps,
  }
}

/** Earlier figures by address. */
function besideOf(form: Form, tables: Filing['previous']): Draft['previous'] {
  if (tables.length === 0) return null
  return new Map(tables.flatMap(({ id, rows }) => {
    const table = form.byId.get(id)
    if (table === undefined) return []
    return rows.flatMap((row) => table.columns.map((column): [string, WireValue] => [formatAddress(id, row.key, column.id, !table.rowOf.has(row.key)), row.cells[column.index] ?? null]))
  }))
}

/** Applies one gesture's changes as one step that can be taken back. Cells that are not typed here are left out. */
export function change(draft: Draft, changes: readonly Change[]): void {
  const fresh = changes.flatMap((one) => ('row' in one && mayChangeRow(draft, one.row) && rowsOfRecord(draft, one.row).length === 0 ? [one.address] : []))
  const isFresh = (address: string): boolean => fresh.some((row) => isWithin(address, row))
  const allowed = changes.filter((one) => ('row' in one ? mayChangeRow(draft, one.row) : isFresh(one.address) || placeOf(draft.sheet, one.address)?.role === 'typed'))
  // What stands in a record that is new goes with it.
  const before = allowed.flatMap((one) => ('row' in one ? rowBefore(draft, one.row) : isFresh(one.address) ? [] : [stateOf(draft, one.address)]))
  const step: Step = { before, after: allowed }
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
  return wrong === undefined ? { address, value: recordedAt(draft.sheet, address) } : { address, wrong }
}

/** What has been typed at an address, seen or not. */
export function recordedAt(sheet: Sheet, address: string): WireValue {
  const place = placeOf(sheet, address)
  return place === undefined ? null : recordedIn(sheet, place)
}

function mayChangeRow(draft: Draft, row: RowChange): boolean {
  return draft.filing.editable && checkRowChanges(draft.form, valuesOf(draft.sheet), [row]).length === 0
}

/** What takes a change of a record back: a removed one comes again with everything that was in it. */
function rowBefore(draft: Draft, change: RowChange): Change[] {
  const { table, band, key } = change
  const where = { table, key, ...(band === undefined ? {} : { band }) }
  const address = rowAddress(draft.form, change)
  const rows = rowsOfRecord(draft, change)
  const [first] = rows
  if (first === undefined) return [{ address, row: { ...where, gone: true } }]
  const columns = draft.form.byId.get(change.table)?.columns ?? []
  const cells = change.gone !== true ? [] : rows.flatMap((row) => columns.map((column) => formatAddress(change.table, row.key, column.id, true)))
  return [{ address, row: { ...where, title: first.title ?? '' } }, ...cells.filter((at) => placeOf(draft.sheet, at)?.role === 'typed').map((at) => stateOf(draft, at))]
}

/** The rows of a record: one, or one for each row of its block. */
function rowsOfRecord(draft: Draft, change: RowChange): RowValues[] {
  const start = `${change.table}[`
  const address = rowAddress(draft.form, change)
  const rows = valuesOf(draft.sheet).find((one) => one.id === change.table)?.rows ?? []
  return rows.filter((row) => `${start}${row.key}]` === address || `${start}${row.key}`.startsWith(`${address.slice(0, -1)}/`))
}

/** Opens the sheet anew with records added, named and removed. What was waiting in a removed one goes with it. */
function applyRows(draft: Draft, changes: readonly RowChange[]): void {
  for (const change of changes) {
    const address = rowAddress(draft.form, change)
    const title = change.title ?? draft.rows.get(address)?.title
    draft.rows.set(address, change.gone === true || title === undefined ? change : { ...change, title })
    if (change.gone !== true) continue
    for (const waiting of [draft.unsaved, draft.wrong]) for (const at of waiting.keys()) if (isWithin(at, address)) waiting.delete(at)
  }
  const before = draft.sheet
  draft.sheet = openSheet(draft.form, changeRows(draft.form, valuesOf(before), changes), draft.filing.outside?.values)
}

const isWithin = (cell: string, row: string): boolean => cell.startsWith(`${row}.`) || cell.startsWith(`${row.slice(0, -1)}/`)

/** A new record for a band of a table, with what fills itself in. */
export function newRecord(draft: Draft, table: Table, band: Band, key: string): Change[] {
  const row: RowChange = { table: table.id, ...(table.bands.length > 1 ? { band: band.index } : {}), key }
  const sheet = openSheet(draft.form, changeRows(draft.form, valuesOf(draft.sheet), [row]), draft.filing.outside?.values)
  const keys = new Set(band.rows.map((shape) => joinKey(table, band.index, key, shape.key)))
  return [{ address: rowAddress(draft.form, row), row }, ...prefilled(sheet, keys).map(([address, value]) => ({ address, value }))]
}

function apply(draft: Draft, changes: readonly Change[]): void {
  const values: [string, WireValue][] = []
  const rows = changes.flatMap((one) => ('row' in one ? [one.row] : []))
  if (rows.length > 0) applyRows(draft, rows)
  for (const one of changes) {
    draft.elsewhere.delete(one.address)
    if ('row' in one) continue
    if ('wrong' in one) {
      draft.wrong.set(one.address, one.wrong)
      continue
    }
    draft.wrong.delete(one.address)
    const before = recordedAt(draft.sheet, one.address)
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
  const rows = draft.rows.size === 0 ? {} : { rows: [...draft.rows.values()] }
  if (cells.length === 0 && draft.rows.size === 0 && !('explanation' in explanation) && !('reasons' in reasons)) return null
  return { revision: draft.revision, cells, ...rows, ...explanation, ...reasons, checksum: checksum(draft.sheet) }
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
      const current = recordedAt(draft.sheet, address)
      if (current !== value) draft.unsaved.set(address, { value: current, saved: value })
    } else if (now.value === value) draft.unsaved.delete(address)
    else draft.unsaved.set(address, { value: now.value, saved: value })
  }
  for (const row of sent.rows ?? []) {
    const address = rowAddress(draft.form, row)
    if (draft.rows.get(address) === row) draft.rows.delete(address)
  }
  if (sent.explanation !== undefined) draft.explanation.saved = sent.explanation
  Object.assign(draft.reasons.saved, sent.reasons)
  draft.revision = reply.revision
  draft.filing = { ...draft.filing, revision: reply.revision, state: reply.state }

  let reread = reply.reread === true
  const elsewhere: string[] = []
  const values: [string, WireValue][] = []
  for (const [address, value] of reply.moved) {
    const place = placeOf(draft.sheet, address)
    if (place === undefined) reread = true
    else if (place.role === 'typed' || place.role === 'rolled-up') {
      const waiting = draft.unsaved.get(address)
      if (waiting !== undefined) draft.unsaved.set(address, { value: waiting.value, saved: value })
      else if (recordedAt(draft.sheet, address) !== value) {
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
  const fresh = openSheet(draft.form, changeRows(draft.form, filing.tables, [...draft.rows.values()]), filing.outside?.values)
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
        const known = draft.unsaved.get(address)?.saved ?? recordedAt(draft.sheet, address)
        const now = recordedAt(fresh, address)
        if (known !== now && !draft.unsaved.has(address)) elsewhere.push(address)
      })
    }
  }
  for (const [address, record] of lostRecords(draft, fresh)) draft.lost.set(address, record)
  const kept: [string, WireValue][] = []
  for (const [address, { value }] of [...draft.unsaved]) {
    const place = placeOf(fresh, address)
    if (place?.role !== 'typed') draft.unsaved.delete(address)
    else {
      const saved = recordedAt(fresh, address)
      if (saved === value) draft.unsaved.delete(address)
      else {
        draft.unsaved.set(address, { value, saved })
        kept.push([address, value])
      }
    }
  }
  edit(fresh, kept)
  draft.sheet = fresh
  draft.previous = besideOf(draft.form, filing.previous)
  draft.predecessors = besideOf(draft.form, filing.predecessors?.tables ?? [])
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

/** Records with something typed and not saved in them that the record as it is now has no more. */
function lostRecords(draft: Draft, fresh: Sheet): Map<string, Lost> {
  const lost = new Map<string, Lost>()
  for (const address of [...draft.unsaved.keys(), ...draft.wrong.keys()]) {
    const place = placeOf(draft.sheet, address)
    const key = parseAddress(address)?.row ?? ''
    if (place === undefined || placeOf(fresh, address) !== undefined || place.table.rowOf.has(key)) continue
    const { table } = place
    const { band, instance } = splitKey(table, key)
    if (table.bands[band]?.per !== 'record' && table.kind !== 'section') continue
    const change: RowChange = { table: table.id, key: instance, ...(table.bands.length > 1 ? { band } : {}), gone: true }
    const row = rowAddress(draft.form, change)
    if (lost.has(row)) continue
    const shown = rowsOf(draft.sheet, table.id).find((one) => one.key === key)
    lost.set(row, { title: shown?.title ?? instance, changes: rowBefore(draft, change).filter((one) => !('value' in one) || one.value !== null) })
  }
  return lost
}

/** What becomes of a lost record: restored with what was in it, or left as it is. */
export function settleLost(draft: Draft, address: string, restore: boolean): void {
  const record = draft.lost.get(address)
  draft.lost.delete(address)
  for (const at of [...draft.wrong.keys()]) if (isWithin(at, address)) draft.wrong.delete(at)
  if (record !== undefined && restore) change(draft, record.changes)
}

function changedReasons(draft: Draft): Record<string, string> {
  return Object.fromEntries(Object.entries(draft.reasons.texts).filter(([key, words]) => (draft.reasons.saved[key] ?? '') !== words))
}

/** Gives a cell up to what the server has: the other person's number is kept. */
export function yieldCell(draft: Draft, address: string): void {
  // A record: what is saved of it comes with the filing when it is read again.
  if (draft.rows.delete(address)) return
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
  return patch.cells.length + (patch.rows?.length ?? 0) + (patch.explanation === undefined ? 0 : 1) + Object.keys(patch.reasons ?? {}).length
}
