// The authored table: a heading tree, rows in bands, which cells are closed, what comes in from below, and how its
// figures hang together. One part of the form's shape (definition.ts); descriptions are Vietnamese because editors show
// them to officers.
import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { aggregationNames, type AggregationName } from '../aggregate.ts'
import { ExpressionSource, Id, Reference, Text } from '../authored.ts'
import { cellKinds, type CellKind } from '../value.ts'

export const closed = { additionalProperties: false }

const literals = <T extends string>(names: readonly T[], options: object): TSchema => Type.Union(names.map((name) => Type.Literal(name)), options)

const parts = Type.Union([Type.Array(Id, { minItems: 1 }), Type.Array(Type.Array(Id, { minItems: 1 }), { minItems: 1 })], {
  description: 'Chia ra, chia theo: các phần cộng lại bằng tổng. Nhiều cách chia: viết nhiều danh sách.',
  examples: [['contracts', 'other_acts'], [['male', 'female'], ['kinh', 'other']]],
})
const partsAre = literals(['checked', 'computed'], {
  description: 'checked: người dùng nhập tổng, phần mềm kiểm tra. computed: phần mềm tự cộng.',
})
const ofWhich = Type.Array(Id, { minItems: 1, description: 'Trong đó: mỗi mục không lớn hơn tổng.', examples: [['criminal']] })

export const Basis = literals(['printed', 'implied', 'ours'], {
  description: 'printed: in trên biểu; implied: suy ra từ tiêu đề; ours: của phần mềm (không bao giờ chặn gửi)',
})
export type Basis = 'printed' | 'implied' | 'ours'
export const SeverityName = literals(['error', 'warning', 'explain'], {
  description: 'error: chặn gửi; warning: nhắc; explain: nhắc và đòi giải trình bằng chữ',
})

export const Aggregation = literals(aggregationNames, {
  description: 'Cách tổng hợp ở dòng tổng và ở cấp trên: sum cộng; mean bình quân (có weight: bình quân gia quyền); recompute tính lại; latest lấy số mới nhất; min, max; count đếm ô có số; none không tổng hợp.',
})

/** What a column or a field says about the values in it. */
export const valueProperties = {
  measure: Type.Optional(Type.String({ minLength: 1, maxLength: 40, description: 'Đơn vị tính', examples: ['việc', 'đồng'] })),
  decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 6, description: 'Số chữ số thập phân' })),
  min: Type.Optional(Type.Number({ description: 'Giá trị nhỏ nhất; mặc định 0' })),
  max: Type.Optional(Type.Number({ description: 'Giá trị lớn nhất' })),
  'max-length': Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000, description: 'Số ký tự nhiều nhất' })),
  choices: Type.Optional(
    Type.Union(
      [
        Type.Array(Type.Object({ code: Id, title: Text }, closed), { minItems: 1, maxItems: 500 }),
        Type.Object({ codelist: Reference }, closed),
      ],
      { description: 'Các lựa chọn, hoặc danh mục chứa chúng (ô kiểu choice, choices)' },
    ),
  ),
  help: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'Lời giải thích hiện cạnh ô' })),
}
export type ChoicesDefinition = { code: string; title: string }[] | { codelist: string }
export type ValueProperties = {
  measure?: string
  decimals?: number
  min?: number
  max?: number
  'max-length'?: number
  choices?: ChoicesDefinition
  help?: string
}

export const CellKindName = literals(Object.keys(cellKinds) as CellKind[], { description: 'Kiểu ô; mặc định number' })

export const ColumnDefinition = Type.Recursive(
  (self) =>
    Type.Object(
      {
        id: Type.Optional(Id),
        number: Type.Optional(Type.Integer({ minimum: 1, maximum: 999, description: 'Số cột in trên biểu' })),
        title: Text,
        kind: Type.Optional(CellKindName),
        ...valueProperties,
        hidden: Type.Optional(Type.Boolean({ description: 'Cột chỉ để tính, không in và không hiện' })),
        columns: Type.Optional(Type.Array(self, { minItems: 1, maxItems: 200, description: 'Cột con' })),
        parts: Type.Optional(parts),
        'parts-are': Type.Optional(partsAre),
        'of-which': Type.Optional(ofWhich),
        value: Type.Optional(ExpressionSource),
        aggregate: Type.Optional(Aggregation),
        weight: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 60, description: 'Cột làm quyền số khi lấy bình quân (aggregate: mean)' })),
      },
      closed,
    ),
  { $id: 'column' },
)
export type ColumnDefinition = ValueProperties & {
  id?: string
  number?: number
  title: string
  kind?: CellKind
  hidden?: boolean
  columns?: ColumnDefinition[]
  parts?: string[] | string[][]
  'parts-are'?: 'checked' | 'computed'
  'of-which'?: string[]
  value?: ExpressionSource
  aggregate?: AggregationName
  weight?: string
}

