// Reporting periods. An opened period is a row; its lock is one column of that row, so everybody sees it at one commit.
// Saves hold a shared lock on the period while they run: locking waits for them and they find it locked afterwards.
import { Model, snakeCaseMappers } from 'objection'
import type { PeriodRef } from '../core/contract/shapes.ts'
import type { Transaction } from './database.ts'
import { newId } from './new-id.ts'

export class Period extends Model {
  static override tableName = 'period'
  static override columnNameMappers = snakeCaseMappers()
  declare id: string
  declare packId: string
  declare kind: string
  /** Null: opened on request. */
  declare cycle: string | null
  declare year: number
  /** 1, and more where a kind without a cycle is opened again in its year. */
  declare number: number
  declare title: string
  declare dataFrom: string
  declare dataTo: Record<string, string>
  declare endsOn: string
  declare openedAt: Date
  declare lockedAt: Date | null
  /** Reports that were unfinished when it was locked, and how many of them have been moved. */
  declare unfinished: number | null
  declare moved: number
  /** All of them have been. */
  declare closedAt: Date | null
}

export type NewPeriod = Pick<Period, 'packId' | 'kind' | 'cycle' | 'year' | 'number' | 'title' | 'dataFrom' | 'dataTo' | 'endsOn'>

/** Throws the problem `already-exists` (through the constraint) for a period that has been opened. */
export async function addPeriod(trx: Transaction, period: NewPeriod, now: Date): Promise<string> {
  const id = newId(now)
  await Period.query(trx.builder).insert({ ...period, id, openedAt: now })
  return id
}

export async function findPeriod(trx: Transaction, packId: string, kind: string, year: number): Promise<Period | undefined> {
  return Period.query(trx.builder).findOne({ pack_id: packId, kind, year })
}

export async function findPeriodById(trx: Transaction, id: string): Promise<Period | undefined> {
  return Period.query(trx.builder).findById(id)
}

/** Open ones first, the newest first. */
export async function newestPeriods(trx: Transaction, limit: number): Promise<Period[]> {
  return Period.query(trx.builder).orderByRaw('(locked_at is null) desc, opened_at desc, id desc').limit(limit)
}

export async function countPeriods(trx: Transaction, packId: string, kind: string, year: number): Promise<number> {
  return Period.query(trx.builder).where({ pack_id: packId, kind, year }).resultSize()
}

/** The open period of a cycle; at most one exists. */
export async function openPeriodOf(trx: Transaction, cycle: string): Promise<Period | undefined> {
  return Period.query(trx.builder).findOne({ cycle }).whereNull('locked_at')
}

/** Every period that is not locked, the oldest first. */
export async function openPeriods(trx: Transaction): Promise<Period[]> {
  return Period.query(trx.builder).whereNull('locked_at').orderBy('opened_at').orderBy('id')
}

/** The period of a cycle that was opened last: the one that is open, or else the newest. */
export async function lastPeriodOf(trx: Transaction, packId: string, cycle: string): Promise<Period | undefined> {
  return Period.query(trx.builder).where({ pack_id: packId, cycle }).orderByRaw('(locked_at is null) desc, opened_at desc, id desc').first()
}

/** The period that work goes on in now: of the open ones (one per cycle) the one that was opened last. */
export async function currentPeriod(trx: Transaction): Promise<PeriodRef | null> {
  const { rows } = await trx.raw<{ rows: PeriodRef[] }>(
    `select id, title, kind, year, data_from::text as "dataFrom", locked_at is not null as locked
     from period order by (locked_at is null) desc, opened_at desc, id desc limit 1`,
  )
  return rows[0] ?? null
}

/** One opening of a cycle at a time (of a kind, where it has none): the second one finds what the first has done. */
export async function holdCycle(trx: Transaction, cycle: string): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 1))', [cycle])
}

/** Waits for running saves, and lets those that come later wait: what is read of the period now is as it will be locked. */
export async function holdPeriod(trx: Transaction, id: string): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [id])
}

/** Workflows that a period's filings follow. */
export async function workflowsOf(trx: Transaction, periodId: string): Promise<{ packId: string; id: string; version: number }[]> {
  const { rows } = await trx.raw<{ rows: { packId: string; id: string; version: number }[] }>(
    `select distinct workflow_pack as "packId", workflow_id as id, workflow_version as version from filing where period_id = ?`, [periodId],
  )
  return rows
}

/** The period that was opened last, open or locked. */
export async function latestPeriod(trx: Transaction): Promise<Period | undefined> {
  return Period.query(trx.builder).orderBy('opened_at', 'desc').orderBy('id', 'desc').first()
}
