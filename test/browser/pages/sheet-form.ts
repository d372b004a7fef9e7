// A small form with what grids get wrong: merged headings on three levels, column numbers, a calculated total, a column
// with decimals, rows in a tree.
import type { FormDefinition } from '../../../engine/core/form/definition.ts'

/** A table whose cells choose from a codelist. */
export const choiceForm: FormDefinition = {
  id: 'choices', code: 'T/2', title: 'Bảng chọn', version: 1, 'legal-basis': 'thử', source: { confidence: 'ours', note: 'thử' },
  routes: [{ reporting: ['any'], workflow: 'w' }], signatures: ['Người lập biểu'],
  tables: [{
    id: 'main', 'stub-title': 'Vụ việc',
    columns: [
      { id: 'men', number: 1, title: 'Nguyên nhân', kind: 'choice', choices: { codelist: 'causes' } },
      { id: 'women', number: 2, title: 'Các nguyên nhân', kind: 'choices', choices: { codelist: 'causes' } },
    ],
    rows: [{ id: 'first', number: '1', title: 'Dòng một' }, { id: 'second', number: '2', title: 'Dòng hai' }],
  }],
}

export const causes = [{ code: 'A', title: 'Thời tiết' }, { code: 'B', title: 'Giao thông', retired: true as const }, { code: 'C', title: 'Thiết bị' }]

export const contractForm: FormDefinition = {
  id: 'contract', code: 'T/1', title: 'Bảng thử', version: 1, 'legal-basis': 'thử', source: { confidence: 'ours', note: 'thử' },
  routes: [{ reporting: ['any'], workflow: 'w' }], signatures: ['Người lập biểu'],
  tables: [{
    id: 'main', 'stub-title': 'Nội dung',
    columns: [
      { title: 'Số việc', measure: 'việc', columns: [
        { id: 'total', number: 1, title: 'Tổng số', parts: ['men', 'women'], 'parts-are': 'computed' },
        { title: 'Chia ra', columns: [{ id: 'men', number: 2, title: 'Nam' }, { id: 'women', number: 3, title: 'Nữ' }] },
      ] },
      { id: 'rate', number: 4, title: 'Tỷ lệ <đúng hạn>', measure: '%', decimals: 2, max: 100 },
    ],
    rows: [{ id: 'first', number: '1', title: 'Dòng một' }, { id: 'second', number: '2', title: 'Dòng hai' }, { id: 'third', number: '3', title: 'Dòng ba' }],
  }],
}
