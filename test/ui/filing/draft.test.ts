import { expect } from 'chai'
import { parse } from 'yaml'
import { dayNumber } from '../../../engine/core/calendar.ts'
import type { FormDefinition } from '../../../engine/core/form/definition.ts'
import type { Filing, SaveReply } from '../../../engine/core/contract/filing.ts'
import { cellAt, rowsOf } from '../../../engine/core/calculation/sheet.ts'
import { accept, change, countUnsaved, newRecord, openDraft, patchOf, rebase, recordedAt, refuse, settleLost, takeBack, yieldCell, type Draft } from '../../../ui/filing/draft.ts'
import { labelAt, valueAt } from '../../../ui/filing/label.ts'
import { lostConflicts } from '../../../ui/filing/saving.ts'
import { viewOf } from '../../../ui/filing/view-of.ts'
import { counted } from '../../support/request-forms.ts'
import { requests, single, upper, wide } from '../mock-forms.ts'

const filing = (over: Partial<Filing> = {}): Filing => ({
  id: 'f', definition: single, tables: [{ id: 'main', rows: [{ key: '', cells: [1, 2, null] }] }], previous: [], explanation: '', reasons: {}, revision: 5, editable: true, ...over,
}) as unknown as Filing
const reply = (over: Partial<SaveReply>): SaveReply => ({ revision: 6, state: { id: 's', title: 's', tone: 'working' }, moved: [], findings: [], agreed: true, ...over })
const value = (draft: Draft, address: string) => cellAt(draft.sheet, address).value

