import { expect } from 'chai'
import { tokenHash } from '../../engine/actions/session-cookie.ts'
import type { SessionList } from '../../engine/core/contract/session.ts'
import { addPeople, addPerson, password, type People } from '../support/people.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { standingClock, startTestServer, type TestServer } from '../support/server.ts'

describe('logging in', () => {
  let database: FreshDatabase
  let server: TestServer
  let people: People
  const clock = standingClock()

  before(async () => {
    database = await freshDatabase()
    people = await addPeople(database.app)
    server = await startTestServer({ database: database.app, clock })
  })
  after(async () => {
    await server.stop()
    await database.drop()
  })

  const account = (login: string) => database.app('account').where({ login })
  const newcomer = (login: string) => addPerson(database.app, { login, role: 'bc', unitId: people.units.commune.id })

  it('tells the page who is in front of it', async () => {
    const client = await server.logIn('huyencanduoc_bc')
    const { status, body } = await client.get('/session')
    expect(status).to.equal(200)
    expect(body).to.deep.equal({
      account: { id: people.an.id, login: 'huyencanduoc_bc', name: 'An', role: { id: 'bc', title: 'Chuyên viên' } },
      unit: people.units.district,
      capabilities: ['work-on-filings', 'read-below'],
      receives: false,
      copies: false,
      mustChangePassword: false,
      period: null,
      demo: true,
      now: '2020-05-20T02:00:00.000Z',
    })
  })

  it('gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const { headers, body } = await server.anonymous().post('/session', { login: 'huyencanduoc_bc', password })
    expect(headers.getSetCookie()).to.have.length(1)
    expect(headers.getSetCookie()[0]).to.match(/^bieumau=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(headers.get('cache-control')).to.equal('no-store')
    expect(JSON.stringify(body)).not.to.contain(headers.getSetCookie()[0]?.slice(8, 51))
  })

  it('keeps only a hash of the cookie', async () => {
    const client = await server.logIn('huyencanduoc_bc')
    const token = client.cookie()?.split('=')[1] ?? ''
    const rows = await database.app('session').select(database.app.raw('session::text as text'))
    expect(rows.map(({ text }) => text).join()).not.to.contain(token).and.not.to.contain(Buffer.from(token).toString('hex'))
  })

  it('shows a person his own sessions only, and ends all but the one that asks', async () => {
    const login = 'huyencanduoc_kt'
    const [desk, phone, old] = [await server.logIn(login), await server.logIn(login), await server.logIn(login)]
    const stranger = await server.logIn('huyencanduoc_ld')
    await database.app('session').where({ id_hash: tokenHash(old.cookie()?.split('=')[1] ?? '') }).update({ last_seen_at: new Date(clock.now().getTime() - 31 * 60_000) })
    const { sessions } = (await desk.get('/sessions')).body as SessionList
    expect(sessions.map((one) => one.current)).to.deep.equal([true, false])
    expect(sessions[0]).to.include({ since: '2020-05-20T02:00:00.000Z', lastSeen: '2020-05-20T02:00:00.000Z', agent: 'node' })
    expect((await desk.delete('/sessions/others')).body).to.deep.equal({ ended: 2 })
    expect([(await desk.get('/session')).status, (await phone.get('/session')).status, (await stranger.get('/session')).status]).to.deep.equal([200, 401, 200])
    expect(((await desk.get('/sessions')).body as SessionList).sessions.map((one) => one.current)).to.deep.equal([true])
    expect(await database.app('audit').where({ login, action: 'end-other-sessions', outcome: 'done' })).to.have.length(1)
    expect((await server.anonymous().get('/sessions')).status).to.equal(401)
  })

  it('takes a login in capitals or with spaces around it', async () => {
    expect((await server.anonymous().post('/session', { login: ' HuyenCanDuoc_BC ', password })).status).to.equal(200)
  })

  it('says the same of a wrong password and of a login that does not exist', async () => {
    await newcomer('xa1_bc')
    const wrong = await server.anonymous().post('/session', { login: 'xa1_bc', password: 'not-this-one' })
    const unknown = await server.anonymous().post('/session', { login: 'xa2_bc', password: 'not-this-one' })
    for (const { status, body, headers } of [wrong, unknown]) {
      expect(status).to.equal(401)
      expect(headers.get('content-type')).to.contain('application/problem+json')
      expect(headers.getSetCookie()).to.deep.equal([])
      expect(body.code).to.equal('wrong-login')
    }
    expect({ ...wrong.body, instance: '' }).to.deep.equal({ ...unknown.body, instance: '' })
  })

  it('refuses after five failures, also with the right password, until the window has passed', async () => {
    await newcomer('xa3_bc')
    const attempt = (login: string, typed: string) => server.anonymous().post('/session', { login, password: typed })
    for (let n = 0; n < 5; n++) expect((await attempt('xa3_bc', `wrong-${n}`)).status).to.equal(401)
    clock.advance({ minutes: 5 })
    const refused = await attempt('xa3_bc', password)
    expect(refused.status).to.equal(429)
    expect(refused.body.code).to.equal('too-many-attempts')
    expect(refused.headers.get('retry-after')).to.equal('600')
    expect(refused.body.detail).to.contain('10 phút')
    expect((await attempt('huyencanduoc_bc', password)).status, 'others are not held up').to.equal(200)
    clock.advance({ minutes: 10 })
    expect((await attempt('xa3_bc', password)).status).to.equal(200)
  })

  it('forgets failures once the password was right', async () => {
    await newcomer('xa4_bc')
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 4; n++) await server.anonymous().post('/session', { login: 'xa4_bc', password: 'wrong' })
      expect((await server.anonymous().post('/session', { login: 'xa4_bc', password })).status).to.equal(200)
    }
  })

  it('does not let guesses at the same moment slip past the limit', async () => {
    await newcomer('xa5_bc')
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => server.anonymous().post('/session', { login: 'xa5_bc', password: 'guess' })),
    )
    expect(replies.filter(({ status }) => status === 401)).to.have.length(5)
    expect(replies.filter(({ status }) => status === 429)).to.have.length(15)
  })

  it('slows down an address that tries many logins', async () => {
    const own = await startTestServer({ database: database.app, clock, config: { trustProxy: true } })
    const from = (address: string, n: number) =>
      own.anonymous().post('/session', { login: `nobody_${n}`, password: 'guess' }, { headers: { 'x-forwarded-for': address } })
    const statuses = new Set<number>()
    for (let n = 0; n < 101; n++) statuses.add((await from('192.0.2.7', n)).status)
    expect([...statuses]).to.deep.equal([401, 429])
    expect((await from('192.0.2.8', 0)).status).to.equal(401)
    await own.stop()
  })

  it('tells of a locked and of a revoked account only to who knows its password', async () => {
    for (const [login, column, code] of [['xa6_bc', 'locked_at', 'account-locked'], ['xa7_bc', 'revoked_at', 'account-revoked']] as const) {
      await newcomer(login)
      await account(login).update({ [column]: clock.now() })
      const wrong = await server.anonymous().post('/session', { login, password: 'wrong' })
      const right = await server.anonymous().post('/session', { login, password })
      expect([wrong.body.code, right.body.code]).to.deep.equal(['wrong-login', code])
      expect(right.status).to.equal(401)
    }
  })

  it('ends live sessions of an account that is locked, at the next request', async () => {
    await newcomer('xa8_bc')
    const client = await server.client('xa8_bc')
    expect((await client.get('/session')).status).to.equal(200)
    await account('xa8_bc').update({ locked_at: clock.now() })
    expect((await client.get('/session')).status).to.equal(401)
  })

  it('ends the session on the server when somebody logs out', async () => {
    const client = await server.logIn('huyencanduoc_bc')
    const cookie = client.cookie()
    const { status, headers } = await client.delete('/session')
    expect(status).to.equal(204)
    expect(headers.getSetCookie()[0]).to.contain('bieumau=;').and.to.contain('Max-Age=0')
    expect((await server.anonymous().get('/session', { headers: { cookie } })).status).to.equal(401)
  })

  it('keeps two browsers of one account apart', async () => {
    const [first, second] = [await server.logIn('huyencanduoc_bc'), await server.logIn('huyencanduoc_bc')]
    await first.delete('/session')
    expect((await first.get('/session')).status).to.equal(401)
    expect((await second.get('/session')).status).to.equal(200)
  })

  it('replaces the session when somebody else logs in in a second window', async () => {
    const browser = await server.logIn('huyencanduoc_bc')
    const before = browser.cookie()
    await browser.post('/session', { login: 'huyencanduoc_ld', password })
    expect((await browser.get('/session')).body.account.login).to.equal('huyencanduoc_ld')
    expect((await server.anonymous().get('/session', { headers: { cookie: before } })).status).to.equal(401)
  })

  it('ends an idle session, and keeps one that is in use', async () => {
    const [idle, busy] = [await server.client('huyencanduoc_bc'), await server.client('huyencanduoc_kt')]
    for (let n = 0; n < 7; n++) {
      clock.advance({ minutes: 5 })
      expect((await busy.get('/session')).status).to.equal(200)
    }
    expect((await idle.get('/session')).status).to.equal(401)
  })

  it('ends every session after the longest time, in use or not', async () => {
    const client = await server.client('huyencanduoc_bc')
    for (let n = 0; n < 12 * 6 - 1; n++) {
      clock.advance({ minutes: 10 })
      expect((await client.get('/session')).status).to.equal(200)
    }
    clock.advance({ minutes: 10 })
    expect((await client.get('/session')).status).to.equal(401)
  })

  it('writes the last sight of a session at most once a minute', async () => {
    await newcomer('xa9_bc')
    const client = await server.client('xa9_bc')
    const seen = async () => (await database.app('session').join('account', 'account.id', 'session.account_id')
      .where({ login: 'xa9_bc' }).first('last_seen_at')).last_seen_at.getTime()
    const begin = clock.now().getTime()
    clock.advance({ seconds: 30 })
    await client.get('/session')
    expect(await seen()).to.equal(begin)
    clock.advance({ seconds: 30 })
    await client.get('/session')
    expect(await seen()).to.equal(begin + 60_000)
  })

  describe('with an issued password', () => {
    const issued = (login: string) =>
      addPerson(database.app, { login, role: 'bc', unitId: people.units.commune.id, mustChangePassword: true })

    it('allows nothing but reading the session, changing the password and logging out', async () => {
      await issued('moi1_bc')
      const client = await server.logIn('moi1_bc')
      expect((await client.get('/session')).body.mustChangePassword).to.equal(true)
      const changed = await client.post('/session/password', { current: password, next: 'another-2020' })
      expect(changed.status).to.equal(200)
      expect(changed.body.mustChangePassword).to.equal(false)
      expect((await server.logIn('moi1_bc', 'another-2020')).cookie()).to.be.a('string')
      expect((await server.anonymous().post('/session', { login: 'moi1_bc', password })).status).to.equal(401)
    })

    it('refuses a new password that is the old one or too short, each with its sentence', async () => {
      await issued('moi2_bc')
      const client = await server.client('moi2_bc')
      const codes = async (next: string) => {
        const { status, body } = await client.post('/session/password', { current: password, next })
        expect([status, body.code]).to.deep.equal([422, 'password-too-weak'])
        return body.issues.map(({ code, path, message }: Record<string, string>) => [code, path, message])
      }
      expect(await codes(password)).to.deep.equal([['password.same-as-before', '/next', 'Mật khẩu mới phải khác mật khẩu đang dùng.']])
      expect(await codes('1234567')).to.deep.equal([['password.too-short', '/next', 'Mật khẩu phải có ít nhất 8 ký tự.']])
      expect((await client.get('/session')).body.mustChangePassword).to.equal(true)
    })

    it('asks for the present password, and lets nobody guess it', async () => {
      await issued('moi3_bc')
      const client = await server.client('moi3_bc')
      for (let n = 0; n < 5; n++) {
        const { status, body } = await client.post('/session/password', { current: `guess-${n}`, next: 'another-2020' })
        expect([status, body.code, body.issues[0].path]).to.deep.equal([422, 'invalid-values', '/current'])
      }
      expect((await client.post('/session/password', { current: password, next: 'another-2020' })).status).to.equal(429)
    })
  })

  it('ends the other sessions of an account whose password is changed', async () => {
    await newcomer('xa10_bc')
    const [here, elsewhere] = [await server.client('xa10_bc'), await server.client('xa10_bc')]
    await here.post('/session/password', { current: password, next: 'another-2020' })
    expect((await here.get('/session')).status).to.equal(200)
    expect((await elsewhere.get('/session')).status).to.equal(401)
  })

  it('takes the same password typed in either Unicode form', async () => {
    await newcomer('xa11_bc')
    const client = await server.client('xa11_bc')
    await client.post('/session/password', { current: password, next: 'mật khẩu mới'.normalize('NFD') })
    expect(await server.logIn('xa11_bc', 'mật khẩu mới'.normalize('NFC'))).to.be.an('object')
  })

  it('records who logged in and who did not, with the address', async () => {
    await newcomer('xa12_bc')
    const attempt = async (login: string, typed: string) => {
      const { headers } = await server.anonymous().post('/session', { login, password: typed })
      return (await database.app('audit').where({ request_id: headers.get('x-request-id') }))[0]
    }
    const { id } = await account('xa12_bc').first('id')
    expect(await attempt('xa12_bc', password)).to.include({ action: 'log-in', outcome: 'done', account_id: id, login: 'xa12_bc', object_id: id, address: '127.0.0.1' })
    expect(await attempt('xa12_bc', 'wrong')).to.include({ outcome: 'refused', problem: 'wrong-login', account_id: null, object_id: 'xa12_bc' })
    expect(await attempt('P@ssw0rd typed here', 'x')).to.include({ outcome: 'refused', object_id: 'unknown' })
  })

  it('shows no password and no cookie in the log, nor in the audit', async () => {
    await server.anonymous().post('/session', { login: 'my-secret-typed-wrongly', password: 'my-secret' })
    const audit = await database.app('audit').select(database.app.raw('audit::text as text'))
    const seen = JSON.stringify(server.logs) + audit.map(({ text }) => text).join()
    expect(seen).not.to.contain('my-secret').and.not.to.contain(password).and.not.to.contain('another-2020')
    expect(seen).not.to.contain('bieumau=')
  })
})

describe('the cookie behind https', () => {
  it('is bound to the host and sent over https only', async () => {
    const database = await freshDatabase()
    await addPeople(database.app)
    const server = await startTestServer({
      database: database.app,
      config: { mode: 'production', baseUrl: 'https://thongke.example', trustProxy: true },
    })
    const behindProxy = { headers: { 'x-forwarded-proto': 'https', origin: 'https://thongke.example' } }
    const client = server.anonymous()
    const { headers, body } = await client.post('/session', { login: 'huyencanduoc_bc', password }, behindProxy)
    expect(headers.getSetCookie()[0]).to.match(/^__Host-bieumau=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/)
    expect(body.demo).to.equal(false)
    expect((await client.get('/session', behindProxy)).status).to.equal(200)
    await server.stop()
    await database.drop()
  })
})
