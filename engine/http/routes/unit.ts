// Units: a list to choose from.
import { Type } from '@sinclair/typebox'
import { listUnits } from '../../actions/list-units.ts'
import { UnitCode } from '../../core/contract/account.ts'
import { UnitRef } from '../../core/contract/shapes.ts'
import { route, type Route } from '../endpoint.ts'

const Ids = Type.String({ pattern: '^[a-z0-9_]+(,[a-z0-9_]+)*$', maxLength: 2000 })

export const unitRoutes: readonly Route[] = [
  route({
    method: 'GET', path: '/units', action: listUnits, tags: ['unit'],
    query: Type.Object({ text: Type.Optional(Type.String({ maxLength: 100 })), kinds: Type.Optional(Ids), codes: Type.Optional(Ids), below: Type.Optional(UnitCode) }, { additionalProperties: false }),
    reply: Type.Object({ units: Type.Array(UnitRef) }),
    input: ({ query: { text, kinds, codes, below } }) => ({
      ...(text === undefined ? {} : { text: text.normalize('NFC') }),
      ...(kinds === undefined ? {} : { kinds: kinds.split(',') }),
      ...(codes === undefined ? {} : { codes: codes.split(',') }),
      ...(below === undefined ? {} : { below }),
    }),
    summary: 'Units to choose from, by a part of their name or code, or by code; all, or those below one',
  }),
]
