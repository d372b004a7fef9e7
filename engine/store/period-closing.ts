// Closing a locked period: which of its reports are unfinished, what the lock makes of them, and the batches that move
// them. The lock itself is one row (store/period.ts); what is said here of a period holds from its commit on.
import { Period } from './period.ts'
import type { Transaction } from './database.ts'
import type { FilingLine } from './filing-line.ts'

/** A state of a workflow in which a report is unfinished, and the one that it comes to when its period is locked. */
export type Closes = { readonly workflowPack: string; readonly workflowId: string; readonly workflowVersion: number; readonly state: string; readonly becomes: string }

/** Tables and condition of what is unfinished among `f`; bindings by `boundTo`. */
export const unfinished = `unnest(:packs::text[], :ids::text[], :versions::int[], :states::text[]) as w (pack, id, version, state)`
export const isUnfinished = `f.workflow_pack = w.pack and f.workflow_id = w.id and f.workflow_version = w.version and f.state = w.state`

export function boundTo(closes: readonly Closes[]): { packs: string[]; ids: string[]; versions: number[]; states: string[] } {
  return {
    packs: closes.map((one) => one.workflowPack), ids: closes.map((one) => one.workflowId),
    versions: closes.map((one) => one.workflowVersion), states: closes.map((one) => one.state),
  }
}

/** How many reports are unfinished, and a hash of which ones: another one or one less is another hash, another state is not. */
export async function unfinishedOf(trx: Transaction, periodId: string, closes: readonly Closes[]): Promise<{ count: number; hash: string }> {
  const { rows } = await trx.raw<{ rows: { count: number; hash: string | null }[] }>(
    `select count(*)::int as count, encode(sha256(string_agg(uuid_send(f.id), ''::bytea order by f.id)), 'hex') as hash
     from filing f join ${unfinished} on ${isUnfinished} where f.period_id = :periodId`, { periodId, ...boundTo(closes) },
  )
  return { count: rows[0]?.count ?? 0, hash: rows[0]?.hash ?? '' }
}

/** Of a form, how many of a period are in a state. */
export type StateCount = Omit<Closes, 'becomes'> & { readonly periodId: string; readonly packId: string; readonly formId: string; readonly formVersion: number; readonly formCode: string; readonly formTitle: string; readonly count: number }

/** Every state as it is read: what a lock has not moved yet counts as moved. */
export async function stateCounts(trx: Transaction, periodIds: readonly string[]): Promise<StateCount[]> {
  const { rows } = await trx.raw<{ rows: StateCount[] }>(
    `select g.*, v.code as "formCode", v.title as "formTitle" from (
       select f.period_id as "periodId", f.pack_id as "packId", f.form_id as "formId", f.form_version as "formVersion",
              f.workflow_pack as "workflowPack", f.workflow_id as "workflowId", f.workflow_version as "workflowVersion",
              coalesce(c.becomes, f.state) as state, count(*)::int as count
       from filing f left join closing_state c on c.period_id = f.period_id and c.state = f.state
         and c.workflow_pack = f.workflow_pack and c.workflow_id = f.workflow_id and c.workflow_version = f.workflow_version
       where f.period_id = any(:periodIds::uuid[])
       group by 1, 2, 3, 4, 5, 6, 7, 8
     ) g join form_version v on v.pack_id = g."packId" and v.form_id = g."formId" and v.version = g."formVersion"
     order by v.code, g."packId", g."formId"`, { periodIds: [...periodIds] },
  )
  return rows
}

/** Who has not finished what: names and states, never figures. */
export type UnfinishedLine = Omit<Closes, 'becomes'> &
  Pick<FilingLine, 'id' | 'packId' | 'formId' | 'formVersion' | 'formCode' | 'formTitle' | 'unitId' | 'unitCode' | 'unitName' | 'unitKind' | 'parentName' | 'dueOn'>

