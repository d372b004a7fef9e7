// Choices from codelists over HTTP: what is valid for the filing's unit on its data cut-off is offered and taken, of the
// ministry, of the unit, and mapped; nothing else is; and an entry that has ended stays where it stands, under its name.
import { expect } from 'chai'
import { parse, stringify } from 'yaml'
import { compileForm } from '../../engine/core/form/compile.ts'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import { openSheet, checksum, placeOf } from '../../engine/core/calculation/sheet.ts'
import { enter } from '../../engine/core/calculation/edit.ts'
import type { Client } from '../support/server.ts'
import { act, changeList, completeList, countryOf, findLine, openFiling, repositoryPacks, save, soundPacks, startCountry, type Country } from '../support/country.ts'
import { chosen, chosenCodelists } from '../support/request-forms.ts'

const routes = [{ reporting: ['so_tu_phap'], receiver: { unit: 'btp_khtc' }, due: { six_months: '06-25' }, workflow: 'workflows/report' }]
const form = { path: 'chosen.form.yaml', text: stringify({ ...(parse(chosen) as object), routes }) }
const withChoices = countryOf('choices', () =>
  soundPacks(repositoryPacks().map((one) => (one.folder.endsWith('tt03-2019') ? { ...one, files: [...one.files, form, ...chosenCodelists] } : one))))

