import { expect } from 'chai'
import fc from 'fast-check'
import { bounds, mayExceed, typedCell, verdict, type BoundsOf, type CellBounds } from '../../../engine/core/expression/bounds.ts'
import { compare, isFailure, isFraction, type Exact } from '../../../engine/core/expression/exact.ts'
import { toText } from '../../../engine/core/expression/parse.ts'
import { walk, type Node } from '../../../engine/core/expression/tree.ts'
import { decimalsOf, exactValue, numberNames, parsed, type Given } from './calculating.ts'
import { booleanTree, contents, dateTree, numberTree } from './trees.ts'

/** acts from 0, rate from 0 to 100 with two decimals, loss from -50 to -1; total is calculated. */
const cells: Readonly<Record<string, CellBounds>> = {
  acts: typedCell(0, undefined, 0), fees: typedCell(0, 1_000_000_000_000_000, 0), rate: typedCell(0, 10_000, 2), loss: typedCell(-50, -1, 0), month: { ...typedCell(1, 12, 0), blank: false }, note: { blank: true, fails: false },
}
const boundsOf: BoundsOf = ({ kind, path }) => {
  const cell = cells[path[0] ?? '']
  return cell === undefined || kind === 'reference' ? cell : { ...cell, ...(path[0] === 'rate' ? { count: 12 } : {}) }
}
const verdictOn = (text: string) => verdict(parsed(text), boundsOf)

describe('the bounds of an expression', () => {
  it('show rules that cannot be broken', () => {
    for (const text of [
      'acts >= 0', 'rate <= 100', 'rate < 100.01', 'between(rate, 0, 100)', 'acts + fees >= 0', 'sum(column acts) >= 0', 'sum(acts, fees) > -1', 'abs(loss) >= 1', 'loss < 0', 'acts - loss >= 0', 'not rate > 100', 'rate * 2 <= 200', 'acts * fees >= 0',
      'rate / 4 <= 25', 'round(rate) <= 100', 'acts >= 0 and rate >= 0', 'acts > 5 or rate >= 0', 'not is_blank(month)', 'sum(column rate) <= 1200', 'mean(column rate) <= 100', 'count(column rate) <= 12', 'min(rate, loss) <= 100', 'max(column rate, loss) >= -50',
      'if(acts > 3, rate, loss) <= 100', 'or_zero(rate) >= 0', 'coalesce(acts, 0) >= 0', 'acts / fees >= 0', 'month_of(add_days(date("2020-01-01"), acts)) < 13', 'acts != -1', 'not one_of(month, 0, 13)', 'count(acts, 1) >= 1', 'length(note) > 0', 'not acts = -5',
    ]) expect(verdictOn(text), text).to.equal('never-fails')
  })

  it('show rules that nothing can keep', () => {
    for (const text of ['acts < 0', 'rate > 100', 'loss = 0', 'acts = -1', 'between(rate, 101, 200)', 'acts < 0 and fees > 1', 'acts > blank', 'one_of(month, 0, 13)', 'not rate <= 100', 'is_blank(month)', 'if(rate > 200, acts = 1, loss > 0)', 'rate + loss > 100.5', 'acts / 0 = 1', 'floor(rate) > 100'])
      expect(verdictOn(text), text).to.equal('never-holds')
  })

  it('leave open what depends on the figures, on cells without limits or on their calculation', () => {
    for (const text of ['acts > 0', 'rate = 100', 'total >= 0', 'acts - fees >= 0', 'previous(total) <= acts', 'acts = acts', 'note = "x"', 'contains(note, "x")', 'rate * loss < -1', 'sum(column total) >= 0', 'acts > 0 or fees = 0', '1 / acts >= 1', 'month = 5', 'total * 0 = 0', 'rate < 100', 'min(acts, loss) < 0'])
      expect(verdictOn(text), text).to.equal(undefined)
  })

  it('show sums that may outgrow a cell, where limits were set', () => {
    for (const text of ['fees * 10', 'fees + fees + fees + fees + fees + fees + fees + fees + fees + fees', 'sum(fees, fees) * 5', '-fees * 10', 'fees * rate']) expect(mayExceed(parsed(text), boundsOf, 0), text).to.equal(true)
    for (const text of ['fees * 9', 'acts * 1000', 'sum(column acts)', 'rate * rate', 'fees / 10', 'total * 9000000000000000', 'mean(fees, fees)']) expect(mayExceed(parsed(text), boundsOf, 0), text).to.equal(false)
    expect(mayExceed(parsed('fees * 9'), boundsOf, 1)).to.equal(true)
  })

  it('are never too narrow', () => {
    const limits: BoundsOf = (node) => {
      const [name = ''] = node.path
      // A group and a row of calculating.ts have more numbers in them than the one that is named.
      if (node.kind === 'range' && node.of !== 'column') return undefined
      return { ...typedCell(...(limitsOf.get(name) ?? [undefined, undefined]), decimalsOf(name)), count: 1, fails: true }
    }
    const limitsOf = new Map<string, [number | undefined, number | undefined]>()
    const limit = fc.option(fc.integer({ min: -30, max: 30 }), { nil: undefined })
    const some = fc.record(Object.fromEntries(numberNames.map((name) => [name, fc.tuple(limit, limit, fc.nat(1000))])))
    fc.assert(fc.property(fc.oneof(numberTree, booleanTree, dateTree), contents, some, (node, given, chosen) => {
      limitsOf.clear()
      const within: Record<string, Given[string]> = { ...given }
      for (const [name, [low, high, from]] of Object.entries(chosen)) {
        if (low !== undefined && high !== undefined && low > high) continue
        limitsOf.set(name, [low, high])
        const value = within[name]
        if (typeof value === 'number') within[name] = low !== undefined && high !== undefined ? low + (from % (high - low + 1)) : Math.min(high ?? Infinity, Math.max(low ?? -Infinity, value % 1000)) + 0
      }
      const value = exactValue(node, within)
      const found = bounds(node, limits)
      expect(fits(value, found), `${toText(node)} with ${JSON.stringify(within)}`).to.equal(true)
    }), { numRuns: 1000 })
  })

  it('take a walk over the tree and no more', function () {
    this.timeout(2000)
    let node: Node = parsed('rate')
    for (let level = 0; level < 59; level++) node = { kind: 'call', operator: '*', args: [node, parsed('fees')] }
    expect(bounds(node, boundsOf).least).to.deep.include({ n: 0n })
    let size = 0
    walk(node, () => size++)
    expect(size).to.equal(119)
  })
})

function fits(value: Exact, found: ReturnType<typeof bounds>): boolean {
  if (value === null) return found.blank
  if (isFailure(value)) return found.fails
  if (!found.filled) return false
  if (typeof value === 'boolean') return value ? found.true : found.false
  if (!isFraction(value)) return true
  return (found.least === undefined || compare(found.least, value) <= 0) && (found.most === undefined || compare(value, found.most) <= 0)
}

