// Reporting periods: opening one, and the demo's control of the clock.
import { Type } from '@sinclair/typebox'
import { moveClock } from '../../actions/move-clock.ts'
import { openPeriod } from '../../actions/open-period.ts'
import { ClockReply, ClockRequest } from '../../core/contract/session.ts'
import { Day, PeriodRef } from '../../core/contract/shapes.ts'
import { route, type Route } from '../endpoint.ts'

const tags = ['period']

export const periodRoutes: readonly Route[] = [
  route({
    method: 'POST', path: '/periods', action: openPeriod, status: 201, tags,
    body: Type.Object(
      {
        pack: Type.String({ maxLength: 60 }), kind: Type.String({ maxLength: 60 }), year: Type.Integer({ minimum: 2000, maximum: 2100 }),
        days: Type.Optional(
          Type.Object({ from: Day, to: Day, dataTo: Day, title: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })), due: Type.Optional(Day) }, { additionalProperties: false }),
        ),
      },
      { additionalProperties: false },
    ),
    reply: Type.Object({ period: PeriodRef, filings: Type.Integer(), closed: Type.Integer(), warnings: Type.Array(Type.String()) }),
    input: ({ body }) => body,
    summary: 'Open a period; the one before it in its cycle is locked. A kind without a cycle is opened with the days of the request',
  }),
  route({
    method: 'POST', path: '/demo/clock', action: moveClock, body: ClockRequest, reply: ClockReply, tags,
    input: ({ body }) => body,
    summary: 'Demo mode: move the clock to the due day, the lock or the next period',
  }),
]
