// What the check of a workflow lets pass and what it does not, beyond the one broken example of each code: clocks walked
// through every state, tasks, assignments, acts that stay where they are.
import { expect } from 'chai'
import path from 'node:path'
import { readFolder } from '../../../engine/cli/read-folders.ts'
import { checkWorkflow } from '../../../engine/core/workflow/check.ts'
import { compileWorkflow } from '../../../engine/core/workflow/compile.ts'
import type { WorkflowDefinition } from '../../../engine/core/workflow/definition.ts'
import { step, stepOfExpiry } from '../../../engine/core/workflow/machine.ts'
import { checkPacks } from '../../../engine/packs/check-packs.ts'

const base = checkPacks([readFolder(path.resolve('test/support/desk-pack'))]).packs[0]?.workflows[0]?.definition as WorkflowDefinition
const roles = ['desk', 'drafter', 'head', 'administrator']
const working = ['desk', 'drafter', 'head']
const facts = { errors: 0, unexplained: 0, filled: 1, missing: 0, needs_checker: false, on_behalf: false, stale: false, has_receiver: false, overdue: true }

/** `code path` of every issue of the desk's workflow with something changed. */
function issuesWith(change: (definition: WorkflowDefinition) => void): string[] {
  const definition = structuredClone(base)
  change(definition)
  return checkWorkflow(definition, roles, working).map((one) => `${one.code} ${one.path}`)
}

describe('the check of clocks, tasks and assignments', () => {
  it('lets the desk’s workflow pass', () => {
    expect(issuesWith(() => {})).to.deep.equal([])
  })

  it('finds an act that only leads back to where it began to be no way on', () => {
    expect(issuesWith((one) => {
      one.states['stuck'] = { title: 'Kẹt', tone: 'waiting', holder: 'head' }
      one.actions['jam'] = { title: 'Kẹt', by: 'head', from: 'signing', to: 'stuck' }
      one.actions['shake'] = { title: 'Lắc', by: 'head', from: 'stuck' }
    })).to.deep.equal(['workflow.dead-end /states/stuck'])
  })

  it('knows an assigned person by an act that assigns, or by the figures that he enters', () => {
    expect(issuesWith((one) => { one.actions['assign']!.effects = [] })).to.deep.equal(['workflow.never-assigned /states/drafting'])
    expect(issuesWith((one) => {
      one.actions['assign']!.effects = []
      one.states['drafting']!['editable-by'] = 'drafter'
    })).to.deep.equal([])
    expect(issuesWith((one) => { one.states['signing']!.holder = 'assigned.head' })).to.deep.equal(['workflow.never-assigned /states/signing'])
    expect(issuesWith((one) => { one.states['signing']!.holder = ['head', 'assigned.desk'] })).to.deep.equal([])
  })

  it('gives every relation a role that there is and that works on filings', () => {
    for (const relation of ['', 'receiver.', 'behalf.', 'upper.']) {
      expect(issuesWith((one) => { one.actions['extend']!.by = `${relation}heda` }), relation).to.deep.equal(['workflow.unknown-role /actions/extend/by'])
      expect(issuesWith((one) => { one.actions['extend']!.by = `${relation}administrator` }), relation).to.deep.equal(['workflow.role-cannot-work /actions/extend/by'])
      expect(issuesWith((one) => { one.actions['extend']!.by = `${relation}head` }), relation).to.deep.equal([])
    }
    expect(issuesWith((one) => { one.states['signing']!.holder = 'clock' })).to.deep.equal(['workflow.unknown-role /states/signing/holder'])
    expect(issuesWith((one) => { one.clocks!['intake']!.reminds![0]!.notify = ['holder', 'nobody'] })).to.deep.equal(['workflow.unknown-role /clocks/intake/reminds/0/notify'])
    expect(issuesWith((one) => { one.tasks!['apology']!.of = 'constructor' })).to.deep.equal(['workflow.unknown-role /tasks/apology/of'])
  })

  it('lets people do what a clock does too, and asks of an act of a clock what a clock can give', () => {
    expect(issuesWith((one) => { one.actions['give_up']!.by = ['clock', 'desk'] })).to.deep.equal([])
    expect(issuesWith((one) => { one.actions['refuse']!.by = ['desk', 'clock'] })).to.deep.equal(['workflow.clock-cannot /actions/refuse'])
    expect(issuesWith((one) => { one.actions['accept']!.by = ['desk', 'clock'] })).to.deep.equal([])
    for (const effect of ['seal', 'deliver', 'count', { assign: 'drafter' }]) {
      expect(issuesWith((one) => { one.clocks!['intake']!['on-expiry'] = { effects: [effect] } }), JSON.stringify(effect)).to.deep.equal(['workflow.clock-cannot /clocks/intake/on-expiry/effects'])
    }
  })

  it('finds an expiry that is not possible somewhere where the clock runs, but not where it is paused', () => {
    const gives = (from: string[]) => issuesWith((one) => {
      one.clocks!['process']!['on-expiry'] = { action: 'drop' }
      one.actions['drop'] = { title: 'Bỏ', by: 'clock', from, to: 'lapsed' }
      delete one.tasks
      delete one.actions['apologise']
    })
    expect(gives(['assigning', 'drafting', 'signing'])).to.deep.equal([])
    expect(gives(['assigning', 'drafting'])).to.deep.equal(['workflow.expiry-not-possible /clocks/process/on-expiry/action'])
    expect(gives(['assigning', 'drafting', 'signing', 'waiting'])).to.deep.equal([])
  })

  it('lets reminders be as late as the last day, and no earlier than the day after the start', () => {
    const reminds = (before: object) => issuesWith((one) => { one.clocks!['process']!.reminds![0]!.before = before })
    expect(reminds({ 'working-days': 0 })).to.deep.equal([])
    expect(reminds({ 'working-days': 4 })).to.deep.equal([])
    expect(reminds({ 'working-days': 5 })).to.deep.equal(['workflow.reminder-too-early /clocks/process/reminds/0'])
    expect(reminds({ days: 5 })).to.deep.equal([])
  })

  it('knows a clock that only another one’s expiry starts', () => {
    const chained = (effects: { [name: string]: string }[]) => issuesWith((one) => {
      one.clocks!['second'] = { title: 'Hạn nữa', limit: { 'working-days': 1 } }
      one.clocks!['intake']!['on-expiry'] = { effects }
    })
    expect(chained([{ 'start-clock': 'second' }])).to.deep.equal([])
    expect(chained([{ notify: 'desk' }])).to.deep.equal(['workflow.clock-never-starts /clocks/second'])
  })
})

