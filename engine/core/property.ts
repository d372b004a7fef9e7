// Declared properties: what packs say about units and codelist entries beyond their names, so that expressions can read
// `unit.population` and `entry.weight`. A declaration fixes the kind; a value of another kind is an issue, never a guess.
import { Type, type Static } from '@sinclair/typebox'
import { Id, Text } from './authored.ts'

export const propertyKinds = ['number', 'text', 'date', 'yes-no'] as const
export type PropertyKind = (typeof propertyKinds)[number]

export const PropertyDefinition = Type.Object(
  {
    title: Text,
    kind: Type.Union(propertyKinds.map((one) => Type.Literal(one))),
    measure: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })),
  },
  { additionalProperties: false },
)
export type PropertyDefinition = Static<typeof PropertyDefinition>
export const PropertyDefinitions = Type.Record(Id, PropertyDefinition, { maxProperties: 60 })

export const PropertyValue = Type.Union([Type.Number(), Type.Boolean(), Type.String({ maxLength: 2000 })])
export type PropertyValue = Static<typeof PropertyValue>
export const PropertyValues = Type.Record(Id, PropertyValue, { maxProperties: 60 })
export type PropertyValues = Static<typeof PropertyValues>

const calendarDay = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/

const fits: Readonly<Record<PropertyKind, (value: PropertyValue, decimals: number) => boolean>> = {
  number: (value, decimals) => typeof value === 'number' && Number.isSafeInteger(Math.round(value * 10 ** decimals)) && isWhole(value, decimals),
  text: (value) => typeof value === 'string',
  date: (value) => typeof value === 'string' && calendarDay.test(value),
  'yes-no': (value) => typeof value === 'boolean',
}

export function isOfKind(value: PropertyValue, { kind, decimals }: PropertyDefinition): boolean {
  return fits[kind](value, decimals ?? 0)
}

/** 12.5 with one decimal, not with none; the shortest spelling of a double says how many it has. */
function isWhole(value: number, decimals: number): boolean {
  const [, fraction = ''] = String(value).split('.')
  return !String(value).includes('e') && fraction.length <= decimals
}
