// Fields and records over HTTP and down to the database: every kind comes back bit for bit, every wrong value gets its
// sentence and nothing is written, the server holds to conditions whatever a page sends, records are added and removed
// once however often it is asked, and what fills itself in does so once.
import { expect } from 'chai'
import { parse, stringify } from 'yaml'
import { edit } from '../../engine/core/calculation/edit.ts'
import { checksum, openSheet, valuesOf } from '../../engine/core/calculation/sheet.ts'
import { dayNumber } from '../../engine/core/calendar.ts'
import type { Filing } from '../../engine/core/contract/filing.ts'
import type { WireValue } from '../../engine/core/contract/shapes.ts'
import { compileForm } from '../../engine/core/form/compile.ts'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import type { CalendarDefinition } from '../../engine/core/pack.ts'
import type { Client, Reply } from '../support/server.ts'
import { act, countryOf, findLine, openFiling, repositoryPacks, save, soundPacks, startCountry, type Country } from '../support/country.ts'
import { confirmation, counted, everyKind, feedback } from '../support/request-forms.ts'

const routes = [{ reporting: ['so_tu_phap'], receiver: { unit: 'btp_khtc' }, due: { six_months: '06-25' }, workflow: 'workflows/report' }]
const files = [everyKind, confirmation, feedback, counted, counted.replace('id: counted', 'id: counted_too')].map((text) => {
  const form = { ...(parse(text) as { id: string }), routes }
  return { path: `${form.id}.form.yaml`, text: stringify(form) }
})
const beside = (folders: ReturnType<typeof repositoryPacks>) => soundPacks(folders.map((one) => (one.folder.endsWith('tt03-2019') ? { ...one, files: [...one.files, ...files] } : one)))
const withFields = countryOf('fields', () => beside(repositoryPacks()))
/** The packs with a day off that is ordered later. */
const withDayOff = () => beside(repositoryPacks().map((one) => (one.folder.endsWith('justice-sector') ? {
  ...one, files: one.files.map((file) => file.path === 'pack.yaml' ? { ...file, text: file.text.replace(/^version: \d+$/m, 'version: 999') }
    : file.path === 'calendar.yaml' ? { ...file, text: file.text.replace('holidays:\n', 'holidays:\n  2020-06-03: Ngày nghỉ bù\n') } : file),
} : one)))

const key = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const columns = (parse(everyKind) as { sections: { fields: { id: string }[] }[] }).sections[0]?.fields.map((one) => one.id) ?? []

/** A value of each kind, with what is at its edge. */
const filled: Readonly<Record<string, WireValue>> = {
  name: "Nguyễn Thị “Ánh” O'Neil {a,b} \\ NULL", story: 'Dòng một\nDòng hai\t"x"', count: 10_000, amount: 999_999_999_999_999, day: dayNumber('1999-12-31'),
  urgent: 1, why: 'NULL', sex: 'female', month: 'm6', ways: 'mail,person', office: 'btp_khtc', address: 'Số 1, ngõ 2, xã Bắc Bộ', identity: '012345678901',
  phone: '+84912345678', email: 'an@example.vn', closed: 'đầu', country: 'Lào', opened: dayNumber('1000-01-01'),
}

