// Every kind of cell: what it takes, what it refuses and with which code, how it is typed and shown, and that no text
// whatever makes it fail, hang, or take what it cannot show again.
import { expect } from 'chai'
import fc from 'fast-check'
import { dayNumber } from '../../../engine/core/calendar.ts'
import type { WireValue } from '../../../engine/core/contract/shapes.ts'
import type { Column } from '../../../engine/core/form/compile.ts'
import { hasSentence, languages } from '../../../engine/core/messages/sentence.ts'
import { checkValue, type Known } from '../../../engine/core/validation/check-value.ts'
import { readTyped, showValue } from '../../../engine/core/validation/typed.ts'
import { cellKinds, type CellKind } from '../../../engine/core/value.ts'
import { compiled } from '../form/definitions.ts'

const file = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const form = compiled(`
  sections:
    - id: all
      fields:
        - { id: number, title: N, kind: number, decimals: 1, min: -5, max: 100 }
        - { id: money, title: M, kind: money, measure: đồng }
        - { id: date, title: D, kind: date }
        - { id: yes_no, title: Y, kind: yes-no }
        - { id: text, title: T, kind: text, max-length: 12 }
        - { id: long_text, title: L, kind: long-text }
        - { id: choice, title: C, kind: choice, choices: [{ code: creditor, title: Người được thi hành án }, { code: debtor, title: Người phải thi hành án }] }
        - { id: choices, title: Cs, kind: choices, choices: [{ code: mail, title: Thư điện tử }, { code: post, title: Bưu điện }, { code: phone, title: Điện thoại }] }
        - { id: listed, title: Li, kind: choice, choices: { codelist: provinces } }
        - { id: several, title: Se, kind: choices, choices: { codelist: provinces } }
        - { id: office, title: U, kind: unit, unit-kinds: [court] }
        - { id: address, title: A, kind: address }
        - { id: identity, title: I, kind: identity-number }
        - { id: phone, title: P, kind: phone }
        - { id: email, title: E, kind: email }
        - { id: files, title: F, kind: attachment, max-count: 2 }
        - { id: number_of_judgment, title: S, kind: text, pattern: "#{1,4}/####/@{2,6}-@{2,6}" }`)

const columns = new Map(form.tables[0]?.columns.map((one) => [one.id, one]))
const column = (id: string): Column => {
  const found = columns.get(id)
  if (found === undefined) throw new Error(id)
  return found
}
const known: Known = {
  entries: (codelist) => (codelist === 'provinces' ? [{ code: '01', title: 'Hà Nội' }, { code: '05', title: 'Hà Tây', retired: true }, { code: '06', title: 'Bắc Kạn' }] : undefined),
  unitKind: (code) => (code === 'toa_an_mot' ? 'court' : code === 'ubnd_xa' ? 'commune' : null),
}
const code = (id: string, value: unknown, by: Known = known): string => checkValue(value as WireValue, column(id), by)?.code ?? 'taken'
const typed = (id: string, text: string): unknown => {
  const read = readTyped(column(id), text, known)
  return 'issue' in read ? read.issue.code : read.value
}

