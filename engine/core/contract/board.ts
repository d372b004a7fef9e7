// Following reports: the board of a period, lists of single reports, how punctual units were, and reminding them.
import { Type, type Static } from '@sinclair/typebox'
import { ReportCounts } from '../board.ts'
import { Day, FormRef, Instant, Nullable, PeriodRef, PersonRef, StateRef, UnitRef, Uuid } from './shapes.ts'

/** A unit that the board can be opened for, or the whole country where `unit` is null. */
export const BoardPlace = Type.Object({
  unit: Nullable(UnitRef),
  path: Type.Array(UnitRef, { description: 'from the topmost unit that the person follows down to this one' }),
  country: Type.Boolean({ description: 'the person follows the whole country' }),
})
export type BoardPlace = Static<typeof BoardPlace>

export const BoardLine = Type.Object({
  unit: UnitRef,
  own: Type.Boolean({ description: 'the reports of the unit itself, without those below it' }),
  units: Type.Integer({ description: 'how many units it stands for, itself included' }),
  total: ReportCounts,
  cells: Type.Array(Nullable(ReportCounts), { description: 'by form; null where nothing is owed' }),
})
export type BoardLine = Static<typeof BoardLine>

export const Board = Type.Object({
  place: BoardPlace,
  period: Nullable(PeriodRef),
  periods: Type.Array(PeriodRef, { description: 'to choose from, newest first' }),
  forms: Type.Array(FormRef),
  lines: Type.Array(BoardLine),
  total: ReportCounts,
  today: Day,
  reminds: Type.Boolean({ description: 'the person may remind the units' }),
})
export type Board = Static<typeof Board>

export const Which = Type.Union([Type.Literal('all'), Type.Literal('missing'), Type.Literal('late'), Type.Literal('not-in')], {
  description: 'missing: not in, and the due day has passed; late: in after the due day, or missing; not-in: neither sent nor received',
})
export type Which = Static<typeof Which>

export const SortBy = Type.Union([Type.Literal('unit'), Type.Literal('form'), Type.Literal('due'), Type.Literal('days'), Type.Literal('state')])
export type SortBy = Static<typeof SortBy>

export const FollowedReport = Type.Object({
  id: Uuid,
  unit: UnitRef,
  parent: Nullable(Type.String({ description: 'name of the unit above, on the day of the period' })),
  form: FormRef,
  state: StateRef,
  due: Nullable(Day),
  sentAt: Nullable(Instant),
  daysLate: Type.Integer({ description: 'calendar days after the due day, until it was sent or until today; 0 where it is not late' }),
  missing: Type.Boolean(),
  remindedAt: Nullable(Instant),
})
export type FollowedReport = Static<typeof FollowedReport>

export const FollowedList = Type.Object({ reports: Type.Array(FollowedReport), total: Type.Integer() })
export type FollowedList = Static<typeof FollowedList>

export const PunctualityLine = Type.Object({
  unit: UnitRef,
  own: Type.Boolean(),
  units: Type.Integer(),
  counts: ReportCounts,
  daysLate: Type.Integer({ description: 'of those in late, all their days together' }),
  mostDaysLate: Type.Integer({ description: 'of those in late, the longest' }),
  returned: Type.Integer({ description: 'how many times reports were returned' }),
})
export type PunctualityLine = Static<typeof PunctualityLine>

export const Punctuality = Type.Object({
  place: BoardPlace,
  periods: Type.Array(PeriodRef, { description: 'that are counted' }),
  lines: Type.Array(PunctualityLine),
})
export type Punctuality = Static<typeof Punctuality>

const Codes = (least: number) => Type.Array(Type.String({ pattern: '^[a-z0-9_]+$', maxLength: 120 }), { minItems: least, maxItems: 500, uniqueItems: true })
/** The units themselves, and of those in `below` every unit below them, too; `form` as `pack/id`. */
export const RemindRequest = Type.Object(
  {
    period: Uuid,
    units: Codes(1),
    below: Type.Optional(Codes(0)),
    form: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]*/[a-z0-9_]+$', maxLength: 121 })),
    note: Type.Optional(Type.String({ maxLength: 2000 })),
  },
  { additionalProperties: false },
)
export type RemindRequest = Static<typeof RemindRequest>

export const Reminded = Type.Object({
  reports: Type.Integer({ description: 'not in yet, whose people were told' }),
  units: Type.Integer(),
  people: Type.Integer(),
  unreached: Type.Integer({ description: 'reports of which nobody could be told: no account has the role that holds them' }),
})
export type Reminded = Static<typeof Reminded>

export const ReminderRef = Type.Object({ id: Uuid, at: Instant, by: PersonRef, unit: Type.String(), note: Nullable(Type.String()), reports: Type.Integer(), units: Type.Integer() })
export type ReminderRef = Static<typeof ReminderRef>
export const ReminderList = Type.Object({ reminders: Type.Array(ReminderRef) })
export type ReminderList = Static<typeof ReminderList>
