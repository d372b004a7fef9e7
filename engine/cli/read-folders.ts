// Packs from folders: every YAML file below each, as text. Reading is all that happens here.
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import path from 'node:path'
import type { PackFile } from '../packs/load-pack.ts'
import { WrongUse } from './arguments.ts'

export type PackFolder = { readonly folder: string; readonly files: readonly PackFile[] }

/** A few bytes past the longest text that is taken: enough to be refused as too long, whatever the file's size. */
const mostBytes = 4_000_100

/** The folders of this repository that hold packs. */
export function ownFolders(root: string): string[] {
  const forms = path.join(root, 'forms')
  const packs = readdirSync(forms).filter((name) => statSync(path.join(forms, name)).isDirectory())
  return [path.join(root, 'workflows'), ...packs.sort().map((name) => path.join(forms, name))]
}

export function readFolder(folder: string): PackFolder {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
  return { folder, files: files.map((file) => ({ path: file, text: readText(path.join(folder, file)) })) }
}

/** Positions name files as they were given: relative to where the command runs. */
export function readNamed(folder: string): PackFolder {
  return { ...readFolder(folder), folder: shown(folder) }
}

/** The packs that were asked for, those of the repository for none, and what the repository has beside them. */
export function askedFolders(names: readonly string[], root: string): { readonly asked: readonly string[]; readonly beside: readonly string[] } {
  const own = ownFolders(root)
  if (names.length === 0) return { asked: own, beside: [] }
  const asked = [...new Set(names.map((one) => path.resolve(one)))]
  for (const folder of asked) if (!isFolder(folder)) throw new WrongUse('cli.no-such-folder', { folder: shown(folder) })
  return { asked, beside: own.filter((folder) => !asked.includes(folder)) }
}

export function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true
}

/** The beginning of a file, as far as it can matter. */
export function readText(file: string): string {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) throw new WrongUse('cli.no-such-file', { file: shown(file) })
  const handle = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(Math.min(mostBytes, statSync(file).size))
    let length = 0
    for (let read = -1; read !== 0 && length < bytes.length; length += read) read = readSync(handle, bytes, length, bytes.length - length, null)
    return bytes.toString('utf8', 0, length)
  } finally {
    closeSync(handle)
  }
}

export function shown(file: string): string {
  return path.relative(process.cwd(), file) || '.'
}

/** Does a file lie in one of these folders? */
export function liesIn(file: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.resolve(file).startsWith(folder + path.sep))
}
