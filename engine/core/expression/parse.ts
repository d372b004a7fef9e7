// Two spellings of one tree: plain text (`contracts + other_acts`) and JSON Logic (`{"+": [{"var": "contracts"}, …]}`).
// Whatever is read in one can be written in the other; errors are issues with the offset they stand at.
import { issue, type Issue } from '../issue.ts'
import { operators } from './operators.ts'
import type { Node } from './tree.ts'

export type Parsed = { readonly node: Node } | { readonly issues: readonly Issue[] }

const longest = 4000
/** Levels of the tree. A text may need two parentheses to say one level. */
const deepest = 60
const deepestText = 3 * deepest

/** Words that stand for themselves; a cell of that name could not be written. */
const words = ['true', 'false', 'blank', 'not', 'and', 'or', 'column']

type Token = { readonly kind: 'number' | 'name' | 'text' | 'symbol' | 'end'; readonly text: string; readonly at: number }

const pattern = /\s*(?:(\d+(?:\.\d+)?)(?![\w.])|([A-Za-z_][A-Za-z0-9_]*)|"([^"\\\n]*)"|(<=|>=|!=|[-+*/=<>(),.]))/y

class Stop extends Error {
  readonly issue: Issue
  constructor(code: string, at: number, params: Record<string, string | number> = {}) {
    super(code)
    this.issue = issue(code, '', { ...params, at })
  }
}

/**
 * Reads either spelling. Issues: expression.syntax, expression.too-long, expression.too-deep, expression.number,
 * expression.tree, expression.arguments.
 */
export function parseExpression(source: unknown): Parsed {
  try {
    return { node: typeof source === 'string' ? parseText(source) : parseTree(source, 0) }
  } catch (error) {
    if (error instanceof Stop) return { issues: [error.issue] }
    throw error
  }
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (text.slice(at).trim() !== '') {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match === null) throw new Stop('expression.syntax', at, { found: text.slice(at).trim().slice(0, 12) })
    const [whole, number, name, quoted, symbol] = match
    const start = at + whole.length - (number ?? name ?? symbol ?? `"${quoted ?? ''}"`).length
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at: start })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, at: start })
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.normalize('NFC'), at: start })
    else tokens.push({ kind: 'symbol', text: symbol ?? '', at: start })
    at += whole.length
  }
  tokens.push({ kind: 'end', text: '', at: text.length })
  return tokens
}

const infix = new Map(
  [...operators.values()].flatMap((row) => (row.infix === undefined ? [] : [[row.infix.symbol, { name: row.name, strength: row.infix.strength, chains: row.rest === true }] as const])),
)
const notStrength = 3
const negation = 7

function parseText(text: string): Node {
  if (text.length > longest) throw new Stop('expression.too-long', longest, { limit: longest })
  const tokens = tokenize(text)
  let position = 0
  const peek = (): Token => tokens[position] as Token
  const take = (): Token => tokens[position++] as Token
  const fail = (token: Token): never => {
    throw new Stop('expression.syntax', token.at, { found: token.text === '' ? '⟂' : token.text })
  }
  const expect = (symbol: string): void => {
    const token = take()
    if (token.kind !== 'symbol' || token.text !== symbol) fail(token)
  }

  function path(first: Token): string[] {
    const names = [first.text]
    while (peek().kind === 'symbol' && peek().text === '.') {
      take()
      const next = take()
      if (next.kind !== 'name') fail(next)
      names.push(next.text)
    }
    return names
  }

  function call(name: Token, depth: number): Node {
    expect('(')
    const args: Node[] = []
    if (peek().text !== ')' || peek().kind !== 'symbol') {
      args.push(expression(0, depth + 1))
      while (peek().kind === 'symbol' && peek().text === ',') {
        take()
        args.push(expression(0, depth + 1))
      }
    }
    expect(')')
    return { kind: 'call', operator: name.text, args, at: name.at }
  }

  function primary(depth: number): Node {
    if (depth > deepestText) throw new Stop('expression.too-deep', peek().at, { limit: deepest })
    const token = take()
    if (token.kind === 'number') return { kind: 'number', text: exactly(token.text, token.at) }
    if (token.kind === 'text') return { kind: 'text', value: token.text }
    if (token.kind === 'symbol' && token.text === '(') {
      const inner = expression(0, depth + 1)
      expect(')')
      return inner
    }
    if (token.kind === 'symbol' && token.text === '-') {
      return { kind: 'call', operator: '-', args: [expression(negation, depth + 1)], at: token.at }
    }
    if (token.kind !== 'name') fail(token)
    const next = peek()
    if (token.text === 'true' || token.text === 'false') return { kind: 'boolean', value: token.text === 'true' }
    if (token.text === 'blank') return { kind: 'blank' }
    if (token.text === 'not') return { kind: 'call', operator: 'not', args: [expression(notStrength, depth + 1)], at: token.at }
    if (token.text === 'column' && next.kind === 'name') return { kind: 'column', path: path(take()), at: token.at }
    if (words.includes(token.text)) fail(token)
    if (next.kind === 'symbol' && next.text === '(') return call(token, depth)
    return { kind: 'reference', path: path(token), at: token.at }
  }

  function expression(strength: number, depth: number): Node {
    let left = primary(depth)
    /** The sum or condition that is growing: `a + b + c` is one call of three, `(a + b) + c` is not. */
    let chain: string | undefined
    for (;;) {
      const token = peek()
      const operator = token.kind === 'symbol' || token.kind === 'name' ? infix.get(token.text) : undefined
      if (operator === undefined || operator.strength <= strength) return left
      take()
      const right = expression(operator.strength, depth + 1)
      const before = chain === operator.name && left.kind === 'call' ? left.args : [left]
      left = { kind: 'call', operator: operator.name, args: [...before, right], at: token.at }
      chain = operator.chains ? operator.name : undefined
    }
  }

  const node = expression(0, 0)
  if (peek().kind !== 'end') fail(peek())
  if (isDeeper(node, deepest)) throw new Stop('expression.too-deep', 0, { limit: deepest })
  return node
}