/** Of each field: what it takes as it travels, and what it refuses, by code. */
const table: Readonly<Record<string, { takes: readonly WireValue[]; refuses: Readonly<Record<string, readonly unknown[]>> }>> = {
  number: { takes: [0, -50, 1000, 15], refuses: { 'value.below-min': [-51], 'value.above-max': [1001], 'value.not-whole': [0.5, NaN], 'value.not-a-number': ['1', ''], 'value.too-large': [2 ** 53, '9007199254740993'] } },
  money: { takes: [0, 999_999_999_999_999], refuses: { 'value.negative': [-1], 'value.above-max': [1e15], 'value.not-a-number': ['một'] } },
  date: { takes: [0, -1, dayNumber('1000-01-01'), dayNumber('9999-12-31')], refuses: { 'value.day-out-of-range': [dayNumber('1000-01-01') - 1, dayNumber('9999-12-31') + 1, 1e15], 'value.not-a-number': ['2020-06-05'], 'value.not-whole': [1.5] } },
  yes_no: { takes: [0, 1], refuses: { 'value.not-yes-no': [2, -1], 'value.not-whole': [0.5], 'value.not-a-number': ['có', 'true'] } },
  text: { takes: ['Nguyễn An', '', "O'Neil <b>", '١٢'], refuses: { 'value.text-too-long': ['mười ba ký tự'], 'value.one-line': ['a\nb', 'a\rb'], 'value.control-character': ['a\u0007', '\u2028', '\u0085'], 'value.not-text': [5, 0] } },
  long_text: { takes: ['a\nb\tc', 'x'.repeat(4000)], refuses: { 'value.text-too-long': ['x'.repeat(4001)], 'value.control-character': ['\u0001'], 'value.not-text': [1] } },
  choice: { takes: ['creditor', 'debtor'], refuses: { 'value.unknown-choice': ['', 'Creditor', 'creditor ', 'creditor,debtor', 'constructor', '__proto__'], 'value.not-text': [0] } },
  choices: { takes: ['mail', 'mail,phone', 'mail,post,phone'], refuses: { 'value.unknown-choice': ['', 'mail,', ',', 'mail,fax', 'mail, post'], 'value.choices-order': ['phone,mail', 'mail,mail', 'mail,'.repeat(600)], 'value.not-text': [1] } },
  listed: { takes: ['01', '06'], refuses: { 'value.unknown-choice': ['02', '1', '01,06'], 'value.retired-choice': ['05'] } },
  several: { takes: ['01,06'], refuses: { 'value.unknown-choice': ['01,02'], 'value.retired-choice': ['01,05', '05,01'], 'value.choices-order': ['06,01'] } },
  office: { takes: ['toa_an_mot'], refuses: { 'value.not-a-unit': ['Tòa án', '', '_a', 'a__b', `a${'_a'.repeat(60)}`], 'value.unknown-unit': ['toa_an_hai'], 'value.unit-of-other-kind': ['ubnd_xa'], 'value.not-text': [7] } },
  address: { takes: ['Số 1, ngõ 2, xã Bắc Bộ'], refuses: { 'value.one-line': ['a\nb'], 'value.text-too-long': ['x'.repeat(1001)] } },
  identity: { takes: ['079123456789', '123456789'], refuses: { 'value.not-an-identity-number': ['', '07912345678', '0791234567890', '12345678a', '079 123 456 789', '０７９１２３４５６７８９', '079123456789\n'] } },
  phone: { takes: ['0912345678', '+84912345678', '02462739999', '19001234', '1800599920'], refuses: { 'value.not-a-phone-number': ['', '091234567', '09123456789', '0112345678', '+849123456789', '12345', '0912345678x', '8-0912345678'] } },
  email: { takes: ['an@example.vn', 'nguyen.an+1@so-tu-phap.bacninh.gov.vn', 'thư@đơn-vị.vn'], refuses: { 'value.not-an-email': ['', 'an', 'an@', '@example.vn', 'an@example', 'a b@example.vn', 'an@@example.vn', 'an@example..vn', '.an@example.vn', 'an.@example.vn', 'an@-example.vn', `${'a'.repeat(65)}@example.vn`, `a@${'b.'.repeat(200)}vn`] } },
  files: { takes: [file(1), `${file(1)},${file(2)}`], refuses: { 'value.not-files': ['', 'a', `${file(1)},`, `${file(1)},${file(1)}`, file(1).replace('4000', 'G000')], 'value.too-many-files': [[1, 2, 3].map(file).join(','), 'x'.repeat(2_000_000)], 'value.not-text': [1] } },
  number_of_judgment: { takes: ['12/2020/DS-ST', '1/2020/HNGĐ-ST'], refuses: { 'value.not-as-pattern': ['12/2020', '12/2020/DS-ST ', 'x', '/////////'] } },
}

