// A circular's forms against its fields: every form belongs to one of the fields that the pack says it governs.
import { nearest } from '../core/expression/check.ts'
import { issue, type Issue } from '../core/issue.ts'
import { referenceIssues, splitReference, type Catalogue } from './catalogue.ts'
import { placed, type Pack } from './load-pack.ts'

/** Issues: form.unknown-codelist, form.unknown-field, pack.not-required. */
export function checkFields(pack: Pack, catalogue: Catalogue): Issue[] {
  const { definition } = pack
  if (definition.fields === undefined) return []
  const target = splitReference(definition.fields, definition.id)
  const codelist = catalogue.codelists.get(`${target.pack}/${target.id}`)
  if (codelist === undefined) return placed(pack.source, [issue('form.unknown-codelist', '/fields', { name: definition.fields, nearest: nearest(target.id, [...catalogue.codelists.values()].map((one) => one.id)) ?? '' })])
  const codes = (codelist.entries ?? []).map((one) => one.code)
  return [
    ...placed(pack.source, referenceIssues(definition.fields, '/fields', pack)),
    ...pack.forms.flatMap(({ definition: form, source }) =>
      form.field === undefined || codes.includes(form.field) ? [] : placed(source, [issue('form.unknown-field', '/field', { name: form.field, nearest: nearest(form.field, codes) ?? '' })]),
    ),
  ]
}
