// Files over HTTP: they go up for a field, stand in the record when they are saved, and come back byte for byte as downloads
// to whoever sees the field. By name and by content they are what the field takes; nobody else's file can be named.
import { createHash, randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { perform } from '../../engine/actions/perform.ts'
import { sweep } from '../../engine/actions/sweep.ts'
import type { FileRef } from '../../engine/core/contract/filing.ts'
import { addAttachment, keepAttachments, keepContent, sweepFiles } from '../../engine/store/file.ts'
import { transaction } from '../../engine/store/transaction.ts'
import type { Client, Reply } from '../support/server.ts'
import { act, countryOf, findLine, openFiling, repositoryPacks, save, soundPacks, startCountry, type Country } from '../support/country.ts'

const form = `
id: dossier
code: HỒ/SƠ
title: Biểu có tệp đính kèm
legal-basis: Kiểm thử
source: { confidence: ours, note: "Biểu của kiểm thử" }
version: 1
signatures: [{ title: Người lập }]
routes: [{ reporting: [so_tu_phap], receiver: { unit: btp_khtc }, due: { six_months: 06-25 }, workflow: workflows/report }]
sections:
  - id: papers
    title: Giấy tờ
    fields:
      - { id: decision, title: Quyết định, kind: attachment, accept: [pdf, png, docx], max-size: 1, max-count: 2 }
      - { id: closed, title: Không nhận khi đã đóng, kind: attachment, read-only-when: done }
      - { id: done, title: Đã đóng, kind: yes-no }
      - { id: note, title: Ghi chú, kind: text }
`
const withFiles = countryOf('files', () =>
  soundPacks(repositoryPacks().map((one) => (one.folder.endsWith('tt03-2019') ? { ...one, files: [...one.files, { path: 'dossier.form.yaml', text: form }] } : one))))

const pdf = (bytes = 400_000): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1'), randomBytes(bytes), Buffer.from('\n%%EOF\n')])
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'), Buffer.alloc(64)])
const zip = Buffer.concat([Buffer.from('504b0304140000000000', 'hex'), Buffer.alloc(40)])

/** A statement of somebody waits for a lock that another holds. */
async function untilWaiting(database: Country['database']['app']): Promise<void> {
  for (;;) {
    const { rows } = await database.raw<{ rows: { n: number }[] }>('select count(*)::int as n from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()')
    if ((rows[0]?.n ?? 0) > 0) return
  }
}

describe('Files', () => {
  let country: Country
  let an: Client
  let lan: Client
  let id: string
  before(async () => {
    country = await startCountry(withFiles)
    an = await country.client('tinhbackan_bc')
    lan = await country.client('tinhbackan_ld')
    id = (await findLine(an, 'own', 'dossier')).id
  })
  after(() => country.end())

  const attach = (client: Client, name: string, bytes: Uint8Array, address = 'papers.decision', of = id): Promise<Reply> =>
    client.post(`/filings/${of}/files?${new URLSearchParams({ address, name }).toString()}`, bytes, { headers: { 'content-type': 'application/octet-stream' } })
  const fetchFile = async (client: Client, file: string, of = id): Promise<{ status: number; headers: Headers; bytes: Buffer }> => {
    const response = await fetch(`${country.url}/api/v1/filings/${of}/files/${file}`, { headers: { cookie: client.cookie() ?? '' } })
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
  }
  const savedFiles = async (): Promise<string[]> => {
    const papers = (await openFiling(an, id)).tables.find((one) => one.id === 'papers')
    return String(papers?.rows[0]?.cells[0]).split(',')
  }
  const counts = async (): Promise<Record<string, number>> => {
    const { rows } = await country.database.app.raw<{ rows: Record<string, number>[] }>(
      'select (select count(*)::int from file) as files, (select count(*)::int from file_chunk) as chunks, (select count(*)::int from attachment) as attachments')
    return rows[0] ?? {}
  }

  it('go up, are saved, and come back byte for byte as a download', async () => {
    const bytes = pdf(700_000)
    const sent = await attach(an, 'Quyết định số 12.pdf', bytes)
    expect(sent.status).to.equal(201)
    const ref = sent.body as FileRef
    expect(ref).to.deep.include({ name: 'Quyết định số 12.pdf', size: bytes.length, scanned: false })
    expect(ref.by.login).to.equal('tinhbackan_bc')
    expect((await save(an, id, { 'papers.decision': ref.id })).status).to.equal(200)
    const filing = await openFiling(an, id)
    expect(filing.files?.map((one) => one.id)).to.deep.equal([ref.id])
    const back = await fetchFile(an, ref.id)
    expect(back.status).to.equal(200)
    expect(createHash('sha256').update(back.bytes).digest('hex')).to.equal(createHash('sha256').update(bytes).digest('hex'))
    expect((await counts())['chunks'], 'in pieces').to.equal(3)
  })

  it('leave as downloads that no browser shows as a page', async () => {
    const ref = (await attach(an, 'a"b\\c; é.png', png)).body as FileRef
    const { headers } = await fetchFile(an, ref.id)
    expect(headers.get('content-type')).to.equal('application/octet-stream')
    expect(headers.get('content-disposition')).to.equal("attachment; filename=\"c; e.png\"; filename*=UTF-8''c%3B%20%C3%A9.png")
    expect(headers.get('content-security-policy')).to.equal("default-src 'none'; sandbox")
    expect(headers.get('x-content-type-options')).to.equal('nosniff')
    expect(headers.get('cache-control')).to.equal('no-store')
  })

  const wrong: readonly (readonly [what: string, name: string, bytes: Uint8Array, code: string, address?: string])[] = [
    ['an ending that the field does not take', 'bảng.xlsx', zip, 'value.file-kind'],
    ['no ending', 'quyetdinh', pdf(10), 'value.file-kind'],
    ['an archive that calls itself a document', 'quyetdinh.pdf', zip, 'value.file-content'],
    ['a page that calls itself a picture', 'anh.png', Buffer.from('<!doctype html><script>alert(1)</script>'), 'value.file-content'],
    ['an archive that calls itself an Office file', 'don.docx', zip, 'value.file-content'],
    ['a signature that is not at the beginning', 'quyetdinh.pdf', Buffer.concat([Buffer.from('GIF89a'), pdf(100)]), 'value.file-content'],
    ['nothing', 'rong.pdf', Buffer.alloc(0), 'value.file-empty'],
    ['more than the field takes', 'lon.pdf', pdf(1_000_001), 'value.file-too-large'],
    ['a name of many characters', `${'x'.repeat(200)}.pdf`, pdf(10), 'value.file-name'],
    ['a file for a field that takes none', 'a.pdf', pdf(10), 'value.takes-no-files', 'papers.note'],
    ['a file for a cell that there is not', 'a.pdf', pdf(10), 'value.unknown-cell', 'papers.nothing'],
  ]
  for (const [what, name, bytes, code, address] of wrong) {
    it(`refuse ${what} with a sentence, and keep nothing of it`, async () => {
      const before = await counts()
      const reply = await attach(an, name, bytes, address)
      expect([reply.status, reply.body.issues?.map((one: { code: string }) => one.code)]).to.deep.equal([422, [code]])
      expect(reply.body.issues[0].message).to.match(/^[A-ZÔĐ“].*[.]$/u).and.not.match(/[{}]/)
      expect(await counts()).to.deep.equal(before)
    })
  }

  it('are called by their last name, without what hides or turns it', async () => {
    const reply = await attach(an, '../../etc/hồ\u202e sơ\u0007.png', png)
    expect([reply.status, reply.body.name]).to.deep.equal([201, 'hồ sơ.png'])
  })

  it('are kept once, however often they are attached', async () => {
    const bytes = pdf(1000)
    const [first, second] = [await attach(an, 'một.pdf', bytes), await attach(an, 'hai.pdf', bytes)]
    expect([first.status, second.status]).to.deep.equal([201, 201])
    const { rows } = await country.database.app.raw<{ rows: unknown[] }>('select distinct file_id from attachment where id = any(?::uuid[])', [[first.body.id, second.body.id]])
    expect(rows).to.have.length(1)
    expect((await fetchFile(an, second.body.id)).bytes.equals(bytes)).to.equal(true)
  })

  it('cannot be named in another filing, nor twice, nor too many', async () => {
    const other = (await findLine(an, 'own', '17c')).id
    expect(other).not.to.equal(id)
    const own = (await openFiling(an, id)).files ?? []
    const [one, two, three] = own.map((file) => file.id)
    const code = async (value: string): Promise<unknown> => (await save(an, id, { 'papers.decision': value })).body.issues?.[0]?.code
    expect(await code('00000000-0000-4000-8000-000000000001')).to.equal('value.unknown-file')
    expect(await code(`${one},${one}`)).to.equal('value.not-files')
    expect(await code(`${one},${two},${three}`)).to.equal('value.too-many-files')
    const file = await country.database.app.raw<{ rows: { file: string; by: string }[] }>('select file_id as file, by_account as by from attachment where id = ?', [one ?? ''])
    const [content] = file.rows
    const theirs = await transaction(country.database.app, (trx) =>
      addAttachment(trx, { filingId: other, fileId: content?.file ?? '', address: 'papers.decision', name: 'a.pdf', by: content?.by ?? '' }, country.clock.now()))
    expect(await code(theirs.id)).to.equal('value.unknown-file')
  })

  it('are not kept by a save that is refused', async () => {
    const { id: file } = (await attach(an, 'chưa lưu.pdf', pdf(10))).body as FileRef
    const isKept = async (): Promise<unknown> => (await country.database.app.raw<{ rows: { kept: boolean }[] }>('select kept from attachment where id = ?', [file])).rows[0]?.kept
    expect((await save(an, id, { 'papers.decision': file, 'papers.note': 'hai\ndòng' })).status).to.equal(422)
    expect(await isKept()).to.equal(false)
    expect((await save(an, id, { 'papers.decision': file })).status).to.equal(200)
    expect(await isKept()).to.equal(true)
  })

  it('that are saved while the sweep goes by are not swept away', async () => {
    const { app } = country.database
    const soon = new Date(country.clock.now().getTime() + 1000)
    const { id: saved } = (await attach(an, 'đang lưu.pdf', pdf(10))).body as FileRef
    let swept: Promise<number> | undefined
    await transaction(app, async (trx) => {
      expect([...(await keepAttachments(trx, id, [saved]))]).to.deep.equal([saved])
      swept = transaction(app, (sweeping) => sweepFiles(sweeping, soon))
      await untilWaiting(app)
    })
    await swept
    expect((await fetchFile(an, saved)).status).to.equal(200)
  })

  it('have their content, although the sweep goes by after the other name for it is gone', async () => {
    const { app } = country.database
    const soon = new Date(country.clock.now().getTime() + 1000)
    const bytes = pdf(10)
    const { id: dropped } = (await attach(an, 'bỏ.pdf', bytes)).body as FileRef
    const content = { hash: createHash('sha256').update(bytes).digest(), size: bytes.length, pieces: async function* () { yield bytes } }
    const by = (await app.raw<{ rows: { by: string }[] }>('select by_account as by from attachment where id = ?', [dropped])).rows[0]?.by as string
    const { id: again } = await transaction(app, async (trx) => {
      const fileId = await keepContent(trx, content, soon)
      await transaction(app, (sweeping) => sweepFiles(sweeping, soon))
      return addAttachment(trx, { filingId: id, fileId, address: 'papers.decision', name: 'lại.pdf', by }, soon)
    })
    expect((await fetchFile(an, dropped)).status).to.equal(404)
    expect((await fetchFile(an, again)).bytes.equals(bytes)).to.equal(true)
  })

  it('are nobody else\'s to send, to see or to guess', async () => {
    const file = (await openFiling(an, id)).files?.[0]?.id ?? ''
    const stranger = await country.client('xabocbo_hpn_tbkn_bc')
    expect((await fetchFile(stranger, file)).status).to.equal(404)
    expect((await attach(stranger, 'a.pdf', pdf(10))).status).to.equal(404)
    const nobody = country.anonymous()
    expect((await fetchFile(nobody, file)).status).to.equal(401)
    expect((await attach(nobody, 'a.pdf', pdf(10))).status).to.equal(401)
    const other = (await findLine(an, 'own', '17c')).id
    expect((await fetchFile(an, file, other)).status, 'through another filing').to.equal(404)
  })

  it('are refused where the person may not fill the field in, and where it is locked', async () => {
    expect((await attach(lan, 'a.pdf', pdf(10))).status, 'the head does not fill in').to.equal(403)
    expect((await save(an, id, { 'papers.done': 1 })).status).to.equal(200)
    expect((await attach(an, 'a.pdf', pdf(10), 'papers.closed')).body.issues[0].code).to.equal('value.read-only-cell')
  })

  it('are refused before they are read where they are larger than any field takes, or are not sent as a file', async () => {
    const path = `/filings/${id}/files?address=papers.decision&name=a.pdf`
    const json = await an.post(path, { a: 1 })
    expect([json.status, json.body.code]).to.deep.equal([415, 'unsupported-media-type'])
    const before = await counts()
    const large = await fetch(`${country.url}/api/v1${path}`, {
      method: 'POST', headers: { cookie: an.cookie() ?? '', origin: country.url, 'content-type': 'application/octet-stream', 'content-length': '2000000000' },
      body: new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(65_536)) }), duplex: 'half',
    } as RequestInit).then((response) => response.status, () => 'cut off')
    expect(large).to.be.oneOf([413, 'cut off'])
    expect(await counts()).to.deep.equal(before)
  })

  it('that were never saved are swept away after two days; saved ones stay, and their contents with them', async () => {
    const saved = await savedFiles()
    const loose = (await attach(an, 'bỏ quên.pdf', pdf(5000))).body as FileRef
    const sweepNow = () => perform(sweep, undefined, { actor: { kind: 'system', name: 'sweep' }, requestId: 'sweep-files', address: '' }, country.parts)
    await sweepNow()
    expect((await fetchFile(an, loose.id)).status, 'the same day').to.equal(200)
    const now = country.clock.now()
    country.clock.set(new Date(now.getTime() + 49 * 3_600_000))
    await sweepNow()
    country.clock.set(now)
    // The sessions of two days ago are gone with it.
    an = await country.client('tinhbackan_bc')
    lan = await country.client('tinhbackan_ld')
    expect((await fetchFile(an, loose.id)).status).to.equal(404)
    expect((await fetchFile(an, saved[0] ?? '')).status).to.equal(200)
    const { rows } = await country.database.app.raw<{ rows: { n: number }[] }>('select count(*)::int as n from file_chunk c where not exists (select 1 from file f where f.id = c.file_id)')
    expect(rows[0]?.n).to.equal(0)
  })

  it('are seen by the receiver as they were sealed, and not what is attached afterwards', async () => {
    const saved = await savedFiles()
    const later = (await attach(an, 'sau.pdf', pdf(10))).body as FileRef
    const above = await country.client('btp_khtc_analyst')
    expect((await fetchFile(above, saved[0] ?? '')).status, 'before it is sent').to.equal(404)
    const kt = await country.client('tinhbackan_kt')
    await act(an, id, 'submit')
    await act(kt, id, 'pass')
    await act(lan, id, 'approve')
    await act(lan, id, 'send')
    expect((await fetchFile(above, saved[0] ?? '')).status).to.equal(200)
    expect((await fetchFile(above, later.id)).status).to.equal(404)
    expect((await openFiling(above, id)).files?.map((one) => one.id)).to.deep.equal(saved)
  })
})
