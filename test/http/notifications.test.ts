// Notifications over HTTP: what clocks and acts told somebody, in the workflow's words; read one by one or all at once;
// nobody's but one's own, and of no filing that one may not see any more.
import { expect } from 'chai'
import path from 'node:path'
import { readFolder } from '../../engine/cli/read-folders.ts'
import type { Notification, NotificationList, UnreadCount } from '../../engine/core/contract/notification.ts'
import { workOffClocks } from '../../engine/jobs/tasks.ts'
import { carrySessions } from '../../engine/store/session.ts'
import { transaction } from '../../engine/store/transaction.ts'
import { act, countryOf, findLine, mustAct, save, soundPacks, startCountry, type Country } from '../support/country.ts'
import type { Client } from '../support/server.ts'

const desk = countryOf('desk', () => soundPacks([readFolder(path.resolve('test/support/desk-pack'))]))

describe('Notifications', () => {
  let country: Country
  let id: string
  const people = new Map<string, Client>()
  const as = (login: string): Client => people.get(login) as Client
  const list = async (login: string, before?: string): Promise<NotificationList> => {
    const reply = await as(login).get(`/notifications${before === undefined ? '' : `?before=${before}`}`)
    expect(reply.status, reply.text).to.equal(200)
    return reply.body as NotificationList
  }
  const unread = async (login: string): Promise<number> => ((await as(login).get('/notifications/unread')).body as UnreadCount).unread
  const told = async (login: string): Promise<string[]> => (await list(login)).notifications.map((one) => `${one.kind} ${one.title} ${one.due ?? '—'}${one.read ? '' : ' *'}`)
  const day = async (text: string): Promise<void> => {
    const to = new Date(`${text}T10:00:00+07:00`)
    await transaction(country.database.app, (trx) => carrySessions(trx, country.parts.clock.now(), to))
    country.parts.clock.set(to)
    await workOffClocks(country.parts)
  }

  before(async () => {
    country = await startCountry(desk)
    for (const login of ['office_desk', 'office_drafter_1', 'office_drafter_2', 'office_head_1', 'other_desk', 'centre_head']) people.set(login, await country.client(login))
    id = (await findLine(as('office_desk'), 'own', 'request')).id
  })
  after(() => country.end())

  it('are none at first, and nobody who is not logged in is told anything', async () => {
    expect(await list('office_desk')).to.deep.equal({ notifications: [], more: false, unread: 0 })
    for (const at of ['/notifications', '/notifications/unread']) expect((await country.anonymous().get(at)).status).to.equal(401)
  })

  it('tell of a clock that is about to run out, with its name and the last day as it was then', async () => {
    await day('2020-06-02')
    expect(await told('office_desk')).to.deep.equal(['reminder Thời hạn tiếp nhận 2020-06-03 *'])
    const [one] = (await list('office_desk')).notifications
    expect(one).to.deep.include({ by: null, to: null, reason: null, note: null })
    expect(one?.filing).to.deep.include({ id })
    expect(await unread('office_desk')).to.equal(1)
  })

  it('tell of an act, who did it, what it led to, and why', async () => {
    // Later than the reminder of this morning: newest first is by the time.
    country.parts.clock.set(new Date('2020-06-02T10:05:00+07:00'))
    await save(as('office_desk'), id, { 'main.amount': 1000 })
    await mustAct(as('office_desk'), id, 'accept')
    const drafter = (await country.database.app('account').where({ login: 'office_drafter_1' }).first<{ id: string }>('id')).id
    await act(as('office_head_1'), id, 'assign', { assign: drafter })
    expect((await act(as('office_drafter_1'), id, 'ask', { reason: 'incomplete', note: 'Thiếu bản sao' })).status).to.equal(200)
    const [newest] = (await list('office_desk')).notifications
    expect(newest).to.deep.include({
      kind: 'act', title: 'Yêu cầu bổ sung', due: null, read: false, by: { name: 'Lê Văn Thảo', unit: 'Chi cục Một' }, reason: 'Thiếu giấy tờ', note: 'Thiếu bản sao',
    })
    expect(newest?.to).to.deep.equal({ id: 'waiting', title: 'Chờ bổ sung', tone: 'returned' })
    expect(await told('office_drafter_1')).to.deep.equal(['act Phân công — *'])
    expect(await told('office_drafter_2')).to.deep.equal([])
  })

  it('are marked as read one at a time and keep the time at which they were', async () => {
    const [newest, oldest] = (await list('office_desk')).notifications as [Notification, Notification]
    const reply = await as('office_desk').post('/notifications/read', { id: newest.id })
    expect([reply.status, reply.body]).to.deep.equal([200, { unread: 1 }])
    expect(await told('office_desk')).to.deep.equal(['act Yêu cầu bổ sung —', 'reminder Thời hạn tiếp nhận 2020-06-03 *'])
    const at = async (one: Notification): Promise<string> => String((await country.database.app('notification').where({ id: one.id }).first<{ read_at: Date }>('read_at')).read_at)
    const first = await at(newest)
    await day('2020-06-03')
    await as('office_desk').post('/notifications/read', { id: newest.id, older: true })
    expect(await unread('office_desk')).to.equal(0)
    expect(await at(newest)).to.equal(first)
    expect(await at(oldest)).to.not.equal(first)
  })

  it('are marked by nobody else', async () => {
    const [mine] = (await list('office_drafter_1')).notifications as [Notification]
    for (const login of ['office_desk', 'office_drafter_2', 'centre_head']) {
      expect((await as(login).post('/notifications/read', { id: mine.id, older: true })).status, login).to.equal(404)
    }
    expect(await told('office_drafter_1')).to.deep.equal(['act Phân công — *'])
  })

  it('come a page at a time, newest first, each once', async () => {
    const account = (await country.database.app('account').where({ login: 'office_desk' }).first<{ id: string }>('id')).id
    await country.database.app.raw(
      `insert into notification (id, account_id, filing_id, at, kind, about)
       select ('0171ffff-' || lpad(to_hex(n), 4, '0') || '-7000-8000-000000000000')::uuid, ?, ?, '2020-05-10', 'reminder', 'intake' from generate_series(1, 120) as n`, [account, id])
    const seen: string[] = []
    let before: string | undefined
    let pages = 0
    for (let more = true; more; pages++) {
      const page = await list('office_desk', before)
      expect(page.notifications).to.have.length.at.most(50)
      seen.push(...page.notifications.map((one) => one.id))
      before = seen.at(-1)
      more = page.more
    }
    expect(pages).to.equal(3)
    expect(new Set(seen).size).to.equal(122)
    expect([...seen].sort().toReversed()).to.deep.equal(seen)
  })

  it('tell nothing of a filing of the unit that a person has left', async () => {
    const other = (await country.database.app('unit').where({ code: 'other' }).first<{ id: string }>('id')).id
    await country.database.app('account').where({ login: 'office_drafter_1' }).update({ unit_id: other })
    expect(await list('office_drafter_1')).to.deep.equal({ notifications: [], more: false, unread: 0 })
    expect(await unread('office_drafter_1')).to.equal(0)
  })
})
