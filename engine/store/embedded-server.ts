// A PostgreSQL server of our own, from npm packages, for when DATABASE_URL is not set. It outlives a killed Node process
// and is then taken back (adopted); several processes may share it, and the last one to leave stops it. Everything after
// this file sees only a URL. A launcher of our own, because the published wrapper fails as root below a closed directory
// and can neither adopt nor share a server.

import { spawn, spawnSync, type StdioOptions } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Environment, type Place, choosePlace, makePlace, ownServerHint, prepareBinaries, thisMachine } from './embedded-binaries.ts'
import { disownPidFile, findPostmaster, isAlive } from './postmaster.ts'
import { newPassword, readOrCreatePrivateFile } from './private-file.ts'

/** The part of a logger that the store needs. */
export type Log = { info(message: string): void; warn(message: string): void }

export type EmbeddedServer = {
  /** Superuser, database `postgres`. */
  url: string
  /** True when the server was already running. */
  adopted: boolean
  stop(): Promise<void>
}

type Options = {
  directory: string
  log: Log
  environment?: Partial<Environment>
  /** Server settings, for example { fsync: 'off' } in tests. */
  settings?: Readonly<Record<string, string>>
}

type Running = Place & { bin: string; data: string; password: string; log: Log; settings: Readonly<Record<string, string>> }

const patienceMs = 30_000
const watchEveryMs = 1_000
const childEnvironment = {
  LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  ...(process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] }),
}

export async function startEmbeddedServer({ directory, log, environment, settings = {} }: Options): Promise<EmbeddedServer> {
  const machine = { ...thisMachine(), ...environment }
  const place = choosePlace(directory, machine)
  if (place.directory !== path.resolve(directory)) {
    log.info(`Only root may enter ${path.resolve(directory)}; the built-in database is kept in ${place.directory}.`)
  }
  makePlace(place)
  const bin = await prepareBinaries(place.directory, machine)
  const { password } = readOrCreatePrivateFile(path.join(place.directory, 'state.json'), () => ({ password: newPassword() }))
  const server: Running = { ...place, bin, data: path.join(place.directory, 'data'), password, log, settings }

  // Said before looking for a running server, so that nobody stops it between our look and our first query.
  const leave = enter(place.directory)
  try {
    if (!existsSync(server.data)) initialise(server)
    const { port, adopted } = await bringUp(server)
    const unwatch = watch(server, port)
    return {
      url: urlOf(server, port),
      adopted,
      stop: async () => {
        await unwatch()
        leave()
        if (usersOf(place.directory).length === 0) await shutDown(server)
      },
    }
  } catch (error) {
    leave()
    throw error
  }
}

