// Names that people would take for one, whatever their capitals, spaces, marks and encoding.
import { expect } from 'chai'
import fc from 'fast-check'
import { bareName, nearDuplicates } from '../../engine/core/near-duplicate.ts'

describe('near duplicates', () => {
  const name = fc.string({ unit: fc.constantFrom(...'AaĂăÂâĐđÊêÔôƠơƯưỳỵỷỹ ếễ0123-/.HKhk'), maxLength: 20 })

  it('are names that differ only in case, spaces, diacritics or encoding', () => {
    const nearly: [string, string][] = [
      ['Tổ hòa giải thôn Đồng', 'TO HOA  GIAI THON DONG'], ['Tổ hòa giải', 'Tổ hoà giải'.normalize('NFD')], ['Thôn 1', 'thôn1'], ['Nà Coóc', ' Nà\u00a0Coóc '], ['Đức', 'dức'], ['Nà\u200bCoóc', 'Nà Coóc'],
    ]
    for (const [one, other] of nearly) expect(bareName(one), `${one} · ${other}`).to.equal(bareName(other))
    for (const [one, other] of [['Thôn 1', 'Thôn 11'], ['Nà Coóc', 'Nà Cóc'], ['A-B', 'AB']] as const) expect(bareName(one), `${one} · ${other}`).to.not.equal(bareName(other))
  })

  it('do not depend on how a name is written, and what is bare stays bare', () => {
    fc.assert(fc.property(name, fc.array(fc.constantFrom(' ', '\t', '\u00a0', '\u200b'), { maxLength: 4 }), (given, spaces) => {
      const bare = bareName(given)
      expect(bareName(bare)).to.equal(bare)
      for (const form of ['NFC', 'NFD', 'NFKD'] as const) expect(bareName(given.normalize(form))).to.equal(bare)
      expect(bareName(given.toUpperCase())).to.equal(bare)
      expect(bareName(`${spaces.join('')}${[...given].join(spaces.join(''))}`)).to.equal(bare)
      expect(bareName(given.normalize('NFD').replace(/\p{M}/gu, ''))).to.equal(bare)
    }))
  })

  it('are told with the first name that they are nearly: of those known, or an earlier new one', () => {
    expect(nearDuplicates(['Thôn Hai', 'thon hai', 'Thôn Ba', 'THÔN MỘT'], ['Thôn một', 'Thon mot'])).to.deep.equal([undefined, 'Thôn Hai', undefined, 'Thôn một'])
    fc.assert(fc.property(fc.array(name, { maxLength: 8 }), fc.array(name, { maxLength: 8 }), (names, known) => {
      const found = nearDuplicates(names, known)
      const naive = names.map((one, at) => [...known, ...names.slice(0, at)].find((other) => bareName(other) === bareName(one)))
      expect(found).to.deep.equal(naive)
    }))
  })
})
