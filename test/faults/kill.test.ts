// The application as people run it, on a database of its own, killed in the middle of work: what was acknowledged is
// there afterwards, the queue is worked off, and the totals are those of the received seals. What was acknowledged is
// kept in this process, outside of the database that is killed.
import { expect } from 'chai'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Filing, HistoryReply } from '../../engine/core/contract/filing.ts'
import { isAlive } from '../../engine/store/postmaster.ts'
import { withClient } from '../../engine/store/provision.ts'
import { demoPassword, findLine, openFiling } from '../support/country.ts'
import { makeClient, type Client, type Reply } from '../support/server.ts'

const root = path.resolve(import.meta.dirname, '../..')
const directory = path.join(root, 'var/test', `kill-${process.pid}`)
const savers = ['xabocbo_hpn_tbkn', 'xathuonggiao_hbb_tbkn', 'xadialinh_hbb_tbkn', 'phuongbennghe_q1_tphcmh'] as const
const senders = ['xabangthanh_hpn_tbkn', 'xanhanmon_hpn_tbkn', 'xayenduong_hbb_tbkn'] as const
const districtOf = (commune: string): string => (commune.includes('_hpn_') ? 'huyenpacnam_tbkn' : 'huyenbabe_tbkn')

type Application = { readonly process: ChildProcess; readonly address: string }
/** A save or an act that was answered with 200: the filing, its revision then, and what was typed. */
type Acknowledged = { readonly filing: string; readonly revision: number; readonly copies?: number; readonly act?: string }

