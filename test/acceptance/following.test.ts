// Following reports: the board of a period for the ministry and for a province, who may see what of it, the lists behind it,
// and the punctuality report, over HTTP as the people of the regulation. The demo's communes owe two reports in the period.
import { expect } from 'chai'
import { parse } from 'csv-parse/sync'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { addCounts, handedIn, notDueYet } from '../../engine/core/board.ts'
import type { Board, BoardLine, FollowedList, Punctuality } from '../../engine/core/contract/board.ts'
import type { Client } from '../support/server.ts'
import { act, fileAndSend, findLine, mustAct, receive, save, startCountry, type Country } from '../support/country.ts'

const commune = 'xabocbo_hpn_tbkn'
const other = 'xabangthanh_hpn_tbkn'
const third = 'xanhanmon_hpn_tbkn'
const district = 'huyenpacnam_tbkn'
const province = 'tinhbackan'

describe('Following reports', function () {
  this.timeout(60_000)
  let country: Country
  beforeEach(async () => { country = await startCountry() })
  afterEach(() => country.end())

  const boardOf = async (client: Client, query = ''): Promise<Board> => {
    const { status, body, text } = await client.get(`/board${query}`)
    expect(status, text).to.equal(200)
    return body as Board
  }
  const lineOf = (board: Board, code: string): BoardLine => board.lines.find((one) => one.unit.code === code) ?? expect.fail(`no line ${code} among ${board.lines.map((one) => one.unit.code).join(', ')}`)
  const cellOf = (board: Board, code: string, form: string) => lineOf(board, code).cells[board.forms.findIndex((one) => one.id === form)]
  const listOf = async (client: Client, query: string): Promise<FollowedList> => {
    const { status, body, text } = await client.get(`/board/reports?${query}`)
    expect(status, text).to.equal(200)
    return body as FollowedList
  }
  const named = ({ reports }: FollowedList): string[] => reports.map((one) => `${one.unit.code} ${one.form.id} ${one.state.id} ${one.daysLate}`)

  /** Three communes on the third day after the due day: one received, one sent late, one not begun. */
  const threeCommunes = async (): Promise<void> => {
    await receive(country, `${district}_bc`, await fileAndSend(country, commune, '17a', { 'main.copies': 3 }))
    const bc = await country.client(`${other}_bc`)
    const { id } = await findLine(bc, 'own', '17a')
    await save(bc, id, { 'main.copies': 4 })
    country.clock.set(new Date('2020-06-10T09:00:00+07:00'))
    const ld = await country.client(`${other}_ld`)
    const again = await country.client(`${other}_bc`)
    await mustAct(again, id, 'submit')
    expect((await act(ld, id, 'return', { reason: 'data_invalid', note: 'Sai' })).status).to.equal(200)
    await mustAct(again, id, 'submit')
    await mustAct(ld, id, 'approve', 'send')
    country.clock.set(new Date('2020-06-11T09:00:00+07:00'))
  }

  it('A-14.3 the ministry’s board counts by unit and form what is not started, at work, sent, received and late, from the ministry down to the commune', async () => {
    const ministry = async () => country.client('btp_khtc_analyst')
    const before = await boardOf(await ministry())
    expect(before.place.path.map((one) => one.code)).to.deep.equal(['btp'])
    expect(before.total).to.include({ notStarted: before.total.expected, missing: 0, sentLate: 0 })
    await threeCommunes()

    const top = await boardOf(await ministry())
    expect(top.lines.map((one) => one.unit.code)).to.include.members(['tinhbackan', 'tphochiminh', 'tinhlongan', 'btp_khtc'])
    expect(cellOf(top, province, '17a'), 'the district’s three communes and three more').to.deep.equal({ expected: 6, notStarted: 4, inWork: 0, sent: 1, received: 1, closed: 0, onTime: 1, sentLate: 1, missing: 4 })
    expect(cellOf(top, province, '17c')).to.include({ expected: 1, missing: 0 })
    expect(addCounts(top.lines.map((one) => one.total))).to.deep.equal(top.total)

    const below = await boardOf(await ministry(), `?unit=${province}`)
    expect(below.place.path.map((one) => one.code)).to.deep.equal(['btp', province])
    expect(below.total, 'a line is the whole of the board that it opens').to.deep.equal(lineOf(top, province).total)
    expect(cellOf(below, district, '17a')).to.include({ expected: 3, onTime: 1, sentLate: 1, missing: 1 })

    const lowest = await boardOf(await ministry(), `?unit=${district}`)
    expect([commune, other, third].map((unit) => cellOf(lowest, unit, '17a'))).to.deep.equal([
      { expected: 1, notStarted: 0, inWork: 0, sent: 0, received: 1, closed: 0, onTime: 1, sentLate: 0, missing: 0 },
      { expected: 1, notStarted: 0, inWork: 0, sent: 1, received: 0, closed: 0, onTime: 0, sentLate: 1, missing: 0 },
      { expected: 1, notStarted: 1, inWork: 0, sent: 0, received: 0, closed: 0, onTime: 0, sentLate: 0, missing: 1 },
    ])
    expect(lineOf(lowest, district)).to.include({ own: true, units: 1 })
    const own = await boardOf(await ministry(), `?unit=${commune}`)
    expect(own.lines.map((one) => [one.unit.code, one.own])).to.deep.equal([[commune, true]])

    const country0 = await boardOf(await ministry(), '?country=true')
    expect(country0.total.expected, 'offices outside of the ministry report, too').to.be.greaterThan(top.total.expected)
    expect(lineOf(country0, 'btp').total).to.deep.equal(top.total)
  })

  it('A-14.3 lists single reports that are missing or late, by a column and a page at a time', async () => {
    await threeCommunes()
    const client = await country.client('btp_khtc_analyst')
    const { period } = await boardOf(client)
    const of = (more: string): Promise<FollowedList> => listOf(client, `period=${period?.id}&unit=${district}&form=${encodeURIComponent('tt03-2019/17a')}&${more}`)
    expect(named(await of('which=missing'))).to.deep.equal([`${third} 17a not_started 3`])
    expect(named(await of('which=late&sort=days&descending=true'))).to.deep.equal([`${third} 17a not_started 3`, `${other} 17a sent 2`])
    expect(named(await of('which=late&sort=days'))).to.deep.equal([`${other} 17a sent 2`, `${third} 17a not_started 3`])
    expect(named(await of('which=not-in'))).to.deep.equal([`${third} 17a not_started 3`])
    const first = await of('which=all&limit=2')
    expect([first.reports.length, first.total]).to.deep.equal([2, 3])
    expect([...named(first), ...named(await of('which=all&limit=2&offset=2'))].sort()).to.deep.equal(named(await of('which=all')).sort())
    const whole = await boardOf(client, `?unit=${district}`)
    for (const [which, count] of [['missing', whole.total.missing], ['late', whole.total.missing + whole.total.sentLate], ['not-in', whole.total.expected - handedIn(whole.total)], ['all', whole.total.expected]] as const) {
      expect((await listOf(client, `period=${period?.id}&unit=${district}&which=${which}`)).total, which).to.equal(count)
    }
  })

  it('counts a report that is back for correction as in, once it has been received, and closes what was never sent when the period is locked', async () => {
    await threeCommunes()
    const bc = await country.client(`${district}_bc`)
    const { id } = await findLine(bc, 'received', '17a', commune)
    expect((await act(bc, id, 'return', { reason: 'data_invalid', note: 'Sửa lại' })).status).to.equal(200)
    expect(cellOf(await boardOf(bc), commune, '17a')).to.include({ inWork: 1, received: 0, onTime: 1, missing: 0 })
    await country.database.app('period').update({ locked_at: country.clock.now() })
    await country.database.app('filing').where({ form_id: '17a', state: 'not_started' }).update({ state: 'closed_unsent' })
    expect(cellOf(await boardOf(bc), third, '17a')).to.include({ closed: 1, notStarted: 0, missing: 1 })
  })

  it('is on time on the due day itself, and nothing is missing before that day is over', async () => {
    country.clock.set(new Date('2020-06-08T23:30:00+07:00'))
    await fileAndSend(country, commune, '17a', { 'main.copies': 3 })
    const client = await country.client(`${district}_bc`)
    expect((await boardOf(client)).total).to.include({ onTime: 1, sentLate: 0, missing: 0 })
    country.clock.set(new Date('2020-06-09T00:30:00+07:00'))
    const next = await country.client(`${district}_bc`)
    expect((await boardOf(next)).total).to.include({ onTime: 1, sentLate: 0, missing: 11 })
  })

  it('reads as closed what a lock has not moved yet', async () => {
    await threeCommunes()
    const db = country.database.app
    await db('period').update({ locked_at: country.clock.now() })
    await db.raw(`insert into closing_state (period_id, workflow_pack, workflow_id, workflow_version, state, becomes)
      select distinct period_id, workflow_pack, workflow_id, workflow_version, 'not_started', 'closed_unsent' from filing where form_id = '17a'`)
    const client = await country.client(`${district}_bc`)
    const board = await boardOf(client)
    expect(cellOf(board, third, '17a')).to.include({ closed: 1, notStarted: 0, missing: 1 })
    const form = encodeURIComponent('tt03-2019/17a')
    expect(named(await listOf(client, `period=${board.period?.id}&which=missing&form=${form}`))).to.deep.equal([`${third} 17a closed_unsent 0`])
  })

  it('counts a unit that has moved since once, where it stood in the period', async () => {
    const db = country.database.app
    const idOf = async (code: string): Promise<string> => (await db('unit').where({ code }).first<{ id: string }>('id')).id
    const [moved, from, to] = [await idOf(third), await idOf(district), await idOf('huyenbabe_tbkn')]
    const state = { unit_id: moved, name: 'UBND xã Nhạn Môn', properties: '{}' }
    await db('unit_state').insert([
      { ...state, parent_id: from, valid_from: '2019-01-01', valid_to: '2020-06-10' }, { ...state, parent_id: to, valid_from: '2020-06-10', valid_to: null },
    ])
    await db('unit').where({ id: moved }).update({ parent_id: to })
    await db('unit_ancestor').insert({ unit_id: moved, ancestor_id: to, depth: 1 })
    const board = await boardOf(await country.client(`${province}_bc`))
    expect([district, 'huyenbabe_tbkn'].map((unit) => cellOf(board, unit, '17a')?.expected)).to.deep.equal([3, 3])
    expect((await boardOf(await country.client('huyenbabe_tbkn_bc'))).lines.map((one) => one.unit.code)).to.not.include(third)
  })

  it('A-16.3 A-16.1 the province’s board is that of its subtree, and nothing else can be asked for', async () => {
    await threeCommunes()
    const client = await country.client(`${province}_bc`)
    const board = await boardOf(client)
    expect(board.place.path.map((one) => one.code)).to.deep.equal([province])
    expect(board.place.country).to.equal(false)
    expect(cellOf(board, district, '17a')).to.include({ expected: 3, onTime: 1, sentLate: 1, missing: 1 })
    expect((await boardOf(client, `?unit=${commune}`)).place.path.map((one) => one.code)).to.deep.equal([province, district, commune])
    expect(named(await listOf(client, `period=${board.period?.id}&which=late&form=${encodeURIComponent('tt03-2019/17a')}`))).to.include.members([`${third} 17a not_started 3`, `${other} 17a sent 2`])
    for (const asked of ['unit=btp', 'unit=tphochiminh', 'unit=nowhere', 'country=true', `country=true&unit=${province}`]) {
      for (const path of ['/board?', `/board/reports?period=${board.period?.id}&which=all&`, `/board/punctuality?period=${board.period?.id}&`, `/board/file?what=board&period=${board.period?.id}&`]) {
        expect((await client.get(`${path}${asked}`)).status, `${path}${asked}`).to.equal(404)
      }
    }
  })

  const rows = readFileSync(path.join(import.meta.dirname, 'who-may.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','))
    .filter((row) => row[3] === 'follow').map(([role = '', relation = '', , , allowed = '', ...article]) => ({ role, relation, allowed, article: article.join(',') }))
  const logins: Readonly<Record<string, string>> = {
    bc: 'tinhbackan_bc', kt: 'tinhbackan_kt', ld: 'tinhbackan_ld', admin: 'tinhbackan_admin',
    analyst: 'btp_khtc_analyst', decision_maker: 'btp_khtc_decision_maker', system_admin: 'btp_cntt_system_admin',
  }
  const places: Readonly<Record<string, string>> = { own: province, below: commune, elsewhere: 'tphochiminh' }
  it('are followed by whom the articles say, and by nobody else', async () => {
    expect(rows).to.not.deep.equal([])
    for (const { role, relation, allowed, article } of rows) {
      const client = await country.client(logins[role] ?? expect.fail(role))
      const { status } = await client.get(`/board?unit=${places[relation]}`)
      expect(status === 200, `${role} ${relation} (${article}): ${status}`).to.equal(allowed === 'yes')
    }
  })

  it('A-20.1 reports per unit over a period and a year what was owed, on time, late and by how much, missing and returned; it reconciles with the board', async () => {
    await threeCommunes()
    const client = await country.client(`${province}_ld`)
    const board = await boardOf(client, `?unit=${district}`)
    const asked = async (query: string): Promise<Punctuality> => (await client.get(`/board/punctuality?unit=${district}&${query}`)).body as Punctuality
    const report = await asked(`period=${board.period?.id}`)
    expect(report.lines.map((one) => [one.unit.code, one.counts])).to.deep.equal(board.lines.map((one) => [one.unit.code, one.total]))
    const late = report.lines.find((one) => one.unit.code === other) ?? expect.fail()
    expect(late).to.include({ daysLate: 2, mostDaysLate: 2, returned: 1 })
    for (const { counts } of report.lines) expect(counts.onTime + counts.sentLate + counts.missing + notDueYet(counts)).to.equal(counts.expected)
    expect(await asked('year=2020'), 'a year of one period so far').to.deep.equal(report)
    expect((await asked('year=2019')).lines).to.deep.equal([])

    const file = await client.get(`/board/file?what=punctuality&unit=${district}&year=2020`)
    expect(file.headers.get('content-disposition')).to.contain('attachment')
    const [head, ...lines] = parse(file.text, { bom: true }) as string[][]
    expect(head).to.include.members(['Phải gửi', 'Gửi đúng hạn', 'Gửi chậm', 'Quá hạn chưa gửi', 'Số lần bị trả lại'])
    expect(lines.find((one) => one[0] === other)?.slice(2, 10)).to.deep.equal([late.counts.expected, late.counts.onTime, 1, 2, 2, late.counts.missing, notDueYet(late.counts), 1].map(String))
  })

  it('writes no name into a file that a spreadsheet would calculate', async () => {
    await country.database.app('unit').where({ code: third }).update({ name: '=HYPERLINK("http://example.org")' })
    await country.database.app('filing').update({ unit_name: '=1+1' })
    const client = await country.client(`${district}_bc`)
    const { period } = await boardOf(client)
    for (const what of ['board', 'reports', 'punctuality']) {
      const { status, text } = await client.get(`/board/file?what=${what}&period=${period?.id}`)
      expect(status, text).to.equal(200)
      expect((parse(text, { bom: true }) as string[][]).flat().filter((one) => /^[=+\-@]/.test(one)), what).to.deep.equal([])
      expect(text).to.contain("'=")
    }
  })

  it('refuses what it cannot make sense of', async () => {
    const client = await country.client(`${district}_bc`)
    expect((await client.get('/board?period=01726d64-7680-700d-8380-2783d2df09aa')).status).to.equal(404)
    expect((await client.get('/board?units=all')).status).to.equal(400)
    expect((await client.get('/board/reports?which=missing')).status).to.equal(400)
    expect((await client.get('/board/punctuality')).status).to.equal(400)
    expect((await country.anonymous().get('/board')).status).to.equal(401)
  })
})
