// Lists of filings: one's own (Báo cáo), those that other units send here (Tổng hợp), copies of what was sent elsewhere
// (Bản sao để biết), and what is asked of a person (Việc của tôi), ordered by what is due first.
import { dayOf } from '../core/calendar.ts'
import type { FilingList, Inbox, Offer, PossibleAction, Task } from '../core/contract/filing.ts'
import { clocksAfter, type Happening } from '../core/workflow/clock.ts'
import type { Workflow } from '../core/workflow/compile.ts'
import { actionsForSeveral } from '../core/workflow/machine.ts'
import { openTasks, type Situation } from '../core/workflow/task.ts'
import { happeningsOf } from '../store/clock.ts'
import { filingsBelow, listFilings, type Box, type FilingLine } from '../store/filing.ts'
import { readEvents } from '../store/filing-history.ts'
import { workflowVersions } from '../store/pack.ts'
import { substitutesOf } from '../store/substitute.ts'
import type { Action, Context, Person } from './action.ts'
import { daysOf } from './clock-rows.ts'
import { compiledWorkflow } from './compiled.ts'
import { actionOf, eventOf, isAct, lineOf, viewerOf } from './filing-view.ts'
import { actsFor, rolesTowardsAll, type Roles } from './roles-towards.ts'

export type ListInput = { readonly box: Box; readonly period?: string | undefined }

export const listOfFilings: Action<ListInput, FilingList> = {
  name: 'list-filings',
  writes: false,
  run: async ({ box, period }, context) => {
    const lines = await listFilings(context.trx, viewerOf(context.person()), box, period)
    const workflows = await workflowsOf(context, lines)
    const listed = lines.map((line, index) => ({ line, workflow: workflows[index] as Workflow })).filter((one) => box !== 'copied' || isReadable(one))
    const filings = listed.map(({ line, workflow }) => lineOf(line, workflow, context.now, context.person()))
    // Nothing is done to copies.
    if (box === 'copied') return { filings, offers: [] }
    const roles = await rolesTowardsAll(context, lines, workflows)
    return { filings, offers: offersOn(listed.map((one, index) => ({ ...one, roles: roles[index] as Roles }))) }
  },
}

/** A copy is read as the receiver reads the report: while it is handed on, and what counts of it afterwards. */
function isReadable({ line, workflow }: Listed): boolean {
  return line.countedSealId !== null || workflow.states.get(line.state)?.source['visible-to-receiver'] === true
}

type Listed = { readonly line: FilingLine; readonly workflow: Workflow }

/** What the person may do to several of the listed filings in one go; the same act of one workflow stands once. */
function offersOn(listed: readonly (Listed & { readonly roles: Roles })[]): Offer[] {
  const offers = new Map<unknown, { action: PossibleAction; filings: string[] }>()
  for (const { line, workflow, roles } of listed) {
    if (line.periodLocked) continue
    for (const action of actionsForSeveral(workflow, line.state, roles)) {
      const offer = offers.get(action) ?? { action: actionOf(action, workflow), filings: [] }
      offer.filings.push(line.id)
      offers.set(action, offer)
    }
  }
  return [...offers.values()]
}

export const readInbox: Action<undefined, Inbox> = {
  name: 'read-inbox',
  writes: false,
  run: async (_input, context) => {
    const person = context.person()
    const viewer = viewerOf(person)
    const [own, received] = [await listFilings(context.trx, viewer, 'own'), await listFilings(context.trx, viewer, 'received')]
    const below = await askedFromBelow(context, person)
    const lines = [...new Map([...own, ...received, ...below].map((line) => [line.id, line])).values()].filter((line) => !line.periodLocked)
    const workflows = await workflowsOf(context, lines)
    const roles = await rolesTowardsAll(context, lines, workflows)
    const known = await situations(context, lines, workflows)
    const asked = lines.flatMap((line, index) => {
      const workflow = workflows[index] as Workflow
      return openTasks(workflow, known(line, workflow), daysOf(context.parts)).flatMap((task) => {
        const as = task.of.filter((role) => roles[index]?.has(role))
        if (as.length === 0) return []
        return [{ line, workflow, roles: roles[index] as Roles, task, place: actsFor(roles[index] as Roles, as), returned: workflow.states.get(line.state)?.source.tone === 'returned' }]
      })
    })
    const events = await readEvents(context.trx, asked.filter((one) => one.returned).map((one) => one.line.id))
    const today = dayOf(context.now)
    const replaced = await replacedBy(context, person, today)
    const tasks = asked.map(({ line, workflow, task, place, returned }): Task => {
      const event = returned ? events.find((one) => one.filingId === line.id && isAct(one)) : undefined
      const shown = event === undefined ? undefined : eventOf(event, workflow, context.language)
      const filing = lineOf(line, workflow, context.now, person)
      return {
        filing,
        asked: task.asks,
        due: task.due,
        // What is to be done by the filing's own day is late as the filing is: not when it was sent in time.
        late: task.due === filing.due ? filing.late : task.due !== null && today > task.due,
        for: replaced.get(place ?? '')?.account ?? null,
        returned: shown === undefined ? null : { by: shown.by, at: shown.at, reason: shown.reason, note: shown.note },
      }
    })
    return {
      tasks: tasks.sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999')),
      offers: offersOn([...new Map(asked.map((one) => [one.line.id, one])).values()]),
      substituteFor: [...replaced.values()],
    }
  },
}

/** Whose place the person takes on a day, by account. */
async function replacedBy({ trx }: Context, { accountId, unitId }: Person, day: string): Promise<Map<string, Inbox['substituteFor'][number]>> {
  const known = await substitutesOf(trx, { accountId, unitId, namesOthers: false }, day)
  return new Map(known.filter((one) => one.substituteId === accountId && one.from <= day).map((one) => [one.accountId, { account: { login: one.login, name: one.name }, to: one.to }]))
}

/** Filings of lower units at stages where the workflow asks something of the unit above. */
async function askedFromBelow(context: Context, person: Person): Promise<FilingLine[]> {
  if (!person.capabilities.has('work-on-filings')) return []
  const role = `upper.${person.role}`
  const versions = await workflowVersions(context.trx)
  const workflows = await Promise.all(versions.map((version) => compiledWorkflow(context, version)))
  const stages = versions.flatMap((version, index) => {
    const workflow = workflows[index] as Workflow
    // A task that acts open may be open in any state that is not the end.
    const anywhere = [...workflow.tasks.values()].some((task) => task.of.includes(role))
    const states = [...workflow.states.values()].filter((state) => (anywhere && state.source.final !== true) || state.tasks.some((task) => task.of.includes(role)))
    return states.map((state) => ({ ...version, state: state.id }))
  })
  return filingsBelow(context.trx, viewerOf(person), person.role, stages)
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
