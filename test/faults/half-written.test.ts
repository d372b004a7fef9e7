// A save is one transaction whose last statements leave together and whose answers are waited for only at the end. So
// every one of them is made to fail here, in turn: nothing of the save may be there, and it may be sent again.
import { expect } from 'chai'
import { withClient } from '../../engine/store/provision.ts'
import { findLine, openFiling, startCountry, type Country } from '../support/country.ts'

describe('A save of which one statement fails', () => {
  let country: Country
  before(async () => {
    country = await startCountry()
  })
  after(() => country.end())

  const rights = [
    { table: 'filing', right: 'update' },
    { table: 'filing_change', right: 'insert' },
    { table: 'audit', right: 'insert' },
    { table: 'idempotency', right: 'update' },
  ] as const
  for (const [index, { table, right }] of rights.entries()) {
    it(`leaves nothing half-written when ${table} takes no ${right}, and is carried out when it is sent again`, async () => {
      const { app, ownerUrl } = country.database
      const owner = (sql: string): Promise<unknown> => withClient(ownerUrl, (client) => client.query(sql))
      const client = await country.client('xabocbo_hpn_tbkn_bc')
      const { id } = await findLine(client, 'own', '17a')
      const { revision } = await openFiling(client, id)
      const patch = { revision, cells: [['main.copies', 100 + index]] }
      const state = async (): Promise<unknown> => [
        await app('filing').where({ id }),
        await app('filing_change').where({ filing_id: id }).orderBy('revision'),
        await app('audit').where({ object_id: id, action: 'save-filing' }).orderBy('at'),
        await app('idempotency').orderBy('key'),
      ]
      const before = await state()
      await owner(`revoke ${right} on ${table} from bieumau_app`)
      try {
        const refused = await client.patch(`/filings/${id}`, patch, { key: `half-written-${index}` })
        expect(refused.status).to.equal(500)
        expect(await state()).to.deep.equal(before)
      } finally {
        await owner(`grant ${right} on ${table} to bieumau_app`)
      }
      const done = await client.patch(`/filings/${id}`, patch, { key: `half-written-${index}` })
      expect(done.status).to.equal(200)
      expect(done.headers.get('idempotency-replayed')).to.equal(null)
      expect((await openFiling(client, id)).revision).to.equal(revision + 1)
      expect(await app('filing_change').where({ filing_id: id, revision: revision + 1 })).to.have.length(1)
      expect(await app('audit').where({ object_id: id, action: 'save-filing', outcome: 'done' })).to.have.length(index + 1)
    })
  }
})
