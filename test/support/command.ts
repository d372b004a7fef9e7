// The command line as people run it: a process of its own, what it prints and how it ends.
import { spawn } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

export type Ended = { readonly code: number | null; readonly out: readonly string[]; readonly err: string }

export function bieumau(args: readonly string[], { cwd = root, env = {} }: { cwd?: string; env?: Record<string, string> } = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'engine/cli/bieumau.js'), ...args], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.on('data', (data: Buffer) => (out += data.toString('utf8')))
    child.stderr.on('data', (data: Buffer) => (err += data.toString('utf8')))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out: out.split('\n').filter((line) => line !== ''), err }))
  })
}

/** What a verb says of itself when nobody reads what it prints any more, as after `| head`. */
export function bieumauUnread(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'engine/cli/bieumau.js'), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let err = ''
    child.stdout.destroy()
    child.stderr.on('data', (data: Buffer) => (err += data.toString('utf8')))
    child.on('error', reject)
    child.on('close', () => resolve(err))
  })
}

/** What a verb prints with --json. */
export async function bieumauJson(args: readonly string[], options: Parameters<typeof bieumau>[1] = {}): Promise<{ code: number | null; value: unknown }> {
  const { code, out, err } = await bieumau([...args, '--json'], options)
  if (err !== '') throw new Error(err)
  return { code, value: JSON.parse(out.join('\n')) as unknown }
}
