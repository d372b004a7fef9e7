// Periods and the periods beside them: the kinds of 03/2019, which all begin on 01/01 and overlap; kinds that follow one
// another like quarters; kinds that reach into the years around; and kinds that are opened on request.
import { expect } from 'chai'
import { carriedOverPeriod, dayIn, dueDay, exists, isAskedFor, knowsYearOf, nextPeriod, periodDays, previousPeriod, throughCirculars } from '../../engine/core/period.ts'
import type { PeriodsDefinition } from '../../engine/core/pack.ts'
import { packOf } from '../support/repository-packs.ts'

const circular = packOf('tt03-2019').periods!.definition
const calendar = packOf('justice-sector').calendar!.definition

const kinds = (more: PeriodsDefinition['kinds']): PeriodsDefinition => ({ kinds: more, 'open-by-offset': -15, 'open-by-class': 'default' })
const quarter = (order: number, from: string, to: string): PeriodsDefinition['kinds'][string] => ({ title: `Quý ${order} năm {year}`, cycle: 'quarters', order, from, to, 'data-to': { default: to } })
const quarters = kinds({
  q1: quarter(1, '01-01', '03-31'), q2: quarter(2, '04-01', '06-30'), q3: quarter(3, '07-01', '09-30'), q4: quarter(4, '10-01', '12-31'),
})
const asked = kinds({ year: quarters.kinds['q4']!, urgent: { title: 'Đột xuất {year}' } })

describe('a period', () => {
  it('may begin and end in the years around its own', () => {
    const years = kinds({ budget_year: { title: 'Năm {year}', cycle: 'yearly', order: 1, from: '10-01 previous', to: '09-30', 'data-to': { default: '09-30', late: '01-15 next' } } })
    expect(periodDays(years.kinds['budget_year']!, 2013)).to.deep.equal({ title: 'Năm 2013', from: '2012-10-01', to: '2013-09-30', dataTo: { default: '2013-09-30', late: '2014-01-15' } })
    expect(dayIn('02-29', 2020)).to.equal('2020-02-29')
    expect(dayIn('02-29', 2021)).to.equal('2021-03-01')
  })

  it('that is opened on request has the days of the request, and no other kind takes them', () => {
    const request = { from: '2020-02-01', to: '2020-03-15', dataTo: '2020-03-10', title: 'Báo cáo đột xuất' }
    expect(isAskedFor(asked.kinds['urgent']!)).to.equal(true)
    expect(periodDays(asked.kinds['urgent']!, 2020, request)).to.deep.equal({ title: 'Báo cáo đột xuất', from: '2020-02-01', to: '2020-03-15', dataTo: { default: '2020-03-10' } })
    expect(periodDays(circular.kinds['year']!, 2020, { ...request, title: undefined }).from).to.equal('2020-01-01')
    expect(() => periodDays(asked.kinds['urgent']!, 2020)).to.throw('states no days')
  })

  it('is followed by the next of its cycle, and by none where it has no cycle', () => {
    expect(nextPeriod(quarters, { kind: 'q4', year: 2020 })).to.deep.equal({ kind: 'q1', year: 2021 })
    expect(nextPeriod(asked, { kind: 'urgent', year: 2020 })).to.equal(undefined)
    expect(nextPeriod(asked, { kind: 'constructor', year: 2020 })).to.equal(undefined)
  })

  it('exists in the years that its kind serves, and the cycle goes round what does not', () => {
    const until = kinds({ ...circular.kinds, final_year: { ...circular.kinds['final_year']!, serves: { from: 2019, to: 2024 } } })
    expect([2018, 2019, 2024, 2025].map((year) => exists(until, { kind: 'final_year', year }))).to.deep.equal([false, true, true, false])
    expect(nextPeriod(until, { kind: 'year', year: 2024 })).to.deep.equal({ kind: 'final_year', year: 2024 })
    expect(nextPeriod(until, { kind: 'year', year: 2025 })).to.deep.equal({ kind: 'six_months', year: 2026 })
    expect(previousPeriod(until, { kind: 'final_year', year: 2019 })).to.equal(undefined)
  })

  it('is compared with that of the circular before where its own had none, the nearest first', () => {
    const succeeding = (more: PeriodsDefinition['kinds'], of: string, from: number): PeriodsDefinition =>
      kinds(Object.fromEntries(Object.entries(more).map(([id, kind]) => [`new_${id}`, { ...kind, serves: { from }, succeeds: `${of}/${id}` }])))
    const second = succeeding(circular.kinds, 'first', 2026)
    const packs = new Map([['first', circular], ['second', second], ['third', succeeding(second.kinds, 'second', 2030)]])
    const before = (pack: string, kind: string, year: number): string[] => throughCirculars(packs, { pack, kind, year }, previousPeriod).map((one) => `${one.pack}/${one.kind} ${one.year}`)
    expect(before('second', 'new_year', 2026)).to.deep.equal(['first/year 2025'])
    expect(before('second', 'new_year', 2027), 'its own comes first').to.deep.equal(['second/new_year 2026', 'first/year 2026'])
    expect(before('third', 'new_new_six_months', 2030)).to.deep.equal(['second/new_six_months 2029', 'first/six_months 2029'])
    expect(before('first', 'year', 2020)).to.deep.equal(['first/year 2019'])
    expect([before('second', 'nothing', 2026), before('nowhere', 'year', 2026)]).to.deep.equal([[], []])
    expect(throughCirculars(packs, { pack: 'second', kind: 'new_six_months', year: 2026 }, carriedOverPeriod), 'what is carried over, too').to.deep.equal([{ pack: 'first', kind: 'final_year', year: 2025 }])
    const circle = new Map([['a', kinds({ year: { ...circular.kinds['year']!, succeeds: 'b/year' } })], ['b', kinds({ year: { ...circular.kinds['year']!, succeeds: 'a/year' } })]])
    expect(throughCirculars(circle, { pack: 'a', kind: 'year', year: 2020 }, previousPeriod).map((one) => one.pack)).to.deep.equal(['a', 'b'])
  })

  it('is compared with the same kind one year earlier', () => {
    expect(previousPeriod(circular, { kind: 'six_months', year: 2020 })).to.deep.equal({ kind: 'six_months', year: 2019 })
    expect(previousPeriod(quarters, { kind: 'q1', year: 2020 })).to.deep.equal({ kind: 'q1', year: 2019 })
    expect(previousPeriod(asked, { kind: 'urgent', year: 2020 })).to.equal(undefined)
    expect(previousPeriod(circular, { kind: 'toString', year: 2020 })).to.equal(undefined)
  })
})

