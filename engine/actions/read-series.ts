// A figure over its periods: as it was reported, in the boundaries of its time, and in the boundaries of a chosen day. The past
// of a merged unit is the exact sum of its parents; where a unit was split, nobody is guessed a part. It goes on through other
// forms and earlier circulars where the author of a form says which cell continues which. Whoever reads a report reads the
// sealed figures that it continues, those of the units that went into its own included.
import { boundariesBetween, reckon, type Reckoned, type Share } from '../core/boundary.ts'
import type { SeriesFigure, SeriesReply } from '../core/contract/series.ts'
import { formatAddress, parseAddress, type Address } from '../core/form/address.ts'
import type { Column, Form } from '../core/form/compile.ts'
import { convert } from '../core/form/succession.ts'
import { dataToOf, throughCirculars } from '../core/period.ts'
import { stateOn, type UnitHistory } from '../core/unit.ts'
import { periodsOfKinds, sealedCells, type WantedCell } from '../store/series.ts'
import { surroundings } from '../store/surroundings.ts'
import { readKin } from '../store/unit.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { compiledForm } from './compiled.ts'
import { formLine, type LineForm } from './earlier-filings.ts'
import { filingFor } from './open-filing.ts'

/** `on`: the day whose boundaries are asked for; absent: those of the report. */
export type SeriesInput = { readonly id: string; readonly address: string; readonly on?: string }

export const readSeries: Action<SeriesInput, SeriesReply> = {
  name: 'read-series',
  writes: false,
  subject: ({ id }) => ({ type: 'filing', id }),
  run: async ({ id, address, on }, context) => {
    const { trx, parts } = context
    const { filing, own } = await filingFor(context, id)
    const approved = own || context.person().capabilities.has('read-approved')
    if (!approved && filing.countedSealId === null) throw new Problem('not-allowed')
    const at = parseAddress(address)
    const { form, definition } = await compiledForm(context, filing)
    const column = at === undefined ? undefined : columnAt(form, at)
    const around = await surroundings(trx, id)
    if (at === undefined || column === undefined || around === undefined) throw new Problem('not-found')

    const { history, ids } = await readKin(trx, filing.unitId)
    const day = on ?? filing.dataTo
    const { periods: declared, organisation } = parts.installed()
    const unitClass = organisation.kinds[filing.unitKind]?.class
    const kinds = throughCirculars(declared, { pack: around.periodPack, kind: around.kind, year: around.year }, (_, period) => period)
    const periods = (await periodsOfKinds(trx, kinds)).map((one) => {
      const cutOff = dataToOf(one.dataTo, unitClass)
      return { ...one, cutOff, share: boundariesBetween(history, cutOff, day).shareOf(filing.unitCode) }
    })
    const units = new Set([filing.unitCode, ...periods.flatMap(({ share }) => unitsIn(share))])
    const figures = await figuresOf(context, await formLine(context, filing, definition), at, column, {
      periods: periods.map((one) => one.id), units: new Map([...units].flatMap((code) => (ids.has(code) ? [[ids.get(code) as string, code]] : []))), approved,
    })
    const additive = column.holds !== 'text' && column.aggregate === 'sum'

    return {
      address,
      decimals: column.decimals,
      measure: column.measure ?? '',
      on: day,
      points: periods.flatMap(({ id: periodId, packId, title, year, cutOff, share }) => {
        const figureOf = (unit: string): number | null | undefined => figures.get(`${periodId} ${unit}`)?.value
        const codes = new Set([filing.unitCode, ...unitsIn(share)].flatMap((unit) => figures.get(`${periodId} ${unit}`)?.code ?? []))
        // What an earlier circular asked for is shown as far as there is anything of it.
        if (packId !== around.periodPack && codes.size === 0) return []
        const shown = (one: Reckoned): SeriesFigure => figureIn(one, history, cutOff, day)
        return [{
          period: { id: periodId, title, year },
          dataTo: cutOff,
          forms: [...codes],
          reported: shown(reckon({ kind: 'whole', units: [filing.unitCode] }, figureOf, { additive })),
          asked: shown(reckon(share, figureOf, { additive })),
        }]
      }),
    }
  },
}

function unitsIn(share: Share): readonly string[] {
  return share.kind === 'nothing' ? [] : share.units
}

function columnAt(form: Form, at: Address): Column | undefined {
  const table = form.byId.get(at.table)
  return table?.columns[table.columnOf.get(at.column) ?? -1]
}

type Found = { readonly value: number | null; /** Of the form that it was reported in. */ readonly code: string }

/** The figure by period and unit, in smallest units of the form that asks. `units`: code by id. Of several forms the nearest counts. */
async function figuresOf(
  context: Context, line: readonly LineForm[], at: Address, { decimals }: Column, wanted: { periods: string[]; units: ReadonlyMap<string, string>; approved: boolean },
): Promise<Map<string, Found>> {
  const places = line.map(({ way }) => way(at))
  const cells = line.flatMap(({ packId, formId }, index): WantedCell[] => {
    const there = places[index]
    return there === undefined ? [] : [{ at: index, packId, formId, table: there.table, row: there.row, column: there.column, fixed: formatAddress(there.table, there.row, there.column, false) }]
  })
  const figures = new Map<string, Found>()
  for (const found of await sealedCells(context.trx, cells, { ...wanted, units: [...wanted.units.keys()] })) {
    const [from, there] = [line[found.at], places[found.at]]
    if (from === undefined || there === undefined) continue
    const { form } = await compiledForm(context, { ...from, formVersion: found.formVersion })
    const column = columnAt(form, there)
    const value = column === undefined || column.holds === 'text' || found.value === null ? null : convert(found.value, { from: column.decimals, to: decimals, per: there.per })
    figures.set(`${found.periodId} ${wanted.units.get(found.unitId) ?? ''}`, { value, code: found.code })
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