describe('the filing on the desk', () => {
  it('collects what differs from the saved record, and nothing else', () => {
    const draft = openDraft(filing())
    expect(patchOf(draft)).to.equal(null)
    change(draft, [{ address: 'main.copies', value: 7 }, { address: 'main.contracts', value: 3 }])
    change(draft, [{ address: 'main.contracts', value: null }])
    expect(patchOf(draft)).to.deep.include({ revision: 5, cells: [['main.copies', 7]] })
  })

  it('shows the figures of a year earlier as they were told, whatever the form calculates now', () => {
    const definition = parse(counted) as FormDefinition
    const tables = [{ id: 'all', rows: [{ key: '', cells: [dayNumber('2020-06-01'), null, null] }] }]
    const draft = openDraft(filing({ definition, tables, previous: [{ id: 'all', rows: [{ key: '', cells: [dayNumber('2019-06-03'), dayNumber('2019-06-07'), 19] }] }] }))
    const [table] = draft.form.tables
    if (table === undefined) throw new Error('no table')
    const previous = () => [0, 1, 2].map((column) => viewOf(draft, table, []).cell(0, column).previous)
    expect(previous()).to.deep.equal(['03/06/2019', '07/06/2019', '19'])
    rebase(draft, filing({ definition, tables, previous: [{ id: 'all', rows: [{ key: '', cells: [null, null, 7] }] }] }))
    expect(previous()).to.deep.equal(['', '', '7'])
    rebase(draft, filing({ definition, tables }))
    expect(previous()).to.deep.equal(['', '', ''])
  })

  it('never sends a text that could not be read, and keeps the saved figure under it', () => {
    const draft = openDraft(filing())
    change(draft, [{ address: 'main.copies', wrong: { text: 'x', issue: { code: 'value.not-a-number', severity: 'error', path: '' } } }])
    expect(countUnsaved(draft)).to.equal(0)
    expect([value(draft, 'main.copies'), draft.wrong.get('main.copies')?.text]).to.deep.equal([1, 'x'])
    takeBack(draft)
    expect(draft.wrong.size).to.equal(0)
  })

  it('takes one gesture back as one step, and sends the way back, too', () => {
    const draft = openDraft(filing())
    change(draft, [{ address: 'main.copies', value: 7 }, { address: 'main.signatures', value: 8 }])
    const sent = patchOf(draft)
    if (sent === null) throw new Error('nothing to send')
    accept(draft, sent, reply({}))
    expect(takeBack(draft).count).to.equal(2)
    expect(patchOf(draft)?.cells).to.deep.equal([['main.copies', 1], ['main.signatures', 2]])
    takeBack(draft, true)
    expect(patchOf(draft)).to.equal(null)
  })

  it('keeps what is typed while a save is under way', () => {
    const draft = openDraft(filing())
    change(draft, [{ address: 'main.copies', value: 7 }])
    const sent = patchOf(draft)
    if (sent === null) throw new Error('nothing to send')
    change(draft, [{ address: 'main.copies', value: 71 }, { address: 'main.contracts', value: 9 }])
    accept(draft, sent, reply({}))
    expect(patchOf(draft)).to.deep.include({ revision: 6, cells: [['main.copies', 71], ['main.contracts', 9]] })
  })

  it('tells the server when a cell was set back to its old figure while the new one was being saved', () => {
    const draft = openDraft(filing())
    change(draft, [{ address: 'main.copies', value: 7 }])
    const sent = patchOf(draft)
    if (sent === null) throw new Error('nothing to send')
    change(draft, [{ address: 'main.copies', value: 1 }])
    expect(patchOf(draft)).to.equal(null)
    accept(draft, sent, reply({}))
    expect(patchOf(draft)?.cells).to.deep.equal([['main.copies', 1]])
  })

  it('takes in what others changed, but not over what is typed here', () => {
    const draft = openDraft(filing())
    change(draft, [{ address: 'main.copies', value: 7 }])
    const sent = patchOf(draft)
    if (sent === null) throw new Error('nothing to send')
    change(draft, [{ address: 'main.contracts', value: 9 }])
    const { elsewhere } = accept(draft, sent, reply({ moved: [['main.signatures', 20], ['main.contracts', 4]] }))
    expect(elsewhere).to.deep.equal(['main.signatures'])
    expect([value(draft, 'main.signatures'), value(draft, 'main.contracts')]).to.deep.equal([20, 9])
  })

  it('asks to be read again when the record has rows that it does not know', () => {
    const draft = openDraft(filing({ definition: upper, tables: [] }))
    const unit = '00000000-0000-4000-8000-000000000110'
    expect(accept(draft, { revision: 5, cells: [] }, reply({ moved: [[`communes[${unit}].copies`, 3]] })).reread).to.equal(true)
  })

  it('lays unsaved cells over a newer record and says which others changed', () => {
    const draft = openDraft(filing())
    change(draft, [{ address: 'main.copies', value: 7 }])
    const elsewhere = rebase(draft, filing({ revision: 9, tables: [{ id: 'main', rows: [{ key: '', cells: [5, 2, 30] }] }] }))
    expect(elsewhere).to.deep.equal(['main.contracts'])
    expect([value(draft, 'main.copies'), value(draft, 'main.contracts')]).to.deep.equal([7, 30])
    expect(patchOf(draft)).to.deep.include({ revision: 9, cells: [['main.copies', 7]] })
    yieldCell(draft, 'main.copies')
    expect([value(draft, 'main.copies'), patchOf(draft)]).to.deep.equal([5, null])
  })

  it('puts a refused value beside its cell and goes back to the saved one', () => {
    const draft = openDraft(filing())
    change(draft, [{ address: 'main.copies', value: 7 }])
    refuse(draft, 'main.copies', { text: '7', issue: { code: 'x', severity: 'error', path: '' }, sentence: 'Không nhận.' })
    expect([value(draft, 'main.copies'), draft.wrong.get('main.copies')?.sentence, patchOf(draft)]).to.deep.equal([1, 'Không nhận.', null])
  })

  it('does not let a paste or an undo into cells that others fill', () => {
    const draft = openDraft(filing({ definition: upper, tables: [{ id: 'communes', rows: [{ key: '00000000-0000-4000-8000-000000000110', title: 'Xã', cells: [3, 1, 1] }] }] }))
    change(draft, [{ address: 'communes.total.copies', value: 99 }, { address: 'communes[00000000-0000-4000-8000-000000000110].copies', value: 99 }])
    expect([value(draft, 'communes.total.copies'), patchOf(draft)]).to.deep.equal([3, null])
  })

  it('sends only the reasons that changed', () => {
    const draft = openDraft(filing({ definition: wide, reasons: { old: 'đã ghi' } }))
    draft.reasons.texts['new'] = 'vì mới mở'
    expect(patchOf(draft)?.reasons).to.deep.equal({ new: 'vì mới mở' })
  })
})

