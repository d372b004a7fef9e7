// A commune is merged away after the cut-off, before it has sent its report: those who take its place finish it, under its old
// name and their own. Nobody else gains anything, and a unit that goes on is finished for by nobody.
import { expect } from 'chai'
import type { Filing, FilingLine, Inbox } from '../../engine/core/contract/filing.ts'
import { act, findLine, importList, mustAct, openFiling, save, startCountry, type Country } from '../support/country.ts'

const old = 'xabangthanh_hpn_tbkn'
const heir = 'xabocbo_hpn_tbkn'
const name = 'UBND xã Bằng Thành'

describe('A unit that has ended', function () {
  this.timeout(60_000)
  let country: Country
  let id: string
  const linesOf = async (login: string, box: 'own' | 'received'): Promise<FilingLine[]> =>
    ((await (await country.client(login)).get(`/filings?box=${box}`)).body as { filings: FilingLine[] }).filings
  const tasksOf = async (login: string): Promise<Inbox['tasks']> => ((await (await country.client(login)).get('/inbox')).body as Inbox).tasks
  const at = (day: string): void => country.clock.set(new Date(`${day}T08:00:00+07:00`))

  before(async () => {
    country = await startCountry()
    const bc = await country.client(`${old}_bc`)
    id = (await findLine(bc, 'own', '17a')).id
    expect((await save(bc, id, { 'main.copies': 40 })).status).to.equal(200)
    await importList(country, '2019-01-01', '060,Huyện Pác Nặm,Huyện,06', '01858,Xã Bộc Bố,Xã,060', '01859,Xã Bằng Thành,Xã,060')
    await importList(country, '2020-06-03', '01858,Xã Bộc Bố,Xã,060,01859')
  })
  after(() => country.end())

  it('is finished for by nobody before the day on which it ends', async () => {
    at('2020-06-02')
    expect((await (await country.client(`${heir}_bc`)).get(`/filings/${id}`)).status).to.equal(404)
    expect((await linesOf(`${heir}_bc`, 'own')).map((one) => one.unit.code)).to.not.include(old)
  })

  it('is finished for by its successor from that day on, in lists and inbox marked as the old unit’s', async () => {
    at('2020-06-03')
    const line = (await linesOf(`${heir}_bc`, 'own')).find((one) => one.id === id)
    expect([line?.unit.name, line?.inPlaceOf?.name, line?.state.id]).to.deep.equal([name, name, 'drafting'])
    const task = (await tasksOf(`${heir}_bc`)).find((one) => one.filing.id === id)
    expect(task?.filing.inPlaceOf?.code).to.equal(old)
    const own = await findLine(await country.client(`${heir}_bc`), 'own', '17a', heir)
    expect(own).to.not.have.property('inPlaceOf')
    // The successor's head has nothing to approve yet.
    expect((await tasksOf(`${heir}_ld`)).map((one) => one.filing.id)).to.not.include(id)
  })

  it('keeps its name on the report that others save, pass on, approve and send, and history and audit name who acted', async () => {
    const bc = await country.client(`${heir}_bc`)
    const ld = await country.client(`${heir}_ld`)
    expect((await openFiling(bc, id)).editable).to.equal(true)
    expect((await save(bc, id, { 'main.copies': 41 })).status).to.equal(200)
    // Each in his own role: the head does not type, the specialist does not approve.
    expect((await save(ld, id, { 'main.copies': 42 })).status).to.equal(403)
    await mustAct(bc, id, 'submit')
    expect((await act(bc, id, 'approve')).status).to.equal(403)
    expect((await tasksOf(`${heir}_ld`)).find((one) => one.filing.id === id)?.filing.inPlaceOf?.name).to.equal(name)
    await mustAct(ld, id, 'approve', 'send')

    const sent = await openFiling(await country.client('huyenpacnam_tbkn_bc'), id)
    expect([sent.unit.name, sent.unit.code, sent.tables.find((one) => one.id === 'main')?.rows[0]?.cells[0]]).to.deep.equal([name, old, 41])
    const events = (await openFiling(bc, id)).events.map((one) => [one.action, one.by.login, one.unit])
    expect(events).to.deep.equal([['send', `${heir}_ld`, 'UBND xã Bộc Bố'], ['approve', `${heir}_ld`, 'UBND xã Bộc Bố'], ['submit', `${heir}_bc`, 'UBND xã Bộc Bố']])
    const { rows } = await country.database.app.raw<{ rows: { action: string; login: string }[] }>(
      `select action, login from audit where object_id = ? and login like ? order by at`, [id, `${heir}%`])
    expect(rows.map((one) => `${one.login} ${one.action}`)).to.include.members([`${heir}_bc save-filing`, `${heir}_ld act-on-filing`])
    const seal = await country.database.app('seal').where({ filing_id: id }).first<{ content: { unit: { name: string } } }>('content')
    expect(seal.content.unit.name).to.equal(name)
  })

  it('keeps nobody waiting for a list that its own people had not completed', async () => {
    const bc = await country.client(`${heir}_bc`)
    const left = await openFiling(bc, (await findLine(bc, 'own', '12b', old)).id)
    expect([left.editable, left.waitsFor]).to.deep.equal([true, undefined])
    const own = await openFiling(bc, (await findLine(bc, 'own', '12b', heir)).id)
    expect([own.editable, own.waitsFor?.length]).to.deep.equal([false, 1])
  })

  it('gives nothing to neighbours, nor to the people of units that go on', async () => {
    for (const login of ['xadialinh_hbb_tbkn_bc', 'xayenduong_hbb_tbkn_ld']) expect((await (await country.client(login)).get(`/filings/${id}`)).status, login).to.equal(404)
    // The successor's own report stays closed to the old unit's people.
    const own = (await findLine(await country.client(`${heir}_bc`), 'own', '17a', heir)).id
    expect((await (await country.client(`${old}_bc`)).get(`/filings/${own}`)).status).to.equal(404)
    expect((await linesOf(`${heir}_bc`, 'own')).filter((one) => one.unit.code !== heir).map((one) => one.unit.code)).to.satisfy((codes: string[]) => codes.every((code) => code === old))
  })
})

