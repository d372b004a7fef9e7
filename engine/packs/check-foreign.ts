// Figures from outside a form, wherever its expressions ask for them: forms, cells and properties that exist, and that
// hold numbers. The form's own check has found the expressions sound; what they reach beyond it is known only here.
import { isKeptByUnits } from '../core/codelist.ts'
import { comparedTexts, nearest, unknownChoice } from '../core/expression/check.ts'
import { parseExpression } from '../core/expression/parse.ts'
import { cellWord, outside, walk, type CallNode, type ReferenceNode } from '../core/expression/tree.ts'
import { codelistOfChoice } from '../core/form/choices.ts'
import { compileForm, type Form } from '../core/form/compile.ts'
import type { FormDefinition } from '../core/form/definition.ts'
import { foreignType, type World } from '../core/form/foreign.ts'
import { layOut, type Table } from '../core/form/layout.ts'
import { columnRead, type Seat } from '../core/form/names.ts'
import { issue, type Issue } from '../core/issue.ts'
import { referenceIssues, splitReference, type Catalogue } from './catalogue.ts'
import { versionsBeside } from './check-versions.ts'
import type { Pack } from './load-pack.ts'

/** Properties that hold expressions, wherever they stand. */
const expressions = new Set(['value', 'check', 'as', 'visible-when', 'required-when', 'read-only-when', 'prefill'])

/** Issues: expression.unknown-choice, expression.code-of-units, expression.unknown-form, expression.unknown-cell, expression.unknown-property, expression.type, pack.not-required, form.unknown-codelist. */
export function checkForeign(definition: FormDefinition, pack: Pack, catalogue: Catalogue): Issue[] {
  const world = worldOf(definition, pack, catalogue)
  const tables = layOut(definition)
  const issues: Issue[] = []
  visit(definition, '', (key, value, path) => {
    if (key === 'codelist' && typeof value === 'string') issues.push(...checkCodelistReference(value, path, pack, catalogue))
    if (!expressions.has(key)) return
    const parsed = parseExpression(value)
    if ('issues' in parsed) return
    walk(parsed.node, (node) => {
      if (node.kind === 'call') issues.push(...checkCodes(node, path, seatAt(path, definition, tables), pack, catalogue))
      if (node.kind === 'reference') issues.push(...checkReference(node, path, tableAt(path, definition, tables), tables, world, pack))
    })
  })
  return issues
}

function worldOf(definition: FormDefinition, pack: Pack, catalogue: Catalogue): World {
  const forms = new Map<string, Form | undefined>()
  return {
    form: (reference) => {
      if (!forms.has(reference)) {
        const [lower] = versionsBeside(definition, splitReference(reference, pack.definition.id), pack, catalogue)
        forms.set(reference, lower === undefined ? undefined : compileForm(lower))
      }
      return forms.get(reference)
    },
    codelist: (reference) => {
      const target = splitReference(reference, pack.definition.id)
      return catalogue.codelists.get(`${target.pack}/${target.id}`)
    },
    unit: catalogue.unitProperties,
  }
}

function checkReference(node: ReferenceNode, path: string, table: Table | undefined, tables: readonly Table[], world: World, pack: Pack): Issue[] {
  const [about = ''] = node.path
  // A table of the form may have the name of something outside; it is nearer.
  if (node.source === undefined && (!(outside as readonly string[]).includes(about) || tables.some((one) => one.id === about))) return []
  const found = foreignType(node, table, world)
  const required = node.source?.kind === 'form' ? referenceIssues(node.source.form, path, pack) : []
  if (found === undefined) return required
  if (!('missing' in found)) return found.type === 'text' ? [issue('expression.type', path, { wanted: 'number', found: 'text' })] : required
  const name = node.path.join('.')
  switch (found.missing) {
    case 'form': {
      const ids = [...new Set(pack.forms.map((one) => one.definition.id))]
      const form = node.source?.kind === 'form' ? node.source.form : ''
      return [issue('expression.unknown-form', path, { name: form, nearest: nearest(form, ids) ?? '' })]
    }
    case 'cell':
      return [issue('expression.unknown-cell', path, { name, form: node.source?.kind === 'form' ? node.source.form : '', nearest: nearest(name, found.known) ?? '' })]
    case 'property':
      return [issue('expression.unknown-property', path, { name, nearest: nearest(name, found.known.map((one) => `${about}.${one}`)) ?? '' })]
  }
}

/** Codes that a choice from a codelist is compared with: does the codelist have them, of whatever day? */
function checkCodes({ operator, args }: CallNode, path: string, seat: Seat | undefined, pack: Pack, catalogue: Catalogue): Issue[] {
  if (seat === undefined) return []
  return comparedTexts(operator, args).flatMap(({ with: reference, text }) => {
    const column = columnRead(reference, seat)
    const name = column === undefined ? undefined : codelistOfChoice(column)
    const target = splitReference(name ?? '', pack.definition.id)
    const codelist = name === undefined ? undefined : catalogue.codelists.get(`${target.pack}/${target.id}`)
    if (name === undefined || codelist === undefined) return []
    if (isKeptByUnits(codelist.scope)) return [issue('expression.code-of-units', path, { codelist: codelist.title, code: text }, 'warning')]
    const codes = (codelist.entries ?? []).map(({ code }) => code)
    return codes.includes(text) ? [] : [{ ...unknownChoice(reference, text, codes), path }]
  })
}

/** From where the names of an expression at this place are read; `cell` is the first of the columns that a rule is applied to. */
function seatAt(path: string, definition: FormDefinition, tables: readonly Table[]): Seat | undefined {
  const [, list, index] = path.split('/')
  const table = list === 'sections' ? tables[(definition.tables?.length ?? 0) + Number(index)] : tableAt(path, definition, tables)
  if (table === undefined) return undefined
  const [column] = list === 'rules' ? (definition.rules?.[Number(index)]?.columns ?? []) : []
  const columnOf = column === undefined ? table.columnOf : new Map(table.columnOf).set(cellWord, table.columnOf.get(column) ?? -1)
  return { tables, table: { ...table, columnOf }, axis: 'across', band: -1 }
}

function checkCodelistReference(reference: string, path: string, pack: Pack, catalogue: Catalogue): Issue[] {
  const target = splitReference(reference, pack.definition.id)
  if (catalogue.codelists.has(`${target.pack}/${target.id}`)) return referenceIssues(reference, path, pack)
  const names = [...catalogue.codelists.keys()].map((one) => (one.startsWith(`${pack.definition.id}/`) ? one.slice(pack.definition.id.length + 1) : one))
  return [issue('form.unknown-codelist', path, { name: reference, nearest: nearest(reference, names) ?? '' })]
}

/** Calls `each` for every property of the definition. */
function visit(value: unknown, path: string, each: (key: string, value: unknown, path: string) => void): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, one] of Object.entries(value)) {
    const at = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (!Array.isArray(value)) each(key, one, at)
    // Trees of expressions are no part of the definition's own structure.
    if (Array.isArray(value) || !expressions.has(key)) visit(one, at, each)
  }
}

/** The table in whose rows an expression at this place is calculated. A rule names it; the first without. */
function tableAt(path: string, { rules }: FormDefinition, tables: readonly Table[]): Table | undefined {
  const [, list, index] = path.split('/')
  if (list === 'tables') return tables[Number(index)]
  const named = list === 'rules' ? rules?.[Number(index)]?.table : undefined
  return named === undefined ? tables[0] : tables.find((one) => one.id === named)
}
