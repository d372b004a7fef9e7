// Codelists over HTTP: which there are, their entries on a day as one unit sees them, and keeping entries of one's own.
import { Type, type Static } from '@sinclair/typebox'
import { EntryCode, codelistScopes } from '../codelist.ts'
import { PropertyDefinitions, PropertyValues } from '../property.ts'
import { Day, Nullable } from './shapes.ts'

const Scope = Type.Union(codelistScopes.map((one) => Type.Literal(one)))

export const CodelistRef = Type.Object({ pack: Type.String(), id: Type.String(), title: Type.String(), scope: Scope })
export type CodelistRef = Static<typeof CodelistRef>
export const CodelistList = Type.Object({ codelists: Type.Array(CodelistRef) })
export type CodelistList = Static<typeof CodelistList>

export const CodelistEntry = Type.Object({
  code: Type.String(),
  title: Type.String(),
  parent: Nullable(Type.String()),
  own: Type.Boolean({ description: 'kept by the unit itself' }),
  mapsTo: Nullable(Type.String({ description: 'code of the ministry' })),
  from: Nullable(Day),
  to: Nullable(Day),
  properties: PropertyValues,
})
export type CodelistEntry = Static<typeof CodelistEntry>

export const Codelist = Type.Composite([
  CodelistRef,
  Type.Object({ on: Day, properties: PropertyDefinitions, entries: Type.Array(CodelistEntry), mayKeep: Type.Boolean({ description: 'entries of one’s own can be added' }) }),
])
export type Codelist = Static<typeof Codelist>

export const NewEntryRequest = Type.Object(
  {
    code: EntryCode,
    title: Type.String({ minLength: 1, maxLength: 500 }),
    parent: Type.Optional(EntryCode),
    mapsTo: Type.Optional(EntryCode),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    properties: Type.Optional(PropertyValues),
  },
  { additionalProperties: false },
)
export type NewEntryRequest = Static<typeof NewEntryRequest>

export const EndEntryRequest = Type.Object({ to: Day }, { additionalProperties: false })
export const MapEntryRequest = Type.Object({ to: Nullable(EntryCode) }, { additionalProperties: false })
