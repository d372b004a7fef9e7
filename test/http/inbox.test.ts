// Whose inbox a task stands in: also that of the unit above where the workflow asks it of `upper.<role>`, of a person's
// substitute while he is one; and what is copied to a unit is in its list, to read and not to act on.
import { expect } from 'chai'
import path from 'node:path'
import { readFolder } from '../../engine/cli/read-folders.ts'
import type { Filing, FilingList, Inbox } from '../../engine/core/contract/filing.ts'
import type { Session } from '../../engine/core/contract/session.ts'
import { carrySessions } from '../../engine/store/session.ts'
import { transaction } from '../../engine/store/transaction.ts'
import { act, countryOf, findLine, mustAct, openFiling, save, soundPacks, startCountry, type Country } from '../support/country.ts'
import type { Client } from '../support/server.ts'

/** The desk, whose head's unit watches over signing, hands on what is signed to an office and copies it to another. */
const watched = countryOf('watched-desk', () => {
  const folder = readFolder(path.resolve('test/support/desk-pack'))
  const edits: Readonly<Record<string, (text: string) => string>> = {
    'request.workflow.yaml': (text) => must(must(must(text,
      'signing: { title: Chờ ký, tone: waiting, holder: head, asks: Ký văn bản, limit: { clock: process }, closes-to: lapsed }',
      'signing: { title: Chờ ký, tone: waiting, holder: head, asks: Ký văn bản, limit: { clock: process }, closes-to: lapsed, tasks: [{ asks: Theo dõi việc ký, of: upper.head, limit: { working-days: 2 } }] }'),
      'effects: [seal] }', 'effects: [seal, deliver] }'),
      'done: { ', 'done: { visible-to-receiver: true, '),
    'request.form.yaml': (text) => must(text, 'workflow: request }', 'receiver: centre, copy-to: [{ unit: other }], workflow: request }'),
    'examples/request.workflow.yaml': () => '',
  }
  const files = folder.files.flatMap((file) => {
    const edited = edits[file.path]?.(file.text) ?? file.text
    return edited === '' ? [] : [{ ...file, text: edited }]
  })
  return soundPacks([{ ...folder, files }])
})