const total = Type.Object({ id: Id, title: Text }, { ...closed, description: 'Dòng tổng, phần mềm tự tính' })

/** Rows that the definition does not name: one block of stubs per lower unit, codelist entry or record. */
const dynamic = (stub: TSchema): TSchema =>
  Type.Object(
    {
      per: literals(['lower-unit', 'entry', 'record'], {
        description: 'lower-unit: mỗi đơn vị cấp dưới; entry: mỗi mục của danh mục; record: mỗi bản ghi người dùng thêm',
      }),
      title: Type.String({ minLength: 1, description: 'Tên gọi của các dòng', examples: ['Xã, phường, thị trấn'] }),
      kinds: Type.Optional(Type.Array(Id, { minItems: 1, description: 'Chỉ các loại đơn vị này (per: lower-unit)' })),
      codelist: Type.Optional(Type.String({ pattern: '^([a-z0-9][a-z0-9-]*/)?[a-z0-9][a-z0-9_]*$', maxLength: 130, description: 'Danh mục cho các dòng (per: entry)' })),
      total: Type.Optional(total),
      each: Type.Optional(Type.Array(stub, { minItems: 1, maxItems: 50, description: 'Các dòng của mỗi đơn vị, ví dụ Nam / Nữ hoặc Thực hiện / Ước tính' })),
      least: Type.Optional(Type.Integer({ minimum: 0, maximum: 2000, description: 'Số bản ghi ít nhất (per: record)' })),
      most: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000, description: 'Số bản ghi nhiều nhất (per: record)' })),
    },
    closed,
  )
export type DynamicRows = {
  per: 'lower-unit' | 'entry' | 'record'
  title: string
  kinds?: string[]
  codelist?: string
  total?: { id: string; title: string }
  each?: StubDefinition[]
  least?: number
  most?: number
}

export const StubDefinition = Type.Recursive(
  (self) =>
    Type.Object(
      {
        id: Id,
        number: Type.Optional(Type.String({ minLength: 1, maxLength: 20, description: 'Số thứ tự in trên biểu: I, 1, a' })),
        title: Text,
        measure: Type.Optional(Type.String({ minLength: 1, maxLength: 40, description: 'Đơn vị tính của dòng, ở những cột không có đơn vị tính riêng', examples: ['bản sao'] })),
        rows: Type.Optional(
          Type.Union([Type.Array(self, { minItems: 1, maxItems: 2000 }), dynamic(self)], {
            description: 'Dòng con: in sẵn, hoặc mỗi đơn vị, mục danh mục, bản ghi một dòng (khi đó dòng này là tổng của chúng)',
          }),
        ),
        parts: Type.Optional(parts),
        'parts-are': Type.Optional(partsAre),
        'of-which': Type.Optional(ofWhich),
        value: Type.Optional(ExpressionSource),
      },
      closed,
    ),
  { $id: 'stub' },
)
export type StubDefinition = {
  id: string
  number?: string
  title: string
  measure?: string
  rows?: StubDefinition[] | DynamicRows
  parts?: string[] | string[][]
  'parts-are'?: 'checked' | 'computed'
  'of-which'?: string[]
  value?: ExpressionSource
}

export const RowsDefinition = Type.Union([Type.Literal('one'), Type.Array(StubDefinition, { minItems: 1, maxItems: 2000 }), dynamic(StubDefinition)], {
  description: 'one: một dòng số liệu; danh sách: các dòng in sẵn; per: mỗi đơn vị cấp dưới, mục danh mục hoặc bản ghi một dòng',
})
export type RowsDefinition = 'one' | StubDefinition[] | DynamicRows

const sourceCell = Type.String({
  minLength: 1, maxLength: 190, examples: ['main.copies', 'people.{row}.births'],
  description: 'bảng.cột hoặc bảng.dòng.cột của biểu cấp dưới; {row}: dòng cùng tên, khi mỗi đơn vị hoặc mỗi mã có nhiều dòng; by: code, by: group: cột của mọi dòng trong bảng',
})

