// The periods of one kind and, of the units that are asked for, the seal of a form in each: what counts, or what is approved.
import type { Transaction } from './database.ts'

export type SeriesPeriod = { readonly id: string; readonly title: string; readonly year: number; readonly dataTo: Readonly<Record<string, string>> }

/** Oldest first. */
export async function periodsLike(trx: Transaction, periodId: string): Promise<SeriesPeriod[]> {
  const { rows } = await trx.raw<{ rows: SeriesPeriod[] }>(
    `select p.id, p.title, p.year, p.data_to as "dataTo" from period p join period this on this.pack_id = p.pack_id and this.kind = p.kind
     where this.id = ? order by p.year, p.number`, [periodId],
  )
  return rows
}

export type SealAt = { readonly periodId: string; readonly unit: string; readonly sealId: string }

/** `approved`: also what has been approved and does not count yet. */
export async function sealsOf(trx: Transaction, wanted: { packId: string; formId: string; periods: readonly string[]; units: readonly string[]; approved: boolean }): Promise<SealAt[]> {
  const { rows } = await trx.raw<{ rows: SealAt[] }>(
    `select f.period_id as "periodId", u.code as unit, case when :approved then coalesce(f.counted_seal_id, f.seal_id) else f.counted_seal_id end as "sealId"
     from filing f join unit u on u.id = f.unit_id
     where f.period_id = any(:periods) and f.pack_id = :packId and f.form_id = :formId and u.code = any(:units)
       and (f.counted_seal_id is not null or (:approved and f.seal_id is not null))`,
    { ...wanted, periods: [...wanted.periods], units: [...wanted.units] },
  )
  return rows
}
