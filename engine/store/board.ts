// Following reports: counts by line and form, and single reports, of a unit and everything below it, in the tree as it was
// on the day of the period; so a unit that has moved since is counted once, where it stood. Every obligation is a row of
// filing, so there is nothing to keep beside it. Who may follow whom is asked of `follows`.
import type { Stage } from '../core/board.ts'
import type { SortBy, Which } from '../core/contract/board.ts'
import type { PeriodRef, UnitRef } from '../core/contract/shapes.ts'
import type { Transaction } from './database.ts'
import type { FilingLine } from './filing-line.ts'

/** What a state of a workflow means to whoever waits for the report; `returns`: it is where a return leads. */
export type StageOfState = { readonly packId: string; readonly id: string; readonly version: number; readonly state: string; readonly stage: Stage; readonly returns: boolean }

/** `unitId` null: every unit there is. `day`: on which the tree is read. */
export type Sight = { readonly unitId: string | null; readonly day: string; readonly today: string; readonly periods: readonly string[]; readonly stages: readonly StageOfState[] }

/** The tree of the day, the lines of a board in it, and which units each line stands for. */
const members = `
  tree as (
    select u.id, case when s.unit_id is null then u.parent_id else s.parent_id end as parent_id
    from unit u left join unit_state s on s.unit_id = u.id and s.valid_from <= :day and (s.valid_to is null or s.valid_to > :day)
  ),
  down (unit_id, line_id) as (
    select id, id from tree where parent_id is not distinct from :unitId::uuid
    union
    select tree.id, down.line_id from down join tree on tree.parent_id = down.unit_id
  ),
  member as (select unit_id, line_id from down union all select :unitId::uuid, :unitId::uuid where :unitId::uuid is not null)`

/** What a lock has not moved yet is read as if it had been: worked out once a state, not once a report. */
const reports = `
  given as (select * from unnest(:packs::text[], :ids::text[], :versions::int[], :states::text[], :stages::text[]) as w (pack, id, version, state, stage)),
  stage as (
    select of.period_id, w.pack, w.id, w.version, w.state, coalesce(b.state, w.state) as reads_as, coalesce(b.stage, w.stage) as stage
    from given w cross join unnest(:periods::uuid[]) as of (period_id)
    left join closing_state c on c.period_id = of.period_id and c.workflow_pack = w.pack and c.workflow_id = w.id and c.workflow_version = w.version and c.state = w.state
    left join given b on b.pack = w.pack and b.id = w.id and b.version = w.version and b.state = c.becomes
  ),
  report as (
    select f.id, f.pack_id, f.form_id, f.form_version, f.unit_id, f.unit_name, f.parent_id, f.due_on, f.sent_at, w.reads_as as state, f.workflow_pack, f.workflow_id, f.workflow_version,
           m.line_id, w.stage, w.stage in ('sent', 'received') or f.counted_seal_id is not null as is_in,
           f.due_on < coalesce((f.sent_at at time zone interval '07:00')::date, :today::date) as is_after,
           w.stage = 'closed' or f.due_on < :today::date as is_over,
           coalesce((f.sent_at at time zone interval '07:00')::date, :today::date) - f.due_on as days_after
    from filing f join member m on m.unit_id = f.unit_id
    join stage w on w.period_id = f.period_id and w.pack = f.workflow_pack and w.id = f.workflow_id and w.version = f.workflow_version and w.state = f.state
    where f.period_id = any(:periods::uuid[])
  )`

const counts = `
  count(*)::int as expected,
  count(*) filter (where stage = 'not-started')::int as "notStarted", count(*) filter (where stage = 'in-work')::int as "inWork",
  count(*) filter (where stage = 'sent')::int as sent, count(*) filter (where stage = 'received')::int as received,
  count(*) filter (where stage = 'closed')::int as closed,
  count(*) filter (where is_in and is_after is not true)::int as "onTime", count(*) filter (where is_in and is_after)::int as "sentLate",
  count(*) filter (where not is_in and is_over)::int as missing`

function bindings({ unitId, day, today, periods, stages }: Sight) {
  return {
    unitId, day, today, periods: [...periods],
    packs: stages.map((one) => one.packId), ids: stages.map((one) => one.id), versions: stages.map((one) => one.version),
    states: stages.map((one) => one.state), stages: stages.map((one) => one.stage),
  }
}

