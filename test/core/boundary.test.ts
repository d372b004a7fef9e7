// Figures in the boundaries of another day: exact sums after any sequence of mergers, and "not divisible" after a split, never a
// guess; old figures in new boundaries and the other way round.
import { expect } from 'chai'
import fc from 'fast-check'
import { boundariesBetween, reckon } from '../../engine/core/boundary.ts'
import { historyOf, treeOn, type ChangeDefinition, type UnitDefinition } from '../../engine/core/unit.ts'

const province = (code: string, from?: string): UnitDefinition => ({ code, kind: 'province', name: code, ...(from === undefined ? {} : { from }) })
const units = [province('a'), province('b'), province('c'), province('d'), province('d1', '2022-01-01'), province('d2', '2022-01-01')]
const changes: ChangeDefinition[] = [
  { on: '2025-07-01', units: ['a', 'b'], becomes: ['b'] },
  { on: '2022-01-01', units: ['d'], becomes: ['d1', 'd2'] },
  { on: '2023-01-01', units: ['c'], name: 'Tên khác' },
]
const history = historyOf({ units, changes })
const share = (figures: string, wanted: string, code: string) => boundariesBetween(history, figures, wanted).shareOf(code)

describe('boundaries of another day', () => {
  it('make a merged unit of all that were merged, itself of old included', () => {
    expect(share('2024-12-31', '2025-12-31', 'b')).to.deep.equal({ kind: 'whole', units: ['a', 'b'] })
    expect(share('2025-12-31', '2025-12-31', 'b')).to.deep.equal({ kind: 'whole', units: ['b'] })
  })

  it('leave alone a unit that was only renamed or moved', () => {
    expect(share('2020-12-31', '2025-12-31', 'c')).to.deep.equal({ kind: 'whole', units: ['c'] })
  })

  it('cannot part the figures of a unit that was split, and say with whom it shared them', () => {
    expect(share('2021-12-31', '2025-12-31', 'd1')).to.deep.equal({ kind: 'not-divisible', units: ['d'], sharedWith: ['d2'] })
  })

  it('cannot part new figures of a merged unit among the old ones, either', () => {
    expect(share('2025-12-31', '2024-12-31', 'a')).to.deep.equal({ kind: 'not-divisible', units: ['b'], sharedWith: ['b'] })
  })

  it('put the parts of a split unit together for the day before the split', () => {
    expect(share('2024-12-31', '2021-12-31', 'd')).to.deep.equal({ kind: 'whole', units: ['d1', 'd2'] })
  })

  it('have nothing for a unit that was formed from nobody', () => {
    const others = historyOf({ units: [province('x'), province('y', '2022-01-01')], changes: [{ on: '2023-01-01', units: ['x'], becomes: [] }] })
    const between = boundariesBetween(others, '2021-12-31', '2023-12-31')
    expect(between.shareOf('y')).to.deep.equal({ kind: 'nothing' })
  })

  it('are not divisible where a unit gave a part away and went on', () => {
    const given = historyOf({ units: [province('x'), province('y')], changes: [{ on: '2023-01-01', units: ['x'], becomes: ['x', 'y'] }] })
    expect(boundariesBetween(given, '2022-12-31', '2023-12-31').shareOf('x')).to.deep.equal({ kind: 'not-divisible', units: ['x', 'y'], sharedWith: ['y'] })
  })
})

