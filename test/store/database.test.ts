import { expect } from 'chai'
import fc from 'fast-check'
import { Logger, run, runMigrations } from 'graphile-worker'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connectStore } from '../../engine/store/connect.ts'
import { errorValue, fromWire } from '../../engine/core/value.ts'
import { openDatabase, parseCells } from '../../engine/store/database.ts'
import { type EmbeddedServer, startEmbeddedServer } from '../../engine/store/embedded-server.ts'
import { migrate } from '../../engine/store/migrate.ts'
import { cellsLiteral, textsLiteral } from '../../engine/store/record.ts'
import { provision, type StoreUrls, withClient } from '../../engine/store/provision.ts'
import { type FreshDatabase, freshDatabase, testServerUrl } from '../support/database.ts'

const quiet = { info: () => {}, warn: () => {} }

describe('the store', function () {
  this.timeout(60_000)

  let fresh: FreshDatabase
  const directory = mkdtempSync(path.join(tmpdir(), 'bieumau-roles-'))
  before(async () => { fresh = await freshDatabase() })
  after(async () => {
    await fresh.drop()
    rmSync(directory, { recursive: true, force: true })
  })

  describe('a value from the database', () => {
    const one = async (expression: string): Promise<unknown> =>
      ((await fresh.app.raw(`select ${expression} as value`)) as { rows: { value: unknown }[] }).rows[0]?.value

    it('is a number for an int8 as long as it is exact, else a string', async () => {
      expect(await one('9007199254740991::int8')).to.equal(9007199254740991)
      expect(await one('-9007199254740991::int8')).to.equal(-9007199254740991)
      expect(await one('9007199254740993::int8')).to.equal('9007199254740993')
      expect(await one('count(*)')).to.equal(1)
    })

    it('is a list of numbers and nulls for int8[]', async () => {
      expect(await one("'{}'::int8[]")).to.deep.equal([])
      expect(await one("'{NULL}'::int8[]")).to.deep.equal([null])
      expect(await one("'{1,NULL,-3,0,NULL,9007199254740991}'::int8[]")).to.deep.equal([1, null, -3, 0, null, 9007199254740991])
      expect(await failure(one("'{1,9007199254740993}'::int8[]"))).to.contain('cell 1 is beyond 2^53')
      expect(await failure(one("'{-9223372036854775808}'::int8[]"))).to.contain('beyond 2^53')
    })

    it('is a list that reads as it was written, whatever the numbers', () => {
      const cell = fc.oneof(fc.constant(null), fc.integer(), fc.maxSafeInteger())
      fc.assert(fc.property(fc.array(cell), cells => {
        expect(parseCells(`{${cells.map(value => (value === null ? 'NULL' : String(value))).join(',')}}`)).to.deep.equal(cells)
      }))
    })

    it('is 2^53 itself where it was too large to be told exactly, which every sheet shows as out of range', async () => {
      expect(await one("'{9007199254740992,1}'::int8[]")).to.deep.equal([2 ** 53, 1])
      expect(fromWire(2 ** 53)).to.equal(errorValue('out-of-range'))
    })

    it('is what was written as one parameter: texts and numbers, whatever is in them', async () => {
      const texts = ['', 'NULL', 'null', 'a,b', '{}', '"', '\\', '\\n', '\n', '\t\u0001', ' Đề án ', "'", null]
      const cells = [null, 0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]
      const back = async (type: string, literal: string): Promise<unknown> =>
        ((await fresh.app.raw(`select ?::${type}[] as value`, [literal])) as { rows: { value: unknown }[] }).rows[0]?.value
      for (const some of [[], [null], ...texts.map((text) => [text]), texts]) expect(await back('text', textsLiteral(some))).to.deep.equal(some)
      for (const some of [[], [null], cells]) expect(await back('int8', cellsLiteral(some))).to.deep.equal(some)
    })

    it('is a Date for a moment and plain text for a day, in UTC', async () => {
      expect(await one("'2020-01-01T00:00:00+07'::timestamptz")).to.deep.equal(new Date('2019-12-31T17:00:00Z'))
      expect(await one("'2020-01-31'::date")).to.equal('2020-01-31')
      expect(await one("current_setting('TimeZone')")).to.equal('UTC')
    })

    it('leaves the defaults of the pg module alone', async () => {
      await withClient(fresh.appUrl, async client => {
        expect((await client.query<{ value: unknown }>('select 1::int8 as value')).rows[0]?.value).to.equal('1')
      })
    })
  })

  describe('the roles', () => {
    it('are three: the application owns nothing and may not make anything', async () => {
      const { rows } = await fresh.app.raw('select current_user as who, current_database() as here') as { rows: { who: string; here: string }[] }
      expect(rows[0]?.who).to.equal('bieumau_app')
      expect(await failure(fresh.app.raw('create table x (n int)'))).to.contain('permission denied for schema public')
      expect(await failure(fresh.app.raw('create schema x'))).to.contain('permission denied for database')
      expect(await failure(fresh.app.raw('create temporary table x (n int)'))).to.contain('permission denied to create temporary tables')
      const { rows: powers } = await fresh.app.raw(
        "select rolname from pg_roles where rolname like 'bieumau%' and (rolsuper or rolcreatedb or rolcreaterole or rolbypassrls)") as { rows: unknown[] }
      expect(powers).to.deep.equal([])
    })
  })

  describe('migrating', () => {
    it('runs every file once and does nothing the second time', async () => {
      const files = existsSync('migrations') ? readdirSync('migrations').filter(name => name.endsWith('.ts')).toSorted() : []
      const owner = openDatabase(fresh.ownerUrl, { poolSize: 1 })
      try {
        const done = async (): Promise<string[]> => (await owner('knex_migrations').orderBy('id').select<{ name: string }[]>('name')).map(row => row.name)
        expect(await done()).to.deep.equal(files)
        await migrate(fresh.ownerUrl)
        expect(await done()).to.deep.equal(files)
      } finally {
        await owner.destroy()
      }
    })

    it('is not held up by a lock that a killed process left', async () => {
      const owner = openDatabase(fresh.ownerUrl, { poolSize: 1 })
      try {
        await owner('knex_migrations_lock').update({ is_locked: 1 })
        await migrate(fresh.ownerUrl)
        expect(await owner('knex_migrations_lock').first('is_locked')).to.deep.equal({ is_locked: 0 })
      } finally {
        await owner.destroy()
      }
    })

    it('lets the application add and run jobs, but not change the queue', async () => {
      const ran: unknown[] = []
      await fresh.app.transaction(trx => trx.raw("select graphile_worker.add_job('greet', ?::json, job_key := 'once')", [JSON.stringify({ name: 'Chi' })]))
      const runner = await run({
        connectionString: fresh.appUrl, concurrency: 2, noHandleSignals: true, pollInterval: 100,
        taskList: { greet: payload => { ran.push(payload) }, fail: () => { throw new Error('as expected') } },
        logger: new Logger(() => () => {}),
      })
      try {
        await runner.addJob('greet', { name: 'Lan' })
        await runner.addJob('fail', {}, { maxAttempts: 1 })
        await until(async () => ran.length === 2 && Number(((await fresh.app.raw(
          "select count(*) as n from graphile_worker.jobs where task_identifier = 'fail' and attempts = 1 and locked_at is null")) as { rows: { n: number }[] }).rows[0]?.n) === 1)
      } finally {
        await runner.stop()
      }
      expect(ran).to.deep.include.members([{ name: 'Chi' }, { name: 'Lan' }])
      expect(await failure(fresh.app.raw('alter table graphile_worker._private_jobs add x int'))).to.contain('must be owner')
      expect(await failure(runMigrations({ connectionString: fresh.appUrl, schema: 'other' }))).to.contain('permission denied')
    })
  })

  describe('connecting', () => {
    const appDatabaseUrl = (): string => fresh.appUrl
    const config = { dataDirectory: directory, poolSize: 2 }

    it('uses two given logins as they are', async () => {
      const store = await connectStore({ ...config, databaseUrl: fresh.ownerUrl, appDatabaseUrl: appDatabaseUrl() }, quiet)
      expect(store.urls).to.deep.equal({ owner: fresh.ownerUrl, app: fresh.appUrl, read: fresh.appUrl })
      expect(existsSync(path.join(directory, 'roles.json'))).to.equal(false)
      await store.stop()
    })

    it('says what is missing when the given login is not the application', async () => {
      const name = `test_stranger_${process.pid}`
      await withClient(await testServerUrl(), client => client.query(`create role ${name} login password 'x'`))
      await withClient(fresh.ownerUrl, client => client.query(`grant connect on database ${new URL(fresh.appUrl).pathname.slice(1)} to ${name}`))
      const url = new URL(fresh.appUrl)
      url.username = name
      url.password = 'x'
      try {
        expect(await failure(connectStore({ ...config, databaseUrl: fresh.ownerUrl, appDatabaseUrl: url.href }, quiet)))
          .to.contain('must be bieumau_app or a member of it')
      } finally {
        await withClient(fresh.superUrl, client => client.query(`drop owned by ${name}; drop role ${name}`))
      }
    })
  })

  // Roles belong to a whole server, and the shared one is in use by others while this file runs.
  describe('on a server of its own', () => {
    // Open to be entered, or root's database would be put elsewhere and stay there.
    const dataDirectory = mkdtempSync(path.join(tmpdir(), 'bieumau-own-'))
    chmodSync(dataDirectory, 0o755)
    const rolesFile = path.join(dataDirectory, 'roles.json')
    let server: EmbeddedServer
    before(async () => { server = await startEmbeddedServer({ directory: path.join(dataDirectory, 'pg'), log: quiet, settings: { fsync: 'off' } }) })
    after(async () => {
      await server.stop()
      rmSync(dataDirectory, { recursive: true, force: true })
    })

    it('makes everything through a login that is no superuser', async () => {
      await withClient(server.url, client => client.query("create role creator login createrole createdb password 'x'"))
      const url = new URL(server.url)
      url.username = 'creator'
      url.password = 'x'
      const store = await connectStore({ dataDirectory: path.join(dataDirectory, 'creator'), poolSize: 2, databaseUrl: url.href }, quiet)
      await store.stop()
      await withClient(store.urls.read, client => client.query('select 1'))
      await withClient(server.url, client => client.query("create role stranger login password 'x'"))
      const stranger = new URL(store.urls.app)
      stranger.username = 'stranger'
      stranger.password = 'x'
      expect(await failure(withClient(stranger.href, async () => {}))).to.contain('permission denied for database')
    })

    it('keeps generated passwords in a file only we can read, and survives its loss', async () => {
      const start = async (): Promise<StoreUrls> => {
        const store = await connectStore({ dataDirectory, poolSize: 2 }, quiet)
        expect((await store.app.raw('select current_user as who, current_database() as here') as { rows: unknown[] }).rows)
          .to.deep.equal([{ who: 'bieumau_app', here: 'bieumau' }])
        await store.stop()
        return store.urls
      }
      const first = await start()
      expect(statSync(rolesFile).mode & 0o777).to.equal(0o600)
      expect(await start(), 'a second time changes nothing').to.deep.equal(first)
      rmSync(rolesFile)
      const again = await start()
      expect(again.app).not.to.equal(first.app)
      for (const url of Object.values(again)) await withClient(url, client => client.query('select 1'))
      expect(await failure(withClient(first.read, async () => {}))).to.contain('password authentication failed')
    })

    it('lets several processes provision and migrate at the same moment', async () => {
      const database = 'together'
      const all = await Promise.all([1, 2, 3].map(async () => {
        const urls = await provision(server.url, { dataDirectory, database })
        await migrate(urls.owner)
        return urls.app
      }))
      expect(new Set(all).size).to.equal(1)
    })
  })
})

async function failure(work: PromiseLike<unknown>): Promise<string> {
  return Promise.resolve(work).then(() => 'none', (error: Error) => error.message)
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await condition()) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error('What the test waited for did not happen within five seconds.')
}
