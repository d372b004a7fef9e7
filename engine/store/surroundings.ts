// What stands around a filing: its period, its unit on the day of the data cut-off, and the seals of other filings of the
// same unit that its figures are compared with. Asked only for forms that ask for such things.
import type { PropertyValues } from '../core/property.ts'
import type { Transaction } from './database.ts'

export type Surroundings = {
  readonly periodPack: string
  readonly kind: string
  readonly year: number
  readonly number: number
  readonly from: string
  readonly to: string
  /** Data cut-off of the unit's class. */
  readonly dataTo: string
  readonly unitKind: string
  readonly unitCode: string
  /** As it was called on the day. */
  readonly unitName: string
  readonly properties: PropertyValues
}

export async function surroundings(trx: Transaction, filingId: string): Promise<Surroundings | undefined> {
  const { rows } = await trx.raw<{ rows: Surroundings[] }>(
    `select p.pack_id as "periodPack", p.kind, p.year, p.number, p.data_from as "from", p.ends_on as "to", f.data_to as "dataTo",
            u.kind as "unitKind", u.code as "unitCode", f.unit_name as "unitName", coalesce(s.properties, u.properties) as properties
     from filing f
     join period p on p.id = f.period_id
     join unit u on u.id = f.unit_id
     left join unit_state s on s.unit_id = u.id and s.valid_from <= f.data_to and (s.valid_to is null or s.valid_to > f.data_to)
     where f.id = ?`, [filingId],
  )
  return rows[0]
}

/** A filing of the same unit; `as` and `at`, its place in the list, are handed back with it. */
export type Wanted = { readonly as: string; readonly at: number; readonly packId: string; readonly formId: string; readonly periodPack: string; readonly kind: string; readonly year: number; readonly number: number }
export type SealedFiling = { readonly as: string; readonly at: number; readonly packId: string; readonly formId: string; readonly sealId: string; /** Code of the unit, and its data cut-off. */ readonly unit: string; readonly dataTo: string }

/** The seal that counts, or the newest approved one; filings that nobody has approved are left out. */
export async function sealedBeside(trx: Transaction, unitIds: readonly string[], wanted: readonly Wanted[]): Promise<SealedFiling[]> {
  const { rows } = await trx.raw<{ rows: SealedFiling[] }>(
    `select w."as", w.at, f.pack_id as "packId", f.form_id as "formId", coalesce(f.counted_seal_id, f.seal_id) as "sealId",
            u.code as unit, f.data_to as "dataTo"
     from jsonb_to_recordset(:wanted::jsonb) as w ("as" text, at int, "packId" text, "formId" text, "periodPack" text, kind text, year int, number int)
     join period p on p.pack_id = w."periodPack" and p.kind = w.kind and p.year = w.year and p.number = w.number
     join filing f on f.period_id = p.id and f.unit_id = any(:unitIds) and f.pack_id = w."packId" and f.form_id = w."formId"
     join unit u on u.id = f.unit_id
     where coalesce(f.counted_seal_id, f.seal_id) is not null`,
    { unitIds: [...unitIds], wanted: JSON.stringify(wanted) },
  )
  return rows
}
