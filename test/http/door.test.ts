import { expect } from 'chai'
import { permitForTests, timesRenamed, unitRoutes } from '../support/actions.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { addPeople, type People, testInstalled } from '../support/people.ts'
import { type Client, type Reply, startTestServer, type TestServer } from '../support/server.ts'
import { sessionRoutes } from '../../engine/http/routes/session.ts'

describe('the HTTP door', () => {
  let database: FreshDatabase
  let server: TestServer
  let people: People
  let an: Client
  let forget: () => void

  before(async () => {
    forget = permitForTests({ 'test-rename-unit': { who: 'manage-accounts' }, 'test-read-unit': { who: 'anybody-logged-in' } })
    database = await freshDatabase()
    people = await addPeople(database.app)
    server = await startTestServer({ database: database.app, routes: [...sessionRoutes, ...unitRoutes] })
    an = await server.client('huyencanduoc_bc')
  })
  after(async () => {
    await server.stop()
    await database.drop()
    forget()
  })

  const unit = () => `/units/${people.units.commune.id}`
  const chi = () => server.client('botuphap_admin')
  const auditOf = (reply: Reply) => database.app('audit').where({ request_id: reply.headers.get('x-request-id') })
  const expectProblem = (reply: Reply, status: number, code: string) => {
    expect([reply.status, reply.body?.code], reply.text).to.deep.equal([status, code])
    expect(reply.headers.get('content-type')).to.contain('application/problem+json')
    return reply.body
  }

  describe('a refusal', () => {
    it('is problem+json with type, title, status, detail, instance and code', async () => {
      const reply = await server.anonymous().get('/session')
      expect(expectProblem(reply, 401, 'not-logged-in')).to.deep.equal({
        type: `${server.parts.config.baseUrl}/problems/not-logged-in`,
        title: 'Chưa đăng nhập',
        status: 401,
        detail: 'Anh/chị chưa đăng nhập hoặc phiên làm việc đã hết. Vui lòng đăng nhập để tiếp tục.',
        instance: reply.headers.get('x-request-id'),
        code: 'not-logged-in',
      })
    })

    it('is in English for a page that asks for English, not for a browser that lists it', async () => {
      const title = async (language: string) =>
        (await server.anonymous().get('/session', { headers: { 'accept-language': language } })).body.title
      expect(await title('en')).to.equal('Not logged in')
      expect(await title('en-US,en;q=0.9,vi;q=0.8')).to.equal('Chưa đăng nhập')
    })

    it('comes before anybody unknown is told what a request lacks', async () => {
      for (const [method, path] of [['POST', `${unit()}/name`], ['PATCH', unit()], ['GET', '/units/x'], ['DELETE', '/session']] as const) {
        expectProblem(await server.anonymous().send(method, path, { body: method === 'GET' ? undefined : '{' }), 401, 'not-logged-in')
      }
    })

    it('of somebody without the right is recorded with the object, and before what is wrong with the request', async () => {
      const refused = await an.post(`${unit()}/name`, { name: 'Xã mới' })
      expectProblem(refused, 403, 'not-allowed')
      expect((await auditOf(refused))[0]).to.include({ outcome: 'refused', problem: 'not-allowed', object_id: people.units.commune.id })
      const malformed = await an.post(`${unit()}/name`, { name: 1 }, { headers: { 'idempotency-key': undefined } })
      expectProblem(malformed, 403, 'not-allowed')
      expect(await auditOf(malformed)).to.have.length(1)
    })

    it('is an issued password that has to be changed, for everything else', async () => {
      await database.app('account').where({ login: 'huyencanduoc_kt' }).update({ must_change_password: true })
      const client = await server.client('huyencanduoc_kt')
      expectProblem(await client.get(unit()), 403, 'must-change-password')
      expect((await client.get('/session')).status).to.equal(200)
    })
  })

  describe('a request', () => {
    it('from another site is refused and recorded', async () => {
      const client = await chi()
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site', origin: undefined },
      ]) {
        const reply = await client.post(`${unit()}/name`, { name: 'Xã lạ' }, { headers })
        expectProblem(reply, 403, 'wrong-origin')
        expect((await auditOf(reply))[0]).to.include({ problem: 'wrong-origin', login: 'botuphap_admin' })
      }
      expectProblem(await server.anonymous().post('/session', { login: 'x', password: 'y' }, { headers: { origin: 'https://evil.example' } }), 403, 'wrong-origin')
      expect((await client.post(`${unit()}/name`, { name: 'Xã quen' }, { headers: { 'sec-fetch-site': 'same-origin' } })).status).to.equal(201)
    })

    it('may be read from anywhere: the cookie does not travel', async () => {
      expect((await an.get('/session', { headers: { origin: 'https://evil.example' } })).status).to.equal(200)
    })

    it('with a body that is too large is refused', async () => {
      const body = expectProblem(await (await chi()).patch(unit(), { name: 'x'.repeat(2 * 1024 * 1024) }), 413, 'too-large')
      expect(body.detail).to.contain('2 MB')
    })

    it('with another content type is refused', async () => {
      const headers = { 'content-type': 'text/plain' }
      expectProblem(await (await chi()).patch(unit(), '{"name":"x"}', { headers }), 415, 'unsupported-media-type')
    })

    it('with broken JSON is refused', async () => {
      expectProblem(await (await chi()).patch(unit(), '{"name":'), 400, 'bad-json')
      expectProblem(await (await chi()).patch(unit(), '"name"'), 400, 'bad-json')
    })

    it('that is wrong in several places is told all of them, each with a pointer and a sentence', async () => {
      const { issues } = expectProblem(await (await chi()).post('/units/7/name', { name: 'x', extra: 1, ending: 2 }), 400, 'invalid-input')
      expect(issues.map(({ code, path }: Record<string, string>) => [code, path])).to.have.deep.members([
        ['shape.format', 'path/id'], ['shape.additionalProperties', '/extra'], ['shape.minLength', '/name'], ['shape.anyOf', '/ending'],
      ])
      expect(issues[0].message).to.equal('Không đúng định dạng uuid.')
      const empty = await (await chi()).post(`${unit()}/name`)
      expect(expectProblem(empty, 400, 'invalid-input').issues).to.deep.equal([
        { code: 'shape.type', severity: 'error', path: '', message: 'Giá trị phải thuộc kiểu object.' },
      ])
    })

    it('takes numbers of the query as numbers and refuses what it does not know there', async () => {
      expect((await an.get(`${unit()}?page=2`)).status).to.equal(200)
      const { issues } = expectProblem(await an.get(`${unit()}?page=0&pge=1`), 400, 'invalid-input')
      expect(issues.map(({ path }: { path: string }) => path)).to.have.members(['query/page', 'query/pge'])
    })

    it('for an unknown path or with another method is answered as a problem', async () => {
      expectProblem(await an.get('/no-such-thing'), 404, 'not-found')
      expectProblem(await an.get('//api/v2/session'), 404, 'not-found')
      const reply = await an.put('/session', {})
      expectProblem(reply, 405, 'method-not-allowed')
      expect(reply.headers.get('allow')).to.contain('GET').and.to.contain('DELETE')
    })

    it('keeps the id that it came with, into reply, log and audit', async () => {
      const client = await chi()
      const reply = await client.patch(unit(), { name: 'Xã có mã' }, { headers: { 'x-request-id': 'from-the-proxy-1' } })
      expect(reply.headers.get('x-request-id')).to.equal('from-the-proxy-1')
      expect((await auditOf(reply))[0]).to.include({ action: 'test-rename-unit', outcome: 'done' })
      expect(server.logs.find(({ requestId }) => requestId === 'from-the-proxy-1')).to.include({
        method: 'PATCH', status: 200, login: 'botuphap_admin',
      })
    })

    it('gets an id of ours where it has none, or one that is no id', async () => {
      const uuid = /^[0-9a-f-]{36}$/
      expect((await an.get('/session')).headers.get('x-request-id')).to.match(uuid)
      expect((await an.get('/session', { headers: { 'x-request-id': 'a b<script>' } })).headers.get('x-request-id')).to.match(uuid)
    })

    it('that meets a bug is answered with the id and nothing of the bug', async () => {
      const reply = await (await chi()).post(`${unit()}/name`, { name: 'Xã lỗi', ending: 'fail' })
      const body = expectProblem(reply, 500, 'internal-error')
      expect(body.detail).to.contain(body.instance)
      expect(reply.text).not.to.contain('a bug')
      const logged = server.logs.find(({ requestId, msg }) => requestId === body.instance && msg === 'failed')
      expect(JSON.stringify(logged?.['err'])).to.contain('a bug')
    })
  })

  describe('the same POST twice', () => {
    it('is carried out once and answered twice', async () => {
      const client = await chi()
      const before = timesRenamed()
      const first = await client.post(`${unit()}/name`, { name: 'Xã một lần' }, { key: 'intention-1' })
      const second = await client.post(`${unit()}/name`, { name: 'Xã một lần' }, { key: 'intention-1' })
      expect([first.status, second.status]).to.deep.equal([201, 201])
      expect(second.body).to.deep.equal(first.body)
      expect(second.headers.get('idempotency-replayed')).to.equal('true')
      expect(timesRenamed()).to.equal(before + 1)
      expect(await auditOf(second)).to.have.length(0)
    })

    it('at the same moment is carried out once', async () => {
      const client = await chi()
      const before = timesRenamed()
      const twins = await Promise.all([1, 2, 3].map(() => client.post(`${unit()}/name`, { name: 'Xã sinh ba' }, { key: 'intention-2' })))
      expect(twins.map(({ status }) => status)).to.deep.equal([201, 201, 201])
      expect(new Set(twins.map(({ text }) => text)).size).to.equal(1)
      expect(timesRenamed()).to.equal(before + 1)
    })

    it('with another body is refused and recorded', async () => {
      const client = await chi()
      await client.post(`${unit()}/name`, { name: 'Xã A' }, { key: 'intention-3' })
      const reply = await client.post(`${unit()}/name`, { name: 'Xã B' }, { key: 'intention-3' })
      expectProblem(reply, 409, 'idempotency-key-reused')
      expect((await auditOf(reply))[0]).to.include({ problem: 'idempotency-key-reused' })
    })

    it('needs its key; a PATCH may do without', async () => {
      const client = await chi()
      for (const key of [undefined, 'short', 'with a space in it']) {
        expectProblem(await client.post(`${unit()}/name`, { name: 'Xã' }, { headers: { 'idempotency-key': key } }), 428, 'idempotency-key-missing')
      }
      expect((await client.patch(unit(), { name: 'Xã không khóa' })).status).to.equal(200)
      const before = timesRenamed()
      for (let n = 0; n < 2; n++) await client.patch(unit(), { name: 'Xã có khóa' }, { key: 'intention-4' })
      expect(timesRenamed()).to.equal(before + 1)
    })
  })

  it('sends headers that keep a page to itself, and allow no inline script or style', async () => {
    const { headers } = await server.anonymous().get('/welcome')
    expect(headers.get('content-security-policy')).to.equal(
      "default-src 'self';img-src 'self' data:;object-src 'none';base-uri 'self';form-action 'self';frame-ancestors 'none'",
    )
    expect(headers.get('x-content-type-options')).to.equal('nosniff')
    expect(headers.get('x-frame-options')).to.equal('DENY')
    expect(headers.get('strict-transport-security')).to.equal(null)
    expect(headers.get('x-powered-by')).to.equal(null)
    expect(headers.get('cache-control')).to.equal('no-store')
  })

  it('introduces itself before anybody has logged in', async () => {
    const { status, body } = await server.anonymous().get('/welcome')
    expect(status).to.equal(200)
    expect(body).to.deep.equal({
      demo: true, now: '2020-05-20T02:00:00.000Z', support: 'Bộ phận hỗ trợ: 1900 0000',
      handsontableKey: 'non-commercial-and-evaluation', accounts: [], demoPassword: null,
    })
  })
})

