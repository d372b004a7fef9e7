// What continues what: the form and the cells that a form succeeds, and the kinds of period that stand in the place of
// another circular's. A series must not go on in another measure, nor come back to where it began.
import { nearest } from '../core/expression/check.ts'
import { parseAddress, type Address } from '../core/form/address.ts'
import type { FormDefinition } from '../core/form/definition.ts'
import { layOut, type Column, type Table } from '../core/form/layout.ts'
import { forerunnerOf } from '../core/form/succession.ts'
import { issue, type Issue } from '../core/issue.ts'
import { cellKinds } from '../core/value.ts'
import { referenceIssues, splitReference, type Catalogue } from './catalogue.ts'
import { placed, type Pack } from './load-pack.ts'

/** Issues: pack.unknown-form, pack.not-required, form.succeeds-itself, form.succeeds-unknown-cell, form.succeeds-other-measure. */
export function checkSuccession(definition: FormDefinition, pack: Pack, catalogue: Catalogue): Issue[] {
  const { succeeds } = definition
  if (succeeds === undefined) return []
  const before = newest(succeeds.form, pack, catalogue)
  if (before === undefined) {
    const names = [...catalogue.packs].flatMap(([id, one]) => one.forms.map((each) => (id === pack.definition.id ? each.definition.id : `${id}/${each.definition.id}`)))
    return [issue('pack.unknown-form', '/succeeds/form', { name: succeeds.form, nearest: nearest(succeeds.form, names) ?? '' })]
  }
  const required = referenceIssues(succeeds.form, '/succeeds/form', pack)
  if (required.length > 0) return required
  if (comesBack(definition, pack, catalogue)) return [issue('form.succeeds-itself', '/succeeds/form', { name: succeeds.form })]
  const [here, there] = [layOut(definition), layOut(before)]
  return Object.entries(succeeds.cells).flatMap(([own, target]) => {
    const path = `/succeeds/cells/${own}`
    const [at, was] = [parseAddress(own), forerunnerOf(target)]
    const [cell, earlier] = [cellAt(here, at), cellAt(there, was)]
    if (cell === undefined) return [unknownCell(path, own, definition, here)]
    if (earlier === undefined || was === undefined || !rowsMeet(cell, earlier, at as Address, was)) return [unknownCell(path, typeof target === 'string' ? target : target.cell, before, there)]
    const [now, then] = [wordsOf(cell.column), wordsOf(earlier.column)]
    return now === then || (typeof target === 'object' && cellKinds[cell.column.kind].type === cellKinds[earlier.column.kind].type)
      ? []
      : [issue('form.succeeds-other-measure', path, { cell: own, now, before: then })]
  })
}

function newest(reference: string, pack: Pack, catalogue: Catalogue): FormDefinition | undefined {
  const target = splitReference(reference, pack.definition.id)
  const versions = (catalogue.packs.get(target.pack)?.forms ?? []).map(({ definition }) => definition).filter((one) => one.id === target.id)
  return versions.toSorted((a, b) => b.version - a.version)[0]
}

/** Does the line of forms lead back to one of its own? */
function comesBack(definition: FormDefinition, pack: Pack, catalogue: Catalogue): boolean {
  const seen = new Set([`${pack.definition.id}/${definition.id}`])
  let [here, at]: [FormDefinition | undefined, Pack] = [definition, pack]
  while (here?.succeeds !== undefined) {
    const target = splitReference(here.succeeds.form, at.definition.id)
    const key = `${target.pack}/${target.id}`
    if (seen.has(key)) return true
    seen.add(key)
    here = newest(here.succeeds.form, at, catalogue)
    at = catalogue.packs.get(target.pack) ?? at
  }
  return false
}

type Cell = { readonly table: Table; readonly column: Column }

function cellAt(tables: readonly Table[], at: Address | undefined): Cell | undefined {
  const table = tables.find((one) => one.id === at?.table)
  const column = table?.columns[table.columnOf.get(at?.column ?? '') ?? -1]
  if (at === undefined || table === undefined || column === undefined) return undefined
  return at.row === '' || table.rowOf.has(at.row) ? { table, column } : undefined
}

/** A column named without a row keeps its row: there must be such rows in both. */
function rowsMeet(now: Cell, then: Cell, at: Address, was: Address): boolean {
  if (was.row !== '') return at.row !== '' || now.table.rowOf.has('')
  const keys = at.row === '' ? [...now.table.rowOf.keys()] : [at.row]
  // Keys of several bands are spelled with the band.
  const bothPer = at.row === '' && (now.table.bands.length > 1) === (then.table.bands.length > 1) && now.table.bands.some((one) => then.table.bands.some((other) => one.per === other.per))
  return bothPer || keys.some((key) => then.table.rowOf.has(key))
}

function wordsOf({ kind, measure }: Column): string {
  const { type } = cellKinds[kind]
  return [measure === '' ? '–' : measure, ...(type === 'number' ? [] : [type])].join(' ')
}

function unknownCell(path: string, name: string, { code }: FormDefinition, tables: readonly Table[]): Issue {
  const names = tables.flatMap((table) => table.columns.flatMap(({ id }) => [`${table.id}.${id}`, ...[...table.rowOf.keys()].flatMap((row) => (row === '' ? [] : [`${table.id}.${row}.${id}`]))]))
  return issue('form.succeeds-unknown-cell', path, { name, form: code, nearest: nearest(name, names) ?? '' })
}

/** Issues: periods.unknown-succeeded, pack.not-required. */
export function checkSucceededKinds(pack: Pack, catalogue: Catalogue): Issue[] {
  if (pack.periods === undefined) return []
  const { definition, source } = pack.periods
  const known = [...catalogue.packs].flatMap(([id, one]) => (id === pack.definition.id ? [] : Object.keys(one.periods?.definition.kinds ?? {}).map((kind) => `${id}/${kind}`)))
  return placed(source, Object.entries(definition.kinds).flatMap(([id, { succeeds }]) => {
    if (succeeds === undefined) return []
    const path = `/kinds/${id}/succeeds`
    if (!known.includes(succeeds)) return [issue('periods.unknown-succeeded', path, { name: succeeds, nearest: nearest(succeeds, known) ?? '' })]
    return referenceIssues(succeeds, path, pack)
  }))
}
