// The authored workflow: states, who holds them, and the acts that lead from one to the next. Everything that the law
// fixes is in the YAML; the engine knows states, holders, roles relative to units, guards and effects by name.
import { Type, type Static } from '@sinclair/typebox'
import { ExpressionSource, Id, Text } from '../authored.ts'

const closed = { additionalProperties: false }

/** A role of the filing's own unit (`bc`), of the unit that receives it (`receiver.bc`), or of that unit when it files on
 * behalf of one without an account (`behalf.bc`). */
export const RoleRef = Type.String({ pattern: "^((receiver|behalf)\\.)?[a-z][a-z0-9_]*$", maxLength: 60 })

const Holder = Type.Union([RoleRef, Type.Array(RoleRef, { minItems: 1 })])

export const Tone = Type.Union([
  Type.Literal('idle'), Type.Literal('working'), Type.Literal('waiting'), Type.Literal('returned'),
  Type.Literal('sent'), Type.Literal('done'), Type.Literal('closed'),
])
export type Tone = Static<typeof Tone>

export const StateDefinition = Type.Object(
  {
    title: Text,
    tone: Tone,
    holder: Type.Optional(Holder),
    asks: Type.Optional(Type.String({ minLength: 1, description: 'Việc cần làm, hiện trong hộp việc của người giữ' })),
    'editable-by': Type.Optional(Holder),
    'takes-in': Type.Optional(Type.Boolean({ description: 'Số liệu cấp dưới còn được nhận vào' })),
    counts: Type.Optional(Type.Boolean({ description: 'Được tính vào số liệu cấp trên' })),
    official: Type.Optional(Type.Boolean({ description: 'Là báo cáo thống kê chính thức' })),
    'visible-to-receiver': Type.Optional(Type.Boolean()),
    final: Type.Optional(Type.Boolean()),
    initial: Type.Optional(Type.Boolean()),
    'on-save': Type.Optional(Type.String({ description: 'Trạng thái sau lần lưu đầu tiên' })),
    'closes-to': Type.Optional(Type.String({ description: 'Trạng thái khi kỳ báo cáo bị khóa' })),
  },
  closed,
)
export type StateDefinition = {
  title: string
  tone: Tone
  holder?: string | string[]
  asks?: string
  'editable-by'?: string | string[]
  'takes-in'?: boolean
  counts?: boolean
  official?: boolean
  'visible-to-receiver'?: boolean
  final?: boolean
  initial?: boolean
  'on-save'?: string
  'closes-to'?: string
}

const Target = Type.Union([Id, Type.Array(Type.Object({ when: Type.Optional(ExpressionSource), state: Id }, closed), { minItems: 1 })])

export const ActionDefinition = Type.Object(
  {
    title: Text,
    tone: Type.Optional(Type.Union([Type.Literal('main'), Type.Literal('plain'), Type.Literal('return')])),
    by: Type.Union([Type.Literal('holder'), RoleRef, Type.Array(RoleRef, { minItems: 1 })]),
    from: Type.Union([Id, Type.Array(Id, { minItems: 1 })]),
    to: Target,
    guard: Type.Optional(ExpressionSource),
    blocked: Type.Optional(Type.String({ minLength: 1, description: 'Câu giải thích khi điều kiện chưa đạt' })),
    offered: Type.Optional(ExpressionSource),
    reasons: Type.Optional(Type.Array(Id, { minItems: 1, description: 'Mã lý do; bắt buộc chọn một' })),
    note: Type.Optional(Type.Union([Type.Literal('none'), Type.Literal('optional'), Type.Literal('required')])),
    paper: Type.Optional(Type.Boolean({ description: 'Phải ghi số và ngày của văn bản giấy' })),
    confirm: Type.Optional(Text),
    effects: Type.Optional(Type.Array(Id)),
  },
  closed,
)
export type ActionDefinition = {
  title: string
  tone?: 'main' | 'plain' | 'return'
  by: string | string[]
  from: string | string[]
  to: string | { when?: ExpressionSource; state: string }[]
  guard?: ExpressionSource
  blocked?: string
  offered?: ExpressionSource
  reasons?: string[]
  note?: 'none' | 'optional' | 'required'
  paper?: boolean
  confirm?: string
  effects?: string[]
}

export const WorkflowDefinition = Type.Object(
  {
    id: Id,
    title: Text,
    version: Type.Integer({ minimum: 1, maximum: 9999 }),
    'legal-basis': Text,
    reasons: Type.Optional(Type.Record(Id, Text)),
    states: Type.Record(Id, StateDefinition, { minProperties: 1 }),
    actions: Type.Record(Id, ActionDefinition, { minProperties: 1 }),
  },
  { ...closed, title: 'Quy trình', description: 'Định nghĩa một quy trình xử lý' },
)
export type WorkflowDefinition = {
  id: string
  title: string
  version: number
  'legal-basis': string
  reasons?: Record<string, string>
  states: Record<string, StateDefinition>
  actions: Record<string, ActionDefinition>
}
