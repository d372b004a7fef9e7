import { expect } from 'chai'
import fc from 'fast-check'
import { addDays, combined, dayNumber, dayOf, dayText, hasWorkingDays, isDay, isWorkingDay, startOfDay, weekday, workingDayFrom, workingDaysOf } from '../../engine/core/calendar.ts'
import { dataToOf, dueDay, nextPeriod, openBy, periodDays } from '../../engine/core/period.ts'
import type { CalendarDefinition } from '../../engine/core/pack.ts'
import { packOf } from '../support/repository-packs.ts'

const calendar = packOf('justice-sector').calendar!.definition
const periods = packOf('tt03-2019').periods!.definition

describe('the calendar', () => {
  it('knows the day of the week of every day', () => {
    expect(weekday('2020-06-06')).to.equal(6)
    expect(weekday('1969-12-31')).to.equal(3)
    fc.assert(fc.property(fc.integer({ min: -40_000, max: 40_000 }), (days) => {
      const date = new Date(days * 86_400_000)
      expect(weekday(date.toISOString().slice(0, 10))).to.equal(((date.getUTCDay() + 6) % 7) + 1)
    }))
  })

  it('counts days across months and leap years', () => {
    expect(addDays('2020-02-28', 1)).to.equal('2020-02-29')
    expect(addDays('2021-02-28', 1)).to.equal('2021-03-01')
    expect(addDays('2020-01-01', -1)).to.equal('2019-12-31')
  })

  it('ends where nobody ever works, and says so', () => {
    const [week, others] = [[1, 2, 3, 4, 5], [6, 7]].map((off) => ({ title: 'L', 'weekly-days-off': off, holidays: {} })) as [CalendarDefinition, CalendarDefinition]
    const none = combined([week, others])
    expect([hasWorkingDays(week), hasWorkingDays(others), hasWorkingDays(none), hasWorkingDays({ 'weekly-days-off': [1, 1, 1, 1, 1, 1, 1] })]).to.deep.equal([true, true, false, true])
    expect([workingDayFrom('2020-06-06', none), workingDayFrom('2020-06-08', week)]).to.deep.equal(['2020-06-06', '2020-06-13'])
  })

  it('gives Vietnam its own day: seven hours before midnight UTC it is tomorrow there', () => {
    expect(dayOf(new Date('2020-06-05T16:59:59Z'))).to.equal('2020-06-05')
    expect(dayOf(new Date('2020-06-05T17:00:00Z'))).to.equal('2020-06-06')
    expect(startOfDay('2020-06-06').toISOString()).to.equal('2020-06-05T17:00:00.000Z')
  })

  it('moves from a day without work to the next one with', () => {
    expect(isWorkingDay('2020-06-05', calendar)).to.equal(true)
    expect(workingDayFrom('2020-06-05', calendar)).to.equal('2020-06-05')
    expect(workingDayFrom('2020-06-06', calendar)).to.equal('2020-06-08')
    expect(workingDayFrom('2020-04-30', calendar)).to.equal('2020-05-04')
    expect(workingDayFrom('2020-01-24', calendar)).to.equal('2020-01-29')
  })

  it('knows a day that there is from one that there is not', () => {
    for (const day of ['2020-02-29', '1970-01-01', '1900-12-31', '9999-12-31']) expect(isDay(day), day).to.equal(true)
    for (const day of ['', '2021-02-29', '2020-13-01', '2020-00-10', '2020-04-31', '2020-4-1', '0020-01-01', '20200606', '2020-06-06 ', '06/06/2020']) expect(isDay(day), day).to.equal(false)
    expect(dayNumber('1970-01-01')).to.equal(0)
    expect(dayText(-1)).to.equal('1969-12-31')
  })

  it('counts working days without the first one, over weekends and holidays, either way', () => {
    const days = workingDaysOf(calendar)
    const after = (day: string, count: number): string => dayText(days.add(dayNumber(day), count))
    const between = (from: string, to: string): number => days.between(dayNumber(from), dayNumber(to))
    expect(after('2020-06-04', 1)).to.equal('2020-06-05')
    expect(after('2020-06-05', 1)).to.equal('2020-06-08')
    expect(after('2020-06-06', 5)).to.equal('2020-06-12')
    expect(after('2020-04-29', 1)).to.equal('2020-05-04')
    expect(after('2020-06-07', 0)).to.equal('2020-06-07')
    expect(after('2020-06-08', -1)).to.equal('2020-06-05')
    expect(after('2020-06-07', -1)).to.equal('2020-06-05')
    expect(between('2020-06-05', '2020-06-08')).to.equal(1)
    expect(between('2020-04-29', '2020-05-03')).to.equal(0)
    expect(between('2020-06-08', '2020-06-05')).to.equal(-1)
    expect(between('2020-06-08', '2020-06-08')).to.equal(0)
  })

  it('finds no working day where nobody ever works', () => {
    const never = workingDaysOf({ title: 'x', 'weekly-days-off': [1, 2, 3, 4, 5, 6, 7], holidays: {} })
    expect(never.add(0, 1)).to.equal(Infinity)
    expect(never.add(0, -1)).to.equal(-Infinity)
    expect(never.add(5, 0)).to.equal(5)
    expect(never.between(0, 100)).to.equal(0)
  })

  it('counts working days as somebody would who looks at each day', () => {
    const some = fc.record({
      title: fc.constant('x'),
      'weekly-days-off': fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
      holidays: fc.array(fc.integer({ min: -40, max: 90 }).map((day): [string, string] => [dayText(day), 'x']), { maxLength: 25 }).map((list) => Object.fromEntries(list)),
    })
    fc.assert(fc.property(some, fc.integer({ min: -60, max: 60 }), fc.integer({ min: -12, max: 12 }), (one, from, count) => {
      const days = workingDaysOf(one)
      let day = from
      for (let left = Math.abs(count); left > 0; ) {
        day += Math.sign(count)
        if (isWorkingDay(dayText(day), one)) left--
      }
      expect(days.add(from, count)).to.equal(day)
      let passed = 0
      for (let next = from + 1; next <= day; next++) if (isWorkingDay(dayText(next), one)) passed++
      if (count > 0) expect(days.between(from, day)).to.equal(passed)
    }), { numRuns: 500 })
  })
})

