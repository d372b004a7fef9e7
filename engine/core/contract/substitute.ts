// Substitutes: who takes whose place from which day to which, both included.
import { Type, type Static } from '@sinclair/typebox'
import { Day, PersonRef, Uuid } from './shapes.ts'

const Login = Type.String({ minLength: 1, maxLength: 120 })

export const SubstituteRequest = Type.Object(
  {
    account: Type.Optional(Type.String({ minLength: 1, maxLength: 120, description: 'whose place is taken; absent: one\'s own' })),
    substitute: Login,
    from: Day,
    to: Day,
  },
  { additionalProperties: false },
)
export type SubstituteRequest = Static<typeof SubstituteRequest>

export const SubstituteRef = Type.Object({ id: Uuid, account: PersonRef, substitute: PersonRef, from: Day, to: Day })
export type SubstituteRef = Static<typeof SubstituteRef>

export const SubstituteList = Type.Object({ substitutes: Type.Array(SubstituteRef) })
export type SubstituteList = Static<typeof SubstituteList>
