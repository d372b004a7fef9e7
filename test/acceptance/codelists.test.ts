// Unit codelists (danh mục động; Quy chế, Điều 2 khoản 4, Điều 6 khoản 1) over HTTP, as the people of a unit keep them: who
// may, what waits for them, and what becomes of figures when entries change.
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Codelist, CodelistList } from '../../engine/core/contract/codelist.ts'
import { act, changeList, completeList, countryOf, fileAndSend, findLine, mustAct, openFiling, receive, save, soundPacks, startCountry, type Country } from '../support/country.ts'
import type { Client, Reply } from '../support/server.ts'
import { ground, small } from '../support/small-packs.ts'

const list = 'tt20-2013/mediation_groups'
const title = 'Tổ hòa giải ở cơ sở trên địa bàn xã'

const rows = readFileSync(path.join(import.meta.dirname, 'who-may.csv'), 'utf8').trim().split('\n').slice(1)
  .map((line) => line.split(',')).filter((row) => row[3] === 'keep-codelists')

describe('Unit codelists', function () {
  this.timeout(60_000)
  let country: Country
  let an: Client
  let id: string
  before(async () => {
    country = await startCountry()
    an = await country.client('xabocbo_hpn_tbkn_bc')
    id = (await findLine(an, 'own', '12b')).id
  })
  after(() => country.end())

  const read = async (client: Client = an): Promise<Codelist> => (await client.get(`/codelists/${list}`)).body as Codelist
  const add = (client: Client, ...names: string[]): Promise<Reply> => client.post(`/codelists/${list}/entries`, { entries: names.map((name) => ({ title: name })) })
  const keys = async (): Promise<string[]> => (await openFiling(an, id)).tables.find((one) => one.id === 'main')?.rows.map((row) => row.key) ?? []
  const state = async (): Promise<unknown> => (await country.database.app.raw(
    `select (select md5(string_agg(f::text, '' order by id)) from filing f) as filings, (select count(*)::int from filing_change) as changes, (select count(*)::int from codelist_entry) as entries,
            (select count(*)::int from codelist_completion where reopened_at is null) as complete`)).rows[0]

  it('A-2.4 refuses entry, handing on and aggregation while the unit has not completed the list, names it and says where to go', async () => {
    expect((await add(an, 'Tổ hòa giải Khâu Vai', 'Tổ hòa giải Nà Coóc')).status).to.equal(201)
    const before = await openFiling(an, id)
    expect([before.editable, before.waitsFor]).to.deep.equal([false, [{ pack: 'tt20-2013', id: 'mediation_groups', title }]])
    expect(before.readOnlyBecause).to.include(`“${title}”`).and.include('Danh mục')
    expect(before.actions.every((one) => one.blocked?.includes(title) === true)).to.equal(true)
    const unchanged = await state()
    for (const reply of [await save(an, id, { 'main[0001].civil': 1 }), await act(an, id, 'submit')]) {
      expect([reply.status, reply.body.code, reply.body.codelists]).to.deep.equal([409, 'codelist-incomplete', [{ pack: 'tt20-2013', id: 'mediation_groups', title }]])
      expect(reply.body.detail).to.include(title)
    }
    expect(await state()).to.deep.equal(unchanged)

    const [period] = (await read()).periods
    const complete = await an.post(`/codelists/${list}/complete`, { period: period?.period.id })
    expect([complete.status, complete.body.periods[0].complete.by.login]).to.deep.equal([200, 'xabocbo_hpn_tbkn_bc'])
    const after = await openFiling(an, id)
    expect([after.editable, after.waitsFor, after.readOnlyBecause]).to.deep.equal([true, undefined, null])
    expect((await save(an, id, { 'main[0001].civil': 1 })).status).to.equal(200)
    const listed = ((await an.get('/codelists')).body as CodelistList).codelists.find((one) => one.id === 'mediation_groups' && one.pack === 'tt20-2013')
    expect([listed?.own, listed?.uses.map((one) => one.form.id), listed?.periods.map((one) => one.complete?.by.login)]).to.deep.equal([2, ['12b'], ['xabocbo_hpn_tbkn_bc']])
  })

  it('A-6.1 lets the officer add, rename, map or end entries until the list is complete, and again once it is reopened', async () => {
    for (const [where, body] of [['/entries', { entries: [{ title: 'Tổ hòa giải Đông Lẻo' }] }], ['/entries/0001/rename', { title: 'Khác' }], ['/entries/0001/end', { to: '2020-05-15' }], ['/entries/0001/map', { to: null }]] as const) {
      const reply = await an.post(`/codelists/${list}${where}`, body)
      expect([reply.status, reply.body.code], where).to.deep.equal([409, 'codelist-complete'])
    }
    const period = (await read()).periods[0]?.period.id
    expect((await an.post(`/codelists/${list}/complete`, { period })).status, 'twice').to.equal(409)
    expect((await an.post(`/codelists/${list}/reopen`, { period })).status).to.equal(200)
    expect((await an.post(`/codelists/${list}/reopen`, { period })).status, 'twice').to.equal(404)
    expect((await save(an, id, { 'main[0001].civil': 2 })).body.code).to.equal('codelist-incomplete')
    expect((await add(an, 'Tổ hòa giải Đông Lẻo')).body.entries[0].code).to.equal('0003')
    expect((await an.post(`/codelists/${list}/entries/0003/end`, { to: '2020-05-15' })).status).to.equal(200)
    await completeList(an, list)
    expect(await keys()).to.deep.equal(['all', '0001', '0002'])
  })

  it('A-6.1 warns of names that are nearly others, whatever case, spaces, marks and encoding, and takes them when they are meant', async () => {
    const near = ['TỔ HÒA GIẢI  KHÂU VAI', 'to hoa giai khau vai', 'Tổ hòa giải Khâu Vai'.normalize('NFD')]
    for (const name of near) {
      const reply = await changeList(an, list, '/entries', { entries: [{ title: name }] })
      expect([reply.status, reply.body.issues.map((one: { code: string; severity: string; path: string }) => `${one.severity} ${one.code} ${one.path}`)]).to.deep.equal([422, ['warning entry.near-duplicate /entries/0/title']])
    }
    const both = await changeList(an, list, '/entries', { entries: [{ title: 'Thôn Một' }, { title: 'thon mot' }] })
    expect(both.body.issues[0].path).to.equal('/entries/1/title')
    expect((await read()).entries, 'all or none').to.have.length(3)
    expect((await changeList(an, list, '/entries/0002/rename', { title: 'tổ hòa giải khau vai' })).status).to.equal(422)
    const meant = await changeList(an, list, '/entries', { entries: [{ title: 'Tổ hòa giải Khau Vai' }], despiteSimilar: true })
    expect(meant.status).to.equal(201)
    await changeList(an, list, `/entries/${meant.body.entries[0].code}/end`, { to: '2020-02-01' })
  })

  it('A-6.1 keeps the row of a renamed entry and its figures', async () => {
    expect((await changeList(an, list, '/entries/0001/rename', { title: 'Tổ hòa giải Khâu Vai I' })).status).to.equal(200)
    const row = (await openFiling(an, id)).tables.find((one) => one.id === 'main')?.rows.find((one) => one.key === '0001')
    expect([row?.title, row?.cells.includes(1)]).to.deep.equal(['Tổ hòa giải Khâu Vai I', true])
  })

  it('A-6.1 is the work of the specialist of the unit, as the articles give it, and reaches no other unit', async () => {
    expect(rows.filter((row) => row[4] === 'yes')).to.have.length(1)
    const people: Record<string, string> = {
      'bc own': 'xabocbo_hpn_tbkn_bc', 'ld own': 'xabocbo_hpn_tbkn_ld', 'kt own': 'huyenpacnam_tbkn_kt', 'admin own': 'tinhbackan_admin', 'bc below': 'huyenpacnam_tbkn_bc',
      'analyst elsewhere': 'btp_khtc_analyst', 'decision_maker elsewhere': 'btp_khtc_decision_maker', 'system_admin elsewhere': 'btp_cntt_system_admin',
    }
    expect(rows.map((row) => `${row[0]} ${row[1]}`)).to.have.members(Object.keys(people))
    const period = (await read()).periods[0]?.period.id
    for (const [role = '', relation = '', , , allowed, article = ''] of rows) {
      const person = await country.client(people[`${role} ${relation}`] ?? '')
      const own = await read()
      const before = await state()
      const attempts: [string, object][] = [['/entries', { entries: [{ title: `Tổ của ${role}` }] }], ['/entries/0001/rename', { title: 'X' }], ['/entries/0001/end', { to: '2020-05-15' }], ['/entries/0001/map', { to: null }], ['/reopen', { period }], ['/complete', { period }]]
      for (const [where, body] of allowed === 'yes' ? [['/reopen', { period }], ['/complete', { period }]] as typeof attempts : attempts) {
        const reply = await person.post(`/codelists/${list}${where}`, body)
        const words = `${role} ${relation} ${where} ${reply.status} (${article})`
        if (allowed === 'yes') expect(reply.status, words).to.equal(200)
        // A specialist of another unit changes the list of his own unit, and nothing of this one.
        else if (role !== 'bc') expect(reply.status, words).to.be.oneOf([403, 404])
      }
      const { entries, periods } = await read()
      expect([entries, periods.map((one) => one.complete === null)], `${role} ${relation}`).to.deep.equal([own.entries, own.periods.map((one) => one.complete === null)])
      if (allowed !== 'yes' && role !== 'bc') expect(await state(), `${role} ${relation}`).to.deep.equal(before)
    }
  })

  it('A-2.4 asks anew for every period, and carries the entries over', async () => {
    await completeList(an, list)
    expect((await save(an, id, { 'main[0002].civil': 5 })).status).to.equal(200)
    const entries = (await read()).entries
    const admin = await country.client('btp_cntt_system_admin')
    expect((await admin.post('/demo/clock', { to: 'next' })).status).to.equal(200)
    const later = await read()
    expect([later.periods.map((one) => one.complete), later.entries]).to.deep.equal([[null], entries])
    const next = await findLine(an, 'own', '12b')
    expect(next.period.locked).to.equal(false)
    expect((await save(an, next.id, { 'main[0001].civil': 1 })).body.code).to.equal('codelist-incomplete')
    await completeList(an, list)
    expect((await save(an, next.id, { 'main[0001].civil': 1 })).status).to.equal(200)
  })
})

