// Comma-separated text as spreadsheets and old programs write it.
import { expect } from 'chai'
import { readDelimited } from '../../engine/core/delimited.ts'

const cells = (text: string) => readDelimited(text).map((one) => one.cells)

describe('comma-separated text', () => {
  it('is read with commas, semicolons or tabs, whichever the first line has', () => {
    for (const sign of [',', ';', '\t']) expect(cells(`a${sign}b\n1${sign}2,5\n`.replace(',5', sign === ',' ? '' : ',5'))).to.deep.equal([['a', 'b'], ['1', sign === ',' ? '2' : '2,5']])
  })

  it('keeps separators, quotes and line breaks within quotes', () => {
    expect(cells('a,b\n"x, ""y""","hai\ndòng"\n')).to.deep.equal([['a', 'b'], ['x, "y"', 'hai\ndòng']])
  })

  it('knows the line on which each row begins, blank ones and broken ones included', () => {
    expect(readDelimited('a,b\r\n\r\n"1\r\n2",3\r\n4,5').map((one) => one.line)).to.deep.equal([1, 3, 5])
  })

  it('takes off a byte-order mark, and ends rows at a lone carriage return', () => {
    expect(cells('\uFEFFa,b\r1,2\r')).to.deep.equal([['a', 'b'], ['1', '2']])
  })

  it('has no rows for an empty text', () => {
    expect([cells(''), cells('\n\n'), cells(',,\n')]).to.deep.equal([[], [], []])
  })
})
