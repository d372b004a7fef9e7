// What the repository's workflows say, against tables typed by hand from the regulation: who may (who-may.csv, which
// test/acceptance tries over HTTP), what a state means, where an act leads and what holds it up. Never made from the YAML.
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { compileWorkflow, type Workflow } from '../../../engine/core/workflow/compile.ts'
import type { Facts } from '../../../engine/core/workflow/facts.ts'
import { mayEdit, step } from '../../../engine/core/workflow/machine.ts'
import { packOf } from '../../support/repository-packs.ts'

const workflowOf = (id: string): Workflow => compileWorkflow(packOf('workflows').workflows.find((one) => one.definition.id === id)?.definition as Parameters<typeof compileWorkflow>[0])
const sound: Facts = { errors: 0, unexplained: 0, filled: 3, missing: 0, needs_checker: true, on_behalf: false, stale: false, has_receiver: true, overdue: false }

type May = { readonly role: string; readonly relation: string; readonly state: string; readonly action: string; readonly allowed: boolean }

/** The report, by the articles (rows of other relations are about people and accounts, no matter of its workflow); an exact row wins over one with stars. */
const csv: readonly May[] = readFileSync('test/acceptance/who-may.csv', 'utf8').trim().split('\n').slice(1).map((line) => {
  const [role = '', relation = '', state = '', action = '', allowed] = line.split(',')
  return { role, relation, state, action, allowed: allowed === 'yes' }
}).filter((row) => ['own', 'receiver', 'behalf', 'upper', 'stranger'].includes(row.relation))
const allowedBy = (table: readonly May[], role: string, relation: string, state: string, action: string): boolean | undefined => {
  const rows = table.filter((row) => row.role === role && row.relation === relation && [state, '*'].includes(row.state) && [action, '*'].includes(row.action))
  return rows.sort((a, b) => Number(a.state === '*') - Number(b.state === '*'))[0]?.allowed
}

/** Quy chế, Điều 3 khoản 2 điểm a, Điều 10 khoản 1: the analyst puts the national table together, the decision maker decides. */
const national: readonly May[] = [
  ...['not_started', 'drafting'].flatMap((state) => ['save', 'submit'].map((action) => ({ role: 'analyst', relation: 'own', state, action, allowed: true }))),
  { role: 'analyst', relation: 'own', state: 'decided', action: 'revise', allowed: true },
  { role: 'analyst', relation: 'own', state: '*', action: '*', allowed: false },
  ...['decide', 'return'].map((action) => ({ role: 'decision_maker', relation: 'own', state: 'deciding', action, allowed: true })),
  { role: 'decision_maker', relation: 'own', state: '*', action: '*', allowed: false },
  { role: 'bc', relation: 'own', state: '*', action: '*', allowed: false },
]

/** Roles towards the filing, as the engine names them. */
const rolesOf = (role: string, relation: string): Set<string> =>
  new Set(relation === 'own' ? [role] : relation === 'receiver' ? [`receiver.${role}`] : relation === 'behalf' ? [`behalf.${role}`, `receiver.${role}`] : [])

const tables: Readonly<Record<string, readonly May[]>> = { report: csv, national_table: national }

/** States: what each means (i initial, t takes in, c counts, o official, v visible to the receiver, f final), where the
 * first save and the lock of the period lead. */
const states: Readonly<Record<string, Readonly<Record<string, readonly [meaning: string, onSave?: string, closesTo?: string]>>>> = {
  report: {
    not_started: ['it', 'drafting', 'closed_unsent'], drafting: ['t', '', 'closed_unsent'], returned: ['t', '', 'closed_unsent'],
    checking: ['', '', 'closed_unsent'], approving: ['', '', 'closed_unsent'], approved: ['', '', 'closed_unsent'],
    sent: ['ov'], received: ['cov'], closed_unsent: ['f'],
  },
  national_table: { not_started: ['it', 'drafting', 'closed'], drafting: ['t', '', 'closed'], deciding: ['', '', 'closed'], decided: ['o'], closed: ['f'] },
}
/** Whose inbox a state lies in. */
const holders: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  report: {
    not_started: ['bc', 'behalf.bc'], drafting: ['bc', 'behalf.bc'], returned: ['bc', 'behalf.bc'], checking: ['kt'], approving: ['ld'], approved: ['ld'],
    sent: ['receiver.bc', 'receiver.analyst'], received: ['receiver.bc', 'receiver.analyst'], closed_unsent: [],
  },
  national_table: { not_started: ['analyst'], drafting: ['analyst'], deciding: ['decision_maker'], decided: ['analyst'], closed: [] },
}
const meanings = { i: 'initial', t: 'takes-in', c: 'counts', o: 'official', v: 'visible-to-receiver', f: 'final' } as const

/** Acts: from where somebody is found who may, to where (with a checker, without one), what it brings about, what holds it
 * up (e errors, u unexplained, f nothing filled in), what must be said with it (n note, r reason codes, p paper). */
