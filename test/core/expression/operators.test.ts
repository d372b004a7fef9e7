// The language, operator by operator: a value, blanks and errors. Every row of operators.ts has its lines here; a new
// operator without lines fails. Each line is calculated by the fast path and by the exact one.
import { expect } from 'chai'
import { operators } from '../../../engine/core/expression/operators.ts'
import { errorCodes, exactly, quickly, type Given } from './calculating.ts'

type Line = readonly [text: string, given: Given, wanted: number | boolean | string | null]

const blank = null
const fail = 'division-by-zero'

/** Cells a, b, c … hold whole numbers, d2 has two decimals, t holds text. Results have three decimals. */
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
    ['if(a > 0, t, "x") = "có"', { a: 1, t: 'không' }, false],
  ],
  '!=': [['a != b', { a: 2, b: 2 }, false], ['a != b', { a: 2, b: 3 }, true], ['a != b', { a: 2, b: blank }, blank], ['t != "có"', { t: 'không' }, true], ['a != b', { a: fail, b: 2 }, fail]],
  '<': [['a < b', { a: 2, b: 3 }, true], ['a < b', { a: 3, b: 3 }, false], ['a < b', { a: blank, b: 3 }, blank], ['a < b', { a: fail, b: 3 }, fail]],
  '<=': [['a <= b', { a: 3, b: 3 }, true], ['a <= b', { a: 4, b: 3 }, false], ['a <= b', { a: 3, b: blank }, blank], ['a <= b', { a: 3, b: fail }, fail]],
  '>': [['a > b', { a: 3, b: 2 }, true], ['a > b', { a: 3, b: 3 }, false], ['a > d2', { a: 3, d2: 299 }, true], ['a > b', { a: blank, b: 3 }, blank], ['a > b', { a: fail, b: 3 }, fail]],
  '>=': [['a >= b', { a: 3, b: 3 }, true], ['a >= b', { a: 2, b: 3 }, false], ['a >= b', { a: 3, b: blank }, blank], ['a >= b', { a: fail, b: fail }, fail]],
  and: [
    ['a > 0 and b > 0', { a: 1, b: 1 }, true], ['a > 0 and b > 0', { a: 0, b: 1 }, false], ['a > 0 and b > 0', { a: blank, b: 1 }, blank],
    ['a > 0 and b > 0', { a: blank, b: 0 }, false], ['a > 0 and b > 0', { a: 1, b: fail }, fail], ['a > 0 and b > 0', { a: 0, b: fail }, false],
    ['a > 0 and b > 0', { a: fail, b: 0 }, false], ['a > 0 and b > 0', { a: blank, b: fail }, fail], ['a > 0 and b > 0 and c > 0', { a: 1, b: 1, c: 0 }, false],
  ],
  or: [
    ['a > 0 or b > 0', { a: 0, b: 1 }, true], ['a > 0 or b > 0', { a: 0, b: 0 }, false], ['a > 0 or b > 0', { a: blank, b: 0 }, blank],
    ['a > 0 or b > 0', { a: blank, b: 1 }, true], ['a > 0 or b > 0', { a: 0, b: fail }, fail], ['a > 0 or b > 0', { a: 1, b: fail }, true],
    ['a > 0 or b > 0', { a: fail, b: 1 }, true], ['a = 0 or b / a > 1', { a: 0, b: 5 }, true],
  ],
  not: [['not a > 0', { a: 0 }, true], ['not a > 0', { a: 1 }, false], ['not a > 0', { a: blank }, blank], ['not a > 0', { a: fail }, fail]],
  if: [
    ['if(a > 0, b, c)', { a: 1, b: 2, c: 3 }, 2], ['if(a > 0, b, c)', { a: 0, b: 2, c: 3 }, 3], ['if(a > 0, b, c)', { a: blank, b: 2, c: 3 }, blank],
    ['if(a > 0, b, c)', { a: fail, b: 2, c: 3 }, fail], ['if(a > 0, b, c)', { a: 1, b: 2, c: fail }, 2], ['if(a > 0, b, c)', { a: 0, b: 2, c: fail }, fail],
    ['if(a > 0, b, blank)', { a: 0, b: 2 }, blank],
  ],
  sum: [['sum(a, b, c)', { a: 1, b: blank, c: 4 }, 5], ['sum(a, b)', { a: blank, b: blank }, blank], ['sum(a, b)', { a: 1, b: fail }, fail], ['sum(column a)', { a: 7 }, 7]],
  mean: [['mean(a, b)', { a: 1, b: 2 }, 1.5], ['mean(a, b, c)', { a: 1, b: blank, c: 1 }, 1], ['mean(a, b)', { a: blank, b: blank }, blank], ['mean(a, b)', { a: fail, b: 1 }, fail]],
  count: [['count(a, b, c)', { a: 1, b: blank, c: 0 }, 2], ['count(a, b)', { a: blank, b: blank }, 0], ['count(a, b)', { a: fail, b: 1 }, fail], ['count(column a)', { a: blank }, 0]],
  min: [['min(a, b, c)', { a: 3, b: -1, c: blank }, -1], ['min(a)', { a: blank }, blank], ['min(a, b)', { a: fail, b: 1 }, fail], ['min(a, d2)', { a: 2, d2: 150 }, 1.5]],
  max: [['max(a, b, c)', { a: 3, b: -1, c: blank }, 3], ['max(a)', { a: blank }, blank], ['max(a, b)', { a: fail, b: 1 }, fail], ['max(column a)', { a: 2 }, 2]],
  abs: [['abs(a)', { a: -3 }, 3], ['abs(a)', { a: 0 }, 0], ['abs(a)', { a: blank }, blank], ['abs(a)', { a: fail }, fail]],
  round: [
    ['round(a / 8, 1)', { a: 2 }, 0.3], ['round(-a / 8, 1)', { a: 2 }, -0.3], ['round(a / 8, 0)', { a: 4 }, 1], ['round(a, 0)', { a: blank }, blank],
    ['round(a, 0)', { a: fail }, fail], ['round(a, 13)', { a: 1 }, 'out-of-range'], ['round(a, -1)', { a: 1 }, 'out-of-range'],
  ],
  or_zero: [['or_zero(a)', { a: 5 }, 5], ['or_zero(a)', { a: blank }, 0], ['or_zero(a)', { a: fail }, fail]],
  is_blank: [['is_blank(a)', { a: blank }, true], ['is_blank(a)', { a: 0 }, false], ['is_blank(a)', { a: fail }, fail], ['is_blank(t)', { t: blank }, true], ['is_blank(t)', { t: 'có' }, false]],
}

describe('the operators', () => {
  it('each have lines for a value, a blank and an error', () => {
    expect(Object.keys(lines).sort()).to.deep.equal([...operators.keys()].sort())
    for (const [name, own] of Object.entries(lines)) {
      const has = (wanted: (value: unknown) => boolean): boolean => own.some(([, given]) => Object.values(given).some(wanted))
      expect(has((value) => typeof value === 'number'), `${name}: a value`).to.equal(true)
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

  it('each have words in both languages', () => {
    for (const { name, words } of operators.values()) {
      expect(words.vi, name).to.match(/\{(0|\*)\}/)
      expect(words.en, name).to.match(/\{(0|\*)\}/)
    }
  })
})
