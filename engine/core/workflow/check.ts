// Is a workflow sound? States that cannot be reached, dead ends, unknown roles, acts nobody can take and guards over
// facts that do not exist are definition errors, found before use. Clocks are checked in check-clocks.ts.
import { checkExpression, nearest } from '../expression/check.ts'
import { parseExpression } from '../expression/parse.ts'
import type { RangeNode, ReferenceNode } from '../expression/tree.ts'
import { issue, type Issue } from '../issue.ts'
import { checkClocks } from './check-clocks.ts'
import { listOf, rolesOf } from './compile.ts'
import type { ActionDefinition, TaskLimitDefinition, WorkflowDefinition } from './definition.ts'
import { effects, readEffect, type About, type EffectName, type EffectSource } from './effects.ts'
import { factTypes } from './facts.ts'

/** Says that a name is not among the known ones, and which one is near. */
type Known = (code: string, name: string, names: readonly string[], path: string) => Issue[]
const known: Known = (code, name, names, path) => (names.includes(name) ? [] : [issue(code, path, { name, nearest: nearest(name, names) ?? '' })])

/** Roles that mean something to every workflow; `party` is whoever filed from outside. */
const party = 'party'
const holder = 'holder'
const clock = 'clock'

/**
 * Issues of one workflow; codes workflow.*, expression.*. `roles`: all roles that the organisation knows; `working`: those
 * that may work on filings at all, so that an act is not given to somebody who never sees one.
 */
export function checkWorkflow(definition: WorkflowDefinition, roles: readonly string[], working: readonly string[] = roles): Issue[] {
  const issues: Issue[] = []
  const states = Object.keys(definition.states)
  const initial = states.filter((id) => definition.states[id]?.initial === true)
  if (initial.length !== 1) issues.push(issue('workflow.one-initial-state', '/states', { found: initial.length }))
  const stateKnown = (name: string, path: string): void => void issues.push(...known('workflow.unknown-state', name, states, path))
  const rolesKnown = (names: string | readonly string[] | undefined, path: string, besides: readonly string[] = [party]): void => {
    for (const name of listOf(names)) if (!besides.includes(name)) issues.push(...checkRole(name, path))
  }
  const checkRole = (name: string, path: string): Issue[] => {
    const bare = name.replace(/^(receiver|behalf|upper|assigned)\./, '')
    const unknown = known('workflow.unknown-role', bare, roles, path)
    if (unknown.length > 0) return unknown
    return working.includes(bare) ? [] : [issue('workflow.role-cannot-work', path, { name: bare })]
  }
  const limitKnown = (limit: TaskLimitDefinition | undefined, path: string): void => {
    if (limit?.clock !== undefined) issues.push(...known('workflow.unknown-clock', limit.clock, Object.keys(definition.clocks ?? {}), `${path}/clock`))
  }
  const checkEffects = (sources: readonly EffectSource[] | undefined, path: string): void =>
    void issues.push(...(sources ?? []).flatMap((source, index) => checkEffect(source, definition, `${path}/${index}`, (names, at) => rolesKnown(names, at, [party, holder]))))

  for (const [id, state] of Object.entries(definition.states)) {
    const path = `/states/${id}`
    rolesKnown(state.holder, `${path}/holder`)
    rolesKnown(state['editable-by'], `${path}/editable-by`)
    if (state['closes-to'] !== undefined) stateKnown(state['closes-to'], `${path}/closes-to`)
    if (state['on-save'] !== undefined) stateKnown(state['on-save'], `${path}/on-save`)
    if (state.final === true && listOf(state['editable-by']).length > 0) issues.push(issue('workflow.final-is-editable', path, { id }))
    limitKnown(state.limit, `${path}/limit`)
    for (const [index, task] of (state.tasks ?? []).entries()) {
      rolesKnown(task.of, `${path}/tasks/${index}/of`)
      limitKnown(task.limit, `${path}/tasks/${index}/limit`)
    }
    if (state.asks !== undefined && listOf(state.holder).length === 0) issues.push(issue('workflow.asks-nobody', `${path}/asks`, { id }))
  }
  for (const [id, task] of Object.entries(definition.tasks ?? {})) {
    const path = `/tasks/${id}`
    rolesKnown(task.of, `${path}/of`)
    limitKnown(task.limit, `${path}/limit`)
    for (const action of listOf(task['done-by'])) issues.push(...known('workflow.unknown-action', action, Object.keys(definition.actions), `${path}/done-by`))
    issues.push(...checkOpening(definition, id, path))
  }
  for (const [id, action] of Object.entries(definition.actions)) {
    const path = `/actions/${id}`
    if (action.by !== holder) rolesKnown(action.by, `${path}/by`, [party, clock])
    for (const from of listOf(action.from)) {
      stateKnown(from, `${path}/from`)
      if (action.by === holder && listOf(definition.states[from]?.holder).length === 0) issues.push(issue('workflow.nobody-can', path, { id, state: from }))
      if (definition.states[from]?.final === true) issues.push(issue('workflow.leaves-final', path, { id, state: from }))
    }
    if (action.to !== undefined) for (const target of targets(action, '')) stateKnown(target, `${path}/to`)
    if (Array.isArray(action.to) && action.to.at(-1)?.when !== undefined) issues.push(issue('workflow.no-way-on', `${path}/to`, { id }))
    checkEffects(action.effects, `${path}/effects`)
    const assigned = (action.effects ?? []).map(readEffect).filter((one) => one.name === 'assign')
    if (assigned.length > 1) issues.push(issue('workflow.assigns-twice', `${path}/effects`, { id }))
    issues.push(...checkZeros(definition, id, action))
    for (const reason of action.reasons ?? []) issues.push(...known('workflow.unknown-reason', reason, Object.keys(definition.reasons ?? {}), `${path}/reasons`))
    if (listOf(action.by).includes(clock)) issues.push(...checkClockAct(definition, id, action))
    issues.push(...guards(action, path))
  }
  for (const [id, one] of Object.entries(definition.clocks ?? {})) {
    for (const [index, reminder] of (one.reminds ?? []).entries()) rolesKnown(reminder.notify, `/clocks/${id}/reminds/${index}/notify`, [party, holder])
    checkEffects(one['on-expiry']?.effects, `/clocks/${id}/on-expiry/effects`)
    const what = (one['on-expiry']?.effects ?? []).map((effect) => readEffect(effect).name).find((name) => needsAct.includes(name))
    if (what !== undefined) issues.push(issue('workflow.clock-cannot', `/clocks/${id}/on-expiry/effects`, { id, what }))
  }
  issues.push(...checkAssigned(definition))
  if (issues.length > 0) return issues

  const edges = new Map(states.map((id) => [id, leadsTo(definition, id)]))
  const reached = closure(initial, edges)
  for (const id of states) {
    if (!reached.has(id)) issues.push(issue('workflow.unreachable-state', `/states/${id}`, { id }))
    const state = definition.states[id]
    // An act that leads back to where it began is no way on.
    if (state?.final !== true && (edges.get(id) ?? []).every((next) => next === id)) issues.push(issue('workflow.dead-end', `/states/${id}`, { id }))
  }
  return issues.length > 0 ? issues : checkClocks(definition)
}

