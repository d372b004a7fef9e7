import { expect } from 'chai'
import fc from 'fast-check'
import { contains, isNever, isValidOn, overlap, type Validity } from '../../engine/core/validity.ts'

const days = ['2020-01-01', '2020-01-02', '2020-01-03', '2020-01-04', '2020-01-05'] as const
const some: fc.Arbitrary<Validity> = fc.record({ from: fc.option(fc.constantFrom(...days), { nil: undefined }), to: fc.option(fc.constantFrom(...days), { nil: undefined }) })
/** With a day before and one after all of them. */
const all = ['2019-12-31', ...days]

describe('a validity', () => {
  it('begins on its first day and has ended on the day it names as its end', () => {
    const one = { from: '2020-01-02', to: '2020-01-04' }
    expect(all.filter((day) => isValidOn(one, day))).to.deep.equal(['2020-01-02', '2020-01-03'])
    expect(all.filter((day) => isValidOn({}, day))).to.deep.equal(all)
    expect(isNever({ from: '2020-01-02', to: '2020-01-02' })).to.equal(true)
    expect(isNever({ from: '2020-01-02', to: '2020-01-03' })).to.equal(false)
  })

  it('overlaps another where there is a day of both, and only there', () => {
    fc.assert(fc.property(some, some, (a, b) => {
      // An open beginning is before every day that there is.
      const common = ['0000-01-01', ...all].some((day) => isValidOn(a, day) && isValidOn(b, day))
      expect(overlap(a, b)).to.equal(common)
    }))
  })

  it('contains another where every day of that one is its own', () => {
    fc.assert(fc.property(some, some, (outer, inner) => {
      fc.pre(!isNever(inner))
      const inside = ['0000-01-01', ...all, '9999-12-31'].filter((day) => isValidOn(inner, day)).every((day) => isValidOn(outer, day))
      expect(contains(outer, inner)).to.equal(inside)
    }))
  })
})