describe('The application, killed', function () {
  this.timeout(240_000)
  let application: Application | undefined
  let postmasterOfOurs: number | undefined
  const tokens = new Map<string, string>()
  const ids = new Map<string, string>()
  const acknowledged: Acknowledged[] = []
  let typed = 0

  before(async () => {
    mkdirSync(directory, { recursive: true })
    application = await start()
    for (const unit of savers) await logIn(`${unit}_bc`)
    for (const unit of senders) for (const role of ['bc', 'ld']) await logIn(`${unit}_${role}`)
    for (const district of ['huyenpacnam_tbkn', 'huyenbabe_tbkn']) await logIn(`${district}_bc`)
    for (const unit of [...savers, ...senders]) ids.set(unit, (await findLine(as(`${unit}_bc`), 'own', '17a')).id)
    for (const district of ['huyenpacnam_tbkn', 'huyenbabe_tbkn']) ids.set(district, (await findLine(as(`${district}_bc`), 'own', '17b')).id)
  })
  after(async () => {
    run.over = true
    if (application !== undefined && application.process.exitCode === null && application.process.signalCode === null) {
      application.process.kill('SIGKILL')
      await exitOf(application.process)
    }
    const left = existsSync(pidFile()) ? postmaster() : undefined
    for (const pid of new Set([left, postmasterOfOurs])) {
      if (pid === undefined || !isServerOfOurs(pid)) continue
      process.kill(pid, 'SIGINT')
      while (isServerOfOurs(pid)) await sleep(50)
    }
    rmSync(directory, { recursive: true, force: true })
  })

  it('has every acknowledged save and act afterwards, adopts its database, and works its queue off', async () => {
    const streams = [...savers.map((unit) => keepSaving(unit)), ...senders.map(keepSending)]
    await reached(() => acknowledged.filter((one) => one.act === 'receive').length >= 4 && acknowledged.length >= 120)
    const server = postmaster()
    application?.process.kill('SIGKILL')
    await Promise.all(streams)
    await exitOf((application as Application).process)
    expect(isServerOfOurs(server), 'the database lives on').to.equal(true)

    // As a worker leaves them that is killed in the middle of its job: the job locked, its marks still there.
    await onDatabase(async (query) => {
      await query(`insert into roll_up_queue (upper_filing_id, at, request_id) values ($1, '2020-06-01', 'killed')`, [ids.get('huyenpacnam_tbkn')])
      await query(`select graphile_worker.add_job('roll-up', '{}'::json, job_key := 'roll-up')`, [])
      await query(`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'killed', attempts = 1`, [])
    })

    application = await start()
    expect(postmaster(), 'the same database').to.equal(server)
    await everythingIsThere()
    await totalsAreRight()
  })

  it('goes on when its database is killed, which comes back by itself with every acknowledged save', async () => {
    const before = acknowledged.length
    const failures: number[] = []
    const streams = savers.map((unit) => keepSaving(unit, failures))
    await reached(() => acknowledged.length >= before + 40)
    const killed = postmaster()
    process.kill(killed, 'SIGKILL')
    await reached(() => existsSync(pidFile()) && postmaster() !== killed && isServerOfOurs(postmaster()))
    const back = acknowledged.length
    await reached(() => acknowledged.length >= back + 40)
    run.stopping = true
    await Promise.all(streams)
    expect(new Set(failures), 'whoever was told anything was told to try again').to.deep.equal(failures.length === 0 ? new Set() : new Set([503]))
    expect(application?.process.exitCode).to.equal(null)
    run.stopping = false
    await everythingIsThere()

    // The worker has found its way back, too.
    await round(senders[0], 7_777)
    await totalsAreRight()
  })

  it('ends in order when asked to, and takes its database along', async () => {
    const server = postmaster()
    const { process: running } = application as Application
    running.kill('SIGTERM')
    await exitOf(running)
    expect([running.exitCode, running.signalCode]).to.deep.equal([0, null])
    expect(isServerOfOurs(server)).to.equal(false)
  })

  /** Saves one figure after the other, until the application does not answer. */
  async function keepSaving(unit: string, failures?: number[]): Promise<void> {
    const client = as(`${unit}_bc`)
    const filing = ids.get(unit) as string
    while (!run.stopping && !run.over) {
      const copies = ++typed
      const reply = await answered(async () => {
        const { revision } = await openFiling(client, filing)
        return client.patch(`/filings/${filing}`, { revision, cells: [['main.copies', copies]] })
      })
      if (reply?.status === 200) acknowledged.push({ filing, revision: reply.body.revision as number, copies })
      else if (failures === undefined) return
      else {
        if (reply !== undefined) failures.push(reply.status)
        await sleep(20)
      }
    }
  }

  /** Whole rounds of a report: typed, passed, approved, sent, received, returned. */
  async function keepSending(unit: string): Promise<void> {
    for (;;) if (!(await round(unit, ++typed)) || !(await step(unit, 'return'))) return
  }

  async function round(unit: string, copies: number): Promise<boolean> {
    const client = as(`${unit}_bc`)
    const filing = ids.get(unit) as string
    const reply = await answered(async () => {
      const { revision } = await openFiling(client, filing)
      return client.patch(`/filings/${filing}`, { revision, cells: [['main.copies', copies]] })
    })
    if (reply?.status !== 200) return false
    acknowledged.push({ filing, revision: reply.body.revision as number, copies })
    for (const act of ['submit', 'approve', 'send', 'receive']) if (!(await step(unit, act))) return false
    return true
  }

  async function step(unit: string, act: string): Promise<boolean> {
    const login = act === 'submit' ? `${unit}_bc` : ['approve', 'send'].includes(act) ? `${unit}_ld` : `${districtOf(unit)}_bc`
    const filing = ids.get(unit) as string
    const reply = await answered(async () => {
      const { body } = await as(login).get(`/filings/${filing}`)
      return as(login).post(`/filings/${filing}/actions/${act}`, { revision: body.revision, ...(act === 'return' ? { reason: 'data_invalid', note: 'Sai' } : {}) })
    })
    if (reply?.status !== 200) return false
    acknowledged.push({ filing, revision: reply.body.revision as number, act })
    return true
  }

  async function everythingIsThere(): Promise<void> {
    for (const [unit, filing] of ids) {
      const mine = acknowledged.filter((one) => one.filing === filing)
      if (mine.length === 0) continue
      const client = as(`${unit}_bc`)
      const { body } = await client.get(`/filings/${filing}/history`)
      const saved = new Map((body as HistoryReply).changes.map((one) => [one.revision, one.cells.find((cell) => cell.address === 'main.copies')?.after]))
      const now: Filing = await openFiling(client, filing)
      const acted = new Map(now.events.map((one) => [one.revision, one.action]))
      for (const { revision, copies, act } of mine.slice(-450)) {
        if (copies !== undefined) expect(saved.get(revision), `revision ${revision} of ${unit}`).to.equal(copies)
        if (act !== undefined) expect(acted.get(revision), `revision ${revision} of ${unit}`).to.equal(act)
      }
      // Nothing is there twice, and at most the one that was under way has come in besides.
      const last = mine.at(-1) as Acknowledged
      expect(now.revision).to.be.within(last.revision, last.revision + 1)
    }
  }

  /** The upper figures are those of the seals that count, read from the database without the engine. */
  async function totalsAreRight(): Promise<void> {
    await onDatabase(async (query) => {
      await reached(async () => (await query('select 1 from roll_up_queue limit 1', [])).length === 0)
      for (const district of ['huyenpacnam_tbkn', 'huyenbabe_tbkn']) {
        const upper = ids.get(district) as string
        const [sealed] = await query(
          `select sum(s.cells[o.ordinal + 1])::int8 as copies, count(f.counted_seal_id)::int as received
           from filing f join filing u on u.id = $1 and u.unit_id = f.receiver_id and u.period_id = f.period_id
           left join seal s on s.id = f.counted_seal_id
           join form_ordinal o on o.pack_id = f.pack_id and o.form_id = f.form_id and o.table_id = '' and o.cell = 'main.copies'`, [upper])
        const filing = await openFiling(as(`${district}_bc`), upper)
        const total = filing.tables.find((one) => one.id === 'communes')?.rows[0]?.cells[0]
        expect(total === null ? null : Number(total), district).to.equal(sealed?.['copies'] === null ? null : Number(sealed?.['copies']))
        expect(filing.coverage[0]).to.include({ received: sealed?.['received'], expected: 3 })
      }
    })
  }

  async function start(): Promise<Application> {
    const child = spawn(process.execPath, [path.join(root, 'engine/cli/bieumau.js'), 'start'], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', BIEUMAU_DATA: directory, LOG_LEVEL: 'error' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const address = await new Promise<string>((resolve, reject) => {
      let said = ''
      child.stderr.on('data', (data: Buffer) => {
        said += data.toString()
      })
      child.stdout.on('data', (data: Buffer) => {
        said += data.toString()
        const found = /http:\/\/[^\s]+/.exec(said)?.[0]
        if (found !== undefined && said.includes('\n', said.indexOf(found))) resolve(found)
      })
      child.once('exit', (code) => reject(new Error(`The application ended with ${code} before it was ready: ${said}`)))
    })
    postmasterOfOurs = postmaster()
    return { process: child, address }
  }

  /** The session outlives the application, which has another port each time. */
  function as(login: string): Client {
    return makeClient((application as Application).address, 'bieumau', tokens.get(login))
  }

  async function logIn(login: string): Promise<void> {
    const client = makeClient((application as Application).address, 'bieumau')
    const reply = await client.post('/session', { login, password: demoPassword })
    if (reply.status !== 200) throw new Error(`${login}: ${reply.text}`)
    tokens.set(login, (client.cookie() ?? '').split('=')[1] ?? '')
  }

  async function onDatabase(work: (query: (sql: string, values: unknown[]) => Promise<Record<string, unknown>[]>) => Promise<void>): Promise<void> {
    const { password } = JSON.parse(readFileSync(path.join(directory, 'pg/state.json'), 'utf8')) as { password: string }
    const port = readFileSync(pidFile(), 'utf8').split('\n')[3]
    await withClient(`postgres://postgres:${password}@127.0.0.1:${port}/bieumau`, (client) =>
      work(async (sql, values) => (await client.query<Record<string, unknown>>(sql, values)).rows))
  }
})

/** Streams end when they are told to; nothing goes on waiting when a test has run out of its time. */
const run = { stopping: false, over: false }

const pidFile = (): string => path.join(directory, 'pg/data/postmaster.pid')

function postmaster(): number {
  return Number(readFileSync(pidFile(), 'utf8').split('\n')[0])
}

/** By its command line: the number alone may by now belong to somebody else. */
function isServerOfOurs(pid: number): boolean {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(directory)
  } catch {
    return false
  }
}

/** Undefined where the connection broke before there was an answer. */
async function answered(work: () => Promise<Reply>): Promise<Reply | undefined> {
  return work().catch(() => undefined)
}

/** Waits for something that is bound to happen; how long it may take is the test's own limit. */
async function reached(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!run.over && !(await condition())) await sleep(10)
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })
}