/** Made beside its final place and moved there whole: neither a crash nor a second process leaves half a database. */
function initialise({ directory, bin, data, password, runAs, settings }: Running): void {
  const draft = `${data}.${process.pid}`
  const passwordFile = `${draft}.password`
  const flags = ['-E', 'UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=vi', '--data-checksums', '-A', 'scram-sha-256',
    '-U', 'postgres', `--pwfile=${passwordFile}`, ...(settings['fsync'] === 'off' ? ['--no-sync'] : [])]
  try {
    mkdirSync(draft, { mode: 0o700 })
    writeFileSync(passwordFile, password, { mode: 0o600 })
    giveAway([draft, passwordFile], runAs)
    const run = spawnSync(path.join(bin, 'initdb'), ['-D', draft, ...flags], { ...runAs, cwd: path.parse(directory).root, env: childEnvironment, encoding: 'utf8' })
    if (run.error !== undefined) throw new Error(`The programs of the built-in database cannot run on this system (${run.error.message}). ${ownServerHint}`)
    if (run.status !== 0) throw new Error(initdbSentence(run.stderr))
    try {
      renameSync(draft, data)
    } catch (error) {
      if (!existsSync(data)) throw error
    }
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

function giveAway(files: readonly string[], { uid, gid }: Place['runAs']): void {
  if (uid === undefined || gid === undefined) return
  try {
    for (const file of files) chownSync(file, uid, gid)
  } catch (error) {
    throw new Error(`PostgreSQL does not run as root, and this root may not hand files to user ${uid} (${(error as Error).message}). ${ownServerHint}`, { cause: error })
  }
}

function initdbSentence(stderr: string): string {
  if (stderr.includes('could not look up effective user ID')) {
    return `The built-in database needs a user with a name, and this process runs as a number without an entry in /etc/passwd. ${ownServerHint}`
  }
  return `The built-in database could not be created. ${ownServerHint} initdb said: ${stderr.trim()}`
}

/** Adopts the server that runs, or starts one, and waits until it answers. */
async function bringUp(server: Running, wantedPort?: number): Promise<{ port: number; adopted: boolean }> {
  const ours = new Set<number>()
  const isOurs = (): boolean => [...ours].some(isAlive)
  let until = performance.now() + patienceMs
  let reason = ''
  for (let wait = 25; performance.now() < until; await sleep(wait)) {
    const found = findPostmaster(server.data)
    if (found?.port !== undefined) {
      const answer = await ask(urlOf(server, found.port))
      if (answer === undefined) return { port: found.port, adopted: !ours.has(found.pid) }
      if (answer === 'password refused') throw new Error(`The built-in database refuses the password in ${path.join(server.directory, 'state.json')}. Restore that file, or remove ${server.directory} to begin anew.`)
      // Repairing itself after a kill takes as long as it takes.
      if (answer === 'starting up') until = performance.now() + patienceMs
      reason = answer
    }
    if (found !== undefined || isOurs()) continue
    if (ours.size > 0) {
      reason = lastLines(server)
      wait = 500
    }
    disownPidFile(server.data)
    const pid = spawnPostmaster(server, wantedPort ?? await freePort())
    if (pid !== undefined) ours.add(pid)
  }
  throw new Error(`The built-in database did not answer within ${patienceMs / 1000} seconds: ${reason || lastLines(server)}`)
}

function spawnPostmaster({ directory, bin, data, runAs, settings }: Running, port: number): number | undefined {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '100', ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // A file, not a pipe: the server must not depend on this process living on.
  const output = openSync(logFile(directory), 'a', 0o600)
  const stdio: StdioOptions = ['ignore', output, output]
  const child = spawn(path.join(bin, 'postgres'), ['-D', data, '-p', String(port), ...flags],
    { ...runAs, cwd: path.parse(directory).root, env: childEnvironment, detached: true, windowsHide: true, stdio })
  child.on('error', () => {})
  child.unref()
  closeSync(output)
  return child.pid
}

/** A server that is killed while we run comes back on the same port, so that the pools find it again. */
function watch(server: Running, port: number): () => Promise<void> {
  let reviving: Promise<unknown> | undefined
  const timer = setInterval(() => {
    if (reviving !== undefined || findPostmaster(server.data) !== undefined) return
    server.log.warn('The built-in database has ended unexpectedly and is being started again.')
    reviving = bringUp(server, port)
      .then(() => server.log.info('The built-in database is back.'), (error: Error) => server.log.warn(error.message))
      .finally(() => { reviving = undefined })
  }, watchEveryMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await reviving
  }
}

async function shutDown({ directory, bin, data, runAs }: Running): Promise<void> {
  const found = findPostmaster(data)
  if (found === undefined) return
  // Windows has no signals; there the shipped tool knows how.
  if (process.platform === 'win32') spawnSync(path.join(bin, 'pg_ctl'), ['stop', '-m', 'fast', '-D', data], { ...runAs, cwd: path.parse(directory).root })
  else process.kill(found.pid, 'SIGINT')
  const until = performance.now() + patienceMs
  while (findPostmaster(data)?.pid === found.pid) {
    if (performance.now() > until) throw new Error(`The built-in database (process ${found.pid}) did not stop within ${patienceMs / 1000} seconds.`)
    await sleep(20)
  }
}

/** undefined when the server answers, otherwise why it does not. */
async function ask(connectionString: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return undefined
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    return code === '28P01' ? 'password refused' : code === '57P03' ? 'starting up' : message
  } finally {
    await client.end().catch(() => {})
  }
}

const urlOf = ({ password }: Running, port: number): string => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`

const logFile = (directory: string): string => path.join(directory, 'server.log')

function lastLines({ directory }: Running): string {
  try {
    return readFileSync(logFile(directory), 'utf8').trimEnd().split('\n').slice(-3).join(' | ')
  } catch {
    return 'it left no message'
  }
}

/** One file per start, named for the process. */
const entered = new Set<string>()

function enter(directory: string): () => void {
  const users = path.join(directory, 'users')
  mkdirSync(users, { recursive: true })
  const name = `${process.pid}.${randomUUID()}`
  entered.add(name)
  writeFileSync(path.join(users, name), '')
  return () => {
    entered.delete(name)
    rmSync(path.join(users, name), { force: true })
  }
}

function usersOf(directory: string): string[] {
  const users = path.join(directory, 'users')
  return readdirSync(users).filter(name => {
    const pid = Number.parseInt(name, 10)
    // In a container every start has the same process number, so ours proves nothing.
    const present = pid === process.pid ? entered.has(name) : isAlive(pid)
    if (!present) rmSync(path.join(users, name), { force: true })
    return present
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
