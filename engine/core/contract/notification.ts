// What somebody was told about a filing, in parts: the pages make sentences of them in the person's language.
import { Type, type Static } from '@sinclair/typebox'
import { FilingLine } from './filing.ts'
import { Day, Instant, Nullable, StateRef, Uuid } from './shapes.ts'

export const Notification = Type.Object({
  id: Uuid,
  at: Instant,
  read: Type.Boolean(),
  kind: Type.Union([Type.Literal('act'), Type.Literal('reminder'), Type.Literal('expiry'), Type.Literal('closing'), Type.Literal('opened'), Type.Literal('urge')]),
  title: Type.String({ description: 'of the act, of the clock that is about to run out or has, as the workflow calls it; of the period whose opening closes this one, or that was opened; empty where somebody asks for the report' }),
  due: Nullable(Type.Unsafe<string>({ ...Day, description: 'the last day of the clock, the day by which the next period is to be opened, or the first due day in the period, as it was when this was told' })),
  by: Nullable(Type.Object({ name: Type.String(), unit: Type.String() }, { description: 'who acted or asks for the report; null where a clock has' })),
  to: Nullable(StateRef),
  reason: Nullable(Type.String()),
  note: Nullable(Type.String()),
  filing: FilingLine,
})
export type Notification = Static<typeof Notification>

export const UnreadCount = Type.Object({ unread: Type.Integer() })
export type UnreadCount = Static<typeof UnreadCount>

export const NotificationList = Type.Object({
  notifications: Type.Array(Notification, { description: 'newest first' }),
  more: Type.Boolean({ description: 'there are older ones: ask for those before the last one' }),
  unread: Type.Integer(),
})
export type NotificationList = Static<typeof NotificationList>

export const ReadRequest = Type.Object(
  { id: Uuid, older: Type.Optional(Type.Literal(true, { description: 'those before it, too' })) },
  { additionalProperties: false },
)
export type ReadRequest = Static<typeof ReadRequest>

export const EmailRequest = Type.Object({ email: Nullable(Type.String({ maxLength: 200 })) }, { additionalProperties: false })
export type EmailRequest = Static<typeof EmailRequest>

export const EmailReply = Type.Object({ email: Nullable(Type.String()), sends: Type.Boolean({ description: 'a server for mails is configured' }) })
export type EmailReply = Static<typeof EmailReply>
