// Jobs: the name of a task and the action it performs. A job that fails is tried again later by the queue.
import { randomUUID } from 'node:crypto'
import type { Caller, Parts } from '../actions/action.ts'
import { carryOutClocks, readDueClocks, type CarriedOut } from '../actions/carry-out-clocks.ts'
import { moveBatch, readClosing, type Moved } from '../actions/close-period.ts'
import { perform } from '../actions/perform.ts'
import { giveDueNotice, readDueNotices, type Notice } from '../actions/period-notices.ts'
import { readMarks, rollUpFiling, type RolledUp } from '../actions/roll-up-filing.ts'
import { readDueMail, sendMail, type SentMail } from '../actions/send-mail.ts'
import { sweep } from '../actions/sweep.ts'

export type Task = (parts: Parts) => Promise<void>

const caller = (name: string, requestId: string = randomUUID()): Caller => ({ actor: { kind: 'system', name }, requestId, address: '' })

export const tasks: Readonly<Record<string, Task>> = {
  'roll-up': async (parts) => {
    await workOffMarks(parts)
  },
  clocks: async (parts) => {
    await workOffClocks(parts)
  },
  periods: async (parts) => {
    await workOffClosings(parts)
    await giveNotices(parts)
  },
  mail: async (parts) => {
    const failed = (await workOffMail(parts)).filter((one) => one.failed !== null)
    if (failed.length > 0) throw new Error(`${failed.length} mails could not be sent and are tried again later, the first because: ${failed[0]?.failed}`)
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

/**
 * Carries out what clocks have brought about by now, a filing at a time, until nothing is due. One that fails does not
 * hold up the others; the job fails with it in the end, so that it is tried again.
 */
export async function workOffClocks(parts: Parts): Promise<CarriedOut[]> {
  const done: CarriedOut[] = []
  const failed = new Map<string, unknown>()
  for (;;) {
    const due = (await perform(readDueClocks, undefined, caller('clocks'), parts)).filter((id) => !failed.has(id))
    if (due.length === 0) break
    for (const id of due) {
      await perform(carryOutClocks, { id }, caller('clocks'), parts).then((one) => done.push(one), (error: unknown) => failed.set(id, error))
    }
  }
  if (failed.size > 0) throw new AggregateError(failed.values(), `The clocks of ${failed.size} filings could not be carried out: ${[...failed.keys()].slice(0, 20).join(', ')}`)
  return done
}

/** Moves what locks have left unfinished, a batch at a time, until nothing is left. `limit`: of a batch. */
export async function workOffClosings(parts: Parts, limit?: number): Promise<Moved[]> {
  const done: Moved[] = []
  for (const id of await perform(readClosing, undefined, caller('periods'), parts)) {
    for (let over = false; !over; over = done.at(-1)?.over === true) {
      done.push(await perform(moveBatch, { id, ...(limit === undefined ? {} : { limit }) }, caller('periods'), parts))
    }
  }
  return done
}

/** Gives the notices about periods that have come due. */
export async function giveNotices(parts: Parts): Promise<Notice[]> {
  const due = await perform(readDueNotices, undefined, caller('periods'), parts)
  for (const one of due) await perform(giveDueNotice, one, caller('periods'), parts)
  return due
}

/** Sends what is owed by now, one mail a person. A server that does not answer is not asked again for everybody. */
export async function workOffMail(parts: Parts): Promise<SentMail[]> {
  const done: SentMail[] = []
  for (;;) {
    const accounts = await perform(readDueMail, undefined, caller('mail'), parts)
    if (accounts.length === 0) return done
    for (const account of accounts) {
      const sent = await perform(sendMail, { account }, caller('mail'), parts)
      done.push(sent)
      if (sent.failed !== null && done.slice(-most).length === most && done.slice(-most).every((one) => one.failed !== null)) return done
    }
  }
}

/** So many in a row, and the rest waits for the next run. */
const most = 5
