import { expect } from 'chai'
import { checkWorkflow } from '../../../engine/core/workflow/check.ts'
import { compileWorkflow, type Workflow } from '../../../engine/core/workflow/compile.ts'
import type { WorkflowDefinition } from '../../../engine/core/workflow/definition.ts'
import { factTypes, type Facts } from '../../../engine/core/workflow/facts.ts'
import { afterEdit, isBlocked, mayEdit, offeredActions, step } from '../../../engine/core/workflow/machine.ts'
import { packOf } from '../../support/repository-packs.ts'

const definitions = packOf('workflows').workflows.map((one) => one.definition)
const workflows = definitions.map(compileWorkflow)
const report = workflows.find((one) => one.id === 'report') as Workflow
const sound: Facts = { errors: 0, unexplained: 0, filled: 3, missing: 0, needs_checker: true, on_behalf: false, stale: false, has_receiver: true, overdue: false }
const faulty: Facts = { ...sound, errors: 1 }

/** All roles that a workflow speaks of, and one that it does not. */
const rolesOf = (workflow: Workflow): string[] => [...new Set([...[...workflow.states.values()].flatMap((state) => [...state.holders, ...state.editors]), ...[...workflow.actions.values()].flatMap((action) => action.by ?? []), 'passer_by'])]

describe('the workflow machine', () => {
  for (const workflow of workflows) {
    it(`lets ${workflow.id} step exactly as its YAML says, for every state, action and role`, () => {
      for (const state of workflow.states.values()) {
        for (const action of workflow.actions.values()) {
          for (const role of rolesOf(workflow)) {
            for (const facts of [sound, faulty]) {
              const title = `${state.id} ${action.id} ${role} ${facts.errors}`
              const stepped = step(workflow, { state: state.id, facts }, action.id, new Set([role]))
              const mine = (action.by ?? state.holders).includes(role)
              const here = action.from.includes(state.id)
              if (!mine) expect(stepped, title).to.deep.include({ kind: 'refused', code: 'not-yours' })
              else if (!here) expect(stepped, title).to.deep.include({ kind: 'refused', code: 'not-from-here' })
              else if (facts.errors > 0 && action.guard !== undefined) expect(stepped, title).to.deep.include({ kind: 'refused', code: 'blocked', blocked: action.source.blocked })
              else {
                const to = stepped.kind === 'step' ? stepped.to : ''
                expect(action.to.length === 0 ? [state.id] : action.to.map((one) => one.state), title).to.include(to)
                // What counts already does not count again by an act that leaves it where it is.
                const counts = workflow.states.get(to)?.source.counts === true && action.to.length > 0
                expect(stepped, title).to.deep.equal({ kind: 'step', to, effects: counts ? [...action.effects, { name: 'count', about: [] }] : action.effects, as: [role] })
              }
              const offered = offeredActions(workflow, { state: state.id, facts }, new Set([role])).map((one) => one.id)
              expect(offered.includes(action.id), title).to.equal(mine && here)
            }
          }
        }
      }
    })
  }

  it('walks a report from the first state to received, by two acts of the head', () => {
    const walk = (facts: Facts, ...acts: readonly (readonly [action: string, role: string])[]): string[] => {
      let state = report.initial
      return acts.map(([action, role]) => {
        const stepped = step(report, { state, facts }, action, new Set([role]))
        if (stepped.kind === 'step') state = stepped.to
        return stepped.kind === 'step' ? stepped.to : stepped.code
      })
    }
    expect(walk(sound, ['submit', 'bc'], ['pass', 'kt'], ['approve', 'ld'], ['send', 'ld'], ['receive', 'receiver.bc'])).to.deep.equal(['checking', 'approving', 'approved', 'sent', 'received'])
    expect(walk({ ...sound, needs_checker: false }, ['submit', 'bc'], ['approve', 'ld'])).to.deep.equal(['approving', 'approved'])
    expect(walk(sound, ['submit', 'bc'], ['return', 'kt'], ['submit', 'bc'])).to.deep.equal(['checking', 'returned', 'checking'])
    expect(walk(sound, ['approve', 'ld'], ['send', 'ld'], ['submit', 'ld'])).to.deep.equal(['not-from-here', 'not-from-here', 'not-yours'])
  })

  it('lets edit only whom the state names, and begins a report with the first save', () => {
    expect(mayEdit(report, 'not_started', new Set(['bc']))).to.equal(true)
    for (const state of ['checking', 'approved', 'sent', 'received', 'closed_unsent']) {
      for (const role of rolesOf(report)) expect(mayEdit(report, state, new Set([role])), `${state} ${role}`).to.equal(false)
    }
    expect(afterEdit(report, 'not_started')).to.equal('drafting')
    expect(afterEdit(report, 'returned')).to.equal('returned')
  })

  it('refuses states and actions that there are not, whatever they are called', () => {
    for (const [state, action] of [['drafting', 'constructor'], ['constructor', 'submit'], ['__proto__', '__proto__'], ['drafting', '']] as const) {
      expect(step(report, { state, facts: sound }, action, new Set(['bc']))).to.deep.equal({ kind: 'refused', code: 'no-such-action' })
      expect(mayEdit(report, action, new Set(['bc']))).to.equal(false)
    }
    expect(offeredActions(report, { state: 'constructor', facts: sound }, new Set(['bc']))).to.deep.equal([])
  })

  it('says which act is blocked', () => {
    const submit = report.actions.get('submit')
    if (submit === undefined) throw new Error('The report has it')
    expect(isBlocked(submit, sound)).to.equal(false)
    for (const facts of [faulty, { ...sound, unexplained: 1 }, { ...sound, filled: 0 }]) expect(isBlocked(submit, facts)).to.equal(true)
  })
})

