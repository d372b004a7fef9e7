// The roll-up worker's two actions: which filings are marked, and taking lower figures into one of them. A filing takes
// figures in while it is being drafted or has been returned and its unit's codelists are complete; otherwise it is only marked as differing from below.
// Doing it twice changes nothing; doing it from nothing gives the same, and that is how it is checked.
import { openSheet, valuesOf } from '../core/calculation/sheet.ts'
import type { TableValues } from '../core/contract/filing.ts'
import type { WireValue } from '../core/contract/shapes.ts'
import { formatAddress } from '../core/form/address.ts'
import type { Form } from '../core/form/compile.ts'
import { rollUp } from '../core/rollup/roll-up.ts'
import { everything, lockFiling, markStale, writeRecord, writeRows } from '../store/filing.ts'
import { markedFilings, takeMarks, type Mark } from '../store/roll-up-queue.ts'
import { toStored } from '../store/record.ts'
import type { Action } from './action.ts'
import { incompleteCodelists } from './bound-codelists.ts'
import { fromOutside, lowerOf, openFiling } from './open-filing.ts'
import { groupsOf, lowerSources } from './roll-up-sources.ts'

export const readMarks: Action<undefined, Mark[]> = {
  name: 'read-roll-up-marks',
  writes: false,
  run: (_input, { trx }) => markedFilings(trx),
}

export type RolledUp = { readonly id: string; readonly outcome: 'taken-in' | 'unchanged' | 'stale' | 'gone'; readonly revision: number }

export const rollUpFiling: Action<{ id: string }, RolledUp> = {
  name: 'roll-up-filing',
  writes: true,
  subject: ({ id }, output) => ({ type: 'filing', id, ...(output === undefined ? {} : { revisionTo: output.revision }) }),
  run: async ({ id }, context) => {
    const { trx, now } = context
    const filing = await lockFiling(trx, everything, id)
    await takeMarks(trx, id)
    if (filing === undefined) return { id, outcome: 'gone', revision: 0 }
    const open = await openFiling(context, filing)
    const current = valuesOf(open.sheet)
    const sources = await lowerSources(context, await lowerOf(context, filing, open.compiled), (one) => one.countedSealId)
    const { tables: wanted, outside } = await fromOutside(context, filing, open.compiled, rollUp(open.compiled.form, open.compiled.pack, current, sources, groupsOf(context)))
    const change = difference(open.compiled.form, current, wanted)
    const takesIn = open.workflow.states.get(filing.state)?.source['takes-in'] === true && !filing.periodLocked && (await incompleteCodelists(context, filing, open.compiled)).length === 0
    if (change.addresses.length === 0 && sameRows(current, wanted)) {
      if (filing.staleSince !== null) await markStale(trx, id, null)
      return { id, outcome: 'unchanged', revision: filing.revision }
    }
    if (!takesIn) {
      await markStale(trx, id, now)
      return { id, outcome: 'stale', revision: filing.revision }
    }
    const sheet = openSheet(open.compiled.form, wanted, outside)
    const record = toStored(sheet, open.compiled.ordinals)
    writeRows(trx, id, record.rows)
    const revision = writeRecord(trx, { id, revision: filing.revision, state: filing.state, record, texts: filing.texts, by: null, change }, now)
    await markStale(trx, id, null)
    return { id, outcome: 'taken-in', revision }
  },
}

/** Rolled-up cells whose figure is another one now, for the history. */
function difference(form: Form, before: readonly TableValues[], after: readonly TableValues[]) {
  const change = { addresses: [] as string[], before: [] as (string | null)[], after: [] as (string | null)[] }
  const text = (value: WireValue | undefined): string | null => (value === null || value === undefined ? null : String(value))
  for (const table of form.tables) {
    if (table.rollUps.length === 0) continue
    const old = new Map(rowsOf(before, table.id).map((row) => [row.key, row]))
    const fresh = new Map(rowsOf(after, table.id).map((row) => [row.key, row]))
    for (const key of new Set([...old.keys(), ...fresh.keys()])) {
      for (const column of table.columns) {
        const [from, to] = [text(old.get(key)?.cells[column.index]), text(fresh.get(key)?.cells[column.index])]
        if (from === to) continue
        change.addresses.push(formatAddress(table.id, key, column.id, !table.rowOf.has(key)))
        change.before.push(from)
        change.after.push(to)
      }
    }
  }
  return change
}

function rowsOf(tables: readonly TableValues[], id: string): TableValues['rows'] {
  return tables.find((one) => one.id === id)?.rows ?? []
}

function sameRows(a: readonly TableValues[], b: readonly TableValues[]): boolean {
  const keys = (tables: readonly TableValues[]): string => JSON.stringify(tables.map((table) => table.rows.map((row) => [row.key, row.title ?? '']).sort()))
  return keys(a) === keys(b)
}
