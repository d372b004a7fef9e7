// The steps of a report as the regulation names them (Quy chế, Điều 6–9), each clause by the people of the roles over
// HTTP: passing on, checking, approving, sending, receiving again, returning, correcting.
import { expect } from 'chai'
import type { HistoryReply, Inbox, Task } from '../../engine/core/contract/filing.ts'
import { act, findLine, mustAct, openFiling, save, startCountry, type Country } from '../support/country.ts'
import type { Client } from '../support/server.ts'

const district = 'huyenpacnam_tbkn'

describe('The steps of a report', () => {
  let country: Country
  let bc: Client
  let kt: Client
  let ld: Client
  let above: Client
  let id: string
  before(async () => {
    country = await startCountry()
    ;[bc, kt, ld, above] = await Promise.all([`${district}_bc`, `${district}_kt`, `${district}_ld`, 'tinhbackan_bc'].map((login) => country.client(login))) as [Client, Client, Client, Client]
    id = (await findLine(bc, 'own', '17b')).id
    await save(bc, id, { 'office.copies': 10 })
  })
  after(() => country.end())

  const task = async (client: Client): Promise<Task | undefined> => ((await client.get('/inbox')).body as Inbox).tasks.find((one) => one.filing.id === id)
  const state = async (): Promise<string> => (await openFiling(bc, id)).state.title
  const bad = { reason: 'data_invalid', note: 'Số liệu chưa khớp' }
  const official = async (): Promise<number | null | undefined> => {
    await country.rollUp()
    const upper = await openFiling(above, (await findLine(above, 'own', '17c')).id)
    return upper.tables.find((one) => one.id === 'offices')?.rows[0]?.cells[0] as number | null
  }

  it('a report of a period without any case is passed on in one act, which writes an explicit zero into every count, under the specialist’s name', async () => {
    const commune = 'xayenduong_hbb_tbkn'
    const [own, head] = await Promise.all([country.client(`${commune}_bc`), country.client(`${commune}_ld`)])
    const report = await findLine(own, 'own', '17a')
    expect((await act(head, report.id, 'nothing')).status).to.equal(403)
    await mustAct(own, report.id, 'nothing')
    const filing = await openFiling(own, report.id)
    expect(filing.state.id).to.equal('approving')
    expect(filing.tables[0]?.rows[0]?.cells).to.deep.equal([0, 0, 0])
    const { changes } = (await own.get(`/filings/${report.id}/history`)).body as HistoryReply
    expect(changes.map((one) => [one.by.login, one.cells.map(({ address, before, after }) => [address, before, Number(after)])])).to.deep.equal([
      [`${commune}_bc`, [['main.copies', null, 0], ['main.signatures', null, 0], ['main.contracts', null, 0]]],
    ])
    // What has figures is not said to be without any in passing.
    expect((await act(bc, id, 'nothing')).status).to.equal(409)
  })

  it('A-3.2.c.3 only the checker moves a report from checking to approving, and a checker neither approves nor sends', async () => {
    await mustAct(bc, id, 'submit')
    expect(await state()).to.equal('Chờ kiểm tra')
    const { revision } = await openFiling(bc, id)
    for (const client of [bc, ld, above]) expect((await client.post(`/filings/${id}/actions/pass`, { revision })).status).to.equal(403)
    expect((await act(ld, id, 'approve')).status).to.equal(409)
    for (const action of ['approve', 'send']) expect((await act(kt, id, action)).status).to.equal(403)
    expect(await state()).to.equal('Chờ kiểm tra')
  })

  it('A-7.2 the checker returns for one of two reasons and with a note, and the report lands with the specialist', async () => {
    const offered = (await openFiling(kt, id)).actions.find((one) => one.id === 'return')
    expect(offered?.reasons.map((one) => one.title)).to.deep.equal(['Số liệu không hợp lệ', 'Biểu không thuộc trách nhiệm'])
    for (const request of [{}, { reason: 'data_invalid' }, { note: 'x' }, { reason: 'other', note: 'x' }]) expect((await act(kt, id, 'return', request)).status).to.equal(400)
    expect((await act(kt, id, 'return', { reason: 'not_my_remit', note: 'Không được phân công' })).status).to.equal(200)
    expect((await task(bc))?.returned).to.deep.include({ reason: 'Biểu không thuộc trách nhiệm', note: 'Không được phân công' })
    await mustAct(bc, id, 'submit')
  })

  it('A-7.3 after the checker has passed it on it is in the head’s inbox, locked for specialist and checker', async () => {
    expect(await task(ld)).to.equal(undefined)
    await mustAct(kt, id, 'pass')
    expect((await task(ld))?.asked).to.equal('Phê duyệt biểu')
    expect([await task(bc), await task(kt)]).to.deep.equal([undefined, undefined])
    for (const client of [bc, kt]) {
      expect((await save(client, id, { 'office.copies': 11 })).status).to.equal(403)
      expect((await openFiling(client, id)).editable).to.equal(false)
    }
  })

  it('A-3.2.c.2 only the head of the owning unit approves', async () => {
    for (const login of [`${district}_bc`, `${district}_kt`, 'tinhbackan_ld', 'huyenbabe_tbkn_ld', 'btp_khtc_decision_maker', 'tinhbackan_admin']) {
      const client = await country.client(login)
      const { body } = await bc.get(`/filings/${id}`)
      expect([403, 404], login).to.include((await client.post(`/filings/${id}/actions/approve`, { revision: body.revision })).status)
    }
    expect(await state()).to.equal('Chờ phê duyệt')
  })

  it('A-8.3 sending is refused unless approved, and what is sent is in the upper inbox at once', async () => {
    expect((await act(ld, id, 'send')).status).to.equal(409)
    await mustAct(ld, id, 'approve')
    expect(await task(above)).to.equal(undefined)
    await mustAct(ld, id, 'send')
    expect((await task(above))?.asked).to.equal('Tiếp nhận báo cáo')
    expect((await openFiling(ld, id)).receiver?.code).to.equal('tinhbackan')
  })

  it('A-9.1 whoever returns it, it goes straight to the specialist, with reason, returner and time, and to nobody else', async () => {
    const returners: [Client, string, string[]][] = [
      [above, 'tinhbackan_bc', ['submit']], [kt, `${district}_kt`, ['submit', 'pass']], [ld, `${district}_ld`, []],
    ]
    for (const [client, login, on] of returners) {
      expect((await act(client, id, 'return', bad)).status, login).to.equal(200)
      expect(await state()).to.equal('Bị trả lại')
      const waiting = await task(bc)
      expect(waiting?.returned).to.deep.include({ at: '2020-06-01T01:00:00.000Z', reason: 'Số liệu không hợp lệ', note: bad.note })
      expect(waiting?.returned?.by.login).to.equal(login)
      for (const other of [kt, ld, above]) expect(await task(other)).to.equal(undefined)
      for (const action of on) await mustAct(action === 'pass' ? kt : bc, id, action)
    }
  })

  it('A-9.4 a report that was passed on again does not reach “sent” without being checked and approved again', async () => {
    await save(bc, id, { 'office.copies': 12 })
    for (const action of ['approve', 'send']) expect((await act(ld, id, action)).status).to.equal(409)
    await mustAct(bc, id, 'submit')
    for (const action of ['approve', 'send']) expect((await act(ld, id, action)).status).to.equal(409)
    await mustAct(kt, id, 'pass')
    expect((await act(ld, id, 'send')).status).to.equal(409)
    await mustAct(ld, id, 'approve', 'send')
    expect((await openFiling(ld, id)).seal?.number).to.equal(2)
  })

  it('A-6.2 received again, the new figures replace the earlier ones, and only received ones are added up', async () => {
    expect(await official()).to.equal(null)
    await mustAct(above, id, 'receive')
    expect(await official()).to.equal(12)
    for (const request of [{}, { reason: 'data_invalid' }]) expect((await act(above, id, 'return', request)).status).to.equal(400)
    expect((await act(above, id, 'return', bad)).status).to.equal(200)
    await save(bc, id, { 'office.copies': 13 })
    await mustAct(bc, id, 'submit')
    await mustAct(kt, id, 'pass')
    await mustAct(ld, id, 'approve', 'send')
    expect(await official(), 'until it is received again the earlier figure stands').to.equal(12)
    await mustAct(above, id, 'receive')
    expect(await official()).to.equal(13)
  })

  it('A-9.3 correcting makes a new version and keeps the old ones as they were', async () => {
    const seals = await country.database.app('seal').where({ filing_id: id }).orderBy('number').select<{ number: number; cells: (number | null)[]; hash: string }[]>('number', 'cells', 'hash')
    expect(seals.map((one) => [one.number, one.cells[0]])).to.deep.equal([[1, 10], [2, 12], [3, 13]])
    expect(new Set(seals.map((one) => one.hash)).size).to.equal(3)
    expect((await act(above, id, 'return', bad)).status).to.equal(200)
    expect((await openFiling(bc, id)).editable).to.equal(true)
    expect((await openFiling(kt, id)).editable).to.equal(false)
  })
})
