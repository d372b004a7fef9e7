import { expect } from 'chai'
import fc from 'fast-check'
import { formatAddress, parseAddress } from '../../../engine/core/form/address.ts'

const id = fc.stringMatching(/^[a-z][a-z0-9_]{0,9}$/)
const unit = fc.oneof(fc.uuid(), fc.stringMatching(/^([0-9]{1,2}:)?[A-Za-z0-9_-]{1,20}(\/[a-z][a-z0-9_]{0,5})?$/))

describe('an address', () => {
  it('comes back as its parts', () => {
    fc.assert(fc.property(id, fc.oneof(fc.constant(''), id), id, (table, row, column) => {
      expect(parseAddress(formatAddress(table, row, column, false))).to.deep.equal({ table, row, column })
    }))
    fc.assert(fc.property(id, unit, id, (table, row, column) => {
      expect(parseAddress(formatAddress(table, row, column, true))).to.deep.equal({ table, row, column })
    }))
  })

  it('puts what the definition does not name in brackets, with the row of its block', () => {
    const key = '018f3c4e-0000-7000-8000-000000000001'
    expect(formatAddress('communes', key, 'copies', true)).to.equal(`communes[${key}].copies`)
    expect(formatAddress('communes', `1:${key}/male`, 'copies', true)).to.equal(`communes[1:${key}/male].copies`)
    expect(formatAddress('communes', 'total', 'copies', false)).to.equal('communes.total.copies')
    expect(formatAddress('main', '', 'copies', false)).to.equal('main.copies')
  })

  it('is nothing where the text is no address', () => {
    for (const text of ['', 'main', 'main.', '.a', 'main..a', 'main.a.b.c', 'Main.a', 'main.1a', 'main[].a', 'main[a b].c', 'main[a', 'main[a]b', 'main[a].b.c', 'main.a ', ' main.a', 'main.a\n', '__proto__.a', 'main[a][b].c', 'main[a/].c', 'main[a/b/c].d', 'main[a:b].c',
      `main[${'x'.repeat(81)}].a`, 'bảng.cột', 'a'.repeat(1_000_000)]) {
      expect(parseAddress(text), text.slice(0, 20)).to.equal(undefined)
    }
  })
})
