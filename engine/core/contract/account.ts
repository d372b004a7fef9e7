// Accounts of a unit and of the units below it: what is there, what is lacking, and the slips with one-time passwords, which are
// told once and kept nowhere.
import { Type, type Static } from '@sinclair/typebox'

const closed = { additionalProperties: false }
export const UnitCode = Type.String({ pattern: '^[a-z0-9]+(_[a-z0-9]+)*$', maxLength: 80 })
const Login = Type.String({ minLength: 1, maxLength: 140 })
const Role = Type.Object({ id: Type.String(), title: Type.String() })
const Unit = Type.Object({ code: Type.String(), name: Type.String() })

export const AccountState = Type.Union([Type.Literal('active'), Type.Literal('locked'), Type.Literal('revoked')])
export const AccountRef = Type.Object({ login: Type.String(), name: Type.String(), role: Role, unit: Unit, state: AccountState, mustChangePassword: Type.Boolean() })
export type AccountRef = Static<typeof AccountRef>

export const AccountList = Type.Object({
  unit: Unit,
  /** Of how many units. */
  units: Type.Integer(),
  accounts: Type.Array(AccountRef),
  lacking: Type.Array(Type.Object({ login: Type.String(), role: Role, unit: Unit })),
  /** Roles that people of the unit itself can have. */
  roles: Type.Array(Role),
})
export type AccountList = Static<typeof AccountList>

export const Slip = Type.Object({ login: Type.String(), password: Type.String(), role: Role, unit: Unit })
export type Slip = Static<typeof Slip>
export const SlipList = Type.Object({ slips: Type.Array(Slip) })
export type SlipList = Static<typeof SlipList>

export const BulkRequest = Type.Object({ unit: UnitCode, optional: Type.Optional(Type.Boolean()) }, closed)
export type BulkRequest = Static<typeof BulkRequest>
export const AccountRequest = Type.Object(
  { unit: UnitCode, role: Type.String({ maxLength: 60 }), symbol: Type.Optional(Type.String({ pattern: '^[a-z0-9]+$', maxLength: 20 })), name: Type.String({ minLength: 1, maxLength: 200 }) },
  closed,
)
export type AccountRequest = Static<typeof AccountRequest>
export const AccountLogin = Type.Object({ login: Login })