describe('Fields', () => {
  let country: Country
  let an: Client
  let lan: Client
  let id: string
  before(async () => {
    country = await startCountry(withFields)
    an = await country.client('tinhbackan_bc')
    lan = await country.client('tinhbackan_ld')
    id = (await findLine(an, 'own', 'every_kind')).id
  })
  after(() => country.end())

  const table = async (name: string, by = an, of = id) => (await openFiling(by, of)).tables.find((one) => one.id === name)?.rows ?? []
  const at = async (field: string): Promise<unknown> => (await table('all'))[0]?.cells[columns.indexOf(field)]
  const written = async (): Promise<unknown> => {
    const { rows } = await country.database.app.raw<{ rows: unknown[] }>(
      `select (select md5(f::text) from filing f where id = :id) as filing, (select md5(string_agg(r::text, '' order by table_id, row_key)) from filing_row r where filing_id = :id) as rows,
              (select count(*)::int from filing_change where filing_id = :id) as changes`, { id })
    return rows[0]
  }
  const all = (values: Readonly<Record<string, WireValue>>): Record<string, WireValue> => Object.fromEntries(Object.entries(values).map(([field, value]) => [`all.${field}`, value]))

  it('fill themselves in where nobody has, and keep what a person makes of it', async () => {
    expect([await at('country'), await at('opened'), await at('name')]).to.deep.equal(['Việt Nam', dayNumber('2020-06-01'), null])
    const { rows: untouched } = await country.database.app.raw<{ rows: { texts: object }[] }>('select texts from filing where id = ?', [id])
    expect(untouched[0]?.texts, 'looking writes nothing').to.deep.equal({})
    const reply = await save(an, id, { 'all.country': null })
    expect(reply.status).to.equal(200)
    expect([await at('country'), await at('opened')]).to.deep.equal([null, dayNumber('2020-06-01')])
    const { body } = await an.get(`/filings/${id}/history`)
    expect(body.changes[0].cells).to.deep.equal([
      { address: 'all.country', before: 'Việt Nam', after: null },
      { address: 'all.opened', before: null, after: dayNumber('2020-06-01') },
    ])
  })

  it('of every kind come back as they went in', async () => {
    const reply = await save(an, id, all(filled))
    expect([reply.status, reply.body?.issues]).to.deep.equal([200, undefined])
    for (const [field, value] of Object.entries(filled)) expect(await at(field), field).to.equal(value)
    const { rows } = await country.database.app.raw<{ rows: { cell: string; value: string | null }[] }>(
      `select o.cell, f.cells[o.ordinal + 1]::text as value from filing f join form_ordinal o on o.form_id = f.form_id and o.table_id = ''
       where f.id = ? and o.cell in ('all.amount', 'all.day', 'all.urgent', 'all.count') order by 1`, [id])
    expect(rows.map((row) => row.value)).to.deep.equal(['999999999999999', '10000', '10956', '1'])
    // Files are known by their ids, which the server gives: test/http/files.test.ts.
    const blank = await save(an, id, all({ ...Object.fromEntries(Object.keys(filled).filter((one) => one !== 'closed').map((field) => [field, null])), urgent: 0 }))
    expect(blank.status).to.equal(200)
    expect([await at('name'), await at('files'), await at('urgent')]).to.deep.equal([null, null, 0])
  })

  const wrong: readonly (readonly [field: string, value: unknown, code: string])[] = [
    ['name', 5, 'value.not-text'], ['name', 'x'.repeat(41), 'value.text-too-long'], ['name', 'hai\ndòng', 'value.one-line'], ['story', 'a\u0007', 'value.control-character'],
    ['count', 1.5, 'value.not-whole'], ['count', '5', 'value.not-a-number'], ['amount', -1, 'value.negative'], ['day', '2020-06-05', 'value.not-a-number'], ['day', 3_000_000, 'value.day-out-of-range'],
    ['urgent', 2, 'value.not-yes-no'], ['sex', 'Nam', 'value.unknown-choice'], ['ways', 'person,mail', 'value.choices-order'], ['office', 'Bộ Tư pháp', 'value.not-a-unit'],
    ['office', 'khong_co_don_vi', 'value.unknown-unit'], ['address', 'a\rb', 'value.one-line'], ['identity', '123', 'value.not-an-identity-number'], ['phone', '113', 'value.not-a-phone-number'],
    ['email', 'an@', 'value.not-an-email'], ['files', '../../etc/passwd', 'value.not-files'], ['files', [1, 2, 3].map(key).join(','), 'value.too-many-files'], ['files', key(1), 'value.unknown-file'], ['twice', 4, 'value.read-only-cell'], ['constructor', 1, 'value.unknown-cell'],
  ]
  for (const [field, value, code] of wrong) {
    it(`${field}: ${JSON.stringify(value).slice(0, 30)} is refused with a sentence, and nothing is written`, async () => {
      const before = await written()
      const reply = await save(an, id, { 'all.address': 'Đúng', [`all.${field}`]: value as WireValue })
      expect([reply.status, reply.body.code]).to.deep.equal([422, 'invalid-values'])
      expect(reply.body.issues.map((one: { code: string; path: string }) => [one.code, one.path])).to.deep.equal([[code, `all.${field}`]])
      expect(reply.body.issues[0].message).to.match(/^[A-ZÔĐ“\d-].*[.?]$/u).and.not.match(/[{}]/)
      expect(await written()).to.deep.equal(before)
    })
  }

  it('that are locked are refused, unless what is sent with them unlocks them', async () => {
    expect((await save(an, id, { 'all.urgent': 1, 'all.closed': 'cùng lúc' })).status, 'open before').to.equal(200)
    const before = await written()
    const reply = await save(an, id, { 'all.closed': 'sau đó' })
    expect([reply.status, reply.body.issues?.map((one: { code: string }) => one.code)]).to.deep.equal([422, ['value.read-only-cell']])
    expect(await written()).to.deep.equal(before)
    expect((await save(an, id, { 'all.closed': 'cùng lúc' })).status, 'the same is no change').to.equal(200)
    expect((await save(an, id, { 'all.closed': 'mở ra', 'all.urgent': 0 })).status, 'open after').to.equal(200)
    expect(await at('closed')).to.equal('mở ra')
  })

  it('that are not seen keep what was typed, count as nothing, and hold up nothing', async () => {
    await save(an, id, { 'all.urgent': 1 })
    const asked = await save(an, id, { 'all.why': null })
    expect(asked.body.findings.map((one: { code: string; path: string }) => `${one.code} ${one.path}`)).to.include('finding.required all.why')
    await save(an, id, { 'all.why': 'vì gấp' })
    const hidden = await save(an, id, { 'all.urgent': 0 })
    expect(hidden.body.findings.filter((one: { path: string }) => one.path === 'all.why')).to.deep.equal([])
    expect(await at('why'), 'in the working record').to.equal('vì gấp')
  })

  describe('in records', () => {
    const rows = (...changes: object[]) => ({ rows: changes })
    const names = async (): Promise<unknown[]> => (await table('people')).map((row) => [row.key, row.cells[0]])

    it('are added with the cells of the same save, in the order in which they came, and filled in where they fill themselves in', async () => {
      const added = await save(an, id, { [`people[${key(9)}].name`]: 'Bình' }, rows({ table: 'people', key: key(9) }, { table: 'people', key: key(1), title: 'Nhân chứng' }))
      expect([added.status, added.body.issues]).to.deep.equal([200, undefined])
      expect((await table('people')).map((row) => [row.key, row.title, row.cells])).to.deep.equal([[key(9), '', ['Bình', null, 'Kinh']], [key(1), 'Nhân chứng', [null, null, 'Kinh']]])
      const { body } = await an.get(`/filings/${id}/history`)
      expect(body.changes[0].cells).to.deep.include.members([
        { address: `people[${key(9)}]`, before: null, after: '' }, { address: `people[${key(1)}]`, before: null, after: 'Nhân chứng' }, { address: `people[${key(9)}].name`, before: null, after: 'Bình' },
      ])
    })

    it('are added and removed once, however often it is asked', async () => {
      const { revision } = await openFiling(an, id)
      const again = await save(an, id, {}, rows({ table: 'people', key: key(9) }))
      expect([again.status, again.body.revision]).to.deep.equal([200, revision])
      expect((await save(an, id, {}, rows({ table: 'people', key: key(7), gone: true }))).body.revision).to.equal(revision)
      await save(an, id, {}, rows({ table: 'people', key: key(1), gone: true }))
      expect(await names()).to.deep.equal([[key(9), 'Bình']])
      const { body } = await an.get(`/filings/${id}/history`)
      expect(body.changes[0].cells).to.deep.equal([{ address: `people[${key(1)}]`, before: 'Nhân chứng', after: null }, { address: `people[${key(1)}].nation`, before: 'Kinh', after: null }])
      expect((await country.database.app('filing_row').where({ filing_id: id, table_id: 'people' })).length).to.equal(1)
    })

    it('are no more than the form takes, with keys of the right shape', async () => {
      const before = await written()
      const refused = async (...changes: object[]): Promise<string[]> => {
        const reply = await save(an, id, {}, rows(...changes))
        expect(reply.status).to.be.oneOf([400, 422])
        expect(await written()).to.deep.equal(before)
        return reply.body.issues.map((one: { code: string }) => one.code)
      }
      expect(await refused(...[2, 3, 4].map((n) => ({ table: 'people', key: key(n) })))).to.deep.equal(['value.too-many-records'])
      expect(await refused({ table: 'people', key: 'x' }, { table: 'nobody', key: key(1) }, { table: 'all', key: key(1) })).to.deep.equal(['value.not-a-key', 'value.unknown-row', 'value.unknown-row'])
      expect(await refused({ table: 'people', key: key(2), title: 'x'.repeat(301) })).to.deep.equal(['shape.maxLength'])
      expect(await refused(...Array.from({ length: 2001 }, (_, n) => ({ table: 'people', key: key(n) })))).to.deep.equal(['shape.maxItems'])
      expect((await save(an, id, { [`people[${key(8)}].name`]: 'x' })).body.issues[0].code).to.equal('value.unknown-cell')
    })

    it('of a table are totalled, and keep texts and days', async () => {
      const cells = { [`payments[${key(5)}].paid`]: 100, [`payments[${key(5)}].on`]: 18_000, [`payments[${key(5)}].note`]: 'đợt “1”', [`payments[${key(4)}].paid`]: 11 }
      expect((await save(an, id, cells, rows({ table: 'payments', key: key(5), title: 'Đợt 1' }, { table: 'payments', key: key(4), title: 'Đợt 2' }))).status).to.equal(200)
      expect((await table('payments')).map((row) => [row.title ?? row.key, row.cells])).to.deep.equal([['total', [111, null, null]], ['Đợt 1', [100, 18_000, 'đợt “1”']], ['Đợt 2', [11, null, null]]])
    })

    it('that somebody has removed meanwhile are told with who and when, and nothing is written', async () => {
      await save(an, id, { [`people[${key(2)}].name`]: 'Chi' }, rows({ table: 'people', key: key(2) }))
      const { revision } = await openFiling(an, id)
      await save(an, id, {}, rows({ table: 'people', key: key(2), gone: true }))
      const before = await written()
      const late = await an.patch(`/filings/${id}`, { revision, cells: [[`people[${key(2)}].name`, 'Chinh']] })
      expect([late.status, late.body.conflicts]).to.deep.equal([412, [{ address: `people[${key(2)}].name`, yours: 'Chinh', theirs: null, by: late.body.conflicts?.[0]?.by, at: late.body.conflicts?.[0]?.at }]])
      expect(late.body.conflicts[0].by.login).to.equal('tinhbackan_bc')
      expect(await written()).to.deep.equal(before)
      // Adding it again is an answer to that.
      const back = await save(an, id, { [`people[${key(2)}].name`]: 'Chinh' }, rows({ table: 'people', key: key(2) }))
      expect(back.status).to.equal(200)
      expect(await names()).to.deep.equal([[key(9), 'Bình'], [key(2), 'Chinh']])
    })

    it('in which somebody has written meanwhile are not removed unseen', async () => {
      const { revision } = await openFiling(an, id)
      await save(an, id, { [`people[${key(2)}].born`]: 100 })
      const before = await written()
      const late = await an.patch(`/filings/${id}`, { revision, cells: [], rows: [{ table: 'people', key: key(2), gone: true }] })
      expect([late.status, late.body.conflicts?.map((one: { address: string; yours: unknown }) => [one.address, one.yours])]).to.deep.equal([412, [[`people[${key(2)}]`, null]]])
      expect(await written()).to.deep.equal(before)
    })

    it('that others added are told to a page that does not know them', async () => {
      const { revision } = await openFiling(an, id)
      await save(an, id, {}, rows({ table: 'people', key: key(3) }))
      const reply = await an.patch(`/filings/${id}`, { revision, cells: [['all.address', 'Xã Bắc Bộ']] })
      expect([reply.status, reply.body.reread]).to.deep.equal([200, true])
      expect((await save(an, id, { 'all.address': 'Xã khác' })).body.reread).to.equal(undefined)
    })
  })

  it('that are not seen are not in what is sealed; what nobody touched is sealed as it filled itself in', async () => {
    const own = (await findLine(an, 'own', 'feedback')).id
    const sent = { 'sender.anonymous': 0, 'sender.name': 'Nguyễn Văn Kín', 'sender.email': 'kin@example.vn', 'matter.kind': 'report', 'matter.title': 'Chậm trả', 'matter.content': 'Quá hạn' }
    expect((await save(an, own, sent)).status).to.equal(200)
    expect((await save(an, own, { 'sender.anonymous': 1, [`people[${key(1)}].name`]: 'Người khác' }, { rows: [{ table: 'people', key: key(1) }] })).status).to.equal(200)
    const must = async (client: Client, action: string): Promise<Reply> => {
      const reply = await act(client, own, action)
      expect(reply.status, `${action} ${reply.text}`).to.equal(200)
      return reply
    }
    await must(an, 'submit')
    const { actions } = await openFiling(await country.client('tinhbackan_kt'), own)
    if (actions.length > 0) await must(await country.client('tinhbackan_kt'), actions.find((one) => one.tone === 'main')?.id ?? '')
    await must(lan, 'approve')
    const { rows } = await country.database.app.raw<{ rows: { words: string }[] }>('select (content::text || rows::text) as words from seal where filing_id = ?', [own])
    expect(rows[0]?.words).to.contain('Chậm trả').and.contain('Người khác').and.not.contain('Kín').and.not.contain('kin@')
    expect((await table('sender', an, own))[0]?.cells[1], 'nothing typed is lost').to.equal('Nguyễn Văn Kín')
  })

  describe('that count working days', () => {
    const monday = dayNumber('2020-06-01')
    const cells = async (form: string, by = an): Promise<readonly WireValue[]> => (await openFiling(by, (await findLine(an, 'own', form)).id)).tables[0]?.rows[0]?.cells ?? []
    const pageOf = (filing: Filing, calendar: unknown = filing.outside?.calendar) => openSheet(compileForm(filing.definition as FormDefinition, filing.outside?.types, calendar as CalendarDefinition | undefined), filing.tables, filing.outside?.values)
    const recalculated = (filing: Filing, calendar?: unknown): unknown => valuesOf(pageOf(filing, calendar))[0]?.rows[0]?.cells
    const typed = (filing: Filing, calendar?: unknown): number => {
      const page = pageOf(filing, calendar)
      edit(page, [['all.received', monday]])
      return checksum(page)
    }
    const [before, after] = [[monday, dayNumber('2020-06-04'), 21], [monday, dayNumber('2020-06-05'), 20]]

    it('count them by the installed calendar, on the server and on a page that was given it', async () => {
      for (const form of ['counted', 'counted_too']) {
        const filing = await openFiling(an, (await findLine(an, 'own', form)).id)
        expect(filing.outside?.calendar).to.deep.include({ 'weekly-days-off': [6, 7] })
        const blind = await save(an, filing.id, { 'all.received': monday }, { checksum: typed(filing, { title: 'L', 'weekly-days-off': [7], holidays: {} }) })
        expect([blind.status, blind.body.agreed], 'another calendar').to.deep.equal([200, false])
        await save(an, filing.id, { 'all.received': null })
        const reply = await save(an, filing.id, { 'all.received': monday }, { checksum: typed(filing) })
        expect([reply.status, reply.body.agreed]).to.deep.equal([200, true])
        expect(await cells(form)).to.deep.equal(before)
      }
    })

    it('keep what was approved when the calendar changes, and count anew what was not', async () => {
      const { id: sealed } = await findLine(an, 'own', 'counted')
      const [binh, lan] = [await country.client('tinhbackan_kt'), await country.client('tinhbackan_ld')]
      for (const [by, name] of [[an, 'submit'], [binh, 'pass'], [lan, 'approve'], [lan, 'send']] as const) expect((await act(by, sealed, name)).status, name).to.equal(200)
      await country.install(withDayOff())
      expect(await cells('counted_too'), 'not approved').to.deep.equal(after)
      const open = await openFiling(an, (await findLine(an, 'own', 'counted_too')).id)
      expect(recalculated(open), 'on the page').to.deep.equal(after)
      for (const by of [an, await country.client('btp_khtc_analyst')]) {
        const filing = await openFiling(by, sealed)
        expect([filing.tables[0]?.rows[0]?.cells, recalculated(filing)]).to.deep.equal([before, before])
        if (by === an) expect((await by.get(`/filings/${sealed}/explain?address=all.due`)).body.value).to.equal(before[1])
      }
    })

    it('count anew once what was approved is given back to be written into', async () => {
      const { id: sealed } = await findLine(an, 'own', 'counted')
      const analyst = await country.client('btp_khtc_analyst')
      expect((await act(analyst, sealed, 'receive')).status).to.equal(200)
      const returned = await act(analyst, sealed, 'return', { reason: 'data_invalid', note: 'Đếm lại' })
      expect(returned.status, returned.text).to.equal(200)
      expect(await cells('counted')).to.deep.equal(after)
    })
  })

  it('of a unit choose among units by a part of the name, by kind and by code', async () => {
    const found = async (query: string): Promise<string[]> => (await an.get(`/units?${query}`)).body.units.map((one: { code: string }) => one.code)
    expect(await found('codes=btp_khtc')).to.deep.equal(['btp_khtc'])
    expect(await found(`text=${encodeURIComponent('KẾ HOẠCH')}`)).to.include('btp_khtc')
    expect((await found('')).length).to.be.within(2, 50)
    expect(await found('kinds=khong_co')).to.deep.equal([])
    const below = await found('below=huyenpacnam_tbkn')
    expect(below).to.include.members(['huyenpacnam_tbkn', 'xabocbo_hpn_tbkn'])
    expect(below).not.to.include('tinhbackan')
    expect(await found(`below=huyenpacnam_tbkn&text=${encodeURIComponent('Long An')}`)).to.deep.equal([])
    expect((await an.get('/units?kinds=%27;--')).status).to.equal(400)
    expect((await country.anonymous().get('/units')).status).to.equal(401)
  })
})
