// Reporting periods: opening one, and the demo's control of the clock.
import { Type } from '@sinclair/typebox'
import { moveClock } from '../../actions/move-clock.ts'
import { openPeriod } from '../../actions/open-period.ts'
import { ClockReply, ClockRequest } from '../../core/contract/session.ts'
import { PeriodRef } from '../../core/contract/shapes.ts'
import { route, type Route } from '../endpoint.ts'

const tags = ['period']

export const periodRoutes: readonly Route[] = [
  route({
    method: 'POST', path: '/periods', action: openPeriod, status: 201, tags,
    body: Type.Object(
      { pack: Type.String({ maxLength: 60 }), kind: Type.String({ maxLength: 60 }), year: Type.Integer({ minimum: 2000, maximum: 2100 }) },
      { additionalProperties: false },
    ),
    reply: Type.Object({ period: PeriodRef, filings: Type.Integer(), closed: Type.Integer() }),
    input: ({ body }) => body,
    summary: 'Open a period; the one before it in its cycle is locked',
  }),
  route({
    method: 'POST', path: '/demo/clock', action: moveClock, body: ClockRequest, reply: ClockReply, tags,
    input: ({ body }) => body,
    summary: 'Demo mode: move the clock to the due day, the lock or the next period',
  }),
]
