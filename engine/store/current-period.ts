// The period that work goes on in now: of the open ones (one per cycle) the one that was opened last.
import type { PeriodRef } from '../core/contract/shapes.ts'
import type { Transaction } from './database.ts'

export async function currentPeriod(trx: Transaction): Promise<PeriodRef | null> {
  const { rows } = await trx.raw<{ rows: PeriodRef[] }>(
    `select id, title, kind, year, data_from::text as "dataFrom", false as locked
     from period where locked_at is null order by opened_at desc, id desc limit 1`,
  )
  return rows[0] ?? null
}
