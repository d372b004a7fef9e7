// Logging in, and what a page knows of the person in front of it.
import { Type, type Static } from '@sinclair/typebox'
import { Instant, Nullable, PeriodRef, UnitRef, Uuid } from './shapes.ts'

export const LoginRequest = Type.Object(
  {
    login: Type.String({ minLength: 1, maxLength: 120 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
)
export type LoginRequest = Static<typeof LoginRequest>

export const PasswordRequest = Type.Object(
  {
    current: Type.String({ minLength: 1, maxLength: 200 }),
    next: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
)
export type PasswordRequest = Static<typeof PasswordRequest>

export const Session = Type.Object({
  account: Type.Object({
    id: Uuid,
    login: Type.String(),
    name: Type.String(),
    role: Type.Object({ id: Type.String(), title: Type.String() }),
  }),
  unit: UnitRef,
  capabilities: Type.Array(Type.String(), { description: 'from the pack; pages show only what the role has' }),
  receives: Type.Boolean({ description: 'other units send reports to this one' }),
  copies: Type.Boolean({ description: 'reports that go elsewhere are copied to this unit' }),
  mustChangePassword: Type.Boolean(),
  period: Nullable(PeriodRef),
  demo: Type.Boolean(),
  now: Instant,
})
export type Session = Static<typeof Session>

/** A live session of one's own. The time of the last sight is written about once a minute. */
export const SessionRef = Type.Object({
  current: Type.Boolean({ description: 'the one that asks' }),
  since: Instant,
  lastSeen: Instant,
  address: Type.String(),
  agent: Type.String({ description: 'what the browser says of itself' }),
})
export type SessionRef = Static<typeof SessionRef>
/** The one that asks first, then the newest. */
export const SessionList = Type.Object({ sessions: Type.Array(SessionRef) })
export type SessionList = Static<typeof SessionList>
export const SessionEnd = Type.Object({ ended: Type.Integer() })
export type SessionEnd = Static<typeof SessionEnd>

/** Known before login: how the page is to introduce itself. */
export const Welcome = Type.Object({
  demo: Type.Boolean(),
  now: Instant,
  support: Type.String({ description: 'whom to call, shown on the login page' }),
  handsontableKey: Nullable(Type.String({ description: 'absent: the open table is the only grid' })),
  accounts: Type.Array(
    Type.Object({ login: Type.String(), title: Type.String(), unit: Type.String() }),
    { description: 'demo accounts; empty in production' },
  ),
  demoPassword: Nullable(Type.String({ description: 'of every demo account; absent in production' })),
})
export type Welcome = Static<typeof Welcome>

export const ClockRequest = Type.Object(
  { to: Type.Union([Type.Literal('due'), Type.Literal('lock'), Type.Literal('next')]) },
  { additionalProperties: false },
)
export type ClockRequest = Static<typeof ClockRequest>
export const ClockReply = Type.Object({ now: Instant, period: Nullable(PeriodRef) })
export type ClockReply = Static<typeof ClockReply>
