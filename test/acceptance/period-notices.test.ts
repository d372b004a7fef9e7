// Who is told of a period, and when: before it is locked those with unfinished reports in it (Quy chế, Điều 5 khoản 2), when
// one was opened everybody who reports in it. By the rule of the pack, the worker coming every minute, late or never.
import { expect } from 'chai'
import type { Notification, NotificationList } from '../../engine/core/contract/notification.ts'
import type { PeriodPreview } from '../../engine/core/contract/period.ts'
import { giveNotices } from '../../engine/jobs/tasks.ts'
import { fileAndSend, openNext, startCountry, type Country } from '../support/country.ts'

const next = { pack: 'tt03-2019', kind: 'year', year: 2020 }

describe('Notices about a period', function () {
  this.timeout(60_000)
  const countries: Country[] = []
  const start = async (): Promise<Country> => {
    const country = await startCountry()
    countries.push(country)
    return country
  }
  after(async () => {
    for (const one of countries) await one.end()
  })
  const at = async (country: Country, instant: string): Promise<string[]> => {
    country.clock.set(new Date(instant))
    return (await giveNotices(country.parts)).map((one) => one.notice)
  }
  const told = async (country: Country, login: string, kind: Notification['kind']): Promise<Notification[]> =>
    ((await (await country.client(login)).get('/notifications')).body as NotificationList).notifications.filter((one) => one.kind === kind)

  it('A-5.2 tells the people with unfinished reports on the days that the pack names, each once, and nobody who has sent everything', async () => {
    const country = await start()
    // All that this commune owes but one form; then that, too.
    const owed = (await (await country.client('xabangthanh_hpn_tbkn_bc')).get('/filings?box=own')).body.filings as { id: string }[]
    await country.database.app('filing').whereIn('id', owed.map((one) => one.id)).update({ state: 'sent' })
    expect(await at(country, '2020-09-30T23:59:59+07:00')).to.deep.equal(['opened'])
    expect(await at(country, '2020-10-01T00:00:00+07:00'), '15 days before 16/10').to.deep.equal(['closing:15'])
    for (const login of ['xabocbo_hpn_tbkn_bc', 'xabocbo_hpn_tbkn_ld', 'tinhbackan_bc']) {
      const [one, ...more] = await told(country, login, 'closing')
      expect(more).to.deep.equal([])
      expect([one?.title, one?.due, one?.filing.period.title, one?.read]).to.deep.equal(['Năm 2020', '2020-10-16', '6 tháng đầu năm 2020', false])
    }
    expect(await told(country, 'xabangthanh_hpn_tbkn_bc', 'closing'), 'has sent everything').to.deep.equal([])
    expect(await told(country, 'huyenpacnam_tbkn_kt', 'closing'), 'is not named by the rule').to.deep.equal([])
    // Every minute, and on the days between: nothing more.
    for (const instant of ['2020-10-01T00:01:00+07:00', '2020-10-10T23:59:59+07:00']) expect(await at(country, instant)).to.deep.equal([])
    expect(await at(country, '2020-10-11T08:00:00+07:00')).to.deep.equal(['closing:5'])
    expect(await told(country, 'xabocbo_hpn_tbkn_bc', 'closing')).to.have.length(2)
  })

  it('A-5.2 gives the nearest notice only, where the worker was away on the days of the others', async () => {
    const country = await start()
    expect(await at(country, '2020-10-20T08:00:00+07:00')).to.deep.equal(['opened', 'closing:5'])
    expect(await at(country, '2020-10-21T08:00:00+07:00')).to.deep.equal([])
    expect(await told(country, 'xabocbo_hpn_tbkn_bc', 'closing')).to.have.length(1)
  })

  it('A-5.2 shows before the opening for how many unfinished reports nobody had notice, and has it sent at once, once a day', async () => {
    const country = await start()
    await fileAndSend(country, 'xabocbo_hpn_tbkn', '17a', { 'main.copies': 3 })
    const admin = await country.client('btp_cntt_system_admin')
    const preview = async (): Promise<PeriodPreview> => (await admin.get('/periods/preview?pack=tt03-2019&kind=year&year=2020')).body as PeriodPreview
    const before = await preview()
    expect(before.locks?.untold).to.equal(before.locks?.unfinished)
    const id = before.locks?.period.id as string
    for (const login of ['xabocbo_hpn_tbkn_ld', 'tinhbackan_admin', 'btp_khtc_analyst']) expect((await (await country.client(login)).post(`/periods/${id}/notices`)).status, login).to.equal(403)
    const first = await admin.post(`/periods/${id}/notices`)
    expect(first.status, first.text).to.equal(200)
    expect(first.body.told).to.be.greaterThan(10)
    expect((await admin.post(`/periods/${id}/notices`)).body, 'the same day').to.deep.equal({ told: 0 })
    const after = await preview()
    const { rows } = await country.database.app.raw<{ rows: { n: number }[] }>(
      `select count(*)::int as n from filing f where f.state = 'not_started' and not exists (
         select 1 from account a where a.role in ('bc', 'ld') and a.unit_id = case when f.on_behalf then f.receiver_id else f.unit_id end)`)
    const without = (await country.database.app.raw<{ rows: { n: number }[] }>(
      `select count(*)::int as n from filing f where f.state <> 'not_started' and f.state not in ('sent', 'received') and not exists (
         select 1 from account a where a.role in ('bc', 'ld') and a.unit_id = f.unit_id)`)).rows[0]?.n
    expect(after.locks?.untold, 'units in which nobody has an account').to.equal((rows[0]?.n ?? 0) + (without ?? 0))
    expect(after.confirmation, 'a notice changes nothing of what is opened').to.equal(before.confirmation)
    expect(await told(country, 'xabocbo_hpn_tbkn_bc', 'closing')).to.have.length(1)
  })

  it('tells everybody who reports in a period that it was opened, with the first day on which a report is due, and those who file for others', async () => {
    const country = await start()
    await at(country, '2020-06-01T08:05:00+07:00')
    const admin = await country.client('btp_cntt_system_admin')
    expect((await openNext(admin, next)).status).to.equal(201)
    expect(await at(country, '2020-06-01T08:06:00+07:00')).to.deep.equal(['opened'])
    expect(await at(country, '2020-06-01T08:07:00+07:00')).to.deep.equal([])
    const [commune] = await told(country, 'xabocbo_hpn_tbkn_bc', 'opened')
    expect([commune?.title, commune?.due, commune?.filing.period.title]).to.deep.equal(['Năm 2020', '2020-11-09', 'Năm 2020'])
    const [province] = await told(country, 'tinhbackan_bc', 'opened')
    expect(province?.due, 'the organisation without an account, for which the province files').to.equal('2020-11-09')
    expect((await told(country, 'btp_cntt_system_admin', 'opened'))).to.deep.equal([])
    const { rows } = await country.database.app.raw<{ rows: { most: number }[] }>(
      `select max(n)::int as most from (select count(*) as n from notification n join filing f on f.id = n.filing_id where kind = 'opened' group by account_id, period_id) one`)
    expect(rows[0]?.most, 'once a person and period').to.equal(1)
  })
})
