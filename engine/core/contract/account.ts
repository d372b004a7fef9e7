// Accounts of a unit and of the units below it: what is there, what is lacking, and the slips with one-time passwords, which are
// told once and kept nowhere.
import { Type, type Static } from '@sinclair/typebox'
import { Nullable } from './shapes.ts'

const closed = { additionalProperties: false }
export const UnitCode = Type.String({ pattern: '^[a-z0-9]+(_[a-z0-9]+)*$', maxLength: 80 })
const Login = Type.String({ minLength: 1, maxLength: 140 })
const Role = Type.Object({ id: Type.String(), title: Type.String() })
const Unit = Type.Object({ code: Type.String(), name: Type.String() })

export const AccountState = Type.Union([Type.Literal('active'), Type.Literal('locked'), Type.Literal('revoked')])
export type AccountState = Static<typeof AccountState>
const AccountAct = Type.Union([Type.Literal('reset'), Type.Literal('lock'), Type.Literal('unlock'), Type.Literal('replace'), Type.Literal('revoke')])
export type AccountAct = Static<typeof AccountAct>

/** An account that is there, or (`lacking`) one that the rule of names expects. */
export const AccountRow = Type.Object({
  login: Type.String(),
  name: Nullable(Type.String()),
  role: Role,
  unit: Unit,
  state: Type.Union([AccountState, Type.Literal('lacking')]),
  mustChangePassword: Type.Boolean(),
  reason: Nullable(Type.String({ description: 'of its last change' })),
  acts: Type.Array(AccountAct, { description: 'what the reader may do with it now' }),
})
export type AccountRow = Static<typeof AccountRow>

const AccountCounts = Type.Object({
  all: Type.Integer(), active: Type.Integer(), unchanged: Type.Integer(), locked: Type.Integer(), revoked: Type.Integer(), lacking: Type.Integer(),
})
export type AccountCounts = Static<typeof AccountCounts>
const shown = ['all', 'active', 'unchanged', 'locked', 'revoked', 'lacking'] as const satisfies readonly (keyof AccountCounts)[]

const Scope = Type.Union([Type.Literal('unit'), Type.Literal('below')], { description: 'the unit alone, or with those below it (which is meant where nothing is said)' })
export type AccountScope = Static<typeof Scope>

export const AccountQuery = Type.Object(
  {
    unit: UnitCode,
    scope: Type.Optional(Scope),
    show: Type.Optional(Type.Union(shown.map((one) => Type.Literal(one)))),
    text: Type.Optional(Type.String({ maxLength: 100, description: 'a part of the login, of the name or of the unit’s name' })),
    from: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'rows to pass over' })),
  },
  closed,
)
export type AccountQuery = Static<typeof AccountQuery>

/** How many accounts of a role the units of a kind lack: the unit itself, and with those below it. */
export const LackingCount = Type.Object({
  kind: Type.Object({ id: Type.String(), title: Type.String() }),
  role: Role,
  own: Type.Integer(),
  below: Type.Integer(),
  optional: Type.Boolean({ description: 'units of this kind may be without an account' }),
})
export type LackingCount = Static<typeof LackingCount>

export const AccountList = Type.Object({
  unit: Unit,
  /** Of how many units, those below it included. */
  units: Type.Integer(),
  /** At most a hundred; those of the unit first, then by unit and role. */
  rows: Type.Array(AccountRow),
  /** How many rows fit what was asked for. */
  matching: Type.Integer(),
  counts: AccountCounts,
  lacking: Type.Array(LackingCount),
  /** Roles that people of the unit itself can have. */
  roles: Type.Array(Role),
  /** Where people log in: for the slips. */
  address: Type.String(),
})
export type AccountList = Static<typeof AccountList>

export const Slip = Type.Object({ login: Type.String(), password: Type.String(), name: Type.String(), role: Role, unit: Unit })
export type Slip = Static<typeof Slip>
export const SlipList = Type.Object({
  slips: Type.Array(Slip),
  /** How many are lacking still: ask again until there are none. */
  left: Type.Integer(),
})
export type SlipList = Static<typeof SlipList>

/** What one request issues at the most: a lost reply loses the passwords of no more, and the page can say how far it has come. */
export const mostAtOnce = 200
export const BulkRequest = Type.Object(
  { unit: UnitCode, scope: Type.Optional(Scope), optional: Type.Optional(Type.Boolean()), most: Type.Optional(Type.Integer({ minimum: 1, maximum: mostAtOnce })) },
  closed,
)
export type BulkRequest = Static<typeof BulkRequest>

/** Who asked for it, on which paper (Quy chế, Điều 18 khoản 4). */
const Reason = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })
export const AccountRequest = Type.Object(
  {
    unit: UnitCode, role: Type.String({ maxLength: 60 }), symbol: Type.Optional(Type.String({ pattern: '^[a-z0-9]+$', maxLength: 20 })),
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }), reason: Reason,
    /** Login of the account whose place it takes: that one is taken back in the same step, so that there are never two. */
    replaces: Type.Optional(Login),
  },
  closed,
)
export type AccountRequest = Static<typeof AccountRequest>
export const AccountLogin = Type.Object({ login: Login })
export const StateRequest = Type.Object({ to: AccountState, reason: Reason }, closed)
export type StateRequest = Static<typeof StateRequest>
