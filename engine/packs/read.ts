// YAML text in, plain values out, with the position of every part so that an issue can say file:line:column. Bounded:
// a file is small, anchors do not multiply, keys are unique, texts are NFC.
import { LineCounter, isMap, isNode, isPair, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml'
import { issue, type Issue, type Position } from '../core/issue.ts'

const largest = 1_000_000

export type Source = {
  readonly file: string
  readonly text: string
  /** Undefined where the text is not YAML. */
  readonly value: unknown
  readonly issues: readonly Issue[]
  /** Position of a JSON pointer; of the nearest enclosing part where the pointer leads nowhere. */
  readonly positionOf: (pointer: string) => Position
}

/** Issues: yaml.syntax, yaml.too-large, yaml.too-many-aliases. */
export function readYaml(file: string, text: string): Source {
  const start: Position = { file, line: 1, column: 1 }
  const refuse = (code: string, params: Record<string, string | number>): Source => ({
    file, text, value: undefined, issues: [{ ...issue(code, '', params), position: start }], positionOf: () => start,
  })
  if (text.length > largest) return refuse('yaml.too-large', { limit: largest })
  const lines = new LineCounter()
  const document = parseDocument(text.normalize('NFC'), { lineCounter: lines, uniqueKeys: true, prettyErrors: false })
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  if (document.errors.length > 0) {
    const issues = document.errors.map((error) => ({ ...issue('yaml.syntax', '', { detail: error.message }), position: at(error.pos[0]) }))
    return { file, text, value: undefined, issues, positionOf: () => start }
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 50 })
    return { file, text, value, issues: [], positionOf: (pointer) => at(offsetOf(document, pointer)) }
  } catch {
    return refuse('yaml.too-many-aliases', {})
  }
}

function offsetOf(document: Document, pointer: string): number {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const raw of pointer.split('/').slice(1)) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key)
      if (pair === undefined) return offset
      // A key says where a named part is; its value may begin lines below.
      offset = startOf(pair.key)
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(key)]
      if (node === undefined) return offset
      offset = startOf(node)
    } else return offset
  }
  return offset
}

function startOf(node: unknown): number {
  return isNode(node) ? ((node as Node).range?.[0] ?? 0) : 0
}
