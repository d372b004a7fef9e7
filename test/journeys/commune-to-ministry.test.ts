// Journey 3 from door to door: a commune files, its head returns it once, approves and sends; the district receives and
// rolls up; so does the province; the ministry receives and asks of the national number where it comes from.
import { expect } from 'chai'
import type { Inbox } from '../../engine/core/contract/filing.ts'
import { act, cellOf, fileAndSend, findLine, mustAct, openFiling, receive, save, startCountry, walkDown, type Country } from '../support/country.ts'
import type { Client } from '../support/server.ts'

const commune = 'xabocbo_hpn_tbkn'
const district = 'huyenpacnam_tbkn'
const province = 'tinhbackan'

describe('A report travels from the commune to the ministry', () => {
  let country: Country
  let bc: Client
  let ld: Client
  let communeFiling: string
  let districtFiling: string
  let provinceFiling: string
  before(async () => {
    country = await startCountry()
    bc = await country.client(`${commune}_bc`)
    ld = await country.client(`${commune}_ld`)
  })
  after(() => country.end())

  it('the specialist saves figures of the assigned form and a wrong one is refused at its cell', async () => {
    communeFiling = (await findLine(bc, 'own', '17a')).id
    const refused = await save(bc, communeFiling, { 'main.copies': -5, 'main.signatures': 86 })
    expect(refused.status).to.equal(422)
    expect(refused.body.issues).to.have.length(1)
    expect(refused.body.issues[0]).to.include({ path: 'main.copies', message: 'Số liệu không được âm (-5).' })
    expect((await openFiling(bc, communeFiling)).revision).to.equal(0)
    const saved = await save(bc, communeFiling, { 'main.copies': 1250, 'main.signatures': 86, 'main.contracts': 0 })
    expect(saved.status).to.equal(200)
    expect(saved.body.state.title).to.equal('Đang tổng hợp')
  })

  it('the head returns it with a reason and it lands with the specialist', async () => {
    await mustAct(bc, communeFiling, 'submit')
    expect((await act(bc, communeFiling, 'approve')).status).to.equal(403)
    const bare = await act(ld, communeFiling, 'return')
    expect(bare.status).to.equal(400)
    expect(bare.body.issues.map((one: { path: string }) => one.path)).to.deep.equal(['/reason', '/note'])
    const returned = await act(ld, communeFiling, 'return', { reason: 'data_invalid', note: 'Thiếu số bản sao tháng 5' })
    expect(returned.body.state.title).to.equal('Bị trả lại')
    const { body } = await bc.get('/inbox')
    const task = (body as Inbox).tasks.find((one) => one.filing.id === communeFiling)
    expect(task?.returned).to.include({ reason: 'Số liệu không hợp lệ', note: 'Thiếu số bản sao tháng 5' })
    expect((await ld.get('/inbox')).body.tasks).to.deep.equal([])
  })

  it('approving and sending are two acts, and what is approved but not sent is not seen above', async () => {
    await save(bc, communeFiling, { 'main.copies': 1300 })
    await mustAct(bc, communeFiling, 'submit')
    await mustAct(ld, communeFiling, 'approve')
    const approved = await openFiling(ld, communeFiling)
    expect(approved.seal?.hash).to.match(/^[0-9a-f]{64}$/)
    expect(approved.official).to.equal(false)
    const above = await country.client(`${district}_bc`)
    expect((await above.get(`/filings/${communeFiling}`)).status).to.equal(403)
    expect((await above.get('/inbox')).body.tasks.map((one: Inbox['tasks'][number]) => one.filing.id)).not.to.include(communeFiling)
    await mustAct(ld, communeFiling, 'send')
    expect((await openFiling(ld, communeFiling)).official).to.equal(true)
    expect((await save(bc, communeFiling, { 'main.copies': 1 })).status).to.equal(403)
  })

  it('the district receives, and its own report has the row, the total and the coverage', async () => {
    const specialist = await country.client(`${district}_bc`)
    districtFiling = (await findLine(specialist, 'own', '17b')).id
    const before = await openFiling(specialist, districtFiling)
    expect(before.coverage[0]).to.include({ received: 0, expected: 3 })
    await receive(country, `${district}_bc`, communeFiling)
    const after = await openFiling(specialist, districtFiling)
    expect(after.coverage[0]).to.include({ received: 1, expected: 3 })
    const row = after.tables.find((one) => one.id === 'communes')?.rows.find((one) => one.title === 'UBND xã Bộc Bố')
    expect(row?.cells).to.deep.equal([1300, 86, 0])
    expect(cellOf(after, 'communes', 'total', 0)).to.equal(1300)
    const other = await fileAndSend(country, 'xabangthanh_hpn_tbkn', '17a', { 'main.copies': 700, 'main.signatures': 4, 'main.contracts': 12 })
    await receive(country, `${district}_bc`, other)
    const both = await openFiling(specialist, districtFiling)
    expect(both.tables.find((one) => one.id === 'communes')?.rows[0]?.cells).to.deep.equal([2000, 90, 12])
    expect((await save(specialist, districtFiling, { 'communes.total.copies': 1 })).body.issues[0].code).to.equal('value.read-only-cell')
  })

  it('the district specialist passes it to the checker, the checker to the head', async () => {
    const specialist = await country.client(`${district}_bc`)
    const checker = await country.client(`${district}_kt`)
    const head = await country.client(`${district}_ld`)
    await save(specialist, districtFiling, { 'office.copies': 310, 'office.signatures': 20, 'office.translators': 5, 'office.contracts': 2 })
    await mustAct(specialist, districtFiling, 'submit')
    expect((await openFiling(checker, districtFiling)).state.title).to.equal('Chờ kiểm tra')
    expect((await act(head, districtFiling, 'approve')).status).to.equal(409)
    await mustAct(checker, districtFiling, 'pass')
    expect((await save(specialist, districtFiling, { 'office.copies': 1 })).status).to.equal(403)
    expect((await save(checker, districtFiling, { 'office.copies': 1 })).status).to.equal(403)
    expect((await act(checker, districtFiling, 'send')).status).to.equal(403)
    await mustAct(head, districtFiling, 'approve', 'send')
  })

  it('the province rolls up, the ministry receives and asks the national number down to the commune’s cell', async () => {
    await receive(country, `${province}_bc`, districtFiling)
    const specialist = await country.client(`${province}_bc`)
    provinceFiling = (await findLine(specialist, 'own', '17c')).id
    const rolled = await openFiling(specialist, provinceFiling)
    expect(rolled.tables.find((one) => one.id === 'offices')?.rows[0]?.cells).to.deep.equal([310, 20, 5, 2])
    expect(rolled.tables.find((one) => one.id === 'districts')?.rows[0]?.cells).to.deep.equal([2000, 90, 12])
    expect(rolled.coverage[0]).to.include({ received: 1, expected: 2 })
    await mustAct(specialist, provinceFiling, 'submit')
    await mustAct(await country.client(`${province}_kt`), provinceFiling, 'pass')
    await mustAct(await country.client(`${province}_ld`), provinceFiling, 'approve', 'send')

    const analyst = await country.client('btp_khtc_analyst')
    await receive(country, 'btp_khtc_analyst', provinceFiling)
    const national = await openFiling(analyst, (await findLine(analyst, 'own', '17_national')).id)
    expect(national.coverage[0]).to.include({ received: 1, expected: 63 })
    expect(national.tables[0]?.rows[0]?.cells).to.deep.equal([310, 20, 5, 2, 2000, 90, 12])
    expect((await save(analyst, provinceFiling, { 'offices.total.copies': 1 })).status).to.equal(403)

    const trail = await walkDown(analyst, national, 'provinces.total.commune_copies')
    expect(trail.map(({ form, value }) => `${form} ${value}`)).to.deep.equal(['17_national 2000', '17_national 2000', '17c 2000', '17c 2000', '17b 2000', '17b 1300', '17a 1300'])
  })

  it('a stranger finds nothing of it', async () => {
    const stranger = await country.client('quan1_tphcmh_bc')
    for (const id of [communeFiling, districtFiling, provinceFiling]) {
      expect((await stranger.get(`/filings/${id}`)).status).to.equal(404)
      expect((await stranger.get(`/filings/${id}/explain?address=main.copies`)).status).to.equal(404)
      expect((await stranger.post(`/filings/${id}/actions/receive`, { revision: 1 })).status).to.equal(404)
      expect((await stranger.patch(`/filings/${id}`, { revision: 1, cells: [] })).status).to.equal(404)
    }
  })
})
