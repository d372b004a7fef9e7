// What a locked period leaves to do, when the worker is killed in the middle of it, comes twice, or two come at once: every
// unfinished report is moved exactly once, nobody is told twice, and meanwhile everything reads as if it were done.
import { expect } from 'chai'
import { moveBatch, readClosing } from '../../engine/actions/close-period.ts'
import { giveDueNotice } from '../../engine/actions/period-notices.ts'
import { perform } from '../../engine/actions/perform.ts'
import type { PeriodList } from '../../engine/core/contract/period.ts'
import { giveNotices, workOffClosings } from '../../engine/jobs/tasks.ts'
import { transaction } from '../../engine/store/transaction.ts'
import type { Context } from '../../engine/actions/action.ts'
import { fileAndSend, openNext, startCountry, type Country } from '../support/country.ts'

const system = { actor: { kind: 'system', name: 'test' }, requestId: 'test', address: '' } as const
const next = { pack: 'tt03-2019', kind: 'year', year: 2020 }

describe('The worker behind the lock of a period', function () {
  this.timeout(60_000)
  const countries: Country[] = []
  after(async () => {
    for (const one of countries) await one.end()
  })
  const locked = async (): Promise<{ country: Country; id: string; unfinished: number; sent: string }> => {
    const country = await startCountry()
    countries.push(country)
    const sent = await fileAndSend(country, 'xabocbo_hpn_tbkn', '17a', { 'main.copies': 3 })
    country.clock.set(new Date('2020-06-01T08:10:00+07:00'))
    const opened = await openNext(await country.client('btp_cntt_system_admin'), next)
    expect(opened.status, opened.text).to.equal(201)
    const [id] = await perform(readClosing, undefined, system, country.parts)
    return { country, id: id as string, unfinished: opened.body.closed as number, sent }
  }
  /** Everything of the period that the worker touches. */
  const left = async ({ database }: Country, id: string): Promise<unknown> => {
    const { rows } = await database.app.raw<{ rows: unknown[] }>(
      `select u.code, f.form_id, f.state, f.revision, f.updated_at, c.reading, c.look_at from filing f join unit u on u.id = f.unit_id
       left join filing_clock c on c.filing_id = f.id where f.period_id = ? order by 1, 2`, [id])
    const period = await database.app('period').where({ id }).first('unfinished', 'moved')
    return { rows, period, closing: await database.app('closing_state').where({ period_id: id }) }
  }
  const context = ({ parts }: Country, trx: Context['trx']): Context => ({ ...system, trx, now: parts.clock.now(), parts, person: () => { throw new Error('nobody') } })
  const killed = (country: Country, work: (one: Context) => Promise<unknown>): Promise<void> =>
    transaction(country.database.app, async (trx) => {
      await work(context(country, trx))
      await trx.raw('select pg_terminate_backend(pg_backend_pid())')
    }).then(() => expect.fail('the connection lives on'), () => undefined)

  it('loses and doubles nothing when it is killed in a batch and comes again, and reads the same all the while', async () => {
    const undisturbed = await locked()
    await workOffClosings(undisturbed.country.parts)
    const whole = await left(undisturbed.country, undisturbed.id)

    const { country, id, unfinished, sent } = await locked()
    const list = async (): Promise<unknown> => {
      const found = ((await (await country.client('btp_cntt_system_admin')).get('/periods')).body as PeriodList).periods.find((one) => one.period.id === id)
      return [found?.states, found?.finished, found?.total]
    }
    const shown = await list()
    const revisions = new Map((await country.database.app('filing').where({ period_id: id }).select('id', 'revision')).map((one: { id: string; revision: number }) => [one.id, one.revision]))
    const [first] = [await perform(moveBatch, { id, limit: 40 }, system, country.parts)]
    expect(first).to.deep.equal({ id, moved: 40, over: false })
    const before = await left(country, id)
    await killed(country, (one) => moveBatch.run({ id, limit: 40 }, one, undefined))
    expect(await left(country, id), 'a batch that was cut off has not been').to.deep.equal(before)
    expect(await list(), 'half moved').to.deep.equal(shown)
    expect((await country.database.app('period').where({ id }).first('moved')).moved).to.equal(40)

    country.clock.set(new Date('2020-06-01T08:20:00+07:00'))
    const batches = await workOffClosings(country.parts, 40)
    expect(batches.reduce((sum, one) => sum + one.moved, 0)).to.equal(unfinished - 40)
    expect(await left(country, id), 'as if nobody had been killed').to.deep.equal(whole)
    expect(await list(), 'all moved').to.deep.equal(shown)
    for (const { id: filing, revision, state } of await country.database.app('filing').where({ period_id: id }).select<{ id: string; revision: number; state: string }[]>('id', 'revision', 'state')) {
      expect(revision - (revisions.get(filing) as number), state).to.equal(filing === sent ? 0 : 1)
    }
    expect(await workOffClosings(country.parts), 'nothing is left to do').to.deep.equal([])
  })

  it('shares the work where two come at once, and counts every report once', async () => {
    const { country, id, unfinished } = await locked()
    const both = await Promise.all([workOffClosings(country.parts, 30), workOffClosings(country.parts, 30)])
    expect(both.flat().reduce((sum, one) => sum + one.moved, 0)).to.equal(unfinished)
    expect(await country.database.app('period').where({ id }).first('unfinished', 'moved')).to.deep.equal({ unfinished, moved: unfinished })
    const { rows } = await country.database.app.raw<{ rows: { states: string[] }[] }>('select array_agg(distinct state order by state) as states from filing where period_id = ?', [id])
    expect(rows[0]?.states.filter((one) => !one.startsWith('closed') && !['sent', 'locked'].includes(one))).to.deep.equal([])
  })

  it('tells everybody once, killed in the middle of telling, and where two come at once', async () => {
    const { country } = await locked()
    const { id } = await country.database.app('period').whereNull('locked_at').first<{ id: string }>('id')
    const told = async (): Promise<number> => Number((await country.database.app('notification').where({ kind: 'opened' }).count({ n: '*' }).first<{ n: string }>())?.n)
    await killed(country, (one) => giveDueNotice.run({ id, notice: 'opened' }, one, undefined))
    expect(await told()).to.equal(0)
    await Promise.all([giveNotices(country.parts), giveNotices(country.parts)])
    const once = await told()
    expect(once).to.be.greaterThan(0)
    const { rows } = await country.database.app.raw<{ rows: { people: number }[] }>(`select count(distinct account_id)::int as people from notification where kind = 'opened'`)
    expect(rows[0]?.people).to.equal(once)
    expect((await country.database.app('period_notice').where({ period_id: id, notice: 'opened' }).first<{ told: number }>('told')).told).to.equal(once)
  })
})
