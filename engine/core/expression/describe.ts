// An expression in words, for people who ask why a number is what it is.
import { showNumber } from '../number.ts'
import { operators } from './operators.ts'
import type { Node } from './tree.ts'

export type Language = 'vi' | 'en'

/** `labelOf` gives a referenced cell its words. */
export function describe(node: Node, labelOf: (path: readonly string[]) => string, language: Language = 'vi'): string {
  switch (node.kind) {
    case 'number': {
      const decimals = (node.text.split('.')[1] ?? '').length
      return showNumber(node.text.replace('.', ''), decimals)
    }
    case 'boolean':
      return language === 'vi' ? (node.value ? 'đúng' : 'sai') : String(node.value)
    case 'text':
      return `“${node.value}”`
    case 'blank':
      return language === 'vi' ? 'để trống' : 'blank'
    case 'reference':
      return `[${labelOf(node.path)}]`
    case 'column':
      return language === 'vi' ? `các dòng của cột [${labelOf(node.path)}]` : `the rows of column [${labelOf(node.path)}]`
    case 'call': {
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
      const words = operators.get(node.operator)?.words[language] ?? node.operator
      // A chain repeats the words between its first two.
      if (outer !== undefined && parts.length > 2) return parts.join(words.replace('{0}', '').replace('{1}', ''))
      return words.replace(/\{(\d|\*)\}/g, (_, key: string) => (key === '*' ? parts.join(', ') : (parts[Number(key)] ?? '')))
    }
  }
}
