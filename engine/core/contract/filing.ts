// A filing as the pages see it: its record, what may be done to it now, and where its figures come from.
import { Type, type Static } from '@sinclair/typebox'
import {
  CodelistName, Day, FormRef, Instant, IssueShape, Nullable, PeriodRef, PersonRef, StateRef, UnitRef, Uuid, WireValue,
} from './shapes.ts'

/** One row of one table, cells in the order of the table's leaf columns. `key` is '' for a table of one row, the
 * stub's id for fixed rows, the unit, codelist entry or record for dynamic ones (`<unit>/male` in a block of several
 * rows): a row is its key, never its position. */
export const RowValues = Type.Object({
  key: Type.String(),
  title: Type.Optional(Type.String({ description: 'of a row that the definition does not name' })),
  code: Type.Optional(Type.String({ description: 'ministry code that the unit\'s own codelist entry is mapped to; empty where it is mapped to none' })),
  cells: Type.Array(WireValue),
})
export type RowValues = Static<typeof RowValues>

export const TableValues = Type.Object({ id: Type.String(), rows: Type.Array(RowValues) })
export type TableValues = Static<typeof TableValues>

/** Figures that the form asks for from outside, by their spelling: what they are, and their values: one, or one by row key;
 * the calendar of a form that counts working days; and, by codelist, what choices choose from. The page compiles and
 * calculates with the same as the server. */
export const Outside = Type.Object({
  types: Type.Record(Type.String(), Type.Object({ decimals: Type.Integer(), type: Type.Union([Type.Literal('number'), Type.Literal('boolean'), Type.Literal('text'), Type.Literal('date')]) })),
  values: Type.Record(Type.String(), Type.Union([WireValue, Type.Record(Type.String(), WireValue)])),
  calendar: Type.Optional(Type.Unknown()),
  choices: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Array(Type.Object({ code: Type.String(), title: Type.String(), retired: Type.Optional(Type.Literal(true, { description: 'no longer valid: it stays where it stands, and is not offered' })) })),
      { description: 'by codelist, as the form names it: the entries valid on the data cut-off, and those that stand in the record' },
    ),
  ),
})
export type Outside = Static<typeof Outside>

/** Coverage of one source form: who was expected to report, and who is in. */
export const Coverage = Type.Object({
  form: FormRef,
  received: Type.Integer(),
  expected: Type.Integer(),
  units: Type.Array(
    Type.Object({ filing: Uuid, unit: UnitRef, state: StateRef, counted: Type.Boolean(), onBehalf: Type.Boolean() }),
  ),
})
export type Coverage = Static<typeof Coverage>

/** Somebody who can be chosen. */
export const Colleague = Type.Object({ id: Uuid, login: Type.String(), name: Type.String() })
export type Colleague = Static<typeof Colleague>

/** An act that this person may do now. `blocked` says in one sentence why it cannot be done yet. */
export const PossibleAction = Type.Object({
  id: Type.String(),
  title: Type.String(),
  tone: Type.Union([Type.Literal('main'), Type.Literal('plain'), Type.Literal('return')]),
  reasons: Type.Array(Type.Object({ code: Type.String(), title: Type.String() }), {
    description: 'empty: no reason code is asked',
  }),
  note: Type.Union([Type.Literal('none'), Type.Literal('optional'), Type.Literal('required')]),
  paper: Type.Boolean({ description: 'asks for the number and date of the paper it is entered from' }),
  confirm: Nullable(Type.String({ description: 'the sentence to confirm before the act' })),
  blocked: Nullable(Type.String()),
  assigns: Nullable(Type.Array(Colleague, { description: 'people of whom one has to be chosen; null where nobody is assigned' })),
})
export type PossibleAction = Static<typeof PossibleAction>

/** `for`: whose place the actor took. An act of a clock that ran out is by `clock`, under the clock's name. */
export const FilingEvent = Type.Object({
  at: Instant,
  by: PersonRef,
  for: Nullable(PersonRef),
  unit: Type.String(),
  action: Type.String(),
  title: Type.String(),
  from: StateRef,
  to: StateRef,
  reason: Nullable(Type.String()),
  note: Nullable(Type.String()),
  revision: Type.Integer(),
})
export type FilingEvent = Static<typeof FilingEvent>

/** A limit that runs, is paused, has run out, or has ended. `left`: working days, of a paused clock those that it will have. */
export const ClockRef = Type.Object({
  id: Type.String(),
  title: Type.String(),
  is: Type.Union([Type.Literal('running'), Type.Literal('paused'), Type.Literal('expired'), Type.Literal('ended')]),
  started: Day,
  due: Nullable(Day),
  left: Nullable(Type.Integer()),
})
export type ClockRef = Static<typeof ClockRef>

