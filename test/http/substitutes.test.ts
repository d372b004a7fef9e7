// Naming substitutes over HTTP: oneself, by the head of the unit, by nobody else; of the same unit and role; once at a time.
import { expect } from 'chai'
import path from 'node:path'
import { readFolder } from '../../engine/cli/read-folders.ts'
import type { SubstituteList } from '../../engine/core/contract/substitute.ts'
import { countryOf, soundPacks, startCountry, type Country } from '../support/country.ts'
import type { Client } from '../support/server.ts'

const desk = countryOf('desk', () => soundPacks([readFolder(path.resolve('test/support/desk-pack'))]))
const days = { from: '2020-06-02', to: '2020-06-05' }

describe('A substitute', () => {
  let country: Country
  const people = new Map<string, Client>()
  const as = (login: string): Client => people.get(login) as Client
  const named = async (login: string): Promise<string[]> => {
    const { body } = await as(login).get('/substitutes')
    return (body as SubstituteList).substitutes.map((one) => `${one.substitute.login} for ${one.account.login} ${one.from} ${one.to}`)
  }
  const idOf = async (login: string): Promise<string> => ((await as(login).get('/substitutes')).body as SubstituteList).substitutes[0]?.id ?? ''

  before(async () => {
    country = await startCountry(desk)
    for (const login of ['office_desk', 'office_drafter_1', 'office_drafter_2', 'office_head_1', 'other_head', 'centre_head']) people.set(login, await country.client(login))
  })
  after(() => country.end())

  it('is somebody else of the same unit and role', async () => {
    for (const substitute of ['office_drafter_1', 'office_desk', 'office_head_1', 'other_drafter', 'nobody_at_all', '__proto__']) {
      const reply = await as('office_drafter_1').post('/substitutes', { substitute, ...days })
      expect(reply.status, substitute).to.equal(400)
      expect((reply.body as { issues: { code: string; path: string }[] }).issues).to.deep.include.members([{ code: 'substitute.not-alike', severity: 'error', path: '/substitute', message: 'Người thay phải là người khác, cùng đơn vị và cùng vai trò.' }])
    }
  })

  it('is not named backwards, nor for days that are over', async () => {
    for (const wrong of [{ from: '2020-05-31', to: '2020-06-05' }, { from: '2020-06-05', to: '2020-06-04' }]) {
      const reply = await as('office_drafter_1').post('/substitutes', { substitute: 'office_drafter_2', ...wrong })
      expect(reply.status).to.equal(400)
      expect((reply.body as { issues: { code: string }[] }).issues.map((one) => one.code)).to.deep.equal(['substitute.days'])
    }
  })

  it('is named by oneself, and shown to both and to the head, not to strangers', async () => {
    const reply = await as('office_drafter_1').post('/substitutes', { substitute: 'office_drafter_2', ...days })
    expect(reply.status, reply.text).to.equal(201)
    const shown = ['office_drafter_2 for office_drafter_1 2020-06-02 2020-06-05']
    for (const login of ['office_drafter_1', 'office_drafter_2', 'office_head_1']) expect(await named(login), login).to.deep.equal(shown)
    for (const login of ['office_desk', 'other_head', 'centre_head']) expect(await named(login), login).to.deep.equal([])
  })

  it('is one at a time', async () => {
    const reply = await as('office_drafter_1').post('/substitutes', { substitute: 'office_drafter_3', from: '2020-06-05', to: '2020-06-09' })
    expect(reply.status).to.equal(409)
    expect((await as('office_drafter_1').post('/substitutes', { substitute: 'office_drafter_3', from: '2020-06-06', to: '2020-06-09' })).status).to.equal(201)
  })

  it('is named for others by the head of the unit only', async () => {
    for (const login of ['office_desk', 'office_drafter_1', 'other_head', 'centre_head']) {
      const reply = await as(login).post('/substitutes', { account: 'office_drafter_2', substitute: 'office_drafter_3', ...days })
      expect(reply.status, login).to.equal(404)
    }
    const reply = await as('office_head_1').post('/substitutes', { account: 'office_drafter_2', substitute: 'office_drafter_3', ...days })
    expect(reply.status, reply.text).to.equal(201)
  })

  it('is ended by whoever may name one, and the row stays for what was done under it', async () => {
    const id = await idOf('office_drafter_1')
    for (const login of ['office_desk', 'office_drafter_2', 'other_head']) expect((await as(login).delete(`/substitutes/${id}`)).status, login).to.equal(404)
    expect((await as('office_drafter_1').delete(`/substitutes/${id}`)).status).to.equal(204)
    expect((await as('office_drafter_1').delete(`/substitutes/${id}`)).status).to.equal(404)
    const second = await idOf('office_drafter_1')
    expect((await as('office_head_1').delete(`/substitutes/${second}`)).status).to.equal(204)
    const rows = await country.database.app('substitute').whereNotNull('ended_at')
    expect(rows).to.have.length(2)
  })

  it('is in the audit, who named and who ended, and that somebody was refused', async () => {
    const rows = await country.database.app('audit').where('action', 'like', '%substitute').select<{ login: string; action: string; outcome: string }[]>('login', 'action', 'outcome').orderBy('at')
    const lines = rows.map((one) => `${one.login} ${one.action} ${one.outcome}`)
    expect(lines).to.include.members(['office_drafter_1 name-substitute done', 'office_head_1 end-substitute done', 'office_drafter_2 end-substitute refused', 'other_head name-substitute refused'])
  })
})
