// The days of the calendar that follow the moon, computed: Vietnamese lunar months begin on the day of the astronomical new
// moon in Viet Nam (UTC+7), and month eleven holds the winter solstice. The calendar states days; here they are checked.
import { expect } from 'chai'
import { addDays } from '../../engine/core/calendar.ts'
import { packOf } from '../support/repository-packs.ts'

const rad = Math.PI / 180
const sin = (degrees: number): number => Math.sin(degrees * rad)
const zone = 7 / 24

/** Julian date (UT) of the k-th new moon after that of 6 January 2000: J. Meeus, Astronomical Algorithms, chapter 49, without the planets' terms (seconds). */
function newMoon(k: number): number {
  const T = k / 1236.85
  const E = 1 - 0.002516 * T - 0.0000074 * T * T
  const M = 2.5534 + 29.1053567 * k - 0.0000014 * T * T
  const m = 201.5643 + 385.81693528 * k + 0.0107582 * T * T
  const F = 160.7108 + 390.67050284 * k - 0.0016118 * T * T
  const omega = 124.7746 - 1.56375588 * k + 0.0020672 * T * T
  const mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * T * T
  const periodic = -0.4072 * sin(m) + 0.17241 * E * sin(M) + 0.01608 * sin(2 * m) + 0.01039 * sin(2 * F) + 0.00739 * E * sin(m - M)
    - 0.00514 * E * sin(m + M) + 0.00208 * E * E * sin(2 * M) - 0.00111 * sin(m - 2 * F) - 0.00057 * sin(m + 2 * F) + 0.00056 * E * sin(2 * m + M)
    - 0.00042 * sin(3 * m) + 0.00042 * E * sin(M + 2 * F) + 0.00038 * E * sin(M - 2 * F) - 0.00024 * E * sin(2 * m - M) - 0.00017 * sin(omega)
  // Dynamical time runs some 70 seconds ahead of universal time in these years.
  return mean + periodic - 70 / 86_400
}

/** Apparent longitude of the sun in degrees; Meeus, chapter 25, good to a hundredth of a degree. */
function sunLongitude(julian: number): number {
  const T = (julian - 2451545) / 36525
  const M = 357.52911 + 35999.05029 * T
  const centre = (1.914602 - 0.004817 * T) * sin(M) + (0.019993 - 0.000101 * T) * sin(2 * M) + 0.000289 * sin(3 * M)
  const longitude = 280.46646 + 36000.76983 * T + centre - 0.00569 - 0.00478 * sin(125.04 - 1934.136 * T)
  return ((longitude % 360) + 360) % 360
}

/** Days are counted from midnight in Viet Nam. */
const dayOfMoon = (k: number): number => Math.floor(newMoon(k) + 0.5 + zone)
const sectorAt = (day: number): number => Math.floor(sunLongitude(day - 0.5 - zone) / 30)
const isoOf = (day: number): string => new Date((day - 2440587.5) * 86_400_000).toISOString().slice(0, 10)

/** The new moon that begins month eleven of the year before: the last one on or before the day of the winter solstice. */
function monthEleven(year: number): number {
  for (let k = Math.round((year - 2000) * 12.3685) + 2; ; k--) if (sectorAt(dayOfMoon(k + 1)) >= 9 && sectorAt(dayOfMoon(k)) < 9 && isoOf(dayOfMoon(k)) <= `${year - 1}-12-22`) return k
}

/** First days of months one and three: month eleven comes first, and a month in which the sun enters no sign is a leap month. */
function firstDays(year: number): { readonly one: string; readonly three: string } {
  const start = monthEleven(year)
  const hasLeap = monthEleven(year + 1) - start === 13
  const first = new Map<number, number>()
  let leapSeen = false
  for (let k = start, month = 11; first.size < 5; k++) {
    const isLeap = hasLeap && !leapSeen && k > start && sectorAt(dayOfMoon(k)) === sectorAt(dayOfMoon(k + 1))
    if (isLeap) {
      leapSeen = true
      continue
    }
    first.set(month, dayOfMoon(k))
    month = month === 12 ? 1 : month + 1
  }
  return { one: isoOf(first.get(1) as number), three: isoOf(first.get(3) as number) }
}

describe('the days that follow the moon', () => {
  const { holidays } = packOf('justice-sector').calendar?.definition ?? { holidays: {} }
  const daysOf = (name: string, year: number): string[] => Object.entries(holidays).filter(([day, title]) => title === name && day.startsWith(`${year}-`)).map(([day]) => day).sort()
  const years = [...new Set(Object.keys(holidays).map((day) => Number(day.slice(0, 4))))]

  it('are computed as almanacs have them, through leap months and where the Chinese day is another one', () => {
    // 1968, 1985, 2007 and 2030: a day or a month before the Chinese; leap months lie before the new years of 2015, 2018, 2021, 2024.
    const known = { 1968: '1968-01-29', 1985: '1985-01-21', 2007: '2007-02-17', 2015: '2015-02-19', 2018: '2018-02-16', 2030: '2030-02-02' }
    expect(Object.fromEntries(Object.keys(known).map((year) => [year, firstDays(Number(year)).one]))).to.deep.equal(known)
  })

  it('are stated for every year of the calendar', () => {
    expect(years).to.include.members([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027])
  })

  for (const year of years) {
    it(`of ${year} are where the calendar states them: Tết from its eve to the third day, and a fifth day only beside them; the tenth of the third month`, () => {
      const { one, three } = firstDays(year)
      const tet = [-1, 0, 1, 2].map((offset) => addDays(one, offset))
      const stated = daysOf('Tết Nguyên đán', year)
      expect(stated).to.include.members(tet)
      expect(stated.filter((day) => !tet.includes(day)).every((day) => day === addDays(one, -2) || day === addDays(one, 3))).to.equal(true)
      expect(stated.length).to.be.at.most(5)
      expect(daysOf('Giỗ Tổ Hùng Vương', year)).to.deep.equal([addDays(three, 9)])
    })
  }
})
