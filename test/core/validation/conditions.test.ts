// Fields that are seen or not, required or not, locked or not: what the conditions say, and that a field which is not
// seen counts as blank everywhere while nothing typed is lost.
import { expect } from 'chai'
import fc from 'fast-check'
import { parse } from 'yaml'
import { askedAt, isShown, type Asked } from '../../../engine/core/calculation/conditions.ts'
import { edit } from '../../../engine/core/calculation/edit.ts'
import { prefilled } from '../../../engine/core/validation/prefill.ts'
import { changeRows, checkRowChanges, rowAddress } from '../../../engine/core/calculation/records.ts'
import { addressesOf, cellAt, checksum, openSheet, placeOf, recordedIn, valuesOf, type Sheet } from '../../../engine/core/calculation/sheet.ts'
import type { Form, Table } from '../../../engine/core/form/compile.ts'
import { sentence } from '../../../engine/core/messages/sentence.ts'
import { findings } from '../../../engine/core/validation/validate.ts'
import { confirmation, feedback } from '../../support/request-forms.ts'
import { compiled, issuesOf } from '../form/definitions.ts'

const key = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const value = (sheet: Sheet, address: string) => cellAt(sheet, address).value
const asked = (sheet: Sheet, address: string): Asked | undefined => {
  const place = placeOf(sheet, address)
  return place === undefined ? undefined : askedAt(sheet, place)
}
const conditionsOf = (sheet: Sheet) => addressesOf(sheet).map((address) => [address, asked(sheet, address)])
const said = (sheet: Sheet): string[] => findings(sheet).map((one) => `${one.path}: ${sentence(one.code, one.params)}`)
const recorded = (sheet: Sheet, address: string) => recordedIn(sheet, placeOf(sheet, address) as NonNullable<ReturnType<typeof placeOf>>)
const tableOf = (form: Form, id: string): Table => form.byId.get(id) as Table

const small = compiled(`
  sections:
    - id: s
      fields:
        - { id: on, title: Bật, kind: yes-no }
        - { id: a, title: A, kind: number, visible-when: on, required: true }
        - { id: b, title: B, kind: text, visible-when: a > 5, read-only-when: a = 7 }
        - { id: twice, title: Hai lần A, kind: number, value: a * 2 }
        - { id: shown, title: Tính khi bật, kind: number, visible-when: on, value: or_zero(a) + 1 }
  rules:
    - { id: b_said, check: 'not is_blank(b)', basis: implied, message: Phải nói B. }
    - { id: positive, check: 'or_zero(a) > 0 or is_blank(on)', basis: implied, message: A phải dương. }`)

