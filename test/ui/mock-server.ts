// A stand-in for the application with the pages of dist/ui: the same headers, the same shapes, state in memory. It is for
// the pages' own tests (every state of every page at will) and for looking at them; journeys run against the real one.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import type { Filing, FilingLine, PossibleAction, SaveRequest, TableValues } from '../../engine/core/contract/filing.ts'
import type { Notification } from '../../engine/core/contract/notification.ts'
import type { Session, Welcome } from '../../engine/core/contract/session.ts'
import type { ProblemReply, StateRef, WireValue } from '../../engine/core/contract/shapes.ts'
import { edit } from '../../engine/core/calculation/edit.ts'
import { explainCell } from '../../engine/core/calculation/explain.ts'
import type { SeriesReply } from '../../engine/core/contract/series.ts'
import { openSheet, valuesOf, cellAt, placeOf } from '../../engine/core/calculation/sheet.ts'
import { compileForm } from '../../engine/core/form/compile.ts'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import { findings } from '../../engine/core/validation/validate.ts'
import { changeRows } from '../../engine/core/calculation/records.ts'
import { recordedAt } from '../../ui/filing/draft.ts'
import { big, requests, single, stubs, upper, wide } from './mock-forms.ts'

export const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
export const ids = { single: id(1), wide: id(2), upper: id(3), stubs: id(4), big: id(5), foreign: id(9), kinds: id(6), confirmation: id(7), chosen: id(10) }

const now = '2020-06-05T09:03:00+07:00'
const unit = (n: number, name: string) => ({ id: id(n), code: `u${n}`, name, kind: 'k' })
const commune = unit(100, 'Ủy ban nhân dân xã Bắc Bộ')
const district = unit(200, 'Phòng Tư pháp huyện Phong Nha')
const period = { id: id(50), title: '6 tháng đầu năm 2020', kind: 'six_months', year: 2020, dataFrom: '2020-01-01', locked: false }
const an = { login: 'xabacbo_bc', name: 'Nguyễn Thị An' }
const lan = { login: 'xabacbo_ld', name: 'Trần Thị Lan' }
const inSeries = (kind: SeriesReply['points'][number]['asked']['kind'], value: number | null, more: Partial<SeriesReply['points'][number]['asked']> = {}) => ({ kind, value, from: [], missing: [], sharedWith: [], ...more })
const [hoaBinh, tanLap] = [{ code: 'u111', name: 'Xã Hòa Bình' }, { code: 'u113', name: 'Xã Tân Lập' }]
/** Two communes went into this one, and one that was split gave it a part. */
const series: SeriesReply = {
  address: 'main.copies', decimals: 0, measure: 'bản', on: '2020-05-31',
  points: [
    { period: { id: id(47), title: '6 tháng đầu năm 2018', year: 2018 }, dataTo: '2018-05-31', forms: ['17a/CŨ'], reported: inSeries('nothing', null), asked: inSeries('not-divisible', null, { from: [{ ...hoaBinh, value: 900 }], sharedWith: [tanLap] }) },
    { period: { id: id(48), title: '6 tháng đầu năm 2019', year: 2019 }, dataTo: '2019-05-31', forms: ['17a/CŨ'], reported: inSeries('exact', 100), asked: inSeries('exact', 1340, { from: [{ code: 'u100', name: 'Xã Bắc Bộ', value: 100 }, { ...hoaBinh, value: 1240 }], missing: [tanLap] }) },
    { period: { id: id(50), title: period.title, year: 2020 }, dataTo: '2020-05-31', forms: ['17a/MỚI'], reported: inSeries('exact', 1500), asked: inSeries('exact', 1500) },
  ],
}
export const states = {
  idle: { id: 'not_started', title: 'Chưa thực hiện', tone: 'idle' },
  working: { id: 'drafting', title: 'Đang tổng hợp', tone: 'working' },
  waiting: { id: 'approving', title: 'Chờ phê duyệt', tone: 'waiting' },
  returned: { id: 'returned', title: 'Bị trả lại', tone: 'returned' },
  sent: { id: 'sent', title: 'Đã gửi', tone: 'sent' },
  done: { id: 'received', title: 'Đã tiếp nhận', tone: 'done' },
} satisfies Record<string, StateRef>

