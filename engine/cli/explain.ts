// `bieumau explain FORM CELL --values FILE`: why a cell has the value that it has. The values come from a file that looks
// like an example; without one the form is empty.
import path from 'node:path'
import { explainCell, type Explanation } from '../core/calculation/explain.ts'
import { compileForm, type Form } from '../core/form/compile.ts'
import { decimalsAt } from '../core/calculation/label.ts'
import { placeOf, type Sheet } from '../core/calculation/sheet.ts'
import type { Issue } from '../core/issue.ts'
import { sentence, type Language } from '../core/messages/sentence.ts'
import { showNumber } from '../core/number.ts'
import { shapeIssues } from '../core/shape.ts'
import { showValue } from '../core/validation/typed.ts'
import { fillIn, type Around } from '../packs/check-examples.ts'
import type { ExampleDefinition } from '../packs/example.ts'
import * as shapes from '../packs/generated/shapes.js'
import { placed } from '../packs/load-pack.ts'
import { readYaml } from '../packs/read.ts'
import { WrongUse, type Asked } from './arguments.ts'
import { aroundForm, findForm } from './find-form.ts'
import { readText, shown } from './read-folders.ts'
import { issueLines, issueRecords, printJson } from './show-issues.ts'

type Example = ExampleDefinition['examples'][number]

/** Exit code: 0 explained, 1 the form or the values have issues. */
export function explain({ names, has, text, language }: Asked, root: string): number {
  const [name = '', address = ''] = names
  const found = findForm(name, root)
  if ('issues' in found) return refuse(found.issues)
  const form = compileForm(found.definition)
  const filled = fill(form, text('values'), () => aroundForm(name, form.id, root))
  if ('issues' in filled) return refuse(filled.issues)
  const explanation = explainCell(filled.sheet, address, language)
  if (explanation === undefined) throw new WrongUse('cli.no-such-cell', { form: form.code, address })
  if (has('json')) printJson(explanation)
  else for (const line of lines(explanation, filled.sheet, language)) console.log(line)
  return 0

  function refuse(issues: readonly Issue[]): number {
    if (has('json')) printJson({ issues: issueRecords(issues, language) })
    else for (const line of issueLines(issues, language)) console.log(line)
    return 1
  }
}

function fill(form: Form, file: string | undefined, around: () => Around): { readonly sheet: Sheet } | { readonly issues: readonly Issue[] } {
  if (file === undefined) return fillIn({ values: {} }, form, '')
  const source = readYaml(shown(path.resolve(file)), readText(path.resolve(file)))
  if (source.issues.length > 0) return { issues: source.issues }
  const given = source.value as Partial<ExampleDefinition> | null
  // A whole file of examples means its first.
  const isFile = typeof given === 'object' && given !== null && 'examples' in given
  const whole = isFile ? given : { form: form.id, examples: [{ title: shown(path.resolve(file)), ...(given as object | null) }] }
  const prefix = isFile ? '' : '/examples/0'
  const unprefixed = (issues: readonly Issue[]): Issue[] =>
    placed(source, issues.map((one) => ({ ...one, path: one.path.startsWith(prefix) ? one.path.slice(prefix.length) : one.path })))
  if (!shapes.example(whole)) return { issues: unprefixed(shapeIssues(shapes.example.errors ?? [])) }
  const example = (whole as ExampleDefinition).examples[0] as Example
  // Only lower reports lead to other forms.
  const result = fillIn(example, form, '/examples/0', example.received === undefined ? {} : around())
  return 'issues' in result ? { issues: unprefixed(result.issues) } : result
}

function lines({ address, label, value, role, measure, formula, terms }: Explanation, sheet: Sheet, language: Language): string[] {
  const shownValue = (at: string, one: Explanation['value']): string => {
    const place = placeOf(sheet, at)
    if (one === null) return sentence('explain.blank', {}, language)
    const column = place?.table.columns[place.column]
    if (column !== undefined && column.kind !== 'number' && column.kind !== 'money') return showValue(column, one, language)
    return typeof one === 'number' && place !== undefined ? showNumber(one, decimalsAt(sheet, place.slot)) : String(one)
  }
  const width = Math.max(0, ...terms.map((one) => one.address.length))
  return [
    `${address}  ${label}`,
    sentence('explain.value', { value: `${shownValue(address, value)}${measure === '' || value === null ? '' : ` ${measure}`}` }, language),
    formula === null ? sentence(`explain.role.${role}`, {}, language) : sentence('explain.formula', { formula }, language),
    ...terms.map((term) => `  ${term.address.padEnd(width)}  ${shownValue(term.address, term.value)}  ${term.label}`),
  ]
}
