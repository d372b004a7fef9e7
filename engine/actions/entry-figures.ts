// Where the figures of an entry go that is merged into another or ends: onto the other entry's rows, or away, in reports of
// open periods that are not sealed. What has been sealed stays as it is. Every moved figure stands in the report's history.
import { aggregate } from '../core/aggregate.ts'
import { enter } from '../core/calculation/edit.ts'
import { placeOf, recordedIn, rowsOf, type Place, type Sheet } from '../core/calculation/sheet.ts'
import type { WireValue } from '../core/contract/shapes.ts'
import { formatAddress, joinKey } from '../core/form/address.ts'
import { codelistOfChoice, codesIn } from '../core/form/choices.ts'
import type { Column } from '../core/form/compile.ts'
import { entryBands } from '../core/form/roll-up-way.ts'
import { issue, type Issue } from '../core/issue.ts'
import { qualified } from '../core/rollup/contribution.ts'
import { checkValue } from '../core/validation/check-value.ts'
import { fromWire, isError, toWire } from '../core/value.ts'
import { lockFiling, writeRecord, writeRows } from '../store/filing.ts'
import { readEvents } from '../store/filing-history.ts'
import { toStored } from '../store/record.ts'
import type { Context } from './action.ts'
import { boundFilings } from './bound-codelists.ts'
import { eventOf, viewerOf } from './filing-view.ts'
import { openFiling, type OpenFiling } from './open-filing.ts'
import { standsSealed } from './sealed-sheet.ts'

/** A typed cell of an entry's rows that holds something, and the same cell of another entry's row. */
type Held = { readonly address: string; readonly place: Place; readonly value: WireValue; readonly other: string }

/** Reports of the unit in open periods that take rows or choices from the list and do not stand sealed; locked for the change. */
export async function unsealedReports(context: Context, reference: string): Promise<OpenFiling[]> {
  const found: OpenFiling[] = []
  for (const { filing, codelists } of await boundFilings(context, context.person().unitId)) {
    if (!codelists.includes(reference)) continue
    const locked = await lockFiling(context.trx, viewerOf(context.person()), filing.id)
    if (locked === undefined || locked.periodLocked) continue
    const open = await openFiling(context, locked)
    const events = (await readEvents(context.trx, [locked.id])).map((event) => eventOf(event, open.workflow))
    if (!standsSealed(events, open.workflow)) found.push(open)
  }
  return found
}

/** Cells of the entry that hold something. */
export function heldBy(open: OpenFiling, reference: string, code: string, into = code): Held[] {
  const { sheet, compiled } = open
  return compiled.form.tables.flatMap((table) => entryBands(table).filter((band) => qualified(band.codelist ?? '', compiled.pack) === reference).flatMap((band) => band.rows.flatMap((row) => table.columns.flatMap((column) => {
    const at = (instance: string): string => formatAddress(table.id, joinKey(table, band.index, instance, row.key), column.id, true)
    const place = placeOf(sheet, at(code))
    const value = place === undefined || place.role !== 'typed' ? null : recordedIn(sheet, place)
    return place === undefined || value === null ? [] : [{ address: at(code), place, value, other: at(into) }]
  }))))
}

type Change = readonly [address: string, place: Place, value: WireValue]

/** Onto the rows of another entry; issues where two figures cannot become one, or the other entry has no row. */
export function movedOnto(open: OpenFiling, reference: string, code: string, into: string): { changes: Change[]; issues: Issue[] } {
  const changes: Change[] = []
  const issues: Issue[] = []
  for (const { address, place, value, other } of heldBy(open, reference, code, into)) {
    const target = placeOf(open.sheet, other)
    const column = place.table.columns[place.column] as Column
    const both = target === undefined ? undefined : together(column, value, recordedIn(open.sheet, target))
    if (target === undefined) issues.push(issue('entry.no-row', '/into', { code: into, form: open.compiled.form.code }))
    else if (both === undefined || checkValue(both, withoutChoices(column)) !== undefined) issues.push(issue('entry.figures-clash', '/into', { label: column.path, form: open.compiled.form.code }))
    else changes.push([address, place, null], [other, target, both])
  }
  return { changes, issues }
}

export function cleared(open: OpenFiling, reference: string, code: string): Change[] {
  return heldBy(open, reference, code).map(({ address, place }) => [address, place, null])
}

/** Choices of the entry become choices of the other; `order`: codes as the list has them. */
export function chosenInstead({ sheet, compiled }: OpenFiling, reference: string, code: string, into: string, order: readonly string[]): Change[] {
  return compiled.form.tables.flatMap((table) => table.columns.filter((column) => qualified(codelistOfChoice(column) ?? '', compiled.pack) === reference).flatMap((column) =>
    rowsOf(sheet, table.id).flatMap((row): Change[] => {
      const address = formatAddress(table.id, row.key, column.id, row.kind === 'dynamic')
      const place = placeOf(sheet, address)
      const codes = place === undefined || place.role !== 'typed' ? [] : codesIn(recordedIn(sheet, place))
      if (place === undefined || !codes.includes(code)) return []
      const kept = [...new Set(codes.map((one) => (one === code ? into : one)))]
      return [[address, place, kept.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)).join(',')]]
    }),
  ))
}

/** Writes the changes with their history; the report stays in its state and gets a new revision, so that acts on what was seen before are refused. */
export function writeChanges(context: Context, { filing, sheet, compiled }: OpenFiling, changes: readonly Change[]): void {
  if (changes.length === 0) return
  const before = changes.map(([, place]) => recordedIn(sheet, place))
  enter(sheet, changes.map(([, place, value]) => [place, value]))
  const record = toStored(sheet, compiled.ordinals)
  writeRows(context.trx, filing.id, record.rows)
  const change = { addresses: changes.map(([address]) => address), before, after: after(sheet, changes) }
  writeRecord(context.trx, { id: filing.id, revision: filing.revision, state: filing.state, record, texts: filing.texts, by: context.person().accountId, change }, context.now)
}

function after(sheet: Sheet, changes: readonly Change[]): WireValue[] {
  return changes.map(([, place]) => recordedIn(sheet, place))
}

/** A code that stands somewhere may stand on the other row, too. */
function withoutChoices({ choices: _, ...column }: Column): Column {
  return column
}

/** Two figures as one, as the column comes together; undefined where it does not. */
function together({ holds, aggregate: how }: Column, one: WireValue, other: WireValue): WireValue | undefined {
  if (other === null || (one === other && holds === 'text')) return one
  if (holds === 'text' || !['sum', 'min', 'max'].includes(how)) return undefined
  const both = aggregate(how, [fromWire(one), fromWire(other)])
  return isError(both) ? undefined : toWire(both)
}
