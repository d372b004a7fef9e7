// Filings: the working record with everything a door needs to know about it, and the one predicate that says whose
// filings a person may see (role × unit subtree × state). Every query that reads filings goes through it.
import type { WireValue } from '../core/contract/shapes.ts'
import type { FilingLine } from './filing-line.ts'
import { cellsLiteral, textsLiteral, type StoredRecord, type StoredRow } from './record.ts'
import { prepared, type Transaction } from './transaction.ts'

export type { FilingLine } from './filing-line.ts'

/** Who looks: the person's unit with those that have ended and whose place it takes, and how far below or beyond them the role sees. */
export type Viewer = { readonly units: string[]; readonly readsBelow: boolean; readonly readsApproved: boolean }

/**
 * SQL condition on `f` (filing). Lines of other units are seen by their receiver and, where the role reads below, by every
 * unit above; what is in them is read from seals only (actions/read-filing.ts).
 */
export const inScope = `(
  f.unit_id = any(:units::uuid[])
  or f.receiver_id = any(:units::uuid[])
  or f.copy_to && :units::uuid[]
  or :readsApproved
  or (:readsBelow and exists (select 1 from unit_ancestor s where s.unit_id = f.unit_id and s.ancestor_id = any(:units::uuid[])))
)`

/** SQL: the unit that `upper.<role>` means for `f`, which is the nearest one above with an account of the role. */
export function nearestAbove(role: string): string {
  return `(
    select s.ancestor_id from unit_ancestor s
    where s.unit_id = f.unit_id and s.depth > 0
      and exists (select 1 from account x where x.unit_id = s.ancestor_id and x.role = ${role} and x.revoked_at is null)
    order by s.depth limit 1)`
}

/** Columns and tables of a line, for every query that reads lines. What a lock has not moved yet is read as if it had been. */
export const lineColumns = `
  f.id, f.pack_id as "packId", f.form_id as "formId", f.form_version as "formVersion", v.code as "formCode", v.title as "formTitle",
  f.workflow_pack as "workflowPack", f.workflow_id as "workflowId", f.workflow_version as "workflowVersion",
  f.unit_id as "unitId", u.code as "unitCode", f.unit_name as "unitName", u.kind as "unitKind", a.name as "parentName",
  f.receiver_id as "receiverId", r.code as "receiverCode", r.name as "receiverName", r.kind as "receiverKind",
  p.id as "periodId", p.title as "periodTitle", p.kind as "periodKind", p.year as "periodYear", p.data_from as "periodFrom",
  p.locked_at is not null as "periodLocked",
  coalesce(closing.becomes, f.state) as state, f.revision, f.due_on as "dueOn", f.data_to as "dataTo", f.on_behalf as "onBehalf", f.needs_checker as "needsChecker",
  f.stale_since as "staleSince", f.updated_at as "updatedAt", f.sent_at as "sentAt", f.seal_id as "sealId", f.counted_seal_id as "countedSealId"`

export const lineTables = `
  filing f
  join form_version v on v.pack_id = f.pack_id and v.form_id = f.form_id and v.version = f.form_version
  join unit u on u.id = f.unit_id
  left join unit a on a.id = f.parent_id
  left join unit r on r.id = f.receiver_id
  join period p on p.id = f.period_id
  left join closing_state closing on closing.period_id = f.period_id and closing.state = f.state
    and closing.workflow_pack = f.workflow_pack and closing.workflow_id = f.workflow_id and closing.workflow_version = f.workflow_version`

export type FilingTexts = {
  readonly cells?: Readonly<Record<string, string>>
  readonly explanation?: string
  readonly reasons?: Readonly<Record<string, string>>
  readonly paper?: { readonly number: string; readonly date: string }
  /** What fills itself in has been written; see actions/prefill-filing.ts. */
  readonly prefilled?: true
}

export type FilingRow = FilingLine & { readonly cells: (number | null)[]; readonly texts: FilingTexts }

/** Own filings, those that other units send here, or those sent elsewhere of which this unit gets a copy. */
export type Box = 'own' | 'received' | 'copied'

const ofBox: Readonly<Record<Box, string>> = {
  own: 'f.unit_id = any(:units::uuid[])',
  received: 'f.receiver_id = any(:units::uuid[])',
  copied: 'f.copy_to && :units::uuid[] and f.sent_at is not null',
}

