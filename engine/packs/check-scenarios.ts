// Runs the examples of a workflow: day by day, each act and whatever clocks bring about in between, against what is
// written. What an example does not speak of is not compared.
import { startOfDay, workingDaysOf } from '../core/calendar.ts'
import { nearest } from '../core/expression/check.ts'
import { issue, type Issue } from '../core/issue.ts'
import type { CalendarDefinition } from '../core/pack.ts'
import { act, begin, readingsOf, wait, type Terms } from '../core/workflow/course.ts'
import { listOf, type Workflow } from '../core/workflow/compile.ts'
import { openTasks } from '../core/workflow/task.ts'
import type { Facts } from '../core/workflow/facts.ts'
import type { ScenarioDefinition } from './scenario.ts'

type Scenario = ScenarioDefinition['examples'][number]
type Event = Scenario['events'][number]

/** Of a filing in which nothing is wrong and something is filled in. */
const usual: Facts = { errors: 0, unexplained: 0, filled: 1, missing: 0, needs_checker: false, on_behalf: false, stale: false, has_receiver: true, overdue: false }
const officeOpens = 8 * 3_600_000

/** Issues: workflow.unknown-action, workflow.unknown-state, workflow.unknown-clock, example.goes-back, example.nobody-acts,
 * example.wrong-state, example.refused, example.not-refused, example.wrong-clock, example.wrong-tasks. */
export function checkScenarios(definition: ScenarioDefinition, workflow: Workflow, calendar: CalendarDefinition): Issue[] {
  return definition.examples.flatMap((example, index) => checkScenario(example, workflow, calendar, `/examples/${index}`))
}

function checkScenario(example: Scenario, workflow: Workflow, calendar: CalendarDefinition, path: string): Issue[] {
  const names = example.events.flatMap((event, index) => checkNames(event, example.events[index - 1]?.day ?? example.opened, workflow, `${path}/events/${index}`))
  if (names.length > 0) return names
  const terms: Terms = { workflow, days: workingDaysOf(calendar), dueOn: example.due ?? null }
  const instant = (day: string, minute: number): Date => new Date(startOfDay(day).getTime() + officeOpens + minute * 60_000)
  let course = begin(workflow, instant(example.opened, 0))
  return example.events.flatMap((event, index) => {
    const at = `${path}/events/${index}`
    const now = instant(event.day, index + 1)
    const facts = { ...usual, ...example.facts, ...event.facts }
    const issues: Issue[] = []
    if (event.act === undefined) course = wait(terms, course, now, facts)
    else {
      const { course: after, step } = act(terms, course, now, event.act, new Set(listOf(event.by)), facts)
      course = after
      const refused = step.kind === 'refused' ? step.code : undefined
      if (refused !== undefined && event.refused === undefined) issues.push(issue('example.refused', `${at}/act`, { act: event.act, state: after.state, found: refused }))
      else if (refused !== event.refused) issues.push(issue('example.not-refused', `${at}/refused`, { act: event.act, wanted: event.refused ?? '', found: refused ?? '—' }))
    }
    if (event.state !== undefined && course.state !== event.state) issues.push(issue('example.wrong-state', `${at}/state`, { wanted: event.state, found: course.state }))
    const clocks = readingsOf(terms, course, now)
    for (const [id, wanted] of Object.entries(event.clocks ?? {})) {
      const reading = clocks.get(id)
      for (const [what, value] of Object.entries(wanted)) {
        const found = reading?.[what as keyof typeof wanted]
        if (found !== value) issues.push(issue('example.wrong-clock', `${at}/clocks/${id}/${what}`, { id, what, wanted: shown(value), found: shown(found) }))
      }
    }
    if (event.tasks !== undefined) {
      const tasks = openTasks(workflow, { state: course.state, happenings: course.happenings, clocks, dueOn: terms.dueOn }, terms.days)
      const [wanted, found] = [listed(Object.entries(event.tasks)), listed(tasks.map((one) => [one.asks, one.due]))]
      if (wanted !== found) issues.push(issue('example.wrong-tasks', `${at}/tasks`, { wanted, found }))
    }
    return issues
  })
}

function checkNames(event: Event, before: string, workflow: Workflow, path: string): Issue[] {
  const known = (code: string, name: string | undefined, names: readonly string[], at: string): Issue[] =>
    name === undefined || names.includes(name) ? [] : [issue(code, `${path}/${at}`, { name, nearest: nearest(name, names) ?? '' })]
  return [
    ...(event.day < before ? [issue('example.goes-back', `${path}/day`, { day: event.day, before })] : []),
    ...(event.act !== undefined && event.by === undefined ? [issue('example.nobody-acts', `${path}/act`, { act: event.act })] : []),
    ...known('workflow.unknown-action', event.act, [...workflow.actions.keys()], 'act'),
    ...known('workflow.unknown-state', event.state, [...workflow.states.keys()], 'state'),
    ...Object.keys(event.clocks ?? {}).flatMap((id) => known('workflow.unknown-clock', id, [...workflow.clocks.keys()], `clocks/${id}`)),
  ]
}

function listed(tasks: readonly (readonly [string, string | null])[]): string {
  return tasks.map(([asks, due]) => `${asks} (${due ?? '—'})`).sort().join(', ') || '—'
}

function shown(value: unknown): string {
  return value === null || value === undefined ? '—' : String(value)
}
