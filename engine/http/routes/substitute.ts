// Substitutes: who takes whose place, naming one, ending it.
import { Type } from '@sinclair/typebox'
import { endOfSubstitute, nameSubstitute, readSubstitutes } from '../../actions/substitutes.ts'
import { Uuid } from '../../core/contract/shapes.ts'
import { SubstituteList, SubstituteRequest } from '../../core/contract/substitute.ts'
import { route, type Route } from '../endpoint.ts'

const tags = ['substitute']

export const substituteRoutes: readonly Route[] = [
  route({
    method: 'GET', path: '/substitutes', action: readSubstitutes, reply: SubstituteList, tags,
    input: () => undefined,
    summary: 'Substitutes from today on: one\'s own, those one is, and those of the unit where the role names them',
  }),
  route({
    method: 'POST', path: '/substitutes', action: nameSubstitute, status: 201, tags,
    body: SubstituteRequest,
    reply: Type.Object({ id: Uuid }),
    input: ({ body }) => body,
    summary: 'Name somebody of the same unit and role who takes one\'s place',
  }),
  route({
    method: 'DELETE', path: '/substitutes/:id', action: endOfSubstitute, reply: null, tags,
    params: Type.Object({ id: Uuid }),
    input: ({ params }) => params,
    summary: 'End a substitution now',
  }),
]
