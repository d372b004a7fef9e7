// A route may send copies: to units that neither receive the report nor stand above its sender. They see what was sent, not
// what is being worked on, and can do nothing with it. And a role that is no longer valid can do nothing at all.
import { expect } from 'chai'
import { openPeriod } from '../../engine/actions/open-period.ts'
import { perform } from '../../engine/actions/perform.ts'
import { personOf } from '../../engine/actions/recognise.ts'
import { callOf } from '../support/actions.ts'
import { act, cellOf, countryOf, fileAndSend, findLine, openFiling, save, soundPacks, startCountry, type Country } from '../support/country.ts'
import { testOrganisation } from '../support/people.ts'
import { ground, small } from '../support/small-packs.ts'

describe('a unit that is sent a copy', () => {
  let country: Country
  before(async () => {
    country = await startCountry(countryOf('small', () => soundPacks([...ground(), small])))
    const days = { from: '2020-05-01', to: '2020-06-15', dataTo: '2020-06-01' }
    await perform(openPeriod, { pack: 'small', kind: 'urgent', year: 2020, days }, callOf({ kind: 'system', name: 'test' }), country.parts)
  })
  after(() => country.end())

  it('sees nothing of a report before it is sent, and the figures that were sent afterwards', async () => {
    const [sender, other] = [await country.client('xa_mot_bc'), await country.client('huyen_moi_bc')]
    const { id } = await findLine(sender, 'own', 'urgent')
    expect((await save(sender, id, { 'main.total': 4 })).status).to.equal(200)
    expect((await other.get(`/filings/${id}`)).status).to.equal(403)
    await fileAndSend(country, 'xa_mot', 'urgent', { 'main.total': 5 })
    const seen = await openFiling(other, id)
    expect([cellOf(seen, 'main', '', 0), seen.actions, seen.editable]).to.deep.equal([5, [], false])
  })

  it('can neither write nor act', async () => {
    const [sender, other] = [await country.client('xa_mot_bc'), await country.client('huyen_moi_bc')]
    const { id } = await findLine(sender, 'own', 'urgent')
    expect((await save(other, id, { 'main.total': 9 })).status).to.equal(403)
    expect((await act(other, id, 'receive')).status).to.be.oneOf([403, 409])
  })

  it('is the only one outside of the way: others find nothing', async () => {
    const [sender, other] = [await country.client('xa_mot_bc'), await country.client('huyen_moi_bc')]
    const { id } = await findLine(sender, 'own', 'flow')
    expect((await other.get(`/filings/${id}`)).status).to.equal(404)
  })
})

describe('a role', () => {
  const account = { id: 'a', login: 'l', name: 'n', unitId: 'u', role: 'bc', mustChangePassword: false } as Parameters<typeof personOf>[0]
  const until = { ...testOrganisation, roles: { ...testOrganisation.roles, bc: { ...testOrganisation.roles['bc']!, from: '2020-01-01', to: '2025-07-01' } } }

  it('gives its capabilities from its first day until the day it ends', () => {
    const has = (day: string) => [...personOf(account, until, new Date(`${day}T12:00:00+07:00`)).capabilities]
    expect(has('2019-12-31')).to.deep.equal([])
    expect(has('2020-01-01')).to.deep.equal(['work-on-filings', 'read-below'])
    expect(has('2025-06-30')).to.deep.equal(['work-on-filings', 'read-below'])
    expect(has('2025-07-01')).to.deep.equal([])
    expect([...personOf({ ...account, role: 'constructor' }, until, new Date('2020-06-01T12:00:00+07:00')).capabilities]).to.deep.equal([])
  })
})
