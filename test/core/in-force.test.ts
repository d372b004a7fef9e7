// Which forms a period asks for: versions that serve periods, forms that are assigned, and forms that are replaced in the
// middle of a cycle.
import { expect } from 'chai'
import fc from 'fast-check'
import { bothServe, formsInForce, isBackwards, rankOf, seam, serves, versionInForce, type AnyForm, type Declaring, type Serves } from '../../engine/core/in-force.ts'
import type { RouteDefinition } from '../../engine/core/route.ts'
import { packOf } from '../support/repository-packs.ts'

const kinds = packOf('tt03-2019').periods!.definition.kinds
const six = (year: number) => ({ kind: 'six_months', year })
const year = (of: number) => ({ kind: 'year', year: of })
const final = (of: number) => ({ kind: 'final_year', year: of })
const all = [2018, 2019, 2020, 2021, 2022].flatMap((one) => [six(one), year(one), final(one)])

const route: RouteDefinition = { reporting: ['town'], due: { year: '11-07' }, workflow: 'report' }
const form = (id: string, version = 1, more: Partial<AnyForm> = {}): AnyForm => ({ id, version, routes: [route], ...more })

describe('a version', () => {
  it('serves from its first period to its last one, both included', () => {
    const inside = (one: Serves) => all.filter((period) => serves(one, period, kinds)).map((period) => `${period.year}/${period.kind}`)
    expect(inside({ from: 2022 })).to.deep.equal(['2022/six_months', '2022/year', '2022/final_year'])
    expect(inside({ to: 2018 })).to.deep.equal(['2018/six_months', '2018/year', '2018/final_year'])
    expect(inside({ from: '2020/year', to: '2021/six_months' })).to.deep.equal(['2020/year', '2020/final_year', '2021/six_months'])
    expect(inside({})).to.have.length(all.length)
    expect(inside({ from: '2022/another_kind' }), 'a kind of other periods is the whole year').to.have.length(3)
  })

  it('sorts periods by year, then by the end of their data', () => {
    const sorted = all.toSorted((a, b) => (rankOf(a, kinds) < rankOf(b, kinds) ? -1 : 1))
    expect(sorted).to.deep.equal(all)
    const around = { a: { 'data-to': { default: '01-15 next' } }, b: { 'data-to': { default: '12-31' } }, c: { 'data-to': { default: '12-31 previous' } } }
    expect(['a', 'b', 'c'].toSorted((x, y) => (rankOf({ kind: x, year: 2020 }, around) < rankOf({ kind: y, year: 2020 }, around) ? -1 : 1))).to.deep.equal(['c', 'b', 'a'])
  })

  it('gives way where a later one begins, and a period after the end of the last one has none', () => {
    const versions = [form('a', 1), form('a', 2, { serves: { from: '2020/year' } }), form('a', 3, { serves: { from: 2022, to: '2022/six_months' } })]
    const found = all.map((period) => versionInForce(versions, period, kinds)?.version)
    expect(found).to.deep.equal([1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, undefined, undefined])
    expect(versionInForce(versions.toReversed(), six(2021), kinds)?.version).to.equal(2)
  })

  it('meets its neighbour, overlaps it or leaves a gap', () => {
    expect(seam(undefined, { from: 2021 }, kinds)).to.equal('sound')
    expect(seam({ to: 2020 }, { from: 2021 }, kinds)).to.equal('sound')
    expect(seam({ to: '2020/year' }, { from: '2020/final_year' }, kinds)).to.equal('sound')
    expect(seam({ to: '2020/six_months' }, { from: '2020/final_year' }, kinds)).to.equal('gap')
    expect(seam({ to: 2020 }, { from: '2021/year' }, kinds)).to.equal('gap')
    expect(seam({ to: 2020 }, { from: 2022 }, kinds)).to.equal('gap')
    expect(seam({ to: 2021 }, { from: 2021 }, kinds)).to.equal('overlap')
    expect(seam({ from: 2021 }, { from: 2021 }, kinds)).to.equal('overlap')
    expect(seam({ from: 2020 }, undefined, kinds)).to.equal('overlap')
  })

  it('meets its neighbour soundly exactly where every period between has one of them and no period both', () => {
    const point = fc.option(fc.oneof(fc.integer({ min: 2019, max: 2021 }), fc.constantFrom(...all.filter((one) => one.year > 2018 && one.year < 2022).map((one) => `${one.year}/${one.kind}`))), { nil: undefined })
    const interval = fc.record({ from: point, to: point }).map(({ from, to }): Serves => ({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }))
    fc.assert(fc.property(interval, interval, (earlier, later) => {
      fc.pre(!isBackwards(earlier, kinds) && !isBackwards(later, kinds) && earlier.to !== undefined && later.from !== undefined)
      const own = all.map((period) => [serves(earlier, period, kinds), serves(later, period, kinds)] as const)
      expect(bothServe(earlier, later, kinds), 'both').to.equal(own.some(([a, b]) => a && b))
      fc.pre(own.findIndex(([a]) => a) < own.findIndex(([, b]) => b))
      const last = own.findLastIndex(([a]) => a)
      const first = own.findIndex(([, b]) => b)
      expect(seam(earlier, later, kinds)).to.equal(first <= last ? 'overlap' : first === last + 1 ? 'sound' : 'gap')
    }))
  })
})

