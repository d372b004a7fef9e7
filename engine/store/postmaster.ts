// The running server as the operating system shows it: what stands in postmaster.pid, whether that process lives,
// and what to do with a file left behind by one that was killed. No SQL and no starting here.

import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export type Postmaster = { pid: number; port: number | undefined }

/** The server that holds this data directory, or undefined when none lives. */
export function findPostmaster(data: string): Postmaster | undefined {
  const lines = readPidFile(data)
  const pid = Number(lines?.[0])
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isPostmaster(pid, data)) return undefined
  const port = Number(lines?.[3])
  return { pid, port: port > 0 ? port : undefined }
}

/**
 * PostgreSQL refuses to start while the process named in postmaster.pid answers a signal. A killed server that nobody
 * has reaped yet (a zombie) does so for seconds, in a container without an init for ever; after a restart of a container
 * the number may belong to a stranger. Deleting the file would also remove the guard against server processes that still
 * hold the shared memory. Naming ourselves instead is enough: PostgreSQL takes its own parent for a stale holder, and goes
 * on to check the memory.
 */
export function disownPidFile(data: string): void {
  const lines = readPidFile(data)
  if (lines === undefined || findPostmaster(data) !== undefined) return
  lines[0] = String(process.pid)
  writeFileSync(path.join(data, 'postmaster.pid'), lines.join('\n'))
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isPostmaster(pid: number, data: string): boolean {
  if (pid === process.pid || !isAlive(pid)) return false
  const seen = look(pid)
  return seen === undefined || (!seen.zombie && seen.command.includes(`-D ${data} `))
}

/** undefined: this platform, or a closed /proc, does not tell; then a living process counts. */
function look(pid: number): { zombie: boolean; command: string } | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
      return { zombie: state === 'Z' || state === 'X', command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }
    }
    if (process.platform === 'darwin') {
      const line = execFileSync('/bin/ps', ['-ww', '-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
      return { zombie: line.startsWith('Z'), command: line }
    }
  } catch {
    // Gone meanwhile, or hidden from us.
  }
  return undefined
}

function readPidFile(data: string): string[] | undefined {
  try {
    return readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
}
