// A circular takes the place of another by packs alone: periods before keep the old form, periods after ask for the new
// one, and the series of a figure goes on where the author says which cell continues which. And an interim form stands in
// for a circular's own in the middle of a cycle. Over HTTP, on the packs of the repository, with the clock moved as the demo's is.
import { expect } from 'chai'
import type { Filing, FilingLine } from '../../engine/core/contract/filing.ts'
import type { SeriesReply } from '../../engine/core/contract/series.ts'
import type { PackFile } from '../../engine/packs/load-pack.ts'
import { addSeal } from '../../engine/store/seal.ts'
import { transaction } from '../../engine/store/transaction.ts'
import {
  act, cellOf, countryOf, fileAndSend, findLine, mustAct, openFiling, openNext, receive, repositoryPacks, save, soundPacks, startCountry, type Country,
} from '../support/country.ts'
import type { Client, Reply } from '../support/server.ts'

const notary = 'pcc1_tbkn'
/** A province that took nobody in on 01/7/2025: with another one, the figures of before would have to be those of all its parents. */
const province = 'tphanoi'
const specialist = `${province}_bc`
const [oldLaw, newLaw] = ['tt03-2019', 'tt17-2025']

const packs = repositoryPacks()
const textOf = (pack: string, file: string): string => packs.find((one) => one.folder.endsWith(pack))?.files.find((one) => one.path === file)?.text ?? ''

const notaries = / {2}- code: (?:pcc1|vpccminhhoa)_tbkn\n(?: {4}.*\n)+/g
const moved = (units: string): string => units.replace('clock: 2020-06-01', 'clock: 2025-06-02').replace('year: 2020', 'year: 2025').replace(notaries, '')
  .replaceAll('tphochiminh', province).replace('Sở Tư pháp Thành phố Hồ Chí Minh', 'Sở Tư pháp thành phố Hà Nội').replace('area_code: "79"', 'area_code: "01"')
  .replace(/^demo:$/m, `${(units.match(notaries) ?? []).join('').replaceAll('parent: tinhbackan', `parent: ${province}`)}demo:`)
/** The demo begins in the last year of the circular before, with its notaries in a province that outlives that year as it is. */
const inThatYear = packs.map((folder) => ({
  ...folder,
  files: folder.files.map((file): PackFile => (file.path === 'units.yaml' && folder.folder.endsWith('demo') ? { ...file, text: moved(file.text) } : file)),
}))

/** In place of the notaries' form for one period: a column more, nothing less. */
const interim = {
  folder: 'interim',
  files: [
    { path: 'pack.yaml', text: `id: interim\ntitle: Biểu tạm\nversion: 1\nrequires: [justice-sector, ${oldLaw}, workflows]\nreplaces:\n  - { form: ${oldLaw}/12a, by: 12a_m, from: 2025/year, to: 2025/year, note: Công văn hướng dẫn của kỳ }\n` },
    {
      path: '12a_m.form.yaml',
      text: textOf(oldLaw, '12a.form.yaml').replace('id: "12a"', 'id: "12a_m"').replace('12a/BTP', '12aM/BTP')
        .replace('    rows: one', '      - { id: offices, number: 12, title: Số văn phòng giao dịch, measure: văn phòng }\n    rows: one'),
    },
  ],
}

