// Is a workflow sound? States that cannot be reached, dead ends, unknown roles, acts nobody can take and guards over
// facts that do not exist are definition errors, found before use.
import { checkExpression, nearest } from '../expression/check.ts'
import { parseExpression } from '../expression/parse.ts'
import { walk, type Node, type RangeNode, type ReferenceNode } from '../expression/tree.ts'
import { issue, type Issue } from '../issue.ts'
import type { ActionDefinition, WorkflowDefinition } from './definition.ts'
import { effects } from './effects.ts'
import { factTypes } from './facts.ts'

/** Issues of one workflow; codes workflow.*, expression.*. `roles`: all roles that the organisation knows. */
export function checkWorkflow(definition: WorkflowDefinition, roles: readonly string[]): Issue[] {
  const issues: Issue[] = []
  const states = Object.keys(definition.states)
  const initial = states.filter((id) => definition.states[id]?.initial === true)
  if (initial.length !== 1) issues.push(issue('workflow.one-initial-state', '/states', { found: initial.length }))
  const known = (name: string, path: string): void => {
    if (!states.includes(name)) issues.push(issue('workflow.unknown-state', path, { name, nearest: nearest(name, states) ?? '' }))
  }
  const roleKnown = (name: string, path: string): void => {
    const bare = name.replace(/^(receiver|behalf)\./, '')
    if (!roles.includes(bare)) issues.push(issue('workflow.unknown-role', path, { name: bare, nearest: nearest(bare, roles) ?? '' }))
  }

  for (const [id, state] of Object.entries(definition.states)) {
    const path = `/states/${id}`
    for (const role of list(state.holder)) roleKnown(role, `${path}/holder`)
    for (const role of list(state['editable-by'])) roleKnown(role, `${path}/editable-by`)
    if (state['closes-to'] !== undefined) known(state['closes-to'], `${path}/closes-to`)
    if (state['on-save'] !== undefined) known(state['on-save'], `${path}/on-save`)
    if (state.final === true && list(state['editable-by']).length > 0) issues.push(issue('workflow.final-is-editable', path, { id }))
  }
  for (const [id, action] of Object.entries(definition.actions)) {
    const path = `/actions/${id}`
    if (action.by !== 'holder') for (const role of list(action.by)) roleKnown(role, `${path}/by`)
    for (const from of list(action.from)) {
      known(from, `${path}/from`)
      if (action.by === 'holder' && list(definition.states[from]?.holder).length === 0) issues.push(issue('workflow.nobody-can', path, { id, state: from }))
      if (definition.states[from]?.final === true) issues.push(issue('workflow.leaves-final', path, { id, state: from }))
    }
    for (const target of targets(action)) known(target, `${path}/to`)
    if (Array.isArray(action.to) && action.to.at(-1)?.when !== undefined) issues.push(issue('workflow.no-way-on', `${path}/to`, { id }))
    for (const effect of action.effects ?? []) {
      if (!(effects as readonly string[]).includes(effect)) issues.push(issue('workflow.unknown-effect', `${path}/effects`, { name: effect, nearest: nearest(effect, effects) ?? '' }))
    }
    for (const reason of action.reasons ?? []) {
      if (!Object.hasOwn(definition.reasons ?? {}, reason)) issues.push(issue('workflow.unknown-reason', `${path}/reasons`, { name: reason, nearest: nearest(reason, Object.keys(definition.reasons ?? {})) ?? '' }))
    }
    issues.push(...guards(action, path))
  }
  if (issues.length > 0) return issues

  const edges = new Map(states.map((id) => [id, leadsTo(definition, id)]))
  const reached = closure(initial, edges)
  for (const id of states) {
    if (!reached.has(id)) issues.push(issue('workflow.unreachable-state', `/states/${id}`, { id }))
    const state = definition.states[id]
    if (state?.final !== true && (edges.get(id) ?? []).length === 0) issues.push(issue('workflow.dead-end', `/states/${id}`, { id }))
  }
  return issues
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
      typeOf: ({ kind, path: names, source }: ReferenceNode | RangeNode) =>
        names.length === 1 && kind === 'reference' && source === undefined && Object.hasOwn(factTypes, names[0] ?? '') ? factTypes[names[0] as keyof typeof factTypes] : undefined,
      names: () => Object.keys(factTypes),
    }
    return [...checkExpression(parsed.node, scope, 'boolean').issues, ...foreign(parsed.node)].map((one) => ({ ...one, path: at }))
  })
}

/** What JSON Logic and the engine both know and mean alike over facts that are never blank. */
const guardOperators = ['=', '!=', '<', '<=', '>', '>=', 'and', 'or', 'not', '+', '-', '*', 'if', 'min', 'max']

function foreign(node: Node): Issue[] {
  const issues: Issue[] = []
  walk(node, (inner) => {
    // Facts are never blank, and a guard that is (`guard:` with nothing behind it) would never let anybody through.
    if (inner.kind === 'blank') issues.push(issue('expression.type', '', { wanted: 'boolean', found: 'blank' }))
    if (inner.kind === 'call' && !guardOperators.includes(inner.operator)) issues.push(issue('expression.not-in-guard', '', { name: inner.operator }))
  })
  return issues
}

function leadsTo(definition: WorkflowDefinition, state: string): string[] {
  const acts = Object.values(definition.actions).filter((action) => list(action.from).includes(state))
  const own = definition.states[state]
  return [...acts.flatMap(targets), ...[own?.['closes-to'], own?.['on-save']].filter((one) => one !== undefined)]
}

function closure(from: readonly string[], edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set(from)
  for (const id of reached) for (const next of edges.get(id) ?? []) reached.add(next)
  return reached
}

function targets(action: ActionDefinition): string[] {
  return typeof action.to === 'string' ? [action.to] : action.to.map((one) => one.state)
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}
