// A checked workflow definition with its guards as JSON Logic, ready to step.
import { toLogic } from '../expression/logic.ts'
import { parseExpression } from '../expression/parse.ts'
import type { ActionDefinition, StateDefinition, WorkflowDefinition } from './definition.ts'
import type { Effect } from './effects.ts'

export type Action = {
  readonly id: string
  readonly source: ActionDefinition
  /** Undefined: whoever holds the state. */
  readonly by: readonly string[] | undefined
  readonly from: readonly string[]
  readonly to: readonly { readonly when?: unknown; readonly state: string }[]
  readonly guard?: unknown
  readonly offered?: unknown
  readonly effects: readonly Effect[]
}

export type State = {
  readonly id: string
  readonly source: StateDefinition
  readonly holders: readonly string[]
  readonly editors: readonly string[]
}

export type Workflow = {
  readonly id: string
  readonly definition: WorkflowDefinition
  readonly initial: string
  readonly states: ReadonlyMap<string, State>
  readonly actions: ReadonlyMap<string, Action>
}

const list = (value: string | readonly string[] | undefined): readonly string[] => (value === undefined ? [] : typeof value === 'string' ? [value] : value)

export function compileWorkflow(definition: WorkflowDefinition): Workflow {
  const states = Object.entries(definition.states).map(
    ([id, source]): [string, State] => [id, { id, source, holders: list(source.holder), editors: list(source['editable-by']) }],
  )
  const actions = Object.entries(definition.actions).map(([id, source]): [string, Action] => [
    id,
    {
      id,
      source,
      by: source.by === 'holder' ? undefined : list(source.by),
      from: list(source.from),
      to: typeof source.to === 'string' ? [{ state: source.to }] : source.to.map((one) => (one.when === undefined ? { state: one.state } : { when: logic(one.when), state: one.state })),
      ...(source.guard === undefined ? {} : { guard: logic(source.guard) }),
      ...(source.offered === undefined ? {} : { offered: logic(source.offered) }),
      effects: (source.effects ?? []) as Effect[],
    },
  ])
  const initial = states.find(([, state]) => state.source.initial === true)?.[0]
  if (initial === undefined) throw new Error('A workflow is checked before it is compiled')
  return { id: definition.id, definition, initial, states: new Map(states), actions: new Map(actions) }
}

function logic(source: unknown): unknown {
  const parsed = parseExpression(source)
  if ('issues' in parsed) throw new Error('A workflow is checked before it is compiled')
  return toLogic(parsed.node)
}
