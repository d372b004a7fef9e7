// A checked workflow definition with its guards as JSON Logic, ready to step, and its clocks ready to be read.
import { toLogic } from '../expression/logic.ts'
import { parseExpression } from '../expression/parse.ts'
import type { ActionDefinition, ClockDefinition, LimitDefinition, LooseTaskDefinition, StateDefinition, TaskDefinition, TaskLimitDefinition, WorkflowDefinition } from './definition.ts'
import { readEffect, type Effect, type EffectSource } from './effects.ts'

export type Action = {
  readonly id: string
  readonly source: ActionDefinition
  /** Undefined: whoever holds the state. */
  readonly by: readonly string[] | undefined
  readonly from: readonly string[]
  /** Empty: the filing stays in its state. */
  readonly to: readonly { readonly when?: unknown; readonly state: string }[]
  readonly guard?: unknown
  readonly offered?: unknown
  readonly effects: readonly Effect[]
  /** The role of which whoever acts chooses a person. */
  readonly assigns?: string
}

export type Task = { readonly id: string; readonly asks: string; readonly of: readonly string[]; readonly limit: TaskLimitDefinition | undefined }

export type State = {
  readonly id: string
  readonly source: StateDefinition
  readonly holders: readonly string[]
  readonly editors: readonly string[]
  /** What the state asks of its holders first, then of others. */
  readonly tasks: readonly Task[]
}

/** A task that acts open and close. */
export type LooseTask = Task & { readonly doneBy: ReadonlySet<string> }

export type Reminder = { readonly before: { readonly 'working-days'?: number; readonly days?: number }; readonly notify: readonly string[] }

export type Clock = {
  readonly id: string
  readonly source: ClockDefinition
  readonly startsIn: ReadonlySet<string>
  readonly startsWith: ReadonlySet<string>
  readonly limit: LimitDefinition
  readonly countsStart: boolean
  readonly pausesIn: ReadonlySet<string>
  /** Final states included. */
  readonly endsIn: ReadonlySet<string>
  /** Acts, and expiries of clocks, whose effects begin it anew, and those that stop it. */
  readonly startedBy: ReadonlySet<string>
  readonly stoppedBy: ReadonlySet<string>
  readonly reminders: readonly Reminder[]
  readonly expiry: { readonly action: string | undefined; readonly effects: readonly Effect[] }
}

export type Workflow = {
  readonly id: string
  readonly definition: WorkflowDefinition
  readonly initial: string
  readonly states: ReadonlyMap<string, State>
  readonly actions: ReadonlyMap<string, Action>
  readonly tasks: ReadonlyMap<string, LooseTask>
  readonly clocks: ReadonlyMap<string, Clock>
  /** What has to be known beside the state: saves and lists read no more than their workflow speaks of. */
  readonly speaksOf: { readonly assigned: boolean; readonly above: boolean; readonly happenings: boolean }
}

export const listOf = (value: string | readonly string[] | undefined): readonly string[] => (value === undefined ? [] : typeof value === 'string' ? [value] : value)

export function compileWorkflow(definition: WorkflowDefinition): Workflow {
  const states = Object.entries(definition.states).map(([id, source]): [string, State] => [id, stateOf(id, source)])
  const actions = Object.entries(definition.actions).map(([id, source]): [string, Action] => [id, actionOf(id, source)])
  const initial = states.find(([, state]) => state.source.initial === true)?.[0]
  if (initial === undefined) throw new Error('A workflow is checked before it is compiled')
  const final = states.filter(([, state]) => state.source.final === true).map(([id]) => id)
  const tasks = Object.entries(definition.tasks ?? {}).map(([id, source]): [string, LooseTask] => [id, { ...taskOf(id, source), doneBy: new Set(listOf(source['done-by'])) }])
  const clocks = Object.entries(definition.clocks ?? {}).map(([id, source]): [string, Clock] => [id, clockOf(id, source, definition, final)])
  const roles = rolesOf(definition)
  return {
    id: definition.id, definition, initial,
    states: new Map(states), actions: new Map(actions), tasks: new Map(tasks), clocks: new Map(clocks),
    speaksOf: {
      assigned: roles.some((role) => role.startsWith('assigned.')),
      above: roles.some((role) => role.startsWith('upper.')),
      happenings: tasks.length > 0 || states.some(([, state]) => state.tasks.some((one) => one.limit !== undefined && one.limit.until === undefined)),
    },
  }
}

