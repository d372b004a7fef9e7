// Two versions of a workflow, compared state by state and act by act. Filings keep the version that they began with, so
// even what breaks here breaks nothing that is under way; it says what is different for those that come.
import { change, compareEntries, compareProperties, pair, same, type Change, type ChangeKind, type Judge, type Place } from '../change.ts'
import { parseExpression, toText } from '../expression/parse.ts'
import type { WorkflowDefinition } from './definition.ts'

const stateJudges: Readonly<Record<string, Judge>> = {
  'title': 'title',
  'tone': 'wording',
  'asks': 'wording',
  'holder': 'holder',
  'editable-by': 'holder',
  'takes-in': 'state-role',
  'counts': 'state-role',
  'official': 'state-role',
  'final': 'state-role',
  'initial': 'state-role',
}

const guard: Judge = (before, after, place) => {
  const kind: ChangeKind = before === undefined ? 'guard-added' : after === undefined ? 'guard-removed' : 'guard-changed'
  return [change(kind, place, { before: asText(before), after: asText(after) })]
}

const actionJudges: Readonly<Record<string, Judge>> = {
  'title': 'title',
  'tone': 'wording',
  'blocked': 'wording',
  'confirm': 'wording',
  'by': 'action-by',
  'from': 'action-from',
  'to': 'action-to',
  'guard': guard,
  'offered': guard,
  'reasons': 'asked-of-actor',
  'note': 'asked-of-actor',
  'paper': 'asked-of-actor',
  'effects': 'effects',
}

/** Clocks and tasks, entry by entry. */
const entries: Judge = (before, after, _place, name) => compareEntries(before ?? {}, after ?? {}, name)

/** Changes from `before` to `after`; empty where both mean the same. */
export function compareWorkflows(before: WorkflowDefinition, after: WorkflowDefinition): Change[] {
  const place: Place = { thing: 'workflow', name: after.title, at: after.id }
  const [states, actions] = [pairs(before.states, after.states), pairs(before.actions, after.actions)]
  const stateOf = ([id, one]: Entry<{ title: string }>): Place => ({ thing: 'state', name: one.title, at: id })
  const actionOf = ([id, one]: Entry<{ title: string }>): Place => ({ thing: 'action', name: one.title, at: id })
  const changes = [
    ...compareProperties(before, after, place, { version: null, clocks: entries, tasks: entries, states: null, actions: null, reasons: null, title: 'title', 'legal-basis': 'legal-basis' }),
    ...compareEntries(before.reasons ?? {}, after.reasons ?? {}, 'reasons'),
    ...states.removed.map((one) => change('state-removed', stateOf(one))),
    ...states.added.map((one) => change('state-added', stateOf(one))),
    ...states.kept.flatMap(([old, now]) => compareProperties(old[1], now[1], stateOf(now), stateJudges)),
    ...actions.removed.map((one) => change('action-removed', actionOf(one))),
    ...actions.added.map((one) => change('action-added', actionOf(one))),
    ...actions.kept.flatMap(([old, now]) => compareProperties(old[1], now[1], actionOf(now), actionJudges, reads)),
  ]
  if (after.version > before.version) return [change('version-raised', place, { before: before.version, after: after.version }), ...changes]
  return changes.length === 0 && after.version === before.version ? [] : [change('version-not-raised', place, { before: before.version, after: after.version }), ...changes]
}

type Entry<T> = readonly [id: string, one: T]

function pairs<T>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>) {
  return pair<Entry<T>>(Object.entries(before), Object.entries(after), ([id]) => id)
}

/** One name and a list of it are one spelling; so are both spellings of an expression. */
function reads(before: unknown, after: unknown, name: string): boolean {
  if (name === 'guard' || name === 'offered') return before !== undefined && after !== undefined && asText(before) === asText(after)
  if (name === 'to') return same(targets(before), targets(after))
  return same([before].flat(), [after].flat())
}

function targets(to: unknown): unknown {
  return typeof to === 'string' ? [{ state: to }] : (to as { when?: unknown; state: string }[]).map(({ when, state }) => (when === undefined ? { state } : { when: asText(when), state }))
}

function asText(source: unknown): string {
  if (source === undefined) return '—'
  const parsed = parseExpression(source)
  return 'node' in parsed ? toText(parsed.node) : String(source)
}
