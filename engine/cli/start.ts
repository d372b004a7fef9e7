// `bieumau start`: database, migrations, packs, clock, server, worker. Demo mode adds the demo's units and accounts,
// sets the clock into the regulation's year and opens the demo's period.
import { randomUUID } from 'node:crypto'
import { blocks } from '../core/issue.ts'
import path from 'node:path'
import pino, { type Logger } from 'pino'
import type { Caller, Installed, Parts } from '../actions/action.ts'
import { installPacks } from '../actions/install-packs.ts'
import { lastAct } from '../actions/last-act.ts'
import { openPeriod } from '../actions/open-period.ts'
import { perform } from '../actions/perform.ts'
import { readInstalled, type InstalledPacks } from '../actions/read-installed.ts'
import { makeClock } from '../adapters/clock.ts'
import { readConfig, type Config } from '../config.ts'
import { startOfDay } from '../core/calendar.ts'
import { startServer } from '../http/server.ts'
import { routes } from '../http/routes/all.ts'
import { startWorker } from '../jobs/worker.ts'
import { checkPacks } from '../packs/check-packs.ts'
import type { Pack } from '../packs/load-pack.ts'
import { Problem } from '../problem.ts'
import { connectStore } from '../store/connect.ts'
import { ownFolders, readFolder } from './read-folders.ts'

const demoPack = 'demo'
const officeOpens = 8 * 3_600_000

export type Running = { readonly address: string; readonly stop: () => Promise<void> }

export async function start(env: NodeJS.ProcessEnv, root: string): Promise<Running> {
  const config = readConfig(env)
  const log = pino({ level: config.logLevel })
  const packs = soundPacks(root, config)
  const store = await connectStore(config, { info: (message) => log.info(message), warn: (message) => log.warn(message) })
  try {
    let installed: InstalledPacks | undefined
    const clock = makeClock()
    const parts: Parts = { config, clock, database: store.app, installed: () => installed as Installed }
    await perform(installPacks, { packs, demo: config.mode === 'demo' }, caller(), parts)
    installed = await perform(readInstalled, undefined, caller(), parts)
    if (config.mode === 'demo') await setUpDemo(parts, installed, log)
    const server = await startServer(parts, routes, log)
    const worker = await startWorker(parts, store.urls.app, log)
    return {
      address: server.address,
      stop: async () => {
        await server.stop()
        await worker.stop()
        await store.stop()
      },
    }
  } catch (error) {
    await store.stop()
    throw error
  }
}

/** The parts of the program without server and worker, for verbs that need the database: `work` is done, then all is closed. */
export async function withParts<T>(env: NodeJS.ProcessEnv, work: (parts: Parts) => Promise<T>): Promise<T> {
  const config = readConfig(env)
  const store = await connectStore(config, { info: () => {}, warn: (message) => console.error(message) })
  try {
    const clock = makeClock()
    const parts: Parts = { config, clock, database: store.app, installed: () => { throw new Error('Nothing asks what is installed here') } }
    // A demo's clock stands in the regulation's year; what is done beside it happens on its day.
    const last = config.mode === 'demo' ? (await perform(lastAct, undefined, caller(), parts)).at : null
    if (last !== null) clock.set(last)
    return await work(parts)
  } finally {
    await store.stop()
  }
}

/** As withParts, for what asks what is installed. */
export async function withInstalled<T>(env: NodeJS.ProcessEnv, work: (parts: Parts) => Promise<T>): Promise<T> {
  return withParts(env, async (parts) => {
    const installed = await perform(readInstalled, undefined, caller(), parts)
    return work({ ...parts, installed: () => installed })
  })
}

/** Every pack of the repository; the demo's units and accounts only in demo mode. */
function soundPacks(root: string, config: Config): readonly Pack[] {
  const folders = ownFolders(root).filter((folder) => config.mode === 'demo' || path.basename(folder) !== demoPack)
  const { packs, issues } = checkPacks(folders.map((folder) => ({ ...readFolder(folder), folder: path.relative(process.cwd(), folder) })))
  if (!blocks(issues)) return packs
  throw new Problem('invalid-input', { issues })
}

/** The clock goes on from where the demo was left, so that nothing happens before what has happened. */
async function setUpDemo(parts: Parts, { demo }: InstalledPacks, log: Logger): Promise<void> {
  if (demo === undefined) return
  const begin = new Date(startOfDay(demo.clock).getTime() + officeOpens)
  const last = await perform(lastAct, undefined, caller(), parts)
  const isNew = last.periods === 0
  parts.clock.set(isNew || last.at === null || last.at < begin ? begin : last.at)
  if (!isNew) return
  const { filings } = await perform(openPeriod, demo.open, caller(), parts)
  log.info({ filings }, 'demo period opened')
}

export function caller(name = 'start'): Caller {
  return { actor: { kind: 'system', name }, requestId: randomUUID(), address: '' }
}
