// Comma-separated text as spreadsheets and old programs write it.
import { expect } from 'chai'
import { readTable } from '../../engine/adapters/read-table.ts'

const read = (text: string) => readTable(Buffer.from(text))
const cells = async (text: string) => (await read(text)).rows.map((one) => one.cells)

describe('comma-separated text', () => {
  it('is read with commas, semicolons or tabs, whichever the first line has', async () => {
    for (const sign of [',', ';', '\t']) {
      const number = sign === ',' ? '2' : '2,5'
      expect(await cells(`a${sign}b\n1${sign}${number}\n`)).to.deep.equal([['a', 'b'], ['1', number]])
    }
  })

  it('keeps separators, quotes and line breaks within quotes', async () => {
    expect(await cells('a,b\n"x, ""y""","hai\ndòng"\n')).to.deep.equal([['a', 'b'], ['x, "y"', 'hai\ndòng']])
  })

  it('knows the line on which each row begins, blank ones and broken ones included', async () => {
    expect((await read('a,b\r\n\r\n"1\r\n2",3\r\n4,5')).rows.map((one) => one.line)).to.deep.equal([1, 3, 5])
  })

  it('takes off a byte-order mark, and ends rows at a lone carriage return', async () => {
    expect(await cells('\uFEFFa,b\r1,2\r')).to.deep.equal([['a', 'b'], ['1', '2']])
    expect((await readTable(Buffer.from('\uFEFFa,Xã\r1,2\r', 'utf16le'))).rows.map((one) => one.cells)).to.deep.equal([['a', 'Xã'], ['1', '2']])
  })

  it('has no rows for an empty text', async () => {
    expect([await cells(''), await cells('\n\n'), await cells(',,\n')]).to.deep.equal([[], [], []])
  })

  it('takes quotes within a cell as they are, and rows of unequal length', async () => {
    expect(await cells('a,b\nXã "Một",2\n3\n4,5,6')).to.deep.equal([['a', 'b'], ['Xã "Một"', '2'], ['3'], ['4', '5', '6']])
  })

  it('is refused where a quote is never closed, with the line on which its row begins', async () => {
    const { rows, wrong } = await read('a,b\r\n"1\r\n2",3\r\n4,"x\r\n5,6\r\n')
    expect(rows).to.deep.equal([])
    expect([wrong?.code, wrong?.path]).to.deep.equal(['unit-list.open-quote', '/rows/4'])
  })
})
