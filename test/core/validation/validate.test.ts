import { expect } from 'chai'
import { edit } from '../../../engine/core/calculation/edit.ts'
import { explainCell } from '../../../engine/core/calculation/explain.ts'
import { openSheet, type Sheet } from '../../../engine/core/calculation/sheet.ts'
import { sentence } from '../../../engine/core/messages/sentence.ts'
import { LARGEST } from '../../../engine/core/value.ts'
import { checkValue } from '../../../engine/core/validation/check-value.ts'
import { findings, unexplained } from '../../../engine/core/validation/validate.ts'
import { formOf } from '../../support/repository-packs.ts'
import { compiled } from '../form/definitions.ts'
import type { Change } from '../calculation/forms.ts'

const filled = (sheet: Sheet, ...changes: Change[]): Sheet => {
  edit(sheet, changes)
  return sheet
}
const said = (sheet: Sheet): string[] => findings(sheet).map((one) => `${one.severity} ${one.path}: ${sentence(one.code, one.params)}`)

describe('findings', () => {
  it('of form 12a name its columns by number and heading, and the sum, the total and the difference', () => {
    const sheet = filled(openSheet(formOf('12a'), []), ['main.acts', 1_500], ['main.contracts', 1_200], ['main.other_acts', 299])
    expect(said(sheet)).to.deep.equal([
      'error main.acts: cột (2) Công chứng › Số việc công chứng › Tổng số: tổng số là 1.500 nhưng các phần (3) + (4) cộng lại là 1.499, chênh 1.',
    ])
    expect(said(filled(sheet, ['main.other_acts', 300]))).to.deep.equal([])
    expect(said(filled(sheet, ['main.acts', null]))).to.deep.equal([
      'error main.acts: cột (2) Công chứng › Số việc công chứng › Tổng số: đã nhập các phần (3) + (4) (cộng lại 1.500) nhưng chưa nhập tổng số.',
    ])
  })

  it('ask for a reason once per rule and row, and are quiet when it is written', () => {
    const sheet = filled(openSheet(formOf('12a'), []), ['main.fees', 1_000_000])
    const found = findings(sheet)
    expect(said(sheet)).to.deep.equal(['explain main.acts: cột (2) Công chứng › Số việc công chứng › Tổng số: Có phí công chứng nhưng không có việc công chứng nào.'])
    expect(unexplained(found, {})).to.have.length(1)
    expect(unexplained(found, { 'fees_need_acts@main.acts': '  ' })).to.have.length(1)
    expect(unexplained(found, { 'fees_need_acts@main.acts': 'Thu nợ phí kỳ trước' })).to.deep.equal([])
  })

  it('name the row where there are several, and show decimals', () => {
    const sheet = openSheet(
      compiled(`
        tables:
          - id: main
            columns:
              - { id: area, title: Diện tích, decimals: 2, of-which: [built] }
              - { id: built, title: Đã xây, decimals: 2 }
              - { id: rate, title: Tỷ lệ, decimals: 1, value: built / area, aggregate: recompute }
            rows:
              - { id: all, title: Cả nước, parts: [north, south], rows: [{ id: north, title: Miền Bắc }, { id: south, title: Miền Nam }] }`),
      [],
    )
    filled(sheet, ['main.north.area', 150], ['main.north.built', 175], ['main.south.area', 0], ['main.south.built', 0], ['main.all.area', 150])
    expect(said(sheet)).to.deep.equal([
      'error main.north.built: Miền Bắc – Đã xây: 1,75 lớn hơn Miền Bắc – Diện tích (1,50).',
      'error main.all.built: Cả nước – Đã xây: đã nhập các phần Đã xây + Đã xây (cộng lại 1,75) nhưng chưa nhập tổng số.',
      'error main.south.rate: Miền Nam – Tỷ lệ: không tính được vì chia cho 0.',
    ])
  })

  it('show the true sum of parts that no cell could hold', () => {
    const sheet = openSheet(
      compiled({
        tables: [{
          id: 'main', rows: 'one',
          columns: [{ id: 'total', title: 'Tổng', max: LARGEST, parts: ['a', 'b', 'c'] }, ...['a', 'b', 'c'].map((id) => ({ id, title: id, max: LARGEST })),
            { id: 'computed', title: 'Tự cộng', max: LARGEST, parts: ['a', 'b', 'c'], 'parts-are': 'computed' }],
        }],
      }),
      [],
    )
    filled(sheet, ['main.total', LARGEST], ['main.a', LARGEST], ['main.b', LARGEST], ['main.c', 3])
    expect(said(sheet)).to.deep.equal([
      'error main.total: Tổng: tổng số là 9.007.199.254.740.991 nhưng các phần a + b + c cộng lại là 18.014.398.509.481.985, chênh 9.007.199.254.740.994.',
      'error main.computed: Tự cộng: kết quả quá lớn, không ghi nhận chính xác được.',
    ])
  })

  it('say nothing of an empty form', () => {
    for (const id of ['12a', '12b', '17a', '17b', '17c', '12_national', '17_national']) expect(findings(openSheet(formOf(id), [])), id).to.deep.equal([])
  })
})