describe('a field', () => {
  it('is seen, required and locked as its conditions say, and not where they are not known', () => {
    const sheet = openSheet(small, [])
    expect(asked(sheet, 's.a')).to.deep.equal({ visible: false, required: false, readOnly: false })
    edit(sheet, [['s.on', 1]])
    expect(asked(sheet, 's.a')).to.deep.equal({ visible: true, required: true, readOnly: false })
    expect(asked(sheet, 's.b')?.visible, 'blank > 5 is not known').to.equal(false)
    edit(sheet, [['s.a', 7]])
    expect(asked(sheet, 's.b')).to.deep.equal({ visible: true, required: false, readOnly: true })
    expect(asked(sheet, 's.on')).to.deep.equal({ visible: true, required: false, readOnly: false })
  })

  it('that is not seen counts as blank, through everything that hangs on it, and comes back with what was typed', () => {
    const sheet = openSheet(small, [])
    edit(sheet, [['s.on', 1], ['s.a', 7], ['s.b', 'lời']])
    expect(['s.a', 's.b', 's.twice', 's.shown'].map((at) => value(sheet, at))).to.deep.equal([7, 'lời', 14, 8])
    const { moved } = edit(sheet, [['s.on', 0]])
    expect(moved.sort()).to.deep.equal(['s.a', 's.b', 's.on', 's.shown', 's.twice'])
    expect(['s.a', 's.b', 's.twice', 's.shown'].map((at) => value(sheet, at))).to.deep.equal([null, null, null, null])
    expect([recorded(sheet, 's.a'), recorded(sheet, 's.b')]).to.deep.equal([7, 'lời'])
    edit(sheet, [['s.on', 1]])
    expect(['s.a', 's.b', 's.twice', 's.shown'].map((at) => value(sheet, at))).to.deep.equal([7, 'lời', 14, 8])
  })

  it('that is not seen is kept in the record and left out of what is sealed', () => {
    const sheet = openSheet(small, [])
    edit(sheet, [['s.on', 1], ['s.a', 7], ['s.b', 'lời'], ['s.on', 0]])
    expect(valuesOf(sheet)[0]?.rows[0]?.cells).to.deep.equal([0, 7, 'lời', null, null])
    expect(valuesOf(sheet, 'counted')[0]?.rows[0]?.cells).to.deep.equal([0, null, null, null, null])
    const again = openSheet(small, valuesOf(sheet))
    expect([value(again, 's.a'), recorded(again, 's.a'), checksum(again)]).to.deep.equal([null, 7, checksum(sheet)])
    expect(value(openSheet(small, valuesOf(sheet, 'counted')), 's.twice')).to.equal(null)
  })

  it('that is not seen may still be written or blanked, and shows it when it is seen', () => {
    const sheet = openSheet(small, [])
    edit(sheet, [['s.a', 9]])
    expect([value(sheet, 's.a'), recorded(sheet, 's.a')]).to.deep.equal([null, 9])
    edit(sheet, [['s.a', null], ['s.on', 1]])
    expect([value(sheet, 's.a'), recorded(sheet, 's.a')]).to.deep.equal([null, null])
  })

  it('that is not seen raises no finding, nor does a rule that is only about such fields', () => {
    const sheet = openSheet(small, [])
    expect(said(sheet), 'b is not seen').to.deep.equal([])
    edit(sheet, [['s.on', 1]])
    expect(said(sheet)).to.deep.equal(['s.a: A: bắt buộc điền.', 's.a: A: A phải dương.'])
    edit(sheet, [['s.a', 6]])
    expect(said(sheet)).to.deep.equal(['s.b: B: Phải nói B.'])
    edit(sheet, [['s.on', 0]])
    // What is left is also about a field that is seen.
    expect(said(sheet)).to.deep.equal(['s.a: A: A phải dương.'])
  })

  it('hangs on no field that hangs on it', () => {
    const fields = (a: string, b: string): string => `sections: [{ id: s, fields: [{ id: a, title: A, kind: number, visible-when: ${a} }, { id: b, title: B, kind: number, visible-when: ${b} }, { id: c, title: C, kind: number, value: a + 1 }] }]`
    expect(issuesOf(fields('b > 1', 'a > 1'))).to.deep.equal(['form.cycle /tables'])
    expect(issuesOf(fields('a > 1', 'c > 1'))).to.deep.equal(['form.cycle /tables'])
    expect(issuesOf(fields('c > 1', 'c > 1'))).to.deep.equal(['form.cycle /tables'])
    expect(issuesOf('sections: [{ id: s, fields: [{ id: on, title: On, kind: yes-no }, { id: a, title: A, kind: number, visible-when: on }, { id: c, title: C, kind: number, visible-when: a > 1, value: a + 1 }] }]')).to.deep.equal([])
  })

  it('comes to the same, however it was come by', () => {
    const some = fc.record({ on: fc.constantFrom(0, 1, null), a: fc.constantFrom(null, 0, 6, 7), b: fc.constantFrom(null, 'x', 'y') }, { requiredKeys: [] })
    fc.assert(fc.property(fc.array(some, { minLength: 1, maxLength: 8 }), (edits) => {
      const sheet = openSheet(small, [])
      for (const one of edits) edit(sheet, Object.entries(one).map(([id, to]) => [`s.${id}`, to] as const))
      const fresh = openSheet(small, valuesOf(sheet))
      expect(valuesOf(fresh)).to.deep.equal(valuesOf(sheet))
      expect(valuesOf(fresh, 'counted')).to.deep.equal(valuesOf(sheet, 'counted'))
      expect(checksum(fresh)).to.equal(checksum(sheet))
      expect(conditionsOf(fresh)).to.deep.equal(conditionsOf(sheet))
      expect(said(fresh)).to.deep.equal(said(sheet))
      for (const id of ['on', 'a', 'b'] as const) {
        const typed = edits.reduce<unknown>((last, one) => (id in one ? one[id] : last), null)
        expect(recorded(sheet, `s.${id}`), 'what was typed last').to.equal(typed ?? null)
      }
    }))
  })
})

