// One way to write a definition: keys in the order of its schema, expressions as text, ids that look like numbers in
// quotes, normalised Unicode. Comments, blank lines and the choice between block and flow stay as the author made them;
// what the file means does not change. Formatting twice is formatting once.
import { isMap, isScalar, isSeq, parseDocument, Scalar, visit, YAMLMap, YAMLSeq, type Document, type Node, type Pair, type ToStringOptions } from 'yaml'
import { FormId, Reference } from '../core/authored.ts'
import { parseExpression, toText } from '../core/expression/parse.ts'
import type { Issue } from '../core/issue.ts'
import { readYaml } from './read.ts'
import { hoisted, isExpression, resolved, schemas, valuesOfMap, type JsonSchema, type SchemaKind } from './schemas.ts'

export type Formatted = { readonly text: string } | { readonly issues: readonly Issue[] }

const writing: ToStringOptions = { lineWidth: 0, indentSeq: true, minContentWidth: 0 }

/** Issues (yaml.*) where the text cannot be read; a file of the wrong shape is formatted as far as its keys are known. */
export function formatFile(kind: SchemaKind, file: string, text: string): Formatted {
  const source = readYaml(file, text)
  if (source.issues.length > 0) return { issues: source.issues }
  const document = parseDocument(text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n').normalize('NFC'), { uniqueKeys: false, keepSourceTokens: false, logLevel: 'silent' })
  const root = hoisted(schemas[kind].schema)
  arrange(document.contents, root, { root, sorts: !hasAliases(document) })
  return { text: written(document) }
}

/** A value that has no file yet, in the same spelling. */
export function writeValue(kind: SchemaKind, value: unknown, heading = ''): string {
  const document = parseDocument('')
  document.contents = document.createNode(value) as typeof document.contents
  const root = hoisted(schemas[kind].schema)
  arrange(document.contents, root, { root, sorts: true })
  return heading + written(document)
}

function written(document: Document): string {
  return document.toString(writing)
}

/** `sorts`: not where a name could come to stand before what it is a name of. */
type Frame = { readonly root: JsonSchema; readonly sorts: boolean }

function hasAliases(document: Document): boolean {
  let found = false
  visit(document, { Alias: () => {
    found = true
    return visit.BREAK
  } })
  return found
}

function arrange(node: unknown, given: JsonSchema, frame: Frame): void {
  const { root } = frame
  if (isExpression(given)) return
  const schema = branchFor(node, given, root)
  if (isMap(node)) arrangeMap(node, schema, frame, given === root)
  else if (isSeq(node)) {
    tighten(node)
    const { items } = schema
    node.items.forEach((one, index) => {
      if (items !== undefined && isExpression(items)) node.items[index] = spoken(one as Node)
      else arrange(one, items ?? {}, frame)
    })
  } else if (isScalar(node)) quote(node, schema)
}

function arrangeMap(node: YAMLMap, schema: JsonSchema, frame: Frame, isFile: boolean): void {
  loosen(node)
  const { properties } = schema
  if (properties !== undefined && frame.sorts) sort(node, Object.keys(properties), isFile)
  for (const pair of node.items) {
    const name = isScalar(pair.key) ? String(pair.key.value) : ''
    if (isScalar(pair.key) && isPlain(pair.key)) delete pair.key.type
    const below = (properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : valuesOfMap(schema)) ?? {}
    if (isExpression(below)) pair.value = spoken(pair.value as Node | null)
    else arrange(pair.value, below, frame)
  }
}

/** Known keys in the order of the schema; unknown ones stay behind them in the order in which they were. */
function sort(node: YAMLMap, order: readonly string[], isFile: boolean): void {
  const first = node.items[0]
  const place = ({ key }: Pair): number => {
    const at = order.indexOf(isScalar(key) ? String(key.value) : '')
    return at < 0 ? order.length : at
  }
  node.items = node.items.map((pair, index) => ({ pair, index })).sort((a, b) => place(a.pair) - place(b.pair) || a.index - b.index).map(({ pair }) => pair)
  const [now] = node.items
  if (first === undefined || now === undefined || first === now) return
  // A blank line above a key belongs to what stands before it: none above the first.
  const [was, is] = [first.key, now.key] as [Node, Node]
  if (isFile) {
    // What stands at the top of a file is about the file.
    is.commentBefore = joined(was.commentBefore, is.commentBefore)
    delete was.commentBefore
  }
  if (is.spaceBefore === true) {
    is.spaceBefore = false
    was.spaceBefore = true
  }
}

function joined(first: string | null | undefined, second: string | null | undefined): string | null {
  return [first, second].filter((one) => one !== null && one !== undefined).join('\n') || null
}

/** The branch of a choice that this node was written for: the one that knows most of its keys. */
function branchFor(node: unknown, given: JsonSchema, root: JsonSchema): JsonSchema {
  const schema = resolved(given, root)
  if (schema.anyOf === undefined) return schema
  const branches = schema.anyOf.map((one) => branchFor(node, one, root))
  const fits = (one: JsonSchema): number => {
    if (isMap(node)) {
      if (one.properties === undefined) return valuesOfMap(one) === undefined ? -1 : 0
      const known = one.properties
      return node.items.filter(({ key }) => isScalar(key) && Object.hasOwn(known, String(key.value))).length
    }
    if (isSeq(node)) return one.items === undefined ? -1 : 0
    return one.properties === undefined && one.items === undefined ? 0 : -1
  }
  const best = Math.max(...branches.map(fits))
  const fitting = branches.filter((one) => fits(one) === best)
  // A list of lists and a list of names are told apart by their first item.
  const item = isSeq(node) ? node.items[0] : undefined
  return fitting.find((one) => item === undefined || isSeq(item) === (resolved(one.items ?? {}, root).items !== undefined)) ?? fitting[0] ?? schema
}

/** The expression as text; as it was where it cannot be read, or spans lines that its author broke. */
function spoken(node: Node | null): Node | null {
  const source: unknown = node === null ? null : isScalar(node) ? node.value : node.toJSON()
  if (typeof source === 'number' || typeof source === 'boolean' || source === null) return node
  if (typeof source === 'string' && source.trim().includes('\n')) return node
  const parsed = parseExpression(source)
  if ('issues' in parsed) return node
  const text = toText(parsed.node)
  const again = parseExpression(text)
  if ('issues' in again || toText(again.node) !== text) return node
  if (isScalar(node)) {
    node.value = text
    delete node.type
    return node
  }
  const scalar = new Scalar(text)
  if (node?.comment != null) scalar.comment = node.comment
  if (node?.commentBefore != null) scalar.commentBefore = node.commentBefore
  return scalar
}

/** `17a` and `12e1` are ids, not numbers: quotes say so. Any other word is plain where YAML lets it be. */
function quote(node: Scalar, { pattern }: JsonSchema): void {
  if (typeof node.value !== 'string') return
  if (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL') return
  const isId = pattern === FormId.pattern || pattern === Reference.pattern
  if (isId && /^\d/.test(node.value)) node.type = 'QUOTE_DOUBLE'
  else if (isPlain(node)) delete node.type
}

function isPlain(node: Scalar): boolean {
  return node.type !== 'BLOCK_FOLDED' && node.type !== 'BLOCK_LITERAL'
}

/** `[a, b]` but `{ a: b }`: the library knows one padding for both. */
function tighten(node: YAMLSeq): void {
  node.toString = (context, ...rest) => YAMLSeq.prototype.toString.call(node, context === undefined ? context : { ...context, flowCollectionPadding: '' }, ...rest)
}

function loosen(node: YAMLMap): void {
  node.toString = (context, ...rest) => YAMLMap.prototype.toString.call(node, context === undefined ? context : { ...context, flowCollectionPadding: ' ' }, ...rest)
}
