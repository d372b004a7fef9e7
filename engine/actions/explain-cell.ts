// "Số này từ đâu?": why a number is what it is, one step down. Cells of the same filing for sums and formulas, the lower
// units' sealed cells for rolled-up ones, person and time for typed ones. Each answer can be asked again below.
import { cellAt, openSheet, placeOf, valuesOf, type Sheet } from '../core/calculation/sheet.ts'
import { explainCell } from '../core/calculation/explain.ts'
import { labelOf } from '../core/calculation/label.ts'
import type { ExplainReply } from '../core/contract/filing.ts'
import { formatAddress } from '../core/form/address.ts'
import { originsOf } from '../core/rollup/roll-up.ts'
import { findFiling, type FilingRow } from '../store/filing.ts'
import { lastChangeOf, readEvents } from '../store/filing-history.ts'
import { readSeals, type Seal } from '../store/seal.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { compiledForm, type CompiledForm } from './compiled.ts'
import { eventOf, formRef, unitRef, viewerOf } from './filing-view.ts'
import { filingFor, lowerOf, openFiling } from './open-filing.ts'
import { groupsOf, lowerSources } from './roll-up-sources.ts'
import { asksOutside, sheetOfSeal, standsSealed } from './sealed-sheet.ts'

export const explainFilingCell: Action<{ id: string; address: string }, ExplainReply> = {
  name: 'explain-cell',
  writes: false,
  subject: ({ id }) => ({ type: 'filing', id }),
  run: async ({ id, address }, context) => {
    const { filing, own } = await filingFor(context, id)
    const { compiled, sheet, seal } = await figures(context, filing, own)
    const found = explainCell(sheet, address, context.language)
    if (found === undefined) throw new Problem('not-found')
    const typedBy = found.role === 'typed' && found.value !== null ? await lastChangeOf(context.trx, id, address) : undefined
    const origins = found.role === 'rolled-up' ? await originsIn(context, filing, compiled, address, seal) : []
    return {
      address,
      label: found.label,
      value: found.value,
      decimals: found.decimals,
      measure: found.measure,
      kind: found.value === null && found.terms.length === 0 && origins.length === 0 ? 'blank' : found.role === 'closed' ? 'blank' : found.role,
      formula: found.formula,
      typed: typedBy === undefined ? null : { by: { login: typedBy.login ?? '', name: typedBy.name ?? '' }, at: typedBy.at.toISOString(), revision: typedBy.revision },
      terms: found.terms.map((term) => ({ ...term })),
      sources: (await Promise.all(origins.map((one) => sourceOf(context, one)))).flat(),
      missing: origins.flatMap(({ source }) => (source.figures === undefined ? [unitRef(source.filing)] : [])),
    }
  },
}

/** Own people ask about the record, everybody else about the seal that counts. */
async function figures(context: Context, filing: FilingRow, own: boolean): Promise<{ compiled: CompiledForm; sheet: Sheet; seal: Seal | undefined }> {
  if (own) {
    const { compiled, sheet, workflow } = await openFiling(context, filing)
    if (filing.sealId === null || !asksOutside(compiled)) return { compiled, sheet, seal: undefined }
    const events = (await readEvents(context.trx, [filing.id])).map((event) => eventOf(event, workflow, context.language))
    const sealed = standsSealed(events, workflow) ? (await readSeals(context.trx, [filing.sealId])).get(filing.sealId) : undefined
    return { compiled, sheet: sealed === undefined ? sheet : sheetOfSeal(compiled, sealed, valuesOf(sheet)), seal: undefined }
  }
  const id = filing.countedSealId ?? (context.person().capabilities.has('read-approved') ? filing.sealId : null)
  const seal = id === null ? undefined : (await readSeals(context.trx, [id])).get(id)
  if (seal === undefined) throw new Problem('not-allowed')
  const compiled = await compiledForm(context, { ...filing, formVersion: seal.formVersion })
  return { compiled, sheet: sheetOfSeal(compiled, seal), seal }
}

/** The lower cells behind a rolled-up one: as they count now, or as they counted when the upper figures were sealed. */
async function originsIn(context: Context, upper: FilingRow, { form, pack, ...compiled }: CompiledForm, address: string, sealed: Seal | undefined) {
  const then = new Map(sealed?.content.coverage.map((one) => [one.filing, one.seal]))
  const lower = await lowerOf(context, upper, { ...compiled, form, pack })
  const sources = await lowerSources(context, lower, (one) => (sealed === undefined ? one.countedSealId : (then.get(one.id) ?? null)))
  return originsOf(form, pack, sources, address, groupsOf(context))
}

type Origin = Awaited<ReturnType<typeof originsIn>>[number]

async function sourceOf(context: Context, { source: { filing, seal, figures }, at }: Origin): Promise<ExplainReply['sources']> {
  if (seal === undefined || figures === undefined || at === undefined) return []
  const sheet = openSheet(figures.form, figures.tables, seal.content.outside)
  const address = formatAddress(at.table, at.row, at.column, figures.form.byId.get(at.table)?.rowOf.has(at.row) !== true)
  const place = placeOf(sheet, address)
  return [{
    filing: filing.id,
    readable: (await findFiling(context.trx, viewerOf(context.person()), filing.id)) !== undefined,
    unit: unitRef(filing),
    form: formRef(filing),
    address,
    label: place === undefined ? address : labelOf(sheet, place.slot),
    value: place === undefined ? null : cellAt(sheet, address).value,
    seal: { number: seal.number, at: seal.at.toISOString(), by: { login: seal.login, name: seal.name }, hash: seal.hash },
  }]
}
