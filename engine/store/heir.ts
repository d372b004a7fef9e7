// Who takes the place of a unit that has ended: what it was merged into, or each of the parts that it was split into. They
// finish the reports that it owed and receive those that it was to receive. A unit that lives on is finished for by nobody.
import type { Transaction } from './database.ts'
import { prepared } from './transaction.ts'

/** Makes the heirs again from what has become of units. */
export async function keepHeirs(trx: Transaction): Promise<void> {
  await trx.raw('delete from unit_heir')
  await trx.raw(
    `insert into unit_heir (unit_id, heir_id, since)
     with recursive heir (unit_id, heir_id, since) as (
       select u.id, s.to_unit, u.valid_to from unit u join unit_succession s on s.from_unit = u.id and s.on_day >= u.valid_to where s.to_unit is not null
       union
       select h.unit_id, s.to_unit, u.valid_to from heir h join unit u on u.id = h.heir_id join unit_succession s on s.from_unit = u.id and s.on_day >= u.valid_to
       where s.to_unit is not null
     )
     select unit_id, heir_id, min(since) from heir where unit_id <> heir_id group by unit_id, heir_id`,
  )
}

/** SQL: the units whose work the people of `unit` do on `day`: their own, and those that have ended and whose place it takes. */
export function unitsWorkedFor(unit: string, day: string): string {
  return `(array[${unit}] || array(select h.unit_id from unit_heir h where h.heir_id = ${unit} and h.since <= ${day}::date order by h.unit_id))`
}

/** The same, asked by itself. */
export async function unitsOfWork(trx: Transaction, unitId: string, day: string): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { units: string[] }[] }>(`select ${unitsWorkedFor(':unitId::uuid', ':day')} as units`, { unitId, day })
  return rows[0]?.units ?? [unitId]
}

/** Has it ended by the day, with others in its place? */
export async function hasHeirs(trx: Transaction, unitId: string, day: string): Promise<boolean> {
  const { rows } = await trx.ask<{ yes: boolean }>(prepared('has-heirs', 'select exists (select 1 from unit_heir where unit_id = :unitId and since <= :day::date) as yes', { unitId, day }))
  return rows[0]?.yes === true
}

/** SQL: is `worker` the unit itself, or one that takes its place on the day? */
export function worksFor(worker: string, unit: string, day: string): string {
  return `(${worker} = ${unit} or exists (select 1 from unit_heir h where h.unit_id = ${unit} and h.heir_id = ${worker} and h.since <= ${day}::date))`
}
