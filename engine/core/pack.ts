// What a pack may hold beside forms and workflows: who there is (unit kinds, roles), when reports are due (period kinds,
// holidays), and the units and accounts of a demonstration. Shapes only; all of it is data with a date of validity.
import { Type, type Static } from '@sinclair/typebox'
import { Id, Text } from './authored.ts'

const closed = { additionalProperties: false }
const PackId = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 60 })
const CalendarDay = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' })
const MonthDay = Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' })
/** Codes of units: .c of the regulation on statistics software. */
export const UnitCode = Type.String({ pattern: '^[a-z0-9]+(_[a-z0-9]+)*$', maxLength: 80 })

/** What a role may do beyond its part in workflows. Roles are pack data; the engine knows only these names. */
export const capabilities = [
  'work-on-filings', // open, fill and act, as far as the workflow lets the role
  'read-below', // read what units below have approved
  'read-approved', // read approved figures of every unit
  'open-periods',
  'manage-accounts',
] as const
export type Capability = (typeof capabilities)[number]

export const PackDefinition = Type.Object(
  {
    id: PackId,
    title: Text,
    version: Type.Integer({ minimum: 1, maximum: 9999 }),
    'legal-basis': Type.Optional(Text),
    requires: Type.Optional(Type.Array(PackId)),
    settings: Type.Optional(Type.Record(Id, Type.Union([Type.String(), Type.Number(), Type.Boolean()]))),
  },
  closed,
)
export type PackDefinition = Static<typeof PackDefinition>

export const RoleDefinition = Type.Object(
  { title: Text, capabilities: Type.Array(Type.Union(capabilities.map((one) => Type.Literal(one)))) },
  closed,
)
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
  },
  closed,
)
export const OrganisationDefinition = Type.Object(
  { roles: Type.Record(Id, RoleDefinition), kinds: Type.Record(Id, UnitKindDefinition) },
  closed,
)
export type OrganisationDefinition = Static<typeof OrganisationDefinition>

export const PeriodKindDefinition = Type.Object(
  {
    title: Type.String({ minLength: 1, description: 'có {year}' }),
    cycle: Id,
    order: Type.Integer({ minimum: 1, maximum: 400, description: 'thứ tự trong năm của chu kỳ' }),
    from: MonthDay,
    to: MonthDay,
    /** Actual data end, per class of unit; `default` for the rest. Day of the period's year. */
    'data-to': Type.Record(Id, MonthDay),
  },
  closed,
)
export const PeriodsDefinition = Type.Object(
  {
    kinds: Type.Record(Id, PeriodKindDefinition),
    /** Quy chế, Điều 5 khoản 1, signed: days from the local data end to the day by which the period is opened. */
    'open-by-offset': Type.Integer({ minimum: -60, maximum: 60 }),
    'open-by-class': Id,
  },
  closed,
)
export type PeriodsDefinition = Static<typeof PeriodsDefinition>

export const CalendarDefinition = Type.Object(
  { title: Text, 'weekly-days-off': Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 6 }), holidays: Type.Record(CalendarDay, Text) },
  closed,
)
export type CalendarDefinition = Static<typeof CalendarDefinition>

export const UnitDefinition = Type.Object(
  {
    code: UnitCode,
    kind: Id,
    name: Text,
    parent: Type.Optional(UnitCode),
    from: Type.Optional(CalendarDay),
    to: Type.Optional(CalendarDay),
    accounts: Type.Optional(
      Type.Array(Type.Object({ role: Id, symbol: Type.Optional(Type.String({ pattern: '^[a-z0-9]+$' })), name: Text }, closed)),
    ),
  },
  closed,
)
export type UnitDefinition = Static<typeof UnitDefinition>
export const UnitsDefinition = Type.Object(
  {
    units: Type.Array(UnitDefinition, { minItems: 1 }),
    /** Demo only: the clock's start, the period to open, and every account's password. */
    demo: Type.Optional(
      Type.Object(
        { clock: CalendarDay, open: Type.Object({ kind: Id, year: Type.Integer() }, closed), password: Type.String({ minLength: 8 }), administrator: UnitCode },
        closed,
      ),
    ),
  },
  closed,
)
export type UnitsDefinition = Static<typeof UnitsDefinition>

/** Login name (Quy chế, Điều 3 khoản 3): unit, role, and a symbol where the role has several users. */
export function loginName(unit: string, role: string, symbol?: string): string {
  return symbol === undefined ? `${unit}_${role}` : `${unit}_${role}_${symbol}`
}
