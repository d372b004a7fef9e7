// Following reports: the board, lists of single reports, the punctuality report, and all of them as files.
import { Type } from '@sinclair/typebox'
import { exportFollowed } from '../../actions/export-followed.ts'
import { listReminders, remindUnits } from '../../actions/remind-units.ts'
import { listFollowed, readBoard, readPunctuality } from '../../actions/read-board.ts'
import { Board, FollowedList, Punctuality, Reminded, ReminderList, RemindRequest, SortBy, Which } from '../../core/contract/board.ts'
import { Uuid } from '../../core/contract/shapes.ts'
import { route, type Route } from '../endpoint.ts'

const tags = ['board']
const closed = { additionalProperties: false }
const Flag = Type.Optional(Type.Literal('true'))
const Place = { unit: Type.Optional(Type.String({ pattern: '^[a-z0-9_]+$', maxLength: 120 })), country: Flag }
const Year = Type.String({ pattern: '^20[0-9]{2}$' })
const Form = Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]*/[A-Za-z0-9_]+$', maxLength: 121 }))
const Count = Type.Optional(Type.String({ pattern: '^[0-9]{1,6}$' }))

const placed = ({ unit, country }: { unit?: string; country?: 'true' }) => ({ unit, country: country === 'true' })
const most = 200

export const boardRoutes: readonly Route[] = [
  route({
    method: 'GET', path: '/board', action: readBoard, reply: Board, tags,
    query: Type.Object({ ...Place, period: Type.Optional(Uuid) }, closed),
    input: ({ query }) => ({ ...placed(query), period: query.period }),
    summary: 'Units below one by forms, with how many reports are owed, at work, sent, received, late and missing in a period',
  }),
  route({
    method: 'GET', path: '/board/reports', action: listFollowed, reply: FollowedList, tags,
    query: Type.Object({ ...Place, period: Uuid, which: Which, form: Form, own: Flag, sort: Type.Optional(SortBy), descending: Flag, limit: Count, offset: Count }, closed),
    input: ({ query }) => ({
      ...placed(query), period: query.period, which: query.which, form: query.form, own: query.own === 'true', sort: query.sort ?? 'unit',
      descending: query.descending === 'true', limit: Math.min(Number(query.limit ?? 50), most), offset: Number(query.offset ?? 0),
    }),
    summary: 'Single reports of a unit and those below it: late, missing, not in, or all; sorted, a page at a time',
  }),
  route({
    method: 'GET', path: '/board/punctuality', action: readPunctuality, reply: Punctuality, tags,
    query: Type.Object({ ...Place, period: Type.Optional(Uuid), year: Type.Optional(Year) }, closed),
    input: ({ query }) => ({ ...placed(query), period: query.period, year: query.year === undefined ? undefined : Number(query.year) }),
    summary: 'Per unit over a period or a year: owed, on time, late and by how many days, missing, returned how often',
  }),
  route({
    method: 'POST', path: '/board/reminders', action: remindUnits, body: RemindRequest, reply: Reminded, tags,
    input: ({ body }) => body,
    summary: 'Urge units to send what is not in; whoever holds each report now is told',
  }),
  route({
    method: 'GET', path: '/board/reminders', action: listReminders, reply: ReminderList, tags,
    query: Type.Object({ ...Place, period: Uuid }, closed),
    input: ({ query }) => ({ ...placed(query), period: query.period }),
    summary: 'Who has urged which units in a period, newest first',
  }),
  route({
    method: 'GET', path: '/board/file', action: exportFollowed, reply: 'file', tags,
    query: Type.Object(
      {
        ...Place, what: Type.Union([Type.Literal('board'), Type.Literal('reports'), Type.Literal('punctuality')]),
        period: Type.Optional(Uuid), year: Type.Optional(Year), which: Type.Optional(Which), form: Form, own: Flag,
        language: Type.Optional(Type.Union([Type.Literal('vi'), Type.Literal('en')])),
      },
      closed,
    ),
    input: ({ query }) => ({
      ...placed(query), what: query.what, period: query.period, year: query.year === undefined ? undefined : Number(query.year),
      which: query.which ?? 'all', form: query.form, own: query.own === 'true', language: query.language ?? 'vi',
    }),
    summary: 'The board, the list or the punctuality report as comma-separated text',
  }),
]
