// An example beside a form: what is typed, what must come out, and which findings it raises. Examples are the
// specification of a form; they run in the tests and whenever a pack is installed.
import { Type, type Static } from '@sinclair/typebox'
import { FormId, Text } from '../core/authored.ts'

const closed = { additionalProperties: false }
const Value = Type.Union([Type.Number(), Type.String(), Type.Null()])
const Values = Type.Record(Type.String(), Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Null()]))

/** A lower report that the form takes in: filled in as an example is, its figures then flow up. */
const ReceivedDefinition = Type.Object(
  {
    /** In the own pack, or `pack/id`. */
    form: Type.String({ pattern: '^([a-z][a-z0-9-]*/)?[a-z0-9][a-z0-9_]*$', maxLength: 130 }),
    unit: Type.String({ pattern: '^[a-z0-9]+(_[a-z0-9]+)*$', maxLength: 60 }),
    /** Of the unit; what the form's first route names, where it says nothing. */
    kind: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 60 })),
    title: Type.Optional(Text),
    rows: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), Type.String()))),
    values: Values,
  },
  closed,
)

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
          /** Lower reports whose figures the form takes in, before the values are entered. */
          received: Type.Optional(Type.Array(ReceivedDefinition, { minItems: 1, maxItems: 100 })),
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
