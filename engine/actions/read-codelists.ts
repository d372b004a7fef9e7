// Codelists as a unit sees them (danh mục): the ministry's entries from the installed pack, the unit's own beside them, and
// which of its reports in open periods take rows or choices from them.
import { dayOf } from '../core/calendar.ts'
import { entriesOn, isKeptByUnits, type CodelistDefinition } from '../core/codelist.ts'
import type { Codelist, CodelistEntry, CodelistList, CodelistPeriod, CodelistUse } from '../core/contract/codelist.ts'
import { isValidOn, type Validity } from '../core/validity.ts'
import { countEntries, entriesOf, type CodelistEntry as OwnEntry, type Which } from '../store/codelist.ts'
import { completionsOf, type Completion } from '../store/codelist-completion.ts'
import { Problem } from '../problem.ts'
import type { Action, Context } from './action.ts'
import { boundFilings, usesOf } from './bound-codelists.ts'

export type Asked = { readonly pack: string; readonly id: string }

export const listCodelists: Action<undefined, CodelistList> = {
  name: 'list-codelists',
  writes: false,
  run: async (_input, context) => {
    const { unitId } = context.person()
    const bound = await boundFilings(context, unitId)
    const own = await countEntries(context.trx, unitId, dayOf(context.now))
    const completions = await completionsOf(context.trx, unitId)
    return {
      codelists: [...context.parts.installed().codelists].map(([reference, { id, title, scope }]) => {
        const uses = usesOf(bound, reference)
        return { pack: packOf(reference), id, title, scope, own: own.get(reference) ?? 0, uses, periods: periodsOf(uses, completions.filter((one) => one.reference === reference)) }
      }),
    }
  },
}

/** `on`: entries of that day; all of them without. */
export const readCodelist: Action<Asked & { readonly on?: string | undefined }, Codelist> = {
  name: 'read-codelist',
  writes: false,
  subject: (asked) => ({ type: 'codelist', id: referenceOf(asked) }),
  run: async ({ on, ...asked }, context) => {
    const codelist = codelistOf(context, asked)
    const person = context.person()
    const isKept = isKeptByUnits(codelist.scope)
    const own = isKept ? await entriesOf(context.trx, which(asked, person.unitId)) : []
    const uses = usesOf(await boundFilings(context, person.unitId), referenceOf(asked))
    return {
      pack: asked.pack,
      id: codelist.id,
      title: codelist.title,
      scope: codelist.scope,
      on: on ?? null,
      properties: codelist.properties ?? {},
      uses,
      periods: periodsOf(uses, (await completionsOf(context.trx, person.unitId)).filter((one) => one.reference === referenceOf(asked))),
      begins: beginsOn(uses, dayOf(context.now)),
      mayKeep: isKept && person.capabilities.has('keep-codelists'),
      entries: [
        ...(on === undefined ? (codelist.entries ?? []) : entriesOn(codelist, on)).map((one): CodelistEntry => ({ ...dates(one), code: one.code, title: one.title, parent: one.parent ?? null, own: false, mapsTo: null, properties: one.properties ?? {} })),
        ...own.filter((one) => on === undefined || isValidOn(datesOf(one), on)).map(lineOf),
      ],
    }
  },
}

export function codelistOf({ parts }: Pick<Context, 'parts'>, asked: Asked): CodelistDefinition {
  const codelist = parts.installed().codelists.get(referenceOf(asked))
  if (codelist === undefined) throw new Problem('not-found')
  return codelist
}

/** The first day of a new entry where none is said: it is to have its row in the reports that wait for it. */
export function beginsOn(uses: readonly CodelistUse[], today: string): string {
  return uses.reduce((first, { period }) => (period.dataFrom < first ? period.dataFrom : first), today)
}

/** Each open period that it serves, once. */
function periodsOf(uses: readonly CodelistUse[], completions: readonly Completion[]): CodelistPeriod[] {
  return [...new Map(uses.map(({ period }) => [period.id, period])).values()].map((period) => {
    const found = completions.find((one) => one.periodId === period.id)
    return { period, complete: found === undefined ? null : { at: found.at.toISOString(), by: { login: found.login, name: found.name } } }
  })
}

export function which({ pack, id }: Asked, unitId: string): Which {
  return { packId: pack, codelistId: id, unitId }
}

export function lineOf(entry: Pick<OwnEntry, 'code' | 'title' | 'parentCode' | 'mapsTo' | 'properties' | 'validFrom' | 'validTo'> & { readonly mergedInto?: string | null }): CodelistEntry {
  return { code: entry.code, title: entry.title, parent: entry.parentCode, own: true, mapsTo: entry.mapsTo, ...dates(datesOf(entry)), ...(entry.mergedInto === null || entry.mergedInto === undefined ? {} : { mergedInto: entry.mergedInto }), properties: entry.properties }
}

export function datesOf({ validFrom, validTo }: Pick<OwnEntry, 'validFrom' | 'validTo'>): { from: string; to?: string } {
  return validTo === null ? { from: validFrom } : { from: validFrom, to: validTo }
}

function dates({ from, to }: Validity): { from: string | null; to: string | null } {
  return { from: from ?? null, to: to ?? null }
}

export function referenceOf({ pack, id }: Asked): string {
  return `${pack}/${id}`
}

function packOf(reference: string): string {
  return reference.slice(0, reference.indexOf('/'))
}
