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

/** In which rows lower figures meet, each with the words that say so. */
const ways: readonly (readonly [spelling: string, meaning: string])[] = [
  ['rows: { per: lower-unit, … }', 'Mỗi đơn vị có biểu phải gửi lên một dòng (hoặc một khối dòng); chưa tiếp nhận thì để trống; thôi phải gửi thì mất dòng. Nhiều biểu của một đơn vị chung một dòng.'],
  ['rows: one', 'Số của mọi đơn vị gộp vào dòng duy nhất.'],
  ['into: <dòng>', 'Số của mọi đơn vị gộp vào dòng in sẵn này.'],
  ['kinds: [<loại đơn vị>]', 'Chỉ các loại đơn vị này. Viết nhiều nguồn, mỗi nguồn một loại và một dòng: tổng hợp theo nhóm đơn vị.'],
  ['by: code', 'Dòng của biểu cấp dưới gộp theo mã: mã của danh mục, mã của Bộ mà mục riêng của đơn vị được ánh xạ tới, hoặc dòng in sẵn cùng mã (id). Mục riêng chưa ánh xạ thì chưa được gộp.'],
  ['by: group', 'Như `by: code`, nhưng vào dòng của nhóm: mục cấp trên (`parent`) gần nhất có dòng in sẵn, hoặc mục cao nhất.'],
  ['<bảng>.{row}.<cột>', 'Trong khối nhiều dòng (Nam, Nữ…), mỗi dòng lấy dòng cùng mã (id) của biểu cấp dưới.'],
]

export function rollUpTable(): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Số liệu cấp dưới gặp nhau ở đâu' },
    { kind: 'text', text: 'Trong `roll-up`. Ở mỗi ô, nhiều số thành một theo cách tổng hợp của cột; số của một đơn vị trong dòng của nó thì giữ nguyên. Lớn quá mức ghi được thì ô báo lỗi, không bao giờ để trống hay sai.' },
    { kind: 'table', title: 'Số liệu cấp dưới gặp nhau ở đâu', head: ['Viết', 'Ý nghĩa'], rows: ways.map(([spelling, meaning]) => [`\`${spelling}\``, meaning]) },
  ]
}
