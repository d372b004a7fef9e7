// An example beside a form: what is typed, what must come out, and which findings it raises. Examples are the
// specification of a form; they run in the tests and whenever a pack is installed.
import { Type, type Static } from '@sinclair/typebox'
import { FormId, Text } from '../core/authored.ts'

const closed = { additionalProperties: false }
const Value = Type.Union([Type.Number(), Type.String(), Type.Null()])
const Values = Type.Record(Type.String(), Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Null()]))

export const ExampleDefinition = Type.Object(
  {
    form: FormId,
    /** Of a form with several versions; the newest without. */
    version: Type.Optional(Type.Integer({ minimum: 1, maximum: 9999 })),
    examples: Type.Array(
      Type.Object(
        {
          title: Text,
          /** Rows per unit, by table: key → title. */
          rows: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), Type.String()))),
          /** Figures from elsewhere, by their spelling: one, or one by row. */
          outside: Type.Optional(Type.Record(Type.String(), Type.Union([Value, Type.Record(Type.String(), Value)]))),
          values: Values,
          expect: Type.Optional(Values),
          /** Codes of findings with the cell they stand at; exactly these. */
          findings: Type.Optional(Type.Array(Type.Object({ code: Type.String(), at: Type.String() }, closed))),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
)
export type ExampleDefinition = Static<typeof ExampleDefinition>
