// The authored form: what a statistics officer writes in `*.form.yaml`. This file is the one source of the shape; the
// editing schema (form.schema.json), the shape checker and the types below all come from it (`npm run generate`).
// Descriptions are Vietnamese because editors show them to officers.
import { Type, type Static } from '@sinclair/typebox'
import { ExpressionSource, FormId, Id, Reference, Text } from '../authored.ts'

const closed = { additionalProperties: false }

const parts = Type.Union([Type.Array(Id, { minItems: 1 }), Type.Array(Type.Array(Id, { minItems: 1 }), { minItems: 1 })], {
  description: 'Chia ra, chia theo: các phần cộng lại bằng tổng. Nhiều cách chia: viết nhiều danh sách.',
})
const partsAre = Type.Union([Type.Literal('checked'), Type.Literal('computed')], {
  description: 'checked: người dùng nhập tổng, phần mềm kiểm tra. computed: phần mềm tự cộng.',
})
const ofWhich = Type.Array(Id, { minItems: 1, description: 'Trong đó: mỗi mục không lớn hơn tổng.' })

export const Aggregation = Type.Union([Type.Literal('sum'), Type.Literal('recompute'), Type.Literal('none')], {
  description: 'Cách cộng dồn ở dòng tổng và ở cấp trên.',
})
export type Aggregation = Static<typeof Aggregation>

/** What a column, a field or a stub says about the numbers in it. */
const numeric = {
  measure: Type.Optional(Type.String({ minLength: 1, maxLength: 40, description: 'Đơn vị tính' })),
  decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 6, description: 'Số chữ số thập phân' })),
  min: Type.Optional(Type.Number({ description: 'Giá trị nhỏ nhất; mặc định 0' })),
  max: Type.Optional(Type.Number({ description: 'Giá trị lớn nhất' })),
  help: Type.Optional(Text),
}

export const ColumnDefinition = Type.Recursive(
  (self) =>
    Type.Object(
      {
        id: Type.Optional(Id),
        number: Type.Optional(Type.Integer({ minimum: 1, maximum: 999, description: 'Số cột in trên biểu' })),
        title: Text,
        ...numeric,
        columns: Type.Optional(Type.Array(self, { minItems: 1, maxItems: 200, description: 'Cột con' })),
        parts: Type.Optional(parts),
        'parts-are': Type.Optional(partsAre),
        'of-which': Type.Optional(ofWhich),
        value: Type.Optional(ExpressionSource),
        aggregate: Type.Optional(Aggregation),
      },
      closed,
    ),
  { $id: 'column' },
)
export type ColumnDefinition = {
  id?: string
  number?: number
  title: string
  measure?: string
  decimals?: number
  min?: number
  max?: number
  help?: string
  columns?: ColumnDefinition[]
  parts?: string[] | string[][]
  'parts-are'?: 'checked' | 'computed'
  'of-which'?: string[]
  value?: ExpressionSource
  aggregate?: Aggregation
}

export const StubDefinition = Type.Recursive(
  (self) =>
    Type.Object(
      {
        id: Id,
        number: Type.Optional(Type.String({ minLength: 1, maxLength: 20, description: 'Số thứ tự in trên biểu: I, 1, a' })),
        title: Text,
        rows: Type.Optional(Type.Array(self, { minItems: 1, maxItems: 2000, description: 'Dòng con' })),
        parts: Type.Optional(parts),
        'parts-are': Type.Optional(partsAre),
        'of-which': Type.Optional(ofWhich),
      },
      closed,
    ),
  { $id: 'stub' },
)
export type StubDefinition = {
  id: string
  number?: string
  title: string
  rows?: StubDefinition[]
  parts?: string[] | string[][]
  'parts-are'?: 'checked' | 'computed'
  'of-which'?: string[]
}

/** One row per lower unit that reports the roll-up's source form, with a computed total row above them. */
export const RowsPerUnit = Type.Object(
  {
    per: Type.Literal('lower-unit'),
    title: Type.String({ minLength: 1, description: 'Tên gọi của các dòng, ví dụ: Xã, phường, thị trấn' }),
    total: Type.Optional(Type.Object({ id: Id, title: Text }, closed)),
  },
  closed,
)
export type RowsPerUnit = Static<typeof RowsPerUnit>

export const RowsDefinition = Type.Union([Type.Literal('one'), Type.Array(StubDefinition, { minItems: 1, maxItems: 2000 }), RowsPerUnit], {
  description: 'one: một dòng số liệu; danh sách: các dòng in sẵn; per: mỗi đơn vị cấp dưới một dòng',
})
export type RowsDefinition = 'one' | StubDefinition[] | RowsPerUnit

/** Lower figures that flow into this table: from which form, and which of its cells each column takes. */
export const RollUpDefinition = Type.Object(
  {
    from: Reference,
    cells: Type.Record(Id, Type.String({ minLength: 1, maxLength: 190, description: 'bảng.cột hoặc bảng.dòng.cột của biểu cấp dưới' }), {
      minProperties: 1,
    }),
  },
  closed,
)
export type RollUpDefinition = { from: string; cells: Record<string, string> }

