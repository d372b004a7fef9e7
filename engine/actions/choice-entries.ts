// Choices that come from codelists (danh mục): the entries that may be chosen in a filing, on its data cut-off; of the
// ministry, or the unit's own where units keep them, as with rows (entry-rows.ts). An entry that is no longer valid keeps its
// name where it stands in a record, and is chosen nowhere else.
import { choicesOn, isKeptByUnits, type Choice } from '../core/codelist.ts'
import type { TableValues } from '../core/contract/filing.ts'
import { chosenCodelists, codelistOfChoice, codesIn, type ChoicesByCodelist } from '../core/form/choices.ts'
import type { Form } from '../core/form/compile.ts'
import { qualified } from '../core/rollup/contribution.ts'
import type { Context } from './action.ts'
import { ownEntries } from './entry-rows.ts'

type Where = Pick<Context, 'trx' | 'parts'>
type Filing = { readonly packId: string; readonly unitId: string; readonly dataTo: string }

/** By codelist as the form names it, retired entries included. Most forms choose from none and cost no query. */
export async function choiceEntries(where: Where, filing: Filing, form: Form): Promise<ChoicesByCodelist> {
  const names = chosenCodelists(form)
  if (names.length === 0) return {}
  const { codelists } = where.parts.installed()
  const references = names.map((name) => qualified(name, filing.packId))
  const own = await ownEntries(where, filing, references)
  return Object.fromEntries(
    names.flatMap((name, index): [string, Choice[]][] => {
      const reference = references[index] ?? ''
      const codelist = codelists.get(reference)
      if (codelist === undefined) return []
      return [[name, choicesOn(isKeptByUnits(codelist.scope) ? (own.get(reference) ?? []) : (codelist.entries ?? []), filing.dataTo)]]
    }),
  )
}

/** What a page is given: the valid entries and, of the retired ones, those that stand in these figures. */
export function choicesShown(entries: ChoicesByCodelist, { tables }: Form, values: readonly TableValues[]): ChoicesByCodelist {
  const standing = new Map<string, Set<string>>()
  for (const table of tables) {
    const rows = values.find((one) => one.id === table.id)?.rows ?? []
    for (const column of table.columns) {
      const codelist = codelistOfChoice(column)
      if (codelist === undefined) continue
      const codes = standing.get(codelist) ?? new Set()
      for (const row of rows) for (const code of codesIn(row.cells[column.index])) codes.add(code)
      standing.set(codelist, codes)
    }
  }
  return Object.fromEntries(
    Object.entries(entries).map(([name, list]) => {
      const here = standing.get(name) ?? new Set<string>()
      const known = new Set(list.map(({ code }) => code))
      // An entry that a later version of the codelist has left out altogether is known by its code alone.
      const lost = [...here].filter((code) => !known.has(code)).map((code): Choice => ({ code, title: code, retired: true }))
      return [name, [...list.filter(({ code, retired }) => retired === undefined || here.has(code)), ...lost]]
    }),
  )
}
