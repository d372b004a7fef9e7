// Which cell of the form before a figure goes on from, and in which measure.
import { expect } from 'chai'
import fc from 'fast-check'
import { convert, successionOf, through, unchanged } from '../../../engine/core/form/succession.ts'

describe('the series of a figure', () => {
  const now = successionOf({ cells: { 'main.deals': 'main.contracts', 'main.paid': { cell: 'main.paid', per: 1000 }, 'list.all.deals': 'list.total.contracts', 'list.deals': 'list.contracts' } })
  const then = successionOf({ cells: { 'main.contracts': 'old.acts', 'main.paid': { cell: 'old.paid', per: 2 } } })

  it('goes on from a column in every row, or from one cell where its row is named', () => {
    expect(now({ table: 'main', row: '', column: 'deals' })).to.deep.equal({ table: 'main', row: '', column: 'contracts', per: 1 })
    expect(now({ table: 'list', row: 'xa_mot', column: 'deals' })).to.deep.equal({ table: 'list', row: 'xa_mot', column: 'contracts', per: 1 })
    expect(now({ table: 'list', row: 'all', column: 'deals' })).to.deep.equal({ table: 'list', row: 'total', column: 'contracts', per: 1 })
    expect(now({ table: 'main', row: '', column: 'fresh' }), 'or begins here').to.equal(undefined)
  })

  it('goes on through several forms, and stops where one of them does not have it', () => {
    const way = through(now, then)
    expect(way({ table: 'main', row: '', column: 'deals' })).to.deep.include({ table: 'old', column: 'acts', per: 1 })
    expect(way({ table: 'main', row: '', column: 'paid' })).to.deep.include({ table: 'old', column: 'paid', per: 2000 })
    expect(way({ table: 'list', row: 'all', column: 'deals' })).to.equal(undefined)
    expect(through(unchanged, now)({ table: 'main', row: '', column: 'deals' })).to.deep.include({ column: 'contracts' })
  })

  it('is brought to the measure of now, half away from zero', () => {
    expect([96_000_499, 96_000_500, -1500, -1499].map((value) => convert(value, { from: 0, to: 0, per: 1000 }))).to.deep.equal([96_000, 96_001, -2, -1])
    expect([convert(264, { from: 1, to: 0, per: 1 }), convert(265, { from: 1, to: 0, per: 1 }), convert(26, { from: 0, to: 2, per: 1 })]).to.deep.equal([26, 27, 2600])
    expect(convert(1234, { from: 0, to: 1, per: 1000 }), 'decimals and measure at once').to.equal(12)
  })

  it('loses nothing that fits', () => {
    fc.assert(fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.constantFrom(1, 10, 1000), (value, per) => {
      expect(convert(value * per, { from: 0, to: 0, per })).to.equal(value)
    }))
  })
})
