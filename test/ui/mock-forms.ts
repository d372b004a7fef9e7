// Four made-up forms of the shapes that the pages must draw: one wide row, two tables with a row per unit, printed rows
// with a tree, and fields. For the pages' own tests only; the real forms are packs.
import { parse } from 'yaml'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import { chosen, confirmation, everyKind } from '../support/request-forms.ts'

const common = {
  'legal-basis': 'Thông tư số 03/2019/TT-BTP ngày 20/3/2019',
  source: { confidence: 'ours' as const, note: 'test' },
  version: 1,
  routes: [{ reporting: ['any'], workflow: 'w' }],
}

export const single: FormDefinition = {
  ...common,
  id: 'one', code: '17a/BTP/HTQTCT/CT', title: 'Kết quả chứng thực của Ủy ban nhân dân cấp xã',
  tables: [{
    id: 'main', rows: 'one', columns: [
      { title: 'Kết quả chứng thực', columns: [
        { id: 'copies', number: 1, title: 'Chứng thực bản sao', measure: 'bản' },
        { id: 'signatures', number: 2, title: 'Chứng thực chữ ký trong giấy tờ, văn bản', measure: 'việc' },
        { id: 'contracts', number: 3, title: 'Chứng thực hợp đồng, giao dịch', measure: 'việc' },
      ] },
    ],
  }],
  signatures: [{ title: 'Người lập biểu', note: '(Ký, ghi rõ họ tên)' }, { title: 'TM. ỦY BAN NHÂN DÂN', note: '(Ký tên, đóng dấu)' }],
}

export const wide: FormDefinition = {
  ...common,
  id: 'wide', code: '12a/BTP/BTTP/CC', title: 'Tình hình tổ chức và hoạt động công chứng',
  tables: [{
    id: 'main', rows: 'one', columns: [
      { id: 'notaries', number: 1, title: 'Số công chứng viên', measure: 'người' },
      { title: 'Công chứng', columns: [
        { title: 'Số việc công chứng', measure: 'việc', columns: [
          { id: 'acts', number: 2, title: 'Tổng số', parts: ['deeds', 'others'] },
          { title: 'Chia ra', columns: [
            { id: 'deeds', number: 3, title: 'Công chứng hợp đồng, giao dịch' },
            { id: 'others', number: 4, title: 'Công chứng bản dịch và các loại việc khác' },
          ] },
        ] },
        { id: 'pay', number: 5, title: 'Tổng số thù lao công chứng', measure: 'đồng' },
        { id: 'fees', number: 6, title: 'Tổng số phí công chứng', measure: 'đồng' },
      ] },
      { title: 'Chứng thực', columns: [
        { title: 'Chứng thực bản sao', columns: [
          { id: 'copies', number: 7, title: 'Số bản sao', measure: 'bản' },
          { id: 'copy_fees', number: 8, title: 'Phí chứng thực', measure: 'đồng' },
        ] },
        { title: 'Chứng thực chữ ký trong giấy tờ, văn bản', columns: [
          { id: 'signatures', number: 9, title: 'Số việc', measure: 'việc' },
          { id: 'signature_fees', number: 10, title: 'Phí chứng thực', measure: 'đồng' },
        ] },
      ] },
      { id: 'paid', number: 11, title: 'Tổng số tiền nộp ngân sách nhà nước hoặc nộp thuế', measure: 'đồng' },
    ],
  }],
  rules: [{ id: 'fees_need_acts', check: 'acts > 0 or fees = 0', basis: 'ours', severity: 'explain', message: 'Có phí công chứng nhưng không có việc công chứng.' }],
  notes: ['Phí công chứng là số đã thu, không gồm thuế giá trị gia tăng.'],
  'explanation-hint': 'Nêu rõ nguyên nhân nếu số việc tăng hoặc giảm trên 20% so với cùng kỳ năm trước.',
  signatures: ['Người lập biểu', { title: 'Người đại diện theo pháp luật', note: '(Ký, đóng dấu, ghi rõ họ tên)' }],
}

