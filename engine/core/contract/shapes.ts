// Shapes that several replies share. What the door accepts and answers is written once, here: the server validates
// with it, the OpenAPI document is printed from it, and the pages take their types from it.
import { Type, type Static, type TSchema } from '@sinclair/typebox'

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** Identifiers are made by the application (UUID, time-ordered). */
export const Uuid = Type.String({ format: 'uuid' })
/** Calendar day `YYYY-MM-DD`. */
export const Day = Type.String({ format: 'date' })
/** Instant in ISO 8601 with offset. */
export const Instant = Type.String({ format: 'date-time' })

/**
 * A number on the wire: an integer count of the cell's smallest unit (value × 10^decimals), or blank. Text cells carry
 * text. Integers beyond 2^53 travel as strings.
 */
export const WireValue = Nullable(Type.Union([Type.Integer(), Type.String({ maxLength: 20_000 })]))
export type WireValue = Static<typeof WireValue>

export const UnitRef = Type.Object({
  id: Uuid,
  code: Type.String(),
  name: Type.String(),
  kind: Type.String(),
})
export type UnitRef = Static<typeof UnitRef>

export const FormRef = Type.Object({
  pack: Type.String(),
  id: Type.String(),
  version: Type.Integer(),
  code: Type.String(),
  title: Type.String(),
})
export type FormRef = Static<typeof FormRef>

export const PeriodRef = Type.Object({
  id: Uuid,
  title: Type.String({ description: 'e.g. "6 tháng đầu năm 2020"' }),
  kind: Type.String(),
  year: Type.Integer(),
  dataFrom: Day,
  locked: Type.Boolean(),
})
export type PeriodRef = Static<typeof PeriodRef>

/** `tone` chooses the colour and the sign that stand beside the word, never instead of it. */
export const StateRef = Type.Object({
  id: Type.String(),
  title: Type.String(),
  tone: Type.Union([
    Type.Literal('idle'),
    Type.Literal('working'),
    Type.Literal('waiting'),
    Type.Literal('returned'),
    Type.Literal('sent'),
    Type.Literal('done'),
    Type.Literal('closed'),
  ]),
})
export type StateRef = Static<typeof StateRef>

/** Who acted; a person without a full name on record is shown by login. */
export const PersonRef = Type.Object({ login: Type.String(), name: Type.String() })
export type PersonRef = Static<typeof PersonRef>

/** A codelist by name, so that a page can lead to it. */
export const CodelistName = Type.Object({ pack: Type.String(), id: Type.String(), title: Type.String() })
export type CodelistName = Static<typeof CodelistName>

export const IssueShape = Type.Object({
  code: Type.String(),
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('explain')]),
  path: Type.String(),
  message: Type.String({ description: 'the sentence in Vietnamese' }),
})

/** RFC 9457. `code` repeats the last part of `type`; `issues` lists every wrong field or cell. */
export const ProblemReply = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  instance: Type.String({ description: 'the request id' }),
  code: Type.String(),
  issues: Type.Optional(Type.Array(IssueShape)),
  conflicts: Type.Optional(
    Type.Array(
      Type.Object({
        address: Type.String(),
        yours: WireValue,
        theirs: WireValue,
        by: PersonRef,
        at: Instant,
      }),
    ),
  ),
  codelists: Type.Optional(Type.Array(CodelistName, { description: 'those that have to be completed first' })),
  revision: Type.Optional(Type.Integer({ description: 'the revision the record has now' })),
})
export type ProblemReply = Static<typeof ProblemReply>