/** Every role that a workflow names, with its relation: `receiver.head`. */
export function rolesOf(definition: WorkflowDefinition): string[] {
  const about = (effects: readonly EffectSource[] | undefined): readonly string[] => (effects ?? []).map(readEffect).flatMap((one) => (one.name === 'notify' ? one.about : []))
  return [...new Set([
    ...Object.values(definition.states).flatMap((one) => [...listOf(one.holder), ...listOf(one['editable-by']), ...(one.tasks ?? []).flatMap((task) => listOf(task.of))]),
    ...Object.values(definition.actions).flatMap((one) => [...listOf(one.by), ...about(one.effects)]),
    ...Object.values(definition.tasks ?? {}).flatMap((one) => listOf(one.of)),
    ...Object.values(definition.clocks ?? {}).flatMap((one) => [...(one.reminds ?? []).flatMap((reminder) => listOf(reminder.notify)), ...about(one['on-expiry']?.effects)]),
  ])]
}

function stateOf(id: string, source: StateDefinition): State {
  const holders = listOf(source.holder)
  const asked: Task[] = source.asks === undefined ? [] : [{ id, asks: source.asks, of: holders, limit: source.limit }]
  const others = (source.tasks ?? []).map((task, index) => taskOf(`${id}.${index}`, task))
  return { id, source, holders, editors: listOf(source['editable-by']), tasks: [...asked, ...others] }
}

function taskOf(id: string, source: TaskDefinition | LooseTaskDefinition): Task {
  return { id, asks: source.asks, of: listOf(source.of), limit: source.limit }
}

function actionOf(id: string, source: ActionDefinition): Action {
  const effects = (source.effects ?? []).map(readEffect) as Effect[]
  const assigns = effects.find((one) => one.name === 'assign')?.about[0]
  return {
    id,
    source,
    by: source.by === 'holder' ? undefined : listOf(source.by),
    from: listOf(source.from),
    to: typeof source.to === 'string' ? [{ state: source.to }] : (source.to ?? []).map((one) => (one.when === undefined ? { state: one.state } : { when: logic(one.when), state: one.state })),
    ...(source.guard === undefined ? {} : { guard: logic(source.guard) }),
    ...(source.offered === undefined ? {} : { offered: logic(source.offered) }),
    effects,
    ...(assigns === undefined ? {} : { assigns }),
  }
}

/** How an expiry without an act is called among acts; no act can be called so. */
export function expiryName(clock: string): string {
  return `clock.${clock}`
}

export function isExpiryName(action: string): boolean {
  return action.startsWith(expiryName(''))
}

function clockOf(id: string, source: ClockDefinition, { actions, clocks }: WorkflowDefinition, final: readonly string[]): Clock {
  const causes = [
    ...Object.entries(actions).map(([action, one]) => ({ action, effects: one.effects ?? [] })),
    ...Object.entries(clocks ?? {}).map(([clock, one]) => ({ action: expiryName(clock), effects: one['on-expiry']?.effects ?? [] })),
  ]
  const actsWith = (name: string): Set<string> =>
    new Set(causes.filter(({ effects }) => effects.map(readEffect).some((one) => one.name === name && one.about.includes(id))).map(({ action }) => action))
  return {
    id,
    source,
    startsIn: new Set(listOf(source.starts?.state)),
    startsWith: new Set(listOf(source.starts?.action)),
    limit: source.limit,
    countsStart: source['counts-from'] === 'same-day',
    pausesIn: new Set(listOf(source['pauses-in'])),
    endsIn: new Set([...listOf(source['ends-in']), ...final]),
    startedBy: actsWith('start-clock'),
    stoppedBy: actsWith('stop-clock'),
    reminders: (source.reminds ?? []).map((one) => ({ before: one.before, notify: listOf(one.notify) })),
    expiry: { action: source['on-expiry']?.action, effects: (source['on-expiry']?.effects ?? []).map(readEffect) as Effect[] },
  }
}

function logic(source: unknown): unknown {
  const parsed = parseExpression(source)
  if ('issues' in parsed) throw new Error('A workflow is checked before it is compiled')
  return toLogic(parsed.node)
}
