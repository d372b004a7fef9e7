// Jobs: the name of a task and the action it performs. A job that fails is tried again later by the queue.
import { randomUUID } from 'node:crypto'
import type { Caller, Parts } from '../actions/action.ts'
import { perform } from '../actions/perform.ts'
import { readMarks, rollUpFiling, type RolledUp } from '../actions/roll-up-filing.ts'
import { sweep } from '../actions/sweep.ts'

export type Task = (parts: Parts) => Promise<void>

const caller = (name: string, requestId: string = randomUUID()): Caller => ({ actor: { kind: 'system', name }, requestId, address: '' })

export const tasks: Readonly<Record<string, Task>> = {
  'roll-up': async (parts) => {
    await workOffMarks(parts)
  },
  sweep: async (parts) => {
    await perform(sweep, undefined, caller('sweep'), parts)
  },
}

/** Takes in what is marked, a filing at a time, until no mark is left. A result below may mark the filing above. */
export async function workOffMarks(parts: Parts): Promise<RolledUp[]> {
  const done: RolledUp[] = []
  for (;;) {
    const marked = await perform(readMarks, undefined, caller('roll-up'), parts)
    if (marked.length === 0) return done
    // The request that made a figure count is named in the audit of what it moved above.
    for (const { id, requestId } of marked) done.push(await perform(rollUpFiling, { id }, caller('roll-up', requestId), parts))
  }
}
