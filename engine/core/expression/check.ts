// Does an expression mean anything here: do its names exist, do the types and measures fit, is everything in it allowed in
// its place? All issues at once; a checked expression compiles.
import { issue, type Issue } from '../issue.ts'
import { measureOf } from './measure.ts'
import { modes, placeOf, type Mode } from './modes.ts'
import type { Operator } from './operator.ts'
import { operators } from './operators.ts'
import { toText } from './parse.ts'
import { gathering, type CallNode, type Node, type RangeNode, type ReferenceNode, type Type } from './tree.ts'

export type Scope = {
  /** Where a name leads; undefined where it leads nowhere, `elsewhere` where only others know what it is. */
  readonly typeOf: (node: ReferenceNode | RangeNode) => Type | 'elsewhere' | undefined
  /** Names that could have been meant. */
  readonly names: () => readonly string[]
  /** What the numbers behind a name count (`việc`, `đồng`); undefined where that is not said. */
  readonly measureOf?: (node: ReferenceNode | RangeNode) => string | undefined
  /** The codes that a choice has; undefined for everything else. */
  readonly choicesOf?: (node: ReferenceNode) => readonly string[] | undefined
}

/** undefined: already told as an issue. */
type Found = Type | 'blank' | undefined
export type Checked = { readonly type: Found; readonly issues: readonly Issue[] }

/** `wanted`: the type of the cell that takes the result, where the mode does not fix it. */
export function checkExpression(node: Node, scope: Scope, mode: Mode, wanted: Type | undefined = modes[mode].result): Checked {
  const issues: Issue[] = []
  const { places, literals } = modes[mode]
  const type = visit(node)
  if (node.kind === 'range') issues.push(issue('expression.range-alone', '', { name: toText(node) }))
  mustBe(type, wanted)
  measureOf(node, scope, (one) => issues.push(one))
  return { type, issues }

  function visit(inner: Node): Found {
    switch (inner.kind) {
      case 'number':
      case 'boolean':
      case 'text':
        return inner.kind
      case 'date':
        if (literals === 'plain') issues.push(issue('expression.not-in-guard', '', { name: 'date' }))
        return 'date'
      case 'blank':
        // A guard that is blank (`guard:` with nothing behind it) would never let anybody through.
        if (literals === 'plain') issues.push(issue('expression.type', '', { wantedType: 'boolean', foundType: 'blank' }))
        return 'blank'
      case 'reference':
      case 'range':
        return name(inner)
      case 'call':
        return call(inner)
    }
  }

  function name(inner: ReferenceNode | RangeNode): Found {
    const spelt = inner.path.join('.')
    if (!places.includes(placeOf(inner))) {
      issues.push(issue('expression.source-not-taken', '', { name: spelt }))
      return undefined
    }
    const found = scope.typeOf(inner)
    if (found === undefined) issues.push(issue('expression.unknown-name', '', { name: spelt, nearest: nearest(spelt, scope.names()) ?? '' }))
    return found === 'elsewhere' ? undefined : found
  }

  function call({ operator: named, args }: CallNode): Found {
    const operator = operators.get(named)
    const types = args.map(visit)
    if (operator === undefined) {
      issues.push(issue('expression.unknown-operator', '', { name: named, nearest: nearest(named, [...operators.keys()]) ?? '' }))
      return undefined
    }
    if (!operator.modes.includes(mode)) issues.push(issue('expression.not-in-guard', '', { name: named }))
    const least = operator.least ?? operator.params.length
    const fits = args.length >= least && (operator.rest === true || args.length <= operator.params.length)
    if (!fits) issues.push(issue('expression.arguments', '', { name: named, wanted: least, found: args.length }))
    if (operator.ranges !== true && args.some((one) => one.kind === 'range')) issues.push(issue('expression.column-not-taken', '', { name: named }))
    const far = args.find((one) => one.kind === 'range' && one.source !== undefined)
    if (far !== undefined && operator.ranges === true && !(args.length === 1 && gathering.includes(named))) issues.push(issue('expression.range-elsewhere', '', { name: toText(far), operators: gathering.join(', ') }))
    const refused = fits ? operator.refuses?.(args) : undefined
    if (refused !== undefined) issues.push(issue(refused.code, '', refused.params))
    choices(named, args)
    return resultOf(operator, types)
  }

  /** The types of the arguments against the params; what `same` stands for is settled by the first that has a type. */
  function resultOf(operator: Operator, types: readonly Found[]): Found {
    let shared: Type | undefined
    let unsure = false
    types.forEach((found, index) => {
      const param = operator.params[Math.min(index, operator.params.length - 1)]
      if (param !== 'same' && param !== 'ordered') return mustBe(found, param === 'any' ? undefined : param)
      unsure ||= found === undefined
      if (found === undefined || found === 'blank') return
      if (param === 'ordered' && found !== 'number' && found !== 'date') mustBe(found, 'number')
      else if (shared !== undefined) mustBe(found, shared)
      else shared = found
    })
    if (operator.result !== 'same') return operator.result
    return shared ?? (unsure ? undefined : 'blank')
  }

  function mustBe(found: Found, expected: Type | undefined): void {
    if (expected !== undefined && found !== undefined && found !== 'blank' && found !== expected) {
      issues.push(issue('expression.type', '', { wantedType: expected, foundType: found }))
    }
  }

  /** `kind = "urgent"`: is that one of the choices? */
  function choices(operator: string, args: readonly Node[]): void {
    for (const { with: reference, text } of comparedTexts(operator, args)) {
      const known = scope.choicesOf?.(reference)
      if (known !== undefined && !known.includes(text)) issues.push(unknownChoice(reference, text, known))
    }
  }
}

export function unknownChoice(reference: ReferenceNode, text: string, known: readonly string[]): Issue {
  return issue('expression.unknown-choice', '', { code: text, name: toText(reference), nearest: nearest(text, known.slice(0, nearestAmong)) ?? '' })
}

/** Of longer lists only so many are looked through for what could have been meant. */
const nearestAmong = 500

const comparesChoices = ['=', '!=', 'one_of', 'chosen']

/** The texts that a call compares with names: codes, where the name is that of a choice. */
export function comparedTexts(operator: string, args: readonly Node[]): { readonly with: ReferenceNode; readonly text: string }[] {
  if (!comparesChoices.includes(operator)) return []
  const references = args.flatMap((one) => (one.kind === 'reference' ? [one] : []))
  return args.flatMap((one) => (one.kind === 'text' ? references.map((reference) => ({ with: reference, text: one.value })) : []))
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
