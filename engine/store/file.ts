// Files attached to filings: contents once by their hash, in pieces, and the names under which filings have them.
import type { Database } from './database.ts'
import { newId } from './new-id.ts'
import { askAlone, prepared, type Transaction } from './transaction.ts'

/** What came in: read as often as is needed. */
export type Content = { readonly hash: Buffer; readonly size: number; readonly pieces: () => AsyncIterable<Uint8Array> }

export type Attachment = {
  readonly id: string
  readonly fileId: string
  readonly address: string
  readonly name: string
  readonly size: number
  readonly at: Date
  readonly login: string
  readonly byName: string
  readonly kept: boolean
  readonly scannedAt: Date | null
}

/** The id under which the content is kept: another upload of the same one has it already. */
export async function keepContent(trx: Transaction, { hash, size, pieces }: Content, now: Date): Promise<string> {
  const id = newId(now)
  const { rows } = await trx.ask<{ id: string }>(prepared(
    // The update changes nothing: it holds the row, so that no sweep takes the content away before it is attached.
    'add-file', 'insert into file (id, hash, size) values (:id, :hash, :size) on conflict on constraint file_hash_once do update set size = file.size returning id', { id, hash, size },
  ))
  const known = rows[0]?.id as string
  if (known !== id) return known
  let n = 0
  // One piece at a time is on its way: a large file is never whole in memory.
  for await (const bytes of pieces()) {
    await trx.ask(prepared('add-file-chunk', 'insert into file_chunk (file_id, n, bytes) values (:id, :n, :bytes)', { id, n, bytes: Buffer.from(bytes) }))
    n++
  }
  return id
}

/** The pieces of a content, each read when it is asked for. A content never changes, so no transaction holds them together. */
export async function* readContent(database: Database, fileId: string): AsyncGenerator<Buffer> {
  for (let n = 0; ; n++) {
    const { rows } = await askAlone<{ bytes: Buffer }>(database, prepared('read-file-chunk', 'select bytes from file_chunk where file_id = :fileId and n = :n', { fileId, n }))
    const [piece] = rows
    if (piece === undefined) return
    yield piece.bytes
  }
}

const columns = `t.id, t.file_id as "fileId", t.address, t.name, f.size::float8 as size, t.at, a.login, a.name as "byName", t.kept, t.scanned_at as "scannedAt"`
const tables = 'attachment t join file f on f.id = t.file_id join account a on a.id = t.by_account'

export type NewAttachment = { readonly filingId: string; readonly fileId: string; readonly address: string; readonly name: string; readonly by: string }

export async function addAttachment(trx: Transaction, { filingId, fileId, address, name, by }: NewAttachment, now: Date): Promise<Attachment> {
  const id = newId(now)
  await trx.raw(
    'insert into attachment (id, filing_id, file_id, address, name, by_account, at) values (:id, :filingId, :fileId, :address, :name, :by, :now)',
    { id, filingId, fileId, address, name, by, now },
  )
  return (await attachmentsOf(trx, filingId, [id]))[0] as Attachment
}

/** Those of a filing, oldest first; with `ids` only these. */
export async function attachmentsOf(trx: Transaction, filingId: string, ids?: readonly string[]): Promise<Attachment[]> {
  const { rows } = await trx.raw<{ rows: Attachment[] }>(
    `select ${columns} from ${tables} where t.filing_id = :filingId ${ids === undefined ? '' : 'and t.id = any(:ids::uuid[])'} order by t.at, t.id`,
    { filingId, ids: ids === undefined ? null : [...ids] },
  )
  return rows
}

/** They stand in a record from now on, and nothing sweeps them away any more. The answer: those that the filing has. */
export async function keepAttachments(trx: Transaction, filingId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await trx.ask<{ id: string }>(prepared('keep-attachments', 'update attachment set kept = true where filing_id = :filingId and id = any(:ids::uuid[]) returning id', { filingId, ids }))
  return new Set(rows.map(({ id }) => id))
}

/** Takes away what was uploaded before `before` and never saved, and contents that nobody has any more. */
export async function sweepFiles(trx: Transaction, before: Date): Promise<number> {
  const { rowCount } = await trx.raw<{ rowCount: number }>('delete from attachment where not kept and at < ?', [before])
  // Not those that somebody is about to attach: their rows are held.
  await trx.raw('delete from file where id in (select f.id from file f where not exists (select 1 from attachment t where t.file_id = f.id) for update skip locked)')
  return rowCount
}