describe('a request', () => {
  const form = compiled(parse(confirmation) as object)
  const rows = [1, 2].map((n) => ({ table: 'obligations', key: key(n) }))
  const withRows = (): Sheet => openSheet(form, changeRows(form, [], rows))
  const at = (n: number, id: string): string => `obligations[${key(n)}].${id}`

  it('asks for the proxy of a proxy only, and for the parts of each obligation by its kind', () => {
    const sheet = withRows()
    expect(isShown(sheet, tableOf(form, 'proxy'))).to.equal(false)
    edit(sheet, [['request.role', 'proxy'], [at(1, 'kind'), 'money'], [at(2, 'kind'), 'thing']])
    expect(isShown(sheet, tableOf(form, 'proxy'))).to.equal(true)
    expect([1, 2].map((n) => [asked(sheet, at(n, 'due'))?.visible, asked(sheet, at(n, 'thing'))?.required])).to.deep.equal([[true, false], [false, true]])
    edit(sheet, [[at(1, 'due'), 100], [at(1, 'paid'), 40], [at(2, 'due'), 7]])
    expect([value(sheet, 'summary.total'), value(sheet, 'summary.left'), value(sheet, at(1, 'left')), value(sheet, at(2, 'left'))]).to.deep.equal([100, 60, 60, null])
    edit(sheet, [[at(2, 'kind'), 'money']])
    expect(value(sheet, 'summary.total'), 'what was typed before counts again').to.equal(107)
  })

  it('names what is missing, what does not fit and how many records there are, in words', () => {
    const sheet = withRows()
    edit(sheet, [
      ['request.agency', 'cuc_thads'], ['request.applicant', 'Nguyễn Văn An'], ['request.identity', '079123456789'], ['request.address', 'Xã Bắc Bộ'], ['request.role', 'creditor'],
      ['request.signed_on', 18_000], ['request.birthday', 18_000 - 17 * 366], ['judgment.number', '12/2020/DS-ST'], ['judgment.day', 18_001], ['summary.content', 'Xác nhận'],
      [at(1, 'kind'), 'money'], [at(1, 'due'), 5], [at(1, 'paid'), 6], [at(2, 'kind'), 'thing'],
    ])
    expect(said(sheet)).to.have.members([
      `${at(2, 'thing')}: Khoản phải thi hành 2 – Tài sản phải giao: bắt buộc điền.`,
      'request.signed_on: Cơ quan và người đề nghị – Ngày làm đơn: Ngày làm đơn 14/04/2019 trước ngày tuyên án 15/04/2019.',
      'request.age: Cơ quan và người đề nghị – Tuổi khi làm đơn: Người đề nghị mới 17 tuổi.',
      `${at(1, 'paid')}: Khoản phải thi hành 1 – Số tiền đã thi hành: Đã thi hành 6 nhiều hơn phải thi hành 5.`,
    ])
    expect(said(openSheet(form, [])).filter((one) => one.startsWith('obligations'))).to.deep.equal(['obligations: Khoản phải thi hành: có 0 bản ghi, cần ít nhất 1.'])
  })

  it('takes no more records than its limit, and only keys that a page makes', () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => ({ table: 'obligations', key: key(n) }))
    const codes = (...args: Parameters<typeof checkRowChanges>): string[] => checkRowChanges(...args).map((one) => `${one.code} ${one.path}`)
    expect(codes(form, [], many(5))).to.deep.equal([])
    expect(codes(form, [], many(6))).to.deep.equal(['value.too-many-records obligations'])
    const full = changeRows(form, [], many(6))
    expect(codes(form, full, [{ table: 'obligations', key: key(1), gone: true }]), 'one too many, but not more').to.deep.equal([])
    expect(codes(form, full, [...many(6), { table: 'obligations', key: key(7) }])).to.deep.equal(['value.too-many-records obligations'])
    expect(codes(form, [], [{ table: 'request', key: key(1) }, { table: '__proto__', key: key(1) }, { table: 'obligations', band: 7, key: key(1) }])).to.deep.equal([`value.unknown-row request[${key(1)}]`, `value.unknown-row __proto__[${key(1)}]`, `value.unknown-row obligations[${key(1)}]`])
    for (const bad of ['', 'x', key(1).toUpperCase().replace('4', 'A'), `${key(1)}/x`, '__proto__', `0:${key(1)}`]) expect(codes(form, [], [{ table: 'obligations', key: bad }]), bad).to.deep.equal([`value.not-a-key obligations[${bad}]`])
    expect(codes(form, [], [{ table: 'obligations', key: key(1), title: 'a\nb' }])).to.deep.equal([`value.row-title obligations[${key(1)}]`])
  })

  it('adds, names and removes a record, however often it is told', () => {
    const add = { table: 'obligations', key: key(3), title: 'Tiền cấp dưỡng' }
    const once = changeRows(form, [], [add])
    expect(changeRows(form, once, [add])).to.deep.equal(once)
    expect(once.find((one) => one.id === 'obligations')?.rows.map((row) => [row.key, row.title])).to.deep.equal([[key(3), 'Tiền cấp dưỡng']])
    expect(changeRows(form, once, [{ ...add, title: 'Khác' }]).find((one) => one.id === 'obligations')?.rows[0]?.title).to.equal('Khác')
    const gone = changeRows(form, once, [{ table: 'obligations', key: key(3), gone: true }])
    expect(gone.find((one) => one.id === 'obligations')?.rows).to.deep.equal([])
    expect(changeRows(form, gone, [{ table: 'obligations', key: key(3), gone: true }])).to.deep.equal(gone)
    expect(rowAddress(form, add)).to.equal(`obligations[${key(3)}]`)
  })
})

