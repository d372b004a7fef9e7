// An expression in words, for people who ask why a number is what it is.
import { showNumber } from '../number.ts'
import { operators } from './operators.ts'
import type { CallNode, Node, RangeKind, RangeNode, ReferenceNode, Source } from './tree.ts'

export type Language = 'vi' | 'en'

/** The words of what a name leads to, without those of its source. */
export type LabelOf = (node: ReferenceNode | RangeNode) => string

export function describe(node: Node, labelOf: LabelOf, language: Language = 'vi'): string {
  switch (node.kind) {
    case 'number': {
      const decimals = (node.text.split('.')[1] ?? '').length
      return showNumber(node.text.replace('.', ''), decimals)
    }
    case 'boolean':
      return language === 'vi' ? (node.value ? 'đúng' : 'sai') : String(node.value)
    case 'date':
      return node.day.split('-').toReversed().join('/')
    case 'text':
      return `“${node.value}”`
    case 'blank':
      return language === 'vi' ? 'để trống' : 'blank'
    case 'reference':
      return `[${labelOf(node)}]${sourceWords(node.source, language)}`
    case 'range':
      return `${rangeWords[node.of][language]} [${labelOf(node)}]${sourceWords(node.source, language)}`
    case 'call':
      return describeCall(node, labelOf, language)
  }
}

const rangeWords: Readonly<Record<RangeKind, Readonly<Record<Language, string>>>> = {
  column: { vi: 'các dòng của cột', en: 'the rows of column' },
  row: { vi: 'các cột của dòng', en: 'the columns of row' },
  group: { vi: 'các cột thuộc nhóm', en: 'the columns of group' },
}

function sourceWords(source: Source | undefined, language: Language): string {
  switch (source?.kind) {
    case undefined:
      return ''
    case 'form':
      return language === 'vi' ? ` của biểu ${source.form}` : ` of form ${source.form}`
    case 'previous':
      return language === 'vi' ? ' của cùng kỳ năm trước' : ' of the same period a year earlier'
    case 'carried-over':
      return language === 'vi' ? ' của kỳ liền trước' : ' of the period just before'
  }
}

function describeCall(node: CallNode, labelOf: LabelOf, language: Language): string {
  const outer = operators.get(node.operator)?.infix
  const alone = outer !== undefined && node.args.length === 1
  const parts = node.args.map((one, index) => {
    const words = describe(one, labelOf, language)
    const inner = one.kind === 'call' ? operators.get(one.operator)?.infix : undefined
    if (inner === undefined || outer === undefined) return words
    // a − (b − c) is not a − b − c, and −(a + b) is not −a + b.
    return alone || inner.strength < outer.strength || (index > 0 && inner.strength === outer.strength) ? `(${words})` : words
  })
  if (alone) return `−${parts[0] ?? ''}`
  const row = operators.get(node.operator)
  const words = ((parts.length < (row?.params.length ?? 0) ? row?.fewer : undefined) ?? row?.words)?.[language] ?? node.operator
  // A chain repeats the words between its first two.
  if (outer !== undefined && parts.length > 2) return parts.join(words.replace('{0}', '').replace('{1}', ''))
  return words.replace(/\{(\d?)(\*?)\}/g, (_, from: string, all: string) => (all === '' ? (parts[Number(from)] ?? '') : parts.slice(Number(from)).join(', ')))
}
