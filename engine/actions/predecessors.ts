// A unit that was formed in mid-period reports from the first day of the period on, what its predecessors did before included.
// So it sees who they were, and the last figures that they had approved for the same year: added up exactly where they make up
// the unit as a whole, and none where a predecessor was split, because nobody can say whose its figures are.
import { boundariesBetween } from '../core/boundary.ts'
import type { Predecessors } from '../core/contract/filing.ts'
import { dataToOf, exists, isAskedFor, periodDays } from '../core/period.ts'
import { stateOn } from '../core/unit.ts'
import { surroundings, type Surroundings } from '../store/surroundings.ts'
import { readKin } from '../store/unit.ts'
import type { Context, Installed } from './action.ts'
import type { CompiledForm } from './compiled.ts'
import { formLine } from './earlier-filings.ts'
import { tablesWith } from './previous-tables.ts'
import { figuresOf, nearestSealed, type WantedFiling } from './sealed-figures.ts'

/** Undefined for a unit that was the same on the first day of the period, and since it last had something approved in it. */
export async function predecessors(context: Context, filing: { readonly id: string; readonly unitId: string }, { pack, definition, form }: CompiledForm): Promise<Predecessors | undefined> {
  const kin = await readKin(context.trx, filing.unitId)
  if (kin.ids.size === 1) return undefined
  const around = await surroundings(context.trx, filing.id)
  if (around === undefined) return undefined
  const earlier = earlierInYear(context.parts.installed(), around)
  const line = earlier.length === 0 ? [] : await formLine(context, { packId: pack, formId: definition.id }, definition)
  const wanted = earlier.flatMap(({ kind }) => line.map((one) => ({ ...one, kind }))).map((one, at): WantedFiling => (
    { as: 'predecessors', at, packId: one.packId, formId: one.formId, way: one.way, periodPack: around.periodPack, kind: one.kind, year: around.year, number: 1 }))
  const [nearest] = wanted.length === 0 ? [] : await nearestSealed(context, kin, around.dataTo, wanted)
  const day = nearest?.parts[0]?.dataTo ?? around.from
  const share = nearest?.share ?? boundariesBetween(kin.history, day, around.dataTo).shareOf(kin.code)
  if (share.kind === 'nothing' || (share.kind === 'whole' && share.units.length === 1 && share.units[0] === kin.code)) return undefined
  const figures = nearest === undefined ? undefined : (await figuresOf(context, [nearest], wanted)).get('predecessors')
  const named = (on: string) => (code: string) => {
    const unit = kin.history.units.get(code)
    return { code, name: unit === undefined ? code : stateOn(unit, on).name }
  }
  const approved = new Set(nearest?.parts.map((one) => one.unit))
  return {
    units: share.units.map(named(day)),
    sharedWith: share.kind === 'not-divisible' ? share.sharedWith.map(named(around.dataTo)) : [],
    period: earlier.find(({ kind }) => kind === wanted[nearest?.at ?? -1]?.kind)?.title ?? null,
    missing: share.units.filter((one) => !approved.has(one)).map(named(day)),
    tables: figures === undefined ? [] : tablesWith(form, figures),
  }
}

/** Periods that begin on the same day and whose data end earlier, the latest first. */
function earlierInYear({ periods, organisation }: Installed, { periodPack, year, from, dataTo, unitKind }: Surroundings): { readonly kind: string; readonly title: string }[] {
  const declared = periods.get(periodPack)
  const unitClass = organisation.kinds[unitKind]?.class
  return Object.entries(declared?.kinds ?? {}).flatMap(([kind, one]) => {
    if (declared === undefined || isAskedFor(one) || !exists(declared, { kind, year })) return []
    const days = periodDays(one, year)
    const end = dataToOf(days.dataTo, unitClass)
    return days.from === from && end < dataTo ? [{ kind, title: days.title, end }] : []
  }).sort((a, b) => (a.end < b.end ? 1 : -1))
}
