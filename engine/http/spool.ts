// A file that comes in is written to a temporary file first, so that neither memory nor a database connection is held by a
// slow line. What is done with it happens afterwards; the temporary file goes in any case.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Incoming } from '../actions/attach-file.ts'
import { headSize } from '../actions/file-kinds.ts'
import { Problem } from '../problem.ts'

/** The largest that any field may allow (max-size), in bytes. */
export const largestFile = 100_000_000
const pieceSize = 262_144

export type Spooled = { readonly content: Incoming; readonly remove: () => Promise<void> }

/** Throws the problem `too-large` as soon as more than `limit` bytes have come. */
export async function spool(incoming: AsyncIterable<Uint8Array>, limit = largestFile): Promise<Spooled> {
  const file = path.join(tmpdir(), `bieumau-${randomUUID()}`)
  const handle = await open(file, 'wx', 0o600)
  const remove = (): Promise<void> => rm(file, { force: true })
  const hash = createHash('sha256')
  const head: Uint8Array[] = []
  let size = 0
  try {
    for await (const bytes of incoming) {
      if (size < headSize) head.push(bytes)
      size += bytes.length
      if (size > limit) throw new Problem('too-large', { params: { limit: `${limit / 1_000_000} MB` } })
      hash.update(bytes)
      await handle.appendFile(bytes)
    }
  } catch (error) {
    await handle.close()
    await remove()
    throw error
  }
  await handle.close()
  const content = { hash: hash.digest(), size, head: Buffer.concat(head).subarray(0, headSize), pieces: () => createReadStream(file, { highWaterMark: pieceSize }) as AsyncIterable<Uint8Array> }
  return { content, remove }
}
