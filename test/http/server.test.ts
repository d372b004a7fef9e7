import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { sessionRoutes } from '../../engine/http/routes/session.ts'
import { openDatabase } from '../../engine/store/database.ts'
import { withClient } from '../../engine/store/provision.ts'
import { callOf, permitForTests, renameUnit, unitRoutes } from '../support/actions.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { addPeople } from '../support/people.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

describe('the server', () => {
  let database: FreshDatabase
  before(async () => {
    database = await freshDatabase()
  })
  after(() => database.drop())

  describe('with built pages', () => {
    let server: TestServer
    let folder: string
    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'bieumau-pages-'))
      await mkdir(path.join(folder, 'ui/assets'), { recursive: true })
      await writeFile(path.join(folder, 'ui/index.html'), '<!doctype html><title>Biểu Mẫu</title>')
      await writeFile(path.join(folder, 'ui/assets/main-abc123.js'), `export const many = '${'x'.repeat(5000)}'`)
      await writeFile(path.join(folder, 'ui/favicon.svg'), '<svg/>')
      await writeFile(path.join(folder, 'secret.txt'), 'not for anybody')
      server = await startTestServer({ database: database.app, server: { pages: path.join(folder, 'ui') } })
    })
    after(async () => {
      await server.stop()
      await rm(folder, { recursive: true })
    })
    const html = { headers: { accept: 'text/html,*/*;q=0.8' } }

    it('lets hashed files be kept for ever and compresses them', async () => {
      const { status, headers, text } = await server.anonymous().get('//assets/main-abc123.js')
      expect(status).to.equal(200)
      expect(headers.get('content-type')).to.contain('javascript')
      expect(headers.get('cache-control')).to.equal('public, max-age=31536000, immutable')
      expect(headers.get('content-encoding')).to.be.oneOf(['br', 'gzip'])
      expect(text).to.contain('many')
    })

    it('gives every path of a page the one page, which is asked for anew each time', async () => {
      for (const page of ['//', '//filings/1', '//login']) {
        const { status, headers, text } = await server.anonymous().get(page, html)
        expect([status, headers.get('cache-control')], page).to.deep.equal([200, 'no-cache'])
        expect(text).to.contain('Biểu Mẫu')
      }
      expect((await server.anonymous().get('//favicon.svg')).headers.get('cache-control')).to.equal('no-cache')
    })

    it('gives each page of the manual its own address', async () => {
      await mkdir(path.join(folder, 'ui/help'), { recursive: true })
      for (const name of ['index', 'form']) await writeFile(path.join(folder, `ui/help/${name}.html`), `<!doctype html><title>${name}</title>`)
      for (const [address, title] of [['//help', 'index'], ['//help/', 'index'], ['//help/form', 'form'], ['//help/nothing', 'Biểu Mẫu']] as const) {
        const { status, text } = await server.anonymous().get(address, html)
        expect([status, text], address).to.deep.equal([200, `<!doctype html><title>${title}</title>`])
      }
    })

    it('publishes the editing schemas to editors anywhere, and nothing else of its folders', async () => {
      for (const kind of ['form', 'workflow', 'pack', 'example']) {
        const { status, headers, text } = await server.anonymous().get(`//schemas/${kind}.schema.json`)
        expect([status, headers.get('content-type'), headers.get('access-control-allow-origin')], kind).to.deep.equal([200, 'application/schema+json', '*'])
        expect((JSON.parse(text) as { $id: string }).$id).to.equal(`${kind}.schema.json`)
      }
      for (const tried of ['//schemas', '//schemas/', '//schemas/nothing.schema.json', '//schemas/..%2fshapes.js', '//schemas/../package.json', '//schemas/a/b.schema.json']) {
        expect((await server.anonymous().get(tried)).status, tried).to.equal(404)
      }
      expect((await server.anonymous().post('//schemas/form.schema.json', {})).status).to.equal(405)
    })

    it('does not pretend that a missing file, or anything for a program, is a page', async () => {
      expect((await server.anonymous().get('//assets/gone.js', html)).status).to.equal(404)
      expect((await server.anonymous().get('//filings/1', { headers: { accept: 'application/json' } })).status).to.equal(404)
      expect((await server.anonymous().post('//filings/1', {}, html)).status).to.equal(404)
    })

    it('serves nothing from outside of its folder', async () => {
      for (const tried of ['//..%2fsecret.txt', '//%2e%2e/secret.txt', '//assets/..%2f..%2fsecret.txt', '//%00', '//%ff']) {
        const { status, text } = await server.anonymous().get(tried, html)
        expect(text, tried).not.to.contain('not for anybody')
        expect(status, tried).to.be.oneOf([200, 404])
      }
    })
  })

  it('says what to do where the pages were not built', async () => {
    const server = await startTestServer({ database: database.app, server: { pages: path.join(tmpdir(), 'no-such-folder') } })
    const { status, text } = await server.anonymous().get('//', { headers: { accept: 'text/html' } })
    expect(status).to.equal(503)
    expect(text).to.contain('<code>npm run build</code>').and.to.contain('giao diện chưa được dựng')
    await server.stop()
  })

  it('is live without a database, and not ready', async () => {
    const unreachable = openDatabase('postgres://nobody@127.0.0.1:1/nothing', { poolSize: 1 })
    const server = await startTestServer({ database: unreachable })
    expect((await server.anonymous().get('//livez')).status).to.equal(200)
    const { status, body } = await server.anonymous().get('//readyz')
    expect([status, body.code]).to.deep.equal([503, 'too-busy'])
    await server.stop()
    await unreachable.destroy()
  })

  it('is not ready beside tables of an older version', async () => {
    const own = await freshDatabase()
    const server = await startTestServer({ database: own.app })
    expect((await server.anonymous().get('//readyz')).body).to.deep.equal({ ready: true })
    await withClient(own.ownerUrl, (client) => client.query("delete from knex_migrations where name = '001_ground.ts'"))
    expect((await server.anonymous().get('//readyz')).status).to.equal(503)
    await server.stop()
    await own.drop()
  })

  describe('that stops', () => {
    let forget: () => void
    before(() => {
      forget = permitForTests({ 'test-rename-unit': { who: 'manage-accounts' }, 'test-read-unit': { who: 'anybody-logged-in' } })
    })
    after(() => forget())

    it('finishes what is running, takes nothing new, and then is gone', async () => {
      const own = await freshDatabase()
      const { units } = await addPeople(own.app)
      let go = (): void => {}
      const wait = new Promise<void>((resolve) => {
        go = resolve
      })
      let reached = (): void => {}
      const running = new Promise<void>((resolve) => {
        reached = resolve
      })
      const slow = unitRoutes.map((one) => one.method !== 'PATCH' ? one : {
        ...one,
        action: { ...renameUnit, run: async (...all: Parameters<typeof renameUnit.run>) => {
          reached()
          await wait
          return renameUnit.run(...all)
        } },
      })
      const server = await startTestServer({ database: own.app, routes: [...sessionRoutes, ...slow] })
      const chi = await server.client('botuphap_admin')
      const reply = chi.patch(`/units/${units.commune.id}`, { name: 'Xã cuối' })
      await running
      const stopped = server.stop()
      const refused = await chi.get('/session').then(({ status }) => status, () => 'refused')
      expect(refused).to.be.oneOf([503, 'refused'])
      go()
      expect((await reply).status).to.equal(200)
      expect((await reply).headers.get('connection')).to.equal('close')
      await stopped
      await chi.get('/session').then(() => expect.fail('still there'), (error: Error) => expect(error.message).to.equal('fetch failed'))
      expect((await own.app('unit').where({ id: units.commune.id }).first('name')).name).to.equal('Xã cuối')
      await own.drop()
    })

    it('does not wait for ever', async () => {
      const endless = unitRoutes.map((one) => one.method !== 'GET' ? one : {
        ...one, action: { ...one.action, run: () => new Promise((resolve) => setTimeout(resolve, 2000)) },
      })
      const own = await freshDatabase()
      const { units } = await addPeople(own.app)
      const server = await startTestServer({ database: own.app, routes: endless, server: { patience: 100, checkReplies: false } })
      const reply = (await server.client('botuphap_admin')).get(`/units/${units.commune.id}`).catch((error: Error) => error.message)
      await new Promise((resolve) => setTimeout(resolve, 100))
      const begun = performance.now()
      await server.stop()
      expect(performance.now() - begun).to.be.lessThan(1000)
      expect(await reply).to.equal('fetch failed')
      await new Promise((resolve) => setTimeout(resolve, 2100))
      await own.drop()
    })
  })

  it('gives every call its own id', () => {
    expect(callOf({ kind: 'nobody' }).requestId).not.to.equal(callOf({ kind: 'nobody' }).requestId)
  })
})
