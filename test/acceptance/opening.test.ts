// Opening a reporting period (Quy chế, Điều 5 khoản 1, 2): who does it, by when, what is shown before and confirmed, and
// what becomes of work, of a second request and of a second administrator that meet it.
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { PeriodList, PeriodPreview, UnfinishedList } from '../../engine/core/contract/period.ts'
import type { FilingLine } from '../../engine/core/contract/filing.ts'
import { workOffClosings } from '../../engine/jobs/tasks.ts'
import { transaction } from '../../engine/store/transaction.ts'
import { countryOf, fileAndSend, findLine, openFiling, openNext, repositoryPacks, save, soundPacks, startCountry, type Country } from '../support/country.ts'
import type { Client, Reply } from '../support/server.ts'

const next = { pack: 'tt03-2019', kind: 'year', year: 2020 }
/** Typed by hand from the articles. */
const rows = readFileSync(path.join(import.meta.dirname, 'who-may.csv'), 'utf8').trim().split('\n').slice(1)
  .map((line) => line.split(',')).filter((row) => row[3] === 'open-periods')
  .map(([role = '', , , , allowed = '', ...article]) => ({ role, allowed, article: article.join(',') }))
const previewOf = async (client: Client, { pack, kind, year, ...days }: { pack: string; kind: string; year: number } & Record<string, string | number>): Promise<Reply> =>
  client.get(`/periods/preview?${new URLSearchParams({ pack, kind, year: String(year), ...days } as Record<string, string>).toString()}`)

/** The packs with some of their lines exchanged, in a country whose period is that of 2019. */
function countryBefore(name: string, changed: Readonly<Record<string, string>> = {}) {
  const lines = { 'open: { kind: six_months, year: 2020 }': 'open: { kind: final_year, year: 2019 }', 'clock: 2020-06-01': 'clock: 2020-05-01', ...changed }
  return countryOf(name, () =>
    soundPacks(repositoryPacks().map(({ folder, files }) => ({
      folder,
      files: files.map((file) => ({ ...file, text: Object.entries(lines).reduce((text, [from, to]) => text.replace(from, to), file.text) })),
    }))))
}

