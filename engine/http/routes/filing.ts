// Filings: lists, one filing, saving what was typed, acts, history, and where a number comes from.
import { Type } from '@sinclair/typebox'
import { actOnFiling } from '../../actions/act-on-filing.ts'
import { attachFile, type Incoming } from '../../actions/attach-file.ts'
import { explainFilingCell } from '../../actions/explain-cell.ts'
import { listOfFilings, readInbox } from '../../actions/list-filings.ts'
import { readFile } from '../../actions/read-file.ts'
import { readFiling } from '../../actions/read-filing.ts'
import { readHistory } from '../../actions/read-history.ts'
import { readSeries } from '../../actions/read-series.ts'
import { saveFiling } from '../../actions/save-filing.ts'
import { ActReply, ActRequest, ExplainReply, FileRef, Filing, FilingList, HistoryReply, Inbox, SaveReply, SaveRequest } from '../../core/contract/filing.ts'
import { SeriesReply } from '../../core/contract/series.ts'
import { Day, Uuid } from '../../core/contract/shapes.ts'
import { route, type Route } from '../endpoint.ts'

const tags = ['filing']
const Id = Type.Object({ id: Uuid })

export const filingRoutes: readonly Route[] = [
  route({
    method: 'GET', path: '/inbox', action: readInbox, reply: Inbox, tags,
    input: () => undefined,
    summary: 'What is asked of the person, by due date',
  }),
  route({
    method: 'GET', path: '/filings', action: listOfFilings, reply: FilingList, tags,
    query: Type.Object({ box: Type.Union([Type.Literal('own'), Type.Literal('received'), Type.Literal('copied')]), period: Type.Optional(Uuid) }),
    input: ({ query }) => query,
    summary: 'Filings of the own unit, those that lower units send here, or copies of those that were sent elsewhere',
  }),
  route({
    method: 'GET', path: '/filings/:id', action: readFiling, params: Id, reply: Filing, tags,
    input: ({ params }) => params,
    summary: 'A filing with its figures: the working record for its own people, the seal for everybody else in scope',
  }),
  route({
    method: 'PATCH', path: '/filings/:id', action: saveFiling, params: Id, body: SaveRequest, reply: SaveReply, tags,
    input: ({ params, body }) => ({ id: params.id, patch: body }),
    summary: 'Save typed cells on the revision they were typed on',
  }),
  route({
    method: 'POST', path: '/filings/:id/actions/:action', action: actOnFiling, tags,
    params: Type.Object({ id: Uuid, action: Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 60 }) }),
    body: ActRequest,
    reply: ActReply,
    input: ({ params, body }) => ({ id: params.id, action: params.action, request: body }),
    summary: 'Act on a filing as its workflow allows: submit, approve, send, receive, return …',
  }),
  route({
    method: 'POST', path: '/filings/:id/files', action: attachFile, params: Id, tags, once: false, upload: true, status: 201,
    query: Type.Object({ address: Type.String({ maxLength: 200 }), name: Type.String({ maxLength: 400 }) }),
    reply: FileRef,
    input: ({ params, query, content }) => ({ id: params.id, ...query, content: content as Incoming }),
    summary: 'Upload a file for a field; it is part of the report when its id is saved in the field',
  }),
  route({
    method: 'GET', path: '/filings/:id/files/:file', action: readFile, params: Type.Object({ id: Uuid, file: Uuid }), reply: 'file', tags,
    input: ({ params }) => params,
    summary: 'A file of a filing, as a download',
  }),
  route({
    method: 'GET', path: '/filings/:id/history', action: readHistory, params: Id, reply: HistoryReply, tags,
    input: ({ params }) => params,
    summary: 'Who changed which cell, when, from what to what',
  }),
  route({
    method: 'GET', path: '/filings/:id/explain', action: explainFilingCell, params: Id, reply: ExplainReply, tags,
    query: Type.Object({ address: Type.String({ maxLength: 200 }) }),
    input: ({ params, query }) => ({ id: params.id, address: query.address }),
    summary: 'Where a number comes from, one step down',
  }),
  route({
    method: 'GET', path: '/filings/:id/series', action: readSeries, params: Id, reply: SeriesReply, tags,
    query: Type.Object({ address: Type.String({ maxLength: 200 }), on: Type.Optional(Day) }, { additionalProperties: false }),
    input: ({ params, query }) => ({ id: params.id, address: query.address, ...(query.on === undefined ? {} : { on: query.on }) }),
    summary: 'A figure over its periods, in the boundaries of its time and in those of a chosen day',
  }),
]
