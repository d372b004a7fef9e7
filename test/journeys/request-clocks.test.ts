// A request goes through a workflow with limits, as a support desk has them (test/support/desk-pack): received within two
// working days, settled within five that stand still while the citizen is asked, given up after fifteen days without an
// answer. Days pass by moving the application's clock; what clocks bring about, the worker does.
import { expect } from 'chai'
import path from 'node:path'
import { readFolder } from '../../engine/cli/read-folders.ts'
import type { Filing, Inbox } from '../../engine/core/contract/filing.ts'
import { workOffClocks } from '../../engine/jobs/tasks.ts'
import { carrySessions } from '../../engine/store/session.ts'
import { transaction } from '../../engine/store/transaction.ts'
import { act, countryOf, findLine, mustAct, openFiling, save, soundPacks, startCountry, type Country } from '../support/country.ts'
import type { Client } from '../support/server.ts'

const desk = countryOf('desk', () => soundPacks([readFolder(path.resolve('test/support/desk-pack'))]))

describe('A request whose limits run', () => {
  let country: Country
  let id: string
  const people = new Map<string, Client>()
  const as = (login: string): Client => people.get(login) as Client
  /** Ten in the morning of a day; whoever was logged in stays so, and the worker has been there. */
  const day = async (text: string): Promise<void> => {
    const to = new Date(`${text}T10:00:00+07:00`)
    await transaction(country.database.app, (trx) => carrySessions(trx, country.parts.clock.now(), to))
    country.parts.clock.set(to)
    await workOffClocks(country.parts)
  }
  const inbox = async (login: string): Promise<string[]> => {
    const { body } = await as(login).get('/inbox')
    return (body as Inbox).tasks.map((one) => `${one.asked} ${one.due ?? '—'}${one.late ? ' trễ' : ''}`)
  }
  const told = async (login: string): Promise<string[]> => {
    const rows = await country.database.app('notification as n').join('account as a', 'a.id', 'n.account_id').where('a.login', login).orderBy('n.at').select<{ kind: string; about: string }[]>('n.kind', 'n.about')
    return rows.map((one) => `${one.kind} ${one.about}`)
  }
  const chosen = async (login: string): Promise<string> => (await country.database.app('account').where({ login }).first<{ id: string }>('id')).id
  const clocks = ({ clocks: list }: Filing): Record<string, string> => Object.fromEntries(list.map((one) => [one.id, `${one.is} ${one.due ?? '—'} ${one.left}`]))

  before(async () => {
    country = await startCountry(desk)
    for (const login of ['office_desk', 'office_drafter_1', 'office_drafter_2', 'office_drafter_3', 'office_head_1', 'office_head_2', 'centre_head', 'other_desk']) {
      people.set(login, await country.client(login))
    }
    id = (await findLine(as('office_desk'), 'own', 'request')).id
  })
  after(() => country.end())

  it('begins with the desk’s two days, of which the inbox tells the last', async () => {
    expect(await inbox('office_desk')).to.deep.equal(['Kiểm tra yêu cầu 2020-06-03'])
    expect(await inbox('office_head_1')).to.deep.equal([])
    expect(clocks(await openFiling(as('office_desk'), id))).to.deep.equal({ intake: 'running 2020-06-03 2' })
    await day('2020-06-02')
    expect(await told('office_desk')).to.deep.equal(['reminder intake'])
  })

  it('is accepted, and the head has one day to assign it, to somebody of the right role only', async () => {
    await save(as('office_desk'), id, { 'main.amount': 1000 })
    await mustAct(as('office_desk'), id, 'accept')
    expect(await inbox('office_head_1')).to.deep.equal(['Phân công 2020-06-03'])
    const { actions } = await openFiling(as('office_head_1'), id)
    expect(actions.find((one) => one.id === 'assign')?.assigns?.map((one) => one.login)).to.deep.equal(['office_drafter_3', 'office_drafter_1', 'office_drafter_2'])
    for (const wrong of [{}, { assign: await chosen('office_desk') }, { assign: await chosen('other_drafter') }]) {
      const reply = await act(as('office_head_1'), id, 'assign', wrong)
      expect(reply.status, JSON.stringify(wrong)).to.equal(400)
      expect(JSON.stringify(reply.body)).to.include('/assign')
    }
    const done = await act(as('office_head_1'), id, 'assign', { assign: await chosen('office_drafter_1') })
    expect(done.status, done.text).to.equal(200)
  })

  it('is the assigned person’s from then on, and nobody else’s', async () => {
    expect(await inbox('office_drafter_1')).to.deep.equal(['Dự thảo văn bản 2020-06-09'])
    expect(await inbox('office_drafter_2')).to.deep.equal([])
    expect(await told('office_drafter_1')).to.deep.equal(['act assign'])
    expect((await act(as('office_drafter_2'), id, 'submit')).status).to.equal(403)
    expect((await save(as('office_drafter_2'), id, { 'main.amount': 2000 })).status).to.equal(403)
    expect((await save(as('office_drafter_1'), id, { 'main.amount': 2000 })).status).to.equal(200)
  })

  it('stands still while the citizen is asked, and the desk has fifteen days to watch', async () => {
    await day('2020-06-04')
    expect((await act(as('office_drafter_1'), id, 'ask', { reason: 'incomplete' })).status).to.equal(200)
    expect(clocks(await openFiling(as('office_desk'), id))).to.include({ process: 'paused — 3', answering: 'running 2020-06-19 10' })
    expect(await inbox('office_desk')).to.deep.equal(['Theo dõi việc bổ sung 2020-06-19'])
    await day('2020-06-12')
    // The reminder two days before the end would have been due in between.
    expect(await told('office_drafter_1')).to.deep.equal(['act assign'])
    expect(clocks(await openFiling(as('office_desk'), id))).to.include({ process: 'paused — 3' })
    await mustAct(as('office_desk'), id, 'answer')
    expect(clocks(await openFiling(as('office_desk'), id))).to.include({ process: 'running 2020-06-17 3', answering: 'ended 2020-06-19 0' })
  })

  it('lets a substitute do what was the absent person’s to do, under his own name, and says for whom', async () => {
    expect((await act(as('office_drafter_3'), id, 'submit')).status).to.equal(403)
    const named = await as('office_drafter_1').post('/substitutes', { substitute: 'office_drafter_3', from: '2020-06-12', to: '2020-06-16' })
    expect(named.status, named.text).to.equal(201)
    expect(await inbox('office_drafter_3')).to.deep.equal(['Dự thảo văn bản 2020-06-17'])
    await mustAct(as('office_drafter_3'), id, 'submit')
    const [event] = (await openFiling(as('office_desk'), id)).events
    expect(event).to.deep.include({ action: 'submit', by: { login: 'office_drafter_3', name: 'Hồ Văn Khác' }, for: { login: 'office_drafter_1', name: 'Lê Văn Thảo' } })
    expect((await act(as('office_head_1'), id, 'return', { note: 'Sửa câu hai' })).status).to.equal(200)
    // On the day after the last one he is a stranger again.
    await day('2020-06-17')
    expect(await inbox('office_drafter_3')).to.deep.equal([])
    expect((await act(as('office_drafter_3'), id, 'submit')).status).to.equal(403)
    expect(await inbox('office_drafter_1')).to.deep.equal(['Dự thảo văn bản 2020-06-17'])
  })

  it('runs out: everybody is told, the desk owes an apology, and the page that is being worked on is not out of date', async () => {
    const { revision } = await openFiling(as('office_drafter_1'), id)
    await day('2020-06-18')
    const filing = await openFiling(as('office_desk'), id)
    expect(filing.revision).to.equal(revision)
    expect(filing.state.id).to.equal('drafting')
    expect(filing.events[0]).to.deep.include({ action: 'clock.process', title: 'Hết hạn: Thời hạn giải quyết', by: { login: 'clock', name: 'Thời hạn giải quyết' }, for: null, unit: '', at: '2020-06-17T17:00:00.000Z' })
    expect(clocks(filing)).to.include({ process: 'expired 2020-06-17 0' })
    expect(await told('centre_head')).to.deep.equal(['expiry process'])
    expect(await told('office_head_2')).to.deep.equal(['act submit', 'reminder process', 'expiry process'])
    expect(await inbox('office_desk')).to.deep.equal(['Gửi phiếu xin lỗi và hẹn lại 2020-06-19'])
    expect(await inbox('office_drafter_1')).to.deep.equal(['Dự thảo văn bản 2020-06-17 trễ'])
    // Of its own request, which nobody has looked at; not of this one.
    expect(await told('other_desk')).to.deep.equal(['reminder intake', 'expiry intake'])
  })

  it('is extended: the limit runs anew, and once the apology is sent nothing is owed', async () => {
    await mustAct(as('office_desk'), id, 'apologise')
    expect((await act(as('office_head_2'), id, 'extend', { note: 'Vụ việc phức tạp' })).status).to.equal(200)
    expect(await inbox('office_desk')).to.deep.equal([])
    const filing = await openFiling(as('office_drafter_1'), id)
    expect(filing.state.id).to.equal('drafting')
    expect(clocks(filing)).to.include({ process: 'running 2020-06-25 5' })
  })

  it('is given up by the clock when the citizen does not answer, on the day on which it fell due, however late anybody looks', async () => {
    expect((await act(as('office_drafter_1'), id, 'ask', { reason: 'incomplete' })).status).to.equal(200)
    await day('2020-07-20')
    const filing = await openFiling(as('office_desk'), id)
    expect(filing.state.id).to.equal('lapsed')
    expect(filing.events[0]).to.deep.include({ action: 'give_up', title: 'Quá hạn bổ sung', by: { login: 'clock', name: 'Thời hạn bổ sung' }, at: '2020-07-03T17:00:00.000Z' })
    expect(clocks(filing)).to.deep.include({ answering: 'ended 2020-07-03 0', process: 'ended 2020-07-10 0' })
    expect((await act(as('office_desk'), id, 'answer')).status).to.equal(409)
    expect(await told('office_drafter_1')).to.deep.equal(['act assign', 'act answer', 'reminder process', 'reminder process', 'expiry answering'])
    expect(await inbox('office_desk')).to.deep.equal([])
  })

  it('may be taken in hand by a unit above where the workflow lets it, which sees the filing without figures', async () => {
    const line = (await findLine(as('other_desk'), 'own', 'request')).id
    expect((await as('centre_head').get(`/filings/${line}`)).status).to.equal(403)
    await save(as('other_desk'), line, { 'main.amount': 5 })
    await mustAct(as('other_desk'), line, 'accept')
    const seen = await openFiling(as('centre_head'), line)
    expect(seen.actions.map((one) => one.id)).to.deep.equal(['assign'])
    expect(seen.tables).to.deep.equal([])
    expect((await as('office_head_1').get(`/filings/${line}`)).status).to.equal(404)
    const assigned = await as('centre_head').post(`/filings/${line}/actions/assign`, { revision: seen.revision, assign: await chosen('other_drafter') })
    expect(assigned.status, assigned.text).to.equal(200)
    expect(await told('other_drafter')).to.deep.equal(['act assign'])
  })
})