describe('a step', () => {
  it('of an act without a target stays where it is, and does not count again', () => {
    const definition = structuredClone(base)
    definition.states['signing']!.counts = true
    const workflow = compileWorkflow(definition)
    const head = new Set(['head'])
    expect(step(workflow, { state: 'signing', facts }, 'extend', head)).to.deep.equal({ kind: 'step', to: 'signing', effects: [{ name: 'start-clock', about: ['process'] }], as: ['head'] })
    expect(step(workflow, { state: 'drafting', facts }, 'submit', new Set(['assigned.drafter']))).to.deep.include({ to: 'signing', effects: [{ name: 'notify', about: ['holder'] }, { name: 'count', about: [] }] })
  })

  it('of a clock is its act with its effects, or its effects alone, and never a person’s', () => {
    const workflow = compileWorkflow(base)
    const of = (clock: string, state: string) => stepOfExpiry(workflow, workflow.clocks.get(clock)!, { state, facts })
    expect(of('answering', 'waiting')).to.deep.equal({ to: 'lapsed', effects: [{ name: 'notify', about: ['desk', 'assigned.drafter'] }], action: 'give_up' })
    expect(of('answering', 'drafting')).to.deep.equal({ to: 'drafting', effects: [], action: undefined })
    expect(of('intake', 'filed')).to.deep.equal({ to: 'filed', effects: [{ name: 'notify', about: ['desk', 'head'] }], action: undefined })
    for (const action of workflow.actions.keys()) {
      const stepped = step(workflow, { state: 'waiting', facts }, action, new Set(['clock']))
      expect(stepped.kind, action).to.equal(action === 'give_up' ? 'step' : 'refused')
    }
  })
})
