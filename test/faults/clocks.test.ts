// What clocks bring about, when the worker is interrupted, comes late, comes twice, or meets people at work: the same
// happens in the same order, each thing once, dated by the day on which it fell due.
import { expect } from 'chai'
import path from 'node:path'
import { carryOutClocks } from '../../engine/actions/carry-out-clocks.ts'
import { perform } from '../../engine/actions/perform.ts'
import { readFolder } from '../../engine/cli/read-folders.ts'
import { workOffClocks, workOffClosings } from '../../engine/jobs/tasks.ts'
import { carrySessions } from '../../engine/store/session.ts'
import { transaction } from '../../engine/store/transaction.ts'
import { act, countryOf, findLine, mustAct, openFiling, openNext, save, soundPacks, startCountry, type Country } from '../support/country.ts'
import type { Client } from '../support/server.ts'

const desk = countryOf('desk', () => soundPacks([readFolder(path.resolve('test/support/desk-pack'))]))
const system = { actor: { kind: 'system', name: 'test' }, requestId: 'test', address: '' } as const

describe('The worker of clocks', function () {
  this.timeout(60_000)
  const countries: Country[] = []
  after(async () => {
    for (const one of countries) await one.end()
  })

  const start = async (): Promise<{ country: Country; id: string; as: (login: string) => Client }> => {
    const country = await startCountry(desk)
    countries.push(country)
    const people = new Map<string, Client>()
    for (const login of ['office_desk', 'office_drafter_1', 'office_head_1']) people.set(login, await country.client(login))
    const as = (login: string): Client => people.get(login) as Client
    return { country, as, id: (await findLine(as('office_desk'), 'own', 'request')).id }
  }
  const turn = async (country: Country, day: string): Promise<void> => {
    const to = new Date(`${day}T10:00:00+07:00`)
    await transaction(country.database.app, (trx) => carrySessions(trx, country.parts.clock.now(), to))
    country.parts.clock.set(to)
  }
  /** A request that waits for the citizen since 2 June, with 15 days. */
  const waiting = async (): Promise<Awaited<ReturnType<typeof start>>> => {
    const started = await start()
    const { country, as, id } = started
    await save(as('office_desk'), id, { 'main.amount': 1000 })
    await mustAct(as('office_desk'), id, 'accept')
    const { id: drafter } = await country.database.app('account').where({ login: 'office_drafter_1' }).first<{ id: string }>('id')
    expect((await act(as('office_head_1'), id, 'assign', { assign: drafter })).status).to.equal(200)
    await turn(country, '2020-06-02')
    expect((await act(as('office_drafter_1'), id, 'ask', { reason: 'incomplete' })).status).to.equal(200)
    return started
  }
  type Told = { events: string[]; notes: string[]; clocks: string[]; filing: string }
  /** Everything that the clocks have left behind, of every filing, without ids. */
  const left = async ({ database }: Country): Promise<Told> => {
    const lines = async (sql: string): Promise<string[]> => (await database.app.raw<{ rows: { line: string }[] }>(sql)).rows.map((one) => one.line)
    return {
      events: await lines(`select u.code || ' ' || e.at || ' ' || e.action || ' ' || e.from_state || '>' || e.to_state || ' ' || coalesce(e.clock, '-') as line
                           from filing_event e join filing f on f.id = e.filing_id join unit u on u.id = f.unit_id where e.clock is not null order by e.at, u.code, e.clock`),
      notes: await lines(`select a.login || ' ' || n.kind || ' ' || n.about as line from notification n join account a on a.id = n.account_id order by 1`),
      clocks: await lines(`select u.code || ' ' || c.clock || ' ' || c.reading || ' ' || coalesce(c.due_on::text, '-') || ' ' || coalesce(c.look_at::text, '-') || ' ' || c.reminded::text as line
                           from filing_clock c join filing f on f.id = c.filing_id join unit u on u.id = f.unit_id order by 1`),
      filing: (await lines(`select string_agg(u.code || ' ' || f.state || ' ' || f.revision, ', ' order by u.code) as line from filing f join unit u on u.id = f.unit_id`)).join(),
    }
  }

  it('leaves the same whether it comes every day or once, a month late', async () => {
    const daily = await waiting()
    for (let day = 3; day <= 30; day++) {
      await turn(daily.country, `2020-06-${String(day).padStart(2, '0')}`)
      await workOffClocks(daily.country.parts)
    }
    const once = await waiting()
    await turn(once.country, '2020-06-30')
    await workOffClocks(once.country.parts)
    const found = await left(once.country)
    expect(found).to.deep.equal(await left(daily.country))
    expect(found.events).to.deep.equal([
      'office 2020-06-17 17:00:00+00 give_up waiting>lapsed answering',
      'other 2020-06-03 17:00:00+00 clock.intake filed>filed intake',
    ].sort((a, b) => a.slice(7).localeCompare(b.slice(7))))
  })

  it('leaves the same when it comes a second time, and when two come at once', async () => {
    const { country } = await waiting()
    await turn(country, '2020-06-30')
    await Promise.all([workOffClocks(country.parts), workOffClocks(country.parts)])
    const first = await left(country)
    expect(await workOffClocks(country.parts)).to.deep.equal([])
    expect(await left(country)).to.deep.equal(first)
    expect(first.events).to.have.length(2)
  })

  it('leaves nothing half done when its connection is cut in the middle, and everything when it comes again', async () => {
    const { country, id } = await waiting()
    await turn(country, '2020-06-30')
    const before = await left(country)
    // The row of the audit is the last thing that is written; then everything else is there, uncommitted.
    await transaction(country.database.app, async (trx) => {
      const context = { ...system, trx, now: country.parts.clock.now(), parts: country.parts, person: () => { throw new Error('nobody') } }
      await carryOutClocks.run({ id }, context, undefined)
      expect(await trx.builder('filing').where({ id }).first('state')).to.deep.equal({ state: 'lapsed' })
      await trx.raw('select pg_terminate_backend(pg_backend_pid())')
    }).then(() => expect.fail('the connection lives on'), () => undefined)
    expect(await left(country)).to.deep.equal(before)
    await workOffClocks(country.parts)
    const undisturbed = await waiting()
    await turn(undisturbed.country, '2020-06-30')
    await workOffClocks(undisturbed.country.parts)
    expect(await left(country)).to.deep.equal(await left(undisturbed.country))
  })

  it('makes its table again from what has happened when somebody has emptied it', async () => {
    const { country, id } = await waiting()
    const before = await left(country)
    await country.database.app('filing_clock').where({ filing_id: id }).delete()
    await perform(carryOutClocks, { id }, system, country.parts)
    expect(await left(country)).to.deep.equal({ ...before, clocks: before.clocks.map((line) => line.replace(/\{.*\}/, '{}')) })
  })

  it('does not let one filing that fails hold up the others, and fails in the end so that it is tried again', async () => {
    const { country, id } = await waiting()
    await turn(country, '2020-06-30')
    // A record that cannot be read any more.
    const { texts } = await country.database.app('filing').where({ id }).first<{ texts: object }>('texts')
    await country.database.app('filing').where({ id }).update({ texts: 'null' })
    const failure = await workOffClocks(country.parts).then(() => undefined, (error: unknown) => error)
    expect(failure).to.be.instanceOf(AggregateError)
    expect(String(failure)).to.include(id)
    expect((await left(country)).events).to.deep.equal(['other 2020-06-03 17:00:00+00 clock.intake filed>filed intake'])
    await country.database.app('filing').where({ id }).update({ texts: JSON.stringify(texts) })
    await workOffClocks(country.parts)
    expect((await left(country)).events).to.have.length(2)
  })

  it('lets an act that came too late know what has happened meanwhile', async () => {
    const { country, as, id } = await waiting()
    const { revision } = await openFiling(as('office_desk'), id)
    await turn(country, '2020-06-30')
    await workOffClocks(country.parts)
    const reply = await as('office_desk').post(`/filings/${id}/actions/answer`, { revision })
    expect(reply.status).to.equal(412)
  })

  it('has nothing to do any more once the period is locked', async () => {
    const { country } = await waiting()
    const administrator = await country.client('centre_administrator')
    const opened = await openNext(administrator, { pack: 'desk', kind: 'whole', year: 2020 })
    expect(opened.status, opened.text).to.equal(201)
    await workOffClosings(country.parts)
    const { rows } = await country.database.app.raw<{ rows: { reading: string; looks: number }[] }>(
      `select c.reading, count(c.look_at)::int as looks from filing_clock c join filing f on f.id = c.filing_id join period p on p.id = f.period_id
       where p.locked_at is not null group by c.reading`)
    expect(rows).to.deep.equal([{ reading: 'ended', looks: 0 }])
  })

  it('has been there on arrival when the demo moves its clock', async () => {
    const { as, id } = await waiting()
    const moved = await as('office_desk').post('/demo/clock', { to: 'due' })
    expect(moved.status, moved.text).to.equal(200)
    const filing = await openFiling(as('office_desk'), id)
    expect(filing.state.id).to.equal('lapsed')
    expect(filing.events[0]?.at).to.equal('2020-06-17T17:00:00.000Z')
  })
})