function isDeeper(node: Node, levels: number): boolean {
  return node.kind === 'call' && (levels === 0 || node.args.some((one) => isDeeper(one, levels - 1)))
}

/** The number without needless zeros; one that a double would change is refused, because JSON Logic holds doubles. */
function exactly(text: string, at: number): string {
  const [whole = '0', part = ''] = text.split('.')
  const fraction = part.replace(/0+$/, '')
  const plain = whole.replace(/^0+(?=\d)/, '') + (fraction === '' ? '' : `.${fraction}`)
  if (String(Number(plain)) !== plain) throw new Stop('expression.number', at, { found: text.slice(0, 40) })
  return plain
}

/** JSON Logic spells a few operators its own way. */
const logicNames: Readonly<Record<string, string>> = { '=': '==', not: '!' }
const ownNames: Readonly<Record<string, string>> = { '==': '=', '===': '=', '!==': '!=', '!': 'not' }

function parseTree(source: unknown, depth: number): Node {
  if (source === null) return { kind: 'blank' }
  if (typeof source === 'boolean') return { kind: 'boolean', value: source }
  if (typeof source === 'string') {
    if (/["\\\n]/.test(source)) throw new Stop('expression.tree', 0, { found: excerpt(source) })
    return { kind: 'text', value: source.normalize('NFC') }
  }
  if (typeof source === 'number') {
    const text = String(Math.abs(source))
    if (!/^\d+(\.\d+)?$/.test(text)) throw new Stop('expression.tree', 0, { found: String(source) })
    const node: Node = { kind: 'number', text: exactly(text, 0) }
    return source < 0 ? { kind: 'call', operator: '-', args: [node] } : node
  }
  if (depth > deepest) throw new Stop('expression.too-deep', 0, { limit: deepest })
  const entries = typeof source === 'object' && !Array.isArray(source) ? Object.entries(source) : []
  const [entry] = entries
  if (entry === undefined || entries.length !== 1) throw new Stop('expression.tree', 0, { found: excerpt(source) })
  const [key, value] = entry as [string, unknown]
  const list: unknown[] = Array.isArray(value) ? value : [value]
  if (key === 'var' || key === 'column') {
    const [name] = list
    const path = typeof name === 'string' && list.length === 1 ? name.split('.') : []
    const spoken = path.length > 0 && path.every((part) => namePattern.test(part)) && (key === 'column' || !words.includes(path[0] ?? ''))
    if (!spoken) throw new Stop('expression.tree', 0, { found: excerpt(source) })
    return { kind: key === 'var' ? 'reference' : 'column', path }
  }
  const operator = Object.hasOwn(ownNames, key) ? (ownNames[key] as string) : key
  const row = operators.get(operator)
  if (row === undefined && (words.includes(operator) || !namePattern.test(operator))) throw new Stop('expression.tree', 0, { found: excerpt(source) })
  const wanted = operator === 'not' ? 1 : row?.infix === undefined ? undefined : 2
  const fits = wanted === undefined || list.length === wanted || (operator === '-' && list.length === 1) || (row?.rest === true && list.length > wanted)
  if (!fits) throw new Stop('expression.arguments', 0, { name: operator, wanted: wanted ?? 0, found: list.length })
  return { kind: 'call', operator, args: list.map((one) => parseTree(one, depth + 1)) }
}

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/

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
    case 'blank':
      return null
    case 'reference':
      return { var: node.path.join('.') }
    case 'column':
      return { column: node.path.join('.') }
    case 'call':
      return { [logicNames[node.operator] ?? node.operator]: node.args.map(toLogic) }
  }
}

/** The tree as plain text; parsing it again gives the same tree. */
export function toText(node: Node, strength = 0): string {
  switch (node.kind) {
    case 'number':
      return node.text
    case 'boolean':
      return String(node.value)
    case 'text':
      return `"${node.value}"`
    case 'blank':
      return 'blank'
    case 'reference':
      return node.path.join('.')
    case 'column':
      return `column ${node.path.join('.')}`
    case 'call': {
      const { operator, args } = node
      const row = operators.get(operator)
      const [first] = args
      if (operator === '-' && args.length === 1 && first !== undefined) return wrap(`-${toText(first, negation)}`, strength >= negation)
      if (operator === 'not' && first !== undefined) return wrap(`not ${toText(first, notStrength)}`, strength >= notStrength)
      if (row?.infix !== undefined) {
        const { symbol, strength: own } = row.infix
        // A chain within a chain keeps its parentheses: it is another tree.
        const [head = '', ...rest] = args.map((one, index) => toText(one, index === 0 && !chains(one, operator) ? own - 1 : own))
        return wrap([head, ...rest].join(` ${symbol} `), strength >= own)
      }
      return `${operator}(${args.map((one) => toText(one)).join(', ')})`
    }
  }
}

function chains(node: Node, operator: string): boolean {
  return node.kind === 'call' && node.operator === operator && operators.get(operator)?.rest === true
}

function wrap(text: string, needed: boolean): string {
  return needed ? `(${text})` : text
}
