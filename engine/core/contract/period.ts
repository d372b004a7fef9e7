// Reporting periods as their administrator sees them: how far each one is, which ones can be opened next, and what an
// opening would do, to be confirmed as it was shown.
import { Type, type Static } from '@sinclair/typebox'
import { Day, FormRef, Instant, Nullable, PeriodRef, StateRef, UnitRef, Uuid } from './shapes.ts'

const PackRef = Type.Object({ id: Type.String(), title: Type.String() })

export const StateTally = Type.Object({ state: StateRef, count: Type.Integer() })
export type StateTally = Static<typeof StateTally>

/** A locked period whose unfinished reports are being moved: so many of so many. They count as closed from the lock on. */
export const Closing = Type.Object({ unfinished: Type.Integer(), moved: Type.Integer(), over: Type.Boolean() })
export type Closing = Static<typeof Closing>

export const PeriodLine = Type.Object({
  period: PeriodRef,
  pack: PackRef,
  to: Day,
  openedAt: Instant,
  lockedAt: Nullable(Instant),
  total: Type.Integer({ description: 'reports' }),
  finished: Type.Integer({ description: 'reports that were sent, or whatever their workflow does not close' }),
  states: Type.Array(StateTally),
  closing: Nullable(Closing),
})
export type PeriodLine = Static<typeof PeriodLine>

/** `early`: its day is far; `near`: within the days of the pack's notices; `past`: it should have been opened. */
export const Standing = Type.Union([Type.Literal('early'), Type.Literal('near'), Type.Literal('past')])
export type Standing = Static<typeof Standing>

/** The period that follows in a cycle. */
export const NextPeriod = Type.Object({
  pack: PackRef, kind: Type.String(), year: Type.Integer(), title: Type.String(), from: Day, to: Day,
  openBy: Type.Unsafe<string>({ ...Day, description: 'the day by which it is to be opened' }),
  standing: Standing,
})
export type NextPeriod = Static<typeof NextPeriod>

/** A kind of period that can be opened in any year: the first of its cycle, or one that is opened on request with days of its own. */
export const PeriodChoice = Type.Object({ pack: PackRef, kind: Type.String(), title: Type.String(), onRequest: Type.Boolean() })
export type PeriodChoice = Static<typeof PeriodChoice>

export const PeriodList = Type.Object({ periods: Type.Array(PeriodLine, { description: 'open ones first, the newest first' }), next: Type.Array(NextPeriod), choices: Type.Array(PeriodChoice) })
export type PeriodList = Static<typeof PeriodList>

const wanted = {
  pack: Type.String({ maxLength: 60 }),
  kind: Type.String({ maxLength: 60 }),
  year: Type.Integer({ minimum: 2000, maximum: 2100 }),
}
const Title = Type.String({ minLength: 1, maxLength: 200 })
const days = { from: Day, to: Day, dataTo: Day, title: Type.Optional(Title), due: Type.Optional(Day) }

export const PeriodQuery = Type.Object(
  { ...wanted, from: Type.Optional(Day), to: Type.Optional(Day), dataTo: Type.Optional(Day), title: Type.Optional(Title), due: Type.Optional(Day) },
  { additionalProperties: false },
)
export type PeriodQuery = Static<typeof PeriodQuery>

export const OpenRequest = Type.Object(
  {
    ...wanted,
    days: Type.Optional(Type.Object(days, { additionalProperties: false })),
    confirm: Type.Optional(Type.String({ minLength: 64, maxLength: 64, description: 'the confirmation of the preview that was shown' })),
  },
  { additionalProperties: false },
)
export type OpenRequest = Static<typeof OpenRequest>

export const OpenReply = Type.Object({
  period: PeriodRef,
  filings: Type.Integer(),
  closed: Type.Integer({ description: 'unfinished reports of the period before, which count as closed from now on' }),
  warnings: Type.Array(Type.String()),
})
export type OpenReply = Static<typeof OpenReply>

/** A due day that falls on a day without work and is moved; `why` names the holiday, or null: a weekly day off. */
export const MovedDue = Type.Object({ stated: Day, due: Day, why: Nullable(Type.String()) })
export type MovedDue = Static<typeof MovedDue>

export const FormDemand = Type.Object({
  form: FormRef,
  kinds: Type.Array(Type.Object({ kind: Type.String(), title: Type.String(), count: Type.Integer() })),
  due: Type.Array(Day),
  moved: Type.Array(MovedDue),
})
export type FormDemand = Static<typeof FormDemand>

export const FormTally = Type.Object({ form: FormRef, count: Type.Integer(), states: Type.Array(StateTally) })
export type FormTally = Static<typeof FormTally>

/** What the opening locks: `unfinished` reports are closed without being sent. `untold`: of them, those whose people had no notice. */
export const Locks = Type.Object({ period: PeriodRef, total: Type.Integer(), unfinished: Type.Integer(), untold: Nullable(Type.Integer()), forms: Type.Array(FormTally) })
export type Locks = Static<typeof Locks>

export const PeriodPreview = Type.Object({
  pack: PackRef,
  kind: Type.String(),
  year: Type.Integer(),
  title: Type.String(),
  from: Day,
  to: Day,
  dataTo: Type.Array(Type.Object({ units: Nullable(Type.String({ description: 'titles of the kinds of unit of a class; null: all others' })), day: Day })),
  openBy: Nullable(Day),
  standing: Nullable(Standing),
  total: Type.Integer({ description: 'reports that are asked for' }),
  forms: Type.Array(FormDemand),
  warnings: Type.Array(Type.String()),
  locks: Nullable(Locks),
  confirmation: Type.String(),
})
export type PeriodPreview = Static<typeof PeriodPreview>

export const UnfinishedLine = Type.Object({ id: Uuid, form: FormRef, unit: UnitRef, parent: Nullable(Type.String()), state: StateRef, due: Nullable(Day) })
export type UnfinishedLine = Static<typeof UnfinishedLine>
export const UnfinishedList = Type.Object({ filings: Type.Array(UnfinishedLine), more: Type.Boolean({ description: 'ask for those after the last one' }) })
export type UnfinishedList = Static<typeof UnfinishedList>
