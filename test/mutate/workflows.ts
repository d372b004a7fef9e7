// Every state and act of the repository's workflows with one property taken away or turned: somebody may who should not,
// somebody who should may not, an effect is missing, a way leads elsewhere. Titles and other words are not looked at.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { parseDocument, type Document } from 'yaml'
import type { WorkflowDefinition } from '../../engine/core/workflow/definition.ts'
import { textOf, type Mutant, type Source } from './mutant.ts'

const folder = 'workflows'

export const workflows: Source = {
  name: 'workflows',
  covers: () => ['test/core/workflow/repository.test.ts', 'test/core/workflow/machine.test.ts', 'test/packs/scenarios.test.ts', 'test/acceptance/who-may.test.ts', 'test/acceptance/report-steps.test.ts'],
  mutants: () => readdirSync(folder).filter((name) => name.endsWith('.workflow.yaml')).sort().flatMap((name) => mutantsOf(path.posix.join(folder, name))),
}

type Path = readonly (string | number)[]
/** Properties whose value is a state or a role: turned into another one. */
const ofState = new Set(['to', 'state', 'from', 'on-save', 'closes-to'])
const ofRole = new Set(['by', 'holder', 'editable-by'])
const conditions = new Set(['guard', 'when', 'offered'])
const words = new Set(['title', 'tone', 'asks', 'blocked', 'confirm', 'description'])
/** Without these the definition has no shape. */
const needed = new Set(['to', 'state', 'from', 'by'])

function mutantsOf(file: string): Mutant[] {
  const text = textOf(file)
  const definition = parseDocument(text).toJS() as WorkflowDefinition
  const states = Object.keys(definition.states)
  const roles = [...new Set(Object.values(definition.states).flatMap((state) => [...list(state.holder), ...list(state['editable-by'])]))]
  const changed = (name: string, change: (document: Document) => void): Mutant => {
    const document = parseDocument(text)
    change(document)
    return { name: `${definition.id} ${name}`, file, text: document.toString({ lineWidth: 0 }) }
  }
  const without = (path: Path): Mutant => changed(`${path.join('.')} taken away`, (document) => document.deleteIn(path))
  const set = (path: Path, value: unknown): Mutant => changed(`${path.join('.')}: ${JSON.stringify(value)}`, (document) => document.setIn(path, value))
  const another = (of: readonly string[], value: unknown): string => of[(of.indexOf(String(value)) + 1) % of.length] as string

  const property = (path: Path, value: unknown): Mutant[] => {
    const key = String(path.at(-1))
    if (words.has(key)) return []
    if (Array.isArray(value)) return value.flatMap((one, index) => [...(value.length > 1 || !needed.has(key) ? [without([...path, index])] : []), ...(typeof one === 'object' ? property([...path, index], one) : [])])
    if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([inner, held]) => property([...path, inner], held))
    const parts = conditions.has(key) ? String(value).split(' and ') : []
    return [
      ...(needed.has(key) ? [] : [without(path)]),
      ...(ofState.has(key) ? [set(path, another(states, value))] : []),
      ...(ofRole.has(key) ? [set(path, another(roles, value))] : []),
      ...(parts.length > 1 ? parts.map((part) => set(path, parts.filter((one) => one !== part).join(' and '))) : []),
    ]
  }

  const initial = Object.values(definition.states).find((state) => state.initial === true)
  const actions = Object.entries(definition.actions)
  return [
    ...Object.entries(definition.states).flatMap(([id, state]) => [
      ...property(['states', id], state),
      ...(state['editable-by'] === undefined && state.final !== true ? [set(['states', id, 'editable-by'], initial?.['editable-by'])] : []),
    ]),
    ...actions.flatMap(([id, action]) => [
      without(['actions', id]),
      ...property(['actions', id], action),
      // Where the state's holders are those who may, the two say the same.
      ...(action.by === 'holder' || list(action.from).every((from) => sameList(list(definition.states[from]?.holder), list(action.by))) ? [] : [set(['actions', id, 'by'], 'holder')]),
      ...states.filter((state) => !list(action.from).includes(state) && definition.states[state]?.final !== true).map((state) => set(['actions', id, 'from'], [...list(action.from), state])),
    ]),
  ]
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((role) => other.includes(role))
}