function must(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The pack no longer says ${from}`)
  return text.replace(from, to)
}

describe('The inbox', () => {
  let country: Country
  let id: string
  const people = new Map<string, Client>()
  const as = (login: string): Client => people.get(login) as Client
  const inbox = async (login: string): Promise<Inbox> => (await as(login).get('/inbox')).body as Inbox
  const asked = async (login: string): Promise<string[]> => (await inbox(login)).tasks.map((one) => `${one.asked} ${one.filing.unit.code} ${one.due ?? '—'}${one.late ? ' trễ' : ''}${one.for === null ? '' : ` thay ${one.for.login}`}`)
  const copied = async (login: string): Promise<FilingList['filings']> => ((await as(login).get('/filings?box=copied')).body as FilingList).filings
  const day = async (text: string): Promise<void> => {
    const to = new Date(`${text}T10:00:00+07:00`)
    await transaction(country.database.app, (trx) => carrySessions(trx, country.parts.clock.now(), to))
    country.parts.clock.set(to)
  }

  before(async () => {
    country = await startCountry(watched)
    for (const login of ['office_desk', 'office_drafter_1', 'office_drafter_3', 'office_head_1', 'other_desk', 'other_head', 'centre_head', 'centre_administrator']) people.set(login, await country.client(login))
    id = (await findLine(as('office_desk'), 'own', 'request')).id
    await save(as('office_desk'), id, { 'main.amount': 1000 })
    await mustAct(as('office_desk'), id, 'accept')
    const drafter = (await country.database.app('account').where({ login: 'office_drafter_1' }).first<{ id: string }>('id')).id
    expect((await act(as('office_head_1'), id, 'assign', { assign: drafter })).status).to.equal(200)
  })
  after(() => country.end())

  it('of a substitute tells whose place he takes, until when, and what he holds for him', async () => {
    expect(await inbox('office_drafter_3')).to.deep.equal({ tasks: [], offers: [], substituteFor: [] })
    expect((await as('office_head_1').post('/substitutes', { account: 'office_drafter_1', substitute: 'office_drafter_3', from: '2020-06-01', to: '2020-06-03' })).status).to.equal(201)
    expect(await asked('office_drafter_3')).to.deep.equal(['Dự thảo văn bản office 2020-06-08 thay office_drafter_1'])
    expect((await inbox('office_drafter_3')).substituteFor).to.deep.equal([{ account: { login: 'office_drafter_1', name: 'Lê Văn Thảo' }, to: '2020-06-03' }])
    expect(await asked('office_drafter_1')).to.deep.equal(['Dự thảo văn bản office 2020-06-08'])
    await mustAct(as('office_drafter_3'), id, 'submit')
    expect((await openFiling(as('office_head_1'), id)).events[0]).to.deep.include({ by: { login: 'office_drafter_3', name: 'Hồ Văn Khác' }, for: { login: 'office_drafter_1', name: 'Lê Văn Thảo' } })
  })

  it('and the lists offer what can be done to several at once: what needs no choice for each, to those whose acts they are', async () => {
    const offers = async (login: string): Promise<string[]> => (await inbox(login)).offers.map((one) => `${one.action.id}: ${one.filings.join()}`)
    expect((await offers('office_head_1'))).to.deep.equal([`sign: ${id}`, `extend: ${id}`, `return: ${id}`])
    const { offers: [sign] } = await inbox('office_head_1')
    expect(sign?.action).to.deep.include({ title: 'Ký', blocked: null, assigns: null, paper: false })
    // Watching is asked of him, but nothing is his to do.
    expect(await offers('centre_head')).to.deep.equal([])
    expect(((await as('office_drafter_1').get('/filings?box=own')).body as FilingList).offers).to.deep.equal([])
  })

  it('of the unit above holds what is asked of it, with its day, and nobody else’s there', async () => {
    expect(await asked('centre_head')).to.deep.equal(['Theo dõi việc ký office 2020-06-03'])
    for (const login of ['centre_administrator', 'other_head']) expect((await asked(login)).filter((one) => one.startsWith('Theo dõi'))).to.deep.equal([])
    expect(await asked('office_head_1')).to.deep.equal(['Ký văn bản office 2020-06-08'])
    await day('2020-06-04')
    expect(await asked('centre_head')).to.deep.equal(['Theo dõi việc ký office 2020-06-03 trễ'])
  })

  it('of the unit above is empty again when the state has passed', async () => {
    await mustAct(as('office_head_1'), id, 'sign')
    expect(await asked('centre_head')).to.deep.equal([])
  })

  it('does not hold copies: they are in a list of their own, to read as sealed and not to act on', async () => {
    expect((await copied('other_desk')).map((one) => [one.id, one.unit.code, one.receiver?.code])).to.deep.equal([[id, 'office', 'centre']])
    expect(((await as('other_desk').get('/session')).body as Session).copies).to.equal(true)
    const filing = (await as('other_desk').get(`/filings/${id}`)).body as Filing
    expect(filing).to.deep.include({ editable: false, actions: [] })
    expect(filing.tables[0]?.rows[0]?.cells).to.deep.equal([1000])
    expect((await save(as('other_desk'), id, { 'main.amount': 1 })).status).to.equal(403)
    for (const login of ['office_desk', 'centre_head']) {
      expect(await copied(login), login).to.deep.equal([])
      expect(((await as(login).get('/session')).body as Session).copies, login).to.equal(false)
    }
  })

  it('lists no copy of what has not been sent', async () => {
    await save(as('other_desk'), (await findLine(as('other_desk'), 'own', 'request')).id, { 'main.amount': 5 })
    expect((await copied('other_desk')).map((one) => one.unit.code)).to.deep.equal(['office'])
  })
})