/** Lower figures that flow into this table: from which form and which units, into which of its rows, and which cells each
 * column takes. */
const RollUpSource = Type.Object(
  {
    from: Reference,
    kinds: Type.Optional(Type.Array(Id, { minItems: 1, description: 'Chỉ các loại đơn vị này; mặc định: mọi đơn vị gửi biểu đó lên' })),
    into: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 60, description: 'Dòng (in sẵn) nhận số của mọi đơn vị gộp lại; bỏ trống: dòng của từng đơn vị, hoặc dòng duy nhất của bảng' })),
    by: Type.Optional(
      literals(['unit', 'code', 'group'], {
        description: 'unit: mỗi đơn vị một dòng; code: gộp các dòng của biểu cấp dưới theo mã của danh mục, hoặc theo dòng in sẵn cùng tên; group: theo nhóm của mã trong danh mục (parent)',
      }),
    ),
    cells: Type.Record(Id, sourceCell, { minProperties: 1, description: 'Cột của bảng này: ô của biểu cấp dưới' }),
  },
  closed,
)
export type RollUpSource = { from: string; kinds?: string[]; into?: string; by?: 'unit' | 'code' | 'group'; cells: Record<string, string> }
export const RollUpDefinition = Type.Union([RollUpSource, Type.Array(RollUpSource, { minItems: 1, maxItems: 20 })], {
  description: 'Số liệu cấp dưới chảy vào bảng này: từ một hoặc nhiều biểu',
})

const basis = { basis: Basis, severity: Type.Optional(SeverityName) }

/** Relations that are not `parts` or `of-which`; each says one thing and becomes a rule. */
export const RelationDefinition = Type.Union(
  [
    Type.Object({ same: Id, as: ExpressionSource, ...basis }, { ...closed, description: 'Bằng số của biểu hoặc ô khác' }),
    Type.Object({ 'carried-over': Id, from: Id, ...basis }, { ...closed, description: 'Số đầu kỳ bằng số cuối kỳ trước chuyển sang' }),
    Type.Object(
      { range: Id, least: Type.Optional(Type.Number()), most: Type.Optional(Type.Number()), ...basis },
      { ...closed, description: 'Thường nằm trong khoảng này' },
    ),
    Type.Object({ change: Id, beyond: Type.Number({ exclusiveMinimum: 0, maximum: 100_000 }), ...basis }, { ...closed, description: 'Tăng hoặc giảm so với cùng kỳ năm trước quá tỷ lệ (%) này' }),
  ],
  { description: 'Quan hệ giữa các số' },
)
type Judged = { basis: Basis; severity?: 'error' | 'warning' | 'explain' }
export type RelationDefinition =
  | ({ same: string; as: ExpressionSource } & Judged)
  | ({ 'carried-over': string; from: string } & Judged)
  | ({ range: string; least?: number; most?: number } & Judged)
  | ({ change: string; beyond: number } & Judged)

export const TableDefinition = Type.Object(
  {
    id: Id,
    title: Type.Optional(Text),
    'stub-title': Type.Optional(Type.String({ minLength: 1, description: 'Tiêu đề của cột tên dòng (cột A)' })),
    continues: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 60, description: 'In nối tiếp dưới bảng này trong cùng một khung, với đầu bảng riêng' })),
    columns: Type.Array(ColumnDefinition, { minItems: 1, maxItems: 200 }),
    rows: RowsDefinition,
    closed: Type.Optional(
      Type.Array(Type.Object({ rows: Type.Array(Id, { minItems: 1 }), columns: Type.Array(Id, { minItems: 1 }) }, closed), {
        minItems: 1, maxItems: 500, description: 'Ô gạch chéo, không có số liệu',
      }),
    ),
    relations: Type.Optional(Type.Array(RelationDefinition, { minItems: 1, maxItems: 500 })),
    'roll-up': Type.Optional(RollUpDefinition),
  },
  closed,
)
export type TableDefinition = {
  id: string
  title?: string
  'stub-title'?: string
  continues?: string
  columns: ColumnDefinition[]
  rows: RowsDefinition
  closed?: { rows: string[]; columns: string[] }[]
  relations?: RelationDefinition[]
  'roll-up'?: RollUpSource | RollUpSource[]
}
export type ClosedCells = NonNullable<Static<typeof TableDefinition>['closed']>