/** A box of the viewer's unit, of one period or of all. */
export async function listFilings(trx: Transaction, viewer: Viewer, box: Box, periodId?: string): Promise<FilingLine[]> {
  const { rows } = await trx.raw<{ rows: FilingLine[] }>(
    `select ${lineColumns} from ${lineTables}
     where ${inScope} and ${ofBox[box]}
       ${periodId === undefined ? '' : 'and f.period_id = :periodId'}
     order by p.opened_at desc, v.code, u.code`,
    { ...viewer, periodId: periodId ?? null },
  )
  return rows
}

/** A state of a workflow. */
export type Stage = { readonly workflowPack: string; readonly workflowId: string; readonly workflowVersion: number; readonly state: string }

/** Filings of open periods that stand at one of the stages and whose `upper.<role>` is of the viewer's unit. */
export async function filingsBelow(trx: Transaction, viewer: Viewer, role: string, stages: readonly Stage[]): Promise<FilingLine[]> {
  if (stages.length === 0) return []
  const { rows } = await trx.raw<{ rows: FilingLine[] }>(
    `select ${lineColumns} from ${lineTables}
     join unnest(:packs::text[], :ids::text[], :versions::int[], :states::text[]) as w (pack, id, version, state)
       on w.pack = f.workflow_pack and w.id = f.workflow_id and w.version = f.workflow_version and w.state = f.state
     where ${inScope} and p.locked_at is null
       and f.unit_id in (select unit_id from unit_ancestor where ancestor_id = any(:units::uuid[]) and depth > 0)
       and ${nearestAbove(':role')} = any(:units::uuid[])`,
    {
      ...viewer, role,
      packs: stages.map((one) => one.workflowPack), ids: stages.map((one) => one.workflowId),
      versions: stages.map((one) => one.workflowVersion), states: stages.map((one) => one.state),
    },
  )
  return rows
}

/** The line of a filing within the viewer's scope. */
export async function findFiling(trx: Transaction, viewer: Viewer, id: string): Promise<FilingRow | undefined> {
  const { rows } = await trx.ask<FilingRow>(prepared(
    'find-filing', `select ${lineColumns}, f.cells, f.texts from ${lineTables} where ${inScope} and f.id = :id`, { ...viewer, id },
  ))
  return rows[0]
}

/**
 * Takes the filing for a change: shared lock on its period, row lock on itself. Undefined outside of the scope. The row
 * lock lets foreign keys through, so that a mark for the roll-up that is under way below does not hold up work here.
 */
export async function lockFiling(trx: Transaction, viewer: Viewer, id: string): Promise<FilingRow | undefined> {
  holdPeriod(trx, id)
  const { rows } = await trx.ask<FilingRow>(prepared(
    'lock-filing', `select ${lineColumns}, f.cells, f.texts from ${lineTables} where ${inScope} and f.id = :id for no key update of f`, { ...viewer, id },
  ))
  return rows[0]
}

/** What saving reads: nothing that is only shown, so neither form nor units are joined on the hottest path. */
export type WorkingFiling = Pick<
  FilingRow,
  | 'id' | 'packId' | 'formId' | 'formVersion' | 'workflowPack' | 'workflowId' | 'workflowVersion' | 'unitId' | 'receiverId'
  | 'periodId' | 'periodLocked' | 'state' | 'revision' | 'dataTo' | 'onBehalf' | 'cells' | 'texts'
>

/** As lockFiling, for a save. */
export async function lockForSave(trx: Transaction, viewer: Viewer, id: string): Promise<WorkingFiling | undefined> {
  holdPeriod(trx, id)
  const { rows } = await trx.ask<WorkingFiling>(prepared(
    'lock-for-save',
    `select f.id, f.pack_id as "packId", f.form_id as "formId", f.form_version as "formVersion", f.workflow_pack as "workflowPack",
            f.workflow_id as "workflowId", f.workflow_version as "workflowVersion", f.unit_id as "unitId", f.receiver_id as "receiverId",
            f.period_id as "periodId", p.locked_at is not null as "periodLocked", f.state, f.revision, f.data_to as "dataTo", f.on_behalf as "onBehalf", f.cells, f.texts
     from filing f join period p on p.id = f.period_id
     where ${inScope} and f.id = :id for no key update of f`,
    { ...viewer, id },
  ))
  return rows[0]
}

/**
 * Shared with other saves; whoever locks the period waits for it, and is waited for. A statement of its own before the one
 * that reads the filing, which therefore sees whatever was committed while this one waited.
 */
function holdPeriod(trx: Transaction, id: string): void {
  trx.send(prepared('hold-period', 'select pg_advisory_xact_lock_shared(hashtextextended(period_id::text, 0)) from filing where id = :id', { id }))
}