describe('the HTTP door in production', () => {
  let database: FreshDatabase
  let server: TestServer
  before(async () => {
    database = await freshDatabase()
    server = await startTestServer({
      database: database.app,
      config: { mode: 'production', baseUrl: 'https://thongke.example', trustProxy: true },
      installed: () => ({ ...testInstalled, demoAccounts: [{ login: 'x', title: 'x', unit: 'x' }] }),
    })
  })
  after(async () => {
    await server.stop()
    await database.drop()
  })

  it('A-2.2 redirects plain http to the https base address, with path and query', async () => {
    const reply = await server.anonymous().get('/session?a=b', { headers: { 'x-forwarded-proto': 'http' } })
    expect(reply.status).to.equal(308)
    expect(reply.headers.get('location')).to.equal('https://thongke.example/api/v1/session?a=b')
    expect((await server.anonymous().get('//')).headers.get('location')).to.equal('https://thongke.example/')
  })

  it('answers probes over plain http', async () => {
    expect((await server.anonymous().get('//livez')).status).to.equal(200)
    expect((await server.anonymous().get('//readyz')).status).to.equal(200)
  })

  it('tells browsers to stay on https, and offers no demo account and no evaluation key', async () => {
    const { headers, body } = await server.anonymous().get('/welcome', { headers: { 'x-forwarded-proto': 'https' } })
    expect(headers.get('strict-transport-security')).to.equal('max-age=31536000')
    expect(headers.get('content-security-policy')).to.contain('upgrade-insecure-requests')
    expect(body).to.include({ demo: false, handsontableKey: null })
    expect(body.accounts).to.deep.equal([])
  })
})
