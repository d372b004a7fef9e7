// The examples of workflows: each runs, and each would notice if it came out otherwise.
import { expect } from 'chai'
import { combined } from '../../engine/core/calendar.ts'
import { compileWorkflow, type Workflow } from '../../engine/core/workflow/compile.ts'
import { checkScenarios } from '../../engine/packs/check-scenarios.ts'
import type { ScenarioDefinition } from '../../engine/packs/scenario.ts'
import { repositoryPacks } from '../support/repository-packs.ts'

const calendar = combined(repositoryPacks.flatMap((pack) => pack.calendar?.definition ?? []))

describe('the examples of workflows', () => {
  const all = repositoryPacks.flatMap((pack) => pack.scenarios.map(({ definition, source }) => {
    const workflow = pack.workflows.find((one) => one.definition.id === definition.workflow)?.definition
    return { definition, file: source.file, workflow: workflow === undefined ? undefined : compileWorkflow(workflow) }
  }))

  it('stand beside every workflow', () => {
    const shown = all.map(({ definition }) => definition.workflow).sort()
    expect(shown).to.deep.equal(repositoryPacks.flatMap((pack) => pack.workflows.map((one) => one.definition.id)).sort())
  })

  for (const { definition, file, workflow } of all) {
    for (const example of definition.examples) {
      it(`${file}: ${example.title}`, () => {
        expect(checkScenarios({ ...definition, examples: [example] }, workflow as Workflow, calendar)).to.deep.equal([])
      })
    }
  }

  it('use every act of their workflow', () => {
    for (const { definition, workflow } of all) {
      const acts = new Set(definition.examples.flatMap((one) => one.events.flatMap((event) => (event.refused === undefined ? (event.act ?? []) : []))))
      const byPeople = [...(workflow as Workflow).actions.values()].filter((action) => action.source.by !== 'clock').map((action) => action.id)
      expect([...acts].sort(), definition.workflow).to.deep.equal(byPeople.sort())
    }
  })

  it('lose their truth with any other state, refusal, clock or task', () => {
    for (const { definition, workflow } of all) {
      for (const example of definition.examples) {
        for (const [index, event] of example.events.entries()) {
          const codes = (changed: Partial<ScenarioDefinition['examples'][number]['events'][number]>): string[] => {
            const events = example.events.map((one, at) => (at === index ? { ...one, ...changed } : one))
            return checkScenarios({ ...definition, examples: [{ ...example, events }] }, workflow as Workflow, calendar).map((one) => one.code)
          }
          const another = [...(workflow as Workflow).states.keys()].find((one) => one !== event.state) as string
          if (event.state !== undefined) expect(codes({ state: another })).to.deep.equal(['example.wrong-state'])
          if (event.refused !== undefined) expect(codes({ refused: event.refused === 'blocked' ? 'not-yours' : 'blocked' })).to.deep.equal(['example.not-refused'])
          if (event.tasks !== undefined) expect(codes({ tasks: { ...event.tasks, 'Một việc khác': null } })).to.deep.equal(['example.wrong-tasks'])
          for (const id of Object.keys(event.clocks ?? {})) {
            expect(codes({ clocks: { ...event.clocks, [id]: { due: '2031-01-01' } } })).to.deep.equal(['example.wrong-clock'])
          }
        }
      }
    }
  })
})