function checkEffect(source: EffectSource, definition: WorkflowDefinition, path: string, rolesKnown: (names: readonly string[], path: string) => void): Issue[] {
  const { name, about } = readEffect(source)
  const unknown = known('workflow.unknown-effect', name, Object.keys(effects), path)
  if (unknown.length > 0) return unknown
  const wanted: About = effects[name as EffectName]
  const fits = wanted === 'nothing' ? about.length === 0 : wanted === 'roles' ? about.length > 0 : about.length === 1
  if (!fits) return [issue('workflow.effect-about', path, { name, spelt: wanted === 'nothing' ? name : `${name}: ${wanted === 'roles' ? '[role, …]' : wanted}` })]
  const [one = ''] = about
  switch (wanted) {
    case 'nothing':
      return []
    case 'clock':
      return known('workflow.unknown-clock', one, Object.keys(definition.clocks ?? {}), path)
    case 'task':
      return known('workflow.unknown-task', one, Object.keys(definition.tasks ?? {}), path)
    case 'role':
    case 'roles':
      rolesKnown(about, path)
      return []
  }
}

/** A task that no act opens is never asked of anybody; one that nothing closes is asked for ever. */
function checkOpening(definition: WorkflowDefinition, id: string, path: string): Issue[] {
  const sources = [...Object.values(definition.actions).flatMap((one) => one.effects ?? []), ...Object.values(definition.clocks ?? {}).flatMap((one) => one['on-expiry']?.effects ?? [])]
  const has = (name: string): boolean => sources.map(readEffect).some((one) => one.name === name && one.about.includes(id))
  if (!has('open-task')) return [issue('workflow.task-never-opens', path, { id })]
  return has('close-task') || definition.tasks?.[id]?.['done-by'] !== undefined ? [] : [issue('workflow.task-never-closes', path, { id })]
}

/** Effects that change the filing, so that they need an act. */
const needsAct: readonly string[] = ['seal', 'deliver', 'count', 'assign', 'write-zeros']

