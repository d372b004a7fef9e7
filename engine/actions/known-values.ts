// What the check of a value has to ask the database: whether the units that were chosen exist, and of which kind they are;
// which entries of codelists may be chosen in this filing; which files have been uploaded for it.
import { placeOf, type Sheet } from '../core/calculation/sheet.ts'
import type { SaveRequest } from '../core/contract/filing.ts'
import type { CellKind } from '../core/value.ts'
import type { Known } from '../core/validation/check-value.ts'
import { attachmentsOf } from '../store/file.ts'
import { unitKinds } from '../store/unit.ts'
import type { WorkingFiling } from '../store/filing.ts'
import type { Context } from './action.ts'
import { choiceEntries } from './choice-entries.ts'

export async function knownFor(where: Pick<Context, 'trx' | 'parts'>, filing: WorkingFiling, { cells }: Pick<SaveRequest, 'cells'>, sheet: Sheet): Promise<Known> {
  const kinds = new Set(sheet.form.tables.flatMap((table) => table.columns.map(({ kind }) => kind)))
  return { ...(kinds.has('attachment') ? await knownFiles(where, filing, cells, sheet) : {}), ...(kinds.has('unit') ? await knownUnits(where, cells, sheet) : {}), ...(kinds.has('choice') || kinds.has('choices') ? await knownEntries(where, filing, cells, sheet) : {}) }
}

async function knownUnits({ trx }: Pick<Context, 'trx'>, cells: SaveRequest['cells'], sheet: Sheet): Promise<Known> {
  const codes = cells.flatMap(([address, value]) => (typeof value === 'string' && kindAt(sheet, address) === 'unit' ? [value.slice(0, 80)] : []))
  if (codes.length === 0) return {}
  const kinds = await unitKinds(trx, codes)
  return { unitKind: (code) => kinds.get(code) ?? null }
}

async function knownFiles({ trx }: Pick<Context, 'trx'>, { id }: WorkingFiling, cells: SaveRequest['cells'], sheet: Sheet): Promise<Known> {
  if (filesIn(cells, sheet).length === 0) return {}
  const known = new Set((await attachmentsOf(trx, id)).map((one) => one.id))
  return { file: (file) => known.has(file) }
}

/** Ids of files that a patch writes into fields. */
export function filesIn(cells: SaveRequest['cells'], sheet: Sheet): string[] {
  return cells.flatMap(([address, value]) => (typeof value === 'string' && kindAt(sheet, address) === 'attachment' ? value.split(',') : []))
}

/** Asked only where a choice is among what is saved. */
async function knownEntries(where: Pick<Context, 'trx' | 'parts'>, filing: WorkingFiling, cells: SaveRequest['cells'], sheet: Sheet): Promise<Known> {
  if (!cells.some(([address]) => ['choice', 'choices'].includes(kindAt(sheet, address) ?? ''))) return {}
  const entries = await choiceEntries(where, filing, sheet.form)
  return { entries: (codelist) => (Object.hasOwn(entries, codelist) ? entries[codelist] : []) }
}

function kindAt(sheet: Sheet, address: string): CellKind | undefined {
  const place = placeOf(sheet, address)
  return place?.table.columns[place.column]?.kind
}
