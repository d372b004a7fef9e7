// Saving what was typed: a patch of cells on the revision it was typed on. Values are checked again and everything is
// calculated again; nothing is written unless all of it can be. Somebody else's edit of the same cell is a conflict that
// names both values; edits of other cells flow together (Quy chế, Điều 6 khoản 3).
import { askedAt } from '../core/calculation/conditions.ts'
import { enter } from '../core/calculation/edit.ts'
import { addressAt, checksum, placeAt, placeOf, recordedIn, targetsOf, type Place, type Sheet } from '../core/calculation/sheet.ts'
import type { SaveReply, SaveRequest } from '../core/contract/filing.ts'
import type { ProblemReply, WireValue } from '../core/contract/shapes.ts'
import type { Column } from '../core/form/compile.ts'
import { issue, type Issue } from '../core/issue.ts'
import { sentence } from '../core/messages/sentence.ts'
import { checkValue, type Known } from '../core/validation/check-value.ts'
import { findings } from '../core/validation/validate.ts'
import { afterEdit } from '../core/workflow/machine.ts'
import { writeRecord, writeRows, type FilingTexts, type WorkingFiling } from '../store/filing.ts'
import { changesSince, type Change } from '../store/filing-history.ts'
import { toStored } from '../store/record.ts'
import { Problem } from '../problem.ts'
import type { Action } from './action.ts'
import { stateOf } from './filing-view.ts'
import { knownFor } from './known-values.ts'
import { hasDynamicRows, openForSave, type OpenFiling } from './open-filing.ts'
import { written } from './prefill-filing.ts'
import { hasOtherRows, lostCells, removedSince, withRows, writtenInto } from './save-rows.ts'

type Opened = OpenFiling<WorkingFiling>
type Conflict = NonNullable<ProblemReply['conflicts']>[number]

export type SaveInput = { readonly id: string; readonly patch: SaveRequest }

export const saveFiling: Action<SaveInput, SaveReply> = {
  name: 'save-filing',
  writes: true,
  subject: ({ id, patch }, reply) => ({ type: 'filing', id, revisionFrom: patch.revision, ...(reply === undefined ? {} : { revisionTo: reply.revision }) }),
  run: async ({ id, patch: given }, context) => {
    const person = context.person()
    const patch = normalPatch(given)
    const opened = await openForSave(context, id)
    const { filing } = opened
    const { rows = [] } = patch
    const { open, notes } = rows.length === 0 ? { open: opened, notes: [] } : withRows(opened, rows)
    const since = patch.revision >= filing.revision ? [] : await changesSince(context.trx, id, patch.revision)
    const found = patch.cells.map(([address]) => placeOf(open.sheet, address))
    const lost = lostCells(patch.cells.filter((_, index) => found[index] === undefined), removedSince(since))
    const { places, issues } = checkPatch(open.sheet, patch, found, await knownFor(context, filing, open.sheet.form, patch.cells, found), lost)
    if (issues.length > 0) throw new Problem('invalid-values', { issues })
    if (patch.revision > filing.revision) throw new Problem('changed-since', { revision: filing.revision })
    const conflicts = since.length === 0 ? [] : [...lost, ...writtenInto(opened, rows, since), ...conflictsWith(open.sheet, patch, since), ...textConflicts(filing.texts, patch, since)]
    if (conflicts.length > 0) throw new Problem('changed-since', { conflicts, revision: filing.revision })

    const before = places.map((place) => recordedIn(open.sheet, place))
    const locked = places.map((place) => askedAt(open.sheet, place).readOnly)
    const moved = enter(open.sheet, patch.cells.map(([, value], index) => [places[index] as Place, value]))
    // Locked before and after: what unlocks a field may come with what is written into it.
    const refused = patch.cells.filter((_, index) => {
      const place = places[index] as Place
      return locked[index] === true && askedAt(open.sheet, place).readOnly && recordedIn(open.sheet, place) !== before[index]
    })
    if (refused.length > 0) throw new Problem('invalid-values', { issues: refused.map(([address]) => issue('value.read-only-cell', address, { address })) })
    const texts = withTexts(filing.texts, patch)
    const change = changeOf(open.sheet, patch, places, before, filing.texts, texts)
    for (const [address, from, to] of notes) note(change, address, from, to)
    if (change.addresses.length > 0) for (const [address] of opened.prefilled) if (!change.addresses.includes(address)) note(change, address, null, recordedAt(open.sheet, address))
    const nothing = change.addresses.length === 0
    const state = nothing ? filing.state : afterEdit(open.workflow, filing.state)
    const revision = nothing ? filing.revision : write(open, { state, texts: written(open.sheet, texts), change, by: person.accountId })
    return {
      revision,
      state: stateOf(open.workflow, state),
      moved: othersMoved(open.sheet, places, moved, since),
      findings: findings(open.sheet).map((one) => ({ ...one, message: sentence(one.code, one.params, context.language) })),
      ...(hasOtherRows(since) ? { reread: true } : {}),
      agreed: patch.checksum === undefined || since.length > 0 || patch.checksum === checksum(open.sheet),
    }

    function write(from: Opened, to: { state: string; texts: FilingTexts; change: FilingChange; by: string }): number {
      const record = toStored(from.sheet, from.compiled.ordinals)
      const areTouched = (): boolean => rows.length > 0 || opened.prefilled.length > 0 || patch.cells.some(([address]) => address.includes('['))
      if (hasDynamicRows(from.compiled) && areTouched()) writeRows(context.trx, id, record.rows)
      return writeRecord(context.trx, { id, revision: from.filing.revision, record, ...to }, context.now)
    }
  },
}

