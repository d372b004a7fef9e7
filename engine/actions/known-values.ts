// What the check of a value has to ask the database: whether the units that were chosen exist, and of which kind they are.
import { placeOf, type Sheet } from '../core/calculation/sheet.ts'
import type { SaveRequest } from '../core/contract/filing.ts'
import type { Known } from '../core/validation/check-value.ts'
import { unitKinds } from '../store/unit.ts'
import type { Context } from './action.ts'

export async function knownFor({ trx }: Pick<Context, 'trx'>, { cells }: Pick<SaveRequest, 'cells'>, sheet: Sheet): Promise<Known> {
  if (!sheet.form.tables.some((table) => table.columns.some(({ kind }) => kind === 'unit'))) return {}
  const codes = cells.flatMap(([address, value]) => {
    const place = placeOf(sheet, address)
    return place?.table.columns[place.column]?.kind === 'unit' && typeof value === 'string' ? [value.slice(0, 80)] : []
  })
  if (codes.length === 0) return {}
  const kinds = await unitKinds(trx, codes)
  return { unitKind: (code) => kinds.get(code) ?? null }
}
