// The authored form: what a statistics officer writes in `*.form.yaml`. This file is the one source of the shape; the
// editing schema (form.schema.json), the shape checker and the types below all come from it (`npm run generate`).
// Descriptions are Vietnamese because editors show them to officers.
import { Type, type Static } from '@sinclair/typebox'
import { ExpressionSource, FormId, Id, Text } from '../authored.ts'
import { Serves } from '../in-force.ts'
import { RouteDefinition } from '../route.ts'
import { SectionDefinition } from './field-definition.ts'
import { SuccessionDefinition } from './succession.ts'
import { Basis, SeverityName, TableDefinition, closed } from './table-definition.ts'

export type {
  ColumnDefinition, DynamicRows, RelationDefinition, RollUpSource, RowsDefinition, StubDefinition, TableDefinition,
} from './table-definition.ts'
export type { FieldDefinition, SectionDefinition } from './field-definition.ts'

export const RuleDefinition = Type.Object(
  {
    id: Id,
    table: Type.Optional(Id),
    rows: Type.Optional(Type.Array(Id, { minItems: 1, description: 'Chỉ các dòng này; mặc định: mọi dòng số liệu' })),
    columns: Type.Optional(Type.Array(Id, { minItems: 1, description: 'Áp dụng cho từng cột này; trong biểu thức, chữ cell là ô của cột đó' })),
    check: ExpressionSource,
    basis: Basis,
    severity: Type.Optional(SeverityName),
    message: Text,
  },
  closed,
)
export type RuleDefinition = {
  id: string
  table?: string
  rows?: string[]
  columns?: string[]
  check: ExpressionSource
  basis: Basis
  severity?: 'error' | 'warning' | 'explain'
  message: string
}

/** Parts of a printed form that its author has not seen. What is told of them in the definition is reasoned, or left out. */
export const unseenParts = ['code', 'title', 'tables', 'columns', 'column-numbers', 'rows', 'measures', 'reporting', 'receiver', 'periods', 'due', 'signatures', 'explanation'] as const
export type UnseenPart = (typeof unseenParts)[number]

export const SourceDefinition = Type.Object(
  {
    confidence: Type.Union([
      Type.Literal('printed-form'), Type.Literal('rebuilt'), Type.Literal('partly-unseen'), Type.Literal('ours'),
    ]),
    unseen: Type.Optional(Type.Array(Type.Union(unseenParts.map((one) => Type.Literal(one))), { minItems: 1, maxItems: 20 })),
    note: Text,
  },
  closed,
)
export type SourceDefinition = Static<typeof SourceDefinition>

export const FormDefinition = Type.Object(
  {
    id: FormId,
    code: Type.String({ minLength: 1, maxLength: 80, description: 'Ký hiệu in trên biểu' }),
    title: Text,
    field: Type.Optional(Id),
    'legal-basis': Text,
    source: SourceDefinition,
    version: Type.Integer({ minimum: 1, maximum: 9999 }),
    serves: Type.Optional(Serves),
    succeeds: Type.Optional(SuccessionDefinition),
    routes: Type.Array(RouteDefinition, { minItems: 1, maxItems: 60 }),
    tables: Type.Optional(Type.Array(TableDefinition, { maxItems: 40 })),
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
  source: SourceDefinition
  version: number
  serves?: Serves
  succeeds?: SuccessionDefinition
  routes: RouteDefinition[]
  tables?: TableDefinition[]
  sections?: SectionDefinition[]
  rules?: RuleDefinition[]
  'explanation-hint'?: string
  notes?: string[]
  signatures: (string | { title: string; note?: string })[]
}
