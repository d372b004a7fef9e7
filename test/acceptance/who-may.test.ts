// Who may do what to a report: every role in every relation to it, in every state, tries every action over HTTP, and the
// outcome is compared with who-may.csv, which is typed by hand from the regulation and never made from the workflow.
// A filing is brought into each state once by real acts and its row is kept; before every cell that row is laid back in
// the store, because an act cannot be undone, a state like "not started" is never entered again, and by acts alone the
// two thousand cells would take many minutes.
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { act, fileAndSend, findLine, importList, mustAct, receive, save, startCountry, type Country } from '../support/country.ts'
import type { Client, Reply } from '../support/server.ts'

type Row = { role: string; relation: string; state: string; action: string; allowed: string; article: string }

/**
 * Rows about reports; who may name substitutes is tried in substitutes.test.ts, who manages accounts in accounts.test.ts, who
 * follows and reminds in following.test.ts, who opens periods in opening.test.ts, who keeps codelists in
 * codelists.test.ts.
 */
const triedElsewhere = ['name-substitute', 'manage-accounts', 'follow', 'remind', 'open-periods', 'keep-codelists']
const table: Row[] = readFileSync(path.join(import.meta.dirname, 'who-may.csv'), 'utf8').trim().split('\n').slice(1).map((line) => {
  const [role = '', relation = '', state = '', action = '', allowed = '', ...article] = line.split(',')
  return { role, relation, state, action, allowed, article: article.join(',') }
}).filter((row) => !triedElsewhere.includes(row.action))

const states = ['not_started', 'drafting', 'returned', 'checking', 'approving', 'approved', 'sent', 'received', 'closed_unsent'] as const
const actions = ['save', 'submit', 'nothing', 'pass', 'approve', 'send', 'receive', 'record', 'return', 'ask_return'] as const
type State = (typeof states)[number]

/** Which report a relation is tried on, and who stands in it. */
const subjects: Record<string, { report: string; people: Record<string, string> }[]> = {
  own: [{ report: '17c', people: { bc: 'tinhbackan_bc', kt: 'tinhbackan_kt', ld: 'tinhbackan_ld', admin: 'tinhbackan_admin' } }],
  receiver: [
    { report: '17b', people: { bc: 'tinhbackan_bc', kt: 'tinhbackan_kt', ld: 'tinhbackan_ld', admin: 'tinhbackan_admin' } },
    { report: '17c', people: { analyst: 'btp_khtc_analyst', decision_maker: 'btp_khtc_decision_maker' } },
  ],
  behalf: [{ report: '12a', people: { bc: 'tinhbackan_bc', kt: 'tinhbackan_kt', ld: 'tinhbackan_ld', admin: 'tinhbackan_admin' } }],
  upper: [
    { report: '17a', people: { bc: 'tinhbackan_bc', kt: 'tinhbackan_kt', ld: 'tinhbackan_ld', admin: 'tinhbackan_admin' } },
    { report: '17b', people: { analyst: 'btp_khtc_analyst', decision_maker: 'btp_khtc_decision_maker' } },
  ],
  successor: [{ report: '17b', people: { bc: 'huyenbabe_tbkn_bc', kt: 'huyenbabe_tbkn_kt', ld: 'huyenbabe_tbkn_ld' } }],
  stranger: [
    { report: '17b', people: { bc: 'tinhlongan_bc', kt: 'tinhlongan_kt', ld: 'tinhlongan_ld', admin: 'tinhlongan_admin', system_admin: 'btp_cntt_system_admin' } },
  ],
}

const cell: Record<string, string> = { '17a': 'main.copies', '17b': 'office.copies', '17c': '', '12a': 'main.notaries' }

/** An exact row wins over one with stars. */
function decide(role: string, relation: string, state: string, action: string): Row {
  const fits = (value: string, given: string): boolean => value === given || value === '*'
  const found = table.filter((row) => row.role === role && row.relation === relation && fits(row.state, state) && fits(row.action, action))
  const [row] = [...found].sort((a, b) => Number(a.state === '*') - Number(b.state === '*'))
  if (row === undefined) throw new Error(`who-may.csv says nothing of ${role} ${relation} ${state} ${action}`)
  return row
}

