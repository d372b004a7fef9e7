// Codelists: which there are, their entries, and entries that a unit keeps itself.
import { Type } from '@sinclair/typebox'
import { completeCodelist, reopenCodelist } from '../../actions/complete-codelist.ts'
import { addCodelistEntries, endCodelistEntry, mapCodelistEntry, mergeCodelistEntry, renameCodelistEntry } from '../../actions/keep-codelist.ts'
import { listCodelists, readCodelist } from '../../actions/read-codelists.ts'
import { AddEntriesRequest, Codelist, CodelistEntry, CodelistList, EndEntryRequest, EntriesReply, MapEntryRequest, MergeEntryRequest, PeriodRequest, RenameEntryRequest } from '../../core/contract/codelist.ts'
import { Day } from '../../core/contract/shapes.ts'
import { route, type Route } from '../endpoint.ts'

const tags = ['codelist']
const Which = { pack: Type.String({ maxLength: 60 }), id: Type.String({ maxLength: 60 }) }
const WhichEntry = { ...Which, code: Type.String({ maxLength: 30 }) }

export const codelistRoutes: readonly Route[] = [
  route({
    method: 'GET', path: '/codelists', action: listCodelists, reply: CodelistList, tags,
    input: () => undefined,
    summary: 'The installed codelists, and which reports of the own unit in open periods take rows or choices from them',
  }),
  route({
    method: 'GET', path: '/codelists/:pack/:id', action: readCodelist, params: Type.Object(Which), reply: Codelist, tags,
    query: Type.Object({ on: Type.Optional(Day) }),
    input: ({ params, query }) => ({ ...params, on: query.on }),
    summary: 'Entries of the ministry and of the own unit, all of them or those of a day',
  }),
  route({
    method: 'POST', path: '/codelists/:pack/:id/entries', action: addCodelistEntries, status: 201, params: Type.Object(Which), body: AddEntriesRequest, reply: EntriesReply, tags,
    input: ({ params, body }) => ({ ...params, request: body }),
    summary: 'Add entries of the own unit, all or none of them',
  }),
  route({
    method: 'POST', path: '/codelists/:pack/:id/complete', action: completeCodelist, params: Type.Object(Which), body: PeriodRequest, reply: Codelist, tags,
    input: ({ params, body }) => ({ ...params, ...body }),
    summary: 'Say that the own unit’s list is complete for an open period: its reports can be filled in, its entries stand still',
  }),
  route({
    method: 'POST', path: '/codelists/:pack/:id/reopen', action: reopenCodelist, params: Type.Object(Which), body: PeriodRequest, reply: Codelist, tags,
    input: ({ params, body }) => ({ ...params, ...body }),
    summary: 'Open it again, so that entries can be changed; its reports wait meanwhile',
  }),
  route({
    method: 'POST', path: '/codelists/:pack/:id/entries/:code/rename', action: renameCodelistEntry, params: Type.Object(WhichEntry), body: RenameEntryRequest, reply: CodelistEntry, tags,
    input: ({ params, body }) => ({ ...params, request: body }),
    summary: 'Give an entry of the own unit another name; its rows in reports stay what they are',
  }),
  route({
    method: 'POST', path: '/codelists/:pack/:id/entries/:code/end', action: endCodelistEntry, params: Type.Object(WhichEntry), body: EndEntryRequest, reply: CodelistEntry, tags,
    input: ({ params, body }) => ({ ...params, request: body }),
    summary: 'End an entry of the own unit; it stays in reports of days before',
  }),
  route({
    method: 'POST', path: '/codelists/:pack/:id/entries/:code/merge', action: mergeCodelistEntry, params: Type.Object(WhichEntry), body: MergeEntryRequest, reply: CodelistEntry, tags,
    input: ({ params, body }) => ({ ...params, into: body.into }),
    summary: 'Merge an entry of the own unit into another one, with its figures in reports that are not sealed',
  }),
  route({
    method: 'POST', path: '/codelists/:pack/:id/entries/:code/map', action: mapCodelistEntry, params: Type.Object(WhichEntry), body: MapEntryRequest, reply: CodelistEntry, tags,
    input: ({ params, body }) => ({ ...params, to: body.to }),
    summary: 'Map an entry of the own unit to a code of the ministry',
  }),
]
