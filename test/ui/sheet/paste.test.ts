import { expect } from 'chai'
import fc from 'fast-check'
import { copy } from '../../../ui/sheet/copy.ts'
import { clear, fill } from '../../../ui/sheet/fill.ts'
import { isPartial, paste } from '../../../ui/sheet/paste.ts'
import { perform } from '../../../ui/sheet/perform.ts'
import type { WireValue } from '../../../engine/core/contract/shapes.ts'
import { applied, block, sample } from './sample.ts'

const empty: WireValue[][] = [[null, null, null], [null, null, null], [null, null, null]]
const at = (row: number, column: number) => block(row, column, row, column)

describe('pasting into the sheet', () => {
  it('reads Vietnamese spellings of whole and decimal numbers', () => {
    const { changes, report } = paste(sample(empty), at(0, 1), '1.234\t1.234,5\n 12 345 \t７,25', '')
    expect(applied(empty, changes)).to.deep.equal([[null, 1234, 123450], [null, 12345, 725], [null, null, null]])
    expect(isPartial(report)).to.equal(false)
  })

  it('keeps the text of what cannot be read, and applies the rest', () => {
    const { changes, report } = paste(sample(empty), at(0, 1), '1,234.5\t2\n3\thai', '')
    expect(report).to.deep.include({ applied: 2, unread: ['0:1', '1:2'] })
    expect(changes.filter((one) => 'wrong' in one).map((one) => ('wrong' in one ? one.wrong.text : ''))).to.deep.equal(['1,234.5', 'hai'])
    expect(applied(empty, changes)[1]).to.deep.equal([null, 3, null])
  })

  it('passes over cells that are not typed here, and counts them', () => {
    const { changes, report } = paste(sample(empty, new Set(['1:1'])), at(0, 0), '1\t2\n3\t4', '')
    expect(report).to.deep.include({ applied: 1, readOnly: 3 })
    expect(applied(empty, changes)).to.deep.equal([[null, 2, null], [null, null, null], [null, null, null]])
  })

  it('says how many rows and columns lie outside the table, and applies nothing there', () => {
    const { report } = paste(sample(empty), at(2, 2), '1\t2\t3\n4\t5\t6', '')
    expect(report).to.deep.include({ applied: 1, overRows: 1, overColumns: 2 })
    expect(perform(sample(empty), { kind: 'paste', at: at(2, 2), text: '1\t2\t3\n4\t5\t6', html: '' }).lines)
      .to.deep.equal(['Đã dán 1 ô.', '1 dòng và 2 cột không vừa bảng, không được dán.'])
  })

  it('repeats a block over a selection that is a whole multiple of it', () => {
    const { changes } = paste(sample(empty), block(0, 1, 2, 1), '7', '')
    expect(applied(empty, changes).map((row) => row[1])).to.deep.equal([7, 7, 7])
  })

  it('leaves alone what a merged source cell covers, but blanks what an empty one means', () => {
    const full: WireValue[][] = [[null, 1, 200], [null, 3, 400], [null, 5, 600]]
    const { changes } = paste(sample(full), at(0, 1), '', '<table><tr><td colspan=2>9</td></tr><tr><td></td><td>8</td></tr></table>')
    expect(applied(full, changes)).to.deep.equal([[null, 9, 200], [null, null, 800], [null, 5, 600]])
  })

  it('every cell of the pasted block is applied, unread, passed over, covered or outside: none is lost', () => {
    const cell = fc.oneof(fc.nat(99999).map(String), fc.constantFrom('', 'x', '1,5', '1.234', '-4', '1,234.5'))
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 })
    fc.assert(fc.property(rows, fc.nat(2), fc.nat(2), (source, row, column) => {
      const width = Math.max(...source.map((one) => one.length))
      const square = source.map((one) => Array.from({ length: width }, (_, index) => one[index] ?? 'x'))
      const { report } = paste(sample(empty), at(row, column), square.map((one) => one.join('\t')).join('\n') + '\n', '')
      if (report.empty) return
      const inside = report.applied + report.unread.length + report.readOnly
      const trimmed = width === 1 ? square.length - trailingBlanks(square) : square.length
      expect(inside).to.equal((trimmed - report.overRows) * (width - report.overColumns))
    }))
  })

  it('gives back what was copied', () => {
    const value = fc.option(fc.nat(999_999_999), { nil: null })
    fc.assert(fc.property(fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 3 }), fc.boolean(), (pairs, asHtml) => {
      const values: WireValue[][] = pairs.map(([a, b]) => [null, a, b])
      const copied = copy(sample(values), block(0, 1, 2, 2))
      const { changes } = paste(sample(empty), at(0, 1), copied.text, asHtml ? copied.html : '')
      expect(applied(empty, changes)).to.deep.equal(values)
    }))
  })
})

describe('filling and blanking', () => {
  it('fills down and to the right, and never shifts decimals between columns', () => {
    const values: WireValue[][] = [[null, 5, 250], [null, null, null], [null, null, null]]
    expect(applied(values, fill(sample(values), block(0, 1, 2, 2), 'down').changes)).to.deep.equal([[null, 5, 250], [null, 5, 250], [null, 5, 250]])
    expect(fill(sample(values), block(0, 1, 0, 2), 'right').changes).to.deep.equal([])
  })

  it('blanks typed cells only', () => {
    const values: WireValue[][] = [[9, 5, 250]]
    const { changes, report } = clear(sample(values), block(0, 0, 0, 2))
    expect(applied(values, changes)).to.deep.equal([[9, null, null]])
    expect(report).to.deep.equal({ applied: 2, readOnly: 1 })
  })
})

function trailingBlanks(rows: string[][]): number {
  let count = 0
  while (count < rows.length && rows[rows.length - 1 - count]?.[0] === '') count += 1
  return count
}
