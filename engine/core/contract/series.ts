// A figure over its periods, in the boundaries of its time and in those of a chosen day.
import { Type, type Static } from '@sinclair/typebox'
import { Day, Nullable, Uuid, WireValue } from './shapes.ts'

const Named = Type.Object({ code: Type.String(), name: Type.String({ description: 'as it was called then' }) })

export const SeriesFigure = Type.Object({
  kind: Type.Union(
    [Type.Literal('exact'), Type.Literal('not-divisible'), Type.Literal('not-additive'), Type.Literal('too-large'), Type.Literal('nothing')],
    { description: 'exact: the sum of `from`; nothing: nobody reported' },
  ),
  value: Nullable(Type.Integer({ description: 'in smallest units; blank where all parts are' })),
  from: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), value: WireValue })),
  missing: Type.Array(Named, { description: 'units that belong to it and have not reported' }),
  sharedWith: Type.Array(Named, { description: 'units that have a part in the same figures' }),
})
export type SeriesFigure = Static<typeof SeriesFigure>

export const SeriesReply = Type.Object({
  address: Type.String(),
  decimals: Type.Integer(),
  measure: Type.String(),
  on: Day,
  points: Type.Array(Type.Object({
    period: Type.Object({ id: Uuid, title: Type.String(), year: Type.Integer() }),
    dataTo: Day,
    forms: Type.Array(Type.String(), { description: 'codes of the forms that the figures were reported in; none where nobody reported' }),
    /** In the boundaries of its time. */
    reported: SeriesFigure,
    /** In the boundaries of the chosen day. */
    asked: SeriesFigure,
  })),
})
export type SeriesReply = Static<typeof SeriesReply>
