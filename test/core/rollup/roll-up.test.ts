import { expect } from 'chai'
import fc from 'fast-check'
import { cellAt, openSheet, valuesOf } from '../../../engine/core/calculation/sheet.ts'
import type { TableValues } from '../../../engine/core/contract/filing.ts'
import type { Source } from '../../../engine/core/rollup/contribution.ts'
import { rollUp, sourcesOfForm } from '../../../engine/core/rollup/roll-up.ts'
import { formOf } from '../../support/repository-packs.ts'

const pack = 'tt03-2019'
const lower = formOf('17a')
const middle = formOf('17b')
const upper = formOf('17c')
const columns = ['copies', 'signatures', 'contracts'] as const

type Figures = readonly (number | null)[]
const figure = fc.option(fc.nat(1_000_000), { nil: null })
const figures: fc.Arbitrary<Figures> = fc.tuple(figure, figure, figure)

const communeTables = (cells: Figures): TableValues[] => [{ id: 'main', rows: [{ key: '', cells: [...cells] }] }]
const commune = (id: string, cells: Figures | undefined): Source => ({
  reference: `${pack}/17a`, unit: { id, title: `Xã ${id}`, kind: 'ubnd_cap_xa' }, ...(cells === undefined ? {} : { figures: { form: lower, tables: communeTables(cells), asOf: '2020-06-06' } }),
})
/** What a district's report says, calculated, after it has taken these communes in. */
const district = (sources: readonly Source[], current: readonly TableValues[] = []): TableValues[] => valuesOf(openSheet(middle, rollUp(middle, pack, current, sources)))
const province = (districts: readonly TableValues[][]): TableValues[] =>
  valuesOf(openSheet(upper, rollUp(upper, pack, [], districts.map((tables, index): Source => ({ reference: `${pack}/17b`, unit: { id: `huyen_${index}`, title: 'Huyện', kind: 'phong_tu_phap' }, figures: { form: middle, tables, asOf: '2020-06-16' } })))))
const totals = (tables: readonly TableValues[], form = middle, table = 'communes'): (number | string | null)[] => columns.map((column) => cellAt(openSheet(form, tables), `${table}.total.${column}`).value)
const sum = (all: readonly Figures[]): (number | null)[] =>
  columns.map((_, index) => {
    const there = all.map((one) => one[index]).filter((one): one is number => typeof one === 'number')
    return there.length === 0 ? null : there.reduce((a, b) => a + b, 0)
  })

describe('a roll-up', () => {
  it('of one leaf is the leaf', () => {
    fc.assert(fc.property(figures, (cells) => {
      const tables = district([commune('a', cells)])
      expect(totals(tables)).to.deep.equal(cells)
      expect(totals(province([tables]), upper, 'districts')).to.deep.equal(cells)
    }))
  })

  it('of any partition is the sum of all leaves: blank where nobody has filled in, never zero', () => {
    fc.assert(fc.property(fc.array(fc.tuple(figures, fc.nat(3)), { maxLength: 12 }), (leaves) => {
      const districts = [0, 1, 2, 3].map((wanted) => district(leaves.flatMap(([cells, where], index) => (where === wanted ? [commune(`xa_${index}`, cells)] : []))))
      expect(totals(province(districts), upper, 'districts')).to.deep.equal(sum(leaves.map(([cells]) => cells)))
    }))
  })

  it('does not depend on the order of its sources but for the order of rows', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(fc.nat(30), figures), { selector: ([id]) => id, maxLength: 10 }), (leaves) => {
      const sources = leaves.map(([id, cells]) => commune(`xa_${id}`, cells))
      const [one, other] = [district(sources), district(sources.toReversed())]
      expect(totals(one)).to.deep.equal(totals(other))
      const rows = (tables: readonly TableValues[]) => [...(tables.find((table) => table.id === 'communes')?.rows ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1))
      expect(rows(one)).to.deep.equal(rows(other))
    }))
  })

  it('changes nothing when it is done again, and takes the newer figures when they change', () => {
    fc.assert(fc.property(fc.array(figures, { maxLength: 8 }), figures, (leaves, newer) => {
      const sources = leaves.map((cells, index) => commune(`xa_${index}`, cells))
      const once = district(sources)
      expect(district(sources, once)).to.deep.equal(once)
      const changed = sources.map((source, index) => (index === 0 ? commune('xa_0', newer) : source))
      expect(district(changed, once)).to.deep.equal(district(changed))
    }))
  })

  it('keeps a row for a unit that is expected, blank until it reports and when it is taken back', () => {
    const reported = district([commune('a', [1, 2, 3]), commune('b', undefined)])
    expect(reported.find((table) => table.id === 'communes')?.rows.map((row) => [row.key, ...row.cells])).to.deep.equal([['total', 1, 2, 3], ['a', 1, 2, 3], ['b', null, null, null]])
    const takenBack = district([commune('a', undefined), commune('b', undefined)], reported)
    expect(totals(takenBack)).to.deep.equal([null, null, null])
  })

  it('drops units that are no longer expected, and leaves other tables and other forms’ units alone', () => {
    const office = { id: 'office', rows: [{ key: '', cells: [5, 6, 7, 8] }] }
    const before = district([commune('a', [1, 2, 3])], [office])
    const after = district([commune('b', [4, null, 0]), { ...commune('c', [9, 9, 9]), reference: 'other/17a' }], before)
    expect(after.find((table) => table.id === 'office')).to.deep.equal(office)
    expect(after.find((table) => table.id === 'communes')?.rows.map((row) => row.key)).to.deep.equal(['total', 'b'])
    expect(totals(after)).to.deep.equal([4, null, 0])
  })

  it('says of its sum that it is out of range rather than give a wrong one', () => {
    const most = Number.MAX_SAFE_INTEGER
    const sheet = openSheet(middle, rollUp(middle, pack, [], [commune('a', [most, 1, null]), commune('b', [1, 2, null])]))
    expect(cellAt(sheet, 'communes.total.copies')).to.deep.include({ value: null, error: 'out-of-range' })
    expect(cellAt(sheet, 'communes.total.signatures')).to.deep.include({ value: 3 })
  })

  it('names the forms that it takes from once, with their pack', () => {
    expect(sourcesOfForm(upper, pack)).to.deep.equal([`${pack}/17b`, `${pack}/17a`])
    expect(sourcesOfForm(lower, pack)).to.deep.equal([])
  })
})