const roles = packOf('justice-sector').organisation ? Object.keys(packOf('justice-sector').organisation!.definition.roles) : []
const base = definitions.find((one) => one.id === 'report') as WorkflowDefinition

/** `code path` of every issue of the report workflow with something changed. */
function issuesWith(change: (definition: WorkflowDefinition) => void): string[] {
  const definition = structuredClone(base)
  change(definition)
  return checkWorkflow(definition, roles).map((one) => `${one.code} ${one.path}`)
}

describe('the check of a workflow', () => {
  it('lets the workflows of this repository pass', () => {
    for (const definition of definitions) expect(checkWorkflow(definition, roles), definition.id).to.deep.equal([])
  })

  it('knows guards that ask for facts that there are not, reach into objects, or are no condition', () => {
    const guarded = (guard: unknown): string[] => issuesWith((definition) => { definition.actions['submit']!.guard = guard as string })
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'errors.constructor', 'error', 'prototype']) {
      expect(guarded(`${name} = 0`), name).to.deep.equal(['expression.unknown-name /actions/submit/guard'])
      expect(guarded({ '==': [{ var: name }, 0] }), name).to.deep.equal(['expression.unknown-name /actions/submit/guard'])
    }
    expect(guarded('errors')).to.deep.equal(['expression.type /actions/submit/guard'])
    expect(guarded('"errors"')).to.deep.equal(['expression.type /actions/submit/guard'])
    expect(guarded('errors = "0"')).to.deep.equal(['expression.type /actions/submit/guard'])
    expect(guarded('needs_checker and errors')).to.deep.equal(['expression.type /actions/submit/guard'])
    expect(guarded('errors / filled = 0')).to.deep.equal(['expression.not-in-guard /actions/submit/guard'])
    expect(guarded('is_blank(errors)')).to.deep.equal(['expression.not-in-guard /actions/submit/guard'])
    expect(guarded('sum(column errors) = 0')).to.include('expression.unknown-name /actions/submit/guard')
    expect(guarded({ method: [{ var: 'errors' }, 'toString'] })).to.include('expression.unknown-operator /actions/submit/guard')
    for (const name of Object.keys(factTypes)) {
      expect(guarded(factTypes[name as keyof Facts] === 'boolean' ? `not ${name}` : `${name} >= 1`), name).to.deep.equal([])
    }
  })

  it('finds states, roles, reasons and effects that there are not', () => {
    expect(issuesWith((definition) => { definition.actions['send']!.to = 'snet' })).to.include('workflow.unknown-state /actions/send/to')
    expect(issuesWith((definition) => { definition.actions['send']!.from = ['approved', 'constructor'] })).to.include('workflow.unknown-state /actions/send/from')
    expect(issuesWith((definition) => { definition.states['drafting']!['on-save'] = 'nowhere' })).to.deep.equal(['workflow.unknown-state /states/drafting/on-save'])
    expect(issuesWith((definition) => { definition.states['drafting']!['closes-to'] = 'nowhere' })).to.deep.equal(['workflow.unknown-state /states/drafting/closes-to'])
    expect(issuesWith((definition) => { definition.states['sent']!.holder = ['receiver.bb'] })).to.deep.equal(['workflow.unknown-role /states/sent/holder'])
    expect(issuesWith((definition) => { definition.states['drafting']!['editable-by'] = 'receiver.constructor' })).to.deep.equal(['workflow.unknown-role /states/drafting/editable-by'])
    expect(issuesWith((definition) => { definition.actions['return']!.reasons = ['data_invalid', 'constructor'] })).to.deep.equal(['workflow.unknown-reason /actions/return/reasons'])
    const look = { title: 'Thời hạn', starts: { state: 'checking' }, limit: { 'working-days': 2 }, 'ends-in': 'approving' }
    expect(issuesWith((definition) => { definition.clocks = { look: { ...look, 'on-expiry': { effects: ['seal'] } } } })).to.include('workflow.clock-cannot /clocks/look/on-expiry/effects')
    expect(issuesWith((definition) => { definition.actions['approve']!.effects = ['sael'] })).to.deep.equal(['workflow.unknown-effect /actions/approve/effects/0'])
  })

  it('finds what cannot be reached, left, done or decided', () => {
    expect(issuesWith((definition) => { definition.states['lost'] = { title: 'Lạc', tone: 'idle', final: true } })).to.deep.equal(['workflow.unreachable-state /states/lost'])
    expect(issuesWith((definition) => { delete definition.states['closed_unsent']!.final })).to.deep.equal(['workflow.dead-end /states/closed_unsent'])
    expect(issuesWith((definition) => { definition.states['drafting']!.initial = true })).to.deep.equal(['workflow.one-initial-state /states'])
    expect(issuesWith((definition) => { delete definition.states['not_started']!.initial })).to.deep.equal(['workflow.one-initial-state /states'])
    expect(issuesWith((definition) => { definition.states['closed_unsent']!['editable-by'] = 'bc' })).to.deep.equal(['workflow.final-is-editable /states/closed_unsent'])
    expect(issuesWith((definition) => { delete definition.states['checking']!.holder; delete definition.states['checking']!.asks })).to.have.length(1).and.satisfy(([one]: string[]) => one?.startsWith('workflow.nobody-can /actions/return'))
    expect(issuesWith((definition) => { definition.actions['submit']!.from = ['drafting', 'closed_unsent'] })).to.satisfy(([one]: string[]) => one?.startsWith('workflow.leaves-final /actions/submit'))
    expect(issuesWith((definition) => { definition.actions['submit']!.to = [{ when: 'needs_checker', state: 'checking' }] })).to.deep.equal(['workflow.no-way-on /actions/submit/to'])
  })
})
