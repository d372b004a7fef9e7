// The language, operator by operator: a value, blanks and errors. Every row of operators.ts has its lines here; a new
// operator without lines fails. Each line is calculated by the fast path and by the exact one.
import { expect } from 'chai'
import { operators } from '../../../engine/core/expression/operators.ts'
import { compare, isFraction, type Exact, type Fraction } from '../../../engine/core/expression/exact.ts'
import { walk } from '../../../engine/core/expression/tree.ts'
import { errorCodes, exactValue, exactly, parsed, quickly, type Given } from './calculating.ts'

type Line = readonly [text: string, given: Given, wanted: number | boolean | string | null]

const blank = null
const fail = 'division-by-zero'

/** Cells a, b, c … hold whole numbers, d2 has two decimals, t holds text, y yes or no, j a day. Results have three decimals.
 * Saturdays, Sundays, 30/04/2020 and 01/05/2020 are days off. */
const lines: Readonly<Record<string, readonly Line[]>> = {
  '+': [
    ['a + b', { a: 2, b: 3 }, 5], ['a + b', { a: 2, b: blank }, 2], ['a + b', { a: blank, b: blank }, blank],
    ['a + b', { a: 2, b: fail }, fail], ['a + b', { a: blank, b: fail }, fail], ['a + b + c', { a: 1, b: blank, c: 4 }, 5],
    ['a + d2', { a: 1, d2: 250 }, 3.5],
  ],
  '-': [
    ['a - b', { a: 2, b: 3 }, -1], ['a - b', { a: 2, b: blank }, 2], ['a - b', { a: blank, b: 3 }, blank], ['a - b', { a: fail, b: 1 }, fail],
    ['-a', { a: 2 }, -2], ['-a', { a: 0 }, 0], ['-a', { a: blank }, blank], ['-a', { a: fail }, fail], ['a - b - c', { a: 9, b: 3, c: 2 }, 4],
  ],
  '*': [
    ['a * b', { a: 2, b: 3 }, 6], ['a * b', { a: 2, b: blank }, blank], ['a * b', { a: 0, b: -5 }, 0], ['a * b', { a: fail, b: blank }, fail],
    ['d2 * 0.1', { d2: 1 }, 0.001], ['d2 * 0.15', { d2: 1 }, 0.002], ['d2 * -0.15', { d2: 1 }, -0.002],
  ],
  '/': [
    ['a / b', { a: 1, b: 3 }, 0.333], ['a / b', { a: 2, b: 3 }, 0.667], ['a / b', { a: -2, b: 3 }, -0.667], ['a / b', { a: 1, b: 2000 }, 0.001],
    ['a / b', { a: -1, b: 2000 }, -0.001], ['a / b', { a: 1, b: 2001 }, 0], ['a / b', { a: 1, b: 0 }, fail], ['a / b', { a: blank, b: 0 }, blank],
    ['a / b', { a: 1, b: blank }, blank], ['a / b', { a: 'out-of-range', b: 0 }, 'out-of-range'],
  ],
  '=': [
    ['a = b', { a: 2, b: 2 }, true], ['a = b', { a: 2, b: 3 }, false], ['a = d2', { a: 2, d2: 200 }, true], ['a = b', { a: blank, b: blank }, blank],
    ['a = b', { a: fail, b: 1 }, fail], ['t = "có"', { t: 'có' }, true], ['t = "có"', { t: 'không' }, false], ['t = "có"', { t: blank }, blank], ['t = t2', { t: 'có', t2: 'có' }, true], ['t = t2', { t: 'có', t2: 'không' }, false],
    ['if(a > 0, t, "x") = "có"', { a: 1, t: 'không' }, false], ['y = true', { y: true }, true], ['y = y2', { y: true, y2: false }, false], ['y = y2', { y: blank, y2: false }, blank],
    ['j = date("2020-06-06")', { j: '2020-06-06' }, true], ['j = j2', { j: '2020-06-06', j2: '2020-06-07' }, false], ['y = y2', { y: fail, y2: true }, fail],
  ],
  '!=': [['a != b', { a: 2, b: 2 }, false], ['a != b', { a: 2, b: 3 }, true], ['a != b', { a: 2, b: blank }, blank], ['t != "có"', { t: 'không' }, true], ['a != b', { a: fail, b: 2 }, fail]],
  '<': [['j < j2', { j: '2020-06-05', j2: '2020-06-06' }, true], ['j < j2', { j: '2020-06-06', j2: '2020-06-06' }, false], ['j < j2', { j: blank, j2: '2020-06-06' }, blank], ['a < b', { a: 2, b: 3 }, true], ['a < b', { a: 3, b: 3 }, false], ['a < b', { a: blank, b: 3 }, blank], ['a < b', { a: fail, b: 3 }, fail]],
  '<=': [['a <= b', { a: 3, b: 3 }, true], ['a <= b', { a: 4, b: 3 }, false], ['a <= b', { a: 3, b: blank }, blank], ['a <= b', { a: 3, b: fail }, fail]],
  '>': [['a > b', { a: 3, b: 2 }, true], ['a > b', { a: 3, b: 3 }, false], ['a > d2', { a: 3, d2: 299 }, true], ['a > b', { a: blank, b: 3 }, blank], ['a > b', { a: fail, b: 3 }, fail]],
  '>=': [['a >= b', { a: 3, b: 3 }, true], ['a >= b', { a: 2, b: 3 }, false], ['a >= b', { a: 3, b: blank }, blank], ['a >= b', { a: fail, b: fail }, fail]],
  and: [
    ['y and y2', { y: true, y2: true }, true], ['y and y2', { y: true, y2: blank }, blank], ['y and y2', { y: false, y2: blank }, false],
    ['a > 0 and b > 0', { a: 1, b: 1 }, true], ['a > 0 and b > 0', { a: 0, b: 1 }, false], ['a > 0 and b > 0', { a: blank, b: 1 }, blank],
    ['a > 0 and b > 0', { a: blank, b: 0 }, false], ['a > 0 and b > 0', { a: 1, b: fail }, fail], ['a > 0 and b > 0', { a: 0, b: fail }, false],
    ['a > 0 and b > 0', { a: fail, b: 0 }, false], ['a > 0 and b > 0', { a: blank, b: fail }, fail], ['a > 0 and b > 0 and c > 0', { a: 1, b: 1, c: 0 }, false],
    // Of two errors the first is told.
    ['a > 0 and round(b, 13) > 0', { a: fail, b: 1 }, fail], ['round(b, 13) > 0 and a > 0', { a: fail, b: 1 }, 'out-of-range'],
  ],
  or: [
    ['a > 0 or b > 0', { a: 0, b: 1 }, true], ['a > 0 or b > 0', { a: 0, b: 0 }, false], ['a > 0 or b > 0', { a: blank, b: 0 }, blank],
    ['a > 0 or b > 0', { a: blank, b: 1 }, true], ['a > 0 or b > 0', { a: 0, b: fail }, fail], ['a > 0 or b > 0', { a: 1, b: fail }, true],
    ['a > 0 or b > 0', { a: fail, b: 1 }, true], ['a = 0 or b / a > 1', { a: 0, b: 5 }, true],
    ['a > 0 or round(b, 13) > 0', { a: fail, b: 1 }, fail], ['round(b, 13) > 0 or a > 0', { a: fail, b: 1 }, 'out-of-range'],
  ],
  not: [['not y', { y: false }, true], ['not y', { y: blank }, blank], ['not a > 0', { a: 0 }, true], ['not a > 0', { a: 1 }, false], ['not a > 0', { a: blank }, blank], ['not a > 0', { a: fail }, fail]],
  if: [
    ['if(a > 0, b, c)', { a: 1, b: 2, c: 3 }, 2], ['if(a > 0, b, c)', { a: 0, b: 2, c: 3 }, 3], ['if(a > 0, b, c)', { a: blank, b: 2, c: 3 }, blank],
    ['if(a > 0, b, c)', { a: fail, b: 2, c: 3 }, fail], ['if(a > 0, b, c)', { a: 1, b: 2, c: fail }, 2], ['if(a > 0, b, c)', { a: 0, b: 2, c: fail }, fail],
    ['if(a > 0, b, blank)', { a: 0, b: 2 }, blank], ['if(y, j, j2)', { y: true, j: '2020-06-06', j2: blank }, '2020-06-06'], ['if(y, t, "không rõ")', { y: false, t: 'có' }, 'không rõ'],
    ['if(y, t, t2)', { y: fail, t: 'có', t2: 'x' }, fail],
  ],
  sum: [['sum(a, b, c)', { a: 1, b: blank, c: 4 }, 5], ['sum(a, b)', { a: blank, b: blank }, blank], ['sum(a, b)', { a: 1, b: fail }, fail], ['sum(column a)', { a: 7 }, 7], ['sum(row a)', { a: 1, b: 2, d2: 50 }, 3.5], ['sum(group d5)', { b: 9, d5: 200000 }, 11], ['sum(group b)', { b: fail }, fail], ['sum(column a, b)', { a: blank, b: blank }, blank]],
  mean: [['mean(a, b)', { a: 1, b: 2 }, 1.5], ['mean(a, b, c)', { a: 1, b: blank, c: 1 }, 1], ['mean(a, b)', { a: blank, b: blank }, blank], ['mean(a, b)', { a: fail, b: 1 }, fail]],
  count: [['count(a, b, c)', { a: 1, b: blank, c: 0 }, 2], ['count(a, b)', { a: blank, b: blank }, 0], ['count(a, b)', { a: fail, b: 1 }, fail], ['count(column a)', { a: blank }, 0], ['count(t, y, j, column t2)', { t: 'có', y: false, j: blank, t2: 'x' }, 3]],
  min: [['min(a, b, c)', { a: 3, b: -1, c: blank }, -1], ['min(a)', { a: blank }, blank], ['min(a, b)', { a: fail, b: 1 }, fail], ['min(a, d2)', { a: 2, d2: 150 }, 1.5], ['min(row a)', { a: 3, d2: 150, d5: 900000, e: blank }, 1.5], ['min(j, j2)', { j: '2020-06-06', j2: '2020-05-30' }, '2020-05-30']],
  max: [['max(a, b, c)', { a: 3, b: -1, c: blank }, 3], ['max(a)', { a: blank }, blank], ['max(a, b)', { a: fail, b: 1 }, fail], ['max(column a)', { a: 2 }, 2], ['max(group d2)', { b: 1, d2: 250 }, 2.5], ['max(j, j2)', { j: '2020-06-06', j2: blank }, '2020-06-06']],
  abs: [['abs(a)', { a: -3 }, 3], ['abs(a)', { a: 0 }, 0], ['abs(a)', { a: blank }, blank], ['abs(a)', { a: fail }, fail]],
  round: [
    ['round(a / 8, 1)', { a: 2 }, 0.3], ['round(-a / 8, 1)', { a: 2 }, -0.3], ['round(a / 8, 0)', { a: 4 }, 1], ['round(a, 0)', { a: blank }, blank],
    ['round(a, 0)', { a: fail }, fail], ['round(a, 13)', { a: 1 }, 'out-of-range'], ['round(a, -1)', { a: 1 }, 'out-of-range'],
    ['round(d2)', { d2: 250 }, 3], ['round(d2)', { d2: -250 }, -3], ['round(d2)', { d2: 249 }, 2], ['round(d2, 1)', { d2: -249 }, -2.5], ['round(a / b, 2)', { a: 2, b: 3 }, 0.67], ['round(a / b, 2)', { a: 2, b: 0 }, fail],
  ],
  floor: [
    ['floor(d2)', { d2: 275 }, 2], ['floor(d2)', { d2: -275 }, -3], ['floor(d2, 1)', { d2: 275 }, 2.7], ['floor(d2)', { d2: -300 }, -3], ['floor(a / b)', { a: 7, b: 2 }, 3], ['floor(a / b)', { a: -7, b: 2 }, -4],
    ['floor(d2)', { d2: blank }, blank], ['floor(d2)', { d2: fail }, fail], ['floor(a, 13)', { a: 1 }, 'out-of-range'], ['floor(a, b)', { a: 1, b: blank }, blank],
  ],
  ceiling: [
    ['ceiling(d2)', { d2: 201 }, 3], ['ceiling(d2)', { d2: -275 }, -2], ['ceiling(d2, 1)', { d2: 271 }, 2.8], ['ceiling(d2)', { d2: 300 }, 3], ['ceiling(a / b)', { a: 7, b: 2 }, 4],
    ['ceiling(d2)', { d2: blank }, blank], ['ceiling(d2)', { d2: fail }, fail], ['ceiling(d2)', { d2: -50 }, 0], ['ceiling(a, 13)', { a: 1 }, 'out-of-range'], ['ceiling(a, b)', { a: 1, b: blank }, blank],
  ],
  between: [
    ['between(a, 1, 5)', { a: 1 }, true], ['between(a, 1, 5)', { a: 5 }, true], ['between(a, 1, 5)', { a: 6 }, false], ['between(a, 1, 5)', { a: 0 }, false], ['between(a, b, 5)', { a: 6, b: blank }, blank],
    ['between(a, 1, 5)', { a: blank }, blank], ['between(a, b, 5)', { a: 1, b: fail }, fail], ['between(j, date("2020-01-01"), j2)', { j: '2020-06-30', j2: '2020-06-30' }, true],
  ],
  one_of: [
    ['one_of(a, 1, 2, 3)', { a: 2 }, true], ['one_of(a, 1, 2, 3)', { a: 4 }, false], ['one_of(a, 1, 2)', { a: blank }, blank], ['one_of(a, b, 2)', { a: 2, b: blank }, true], ['one_of(a, b, 2)', { a: 3, b: blank }, blank],
    ['one_of(a, b, 2)', { a: 2, b: fail }, fail], ['one_of(t, "nam", "nữ")', { t: 'nữ' }, true], ['one_of(t, "nam", "nữ")', { t: blank }, blank], ['one_of(a, d2)', { a: 2, d2: 200 }, true],
  ],
  coalesce: [
    ['coalesce(a, b, 7)', { a: blank, b: 2 }, 2], ['coalesce(a, b, 7)', { a: blank, b: blank }, 7], ['coalesce(a, b)', { a: blank, b: blank }, blank], ['coalesce(a, b)', { a: 0, b: 5 }, 0],
    ['coalesce(a, b)', { a: fail, b: 5 }, fail], ['coalesce(a, b)', { a: 5, b: fail }, 5], ['coalesce(t, "không rõ")', { t: blank }, 'không rõ'], ['coalesce(a, d2) + 1', { a: blank, d2: 250 }, 3.5],
  ],
  or_zero: [['or_zero(a)', { a: 5 }, 5], ['or_zero(a)', { a: blank }, 0], ['or_zero(a)', { a: fail }, fail]],
  is_blank: [['is_blank(a)', { a: blank }, true], ['is_blank(a)', { a: 0 }, false], ['is_blank(a)', { a: fail }, fail], ['is_blank(t)', { t: blank }, true], ['is_blank(t)', { t: 'có' }, false], ['is_blank(j)', { j: blank }, true], ['is_blank(y)', { y: false }, false]],
  days_between: [
    ['days_between(j, j2)', { j: '2020-02-28', j2: '2020-03-01' }, 2], ['days_between(j, j2)', { j: '2020-06-06', j2: '2020-06-01' }, -5], ['days_between(j, j2)', { j: '2020-06-06', j2: '2020-06-06' }, 0],
    ['days_between(j, j2)', { j: blank, j2: '2020-06-06' }, blank], ['days_between(j, j2)', { j: fail, j2: blank }, fail],
  ],
  add_days: [
    ['add_days(j, a)', { j: '2020-02-28', a: 2 }, '2020-03-01'], ['add_days(j, a)', { j: '2020-03-01', a: -1 }, '2020-02-29'], ['add_days(j, a)', { j: '2020-03-01', a: 0 }, '2020-03-01'],
    ['add_days(j, a)', { j: '2020-03-01', a: blank }, blank], ['add_days(j, a)', { j: '2020-03-01', a: fail }, fail], ['add_days(j, 0.5)', { j: '2020-03-01' }, 'out-of-range'], ['add_days(j, a)', { j: '9999-12-31', a: 1 }, 'out-of-range'],
    ['add_days(j, a)', { j: '1000-01-01', a: -1 }, 'out-of-range'], ['add_days(j, d2)', { j: '2020-03-01', d2: 300 }, '2020-03-04'],
  ],
  working_days_between: [
    ['working_days_between(j, j2)', { j: '2020-06-05', j2: '2020-06-08' }, 1], ['working_days_between(j, j2)', { j: '2020-04-29', j2: '2020-05-04' }, 1], ['working_days_between(j, j2)', { j: '2020-06-08', j2: '2020-06-05' }, -1],
    ['working_days_between(j, j2)', { j: '2020-06-08', j2: blank }, blank], ['working_days_between(j, j2)', { j: blank, j2: fail }, fail],
  ],
  add_working_days: [
    ['add_working_days(j, a)', { j: '2020-06-05', a: 1 }, '2020-06-08'], ['add_working_days(j, 15)', { j: '2020-04-29' }, '2020-05-22'], ['add_working_days(j, a)', { j: '2020-05-04', a: -1 }, '2020-04-29'], ['add_working_days(j, a)', { j: '2020-06-06', a: 0 }, '2020-06-06'],
    ['add_working_days(j, a)', { j: blank, a: 1 }, blank], ['add_working_days(j, a)', { j: '2020-06-06', a: fail }, fail], ['add_working_days(j, 1.5)', { j: '2020-06-06' }, 'out-of-range'], ['add_working_days(j, a)', { j: '2020-06-06', a: 9_000_000 }, 'out-of-range'],
    ['add_working_days(j, a)', { j: '9999-12-31', a: 1 }, 'out-of-range'],
  ],
  year_of: [['year_of(j)', { j: '2020-12-31' }, 2020], ['year_of(j)', { j: '1969-12-31' }, 1969], ['year_of(j)', { j: blank }, blank], ['year_of(j)', { j: fail }, fail]],
  month_of: [['month_of(j)', { j: '2020-12-31' }, 12], ['month_of(j)', { j: '2020-02-29' }, 2], ['month_of(j)', { j: blank }, blank], ['month_of(j)', { j: fail }, fail]],
  age_on: [
    ['age_on(j, j2)', { j: '2002-06-07', j2: '2020-06-06' }, 17], ['age_on(j, j2)', { j: '2002-06-06', j2: '2020-06-06' }, 18], ['age_on(j, j2)', { j: '2004-02-29', j2: '2021-02-28' }, 16], ['age_on(j, j2)', { j: '2004-02-29', j2: '2021-03-01' }, 17],
    ['age_on(j, j2)', { j: '2020-06-06', j2: '2020-06-06' }, 0], ['age_on(j, j2)', { j: '2020-06-07', j2: '2020-06-06' }, 'out-of-range'], ['age_on(j, j2)', { j: blank, j2: '2020-06-06' }, blank], ['age_on(j, j2)', { j: '2002-06-06', j2: fail }, fail],
  ],
  length: [['length(t)', { t: 'Hà Nội' }, 6], ['length(t)', { t: '😀' }, 1], ['length(t)', { t: blank }, blank], ['length(if(y, t, t2))', { y: fail }, fail]],
  concat: [['concat(t, "/", t2)', { t: '12', t2: 'CC' }, '12/CC'], ['concat(t, t2)', { t: '12', t2: blank }, '12'], ['concat(t, t2)', { t: blank, t2: blank }, blank], ['concat(t, if(y, t, t2))', { y: fail, t: 'x' }, fail]],
  upper: [['upper(t)', { t: 'sở tư pháp' }, 'SỞ TƯ PHÁP'], ['upper(t)', { t: blank }, blank], ['upper(if(y, t, t2))', { y: fail }, fail]],
  lower: [['lower(t)', { t: 'SỞ Tư Pháp' }, 'sở tư pháp'], ['lower(t)', { t: blank }, blank], ['lower(if(y, t, t2))', { y: fail }, fail]],
  trim: [['trim(t)', { t: '  Nguyễn \t An ' }, 'Nguyễn An'], ['trim(t)', { t: '   ' }, blank], ['trim(t)', { t: blank }, blank], ['trim(if(y, t, t2))', { y: fail }, fail]],
  contains: [
    ['contains(t, "công")', { t: 'Phòng công chứng' }, true], ['contains(t, "CÔNG")', { t: 'Phòng công chứng' }, false], ['contains(t, t2)', { t: blank, t2: 'a' }, blank], ['contains(t, t2)', { t: 'a', t2: blank }, blank],
    ['contains(if(y, t, t2), "a")', { y: fail }, fail],
  ],
  starts_with: [['starts_with(t, "079")', { t: '079123' }, true], ['starts_with(t, "79")', { t: '079123' }, false], ['starts_with(t, "a")', { t: blank }, blank], ['starts_with(if(y, t, t2), "a")', { y: fail }, fail]],
  matches: [
    ['matches(t, "#{9}|#{12}")', { t: '079123456789' }, true], ['matches(t, "#{9}|#{12}")', { t: '0791234567' }, false], ['matches(t, "#{9}|#{12}")', { t: '079 123 456' }, false], ['matches(t, "##/@{2,5}")', { t: '12/BTP' }, true],
    ['matches(t, "#{3}")', { t: blank }, blank], ['matches(if(y, t, t2), "#")', { y: fail }, fail],
  ],
  chosen: [
    ['chosen(t, "post")', { t: 'email,post' }, true], ['chosen(t, "post")', { t: 'email,postal' }, false], ['chosen(t, "post")', { t: 'post' }, true], ['chosen(t, "post")', { t: blank }, false], ['chosen(t, t2)', { t: 'a', t2: blank }, blank],
    ['chosen(if(y, t, t2), "a")', { y: fail }, fail],
  ],
}

