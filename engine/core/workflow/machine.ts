// One step of a workflow, as a pure function: what the act leads to, or why it does not. Nothing is executed here.
import jsonLogic from 'json-logic-js'
import type { Action, Clock, State, Workflow } from './compile.ts'
import type { Effect } from './effects.ts'
import type { Facts } from './facts.ts'

/** Roles of the actor relative to the filing: `bc` of its own unit, `receiver.bc` of the unit that receives it. */
export type RolesHere = { readonly has: (role: string) => boolean }

/** Whoever acts when a clock has run out. */
export const clockRole = 'clock'
const clockOnly: RolesHere = new Set([clockRole])

export type Step =
  /** `as`: those of the actor's roles that let him. */
  | { readonly kind: 'step'; readonly to: string; readonly effects: readonly Effect[]; readonly as: readonly string[] }
  | { readonly kind: 'refused'; readonly code: 'no-such-action' | 'not-from-here' | 'not-yours' | 'blocked'; readonly blocked?: string }

export function step(workflow: Workflow, filing: { state: string; facts: Facts }, actionId: string, roles: RolesHere): Step {
  const action = workflow.actions.get(actionId)
  const state = workflow.states.get(filing.state)
  if (action === undefined || state === undefined) return { kind: 'refused', code: 'no-such-action' }
  if (!maySee(action, state, filing.facts, roles)) {
    const mine = action.by === undefined ? state.holders.some((role) => roles.has(role)) : action.by.some((role) => roles.has(role))
    return { kind: 'refused', code: mine ? 'not-from-here' : 'not-yours' }
  }
  if (action.guard !== undefined && !holds(action.guard, filing.facts)) {
    return { kind: 'refused', code: 'blocked', ...(action.source.blocked === undefined ? {} : { blocked: action.source.blocked }) }
  }
  const target = action.to.length === 0 ? { state: state.id } : action.to.find((one) => one.when === undefined || holds(one.when, filing.facts))
  if (target === undefined) return { kind: 'refused', code: 'not-from-here' }
  const counts = target.state !== state.id && workflow.states.get(target.state)?.source.counts === true
  const as = (action.by ?? state.holders).filter((role) => roles.has(role))
  return { kind: 'step', to: target.state, effects: counts ? [...action.effects, { name: 'count', about: [] }] : action.effects, as }
}

/** What follows when a clock has run out. An act that cannot be done then is left undone: the clock has run out all the
 * same. `action` is the act that was done. */
export function stepOfExpiry(workflow: Workflow, clock: Clock, filing: { state: string; facts: Facts }): { readonly to: string; readonly effects: readonly Effect[]; readonly action: string | undefined } {
  const { action, effects } = clock.expiry
  const stepped = action === undefined ? undefined : step(workflow, filing, action, clockOnly)
  return stepped?.kind === 'step' ? { to: stepped.to, effects: stepped.effects, action } : { to: filing.state, effects, action: undefined }
}

/** The acts that somebody with these roles is offered, blocked ones included. */
export function offeredActions(workflow: Workflow, filing: { state: string; facts: Facts }, roles: RolesHere): Action[] {
  const state = workflow.states.get(filing.state)
  if (state === undefined) return []
  return [...workflow.actions.values()].filter((action) => maySee(action, state, filing.facts, roles))
}

/** The acts that can be done to many filings in one go: nothing has to be known or chosen for each, and the same words do for all. */
export function actionsForSeveral(workflow: Workflow, stateId: string, roles: RolesHere): Action[] {
  const state = workflow.states.get(stateId)
  if (state === undefined) return []
  return [...workflow.actions.values()].filter((action) =>
    action.offered === undefined && action.assigns === undefined && action.source.paper !== true && isHis(action, state, roles))
}

export function isBlocked(action: Action, facts: Facts): boolean {
  return action.guard !== undefined && !holds(action.guard, facts)
}

export function mayEdit(workflow: Workflow, stateId: string, roles: RolesHere): boolean {
  return workflow.states.get(stateId)?.editors.some((role) => roles.has(role)) === true
}

/** The state after somebody has edited: a report begins by being worked on. */
export function afterEdit(workflow: Workflow, stateId: string): string {
  return workflow.states.get(stateId)?.source['on-save'] ?? stateId
}

function maySee(action: Action, state: State, facts: Facts, roles: RolesHere): boolean {
  return isHis(action, state, roles) && (action.offered === undefined || holds(action.offered, facts))
}

function isHis(action: Action, state: State, roles: RolesHere): boolean {
  return action.from.includes(state.id) && (action.by ?? state.holders).some((role) => roles.has(role))
}

function holds(logic: unknown, facts: Facts): boolean {
  // json-logic-js reaches prototypes through `var`; the record it is given has none.
  const bare = Object.assign(Object.create(null) as object, facts)
  return jsonLogic.apply(logic as Parameters<typeof jsonLogic.apply>[0], bare) === true
}
