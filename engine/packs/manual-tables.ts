// Tables of the manual that stand beside the properties of forms: kinds of cells and ways of coming together. The names
// are read off the editing schema, so that the manual says what the language takes today.
import { aggregations, type AggregationName } from '../core/aggregate.ts'
import type { Block } from './manual-page.ts'
import { kindWords } from './manual-words.ts'
import { editingSchema, type JsonSchema } from './schemas.ts'

/** The words that a property of a form may be. */
export function choicesOf(property: 'kind' | 'aggregate'): string[] {
  const form = editingSchema('form')
  const found = new Set<string>()
  const visit = (schema: JsonSchema): void => {
    for (const [name, one] of Object.entries(schema.properties ?? {})) {
      if (name === property) for (const { const: word } of one.anyOf ?? [one]) if (typeof word === 'string') found.add(word)
      visit(one)
    }
    if (schema.items !== undefined) visit(schema.items)
    for (const one of schema.anyOf ?? []) visit(one)
  }
  for (const one of [form, ...Object.values(form.definitions ?? {})]) visit(one)
  return [...found]
}

export function kindTable(): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Các kiểu ô' },
    { kind: 'table', title: 'Các kiểu ô', head: ['Kiểu', 'Chứa gì'], rows: choicesOf('kind').map((name) => [`\`${name}\``, kindWords[name] ?? '']) },
  ]
}

export function aggregationTable(): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Các cách tổng hợp' },
    { kind: 'text', text: 'Ở dòng tổng và khi số liệu cấp dưới chảy lên.' },
    { kind: 'table', title: 'Các cách tổng hợp', head: ['Cách', 'Ý nghĩa'], rows: choicesOf('aggregate').map((name) => [`\`${name}\``, aggregations[name as AggregationName].doc.vi]) },
  ]
}
