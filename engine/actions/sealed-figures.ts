// Figures of filings of the same unit as they were approved, found by what is wanted of them, and read cell by cell as
// the form that asks calls its cells. A unit that others went into stands for them, too: its earlier figures are theirs and its
// own together, where all of them are known and can be added up exactly, and otherwise none.
import { boundariesBetween, type Share } from '../core/boundary.ts'
import type { RowValues } from '../core/contract/filing.ts'
import type { WireValue } from '../core/contract/shapes.ts'
import type { Address } from '../core/form/address.ts'
import type { Form } from '../core/form/compile.ts'
import { convert, type Succession } from '../core/form/succession.ts'
import { exactSum } from '../core/value.ts'
import { toTables } from '../store/record.ts'
import { readSeals, recordOfSeal, type Seal } from '../store/seal.ts'
import { sealedBeside, type SealedFiling, type Wanted } from '../store/surroundings.ts'
import { readKin, type Kin } from '../store/unit.ts'
import type { Context } from './action.ts'
import { compiledForm } from './compiled.ts'

/** `way`: from a cell as it is called here to the cell there. */
export type WantedFiling = Wanted & { readonly way: Succession }
export type Figures = { readonly form: Form; readonly rows: ReadonlyMap<string, ReadonlyMap<string, RowValues>>; readonly way: Succession }

type Where = Pick<Context, 'trx' | 'parts'>
/** `dataTo`: the day whose boundaries the unit has. */
export type Asking = { readonly unitId: string; readonly dataTo: string }

/** By `as`: of several filings that would do, the first in the list that anybody has approved. `at` is the place in it. */
export async function sealedFigures(where: Where, { unitId, dataTo }: Asking, wanted: readonly WantedFiling[]): Promise<Map<string, Figures>> {
  if (wanted.length === 0) return new Map()
  return figuresOf(where, await nearestSealed(where, await readKin(where.trx, unitId), dataTo, wanted), wanted)
}

/** What was approved nearest for an `as`, by whom of the units that are the asking one now. */
export type Nearest = { readonly as: string; readonly at: number; readonly share: Exclude<Share, { kind: 'nothing' }>; readonly parts: readonly SealedFiling[] }

/** By `as`: the first in the list that anybody of them has approved, be it unusable. */
export async function nearestSealed({ trx }: Pick<Where, 'trx'>, kin: Kin, dataTo: string, wanted: readonly Wanted[]): Promise<Nearest[]> {
  const found = await sealedBeside(trx, [...kin.ids.values()], wanted)
  return nearest(found, (one) => boundariesBetween(kin.history, one.dataTo, dataTo).shareOf(kin.code))
}

/** Of those that are whole and complete. */
export async function figuresOf(where: Where, found: readonly Nearest[], wanted: readonly WantedFiling[]): Promise<Map<string, Figures>> {
  const chosen = found.flatMap(({ share, parts }) => (share.kind === 'whole' && parts.length === share.units.length ? [parts] : []))
  const seals = await readSeals(where.trx, chosen.flat().map((one) => one.sealId))
  const figures = await Promise.all(
    chosen.map(async (parts): Promise<[string, Figures][]> => {
      const way = wanted[parts[0]?.at ?? -1]?.way
      const read = await Promise.all(parts.map((one) => figuresIn(where, one, seals.get(one.sealId))))
      const whole = together(read.flatMap((one) => one ?? []))
      return way === undefined || whole === undefined || read.includes(undefined) ? [] : [[parts[0]?.as ?? '', { ...whole, way }]]
    }),
  )
  return new Map(figures.flat())
}

function nearest(found: readonly SealedFiling[], shareOf: (one: SealedFiling) => Share): Nearest[] {
  return [...new Set(found.map((one) => one.as))].flatMap((as) => {
    const places = [...new Set(found.filter((one) => one.as === as).map((one) => one.at))].sort((a, b) => a - b)
    for (const at of places) {
      const there = found.filter((one) => one.as === as && one.at === at)
      const share = there[0] === undefined ? undefined : shareOf(there[0])
      if (share === undefined || share.kind === 'nothing') continue
      const parts = there.filter((one) => share.units.includes(one.unit))
      if (parts.length > 0) return [{ as, at, share, parts }]
    }
    return []
  })
}

type Read = Pick<Figures, 'form' | 'rows'>

async function figuresIn(where: Where, { packId, formId }: SealedFiling, seal: Seal | undefined): Promise<Read | undefined> {
  if (seal === undefined) return undefined
  const { form, ordinals } = await compiledForm(where, { packId, formId, formVersion: seal.formVersion })
  const tables = toTables(form, ordinals, recordOfSeal(seal))
  return { form, rows: new Map(tables.map(({ id, rows }) => [id, new Map(rows.map((row) => [row.key, row]))])) }
}

/** Cell by cell; what the form does not add up, or what would not be exact, is blank. */
function together(parts: readonly Read[]): Read | undefined {
  const [first, ...others] = parts
  if (first === undefined || others.length === 0) return first
  // Sealed by one version, or else nobody knows which cells are the same.
  if (others.some((one) => one.form !== first.form)) return undefined
  const rows = new Map(first.form.tables.map(({ id, columns }) => {
    const keys = new Set(parts.flatMap((one) => [...(one.rows.get(id)?.keys() ?? [])]))
    return [id, new Map([...keys].map((key) => {
      const known = parts.flatMap((one) => one.rows.get(id)?.get(key) ?? [])
      const cells = columns.map(({ index, aggregate, holds }) => {
        return holds === 'text' || aggregate !== 'sum' ? null : (exactSum(known.map((one) => one.cells[index] ?? null)) ?? null)
      })
      return [key, { ...(known[0] as RowValues), cells }] as const
    }))] as const
  }))
  return { form: first.form, rows }
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
