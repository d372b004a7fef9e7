// Accounts by the articles: their names, the roles of each kind of unit, who issues and takes back whose, and the slips with
// one-time passwords. Every act is over HTTP as the administrator named; the new people log in with what their slip says.
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { AccountList, AccountRow, Slip, SlipList } from '../../engine/core/contract/account.ts'
import { startCountry, type Country } from '../support/country.ts'
import type { Client, Reply } from '../support/server.ts'

/** Typed by hand from the articles. */
const rows = readFileSync(path.join(import.meta.dirname, 'who-may.csv'), 'utf8').trim().split('\n').slice(1)
  .map((line) => line.split(',')).filter((row) => row[3] === 'manage-accounts')
  .map(([role = '', relation = '', , , allowed = '', ...article]) => ({ role, relation, allowed, article: article.join(',') }))
const people: Readonly<Record<string, string>> = {
  admin: 'tinhbackan_admin', bc: 'tinhbackan_bc', kt: 'tinhbackan_kt', ld: 'tinhbackan_ld',
  system_admin: 'btp_cntt_system_admin', analyst: 'btp_khtc_analyst', decision_maker: 'btp_khtc_decision_maker',
}
const reason = 'Công văn đề nghị của đơn vị'
/** A unit and an account of it, as they stand to the Sở of Bắc Kạn. */
const places: Readonly<Record<string, readonly [string, string]>> = {
  own: ['tinhbackan', 'tinhbackan_bc'], below: ['xayenduong_hbb_tbkn', 'xayenduong_hbb_tbkn_bc'], elsewhere: ['quan1_tphcmh', 'quan1_tphcmh_bc'],
}

