// The periods of one kind, under one circular and those before it, and one cell of the seals of some units in each: what counts,
// or what is approved. Only the cell is read, not the seals, of which a country has millions of figures.
import type { Transaction } from './database.ts'

export type SeriesPeriod = { readonly id: string; readonly packId: string; readonly title: string; readonly year: number; readonly dataTo: Readonly<Record<string, string>> }

/** Of these kinds; oldest first. */
export async function periodsOfKinds(trx: Transaction, kinds: readonly { readonly pack: string; readonly kind: string }[]): Promise<SeriesPeriod[]> {
  const { rows } = await trx.raw<{ rows: SeriesPeriod[] }>(
    `select p.id, p.pack_id as "packId", p.title, p.year, p.data_to as "dataTo"
     from unnest(:packs::text[], :kinds::text[]) as one (pack, kind) join period p on p.pack_id = one.pack and p.kind = one.kind
     order by p.year, p.ends_on, p.number`,
    { packs: kinds.map((one) => one.pack), kinds: kinds.map((one) => one.kind) },
  )
  return rows
}

/** A cell of a form, with its place in the list. `fixed`: its name where its row is a printed one. */
export type WantedCell = {
  readonly at: number; readonly packId: string; readonly formId: string
  readonly table: string; readonly row: string; readonly column: string; readonly fixed: string
}
/** `value` in smallest units of the version that was sealed; null where the cell is blank. */
export type SealedCell = { readonly periodId: string; readonly unitId: string; readonly at: number; readonly formVersion: number; readonly code: string; readonly value: number | null }

/** `approved`: also what has been approved and does not count yet. */
export async function sealedCells(
  trx: Transaction, cells: readonly WantedCell[], wanted: { readonly periods: readonly string[]; readonly units: readonly string[]; readonly approved: boolean },
): Promise<SealedCell[]> {
  const { rows } = await trx.raw<{ rows: SealedCell[] }>(
    sealedCellsSql,
    { cells: JSON.stringify(cells), periods: [...wanted.periods], units: [...wanted.units], approved: wanted.approved },
  )
  return rows
}

/** Where a cell stands in a seal is looked up once a form; the filings come by their key (period, form, unit), the seals by theirs. */
const sealedCellsSql = `
  with place as materialized (
    select w.*, printed.ordinal as printed, own.ordinal as own
    from jsonb_to_recordset(:cells::jsonb) as w (at int, "packId" text, "formId" text, "table" text, "row" text, "column" text, fixed text)
    left join form_ordinal printed on printed.pack_id = w."packId" and printed.form_id = w."formId" and printed.table_id = '' and printed.cell = w.fixed
    left join form_ordinal own on own.pack_id = w."packId" and own.form_id = w."formId" and own.table_id = w."table" and own.cell = w."column"
  )
  select f.period_id as "periodId", f.unit_id as "unitId", w.at, s.form_version as "formVersion", v.code,
         case when w.printed is not null then s.cells[w.printed + 1]
              else (select (r.one -> 'cells' ->> w.own)::int8 from jsonb_array_elements(s.rows) as r (one)
                    where r.one ->> 'table' = w."table" and r.one ->> 'key' = w."row" limit 1) end as value
  from place w
  cross join unnest(:periods::uuid[]) as p (id)
  join filing f on f.period_id = p.id and f.pack_id = w."packId" and f.form_id = w."formId" and f.unit_id = any(:units::uuid[])
  join form_version v on v.pack_id = f.pack_id and v.form_id = f.form_id and v.version = f.form_version
  join seal s on s.id = case when :approved then coalesce(f.counted_seal_id, f.seal_id) else f.counted_seal_id end
  order by w.at desc`