/** For jobs: no scope. */
export const everything: Viewer = { units: [], readsBelow: false, readsApproved: true }

export async function readRows(trx: Transaction, filingId: string): Promise<StoredRow[]> {
  const { rows } = await trx.ask<StoredRow>(prepared(
    'read-rows',
    'select table_id as "table", row_key as key, title, cells from filing_row where filing_id = :filingId order by table_id, position, title collate "vi-x-icu", row_key',
    { filingId },
  ))
  return rows
}

export async function recordOf(trx: Transaction, filing: WorkingFiling, hasUnitRows: boolean): Promise<StoredRecord> {
  return { cells: filing.cells, texts: filing.texts.cells ?? {}, rows: hasUnitRows ? await readRows(trx, filing.id) : [] }
}

export type Write = {
  readonly id: string
  /** The revision that the filing was locked at. */
  readonly revision: number
  readonly state: string
  readonly record: StoredRecord
  readonly texts: FilingTexts
  readonly by: string | null
  readonly change: { readonly addresses: readonly string[]; readonly before: readonly WireValue[]; readonly after: readonly WireValue[] }
}

/**
 * Writes a record with its history in one statement; returns the new revision, which nobody else can take while the filing
 * is locked. If it were not the next one, the history would have no revision, and the database refuses such a row.
 */
export function writeRecord(trx: Transaction, write: Write, now: Date): number {
  trx.send(prepared(
    'write-record',
    `with written as (
       update filing set cells = :cells::int8[], texts = :texts::jsonb, state = :state, revision = revision + 1,
              updated_at = case when :by::uuid is null then updated_at else :now end, entered_by = coalesce(:by, entered_by)
       where id = :id and revision = :revision
       returning revision
     )
     insert into filing_change (filing_id, revision, at, by_account, addresses, before, after)
     values (:id, (select revision from written), :now, :by, :addresses::text[], :before::text[], :after::text[])`,
    {
      id: write.id,
      revision: write.revision,
      cells: cellsLiteral(write.record.cells),
      texts: JSON.stringify({ ...write.texts, cells: write.record.texts }),
      state: write.state,
      by: write.by,
      addresses: textsLiteral(write.change.addresses),
      before: textsLiteral(write.change.before),
      after: textsLiteral(write.change.after),
      now,
    },
  ))
  return write.revision + 1
}

/** Makes the stored rows per unit those of the record. */
export function writeRows(trx: Transaction, filingId: string, rows: readonly StoredRow[]): void {
  trx.send(prepared(
    'drop-rows',
    `delete from filing_row where filing_id = :filingId
       and not exists (select 1 from unnest(:tables::text[], :keys::text[]) as kept (t, k) where kept.t = table_id and kept.k = row_key)`,
    { filingId, tables: rows.map((row) => row.table), keys: rows.map((row) => row.key) },
  ))
  if (rows.length === 0) return
  trx.send(prepared(
    'write-rows',
    `insert into filing_row (filing_id, table_id, row_key, title, cells, position)
     select :filingId, t, k, title, cells::int8[], position
     from unnest(:tables::text[], :keys::text[], :titles::text[], :cells::text[], :positions::int[]) as row (t, k, title, cells, position)
     on conflict on constraint filing_row_key do update set title = excluded.title, cells = excluded.cells, position = excluded.position
     where filing_row.cells is distinct from excluded.cells or filing_row.title is distinct from excluded.title or filing_row.position <> excluded.position`,
    {
      filingId,
      tables: rows.map((row) => row.table),
      keys: rows.map((row) => row.key),
      titles: rows.map((row) => row.title),
      cells: rows.map((row) => cellsLiteral(row.cells)),
      positions: rows.map((row) => row.position ?? 0),
    },
  ))
}

/** Moves a filing to a state; every act is a revision, so that a page that did not see it is told. */
export async function moveFiling(
  trx: Transaction, id: string,
  to: { state: string; sealId?: string; sentAt?: Date; countedSealId?: string; texts?: FilingTexts },
  now: Date,
): Promise<number> {
  const { rows } = await trx.raw<{ rows: { revision: number }[] }>(
    `update filing set state = :state, revision = revision + 1, updated_at = :now,
            seal_id = coalesce(:sealId, seal_id), sent_at = coalesce(:sentAt, sent_at),
            counted_seal_id = coalesce(:countedSealId, counted_seal_id), texts = coalesce(:texts::jsonb, texts)
     where id = :id returning revision`,
    {
      id, state: to.state, now,
      sealId: to.sealId ?? null,
      sentAt: to.sentAt ?? null,
      countedSealId: to.countedSealId ?? null,
      texts: to.texts === undefined ? null : JSON.stringify(to.texts),
    },
  )
  return rows[0]?.revision as number
}