describe('records on the desk', () => {
  const key = '00000000-0000-4000-8000-000000000001'
  const row = (change: object = {}) => ({ address: `people[${key}]`, row: { table: 'people', key, ...change } })
  const requested = (rows: Filing['tables'] = []): Draft => openDraft(filing({ definition: requests.everyKind, tables: rows }))
  const there = (draft: Draft): number => rowsOf(draft.sheet, 'people').length
  const add = (draft: Draft): void => {
    const table = draft.form.byId.get('people')
    const band = table?.bands[0]
    if (table === undefined || band === undefined) throw new Error('The form has people')
    change(draft, newRecord(draft, table, band, key))
  }

  it('are added with what fills itself in, as one step, and sent before their cells', () => {
    const draft = requested()
    add(draft)
    expect([there(draft), value(draft, `people[${key}].nation`)]).to.deep.equal([1, 'Kinh'])
    expect(patchOf(draft)).to.deep.include({ rows: [{ table: 'people', key }], cells: [[`people[${key}].nation`, 'Kinh']] })
    takeBack(draft)
    expect([there(draft), patchOf(draft)?.cells]).to.deep.equal([0, []])
    takeBack(draft, true)
    expect([there(draft), value(draft, `people[${key}].nation`)]).to.deep.equal([1, 'Kinh'])
  })

  it('are removed with what waited in them, and come back whole', () => {
    const draft = requested([{ id: 'people', rows: [{ key, title: 'Nhân chứng', cells: ['Bình', 100, null] }] }])
    change(draft, [{ address: `people[${key}].born`, value: 200 }])
    change(draft, [row({ gone: true })])
    expect(there(draft)).to.equal(0)
    expect(patchOf(draft)).to.deep.include({ rows: [{ table: 'people', key, gone: true }], cells: [] })
    const sent = patchOf(draft)
    if (sent === null) throw new Error('nothing to send')
    accept(draft, sent, reply({}))
    expect(patchOf(draft)).to.equal(null)
    takeBack(draft)
    expect([value(draft, `people[${key}].name`), value(draft, `people[${key}].born`)]).to.deep.equal(['Bình', 200])
    expect(patchOf(draft)?.rows).to.deep.equal([{ table: 'people', key, title: 'Nhân chứng' }])
  })

  it('lie over what others did, and are taken from the saved record where they are given up', () => {
    const draft = requested()
    add(draft)
    rebase(draft, filing({ definition: requests.everyKind, tables: [{ id: 'people', rows: [{ key: key.replace(/1$/, '2'), title: '', cells: ['Chi', null, null] }] }], revision: 6 }))
    expect([there(draft), value(draft, `people[${key}].nation`)]).to.deep.equal([2, 'Kinh'])
    yieldCell(draft, `people[${key}]`)
    expect(patchOf(draft)?.rows).to.equal(undefined)
  })

  it('that somebody removed while they were typed into wait for a choice: restored whole, or left removed', () => {
    const people = [{ id: 'people', rows: [{ key, title: 'Nhân chứng', cells: ['Bình', 100, null] }] }]
    const address = `people[${key}]`
    const lost = (): Draft => {
      const draft = requested(people)
      change(draft, [{ address: `${address}.born`, value: 200 }])
      rebase(draft, filing({ definition: requests.everyKind, tables: [], revision: 6 }))
      return draft
    }
    const draft = lost()
    expect([there(draft), patchOf(draft), labelAt(draft, address)]).to.deep.equal([0, null, 'Nhân chứng'])
    expect(lostConflicts(draft).map((one) => [one.address, one.yours, one.theirs])).to.deep.equal([[address, 'Nhân chứng', null]])
    expect([valueAt(draft, address, 'Nhân chứng'), valueAt(draft, address, null)]).to.deep.equal(['Khôi phục, gồm 2 ô đã điền', 'Bỏ như đã lưu'])
    const told = { address: `${address}.born`, yours: 200, theirs: null, by: { login: 'c', name: 'Chi' }, at: '2020-06-05T08:00:00+07:00' }
    expect(lostConflicts(draft, [told])[0]).to.deep.include({ address, by: told.by, at: told.at })
    settleLost(draft, address, true)
    expect([there(draft), draft.lost.size, value(draft, `${address}.name`), value(draft, `${address}.born`)]).to.deep.equal([1, 0, 'Bình', 200])
    expect(patchOf(draft)).to.deep.include({ revision: 6, rows: [{ table: 'people', key, title: 'Nhân chứng' }], cells: [[`${address}.name`, 'Bình'], [`${address}.born`, 200]] })
    const other = lost()
    settleLost(other, address, false)
    expect([there(other), other.lost.size, patchOf(other)]).to.deep.equal([0, 0, null])
    const untouched = requested(people)
    rebase(untouched, filing({ definition: requests.everyKind, tables: [], revision: 6 }))
    expect(untouched.lost.size, 'nothing was typed into it').to.equal(0)
  })

  it('keep what is typed into fields that are not seen', () => {
    const draft = requested()
    change(draft, [{ address: 'all.urgent', value: 1 }, { address: 'all.why', value: 'gấp' }])
    change(draft, [{ address: 'all.urgent', value: 0 }])
    expect([value(draft, 'all.why'), recordedAt(draft.sheet, 'all.why')]).to.deep.equal([null, 'gấp'])
    expect(patchOf(draft)?.cells).to.deep.equal([['all.urgent', 0], ['all.why', 'gấp']])
    takeBack(draft)
    expect(value(draft, 'all.why')).to.equal('gấp')
  })
})
