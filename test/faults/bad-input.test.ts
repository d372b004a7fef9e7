// Everything that people, browsers and hostile programs send that cannot be taken: each gets its sentence, and nothing is
// half-written, doubled or lost. What is written is compared before and after; what was refused stands in the audit.
import { expect } from 'chai'
import { randomUUID } from 'node:crypto'
import type { FilingLine } from '../../engine/core/contract/filing.ts'
import { act, cellOf, fileAndSend, findLine, openFiling, save, startCountry, type Country } from '../support/country.ts'
import type { Client, Reply } from '../support/server.ts'

const commune = 'xabocbo_hpn_tbkn'
const district = 'huyenpacnam_tbkn'

describe('Bad input', () => {
  let country: Country
  let bc: Client
  let ld: Client
  let id: string
  before(async () => {
    country = await startCountry()
    bc = await country.client(`${commune}_bc`)
    ld = await country.client(`${commune}_ld`)
    id = (await findLine(bc, 'own', '17a')).id
    await save(bc, id, { 'main.copies': 10, 'main.signatures': 5 })
  })
  after(() => country.end())

  type Refusal = { id: string; problem: string; account: string | null }
  /** Everything that a refused request must leave as it was, and the refusals so far. */
  async function look(): Promise<{ written: object; refusals: Refusal[] }> {
    const { rows } = await country.database.app.raw<{ rows: Record<string, unknown>[] }>(
      `select (select md5(string_agg(f::text, '' order by id)) from filing f) as filings,
              (select md5(string_agg(r::text, '' order by filing_id, table_id, row_key)) from filing_row r) as rows,
              (select count(*)::int from filing_change) as changes, (select count(*)::int from filing_event) as events,
              (select count(*)::int from seal) as seals, (select count(*)::int from period) as periods, (select count(*)::int from roll_up_queue) as marks,
              (select md5(string_agg(p::text, '' order by id)) from period p) as period_rows,
              (select count(*)::int from idempotency) as keys, (select count(*)::int from audit where outcome = 'done') as done`)
    const { rows: refusals } = await country.database.app.raw<{ rows: Refusal[] }>(
      `select id, problem, login as account from audit where outcome = 'refused'`)
    return { written: rows[0] ?? {}, refusals }
  }

  const sentences: Record<string, RegExp> = {
    'invalid-values': /^Một số giá trị chưa đúng nên chưa được ghi nhận\./,
    'invalid-input': /^Một số thông tin còn thiếu hoặc chưa đúng\./,
    'changed-since': /^Từ khi anh\/chị mở trang, người khác đã sửa nội dung này\./,
    'not-found': /^Không tìm thấy nội dung này, hoặc nội dung không thuộc phạm vi anh\/chị được xem\./,
    'not-allowed': /^Tài khoản của anh\/chị không được giao quyền làm việc này\./,
    'period-locked': /^Kỳ báo cáo đã khóa nên số liệu không sửa được nữa\./,
    'period-not-next': /^Kỳ mở tiếp theo phải là “Năm 2020”\./,
    'already-exists': /^Nội dung này đã có trong phần mềm nên không tạo thêm\./,
    'act-not-possible': /^Báo cáo không còn ở bước cho phép làm việc này/,
    'act-blocked': /^Chưa thực hiện được bước này\. Biểu chưa có số liệu/,
    'idempotency-key-reused': /^Mã của yêu cầu này đã dùng cho một yêu cầu có nội dung khác\./,
    'idempotency-key-missing': /^Yêu cầu thiếu tiêu đề Idempotency-Key/,
    'bad-json': /^Dữ liệu gửi lên không đúng định dạng JSON\./,
    'too-large': /^Dữ liệu gửi lên vượt quá dung lượng cho phép \(2 MB\)\./,
  }

  /** The clock stands still, so the order of the rows tells nothing. */
  const added = (before: readonly Refusal[], after: readonly Refusal[]): Refusal[] => after.filter((one) => !before.some(({ id }) => id === one.id))

  /** Refused with this status and problem, in its sentence; nothing written; the refusal of a person is in the audit. */
  async function refuses(status: number, code: string, by: string, work: () => Promise<Reply>): Promise<Reply> {
    const before = await look()
    const reply = await work()
    const after = await look()
    expect([reply.status, reply.body?.code]).to.deep.equal([status, code])
    expect(reply.headers.get('content-type')).to.contain('application/problem+json')
    expect(reply.body.detail).to.match(sentences[code] as RegExp)
    expect(after.written).to.deep.equal(before.written)
    const recorded = added(before.refusals, after.refusals)
    expect(recorded.map((one) => [one.problem, one.account])).to.deep.equal([403, 404, 409, 412, 422].includes(status) ? [[code, by]] : [])
    return reply
  }

  const patch = (cells: [string, unknown][], more: object = {}): Promise<Reply> =>
    openFiling(bc, id).then(({ revision }) => bc.patch(`/filings/${id}`, { revision, cells, ...more }))

  describe('in cells', () => {
    const wrong: [title: string, value: unknown, code: string, message: string][] = [
      ['a text', 'mười hai', 'value.not-a-number', '“mười hai” không phải là số.'],
      ['a negative count', -1, 'value.negative', 'Số liệu không được âm (-1).'],
      ['2^53', 2 ** 53, 'value.too-large', 'Số “9007199254740992” quá lớn, phần mềm không ghi nhận chính xác được.'],
      ['2^53 in digits', '9007199254740993', 'value.too-large', 'Số “9007199254740993” quá lớn, phần mềm không ghi nhận chính xác được.'],
      ['a number of thirty digits', `${'1234567890'.repeat(3)}`, 'value.too-large', `Số “${'1234567890'.repeat(3)}” quá lớn, phần mềm không ghi nhận chính xác được.`],
      ['more than the cell takes', 10 ** 15, 'value.above-max', '1.000.000.000.000.000 lớn hơn mức cao nhất được nhận (999.999.999.999.999).'],
      ['a decimal in a whole-number cell', 12.5, 'value.not-whole', 'Ô này chỉ nhận số nguyên, không nhận “12.5”.'],
    ]
    for (const [title, value, code, message] of wrong) {
      it(`${title} is refused at its cell, and its right neighbour is not saved either`, async () => {
        const reply = await refuses(422, 'invalid-values', `${commune}_bc`, () => patch([['main.signatures', 6], ['main.copies', value]]))
        expect(reply.body.issues).to.deep.equal([{ code, severity: 'error', path: 'main.copies', message }])
      })
    }

    it('a value that is neither number nor text is refused by its place in the request', async () => {
      for (const value of [true, {}, [1]]) {
        const reply = await refuses(400, 'invalid-input', `${commune}_bc`, () => patch([['main.copies', value]]))
        expect(reply.body.issues).to.deep.equal([{ code: 'shape.anyOf', severity: 'error', path: '/cells/0/1', message: 'Giá trị không thuộc các dạng được phép.' }])
      }
    })

    it('a paste larger than the table, and addresses that the form does not have, name every cell that is too much', async () => {
      const beyond = ['main.copies_2', 'main.row_2.copies', 'other.copies', 'main', '', 'main..copies', '__proto__.constructor', 'main.constructor',
        'main[00000000-0000-0000-0000-000000000000].copies', `${'a'.repeat(190)}.b`]
      const reply = await refuses(422, 'invalid-values', `${commune}_bc`, () => patch([['main.copies', 1], ...beyond.map((at): [string, number] => [at, 1])]))
      expect(reply.body.issues).to.deep.equal(beyond.map((at) => ({ code: 'value.unknown-cell', severity: 'error', path: at, message: `Biểu không có ô “${at}”.` })))
    })

    it('names two hundred wrong cells at most', async () => {
      const reply = await refuses(422, 'invalid-values', `${commune}_bc`, () => patch(Array.from({ length: 3000 }, (_, at): [string, number] => [`main.c${at}`, 1])))
      expect(reply.body.issues).to.have.length(200)
    })

    it('50.001 cells are refused as too many', async () => {
      const cells = Array.from({ length: 50_001 }, (): [string, number] => ['main.copies', 1])
      const reply = await refuses(400, 'invalid-input', `${commune}_bc`, () => patch(cells))
      expect(reply.body.issues).to.deep.equal([{ code: 'shape.maxItems', severity: 'error', path: '/cells', message: 'Không được quá 50000 phần tử.' }])
    })

    it('a request beyond two megabytes is refused before it is read', async () => {
      await refuses(413, 'too-large', `${commune}_bc`, () => patch([], { explanation: 'a'.repeat(2_100_000) }))
    })

    it('cells that are calculated or rolled up are read-only', async () => {
      const specialist = await country.client(`${district}_bc`)
      const upper = await findLine(specialist, 'own', '17b')
      const { tables } = await openFiling(specialist, upper.id)
      const unit = tables.find((one) => one.id === 'communes')?.rows.at(-1)?.key
      for (const at of ['communes.total.copies', `communes[${unit}].copies`]) {
        const reply = await refuses(422, 'invalid-values', `${district}_bc`, () => save(specialist, upper.id, { 'office.copies': 3, [at]: 1 }))
        expect(reply.body.issues).to.deep.equal([{ code: 'value.read-only-cell', severity: 'error', path: at, message: `Ô “${at}” không nhập được: phần mềm tính, tổng hợp, hoặc ô đang chỉ đọc.` }])
      }
    })

    it('a null character or half of a character is refused, not stored and not a fault of ours', async () => {
      for (const [more, path] of [[{ explanation: 'a\0b' }, '/explanation'], [{ explanation: 'a\ud83d' }, '/explanation'], [{ reasons: { rule: '\0' } }, '/reasons/rule'], [{ reasons: { 'a\0': 'x' } }, '/reasons']] as const) {
        const reply = await refuses(400, 'invalid-input', `${commune}_bc`, () => patch([], more))
        expect(reply.body.issues).to.deep.equal([{ code: 'shape.characters', severity: 'error', path, message: 'Có ký tự không ghi nhận được (ký tự rỗng hoặc bị cắt dở). Vui lòng xóa đoạn vừa dán rồi nhập lại.' }])
      }
      await refuses(400, 'invalid-input', `${commune}_bc`, () => act(ld, id, 'return', { reason: 'data_invalid', note: 'a\0' }))
      const whole = await patch([], { explanation: 'Tăng 🙂' })
      expect(whole.status).to.equal(200)
    })

    it('what is not JSON is refused', async () => {
      await refuses(400, 'bad-json', `${commune}_bc`, () => bc.patch(`/filings/${id}`, '{"revision": 1, "cells": [['))
      await refuses(400, 'invalid-input', `${commune}_bc`, () => bc.patch(`/filings/${id}`, []))
      await refuses(400, 'invalid-input', `${commune}_bc`, () => bc.patch(`/filings/${id}`, { revision: 1, cells: [], state: 'received' }))
      for (const revision of [-1, 2 ** 31]) await refuses(400, 'invalid-input', `${commune}_bc`, () => bc.patch(`/filings/${id}`, { revision, cells: [] }))
      await refuses(400, 'invalid-input', `${commune}_bc`, () => act(bc, id, 'submit', { revision: 2 ** 31 }))
    })
  })

  describe('by two at once', () => {
    const province = 'tinhlongan'
    let first: Client
    let second: Client
    let shared: string
    const read = (): Promise<{ revision: number }> => openFiling(first, shared)
    before(async () => {
      first = await country.client(`${province}_bc_1`)
      second = await country.client(`${province}_bc_2`)
      shared = (await findLine(first, 'own', '12b')).id
      await save(first, shared, { 'register.organisations_registered': 4 })
    })

    it('a cell that somebody else has changed since is a conflict with both values, who and when', async () => {
      const { revision } = await read()
      expect((await second.patch(`/filings/${shared}`, { revision, cells: [['register.organisations_registered', 5]] })).status).to.equal(200)
      const reply = await refuses(412, 'changed-since', `${province}_bc_1`, () =>
        first.patch(`/filings/${shared}`, { revision, cells: [['register.notaries_registered', 9], ['register.organisations_registered', 6]] }))
      expect(reply.body.conflicts).to.deep.equal([
        { address: 'register.organisations_registered', yours: 6, theirs: 5, by: { login: `${province}_bc_2`, name: 'Bùi Văn An' }, at: '2020-06-01T01:00:00.000Z' },
      ])
      expect(reply.body.revision).to.equal(revision + 1)
      expect(cellOf(await openFiling(first, shared), 'register', '', 2), 'the cell beside it was not saved').to.equal(null)
    })

    it('edits of other cells flow together, and the answer carries what the other has changed', async () => {
      const { revision } = await read()
      expect((await second.patch(`/filings/${shared}`, { revision, cells: [['register.organisations_registered', 7]] })).status).to.equal(200)
      const reply = await first.patch(`/filings/${shared}`, { revision, cells: [['register.notaries_registered', 11]], checksum: 1 })
      expect(reply.status).to.equal(200)
      expect(reply.body).to.deep.include({ revision: revision + 2, agreed: true })
      expect(reply.body.moved).to.deep.include(['register.organisations_registered', 7])
      expect(reply.body.moved.map(([at]: [string]) => at)).not.to.include('register.notaries_registered')
      const filing = await openFiling(first, shared)
      expect([cellOf(filing, 'register', '', 1), cellOf(filing, 'register', '', 2)]).to.deep.equal([7, 11])
    })

    it('the same value typed by both is no conflict and changes nothing', async () => {
      const { revision } = await read()
      expect((await second.patch(`/filings/${shared}`, { revision, cells: [['register.organisations_registered', 8]] })).status).to.equal(200)
      const reply = await first.patch(`/filings/${shared}`, { revision, cells: [['register.organisations_registered', 8]] })
      expect([reply.status, reply.body.revision]).to.deep.equal([200, revision + 1])
    })

    it('the explanation and the written reasons are protected like a cell, however they are composed', async () => {
      const { revision } = await read()
      const theirs = 'Số liệu tăng do sáp nhập'
      expect((await second.patch(`/filings/${shared}`, { revision, cells: [], explanation: theirs.normalize('NFD'), reasons: { 'rule@a.b': 'một' } })).status).to.equal(200)
      const same = await first.patch(`/filings/${shared}`, { revision, cells: [], explanation: theirs.normalize('NFD') })
      expect([same.status, same.body.revision]).to.deep.equal([200, revision + 1])
      const reply = await refuses(412, 'changed-since', `${province}_bc_1`, () =>
        first.patch(`/filings/${shared}`, { revision, cells: [], explanation: 'Khác', reasons: { 'rule@a.b': 'hai' } }))
      expect(reply.body.conflicts.map((one: { address: string; yours: string; theirs: string }) => [one.address, one.yours, one.theirs])).to.deep.equal([
        ['explanation', 'Khác', theirs], ['reason:rule@a.b', 'hai', 'một'],
      ])
    })

    it('two windows of the same person are two people to each other', async () => {
      const other = await country.client(`${province}_bc_1`)
      const { revision } = await read()
      expect((await first.patch(`/filings/${shared}`, { revision, cells: [['register.notaries_registered', 21]] })).status).to.equal(200)
      const beside = await other.patch(`/filings/${shared}`, { revision, cells: [['register.organisations_registered', 22]] })
      expect(beside.body.moved).to.deep.include(['register.notaries_registered', 21])
      const reply = await refuses(412, 'changed-since', `${province}_bc_1`, () => other.patch(`/filings/${shared}`, { revision, cells: [['register.notaries_registered', 23]] }))
      expect(reply.body.conflicts[0]).to.deep.include({ yours: 23, theirs: 21, by: { login: `${province}_bc_1`, name: 'Đặng Thị An' } })
    })

    it('a revision that is not there yet is refused', async () => {
      const { revision } = await read()
      await refuses(412, 'changed-since', `${province}_bc_1`, () => first.patch(`/filings/${shared}`, { revision: revision + 1, cells: [['register.notaries_registered', 1]] }))
    })

    it('many saves at the same moment all arrive, each in a revision of its own', async () => {
      const { revision } = await read()
      const replies = await Promise.all(Array.from({ length: 12 }, (_, index) =>
        (index % 2 === 0 ? first : second).patch(`/filings/${shared}`, { revision, cells: [], reasons: { [`many@${index}`]: `lý do ${index}` } })))
      expect(replies.map((one) => one.status)).to.deep.equal(replies.map(() => 200))
      expect(replies.map((one) => one.body.revision as number).sort((a, b) => a - b)).to.deep.equal(replies.map((_, index) => revision + 1 + index))
      const { reasons } = await openFiling(first, shared)
      for (const index of replies.keys()) expect(reasons[`many@${index}`]).to.equal(`lý do ${index}`)
    })
  })

  describe('of acts', () => {
    it('an act on an older revision than the one that is there is refused', async () => {
      const { revision } = await openFiling(bc, id)
      await save(bc, id, { 'main.contracts': 1 })
      const reply = await refuses(412, 'changed-since', `${commune}_bc`, () => bc.post(`/filings/${id}/actions/submit`, { revision }))
      expect(reply.body.revision).to.equal(revision + 1)
    })

    it('an action that the workflow does not have is not found', async () => {
      for (const action of ['destroy', 'constructor', '__proto__', 'to_string']) {
        if (action === '__proto__') await refuses(400, 'invalid-input', `${commune}_bc`, () => act(bc, id, action))
        else await refuses(404, 'not-found', `${commune}_bc`, () => act(bc, id, action))
      }
    })

    it('a filing that is none, or somebody else’s, is not found, in the same words', async () => {
      const foreign = (await findLine(await country.client('phuongbennghe_q1_tphcmh_bc'), 'own', '17a')).id
      const replies: string[] = []
      for (const other of [foreign, randomUUID()]) {
        const reply = await refuses(404, 'not-found', `${commune}_bc`, () => bc.patch(`/filings/${other}`, { revision: 0, cells: [['main.copies', 1]] }))
        await refuses(404, 'not-found', `${commune}_bc`, () => bc.post(`/filings/${other}/actions/submit`, { revision: 0 }))
        for (const path of ['', '/history', '/explain?address=main.copies']) await refuses(404, 'not-found', `${commune}_bc`, () => bc.get(`/filings/${other}${path}`))
        replies.push(JSON.stringify({ ...reply.body, instance: '' }))
      }
      expect(replies[0]).to.equal(replies[1])
      const reply = await refuses(400, 'invalid-input', `${commune}_bc`, () => bc.patch("/filings/1'--", { revision: 0, cells: [] }))
      expect(reply.body.issues[0].path).to.equal('path/id')
    })

    it('the wrong role is not allowed', async () => {
      await refuses(403, 'not-allowed', `${commune}_ld`, () => save(ld, id, { 'main.copies': 1 }))
      await refuses(403, 'not-allowed', `${commune}_ld`, () => act(ld, id, 'submit'))
      for (const action of ['approve', 'send', 'pass', 'receive', 'record', 'return']) {
        const request = action === 'return' ? { reason: 'data_invalid', note: 'x' } : {}
        if (action === 'return') await refuses(409, 'act-not-possible', `${commune}_bc`, () => act(bc, id, action, request))
        else await refuses(403, 'not-allowed', `${commune}_bc`, () => act(bc, id, action, request))
      }
    })

    it('a report without a figure cannot be passed on', async () => {
      const other = await country.client('xanhanmon_hpn_tbkn_bc')
      const empty = (await findLine(other, 'own', '17a')).id
      await refuses(409, 'act-blocked', 'xanhanmon_hpn_tbkn_bc', () => act(other, empty, 'submit'))
    })

    it('a reason that the workflow does not know is as good as none', async () => {
      const other = await fileAndSend(country, 'xabangthanh_hpn_tbkn', '17a', { 'main.copies': 1 })
      const above = await country.client(`${district}_bc`)
      for (const request of [{}, { reason: 'because', note: 'x' }, { reason: 'data_invalid', note: ' \n ' }]) {
        await refuses(400, 'invalid-input', `${district}_bc`, () => act(above, other, 'return', request))
      }
    })

    it('texts that come decomposed are kept composed', async () => {
      const words = 'Số chứng thực bản sao lệch với sổ gốc'
      await patch([], { explanation: words.normalize('NFD'), reasons: { 'rule@main.copies': words.normalize('NFD') } })
      const filing = await openFiling(bc, id)
      expect([filing.explanation, filing.reasons['rule@main.copies']]).to.deep.equal([words, words])
      const above = await country.client(`${district}_bc`)
      const sent = (await findLine(above, 'received', '17a', 'xabangthanh_hpn_tbkn')).id
      expect((await act(above, sent, 'return', { reason: 'data_invalid', note: words.normalize('NFD') })).status).to.equal(200)
      const kept = await country.database.app('filing_event').where({ filing_id: sent, action: 'return' }).first<{ note: string }>('note')
      expect(kept.note).to.equal(words)
      const behalfBy = await country.client('tinhbackan_bc')
      const behalf = (await findLine(behalfBy, 'received', '12a', 'vpccminhhoa_tbkn')).id
      await save(behalfBy, behalf, { 'main.notaries': 1 })
      expect((await act(behalfBy, behalf, 'record', { paper: { number: '12/BC-Văn phòng'.normalize('NFD'), date: '2020-06-01' } })).status).to.equal(200)
      expect((await openFiling(behalfBy, behalf)).paper?.number).to.equal('12/BC-Văn phòng')
    })

    it('the same request twice has one effect and the same answer', async () => {
      const { revision } = await openFiling(bc, id)
      const key = randomUUID()
      const submit = (): Promise<Reply> => bc.post(`/filings/${id}/actions/submit`, { revision }, { key })
      const both = await Promise.all([submit(), submit()])
      const again = await submit()
      expect([...both, again].map((one) => one.status)).to.deep.equal([200, 200, 200])
      expect(both[0].body).to.deep.equal(both[1].body).and.deep.equal(again.body)
      expect([...both, again].filter((one) => one.headers.get('idempotency-replayed') === 'true')).to.have.length(2)
      const events = await country.database.app('filing_event').where({ filing_id: id, action: 'submit' })
      expect(events).to.have.length(1)
      await refuses(409, 'idempotency-key-reused', `${commune}_bc`, () => bc.post(`/filings/${id}/actions/submit`, { revision: revision + 1 }, { key }))
      await refuses(409, 'idempotency-key-reused', `${commune}_bc`, () => bc.patch(`/filings/${id}`, { revision, cells: [] }, { key }))
      await refuses(428, 'idempotency-key-missing', `${commune}_bc`, () => bc.post(`/filings/${id}/actions/submit`, { revision }, { headers: { 'idempotency-key': undefined } }))
    })

    it('the same save twice is one change', async () => {
      expect((await act(ld, id, 'return', { reason: 'data_invalid', note: 'Thiếu' })).status).to.equal(200)
      const { revision } = await openFiling(bc, id)
      const key = randomUUID()
      const send = (): Promise<Reply> => bc.patch(`/filings/${id}`, { revision, cells: [['main.copies', 77]] }, { key })
      const [one, two] = [await send(), await send()]
      expect(one.body).to.deep.equal(two.body)
      expect((await openFiling(bc, id)).revision).to.equal(revision + 1)
    })

    it('of identical acts at the same moment exactly one wins', async () => {
      const { revision } = await openFiling(bc, id)
      const before = await look()
      const replies = await Promise.all(Array.from({ length: 6 }, () => bc.post(`/filings/${id}/actions/submit`, { revision })))
      expect(replies.map((one) => one.status).sort()).to.deep.equal([200, 412, 412, 412, 412, 412])
      expect(added(before.refusals, (await look()).refusals).map((one) => one.problem)).to.deep.equal(Array.from({ length: 5 }, () => 'changed-since'))
      expect((await openFiling(bc, id)).revision).to.equal(revision + 1)
      const approvals = await Promise.all(Array.from({ length: 4 }, () => ld.post(`/filings/${id}/actions/approve`, { revision: revision + 1 })))
      expect(approvals.map((one) => one.status).sort()).to.deep.equal([200, 412, 412, 412])
      expect(await country.database.app('seal').where({ filing_id: id })).to.have.length(1)
    })
  })

  describe('about periods', () => {
    const next = { pack: 'tt03-2019', kind: 'year', year: 2020 }

    it('nobody but the system’s administrator opens one', async () => {
      for (const login of [`${commune}_bc`, `${commune}_ld`, `${district}_kt`, 'tinhbackan_admin', 'tinhbackan_ld', 'btp_khtc_analyst', 'btp_khtc_decision_maker', 'btp_bttp_ld']) {
        const client = await country.client(login)
        await refuses(403, 'not-allowed', login, () => client.post('/periods', next))
      }
    })

    it('one that no pack knows is not found, and one that is open already exists', async () => {
      const admin = await country.client('btp_cntt_system_admin')
      await refuses(404, 'not-found', 'btp_cntt_system_admin', () => admin.post('/periods', { ...next, kind: 'quarter' }))
      await refuses(404, 'not-found', 'btp_cntt_system_admin', () => admin.post('/periods', { ...next, pack: 'none' }))
      await refuses(400, 'invalid-input', 'btp_cntt_system_admin', () => admin.post('/periods', { ...next, year: '2020' }))
      await refuses(409, 'already-exists', 'btp_cntt_system_admin', () => admin.post('/periods', { ...next, kind: 'six_months' }))
    })

    it('one of a mistyped year is refused before it can lock anything', async () => {
      const admin = await country.client('btp_cntt_system_admin')
      for (const wrong of [{ ...next, year: 2019 }, { ...next, year: 2021 }, { ...next, kind: 'final_year' }]) {
        await refuses(409, 'period-not-next', 'btp_cntt_system_admin', () => admin.post('/periods', wrong))
      }
    })

    it('after the next one is opened nothing in the one before can be written, and opening it again is refused', async () => {
      const sent = await fileAndSend(country, 'xathuonggiao_hbb_tbkn', '17a', { 'main.copies': 3 })
      const drafted = await country.client('xadialinh_hbb_tbkn_bc')
      const draft = (await findLine(drafted, 'own', '17a')).id
      await save(drafted, draft, { 'main.copies': 4 })
      const admin = await country.client('btp_cntt_system_admin')
      country.clock.set(new Date('2020-06-01T08:10:00+07:00'))
      const { confirmation: confirm } = (await admin.get('/periods/preview?pack=tt03-2019&kind=year&year=2020')).body
      const opened = await Promise.all([admin.post('/periods', { ...next, confirm }), admin.post('/periods', { ...next, confirm })])
      expect(opened.map((one) => one.status).sort()).to.deep.equal([201, 409])

      const lines = ((await drafted.get('/filings?box=own')).body.filings as FilingLine[]).filter((one) => one.form.id === '17a')
      expect(lines.map((one) => [one.period.kind, one.period.locked, one.state.id])).to.deep.equal([['year', false, 'not_started'], ['six_months', true, 'closed_unsent']])
      await refuses(409, 'period-locked', 'xadialinh_hbb_tbkn_bc', () => save(drafted, draft, { 'main.copies': 5 }))
      await refuses(409, 'period-locked', 'xadialinh_hbb_tbkn_bc', () => act(drafted, draft, 'submit'))
      const above = await country.client('huyenbabe_tbkn_bc')
      expect((await openFiling(above, sent)).state.id).to.equal('sent')
      await refuses(409, 'period-locked', 'huyenbabe_tbkn_bc', () => act(above, sent, 'receive'))
      await refuses(409, 'period-locked', 'huyenbabe_tbkn_bc', () => act(above, sent, 'return', { reason: 'data_invalid', note: 'x' }))
      await refuses(409, 'already-exists', 'btp_cntt_system_admin', () => admin.post('/periods', next))
      await refuses(409, 'already-exists', 'btp_cntt_system_admin', () => admin.post('/periods', { ...next, kind: 'six_months' }))
      expect((await save(drafted, (await findLine(drafted, 'own', '17a')).id, { 'main.copies': 1 })).status).to.equal(200)
    })
  })
})
