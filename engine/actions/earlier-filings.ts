// Which filings of a unit hold what a form's figures were before: those of the form itself, of forms that were filed in its
// place, and of those that it succeeds, in the periods of the circular in force and of those before it. The nearest comes
// first; with each, the way from a cell of today's form to the cell of that one.
import { successionOf, through, unchanged, type Succession } from '../core/form/succession.ts'
import type { FormDefinition } from '../core/form/definition.ts'
import { filedFor, filedInPlaceOf } from '../core/in-force.ts'
import { carriedOverPeriod, previousPeriod, throughCirculars, type PeriodOf } from '../core/period.ts'
import { qualified } from '../core/rollup/contribution.ts'
import { readNewestForm } from '../store/pack.ts'
import type { Surroundings } from '../store/surroundings.ts'
import type { Context, Installed } from './action.ts'
import type { CompiledForm } from './compiled.ts'
import type { WantedFiling } from './sealed-figures.ts'

type Where = Pick<Context, 'trx' | 'parts'>
type FormOf = { readonly packId: string; readonly formId: string }
export type Earlier = FormOf & { readonly way: Succession; readonly period: PeriodOf }
/** The two references to an earlier period. */
export type EarlierKind = 'previous' | 'carried-over'

export async function earlierFilings(where: Where, { pack, definition }: CompiledForm, around: Surroundings, kinds: readonly EarlierKind[]): Promise<Map<EarlierKind, Earlier[]>> {
  const installed = where.parts.installed()
  const forms = kinds.length === 0 ? [] : await formLine(where, { packId: pack, formId: definition.id }, definition)
  return new Map(kinds.map((kind) => [kind, periodsBefore(installed, around, kind).flatMap((period) => forms.map((form) => ({ ...form, period })))]))
}

export function wantedOf(as: string, { packId, formId, way, period }: Earlier): Omit<WantedFiling, 'at'> {
  return { as, packId, formId, way, periodPack: period.pack, kind: period.kind, year: period.year, number: 1 }
}

function periodsBefore({ periods, organisation }: Installed, { periodPack: pack, kind, year, unitKind }: Surroundings, asked: EarlierKind): PeriodOf[] {
  const unitClass = organisation.kinds[unitKind]?.class
  return throughCirculars(periods, { pack, kind, year }, (own, period) => (asked === 'previous' ? previousPeriod(own, period) : carriedOverPeriod(own, period, unitClass)))
}

export type LineForm = FormOf & { readonly way: Succession }

/** A form and what was filed before it under other names, the nearest first. What is filed in the place of another one calls cells as that does. */
export async function formLine(where: Where, start: FormOf, definition: FormDefinition): Promise<LineForm[]> {
  const { packs } = where.parts.installed()
  const found = new Map<string, LineForm>()
  let next: { readonly reference: string; readonly way: Succession; readonly definition: FormDefinition | undefined }[] =
    [{ reference: `${start.packId}/${start.formId}`, way: unchanged, definition }]
  for (let one = next.shift(); one !== undefined; one = next.shift()) {
    if (found.has(one.reference)) continue
    const [packId = '', formId = ''] = one.reference.split('/')
    found.set(one.reference, { packId, formId, way: one.way })
    const read = one.definition ?? (await readNewestForm(where.trx, packId, formId))
    const beside = [...filedFor(one.reference, packs), ...filedInPlaceOf(one.reference, packs)].map((reference) => ({ reference, way: one.way, definition: undefined }))
    const before = read?.succeeds === undefined ? [] : [{ reference: qualified(read.succeeds.form, packId), way: through(one.way, successionOf(read.succeeds)), definition: undefined }]
    next = [...next, ...beside, ...before]
  }
  return [...found.values()]
}