export async function markStale(trx: Transaction, id: string, since: Date | null): Promise<void> {
  await trx.raw('update filing set stale_since = case when ?::timestamptz is null then null else coalesce(stale_since, ?) end where id = ?', [since, since, id])
}

/** Lower filings that a receiver's form takes in: expected ones, in or not. */
export async function lowerFilings(
  trx: Transaction, upper: { periodId: string; unitId: string }, sources: readonly { pack: string; id: string }[],
): Promise<FilingLine[]> {
  const { rows } = await trx.raw<{ rows: FilingLine[] }>(
    `select ${lineColumns} from ${lineTables}
     join unnest(:packs::text[], :forms::text[]) as source (pack, form) on source.pack = f.pack_id and source.form = f.form_id
     where f.period_id = :periodId and f.receiver_id = :unitId
     order by f.unit_name collate "vi-x-icu", u.code`,
    { ...upper, packs: sources.map((one) => one.pack), forms: sources.map((one) => one.id) },
  )
  return rows
}

/** Filings of the receiving unit in the same period: those whose forms take this one in are found by their definitions. */
export async function filingsOfUnit(trx: Transaction, periodId: string, unitId: string): Promise<FilingLine[]> {
  const { rows } = await trx.raw<{ rows: FilingLine[] }>(
    `select ${lineColumns} from ${lineTables} where f.period_id = :periodId and f.unit_id = :unitId`, { periodId, unitId },
  )
  return rows
}

export type NewFiling = {
  id: string
  packId: string
  formId: string
  formVersion: number
  workflowPack: string
  workflowId: string
  workflowVersion: number
  unitId: string
  unitName: string
  parentId: string | null
  receiverId: string | null
  /** Units that may read what has been sent, beside the receiver. */
  copyTo: string[] | null
  onBehalf: boolean
  needsChecker: boolean
  dueOn: string | null
  dataTo: string
  state: string
}

/** As many as the text of one statement is to hold. */
const atOnce = 5000

/** The obligations of a period. */
export async function addFilings(trx: Transaction, periodId: string, filings: readonly NewFiling[]): Promise<void> {
  for (let from = 0; from < filings.length; from += atOnce) await addSome(trx, periodId, filings.slice(from, from + atOnce))
}

async function addSome(trx: Transaction, periodId: string, filings: readonly NewFiling[]): Promise<void> {
  await trx.raw(
    `insert into filing (id, pack_id, form_id, form_version, workflow_pack, workflow_id, workflow_version, period_id, unit_id, unit_name,
                         parent_id, receiver_id, copy_to, on_behalf, needs_checker, due_on, data_to, state)
     select n.id, n."packId", n."formId", n."formVersion", n."workflowPack", n."workflowId", n."workflowVersion", :periodId, n."unitId", n."unitName",
            n."parentId", n."receiverId", n."copyTo", n."onBehalf", n."needsChecker", n."dueOn", n."dataTo", n.state
     from jsonb_to_recordset(:filings::jsonb) as n (
       id uuid, "packId" text, "formId" text, "formVersion" int, "workflowPack" text, "workflowId" text, "workflowVersion" int, "unitId" uuid,
       "unitName" text, "parentId" uuid, "receiverId" uuid, "copyTo" uuid[], "onBehalf" boolean, "needsChecker" boolean, "dueOn" date, "dataTo" date, state text)`,
    { periodId, filings: JSON.stringify(filings) },
  )
}

/** The earliest day on which a report of the period is due. */
export async function firstDueDay(trx: Transaction, periodId: string): Promise<string | undefined> {
  const { rows } = await trx.raw<{ rows: { day: string | null }[] }>('select min(due_on) as day from filing where period_id = ?', [periodId])
  return rows[0]?.day ?? undefined
}

/** Is any report copied to one of these units? */
export async function getsCopies(trx: Transaction, units: readonly string[]): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { yes: boolean }[] }>('select exists (select 1 from filing where copy_to && ?::uuid[]) as yes', [[...units]])
  return rows[0]?.yes === true
}

/** Does any unit send its reports to one of these? */
export async function receivesReports(trx: Transaction, units: readonly string[]): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { yes: boolean }[] }>('select exists (select 1 from filing where receiver_id = any(?::uuid[])) as yes', [[...units]])
  return rows[0]?.yes === true
}
