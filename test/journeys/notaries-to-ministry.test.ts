// The second journey: two notary organisations report to the Sở, one by itself, the other, which has no account, through
// the Sở's specialist from its signed paper; the Sở adds up in đồng, the ministry receives and asks where a sum comes from.
import { expect } from 'chai'
import type { Filing } from '../../engine/core/contract/filing.ts'
import {
  act, cellOf, findLine, mustAct, openFiling, receive, save, startCountry, walkDown, type Country,
} from '../support/country.ts'
import type { Client } from '../support/server.ts'

const withAccount = 'pcc1_tbkn'
const without = 'vpccminhhoa_tbkn'
const province = 'tinhbackan'
/** The most that a cell takes: nine of them still add up exactly. */
const most = 999_999_999_999_999

const office = {
  'main.notaries': 5, 'main.acts': 1500, 'main.contracts': 1200, 'main.other_acts': 300, 'main.remuneration': most,
  'main.fees': 480_000_001, 'main.copies': 2300, 'main.copy_fees': 9_200_000, 'main.signatures': 140,
  'main.signature_fees': 1_400_000, 'main.paid_to_state': 96_000_000,
}
const small = {
  'main.notaries': 2, 'main.acts': 0, 'main.contracts': 0, 'main.other_acts': 0, 'main.remuneration': most - 2,
  'main.fees': 20_000_002, 'main.copies': 0, 'main.copy_fees': 0, 'main.signatures': 0, 'main.signature_fees': 0, 'main.paid_to_state': 7,
}
const paper = { number: '12/BC-VPCC', date: '2020-06-01' }

