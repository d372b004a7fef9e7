// Figures of filings of the same unit as they were approved, found by what is wanted of them, and read cell by cell as
// the form that asks calls its cells.
import type { RowValues } from '../core/contract/filing.ts'
import type { WireValue } from '../core/contract/shapes.ts'
import type { Address } from '../core/form/address.ts'
import type { Form } from '../core/form/compile.ts'
import { convert, type Succession } from '../core/form/succession.ts'
import { toTables } from '../store/record.ts'
import { readSeals, recordOfSeal } from '../store/seal.ts'
import { sealedBeside, type Wanted } from '../store/surroundings.ts'
import type { Context } from './action.ts'
import { compiledForm } from './compiled.ts'

/** `way`: from a cell as it is called here to the cell there. */
export type WantedFiling = Wanted & { readonly way: Succession }
export type Figures = { readonly form: Form; readonly rows: ReadonlyMap<string, ReadonlyMap<string, RowValues>>; readonly way: Succession }

/** By `as`: of several filings that would do, the first in the list that anybody has approved. `at` is the place in it. */
export async function sealedFigures(where: Pick<Context, 'trx' | 'parts'>, unitId: string, wanted: readonly WantedFiling[]): Promise<Map<string, Figures>> {
  if (wanted.length === 0) return new Map()
  const found = await sealedBeside(where.trx, unitId, wanted)
  const nearest = new Map(found.toSorted((a, b) => b.at - a.at).map((one) => [one.as, one]))
  const seals = await readSeals(where.trx, [...nearest.values()].map((one) => one.sealId))
  const figures = await Promise.all(
    [...nearest.values()].map(async ({ as, at, packId, formId, sealId }): Promise<[string, Figures][]> => {
      const [seal, way] = [seals.get(sealId), wanted[at]?.way]
      if (seal === undefined || way === undefined) return []
      const { form, ordinals } = await compiledForm(where, { packId, formId, formVersion: seal.formVersion })
      const tables = toTables(form, ordinals, recordOfSeal(seal))
      return [[as, { form, rows: new Map(tables.map(({ id, rows }) => [id, new Map(rows.map((row) => [row.key, row]))])), way }]]
    }),
  )
  return new Map(figures.flat())
}

/** The other form, or an earlier version, may have counted in other units than the one that asks. */
export function cellOf({ form, rows, way }: Figures, at: Address, decimals: number): WireValue {
  const there = way(at)
  const table = there === undefined ? undefined : form.byId.get(there.table)
  const column = table?.columns[table.columnOf.get(there?.column ?? '') ?? -1]
  const row = there === undefined ? undefined : rows.get(there.table)?.get(there.row)
  const value = column === undefined ? null : (row?.cells[column.index] ?? null)
  return typeof value !== 'number' || column === undefined || there === undefined ? value : convert(value, { from: column.decimals, to: decimals, per: there.per })
}