describe('A change of law, by packs alone', () => {
  let country: Country
  let firstHalf: string
  before(async () => {
    country = await startCountry(countryOf('change-of-law', () => soundPacks([...inThatYear, interim])))
    country.clock.set(new Date('2025-06-02T08:00:00+07:00'))
  })
  after(() => country.end())

  /** Sessions end in the months between. */
  const filer = (): Promise<Client> => country.client(`${notary}_bc`)
  const open = async (pack: string, kind: string, year: number, day: string): Promise<Reply> => {
    country.clock.set(new Date(`${day}T08:00:00+07:00`))
    return openNext(await country.client('btp_cntt_system_admin'), { pack, kind, year })
  }
  const mustOpen = async (...asked: Parameters<typeof open>): Promise<void> => {
    const { status, text } = await open(...asked)
    expect(status, text).to.equal(201)
    await country.rollUp()
  }
  /** What the notary and its province owe in the period that is open. */
  const owed = async (): Promise<string[]> => {
    const forms = async (client: Client): Promise<string[]> => (await client.get('/filings?box=own')).body.filings.filter((one: FilingLine) => !one.period.locked).map((one: FilingLine) => one.form.id)
    return [...(await forms(await filer())), ...(await forms(await country.client(specialist)))]
  }
  const provincial = async (form: string): Promise<Filing> => {
    const client = await country.client(specialist)
    return openFiling(client, (await findLine(client, 'own', form)).id)
  }
  const totals = (filing: Filing, row: string): (string | number | null)[] => filing.tables[0]?.rows.find((one) => one.key === row)?.cells as (string | number | null)[]

  it('leaves the periods before it to the form of before', async () => {
    expect(await owed()).to.include.members(['12a', '12b']).and.not.include.members(['10a', '10b'])
    firstHalf = await fileAndSend(country, notary, '12a', { 'main.notaries': 5, 'main.acts': 1500, 'main.contracts': 1200, 'main.other_acts': 300, 'main.copies': 2300, 'main.paid_to_state': 96_000_500 })
    await receive(country, specialist, firstHalf)
    const upper = await provincial('12b')
    expect(totals(upper, 'total').slice(0, 4)).to.deep.equal([5, 1500, 1200, 300])
    await mustAct(await country.client(specialist), upper.id, 'submit')
    await mustAct(await country.client(`${province}_kt`), upper.id, 'pass')
    await mustAct(await country.client(`${province}_ld`), upper.id, 'approve', 'send')
    await receive(country, 'btp_khtc_analyst', upper.id)
  })

  it('exchanges a form in the middle of a cycle for one period, and the form above takes the interim one in', async () => {
    await mustOpen(oldLaw, 'year', 2025, '2025-10-20')
    expect(await owed()).to.include('12a_m').and.not.include('12a')
    const line = await findLine(await filer(), 'own', '12a_m')
    expect(line.due, 'the due day is that of the form it replaces').to.equal('2025-11-07')
    await receive(country, specialist, await fileAndSend(country, notary, '12a_m', { 'main.notaries': 5, 'main.acts': 2500, 'main.contracts': 2000, 'main.other_acts': 500, 'main.offices': 1 }))
    expect(totals(await provincial('12b'), 'total').slice(0, 4)).to.deep.equal([5, 2500, 2000, 500])
    await mustOpen(oldLaw, 'final_year', 2025, '2025-12-20')
    expect(await owed(), 'and is back afterwards').to.include('12a').and.not.include('12a_m')
  })

  it('leads the commune’s report to the province once there are no districts, and expects the district’s from nobody', async () => {
    const commune = await country.client('phuongbennghe_q1_tphcmh_bc')
    const line = (await commune.get('/filings?box=own')).body.filings.find((one: FilingLine) => one.form.id === '17a' && !one.period.locked) as FilingLine
    expect([line.period.title, (await openFiling(commune, line.id)).receiver?.name]).to.deep.equal(['Năm chính thức 2025', 'Sở Tư pháp thành phố Hà Nội'])
    const { rows } = await country.database.app.raw<{ rows: { kind: string; count: number }[] }>(
      `select p.kind, count(*)::int as count from filing f join period p on p.id = f.period_id where f.form_id = '17b' group by 1`)
    expect(rows.map((one) => one.kind), 'the first half of the year had districts').to.deep.equal(['six_months'])
    await save(commune, line.id, { 'main.copies': 40, 'main.signatures': 3, 'main.contracts': 0 })
    await mustAct(commune, line.id, 'submit')
    await mustAct(await country.client('phuongbennghe_q1_tphcmh_ld'), line.id, 'approve', 'send')
    await receive(country, specialist, line.id)
    const upper = await provincial('17c')
    expect(upper.tables.map((one) => one.rows.map((row) => [row.title ?? row.key, ...row.cells.slice(0, 2)]))).to.deep.equal([
      [['total', null, null]],
      [['total', 40, 3], ['UBND phường Bến Nghé', 40, 3], ['UBND phường Bến Thành', null, null], ['UBND phường Cô Giang', null, null]],
    ])
  })

  it('ends the circular before and begins with the new one, in its own periods and with its own due days', async () => {
    const refused = await open(oldLaw, 'six_months', 2026, '2026-05-20')
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'pack-not-in-force'])
    await mustOpen(newLaw, 'early_six_months', 2026, '2026-05-20')
    expect(await owed()).to.include.members(['10a', '10b']).and.not.include.members(['12a', '12b'])
    const line = await findLine(await filer(), 'own', '10a')
    expect([line.due, line.period.title]).to.deep.equal(['2026-06-10', 'Sơ bộ 6 tháng năm 2026'])
    // 20/6/2026 is a Saturday.
    expect((await findLine(await country.client(specialist), 'own', '10b')).due).to.equal('2026-06-22')
    const old = await openFiling(await filer(), firstHalf)
    expect([old.form.id, old.period.locked, cellOf(old, 'main', '', 1)]).to.deep.equal(['12a', true, 1500])
  })

  it('goes on with the series of a figure where the author says which cell continues which', async () => {
    const { id } = await findLine(await filer(), 'own', '10a')
    const beside = (await openFiling(await filer(), id)).previous[0]?.rows[0]?.cells
    expect([beside?.slice(0, 3), beside?.at(10), beside?.at(-1)], 'the figures of the year before stand beside, in today’s measure').to.deep.equal([[5, 1200, null], 2300, 96_001])
    // Twice the 1,200 contracts of the year before is not beyond it, though the total then was 1,500 acts.
    const twice = await save(await filer(), id, { 'main.notaries': 5, 'main.transactions': 2400, 'main.real_estate': 2400, 'main.paid_to_state': 4 })
    expect(twice.body.findings).to.deep.equal([])
    const beyond = await save(await filer(), id, { 'main.transactions': 2401, 'main.real_estate': 2401 })
    expect(beyond.body.findings.map((one: { code: string; path: string }) => [one.code, one.path])).to.deep.equal([['finding.change', 'main.transactions']])
    expect(beyond.body.findings[0].message).to.contain('1.200')
    expect((await act(await filer(), id, 'submit')).body.code).to.equal('act-blocked')
    await save(await filer(), id, { 'main.transactions': 1300, 'main.real_estate': 1000, 'main.other_transactions': 300 })
    await mustAct(await filer(), id, 'submit')
    await mustAct(await country.client(`${notary}_ld`), id, 'approve', 'send')
    const { content } = (await country.database.app('seal').where({ filing_id: id }).first<{ content: { outside: object } } | undefined>('content')) ?? { content: { outside: {} } }
    expect(content.outside, 'the seal keeps what was compared with').to.deep.equal({ 'previous(transactions)': { '': 1200 } })
    await receive(country, specialist, id)
  })

  it('rolls up under the new form, each kind of organisation in its group, and compares the province’s totals with those of before', async () => {
    const upper = await provincial('10b')
    expect(upper.coverage[0]).to.include({ received: 1, expected: 2 })
    expect([totals(upper, 'public'), totals(upper, 'private'), totals(upper, 'all')].map((cells) => cells.slice(0, 5))).to.deep.equal([[5, 1300, 1000, null, 300], [null, null, null, null, null], [5, 1300, 1000, null, 300]])
    const column = upper.tables[0]?.rows.find((one) => one.key === 'all')?.cells.length ?? 0
    expect(totals(upper, 'all').slice(column - 3, column - 1), 'nghìn đồng below, đồng here').to.deep.equal([4, 4000])
    expect(upper.outside?.values['previous(organisations.all.transactions)'], 'the province’s total goes on').to.equal(1200)
  })

  it('finds the figures of an interim form, too', async () => {
    await mustOpen(newLaw, 'early_year', 2026, '2026-10-20')
    const { id } = await findLine(await filer(), 'own', '10a')
    expect((await save(await filer(), id, { 'main.transactions': 4000, 'main.real_estate': 4000 })).body.findings).to.deep.equal([])
    const beyond = await save(await filer(), id, { 'main.transactions': 4001, 'main.real_estate': 4001 })
    expect(beyond.body.findings[0].message).to.contain('2.000')
    // Nothing has been approved of this period yet.
    expect(await seriesOf(await filer(), id, 'main.transactions')).to.deep.equal([['Năm 2025', ['12aM/BTP/BTTP/CC'], 2000], ['Sơ bộ năm 2026', [], null]])
  })

  it('shows a figure over both circulars, in which form it was reported each time, and where a series begins', async () => {
    const own = (await findLine(await filer(), 'own', '10a', notary))
    const { body } = await (await filer()).get('/filings?box=own')
    const half = (body.filings as FilingLine[]).find((one) => one.form.id === '10a' && one.period.kind === 'early_six_months') as FilingLine
    const [before, after] = ['6 tháng đầu năm 2025', 'Sơ bộ 6 tháng năm 2026']
    expect(await seriesOf(await filer(), half.id, 'main.transactions')).to.deep.equal([[before, ['12a/BTP/BTTP/CC'], 1200], [after, [own.form.code], 1300]])
    expect(await seriesOf(await filer(), half.id, 'main.paid_to_state'), 'in the measure of now: thousands').to.deep.equal([[before, ['12a/BTP/BTTP/CC'], 96_001], [after, [own.form.code], 4]])
    expect(await seriesOf(await filer(), half.id, 'main.real_estate'), 'a cell that continues none begins').to.deep.equal([[after, [own.form.code], 1000]])
    // A cell whose row is named one by one above: the total of the province, and none of its groups.
    const { id } = (((await (await country.client(specialist)).get('/filings?box=own')).body.filings) as FilingLine[]).find((one) => one.form.id === '10b' && one.period.kind === 'early_six_months') as FilingLine
    const specialists = await country.client(specialist)
    expect(await seriesOf(specialists, id, 'organisations.all.transactions')).to.deep.equal([[before, ['12b/BTP/BTTP/CC'], 1200], [after, [], null]])
    expect(await seriesOf(specialists, id, 'organisations.public.transactions')).to.deep.equal([[after, [], null]])
  })

  it('adds a merged province’s parents up across the circulars in new boundaries, and shows each in its own', async () => {
    // What two provinces had approved of 12b in the first half of 2025; one of them took the other in on 01/7/2025.
    for (const [code, contracts] of [['tinhthainguyen', 700], ['tinhbackan', 42]] as const) await sealed(code, '12b', 'six_months', { 'organisations.total.contracts': contracts })
    await sealed('tinhthainguyen', '10b', 'early_six_months', { 'organisations.all.transactions': 800 })
    const analyst = await country.client('btp_khtc_analyst')
    const { id } = await filingOf('tinhthainguyen', '10b', 'early_six_months')
    const get = async (more = ''): Promise<[number, unknown, unknown][]> => {
      const { body, status, text } = await analyst.get(`/filings/${id}/series?address=organisations.all.transactions${more}`)
      if (status !== 200) throw new Error(text)
      return (body as SeriesReply).points.map((one) => [one.period.year, one.reported.value, one.asked.value])
    }
    expect(await get()).to.deep.equal([[2025, 700, 742], [2026, 800, 800]])
    const old = (await analyst.get(`/filings/${id}/series?address=organisations.all.transactions&on=2025-05-31`)).body as SeriesReply
    expect(old.points.map((one) => [one.reported.value, one.asked.kind, one.asked.value])).to.deep.equal([[700, 'exact', 700], [800, 'not-divisible', null]])
    expect(old.points[1]?.asked.sharedWith.map((one) => one.code)).to.deep.equal(['tinhbackan'])
  })

  async function seriesOf(client: Client, id: string, address: string): Promise<[string, readonly string[], unknown][]> {
    const { body, status, text } = await client.get(`/filings/${id}/series?address=${address}`)
    if (status !== 200) throw new Error(text)
    return (body as SeriesReply).points.map((one) => [one.period.title, one.forms, one.reported.value])
  }

  async function filingOf(unit: string, form: string, kind: string): Promise<{ id: string; form_version: number; pack_id: string }> {
    const found = await country.database.app('filing').join('unit', 'unit.id', 'filing.unit_id').join('period', 'period.id', 'filing.period_id')
      .where({ 'unit.code': unit, form_id: form, 'period.kind': kind }).first<{ id: string; form_version: number; pack_id: string } | undefined>('filing.id', 'form_version', 'filing.pack_id')
    if (found === undefined) throw new Error(`${unit} owes no ${form}`)
    return found
  }

  /** Seals a filing as its head would have; the way there is walked by others above. */
  async function sealed(unit: string, form: string, kind: string, cells: Record<string, number>): Promise<void> {
    const { app } = country.database
    const { id, form_version, pack_id } = await filingOf(unit, form, kind)
    const ordinals = await app('form_ordinal').where({ pack_id, form_id: form, table_id: '' }).select<{ cell: string; ordinal: number }[]>('cell', 'ordinal')
    const by = await app('account').where({ login: `${province}_ld` }).first<{ id: string }>('id')
    const record = { cells: ordinals.sort((a, b) => a.ordinal - b.ordinal).map(({ cell }) => cells[cell] ?? null), rows: [], texts: {} }
    const content = { form: { pack: pack_id, id: form, version: form_version }, period: kind, unit: { id, name: unit, parent: null }, receiver: null, onBehalf: false, coverage: [], texts: {}, approvedBy: by.id }
    const seal = await transaction(app, (trx) => addSeal(trx, { filingId: id, by: by.id, revision: 0, formVersion: form_version, record, content }, new Date('2026-06-01T08:00:00+07:00')))
    await app('filing').where({ id }).update({ seal_id: seal, counted_seal_id: seal })
  }
})
