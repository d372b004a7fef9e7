// Choices that come from codelists: which codelists a form chooses from, and the form with a filing's entries in place of
// their names, as a page draws it. Calculation knows codes only, so a form is compiled without them.
import type { Choice } from '../codelist.ts'
import type { Form } from './compile.ts'
import type { Column } from './layout.ts'

/** By codelist, as the form names it. */
export type ChoicesByCodelist = Readonly<Record<string, readonly Choice[]>>

/** The codelist that a column chooses from. */
export function codelistOfChoice({ choices }: Pick<Column, 'choices'>): string | undefined {
  return choices !== undefined && 'codelist' in choices ? choices.codelist : undefined
}

/** Codelists that choices of the form name, each once. */
export function chosenCodelists({ tables }: Pick<Form, 'tables'>): string[] {
  return [...new Set(tables.flatMap((table) => table.columns.flatMap((column) => codelistOfChoice(column) ?? [])))]
}

/** The form with entries in place of the codelists that are given; others stay names, and are chosen by code. */
export function withChoices(form: Form, given: ChoicesByCodelist = {}): Form {
  if (chosenCodelists(form).every((one) => !Object.hasOwn(given, one))) return form
  const settled = (column: Column): Column => {
    const codelist = codelistOfChoice(column)
    const choices = codelist === undefined || !Object.hasOwn(given, codelist) ? undefined : given[codelist]
    return choices === undefined ? column : { ...column, choices }
  }
  const tables = form.tables.map((table) => ({ ...table, columns: table.columns.map(settled) }))
  return { ...form, tables, byId: new Map(tables.map((table) => [table.id, table])) }
}

/** Codes that stand in a text cell of choices. */
export function codesIn(value: unknown): string[] {
  return typeof value === 'string' && value !== '' ? value.split(',') : []
}
