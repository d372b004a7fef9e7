// The JSON Logic spelling: `{"+": [{"var": "contracts"}, {"var": "other_acts"}]}`. Reading stops at the first thing that
// is no node; what has been read once is bounded in size and depth, however large or circular the source.
import { isDay } from '../calendar.ts'
import { operators } from './operators.ts'
import { Stop, deepest, exactly, isForm, isPath, longest, namePattern, sourceNames, sources } from './spelling.ts'
import { rangeKinds, words, type Node, type RangeKind, type RangeNode, type ReferenceNode, type Source } from './tree.ts'

/** JSON Logic spells a few operators its own way. */
const logicNames: Readonly<Record<string, string>> = { '=': '==', not: '!' }
const ownNames: Readonly<Record<string, string>> = { '==': '=', '===': '=', '!==': '!=', '!': 'not' }

const isRange = (key: string): key is RangeKind => (rangeKinds as readonly string[]).includes(key)

/** The tree that a value says; throws a Stop where it says none. */
export function parseTree(source: unknown): Node {
  /** Nodes so far. A source that shares its branches may be small and yet say endlessly many. */
  let size = 0
  return visit(source, 0)

  function visit(inner: unknown, depth: number): Node {
    if (++size > longest) throw new Stop('expression.too-long', 0, { limit: longest })
    if (inner === null) return { kind: 'blank' }
    if (typeof inner === 'boolean') return { kind: 'boolean', value: inner }
    if (typeof inner === 'string') return { kind: 'text', value: text(inner) }
    if (typeof inner === 'number') return numberNode(inner)
    if (depth > deepest) throw new Stop('expression.too-deep', 0, { limit: deepest })
    const entries = typeof inner === 'object' && !Array.isArray(inner) ? Object.entries(inner) : []
    const [entry] = entries
    if (entry === undefined || entries.length !== 1) throw noTree(inner)
    const [key, value] = entry as [string, unknown]
    const list: unknown[] = Array.isArray(value) ? value : [value]
    if (key === 'date' && list.length === 1) {
      if (typeof list[0] !== 'string' || !isDay(list[0])) throw new Stop('expression.date', 0, { found: excerpt(list[0]) })
      return { kind: 'date', day: list[0] }
    }
    if (key === 'var' || isRange(key)) return nameNode(inner, key, list)
    if (Object.hasOwn(sources, key)) return sourcedNode(inner, sources[key] as Source['kind'], list)
    const operator = Object.hasOwn(ownNames, key) ? (ownNames[key] as string) : key
    const row = operators.get(operator)
    if (row === undefined && (words.includes(operator) || !namePattern.test(operator))) throw noTree(inner)
    const wanted = operator === 'not' ? 1 : row?.infix === undefined ? undefined : 2
    const fits = wanted === undefined || list.length === wanted || (operator === '-' && list.length === 1) || (row?.rest === true && list.length > wanted)
    if (!fits) throw new Stop('expression.arguments', 0, { name: operator, wanted: wanted ?? 0, found: list.length })
    return { kind: 'call', operator, args: list.map((one) => visit(one, depth + 1)) }
  }
}

function text(value: string): string {
  if (value.length > longest) throw new Stop('expression.too-long', 0, { limit: longest })
  if (/["\\\n]/.test(value)) throw noTree(value)
  return value.normalize('NFC')
}

function numberNode(value: number): Node {
  const spelt = String(Math.abs(value))
  if (!/^\d+(\.\d+)?$/.test(spelt)) throw noTree(value)
  const node: Node = { kind: 'number', text: exactly(spelt, 0) }
  return value < 0 ? { kind: 'call', operator: '-', args: [node] } : node
}

/** `{"var": "main.acts"}`, `{"column": "acts"}` */
function nameNode(whole: unknown, key: 'var' | RangeKind, list: readonly unknown[]): ReferenceNode | RangeNode {
  const [name] = list
  const path = typeof name === 'string' && name.length <= longest && list.length === 1 ? name.split('.') : []
  if (!isPath(path)) throw noTree(whole)
  return key === 'var' ? { kind: 'reference', path } : { kind: 'range', of: key, path }
}

/** `{"form": ["17a", "main.copies"]}`, `{"previous": "acts"}`, `{"previous": {"column": "acts"}}` */
function sourcedNode(whole: unknown, kind: Source['kind'], list: readonly unknown[]): ReferenceNode | RangeNode {
  const [form, name] = kind === 'form' ? list : [undefined, ...list]
  const source = kind !== 'form' ? { kind } : typeof form === 'string' && isForm(form) ? { kind, form } : undefined
  if (source === undefined || list.length !== (kind === 'form' ? 2 : 1)) throw noTree(whole)
  if (typeof name === 'string') return { ...nameNode(whole, 'var', [name]), source }
  const [entry, ...more] = typeof name === 'object' && name !== null ? Object.entries(name) : []
  if (entry === undefined || more.length > 0 || (entry[0] !== 'var' && !isRange(entry[0]))) throw noTree(whole)
  return { ...nameNode(whole, entry[0], [entry[1]].flat()), source }
}

const noTree = (source: unknown): Stop => new Stop('expression.tree', 0, { found: excerpt(source) })

/** The beginning of what is no node; the whole of it may be large, or hold itself. */
function excerpt(source: unknown): string {
  if (Array.isArray(source)) return '[…]'
  if (typeof source !== 'object' || source === null) return String(source).slice(0, 40)
  return `{${Object.keys(source).slice(0, 3).join(', ')}}`.slice(0, 40)
}

/** The tree as JSON Logic, which any JSON Logic reader understands where the operators are common to both. */
export function toLogic(node: Node): unknown {
  switch (node.kind) {
    case 'number':
      return Number(node.text)
    case 'boolean':
    case 'text':
      return node.value
    case 'date':
      return { date: node.day }
    case 'blank':
      return null
    case 'reference':
      return node.source === undefined ? { var: node.path.join('.') } : located(node.path.join('.'), node.source)
    case 'range': {
      const range = { [node.of]: node.path.join('.') }
      return node.source === undefined ? range : located(range, node.source)
    }
    case 'call':
      return { [logicNames[node.operator] ?? node.operator]: node.args.map(toLogic) }
  }
}

function located(name: unknown, source: Source): unknown {
  return { [sourceNames[source.kind]]: source.kind === 'form' ? [source.form, name] : name }
}
