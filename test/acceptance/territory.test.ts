// Areas that change: a past report keeps the name and the upper unit of its day, a merged unit's past is the exact sum of its
// parents, a split is not guessed at. Reports are made by the people of the communes; the lists come as offices publish them.
import { expect } from 'chai'
import type { Filing } from '../../engine/core/contract/filing.ts'
import type { SeriesReply } from '../../engine/core/contract/series.ts'
import { fileAndSend, findLine, importList, openFiling, openNext, receive, startCountry, type Country } from '../support/country.ts'

describe('Areas that change', function () {
  this.timeout(60_000)
  let country: Country
  let past: string
  let present: string

  const take = (asOf: string, ...lines: string[]) => importList(country, asOf, ...lines)
  const series = async (login: string, id: string, more = ''): Promise<SeriesReply> => {
    const { status, body, text } = await (await country.client(login)).get(`/filings/${id}/series?address=main.copies${more}`)
    if (status !== 200) throw new Error(text)
    return body as SeriesReply
  }
  const shown = ({ points }: SeriesReply) => points.map(({ period, reported, asked }) => [period.year, reported.kind, reported.value, asked.kind, asked.value])

  before(async () => {
    country = await startCountry()
    await take('2019-01-01', '060,Huyện Pác Nặm,Huyện,06', '01858,Xã Bộc Bố,Xã,060', '01859,Xã Bằng Thành,Xã,060', '01860,Xã Nhạn Môn,Xã,060')
    past = await fileAndSend(country, 'xabocbo_hpn_tbkn', '17a', { 'main.copies': 100 })
    for (const [unit, copies] of [['xabangthanh_hpn_tbkn', 50], ['xanhanmon_hpn_tbkn', 30]] as const) await receive(country, 'huyenpacnam_tbkn_bc', await fileAndSend(country, unit, '17a', { 'main.copies': copies }))
    await receive(country, 'huyenpacnam_tbkn_bc', past)
    await take('2020-08-01', '01858,Xã Bộc Bố,Xã,060,01859', '01870,Xã Nhạn Một,Xã,060,01860', '01871,Xã Nhạn Hai,Xã,060,01860')
    await take('2020-09-01', '01858,Thị trấn Bộc Bố,Thị trấn,060')
    const opener = await country.client('btp_cntt_system_admin')
    for (const [kind, year] of [['year', 2020], ['final_year', 2020], ['six_months', 2021]] as const) {
      const { status, text } = await openNext(opener, { pack: 'tt03-2019', kind, year })
      if (status !== 201) throw new Error(text)
    }
    await country.rollUp()
    const { body } = await (await country.client('xabocbo_hpn_tbkn_bc')).get('/filings?box=own')
    const lines = (body as { filings: { id: string; form: { id: string }; period: { kind: string; year: number } }[] }).filings
    const now = lines.find((one) => one.form.id === '17a' && one.period.kind === 'six_months' && one.period.year === 2021)
    if (now === undefined) throw new Error('No report of 2021')
    present = now.id
    const bc = await country.client('xabocbo_hpn_tbkn_bc')
    const ld = await country.client('xabocbo_hpn_tbkn_ld')
    const revision = async (): Promise<number> => (await openFiling(bc, present)).revision
    expect((await bc.patch(`/filings/${present}`, { revision: await revision(), cells: [['main.copies', 170]] })).status).to.equal(200)
    for (const [person, action] of [[bc, 'submit'], [ld, 'approve'], [ld, 'send']] as const) expect((await person.post(`/filings/${present}/actions/${action}`, { revision: await revision() })).status).to.equal(200)
  })
  after(() => country.end())

  it('A-15.1.b a report of a past period keeps the name and the upper unit of its day; a new one has those of its own', async () => {
    const head = await country.client('xabocbo_hpn_tbkn_ld')
    expect([(await openFiling(head, past)).unit.name, (await openFiling(head, present)).unit.name]).to.deep.equal(['UBND xã Bộc Bố', 'UBND thị trấn Bộc Bố'])
  })

  it('A-15.1.b who owes a report is who exists on the cut-off: the merged commune is asked no more, those formed since are', async () => {
    const { rows } = await country.database.app.raw<{ rows: { code: string }[] }>(
      `select u.code from filing f join unit u on u.id = f.unit_id join period p on p.id = f.period_id where f.form_id = '17a' and p.kind = 'six_months' and p.year = 2021 and u.code like '%hpn_tbkn' order by 1`)
    expect(rows.map((one) => one.code)).to.deep.equal(['xabocbo_hpn_tbkn', 'xanhanhai_hpn_tbkn', 'xanhanmot_hpn_tbkn'])
  })

  it('A-15.1.b the past of a merged commune is the exact sum of its parents in new boundaries, and what it reported in its own', async () => {
    const reply = await series('xabocbo_hpn_tbkn_bc', present)
    expect(shown(reply)).to.deep.equal([[2020, 'exact', 100, 'exact', 150], [2021, 'exact', 170, 'exact', 170]])
    expect(reply.points[0]?.asked.from).to.deep.equal([{ code: 'xabangthanh_hpn_tbkn', name: 'UBND xã Bằng Thành', value: 50 }, { code: 'xabocbo_hpn_tbkn', name: 'UBND xã Bộc Bố', value: 100 }])
  })

  it('A-15.1.b beside a merged commune’s figures stand those of its parents together; beside a part of a split one there are none', async () => {
    const bc = await country.client('xabocbo_hpn_tbkn_bc')
    expect((await openFiling(bc, present)).previous.find((one) => one.id === 'main')?.rows[0]?.cells[0]).to.equal(150)
    country.clock.set(new Date('2021-06-01T08:00:00+07:00'))
    const admin = await country.client('tinhbackan_admin')
    for (const unit of ['xanhanmot_hpn_tbkn', 'xanhanhai_hpn_tbkn']) {
      expect((await admin.post('/accounts/issue', { unit })).status).to.equal(201)
      await country.database.app('account').where({ login: `${unit}_bc` }).update({ must_change_password: false })
      const own = await country.client(`${unit}_bc`)
      expect((await openFiling(own, (await findLine(own, 'own', '17a')).id)).previous, unit).to.deep.equal([])
    }
  })

  it('A-15.1.b new figures cannot be parted among the old boundaries, and that is said', async () => {
    const reply = await series('xabocbo_hpn_tbkn_ld', present, '&on=2020-05-31')
    expect(shown(reply)).to.deep.equal([[2020, 'exact', 100, 'exact', 100], [2021, 'exact', 170, 'not-divisible', null]])
    expect(reply.points[1]?.asked.sharedWith.map((one) => one.name)).to.deep.equal(['UBND xã Bằng Thành'])
  })

  it('A-15.1.b the past of a commune that was split is not divided by a guess', async () => {
    const row = await country.database.app('filing').join('unit', 'unit.id', 'filing.unit_id').where({ code: 'xanhanmot_hpn_tbkn', form_id: '17a' }).orderBy('filing.data_to', 'desc').first<{ id: string }>('filing.id')
    const analyst = await country.client('btp_khtc_analyst')
    const { status, body } = await analyst.get(`/filings/${row?.id ?? ''}/series?address=main.copies`)
    expect(status).to.equal(200)
    expect(shown(body as SeriesReply)[0]).to.deep.equal([2020, 'nothing', null, 'not-divisible', null])
    expect((body as SeriesReply).points[0]?.asked.sharedWith.map((one) => one.name)).to.deep.equal(['UBND xã Nhạn Hai'])
  })

  it('A-15.1.b a commune formed in mid-period reports from 01/01 on and sees who its predecessors were, with their last figures of the year', async () => {
    const filingIn = async (unit: string, kind: string): Promise<Filing> => {
      const row = await country.database.app('filing').join('unit', 'unit.id', 'filing.unit_id').join('period', 'period.id', 'filing.period_id')
        .where({ code: unit, form_id: '17a', 'period.kind': kind, 'period.year': 2020 }).first<{ id: string }>('filing.id')
      return openFiling(await country.client(`${unit}_bc`), row.id)
    }
    const merged = await filingIn('xabocbo_hpn_tbkn', 'year')
    const { tables = [], ...told } = merged.predecessors ?? {}
    expect(told).to.deep.equal({
      units: [{ code: 'xabangthanh_hpn_tbkn', name: 'UBND xã Bằng Thành' }, { code: 'xabocbo_hpn_tbkn', name: 'UBND xã Bộc Bố' }],
      sharedWith: [], period: '6 tháng đầu năm 2020', missing: [],
    })
    expect(tables.map((one) => [one.id, one.rows[0]?.cells[0]])).to.deep.equal([['main', 150]])
    const split = await filingIn('xanhanmot_hpn_tbkn', 'year')
    expect([split.predecessors?.units.map((one) => one.name), split.predecessors?.sharedWith.map((one) => one.name), split.predecessors?.tables]).to.deep.equal([['UBND xã Nhạn Môn'], ['UBND xã Nhạn Hai'], []])
    // Before the change it was nobody but itself, and in the year after it has been itself from 01/01 on.
    expect(await filingIn('xabocbo_hpn_tbkn', 'six_months')).to.not.have.property('predecessors')
    expect(await openFiling(await country.client('xabocbo_hpn_tbkn_bc'), present)).to.not.have.property('predecessors')
  })

  it('keeps series within the scope of who asks, and knows only cells of the form', async () => {
    const stranger = await country.client('tinhlongan_bc')
    expect((await stranger.get(`/filings/${present}/series?address=main.copies`)).status).to.equal(404)
    // Above, what has not been received yet is nobody's figure.
    expect((await (await country.client('tinhbackan_bc')).get(`/filings/${present}/series?address=main.copies`)).status).to.equal(403)
    const own = await country.client('xabocbo_hpn_tbkn_bc')
    expect((await own.get(`/filings/${present}/series?address=main.nothing`)).status).to.equal(404)
    expect((await own.get(`/filings/${present}/series?address=main.copies&on=2020-13-01`)).status).to.equal(400)
    expect((await findLine(own, 'own', '17a')).form.id).to.equal('17a')
  })
})
