// What a pack says of itself, who there is (unit kinds, roles) and when reports are due (period kinds, holidays). Shapes
// only; all of it is data with dates of validity. Units stand in unit.ts, entries in codelist.ts, prints in print.ts.
import { Type, type Static } from '@sinclair/typebox'
import { Id, Reference, Text } from './authored.ts'
import { Assignment, Replacement, Serves } from './in-force.ts'
import { PropertyDefinitions } from './property.ts'
import { CalendarDay, validity } from './validity.ts'

const closed = { additionalProperties: false }
const PackId = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 60 })
const KindReference = Type.String({ pattern: '^[a-z][a-z0-9-]*/[a-z][a-z0-9_]*$', maxLength: 121 })
/** Day of the period's year, or of the one before or after. */
const MonthDay = Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])( previous| next)?$' })

/** What a role may do beyond its part in workflows. Roles are pack data; the engine knows only these names. */
export const capabilities = [
  'work-on-filings', // open, fill and act, as far as the workflow lets the role
  'read-below', // read what units below have approved
  'read-approved', // read approved figures of every unit
  'open-periods',
  'manage-accounts', // of the own unit and of those below it
  'manage-all-accounts', // of every unit
  'manage-units', // the tree of units: lists of a day, codes, what becomes of whom
  'keep-codelists', // add, rename, map and end entries of the own unit
  'remind-units', // urge the units that one follows to report
  'name-substitutes', // for people of the own unit; everybody names his own
] as const
export type Capability = (typeof capabilities)[number]

export const PackDefinition = Type.Object(
  {
    id: PackId,
    title: Text,
    version: Type.Integer({ minimum: 1, maximum: 9999 }),
    'legal-basis': Type.Optional(Text),
    /** Codelist of the fields that it governs; its forms belong to one of them each. */
    fields: Type.Optional(Reference),
    requires: Type.Optional(Type.Array(PackId, { maxItems: 100 })),
    'valid-from': Type.Optional(CalendarDay),
    'valid-to': Type.Optional(CalendarDay),
    replaces: Type.Optional(Type.Array(Replacement, { maxItems: 500 })),
    assigns: Type.Optional(Type.Array(Assignment, { maxItems: 500 })),
    settings: Type.Optional(Type.Record(Id, Type.Union([Type.String(), Type.Number(), Type.Boolean()]))),
  },
  closed,
)
export type PackDefinition = Static<typeof PackDefinition>

export const RoleDefinition = Type.Object(
  { title: Text, capabilities: Type.Array(Type.Union(capabilities.map((one) => Type.Literal(one)))), ...validity },
  closed,
)
const Short = Type.String({ pattern: '^[a-z0-9]+$', maxLength: 20 })
/** Of areas: the words of a level, the unit's name, and the two ways in which codes shorten the words (A-3.3.c). */
export const Territory = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, description: 'có {name}' }),
    levels: Type.Record(Type.String({ minLength: 1, maxLength: 60 }), Type.Object({ own: Short, above: Short }, closed), { minProperties: 1, maxProperties: 40 }),
    /** The unit property that holds the area's official code. */
    property: Id,
    /** Figures of the area's official code; lists that were once spreadsheets lose the zeros at its beginning. */
    digits: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
    /** Shortened to its initials and its last letter. */
    'last-letter': Type.Optional(Type.Boolean()),
  },
  closed,
)
export type Territory = Static<typeof Territory>
export const UnitKindDefinition = Type.Object(
  {
    title: Text,
    roles: Type.Array(Id),
    /** Data cut-off class of Thông tư 03/2019 Điều 6; period kinds state a day per class. */
    class: Type.Optional(Id),
    /** May exist without an account: the receiver's specialist then files on its behalf. */
    'without-account': Type.Optional(Type.Boolean()),
    /** Reports pass a checker unless the unit says otherwise. */
    'needs-checker': Type.Optional(Type.Boolean()),
    /** Kinds under which its units stand in the tree; told once, it is held for every unit and every route. */
    under: Type.Optional(Type.Array(Id, { maxItems: 100 })),
    /** Its units are those of an administrative area: how lists of areas call the level, and what codes are made of. */
    territory: Type.Optional(Territory),
    ...validity,
  },
  closed,
)
export type UnitKindDefinition = Static<typeof UnitKindDefinition>
export const OrganisationDefinition = Type.Object(
  {
    roles: Type.Record(Id, RoleDefinition, { maxProperties: 500 }),
    kinds: Type.Record(Id, UnitKindDefinition, { maxProperties: 500 }),
    /** What is known of every unit; expressions read it as `unit.<property>`. */
    'unit-properties': Type.Optional(PropertyDefinitions),
  },
  closed,
)
export type OrganisationDefinition = Static<typeof OrganisationDefinition>

/** A role of the unit that reports (`bc`), of the receiver of its report (`receiver.bc`), or of the one that files for it (`behalf.bc`). */
const NoticeRole = Type.String({ pattern: '^((receiver|behalf)\\.)?[a-z][a-z0-9_]*$', maxLength: 80 })

/** A kind without a cycle is opened when somebody asks, with the days that the request states. */
export const PeriodKindDefinition = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 200, description: 'có {year}' }),
    cycle: Type.Optional(Id),
    order: Type.Optional(Type.Integer({ minimum: 1, maximum: 400, description: 'thứ tự trong năm của chu kỳ' })),
    from: Type.Optional(MonthDay),
    to: Type.Optional(MonthDay),
    /** Actual data end, per class of unit; `default` for the rest. */
    'data-to': Type.Optional(Type.Record(Id, MonthDay)),
    /** Years in which there are periods of this kind. */
    serves: Type.Optional(Serves),
    /** `pack/kind`: in whose place it stands. Series go on across both. */
    succeeds: Type.Optional(KindReference),
  },
  closed,
)
export const PeriodsDefinition = Type.Object(
  {
    kinds: Type.Record(Id, PeriodKindDefinition, { minProperties: 1, maxProperties: 400 }),
    /** Quy chế, Điều 5 khoản 1, signed: days from the local data end to the day by which the period is opened. */
    'open-by-offset': Type.Integer({ minimum: -60, maximum: 60 }),
    'open-by-class': Id,
    /** Who is told that a period is about to be locked or has been opened (Điều 5 khoản 2). */
    notices: Type.Optional(
      Type.Object(
        {
          before: Type.Array(Type.Integer({ minimum: 0, maximum: 120 }), { minItems: 1, maxItems: 10, uniqueItems: true, description: 'số ngày trước ngày phải mở kỳ sau' }),
          notify: Type.Array(NoticeRole, { minItems: 1, maxItems: 20, uniqueItems: true }),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type PeriodsDefinition = Static<typeof PeriodsDefinition>

export const CalendarDefinition = Type.Object(
  { title: Text, 'weekly-days-off': Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7 }), holidays: Type.Record(CalendarDay, Text, { maxProperties: 5000 }) },
  closed,
)
export type CalendarDefinition = Static<typeof CalendarDefinition>

/** Login name (Quy chế, Điều 3 khoản 3): unit, role, and a symbol where the role has several users. */
export function loginName(unit: string, role: string, symbol?: string): string {
  return symbol === undefined ? `${unit}_${role}` : `${unit}_${role}_${symbol}`
}
