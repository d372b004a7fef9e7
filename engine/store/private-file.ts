// A small JSON file that only this installation may read: generated passwords. Written whole or not at all, and
// made once: of two processes that start together, both use what the first one wrote.

import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const newPassword = (): string => randomBytes(24).toString('base64url')

export function readOrCreatePrivateFile<T>(file: string, make: () => T): T {
  const existing = readPrivateFile<T>(file)
  if (existing !== undefined) return existing
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(make(), null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  try {
    // A link, unlike a rename, fails when somebody else was first.
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  const written = readPrivateFile<T>(file)
  if (written === undefined) throw new Error(`${file} disappeared while it was being made.`)
  return written
}

function readPrivateFile<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}
