// Many cells elsewhere as one figure (`sum(previous(column acts))`), and what units, periods and entries are called, as
// texts: over HTTP, on the server and on the page alike, and again from the seal.
import { expect } from 'chai'
import { openSheet, valuesOf } from '../../engine/core/calculation/sheet.ts'
import type { Filing } from '../../engine/core/contract/filing.ts'
import { compileForm } from '../../engine/core/form/compile.ts'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import { openPeriod } from '../../engine/actions/open-period.ts'
import { perform } from '../../engine/actions/perform.ts'
import { callOf } from '../support/actions.ts'
import { completeList, countryOf, findLine, mustAct, openFiling, save, soundPacks, startCountry, type Country } from '../support/country.ts'
import { ground, small } from '../support/small-packs.ts'

const form = (id: string, more: string) => ({ path: `${id}.form.yaml`, text: `
id: ${id}
code: ${id}/M
title: Biểu ${id}
legal-basis: Ví dụ
source: { confidence: ours, note: Ví dụ }
version: 1
routes: [{ reporting: [ubnd_xa], receiver: phong_tu_phap, due: { six_months: 07-04, year: 01-20 next }, workflow: workflows/report }]
${more}
signatures: [Người lập biểu]
` })

const files = [
  form('teams', `tables:
  - id: list
    columns:
      - { id: acts, title: Số việc, measure: việc }
      - { id: rate, title: Tỷ lệ, decimals: 1, aggregate: max }
    rows: { per: record, title: Tổ, most: 9, total: { id: total, title: Tổng số } }`),
  form('gather', `tables:
  - id: main
    columns:
      - { id: all, title: Tổng số, measure: việc, value: 'sum(column form("teams").list.acts)' }
      - { id: many, title: Số tổ, value: 'count(column form("teams").list.acts)' }
      - { id: best, title: Cao nhất, decimals: 2, value: 'max(column form("teams").list.rate) + 0', aggregate: none }
      - { id: before, title: Năm trước, value: sum(previous(column mine.acts)) - or_zero(min(previous(column mine.acts))) }
      - { id: total, title: Dòng tổng, value: sum(previous(row mine.total)) }
      - { id: commune, title: Là xã, value: 'if(unit.kind = "ubnd_xa" and period.kind = "six_months" and unit.code = "xa_mot", 1, 0)' }
    rows: one
  - id: mine
    columns: [{ id: acts, title: Số việc, measure: việc }, { id: others, title: Việc khác, measure: việc }]
    rows: { per: record, title: Lần, most: 9, total: { id: total, title: Tổng số } }
  - id: first
    columns:
      - { id: works, title: Số việc, columns: [{ id: acts, title: Việc, measure: việc }, { id: others, title: Việc khác, measure: việc }] }
      - { id: growth, title: Tăng, measure: việc, value: acts - previous(acts) }
      - { id: both, title: Cả hai năm trước, measure: việc, value: sum(previous(group works)) }
    rows: [{ id: a, title: A }, { id: b, title: B }]
  - id: second
    columns: [{ id: acts, title: Việc, measure: việc }, { id: growth, title: Tăng, measure: việc, value: acts - previous(acts) }]
    rows: [{ id: a, title: A }, { id: b, title: B }]
  - id: causes
    columns: [{ id: cases, title: Số việc, measure: việc }, { id: weighted, title: Quy đổi, value: 'cases * if(entry.code = "A" or starts_with(entry.title, "Do"), 2, 1)' }]
    rows: { per: entry, codelist: causes, title: Nguyên nhân }
sections:
  - id: about
    fields:
      - { id: name, title: Đơn vị, kind: text, prefill: unit.name }
      - { id: far, title: Vùng xa, kind: text, visible-when: unit.remote }`),
]
const packs = () => soundPacks([...ground(), { ...small, files: [...small.files, ...files] }])