export const SealRef = Type.Object({
  number: Type.Integer(),
  at: Instant,
  by: PersonRef,
  hash: Type.String({ description: 'SHA-256 over the canonical content, hex' }),
})
export type SealRef = Static<typeof SealRef>

/** A file that is attached to a field. */
export const FileRef = Type.Object({
  id: Uuid,
  name: Type.String(),
  size: Type.Integer({ description: 'bytes' }),
  at: Instant,
  by: PersonRef,
  scanned: Type.Boolean({ description: 'a scan for harmful content has looked and found nothing' }),
})
export type FileRef = Static<typeof FileRef>

/** A line of a list of filings. `inPlaceOf`: the unit that has ended, whose report it is or that was to receive it, where the
 * unit of who asks takes its place. */
export const FilingLine = Type.Object({
  id: Uuid,
  form: FormRef,
  unit: UnitRef,
  receiver: Nullable(UnitRef),
  period: PeriodRef,
  state: StateRef,
  revision: Type.Integer(),
  due: Nullable(Day),
  late: Type.Boolean(),
  onBehalf: Type.Boolean(),
  inPlaceOf: Type.Optional(UnitRef),
  staleSince: Nullable(Instant),
  updatedAt: Nullable(Instant),
})
export type FilingLine = Static<typeof FilingLine>

const NamedUnit = Type.Object({ code: Type.String(), name: Type.String({ description: 'as it was called then' }) })

/** Of a unit that was formed in mid-period: whose work of the year it reports, too, and what they last had approved. */
export const Predecessors = Type.Object({
  units: Type.Array(NamedUnit),
  sharedWith: Type.Array(NamedUnit, { description: 'other units that have a part in their figures, which are therefore not divisible' }),
  period: Nullable(Type.String({ description: 'the last period of the same year in which any of them had something approved' })),
  missing: Type.Array(NamedUnit, { description: 'those that had nothing approved in it; then there is no sum' }),
  tables: Type.Array(TableValues, { description: 'their figures together, exactly; none where they are not divisible or not complete' }),
})
export type Predecessors = Static<typeof Predecessors>

export const Filing = Type.Composite([
  FilingLine,
  Type.Object({
    dataTo: Day,
    definition: Type.Unknown({ description: 'the form definition of this version; the page compiles it itself' }),
    tables: Type.Array(TableValues, { description: 'sections come as tables of one row' }),
    outside: Type.Optional(Outside),
    files: Type.Optional(Type.Array(FileRef, { description: 'where the form asks for files: those that this person sees, saved or not' })),
    explanation: Type.String({ description: 'thuyết minh' }),
    reasons: Type.Record(Type.String(), Type.String(), {
      description: 'written reasons for findings of severity explain, by rule and row',
    }),
    paper: Nullable(Type.Object({ number: Type.String(), date: Day })),
    previous: Type.Array(TableValues, { description: 'official figures of the same kind one year earlier' }),
    predecessors: Type.Optional(Predecessors),
    editable: Type.Boolean(),
    takesIn: Type.Boolean({ description: 'lower figures flow in while this is true' }),
    readOnlyBecause: Nullable(Type.String()),
    waitsFor: Type.Optional(Type.Array(CodelistName, { description: 'codelists of the unit that have to be complete before figures are entered; absent: it waits for none' })),
    actions: Type.Array(PossibleAction),
    clocks: Type.Array(ClockRef),
    coverage: Type.Array(Coverage),
    events: Type.Array(FilingEvent, { description: 'newest first' }),
    lastReturn: Nullable(FilingEvent),
    seal: Nullable(SealRef),
    official: Type.Boolean({ description: 'approved and sent by the head: the official report (Quy chế, Điều 4 khoản 4)' }),
  }),
])
export type Filing = Static<typeof Filing>

/** As far as the store counts. */
const Revision = Type.Integer({ minimum: 0, maximum: 2_147_483_647 })

/** What is typed may be anything that fits into the request: whether it fits the cell is said at the cell. */
const TypedValue = Type.Union([Type.Number(), Type.String(), Type.Null()])