describe('Choices from codelists', () => {
  let country: Country
  let an: Client
  let id: string
  before(async () => {
    country = await startCountry(withChoices)
    an = await country.client('tinhbackan_bc')
    id = (await findLine(an, 'own', 'chosen')).id
    for (const name of ['teams', 'topics']) await completeList(an, `tt03-2019/${name}`)
  })
  after(() => country.end())

  const list = '/codelists/tt03-2019'
  const offered = async (name: string): Promise<unknown[]> => (await openFiling(an, id)).outside?.choices?.[name] ?? []
  const codes = async (name: string): Promise<string[]> => ((await offered(name)) as { code: string; retired?: true }[]).map((one) => (one.retired === true ? `(${one.code})` : one.code))
  const told = async (cells: Record<string, string | number | null>): Promise<unknown> => {
    const reply = await save(an, id, cells)
    return reply.status === 200 ? 'taken' : reply.body.issues.map((one: { code: string; path: string }) => `${one.path} ${one.code}`)
  }

  it('offers those of the ministry that are valid on the data cut-off, in their order', async () => {
    expect(await codes('causes')).to.deep.equal(['A', 'B', 'C', 'E', 'F', 'G', 'K'])
    expect(await offered('causes')).to.deep.include({ code: 'K', title: 'Nguyên nhân khác' })
  })

  it('takes them in fields and records, one and several, and refuses every other code with its sentence', async () => {
    const key = '00000000-0000-4000-8000-000000000001'
    const rows = { rows: [{ table: 'cases', key }] }
    const made = await save(an, id, { 'all.cause': 'A', 'all.causes': 'A,C', [`cases[${key}].cause`]: 'C' }, rows)
    expect([made.status, made.text]).to.deep.equal([200, made.text])
    expect(await told({ 'all.cause': 'D' })).to.deep.equal(['all.cause value.retired-choice'])
    expect(await told({ 'all.cause': 'X', 'all.causes': 'C,A', [`cases[${key}].cause`]: 'a' }))
      .to.deep.equal(['all.cause value.unknown-choice', 'all.causes value.choices-order', `cases[${key}].cause value.unknown-choice`])
    expect(await told({ 'all.causes': 'A,D' })).to.deep.equal(['all.causes value.retired-choice'])
    const filing = await openFiling(an, id)
    expect(filing.tables.find((one) => one.id === 'all')?.rows[0]?.cells.slice(0, 2)).to.deep.equal(['A', 'A,C'])
  })

  it('compares them in conditions and formulas as the page does', async () => {
    const filing = await openFiling(an, id)
    const page = openSheet(compileForm(filing.definition as FormDefinition, filing.outside?.types), filing.tables, filing.outside?.values)
    const place = placeOf(page, 'all.cause')
    if (place === undefined) throw new Error('no cause')
    enter(page, [[place, 'K']])
    const reply = await save(an, id, { 'all.cause': 'K' }, { checksum: checksum(page) })
    expect([reply.status, reply.body.agreed]).to.deep.equal([200, true])
    expect(reply.body.moved).to.deep.equal([['all.known', 0]])
    expect((await save(an, id, { 'all.cause': 'A' })).body.moved).to.deep.equal([['all.known', 1]])
  })

  it('offers and takes what the unit keeps itself, mapped or not, and not what the ministry or another unit calls so', async () => {
    expect([await codes('teams'), await codes('topics')]).to.deep.equal([[], []])
    expect(await told({ 'all.team': 'T1', 'all.topic': 'M1' })).to.deep.equal(['all.team value.unknown-choice', 'all.topic value.unknown-choice'])
    expect((await (await country.client('huyenpacnam_tbkn_bc')).post(`${list}/teams/entries`, { entries: [{ code: 'T1', title: 'Tổ của huyện', from: '2020-01-01' }] })).status).to.equal(201)
    expect(await told({ 'all.team': 'T1' })).to.deep.equal(['all.team value.unknown-choice'])
    for (const [name, entry] of [['teams', { code: 'T1', title: 'Tổ một', from: '2020-01-01' }], ['topics', { code: 'R1', title: 'Chuyên đề riêng', from: '2020-01-01', mapsTo: 'M1' }]] as const) {
      expect((await changeList(an, `tt03-2019/${name}`, '/entries', { entries: [entry] })).status).to.equal(201)
    }
    expect([await offered('teams'), await offered('topics')]).to.deep.equal([[{ code: 'T1', title: 'Tổ một' }], [{ code: 'R1', title: 'Chuyên đề riêng' }]])
    expect(await told({ 'all.team': 'T1', 'all.topic': 'R1' })).to.equal('taken')
  })

  it('keeps one that ends where it stands, under its name, and takes it nowhere else', async () => {
    expect((await changeList(an, 'tt03-2019/teams', '/entries', { entries: [{ code: 'T2', title: 'Tổ hai', from: '2020-01-01' }] })).status).to.equal(201)
    expect((await changeList(an, 'tt03-2019/teams', '/entries/T1/end', { to: '2020-05-15' })).status).to.equal(200)
    expect((await changeList(an, 'tt03-2019/teams', '/entries/T2/end', { to: '2020-05-15' })).status).to.equal(200)
    expect(await offered('teams'), 'T2 stands nowhere').to.deep.equal([{ code: 'T1', title: 'Tổ một', retired: true }])
    expect(await told({ 'all.team': 'T1' }), 'as it stands').to.equal('taken')
    expect(await told({ 'all.team': 'T2' })).to.deep.equal(['all.team value.retired-choice'])
    expect(await told({ 'all.team': null })).to.equal('taken')
    expect(await told({ 'all.team': 'T1' }), 'once given up').to.deep.equal(['all.team value.retired-choice'])
  })

  it('A-6.1 chooses the other entry once two are merged, each once and in the order of the list', async () => {
    expect((await changeList(an, 'tt03-2019/teams', '/entries', { entries: ['T3', 'T4', 'T5'].map((code) => ({ code, title: `Tổ ${code}`, from: '2020-01-01' })) })).status).to.equal(201)
    expect(await told({ 'all.team': 'T3' })).to.equal('taken')
    expect((await changeList(an, 'tt03-2019/teams', '/entries/T3/merge', { into: 'T4' })).status).to.equal(200)
    expect(await codes('teams')).to.deep.equal(['T4', 'T5'])
    const filing = await openFiling(an, id)
    const table = filing.tables.find((one) => one.id === 'all')
    expect(table?.rows[0]?.cells.includes('T4')).to.equal(true)
    expect(await told({ 'all.team': null })).to.equal('taken')
  })

  it('names what stands in a seal to those who read it above', async () => {
    expect(await told({ 'all.cause': 'B' })).to.equal('taken')
    const [binh, lan] = [await country.client('tinhbackan_kt'), await country.client('tinhbackan_ld')]
    for (const [by, name] of [[an, 'submit'], [binh, 'pass'], [lan, 'approve'], [lan, 'send']] as const) {
      const reply = await act(by, id, name)
      expect(reply.status, `${name} ${reply.text}`).to.equal(200)
    }
    const above = await openFiling(await country.client('btp_khtc_analyst'), id)
    expect(above.tables.find((one) => one.id === 'all')?.rows[0]?.cells[0]).to.equal('B')
    expect(above.outside?.choices?.['causes']).to.deep.include({ code: 'B', title: 'Giao thông' })
  })
})
