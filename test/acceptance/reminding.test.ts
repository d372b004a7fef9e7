// Urging (Quy chế, Điều 14 khoản 3, Điều 16 khoản 3, Điều 18 khoản 3): from the board, to whoever holds what is not in; by rule
// before the due day, once; in the application, and by e-mail through a server that the test starts.
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { SMTPServer } from 'smtp-server'
import type { Board, FollowedList, Reminded, ReminderList } from '../../engine/core/contract/board.ts'
import type { NotificationList } from '../../engine/core/contract/notification.ts'
import type { Parts } from '../../engine/actions/action.ts'
import { workOffClocks, workOffMail } from '../../engine/jobs/tasks.ts'
import { fileAndSend, findLine, mustAct, receive, save, startCountry, type Country } from '../support/country.ts'
import type { Client, Reply } from '../support/server.ts'

const commune = 'xabocbo_hpn_tbkn'
const other = 'xabangthanh_hpn_tbkn'
const district = 'huyenpacnam_tbkn'
const province = 'tinhbackan'
const form = 'tt03-2019/17a'

describe('Urging', function () {
  this.timeout(60_000)
  let country: Country
  let period: string
  beforeEach(async () => {
    country = await startCountry()
    period = ((await (await country.client('btp_khtc_analyst')).get('/board')).body as Board).period?.id ?? ''
  })
  afterEach(() => country.end())

  const remind = async (client: Client, request: object): Promise<Reminded> => {
    const { status, body, text } = await client.post('/board/reminders', { period, ...request })
    expect(status, text).to.equal(200)
    return body as Reminded
  }
  const told = async (login: string): Promise<string[]> => {
    const { notifications } = (await (await country.client(login)).get('/notifications')).body as NotificationList
    return notifications.filter((one) => one.kind === 'urge').map((one) => `${one.filing.form.id} ${one.due} ${one.by?.name} (${one.by?.unit}): ${one.note ?? '—'}`)
  }
  const logOf = async (client: Client): Promise<ReminderList['reminders']> => ((await client.get(`/board/reminders?period=${period}`)).body as ReminderList).reminders

  it('A-14.3 the ministry urges selected units with a note; who holds each report is told, and the reminder is logged', async () => {
    const bc = await country.client(`${commune}_bc`)
    const { id } = await findLine(bc, 'own', '17a')
    await save(bc, id, { 'main.copies': 3 })
    await mustAct(bc, id, 'submit')
    const ministry = await country.client('btp_khtc_analyst')
    const done = await remind(ministry, { units: [commune, other], form, note: '  Đề nghị gửi trước ngày 08/06.  ' })
    expect(done).to.deep.equal({ reports: 2, units: 2, people: 2, unreached: 0 })
    const line = '17a 2020-06-08 Trần Văn Minh (Cục Kế hoạch - Tài chính): Đề nghị gửi trước ngày 08/06.'
    expect(await told(`${commune}_ld`), 'the head has it').to.deep.equal([line])
    expect(await told(`${commune}_bc`), 'the specialist has passed it on').to.deep.equal([])
    expect(await told(`${other}_bc`)).to.deep.equal([line])
    const [logged, ...rest] = await logOf(ministry)
    expect(rest).to.deep.equal([])
    expect(logged).to.deep.include({ by: { login: 'btp_khtc_analyst', name: 'Trần Văn Minh' }, unit: 'Cục Kế hoạch - Tài chính', note: 'Đề nghị gửi trước ngày 08/06.', reports: 2, units: 2 })
    const audited = await country.database.app('audit').where({ action: 'remind-units', outcome: 'done' })
    expect(audited.map((one: { login: string }) => one.login)).to.deep.equal(['btp_khtc_analyst'])
    const { reports } = (await ministry.get(`/board/reports?period=${period}&which=all&unit=${commune}&form=${encodeURIComponent(form)}`)).body as FollowedList
    expect(reports[0]?.remindedAt).to.equal(country.clock.now().toISOString())
  })

  it('A-16.3 the province urges its units with everything below them, and tells nobody of what is in', async () => {
    await receive(country, `${district}_bc`, await fileAndSend(country, commune, '17a', { 'main.copies': 3 }))
    const client = await country.client(`${province}_ld`)
    const done = await remind(client, { units: [district], below: [district], form })
    expect(done, 'two communes and not the third; the district itself owes no such form').to.deep.equal({ reports: 2, units: 2, people: 2, unreached: 0 })
    expect(await told(`${commune}_bc`)).to.deep.equal([])
    expect(await told(`${other}_bc`)).to.have.length(1)
    expect(await remind(client, { units: [commune], form })).to.deep.equal({ reports: 0, units: 0, people: 0, unreached: 0 })
    expect(await logOf(client), 'nobody was urged the second time').to.have.length(1)
    expect(await logOf(await country.client('tphochiminh_bc')), 'of another province').to.deep.equal([])
  })

  it('says how many reports nobody could be told of', async () => {
    await country.database.app('account').where({ login: `${other}_bc` }).update({ revoked_at: country.clock.now() })
    expect(await remind(await country.client(`${district}_bc`), { units: [commune, other], form })).to.deep.equal({ reports: 1, units: 1, people: 1, unreached: 1 })
  })

  const rows = readFileSync(path.join(import.meta.dirname, 'who-may.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','))
    .filter((row) => row[3] === 'remind').map(([role = '', relation = '', , , allowed = '', ...article]) => ({ role, relation, allowed, article: article.join(',') }))
  const logins: Readonly<Record<string, string>> = {
    bc: 'tinhbackan_bc', kt: 'tinhbackan_kt', ld: 'tinhbackan_ld', admin: 'tinhbackan_admin',
    analyst: 'btp_khtc_analyst', decision_maker: 'btp_khtc_decision_maker', system_admin: 'btp_cntt_system_admin',
  }
  const places: Readonly<Record<string, string>> = { below: commune, elsewhere: 'tphochiminh' }
  it('is for whom the articles say, and for nobody else; a refusal tells nobody', async () => {
    expect(rows).to.not.deep.equal([])
    for (const { role, relation, allowed, article } of rows) {
      const reply: Reply = await (await country.client(logins[role] ?? expect.fail(role))).post('/board/reminders', { period, units: [places[relation]] })
      expect(reply.status === 200, `${role} ${relation} (${article}): ${reply.status}`).to.equal(allowed === 'yes')
    }
    const client = await country.client('tinhbackan_bc')
    const before = await country.database.app('notification').count()
    expect((await client.post('/board/reminders', { period, units: [commune, 'tphochiminh'] })).status, 'all or nothing').to.equal(404)
    expect((await client.post('/board/reminders', { period, units: [commune], below: ['btp'] })).status, 'nor through those below').to.equal(404)
    expect((await client.post('/board/reminders', { period, units: [] })).status).to.equal(400)
    await country.database.app('period').update({ locked_at: country.clock.now() })
    expect((await client.post('/board/reminders', { period, units: [commune] })).body).to.include({ code: 'period-locked' })
    expect(await country.database.app('notification').count()).to.deep.equal(before)
  })

  describe('by e-mail', () => {
    let server: SMTPServer
    let mails: { to: string[]; text: string }[]
    let refuses: boolean
    beforeEach(async () => {
      mails = []
      refuses = false
      server = new SMTPServer({
        authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false,
        onData: (stream, session, done) => {
          const pieces: Buffer[] = []
          stream.on('data', (piece: Buffer) => pieces.push(piece))
          stream.on('end', () => {
            if (refuses) return done(new Error('full'))
            mails.push({ to: session.envelope.rcptTo.map((one) => one.address), text: Buffer.concat(pieces).toString() })
            done()
          })
        },
      })
      await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready) })
      const address = server.server.address()
      if (address === null || typeof address === 'string') throw new Error('The server has no port')
      Object.assign(country.parts.config, { smtp: { url: `smtp://127.0.0.1:${address.port}`, from: 'thongke@example.vn' } } satisfies Partial<Parts['config']>)
    })
    afterEach(() => new Promise<void>((closed) => { server.close(() => closed()) }))

    const give = async (login: string, email: string | null): Promise<Reply> => (await country.client(login)).put('/notifications/email', { email })
    /** The body as it is read. */
    const read = ({ text }: { text: string }): string => {
      const [head = '', ...body] = text.split('\r\n\r\n')
      const coded = body.join('\n\n')
      return /base64/i.test(head) ? Buffer.from(coded, 'base64').toString() : Buffer.from(coded.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString()
    }

    it('one mail a person names form, period, unit and day and leads to the page; it names no person and repeats no note', async () => {
      expect((await give(`${other}_bc`, 'bangthanh@example.vn')).status).to.equal(200)
      await remind(await country.client(`${district}_bc`), { units: [commune, other], note: 'Anh Minh gọi lại cho tôi' })
      expect(mails, 'nothing is sent within the request').to.deep.equal([])
      await workOffMail(country.parts)
      expect(mails.map((one) => one.to)).to.deep.equal([['bangthanh@example.vn']])
      const text = read(mails[0] ?? expect.fail())
      expect(text).to.contain('Biểu 17a/BTP/HTQTCT/CT, kỳ 6 tháng đầu năm 2020, của UBND xã Bằng Thành: hạn gửi 08/06/2020.')
      expect(text).to.contain(`${country.parts.config.baseUrl}/notifications`)
      for (const hidden of ['Minh', 'gọi lại', '_bc']) expect(text).to.not.contain(hidden)
      await workOffMail(country.parts)
      expect(mails).to.have.length(1)
    })

    it('by rule before the due day: once a report and rule, never twice, however often the clock looks', async () => {
      await give(`${commune}_bc`, 'bocbo@example.vn')
      country.clock.set(new Date('2020-06-02T09:00:00+07:00'))
      await workOffClocks(country.parts)
      await workOffMail(country.parts)
      expect(mails, 'four working days before the due day, 08/06').to.deep.equal([])
      for (const day of ['2020-06-03', '2020-06-03', '2020-06-04']) {
        country.clock.set(new Date(`${day}T09:00:00+07:00`))
        await workOffClocks(country.parts)
        await workOffMail(country.parts)
      }
      expect(mails).to.have.length(1)
      expect(read(mails[0] ?? expect.fail()).match(/^- Biểu /gm), 'all that the commune owes on that day').to.have.length(4)
    })

    it('one that cannot be sent is tried again later, longer and longer, and given up in the end', async () => {
      await give(`${other}_bc`, 'bangthanh@example.vn')
      refuses = true
      await remind(await country.client(`${district}_bc`), { units: [other], form })
      const [first] = await workOffMail(country.parts)
      expect(first?.failed).to.be.a('string')
      expect(await workOffMail(country.parts), 'not at once').to.deep.equal([])
      refuses = false
      country.clock.set(new Date(country.clock.now().getTime() + 4 * 60_000))
      await workOffMail(country.parts)
      expect(mails).to.have.length(1)
      refuses = true
      await remind(await country.client(`${district}_bc`), { units: [other], form })
      let tries = 0
      for (let n = 0; n < 15; n++) {
        tries += (await workOffMail(country.parts)).length
        country.clock.set(new Date(country.clock.now().getTime() + 3 * 86_400_000))
      }
      expect(tries).to.equal(10)
    })

    it('goes to the address of its owner only, who can take it back; a wrong one is refused', async () => {
      for (const email of ['minh', 'a@b', 'a@x.vn, b@x.vn', 'a@x.vn\r\nBcc: b@x.vn', '"x" <a@x.vn>']) expect((await give(`${other}_bc`, email)).status, email).to.equal(400)
      await give(`${other}_bc`, 'bangthanh@example.vn')
      expect((await (await country.client(`${other}_bc`)).get('/notifications/email')).body).to.deep.equal({ email: 'bangthanh@example.vn', sends: true })
      expect((await (await country.client(`${other}_ld`)).get('/notifications/email')).body).to.deep.equal({ email: null, sends: true })
      await remind(await country.client(`${district}_bc`), { units: [other], form })
      await give(`${other}_bc`, null)
      await workOffMail(country.parts)
      expect(mails).to.deep.equal([])
      await give(`${other}_bc`, 'bangthanh@example.vn')
      await workOffMail(country.parts)
      expect(mails, 'what was owed before is not sent after all').to.deep.equal([])
    })
  })

  it('without a server for mails goes to the application only', async () => {
    await (await country.client(`${other}_bc`)).put('/notifications/email', { email: 'bangthanh@example.vn' })
    await remind(await country.client(`${district}_bc`), { units: [other], form })
    expect(await country.database.app('mail')).to.deep.equal([])
    expect(await told(`${other}_bc`)).to.have.length(1)
  })
})
