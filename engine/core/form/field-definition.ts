// The authored section: fields that people fill in one under the other, as in a citizen's request or the notes under a
// statistical table. One part of the form's shape (definition.ts).
import { Type } from '@sinclair/typebox'
import { ExpressionSource, Id, Text } from '../authored.ts'
import { usualEndings, usualMegabytes } from '../file.ts'
import type { CellKind } from '../value.ts'
import { CellKindName, closed, valueProperties, type ValueProperties } from './table-definition.ts'

const condition = (description: string) => Type.Optional({ ...ExpressionSource, description })

export const FieldDefinition = Type.Object(
  {
    id: Id,
    title: Text,
    kind: CellKindName,
    ...valueProperties,
    required: Type.Optional(Type.Boolean({ description: 'Bắt buộc điền' })),
    'required-when': condition('Bắt buộc điền khi điều kiện đúng'),
    'visible-when': condition('Chỉ hiện khi điều kiện đúng'),
    'read-only-when': condition('Không sửa được khi điều kiện đúng'),
    value: Type.Optional(ExpressionSource),
    prefill: condition('Giá trị điền sẵn khi mở mới; người dùng sửa được'),
    personal: Type.Optional(Type.Boolean({ description: 'Dữ liệu cá nhân: xóa được khi có yêu cầu' })),
    pattern: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Mẫu mà nội dung phải theo (như phép matches của biểu thức)' })),
    accept: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z0-9]{1,8}$' }), { minItems: 1, maxItems: 20, description: `Đuôi tệp được nhận; bỏ trống là ${usualEndings.join(', ')} (attachment)`, examples: [['pdf', 'jpg']] })),
    'max-size': Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: `Dung lượng lớn nhất mỗi tệp, MB; bỏ trống là ${usualMegabytes} (attachment)` })),
    'max-count': Type.Optional(Type.Integer({ minimum: 1, maximum: 50, description: 'Số tệp nhiều nhất; bỏ trống là 1 (attachment)' })),
    'unit-kinds': Type.Optional(Type.Array(Id, { minItems: 1, description: 'Chỉ chọn trong các loại đơn vị này (unit)' })),
  },
  closed,
)
export type FieldDefinition = ValueProperties & {
  id: string
  title: string
  kind: CellKind
  required?: boolean
  'required-when'?: ExpressionSource
  'visible-when'?: ExpressionSource
  'read-only-when'?: ExpressionSource
  value?: ExpressionSource
  prefill?: ExpressionSource
  personal?: boolean
  pattern?: string
  accept?: string[]
  'max-size'?: number
  'max-count'?: number
  'unit-kinds'?: string[]
}

export const SectionDefinition = Type.Object(
  {
    id: Id,
    title: Type.Optional(Text),
    'visible-when': condition('Chỉ hiện cả nhóm khi điều kiện đúng'),
    repeat: Type.Optional(
      Type.Object(
        {
          title: Type.String({ minLength: 1, description: 'Tên gọi của mỗi lần lặp', examples: ['Người được thi hành án'] }),
          least: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
          most: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
        },
        { ...closed, description: 'Nhóm lặp lại, mỗi lần một bản ghi' },
      ),
    ),
    fields: Type.Array(FieldDefinition, { minItems: 1, maxItems: 300 }),
  },
  closed,
)
export type SectionDefinition = {
  id: string
  title?: string
  'visible-when'?: ExpressionSource
  repeat?: { title: string; least?: number; most?: number }
  fields: FieldDefinition[]
}