/** In the order of forms and units, those after one of them. */
export async function unfinishedLines(trx: Transaction, periodId: string, closes: readonly Closes[], { after, limit }: { after?: string | undefined; limit: number }): Promise<UnfinishedLine[]> {
  const { rows } = await trx.raw<{ rows: UnfinishedLine[] }>(
    `select f.id, f.pack_id as "packId", f.form_id as "formId", f.form_version as "formVersion", v.code as "formCode", v.title as "formTitle",
            f.workflow_pack as "workflowPack", f.workflow_id as "workflowId", f.workflow_version as "workflowVersion", f.state,
            u.id as "unitId", u.code as "unitCode", f.unit_name as "unitName", u.kind as "unitKind", a.name as "parentName", f.due_on as "dueOn"
     from filing f join ${unfinished} on ${isUnfinished}
     join period p on p.id = f.period_id and p.locked_at is null
     join form_version v on v.pack_id = f.pack_id and v.form_id = f.form_id and v.version = f.form_version
     join unit u on u.id = f.unit_id
     left join unit a on a.id = f.parent_id
     where f.period_id = :periodId ${after === undefined ? '' : `and (v.code, u.code, f.id) > (
       select lv.code, lu.code, l.id from filing l join unit lu on lu.id = l.unit_id
       join form_version lv on lv.pack_id = l.pack_id and lv.form_id = l.form_id and lv.version = l.form_version where l.id = :after)`}
     order by v.code, u.code, f.id limit :limit`, { periodId, after: after ?? null, limit, ...boundTo(closes) },
  )
  return rows
}

/** Locks a period that is held (holdPeriod). From this commit on nothing in it is written, and its unfinished reports are read as closed. */
export async function lockPeriod(trx: Transaction, id: string, { count, closes }: { count: number; closes: readonly Closes[] }, now: Date): Promise<void> {
  await Period.query(trx.builder).patch({ lockedAt: now, unfinished: count }).where({ id }).whereNull('locked_at')
  await trx.raw(
    `insert into closing_state (period_id, workflow_pack, workflow_id, workflow_version, state, becomes)
     select :id, w.pack, w.id, w.version, w.state, w.becomes
     from unnest(:packs::text[], :ids::text[], :versions::int[], :states::text[], :becomes::text[]) as w (pack, id, version, state, becomes)
     on conflict do nothing`, { id, ...boundTo(closes), becomes: closes.map((one) => one.becomes) },
  )
}

/** Periods that are locked and still have something to move, the first one locked first. */
export async function closingPeriods(trx: Transaction): Promise<string[]> {
  const rows = await Period.query(trx.builder).select('id').whereNotNull('locked_at').whereNull('closed_at').orderBy('locked_at')
  return rows.map((one) => one.id)
}

/**
 * Moves so many unfinished reports; returns how many it moved. One worker at a time: a second one waits and goes on behind
 * it. They are dated by the lock, so that it makes no difference when the worker came.
 */
export async function moveUnfinished(trx: Transaction, periodId: string, limit: number): Promise<number> {
  await trx.raw('select 1 from period where id = ? for no key update', [periodId])
  const { rows } = await trx.raw<{ rows: { moved: number }[] }>(
    `with chosen as (
       select f.id, c.becomes from filing f join closing_state c on c.period_id = f.period_id and c.state = f.state
         and c.workflow_pack = f.workflow_pack and c.workflow_id = f.workflow_id and c.workflow_version = f.workflow_version
       where f.period_id = :periodId order by f.id limit :limit for no key update of f
     ), moved as (
       update filing f set state = chosen.becomes, revision = f.revision + 1, updated_at = p.locked_at
       from chosen, period p where f.id = chosen.id and p.id = f.period_id
       returning f.id
     ), counted as (
       update period set moved = period.moved + (select count(*) from moved) where id = :periodId
     )
     select count(*)::int as moved from moved`, { periodId, limit },
  )
  return rows[0]?.moved ?? 0
}

export async function endClosing(trx: Transaction, periodId: string, now: Date): Promise<void> {
  await trx.raw('delete from closing_state where period_id = ?', [periodId])
  await Period.query(trx.builder).patch({ closedAt: now }).where({ id: periodId })
}

export const periodTask = 'periods'

/** Wakes the worker; many calls make one run. */
export async function wakePeriods(trx: Transaction): Promise<void> {
  await trx.raw(`select graphile_worker.add_job(?, '{}'::json, job_key := ?)`, [periodTask, periodTask])
}