export const TableDefinition = Type.Object(
  {
    id: Id,
    title: Type.Optional(Text),
    'stub-title': Type.Optional(Type.String({ minLength: 1, description: 'Tiêu đề của cột tên dòng (cột A)' })),
    columns: Type.Array(ColumnDefinition, { minItems: 1, maxItems: 200 }),
    rows: RowsDefinition,
    'roll-up': Type.Optional(RollUpDefinition),
  },
  closed,
)
export type TableDefinition = {
  id: string
  title?: string
  'stub-title'?: string
  columns: ColumnDefinition[]
  rows: RowsDefinition
  'roll-up'?: RollUpDefinition
}

/** Fields below or above the tables, e.g. the notes under a form. Numbers and short texts for now. */
export const FieldDefinition = Type.Object(
  {
    id: Id,
    title: Text,
    kind: Type.Union([Type.Literal('number'), Type.Literal('text')]),
    ...numeric,
    value: Type.Optional(ExpressionSource),
    'max-length': Type.Optional(Type.Integer({ minimum: 1, maximum: 4000 })),
  },
  closed,
)
export type FieldDefinition = {
  id: string
  title: string
  kind: 'number' | 'text'
  measure?: string
  decimals?: number
  min?: number
  max?: number
  help?: string
  value?: ExpressionSource
  'max-length'?: number
}
export const SectionDefinition = Type.Object(
  { id: Id, title: Type.Optional(Text), fields: Type.Array(FieldDefinition, { minItems: 1, maxItems: 300 }) },
  closed,
)
export type SectionDefinition = { id: string; title?: string; fields: FieldDefinition[] }

export const RuleDefinition = Type.Object(
  {
    id: Id,
    table: Type.Optional(Id),
    check: ExpressionSource,
    basis: Type.Union([Type.Literal('printed'), Type.Literal('implied'), Type.Literal('ours')], {
      description: 'printed: in trên biểu; implied: suy ra từ tiêu đề; ours: của phần mềm (không bao giờ chặn gửi)',
    }),
    severity: Type.Optional(Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('explain')])),
    message: Text,
  },
  closed,
)
export type RuleDefinition = {
  id: string
  table?: string
  check: ExpressionSource
  basis: 'printed' | 'implied' | 'ours'
  severity?: 'error' | 'warning' | 'explain'
  message: string
}

/** `MM-DD`, with ` next` for a day of the year after the period's. */
export const DueDay = Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])( next)?$' })

export const RouteDefinition = Type.Object(
  {
    reporting: Type.Array(Id, { minItems: 1, description: 'Loại đơn vị báo cáo' }),
    receiver: Type.Optional(
      Type.Union([Id, Type.Array(Id, { minItems: 1 }), Type.Object({ unit: Id }, closed)], {
        description: 'Loại đơn vị nhận gần nhất phía trên, hoặc một đơn vị nêu tên; bỏ trống: biểu cao nhất',
      }),
    ),
    due: Type.Optional(Type.Record(Id, DueDay)),
    periods: Type.Optional(Type.Array(Id, { minItems: 1, description: 'Chỉ các loại kỳ này; mặc định: các kỳ có hạn gửi' })),
    workflow: Reference,
  },
  closed,
)
export type RouteDefinition = {
  reporting: string[]
  receiver?: string | string[] | { unit: string }
  due?: Record<string, string>
  periods?: string[]
  workflow: string
}

export const SourceDefinition = Type.Object(
  {
    confidence: Type.Union([
      Type.Literal('printed-form'), Type.Literal('rebuilt'), Type.Literal('partly-unseen'), Type.Literal('ours'),
    ]),
    note: Text,
  },
  closed,
)

export const FormDefinition = Type.Object(
  {
    id: FormId,
    code: Type.String({ minLength: 1, maxLength: 80, description: 'Ký hiệu in trên biểu' }),
    title: Text,
    field: Type.Optional(Id),
    'legal-basis': Text,
    source: SourceDefinition,
    version: Type.Integer({ minimum: 1, maximum: 9999 }),
    routes: Type.Array(RouteDefinition, { minItems: 1 }),
    tables: Type.Array(TableDefinition, { minItems: 1, maxItems: 40 }),
    sections: Type.Optional(Type.Array(SectionDefinition, { maxItems: 40 })),
    rules: Type.Optional(Type.Array(RuleDefinition, { maxItems: 1000 })),
    'explanation-hint': Type.Optional(Text),
    notes: Type.Optional(Type.Array(Text, { description: 'Ghi chú in dưới biểu' })),
    signatures: Type.Array(Type.Union([Text, Type.Object({ title: Text, note: Type.Optional(Text) }, closed)]), { minItems: 1, maxItems: 4 }),
  },
  { ...closed, title: 'Biểu mẫu', description: 'Định nghĩa một biểu mẫu báo cáo' },
)
export type FormDefinition = {
  id: string
  code: string
  title: string
  field?: string
  'legal-basis': string
  source: Static<typeof SourceDefinition>
  version: number
  routes: RouteDefinition[]
  tables: TableDefinition[]
  sections?: SectionDefinition[]
  rules?: RuleDefinition[]
  'explanation-hint'?: string
  notes?: string[]
  signatures: (string | { title: string; note?: string })[]
}