describe('A unit that has ended and received reports', function () {
  this.timeout(60_000)
  let country: Country
  before(async () => {
    country = await startCountry()
  })
  after(() => country.end())

  it('has them received by its successor, who passes its own report on', async () => {
    await importList(country, '2019-01-01', '060,Huyện Pác Nặm,Huyện,06', '061,Huyện Ba Bể,Huyện,06')
    await importList(country, '2020-06-03', '061,Huyện Ba Bể,Huyện,06,060')
    const commune = await country.client('xabocbo_hpn_tbkn_bc')
    const { id } = await findLine(commune, 'own', '17a')
    expect((await save(commune, id, { 'main.copies': 7 })).status).to.equal(200)
    await mustAct(commune, id, 'submit')
    await mustAct(await country.client('xabocbo_hpn_tbkn_ld'), id, 'approve', 'send')
    country.clock.set(new Date('2020-06-04T08:00:00+07:00'))

    const bc = await country.client('huyenbabe_tbkn_bc')
    const line = await findLine(bc, 'received', '17a', 'xabocbo_hpn_tbkn')
    expect([line.receiver?.code, line.inPlaceOf?.code]).to.deep.equal(['huyenpacnam_tbkn', 'huyenpacnam_tbkn'])
    expect((await act(await country.client('huyenbabe_tbkn_kt'), id, 'receive')).status).to.equal(403)
    await mustAct(bc, id, 'receive')
    await country.rollUp()

    const upper = await findLine(bc, 'own', '17b', 'huyenpacnam_tbkn')
    expect(upper.inPlaceOf?.name).to.equal('Phòng Tư pháp huyện Pác Nặm')
    const open: Filing = await openFiling(bc, upper.id)
    expect(open.coverage[0]?.received).to.equal(1)
    await mustAct(bc, upper.id, 'submit')
    await mustAct(await country.client('huyenbabe_tbkn_kt'), upper.id, 'pass')
    await mustAct(await country.client('huyenbabe_tbkn_ld'), upper.id, 'approve', 'send')
    expect((await findLine(await country.client('tinhbackan_bc'), 'received', '17b', 'huyenpacnam_tbkn')).state.id).to.equal('sent')
    // Its own is still its own.
    expect(await findLine(bc, 'own', '17b', 'huyenbabe_tbkn')).to.not.have.property('inPlaceOf')
  })
})