const submit: PossibleAction = { id: 'submit', title: 'Chuyển phê duyệt', tone: 'main', reasons: [], note: 'optional', paper: false, confirm: 'Chuyển biểu này cho lãnh đạo phê duyệt? Sau khi chuyển, số liệu không sửa được nữa cho tới khi bị trả lại.', blocked: null, assigns: null }
const nothingToReport: PossibleAction = { id: 'nil', title: 'Không phát sinh', tone: 'plain', reasons: [], note: 'none', paper: false, confirm: 'Ghi số 0 vào mọi ô và xác nhận kỳ này không phát sinh?', blocked: null, assigns: null }
const giveBack: PossibleAction = {
  id: 'return', title: 'Trả lại', tone: 'return', note: 'required', paper: false, confirm: null, blocked: null, assigns: null,
  reasons: [{ code: 'wrong_figures', title: 'Số liệu sai' }, { code: 'incomplete', title: 'Thiếu số liệu' }, { code: 'wrong_period', title: 'Sai kỳ báo cáo' }],
}

type Record_ = { filing: Filing; history: { at: string; by: typeof an; revision: number; cells: { address: string; before: WireValue; after: WireValue }[] }[] }

function filing(n: number, definition: FormDefinition, over: Partial<Filing>): Filing {
  return {
    id: id(n), form: { pack: 'p', id: definition.id, version: 1, code: definition.code, title: definition.title },
    unit: commune, receiver: district, period, state: states.working, revision: 3, due: '2020-06-08', late: false, onBehalf: false,
    staleSince: null, updatedAt: '2020-06-04T15:20:00+07:00', dataTo: '2020-05-31', definition, tables: [], explanation: '', reasons: {}, paper: null,
    previous: [], editable: true, takesIn: false, readOnlyBecause: null, actions: [nothingToReport, submit], clocks: [], coverage: [],
    events: [
      { at: '2020-06-02T08:05:00+07:00', by: an, for: null, unit: commune.name, action: 'start', title: 'Bắt đầu nhập', from: states.idle, to: states.working, reason: null, note: null, revision: 1 },
    ],
    lastReturn: null, seal: null, official: false, ...over,
  }
}

const one = (cells: WireValue[]): TableValues[] => [{ id: 'main', rows: [{ key: '', cells }] }]

export type Mode = 'normal' | 'empty' | 'failing' | 'forbidden' | 'slow'

export type Mock = {
  url: string
  mode: Mode
  records: Map<string, Record_>
  notifications: Notification[]
  session: Session | null
  mustChange: boolean
  key: string | null
  /** The next so many requests that change something get no answer. */
  drop: number
  requests: { method: string; path: string; key: string | undefined }[]
  close: () => Promise<void>
}

export async function startMock(root: string): Promise<Mock> {
  const mock: Mock = { url: '', mode: 'normal', records: makeRecords(), notifications: makeNotifications(), session: null, mustChange: false, key: null, drop: 0, requests: [], close: () => Promise.resolve() }
  const server = createServer((request, response) => void answer(mock, root, request, response).catch((cause: unknown) => {
    response.writeHead(500).end(String(cause))
  }))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  mock.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  mock.close = () => new Promise((done) => { server.closeAllConnections(); server.close(() => done()) })
  return mock
}

