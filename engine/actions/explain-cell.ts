// "Số này từ đâu?": why a number is what it is, one step down. Cells of the same filing for sums and formulas, the lower
// units' sealed cells for rolled-up ones, person and time for typed ones. Each answer can be asked again below.
import { cellAt, openSheet, placeOf, type Sheet } from '../core/calculation/sheet.ts'
import { explainCell } from '../core/calculation/explain.ts'
import { labelOf } from '../core/calculation/label.ts'
import type { ExplainReply } from '../core/contract/filing.ts'
import { parseAddress, splitKey } from '../core/form/address.ts'
import { qualified } from '../core/rollup/roll-up.ts'
import { findFiling, type FilingLine, type FilingRow } from '../store/filing.ts'
import { lastChangeOf } from '../store/filing-history.ts'
import { readSeals, recordOfSeal, type Seal } from '../store/seal.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { compiledForm, type CompiledForm } from './compiled.ts'
import { formRef, unitRef, viewerOf } from './filing-view.ts'
import { filingFor, lowerOf, openFiling, tablesOf } from './open-filing.ts'

export const explainFilingCell: Action<{ id: string; address: string }, ExplainReply> = {
  name: 'explain-cell',
  writes: false,
  subject: ({ id }) => ({ type: 'filing', id }),
  run: async ({ id, address }, context) => {
    const { filing, own } = await filingFor(context, id)
    const { compiled, sheet, seal } = await figures(context, filing, own)
    const found = explainCell(sheet, address)
    if (found === undefined) throw new Problem('not-found')
    const typedBy = found.role === 'typed' && found.value !== null ? await lastChangeOf(context.trx, id, address) : undefined
    const lower = found.role === 'rolled-up' ? await contributors(context, filing, compiled, address, seal) : []
    return {
      address,
      label: found.label,
      value: found.value,
      decimals: found.decimals,
      measure: found.measure,
      kind: found.value === null && found.terms.length === 0 && lower.length === 0 ? 'blank' : found.role === 'closed' ? 'blank' : found.role,
      formula: found.formula,
      typed: typedBy === undefined ? null : { by: { login: typedBy.login ?? '', name: typedBy.name ?? '' }, at: typedBy.at.toISOString(), revision: typedBy.revision },
      terms: found.terms.map((term) => ({ ...term })),
      sources: lower.flatMap((one) => (one.source === undefined ? [] : [one.source])),
      missing: lower.filter((one) => one.source === undefined).map((one) => unitRef(one.filing)),
    }
  },
}

/** Own people ask about the record, everybody else about the seal that counts. */
async function figures(context: Context, filing: FilingRow, own: boolean): Promise<{ compiled: CompiledForm; sheet: Sheet; seal: Seal | undefined }> {
  if (own) {
    const { compiled, sheet } = await openFiling(context, filing)
    return { compiled, sheet, seal: undefined }
  }
  const id = filing.countedSealId ?? (context.person().capabilities.has('read-approved') ? filing.sealId : null)
  const seal = id === null ? undefined : (await readSeals(context.trx, [id])).get(id)
  if (seal === undefined) throw new Problem('not-allowed')
  const compiled = await compiledForm(context, { ...filing, formVersion: seal.formVersion })
  return { compiled, sheet: openSheet(compiled.form, tablesOf(compiled, recordOfSeal(seal))), seal }
}

type Contributor = { filing: FilingLine; source: ExplainReply['sources'][number] | undefined }

/** The lower filing behind a row per unit: as it counts now, or as it counted when the upper figures were sealed. */
async function contributors(context: Context, upper: FilingRow, compiled: CompiledForm, address: string, sealed: Seal | undefined): Promise<Contributor[]> {
  const parts = parseAddress(address)
  const table = parts === undefined ? undefined : compiled.form.byId.get(parts.table)
  if (parts === undefined || table === undefined) return []
  const isDynamic = !table.rowOf.has(parts.row)
  const { instance, row } = splitKey(table, parts.row)
  /** Address in the lower form, by the form that it comes from. */
  const from = new Map(
    table.rollUps
      .filter(({ into, cells }) => Object.hasOwn(cells, parts.column) && (isDynamic ? into === undefined : into === undefined || into === parts.row))
      .map((one) => [qualified(one.from, compiled.pack), (one.cells[parts.column] ?? '').replace('{row}', row)]),
  )
  const then = new Map(sealed?.content.coverage.map((one) => [one.filing, one.seal]))
  const lower = (await lowerOf(context, upper, compiled)).filter((one) => (!isDynamic || one.unitId === instance) && from.has(`${one.packId}/${one.formId}`))
  return Promise.all(
    lower.map(async (one): Promise<Contributor> => {
      const sourceAddress = from.get(`${one.packId}/${one.formId}`) ?? ''
      const id = sealed === undefined ? one.countedSealId : (then.get(one.id) ?? null)
      const seal = id === null ? undefined : (await readSeals(context.trx, [id])).get(id)
      if (seal === undefined) return { filing: one, source: undefined }
      const form = await compiledForm(context, { ...one, formVersion: seal.formVersion })
      const sheet = openSheet(form.form, tablesOf(form, recordOfSeal(seal)))
      const place = placeOf(sheet, sourceAddress)
      return {
        filing: one,
        source: {
          filing: one.id,
          readable: (await findFiling(context.trx, viewerOf(context.person()), one.id)) !== undefined,
          unit: unitRef(one),
          form: formRef(one),
          address: sourceAddress,
          label: place === undefined ? sourceAddress : labelOf(sheet, place.slot),
          value: place === undefined ? null : cellAt(sheet, sourceAddress).value,
          seal: { number: seal.number, at: seal.at.toISOString(), by: { login: seal.login, name: seal.name }, hash: seal.hash },
        },
      }
    }),
  )
}