describe('an explanation', () => {
  it('gives the formula in words and its terms one step down', () => {
    const record = [{ id: 'organisations', rows: ['vpcc_mot', 'vpcc_hai'].map((key) => ({ key, title: key === 'vpcc_mot' ? 'Văn phòng Một' : 'Văn phòng Hai', cells: [] })) }]
    const sheet = filled(openSheet(formOf('12b'), record), ['organisations[vpcc_mot].acts', 10], ['organisations[vpcc_hai].acts', 5])
    expect(explainCell(sheet, 'organisations.total.acts')).to.deep.include({
      label: 'Tổng số – cột (2) Công chứng › Số việc công chứng › Tổng số', value: 15, role: 'calculated', measure: 'việc', formula: 'Tổng các dòng: Tổ chức hành nghề công chứng',
    })
    expect(explainCell(sheet, 'organisations.total.acts')?.terms.map(({ address, value }) => [address, value])).to.deep.equal([['organisations[vpcc_mot].acts', 10], ['organisations[vpcc_hai].acts', 5]])
    expect(explainCell(sheet, 'register.organisations_in')?.formula).to.equal('số ô có số liệu trong các dòng của cột [Công chứng › Số việc công chứng › Tổng số]')
    expect(explainCell(sheet, 'organisations[vpcc_mot].acts')).to.include({ formula: null, role: 'rolled-up' })
    expect(explainCell(sheet, 'organisations[vpcc_ba].acts')).to.equal(undefined)
  })

  it('keeps the parentheses that change a meaning, and tells all terms of a chain', () => {
    const form = compiled(`
      tables:
        - id: main
          rows: one
          columns:
            - { id: a, title: A }
            - { id: b, title: B }
            - { id: c, title: C }
            - { id: chain, title: Chuỗi, value: a + b + c, min: -9 }
            - { id: less, title: Trừ, value: a - (b - c) }
            - { id: minus, title: Âm, value: -(a + b) }
            - { id: over, title: Chia, value: a / (b * c), decimals: 2 }`)
    const sheet = openSheet(form, [])
    expect(['chain', 'less', 'minus', 'over'].map((id) => explainCell(sheet, `main.${id}`)?.formula)).to.deep.equal(['[A] + [B] + [C]', '[A] − ([B] − [C])', '−([A] + [B])', '[A] : ([B] × [C])'])
  })
})

describe('a value from outside', () => {
  const column = formOf('12a').tables[0]?.columns[0]
  const notes = compiled("{ tables: [{ id: main, rows: one, columns: [{ id: a, title: A }] }], sections: [{ id: notes, fields: [{ id: remark, title: R, kind: text, max-length: 5 }] }] }").tables[1]?.columns[0]
  if (column === undefined || notes === undefined) throw new Error('The forms have these columns')
  const code = (value: unknown, where = column): string | undefined => checkValue(value as number, where)?.code

  it('is a whole number within the limits of its cell, or blank', () => {
    for (const value of [0, 1, 999_999_999_999_999, null]) expect(code(value), String(value)).to.equal(undefined)
    expect([-1, 1.5, NaN, Infinity, 2 ** 53, 1_000_000_000_000_000].map((value) => code(value))).to.deep.equal([
      'value.negative', 'value.not-whole', 'value.not-whole', 'value.not-whole', 'value.too-large', 'value.above-max',
    ])
    expect(['5', '9007199254740993', 'abc', '', '1e3', '0x10', '-5'].map((value) => code(value))).to.deep.equal([
      'value.not-a-number', 'value.too-large', 'value.not-a-number', 'value.not-a-number', 'value.not-a-number', 'value.not-a-number', 'value.not-a-number',
    ])
  })

  it('is a text no longer than its field', () => {
    expect(code('năm kt'.slice(0, 5), notes)).to.equal(undefined)
    expect(code('sáu ký tự', notes)).to.equal('value.text-too-long')
    expect(code(5, notes)).to.equal('value.not-text')
    expect(code(null, notes)).to.equal(undefined)
  })
})