describe('a report that gathers figures from elsewhere and reads what things are called', () => {
  let country: Country
  before(async () => {
    country = await startCountry(countryOf('gather', packs))
  })
  after(() => country.end())

  const own = async (name: string): Promise<Filing> => {
    const an = await country.client('xa_mot_bc')
    return openFiling(an, (await findLine(an, 'own', name)).id)
  }
  const at = (filing: Filing, table: string, row = ''): unknown => filing.tables.find((one) => one.id === table)?.rows.find((one) => one.key === row)?.cells
  const key = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  const file = async (name: string, cells: Record<string, number>, rows: object[]): Promise<void> => {
    const an = await country.client('xa_mot_bc')
    const { id } = await findLine(an, 'own', name)
    const saved = await save(an, id, cells, { rows })
    if (saved.status !== 200) throw new Error(saved.text)
    await mustAct(an, id, 'submit')
    await mustAct(await country.client('xa_mot_ld'), id, 'approve')
  }

  it('is blank where nothing is approved yet, and knows its unit, period and entries', async () => {
    const an = await country.client('xa_mot_bc')
    expect((await an.post('/codelists/small/causes/entries', { entries: [{ code: 'A', title: 'Việc một', from: '2020-01-01', mapsTo: 'M1' }] })).status).to.equal(201)
    expect((await an.post('/codelists/small/causes/entries', { entries: [{ code: 'B', title: 'Do thời tiết', from: '2020-01-01', mapsTo: 'M1' }] })).status).to.equal(201)
    expect((await an.post('/codelists/small/causes/entries', { entries: [{ code: 'C', title: 'Việc ba', from: '2020-01-01', mapsTo: 'M1' }] })).status).to.equal(201)
    await completeList(an, 'small/causes')
    const { id } = await own('gather')
    expect((await save(an, id, { 'causes[A].cases': 1, 'causes[B].cases': 10, 'causes[C].cases': 100 })).status).to.equal(200)
    const filing = await own('gather')
    expect(at(filing, 'main')).to.deep.equal([null, null, 0, null, null, 1])
    expect(['A', 'B', 'C'].map((code) => at(filing, 'causes', code))).to.deep.equal([[1, 2], [10, 20], [100, 100]])
    expect(at(filing, 'about')).to.deep.equal(['Xã Một', null])
    const text = { decimals: 0, type: 'text' }
    expect(filing.outside?.types).to.deep.include({ 'unit.kind': text, 'entry.title': text, 'unit.remote': { decimals: 0, type: 'boolean' }, 'sum(column form("teams").list.acts)': { decimals: 0, type: 'number' } })
  })

  it('takes the figures of another form once it is approved, whatever rows that has', async () => {
    await file('teams', { [`list[${key(1)}].acts`]: 7, [`list[${key(1)}].rate`]: 125, [`list[${key(2)}].acts`]: 5 }, [1, 2, 3].map((n) => ({ table: 'list', key: key(n) })))
    const filing = await own('gather')
    expect(at(filing, 'main')).to.deep.equal([12, 2, 1250, null, null, 1])
    const page = compileForm(filing.definition as FormDefinition, filing.outside?.types)
    expect(valuesOf(openSheet(page, filing.tables, filing.outside?.values))).to.deep.equal(filing.tables)
  })

  it('takes those of a year earlier, of rows that it has no longer, and each table its own', async () => {
    await file('gather', {
      [`mine[${key(4)}].acts`]: 3, [`mine[${key(5)}].acts`]: 4, [`mine[${key(5)}].others`]: 2, 'first.a.acts': 10, 'first.a.others': 1, 'first.b.acts': 20, 'second.a.acts': 100, 'second.b.acts': 200,
    }, [4, 5].map((n) => ({ table: 'mine', key: key(n) })))
    for (const [kind, year] of [['year', 2020], ['six_months', 2021]] as const) {
      country.clock.set(new Date(country.clock.now().getTime() + 160 * 86_400_000))
      await perform(openPeriod, { pack: 'small', kind, year }, callOf({ kind: 'system', name: 'test' }), country.parts)
    }
    const an = await country.client('xa_mot_bc')
    await completeList(an, 'small/causes')
    const saved = await save(an, (await findLine(an, 'own', 'gather')).id, { 'first.a.acts': 11, 'first.b.acts': 22, 'second.a.acts': 103, 'second.b.acts': 204 })
    expect(saved.status, saved.text).to.equal(200)
    const filing = await own('gather')
    expect(at(filing, 'main')).to.deep.equal([null, null, 0, 4, 9, 1])
    expect([at(filing, 'first', 'a'), at(filing, 'first', 'b')]).to.deep.equal([[11, null, 1, 11], [22, null, 2, 20]])
    expect([at(filing, 'second', 'a'), at(filing, 'second', 'b')]).to.deep.equal([[103, 3], [204, 4]])
  })

  it('is opened from its seal with what it was sealed with', async () => {
    const { rows } = await country.database.app.raw<{ rows: { outside: Record<string, unknown> }[] }>(`select content -> 'outside' as outside from seal s join filing f on f.id = s.filing_id where f.form_id = 'gather'`)
    expect(rows[0]?.outside).to.deep.include({ 'sum(column form("teams").list.acts)': 12, 'unit.name': 'Xã Một', 'period.kind': 'six_months' })
  })
})
