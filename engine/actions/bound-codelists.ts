// Which codelists that units keep a report is bound to (danh mục động), and which reports of a unit a codelist serves in the
// periods that are open: those decide when it has to be complete.
import { isKeptByUnits } from '../core/codelist.ts'
import type { CodelistUse } from '../core/contract/codelist.ts'
import { chosenCodelists } from '../core/form/choices.ts'
import { entryBands, wayOf } from '../core/form/roll-up-way.ts'
import { qualified } from '../core/rollup/contribution.ts'
import { filingsOfUnit, type FilingLine } from '../store/filing.ts'
import { openPeriods } from '../store/period.ts'
import type { Context } from './action.ts'
import { compiledForm, type CompiledForm } from './compiled.ts'
import { formRef, periodRef } from './filing-view.ts'

type Where = Pick<Context, 'trx' | 'parts'>

/** `pack/id` of those that rows or choices come from. Where lower rows come together by code, rows are the ministry's. */
export function boundCodelists({ parts }: Pick<Where, 'parts'>, { form, pack }: Pick<CompiledForm, 'form' | 'pack'>): string[] {
  const tables = form.tables.filter((table) => !table.rollUps.some((one) => wayOf(table, one) === 'code'))
  const named = [...tables.flatMap((table) => entryBands(table).flatMap((band) => band.codelist ?? [])), ...chosenCodelists(form)]
  const { codelists } = parts.installed()
  return [...new Set(named.map((one) => qualified(one, pack)))].filter((one) => isKeptByUnits(codelists.get(one)?.scope ?? 'ministry'))
}

export type Bound = { readonly filing: FilingLine; readonly codelists: readonly string[] }

/** Reports of a unit in open periods that are bound to any, with what they are bound to. */
export async function boundFilings(where: Where, unitId: string): Promise<Bound[]> {
  const bound: Bound[] = []
  for (const { id } of await openPeriods(where.trx)) {
    for (const filing of await filingsOfUnit(where.trx, id, unitId)) {
      const codelists = boundCodelists(where, await compiledForm(where, filing))
      if (codelists.length > 0) bound.push({ filing, codelists })
    }
  }
  return bound
}

export function usesOf(bound: readonly Bound[], reference: string): CodelistUse[] {
  return bound.filter((one) => one.codelists.includes(reference)).map(({ filing }) => ({ filing: filing.id, form: formRef(filing), period: periodRef(filing) }))
}
