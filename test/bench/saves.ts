// Saves per second over HTTP against the complete SQL of one save (session, lock, record, history, audit): the same
// statements, captured from a real save, sent as prepared statements by a process without a server in between. Same
// machine, same database with fsync on, same number of connections, rounds in turn and every other one backwards.
// What makes it fair: both sides warm up off the clock, their histories are of the same size, nobody parses rows that
// nobody reads, and the work of either load counts. The target is against the statements sent one by one, as every plain
// client sends them; the server itself sends them in packets, so what that gains is shown beside it.
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Installed } from '../../engine/actions/action.ts'
import { perform } from '../../engine/actions/perform.ts'
import { readInstalled } from '../../engine/actions/read-installed.ts'
import { makeClock } from '../../engine/adapters/clock.ts'
import { routes } from '../../engine/http/routes/all.ts'
import type { SaveReply } from '../../engine/core/contract/filing.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import { openDatabase, type Database } from '../../engine/store/database.ts'
import { startEmbeddedServer } from '../../engine/store/embedded-server.ts'
import { migrate } from '../../engine/store/migrate.ts'
import { provision } from '../../engine/store/provision.ts'
import { findLine, firstMorning, install, openFiling, repositoryPacks } from '../support/country.ts'
import { startTestServer, type Reply, type TestServer } from '../support/server.ts'
import { startServer } from '../../engine/http/server.ts'
import pg from 'pg'
import pino from 'pino'
import { median, round, type Outcome } from './frame.ts'
import type { Fresh, HttpLoad, LoadBegun, LoadResult, SqlLoad, SqlStatement } from './load.ts'

const communes = [
  'xabocbo_hpn_tbkn', 'xabangthanh_hpn_tbkn', 'xanhanmon_hpn_tbkn', 'xathuonggiao_hbb_tbkn', 'xadialinh_hbb_tbkn', 'xayenduong_hbb_tbkn',
  'phuongbennghe_q1_tphcmh', 'phuongbenthanh_q1_tphcmh',
]
const rounds = 5
/** Saves of every lane in a round: on the clock, and before it. */
const turns = { count: 100, warmUp: 30 }

const sides = ['http', 'oneByOne', 'inPackets'] as const
type Side = (typeof sides)[number]
/** Also what this process, which is the server, computed while the clock ran: microseconds. */
type Ran = LoadResult & { readonly ours: number }
/** Microseconds a save on the clock of the wall: over HTTP, and its statements alone. */
type Round = Readonly<Record<Side, number>> & {
  /** Microseconds that the server computed for a save. */
  readonly cpu: number
  /** Milliseconds of single saves over HTTP. */
  readonly each: readonly number[]
}