describe('the forms of a period', () => {
  const versions = [
    { packId: 'new', definition: form('a', 1, { serves: { to: 2020 } }) },
    { packId: 'new', definition: form('a', 2, { serves: { from: 2021 } }) },
    { packId: 'new', definition: form('b', 1, { serves: { from: '2020/year', to: '2020/year' } }) },
    { packId: 'old', definition: form('c', 1, { serves: { to: 2013 } }) },
    { packId: 'old', definition: form('c', 2, { serves: { from: 2014, to: 2016 } }) },
    { packId: 'interim', definition: form('a_m', 1) },
  ]
  const other: RouteDefinition = { ...route, due: { six_months: '06-06' } }
  const packs: Declaring[] = [
    { id: 'new', assigns: [{ form: 'old/c', from: 2020, to: 2020, routes: [other], note: 'Ví dụ' }] },
    { id: 'old' },
    { id: 'interim', replaces: [{ form: 'new/a', by: 'a_m', from: '2020/year', to: '2020/final_year', note: 'Ví dụ' }] },
  ]
  const of = (period: { kind: string; year: number }, from: readonly Declaring[] = packs) =>
    formsInForce('new', period, kinds, versions, from).map((one) => `${one.packId}/${one.definition.id} ${one.definition.version}`)

  it('are its own in the version in force, and those assigned to it in their newest version', () => {
    expect(of(six(2019))).to.deep.equal(['new/a 1'])
    expect(of(six(2020))).to.deep.equal(['new/a 1', 'old/c 2'])
    expect(of(six(2021))).to.deep.equal(['new/a 2'])
  })

  it('bring the routes of the assignment, not their own', () => {
    const [own, assigned] = formsInForce('new', six(2020), kinds, versions, packs)
    expect(own?.routes).to.deep.equal([route])
    expect(assigned?.routes).to.deep.equal([other])
  })

  it('are exchanged where another pack replaces them, in those periods only', () => {
    expect(of(year(2020))).to.deep.equal(['interim/a_m 1', 'new/b 1', 'old/c 2'])
    expect(of(final(2020))).to.deep.equal(['interim/a_m 1', 'old/c 2'])
    expect(of(six(2021))).to.deep.equal(['new/a 2'])
    expect(of(year(2020), packs.slice(0, 2)), 'a pack that is not in force replaces nothing').to.deep.equal(['new/a 1', 'new/b 1', 'old/c 2'])
  })

  it('end where two packs replace each other', () => {
    const each: Declaring[] = [
      { id: 'new', replaces: [{ form: 'interim/a_m', by: 'a', from: 2020, note: 'Ví dụ' }] },
      { id: 'interim', replaces: [{ form: 'new/a', by: 'a_m', from: 2020, note: 'Ví dụ' }] },
    ]
    expect(of(six(2020), each)).to.have.length(1)
  })
})
