import { expect } from 'chai'
import fc from 'fast-check'
import { readClipboard, readHtmlTable, readTabbed } from '../../../ui/sheet/clipboard-table.ts'

describe('what other programs put on the clipboard', () => {
  it('reads tab-separated lines with any line end and drops the last empty one', () => {
    expect(readTabbed('1\t2\r\n3\t4\r\n')).to.deep.equal([['1', '2'], ['3', '4']])
    expect(readTabbed('1\r2')).to.deep.equal([['1'], ['2']])
    expect(readTabbed('')).to.deep.equal([])
  })

  it('reads quoted cells with tabs, line breaks and doubled quotes, and leaves other quotes alone', () => {
    expect(readTabbed('"một\thai"\t"ba\nbốn"\t"nói ""vâng"""')).to.deep.equal([['một\thai', 'ba\nbốn', 'nói "vâng"']])
    expect(readTabbed('"Hoa" quán\t5"')).to.deep.equal([['"Hoa" quán', '5"']])
  })

  it('keeps a blank row inside a block, because it is meant', () => {
    expect(readTabbed('1\t2\n\t\n5\t6\n')).to.deep.equal([['1', '2'], ['', ''], ['5', '6']])
  })

  it('turns hard spaces into spaces and composes letters', () => {
    expect(readTabbed('\u00a01\u00a0234\u00a0\tTo\u0309ng')).to.deep.equal([['1 234', 'Tỏng']])
  })

  it('reads a Word table: paragraphs, entities, office tags, comments', () => {
    const html = `<html><head><style>td { color: red }</style><!--[if gte mso 9]><xml><o:p>9</o:p></xml><![endif]--></head><body>
      <!--StartFragment--><table border=1><tr style='height:10pt'><td width="10"><p class=MsoNormal><b>Số&nbsp;bản sao<o:p></o:p></b></p></td><td>1&#46;234</td></tr>
      <tr><td><p>dòng một</p><p>dòng hai</p></td><td>&lt;5&gt;</td></tr></table><!--EndFragment--></body></html>`
    expect(readHtmlTable(html)).to.deep.equal([['Số bản sao', '1.234'], ['dòng một\ndòng hai', '<5>']])
  })

  it('spreads merged cells: their text in the first place, nothing in the others', () => {
    const html = '<table><tr><td rowspan="2">a</td><td colspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>'
    expect(readHtmlTable(html)).to.deep.equal([['a', 'b', null], [null, 'c', 'd']])
  })

  it('reads tables without closing tags and a table in a table as text', () => {
    expect(readHtmlTable('<table><tr><td>1<td>2<tr><td>3<td>4</table>')).to.deep.equal([['1', '2'], ['3', '4']])
    expect(readHtmlTable('<table><tr><td>x<table><tr><td>y</td></tr></table></td><td>z</td></tr></table>')).to.deep.equal([['x\ny', 'z']])
  })

  it('takes HTML only where it holds a table', () => {
    expect(readClipboard('5', '<p>5</p>')).to.deep.equal([['5']])
    expect(readClipboard('5\t6', '<table><tr><td>7</td></tr></table>')).to.deep.equal([['7']])
  })

  it('never throws and gives rows of texts, whatever lies on the clipboard', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (text, html) => {
      for (const row of readClipboard(text, `<table>${html}`)) for (const cell of row) expect(cell === null || typeof cell === 'string').to.equal(true)
    }))
  })
})