describe('periods of reporting', () => {
  it('are due on the day of the form, or on the first working day after it', () => {
    expect(dueDay('06-06', 2020, calendar)).to.equal('2020-06-08')
    expect(dueDay('11-07', 2020, calendar)).to.equal('2020-11-09')
    expect(dueDay('01-20 next', 2020, calendar)).to.equal('2021-01-20')
    expect(dueDay('02-29', 2021, calendar)).to.equal('2021-03-01')
  })

  it('end their figures by class of unit, and by default for a class that has no day, whatever it is called', () => {
    const { dataTo } = periodDays(periods.kinds['year']!, 2020)
    expect(dataToOf(dataTo, undefined)).to.equal('2020-10-31')
    expect(dataToOf(dataTo, 'central')).to.equal('2020-11-30')
    expect(dataToOf(dataTo, 'another')).to.equal('2020-10-31')
    expect(dataToOf(dataTo, 'constructor')).to.equal('2020-10-31')
  })

  it('carry their year in the title and open so many days before the figures end', () => {
    const days = periodDays(periods.kinds['six_months']!, 2020)
    expect(days).to.include({ title: '6 tháng đầu năm 2020', from: '2020-01-01', to: '2020-06-30' })
    expect(openBy(periods, days)).to.equal('2020-05-16')
  })

  it('follow each other within their cycle, and begin again with the year', () => {
    expect(nextPeriod(periods, { kind: 'six_months', year: 2020 })).to.deep.equal({ kind: 'year', year: 2020 })
    expect(nextPeriod(periods, { kind: 'year', year: 2020 })).to.deep.equal({ kind: 'final_year', year: 2020 })
    expect(nextPeriod(periods, { kind: 'final_year', year: 2020 })).to.deep.equal({ kind: 'six_months', year: 2021 })
    expect(nextPeriod(periods, { kind: 'quarter', year: 2020 })).to.equal(undefined)
    const quarter = { ...periods.kinds['year']!, cycle: 'quarterly', order: 2 }
    expect(nextPeriod({ ...periods, kinds: { ...periods.kinds, quarter } }, { kind: 'six_months', year: 2020 })).to.deep.equal({ kind: 'year', year: 2020 })
    expect(nextPeriod({ ...periods, kinds: { ...periods.kinds, quarter } }, { kind: 'quarter', year: 2020 })).to.deep.equal({ kind: 'quarter', year: 2021 })
  })
})
