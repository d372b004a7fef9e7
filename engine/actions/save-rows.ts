// The part of a save that is about records that people add, name and remove. A removed record that somebody else is filling
// in, or the other way round, is a conflict like any other.
import { enter } from '../core/calculation/edit.ts'
import { changeRows, checkRowChanges, rowAddress } from '../core/calculation/records.ts'
import { openSheet, placeOf, rowsOf, valuesOf, type Place } from '../core/calculation/sheet.ts'
import type { RowChange, TableValues } from '../core/contract/filing.ts'
import type { ProblemReply, WireValue } from '../core/contract/shapes.ts'
import { formatAddress } from '../core/form/address.ts'
import type { Form } from '../core/form/compile.ts'
import { prefilled } from '../core/validation/prefill.ts'
import type { WorkingFiling } from '../store/filing.ts'
import type { Change } from '../store/filing-history.ts'
import { Problem } from '../problem.ts'
import type { OpenFiling } from './open-filing.ts'

type Opened = OpenFiling<WorkingFiling>
type Conflict = NonNullable<ProblemReply['conflicts']>[number]
export type RowNote = readonly [address: string, before: WireValue, after: WireValue]

/** The filing with the rows as they are to be: what history says of it, and which new fields were filled in by themselves. */
export function withRows(open: Opened, changes: readonly RowChange[]): { open: Opened; notes: RowNote[] } {
  const { form } = open.compiled
  const before = valuesOf(open.sheet)
  const issues = checkRowChanges(form, before, changes)
  if (issues.length > 0) throw new Problem('invalid-values', { issues })
  const sheet = openSheet(form, changeRows(form, before, changes), open.outside)
  const known = new Set(before.flatMap((table) => table.rows.map((row) => `${table.id} ${row.key}`)))
  const fresh = new Set(form.tables.flatMap((table) => rowsOf(sheet, table.id).flatMap((row) => (known.has(`${table.id} ${row.key}`) ? [] : [row.key]))))
  if (fresh.size > 0) enter(sheet, prefilled(sheet, fresh).map(([address, value]) => [placeOf(sheet, address) as Place, value]))
  const after = valuesOf(sheet)
  return { open: { ...open, sheet }, notes: notesOf(form, before, after, changes) }
}

/** A line per record that was added, named or removed; a removed one takes its values along. */
function notesOf(form: Form, before: readonly TableValues[], after: readonly TableValues[], changes: readonly RowChange[]): RowNote[] {
  const touched = new Map(changes.map((change) => [rowAddress(form, change), change.table]))
  return [...touched].flatMap(([address, id]): RowNote[] => {
    const named = (tables: readonly TableValues[]): string | null => rowsAt(tables, id, address)[0]?.title ?? null
    const lost = named(after) === null ? rowsAt(before, id, address) : []
    const columns = form.byId.get(id)?.columns ?? []
    const values = lost.flatMap((row) => columns.map((column): RowNote => [formatAddress(id, row.key, column.id, true), row.cells[column.index] ?? null, null]))
    return [[address, named(before), named(after)], ...values]
  })
}

function rowsAt(tables: readonly TableValues[], id: string, address: string): TableValues['rows'] {
  const rows = tables.find((one) => one.id === id)?.rows ?? []
  return rows.filter((row) => isRow(address, `${id}[${row.key}]`))
}

/** Is it the row, or a row of its block? */
const isRow = (row: string, other: string): boolean => other === row || other.startsWith(`${row.slice(0, -1)}/`)

/** The row that an address leads into: `parties[<key>].name` → `parties[<key>]`. */
function rowOf(address: string): string | undefined {
  const end = address.indexOf(']')
  return end < 0 ? undefined : address.slice(0, end + 1).replace(/\/[a-z0-9_]+\]$/, ']')
}

/** Records that somebody has removed since, by address, with that change. */
export function removedSince(since: readonly Change[]): ReadonlyMap<string, Change> {
  const removed = new Map<string, Change>()
  for (const change of since) {
    change.addresses.forEach((address, index) => {
      if (!address.endsWith(']')) return
      if (change.after[index] === null) removed.set(address, change)
      else removed.delete(address)
    })
  }
  return removed
}

/** Were rows added or removed by others, so that the page does not know of them? */
export function hasOtherRows(since: readonly Change[]): boolean {
  return since.some((change) => change.addresses.some((address) => address.endsWith(']')))
}

/** Cells of records that are no longer there. */
export function lostCells(cells: readonly (readonly [string, WireValue])[], removed: ReadonlyMap<string, Change>): Conflict[] {
  return cells.flatMap(([address, yours]) => {
    const change = removed.get(rowOf(address) ?? '')
    return change === undefined ? [] : [{ address, yours, theirs: null, ...whoAndWhen(change) }]
  })
}

/** Records to be removed in which somebody has written since. */
export function writtenInto(open: Opened, changes: readonly RowChange[], since: readonly Change[]): Conflict[] {
  if (changes.length === 0) return []
  const { form } = open.compiled
  const tables = valuesOf(open.sheet)
  return changes.flatMap((change) => {
    const address = rowAddress(form, change)
    const [row] = rowsAt(tables, change.table, address)
    const theirs = since.findLast((one) => one.addresses.some((at) => rowOf(at) === address))
    return change.gone !== true || row === undefined || theirs === undefined ? [] : [{ address, yours: null, theirs: row.title ?? '', ...whoAndWhen(theirs) }]
  })
}

function whoAndWhen({ login, name, at }: Change): Pick<Conflict, 'by' | 'at'> {
  return { by: { login: login ?? '', name: name ?? '' }, at: at.toISOString() }
}
