// Relations between figures as rules: parts add up to their whole, a subset is not larger than it, a figure equals
// another form's, an opening figure is the closing one of the period before, a figure is in a range, or has not changed
// too much. The first two have closures of their own, because every form is full of them; the others are expressions.
import type { Run } from '../expression/compile.ts'
import { parseExpression } from '../expression/parse.ts'
import type { Node } from '../expression/tree.ts'
import type { Severity } from '../issue.ts'
import { showNumber, toUnits } from '../number.ts'
import { BLANK, LARGEST, isBlank, isError, sumExactly } from '../value.ts'
import type { RelationDefinition } from './definition.ts'
import type { Table } from './layout.ts'
import type { Read } from './names.ts'
import type { Frame, RuleInfo } from './template.ts'

/** Slots from one near index to the next. */
type Step = (frames: readonly Frame[]) => number

export type Relation = { readonly rule: RuleInfo; readonly make: (frames: readonly Frame[]) => Run }

const near = (index: number): Read => ({ kind: 'near', index })

function rule(id: string, kind: 'parts' | 'of-which', anchor: number, terms: readonly number[]): RuleInfo {
  return { id, kind, severity: 'error', anchor: near(anchor), terms: terms.map(near), mentions: [], params: {} }
}

/** The parts add up to the whole; where nothing is filled in there is nothing to add up. */
export function partsRule(id: string, total: number, terms: readonly number[], step: Step): Relation {
  return {
    rule: rule(id, 'parts', total, [total, ...terms]),
    make: (frames) => {
      const one = step(frames)
      const whole = total * one
      const parts = terms.map((term) => term * one)
      return ({ v }, origin) => {
        const value = v[origin + whole] as number
        let sum = 0
        let size = 0
        let filled = 0
        for (let index = 0; index < parts.length; index++) {
          const some = v[origin + (parts[index] as number)] as number
          if (some === some) {
            sum += some
            size += Math.abs(some)
            filled++
          }
        }
        if (isError(value)) return BLANK
        if (filled === 0) return value === value ? 0 : BLANK
        if (size <= LARGEST) return value === sum ? 1 : 0
        const exact = sumExactly(parts.map((part) => v[origin + part] as number))
        return exact === undefined ? BLANK : !isBlank(value) && BigInt(value) === exact ? 1 : 0
      }
    },
  }
}

export function ofWhichRule(id: string, total: number, part: number, step: Step): Relation {
  return {
    rule: rule(id, 'of-which', part, [total, part]),
    make: (frames) => {
      const one = step(frames)
      return ({ v }, origin) => {
        const whole = v[origin + total * one] as number
        const some = v[origin + part * one] as number
        if (some !== some || isError(whole) || isError(some)) return BLANK
        return some <= whole || (some === 0 && whole !== whole) ? 1 : 0
      }
    },
  }
}

export type RelationRule = { readonly words: Omit<RuleInfo, 'anchor' | 'mentions'>; readonly node: Node; readonly column: string }

/** Relations written on a table, as the checks that they stand for. `column` is the one that they judge. */
export function relationRules(relation: RelationDefinition, table: Table): RelationRule {
  const severity: Severity = relation.severity ?? (relation.basis === 'ours' ? 'warning' : 'error')
  if ('same' in relation) {
    const other = parseExpression(relation.as)
    if ('issues' in other) throw new Error('A form is checked before it is compiled')
    return made(relation.same, 'same', severity, call('=', reference(relation.same), other.node))
  }
  if ('carried-over' in relation) {
    const before: Node = { kind: 'reference', path: [relation.from], source: { kind: 'carried-over' } }
    return made(relation['carried-over'], 'carried-over', severity, call('=', reference(relation['carried-over']), before))
  }
  if ('range' in relation) {
    const cell = reference(relation.range)
    const bounds = [
      ...(relation.least === undefined ? [] : [call('>=', cell, number(relation.least))]),
      ...(relation.most === undefined ? [] : [call('<=', cell, number(relation.most))]),
    ]
    const node = bounds.length === 2 ? call('and', ...bounds) : (bounds[0] ?? call('=', cell, cell))
    return made(relation.range, 'range', severity, node, { least: shown(relation.least), most: shown(relation.most) })
  }
  const cell = reference(relation.change)
  const before: Node = { kind: 'reference', path: [relation.change], source: { kind: 'previous' } }
  // Nothing can be said of a change from nothing.
  const change = call('<=', call('*', call('abs', call('-', cell, before)), number(100)), call('*', number(relation.beyond), call('abs', before)))
  return made(relation.change, 'change', severity, call('or', call('=', before, number(0)), change), { beyond: shown(relation.beyond) })

  function made(column: string, kind: RuleInfo['kind'], of: Severity, node: Node, params: RuleInfo['params'] = {}): RelationRule {
    const index = table.columnOf.get(column) ?? 0
    return { words: { id: `${column}_${kind.replace('-', '_')}`, kind, severity: of, terms: [near(index)], params }, node, column }
  }
}

const reference = (id: string): Node => ({ kind: 'reference', path: [id] })
const call = (operator: string, ...args: Node[]): Node => ({ kind: 'call', operator, args })

function number(value: number): Node {
  const text = String(Math.abs(value))
  return value < 0 ? call('-', { kind: 'number', text }) : { kind: 'number', text }
}

/** A limit in words; '…' where there is none. */
function shown(value: number | undefined): string {
  if (value === undefined) return '…'
  const decimals = (String(value).split('.')[1] ?? '').length
  return showNumber(toUnits(value, decimals) ?? value, decimals)
}