describe('Reports of notary organisations travel to the ministry', () => {
  let country: Country
  let bc: Client
  let ld: Client
  let specialist: Client
  let own: string
  let behalf: string
  let upper: string
  before(async () => {
    country = await startCountry()
    bc = await country.client(`${withAccount}_bc`)
    ld = await country.client(`${withAccount}_ld`)
    specialist = await country.client(`${province}_bc`)
    own = (await findLine(bc, 'own', '12a')).id
    behalf = (await findLine(specialist, 'received', '12a', without)).id
    upper = (await findLine(specialist, 'own', '12b')).id
  })
  after(() => country.end())

  it('a total that is not the sum of its parts is saved, is named with its columns, and cannot be passed on', async () => {
    const saved = await save(bc, own, { ...office, 'main.other_acts': 299 })
    expect(saved.status).to.equal(200)
    expect(saved.body.findings).to.have.length(1)
    const [finding] = saved.body.findings
    expect(finding).to.include({ code: 'finding.parts', severity: 'error', path: 'main.acts' })
    expect(finding.message).to.match(/\(2\).*1\.500.*\(3\).*\+.*\(4\).*1\.499.*chênh 1\./)
    const refused = await act(bc, own, 'submit')
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'act-blocked'])
    expect(refused.body.detail).to.equal('Chưa thực hiện được bước này. Biểu chưa có số liệu, còn lỗi hoặc còn mục chưa giải trình. Nếu không phát sinh, hãy nhập số 0, hoặc chọn “Không phát sinh” khi biểu chưa nhập gì.')
    const filing = await openFiling(bc, own)
    expect(filing.state.title).to.equal('Đang tổng hợp')
    expect(filing.actions.find((one) => one.id === 'submit')?.blocked).to.contain('còn lỗi')
    expect(cellOf(filing, 'main', '', 1)).to.equal(1500)
  })

  it('with the sum put right it is passed, approved and sent; an organisation has no checker', async () => {
    const saved = await save(bc, own, { 'main.other_acts': 300 })
    expect(saved.body.findings).to.deep.equal([])
    await mustAct(bc, own, 'submit')
    expect((await openFiling(ld, own)).state.title).to.equal('Chờ phê duyệt')
    await mustAct(ld, own, 'approve', 'send')
    expect((await openFiling(ld, own)).onBehalf).to.equal(false)
  })

  it('lets nobody but the specialist of its own Sở file for an organisation without an account', async () => {
    const strangers = ['tinhlongan_bc', 'tphochiminh_ld', 'xabocbo_hpn_tbkn_bc', `${withAccount}_bc`, 'huyenpacnam_tbkn_bc']
    for (const login of strangers) {
      const stranger = await country.client(login)
      expect((await stranger.get(`/filings/${behalf}`)).status, login).to.equal(404)
      expect((await stranger.patch(`/filings/${behalf}`, { revision: 0, cells: [['main.notaries', 1]] })).status, login).to.equal(404)
      expect((await stranger.post(`/filings/${behalf}/actions/record`, { revision: 0, paper })).status, login).to.equal(404)
    }
    for (const login of [`${province}_kt`, `${province}_ld`, `${province}_admin`]) {
      const colleague = await country.client(login)
      expect((await colleague.patch(`/filings/${behalf}`, { revision: 0, cells: [['main.notaries', 1]] })).status, login).to.equal(403)
      expect((await act(colleague, behalf, 'record', { paper })).status, login).to.equal(403)
    }
    const analyst = await country.client('btp_khtc_analyst')
    expect((await analyst.patch(`/filings/${behalf}`, { revision: 0, cells: [['main.notaries', 1]] })).status).to.equal(403)
    expect((await analyst.post(`/filings/${behalf}/actions/record`, { revision: 0, paper })).status).to.equal(403)
    const untouched = await openFiling(specialist, behalf)
    expect([untouched.revision, untouched.state.title]).to.deep.equal([0, 'Chưa thực hiện'])
    // The one with an account files for itself.
    expect((await specialist.patch(`/filings/${own}`, { revision: 1, cells: [['main.notaries', 1]] })).status).to.equal(403)
    expect((await act(specialist, own, 'record', { paper })).status).to.equal(403)
  })

  it('asks a written reason for what is unusual, and passes it on with the reason', async () => {
    const saved = await save(specialist, behalf, small)
    expect(saved.status).to.equal(200)
    expect(saved.body.findings).to.have.length(1)
    expect(saved.body.findings[0]).to.include({ severity: 'explain', path: 'main.acts' })
    expect(saved.body.findings[0].message).to.contain('Có phí công chứng nhưng không có việc công chứng nào.')
    const blocked = await act(specialist, behalf, 'record', { paper })
    expect([blocked.status, blocked.body.code]).to.deep.equal([409, 'act-blocked'])
    const blank = await save(specialist, behalf, {}, { reasons: { 'fees_need_acts@main.acts': '  ' } })
    expect(blank.status).to.equal(200)
    expect((await act(specialist, behalf, 'record', { paper })).body.code).to.equal('act-blocked')
    const reasoned = await save(specialist, behalf, {}, { reasons: { 'fees_need_acts@main.acts': 'Phí thu trong kỳ của việc đã công chứng kỳ trước.' } })
    expect(reasoned.status).to.equal(200)
    expect((await openFiling(specialist, behalf)).actions.find((one) => one.id === 'record')).to.include({ blocked: null, paper: true })
  })

  it('records on behalf only with the number and date of the signed paper', async () => {
    const bare = await act(specialist, behalf, 'record')
    expect([bare.status, bare.body.code]).to.deep.equal([400, 'invalid-input'])
    expect(bare.body.issues).to.deep.equal([{ code: 'act.paper-missing', severity: 'error', path: '/paper', message: 'Cần ghi số và ngày của báo cáo giấy.' }])
    const half = await act(specialist, behalf, 'record', { paper: { number: '12' } })
    expect(half.status).to.equal(400)
    expect(half.body.issues[0].path).to.equal('/paper/date')
    expect((await openFiling(specialist, behalf)).state.title).to.equal('Đang tổng hợp')
    const done = await act(specialist, behalf, 'record', { paper })
    expect(done.body.state.title).to.equal('Đã tiếp nhận')
    await country.rollUp()
  })

  it('marks what was filed on behalf wherever it shows', async () => {
    const filing = await openFiling(specialist, behalf)
    expect(filing).to.include({ onBehalf: true, official: true })
    expect(filing.paper).to.deep.equal(paper)
    expect(filing.events[0]).to.deep.include({ action: 'record', title: 'Ghi nhận báo cáo giấy đã ký', unit: 'Sở Tư pháp tỉnh Bắc Kạn' })
    expect(filing.events[0]?.by.login).to.equal(`${province}_bc`)
    expect((await findLine(specialist, 'received', '12a', without)).onBehalf).to.equal(true)
    expect((await findLine(specialist, 'received', '12a', withAccount)).onBehalf).to.equal(false)
    const [coverage] = (await openFiling(specialist, upper)).coverage
    expect(coverage).to.include({ received: 1, expected: 2 })
    expect(coverage?.units.map((one) => [one.unit.code, one.onBehalf, one.counted]).sort()).to.deep.equal([[withAccount, false, false], [without, true, true]])
    const content = async (id: string): Promise<{ onBehalf: boolean; unit: object; texts: object }> =>
      (await country.database.app('seal').where({ filing_id: id }).first<{ content: { onBehalf: boolean; unit: object; texts: object } }>('content')).content
    const sealed = await content(behalf)
    expect(sealed).to.include({ onBehalf: true })
    expect(sealed.unit).to.include({ name: 'Văn phòng công chứng Minh Họa', parent: 'Sở Tư pháp tỉnh Bắc Kạn' })
    expect(sealed.texts).to.deep.equal({ paper, reasons: { 'fees_need_acts@main.acts': 'Phí thu trong kỳ của việc đã công chứng kỳ trước.' } })
    expect(await content(own)).to.include({ onBehalf: false })
  })

  it('the Sở’s totals are exact to the đồng, and it counts the organisations that are in', async () => {
    await receive(country, `${province}_bc`, own)
    const filing = await openFiling(specialist, upper)
    expect(filing.coverage[0]).to.include({ received: 2, expected: 2 })
    const total = filing.tables.find((one) => one.id === 'organisations')?.rows.find((one) => one.key === 'total')
    expect(total?.cells).to.deep.equal([7, 1500, 1200, 300, 2 * most - 2, 500_000_003, 2300, 9_200_000, 140, 1_400_000, 96_000_007])
    expect(cellOf(filing, 'register', '', 0)).to.equal(2)
    const sum = await country.database.app.raw<{ rows: { sum: string }[] }>(
      `select sum(s.cells[o.ordinal + 1])::text as sum from filing f join seal s on s.id = f.counted_seal_id
       join form_ordinal o on o.pack_id = f.pack_id and o.form_id = f.form_id and o.cell = 'main.remuneration' where f.id in (?, ?)`, [own, behalf])
    expect(sum.rows[0]?.sum).to.equal(String(2n * BigInt(most) - 2n))
    const typed = await save(specialist, upper, { 'register.organisations_registered': 2, 'register.notaries_registered': 8 })
    expect(typed.status).to.equal(200)
    expect((await save(specialist, upper, { 'register.organisations_in': 3 })).body.issues[0].code).to.equal('value.read-only-cell')
  })

  it('the ministry receives it and asks the national sum down to the organisation’s cell', async () => {
    await mustAct(specialist, upper, 'submit')
    await mustAct(await country.client(`${province}_kt`), upper, 'pass')
    await mustAct(await country.client(`${province}_ld`), upper, 'approve', 'send')
    await receive(country, 'btp_khtc_analyst', upper)
    const analyst = await country.client('btp_khtc_analyst')
    const national: Filing = await openFiling(analyst, (await findLine(analyst, 'own', '12_national')).id)
    expect(national.coverage[0]).to.include({ received: 1, expected: 63 })
    expect(cellOf(national, 'provinces', 'total', 4)).to.equal(2 * most - 2)
    const trail = await walkDown(analyst, national, 'provinces.total.remuneration')
    expect(trail.map(({ form, address, value }) => `${form} ${address.replace(/\[[^\]]+\]/, '[…]')} ${value}`)).to.deep.equal([
      `12_national provinces.total.remuneration ${2 * most - 2}`,
      `12_national provinces[…].remuneration ${2 * most - 2}`,
      `12b organisations.total.remuneration ${2 * most - 2}`,
      `12b organisations[…].remuneration ${most}`,
      `12a main.remuneration ${most}`,
    ])
    const asked = await analyst.get(`/filings/${behalf}/explain?address=main.remuneration`)
    expect(asked.body).to.deep.include({ kind: 'typed', value: most - 2, measure: 'đồng' })
    expect(asked.body.typed.by.login).to.equal(`${province}_bc`)
  })

  it('a paper that was entered wrongly is returned to who entered it, and counts anew when it is recorded again', async () => {
    const returned = await act(specialist, behalf, 'return', { reason: 'data_invalid', note: 'Nhập nhầm một chữ số' })
    expect(returned.body.state.title).to.equal('Bị trả lại')
    const inbox = (await specialist.get('/inbox')).body.tasks.map((one: { filing: { id: string } }) => one.filing.id)
    expect(inbox).to.include(behalf)
    expect((await save(specialist, behalf, { 'main.paid_to_state': 8 })).status).to.equal(200)
    expect((await act(specialist, behalf, 'record', { paper: { number: '13/BC-VPCC', date: '2020-06-02' } })).status).to.equal(200)
    const { rows } = await country.database.app.raw<{ rows: { number: number; paper: string; counted: boolean }[] }>(
      `select s.number, s.content->'texts'->'paper'->>'number' as paper, s.id = f.counted_seal_id as counted
       from seal s join filing f on f.id = s.filing_id where f.id = ? order by s.number`, [behalf])
    expect(rows).to.deep.equal([{ number: 1, paper: '12/BC-VPCC', counted: false }, { number: 2, paper: '13/BC-VPCC', counted: true }])
  })
})
