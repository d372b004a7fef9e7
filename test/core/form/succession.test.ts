// Which cell of the form before a figure goes on from, in which measure, and what comparing the two forms says of it.
import { expect } from 'chai'
import fc from 'fast-check'
import { compareForms } from '../../../engine/core/form/compare.ts'
import type { FormDefinition } from '../../../engine/core/form/definition.ts'
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

describe('a form against the one that it succeeds', () => {
  const old: FormDefinition = {
    'id': 'a', 'code': 'A', 'title': 'Cũ', 'legal-basis': 'Văn bản cũ', 'source': { confidence: 'ours', note: 'x' }, 'version': 3, 'routes': [{ reporting: ['k'], workflow: 'w' }], 'signatures': ['A'],
    'tables': [{ id: 'main', rows: 'one', columns: [
      { id: 'acts', title: 'Tổng số', measure: 'việc', parts: ['contracts', 'other'] }, { id: 'contracts', title: 'Hợp đồng', measure: 'việc' },
      { id: 'other', title: 'Khác', measure: 'việc' }, { id: 'paid', title: 'Nộp', measure: 'đồng' },
    ] }],
  }
  const next: FormDefinition = {
    ...old, 'id': 'b', 'code': 'B', 'version': 1,
    'succeeds': { form: 'cu/a', cells: { 'table.deals': 'main.contracts', 'table.paid': { cell: 'main.paid', per: 1000 } }, note: 'Nay chỉ tính giao dịch.' },
    'tables': [{ id: 'table', rows: 'one', columns: [{ id: 'deals', title: 'Giao dịch', measure: 'việc' }, { id: 'paid', title: 'Nộp', measure: 'nghìn đồng' }] }],
  }
  const told = (before: FormDefinition, after: FormDefinition) => compareForms(before, after).map(({ kind, at }) => `${kind} ${at}`)

  it('tells what goes on, how it converts, and only what stops as stopping', () => {
    expect(told(old, next)).to.have.members([
      'succession b', 'series-continued table.deals', 'series-converted table.paid', 'code b', 'title table.deals', 'column-removed table.acts', 'column-removed table.other',
    ])
  })

  it('is compared like any other form where it does not say so', () => {
    const silent: FormDefinition = { ...next }
    delete silent.succeeds
    expect(told(old, silent)).to.include.members(['table-removed main', 'table-added table'])
  })

  it('tells that what goes on has changed as breaking', () => {
    const changed = compareForms(next, { ...next, version: 2, succeeds: { form: 'cu/a', cells: { 'table.deals': 'main.acts' }, note: 'Nay chỉ tính giao dịch.' } })
    expect(changed.map(({ kind, weight }) => [kind, weight])).to.deep.equal([['version-raised', 'safe'], ['succession-changed', 'breaking']])
  })
})
