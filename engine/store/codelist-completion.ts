// That a unit has completed a codelist of its own for a period. A row that has not been reopened says so.
import type { Which } from './codelist.ts'
import { newId } from './new-id.ts'
import { prepared, type Transaction } from './transaction.ts'

export type Completion = {
  /** `pack/id` of the codelist. */
  readonly reference: string
  readonly periodId: string
  readonly periodTitle: string
  readonly at: Date
  readonly login: string
  readonly name: string
}

/** Those of the unit that stand, for periods that are open. */
export async function completionsOf(trx: Transaction, unitId: string): Promise<Completion[]> {
  const { rows } = await trx.raw<{ rows: Completion[] }>(
    `select c.pack_id || '/' || c.codelist_id as reference, c.period_id as "periodId", p.title as "periodTitle", c.at, a.login, a.name
     from codelist_completion c join period p on p.id = c.period_id join account a on a.id = c.by_account
     where c.unit_id = ? and c.reopened_at is null and p.locked_at is null`, [unitId],
  )
  return rows
}

/** Of these codelists (`pack/id`) those that stand complete for the period. */
export async function completeAmong(trx: Transaction, unitId: string, periodId: string, references: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await trx.ask<{ reference: string }>(prepared(
    'complete-among',
    `select pack_id || '/' || codelist_id as reference from codelist_completion
     where unit_id = :unitId and period_id = :periodId and reopened_at is null and pack_id || '/' || codelist_id = any(:references::text[])`,
    { unitId, periodId, references: [...references] },
  ))
  return new Set(rows.map((row) => row.reference))
}

/** Throws the problem `already-exists` (through the constraint) where it stands complete. */
export async function addCompletion(trx: Transaction, { packId, codelistId, unitId }: Which, periodId: string, by: string, now: Date): Promise<void> {
  await trx.raw(
    `insert into codelist_completion (id, pack_id, codelist_id, unit_id, period_id, at, by_account) values (:id, :packId, :codelistId, :unitId, :periodId, :now, :by)`,
    { id: newId(now), packId, codelistId, unitId, periodId, by, now },
  )
}

/** False where it does not stand complete. */
export async function endCompletion(trx: Transaction, { packId, codelistId, unitId }: Which, periodId: string, by: string, now: Date): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `update codelist_completion set reopened_at = :now, reopened_by = :by
     where pack_id = :packId and codelist_id = :codelistId and unit_id = :unitId and period_id = :periodId and reopened_at is null`,
    { packId, codelistId, unitId, periodId, by, now },
  )
  return rowCount > 0
}
