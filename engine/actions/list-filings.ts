// Lists of filings: one's own (Báo cáo), those that other units send here (Tổng hợp), and what is asked of a person
// (Việc của tôi), ordered by what is due first.
import type { FilingList, Inbox, Task } from '../core/contract/filing.ts'
import type { Workflow } from '../core/workflow/compile.ts'
import { listFilings, type FilingLine } from '../store/filing.ts'
import { readEvents } from '../store/filing-history.ts'
import type { Action, Context } from './action.ts'
import { compiledWorkflow } from './compiled.ts'
import { eventOf, lineOf, rolesTowards, viewerOf } from './filing-view.ts'

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
    const asked = lines.flatMap((line, index) => {
      const workflow = workflows[index] as Workflow
      const state = workflow.states.get(line.state)
      const roles = rolesTowards(person, line)
      const mine = state?.holders.some((role) => roles.has(role)) === true
      return mine && state.source.asks !== undefined ? [{ line, workflow, asks: state.source.asks, returned: state.source.tone === 'returned' }] : []
    })
    const events = await readEvents(context.trx, asked.filter((one) => one.returned).map((one) => one.line.id))
    const tasks = asked.map(({ line, workflow, asks, returned }): Task => {
      const event = returned ? events.find((one) => one.filingId === line.id) : undefined
      const shown = event === undefined ? undefined : eventOf(event, workflow)
      return {
        filing: lineOf(line, workflow, context.now),
        asked: asks,
        returned: shown === undefined ? null : { by: shown.by, at: shown.at, reason: shown.reason, note: shown.note },
      }
    })
    return { tasks: tasks.sort((a, b) => (a.filing.due ?? '9999').localeCompare(b.filing.due ?? '9999')) }
  },
}

function workflowsOf(context: Context, lines: readonly FilingLine[]): Promise<Workflow[]> {
  return Promise.all(lines.map((line) => compiledWorkflow(context, line)))
}