export type Counted = { readonly expected: number; readonly notStarted: number; readonly inWork: number; readonly sent: number; readonly received: number; readonly closed: number; readonly onTime: number; readonly sentLate: number; readonly missing: number }
export type LineUnit = { readonly lineId: string; readonly code: string; readonly name: string; readonly kind: string; readonly units: number }
export type FormCounts = LineUnit & Counted & { readonly packId: string; readonly formId: string; readonly formVersion: number; readonly formCode: string; readonly formTitle: string }

/** By line and form, lines by name; only what is owed has a row. */
export async function countReports(trx: Transaction, sight: Sight): Promise<FormCounts[]> {
  const { rows } = await trx.raw<{ rows: FormCounts[] }>(
    `with recursive ${members}, ${reports},
       counted as (select line_id, pack_id, form_id, max(form_version) as form_version, ${counts} from report group by line_id, pack_id, form_id)
     select c.line_id as "lineId", u.code, coalesce(s.name, u.name) as name, u.kind, size.units,
            c.pack_id as "packId", c.form_id as "formId", c.form_version as "formVersion", v.code as "formCode", v.title as "formTitle",
            c.expected, c."notStarted", c."inWork", c.sent, c.received, c.closed, c."onTime", c."sentLate", c.missing
     from counted c join unit u on u.id = c.line_id
     left join unit_state s on s.unit_id = u.id and s.valid_from <= :day and (s.valid_to is null or s.valid_to > :day)
     join form_version v on v.pack_id = c.pack_id and v.form_id = c.form_id and v.version = c.form_version
     join (select line_id, count(*)::int as units from member group by line_id) size on size.line_id = c.line_id
     order by coalesce(s.name, u.name) collate "vi-x-icu", u.code, v.code, c.pack_id`,
    bindings(sight),
  )
  return rows
}

export type PunctualityRow = LineUnit & Counted & { readonly daysLate: number; readonly mostDaysLate: number; readonly returned: number }

/** By line over the periods. */
export async function countPunctuality(trx: Transaction, sight: Sight): Promise<PunctualityRow[]> {
  const { rows } = await trx.raw<{ rows: PunctualityRow[] }>(
    `with recursive ${members}, ${reports},
       back as materialized (
         select e.filing_id, e.to_state from filing_event e
         where e.to_state = any(:returns::text[]) and e.from_state <> e.to_state and e.at >= (select min(opened_at) from period where id = any(:periods::uuid[]))
       ),
       returned as (
         select m.line_id, count(*)::int as returned from back join filing f on f.id = back.filing_id and f.period_id = any(:periods::uuid[]) join member m on m.unit_id = f.unit_id
         group by m.line_id
       ),
       counted as (
         select line_id, ${counts}, coalesce(sum(days_after) filter (where is_in and is_after), 0)::int as "daysLate",
                coalesce(max(days_after) filter (where is_in and is_after), 0)::int as "mostDaysLate"
         from report group by line_id
       )
     select c.*, c.line_id as "lineId", coalesce(r.returned, 0) as returned, u.code, coalesce(s.name, u.name) as name, u.kind, size.units
     from counted c join unit u on u.id = c.line_id left join returned r on r.line_id = c.line_id
     left join unit_state s on s.unit_id = u.id and s.valid_from <= :day and (s.valid_to is null or s.valid_to > :day)
     join (select line_id, count(*)::int as units from member group by line_id) size on size.line_id = c.line_id
     order by coalesce(s.name, u.name) collate "vi-x-icu", u.code`,
    { ...bindings(sight), returns: [...new Set(sight.stages.flatMap((one) => (one.returns ? [one.state] : [])))] },
  )
  return rows
}

export type ReportRow = Pick<
  FilingLine,
  | 'id' | 'unitId' | 'unitCode' | 'unitName' | 'unitKind' | 'parentName' | 'packId' | 'formId' | 'formVersion' | 'formCode' | 'formTitle'
  | 'workflowPack' | 'workflowId' | 'workflowVersion' | 'state'
> & {
  readonly due: string | null
  readonly sentAt: Date | null
  readonly daysLate: number
  readonly missing: boolean
  readonly remindedAt: Date | null
  readonly total: number
}

const isMissing = '(not r.is_in and r.is_over is true)'
const isLate = `(r.is_in and r.is_after is true or ${isMissing})`
/** What was never sent before the lock gets no older. */
const daysLate = `case when not ${isLate} or r.stage = 'closed' and not r.is_in then 0 when r.is_in then r.days_after else :today::date - r.due_on end`

const chosen: Readonly<Record<Which, string>> = { 'all': 'true', 'missing': isMissing, 'late': isLate, 'not-in': 'not r.is_in' }
const orders: Readonly<Record<SortBy, string>> = {
  unit: 'r.unit_name collate "vi-x-icu"', form: 'v.code collate "vi-x-icu"', due: 'r.due_on', days: daysLate,
  state: `array_position(array['not-started', 'in-work', 'sent', 'received', 'closed'], r.stage)`,
}

