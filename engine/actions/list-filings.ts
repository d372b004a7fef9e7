// Lists of filings: one's own (Báo cáo), those that other units send here (Tổng hợp), and what is asked of a person
// (Việc của tôi), ordered by what is due first.
import { dayOf } from '../core/calendar.ts'
import type { FilingList, Inbox, Task } from '../core/contract/filing.ts'
import { clocksAfter, type Happening } from '../core/workflow/clock.ts'
import type { Workflow } from '../core/workflow/compile.ts'
import { openTasks, type Situation } from '../core/workflow/task.ts'
import { happeningsOf } from '../store/clock.ts'
import { listFilings, type FilingLine } from '../store/filing.ts'
import { readEvents } from '../store/filing-history.ts'
import type { Action, Context } from './action.ts'
import { daysOf } from './clock-rows.ts'
import { compiledWorkflow } from './compiled.ts'
import { eventOf, isAct, lineOf, viewerOf } from './filing-view.ts'
import { rolesTowardsAll } from './roles-towards.ts'

export type ListInput = { readonly box: 'own' | 'received'; readonly period?: string | undefined }

export const listOfFilings: Action<ListInput, FilingList> = {
  name: 'list-filings',
  writes: false,
  run: async ({ box, period }, context) => {
    const lines = await listFilings(context.trx, viewerOf(context.person()), box, period)
    const workflows = await workflowsOf(context, lines)
    return { filings: lines.map((line, index) => lineOf(line, workflows[index] as Workflow, context.now)) }
  },
}

export const readInbox: Action<undefined, Inbox> = {
  name: 'read-inbox',
  writes: false,
  run: async (_input, context) => {
    const person = context.person()
    const viewer = viewerOf(person)
    const [own, received] = [await listFilings(context.trx, viewer, 'own'), await listFilings(context.trx, viewer, 'received')]
    const lines = [...new Map([...own, ...received].map((line) => [line.id, line])).values()].filter((line) => !line.periodLocked)
    const workflows = await workflowsOf(context, lines)
    const roles = await rolesTowardsAll(context, lines, workflows)
    const known = await situations(context, lines, workflows)
    const asked = lines.flatMap((line, index) => {
      const workflow = workflows[index] as Workflow
      const mine = openTasks(workflow, known(line, workflow), daysOf(context.parts)).filter((task) => task.of.some((role) => roles[index]?.has(role)))
      return mine.map((task) => ({ line, workflow, task, returned: workflow.states.get(line.state)?.source.tone === 'returned' }))
    })
    const events = await readEvents(context.trx, asked.filter((one) => one.returned).map((one) => one.line.id))
    const today = dayOf(context.now)
    const tasks = asked.map(({ line, workflow, task, returned }): Task => {
      const event = returned ? events.find((one) => one.filingId === line.id && isAct(one)) : undefined
      const shown = event === undefined ? undefined : eventOf(event, workflow)
      const filing = lineOf(line, workflow, context.now)
      return {
        filing,
        asked: task.asks,
        due: task.due,
        // What is to be done by the filing's own day is late as the filing is: not when it was sent in time.
        late: task.due === filing.due ? filing.late : task.due !== null && today > task.due,
        returned: shown === undefined ? null : { by: shown.by, at: shown.at, reason: shown.reason, note: shown.note },
      }
    })
    return { tasks: tasks.sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999')) }
  },
}

/** What the tasks of filings are read from; the store is asked only for workflows with limits of their own. */
async function situations(context: Context, lines: readonly FilingLine[], workflows: readonly Workflow[]): Promise<(line: FilingLine, workflow: Workflow) => Situation> {
  const timed = lines.flatMap((line, index) => {
    const workflow = workflows[index] as Workflow
    return workflow.speaksOf.happenings ? [{ id: line.id, initial: workflow.initial }] : []
  })
  const happened = timed.length === 0 ? new Map<string, Happening[]>() : await happeningsOf(context.trx, timed)
  return (line, workflow) => {
    const happenings = happened.get(line.id) ?? []
    const clocks = clocksAfter(workflow, happenings, daysOf(context.parts), context.now, line.dueOn)
    return { state: line.state, happenings, clocks, dueOn: line.dueOn }
  }
}

function workflowsOf(context: Context, lines: readonly FilingLine[]): Promise<Workflow[]> {
  return Promise.all(lines.map((line) => compiledWorkflow(context, line)))
}
