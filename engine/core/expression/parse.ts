// Two spellings of one tree: plain text (`contracts + other_acts`), here, and JSON Logic, in logic.ts. Whatever is read in
// one can be written in the other; errors are issues with the offset they stand at.
import { isDay } from '../calendar.ts'
import type { Issue } from '../issue.ts'
import { parseTree } from './logic.ts'
import { operators } from './operators.ts'
import { Stop, deepest, exactly, isForm, isPath, longest, sourceNames, sources } from './spelling.ts'
import { rangeKinds, words, type Node, type RangeKind, type RangeNode, type ReferenceNode, type Source } from './tree.ts'

export type Parsed = { readonly node: Node } | { readonly issues: readonly Issue[] }

/** A text may need two parentheses to say one level. */
const deepestText = 3 * deepest

type Token = { readonly kind: 'number' | 'name' | 'text' | 'symbol' | 'end'; readonly text: string; readonly at: number }

const pattern = /\s*(?:(\d+(?:\.\d+)?)(?![\w.])|([A-Za-z_][A-Za-z0-9_]*)|"([^"\\\n]*)"|(<=|>=|!=|[-+*/=<>(),.]))/y

/**
 * Reads either spelling. Issues: expression.syntax, expression.too-long, expression.too-deep, expression.number,
 * expression.date, expression.tree, expression.arguments.
 */
export function parseExpression(source: unknown): Parsed {
  try {
    return { node: typeof source === 'string' ? parseText(source) : fitting(parseTree(source)) }
  } catch (error) {
    if (error instanceof Stop) return { issues: [error.issue] }
    throw error
  }
}

/** A tree whose text would be too long to read again is too long itself. */
function fitting(node: Node): Node {
  if (toText(node).length > longest) throw new Stop('expression.too-long', 0, { limit: longest })
  return node
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const end = text.trimEnd().length
  let at = 0
  while (at < end) {
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

  const opens = (token: Token): boolean => token.kind === 'symbol' && token.text === '('

  function path(first: Token): string[] {
    if (!isPath([first.text])) fail(first)
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
    if (isRange(token.text) && next.kind === 'name') return range(token)
    if (words.includes(token.text)) fail(token)
    if (!opens(next)) return { kind: 'reference', path: path(token), at: token.at }
    if (token.text === 'date') return date()
    return Object.hasOwn(sources, token.text) ? sourced(token) : call(token, depth)
  }

  /** `date("2020-06-06")` */
  function date(): Node {
    expect('(')
    const day = take()
    if (day.kind !== 'text') fail(day)
    if (!isDay(day.text)) throw new Stop('expression.date', day.at, { found: day.text.slice(0, 40) })
    expect(')')
    return { kind: 'date', day: day.text }
  }

  /** `column acts`, `row communes.total`, `group form("17a").main.works` */
  function range(word: Token): RangeNode {
    const first = take()
    const of = word.text as RangeKind
    if (first.text === 'form' && opens(peek())) return { kind: 'range', of, ...ofForm(), at: word.at }
    return { kind: 'range', of, path: path(first), at: word.at }
  }

  /** `form("17a").main.copies`, `previous(acts)`, `previous(column acts)` */
  function sourced(word: Token): ReferenceNode | RangeNode {
    if (word.text === 'form') return { kind: 'reference', ...ofForm(), at: word.at }
    expect('(')
    const first = take()
    if (first.kind !== 'name') fail(first)
    const inner: Node = isRange(first.text) && peek().kind === 'name' ? { kind: 'range', of: first.text, path: path(take()) } : { kind: 'reference', path: path(first) }
    expect(')')
    return { ...inner, source: { kind: sources[word.text] as 'previous' | 'carried-over' }, at: word.at }
  }

  function ofForm(): { path: string[]; source: Source } {
    expect('(')
    const form = take()
    if (form.kind !== 'text' || !isForm(form.text)) fail(form)
    expect(')')
    expect('.')
    const first = take()
    if (first.kind !== 'name') fail(first)
    return { path: path(first), source: { kind: 'form', form: form.text } }
  }

  function expression(strength: number, depth: number): Node {
    let left = primary(depth)
    /** The sum or condition that is growing: `a + b + c` is one call of three, `(a + b) + c` is not. */
    let chain: { readonly name: string; readonly args: Node[] } | undefined
    for (;;) {
      const token = peek()
      const operator = token.kind === 'symbol' || token.kind === 'name' ? infix.get(token.text) : undefined
      if (operator === undefined || operator.strength <= strength) return left
      take()
      const right = expression(operator.strength, depth + 1)
      if (chain?.name === operator.name) chain.args.push(right)
      else {
        const args = [left, right]
        left = { kind: 'call', operator: operator.name, args, at: token.at }
        chain = operator.chains ? { name: operator.name, args } : undefined
      }
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

/** The tree as plain text; parsing it again gives the same tree. */
export function toText(node: Node, strength = 0): string {
  switch (node.kind) {
    case 'number':
      return node.text
    case 'boolean':
      return String(node.value)
    case 'text':
      return `"${node.value}"`
    case 'date':
      return `date("${node.day}")`
    case 'blank':
      return 'blank'
    case 'reference': {
      const { path, source, over } = node
      return over === undefined ? located(path.join('.'), source) : `${over.operator}(${toText({ kind: 'range', of: over.of, path, ...(source === undefined ? {} : { source }) })})`
    }
    case 'range':
      return node.source?.kind === 'form' ? `${node.of} ${located(node.path.join('.'), node.source)}` : located(`${node.of} ${node.path.join('.')}`, node.source)
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

function located(name: string, source: Source | undefined): string {
  if (source === undefined) return name
  return source.kind === 'form' ? `form("${source.form}").${name}` : `${sourceNames[source.kind]}(${name})`
}

const isRange = (word: string): word is RangeKind => (rangeKinds as readonly string[]).includes(word)

function chains(node: Node, operator: string): boolean {
  return node.kind === 'call' && node.operator === operator && operators.get(operator)?.rest === true
}

function wrap(text: string, needed: boolean): string {
  return needed ? `(${text})` : text
}
