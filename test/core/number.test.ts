import { expect } from 'chai'
import fc from 'fast-check'
import { checkLimits, defaultMax, readNumber, showNumber, toUnits, type NumberLimits } from '../../engine/core/number.ts'
import { LARGEST } from '../../engine/core/value.ts'

const whole: NumberLimits = { decimals: 0, min: 0, max: defaultMax }
const cents: NumberLimits = { decimals: 2, min: -LARGEST, max: LARGEST }
const open: NumberLimits = { decimals: 0, min: -LARGEST, max: LARGEST }

const read = (text: string, limits = whole): number | string | null => {
  const result = readNumber(text, limits)
  return 'issue' in result ? result.issue.code : result.value
}

describe('reading a number', () => {
  it('gives back what is shown, for every number and every count of decimals', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), fc.nat(6), (value, decimals) => {
      expect(readNumber(showNumber(value, decimals), { decimals, min: -LARGEST, max: LARGEST })).to.deep.equal({ value })
    }))
  })

  it('takes the usual spellings', () => {
    for (const [text, value] of [['1234', 1234], ['1.234', 1234], ['1 234', 1234], ['1\u00a0234\u202f567', 1234567], ['1\u2009234', 1234], ['  12 ', 12], ['12\r\n', 12], ['\t12', 12], ['007', 7], ['0', 0],
      ['', null], ['   ', null], ['\u00a0', null], ['-', null], ['-0', 0], ['1.234.567.890', 1234567890], ['5,0', 5], ['5,000', 5]] as const) {
      expect(read(text), JSON.stringify(text)).to.equal(value)
    }
    expect(read('12,5', cents)).to.equal(1250)
    expect(read('1.234.567,89', cents)).to.equal(123456789)
    expect(read('\u22125', open)).to.equal(-5)
  })

  it('takes full-width digits, as input methods write them', () => {
    expect(read('１２３')).to.equal(123)
    expect(read('１．２３４，５', cents)).to.equal(123450)
    expect(read('－５', open)).to.equal(-5)
  })

  it('refuses what is ambiguous instead of guessing', () => {
    for (const text of ['1,234.5', '1.23', '12.34', '1234.567', '1.2345', '1.234.56', '1,2,3', '.5', '5.', ',5', '5,', '1..234', '0.5', '1.234 567', '-.', '1.,5']) {
      expect(read(text, cents), text).to.be.a('string').and.match(/^value\.(ambiguous-number|not-a-number)$/)
    }
    expect(read('1,234.5')).to.equal('value.ambiguous-number')
  })

  it('refuses what is no number, and folds nothing into one', () => {
    for (const text of ['abc', 'không', 'không'.normalize('NFD'), '12 người', '1e3', '0x10', '10²', '½', '①', '٣', '१२', 'Ⅷ', 'NaN', 'Infinity', '12\n345', '12\t345', '1  234', '12 34', '--5', '+5', '(5)', '5%', '5\u200b', '5đ', '1_000', '1\u2028234', '=1+1', '–5']) {
      expect(read(text, open), JSON.stringify(text)).to.equal('value.not-a-number')
    }
  })

  it('refuses negatives, decimals and what is too large or outside the limits', () => {
    expect(read('-5')).to.equal('value.negative')
    expect(read('1,5')).to.equal('value.not-whole')
    expect(read('1,234')).to.equal('value.not-whole')
    expect(read('1,234', cents)).to.equal('value.too-many-decimals')
    expect(read('9007199254740991', open)).to.equal(LARGEST)
    expect(read('9007199254740992', open)).to.equal('value.too-large')
    expect(read('9007199254740993', open)).to.equal('value.too-large')
    expect(read('90071992547409,92', cents)).to.equal('value.too-large')
    expect(read('9'.repeat(5000), open)).to.equal('value.too-large')
    expect(read('999.999.999.999.999')).to.equal(defaultMax)
    expect(read('1.000.000.000.000.000')).to.equal('value.above-max')
    expect(read('4', { decimals: 0, min: 5, max: 9 })).to.equal('value.below-min')
    expect(read('10', { decimals: 0, min: 5, max: 9 })).to.equal('value.above-max')
  })

  it('shortens what it quotes, and answers any text with a value or an issue', () => {
    const result = readNumber('x'.repeat(100_000), whole)
    expect('issue' in result && String(result.issue.params?.['text']).length).to.equal(40)
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789.,- \u00a0') })), (text) => {
      const value = read(text, cents)
      if (typeof value === 'number') expect(readNumber(showNumber(value, 2), cents)).to.deep.equal({ value })
    }), { numRuns: 1000 })
  })
})

describe('showing a number', () => {
  it('groups by thousands with full stops and puts a comma before the decimals', () => {
    for (const [value, decimals, shown] of [[0, 0, '0'], [999, 0, '999'], [1000, 0, '1.000'], [-1234567, 0, '-1.234.567'], [5, 2, '0,05'], [-5, 2, '-0,05'], [123456789, 2, '1.234.567,89'],
      [-0, 0, '0'], ['90071992547409930', 1, '9.007.199.254.740.993,0']] as const) {
      expect(showNumber(value, decimals)).to.equal(shown)
    }
  })
})

describe('limits', () => {
  it('of a definition become counts of smallest units only where that is exact', () => {
    expect(toUnits(0.5, 1)).to.equal(5)
    expect(toUnits(-0.5, 2)).to.equal(-50)
    expect(toUnits(0.1, 2)).to.equal(10)
    expect(toUnits(0.125, 2)).to.equal(undefined)
    expect(toUnits(1e21, 0)).to.equal(undefined)
    expect(toUnits(2 ** 53, 0)).to.equal(undefined)
  })

  it('are said in the numbers of the cell', () => {
    expect(checkLimits(-1, whole)).to.include({ code: 'value.negative' })
    expect(checkLimits(1500, { decimals: 2, min: 0, max: 1000 })?.params).to.deep.equal({ value: '15,00', max: '10,00' })
    expect(checkLimits(5, whole)).to.equal(undefined)
  })
})
