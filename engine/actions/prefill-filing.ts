// A filing that nobody has worked on yet shows what its form fills in by itself. The values become part of the record with
// the first save or act; from then on they are like any other, and what a person has blanked stays blank.
import { enter } from '../core/calculation/edit.ts'
import { placeOf, type Place, type Sheet } from '../core/calculation/sheet.ts'
import type { WireValue } from '../core/contract/shapes.ts'
import { prefilled } from '../core/validation/prefill.ts'
import type { Workflow } from '../core/workflow/compile.ts'
import { writeRecord, writeRows, type FilingRow, type FilingTexts, type WorkingFiling } from '../store/filing.ts'
import { toStored } from '../store/record.ts'
import type { Context } from './action.ts'
import type { OpenFiling } from './open-filing.ts'

/** Fills the sheet of a filing that still waits for it; returns what was filled in. */
export function prefill(sheet: Sheet, workflow: Workflow, filing: Pick<WorkingFiling, 'state' | 'texts'>): readonly (readonly [string, WireValue])[] {
  if (!waits(sheet, filing.texts) || workflow.states.get(filing.state)?.source['editable-by'] === undefined) return []
  const values = prefilled(sheet)
  enter(sheet, values.map(([address, value]) => [placeOf(sheet, address) as Place, value]))
  return values
}

function waits({ form }: Sheet, texts: FilingTexts): boolean {
  return form.prefills.length > 0 && texts.prefilled !== true
}

/** Texts of a record that has been written: it is not filled in by itself again. */
export function written(sheet: Sheet, texts: FilingTexts): FilingTexts {
  return waits(sheet, texts) ? { ...texts, prefilled: true } : texts
}

/** Writes what was filled in by itself, before an act that counts on it. */
export function keepPrefilled(context: Context, open: OpenFiling): OpenFiling {
  const { filing, sheet, compiled } = open
  if (open.prefilled.length === 0) return open
  const record = toStored(sheet, compiled.ordinals)
  const texts = written(sheet, filing.texts)
  const change = { addresses: open.prefilled.map(([address]) => address), before: open.prefilled.map(() => null), after: open.prefilled.map(([, value]) => String(value)) }
  if (record.rows.length > 0) writeRows(context.trx, filing.id, record.rows)
  const revision = writeRecord(context.trx, { id: filing.id, revision: filing.revision, state: filing.state, record, texts, by: context.person().accountId, change }, context.now)
  const kept: FilingRow = { ...filing, texts: { ...texts, cells: record.texts }, revision }
  return { ...open, filing: kept, prefilled: [] }
}
