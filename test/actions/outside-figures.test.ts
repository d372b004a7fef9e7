// Figures from outside a report, and rows from codelists, over HTTP as people meet them: what the page is told is what the
// server calculates with, what is sealed stays, and what is rolled up by code comes together under the ministry's codes.
import { expect } from 'chai'
import type { CodelistList } from '../../engine/core/contract/codelist.ts'
import type { Filing } from '../../engine/core/contract/filing.ts'
import { openSheet, valuesOf } from '../../engine/core/calculation/sheet.ts'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import { compileForm } from '../../engine/core/form/compile.ts'
import { openPeriod } from '../../engine/actions/open-period.ts'
import { perform } from '../../engine/actions/perform.ts'
import { callOf } from '../support/actions.ts'
import { act, cellOf, changeList, completeList, countryOf, fileAndSend, findLine, mustAct, openFiling, receive, save, soundPacks, startCountry, type Country } from '../support/country.ts'
import { ground, small } from '../support/small-packs.ts'

const packs = () => soundPacks([...ground(), small])
const columns = { opening: 0, fresh: 1, done: 2, closing: 3, per_thousand: 4, this_year: 5, growth: 6 } as const

describe('a report that asks for figures from outside', () => {
  let country: Country
  before(async () => {
    country = await startCountry(countryOf('small', packs))
  })
  after(() => country.end())

  const open = async (kind: string, year: number, days: number) => {
    country.clock.set(new Date(country.clock.now().getTime() + days * 86_400_000))
    await perform(openPeriod, { pack: 'small', kind, year }, callOf({ kind: 'system', name: 'test' }), country.parts)
  }
  const flow = async (): Promise<Filing> => {
    const an = await country.client('xa_mot_bc')
    return openFiling(an, (await findLine(an, 'own', 'flow')).id)
  }
  const value = (filing: Filing, column: keyof typeof columns) => cellOf(filing, 'main', '', columns[column])
  const findingsAfter = async (cells: Record<string, number>): Promise<string[]> => {
    const an = await country.client('xa_mot_bc')
    const { body, status, text } = await save(an, (await findLine(an, 'own', 'flow')).id, cells)
    if (status !== 200) throw new Error(text)
    return (body as { findings: { code: string }[] }).findings.map((one) => one.code)
  }

  it('has properties of its unit and period, and blanks where there is nothing yet', async () => {
    expect(await findingsAfter({ 'main.opening': 0, 'main.fresh': 10, 'main.done': 4 })).to.deep.equal([])
    const filing = await flow()
    expect(filing.outside?.values).to.deep.include({ 'unit.people': 4000, 'unit.remote': 1, 'period.year': 2020, 'previous(fresh)': null, 'form("other").main.total': null })
    expect([value(filing, 'closing'), value(filing, 'per_thousand'), value(filing, 'this_year'), value(filing, 'growth')]).to.deep.equal([6, 250, 2021, 10])
  })

  it('is calculated by the page as by the server', async () => {
    const filing = await flow()
    const form = compileForm(filing.definition as FormDefinition, filing.outside?.types)
    const typed = filing.tables.map((table) => ({ ...table, rows: table.rows.map((row) => ({ ...row, cells: row.cells.map((cell, index) => (index < 3 ? cell : null)) })) }))
    expect(valuesOf(openSheet(form, typed, filing.outside?.values))).to.deep.equal(filing.tables)
  })

  it('is compared with another form of the unit once that is approved', async () => {
    await fileAndSend(country, 'xa_mot', 'other', { 'main.total': 8 })
    expect(await findingsAfter({ 'main.fresh': 10 })).to.deep.equal(['finding.check'])
    expect(await findingsAfter({ 'main.fresh': 8 })).to.deep.equal([])
  })

  it('keeps in its seal what it was calculated with', async () => {
    await fileAndSend(country, 'xa_mot', 'flow', { 'main.fresh': 8 })
    const { rows } = await country.database.app.raw<{ rows: { outside: object }[] }>(`select content -> 'outside' as outside from seal s join filing f on f.id = s.filing_id where f.form_id = 'flow'`)
    expect(rows).to.have.length(1)
    expect(rows[0]?.outside).to.deep.include({ 'unit.people': 4000, 'form("other").main.total': 8 })
    const receiver = await country.client('huyen_bc')
    const filing = await openFiling(receiver, (await findLine(receiver, 'received', 'flow', 'xa_mot')).id)
    expect([value(filing, 'closing'), value(filing, 'per_thousand')]).to.deep.equal([4, 200])
  })

  it('takes over what the period before left, and finds what differs', async () => {
    await receive(country, 'huyen_bc', (await flow()).id)
    await open('year', 2020, 200)
    // Both periods of 2020 begin on 01/01: nothing ended the day before.
    expect(await findingsAfter({ 'main.opening': 0, 'main.fresh': 20, 'main.done': 5 })).to.deep.equal([])
    await fileAndSend(country, 'xa_mot', 'flow', { 'main.fresh': 20 })
    await receive(country, 'huyen_bc', (await flow()).id)
    await open('six_months', 2021, 100)
    expect(await findingsAfter({ 'main.opening': 14, 'main.fresh': 9, 'main.done': 1 })).to.deep.equal(['finding.carried-over'])
    expect(await findingsAfter({ 'main.opening': 15 })).to.deep.equal([])
    const filing = await flow()
    // 8 in the half year before; the unit has had 5,000 people since 01/01/2021.
    expect([value(filing, 'growth'), value(filing, 'per_thousand')]).to.deep.equal([1, 180])
  })

  it('costs no query where nothing is asked', async () => {
    const an = await country.client('xa_mot_bc')
    const { id } = await findLine(an, 'own', 'other')
    expect((await openFiling(an, id)).outside).to.equal(undefined)
  })
})

