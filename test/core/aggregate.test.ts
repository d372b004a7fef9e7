// Aggregations, one by one: figures, blanks, errors, weights, and what does not fit. Every row of the table has its lines;
// a new one without lines fails.
import { expect } from 'chai'
import fc from 'fast-check'
import { aggregate, aggregationOf, aggregations, comesTogether, type AggregationName } from '../../engine/core/aggregate.ts'
import { LARGEST, errorOf, errorValue, type ErrorCode } from '../../engine/core/value.ts'

type Held = number | null | ErrorCode
type Line = readonly [values: readonly Held[], wanted: Held, weights?: readonly Held[]]

const lines: Readonly<Record<AggregationName, readonly Line[]>> = {
  sum: [[[1, 2, -4], -1], [[5], 5], [[1, null, 2], 3], [[0, null], 0], [[LARGEST, 1], 'out-of-range'], [[-LARGEST, -1], 'out-of-range'], [[LARGEST, 5, -5], LARGEST], [[-LARGEST, 5, -5], -LARGEST]],
  mean: [
    [[1, 2], 2], [[1, 1, 2], 1], [[-1, -2], -2], [[-1, -1, -2], -1], [[4, null, 8], 6], [[LARGEST, LARGEST], LARGEST],
    [[10, 20], 18, [1, 4]], [[10, 20], 10, [1, 0]], [[10, 20], null, [0, 0]], [[10, 20], null, [1, -1]], [[10, 20], null, [1, -2]], [[10, 20], 20, [null, 3]], [[null, 20], 20, [7, 3]],
    [[-10, -20], -18, [1, 4]], [[1, 2], 'division-by-zero', [1, 'division-by-zero']], [[10, 20], null, [null, null]],
  ],
  recompute: [[[1, 2], null]],
  latest: [[[1, 2, 3], 3], [[3, 1], 1], [[1, null], 1], [[0], 0]],
  min: [[[3, -1, 2], -1], [[2, 2], 2], [[null, 5], 5], [[0, 4], 0]],
  max: [[[3, -1, 2], 3], [[-3, -1], -1], [[null, -5], -5]],
  count: [[[3, 0, -1], 3], [[1, null], 1], [[0], 1]],
  none: [[[1, 2], null]],
}

const toDouble = (held: Held): number => (held === null ? NaN : typeof held === 'string' ? errorValue(held) : held)
const fromDouble = (value: number): Held => (value !== value ? null : (errorOf(value) ?? value))
const together = (name: AggregationName, values: readonly Held[], weights?: readonly Held[]): Held => fromDouble(aggregate(name, values.map(toDouble), weights?.map(toDouble)))
const names = Object.keys(lines) as AggregationName[]

describe('an aggregation', () => {
  it('that nobody chose adds numbers and money up, and leaves days, yes and no and texts apart', () => {
    expect((['number', 'money', 'date', 'yes-no', 'text', 'choice'] as const).map(aggregationOf)).to.deep.equal(['sum', 'sum', 'none', 'none', 'none', 'none'])
  })

  it('has lines for each that there is', () => {
    expect(names.sort()).to.deep.equal(Object.keys(aggregations).sort())
  })

  for (const name of names) {
    it(`${name} says what its lines say, is blank where nothing is filled in, and passes an error on`, () => {
      for (const [values, wanted, weights] of lines[name]) expect(together(name, values, weights), `${name} of ${values.join()}${weights === undefined ? '' : ` by ${weights.join()}`}`).to.equal(wanted)
      expect(together(name, [])).to.equal(null)
      expect(together(name, [null, null])).to.equal(null)
      expect(together(name, [1, 'out-of-range', null])).to.equal('out-of-range')
      expect(together(name, ['division-by-zero', 'out-of-range'])).to.equal('division-by-zero')
      expect(together(name, [2], ['not-a-number'])).to.equal('not-a-number')
    })
  }

  it('holds a figure of its own but where it is worked out again or has none', () => {
    expect(names.filter((name) => !comesTogether(name)).sort()).to.deep.equal(['none', 'recompute'])
  })

  it('of parts that were brought together before is the same as of all of them, for sums, counts of figures and extremes', () => {
    const figures = fc.array(fc.option(fc.integer({ min: -1_000_000, max: 1_000_000 })), { maxLength: 8 })
    fc.assert(fc.property(fc.array(figures, { maxLength: 5 }), (groups) => {
      for (const name of ['sum', 'min', 'max', 'latest'] as const) expect(together(name, groups.map((group) => together(name, group))), name).to.equal(together(name, groups.flat()))
      expect(together('sum', groups.map((group) => together('count', group))), 'count').to.equal(together('count', groups.flat()))
    }))
  })

  it('of weighted means, weighted by their weights together, is the mean of all up to one rounding', () => {
    const figure = fc.tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 1000 }))
    fc.assert(fc.property(fc.array(fc.array(figure, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }), (groups) => {
      const mean = (some: readonly (readonly [number, number])[]): number => together('mean', some.map(([value]) => value), some.map(([, weight]) => weight)) as number
      const whole = mean(groups.flat())
      const parts = mean(groups.map((group): [number, number] => [mean(group), group.reduce((sum, [, weight]) => sum + weight, 0)]))
      expect(Math.abs(whole - parts)).to.be.at.most(1)
    }))
  })
})
