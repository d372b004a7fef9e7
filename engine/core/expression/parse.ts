// Two spellings of one tree: plain text (`contracts + other_acts`) and JSON Logic (`{"+": [{"var": "contracts"}, …]}`).
// Whatever is read in one can be written in the other; errors are issues with the offset they stand at.
import { issue, type Issue } from '../issue.ts'
import { operators } from './operators.ts'
import type { Node } from './tree.ts'

export type Parsed = { readonly node: Node } | { readonly issues: readonly Issue[] }

const longest = 4000
const deepest = 60

type Token = { readonly kind: 'number' | 'name' | 'text' | 'symbol' | 'end'; readonly text: string; readonly at: number }

const pattern = /\s*(?:(\d+(?:\.\d+)?)(?![\w.])|([A-Za-z_][A-Za-z0-9_]*)|"([^"\\\n]*)"|(<=|>=|!=|[-+*/=<>(),.]))/y

class Stop extends Error {
  readonly issue: Issue
  constructor(code: string, at: number, params: Record<string, string | number> = {}) {
    super(code)
    this.issue = issue(code, '', { ...params, at })
  }
}

/** Reads either spelling. Issues: expression.syntax, expression.too-long, expression.too-deep, expression.tree. */
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
  [...operators.values()].flatMap((row) => (row.infix === undefined ? [] : [[row.infix.symbol, { name: row.name, strength: row.infix.strength }] as const])),
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

  function call(name: Token): Node {
    expect('(')
    const args: Node[] = []
    if (peek().text !== ')' || peek().kind !== 'symbol') {
      args.push(expression(0, 1))
      while (peek().kind === 'symbol' && peek().text === ',') {
        take()
        args.push(expression(0, 1))
      }
    }
    expect(')')
    return { kind: 'call', operator: name.text, args, at: name.at }
  }

  function primary(depth: number): Node {
    if (depth > deepest) throw new Stop('expression.too-deep', peek().at, { limit: deepest })
    const token = take()
    if (token.kind === 'number') return { kind: 'number', text: token.text }
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
    if (next.kind === 'symbol' && next.text === '(') return call(token)
    if (token.text === 'column' && next.kind === 'name') return { kind: 'column', path: path(take()), at: token.at }
    return { kind: 'reference', path: path(token), at: token.at }
  }

  function expression(strength: number, depth: number): Node {
    let left = primary(depth)
    for (;;) {
      const token = peek()
      const operator = token.kind === 'symbol' || token.kind === 'name' ? infix.get(token.text) : undefined
      if (operator === undefined || operator.strength <= strength) return left
      take()
      const right = expression(operator.strength, depth + 1)
      left = { kind: 'call', operator: operator.name, args: [left, right], at: token.at }
    }
  }

  const node = expression(0, 0)
  if (peek().kind !== 'end') fail(peek())
  return node
}

/** JSON Logic spells a few operators its own way. */
const logicNames: Readonly<Record<string, string>> = { '=': '==', not: '!' }
const ownNames: Readonly<Record<string, string>> = { '==': '=', '===': '=', '!==': '!=', '!': 'not' }

function parseTree(source: unknown, depth: number): Node {
  if (depth > deepest) throw new Stop('expression.too-deep', 0, { limit: deepest })
  if (source === null) return { kind: 'blank' }
  if (typeof source === 'boolean') return { kind: 'boolean', value: source }
  if (typeof source === 'string') return { kind: 'text', value: source.normalize('NFC') }
  if (typeof source === 'number') {
    const text = String(Math.abs(source))
    if (!/^\d+(\.\d+)?$/.test(text)) throw new Stop('expression.tree', 0, { found: String(source) })
    const node: Node = { kind: 'number', text }
    return source < 0 ? { kind: 'call', operator: '-', args: [node] } : node
  }
  const entries = typeof source === 'object' && !Array.isArray(source) ? Object.entries(source) : []
  const [entry] = entries
  if (entry === undefined || entries.length !== 1) throw new Stop('expression.tree', 0, { found: JSON.stringify(source).slice(0, 40) })
  const [key, value] = entry
  const list: unknown[] = Array.isArray(value) ? value : [value]
  if (key === 'var' || key === 'column') {
    const name = list[0]
    if (typeof name !== 'string' || !/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/.test(name)) {
      throw new Stop('expression.tree', 0, { found: JSON.stringify(source).slice(0, 40) })
    }
    return { kind: key === 'var' ? 'reference' : 'column', path: name.split('.') }
  }
  return { kind: 'call', operator: ownNames[key] ?? key, args: list.map((one) => parseTree(one, depth + 1)) }
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
      const [first, second] = args
      if (operator === '-' && args.length === 1 && first !== undefined) return wrap(`-${toText(first, negation)}`, strength >= negation)
      if (operator === 'not' && first !== undefined) return wrap(`not ${toText(first, notStrength)}`, strength >= notStrength)
      if (row?.infix !== undefined && args.length === 2 && first !== undefined && second !== undefined) {
        const own = row.infix.strength
        return wrap(`${toText(first, own - 1)} ${row.infix.symbol} ${toText(second, own)}`, strength >= own)
      }
      return `${operator}(${args.map((one) => toText(one)).join(', ')})`
    }
  }
}

function wrap(text: string, needed: boolean): string {
  return needed ? `(${text})` : text
}