function makeRecords(): Map<string, Record_> {
  const communes = [['Xã Bắc Bộ', 210, 12, 34], ['Xã Hòa Bình', null, null, null], ['Thị trấn Phong Nha', 1520, 87, 145]] as const
  const returned = { at: '2020-06-03T10:15:00+07:00', by: lan, for: null, unit: commune.name, action: 'return', title: 'Trả lại', from: states.waiting, to: states.returned, reason: 'Số liệu sai', note: 'Tổng số việc công chứng không khớp với sổ. Kiểm tra lại cột (3).', revision: 2 }
  const list: Filing[] = [
    filing(1, single, { tables: one([210, 12, null]), previous: one([198, 15, 30]) }),
    filing(2, wide, { state: states.returned, late: true, due: '2020-06-01', tables: one([7, 5200, 4100, 1000, 320_000_000, 1_234_567_890, 900, 1_800_000, 45, 450_000, 98_765_432]), previous: one([6, 4900, 4000, 900, 300_000_000, 1_134_567_890, 880, 1_700_000, 40, 400_000, 88_765_432]), lastReturn: returned, events: [returned], actions: [{ ...submit, blocked: 'còn 1 lỗi phải sửa' }] }),
    filing(3, upper, {
      unit: district, receiver: unit(300, 'Sở Tư pháp tỉnh Quảng Bình'), takesIn: true, due: '2020-06-16', actions: [submit],
      tables: [
        { id: 'own', rows: [{ key: '', cells: [320, 45, 12, 8] }] },
        { id: 'communes', rows: communes.map(([title, ...cells], index) => ({ key: id(110 + index), title, cells: [...cells] })) },
      ],
      coverage: [{ form: { pack: 'p', id: 'one', version: 1, code: single.code, title: single.title }, received: 2, expected: 3, units: communes.map(([name], index) => ({ filing: id(400 + index), unit: unit(110 + index, name), state: index === 1 ? states.working : states.done, counted: index !== 1, onBehalf: index === 2 })) }],
    }),
    filing(4, stubs, { state: states.idle, revision: 0, events: [], tables: [], due: null, previous: [{ id: 'main', rows: [{ key: 'change', cells: [null, 12, 14, 9850] }, { key: 'parents', cells: [null, 3, 4, null] }] }] }),
  ]
  list.push(filing(5, big, { tables: [{ id: 'main', rows: Array.from({ length: 62 }, (_, row) => ({ key: `r${row}`, cells: [null, ...Array.from({ length: 39 }, (__, index) => row * 100 + index)] })) }] }))
  list.push(filing(6, requests.everyKind, { tables: [] }), filing(7, requests.confirmation, { tables: [] }))
  const causes = [['A', 'Thời tiết'], ['B', 'Giao thông'], ['C', 'Thiết bị'], ['E', 'Nhân lực'], ['F', 'Kinh phí'], ['G', 'Thủ tục'], ['K', 'Nguyên nhân khác']]
    .map(([code = '', title = '']) => ({ code, title, ...(code === 'B' ? { retired: true as const } : {}) }))
  list.push(filing(10, requests.chosen, {
    outside: { types: {}, values: {}, choices: { causes, teams: [{ code: 'T1', title: 'Tổ một' }, { code: 'T2', title: 'Tổ hai' }] } },
    tables: [{ id: 'all', rows: [{ key: '', cells: ['B', 'A,B', null, null, null, null] }] }, { id: 'cases', rows: [{ key: id(80), title: '', cells: ['B', 1] }, { key: id(81), title: '', cells: [null, 2] }] }],
  }))
  return new Map(list.map((one) => [one.id, { filing: one, history: [] }]))
}

function makeNotifications(): Notification[] {
  const one = (n: number, over: Partial<Notification>): Notification => ({
    id: id(900 + n), at: '2020-06-03T10:15:00+07:00', read: false, kind: 'reminder', title: 'Hạn gửi báo cáo', due: '2020-06-08', by: null, to: null, reason: null, note: null, filing: line(filing(1, single, {})), ...over,
  })
  return [
    one(5, { kind: 'act', title: 'Trả lại', due: null, by: { name: lan.name, unit: commune.name }, to: states.returned, reason: 'Số liệu sai', note: 'Tổng số việc công chứng không khớp với sổ.' }),
    one(4, { at: '2020-06-03T08:00:00+07:00' }),
    one(3, { kind: 'expiry', due: '2020-06-01', at: '2020-06-02T00:00:00+07:00' }),
    one(2, { read: true, at: '2020-05-28T08:00:00+07:00', due: '2020-06-01' }),
    one(1, { read: true, at: '2020-05-27T08:00:00+07:00' }),
  ]
}

const line = ({ id, form, unit, receiver, period, state, revision, due, late, onBehalf, inPlaceOf, staleSince, updatedAt }: Filing): FilingLine =>
  ({ id, form, unit, receiver, period, state, revision, due, late, onBehalf, ...(inPlaceOf === undefined ? {} : { inPlaceOf }), staleSince, updatedAt })

function session(login: string): Session {
  return {
    account: { id: id(70), login, name: 'Nguyễn Thị An', role: { id: 'r', title: 'Chuyên viên thống kê' } }, unit: commune,
    capabilities: ['work-on-filings', 'read-below'], receives: true, copies: true, mustChangePassword: false, period, demo: true, now,
  }
}

function welcome(mock: Mock): Welcome {
  return {
    demo: true, demoPassword: 'Minhhoa@2020', now, support: 'Cục Kế hoạch – Tài chính, điện thoại 024 6273 9999, thongke@example.gov.vn', handsontableKey: mock.key,
    accounts: ['xabacbo_bc', 'xabacbo_ld', 'huyenphongnha_bc', 'huyenphongnha_kt', 'huyenphongnha_ld'].map((login) => ({ login, title: login.endsWith('ld') ? 'Lãnh đạo' : login.endsWith('kt') ? 'Người kiểm tra' : 'Chuyên viên', unit: login.startsWith('xa') ? commune.name : district.name })),
  }
}