describe('Opening a period', function () {
  this.timeout(60_000)
  const countries: Country[] = []
  const start = async (...filling: Parameters<typeof startCountry>): Promise<Country> => {
    const country = await startCountry(...filling)
    countries.push(country)
    return country
  }
  after(async () => {
    for (const one of countries) await one.end()
  })
  const administrator = (country: Country): Promise<Client> => country.client('btp_cntt_system_admin')
  const at = (country: Country, instant: string): Promise<Client> => {
    country.clock.set(new Date(instant))
    return administrator(country)
  }
  const periodsOf = async (country: Country): Promise<{ kind: string; year: number; locked: boolean }[]> => {
    const { rows } = await country.database.app.raw<{ rows: { kind: string; year: number; locked: boolean }[] }>('select kind, year, locked_at is not null as locked from period order by kind desc')
    return rows
  }

  for (const [offset, day, last] of [[-15, '2020-05-16', '2020-04-30'], [15, '2020-06-15', '2020-05-30']] as const) {
    it(`A-5.1 says by which day it is to be opened, 15 days ${offset < 0 ? 'before' : 'after'} the local data end by one signed setting, and reminds near it and past it`, async () => {
      const country = await start(countryBefore(`open-by${offset}`, { 'open-by-offset: -15': `open-by-offset: ${offset}` }))
      const standing = async (morning: string): Promise<unknown[]> => {
        const { next: [one] } = (await (await at(country, `${morning}T08:00:00+07:00`)).get('/periods')).body as PeriodList
        return [one?.title, one?.openBy, one?.standing]
      }
      expect(await standing(last)).to.deep.equal(['6 tháng đầu năm 2020', day, 'early'])
      for (const near of offset < 0 ? ['2020-05-01', day] : ['2020-05-31', day]) expect((await standing(near))[2], near).to.equal('near')
      const [after] = new Date(Date.parse(day) + 86_400_000).toISOString().split('T')
      expect((await standing(after as string))[2]).to.equal('past')
      // The administrator opens it all the same.
      expect((await openNext(await administrator(country), { ...next, kind: 'six_months' })).status).to.equal(201)
    })
  }

  it('A-5.1 nobody but the system’s administrator sees or does any of it', async () => {
    const country = await start()
    const [period] = (await (await administrator(country)).get('/periods')).body.periods as PeriodList['periods']
    const people: Readonly<Record<string, string>> = {
      bc: 'xabocbo_hpn_tbkn_bc', ld: 'tinhbackan_ld', kt: 'huyenpacnam_tbkn_kt', admin: 'tinhbackan_admin',
      analyst: 'btp_khtc_analyst', decision_maker: 'btp_khtc_decision_maker', system_admin: 'btp_cntt_system_admin',
    }
    expect(rows.map((one) => one.role).sort()).to.deep.equal(Object.keys(people).sort())
    for (const { role, allowed, article } of rows) {
      const client = await country.client(people[role] as string)
      const replies = [
        await client.get('/periods'), await previewOf(client, next), await client.get(`/periods/${period?.period.id}/unfinished`),
        await client.post(`/periods/${period?.period.id}/notices`), await client.post('/periods', next),
      ]
      // The last one lacks its confirmation, which is all that stands in the administrator's way.
      expect(replies.map((one) => one.status), `${role}: ${article}`).to.deep.equal(allowed === 'yes' ? [200, 200, 200, 200, 409] : [403, 403, 403, 403, 403])
    }
    expect(await periodsOf(country)).to.deep.equal([{ kind: 'six_months', year: 2020, locked: false }])
  })

  it('A-5.2 shows which reports of which units are unfinished, and opens only what was shown and confirmed', async () => {
    const country = await start()
    const sent = await fileAndSend(country, 'xabocbo_hpn_tbkn', '17a', { 'main.copies': 3 })
    const commune = await country.client('xadialinh_hbb_tbkn_bc')
    const { id: draft } = await findLine(commune, 'own', '17a')
    await save(commune, draft, { 'main.copies': 4 })
    const admin = await administrator(country)

    const { periods } = (await admin.get('/periods')).body as PeriodList
    expect(periods.map((one) => [one.period.title, one.period.locked, one.finished])).to.deep.equal([['6 tháng đầu năm 2020', false, 1]])
    const preview = (await previewOf(admin, next)).body as PeriodPreview
    expect([preview.title, preview.from, preview.to, preview.openBy]).to.deep.equal(['Năm 2020', '2020-01-01', '2020-12-31', '2020-10-16'])
    expect(preview.dataTo.map((one) => [one.units === null, one.day])).to.deep.equal([[false, '2020-11-30'], [true, '2020-10-31']])
    const asked = preview.forms.find((one) => one.form.id === '17a')
    const all = await country.database.app('filing').where({ form_id: '17a' })
    expect(asked?.kinds).to.deep.equal([{ kind: 'ubnd_xa', title: asked?.kinds[0]?.title, count: all.length }])
    expect(preview.total).to.equal(preview.forms.flatMap((one) => one.kinds).reduce((sum, one) => sum + one.count, 0))

    // By form and state, and line by line to the last page.
    const { locks } = preview
    expect([locks?.period.title, locks?.unfinished]).to.deep.equal(['6 tháng đầu năm 2020', (locks?.total ?? 0) - 1])
    const ofForm = locks?.forms.find((one) => one.form.id === '17a')
    expect(ofForm?.states.map((one) => [one.state.title, one.count])).to.deep.equal([['Chưa thực hiện', all.length - 2], ['Đang tổng hợp', 1]])
    const lines: UnfinishedList['filings'] = []
    for (let more = true, after = ''; more; after = `?after=${lines.at(-1)?.id}`) {
      const page = (await admin.get(`/periods/${locks?.period.id}/unfinished${after}`)).body as UnfinishedList
      lines.push(...page.filings)
      more = page.more
    }
    expect(new Set(lines.map((one) => one.id)).size).to.equal(lines.length).and.to.equal(locks?.unfinished)
    expect(lines.map((one) => one.id)).to.include(draft).and.not.to.include(sent)
    expect(lines.find((one) => one.id === draft)).to.deep.include({ parent: 'Phòng Tư pháp huyện Ba Bể', state: { id: 'drafting', title: 'Đang tổng hợp', tone: 'working' } })

    // Not without having seen it, and not when another list was seen.
    const unconfirmed = await admin.post('/periods', next)
    expect([unconfirmed.status, unconfirmed.body.code]).to.deep.equal([409, 'period-unconfirmed'])
    await save(commune, draft, { 'main.copies': 5 })
    expect(((await previewOf(admin, next)).body as PeriodPreview).confirmation, 'work on a report leaves the list as it is').to.equal(preview.confirmation)
    await fileAndSend(country, 'xabangthanh_hpn_tbkn', '17a', { 'main.copies': 3 })
    const changed = await admin.post('/periods', { ...next, confirm: preview.confirmation })
    expect([changed.status, changed.body.code]).to.deep.equal([409, 'period-changed'])
    expect(changed.body.detail).to.match(/đã thay đổi nên kỳ chưa được mở/)
    expect(await periodsOf(country)).to.deep.equal([{ kind: 'six_months', year: 2020, locked: false }])
    expect(await country.database.app('filing').join('period', 'period.id', 'filing.period_id').where('period.kind', 'year')).to.deep.equal([])
    expect((await save(commune, draft, { 'main.copies': 6 })).status).to.equal(200)

    const again = (await previewOf(admin, next)).body as PeriodPreview
    const opened = await admin.post('/periods', { ...next, confirm: again.confirmation })
    expect([opened.status, opened.body.filings, opened.body.closed]).to.deep.equal([201, again.total, again.locks?.unfinished])
    expect(await periodsOf(country)).to.deep.equal([{ kind: 'year', year: 2020, locked: false }, { kind: 'six_months', year: 2020, locked: true }])
  })

  it('A-5.3 treats what is unfinished as closed from the lock on, before and after the worker has moved it, with progress', async () => {
    const country = await start()
    const commune = await country.client('xadialinh_hbb_tbkn_bc')
    const { id } = await findLine(commune, 'own', '17a')
    await save(commune, id, { 'main.copies': 4 })
    const admin = await administrator(country)
    country.clock.set(new Date('2020-06-01T08:10:00+07:00'))
    const { body: { closed } } = await openNext(admin, next)
    const look = async (): Promise<unknown> => {
      const filing = await openFiling(commune, id)
      const upper = await openFiling(await country.client('huyenbabe_tbkn_bc'), (((await (await country.client('huyenbabe_tbkn_bc')).get('/filings?box=own')).body.filings) as FilingLine[]).find((one) => one.form.id === '17b' && one.period.locked)?.id ?? '')
      const line = ((await admin.get('/periods')).body as PeriodList).periods.find((one) => one.period.locked)
      return {
        state: filing.state, editable: filing.editable, actions: filing.actions, official: filing.official, save: (await save(commune, id, { 'main.copies': 5 })).status,
        coverage: upper.coverage.map((one) => [one.received, one.units.find((unit) => unit.filing === id)?.state.id]), states: line?.states, finished: line?.finished,
      }
    }
    const progress = async (): Promise<unknown> => ((await admin.get('/periods')).body as PeriodList).periods.find((one) => one.period.locked)?.closing
    const raw = async (): Promise<{ state: string; updated_at: Date }> => country.database.app('filing').where({ id }).first('state', 'updated_at')
    const before = await look()
    expect(before).to.deep.include({ state: { id: 'closed_unsent', title: 'Báo cáo đã hoàn thành (không gửi)', tone: 'closed' }, editable: false, actions: [], official: false, save: 409, finished: 0 })
    expect((await raw()).state, 'nobody has moved it yet').to.equal('drafting')
    expect(await progress()).to.deep.equal({ unfinished: closed, moved: 0, over: false })
    country.clock.set(new Date('2020-06-01T08:20:00+07:00'))
    await workOffClosings(country.parts)
    expect(await look()).to.deep.equal(before)
    expect(await raw()).to.deep.equal({ state: 'closed_unsent', updated_at: new Date('2020-06-01T08:10:00+07:00') })
    expect(await progress()).to.deep.equal({ unfinished: closed, moved: closed, over: true })
  })

  it('answers the same request again as it answered it, and lets one of two administrators through', async () => {
    const country = await start()
    const admin = await administrator(country)
    const { confirmation: confirm } = (await previewOf(admin, next)).body as PeriodPreview
    const [first, second] = [await admin.post('/periods', { ...next, confirm }, { key: 'opening-once' }), await admin.post('/periods', { ...next, confirm }, { key: 'opening-once' })]
    expect([first.status, second.status, second.headers.get('Idempotency-Replayed')]).to.deep.equal([201, 201, 'true'])
    expect(second.body).to.deep.equal(first.body)
    const final = { ...next, kind: 'final_year' }
    const shown = (await previewOf(admin, final)).body as PeriodPreview
    const both = await Promise.all([admin, await administrator(country)].map((one) => one.post('/periods', { ...final, confirm: shown.confirmation })))
    expect(both.map((one) => one.status).sort()).to.deep.equal([201, 409])
    expect(both.find((one) => one.status === 409)?.body.code).to.equal('already-exists')
    expect(await periodsOf(country)).to.deep.equal([{ kind: 'year', year: 2020, locked: true }, { kind: 'six_months', year: 2020, locked: true }, { kind: 'final_year', year: 2020, locked: false }])
    const { rows } = await country.database.app.raw<{ rows: { most: number }[] }>('select max(n)::int as most from (select count(*) as n from filing group by period_id, pack_id, form_id, unit_id) one')
    expect(rows[0]?.most).to.equal(1)
  })

  it('meets saves that race the lock: each is there with its history or refused, and none comes after it', async () => {
    const country = await start()
    const admin = await administrator(country)
    const communes = await Promise.all(['xabocbo_hpn_tbkn', 'xabangthanh_hpn_tbkn', 'xadialinh_hbb_tbkn'].map(async (unit) => {
      const client = await country.client(`${unit}_bc`)
      const { id } = await findLine(client, 'own', '17a')
      return { client, id, revision: (await openFiling(client, id)).revision, saved: 0, statuses: new Set<number>() }
    }))
    const { confirmation: confirm } = (await previewOf(admin, next)).body as PeriodPreview
    let over = false
    const saving = communes.map(async (one) => {
      for (let copies = 1, after = 0; after < 3; copies++) {
        const reply = await one.client.patch(`/filings/${one.id}`, { revision: one.revision, cells: [['main.copies', copies]] })
        one.statuses.add(reply.status)
        if (reply.status === 200) {
          expect(over, 'a save that began after the opening was answered').to.equal(false)
          one.revision = reply.body.revision as number
          one.saved = copies
        } else if (over) after++
        if (over) after++
      }
    })
    const opened = await admin.post('/periods', { ...next, confirm })
    // Saves that were answered before this line may still be on their way to their loops.
    setImmediate(() => (over = true))
    await Promise.all(saving)
    expect(opened.status, opened.text).to.equal(201)
    for (const { client, id, saved, statuses, revision } of communes) {
      expect([...statuses].filter((one) => one !== 200 && one !== 409)).to.deep.equal([])
      expect(statuses.has(409)).to.equal(true)
      const { changes } = (await client.get(`/filings/${id}/history`)).body as { changes: { revision: number; cells: { address: string; after: unknown }[] }[] }
      const last = changes.toSorted((a, b) => b.revision - a.revision)[0]
      expect([last?.revision, last?.cells.find((cell) => cell.address === 'main.copies')?.after]).to.deep.equal([revision, saved])
      expect((await country.database.app('filing').where({ id }).first<{ revision: number }>('revision')).revision).to.equal(revision)
    }
  })

  it('waits for an act that is under way, sees under the lock what it has changed, and then opens nothing of what was not shown', async () => {
    const country = await start()
    const admin = await administrator(country)
    const { confirmation: confirm, locks } = (await previewOf(admin, next)).body as PeriodPreview
    const { id } = await findLine(await country.client('xabocbo_hpn_tbkn_bc'), 'own', '17a')
    let opening: Promise<Reply> | undefined
    await transaction(country.database.app, async (trx) => {
      // As every act does before it reads its filing.
      await trx.raw('select pg_advisory_xact_lock_shared(hashtextextended(?, 0))', [locks?.period.id as string])
      opening = admin.post('/periods', { ...next, confirm })
      const waits = async (): Promise<boolean> => (await country.database.app.raw<{ rows: unknown[] }>(`select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`)).rows.length > 0
      const seen = { answered: false }
      void opening.then(() => (seen.answered = true))
      while (!seen.answered && !(await waits())) await new Promise(setImmediate)
      expect(seen.answered, 'the opening waits').to.equal(false)
      await trx.raw(`update filing set state = 'sent', sent_at = now() where id = ?`, [id])
    })
    const refused = await (opening as Promise<Reply>)
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'period-changed'])
    expect(await periodsOf(country)).to.deep.equal([{ kind: 'six_months', year: 2020, locked: false }])
    expect(await country.database.app('closing_state')).to.deep.equal([])
  })

  it('A-4.3 counts a day until midnight in Vietnam: on the due day nothing is late, a moment later it is', async () => {
    const country = await start()
    const commune = 'xabocbo_hpn_tbkn_bc'
    const { due } = await findLine(await country.client(commune), 'own', '17a')
    const late = async (instant: string): Promise<boolean> => {
      country.clock.set(new Date(instant))
      return (await findLine(await country.client(commune), 'own', '17a')).late
    }
    expect(await late(`${due}T23:59:59.999+07:00`)).to.equal(false)
    expect(await late(new Date(Date.parse(`${due}T00:00:00+07:00`) + 86_400_000).toISOString())).to.equal(true)
  })

  it('A-4.3 says in the preview which due days fall on a day without work, and on which working day the reports are due then', async () => {
    const country = await start(countryBefore('due-holiday', { 'holidays:\n': 'holidays:\n  2020-06-08: Ngày nghỉ bù\n' }))
    const preview = (await previewOf(await administrator(country), { ...next, kind: 'six_months' })).body as PeriodPreview
    const moved = preview.forms.find((one) => one.form.id === '17a')
    expect([moved?.due, moved?.moved]).to.deep.equal([['2020-06-09'], [{ stated: '2020-06-06', due: '2020-06-09', why: null }]])
    await openNext(await administrator(country), { ...next, kind: 'six_months' })
    const line = ((await (await country.client('xabocbo_hpn_tbkn_bc')).get('/filings?box=own')).body.filings as FilingLine[]).find((one) => !one.period.locked && one.form.id === '17a')
    expect(line?.due).to.equal('2020-06-09')
  })

  it('opens one that somebody asked for with its own days: it belongs to no cycle, locks nothing, and is not opened twice', async () => {
    const country = await start()
    const admin = await administrator(country)
    const { choices } = (await admin.get('/periods')).body as PeriodList
    expect(choices).to.deep.include({ pack: { id: 'tt08-2011', title: choices.find((one) => one.pack.id === 'tt08-2011')?.pack.title }, kind: 'year', title: 'Năm … (đợt 1)', onRequest: true })
    const asked = { pack: 'tt08-2011', kind: 'year', year: 2020 }
    const days = { from: '2020-01-01', to: '2020-06-30', dataTo: '2020-05-31', title: 'Báo cáo đột xuất', due: '2020-07-15' }
    const refused = await previewOf(admin, { ...asked, ...days, to: '2019-12-31', due: '2020-05-30' })
    expect([refused.status, refused.body.issues.map((one: { path: string }) => one.path)]).to.deep.equal([400, ['/days/to', '/days/dataTo', '/days/due']])
    const preview = (await previewOf(admin, { ...asked, ...days })).body as PeriodPreview
    expect([preview.title, preview.openBy, preview.locks, preview.total > 0]).to.deep.equal(['Báo cáo đột xuất', null, null, true])
    const request = { ...asked, days, confirm: preview.confirmation }
    const opened = await admin.post('/periods', request)
    expect([opened.status, opened.body.closed], opened.text).to.deep.equal([201, 0])
    const twice = await admin.post('/periods', request)
    expect([twice.status, twice.body.code]).to.deep.equal([409, 'period-changed'])
    expect((await periodsOf(country)).map((one) => one.locked)).to.deep.equal([false, false])
  })
})
