// The steps of the first journey in short, under whatever names the packs give to things: a commune files and is
// returned to once, the district, the province and the ministry receive, the number is asked down to its cell, and the
// next period closes what is left. Shared by the runs on the packs as they are and on a renamed copy.
import { expect } from 'chai'
import { act, cellOf, findLine, openFiling, openNext, save, walkDown, type Country } from '../support/country.ts'
import type { Names } from '../support/renamed-packs.ts'
import type { Client } from '../support/server.ts'

const communes = ['xabocbo_hpn_tbkn', 'xabangthanh_hpn_tbkn', 'xanhanmon_hpn_tbkn'] as const
const district = 'huyenpacnam_tbkn'
const province = 'tinhbackan'
const figures = [{ copies: 1300, signatures: 86 }, { copies: 700, signatures: 4, contracts: 12 }]

export async function carryReport(country: Country, names: Names): Promise<void> {
  const as = (unit: string, role: string): Promise<Client> => country.client(names.login(unit, role))
  const cells = (values: Record<string, number>): Record<string, number> => Object.fromEntries(Object.entries(values).map(([at, value]) => [names.cell(at), value]))
  const done = async (unit: string, role: string, id: string, action: string, request: object = {}): Promise<string> => {
    const reply = await act(await as(unit, role), id, names.action(action), request)
    if (reply.status !== 200) throw new Error(`${action}: ${reply.status} ${reply.text}`)
    return reply.body.state.id as string
  }
  const own = async (unit: string, role: string, form: string): Promise<string> => (await findLine(await as(unit, role), 'own', names.form(form))).id

  // The commune: a wrong value, a right one, one return with a reason.
  const sent: string[] = []
  for (const [index, values] of figures.entries()) {
    const unit = communes[index] as string
    const bc = await as(unit, 'bc')
    const id = await own(unit, 'bc', '17a')
    const refused = await save(bc, id, cells({ 'main.copies': -5 }))
    expect([refused.status, refused.body.issues[0].path]).to.deep.equal([422, names.cell('main.copies')])
    const typed = cells(Object.fromEntries(Object.entries(values).map(([column, value]) => [`main.${column}`, value])))
    const saved = await save(bc, id, typed)
    expect([saved.status, saved.body.state.id]).to.deep.equal([200, names.state('drafting')])
    expect(await done(unit, 'bc', id, 'submit')).to.equal(names.state('approving'))
    expect((await act(bc, id, names.action('approve'))).status).to.equal(403)
    if (index === 0) {
      expect(await done(unit, 'ld', id, 'return', { reason: names.reason('data_invalid'), note: 'Thiếu' })).to.equal(names.state('returned'))
      expect(await done(unit, 'bc', id, 'submit')).to.equal(names.state('approving'))
    }
    expect(await done(unit, 'ld', id, 'approve')).to.equal(names.state('approved'))
    expect(await done(unit, 'ld', id, 'send')).to.equal(names.state('sent'))
    sent.push(id)
  }

  // The district: its own figures, its communes', a checker.
  for (const id of sent) expect(await done(district, 'bc', id, 'receive')).to.equal(names.state('received'))
  await country.rollUp()
  const districtId = await own(district, 'bc', '17b')
  const specialist = await as(district, 'bc')
  const rolled = await openFiling(specialist, districtId)
  expect(rolled.coverage[0]).to.include({ received: 2, expected: 3 })
  expect(rolled.tables.find((one) => one.id === names.cell('communes'))?.rows[0]?.cells).to.deep.equal([2000, 90, 12])
  expect((await save(specialist, districtId, cells({ 'communes.total.copies': 1 }))).body.issues[0].code).to.equal('value.read-only-cell')
  expect((await save(specialist, districtId, cells({ 'office.copies': 310, 'office.translators': 5 }))).status).to.equal(200)
  expect(await done(district, 'bc', districtId, 'submit')).to.equal(names.state('checking'))
  await done(district, 'kt', districtId, 'pass')
  await done(district, 'ld', districtId, 'approve')
  await done(district, 'ld', districtId, 'send')

  // The province and the ministry.
  await done(province, 'bc', districtId, 'receive')
  await country.rollUp()
  const provinceId = await own(province, 'bc', '17c')
  for (const [role, action] of [['bc', 'submit'], ['kt', 'pass'], ['ld', 'approve'], ['ld', 'send']] as const) await done(province, role, provinceId, action)
  await done('btp_khtc', 'analyst', provinceId, 'receive')
  await country.rollUp()
  const analyst = await as('btp_khtc', 'analyst')
  const national = await openFiling(analyst, await own('btp_khtc', 'analyst', '17_national'))
  expect(national.tables[0]?.rows[0]?.cells).to.deep.equal([310, null, 5, null, 2000, 90, 12])
  const trail = await walkDown(analyst, national, names.cell('provinces.total.commune_copies'))
  expect(trail.map(({ form, value }) => [form, value])).to.deep.equal(
    [['17_national', 2000], ['17_national', 2000], ['17c', 2000], ['17c', 2000], ['17b', 2000], ['17b', 1300], ['17a', 1300]]
      .map(([form, value]) => [names.form(String(form)), value]))
  expect(trail.at(-1)?.address).to.equal(names.cell('main.copies'))
  expect(await done('btp_khtc', 'analyst', national.id, 'submit')).to.equal(names.state('deciding'))
  expect(await done('btp_khtc', 'decision_maker', national.id, 'decide')).to.equal(names.state('decided'))

  // A stranger, and an organisation without an account.
  expect((await (await as('quan1_tphcmh', 'bc')).get(`/filings/${sent[0]}`)).status).to.equal(404)
  const specialistOfProvince = await as(province, 'bc')
  const behalf = (await findLine(specialistOfProvince, 'received', names.form('12a'), names.unit('vpccminhhoa_tbkn'))).id
  expect((await save(specialistOfProvince, behalf, cells({ 'main.acts': 5, 'main.contracts': 4 }))).body.findings[0]).to.include({ code: 'finding.parts', path: names.cell('main.acts') })
  await save(specialistOfProvince, behalf, cells({ 'main.contracts': 5, 'main.fees': 10 }))
  expect(await done(province, 'bc', behalf, 'record', { paper: { number: '1', date: '2020-06-01' } })).to.equal(names.state('received'))
  await country.rollUp()
  const upper = await openFiling(specialistOfProvince, await own(province, 'bc', '12b'))
  expect(cellOf(upper, names.cell('register'), '', 0)).to.equal(1)

  // The next period: locked, closed, and the third commune's unfinished report counts nowhere.
  const late = await as(communes[2], 'bc')
  const lateId = await own(communes[2], 'bc', '17a')
  await save(late, lateId, cells({ 'main.copies': 9 }))
  const opened = await openNext(await as('btp_cntt', 'system_admin'), { pack: names.pack('tt03-2019'), kind: names.period('year'), year: 2020 })
  expect(opened.status).to.equal(201)
  const closed = await openFiling(late, lateId)
  expect([closed.state.id, closed.period.locked]).to.deep.equal([names.state('closed_unsent'), true])
  expect((await save(late, lateId, cells({ 'main.copies': 1 }))).status).to.equal(409)
}