describe('Accounts', function () {
  this.timeout(60_000)
  let country: Country
  let system: Client
  let province: Client
  before(async () => {
    country = await startCountry()
    system = await country.client('btp_cntt_system_admin')
    province = await country.client('tinhbackan_admin')
  })
  after(() => country.end())

  const list = async (client: Client, unit: string, more = ''): Promise<AccountList> => (await client.get(`/accounts?unit=${unit}${more}`)).body as AccountList
  const logins = (rows: readonly AccountRow[]): string[] => rows.map((one) => one.login)
  const issue = async (client: Client, unit: string): Promise<Slip[]> => {
    const { status, body, text } = await client.post('/accounts/issue', { unit })
    if (status !== 201) throw new Error(text)
    return (body as { slips: Slip[] }).slips
  }
  const add = (client: Client, unit: string, role: string, symbol?: string) => client.post('/accounts', { unit, role, name: 'Nguyễn Thị An', reason, ...(symbol === undefined ? {} : { symbol }) })

  it('A-3.3.a A-3.2.c.1 the system administrator issues a province’s four accounts by the rule of names, each with a password of its own', async () => {
    const slips = await issue(system, 'tinhlaichau')
    expect(slips.map((one) => one.login)).to.deep.equal(['tinhlaichau_admin', 'tinhlaichau_ld', 'tinhlaichau_kt', 'tinhlaichau_bc'])
    expect(new Set(slips.map((one) => one.password)).size).to.equal(4)
    expect(slips.every((one) => /^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/.test(one.password))).to.equal(true)
    expect((await list(system, 'tinhlaichau', '&show=lacking')).rows).to.deep.equal([])
  })

  it('A-19.1 a slip, of an account or of a new password, lets its owner in once, to choose another; nothing else is allowed before', async () => {
    const slips = [() => add(system, 'tinhlaichau', 'bc', '7'), () => system.post('/accounts/tinhlaichau_bc_7/password')]
    for (const [index, slip] of slips.entries()) {
      const { login, password } = (await slip()).body as Slip
      const owner = await country.logIn(login, password)
      expect((await owner.get('/inbox')).body).to.include({ code: 'must-change-password' })
      expect((await owner.post('/session/password', { current: password, next: password })).body.issues[0].code).to.equal('password.same-as-before')
      expect((await owner.post('/session/password', { current: password, next: `Mat khau moi ${index}` })).status).to.equal(200)
      expect((await owner.get('/inbox')).status).to.equal(200)
      const again = await country.anonymous().post('/session', { login, password })
      expect(again.body).to.include({ code: 'wrong-login' })
    }
  })

  it('A-19.1 a password is told in the reply only: neither kept for repetition nor written into the audit or the log', async () => {
    const issued = await issue(system, 'tinhdienbien')
    const { body: added } = await add(system, 'tinhdienbien', 'bc', '1')
    const { body: reset } = await system.post('/accounts/tinhdienbien_bc/password')
    const slips = [...issued, added as Slip, reset as Slip]
    expect(new Set(slips.map((one) => one.password)).size).to.equal(issued.length + 2)
    for (const table of ['idempotency', 'audit', 'account', 'account_change']) {
      const { rows } = await country.database.app.raw<{ rows: { text: string }[] }>(`select t::text as text from ${table} t`)
      for (const { password } of slips) expect(rows.some((one) => one.text.includes(password)), table).to.equal(false)
    }
    for (const { password } of slips) expect(JSON.stringify(country.logs).includes(password)).to.equal(false)
  })

  it('A-3.3.b A-3.3.c further users of a role have a symbol of digits or letters; one that is taken, or of another shape, is refused', async () => {
    for (const symbol of ['3', 'hoanm']) expect(((await add(province, 'tinhbackan', 'bc', symbol)).body as Slip).login).to.equal(`tinhbackan_bc_${symbol}`)
    expect((await add(province, 'tinhbackan', 'bc', '3')).body).to.include({ status: 409, code: 'already-exists' })
    for (const symbol of ['Hoa', 'a_b', '']) expect((await add(province, 'tinhbackan', 'bc', symbol)).status).to.equal(400)
  })

  it('A-3.2.d A-3.2.dd offers each unit exactly the roles of its kind, and refuses any other', async () => {
    const roles = async (unit: string): Promise<string[]> => (await list(system, unit)).roles.map((one) => one.id)
    expect(await roles('tinhbackan')).to.have.members(['admin', 'ld', 'kt', 'bc'])
    for (const unit of ['huyenpacnam_tbkn', 'btp_bttp', 'bkhdt_pc']) expect(await roles(unit), unit).to.have.members(['ld', 'kt', 'bc'])
    expect(await roles('xabocbo_hpn_tbkn')).to.have.members(['ld', 'bc'])
    for (const [unit, role] of [['huyenpacnam_tbkn', 'admin'], ['btp_bttp', 'admin'], ['xabocbo_hpn_tbkn', 'kt'], ['xabocbo_hpn_tbkn', 'system_admin']] as const) {
      const { status, body } = await add(system, unit, role, '9')
      expect([status, body.issues?.[0]?.code], `${role} of ${unit}`).to.deep.equal([400, 'account.role-not-of-unit'])
    }
  })

  it('A-3.2.c.1 A-16.5 a province has one administrator: a second is refused until the first is taken back', async () => {
    expect((await add(system, 'tinhbackan', 'admin', '2')).body).to.include({ status: 409 })
    expect((await system.put('/accounts/tinhlaichau_admin/state', { to: 'revoked', reason })).status).to.equal(204)
    expect((await add(system, 'tinhlaichau', 'admin', '2')).status).to.equal(201)
  })

  it('A-3.2.c.1 a local administrator issues, resets and takes back accounts of its own province only', async () => {
    expect(await issue(province, 'tinhbackan')).to.be.an('array')
    expect(logins((await list(province, 'xabocbo_hpn_tbkn')).rows)).to.deep.equal(['xabocbo_hpn_tbkn_ld', 'xabocbo_hpn_tbkn_bc'])
    for (const unit of ['tinhlongan', 'quan1_tphcmh', 'btp_bttp', 'btp']) {
      expect((await province.get(`/accounts?unit=${unit}`)).status, unit).to.equal(403)
      expect((await province.post('/accounts/issue', { unit })).status, unit).to.equal(403)
    }
    for (const login of ['tinhlongan_bc', 'quan1_tphcmh_ld', 'btp_cntt_system_admin']) {
      expect((await province.post(`/accounts/${login}/password`)).status, login).to.equal(403)
      expect((await province.put(`/accounts/${login}/state`, { to: 'revoked', reason })).status, login).to.equal(403)
    }
    expect((await add(province, 'tinhlongan', 'bc', '9')).status).to.equal(403)
  })

  for (const { role, relation, allowed, article } of rows) {
    it(`A-3.2.b A-3.2.c.1 accounts are ${allowed === 'yes' ? '' : 'not '}managed by ${role}, ${relation} (${article})`, async () => {
      const client = await country.client(people[role] as string)
      const [unit, account] = places[relation] as [string, string]
      const statuses = [
        (await client.get(`/accounts?unit=${unit}`)).status,
        (await client.post('/accounts/issue', { unit })).status,
        (await client.post(`/accounts/${account}/password`)).status,
        (await client.put(`/accounts/${account}/state`, { to: 'active', reason })).status,
      ]
      expect(statuses).to.deep.equal(allowed === 'yes' ? [200, 201, 200, 204] : [403, 403, 403, 403])
    })
  }

  it('A-2.3 whoever is locked or taken back is out at once, and one that is locked comes back in', async () => {
    const commune = await country.client('xanhanmon_hpn_tbkn_bc')
    const put = (to: string) => province.put('/accounts/xanhanmon_hpn_tbkn_bc/state', { to, reason })
    expect((await put('locked')).status).to.equal(204)
    expect((await commune.get('/inbox')).status).to.equal(401)
    expect((await put('active')).status).to.equal(204)
    expect((await (await country.client('xanhanmon_hpn_tbkn_bc')).get('/inbox')).status).to.equal(200)
    const { body } = await province.post('/accounts/xanhanmon_hpn_tbkn_bc/password')
    expect((await country.logIn('xanhanmon_hpn_tbkn_bc', (body as Slip).password)).cookie()).not.to.equal(undefined)
    expect((await put('revoked')).status).to.equal(204)
    expect((await put('active')).body).to.include({ code: 'account-act-not-possible' })
    // The next account of the role has a symbol, because history goes on naming the first.
    expect((await issue(province, 'xanhanmon_hpn_tbkn')).map((one) => one.login)).to.deep.equal(['xanhanmon_hpn_tbkn_bc_1'])
  })

  it('leaves organisations that may be without an account alone until they are asked for', async () => {
    expect((await list(province, 'tinhbackan', '&show=lacking')).rows.map((one) => one.unit.code)).not.to.include('vpccminhhoa_tbkn')
    const { body } = await province.post('/accounts/issue', { unit: 'vpccminhhoa_tbkn', optional: true })
    expect((body as { slips: Slip[] }).slips.map((one) => one.login)).to.deep.equal(['vpccminhhoa_tbkn_ld', 'vpccminhhoa_tbkn_bc'])
  })

  it('A-18.4 creating, locking, opening again and taking back need a reason, which is kept with who did it, and take effect at once', async () => {
    const login = (await add(province, 'tinhbackan', 'kt', '18')).body as Slip
    const put = (to: string, why?: string) => province.put(`/accounts/${login.login}/state`, { to, ...(why === undefined ? {} : { reason: why }) })
    for (const why of [undefined, '', '   ']) expect((await put('locked', why)).status, `“${why}”`).to.equal(400)
    expect((await province.post('/accounts', { unit: 'tinhbackan', role: 'kt', symbol: '19', name: 'An' })).status).to.equal(400)
    for (const [to, why] of [['locked', 'Nghỉ thai sản'], ['active', 'Đi làm lại'], ['revoked', 'Chuyển công tác']] as const) {
      const before = to === 'active' ? country.anonymous() : await country.logIn(login.login, login.password)
      expect((await put(to, why)).status).to.equal(204)
      expect((await before.get('/session')).status, to).to.equal(401)
    }
    const changes = await country.database.app('account_change as c').join('account as a', 'a.id', 'c.account_id').join('account as b', 'b.id', 'c.by_account').where('a.login', login.login).orderBy('c.id').select('b.login', 'c.change', 'c.reason')
    expect(changes).to.deep.equal([['created', reason], ['locked', 'Nghỉ thai sản'], ['active', 'Đi làm lại'], ['revoked', 'Chuyển công tác']].map(([change, why]) => ({ login: 'tinhbackan_admin', change, reason: why })))
    expect((await list(province, 'tinhbackan', `&scope=unit&text=${login.login}`)).rows).to.deep.include.members([{
      login: login.login, name: 'Nguyễn Thị An', role: { id: 'kt', title: 'Người kiểm tra' }, unit: { code: 'tinhbackan', name: 'Sở Tư pháp tỉnh Bắc Kạn' },
      state: 'revoked', mustChangePassword: true, reason: 'Chuyển công tác', acts: [],
    }])
    expect((await put('revoked', 'Lần nữa')).body).to.include({ status: 409, code: 'account-act-not-possible' })
    expect((await country.database.app('audit').where({ object_id: login.login, action: 'set-account-state', outcome: 'done' }))).to.have.length(3)
  })

  it('A-16.5 hands a province over to its next administrator in one logged step: the first is out, and there are never two', async () => {
    const [first = { login: '', password: '' }] = await issue(system, 'tinhhagiang')
    const old = await country.logIn(first.login, first.password)
    const hand = (replaces: string, more = {}) => system.post('/accounts', { unit: 'tinhhagiang', role: 'admin', name: 'Lò Thị Mai', reason, replaces, ...more })
    // Of another role, of another unit, of nobody, of the same login: nothing is taken back.
    for (const [login, more] of [['tinhhagiang_bc', {}], ['tinhbackan_admin', {}], ['nobody', {}], [first.login, { role: 'none' }]] as const) expect((await hand(login, more)).status, login).to.be.within(400, 409)
    expect((await old.get('/session')).status).to.equal(200)
    const { body, status } = await hand(first.login)
    expect([status, (body as Slip).login, (body as Slip).name]).to.deep.equal([201, 'tinhhagiang_admin_1', 'Lò Thị Mai'])
    expect((await old.get('/session')).status).to.equal(401)
    expect((await country.logIn((body as Slip).login, (body as Slip).password)).cookie()).not.to.equal(undefined)
    const { rows } = await list(system, 'tinhhagiang', '&scope=unit&text=_admin')
    expect(rows.map((one) => [one.login, one.state, one.reason])).to.have.deep.members([['tinhhagiang_admin', 'revoked', reason], ['tinhhagiang_admin_1', 'active', reason]])
    expect((await country.database.app('audit').where({ object_id: 'tinhhagiang_admin_1', action: 'add-account', outcome: 'done' }))).to.have.length(1)
    expect((await hand(first.login)).body).to.include({ code: 'already-exists' })
  })

  it('A-3.2.b A-3.2.c.1 two who act at the same moment do not make two administrators of a unit, nor two accounts of what is lacking', async () => {
    const both = (one: () => Promise<Reply>, other: () => Promise<Reply>): Promise<number[]> => Promise.all([one(), other()]).then((replies) => replies.map((reply) => reply.status).sort())
    const admin = (symbol: string, more = {}) => () => system.post('/accounts', { unit: 'tinhyenbai', role: 'admin', name: 'Lò Thị Mai', reason, symbol, ...more })
    expect(await both(admin('1'), admin('2'))).to.deep.equal([201, 409])
    const [first = ''] = logins((await list(system, 'tinhyenbai', '&scope=unit&show=active')).rows)
    expect(await both(admin('3', { replaces: first }), admin('4', { replaces: first }))).to.deep.equal([201, 409])
    const held = await list(system, 'tinhyenbai', '&scope=unit&show=active&text=_admin')
    expect(held.rows).to.have.length(1)
    const [mine, theirs] = await Promise.all([issue(system, 'tinhyenbai'), issue(system, 'tinhyenbai')])
    expect([...mine, ...theirs].map((one) => one.login)).to.have.members(['tinhyenbai_ld', 'tinhyenbai_kt', 'tinhyenbai_bc'])
    expect((await add(system, 'btp_cntt', 'system_admin', '2')).body).to.include({ status: 409, code: 'already-exists' })
  })

  it('nobody locks, takes back or resets his own account: he would be out before he reads the slip', async () => {
    expect((await list(province, 'tinhbackan', '&scope=unit&text=tinhbackan_admin')).rows.map((one) => one.acts)).to.deep.equal([[]])
    expect((await province.post('/accounts/tinhbackan_admin/password')).body).to.include({ status: 409, code: 'account-act-not-possible' })
    for (const to of ['locked', 'revoked']) expect((await province.put('/accounts/tinhbackan_admin/state', { to, reason })).body).to.include({ status: 409, code: 'account-act-not-possible' })
    expect((await province.get('/inbox')).status).to.equal(200)
  })

  it('counts what is lacking by kind and role, and issues a subtree in batches until nothing is left, each login once', async () => {
    const before = await list(system, 'tinhlangson')
    const wanted = before.lacking.filter((one) => !one.optional).reduce((sum, one) => sum + one.below, 0)
    expect(before.counts).to.deep.equal({ all: wanted, active: 0, unchanged: 0, locked: 0, revoked: 0, lacking: wanted })
    expect(before.lacking.filter((one) => one.own > 0).map((one) => [one.role.id, one.own])).to.deep.equal([['admin', 1], ['ld', 1], ['kt', 1], ['bc', 1]])
    const issued: string[] = []
    for (let left = 1; left > 0;) {
      const { body, text, status } = await system.post('/accounts/issue', { unit: 'tinhlangson', most: 3 })
      if (status !== 201) throw new Error(text)
      const reply = body as SlipList
      expect(reply.slips.length).to.be.within(1, 3)
      issued.push(...reply.slips.map((one) => one.login))
      left = reply.left
      expect(left).to.equal(wanted - issued.length)
    }
    expect(new Set(issued).size).to.equal(wanted)
    const after = await list(system, 'tinhlangson')
    expect(after.counts).to.deep.equal({ all: wanted, active: wanted, unchanged: wanted, locked: 0, revoked: 0, lacking: 0 })
    expect(after.lacking.filter((one) => !one.optional)).to.deep.equal([])
  })

  it('issues a unit alone where only that is asked for', async () => {
    const { lacking } = await list(province, 'tinhbackan')
    expect(lacking.filter((one) => one.below > 0 && one.own === 0)).not.to.deep.equal([])
    const { body } = await province.post('/accounts/issue', { unit: 'tinhbackan', scope: 'unit', optional: true })
    expect(body).to.deep.equal({ slips: [], left: 0 })
    expect((await list(province, 'tinhbackan')).lacking).to.deep.equal(lacking)
    const { rows } = await list(province, 'tinhbackan', '&scope=unit')
    expect(new Set(rows.map((one) => one.unit.code))).to.deep.equal(new Set(['tinhbackan']))
  })

  it('lists a hundred at a time, found by login, name or unit whatever way the letters were typed, and by state', async () => {
    const first = await list(system, 'btp')
    expect(first.rows).to.have.length(100)
    const second = await list(system, 'btp', '&from=100')
    expect(second.matching).to.equal(first.matching)
    expect(first.rows.map((one) => one.login)).not.to.include(second.rows[0]?.login)
    for (const text of ['bắc kạn', 'BẮC KẠN'.normalize('NFD')]) {
      const { rows } = await list(system, 'btp', `&text=${encodeURIComponent(text)}`)
      expect(rows.length).to.be.greaterThan(0)
      expect(rows.every((one) => one.unit.name.includes('Bắc Kạn') || one.name?.includes('Bắc Kạn')), text).to.equal(true)
    }
    expect((await list(system, 'btp', '&show=lacking')).rows.every((one) => one.state === 'lacking')).to.equal(true)
    expect((await system.get('/accounts?unit=btp&show=mine')).status).to.equal(400)
  })
})
