// Clocks of filings: what has happened that they are read from, and the rows that say when somebody has to look. A row is
// made from events and can be made again at any time; a worker that was killed finds it as it was.
import type { ClockReading, Happening } from '../core/workflow/clock.ts'
import type { Transaction } from './database.ts'

export const clockTask = 'clocks'

/** What has happened to filings, beginning with how they came to be. `initial`: the first state of each one's workflow. */
export async function happeningsOf(trx: Transaction, filings: readonly { id: string; initial: string }[]): Promise<Map<string, Happening[]>> {
  const { rows } = await trx.raw<{ rows: (Happening & { filingId: string })[] }>(
    `select * from (
       select f.id as "filingId", p.opened_at as at, -1 as revision, null as action, opening.initial as "to", null as clock
       from unnest(:ids::uuid[], :initial::text[]) as opening (id, initial) join filing f on f.id = opening.id join period p on p.id = f.period_id
       union all
       select e.filing_id, e.at, e.revision, e.action, e.to_state, e.clock from filing_event e where e.filing_id = any(:ids::uuid[])
     ) happening order by at, revision`,
    { ids: filings.map((one) => one.id), initial: filings.map((one) => one.initial) },
  )
  const found = new Map<string, Happening[]>(filings.map((one) => [one.id, []]))
  for (const { filingId, ...one } of rows) found.get(filingId)?.push(one)
  return found
}

export type ClockRow = {
  readonly filingId: string
  readonly clock: string
  readonly is: Exclude<ClockReading['is'], 'idle'>
  readonly started: string
  readonly due: string | null
  readonly left: number | null
  readonly lookAt: Date | null
  readonly reminded: readonly string[]
}

const columns = `filing_id as "filingId", clock, reading as "is", started_on as started, due_on as due, days_left as "left", look_at as "lookAt", reminded`

export async function clocksOf(trx: Transaction, filingIds: readonly string[]): Promise<ClockRow[]> {
  if (filingIds.length === 0) return []
  const { rows } = await trx.raw<{ rows: ClockRow[] }>(`select ${columns} from filing_clock where filing_id = any(?) order by filing_id, clock`, [[...filingIds]])
  return rows
}

export async function writeClocks(trx: Transaction, rows: readonly ClockRow[]): Promise<void> {
  if (rows.length === 0) return
  await trx.raw(
    `insert into filing_clock (filing_id, clock, reading, started_on, due_on, days_left, look_at, reminded)
     select r."filingId", r.clock, r."is", r.started, r.due, r."left", r."lookAt", r.reminded
     from jsonb_to_recordset(:rows::jsonb) as r ("filingId" uuid, clock text, "is" text, started date, due date, "left" int, "lookAt" timestamptz, reminded text[])
     on conflict on constraint filing_clock_key do update set
       reading = excluded.reading, started_on = excluded.started_on, due_on = excluded.due_on, days_left = excluded.days_left,
       look_at = excluded.look_at, reminded = excluded.reminded`,
    { rows: JSON.stringify(rows) },
  )
}

/** Filings with something to do now, the longest waiting first. */
export async function dueFilings(trx: Transaction, now: Date, limit: number): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    'select filing_id as id from filing_clock where look_at <= ? group by filing_id order by min(look_at), filing_id limit ?', [now, limit],
  )
  return rows.map((one) => one.id)
}

/** A locked period lets nothing happen any more, so its clocks stand still for good. So many at once; returns how many. */
export async function endClocks(trx: Transaction, periodId: string, limit: number): Promise<number> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `update filing_clock c set reading = 'ended', look_at = null
     from (
       select k.filing_id, k.clock from filing_clock k join filing f on f.id = k.filing_id
       where f.period_id = :periodId and k.reading <> 'ended' limit :limit for no key update of k
     ) chosen
     where c.filing_id = chosen.filing_id and c.clock = chosen.clock`, { periodId, limit },
  )
  return rowCount
}

/** Nothing will happen by itself any more. */
export async function stopLooking(trx: Transaction, filingId: string): Promise<void> {
  await trx.raw('update filing_clock set look_at = null where filing_id = ?', [filingId])
}

/** Wakes the worker; many calls make one run. */
export async function wakeClocks(trx: Transaction): Promise<void> {
  await trx.raw(`select graphile_worker.add_job(?, '{}'::json, job_key := ?)`, [clockTask, clockTask])
}
