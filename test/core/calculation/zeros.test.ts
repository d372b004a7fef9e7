// "Nothing has happened": which cells get a zero, and which do not.
import { expect } from 'chai'
import { edit } from '../../../engine/core/calculation/edit.ts'
import { cellAt, openSheet } from '../../../engine/core/calculation/sheet.ts'
import { writeZeros } from '../../../engine/core/calculation/zeros.ts'
import { compileForm } from '../../../engine/core/form/compile.ts'
import type { FormDefinition } from '../../../engine/core/form/definition.ts'

const definition: FormDefinition = {
  id: 'f', code: 'f', title: 'f', 'legal-basis': 'x', source: { confidence: 'ours', note: 'x' }, version: 1,
  routes: [{ reporting: ['office'], workflow: 'report' }], signatures: ['x'],
  tables: [{
    id: 'main',
    columns: [
      { id: 'total', title: 'Tổng', parts: ['men', 'women'], 'parts-are': 'computed' },
      { id: 'men', title: 'Nam' }, { id: 'women', title: 'Nữ' }, { id: 'fee', title: 'Phí', kind: 'money' },
      { id: 'offices', title: 'Số phòng', min: 1 }, { id: 'note', title: 'Ghi chú', kind: 'text' }, { id: 'day', title: 'Ngày', kind: 'date' },
    ],
    rows: [{ id: 'first', title: 'Một' }, { id: 'second', title: 'Hai' }],
  }],
}

describe('Zeros of a period in which nothing has happened', () => {
  it('go into every blank count and amount, and what is calculated follows', () => {
    const sheet = openSheet(compileForm(definition), [])
    const written = writeZeros(sheet)
    expect(written.map(([address]) => address)).to.deep.equal(['main.first.men', 'main.first.women', 'main.first.fee', 'main.second.men', 'main.second.women', 'main.second.fee'])
    expect(written.every(([, value]) => value === 0)).to.equal(true)
    expect(cellAt(sheet, 'main.second.total').value).to.equal(0)
  })

  it('do not touch what has been typed, nor words, days and counts that cannot be zero', () => {
    const sheet = openSheet(compileForm(definition), [])
    edit(sheet, [['main.first.men', 7]])
    writeZeros(sheet)
    expect(['men', 'total', 'offices', 'note', 'day'].map((column) => cellAt(sheet, `main.first.${column}`).value)).to.deep.equal([7, 7, null, null, null])
  })

  it('are written once: a second time finds no blank', () => {
    const sheet = openSheet(compileForm(definition), [])
    writeZeros(sheet)
    expect(writeZeros(sheet)).to.deep.equal([])
  })
})
