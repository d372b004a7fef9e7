// Files of a filing as pages see them, and which of them a person sees: its own people all, everybody else those that stand
// in the seal that he reads.
import type { FileRef } from '../core/contract/filing.ts'
import type { Form } from '../core/form/compile.ts'
import { attachmentsOf, type Attachment } from '../store/file.ts'
import { recordOfSeal, type Seal } from '../store/seal.ts'
import type { Context } from './action.ts'

export function fileRef({ id, name, size, at, login, byName, scannedAt }: Attachment): FileRef {
  return { id, name, size, at: at.toISOString(), by: { login, name: byName }, scanned: scannedAt !== null }
}

/** Does the form ask for files anywhere? */
export function takesFiles({ tables }: Form): boolean {
  return tables.some((table) => table.columns.some(({ kind }) => kind === 'attachment'))
}

type Seen = { readonly filingId: string; readonly own: boolean; readonly seal: Seal | undefined }

export async function visibleFiles({ trx }: Pick<Context, 'trx'>, { filingId, own, seal }: Seen): Promise<Attachment[]> {
  if (own) return attachmentsOf(trx, filingId)
  if (seal === undefined) return []
  const texts = Object.values(recordOfSeal(seal).texts).flatMap((text) => text.split(','))
  const ids = texts.filter((one) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(one))
  return ids.length === 0 ? [] : attachmentsOf(trx, filingId, ids)
}
