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

export const SubstituteRef = Type.Object({
  id: Uuid, account: PersonRef, substitute: PersonRef, from: Day, to: Day,
  mayEnd: Type.Boolean({ description: 'the person may end it: it is his own, or his role names those of the unit' }),
})
export type SubstituteRef = Static<typeof SubstituteRef>

/** Somebody who may have a substitute or be one: people of one role take each other's place. */
export const Replaceable = Type.Object({ login: Type.String(), name: Type.String(), role: Type.Object({ id: Type.String(), title: Type.String() }) })
export type Replaceable = Static<typeof Replaceable>

export const SubstituteList = Type.Object({
  substitutes: Type.Array(SubstituteRef),
  people: Type.Array(Replaceable, { description: 'of the own unit: those of the own role, or all who work on filings where the role names them' }),
  namesOthers: Type.Boolean({ description: 'the role names substitutes for others of the unit' }),
})
export type SubstituteList = Static<typeof SubstituteList>