export const upper: FormDefinition = {
  ...common,
  id: 'upper', code: '17b/BTP/HTQTCT/CT', title: 'Kết quả chứng thực của Phòng Tư pháp và Ủy ban nhân dân cấp xã trên địa bàn huyện',
  tables: [
    { id: 'own', title: 'I. Kết quả chứng thực tại Phòng Tư pháp', rows: 'one', columns: [
      { id: 'copies', title: 'Chứng thực bản sao', measure: 'bản' },
      { id: 'signatures', title: 'Chứng thực chữ ký trong giấy tờ, văn bản', measure: 'việc' },
      { id: 'translators', title: 'Chứng thực chữ ký người dịch', measure: 'việc' },
      { id: 'contracts', title: 'Chứng thực hợp đồng, giao dịch', measure: 'việc' },
    ] },
    { id: 'communes', title: 'II. Kết quả chứng thực của Ủy ban nhân dân cấp xã', 'stub-title': 'Xã, phường, thị trấn',
      rows: { per: 'lower-unit', title: 'Xã, phường, thị trấn', total: { id: 'total', title: 'Tổng số' } },
      columns: [
        { id: 'copies', number: 1, title: 'Chứng thực bản sao', measure: 'bản' },
        { id: 'signatures', number: 2, title: 'Chứng thực chữ ký trong giấy tờ, văn bản', measure: 'việc' },
        { id: 'contracts', number: 3, title: 'Chứng thực hợp đồng, giao dịch', measure: 'việc' },
      ],
      'roll-up': { from: 'one', cells: { copies: 'main.copies', signatures: 'main.signatures', contracts: 'main.contracts' } } },
  ],
  signatures: ['Người lập biểu', 'Người kiểm tra', 'Trưởng phòng'],
}

/** As large as the largest sheets get: 63 rows by 40 columns, each row with a total. */
export const big: FormDefinition = {
  ...common,
  id: 'big', code: 'B/63x40', title: 'Bảng lớn',
  tables: [{
    id: 'main', 'stub-title': 'Tỉnh, thành phố',
    columns: [
      { id: 'total', number: 1, title: 'Tổng số', parts: Array.from({ length: 39 }, (_, index) => `c${index}`), 'parts-are': 'computed' },
      ...Array.from({ length: 39 }, (_, index) => ({ id: `c${index}`, number: index + 2, title: `Cột ${index + 2}`, measure: 'việc' })),
    ],
    rows: [{ id: 'all', title: 'Cả nước', parts: Array.from({ length: 62 }, (_, index) => `r${index}`), 'parts-are': 'computed' }, ...Array.from({ length: 62 }, (_, index) => ({ id: `r${index}`, title: `Tỉnh ${index + 1}` }))],
  }],
  signatures: ['Người lập biểu'],
}

export const stubs: FormDefinition = {
  ...common,
  id: 'stubs', code: '14a/BTP/HTQTCT/HT/HTK', title: 'Kết quả đăng ký các việc hộ tịch khác',
  tables: [{
    id: 'main', 'stub-title': 'Sự kiện hộ tịch',
    columns: [
      { id: 'total', number: 1, title: 'Tổng số', measure: 'trường hợp', parts: ['men', 'women'], 'parts-are': 'computed' },
      { id: 'men', number: 2, title: 'Nam', measure: 'trường hợp' },
      { id: 'women', number: 3, title: 'Nữ', measure: 'trường hợp' },
      { id: 'rate', number: 4, title: 'Tỷ lệ đúng hạn', measure: '%', decimals: 2, max: 100, aggregate: 'none' },
    ],
    rows: [
      { id: 'changes', number: 'I', title: 'Thay đổi, cải chính, bổ sung hộ tịch', parts: ['change', 'fix', 'add'], rows: [
        { id: 'change', number: '1', title: 'Thay đổi' }, { id: 'fix', number: '2', title: 'Cải chính' }, { id: 'add', number: '3', title: 'Bổ sung thông tin' },
      ] },
      { id: 'parents', number: 'II', title: 'Nhận cha, mẹ, con' },
      { id: 'guards', number: 'III', title: 'Đăng ký giám hộ' },
    ],
  }],
  sections: [{ id: 'more', title: 'Thông tin thêm', fields: [
    { id: 'officers', title: 'Số công chức tư pháp – hộ tịch', kind: 'number', measure: 'người' },
    { id: 'remark', title: 'Khó khăn, vướng mắc', kind: 'text', 'max-length': 500, help: 'Ghi ngắn gọn.' },
  ] }],
  signatures: ['Người lập biểu', 'TM. ỦY BAN NHÂN DÂN'],
}

/** Requests of fields and records. */
export const requests = { everyKind: parse(everyKind) as FormDefinition, confirmation: parse(confirmation) as FormDefinition, chosen: parse(chosen) as FormDefinition }
