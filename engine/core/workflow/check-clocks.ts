// Do the clocks of a workflow run as they are meant to? A clock that never starts, never runs out or never ends, a pause
// or an expiry that cannot happen where the clock runs: found by walking through every state with the clock off and on.
import { nearest } from '../expression/check.ts'
import { issue, type Issue } from '../issue.ts'
import { compileWorkflow, expiryName, listOf, type Clock, type Workflow } from './compile.ts'
import type { ClockDefinition, WorkflowDefinition } from './definition.ts'

/** Issues of the clocks of a workflow that is sound otherwise; codes workflow.*. */
export function checkClocks(definition: WorkflowDefinition): Issue[] {
  const all = Object.entries(definition.clocks ?? {})
  const names = all.flatMap(([id, source]) => checkNames(definition, source, `/clocks/${id}`))
  if (names.length > 0 || all.length === 0) return names
  const workflow = compileWorkflow(definition)
  return [...workflow.clocks.values()].flatMap((clock) => checkCourse(workflow, clock, `/clocks/${clock.id}`))
}

function checkNames(definition: WorkflowDefinition, source: ClockDefinition, path: string): Issue[] {
  const states = Object.keys(definition.states)
  const actions = Object.keys(definition.actions)
  const known = (code: string, names: string | readonly string[] | undefined, all: readonly string[], at: string): Issue[] =>
    listOf(names).flatMap((name) => (all.includes(name) ? [] : [issue(code, `${path}/${at}`, { name, nearest: nearest(name, all) ?? '' })]))
  return [
    ...known('workflow.unknown-state', source.starts?.state, states, 'starts/state'),
    ...known('workflow.unknown-action', source.starts?.action, actions, 'starts/action'),
    ...known('workflow.unknown-state', source['pauses-in'], states, 'pauses-in'),
    ...known('workflow.unknown-state', source['ends-in'], states, 'ends-in'),
    ...known('workflow.unknown-action', source['on-expiry']?.action, actions, 'on-expiry/action'),
  ]
}

function checkCourse(workflow: Workflow, clock: Clock, path: string): Issue[] {
  const { id, source } = clock
  const blind = [...clock.startsIn, ...clock.pausesIn, ...listOf(source['ends-in'])].find((state) => isSavedInto(workflow, state))
  // A save is not a dated act, so a clock cannot know of it.
  if (blind !== undefined) return [issue('workflow.clock-blind', path, { id, state: blind })]
  const runs = walk(workflow, clock)
  if (runs.size === 0) return [issue('workflow.clock-never-starts', path, { id })]
  const running = [...runs.keys()].filter((state) => !clock.pausesIn.has(state))
  const issues: Issue[] = []
  if (running.length === 0) issues.push(issue('workflow.clock-never-expires', path, { id }))
  for (const state of clock.pausesIn) if (!runs.has(state)) issues.push(issue('workflow.pause-not-reached', `${path}/pauses-in`, { id, state }))
  const stuck = [...runs.keys()].find((state) => !canEnd(runs, state))
  if (stuck !== undefined) issues.push(issue('workflow.clock-never-ends', path, { id, state: stuck }))
  const { action } = clock.expiry
  if (action !== undefined) issues.push(...checkExpiry(workflow, clock, action, running, `${path}/on-expiry/action`))
  for (const [index, { before }] of clock.reminders.entries()) {
    const [reminder, limit] = before.days === undefined ? [before['working-days'], clock.limit['working-days']] : [before.days, clock.limit.days]
    if (reminder !== undefined && limit !== undefined && reminder >= limit && reminder > 0) issues.push(issue('workflow.reminder-too-early', `${path}/reminds/${index}`, { id }))
  }
  return issues
}

function checkExpiry(workflow: Workflow, clock: Clock, actionId: string, running: readonly string[], path: string): Issue[] {
  const action = workflow.actions.get(actionId)
  if (action?.by?.includes('clock') !== true) return [issue('workflow.expiry-not-by-clock', path, { name: actionId })]
  const stays = running.find((state) => !action.from.includes(state))
  return stays === undefined ? [] : [issue('workflow.expiry-not-possible', path, { id: clock.id, action: actionId, state: stays })]
}

function isSavedInto(workflow: Workflow, state: string): boolean {
  return [...workflow.states.values()].some((one) => one.source['on-save'] === state)
}

/** Where the clock can be while it runs: each state with the states that lead on from it, and whether one ends the clock. */
type Runs = ReadonlyMap<string, { readonly next: readonly string[]; readonly ends: boolean }>

function walk(workflow: Workflow, clock: Clock): Runs {
  const moves = [...workflow.actions.values()].flatMap((action) => action.from.flatMap((from) => (action.to.length === 0 ? [{ state: from }] : action.to).map(({ state }) => ({ from, to: state, action: action.id }))))
  const closings = [...workflow.states.values()].flatMap(({ id, source }) => [source['closes-to'], source['on-save']].flatMap((to) => (to === undefined ? [] : [{ from: id, to, action: '' }])))
  const expiries = [...workflow.clocks.keys()].flatMap((one) => [...workflow.states.values()].flatMap(({ id, source }) => (source.final === true ? [] : [{ from: id, to: id, action: expiryName(one) }])))
  const all = [...moves, ...closings, ...expiries]
  const starts = ({ to, action }: { to: string; action: string }): boolean =>
    clock.startedBy.has(action) || ((clock.startsIn.has(to) || clock.startsWith.has(action)) && !stops({ to, action }))
  const stops = ({ to, action }: { to: string; action: string }): boolean => !clock.startedBy.has(action) && (clock.endsIn.has(to) || clock.stoppedBy.has(action))
  const on = new Set<string>(clock.startsIn.has(workflow.initial) && !clock.endsIn.has(workflow.initial) ? [workflow.initial] : [])
  for (const move of all) if (starts(move)) on.add(move.to)
  const runs = new Map<string, { next: string[]; ends: boolean }>()
  for (const state of on) {
    const leaving = all.filter((move) => move.from === state)
    const next = leaving.filter((move) => !stops(move)).map((move) => move.to)
    runs.set(state, { next, ends: leaving.some(stops) })
    for (const to of next) on.add(to)
  }
  return runs
}

function canEnd(runs: Runs, from: string): boolean {
  const seen = new Set([from])
  for (const state of seen) {
    const run = runs.get(state)
    if (run?.ends === true) return true
    for (const next of run?.next ?? []) seen.add(next)
  }
  return false
}
