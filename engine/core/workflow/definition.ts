// The authored workflow: states, who holds them, the acts that lead from one to the next, what is asked of whom until
// when, and the clocks that run meanwhile. Everything that the law fixes is in the YAML; the engine knows states,
// holders, roles relative to the filing, guards, clocks and effects by name.
import { Type, type Static } from '@sinclair/typebox'
import { ExpressionSource, Id, Text } from '../authored.ts'
import type { EffectSource } from './effects.ts'

const closed = { additionalProperties: false }
/** Exactly one of the properties says it. */
const oneOf = { ...closed, minProperties: 1, maxProperties: 1 }

/**
 * A role, relative to the filing: of its own unit (`bc`), of the unit that receives it (`receiver.bc`), of that unit when
 * it files on behalf of one without an account (`behalf.bc`), of a unit above (`upper.bc`), the one person of the own
 * unit who was assigned, or who entered the figures while nobody was (`assigned.bc`). `party` is whoever filed from
 * outside. In `by`, `clock` is a clock that has run out, and `holder` whoever holds the state.
 */
export const RoleRef = Type.String({ pattern: '^((receiver|behalf|upper|assigned)\\.)?[a-z][a-z0-9_]*$', maxLength: 60 })

const Roles = Type.Union([RoleRef, Type.Array(RoleRef, { minItems: 1 })])
const Ids = Type.Union([Id, Type.Array(Id, { minItems: 1 })])

const Days = Type.Optional(Type.Integer({ minimum: 0, maximum: 3650 }))
const limits = { 'working-days': Days, days: Days, until: Type.Optional(Type.Literal('due')) }

/** Calendar days that end on a day without work go on to the next one with (Bộ luật Dân sự, Điều 148 khoản 5). */
export const LimitDefinition = Type.Object(limits, oneOf)
export type LimitDefinition = { 'working-days'?: number; days?: number; until?: 'due' }

/** Of a task: its own, counted from the day after it was opened, or that of a clock. */
export const TaskLimitDefinition = Type.Object({ ...limits, clock: Type.Optional(Id) }, oneOf)
export type TaskLimitDefinition = LimitDefinition & { clock?: string }

export const Tone = Type.Union([
  Type.Literal('idle'), Type.Literal('working'), Type.Literal('waiting'), Type.Literal('returned'),
  Type.Literal('sent'), Type.Literal('done'), Type.Literal('closed'),
])
export type Tone = Static<typeof Tone>

const Asks = Type.String({ minLength: 1, maxLength: 300, description: 'Việc cần làm, hiện trong hộp việc của người giữ' })

export const TaskDefinition = Type.Object({ asks: Asks, of: Roles, limit: Type.Optional(TaskLimitDefinition) }, closed)
export type TaskDefinition = { asks: string; of: string | string[]; limit?: TaskLimitDefinition }

/** A task that acts open and close, whatever the state: `open-task`, `close-task`, or one of the acts in `done-by`. */
export const LooseTaskDefinition = Type.Object({ asks: Asks, of: Roles, limit: Type.Optional(TaskLimitDefinition), 'done-by': Type.Optional(Ids) }, closed)
export type LooseTaskDefinition = TaskDefinition & { 'done-by'?: string | string[] }

export const StateDefinition = Type.Object(
  {
    title: Text,
    tone: Tone,
    holder: Type.Optional(Roles),
    asks: Type.Optional(Asks),
    limit: Type.Optional(TaskLimitDefinition),
    tasks: Type.Optional(Type.Array(TaskDefinition, { minItems: 1, maxItems: 20 })),
    'editable-by': Type.Optional(Roles),
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
  limit?: TaskLimitDefinition
  tasks?: TaskDefinition[]
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

const EffectName = Type.String({ pattern: '^[a-z]+(-[a-z]+)*$', maxLength: 40 })
/** Which effects there are, and what each is about, stands in effects.ts; the checker names the nearest. */
const Effects = Type.Array(Type.Union([EffectName, Type.Record(EffectName, Roles, { minProperties: 1, maxProperties: 1 })]), { maxItems: 20 })

export const ActionDefinition = Type.Object(
  {
    title: Text,
    tone: Type.Optional(Type.Union([Type.Literal('main'), Type.Literal('plain'), Type.Literal('return')])),
    by: Roles,
    from: Ids,
    to: Type.Optional(Target),
    guard: Type.Optional(ExpressionSource),
    blocked: Type.Optional(Type.String({ minLength: 1, description: 'Câu giải thích khi điều kiện chưa đạt' })),
    offered: Type.Optional(ExpressionSource),
    reasons: Type.Optional(Type.Array(Id, { minItems: 1, description: 'Mã lý do; bắt buộc chọn một' })),
    note: Type.Optional(Type.Union([Type.Literal('none'), Type.Literal('optional'), Type.Literal('required')])),
    paper: Type.Optional(Type.Boolean({ description: 'Phải ghi số và ngày của văn bản giấy' })),
    confirm: Type.Optional(Text),
    effects: Type.Optional(Effects),
  },
  closed,
)
export type ActionDefinition = {
  title: string
  tone?: 'main' | 'plain' | 'return'
  by: string | string[]
  from: string | string[]
  /** Absent: the filing stays in its state. */
  to?: string | { when?: ExpressionSource; state: string }[]
  guard?: ExpressionSource
  blocked?: string
  offered?: ExpressionSource
  reasons?: string[]
  note?: 'none' | 'optional' | 'required'
  paper?: boolean
  confirm?: string
  effects?: EffectSource[]
}

export const ClockDefinition = Type.Object(
  {
    title: Text,
    starts: Type.Optional(Type.Object({ state: Type.Optional(Ids), action: Type.Optional(Ids) }, { ...closed, minProperties: 1 })),
    limit: LimitDefinition,
    'counts-from': Type.Optional(Type.Union([Type.Literal('next-day'), Type.Literal('same-day')])),
    'pauses-in': Type.Optional(Ids),
    'ends-in': Type.Optional(Ids),
    reminds: Type.Optional(
      Type.Array(Type.Object({ before: Type.Object({ 'working-days': Days, days: Days }, oneOf), notify: Roles }, closed), { minItems: 1, maxItems: 10 }),
    ),
    'on-expiry': Type.Optional(Type.Object({ action: Type.Optional(Id), effects: Type.Optional(Effects) }, oneOf)),
  },
  closed,
)
export type ClockDefinition = {
  title: string
  starts?: { state?: string | string[]; action?: string | string[] }
  limit: LimitDefinition
  'counts-from'?: 'next-day' | 'same-day'
  'pauses-in'?: string | string[]
  'ends-in'?: string | string[]
  reminds?: { before: { 'working-days'?: number; days?: number }; notify: string | string[] }[]
  'on-expiry'?: { action?: string; effects?: EffectSource[] }
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
    tasks: Type.Optional(Type.Record(Id, LooseTaskDefinition)),
    clocks: Type.Optional(Type.Record(Id, ClockDefinition)),
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
  tasks?: Record<string, LooseTaskDefinition>
  clocks?: Record<string, ClockDefinition>
}
