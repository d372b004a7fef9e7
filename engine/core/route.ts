// A route says who reports a form to whom, when and by which workflow. A form has several where several kinds of unit
// report it, where the way changes on a day, and where the same form is filed again further up. Shape only: who a
// receiver is on a day is found in the tree of units (core/unit.ts).
import { Type } from '@sinclair/typebox'
import { Id, Reference } from './authored.ts'
import { validity } from './validity.ts'

const closed = { additionalProperties: false }

/** `MM-DD`, with ` next` for a day of the year after the period's. */
export const DueDay = Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])( next)?$' })

const NamedUnit = Type.Object({ unit: Id }, closed)

export const RouteDefinition = Type.Object(
  {
    reporting: Type.Array(Id, { minItems: 1, maxItems: 100, description: 'Loại đơn vị báo cáo' }),
    receiver: Type.Optional(
      Type.Union([Id, Type.Array(Id, { minItems: 1, maxItems: 20 }), NamedUnit], {
        description: 'Loại đơn vị nhận gần nhất phía trên, hoặc một đơn vị nêu tên; bỏ trống: biểu cao nhất',
      }),
    ),
    'copy-to': Type.Optional(Type.Array(Type.Union([Id, NamedUnit]), { minItems: 1, maxItems: 20 })),
    due: Type.Optional(Type.Record(Id, DueDay)),
    periods: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100, description: 'Chỉ các loại kỳ này; mặc định: các kỳ có hạn gửi' })),
    workflow: Reference,
    ...validity,
  },
  closed,
)
export type RouteDefinition = {
  reporting: string[]
  receiver?: string | string[] | { unit: string }
  'copy-to'?: (string | { unit: string })[]
  due?: Record<string, string>
  periods?: string[]
  workflow: string
  from?: string
  to?: string
}

/** Kinds of period in which a route asks for its form. */
export function periodKindsOf({ due, periods }: RouteDefinition): string[] {
  return [...new Set([...(periods ?? []), ...Object.keys(due ?? {})])]
}