/** A record that a person adds (with a key that the page has made), names, or removes. */
export const RowChange = Type.Object(
  {
    table: Type.String({ maxLength: 60 }),
    band: Type.Optional(Type.Integer({ minimum: 0, maximum: 99, description: 'which of the table\'s bands; the first of records where it has one' })),
    key: Type.String({ maxLength: 60 }),
    title: Type.Optional(Type.String({ maxLength: 300 })),
    gone: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
)
export type RowChange = Static<typeof RowChange>

/** A patch of typed cells. `checksum` is over the page's calculated cells; a difference is reported as a bug, never
 * refused. */
export const SaveRequest = Type.Object(
  {
    revision: Revision,
    cells: Type.Array(Type.Tuple([Type.String({ maxLength: 200 }), TypedValue]), { maxItems: 50_000 }),
    rows: Type.Optional(Type.Array(RowChange, { maxItems: 2000, description: 'made before the cells are set' })),
    explanation: Type.Optional(Type.String({ maxLength: 20_000 })),
    reasons: Type.Optional(Type.Record(Type.String({ maxLength: 300 }), Type.String({ maxLength: 2000 }))),
    checksum: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
)
export type SaveRequest = Static<typeof SaveRequest>

export const SaveReply = Type.Object({
  revision: Type.Integer(),
  state: StateRef,
  moved: Type.Array(Type.Tuple([Type.String(), WireValue]), {
    description: 'cells other than the patched ones that hold another value now, other people\'s edits included',
  }),
  findings: Type.Array(IssueShape),
  reread: Type.Optional(Type.Boolean({ description: 'rows were added or removed by others: the page has to read the filing again' })),
  agreed: Type.Boolean({ description: 'the page and the server calculated the same' }),
})
export type SaveReply = Static<typeof SaveReply>

export const ActRequest = Type.Object(
  {
    revision: Revision,
    reason: Type.Optional(Type.String({ maxLength: 60 })),
    note: Type.Optional(Type.String({ maxLength: 2000 })),
    assign: Type.Optional(Uuid),
    paper: Type.Optional(
      Type.Object({ number: Type.String({ minLength: 1, maxLength: 100 }), date: Day }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
)
export type ActRequest = Static<typeof ActRequest>
export const ActReply = Type.Object({ id: Uuid, state: StateRef, revision: Type.Integer() })
export type ActReply = Static<typeof ActReply>

/** An act that can be done to several filings of a list in one go, and to which ones; whether it is blocked is known when it is done. */
export const Offer = Type.Object({ action: PossibleAction, filings: Type.Array(Uuid) })
export type Offer = Static<typeof Offer>

export const FilingList = Type.Object({ filings: Type.Array(FilingLine), offers: Type.Array(Offer) })
export type FilingList = Static<typeof FilingList>

/** What is asked of one person, until when. `for`: whose place the person takes in it; null for his own work. */
export const Task = Type.Object({
  filing: FilingLine,
  asked: Type.String({ description: 'in words: "Nhập số liệu", "Tiếp nhận báo cáo"' }),
  due: Nullable(Day),
  late: Type.Boolean(),
  for: Nullable(PersonRef),
  returned: Nullable(Type.Object({ by: PersonRef, at: Instant, reason: Nullable(Type.String()), note: Nullable(Type.String()) })),
})
export type Task = Static<typeof Task>
export const Inbox = Type.Object({
  tasks: Type.Array(Task),
  offers: Type.Array(Offer),
  substituteFor: Type.Array(Type.Object({ account: PersonRef, to: Day }), { description: 'whose place the person takes today, until which day' }),
})
export type Inbox = Static<typeof Inbox>

/** Cell changes, newest first. */
export const HistoryReply = Type.Object({
  changes: Type.Array(
    Type.Object({
      at: Instant,
      by: PersonRef,
      revision: Type.Integer(),
      cells: Type.Array(Type.Object({ address: Type.String(), before: WireValue, after: WireValue })),
    }),
  ),
})
export type HistoryReply = Static<typeof HistoryReply>

/**
 * "Số này từ đâu?" — why a number is what it is, one step down at a time. `terms` are cells of the same filing (a sum, a
 * formula); `sources` are cells of lower filings' seals, each of which can be asked again by its filing and address.
 */
export const ExplainReply = Type.Object({
  address: Type.String(),
  label: Type.String({ description: 'row and column in words' }),
  value: WireValue,
  decimals: Type.Integer(),
  measure: Type.String(),
  kind: Type.Union([
    Type.Literal('typed'), Type.Literal('calculated'), Type.Literal('rolled-up'), Type.Literal('blank'),
  ]),
  formula: Nullable(Type.String({ description: 'in words' })),
  typed: Nullable(Type.Object({ by: PersonRef, at: Instant, revision: Type.Integer() })),
  terms: Type.Array(Type.Object({ address: Type.String(), label: Type.String(), value: WireValue })),
  sources: Type.Array(
    Type.Object({
      filing: Uuid,
      readable: Type.Boolean(),
      unit: UnitRef,
      form: FormRef,
      address: Type.String(),
      label: Type.String(),
      value: WireValue,
      seal: SealRef,
    }),
  ),
  missing: Type.Array(UnitRef, { description: 'lower units that are expected and not in' }),
})
export type ExplainReply = Static<typeof ExplainReply>
