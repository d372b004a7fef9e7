// An example beside a workflow: what happens to a filing on which day, and where that leads: its state, who is refused,
// which clocks run until when, what is asked of whom. Written as `examples/<name>.workflow.yaml`; run like other examples.
import { Type, type Static } from '@sinclair/typebox'
import { Id, Text } from '../core/authored.ts'
import { factTypes, type Facts } from '../core/workflow/facts.ts'
import { RoleRef } from '../core/workflow/definition.ts'

const closed = { additionalProperties: false }
const Day = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' })
const FactsGiven = Type.Object(
  Object.fromEntries(Object.entries(factTypes).map(([name, type]) => [name, Type.Optional(type === 'boolean' ? Type.Boolean() : Type.Integer({ minimum: 0 }))])),
  closed,
)

const Clock = Type.Object(
  {
    is: Type.Optional(Type.Union([Type.Literal('idle'), Type.Literal('running'), Type.Literal('paused'), Type.Literal('expired'), Type.Literal('ended')])),
    due: Type.Optional(Type.Union([Day, Type.Null()])),
    left: Type.Optional(Type.Integer({ minimum: 0 })),
    late: Type.Optional(Type.Boolean()),
  },
  { ...closed, minProperties: 1 },
)

export const ScenarioDefinition = Type.Object(
  {
    workflow: Id,
    examples: Type.Array(
      Type.Object(
        {
          title: Text,
          opened: Day,
          due: Type.Optional(Day),
          facts: Type.Optional(FactsGiven),
          events: Type.Array(
            Type.Object(
              {
                day: Day,
                act: Type.Optional(Id),
                by: Type.Optional(Type.Union([RoleRef, Type.Array(RoleRef, { minItems: 1 })])),
                facts: Type.Optional(FactsGiven),
                refused: Type.Optional(Type.Union([Type.Literal('not-yours'), Type.Literal('not-from-here'), Type.Literal('blocked')])),
                state: Type.Optional(Id),
                clocks: Type.Optional(Type.Record(Id, Clock)),
                tasks: Type.Optional(Type.Record(Type.String(), Type.Union([Day, Type.Null()]))),
              },
              closed,
            ),
            { minItems: 1, maxItems: 200 },
          ),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
)
export type ScenarioDefinition = Omit<Static<typeof ScenarioDefinition>, 'examples'> & {
  examples: (Omit<Static<typeof ScenarioDefinition>['examples'][number], 'facts' | 'events'> & {
    facts?: Partial<Facts>
    events: (Omit<Static<typeof ScenarioDefinition>['examples'][number]['events'][number], 'facts'> & { facts?: Partial<Facts> })[]
  })[]
}
