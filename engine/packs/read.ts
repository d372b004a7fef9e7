// YAML text in, plain values out, with the position of every part so that an issue can say file:line:column. Bounded:
// a file is small, anchors do not multiply, keys are unique, texts are NFC.
import { Lexer, isAlias, isMap, isNode, isPair, isScalar, isSeq, parseDocument, visit, type Document, type Node } from 'yaml'
import { issue, type Issue, type Position } from '../core/issue.ts'

const largest = 1_000_000
const deepest = 100
const mostIssues = 20

export type Source = {
  readonly file: string
  readonly text: string
  /** Undefined where the text is not YAML. */
  readonly value: unknown
  readonly issues: readonly Issue[]
  /** Position of a JSON pointer; of the nearest enclosing part where the pointer leads nowhere. */
  readonly positionOf: (pointer: string) => Position
}

/** Issues: yaml.syntax, yaml.too-large, yaml.too-deep, yaml.too-many-aliases. */
export function readYaml(file: string, text: string): Source {
  const start: Position = { file, line: 1, column: 1 }
  const refuse = (code: string, params: Record<string, string | number>): Source => ({
    file, text, value: undefined, issues: [{ ...issue(code, '', params), position: start }], positionOf: () => start,
  })
  if (text.length > largest) return refuse('yaml.too-large', { limit: largest })
  // A byte order mark is no part of the text: editors do not count it.
  const tidy = text.replace(/^\ufeff/, '').normalize('NFC')
  if (isTooDeep(tidy)) return refuse('yaml.too-deep', { limit: deepest })
  const document = parseDocument(tidy, { uniqueKeys: false, prettyErrors: false, logLevel: 'error' })
  const at = placesIn(file, tidy)
  const faults = [...document.errors.map((error) => ({ detail: error.message, at: error.pos[0] })), ...wrongNames(document)]
  if (faults.length > 0) {
    const issues = faults.slice(0, mostIssues).map((fault) => ({ ...issue('yaml.syntax', '', { detail: fault.detail }), position: at(fault.at) }))
    return { file, text, value: undefined, issues, positionOf: () => start }
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 50 })
    // An alias within its own anchor makes a value that never ends.
    if (isDeeper(value, deepest)) return refuse('yaml.too-deep', { limit: deepest })
    return { file, text, value, issues: [], positionOf: (pointer) => at(offsetOf(document, pointer)) }
  } catch {
    return refuse('yaml.too-many-aliases', {})
  }
}

/** The parser goes down with the text and falls over far down, taking the process with it; the lexer reads along. An
 * indentation holds at most one level per space, a line one more per `-`, `?` and `:`. */
function isTooDeep(text: string): boolean {
  let flow = 0
  let line = 0
  let isLineStart = true
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flow++
    else if (token === ']' || token === '}') flow--
    else if (token.endsWith('\n')) line = 0
    else if (isLineStart && /^[ \t]+$/.test(token)) line = token.length / 2
    else if (flow <= 0 && (token === '-' || token === '?' || token === ':')) line++
    isLineStart = token.endsWith('\n')
    if (flow > deepest || line > deepest) return true
  }
  return false
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1))
}

/** Offset → line and column. The parser's own counter misses lines that it has only looked ahead to. */
function placesIn(file: string, text: string): (offset: number) => Position {
  const starts = [0]
  for (let next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', next + 1)) starts.push(next + 1)
  return (offset) => {
    let [line, after] = [0, starts.length]
    while (after - line > 1) {
      const middle = (line + after) >> 1
      if ((starts[middle] as number) <= offset) line = middle
      else after = middle
    }
    return { file, line: line + 1, column: offset - (starts[line] as number) + 1 }
  }
}

/** Keys that stand twice and aliases of nothing. The parser's own check of unique keys compares each with each; a file of
 * many keys would hold it for minutes. */
function wrongNames(document: Document): { detail: string; at: number }[] {
  const found: { detail: string; at: number }[] = []
  const anchors = new Set<string>()
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        if (!anchors.has(node.source)) found.push({ detail: `Unresolved alias ${node.source}`, at: startOf(node) })
        return
      }
      if (node.anchor !== undefined) anchors.add(node.anchor)
      if (!isMap(node)) return
      const seen = new Set<unknown>()
      for (const { key } of node.items) {
        const name = isScalar(key) ? String(key.value) : key
        if (seen.has(name)) found.push({ detail: 'Map keys must be unique', at: startOf(key) })
        seen.add(name)
      }
    },
  })
  return found
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