type Act = { readonly from: string; readonly to: readonly [string, string]; readonly effects?: readonly string[]; readonly held?: string; readonly said?: string; readonly reasons?: readonly string[] }
const acts: Readonly<Record<string, Readonly<Record<string, Act>>>> = {
  report: {
    submit: { from: 'drafting', to: ['checking', 'approving'], held: 'euf' },
    nothing: { from: 'not_started', to: ['checking', 'approving'], effects: ['write-zeros'], held: 'euf' },
    pass: { from: 'checking', to: ['approving', 'approving'], held: 'eu' },
    approve: { from: 'approving', to: ['approved', 'approved'], effects: ['seal'], held: 'eu' },
    send: { from: 'approved', to: ['sent', 'sent'], effects: ['deliver'] },
    receive: { from: 'sent', to: ['received', 'received'], effects: ['count'] },
    record: { from: 'drafting', to: ['received', 'received'], effects: ['seal', 'deliver', 'count'], held: 'euf', said: 'p' },
    return: { from: 'sent', to: ['returned', 'returned'], effects: ['notify'], said: 'n', reasons: ['data_invalid', 'not_my_remit'] },
    ask_return: { from: 'received', to: ['received', 'received'], effects: ['notify'], said: 'n' },
  },
  national_table: {
    submit: { from: 'drafting', to: ['deciding', 'deciding'], held: 'ef' },
    decide: { from: 'deciding', to: ['decided', 'decided'], effects: ['seal'] },
    return: { from: 'deciding', to: ['drafting', 'drafting'], said: 'n', reasons: ['data_invalid'] },
    revise: { from: 'decided', to: ['drafting', 'drafting'], said: 'n' },
  },
}
const wrong: Readonly<Record<string, Partial<Facts>>> = { e: { errors: 1 }, u: { unexplained: 1 }, f: { filled: 0 } }

for (const id of Object.keys(tables)) {
  const workflow = workflowOf(id)
  describe(`the workflow ${id}`, () => {
    it('is described here with all its states and acts', () => {
      expect([...workflow.states.keys()]).to.have.members(Object.keys(states[id] ?? {}))
      expect([...workflow.actions.keys()]).to.have.members(Object.keys(acts[id] ?? {}))
    })

    it('lets exactly those save and act whom the articles name', () => {
      const table = tables[id] as readonly May[]
      for (const [role, relation] of new Map(table.map((row) => [`${row.role} ${row.relation}`, [row.role, row.relation] as const])).values()) {
        const roles = rolesOf(role, relation)
        for (const state of workflow.states.keys()) {
          for (const action of ['save', ...workflow.actions.keys()]) {
            const may = action === 'save' ? mayEdit(workflow, state, roles) : step(workflow, { state, facts: sound }, action, roles).kind === 'step'
            expect(may, `${role} (${relation}) ${action} in ${state}`).to.equal(allowedBy(table, role, relation, state, action))
          }
        }
      }
    })

    it('gives its states their meaning, and the inbox they lie in', () => {
      for (const [state, [meaning, onSave = '', closesTo = '']] of Object.entries(states[id] ?? {})) {
        const source = workflow.states.get(state)?.source
        for (const [letter, key] of Object.entries(meanings)) expect(source?.[key] === true, `${state} ${key}`).to.equal(meaning.includes(letter))
        expect([source?.['on-save'] ?? '', source?.['closes-to'] ?? ''], state).to.deep.equal([onSave, closesTo])
        expect([...(workflow.states.get(state)?.holders ?? [])], state).to.have.members(holders[id]?.[state] ?? [])
      }
    })

    it('leads where it should, with the effects it should, and is held up by what it should', () => {
      for (const [name, { from, to, effects = [], held = '', said = '', reasons = [] }] of Object.entries(acts[id] ?? {})) {
        const action = workflow.actions.get(name)
        const anybody = { has: () => true }
        const does = (facts: Partial<Facts>) => step(workflow, { state: from, facts: { ...sound, ...facts } }, name, anybody)
        ;[true, false].forEach((needs_checker, index) => {
          const stepped = does({ needs_checker })
          expect(stepped.kind === 'step' ? stepped.to : stepped.code, `${name}, ${needs_checker ? 'with' : 'without'} a checker`).to.equal(to[index])
          expect(stepped.kind === 'step' ? stepped.effects.map((effect) => effect.name) : [], name).to.deep.equal(effects)
        })
        for (const [letter, facts] of Object.entries(wrong)) expect(does(facts).kind, `${name} with ${JSON.stringify(facts)}`).to.equal(held.includes(letter) ? 'refused' : 'step')
        expect([action?.source.note === 'required', action?.source.paper === true], name).to.deep.equal([said.includes('n'), said.includes('p')])
        expect(action?.source.reasons ?? [], name).to.deep.equal(reasons)
      }
    })
  })
}
