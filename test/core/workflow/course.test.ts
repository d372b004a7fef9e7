// A filing followed through the desk's workflow by random acts on random days: whenever anybody looks in between, it comes
// out the same, and what clocks bring about happens once and in order.
import { expect } from 'chai'
import fc from 'fast-check'
import path from 'node:path'
import { readFolder } from '../../../engine/cli/read-folders.ts'
import { addDays, dayOf, startOfDay, workingDaysOf } from '../../../engine/core/calendar.ts'
import { compileWorkflow, type Workflow } from '../../../engine/core/workflow/compile.ts'
import { act, begin, pendingOf, readingsOf, wait, type Course, type Terms } from '../../../engine/core/workflow/course.ts'
import type { WorkflowDefinition } from '../../../engine/core/workflow/definition.ts'
import type { Facts } from '../../../engine/core/workflow/facts.ts'
import { openTasks } from '../../../engine/core/workflow/task.ts'
import { checkPacks } from '../../../engine/packs/check-packs.ts'

const { packs: [pack], issues } = checkPacks([readFolder(path.resolve('test/support/desk-pack'))])
const definition = pack?.workflows[0]?.definition as WorkflowDefinition
const desk = compileWorkflow(definition)
const days = workingDaysOf(pack!.calendar!.definition)
const facts: Facts = { errors: 0, unexplained: 0, filled: 1, missing: 0, needs_checker: false, on_behalf: false, stale: false, has_receiver: false, overdue: false }
const everybody = { has: (role: string): boolean => role !== 'clock' }
const terms = (workflow: Workflow, dueOn: string | null = null): Terms => ({ workflow, days, dueOn })
const at = (day: string): Date => new Date(startOfDay(day).getTime() + 9 * 3_600_000)
const opened = '2020-06-01'

/** Acts by number of day and name. */
const walks = fc.array(fc.record({ after: fc.integer({ min: 0, max: 12 }), name: fc.constantFrom(...desk.actions.keys()) }), { maxLength: 15 })
  .map((list) => {
    let day = opened
    return list.map(({ after, name }) => ({ day: (day = addDays(day, after)), name }))
  })

function follow(workflow: Workflow, walk: readonly { day: string; name: string }[], until: string, looks: boolean): Course {
  let day = opened
  const look = (from: Course, to: string): Course => {
    if (!looks) return from
    let seen = from
    for (; day < to; day = addDays(day, 1)) seen = wait(terms(workflow), seen, at(day), facts)
    return seen
  }
  let course = begin(workflow, at(opened))
  for (const [index, one] of walk.entries()) {
    course = look(course, one.day)
    // Later acts of a day come later.
    course = act(terms(workflow), course, new Date(at(one.day).getTime() + index * 1000), one.name, everybody, facts).course
  }
  course = look(course, until)
  return wait(terms(workflow), course, at(until), facts)
}

describe('the course of a filing', () => {
  it('is that of the examples beside the workflow', () => {
    expect(issues).to.deep.equal([])
  })

  it('is the same whether somebody looks every day or only at the end', () => {
    fc.assert(fc.property(walks, fc.integer({ min: 0, max: 60 }), (walk, later) => {
      const until = addDays(walk.at(-1)?.day ?? opened, later)
      expect(follow(desk, walk, until, true)).to.deep.equal(follow(desk, walk, until, false))
    }), { numRuns: 60 })
  })

  it('has things happen in order, each expiry of a run once, on the morning after its last day', () => {
    fc.assert(fc.property(walks, (walk) => {
      const { happenings } = follow(desk, walk, addDays(walk.at(-1)?.day ?? opened, 60), false)
      expect(happenings.map((one) => one.at.getTime())).to.deep.equal(happenings.map((one) => one.at.getTime()).toSorted((a, b) => a - b))
      for (const [index, one] of happenings.entries()) {
        if (one.clock === null || one.clock === undefined) continue
        const before = readingsOf(terms(desk), { state: '', happenings: happenings.slice(0, index) }, one.at).get(one.clock)
        expect(before).to.include({ is: 'expired', carriedOut: false, due: addDays(dayOf(one.at), -1) })
      }
    }), { numRuns: 60 })
  })

  it('leaves nothing pending behind', () => {
    fc.assert(fc.property(walks, (walk) => {
      const until = addDays(walk.at(-1)?.day ?? opened, 60)
      const { happenings } = follow(desk, walk, until, false)
      const late = pendingOf(terms(desk), happenings, at(until), () => true).filter((one) => one.at <= at(until))
      expect(late).to.deep.equal([])
    }), { numRuns: 60 })
  })

  it('asks in every state of whoever holds it, and of nobody in the end', () => {
    fc.assert(fc.property(walks, (walk) => {
      const until = addDays(walk.at(-1)?.day ?? opened, 3)
      const course = follow(desk, walk, until, false)
      const clocks = readingsOf(terms(desk), course, at(until))
      const tasks = openTasks(desk, { ...course, clocks, dueOn: null }, days)
      const state = desk.states.get(course.state)
      if (state?.source.final === true) expect(tasks).to.deep.equal([])
      else if (state?.source.asks !== undefined) expect(tasks[0]).to.deep.include({ asks: state.source.asks, of: state.holders })
    }), { numRuns: 60 })
  })

  it('comes to an end even where a clock starts itself again, day by day', () => {
    const daily = structuredClone(definition)
    daily.clocks!['process']!['on-expiry'] = { effects: [{ 'start-clock': 'process' }] }
    daily.clocks!['process']!.limit = { until: 'due' }
    const workflow = compileWorkflow(daily)
    const accepted = act(terms(workflow, '2020-05-01'), begin(workflow, at(opened)), at(opened), 'accept', everybody, facts).course
    const { happenings } = wait(terms(workflow, '2020-05-01'), accepted, at('2020-08-01'), facts)
    expect(happenings.filter((one) => one.clock === 'process').length).to.be.within(1, 62)
  })

  it('does an act that a clock may do too late for its state not at all, and says that it ran out', () => {
    const strict = structuredClone(definition)
    strict.actions['give_up']!.guard = 'errors > 0 and overdue'
    const workflow = compileWorkflow(strict)
    let course = begin(workflow, at(opened))
    for (const name of ['accept', 'assign', 'ask']) course = act(terms(workflow), course, at(opened), name, everybody, facts).course
    const later = wait(terms(workflow), course, at('2020-08-01'), facts)
    expect(later.state).to.equal('waiting')
    expect(later.happenings.at(-1)).to.deep.include({ action: 'clock.answering', to: 'waiting', clock: 'answering' })
    // The fact that the clock has run out is known by then.
    expect(wait(terms(workflow), course, at('2020-08-01'), { ...facts, errors: 1 }).state).to.equal('lapsed')
  })
})