describe('a value of each kind', () => {
  it('is in the table, so that no kind is left out', () => {
    const covered = new Set([...columns.values()].map((one) => one.kind))
    expect([...covered].sort()).to.deep.equal((Object.keys(cellKinds) as CellKind[]).sort())
    expect(Object.keys(table).sort()).to.deep.equal([...columns.keys()].sort())
  })

  for (const [id, { takes, refuses }] of Object.entries(table)) {
    it(`${id}: is taken or refused, each with its code, and a blank is taken`, () => {
      expect(code(id, null)).to.equal('taken')
      for (const value of takes) expect(code(id, value), JSON.stringify(value)).to.equal('taken')
      for (const [wanted, values] of Object.entries(refuses)) {
        for (const value of values) expect(code(id, value), JSON.stringify(value)?.slice(0, 60)).to.equal(wanted)
        for (const language of languages) expect(hasSentence(wanted, language), wanted).to.equal(true)
      }
    })
  }

  it('yes or no is shown in the language of whoever reads', () => {
    expect([showValue(column('yes_no'), 1), showValue(column('yes_no'), 0), showValue(column('yes_no'), 1, 'en'), showValue(column('yes_no'), 0, 'en'), showValue(column('yes_no'), null, 'en')]).to.deep.equal(['Có', 'Không', 'Yes', 'No', ''])
  })

  it('that is a retired entry of a codelist stays where it stands, in its place, and goes nowhere else', () => {
    const standing = (value: string): Known => ({ ...known, standing: value })
    expect([code('listed', '05', standing('05')), code('several', '01,05,06', standing('05')), code('several', '06,05', standing('05')), code('listed', '05', standing('01'))])
      .to.deep.equal(['taken', 'taken', 'value.choices-order', 'value.retired-choice'])
  })

  it('is read by the title of an entry, too, the valid one of two', () => {
    expect([typed('listed', 'bắc kạn'), typed('several', 'Bắc Kạn; Hà Nội'), typed('listed', 'Hà Tây')]).to.deep.equal(['06', '01,06', 'value.retired-choice'])
    const again = { entries: () => [{ code: '1', title: 'Sở', retired: true as const }, { code: '2', title: 'Sở' }] }
    expect(readTyped(column('listed'), 'Sở', again)).to.deep.equal({ value: '2' })
  })

  it('is judged by its shape alone where nobody knows the list', () => {
    expect(['02', '79/A', 'b-1'].map((one) => code('listed', one, {}))).to.deep.equal(['taken', 'taken', 'taken'])
    expect(['', 'a,b', '-x', 'x'.repeat(81)].map((one) => code('listed', one, {}))).to.deep.equal(Array(4).fill('value.unknown-choice'))
    expect(code('office', 'toa_an_hai', {})).to.equal('taken')
  })
})

