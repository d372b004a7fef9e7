// What is asked of whom, until when: the tasks of the state that a filing is in, and those that acts have opened and not
// closed. Tasks are read from what has happened, like clocks; none is kept anywhere.
import { dayNumber, dayOf, dayText, type WorkingDays } from '../calendar.ts'
import { inOrder, type ClockReading, type Happening } from './clock.ts'
import type { Task, Workflow } from './compile.ts'

export type OpenTask = {
  readonly id: string
  readonly asks: string
  readonly of: readonly string[]
  /** Last day; null where none is set. */
  readonly due: string | null
}

export type Situation = {
  readonly state: string
  readonly happenings: readonly Happening[]
  readonly clocks: ReadonlyMap<string, ClockReading>
  readonly dueOn: string | null
}

export function openTasks(workflow: Workflow, situation: Situation, days: WorkingDays): OpenTask[] {
  const { state, dueOn } = situation
  const happened = inOrder(situation.happenings)
  const asked = workflow.states.get(state)?.tasks ?? []
  // A save may have led to the state, unseen: then the day counts on which the filing last came to where it could be saved.
  const entered = enteredOn(happened, state)
  return [...asked.map((task) => ({ task, since: entered })), ...loose(workflow, happened, state)].map(({ task, since }) => ({
    id: task.id, asks: task.asks, of: task.of, due: dueOf(task, since, situation.clocks, dueOn, days),
  }))
}

/** The day on which the filing came to its state, whatever happened within it since. */
function enteredOn(happened: readonly Happening[], state: string): string | null {
  let since: Happening | undefined
  for (const one of happened.toReversed()) {
    if (since !== undefined && one.to !== state) break
    since = one
  }
  return since === undefined ? null : dayOf(since.at)
}

function loose(workflow: Workflow, happened: readonly Happening[], state: string): { task: Task; since: string | null }[] {
  if (workflow.tasks.size === 0 || workflow.states.get(state)?.source.final === true) return []
  const open = new Map<string, string>()
  for (const { action, at, clock } of happened) {
    const done = action === null ? undefined : workflow.actions.get(action)
    for (const task of workflow.tasks.values()) if (action !== null && task.doneBy.has(action)) open.delete(task.id)
    const effects = done?.effects ?? (clock === null || clock === undefined ? [] : (workflow.clocks.get(clock)?.expiry.effects ?? []))
    for (const { name, about: [id = ''] } of effects) {
      if (name === 'open-task') open.set(id, dayOf(at))
      else if (name === 'close-task') open.delete(id)
    }
  }
  return [...open].flatMap(([id, since]) => {
    const task = workflow.tasks.get(id)
    return task === undefined ? [] : [{ task, since }]
  })
}

function dueOf({ limit }: Task, since: string | null, clocks: ReadonlyMap<string, ClockReading>, dueOn: string | null, days: WorkingDays): string | null {
  if (limit === undefined || limit.until !== undefined) return dueOn
  if (limit.clock !== undefined) return clocks.get(limit.clock)?.due ?? null
  if (since === null) return null
  const from = dayNumber(since)
  if (limit.days !== undefined) return dayText(days.add(from + limit.days - 1, 1))
  return dayText(days.add(days.add(from, limit['working-days'] ?? 0) - 1, 1))
}
