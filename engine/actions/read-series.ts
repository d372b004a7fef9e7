// A figure over its periods: as it was reported, in the boundaries of its time, and in the boundaries of a chosen day. The past
// of a merged unit is the exact sum of its parents; where a unit was split, nobody is guessed a part. Whoever reads a report
// reads the sealed figures that it continues, those of the units that went into its own included.
import { boundariesBetween, reckon, type Boundaries, type Reckoned } from '../core/boundary.ts'
import type { SeriesFigure, SeriesReply } from '../core/contract/series.ts'
import { parseAddress, type Address } from '../core/form/address.ts'
import type { Column } from '../core/form/compile.ts'
import { convert } from '../core/form/succession.ts'
import { dataToOf } from '../core/period.ts'
import { stateOn, type UnitHistory } from '../core/unit.ts'
import type { FilingRow } from '../store/filing.ts'
import { readSeals, recordOfSeal } from '../store/seal.ts'
import { periodsLike, sealsOf } from '../store/series.ts'
import { readHistory } from '../store/unit.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { compiledForm } from './compiled.ts'
import { filingFor, tablesOf } from './open-filing.ts'

/** `on`: the day whose boundaries are asked for; absent: those of the report. */
export type SeriesInput = { readonly id: string; readonly address: string; readonly on?: string }

export const readSeries: Action<SeriesInput, SeriesReply> = {
  name: 'read-series',
  writes: false,
  subject: ({ id }) => ({ type: 'filing', id }),
  run: async ({ id, address, on }, context) => {
    const { filing, own } = await filingFor(context, id)
    const approved = own || context.person().capabilities.has('read-approved')
    if (!approved && filing.countedSealId === null) throw new Problem('not-allowed')
    const at = parseAddress(address)
    const { form } = await compiledForm(context, filing)
    const column = at === undefined ? undefined : columnAt(form, at)
    if (at === undefined || column === undefined) throw new Problem('not-found')

    const { history } = await readHistory(context.trx)
    const day = on ?? filing.dataTo
    const unitClass = context.parts.installed().organisation.kinds[filing.unitKind]?.class
    const periods = (await periodsLike(context.trx, filing.periodId)).map((one) => ({ ...one, cutOff: dataToOf(one.dataTo, unitClass) }))
    const between = new Map<string, Boundaries>()
    for (const { cutOff } of periods) if (!between.has(cutOff)) between.set(cutOff, boundariesBetween(history, cutOff, day))
    const units = new Set([filing.unitCode, ...[...between.values()].flatMap((one) => {
      const share = one.shareOf(filing.unitCode)
      return share.kind === 'nothing' ? [] : share.units
    })])
    const figures = await figuresOf(context, filing, at, column, { periods: periods.map((one) => one.id), units: [...units], approved })
    const additive = column.holds !== 'text' && column.aggregate === 'sum'

    return {
      address,
      decimals: column.decimals,
      measure: column.measure ?? '',
      on: day,
      points: periods.map(({ id: periodId, title, year, cutOff }) => {
        const figureOf = (unit: string): number | null | undefined => figures.get(`${periodId} ${unit}`)
        const shown = (one: Reckoned): SeriesFigure => figureIn(one, history, cutOff, day)
        const share = between.get(cutOff)?.shareOf(filing.unitCode) ?? { kind: 'nothing' as const }
        return {
          period: { id: periodId, title, year },
          dataTo: cutOff,
          reported: shown(reckon({ kind: 'whole', units: [filing.unitCode] }, figureOf, { additive })),
          asked: shown(reckon(share, figureOf, { additive })),
        }
      }),
    }
  },
}

type Forms = Awaited<ReturnType<typeof compiledForm>>['form']

function columnAt(form: Forms, at: Address): Column | undefined {
  const table = form.byId.get(at.table)
  return table?.columns[table.columnOf.get(at.column) ?? -1]
}

/** The cell in each seal, by period and unit; in smallest units of the form that asks. */
async function figuresOf(
  context: Context, { packId, formId }: Pick<FilingRow, 'packId' | 'formId'>, at: Address, { decimals }: Column, wanted: { periods: string[]; units: string[]; approved: boolean },
): Promise<Map<string, number | null>> {
  const found = await sealsOf(context.trx, { packId, formId, ...wanted })
  const seals = await readSeals(context.trx, found.map((one) => one.sealId))
  const figures = new Map<string, number | null>()
  for (const { periodId, unit, sealId } of found) {
    const seal = seals.get(sealId)
    if (seal === undefined) continue
    const compiled = await compiledForm(context, { packId, formId, formVersion: seal.formVersion })
    const column = columnAt(compiled.form, at)
    const row = tablesOf(compiled, recordOfSeal(seal)).find((one) => one.id === at.table)?.rows.find((one) => one.key === at.row)
    const value = column === undefined ? null : (row?.cells[column.index] ?? null)
    figures.set(`${periodId} ${unit}`, typeof value === 'number' && column !== undefined ? convert(value, { from: column.decimals, to: decimals, per: 1 }) : null)
  }
  return figures
}

/** With the names of their days. */
function figureIn(one: Reckoned, history: UnitHistory, figures: string, wanted: string): SeriesFigure {
  const named = (day: string) => (code: string) => {
    const unit = history.units.get(code)
    return { code, name: unit === undefined ? code : stateOn(unit, day).name }
  }
  const from = 'from' in one ? one.from.map(({ unit, value }) => ({ ...named(figures)(unit), value })) : []
  return {
    kind: one.kind,
    value: one.kind === 'exact' ? one.value : null,
    from: one.kind === 'not-divisible' ? one.units.map((code) => ({ ...named(figures)(code), value: null })) : from,
    missing: one.kind === 'exact' ? one.missing.map(named(figures)) : [],
    sharedWith: one.kind === 'not-divisible' ? one.sharedWith.map(named(wanted)) : [],
  }
}
