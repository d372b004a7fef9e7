// Does an expression mean anything here: do its names exist, do the types fit, is every operator known? All issues at
// once; a checked expression compiles.
import { issue, type Issue } from '../issue.ts'
import { operators } from './operators.ts'
import type { CallNode, Node, RangeNode, ReferenceNode, Type } from './tree.ts'

/** Where a name leads; undefined where it leads nowhere. */
export type Typed = (node: ReferenceNode | RangeNode) => Type | undefined
/** Names that could have been meant. */
export type Scope = { readonly typeOf: Typed; readonly names: () => readonly string[] }

export type Checked = { readonly type: Type | 'blank' | undefined; readonly issues: readonly Issue[] }

export function checkExpression(node: Node, scope: Scope, wanted?: Type): Checked {
  const issues: Issue[] = []
  const type = visit(node)
  if (wanted !== undefined && type !== undefined && type !== 'blank' && type !== wanted) {
    issues.push(issue('expression.type', '', { wanted, found: type }))
  }
  return { type, issues }

  function visit(inner: Node): Type | 'blank' | undefined {
    switch (inner.kind) {
      case 'number':
      case 'boolean':
      case 'text':
        return inner.kind
      case 'blank':
        return 'blank'
      case 'reference':
      case 'range': {
        const found = scope.typeOf(inner)
        if (found === undefined) {
          const name = inner.path.join('.')
          const near = nearest(name, scope.names())
          issues.push(issue('expression.unknown-name', '', near === undefined ? { name, nearest: '' } : { name, nearest: near }))
        }
        return found
      }
      case 'call':
        return call(inner)
    }
  }

  function call({ operator: name, args }: CallNode): Type | 'blank' | undefined {
    const operator = operators.get(name)
    const types = args.map(visit)
    if (operator === undefined) {
      issues.push(issue('expression.unknown-operator', '', { name, nearest: nearest(name, [...operators.keys()]) ?? '' }))
      return undefined
    }
    const declared = operator.params === 'any' ? (operator.least ?? 0) : operator.params.length
    const least = operator.least ?? declared
    if (args.length < least || (operator.rest !== true && args.length > declared)) {
      issues.push(issue('expression.arguments', '', { name, wanted: least, found: args.length }))
    }
    if (operator.columns !== true && args.some((one) => one.kind === 'range')) {
      issues.push(issue('expression.column-not-taken', '', { name }))
    }
    if (operator.params !== 'any') {
      const params = operator.params
      types.forEach((type, index) => {
        const expected = params[Math.min(index, params.length - 1)] as Type
        if (type !== undefined && type !== 'blank' && type !== expected) {
          issues.push(issue('expression.type', '', { wanted: expected, found: type }))
        }
      })
    } else if (name === '=' || name === '!=') {
      mustAgree(types)
    } else if (name === 'if') {
      if (types[0] !== undefined && types[0] !== 'boolean') issues.push(issue('expression.type', '', { wanted: 'boolean', found: types[0] }))
      mustAgree(types.slice(1))
    }
    return operator.result === 'same' ? types.slice(1).find((type) => type !== 'blank') : operator.result
  }

  function mustAgree(types: readonly (Type | 'blank' | undefined)[]): void {
    const known = types.filter((type) => type !== undefined && type !== 'blank')
    const other = known.find((type) => type !== known[0])
    if (other !== undefined) issues.push(issue('expression.type', '', { wanted: String(known[0]), found: String(other) }))
  }
}

/** The name at most a third of its letters away, for "did you mean". */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined
  let least = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const candidate of candidates) {
    const away = distance(name, candidate, least)
    if (away < least) {
      least = away
      best = candidate
    }
  }
  return best
}

function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + swap))
    }
    row = next
  }
  return row[b.length] as number
}