describe('the operators', () => {
  it('each have lines for a value, a blank and an error', () => {
    expect(Object.keys(lines).sort()).to.deep.equal([...operators.keys()].sort())
    for (const [name, own] of Object.entries(lines)) {
      const has = (wanted: (value: unknown) => boolean): boolean => own.some(([, given]) => Object.values(given).some(wanted))
      expect(has((value) => value !== blank && !errorCodes.some((code) => code === value)), `${name}: a value`).to.equal(true)
      expect(has((value) => value === blank), `${name}: a blank`).to.equal(true)
      expect(has((value) => errorCodes.some((code) => code === value)), `${name}: an error`).to.equal(true)
    }
  })

  for (const [name, own] of Object.entries(lines)) {
    it(`${name} says what its lines say`, () => {
      for (const [text, given, wanted] of own) {
        const title = `${text} with ${JSON.stringify(given)}`
        // Object.is: a zero is never a negative one.
        expect(Object.is(exactly(text, given), wanted), `${title}, exactly ${exactly(text, given)}`).to.equal(true)
        expect(Object.is(quickly(text, given), wanted), `${title}, quickly ${quickly(text, given)}`).to.equal(true)
      }
    })
  }

  it('each have words, one line of the manual and policies in both languages', () => {
    for (const { name, words, doc, blank, errors, usage } of operators.values()) {
      for (const language of ['vi', 'en'] as const) {
        expect(words[language], name).to.match(/\{(0|\*)\}/)
        expect(doc[language], name).to.match(/^\p{Lu}.*\.$/u)
        if (typeof blank === 'object') expect(blank[language], name).to.match(/^\p{Lu}.*\.$/u)
        if (typeof errors === 'object') expect(errors[language], name).to.match(/^\p{Lu}.*\.$/u)
      }
      expect(usage, name).to.include(name)
    }
  })

  it('each have an example that is true', () => {
    for (const { name, example: [text, result] } of operators.values()) {
      const called = new Set<string>()
      walk(parsed(text), (node) => node.kind === 'call' && called.add(node.operator))
      expect([...called], name).to.include(name)
      const wanted = exactValue(parsed(result), {})
      const given = exactValue(parsed(text), {})
      const agrees = isFraction(wanted as Exact) && isFraction(given as Exact) ? compare(wanted as Fraction, given as Fraction) === 0 : wanted === given
      expect(agrees, `${text} is ${JSON.stringify(given, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one))}, not ${result}`).to.equal(true)
    }
  })
})