/** A form of communes, and the cells that every save of it patches. */
type Patch = { readonly form: string; readonly addresses: string[] }
const range = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${prefix}${index}`)
const patches: readonly Patch[] = [
  { form: '17a', addresses: ['main.copies', 'main.signatures', 'main.contracts'] },
  { form: 'grid', addresses: range('r', 20).flatMap((row) => range('c', 10).map((column) => `main.${row}.${column}`)) },
]

/** Its rounds run processes of their own, so it brings its outcomes instead of competitors. Microseconds a save. */
export async function saves(): Promise<Outcome[]> {
  const embedded = await startEmbeddedServer({ directory: 'var/bench', log: { info: () => {}, warn: console.warn } })
  try {
    const urls = await provision(embedded.url, { dataDirectory: 'var/bench', database: `bench_${process.pid}` })
    await migrate(urls.owner)
    const database = openDatabase(urls.app, { poolSize: communes.length + 2 })
    try {
      await install(database, checkPacks(withGrid()).packs)
      const outcomes: Outcome[] = []
      for (const patch of patches) outcomes.push(await compare(database, urls.app, patch))
      return outcomes
    } finally {
      await database.destroy()
    }
  } finally {
    await embedded.stop()
  }
}

function outcomeOf({ addresses }: Patch, packets: SqlLoad['lanes'][number], measured: readonly Round[]): Outcome {
  const of = (figure: Side | 'cpu'): number => median(measured.map((one) => one[figure]))
  const ratio = median(measured.map(({ http, oneByOne }) => oneByOne / http))
  const each = measured.flatMap((one) => one.each).sort((a, b) => a - b)
  const p99 = each[Math.floor(each.length * 0.99)] as number
  const rate = (microseconds: number): string => `${round(1e6 / microseconds)}/s`
  const statements = packets.flat().length
  return {
    title: `Saves of ${addresses.length} cells over HTTP against their ${statements} statements alone, ${communes.length} connections`,
    unit: 'µs',
    figures: [
      { name: `bieumau over HTTP (${rate(of('http'))}; p50 ${round(median(each))} ms, p99 ${round(p99)} ms; ${round(of('cpu'))} µs of CPU in the server)`, value: of('http') },
      { name: `pg, prepared statements, one by one (${rate(of('oneByOne'))})`, value: of('oneByOne') },
      { name: `pg, prepared statements, in the server's ${packets.length} packets (${rate(of('inPackets'))})`, value: of('inPackets') },
    ],
    verdicts: [{ words: `${round(ratio)}× the rate of the statements alone (must: ≥ 0.75×, ambitious: ≥ 0.95×)`, met: ratio >= 0.75, ambitious: ratio >= 0.95 }],
  }
}

async function compare(database: Database, url: string, patch: Patch): Promise<Outcome> {
  let installed: Installed | undefined
  const server = await startTestServer({
    database, routes, clock: makeClock(new Date(firstMorning)), installed: () => installed as Installed, server: { checkReplies: false },
  })
  try {
    installed = await perform(readInstalled, undefined, { actor: { kind: 'system', name: 'bench' }, requestId: randomUUID(), address: '' }, server.parts)
    // Measured without the test server's own book-keeping: as `npm start` runs it.
    const bare = await startServer(server.parts, routes, pino({ level: server.parts.config.logLevel }))
    const http = await Promise.all(communes.map((commune) => lane(server, commune, patch)))
    const sql: SqlLoad['lanes'] = []
    // One after the other: the listener hears every statement of the process.
    for (const commune of communes) sql.push(await capture(server, commune, patch))
    const loads: Readonly<Record<Side, () => HttpLoad | SqlLoad | Promise<HttpLoad>>> = {
      http: async () => {
        const lanes = await Promise.all(http.map(async (one) => ({ ...one, revision: await revisionOf(database, one.path) })))
        return { kind: 'http', url: bare.address, origin: bare.address, lanes, ...turns }
      },
      oneByOne: () => ({ kind: 'sql', url, together: false, lanes: sql, ...turns }),
      inPackets: () => ({ kind: 'sql', url, together: true, lanes: sql, ...turns }),
    }
    const measured: Round[] = []
    // The first round warms both up.
    for (let round = 0; round <= rounds; round++) {
      const ran = new Map<Side, Ran>()
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) ran.set(side, await run(await loads[side]()))
      if (round > 0) measured.push(roundOf(ran))
    }
    await bare.stop()
    return outcomeOf(patch, sql[0] ?? [], measured)
  } finally {
    await server.stop()
  }
}

function roundOf(ran: ReadonlyMap<Side, Ran>): Round {
  const saved = turns.count * communes.length
  const of = (side: Side): number => (1000 * (ran.get(side)?.milliseconds ?? NaN)) / saved
  const http = ran.get('http')
  return { http: of('http'), oneByOne: of('oneByOne'), inPackets: of('inPackets'), cpu: (http?.ours ?? NaN) / saved, each: http?.each ?? [] }
}

