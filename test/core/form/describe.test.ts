import { expect } from 'chai'
import { describeForm } from '../../../engine/core/form/describe.ts'
import type { FormDefinition } from '../../../engine/core/form/definition.ts'
import { languages } from '../../../engine/core/messages/sentence.ts'
import { packOf, repositoryPacks } from '../../support/repository-packs.ts'

const definitionOf = (id: string): FormDefinition => packOf('tt03-2019').forms.find((one) => one.definition.id === id)?.definition as FormDefinition
const texts = (form: FormDefinition, language: 'vi' | 'en' = 'vi'): string[] => describeForm(form, language).map((one) => one.text)

describe('a form in sentences', () => {
  it('says who reports, what stands in the columns, how they hang together and what is checked', () => {
    const lines = texts(definitionOf('12a'))
    expect(lines).to.include.members([
      'Biểu 12a/BTP/BTTP/CC: Tình hình tổ chức và hoạt động công chứng',
      'Một dòng số liệu.',
      '(1) Số công chứng viên (notaries), tính bằng người.',
      '(3) Công chứng hợp đồng, giao dịch (contracts), tính bằng việc.',
    ])
    expect(lines.find((one) => one.includes('(acts)'))).to.match(/tính bằng việc\. Phải bằng \[.+hợp đồng, giao dịch\] \+ \[.+\]\.$/)
    expect(lines.find((one) => one.startsWith('fees_need_acts'))).to.contain('Tổng số').and.contain('Phải ghi giải trình.')
    expect(lines.find((one) => one.includes('Hạn gửi'))).to.contain('year ngày 07/11').and.contain('final_year ngày 20/01 năm sau')
  })

  it('says where rolled-up figures come from', () => {
    const lines = texts(definitionOf('17b'), 'en')
    expect(lines).to.include.members(['Figures come from form 17a of lower units:', 'Chứng thực bản sao from main.copies'])
  })

  it('says which series go on from the form before, and how they convert', () => {
    const lines = texts(packOf('tt17-2025').forms.find((one) => one.definition.id === '10a')?.definition as FormDefinition)
    expect(lines.find((one) => one.startsWith('Nối tiếp biểu tt03-2019/12a.'))).to.contain('không phải cột 2')
    expect(lines.find((one) => one.includes('(main.transactions)'))).to.match(/^\[.+Tổng số\] \(main\.transactions\) nối tiếp ô main\.contracts\.$/)
    expect(lines.find((one) => one.includes('(main.paid_to_state)'))).to.contain('1000 đơn vị cũ là 1 đơn vị mới')
  })

  it('leaves nothing unsaid of any form, in either language', () => {
    for (const { definition } of repositoryPacks.flatMap((pack) => pack.forms)) {
      for (const language of languages) {
        for (const line of texts(definition, language)) expect(line, definition.id).to.not.match(/describe\.|\{\w+\}|undefined|NaN|\[object/)
      }
    }
  })

  it('says of a rule which rows and columns it is for', () => {
    const form = { ...definitionOf('12a'), rules: [{ id: 'few', columns: ['notaries', 'fees'], check: 'cell < 10', basis: 'ours', message: 'Nhiều.' }] } as FormDefinition
    expect(texts(form).find((one) => one.startsWith('few'))).to.match(/^few \(từng cột \[Số công chứng viên\], \[.+phí công chứng\]\): \[ô đang xét\] < 10\./)
  })

  it('says of what the language can what it means', () => {
    const loose = {
      ...definitionOf('17a'),
      tables: [{
        id: 'main', columns: [{ id: 'a', title: 'A', kind: 'date', decimals: 2, min: 1, max: 9, hidden: true, aggregate: 'mean' }, { id: 'b', title: 'B', value: 'a * 2', parts: [['a']], 'parts-are': 'computed', 'of-which': ['a'] }],
        rows: [{ id: 'r', number: 'I', title: 'R', rows: { per: 'entry', codelist: 'offences', title: 'Tội danh' } }, { id: 's', title: 'S', value: 'r', rows: [{ id: 't', title: 'T' }] }],
        closed: [{ rows: ['r'], columns: ['a'] }],
        relations: [{ same: 'a', as: 'b', basis: 'ours' }, { 'carried-over': 'a', from: 'b', basis: 'ours' }, { range: 'a', least: 1, most: 2, basis: 'ours' }, { change: 'a', beyond: 50, basis: 'ours' }],
        'roll-up': [{ from: 'x', kinds: ['k'], into: 'r', cells: { a: 'main.a' } }, { from: 'y', by: 'group', cells: { a: 'main.a' } }],
      }, { id: 'people', columns: [{ id: 'a', title: 'A' }], rows: { per: 'record', title: 'Người', total: { id: 'total', title: 'Cộng' } } }],
      sections: [{ id: 'more', fields: [{ id: 'f', title: 'F', kind: 'text', required: true, personal: true, 'visible-when': 'a > 0', prefill: 'a' }] }],
    } as unknown as FormDefinition
    const lines = texts(loose).join('\n')
    for (const said of [
      'Kiểu date.', '2 chữ số thập phân.', 'Không nhỏ hơn 1.', 'Không lớn hơn 9.', 'Không in, chỉ dùng để tính.', 'Khi tổng hợp: lấy bình quân.', 'Phần mềm tính: [A] × 2.', 'Phần mềm cộng: [A].', 'Không nhỏ hơn [A].',
      'Dòng “I. R” (r).', 'Mỗi mục của danh mục offences một dòng (Tội danh).', '3 dòng in sẵn.', 'Ô đóng: dòng r, cột a.', '[A] bằng [B].', '[A] bằng [B] của kỳ trước chuyển sang.', '[A] thường từ 1 đến 2.', '[A] chênh quá 50%',
      'của cấp dưới (chỉ k) vào dòng r:', 'biểu y của cấp dưới, gộp theo nhóm của mã:', 'Người nhập thêm từng dòng (Người). Dòng “Cộng” do phần mềm cộng.', 'Bắt buộc điền.', 'Dữ liệu cá nhân.', 'Chỉ hiện khi', 'Điền sẵn',
    ]) expect(lines).to.contain(said)
  })
})
