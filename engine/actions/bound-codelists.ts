// Which codelists that units keep a report is bound to (danh mục động), and which reports of a unit a codelist serves in the
// periods that are open: those decide when it has to be complete.
import { dayOf } from '../core/calendar.ts'
import { isKeptByUnits } from '../core/codelist.ts'
import type { CodelistUse } from '../core/contract/codelist.ts'
import type { CodelistName } from '../core/contract/shapes.ts'
import { chosenCodelists } from '../core/form/choices.ts'
import type { Form } from '../core/form/compile.ts'
import { entryBands, wayOf } from '../core/form/roll-up-way.ts'
import { qualified } from '../core/rollup/contribution.ts'
import { completeAmong } from '../store/codelist-completion.ts'
import { filingsOfUnit, type FilingLine, type WorkingFiling } from '../store/filing.ts'
import { hasHeirs } from '../store/heir.ts'
import { openPeriods } from '../store/period.ts'
import { Problem } from '../problem.ts'
import type { Context } from './action.ts'
import { compiledForm, type CompiledForm } from './compiled.ts'
import { formRef, periodRef } from './filing-view.ts'

type Where = Pick<Context, 'trx' | 'parts'>

/** Codelists that a form names, as it names them: looked up once a form, because every save asks. */
const named = new WeakMap<Form, readonly string[]>()

/** Where lower rows come together by code, rows are the ministry's. */
function namedIn(form: Form): readonly string[] {
  const known = named.get(form)
  if (known !== undefined) return known
  const tables = form.tables.filter((table) => !table.rollUps.some((one) => wayOf(table, one) === 'code'))
  const found = [...new Set([...tables.flatMap((table) => entryBands(table).flatMap((band) => band.codelist ?? [])), ...chosenCodelists(form)])]
  named.set(form, found)
  return found
}

/** `pack/id` of those that units keep and that the form takes rows or choices from. */
export function boundCodelists({ parts }: Pick<Where, 'parts'>, { form, pack }: Pick<CompiledForm, 'form' | 'pack'>): string[] {
  const { codelists } = parts.installed()
  return namedIn(form).map((one) => qualified(one, pack)).filter((one) => isKeptByUnits(codelists.get(one)?.scope ?? 'ministry'))
}

type Waiting = Pick<WorkingFiling, 'unitId' | 'periodId' | 'onBehalf'>

/**
 * Those that the unit has to complete before figures are entered or taken in. A report that others enter from paper waits
 * for none: its unit has nobody who could complete a list. Nor does one that others finish for a unit that has ended: the list
 * stands as the unit left it.
 */
export async function incompleteCodelists(where: Where & Pick<Context, 'now'>, { unitId, periodId, onBehalf }: Waiting, compiled: Pick<CompiledForm, 'form' | 'pack'>): Promise<CodelistName[]> {
  const bound = onBehalf ? [] : boundCodelists(where, compiled)
  if (bound.length === 0 || (await hasHeirs(where.trx, unitId, dayOf(where.now)))) return []
  const complete = await completeAmong(where.trx, unitId, periodId, bound)
  const { codelists } = where.parts.installed()
  return bound.filter((one) => !complete.has(one)).map((one) => ({ pack: one.slice(0, one.indexOf('/')), id: one.slice(one.indexOf('/') + 1), title: codelists.get(one)?.title ?? one }))
}

/** Throws the problem `codelist-incomplete`, which names them. */
export async function mustBeComplete(where: Where & Pick<Context, 'now'>, filing: Waiting, compiled: Pick<CompiledForm, 'form' | 'pack'>): Promise<void> {
  const codelists = await incompleteCodelists(where, filing, compiled)
  if (codelists.length > 0) throw new Problem('codelist-incomplete', { params: { codelists: namesOf(codelists) }, codelists })
}

export function namesOf(codelists: readonly CodelistName[]): string {
  return codelists.map(({ title }) => `“${title}”`).join(', ')
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
  return bound.filter((one) => one.codelists.includes(reference)).map(({ filing }) => ({ filing: filing.id, form: formRef(filing), period: periodRef(filing), dataTo: filing.dataTo }))
}
