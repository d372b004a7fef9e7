// Who may name a substitute for whom: the rows of who-may.csv about it, typed from the regulation, each tried over HTTP,
// naming and ending alike. And what a substitute does in the shipped packs is done under his own name.
import { expect } from 'chai'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { SubstituteList } from '../../engine/core/contract/substitute.ts'
import { findLine, save, startCountry, type Country } from '../support/country.ts'

const rows = readFileSync(path.join(import.meta.dirname, 'who-may.csv'), 'utf8').trim().split('\n').slice(1)
  .map((line) => line.split(',')).filter((row) => row[3] === 'name-substitute')
  .map(([role = '', relation = '', , , allowed = '', ...article]) => ({ role, relation, allowed, article: article.join(',') }))

/** Who tries, by role and relation: towards people of his own unit, or of another one. */
const logins: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  self: { bc: 'tinhlongan_bc_1', kt: 'tinhlongan_kt', ld: 'tinhlongan_ld' },
  colleague: { ld: 'tinhlongan_ld', bc: 'tinhlongan_bc_1', kt: 'tinhlongan_kt', admin: 'tinhlongan_admin' },
  foreigner: {
    ld: 'tinhbackan_ld', bc: 'tinhbackan_bc', kt: 'tinhbackan_kt', admin: 'tinhbackan_admin',
    analyst: 'btp_khtc_analyst', decision_maker: 'btp_khtc_decision_maker', system_admin: 'btp_cntt_system_admin',
  },
}

const absent = 'tinhlongan_bc_dungnm'
const substitute = 'tinhlongan_bc_thangnt'

describe('Naming a substitute', () => {
  let country: Country
  before(async () => {
    country = await startCountry()
    // A second person of each role, who can take the place.
    const { app } = country.database
    for (const role of ['kt', 'ld']) {
      const one = await app('account').where({ login: `tinhlongan_${role}` }).first<Record<string, unknown>>()
      await app('account').insert({ ...one, id: randomUUID(), login: `tinhlongan_${role}_2` })
    }
  })
  after(() => country.end())

  it('has an article for every row of the table', () => {
    expect(rows.map((row) => row.allowed)).to.include.members(['yes', 'no'])
    expect(rows.every((row) => row.article.startsWith('Điều '))).to.equal(true)
  })

  for (const { role, relation, allowed, article } of rows) {
    it(`is ${allowed === 'yes' ? 'allowed to' : 'refused to'} ${role} for ${relation === 'self' ? 'himself' : `a ${relation}`} (${article})`, async () => {
      const login = logins[relation]?.[role] as string
      const person = await country.client(login)
      const days = { from: '2020-06-02', to: '2020-06-05' }
      const request = relation === 'self' ? { substitute: role === 'bc' ? substitute : `${login}_2`, ...days } : { account: absent, substitute, ...days }
      const count = async (): Promise<number> => Number((await country.database.app('substitute').whereNull('ended_at').count())[0]?.['count'])
      const before = await count()
      const reply = await person.post('/substitutes', request)
      if (allowed === 'yes') {
        expect(reply.status, reply.text).to.equal(201)
        expect((await person.delete(`/substitutes/${(reply.body as { id: string }).id}`)).status).to.equal(204)
      } else {
        expect([403, 404]).to.include(reply.status)
        // One that somebody else named cannot be ended either.
        const head = await country.client('tinhlongan_ld')
        const { id } = (await head.post('/substitutes', { account: absent, substitute, ...days })).body as { id: string }
        expect([403, 404]).to.include((await person.delete(`/substitutes/${id}`)).status)
        expect((await head.delete(`/substitutes/${id}`)).status).to.equal(204)
      }
      expect(await count()).to.equal(before)
    })
  }

  it('offers a head everybody of the unit who works on reports, and others their own role only', async () => {
    const offered = async (login: string): Promise<string[]> => ((await (await country.client(login)).get('/substitutes')).body as SubstituteList).people.map((one) => one.login).sort()
    const specialists = ['tinhlongan_bc', 'tinhlongan_bc_1', 'tinhlongan_bc_2', 'tinhlongan_bc_dungnm', 'tinhlongan_bc_thangnt']
    expect(await offered('tinhlongan_bc_1')).to.deep.equal(specialists)
    expect(await offered('tinhlongan_ld')).to.deep.equal([...specialists, 'tinhlongan_kt', 'tinhlongan_kt_2', 'tinhlongan_ld', 'tinhlongan_ld_2'])
    expect(await offered('tinhlongan_admin')).to.deep.equal([])
  })

  it('leaves every act under the substitute’s own name', async () => {
    const head = await country.client('tinhlongan_ld')
    expect((await head.post('/substitutes', { account: absent, substitute, from: '2020-06-01', to: '2020-06-05' })).status).to.equal(201)
    const person = await country.client(substitute)
    const { id } = await findLine(person, 'own', '17c')
    expect((await save(person, id, {}, { explanation: 'Chưa phát sinh' })).status).to.equal(200)
    const { changes } = (await person.get(`/filings/${id}/history`)).body as { changes: { by: { login: string } }[] }
    expect(changes.map((one) => one.by.login)).to.deep.equal([substitute])
    expect((await (await country.client(absent)).get('/inbox')).body).to.deep.include({ substituteFor: [] })
    expect((await person.get('/inbox')).body).to.deep.include({ substituteFor: [{ account: { login: absent, name: 'Đỗ Thị An' }, to: '2020-06-05' }] })
  })
})