/** A clock gives no reason, brings no paper, signs nothing and chooses nobody; and some clock has to take the act. */
function checkClockAct(definition: WorkflowDefinition, id: string, action: ActionDefinition): Issue[] {
  const path = `/actions/${id}`
  const names = (action.effects ?? []).map((one) => readEffect(one).name)
  const asks = action.reasons !== undefined ? 'reasons' : action.note === 'required' ? 'note' : action.paper === true ? 'paper' : names.find((one) => one === 'seal' || one === 'assign' || one === 'write-zeros')
  if (asks !== undefined) return [issue('workflow.clock-cannot', path, { id, what: asks })]
  const taken = Object.values(definition.clocks ?? {}).some((one) => one['on-expiry']?.action === id)
  return taken || listOf(action.by).length > 1 ? [] : [issue('workflow.no-clock-acts', path, { id })]
}

/** Writing zeros is editing, so it takes somebody who may edit in that state. */
function checkZeros({ states }: WorkflowDefinition, id: string, action: ActionDefinition): Issue[] {
  if (!(action.effects ?? []).some((one) => readEffect(one).name === 'write-zeros')) return []
  return listOf(action.from).flatMap((from) => {
    const editors = listOf(states[from]?.['editable-by'])
    const by = action.by === undefined || action.by === holder ? listOf(states[from]?.holder) : listOf(action.by)
    const reader = by.find((role) => !editors.includes(role))
    return reader === undefined ? [] : [issue('workflow.zeros-by-reader', `/actions/${id}/effects`, { id, role: reader, state: from })]
  })
}

/** `assigned.<role>` means somebody only where an act assigns a person of that role, or where such a person enters figures. */
function checkAssigned(definition: WorkflowDefinition): Issue[] {
  const assigns = Object.values(definition.actions).flatMap((one) => one.effects ?? []).map(readEffect).filter((one) => one.name === 'assign').flatMap((one) => one.about)
  const editors = Object.values(definition.states).flatMap((one) => listOf(one['editable-by']))
  return rolesOf(definition).flatMap((name) => {
    const bare = /^assigned\.(.+)$/.exec(name)?.[1]
    return bare === undefined || assigns.includes(bare) || editors.includes(bare) ? [] : [issue('workflow.never-assigned', placeOf(definition, name), { name: bare })]
  })
}

/** The first place that names a role. */
function placeOf(definition: WorkflowDefinition, role: string): string {
  const state = Object.entries(definition.states).find(([, one]) => [one.holder, one['editable-by'], ...(one.tasks ?? []).map((task) => task.of)].some((names) => listOf(names).includes(role)))
  if (state !== undefined) return `/states/${state[0]}`
  const action = Object.entries(definition.actions).find(([, one]) => listOf(one.by).includes(role) || (one.effects ?? []).some((effect) => readEffect(effect).about.includes(role)))
  return action === undefined ? '' : `/actions/${action[0]}`
}

function guards(action: ActionDefinition, path: string): Issue[] {
  const sources: [unknown, string][] = [
    [action.guard, `${path}/guard`],
    [action.offered, `${path}/offered`],
    ...(Array.isArray(action.to) ? action.to.map((one, index): [unknown, string] => [one.when, `${path}/to/${index}/when`]) : []),
  ]
  return sources.flatMap(([source, at]) => {
    if (source === undefined) return []
    const parsed = parseExpression(source)
    if ('issues' in parsed) return parsed.issues.map((one) => ({ ...one, path: at }))
    const scope = {
      typeOf: ({ kind, path: names, source: from }: ReferenceNode | RangeNode) =>
        names.length === 1 && kind === 'reference' && from === undefined && Object.hasOwn(factTypes, names[0] ?? '') ? factTypes[names[0] as keyof typeof factTypes] : undefined,
      names: () => Object.keys(factTypes),
    }
    return checkExpression(parsed.node, scope, 'guard').issues.map((one) => ({ ...one, path: at }))
  })
}

function leadsTo(definition: WorkflowDefinition, state: string): string[] {
  const acts = Object.values(definition.actions).filter((action) => listOf(action.from).includes(state))
  const own = definition.states[state]
  return [...acts.flatMap((action) => targets(action, state)), ...[own?.['closes-to'], own?.['on-save']].filter((one) => one !== undefined)]
}

function closure(from: readonly string[], edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set(from)
  for (const id of reached) for (const next of edges.get(id) ?? []) reached.add(next)
  return reached
}

/** Where an act leads from a state. */
function targets({ to }: ActionDefinition, from: string): string[] {
  return to === undefined ? [from] : typeof to === 'string' ? [to] : to.map((one) => one.state)
}
