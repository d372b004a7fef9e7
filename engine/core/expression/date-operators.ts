// Days. A day is a whole number, counted from 1970-01-01, so that days compare and add up as numbers do. There is no
// clock here: today, where a definition may ask for it, is a figure from outside.
import { firstDay, lastDay, monthOf, yearOf, yearsBetween, type WorkingDays } from '../calendar.ts'
import { LARGEST } from '../value.ts'
import { fraction, type Exact, type Fraction } from './exact.ts'
import { cellModes, type Operator } from './operator.ts'

const outOfRange: Exact = { error: 'out-of-range' }

/** The argument as a whole number; undefined where it is none. */
const whole = (value: Exact | undefined): number | undefined => {
  const { n, d } = value as Fraction
  const count = n % d === 0n ? n / d : undefined
  return count === undefined || count > BigInt(LARGEST) || count < -BigInt(LARGEST) ? undefined : Number(count)
}
const day = (value: Exact | undefined): number | undefined => {
  const count = whole(value)
  return count === undefined || count < firstDay || count > lastDay ? undefined : count
}
const number = (value: number | undefined): Exact => (value === undefined ? outOfRange : fraction(BigInt(value)))
const someDay = (value: number): Exact => (value < firstDay || value > lastDay ? outOfRange : fraction(BigInt(value)))

const ofDay = (name: string, read: (day: number) => number): Pick<Operator, 'name' | 'group' | 'usage' | 'params' | 'result' | 'blank' | 'errors' | 'modes' | 'apply'> => ({
  name, group: 'date', usage: `${name}(day)`, params: ['date'], result: 'number', blank: 'spread', errors: 'spread', modes: cellModes,
  apply: ([value]) => {
    const found = day(value)
    return number(found === undefined ? undefined : read(found))
  },
})

const ofTwo = (apply: (from: number, to: number, days: WorkingDays | undefined) => Exact): Operator['apply'] => ([a, b], { workingDays }) => {
  const [from, to] = [day(a), day(b)]
  return from === undefined || to === undefined ? outOfRange : apply(from, to, workingDays)
}

/** More working days than there are days are none that can be reached. */
const most = lastDay - firstDay

const moved = (move: (from: number, count: number, days: WorkingDays | undefined) => Exact): Operator['apply'] => ([a, b], { workingDays }) => {
  const [from, count] = [day(a), whole(b)]
  return from === undefined || count === undefined || Math.abs(count) > most ? outOfRange : move(from, count, workingDays)
}

const noCalendar = {
  vi: 'Có ô để trống, hoặc không có lịch làm việc, thì kết quả để trống.',
  en: 'One blank makes the result blank, and so does the lack of a calendar.',
}
/** Blank and error are looked at by the operator itself, because the calendar may be missing, too. */
const spread = (apply: Operator['apply']): Operator['apply'] => (args, context) => (args.includes(null) ? null : apply(args, context))

export const dateOperators: readonly Operator[] = [
  {
    name: 'days_between', group: 'date', usage: 'days_between(from, to)', params: ['date', 'date'], result: 'number', blank: 'spread', errors: 'spread', modes: cellModes,
    apply: ofTwo((from, to) => number(to - from)),
    words: { vi: 'số ngày từ {0} đến {1}', en: 'the days from {0} to {1}' },
    doc: { vi: 'Số ngày từ ngày trước đến ngày sau, không kể ngày đầu; âm nếu ngày sau đến trước.', en: 'Days from the first to the second, the first not counted; negative where the second is the earlier.' },
    example: ['days_between(date("2020-06-01"), date("2020-06-06"))', '5'],
  },
  {
    name: 'add_days', group: 'date', usage: 'add_days(day, count)', params: ['date', 'number'], result: 'date', blank: 'spread', errors: 'spread', modes: cellModes,
    apply: moved((from, count) => someDay(from + count)),
    words: { vi: '{1} ngày sau {0}', en: '{1} days after {0}' },
    doc: { vi: 'Ngày sau đó bao nhiêu ngày; số âm thì lùi lại. Phải là số nguyên.', en: 'The day so many days later; earlier for a negative count. Whole numbers only.' },
    example: ['add_days(date("2020-02-28"), 2)', 'date("2020-03-01")'],
  },
  {
    name: 'working_days_between', group: 'date', usage: 'working_days_between(from, to)', params: ['date', 'date'], result: 'number', blank: noCalendar, errors: 'spread', modes: cellModes, calendar: true,
    apply: spread(ofTwo((from, to, days) => (days === undefined ? null : number(days.between(from, to))))),
    words: { vi: 'số ngày làm việc từ {0} đến {1}', en: 'the working days from {0} to {1}' },
    doc: {
      vi: 'Số ngày làm việc theo lịch, không kể ngày đầu, kể cả ngày cuối.',
      en: 'Working days by the calendar, the first day not counted, the last one counted.',
    },
    example: ['working_days_between(date("2020-06-05"), date("2020-06-09"))', '2'],
  },
  {
    name: 'add_working_days', group: 'date', usage: 'add_working_days(day, count)', params: ['date', 'number'], result: 'date', blank: noCalendar, errors: 'spread', modes: cellModes, calendar: true,
    apply: spread(moved((from, count, days) => (days === undefined ? null : someDay(days.add(from, count))))),
    words: { vi: '{1} ngày làm việc sau {0}', en: '{1} working days after {0}' },
    doc: { vi: 'Ngày làm việc thứ bao nhiêu kể từ ngày đó, không kể chính ngày đó.', en: 'The working day so many after the day, which itself does not count.' },
    example: ['add_working_days(date("2020-06-05"), 5)', 'date("2020-06-12")'],
  },
  {
    ...ofDay('year_of', yearOf),
    words: { vi: 'năm của {0}', en: 'the year of {0}' },
    doc: { vi: 'Năm của một ngày.', en: 'The year of a day.' }, example: ['year_of(date("2020-06-06"))', '2020'],
  },
  {
    ...ofDay('month_of', monthOf),
    words: { vi: 'tháng của {0}', en: 'the month of {0}' },
    doc: { vi: 'Tháng của một ngày, từ 1 đến 12.', en: 'The month of a day, 1 to 12.' }, example: ['month_of(date("2020-06-06"))', '6'],
  },
  {
    name: 'age_on', group: 'date', usage: 'age_on(birth, day)', params: ['date', 'date'], result: 'number', blank: 'spread', errors: 'spread', modes: cellModes,
    apply: ofTwo((birth, on) => (on < birth ? outOfRange : number(yearsBetween(birth, on)))),
    words: { vi: 'tuổi vào {1} của người sinh {0}', en: 'the age on {1} of somebody born on {0}' },
    doc: {
      vi: 'Tuổi tròn vào một ngày; ngày đó trước ngày sinh là lỗi.',
      en: 'Full years of age on a day; a day before the birth is an error.',
    },
    example: ['age_on(date("2002-06-07"), date("2020-06-06"))', '17'],
  },
]
