import { expect } from 'chai'
import fc from 'fast-check'
import { fitsMask, readMask, type Mask } from '../../../engine/core/expression/mask.ts'

const fits = (mask: string, text: string): boolean => fitsMask(text, readMask(mask) as Mask)

describe('a mask', () => {
  it('holds the whole text to its digits, letters, sets and counts', () => {
    for (const [mask, yes, no] of [
      ['#{12}', ['079123456789'], ['07912345678', '0791234567890', '07912345678a', '٠٧٩١٢٣٤٥٦٧٨٩']],
      ['#{9}|#{12}', ['123456789', '123456789012'], ['1234567890', '']],
      ['##/@{2,5}', ['12/BTP', '01/Đăk'], ['12/B', '1/BTP', '12/BTPBTP', '12-BTP', '12/B1']],
      ['[MF]-[12 ]', ['M-1', 'F- '], ['X-1', 'M-3', 'M1']],
      ['a.b', ['a.b'], ['axb']],
      ['?{2,3}', ['ab', 'a😀c'], ['a', 'abcd']],
      ['#{0,2}A', ['A', '1A', '12A'], ['123A', '12']],
      ['[#@]#', ['#1', '@1'], ['11']],
    ] as const) {
      for (const text of yes) expect(fits(mask, text), `${mask} ${text}`).to.equal(true)
      for (const text of no) expect(fits(mask, text), `${mask} ${text}`).to.equal(false)
    }
  })

  it('is refused where it says nothing that can be kept to', () => {
    for (const text of ['', '|', 'a|', '{3}', '#{3', '#{}', '#{3,2}', '#{0}', '#{101}', '#{1000}', '#{-1}', '#{1,}', '[abc', '[]', ']', '}', '#{2}{3}', '#'.repeat(201)]) expect(readMask(text), text).to.equal(undefined)
  })

  it('agrees with a regular expression that says the same', () => {
    const part = fc.tuple(fc.constantFrom(['#', '[0-9]'], ['@', '\\p{L}'], ['?', '[^]'], ['[ab1]', '[ab1]'], ['a', 'a'], ['1', '1']), fc.nat(2), fc.nat(3)).map(([[own, theirs], least, more]) => {
      const times = least + more === 0 ? '{1}' : `{${least},${least + more}}`
      return [own + times, theirs + times]
    })
    const alternatives = fc.array(fc.array(part, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
    const text = fc.array(fc.constantFrom('a', 'b', 'đ', '1', '2', ' '), { maxLength: 9 }).map((list) => list.join(''))
    fc.assert(fc.property(alternatives, text, (list, tried) => {
      const [own, theirs] = [0, 1].map((side) => list.map((parts) => parts.map((one) => one[side]).join('')).join('|'))
      expect(fits(own as string, tried), `${own} ${tried}`).to.equal(new RegExp(`^(?:${theirs})$`, 'u').test(tried))
    }), { numRuns: 2000 })
  })

  it('takes no longer for a text that is made to be difficult', function () {
    this.timeout(2000)
    const mask = readMask(`${'?{0,100}'.repeat(24)}!`) as Mask
    expect(fitsMask('a'.repeat(4000), mask)).to.equal(false)
    expect(fitsMask(`${'a'.repeat(2400)}!`, mask)).to.equal(true)
  })
})
