// Packs from folders: every YAML file below each, as text. Reading is all that happens here.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { PackFile } from '../packs/load-pack.ts'

export type PackFolder = { readonly folder: string; readonly files: readonly PackFile[] }

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
  return { folder, files: files.map((file) => ({ path: file, text: readFileSync(path.join(folder, file), 'utf8') })) }
}
