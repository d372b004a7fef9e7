import { expect } from 'chai'
import { addAuditRow } from '../../engine/store/audit.ts'
import { newId } from '../../engine/store/new-id.ts'
import { transaction } from '../../engine/store/transaction.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

describe('the audit', () => {
  let database: FreshDatabase
  before(async () => {
    database = await freshDatabase()
    const at = new Date('2020-05-20T02:00:00Z')
    await transaction(database.app, async (trx) =>
      addAuditRow(trx, { at, requestId: 'r', address: '192.0.2.1', action: 'log-in', outcome: 'refused', problem: 'wrong-login' }))
  })
  after(() => database.drop())

  const refused = async (sql: string) =>
    database.app.raw(sql).then(() => 'done', (error: { code: string }) => error.code)
  const insufficientPrivilege = '42501'

  it('is read and added to by the application', async () => {
    expect(await database.app('audit')).to.have.length(1)
  })

  for (const table of ['audit', 'audit_2020', 'audit_other', 'filing_change', 'filing_event', 'seal']) {
    it(`lets the application change, remove or empty nothing of ${table}`, async () => {
      const column = table.startsWith('audit') ? 'at' : 'revision'
      expect(await refused(`update ${table} set ${column} = ${column}`)).to.equal(insufficientPrivilege)
      expect(await refused(`delete from ${table}`)).to.equal(insufficientPrivilege)
      expect(await refused(`truncate ${table}`)).to.equal(insufficientPrivilege)
      expect(await refused(`drop table ${table}`)).to.equal(insufficientPrivilege)
    })
  }
})

describe('a new id', () => {
  it('is a UUID of version 7 that carries the time it was given', () => {
    const id = newId(new Date('2020-05-20T02:00:00.123Z'))
    expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).to.equal(Date.parse('2020-05-20T02:00:00.123Z'))
    expect(newId(new Date(0))).not.to.equal(newId(new Date(0)))
  })
})