describe('Who may do what to a report', () => {
  let country: Country
  const clients = new Map<string, Client>()
  const ids: Record<string, string> = {}
  const kept = new Map<string, Record<string, unknown>>()
  const columns = ['state', 'cells', 'texts', 'seal_id', 'counted_seal_id', 'sent_at'] as const

  const client = async (login: string): Promise<Client> => {
    const known = clients.get(login) ?? (await country.client(login))
    clients.set(login, known)
    return known
  }
  const keep = async (report: string): Promise<void> => {
    const row = await country.database.app('filing').where({ id: ids[report] }).first<{ state: State }>(...columns)
    kept.set(`${report} ${row.state}`, row as unknown as Record<string, unknown>)
  }
  const does = async (report: string, login: string, ...names: string[]): Promise<void> => {
    for (const name of names) {
      await mustAct(await client(login), ids[report] as string, name)
      await keep(report)
    }
  }
  const returns = async (report: string, login: string): Promise<void> => {
    const reply = await act(await client(login), ids[report] as string, 'return', { reason: 'data_invalid', note: 'Sai' })
    if (reply.status !== 200) throw new Error(reply.text)
    await keep(report)
  }
  /** The row as real acts left it in that state; where the report cannot come into it, the nearest one with the state's name. */
  const put = async (report: string, state: State): Promise<void> => {
    const row = kept.get(`${report} ${state}`) ?? kept.get(`${report} ${['sent', 'approved'].includes(state) ? 'received' : 'drafting'}`) ?? {}
    await country.database.app('filing').where({ id: ids[report] }).update({
      ...row, cells: `{${(row['cells'] as (number | null)[]).map((one) => one ?? 'NULL').join(',')}}`, texts: JSON.stringify(row['texts']),
      state, revision: country.database.app.raw('revision + 1'),
    })
  }
  const look = async (report: string): Promise<Record<string, unknown>> => {
    const { rows } = await country.database.app.raw<{ rows: Record<string, unknown>[] }>(
      `select md5(f::text) as filing, f.revision, f.state, (select count(*)::int from filing_event) as events, (select count(*)::int from filing_change) as changes,
              (select count(*)::int from seal) as seals, (select count(*)::int from roll_up_queue) as marks from filing f where id = ?`, [ids[report] as string])
    return rows[0] ?? {}
  }
  const attempt = (person: Client, report: string, action: string, revision: number): Promise<Reply> => {
    const id = ids[report] as string
    if (action === 'save') {
      const typed = cell[report] === '' ? { cells: [], explanation: `Thử ${revision}` } : { cells: [[cell[report], revision]] }
      return person.patch(`/filings/${id}`, { revision, ...typed })
    }
    const request = action === 'ask_return' ? { note: 'Đề nghị' } : action === 'return' ? { reason: 'data_invalid', note: 'Sai' } : action === 'record' ? { paper: { number: '1', date: '2020-06-01' } } : {}
    return person.post(`/filings/${id}/actions/${action}`, { revision, ...request })
  }

  before(async function () {
    this.timeout(120_000)
    country = await startCountry()
    const own = async (login: string, form: string): Promise<string> => (await findLine(await client(login), 'own', form)).id
    // Somebody below is in, so that every report on the way has figures.
    await receive(country, 'huyenbabe_tbkn_bc', await fileAndSend(country, 'xadialinh_hbb_tbkn', '17a', { 'main.copies': 5 }))
    await receive(country, 'huyenpacnam_tbkn_bc', await fileAndSend(country, 'xabangthanh_hpn_tbkn', '17a', { 'main.copies': 5 }))
    const lower = await own('huyenbabe_tbkn_bc', '17b')
    await mustAct(await client('huyenbabe_tbkn_bc'), lower, 'submit')
    await mustAct(await client('huyenbabe_tbkn_kt'), lower, 'pass')
    await mustAct(await client('huyenbabe_tbkn_ld'), lower, 'approve', 'send')
    await receive(country, 'tinhbackan_bc', lower)

    ids['17a'] = await own('xabocbo_hpn_tbkn_bc', '17a')
    ids['17b'] = await own('huyenpacnam_tbkn_bc', '17b')
    ids['17c'] = await own('tinhbackan_bc', '17c')
    ids['12a'] = (await findLine(await client('tinhbackan_bc'), 'received', '12a', 'vpccminhhoa_tbkn')).id
    const ways: [report: string, unit: string, above: string][] = [
      ['17a', 'xabocbo_hpn_tbkn', 'huyenpacnam_tbkn_bc'], ['17b', 'huyenpacnam_tbkn', 'tinhbackan_bc'], ['17c', 'tinhbackan', 'btp_khtc_analyst'],
    ]
    for (const [report, unit, above] of ways) {
      const typed = cell[report] === '' ? await save(await client(`${unit}_bc`), ids[report] as string, {}, { explanation: 'Số liệu đủ' })
        : await save(await client(`${unit}_bc`), ids[report] as string, { [cell[report] as string]: 1 })
      expect(typed.status).to.equal(200)
      await keep(report)
      await does(report, `${unit}_bc`, 'submit')
      if (report !== '17a') await does(report, `${unit}_kt`, 'pass')
      await does(report, `${unit}_ld`, 'approve', 'send')
      await does(report, above, 'receive')
      await returns(report, above)
    }
    expect((await save(await client('tinhbackan_bc'), ids['12a'] as string, { 'main.notaries': 1 })).status).to.equal(200)
    await keep('12a')
    expect((await act(await client('tinhbackan_bc'), ids['12a'] as string, 'record', { paper: { number: '1', date: '2020-06-01' } })).status).to.equal(200)
    await keep('12a')
    await returns('12a', 'tinhbackan_bc')
    // The district whose report is tried on ends now; it owed it at the cut-off of the day before.
    await importList(country, '2019-01-01', '060,Huyện Pác Nặm,Huyện,06', '061,Huyện Ba Bể,Huyện,06')
    await importList(country, '2020-06-01', '061,Huyện Ba Bể,Huyện,06,060')
  })
  after(() => country.end())

  it('is decided by the articles for every role, relation, state and action, and allows some and refuses more', () => {
    const people = Object.entries(subjects).flatMap(([relation, list]) => list.flatMap((one) => Object.keys(one.people).map((role) => [role, relation] as const)))
    const cells = people.flatMap(([role, relation]) => states.flatMap((state) => actions.map((action) => decide(role, relation, state, action))))
    expect(cells).to.have.length(people.length * states.length * actions.length)
    expect(cells.every((row) => ['yes', 'no'].includes(row.allowed) && row.article.startsWith('Điều '))).to.equal(true)
    expect(cells.filter((row) => row.allowed === 'yes')).to.have.length(table.filter((row) => row.allowed === 'yes').length)
  })

  for (const [relation, list] of Object.entries(subjects)) {
    for (const { report, people } of list) {
      for (const [role, login] of Object.entries(people)) {
        it(`A-19.2 ${role} (${relation}, ${report}) may do exactly what the articles allow, and nothing changes otherwise`, async function () {
          this.timeout(60_000)
          const person = await client(login)
          for (const state of states) {
            await put(report, state)
            let before = await look(report)
            for (const action of actions) {
              const { allowed, article } = decide(role, relation, state, action)
              const reply = await attempt(person, report, action, before['revision'] as number)
              const words = `${role} ${relation} ${state} ${action} → ${reply.status} ${reply.body?.code ?? ''} (${article})`
              if (allowed === 'yes') {
                expect(reply.status, words).to.equal(200)
                await put(report, state)
                before = await look(report)
              } else {
                expect([403, 404, 409], words).to.include(reply.status)
                expect(await look(report), words).to.deep.equal(before)
              }
            }
          }
        })
      }
    }
  }
})
