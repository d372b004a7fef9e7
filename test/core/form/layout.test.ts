import { expect } from 'chai'
import { repositoryForms, formOf } from '../../support/repository-packs.ts'
import { layOut, measureAt, type HeaderCell } from '../../../engine/core/form/layout.ts'
import { definitionOf } from './definitions.ts'

const shown = (cell: HeaderCell): string => `${cell.title} ${cell.colspan}×${cell.rowspan}${cell.column === undefined ? '' : ` →${cell.column}`}`

describe('the layout of a form', () => {
  it('merges the heading as form 12a is printed', () => {
    const [main] = formOf('12a').tables
    expect(main?.header.map((row) => row.map(shown))).to.deep.equal([
      ['Số công chứng viên 1×4 →0', 'Công chứng 5×1', 'Chứng thực 4×1', 'Tổng số tiền nộp vào ngân sách/thuế 1×4 →10'],
      ['Số việc công chứng 3×1', 'Tổng số thù lao công chứng 1×3 →4', 'Tổng số phí công chứng 1×3 →5', 'Chứng thực bản sao 2×1', 'Chứng thực chữ ký trong giấy tờ, văn bản 2×1'],
      ['Tổng số 1×2 →1', 'Chia ra 2×1', 'Số bản sao 1×2 →6', 'Phí chứng thực bản sao 1×2 →7', 'Số việc 1×2 →8', 'Phí chứng thực chữ ký 1×2 →9'],
      ['Công chứng hợp đồng, giao dịch 1×1 →2', 'Công chứng bản dịch và các loại việc khác 1×1 →3'],
    ])
    expect(main?.columns.map((column) => column.number)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(main?.columns[2]).to.include({ id: 'contracts', measure: 'việc', path: 'Công chứng › Số việc công chứng › Chia ra › Công chứng hợp đồng, giao dịch' })
  })

  it('covers every heading exactly, in every form', () => {
    for (const form of repositoryForms) {
      for (const table of form.tables.filter((one) => one.kind !== 'section')) {
        const shown = table.columns.filter((column) => !column.hidden)
        const covered = table.header.map(() => shown.map(() => 0))
        table.header.forEach((row, level) => {
          let at = 0
          for (const cell of row) {
            while (covered[level]?.[at] !== 0) at++
            for (let down = 0; down < cell.rowspan; down++) for (let right = 0; right < cell.colspan; right++) covered[level + down]![at + right]! += 1
          }
        })
        expect(covered.flat().every((times) => times === 1), `${form.id} ${table.id}`).to.equal(true)
        expect(table.header.flat().flatMap((cell) => cell.column ?? []).sort((a, b) => a - b), form.id).to.deep.equal(shown.map((column) => column.index))
      }
    }
  })

  it('flattens stubs with their depth, and says which are totals and which hold data', () => {
    const [table] = layOut(definitionOf(`
      tables:
        - id: main
          columns: [{ id: a, title: A, decimals: 2, min: -1.5, max: 10 }]
          rows:
            - id: all
              title: Tổng số
              parts: [first, second]
              parts-are: computed
              rows:
                - { id: first, number: I, title: Một, parts: [inner], rows: [{ id: inner, title: Trong }] }
                - { id: second, number: II, title: Hai }`))
    expect(table?.rows.map(({ key, depth, total, leaf }) => [key, depth, total, leaf])).to.deep.equal([
      ['all', 0, true, false], ['first', 1, false, false], ['inner', 2, false, true], ['second', 1, false, true],
    ])
    expect(table?.columns[0]).to.include({ decimals: 2, min: -150, max: 1000, kind: 'number', aggregate: 'sum' })
  })

  it('counts a cell in the measure of its column, else in that of its row, and writes the row’s behind its title', () => {
    const [table] = layOut(definitionOf(`
      tables:
        - id: main
          columns: [{ id: quantity, title: Số lượng }, { id: fees, title: Lệ phí, measure: đồng }]
          rows:
            - { id: copies, title: Bản sao, measure: bản }
            - { id: other, title: Khác }
            - { id: towns, title: Chữ ký, measure: chữ ký, rows: { per: record, title: Nơi } }
            - { id: blocks, title: Khối, rows: { per: record, title: Nơi, each: [{ id: paper, title: Giấy, measure: tờ }, { id: person, title: Người }] } }`))
    expect(table?.classes.map(({ key, title }, row) => [key, title, measureAt(table, row, 0), measureAt(table, row, 1)])).to.deep.equal([
      ['copies', 'Bản sao (bản)', 'bản', 'đồng'], ['other', 'Khác', '', 'đồng'], ['towns', 'Chữ ký (chữ ký)', 'chữ ký', 'đồng'],
      ['blocks_paper', 'Khối – Giấy (tờ)', 'tờ', 'đồng'], ['blocks_person', 'Khối – Người', '', 'đồng'],
      ['', '{row}', 'chữ ký', 'đồng'], ['paper', 'Giấy (tờ)', 'tờ', 'đồng'], ['person', 'Người', '', 'đồng'],
    ])
  })

  it('lays sections out as tables of one row after the tables', () => {
    const form = formOf('12b')
    expect(form.tables.map((table) => [table.id, table.kind, table.index])).to.deep.equal([['organisations', 'stubs', 0], ['register', 'section', 1]])
  })
})
