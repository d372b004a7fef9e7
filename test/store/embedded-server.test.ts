import { expect } from 'chai'
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { type EmbeddedServer, startEmbeddedServer } from '../../engine/store/embedded-server.ts'
import { isAlive } from '../../engine/store/postmaster.ts'
import { withClient } from '../../engine/store/provision.ts'

describe('the embedded database server', function () {
  this.timeout(90_000)

  const root = mkdtempSync(path.join(tmpdir(), 'bieumau-test-'))
  chmodSync(root, 0o755)
  const directory = path.join(root, 'pg')
  const said: string[] = []
  const log = { info: (text: string) => { said.push(text) }, warn: (text: string) => { said.push(text) } }
  const start = (): Promise<EmbeddedServer> => startEmbeddedServer({ directory, log })
  const postmasterPid = (): number => Number(readFileSync(path.join(directory, 'data/postmaster.pid'), 'utf8').split('\n')[0])
  const asRoot = process.getuid?.() === 0

  after(() => rmSync(root, { recursive: true, force: true }))

  it('starts on the loopback address only, with Vietnamese order, checksums and scram', async () => {
    const server = await start()
    try {
      expect(server.adopted).to.equal(false)
      const url = new URL(server.url)
      expect([url.hostname, url.username, url.pathname]).to.deep.equal(['127.0.0.1', 'postgres', '/postgres'])
      await withClient(server.url, async client => {
        const one = async (sql: string): Promise<unknown> => (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0]
        expect(await one('show listen_addresses')).to.equal('127.0.0.1')
        expect(await one('show unix_socket_directories')).to.equal('')
        expect(await one('show data_checksums')).to.equal('on')
        expect(await one('show fsync')).to.equal('on')
        expect(await one('show max_connections')).to.equal('100')
        expect(await one('show server_encoding')).to.equal('UTF8')
        expect(await one("select string_agg(w, ' ' order by w) from unnest('{Ưu,Đà,Dương,Uống,An,Ăn,Em,Ấm}'::text[]) w"))
          .to.equal('An Ăn Ấm Dương Đà Em Uống Ưu')
        expect(await one("select rolpassword ~ '^SCRAM-SHA-256' from pg_authid where rolname = 'postgres'")).to.equal(true)
      })
      url.password = 'wrong'
      expect(await failure(withClient(url.href, async () => {}))).to.contain('password authentication failed')
      expect(statSync(path.join(directory, 'state.json')).mode & 0o777).to.equal(0o600)
      expect(readdirSync(directory).filter(name => name.includes('password')), 'the password file is gone').to.deep.equal([])
    } finally {
      await server.stop()
    }
    expect(existsSync(path.join(directory, 'data/postmaster.pid'))).to.equal(false)
  })

  it('is shared by two users of the same directory and stops with the last one', async () => {
    const first = await start()
    const second = await start()
    expect(second.adopted).to.equal(true)
    expect(second.url).to.equal(first.url)
    await first.stop()
    await withClient(second.url, client => client.query('select 1'))
    await second.stop()
    expect(await failure(withClient(second.url, async () => {}))).to.contain('ECONNREFUSED')
  })

  it('lets two starts at the same moment meet on one server', async () => {
    const servers = await Promise.all([start(), start()])
    expect(servers[0].url).to.equal(servers[1].url)
    for (const server of servers) await server.stop()
  })

  it('takes the server of a killed process back', async () => {
    const holder = await holdServer(directory)
    const pid = postmasterPid()
    holder.kill('SIGKILL')
    await exitOf(holder)
    await sleep(200)
    expect(isAlive(pid), 'the orphan lives on').to.equal(true)
    const server = await start()
    expect(server.adopted).to.equal(true)
    expect(postmasterPid()).to.equal(pid)
    await withClient(server.url, client => client.query('select 1'))
    await server.stop()
    expect(existsSync(path.join(directory, 'data/postmaster.pid'))).to.equal(false)
  })

  it('has every acknowledged row after the server and its process were killed', async () => {
    const holder = await holdServer(directory)
    const url = await firstLine(holder)
    let acknowledged = 0
    const writing = withClient(url, async client => {
      await client.query('create table if not exists kept (n int)')
      for (;;) {
        await client.query('insert into kept values ($1)', [acknowledged + 1])
        acknowledged++
      }
    })
    await sleep(500)
    const pid = postmasterPid()
    holder.kill('SIGKILL')
    process.kill(pid, 'SIGKILL')
    await failure(writing)
    expect(acknowledged).to.be.greaterThan(20)

    const server = await start()
    expect(server.adopted).to.equal(false)
    const count = await withClient(server.url, async client => (await client.query<{ n: number }>('select count(*)::int as n from kept')).rows[0]?.n)
    // One more may have been committed without its answer arriving.
    expect(count).to.be.within(acknowledged, acknowledged + 1)
    await server.stop()
  })

  it('starts although a stranger has the number of the old process', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    const first = await holdServer(directory)
    const pid = postmasterPid()
    first.kill('SIGKILL')
    process.kill(pid, 'SIGKILL')
    await exitOf(first)
    while (isAlive(pid)) await sleep(100)
    const file = path.join(directory, 'data/postmaster.pid')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(stranger.pid)))
    const server = await start()
    expect(server.adopted).to.equal(false)
    await server.stop()
    stranger.kill('SIGKILL')
  })

  it('brings a killed server back on the same port while we run', async () => {
    const server = await start()
    process.kill(postmasterPid(), 'SIGKILL')
    await sleep(100)
    let error = await failure(withClient(server.url, async () => {}))
    for (let attempt = 0; error !== 'none' && attempt < 300; attempt++) {
      await sleep(100)
      error = await failure(withClient(server.url, async () => {}))
    }
    expect(error).to.equal('none')
    expect(said.join('\n')).to.contain('ended unexpectedly')
    await server.stop()
  })

  it('names DATABASE_URL where the platform has no package', async () => {
    expect(await failure(startEmbeddedServer({ directory: path.join(root, 'none'), log, environment: { platform: 'plan9-mips' } })))
      .to.contain('no built-in database for plan9-mips').and.to.contain('DATABASE_URL')
  })

  // Only root can become somebody else; an ordinary user has nothing to prove here.
  if (asRoot) it('as root: names DATABASE_URL where the user has no name', async () => {
    const other = path.join(root, 'nameless')
    expect(await failure(startEmbeddedServer({ directory: other, log, environment: { unprivileged: 54_321 } })))
      .to.contain('a user with a name').and.to.contain('DATABASE_URL')
    expect(readdirSync(other).filter(name => name.startsWith('data')), 'no half database is left').to.deep.equal([])
  })

  if (asRoot) it('as root: goes elsewhere, and says so, below a directory that only root may enter', async () => {
    const closed = path.join(root, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const systemState = path.join(root, 'state')
    const server = await startEmbeddedServer({ directory: path.join(closed, 'pg'), log, environment: { systemState } })
    await server.stop()
    expect(said.at(-1)).to.contain(`kept in ${systemState}`)
    expect(readdirSync(closed)).to.deep.equal([])
  })
})

async function failure(work: Promise<unknown>): Promise<string> {
  return work.then(() => 'none', (error: Error) => error.message)
}

/** A process of its own that starts the server, prints the URL and waits. */
async function holdServer(directory: string): Promise<ChildProcess> {
  const file = pathToFileURL(path.resolve('engine/store/embedded-server.ts')).href
  const script = `import { startEmbeddedServer } from ${JSON.stringify(file)}
    const quiet = () => {}
    const server = await startEmbeddedServer({ directory: ${JSON.stringify(directory)}, log: { info: quiet, warn: quiet } })
    console.log(server.url)
    setInterval(quiet, 1000)`
  const child = spawn(process.execPath, ['--import', '@oxc-node/core/register', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  lines.set(child, new Promise((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim()))
    child.once('exit', () => reject(new Error('The holding process ended early.')))
  }))
  await firstLine(child)
  return child
}

const lines = new WeakMap<ChildProcess, Promise<string>>()

const firstLine = async (child: ChildProcess): Promise<string> => (await lines.get(child)) ?? ''

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })
}