describe('a report with rows from a codelist', () => {
  let country: Country
  before(async () => {
    country = await startCountry(countryOf('small', packs))
  })
  after(() => country.end())

  const list = '/codelists/small/causes'
  const keys = (filing: Filing): string[] => filing.tables.flatMap((table) => table.rows.map((row) => `${row.key} ${row.title ?? ''}`))
  const reasons = async (unit: string): Promise<Filing> => {
    const client = await country.client(`${unit}_bc`)
    return openFiling(client, (await findLine(client, 'own', 'reasons')).id)
  }

  it('begins without rows where the unit has no entries, and sees the ministry’s codes', async () => {
    expect(keys(await reasons('xa_mot'))).to.deep.equal(['all '])
    const an = await country.client('xa_mot_bc')
    const listed = (await an.get('/codelists')).body as CodelistList
    expect(listed.codelists.map(({ uses, periods, ...one }) => [one, uses.map((use) => use.form.id), periods.map((period) => period.complete)])).to.deep.equal([[{ pack: 'small', id: 'causes', title: 'Nguyên nhân', scope: 'unit-mapped', own: 0 }, ['reasons'], [null]]])
    const { body } = await an.get(`${list}?on=2020-06-01`)
    expect((body as { entries: { code: string }[] }).entries.map((one) => one.code)).to.deep.equal(['M1', 'M2'])
    const later = await an.get(`${list}?on=2021-01-01`)
    expect((later.body as { entries: { code: string }[] }).entries.map((one) => one.code)).to.deep.equal(['M1', 'M2', 'M3'])
    expect((await an.get('/codelists/small/constructor')).status).to.equal(404)
  })

  it('takes entries that its people add, and refuses what cannot be', async () => {
    const an = await country.client('xa_mot_bc')
    const add = (entry: object, client = an) => client.post(`${list}/entries`, { entries: [entry] })
    const made = await add({ code: 'A', title: 'Do thời tiết', mapsTo: 'M1', properties: { weight: 1.5 } })
    expect([made.status, made.body]).to.deep.equal([201, { entries: [{ code: 'A', title: 'Do thời tiết', parent: null, own: true, mapsTo: 'M1', from: '2020-01-01', to: null, properties: { weight: 1.5 } }] }])
    expect((await add({ code: 'B', title: 'Khác', parent: 'A', mapsTo: 'M1', properties: { weight: 2 } })).status).to.equal(201)
    expect((await add({ code: 'A', title: 'Lại' })).status).to.equal(409)
    const wrong = await add({ code: 'C', title: 'Sai', parent: 'X', mapsTo: 'M9', from: '2020-06-02', to: '2020-06-01', properties: { weight: 'nặng', size: 1 } })
    expect(wrong.status).to.equal(422)
    expect((wrong.body as { issues: { code: string; path: string }[] }).issues.map((one) => `${one.path} ${one.code}`)).to.have.members([
      '/entries/0/parent codelist.unknown-parent', '/entries/0/properties/weight codelist.property-kind', '/entries/0/properties/size codelist.unknown-property', '/entries/0/mapsTo entry.unknown-code', '/entries/0/to pack.empty-validity',
    ])
    expect((await add({ code: 'D', title: 'Người khác' }, await country.client('xa_mot_ld'))).status).to.equal(403)
    expect((await add({ code: 'a.b', title: 'Dấu chấm' })).status).to.equal(400)
  })

  it('has a row for each entry that is valid on its data cut-off', async () => {
    expect(keys(await reasons('xa_mot'))).to.deep.equal(['all ', 'A Do thời tiết', 'B Khác'])
    expect(keys(await reasons('xa_hai'))).to.deep.equal(['all '])
    const an = await country.client('xa_mot_bc')
    expect((await an.post(`${list}/entries/B/end`, { to: '2020-06-20' })).status).to.equal(200)
    expect(keys(await reasons('xa_mot'))).to.deep.equal(['all ', 'A Do thời tiết'])
    expect((await an.post(`${list}/entries/B/end`, { to: '2020-07-01' })).status).to.equal(200)
    expect((await an.post(`${list}/entries/B/end`, { to: '2019-12-01' })).status).to.equal(422)
    expect((await an.post(`${list}/entries/X/end`, { to: '2020-07-01' })).status).to.equal(404)
    expect(keys(await reasons('xa_mot'))).to.deep.equal(['all ', 'A Do thời tiết', 'B Khác'])
  })

  it('calculates with the properties of its entries', async () => {
    const an = await country.client('xa_mot_bc')
    await completeList(an, 'small/causes')
    const { id } = await reasons('xa_mot')
    const saved = await save(an, id, { 'main[A].cases': 3, 'main[B].cases': 2 })
    expect(saved.status, saved.text).to.equal(200)
    const filing = await openFiling(an, id)
    expect([cellOf(filing, 'main', 'A', 1), cellOf(filing, 'main', 'B', 1), cellOf(filing, 'main', 'all', 0)]).to.deep.equal([45, 40, 5])
  })

  it('keeps a row that holds figures when its entry ends', async () => {
    const an = await country.client('xa_mot_bc')
    await changeList(an, 'small/causes', '/entries/B/end', { to: '2020-06-20' })
    expect(keys(await reasons('xa_mot'))).to.deep.equal(['all ', 'A Do thời tiết', 'B Khác'])
  })

  it('comes together above under the ministry’s codes, as they were mapped when it was approved', async () => {
    const an = await country.client('xa_mot_bc')
    expect((await changeList(an, 'small/causes', '/entries/B/map', { to: 'M2' })).status).to.equal(200)
    expect((await changeList(an, 'small/causes', '/entries/B/map', { to: 'M7' })).status).to.equal(422)
    const { id } = await reasons('xa_mot')
    await mustAct(an, id, 'submit')
    await mustAct(await country.client('xa_mot_ld'), id, 'approve', 'send')
    expect((await changeList(an, 'small/causes', '/entries/B/map', { to: 'M1' })).status).to.equal(200)
    await receive(country, 'huyen_bc', id)
    const receiver = await country.client('huyen_bc')
    const up = await openFiling(receiver, (await findLine(receiver, 'own', 'reasons_up')).id)
    expect(up.tables[0]?.rows.map((row) => [row.key, row.title, row.cells[0]])).to.deep.equal([
      ['all', undefined, 5], ['M1', 'Nguyên nhân thứ nhất', 3], ['M2', 'Nguyên nhân thứ hai', 2],
    ])
    expect((await act(receiver, up.id, 'submit')).status).to.equal(200)
  })
})
