// Điều 9 khoản 2: whoever finds a mistake after passing a report on asks for it back; whoever holds it decides.
import { expect } from 'chai'
import type { NotificationList } from '../../engine/core/contract/notification.ts'
import { act, fileAndSend, openFiling, receive, startCountry, type Country } from '../support/country.ts'
import type { Client } from '../support/server.ts'

const unit = 'xadialinh_hbb_tbkn'

describe('A report that its specialist wants back', () => {
  let country: Country
  let id: string
  let bc: Client
  let ld: Client
  let holder: Client
  const told = async (client: Client): Promise<string[]> =>
    ((await client.get('/notifications')).body as NotificationList).notifications.map((one) => `${one.title}: ${one.by?.name} (${one.by?.unit}) – ${one.note}`)

  before(async () => {
    country = await startCountry()
    bc = await country.client(`${unit}_bc`)
    ld = await country.client(`${unit}_ld`)
    holder = await country.client('huyenbabe_tbkn_bc')
    id = await fileAndSend(country, unit, '17a', { 'main.copies': 5 })
    await receive(country, 'huyenbabe_tbkn_bc', id)
  })
  after(() => country.end())

  it('A-9.2 is not called back: the request tells its holder and changes nothing; only the holder’s return does', async () => {
    const before = await openFiling(bc, id)
    expect(before.state.title).to.equal('Đã tiếp nhận')
    expect(before.actions.map((one) => one.title)).to.deep.equal(['Đề nghị trả lại'])
    // No act of the specialist brings it back.
    for (const action of ['return', 'submit', 'receive']) expect([403, 409], action).to.include((await act(bc, id, action, { reason: 'data_invalid', note: 'Sai' })).status)
    expect((await act(bc, id, 'return', { reason: 'data_invalid', note: 'Sai' })).status).to.equal(403)
    expect((await act(bc, id, 'ask_return')).status, 'the request says why').to.equal(400)
    expect((await act(bc, id, 'ask_return', { note: 'Nhập nhầm số bản sao' })).status).to.equal(200)

    const after = await openFiling(bc, id)
    expect([after.state, after.tables, after.seal]).to.deep.equal([before.state, before.tables, before.seal])
    expect(after.editable).to.equal(false)
    expect(await told(holder)).to.deep.equal([`Đề nghị trả lại: ${after.events[0]?.by.name} (UBND xã Địa Linh) – Nhập nhầm số bản sao`])
    expect(await told(ld), 'who does not hold it is told nothing').to.deep.equal([])

    expect((await act(ld, id, 'return', { reason: 'data_invalid', note: 'Sai' })).status, 'nor may he').to.equal(403)
    expect((await act(holder, id, 'return', { reason: 'data_invalid', note: 'Theo đề nghị' })).status).to.equal(200)
    expect((await openFiling(bc, id)).state.title).to.equal('Bị trả lại')
    expect(await told(bc)).to.deep.equal([`Trả lại: ${(await openFiling(bc, id)).lastReturn?.by.name} (Phòng Tư pháp huyện Ba Bể) – Theo đề nghị`])
  })
})