describe('what is typed', () => {
  it('is read as people write it', () => {
    const day = dayNumber('2020-06-05')
    for (const text of ['05/06/2020', '5/6/2020', '5.6.2020', '05-06-2020', '05062020', '2020-06-05', ' 5 / 6 / 2020 ']) expect(typed('date', text), text).to.equal(day)
    expect(['Có', 'không', 'KHÔNG', 'x', '1'].map((one) => typed('yes_no', one))).to.deep.equal([1, 0, 0, 1, 1])
    expect(['079 123 456 789', '079.123.456.789'].map((one) => typed('identity', one))).to.deep.equal(['079123456789', '079123456789'])
    expect(['0912 345 678', '(+84) 912.345.678', '+84 0912345678', '024-6273-9999'].map((one) => typed('phone', one))).to.deep.equal(['0912345678', '0912345678', '0912345678', '02462739999'])
    expect(typed('email', ' an@example.vn ')).to.equal('an@example.vn')
    expect([typed('choice', 'người phải thi hành án'), typed('choice', 'creditor')]).to.deep.equal(['debtor', 'creditor'])
    expect(typed('choices', 'Điện thoại; thư điện tử; phone')).to.equal('mail,phone')
    expect(typed('office', 'Tòa án nhân dân khu vực 1 (toa_an_mot)')).to.equal('toa_an_mot')
    expect(typed('text', 'a\r\n b')).to.equal('a b')
    expect(typed('long_text', 'a\r\nb ')).to.equal('a\nb')
    expect(typed('number', '1,5')).to.equal(15)
    expect([...columns.keys()].map((id) => typed(id, '  '))).to.deep.equal(Array(columns.size).fill(null))
  })

  it('is refused where it could mean two things, or nothing', () => {
    expect(['31/02/2020', '5/6/20', '13/13/2020', '29/02/2021', 'hôm nay', '0/1/2020', '1/1/0999', '5/6'].map((one) => typed('date', one))).to.deep.equal([
      'value.not-a-date', 'value.not-a-date', 'value.not-a-date', 'value.not-a-date', 'value.not-a-date', 'value.not-a-date', 'value.day-out-of-range', 'value.not-a-date',
    ])
    expect(typed('yes_no', 'có thể')).to.equal('value.not-yes-no')
    expect(typed('choices', 'Điện thoại; fax')).to.equal('value.unknown-choice')
  })

  it('is NFC, so that what looks the same is the same', () => {
    expect(typed('text', 'Nguye\u0302\u0303n')).to.equal('Nguy\u1ec5n')
  })

  it('comes back from what is shown, whatever the value', () => {
    const values: readonly (readonly [string, fc.Arbitrary<WireValue>])[] = [
      ['number', fc.integer({ min: -50, max: 1000 })],
      ['money', fc.nat(999_999_999)],
      ['date', fc.integer({ min: dayNumber('1000-01-01'), max: dayNumber('9999-12-31') })],
      ['yes_no', fc.constantFrom(0, 1)],
      ['choice', fc.constantFrom('creditor', 'debtor')],
      ['choices', fc.subarray(['mail', 'post', 'phone'], { minLength: 1 }).map((codes) => codes.join(','))],
      ['identity', fc.stringMatching(/^\d{12}$/)],
    ]
    for (const [id, some] of values) {
      fc.assert(fc.property(some, (value) => {
        expect(code(id, value)).to.equal('taken')
        expect(typed(id, showValue(column(id), value)), `${id} ${value}`).to.equal(value)
      }))
    }
  })

  it('is taken or refused with a sentence, whatever it is, and quickly', function () {
    this.timeout(10_000)
    const noise = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }), fc.constantFrom('\0', '\ud800', '{3}', 'a'.repeat(20_000), `${'a@'.repeat(9000)}`, `a@${'a.'.repeat(9000)}`, '1/'.repeat(9000), ','.repeat(19_000), '9'.repeat(19_000), '-', '−5', '__proto__', 'constructor'))
    const started = performance.now()
    fc.assert(fc.property(fc.constantFrom(...columns.keys()), noise, (id, text) => {
      const read = readTyped(column(id), text, known)
      if ('issue' in read) return void expect(hasSentence(read.issue.code), read.issue.code).to.equal(true)
      // What is read may stand there, and reading what it shows gives it again.
      expect(code(id, read.value)).to.equal('taken')
      if (read.value === null) return
      const again = readTyped(column(id), showValue(column(id), read.value), known)
      expect('value' in again ? again.value : again.issue.code, `${id} ${JSON.stringify(text)}`).to.equal(read.value)
    }), { numRuns: 1500 })
    expect(performance.now() - started).to.be.below(8000)
  })

  it('is judged at the door as strictly, whatever its type', () => {
    fc.assert(fc.property(fc.constantFrom(...columns.keys()), fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.integer()), (id, value) => {
      const found = checkValue(value, column(id), known)
      if (found !== undefined) return
      expect(typeof value).to.equal(column(id).holds === 'text' ? 'string' : 'number')
      if (typeof value === 'number') expect(Number.isSafeInteger(value)).to.equal(true)
    }), { numRuns: 4000 })
  })
})
