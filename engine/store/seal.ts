// Seals: the figures as they were approved, immutable, with their hash. Roll-ups, prints and questions about other units'
// figures read seals, never the working record.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { CalendarDefinition } from '../core/pack.ts'
import type { WireValue } from '../core/contract/shapes.ts'
import type { Transaction } from './database.ts'
import { newId } from './new-id.ts'
import { cellsLiteral, type StoredRecord, type StoredRow } from './record.ts'

/** By spelling: one figure, or one by row key. */
export type OutsideFigures = Readonly<Record<string, WireValue | Readonly<Record<string, WireValue>>>>

/** Everything beside the figures that the report says of its day. */
export type SealContent = {
  readonly form: { readonly pack: string; readonly id: string; readonly version: number }
  readonly period: string
  readonly unit: { readonly id: string; readonly name: string; readonly parent: string | null }
  readonly receiver: string | null
  /** Entered by the receiver from paper, for a unit without an account. */
  readonly onBehalf: boolean
  readonly coverage: readonly { readonly filing: string; readonly seal: string | null }[]
  readonly texts: Readonly<Record<string, unknown>>
  /** Figures from outside that were calculated with; absent where the form asks for none. */
  readonly outside?: OutsideFigures
  /** By which working days were counted; absent where the form counts none. */
  readonly calendar?: CalendarDefinition
  readonly approvedBy: string
}

export type NewSeal = { filingId: string; by: string; revision: number; formVersion: number; record: StoredRecord; content: SealContent }

/** Returns the seal's id. */
export async function addSeal(trx: Transaction, seal: NewSeal, now: Date): Promise<string> {
  const id = newId(now)
  const { record, content } = seal
  await trx.raw(
    `insert into seal (id, filing_id, number, at, by_account, revision, form_version, cells, rows, content, hash)
     select :id, :filingId, coalesce(max(number), 0) + 1, :now, :by, :revision, :formVersion, :cells::int8[], :rows::jsonb, :content::jsonb, :hash
     from seal where filing_id = :filingId`,
    {
      id, filingId: seal.filingId, now, by: seal.by, revision: seal.revision, formVersion: seal.formVersion,
      cells: cellsLiteral(record.cells),
      rows: JSON.stringify(record.rows),
      content: JSON.stringify({ ...content, cellTexts: record.texts }),
      hash: sealHash(record, content),
    },
  )
  return id
}

/** SHA-256 over canonical JSON (RFC 8785) of figures and content. */
export function sealHash(record: StoredRecord, content: SealContent): string {
  const { cells, rows, texts } = record
  return createHash('sha256').update(canonicalize({ cells, rows, ...content, cellTexts: texts }) ?? '').digest('hex')
}

export type Seal = {
  readonly id: string
  readonly filingId: string
  readonly number: number
  readonly at: Date
  readonly login: string
  readonly name: string
  readonly formVersion: number
  readonly cells: (number | null)[]
  readonly rows: StoredRow[]
  readonly content: SealContent & { readonly cellTexts: Record<string, string> }
  readonly hash: string
}

export async function readSeals(trx: Transaction, ids: readonly string[]): Promise<Map<string, Seal>> {
  const { rows } = await trx.raw<{ rows: Seal[] }>(
    `select s.id, s.filing_id as "filingId", s.number, s.at, a.login, a.name, s.form_version as "formVersion", s.cells, s.rows, s.content, s.hash
     from seal s join account a on a.id = s.by_account where s.id = any(?)`, [[...ids]],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export function recordOfSeal(seal: Seal): StoredRecord {
  return { cells: seal.cells, rows: seal.rows, texts: seal.content.cellTexts }
}
