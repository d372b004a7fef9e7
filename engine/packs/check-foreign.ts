// Figures from outside a form, wherever its expressions ask for them: forms, cells and properties that exist, and of a type
// that fits. The form's own check has found the expressions sound; what they reach beyond it is known only here.
import { isKeptByUnits } from '../core/codelist.ts'
import { comparedTexts, nearest, unknownChoice } from '../core/expression/check.ts'
import { parseExpression } from '../core/expression/parse.ts'
import { cellWord, gathered, outside, substitute, walk, type CallNode, type ReferenceNode } from '../core/expression/tree.ts'
import { checkExpressions, type ForeignOf } from '../core/form/check-expressions.ts'
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

/** Issues: expression.unknown-choice, expression.code-of-units, expression.unknown-form, expression.unknown-cell, expression.unknown-property, pack.not-required, form.unknown-codelist, and those of
 * checkExpressions that the form's own check could not know. */
export function checkForeign(definition: FormDefinition, pack: Pack, catalogue: Catalogue): Issue[] {
  const world = worldOf(definition, pack, catalogue)
  const tables = layOut(definition)
  const issues: Issue[] = []
  // What is outside is known now, so types and measures are asked about again.
  const told = new Set(checkExpressions(definition, tables).map(spelt))
  const foreignOf: ForeignOf = (node, table) => {
    const found = foreignType(node, table, world)
    return found === undefined || 'missing' in found ? undefined : found
  }
  const again = checkExpressions(definition, tables, foreignOf).filter((one) => !told.has(spelt(one)))
  visit(definition, '', (key, value, path) => {
    if (key === 'codelist' && typeof value === 'string') issues.push(...checkCodelistReference(value, path, pack, catalogue))
    if (!expressions.has(key)) return
    const parsed = parseExpression(value)
    if ('issues' in parsed) return
    const table = tableAt(path, definition, tables)
    const [column] = columnsOfRule(path, definition)
    walk(column === undefined ? parsed.node : substitute(parsed.node, cellWord, column), (node) => {
      if (node.kind === 'call' && table !== undefined) issues.push(...checkCodes(node, path, { tables, table, axis: 'across', band: -1 }, pack, catalogue))
      const name = node.kind === 'range' && node.source?.kind === 'form' ? gathered({ kind: 'call', operator: 'sum', args: [node] }, '') : node
      if (name.kind === 'reference') issues.push(...checkReference(name, path, table, tables, world, pack))
    })
  })
  return [...issues, ...again]
}

const spelt = ({ code, path, params }: Issue): string => `${code} ${path} ${JSON.stringify(params)}`

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
  if (!('missing' in found)) return required
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
function checkCodes({ operator, args }: CallNode, path: string, seat: Seat, pack: Pack, catalogue: Catalogue): Issue[] {
  return comparedTexts(operator, args).flatMap(({ with: reference, text }) => {
    const kinds = kindsNamed(reference, seat, catalogue)
    if (kinds !== undefined) return kinds.includes(text) ? [] : [{ ...unknownChoice(reference, text, kinds), path }]
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

/** What `unit.kind` and `period.kind` may be. */
function kindsNamed({ path: [about, name], source }: ReferenceNode, { tables }: Seat, { kinds, periodKinds, unitProperties }: Catalogue): readonly string[] | undefined {
  if (source !== undefined || name !== 'kind' || tables.some(({ id }) => id === about)) return undefined
  return about === 'period' ? periodKinds : about === 'unit' && !Object.hasOwn(unitProperties, 'kind') ? [...kinds.keys()] : undefined
}

/** The columns that the rule at this place is applied to, for the first of which `cell` stands. */
function columnsOfRule(path: string, { rules }: FormDefinition): readonly string[] {
  const [, list, index] = path.split('/')
  return list === 'rules' ? (rules?.[Number(index)]?.columns ?? []) : []
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
function tableAt(path: string, { tables: authored = [], rules }: FormDefinition, tables: readonly Table[]): Table | undefined {
  const [, list, index] = path.split('/')
  if (list === 'tables') return tables[Number(index)]
  if (list === 'sections') return tables[authored.length + Number(index)]
  const named = list === 'rules' ? rules?.[Number(index)]?.table : undefined
  return named === undefined ? tables[0] : tables.find((one) => one.id === named)
}