/** The repository's packs with one more form of communes: the grid of 20 × 10 whose cells are all saved at once. */
function withGrid(): ReturnType<typeof repositoryPacks> {
  const route = { reporting: ['ubnd_xa'], receiver: 'phong_tu_phap', due: { six_months: '06-06' }, workflow: 'workflows/report' }
  const columns = range('c', 10).map((id) => ({ id, title: id }))
  const form = {
    id: 'grid', code: 'grid', title: 'grid', 'legal-basis': 'bench', version: 1, source: { confidence: 'ours', note: 'bench' }, routes: [route], signatures: ['bench'],
    tables: [{
      id: 'main',
      columns: [{ id: 'total', title: 'total', parts: columns.map(({ id }) => id), 'parts-are': 'computed' }, ...columns],
      rows: [{ id: 'all', title: 'all', parts: range('r', 20), 'parts-are': 'computed' }, ...range('r', 20).map((id) => ({ id, title: id }))],
    }],
    rules: [{ id: 'limit', check: 'c0 <= total', basis: 'ours', message: 'c0' }],
  }
  return repositoryPacks().map((pack) =>
    pack.folder.endsWith('tt03-2019') ? { ...pack, files: [...pack.files, { path: 'grid.form.yaml', text: JSON.stringify(form) }] } : pack,
  )
}


async function lane(server: TestServer, commune: string, { form, addresses }: Patch): Promise<HttpLoad['lanes'][number]> {
  const client = await server.client(`${commune}_bc`)
  const { id } = await findLine(client, 'own', form)
  return { cookie: client.cookie() ?? '', path: `/api/v1/filings/${id}`, addresses, revision: 0 }
}

async function revisionOf(database: Database, where: string): Promise<number> {
  const filing = await database('filing').where({ id: where.split('/').at(-1) }).first<{ revision: number }>('revision')
  return filing.revision
}

/** The statements of one real save with what they were given: packet by packet, as the driver was asked for them. */
async function capture(server: TestServer, commune: string, { form, addresses }: Patch): Promise<SqlLoad['lanes'][number]> {
  const client = await server.client(`${commune}_bc`)
  const { id } = await findLine(client, 'own', form)
  const { revision: first } = await openFiling(client, id)
  const patchFrom = (revision: number, value: number): Promise<Reply> =>
    client.patch(`/filings/${id}`, { revision, cells: addresses.map((address, index) => [address, value + index]) })
  // The second one is caught: it finds every cell filled in, as those of the rounds do, and its history is as large.
  const { revision } = (await patchFrom(first, 1)).body as SaveReply
  const packets: SqlStatement[][] = []
  const { query } = pg.Client.prototype
  let packet: SqlStatement[] | undefined
  pg.Client.prototype.query = function (this: pg.Client, statement: pg.QueryConfig, ...rest: unknown[]) {
    if (packet === undefined) {
      packets.push((packet = []))
      process.nextTick(() => {
        packet = undefined
      })
    }
    packet.push(repeatable(statement))
    return (query as (...all: unknown[]) => unknown).call(this, statement, ...rest)
  } as typeof query
  const reply = await patchFrom(revision, 2)
  pg.Client.prototype.query = query
  if (reply.status !== 200) throw new Error(reply.text)
  return packets
}

/** What goes to the other process goes as JSON, and has to work again and again. */
function repeatable({ text, name = '', values = [] }: pg.QueryConfig): SqlStatement {
  const binding = (value: unknown, index: number): unknown => {
    if (name === 'add-audit-row' && index === 0) return 'fresh-id' satisfies Fresh
    // The only number that it is given; the record itself is a text.
    if (name === 'write-record' && typeof value === 'number') return 'fresh-revision' satisfies Fresh
    if (value instanceof Date) return value.toISOString()
    return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value
  }
  return { text, name, values: values.map(binding) }
}

function run(load: HttpLoad | SqlLoad): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = fork(path.resolve('test/bench/load.ts'), { execArgv: ['--import', '@oxc-node/core/register'] })
    let before = process.cpuUsage()
    child.on('message', (message: LoadBegun | LoadResult) => {
      if ('begun' in message) {
        before = process.cpuUsage()
        return
      }
      const { user, system } = process.cpuUsage(before)
      resolve({ ...message, ours: user + system })
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`The load ended with ${code}`))
    })
    child.send(load)
  })
}
