// Codelists: which there are, their entries, and entries that a unit keeps itself.
import { Type } from '@sinclair/typebox'
import { addCodelistEntry, endCodelistEntry, listCodelists, mapCodelistEntry, readCodelist } from '../../actions/keep-codelist.ts'
import { Codelist, CodelistEntry, CodelistList, EndEntryRequest, MapEntryRequest, NewEntryRequest } from '../../core/contract/codelist.ts'
import { Day } from '../../core/contract/shapes.ts'
import { route, type Route } from '../endpoint.ts'

const tags = ['codelist']
const Which = { pack: Type.String({ maxLength: 60 }), id: Type.String({ maxLength: 60 }) }
const WhichEntry = { ...Which, code: Type.String({ maxLength: 30 }) }

export const codelistRoutes: readonly Route[] = [
  route({
    method: 'GET', path: '/codelists', action: listCodelists, reply: CodelistList, tags,
    input: () => undefined,
    summary: 'The installed codelists',
  }),
  route({
    method: 'GET', path: '/codelists/:pack/:id', action: readCodelist, params: Type.Object(Which), reply: Codelist, tags,
    query: Type.Object({ on: Type.Optional(Day) }),
    input: ({ params, query }) => ({ ...params, on: query.on }),
    summary: 'Entries that are valid on a day: the ministry’s, and those of the own unit',
  }),
  route({
    method: 'POST', path: '/codelists/:pack/:id/entries', action: addCodelistEntry, status: 201, params: Type.Object(Which), body: NewEntryRequest, reply: CodelistEntry, tags,
    input: ({ params, body }) => ({ ...params, entry: body }),
    summary: 'Add an entry of the own unit',
  }),
  route({
    method: 'POST', path: '/codelists/:pack/:id/entries/:code/end', action: endCodelistEntry, params: Type.Object(WhichEntry), body: EndEntryRequest, reply: CodelistEntry, tags,
    input: ({ params, body }) => ({ ...params, to: body.to }),
    summary: 'End an entry of the own unit; it stays in reports of days before',
  }),
  route({
    method: 'POST', path: '/codelists/:pack/:id/entries/:code/map', action: mapCodelistEntry, params: Type.Object(WhichEntry), body: MapEntryRequest, reply: CodelistEntry, tags,
    input: ({ params, body }) => ({ ...params, to: body.to }),
    summary: 'Map an entry of the own unit to a code of the ministry',
  }),
]