describe('a repeated section that is not there', () => {
  const form = compiled(parse(feedback.replace('most: 3', 'least: 1, most: 3')) as object)
  it('asks for no records', () => {
    const sheet = openSheet(form, [])
    const counts = (): string[] => said(sheet).filter((one) => one.startsWith('people'))
    expect([isShown(sheet, tableOf(form, 'people')), counts()]).to.deep.equal([false, []])
    edit(sheet, [['matter.kind', 'report']])
    expect([isShown(sheet, tableOf(form, 'people')), counts()]).to.deep.equal([true, ['people: Người có liên quan: có 0 bản ghi, cần ít nhất 1.']])
  })

  it('cannot hang on its own fields', () => {
    expect(issuesOf('sections: [{ id: s, repeat: { title: R }, visible-when: a > 1, fields: [{ id: a, title: A, kind: number }] }]')).to.deep.equal(['expression.unknown-name /sections/0/visible-when'])
  })
})

describe('a prefilled field', () => {
  const form = compiled({
    sections: [
      { id: 's', fields: [
        { id: 'number', title: 'N', kind: 'number', decimals: 1, prefill: 'unit.population / 3' },
        { id: 'money', title: 'M', kind: 'money', prefill: 'unit.population * 2' },
        { id: 'date', title: 'D', kind: 'date', prefill: 'date("2020-06-05")' },
        { id: 'yes', title: 'Y', kind: 'yes-no', prefill: 'unit.population > 5' },
        { id: 'text', title: 'T', kind: 'text', 'max-length': 4, prefill: '"Hà"' },
        { id: 'long', title: 'L', kind: 'text', 'max-length': 4, prefill: '"quá dài"' },
        { id: 'choice', title: 'C', kind: 'choice', choices: [{ code: 'x', title: 'X' }], prefill: '"x"' },
        { id: 'before', title: 'B', kind: 'number', prefill: 'previous(number)', decimals: 1 },
        { id: 'never', title: 'K', kind: 'number', prefill: 'unit.population / 0' },
      ] },
      { id: 'r', repeat: { title: 'R' }, fields: [{ id: 'place', title: 'P', kind: 'text', prefill: '"Bắc Bộ"' }] },
    ],
  })
  const outside = { 'unit.population': 10, 'previous(number)': 25 }

  it('takes what its expression comes to, by kind, where it is blank and where the value fits', () => {
    const sheet = openSheet(form, changeRows(form, [{ id: 's', rows: [{ key: '', cells: [1] }] }], [{ table: 'r', key: key(1) }]), outside)
    expect(prefilled(sheet)).to.deep.equal([['s.money', 20], ['s.date', 18_418], ['s.yes', 1], ['s.text', 'Hà'], ['s.choice', 'x'], ['s.before', 25], [`r[${key(1)}].place`, 'Bắc Bộ']])
    expect(prefilled(openSheet(form, [], outside)).slice(0, 1)).to.deep.equal([['s.number', 33]])
    expect(prefilled(sheet, new Set([key(1)]))).to.deep.equal([[`r[${key(1)}].place`, 'Bắc Bộ']])
  })

  it('stays blank where nothing is known', () => {
    expect(prefilled(openSheet(form, [])).map(([at]) => at)).to.deep.equal(['s.date', 's.text', 's.choice'])
  })
})