describe('what is carried over', () => {
  it('comes from the period whose data ended the day before, of whatever kind', () => {
    for (const kind of ['six_months', 'year', 'final_year']) {
      expect(carriedOverPeriod(circular, { kind, year: 2021 }), kind).to.deep.equal({ kind: 'final_year', year: 2020 })
    }
    expect(carriedOverPeriod(quarters, { kind: 'q2', year: 2020 })).to.deep.equal({ kind: 'q1', year: 2020 })
    expect(carriedOverPeriod(quarters, { kind: 'q1', year: 2020 })).to.deep.equal({ kind: 'q4', year: 2019 })
  })

  it('prefers the same cycle, then the same kind, where several ended that day', () => {
    const both = kinds({ ...circular.kinds, ...quarters.kinds })
    expect(carriedOverPeriod(both, { kind: 'q1', year: 2021 })).to.deep.equal({ kind: 'q4', year: 2020 })
    expect(carriedOverPeriod(both, { kind: 'year', year: 2021 })).to.deep.equal({ kind: 'final_year', year: 2020 })
    const twice = kinds({ a: { ...quarter(1, '01-01', '12-31') }, b: { ...quarter(2, '01-01', '12-31') } })
    expect(carriedOverPeriod(twice, { kind: 'a', year: 2021 })).to.deep.equal({ kind: 'a', year: 2020 })
    expect(carriedOverPeriod(twice, { kind: 'b', year: 2021 })).to.deep.equal({ kind: 'b', year: 2020 })
  })

  it('is nothing where no period ended that day, and goes by the class of the unit', () => {
    const late = kinds({ year: { title: '{year}', cycle: 'c', order: 1, from: '01-01', to: '12-31', 'data-to': { default: '10-31', exact: '12-31' } } })
    expect(carriedOverPeriod(late, { kind: 'year', year: 2021 })).to.equal(undefined)
    expect(carriedOverPeriod(late, { kind: 'year', year: 2021 }, 'exact')).to.deep.equal({ kind: 'year', year: 2020 })
    expect(carriedOverPeriod(asked, { kind: 'urgent', year: 2020 })).to.equal(undefined)
    expect(carriedOverPeriod(circular, { kind: 'valueOf', year: 2020 })).to.equal(undefined)
  })
})

describe('a due day', () => {
  it('is moved by the holidays of its own year, and it is known whether there are any', () => {
    expect(dueDay('01-20 next', 2020, calendar)).to.equal('2021-01-20')
    expect(dueDay('12-31 previous', 2020, calendar)).to.equal('2019-12-31')
    expect(knowsYearOf('2021-02-20', calendar)).to.equal(true)
    expect(knowsYearOf('2031-02-20', calendar)).to.equal(false)
  })
})
