// The lower filings of an upper one as sources of its figures: what roll-ups take in and what an explanation leads back to
// are the same by construction.
import { groupsIn } from '../core/codelist.ts'
import { filedInPlaceOf } from '../core/in-force.ts'
import type { Figures, Groups, Source } from '../core/rollup/contribution.ts'
import type { FilingLine } from '../store/filing.ts'
import { readSeals, recordOfSeal, type Seal } from '../store/seal.ts'
import type { Context } from './action.ts'
import { compiledForm } from './compiled.ts'
import { tablesOf } from './open-filing.ts'

export type LowerSource = Source & { readonly filing: FilingLine; readonly seal?: Seal }

/** `sealOf` says which seal of a filing is looked at; null where none counts. */
export async function lowerSources(context: Pick<Context, 'trx' | 'parts'>, lower: readonly FilingLine[], sealOf: (filing: FilingLine) => string | null): Promise<LowerSource[]> {
  const seals = await readSeals(context.trx, lower.flatMap((one) => sealOf(one) ?? []))
  return Promise.all(
    lower.map(async (filing): Promise<LowerSource> => {
      const reference = `${filing.packId}/${filing.formId}`
      const source = { filing, reference, inPlaceOf: filedInPlaceOf(reference, context.parts.installed().packs), unit: { id: filing.unitId, title: filing.unitName, kind: filing.unitKind } }
      const seal = seals.get(sealOf(filing) ?? '')
      return seal === undefined ? source : { ...source, seal, figures: await figuresOf(context, filing, seal) }
    }),
  )
}

/** The groups of the installed codelists. */
export function groupsOf({ parts }: Pick<Context, 'parts'>): Groups {
  const { codelists } = parts.installed()
  return (reference) => groupsIn(codelists.get(reference))
}

/** Figures are as old as the day to which they were collected; of the same day, as their approval. */
async function figuresOf(context: Pick<Context, 'trx' | 'parts'>, filing: FilingLine, seal: Seal): Promise<Figures> {
  const compiled = await compiledForm(context, { ...filing, formVersion: seal.formVersion })
  return { form: compiled.form, tables: tablesOf(compiled, recordOfSeal(seal)), asOf: `${filing.dataTo} ${seal.at.toISOString()}` }
}