describe('a figure in other boundaries', () => {
  const whole = { kind: 'whole', units: ['a', 'b'] } as const
  const from = (figures: Record<string, number | null>) => (code: string) => figures[code]

  it('is the sum of its parts, blank beside blank is blank, and who has not reported is named', () => {
    expect(reckon(whole, from({ a: 3, b: 4 }), { additive: true })).to.include({ kind: 'exact', value: 7 })
    expect(reckon(whole, from({ a: 3, b: null }), { additive: true })).to.include({ kind: 'exact', value: 3 })
    expect(reckon(whole, from({ a: null, b: null }), { additive: true })).to.include({ kind: 'exact', value: null })
    expect(reckon(whole, from({ a: 3 }), { additive: true })).to.deep.equal({ kind: 'exact', value: 3, from: [{ unit: 'a', value: 3 }], missing: ['b'] })
    expect(reckon(whole, from({}), { additive: true })).to.deep.equal({ kind: 'nothing' })
  })

  it('is not added up where the form does not add such figures up, and is shown as it is for one unit', () => {
    expect(reckon(whole, from({ a: 3, b: 4 }), { additive: false })).to.include({ kind: 'not-additive' })
    expect(reckon({ kind: 'whole', units: ['a'] }, from({ a: 3 }), { additive: false })).to.include({ kind: 'exact', value: 3 })
  })

  it('is never rounded: what is too large to be exact is not said', () => {
    expect(reckon(whole, from({ a: Number.MAX_SAFE_INTEGER, b: 1 }), { additive: true })).to.include({ kind: 'too-large' })
  })
})

describe('totals of the country', () => {
  const count = 9
  const day = (year: number): string => `${year}-12-31`
  const merges = fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1), fc.boolean()), { maxLength: 12 })

  /** Two of the living become one: one of them goes on, or both end in a new one. */
  const told = (pairs: readonly (readonly [number, number, boolean])[]) => {
    const living = Array.from({ length: count }, (_, index) => `u${index}`)
    const all = living.map((code) => province(code))
    const what: ChangeDefinition[] = []
    pairs.forEach(([x, y, anew], index) => {
      const [one, other] = [living[x % living.length] as string, living[y % living.length] as string]
      if (one === other) return
      const on = `${2021 + index}-07-01`
      const heir = anew ? `n${index}` : one
      if (anew) all.push(province(heir, on))
      what.push({ on, units: [one, other], becomes: [heir] })
      for (const gone of [one, other]) living.splice(living.indexOf(gone), 1)
      living.push(heir)
    })
    return historyOf({ units: all, changes: what })
  }

  it('are conserved in the boundaries of every later day, under any sequence of mergers', () => {
    fc.assert(fc.property(merges, fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: count + 12, maxLength: count + 12 }), fc.nat(12), fc.nat(12), (pairs, values, x, y) => {
      const merged = told(pairs)
      const [figures, wanted] = [day(2020 + Math.min(x, y)), day(2020 + Math.max(x, y))]
      const reported = new Map([...treeOn(merged, figures).keys()].map((code, index) => [code, values[index] ?? 0]))
      const between = boundariesBetween(merged, figures, wanted)
      const sums = [...treeOn(merged, wanted).keys()].map((code) => reckon(between.shareOf(code), (one) => reported.get(one), { additive: true }))
      expect(sums.every((one) => one.kind === 'exact')).to.equal(true)
      const total = sums.reduce((sum, one) => sum + (one.kind === 'exact' ? (one.value ?? 0) : 0), 0)
      expect(total).to.equal([...reported.values()].reduce((sum, one) => sum + one, 0))
    }))
  })

  it('are never told twice where mergers and splits are mixed: what is exact adds up to no more than was reported', () => {
    const steps = fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1), fc.boolean()), { maxLength: 10 })
    fc.assert(fc.property(steps, (pairs) => {
      const living = Array.from({ length: count }, (_, index) => `u${index}`)
      const all = living.map((code) => province(code))
      const what: ChangeDefinition[] = []
      pairs.forEach(([x, y, split], index) => {
        const on = `${2021 + index}-07-01`
        const one = living[x % living.length] as string
        if (split) {
          all.push(province(`n${index}`, on))
          living.push(`n${index}`)
          what.push({ on, units: [one], becomes: [one, `n${index}`] })
        } else {
          const other = living[y % living.length] as string
          if (one === other) return
          living.splice(living.indexOf(other), 1)
          what.push({ on, units: [one, other], becomes: [one] })
        }
      })
      const mixed = historyOf({ units: all, changes: what })
      const between = boundariesBetween(mixed, day(2020), day(2035))
      const exact = [...treeOn(mixed, day(2035)).keys()].flatMap((code) => {
        const share = between.shareOf(code)
        return share.kind === 'whole' ? share.units : []
      })
      expect(new Set(exact).size).to.equal(exact.length)
    }))
  })
})