export type Wanted = {
  readonly which: Which
  /** `pack/id`. */
  readonly form?: string | undefined
  /** Only the unit itself. */
  readonly own: boolean
  readonly sort: SortBy
  readonly descending: boolean
  readonly limit: number
  readonly offset: number
}

/** Single reports; `total` in every row is how many there are. */
export async function listReports(trx: Transaction, sight: Sight, wanted: Wanted): Promise<ReportRow[]> {
  // Its own name, then whatever makes the order the same every time it is asked for.
  const order = `${orders[wanted.sort]} ${wanted.descending ? 'desc' : 'asc'} nulls last, r.unit_name collate "vi-x-icu", r.form_id, r.id`
  const { rows } = await trx.raw<{ rows: ReportRow[] }>(
    `with recursive ${members}, ${reports},
       picked as (
         select r.*, ${daysLate} as late, ${isMissing} as missing, count(*) over ()::int as total
         from report r ${wanted.sort === 'form' ? 'join form_version v on v.pack_id = r.pack_id and v.form_id = r.form_id and v.version = r.form_version' : ''}
         where ${chosen[wanted.which]} and (:form::text is null or r.pack_id || '/' || r.form_id = :form) and (not :own::boolean or r.unit_id = :unitId::uuid)
         order by ${order} limit :limit offset :offset
       )
     select r.id, r.unit_id as "unitId", u.code as "unitCode", r.unit_name as "unitName", u.kind as "unitKind", a.name as "parentName",
            r.pack_id as "packId", r.form_id as "formId", r.form_version as "formVersion", v.code as "formCode", v.title as "formTitle",
            r.workflow_pack as "workflowPack", r.workflow_id as "workflowId", r.workflow_version as "workflowVersion", r.state,
            r.due_on as due, r.sent_at as "sentAt", r.late as "daysLate", r.missing, (select max(n.at) from notification n where n.filing_id = r.id and n.reminder_id is not null) as "remindedAt", r.total
     from picked r join unit u on u.id = r.unit_id left join unit a on a.id = r.parent_id
     join form_version v on v.pack_id = r.pack_id and v.form_id = r.form_id and v.version = r.form_version
     order by ${order}`,
    { ...bindings(sight), form: wanted.form ?? null, own: wanted.own, limit: wanted.limit, offset: wanted.offset },
  )
  return rows
}

/** Is the unit one of the viewer's, or has it ever stood below one? The predicate of `inScope`, for a unit. */
export async function follows(trx: Transaction, units: readonly string[], unitId: string): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { yes: boolean }[] }>(
    'select exists (select 1 from unit_ancestor where unit_id = ? and ancestor_id = any(?::uuid[])) as yes', [unitId, [...units]],
  )
  return rows[0]?.yes === true
}

/** From the topmost unit down to this one, in the tree of the day, named as they were. */
export async function pathTo(trx: Transaction, unitId: string, day: string): Promise<UnitRef[]> {
  const { rows } = await trx.raw<{ rows: UnitRef[] }>(
    `with recursive up as (
       select u.id, u.code, coalesce(s.name, u.name) as name, u.kind, case when s.unit_id is null then u.parent_id else s.parent_id end as parent_id, 0 as depth
       from unit u left join unit_state s on s.unit_id = u.id and s.valid_from <= :day and (s.valid_to is null or s.valid_to > :day) where u.id = :unitId
       union all
       select u.id, u.code, coalesce(s.name, u.name), u.kind, case when s.unit_id is null then u.parent_id else s.parent_id end, up.depth + 1
       from up join unit u on u.id = up.parent_id left join unit_state s on s.unit_id = u.id and s.valid_from <= :day and (s.valid_to is null or s.valid_to > :day)
       where up.depth < 40
     ) select id, code, name, kind from up order by depth desc`,
    { unitId, day },
  )
  return rows
}

/** Periods, newest first, with the day on which the tree is read for each. */
export async function periodsToFollow(trx: Transaction): Promise<(PeriodRef & { day: string })[]> {
  const { rows } = await trx.raw<{ rows: (PeriodRef & { day: string })[] }>(
    `select id, title, kind, year, data_from::text as "dataFrom", locked_at is not null as locked, coalesce(data_to ->> 'default', ends_on::text) as day
     from period order by (locked_at is null) desc, opened_at desc, id desc`,
  )
  return rows
}
