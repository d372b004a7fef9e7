import { expect } from 'chai'
import { choicesOn, circleOf, entriesOn } from '../../engine/core/codelist.ts'
import { placeholdersIn } from '../../engine/core/print.ts'
import { isOfKind, type PropertyDefinition } from '../../engine/core/property.ts'

describe('a codelist', () => {
  it('has on a day the entries of that day, as they are ordered', () => {
    const entries = [
      { code: 'B', title: 'B cũ', to: '2025-01-01' },
      { code: 'A', title: 'A' },
      { code: 'B', title: 'B mới', from: '2025-01-01' },
    ]
    expect(entriesOn({ entries }, '2024-12-31').map((one) => one.title)).to.deep.equal(['B cũ', 'A'])
    expect(entriesOn({ entries }, '2025-01-01').map((one) => one.title)).to.deep.equal(['A', 'B mới'])
    expect(entriesOn({}, '2025-01-01')).to.deep.equal([])
  })

  it('offers each code once, under the name of the day, and keeps the name of what has ended', () => {
    const entries = [
      { code: 'B', title: 'B cũ', to: '2025-01-01' },
      { code: 'A', title: 'A' },
      { code: 'C', title: 'C trước', to: '2019-01-01' },
      { code: 'C', title: 'C sau', from: '2019-01-01', to: '2024-01-01' },
      { code: 'B', title: 'B mới', from: '2025-01-01' },
    ]
    expect(choicesOn(entries, '2024-12-31')).to.deep.equal([{ code: 'B', title: 'B cũ' }, { code: 'A', title: 'A' }, { code: 'C', title: 'C sau', retired: true }])
    expect(choicesOn(entries, '2025-01-01')[0]).to.deep.equal({ code: 'B', title: 'B mới' })
    expect(choicesOn([], '2025-01-01')).to.deep.equal([])
  })

  it('tells a circle of parents by its codes, and takes a long way up for none', () => {
    expect(circleOf([{ code: 'A', parent: 'B' }, { code: 'B', parent: 'C' }, { code: 'C', parent: 'A' }])).to.deep.equal(['A', 'B', 'C', 'A'])
    expect(circleOf([{ code: 'A', parent: 'A' }])).to.deep.equal(['A', 'A'])
    expect(circleOf([{ code: 'X', parent: 'A' }, { code: 'A', parent: 'B' }, { code: 'B', parent: 'A' }])).to.deep.equal(['A', 'B', 'A'])
    // Two ways up to one parent are no circle.
    expect(circleOf([{ code: 'A', parent: 'B' }, { code: 'A', parent: 'C' }, { code: 'B', parent: 'D' }, { code: 'C', parent: 'D' }])).to.equal(undefined)
    const chain = Array.from({ length: 20_000 }, (_, index) => ({ code: `E${index}`, parent: `E${index + 1}` }))
    expect(circleOf(chain)).to.equal(undefined)
    expect(circleOf([...chain, { code: 'E20000', parent: 'E0' }])).to.have.length(20_002)
  })
})

describe('a declared property', () => {
  const of = (kind: PropertyDefinition['kind'], decimals?: number): PropertyDefinition => ({ title: 'x', kind, ...(decimals === undefined ? {} : { decimals }) })
  const cases: [PropertyDefinition, unknown[], unknown[]][] = [
    [of('number'), [0, -3, 12_000_000], [1.5, '3', true, 1e300, NaN, Infinity]],
    [of('number', 2), [1.5, 0.25, -0.01], [0.125, 1e-7, '0,25']],
    [of('text'), ['', 'Xã'], [3, false]],
    [of('date'), ['2020-02-29'], ['29/02/2020', '2020-13-01', 20200101, true]],
    [of('yes-no'), [true, false], ['true', 1, 0]],
  ]
  for (const [definition, fitting, unfitting] of cases) {
    it(`takes values of its kind and no others: ${definition.kind} with ${definition.decimals ?? 0} decimals`, () => {
      for (const value of fitting) expect(isOfKind(value as string, definition), String(value)).to.equal(true)
      for (const value of unfitting) expect(isOfKind(value as string, definition), String(value)).to.equal(false)
    })
  }
})

describe('a line of a print template', () => {
  it('names what is to be filled in between braces; two braces are a brace', () => {
    expect(placeholdersIn('Kính gửi: {receiver.name}, kỳ {period.title}')).to.deep.equal(['receiver.name', 'period.title'])
    expect(placeholdersIn('không có gì {{unit.name}}')).to.deep.equal([])
    expect(placeholdersIn('{}{unit.nmae')).to.deep.equal([''])
  })
})