/** A district's report that takes its communes' figures in, and has rows of its own that are mapped to the ministry's codes. */
const district = `
id: both
code: both/M
title: Cả hai
legal-basis: Ví dụ
source: { confidence: ours, note: Ví dụ }
version: 1
routes:
  - { reporting: [phong_tu_phap], receiver: so_tu_phap, due: { six_months: 07-04 }, workflow: workflows/report }
tables:
  - id: below
    columns: [{ id: total, title: Tổng số, measure: việc }]
    rows: one
    roll-up: { from: other, cells: { total: main.total } }
  - id: causes
    columns: [{ id: cases, title: Số việc, measure: việc }, { id: note, title: Ghi chú, kind: text }, { id: rate, title: Tỷ lệ, aggregate: none }]
    rows: { per: entry, title: Nguyên nhân, codelist: causes, total: { id: all, title: Tổng số } }
signatures: [Người lập biểu]
`

describe('A report that takes lower figures in and has rows of a codelist', function () {
  this.timeout(60_000)
  let country: Country
  let an: Client
  let id: string
  before(async () => {
    country = await startCountry(countryOf('small-both', () => soundPacks([...ground(), { ...small, files: [...small.files, { path: 'both.form.yaml', text: district }] }])))
    an = await country.client('huyen_bc')
    id = (await findLine(an, 'own', 'both')).id
  })
  after(() => country.end())

  const below = async (): Promise<unknown> => (await openFiling(an, id)).tables.find((one) => one.id === 'below')?.rows[0]?.cells[0]

  it('A-2.4 is not aggregated until its list is complete, is marked meanwhile, and takes everything in then', async () => {
    await receive(country, 'huyen_bc', await fileAndSend(country, 'xa_mot', 'other', { 'main.total': 7 }))
    const waiting = await openFiling(an, id)
    expect([await below(), waiting.staleSince === null, waiting.waitsFor?.map((one) => one.title)]).to.deep.equal([null, false, ['Nguyên nhân']])
    await completeList(an, 'small/causes')
    await country.rollUp()
    const taken = await openFiling(an, id)
    expect([await below(), taken.staleSince, taken.waitsFor]).to.deep.equal([7, null, undefined])
  })

  it('A-6.1 is not completed while an entry has no code of the ministry, and every such entry is named', async () => {
    const period = ((await an.get('/codelists/small/causes')).body as Codelist).periods[0]?.period.id
    expect((await an.post('/codelists/small/causes/reopen', { period })).status).to.equal(200)
    const entries = [{ title: 'Do thời tiết', mapsTo: 'M1' }, { title: 'Do địa hình' }, { title: 'Từ kỳ sau', from: '2020-08-01' }]
    expect((await an.post('/codelists/small/causes/entries', { entries })).status).to.equal(201)
    const refused = await an.post('/codelists/small/causes/complete', { period })
    expect([refused.status, refused.body.issues.map((one: { path: string; message: string }) => `${one.path} ${one.message}`)]).to.deep.equal([422, ['/entries/0002 Mục “Do địa hình” chưa gắn mã toàn ngành.']])
    expect((await changeList(an, 'small/causes', '/entries/0002/map', { to: 'M2' })).status).to.equal(200)
    expect((await openFiling(an, id)).editable).to.equal(true)
  })

  const rowsNow = async (): Promise<Record<string, unknown[]>> => {
    const rows = (await openFiling(an, id)).tables.find((one) => one.id === 'causes')?.rows ?? []
    return Object.fromEntries(rows.map((row) => [row.key, row.cells]))
  }
  const entry = (where: string, body: object): Promise<Reply> => changeList(an, 'small/causes', `/entries/${where}`, body)
  const refusal = ({ status, body }: Reply): unknown => [status, body.code, ...(body.issues ?? []).map((one: { path: string; message: string }) => `${one.path} ${one.message}`)]

  it('A-6.1 merges an entry into another with its figures, in one step with history and audit, and refuses what cannot become one', async () => {
    expect((await changeList(an, 'small/causes', '/entries', { entries: [{ title: 'Do mưa', mapsTo: 'M1' }] })).status).to.equal(201)
    expect((await save(an, id, { 'causes[0001].cases': 3, 'causes[0002].cases': 4, 'causes[0002].note': 'đã rõ', 'causes[0001].rate': 10, 'causes[0002].rate': 20 })).status).to.equal(200)
    const clash = await entry('0002/merge', { into: '0001' })
    expect(refusal(clash)).to.deep.equal([422, 'invalid-values', '/into Biểu both/M, cột “Tỷ lệ”: cả hai mục đều có nội dung và không cộng được. Hãy xử lý tại báo cáo trước.'])
    expect(await rowsNow()).to.deep.include({ '0001': [3, null, 10], '0002': [4, 'đã rõ', 20] })
    for (const into of ['0002', '9999']) expect(refusal(await entry('0002/merge', { into }))).to.deep.equal([422, 'invalid-values', `/into Không có mục khác mang mã “${into}”.`])

    expect((await save(an, id, { 'causes[0001].rate': null })).status).to.equal(200)
    const { revision } = await openFiling(an, id)
    const merged = await entry('0002/merge', { into: '0001' })
    expect([merged.status, merged.body.mergedInto]).to.deep.equal([200, '0001'])
    const rows = await rowsNow()
    expect([Object.keys(rows), rows['0001'], rows['all']?.[0]]).to.deep.equal([['all', '0001', '0004'], [7, 'đã rõ', 20], 7])
    expect((await openFiling(an, id)).revision).to.equal(revision + 1)
    const { body } = await an.get(`/filings/${id}/history`)
    expect(JSON.stringify(body)).to.include('causes[0002].cases').and.include('causes[0001].cases')
    const audit = await country.database.app('audit').where({ action: 'merge-codelist-entry', outcome: 'done' }).select('login', 'object_id')
    expect(audit).to.deep.equal([{ login: 'huyen_bc', object_id: 'small/causes/0002' }])
    expect((await entry('0002/merge', { into: '0004' })).status, 'twice').to.equal(409)
  })

  it('A-6.1 asks where the figures go of an entry that ends, and does as it is told', async () => {
    const asked = await entry('0001/end', { to: '2020-05-01' })
    expect([asked.status, asked.body.code, asked.body.detail]).to.deep.equal([409, 'entry-has-figures', 'Mục “Do thời tiết” còn số liệu trong both/M (6 tháng 2020). Hãy chọn chuyển số liệu sang mục khác hoặc xóa số liệu rồi xác nhận lại.'])
    expect((await rowsNow())['0001']).to.deep.equal([7, 'đã rõ', 20])
    expect((await entry('0001/end', { to: '2020-07-01' })).status, 'it still belongs to the report').to.equal(200)
    expect((await entry('0001/end', { to: '2020-05-01', figures: { into: '0004' } })).status).to.equal(200)
    expect(await rowsNow()).to.deep.equal({ all: [7, null, null], '0004': [7, 'đã rõ', 20] })
    expect((await entry('0004/end', { to: '2020-05-01', figures: 'clear' })).status).to.equal(200)
    expect(await rowsNow()).to.deep.equal({ all: [null, null, null] })
  })

  it('A-6.1 touches nothing that has been sealed: neither figures nor names', async () => {
    expect((await changeList(an, 'small/causes', '/entries', { entries: [{ title: 'Do gió', mapsTo: 'M1' }, { title: 'Do bão', mapsTo: 'M1' }] })).status).to.equal(201)
    expect((await save(an, id, { 'causes[0005].cases': 1, 'causes[0006].cases': 2 })).status).to.equal(200)
    await mustAct(an, id, 'submit')
    await mustAct(await country.client('huyen_kt'), id, 'pass')
    // Not sealed yet: a report that is on its way is changed, and who acts on what he saw before is told.
    const { revision } = await openFiling(an, id)
    expect((await entry('0006/merge', { into: '0005' })).status).to.equal(200)
    expect((await (await country.client('huyen_ld')).post(`/filings/${id}/actions/approve`, { revision })).status).to.equal(412)
    await mustAct(await country.client('huyen_ld'), id, 'approve')
    const before = (await country.database.app('filing').where({ id }).first()) as object
    expect((await entry('0005/rename', { title: 'Do gió mạnh' })).status).to.equal(200)
    const sealed = async (): Promise<unknown> =>
      (await openFiling(an, id)).tables.find((one) => one.id === 'causes')?.rows.filter((row) => row.key !== 'all').map((row) => [row.key, row.title, row.cells[0]])
    expect(await sealed()).to.deep.equal([['0005', 'Do gió', 3]])
    expect((await entry('0005/end', { to: '2020-05-01' })).status, 'nothing to ask').to.equal(200)
    expect(await country.database.app('filing').where({ id }).first()).to.deep.equal(before)
    expect(await sealed()).to.deep.equal([['0005', 'Do gió', 3]])
  })
})