async function answer(mock: Mock, root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('content-security-policy', policy)
  response.setHeader('x-content-type-options', 'nosniff')
  const url = new URL(request.url ?? '/', 'http://mock')
  if (!url.pathname.startsWith('/api/')) return serve(root, url.pathname, response)
  const method = request.method ?? 'GET'
  const path = url.pathname.slice('/api/v1'.length)
  mock.requests.push({ method, path, key: request.headers['idempotency-key'] as string | undefined })
  if (method !== 'GET' && mock.drop > 0) {
    mock.drop -= 1
    request.socket.destroy()
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const isFile = request.headers['content-type'] === 'application/octet-stream'
  const body = chunks.length === 0 || isFile ? undefined : (JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>)
  if (mock.mode === 'slow') await new Promise((done) => setTimeout(done, 1500))
  const send = (status: number, value: unknown): void => {
    response.writeHead(status, { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json' }).end(value === undefined ? '' : JSON.stringify(value))
  }
  const refuse = (status: number, code: string, title: string, detail: string, more: Partial<ProblemReply> = {}): void =>
    send(status, { type: `/problems/${code}`, title, status, detail, instance: 'req-0001', code, ...more })
  const is = (want: string): boolean => `${method} ${path}` === want

  if (is('GET /welcome')) return send(200, welcome(mock))
  if (is('POST /session')) {
    if (body?.['password'] === 'wrong') return refuse(401, 'wrong-login', 'Đăng nhập không thành công', 'Tên đăng nhập hoặc mật khẩu không đúng.')
    mock.session = { ...session(String(body?.['login'])), mustChangePassword: mock.mustChange }
    return send(200, mock.session)
  }
  if (is('DELETE /session')) {
    mock.session = null
    return send(204, undefined)
  }
  if (mock.session === null) return refuse(401, 'not-logged-in', 'Chưa đăng nhập', 'Phiên làm việc đã hết.')
  if (is('GET /session')) return send(200, mock.session)
  if (mock.mode === 'failing') return refuse(500, 'internal', 'Phần mềm gặp lỗi', 'Có lỗi ngoài dự kiến. Vui lòng thử lại sau ít phút.')
  if (mock.mode === 'forbidden') return refuse(403, 'not-allowed', 'Không có quyền', 'Tài khoản không được giao việc này.')
  const all = mock.mode === 'empty' ? [] : [...mock.records.values()].map((one) => one.filing)
  if (is('POST /session/password')) return send(204, undefined)
  if (is('POST /demo/clock')) return send(200, { now: '2020-06-08T08:00:00+07:00', period })
  if (is('GET /units')) {
    const [words, codes] = [url.searchParams.get('text')?.toLocaleLowerCase('vi'), url.searchParams.get('codes')?.split(',')]
    const units = [unit(300, 'Sở Tư pháp tỉnh Quảng Bình'), commune, district]
    return send(200, { units: units.filter((one) => (words === undefined || one.name.toLocaleLowerCase('vi').includes(words) || one.code.includes(words)) && (codes === undefined || codes.includes(one.code))) })
  }
  if (is('GET /notifications/unread')) return send(200, { unread: mock.notifications.filter((one) => !one.read).length })
  if (is('GET /notifications')) {
    const older = mock.mode === 'empty' ? [] : mock.notifications.filter((one) => url.searchParams.get('before') === null || one.id < (url.searchParams.get('before') ?? ''))
    return send(200, { notifications: older.slice(0, 3), more: older.length > 3, unread: mock.notifications.filter((one) => !one.read).length })
  }
  if (is('GET /notifications/email')) return send(200, { email: null, sends: false })
  if (is('POST /notifications/read')) {
    mock.notifications = mock.notifications.map((one) => (one.id === body?.['id'] || (body?.['older'] === true && one.id < String(body['id'])) ? { ...one, read: true } : one))
    return send(200, { unread: mock.notifications.filter((one) => !one.read).length })
  }
  if (is('GET /substitutes')) {
    const people = [an, { login: 'xabacbo_bc_2', name: 'Phạm Văn Bình' }].map((one) => ({ ...one, role: { id: 'r', title: 'Chuyên viên thống kê' } }))
    const known = { id: id(950), account: an, substitute: { login: 'xabacbo_bc_2', name: 'Phạm Văn Bình' }, from: '2020-06-04', to: '2020-06-09', mayEnd: true }
    return send(200, { substitutes: mock.mode === 'empty' ? [] : [known], people: mock.mode === 'empty' ? [] : people, namesOthers: false })
  }
  if (is('GET /inbox')) {
    return send(200, { substituteFor: [], offers: [], tasks: all.map((one) => ({ filing: line(one), due: one.due, late: one.late, for: null, asked: one.state.tone === 'idle' ? 'Nhập số liệu' : one.state.tone === 'returned' ? 'Sửa và chuyển lại' : 'Hoàn thành và chuyển', returned: one.lastReturn === null ? null : { by: one.lastReturn.by, at: one.lastReturn.at, reason: one.lastReturn.reason, note: one.lastReturn.note } })) })
  }
  if (is('GET /filings')) {
    if (url.searchParams.get('box') === 'own') return send(200, { filings: all.map(line), offers: [] })
    const lower = [states.done, states.sent, states.working, states.returned, states.idle].flatMap((state, index) => {
      const base = all[0]
      return base === undefined ? [] : [{ ...line(base), id: id(600 + index), state, unit: unit(110 + index, ['Xã Bắc Bộ', 'Xã Hòa Bình', 'Thị trấn Phong Nha', 'Xã Tân Lập', 'Xã An Thịnh'][index] ?? ''), late: index === 3, due: '2020-06-04', onBehalf: index === 2 }]
    })
    return send(200, { filings: lower, offers: [] })
  }
  const match = /^\/filings\/([^/]+)(?:\/(.*))?$/.exec(path)
  const record = mock.records.get(match?.[1] ?? '')
  if (record === undefined) return refuse(404, 'not-found', 'Không tìm thấy', 'Không tìm thấy nội dung này.')
  const rest = match?.[2]
  if (method === 'GET' && rest === undefined) return send(200, record.filing)
  if (method === 'GET' && rest === 'history') return send(200, { changes: record.history })
  if (method === 'GET' && rest === 'explain') {
    const sheet = openSheet(compileForm(record.filing.definition as FormDefinition), record.filing.tables)
    const told = explainCell(sheet, url.searchParams.get('address') ?? '')
    if (told === undefined) return refuse(404, 'not-found', 'Không tìm thấy', 'Không có ô này.')
    const { role, ...explained } = told
    const kind = explained.value === null ? 'blank' : role === 'closed' ? 'blank' : role
    const below = mock.records.get(ids.single)?.filing
    return send(200, {
      ...explained, kind, typed: kind === 'typed' ? { by: an, at: '2020-06-04T15:20:00+07:00', revision: 3 } : null, missing: kind === 'calculated' ? [unit(111, 'Xã Hòa Bình')] : [],
      sources: role === 'rolled-up' && below !== undefined ? [{ filing: below.id, readable: true, unit: below.unit, form: below.form, address: 'main.copies', label: 'Chứng thực bản sao', value: explained.value, seal: { number: 1, at: now, by: lan, hash: 'ab'.repeat(32) } }] : [],
    })
  }
  if (method === 'GET' && rest === 'series') return send(200, series)
  if (method === 'PATCH') return save(record, body as unknown as SaveRequest, send, refuse)
  if (method === 'POST' && rest === 'files') {
    const name = url.searchParams.get('name') ?? ''
    if (!name.endsWith('.pdf')) return refuse(422, 'invalid-values', 'Giá trị chưa đúng', 'Một số giá trị chưa đúng.', { issues: [{ code: 'value.file-content', severity: 'error', path: url.searchParams.get('address') ?? '', message: `Nội dung của tệp “${name}” không đúng loại.` }] })
    const file = { id: id(970 + (record.filing.files?.length ?? 0)), name, size: Buffer.concat(chunks).length, at: now, by: an, scanned: false }
    record.filing = { ...record.filing, files: [...(record.filing.files ?? []), file] }
    return send(201, file)
  }
  if (method === 'POST' && rest?.startsWith('actions/') === true) {
    record.filing = { ...record.filing, state: states.waiting, editable: false, readOnlyBecause: 'biểu đang chờ lãnh đạo phê duyệt', actions: [giveBack, { ...submit, id: 'approve', title: 'Phê duyệt', note: 'none' }], revision: record.filing.revision + 1 }
    return send(200, { id: record.filing.id, state: record.filing.state, revision: record.filing.revision })
  }
  return refuse(405, 'method-not-allowed', 'Không thực hiện được', 'Không nhận yêu cầu này.')
}

function save(record: Record_, body: SaveRequest, send: (status: number, value: unknown) => void, refuse: (status: number, code: string, title: string, detail: string, more?: Partial<ProblemReply>) => void): void {
  const { filing } = record
  const form = compileForm(filing.definition as FormDefinition)
  const sheet = openSheet(form, changeRows(form, filing.tables, body.rows ?? []))
  const changed = new Map<string, WireValue>()
  for (const one of record.history) if (one.revision > body.revision) for (const cell of one.cells) changed.set(cell.address, cell.after)
  const conflicts = body.cells.flatMap(([address, value]) => (changed.has(address) && changed.get(address) !== value ? [{ address, yours: value, theirs: changed.get(address) ?? null, by: lan, at: now }] : []))
  if (conflicts.length > 0) return refuse(412, 'changed-since', 'Số liệu vừa được người khác sửa', 'Xem các thay đổi.', { conflicts, revision: filing.revision })
  const issues = body.cells.flatMap(([address, value]) => (value === 666 ? [{ code: 'value.refused', severity: 'error' as const, path: address, message: 'Máy chủ không nhận số này.' }] : []))
  if (issues.length > 0) return refuse(422, 'invalid-values', 'Giá trị chưa đúng', 'Một số giá trị chưa đúng.', { issues })
  const cells = body.cells.map(([address, after]) => ({ address, before: cellAt(sheet, address).value, after }))
  const { moved } = edit(sheet, body.cells)
  const revision = filing.revision + 1
  record.history.unshift({ at: now, by: an, revision, cells })
  const found = findings(sheet)
  const errors = found.filter((one) => one.severity === 'error').length
  record.filing = { ...filing, revision, state: filing.state.tone === 'idle' ? states.working : filing.state, tables: valuesOf(sheet), updatedAt: now, explanation: body.explanation ?? filing.explanation, reasons: { ...filing.reasons, ...body.reasons }, actions: filing.actions.map((one) => (one.id === 'submit' ? { ...one, blocked: errors > 0 ? `còn ${errors} lỗi phải sửa` : null } : one)) }
  const patched = new Set(body.cells.map(([address]) => address))
  const others = [...changed].filter(([address]) => !patched.has(address))
  send(200, { revision, state: record.filing.state, moved: [...moved.filter((one) => !patched.has(one)).map((one) => [one, recordedAt(sheet, one)]), ...others], findings: found.map((one) => ({ code: one.code, severity: one.severity, path: one.path, message: one.code })), agreed: true })
}

/** Somebody else saves a cell: another person, or another window. */
export function editElsewhere(mock: Mock, filingId: string, address: string, value: WireValue): void {
  const record = mock.records.get(filingId)
  if (record === undefined) return
  const sheet = openSheet(compileForm(record.filing.definition as FormDefinition), record.filing.tables)
  if (placeOf(sheet, address) === undefined) throw new Error(address)
  const before = cellAt(sheet, address).value
  edit(sheet, [[address, value]])
  const revision = record.filing.revision + 1
  record.history.unshift({ at: now, by: lan, revision, cells: [{ address, before, after: value }] })
  record.filing = { ...record.filing, revision, tables: valuesOf(sheet) }
}

/** Somebody else removes a record. */
export function removeElsewhere(mock: Mock, filingId: string, tableId: string, key: string): void {
  const record = mock.records.get(filingId)
  if (record === undefined) return
  const form = compileForm(record.filing.definition as FormDefinition)
  const sheet = openSheet(form, record.filing.tables)
  const cells = (form.byId.get(tableId)?.columns ?? []).map(({ id: column }) => ({ address: `${tableId}[${key}].${column}`, before: cellAt(sheet, `${tableId}[${key}].${column}`).value, after: null }))
  const revision = record.filing.revision + 1
  record.history.unshift({ at: now, by: lan, revision, cells })
  record.filing = { ...record.filing, revision, tables: record.filing.tables.map((one) => (one.id === tableId ? { ...one, rows: one.rows.filter((row) => row.key !== key) } : one)) }
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.woff': 'font/woff' }

/** A file of the build; any other path is the one page. */
export function serve(root: string, path: string, response: ServerResponse): void {
  const file = join(root, normalize(path))
  const found = path !== '/' && file.startsWith(root) && existsSync(file) && statSync(file).isFile() ? file : join(root, 'index.html')
  response.writeHead(200, { 'content-type': types[extname(found)] ?? 'application/octet-stream' })
  createReadStream(found).pipe(response)
}
