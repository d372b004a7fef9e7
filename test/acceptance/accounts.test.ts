// Accounts by the articles: their names, the roles of each kind of unit, who issues and takes back whose, and the slips with
// one-time passwords. Every act is over HTTP as the administrator named; the new people log in with what their slip says.
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { AccountList, Slip } from '../../engine/core/contract/account.ts'
import { startCountry, type Country } from '../support/country.ts'
import type { Client } from '../support/server.ts'

/** Typed by hand from the articles. */
const rows = readFileSync(path.join(import.meta.dirname, 'who-may.csv'), 'utf8').trim().split('\n').slice(1)
  .map((line) => line.split(',')).filter((row) => row[3] === 'manage-accounts')
  .map(([role = '', relation = '', , , allowed = '', ...article]) => ({ role, relation, allowed, article: article.join(',') }))
const logins: Readonly<Record<string, string>> = {
  admin: 'tinhbackan_admin', bc: 'tinhbackan_bc', kt: 'tinhbackan_kt', ld: 'tinhbackan_ld',
  system_admin: 'btp_cntt_system_admin', analyst: 'btp_khtc_analyst', decision_maker: 'btp_khtc_decision_maker',
}
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

  const list = async (client: Client, unit: string): Promise<AccountList> => (await client.get(`/accounts?unit=${unit}`)).body as AccountList
  const issue = async (client: Client, unit: string): Promise<Slip[]> => {
    const { status, body, text } = await client.post('/accounts/issue', { unit })
    if (status !== 201) throw new Error(text)
    return (body as { slips: Slip[] }).slips
  }
  const add = (client: Client, unit: string, role: string, symbol?: string) => client.post('/accounts', { unit, role, name: 'Nguyễn Thị An', ...(symbol === undefined ? {} : { symbol }) })

  it('A-3.3.a A-3.2.c.1 the system administrator issues a province’s four accounts by the rule of names, each with a password of its own', async () => {
    const slips = await issue(system, 'tinhlaichau')
    expect(slips.map((one) => one.login)).to.deep.equal(['tinhlaichau_admin', 'tinhlaichau_ld', 'tinhlaichau_kt', 'tinhlaichau_bc'])
    expect(new Set(slips.map((one) => one.password)).size).to.equal(4)
    expect(slips.every((one) => /^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/.test(one.password))).to.equal(true)
    expect((await list(system, 'tinhlaichau')).lacking).to.deep.equal([])
  })

  it('a slip lets its owner in once, to choose a password; nothing else is allowed before', async () => {
    const { body } = await add(system, 'tinhlaichau', 'bc', '7')
    const { login, password } = body as Slip
    const owner = await country.logIn(login, password)
    expect((await owner.get('/inbox')).body).to.include({ code: 'must-change-password' })
    expect((await owner.post('/session/password', { current: password, next: 'Mat khau moi 1' })).status).to.be.within(200, 204)
    expect((await owner.get('/inbox')).status).to.equal(200)
    const again = await country.anonymous().post('/session', { login, password })
    expect(again.body).to.include({ code: 'wrong-login' })
  })

  it('a password is told in the reply only: neither kept for repetition nor written into the audit', async () => {
    const slips = await issue(system, 'tinhdienbien')
    for (const table of ['idempotency', 'audit', 'account']) {
      const { rows } = await country.database.app.raw<{ rows: { text: string }[] }>(`select t::text as text from ${table} t`)
      for (const { password } of slips) expect(rows.some((one) => one.text.includes(password)), table).to.equal(false)
    }
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
    expect((await system.put('/accounts/tinhlaichau_admin/state', { to: 'revoked' })).status).to.equal(204)
    expect((await add(system, 'tinhlaichau', 'admin', '2')).status).to.equal(201)
  })

  it('A-3.2.c.1 a local administrator issues, resets and takes back accounts of its own province only', async () => {
    expect(await issue(province, 'tinhbackan')).to.be.an('array')
    expect((await list(province, 'xabocbo_hpn_tbkn')).accounts.map((one) => one.login)).to.deep.equal(['xabocbo_hpn_tbkn_bc', 'xabocbo_hpn_tbkn_ld'])
    for (const unit of ['tinhlongan', 'quan1_tphcmh', 'btp_bttp', 'btp']) {
      expect((await province.get(`/accounts?unit=${unit}`)).status, unit).to.equal(403)
      expect((await province.post('/accounts/issue', { unit })).status, unit).to.equal(403)
    }
    for (const login of ['tinhlongan_bc', 'quan1_tphcmh_ld', 'btp_cntt_system_admin']) {
      expect((await province.post(`/accounts/${login}/password`)).status, login).to.equal(403)
      expect((await province.put(`/accounts/${login}/state`, { to: 'revoked' })).status, login).to.equal(403)
    }
    expect((await add(province, 'tinhlongan', 'bc', '9')).status).to.equal(403)
  })

  for (const { role, relation, allowed, article } of rows) {
    it(`A-3.2.b A-3.2.c.1 accounts are ${allowed === 'yes' ? '' : 'not '}managed by ${role}, ${relation} (${article})`, async () => {
      const client = await country.client(logins[role] as string)
      const [unit, account] = places[relation] as [string, string]
      const statuses = [
        (await client.get(`/accounts?unit=${unit}`)).status,
        (await client.post('/accounts/issue', { unit })).status,
        (await client.post(`/accounts/${account}/password`)).status,
        (await client.put(`/accounts/${account}/state`, { to: 'active' })).status,
      ]
      expect(statuses).to.deep.equal(allowed === 'yes' ? [200, 201, 200, 204] : [403, 403, 403, 403])
    })
  }

  it('A-2.3 whoever is locked or taken back is out at once, and one that is locked comes back in', async () => {
    const commune = await country.client('xanhanmon_hpn_tbkn_bc')
    const put = (to: string) => province.put('/accounts/xanhanmon_hpn_tbkn_bc/state', { to })
    expect((await put('locked')).status).to.equal(204)
    expect((await commune.get('/inbox')).status).to.equal(401)
    expect((await put('active')).status).to.equal(204)
    expect((await (await country.client('xanhanmon_hpn_tbkn_bc')).get('/inbox')).status).to.equal(200)
    const { body } = await province.post('/accounts/xanhanmon_hpn_tbkn_bc/password')
    expect((await country.logIn('xanhanmon_hpn_tbkn_bc', (body as Slip).password)).cookie()).not.to.equal(undefined)
    expect((await put('revoked')).status).to.equal(204)
    expect((await put('active')).body).to.include({ code: 'act-not-possible' })
    // The next account of the role has a symbol, because history goes on naming the first.
    expect((await issue(province, 'xanhanmon_hpn_tbkn')).map((one) => one.login)).to.deep.equal(['xanhanmon_hpn_tbkn_bc_1'])
  })

  it('leaves organisations that may be without an account alone until they are asked for', async () => {
    expect((await list(province, 'tinhbackan')).lacking.map((one) => one.unit.code)).not.to.include('vpccminhhoa_tbkn')
    const { body } = await province.post('/accounts/issue', { unit: 'vpccminhhoa_tbkn', optional: true })
    expect((body as { slips: Slip[] }).slips.map((one) => one.login)).to.deep.equal(['vpccminhhoa_tbkn_ld', 'vpccminhhoa_tbkn_bc'])
  })
})
