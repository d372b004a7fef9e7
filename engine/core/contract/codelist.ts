// Codelists over HTTP: which there are, their entries on a day as one unit sees them, and keeping entries of one's own.
import { Type, type Static } from '@sinclair/typebox'
import { EntryCode, codelistScopes } from '../codelist.ts'
import { PropertyDefinitions, PropertyValues } from '../property.ts'
import { CodelistName, Day, FormRef, Instant, Nullable, PeriodRef, PersonRef, Uuid } from './shapes.ts'

/** Not blank: a row without a name cannot be told from the next. */
const Title = Type.String({ pattern: '\\S', maxLength: 500 })
const Scope = Type.Union(codelistScopes.map((one) => Type.Literal(one)))

export const CodelistRef = Type.Composite([CodelistName, Type.Object({ scope: Scope })])
export type CodelistRef = Static<typeof CodelistRef>

/** A report of the unit in an open period that takes rows or choices from the list. */
export const CodelistUse = Type.Object({ filing: Uuid, form: FormRef, period: PeriodRef, dataTo: Day })
export type CodelistUse = Static<typeof CodelistUse>

/** An open period that the list serves, and who has said that it is complete for it. */
export const CodelistPeriod = Type.Object({ period: PeriodRef, complete: Nullable(Type.Object({ at: Instant, by: PersonRef })) })
export type CodelistPeriod = Static<typeof CodelistPeriod>

export const CodelistLine = Type.Composite([
  CodelistRef,
  Type.Object({ own: Type.Integer({ description: 'entries that the unit keeps, ended ones left out' }), uses: Type.Array(CodelistUse), periods: Type.Array(CodelistPeriod) }),
])
export type CodelistLine = Static<typeof CodelistLine>
export const CodelistList = Type.Object({ codelists: Type.Array(CodelistLine) })
export type CodelistList = Static<typeof CodelistList>

export const CodelistEntry = Type.Object({
  code: Type.String(),
  title: Type.String(),
  parent: Nullable(Type.String()),
  own: Type.Boolean({ description: 'kept by the unit itself' }),
  mapsTo: Nullable(Type.String({ description: 'code of the ministry' })),
  from: Nullable(Day),
  to: Nullable(Day),
  mergedInto: Type.Optional(Type.String({ description: 'code of the entry that took it in' })),
  properties: PropertyValues,
})
export type CodelistEntry = Static<typeof CodelistEntry>

export const Codelist = Type.Composite([
  CodelistRef,
  Type.Object({
    on: Nullable(Day),
    properties: PropertyDefinitions,
    entries: Type.Array(CodelistEntry),
    uses: Type.Array(CodelistUse),
    periods: Type.Array(CodelistPeriod),
    begins: Day,
    mayKeep: Type.Boolean({ description: 'entries of one’s own can be added' }),
  }),
])
export type Codelist = Static<typeof Codelist>

export const NewEntryRequest = Type.Object(
  {
    code: Type.Optional(EntryCode),
    title: Title,
    parent: Type.Optional(EntryCode),
    mapsTo: Type.Optional(EntryCode),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    properties: Type.Optional(PropertyValues),
  },
  { additionalProperties: false },
)
export type NewEntryRequest = Static<typeof NewEntryRequest>

/** `despiteSimilar`: names that are nearly those of others are meant. */
const despiteSimilar = Type.Optional(Type.Literal(true))
export const AddEntriesRequest = Type.Object({ entries: Type.Array(NewEntryRequest, { minItems: 1, maxItems: 500 }), despiteSimilar }, { additionalProperties: false })
export type AddEntriesRequest = Static<typeof AddEntriesRequest>
export const EntriesReply = Type.Object({ entries: Type.Array(CodelistEntry) })
export type EntriesReply = Static<typeof EntriesReply>

export const RenameEntryRequest = Type.Object({ title: Title, properties: Type.Optional(PropertyValues), despiteSimilar }, { additionalProperties: false })
export type RenameEntryRequest = Static<typeof RenameEntryRequest>
/** `figures`: what becomes of those that the entry has in reports that are not sealed, where it has any. */
export const EndEntryRequest = Type.Object(
  { to: Day, figures: Type.Optional(Type.Union([Type.Literal('clear'), Type.Object({ into: EntryCode }, { additionalProperties: false })])) },
  { additionalProperties: false },
)
export type EndEntryRequest = Static<typeof EndEntryRequest>
export const MergeEntryRequest = Type.Object({ into: EntryCode }, { additionalProperties: false })
export const MapEntryRequest = Type.Object({ to: Nullable(EntryCode) }, { additionalProperties: false })
export const PeriodRequest = Type.Object({ period: Uuid }, { additionalProperties: false })
