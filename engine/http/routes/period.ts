// Reporting periods: the list, the preview of an opening, opening one, and the demo's control of the clock.
import { Type } from '@sinclair/typebox'
import { moveClock } from '../../actions/move-clock.ts'
import { openPeriod } from '../../actions/open-period.ts'
import { tellOfClosing } from '../../actions/period-notices.ts'
import { listPeriods, listUnfinished, previewPeriod } from '../../actions/read-periods.ts'
import { OpenReply, OpenRequest, PeriodList, PeriodPreview, PeriodQuery, UnfinishedList } from '../../core/contract/period.ts'
import { ClockReply, ClockRequest } from '../../core/contract/session.ts'
import { Uuid } from '../../core/contract/shapes.ts'
import { route, type Route } from '../endpoint.ts'

const tags = ['period']

export const periodRoutes: readonly Route[] = [
  route({
    method: 'GET', path: '/periods', action: listPeriods, reply: PeriodList, tags,
    input: () => undefined,
    summary: 'Periods with their reports by state, and what can be opened next',
  }),
  route({
    method: 'GET', path: '/periods/preview', action: previewPeriod, query: PeriodQuery, reply: PeriodPreview, tags,
    input: ({ query: { pack, kind, year, from, to, dataTo, title, due } }) =>
      from === undefined || to === undefined || dataTo === undefined ? { pack, kind, year } : { pack, kind, year, days: { from, to, dataTo, title, due } },
    summary: 'What opening a period would ask for and lock; its confirmation is handed in to open it',
  }),
  route({
    method: 'GET', path: '/periods/:id/unfinished', action: listUnfinished, reply: UnfinishedList, tags,
    params: Type.Object({ id: Uuid }), query: Type.Object({ after: Type.Optional(Uuid) }),
    input: ({ params, query }) => ({ ...params, ...query }),
    summary: 'Reports of a period that its lock would close, a page at a time',
  }),
  route({
    method: 'POST', path: '/periods/:id/notices', action: tellOfClosing, params: Type.Object({ id: Uuid }), reply: Type.Object({ told: Type.Integer() }), tags,
    input: ({ params }) => params,
    summary: 'Tell everybody with unfinished reports now that the period is about to be locked; once a day',
  }),
  route({
    method: 'POST', path: '/periods', action: openPeriod, status: 201, body: OpenRequest, reply: OpenReply, tags,
    input: ({ body }) => body,
    summary: 'Open a period as its preview showed it; the one before it in its cycle is locked. A kind without a cycle is opened with the days of the request',
  }),
  route({
    method: 'POST', path: '/demo/clock', action: moveClock, body: ClockRequest, reply: ClockReply, tags,
    input: ({ body }) => body,
    summary: 'Demo mode: move the clock to the due day, the lock or the next period',
  }),
]