/** Where the cells of a patch are, and every wrong one, at once. Cells of records that others have removed are no mistake. */
function checkPatch(sheet: Sheet, patch: SaveRequest, found: readonly (Place | undefined)[], known: Known, lost: readonly Conflict[]): { places: Place[]; issues: Issue[] } {
  const places: Place[] = []
  const issues: Issue[] = []
  for (const [index, [address, value]] of patch.cells.entries()) {
    const place = found[index]
    if (place === undefined && lost.some((one) => one.address === address)) continue
    if (place === undefined) issues.push(issue('value.unknown-cell', address, { address }))
    else if (place.role !== 'typed') issues.push(issue('value.read-only-cell', address, { address }))
    else {
      places.push(place)
      const column = place.table.columns[place.column] as Column
      const wrong = checkValue(value, column, column.choices === undefined ? known : { ...known, standing: recordedIn(sheet, place) })
      if (wrong !== undefined) issues.push({ ...wrong, path: address })
    }
  }
  return { places, issues }
}

/** Cells of the patch that somebody has changed since, to another value than the one that comes now. */
function conflictsWith(sheet: Sheet, patch: SaveRequest, since: readonly Change[]): Conflict[] {
  return patch.cells.flatMap(([address, yours]) => (placeOf(sheet, address) === undefined ? [] : conflictAt(address, yours, recordedAt(sheet, address), since)))
}

/** The same for the explanation and the written reasons, which somebody else may be writing, too. */
function textConflicts(texts: FilingTexts, { explanation, reasons = {} }: SaveRequest, since: readonly Change[]): Conflict[] {
  return [
    ...(explanation === undefined ? [] : conflictAt('explanation', explanation, texts.explanation ?? null, since)),
    ...Object.entries(reasons).flatMap(([key, yours]) => conflictAt(`reason:${key}`, yours, texts.reasons?.[key] ?? null, since)),
  ]
}

function conflictAt(address: string, yours: WireValue, theirs: WireValue, since: readonly Change[]): Conflict[] {
  const change = since.findLast((one) => one.addresses.includes(address))
  if (change === undefined || theirs === yours) return []
  return [{ address, yours, theirs, by: { login: change.login ?? '', name: change.name ?? '' }, at: change.at.toISOString() }]
}

/** Texts in NFC, so that what looks the same is the same when it is compared. */
function normalPatch(patch: SaveRequest): SaveRequest {
  return {
    ...patch,
    cells: patch.cells.map((cell) => (typeof cell[1] === 'string' ? [cell[0], cell[1].normalize('NFC')] : cell)),
    ...(patch.rows === undefined ? {} : { rows: patch.rows.map((one) => (one.title === undefined ? one : { ...one, title: one.title.normalize('NFC').trim() })) }),
    ...(patch.explanation === undefined ? {} : { explanation: patch.explanation.normalize('NFC') }),
    ...(patch.reasons === undefined ? {} : { reasons: normal(patch.reasons) }),
  }
}

function withTexts(texts: FilingTexts, { explanation, reasons }: SaveRequest): FilingTexts {
  return {
    ...texts,
    ...(explanation === undefined ? {} : { explanation }),
    ...(reasons === undefined ? {} : { reasons: { ...texts.reasons, ...reasons } }),
  }
}

function normal(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.normalize('NFC')]))
}

type FilingChange = { readonly addresses: string[]; readonly before: WireValue[]; readonly after: WireValue[] }

/** History of what really changed; texts stand under their own names. */
function changeOf(sheet: Sheet, patch: SaveRequest, places: readonly Place[], before: readonly WireValue[], old: FilingTexts, texts: FilingTexts): FilingChange {
  const change: FilingChange = { addresses: [], before: [], after: [] }
  // Of a cell that the patch names twice, the last value stands.
  const seen = new Uint8Array(sheet.cells.v.length)
  places.forEach((place, index) => {
    if (seen[place.slot] === 1) return
    seen[place.slot] = 1
    note(change, patch.cells[index]?.[0] as string, before[index] ?? null, recordedIn(sheet, place))
  })
  note(change, 'explanation', old.explanation ?? null, texts.explanation ?? null)
  for (const key of Object.keys(patch.reasons ?? {})) note(change, `reason:${key}`, old.reasons?.[key] ?? null, texts.reasons?.[key] ?? null)
  return change
}

function note(change: FilingChange, address: string, from: WireValue, to: WireValue): void {
  if (from === to) return
  change.addresses.push(address)
  change.before.push(from)
  change.after.push(to)
}

/** What the page does not know yet: calculated cells that moved, and everything that others changed since. */
function othersMoved(sheet: Sheet, places: readonly Place[], moved: readonly number[], since: readonly Change[]): [string, WireValue][] {
  const own = new Uint8Array(sheet.cells.v.length)
  for (const { slot } of places) own[slot] = 1
  return (since.length === 0 ? moved : withTheirs()).filter((slot) => own[slot] === 0).flatMap((slot): [string, WireValue][] => {
    const place = placeAt(sheet, slot)
    return place === undefined ? [] : [[addressAt(sheet, place), recordedIn(sheet, place)]]
  })

  /** A page that is behind has not seen the others' sums either. */
  function withTheirs(): number[] {
    const theirs = since.flatMap((change) => change.addresses.flatMap((address) => placeOf(sheet, address)?.slot ?? []))
    const sums = sheet.form.templates.flatMap((template) => targetsOf(sheet, template))
    return [...new Set([...moved, ...theirs, ...sums])]
  }
}

function recordedAt(sheet: Sheet, address: string): WireValue {
  const place = placeOf(sheet, address)
  return place === undefined ? null : recordedIn(sheet, place)
}
