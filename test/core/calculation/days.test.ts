// Days, yes and no, and choices in a form: typed, calculated by the calendar that the sheet was opened with, and checked.
import { expect } from 'chai'
import { dayNumber, dayText } from '../../../engine/core/calendar.ts'
import { edit } from '../../../engine/core/calculation/edit.ts'
import { cellAt, openSheet, type Sheet } from '../../../engine/core/calculation/sheet.ts'
import { checkForm } from '../../../engine/core/form/check.ts'
import { compileForm } from '../../../engine/core/form/compile.ts'
import type { FormDefinition } from '../../../engine/core/form/definition.ts'
import { findings } from '../../../engine/core/validation/validate.ts'
import { calendar } from '../expression/calculating.ts'

const definition: FormDefinition = {
  id: 'request', code: 'Y/C', title: 'Yêu cầu', 'legal-basis': 'Ví dụ', source: { confidence: 'ours', note: 'Ví dụ' }, version: 1,
  routes: [{ reporting: ['office'], workflow: 'report' }],
  sections: [{
    id: 'request',
    fields: [
      { id: 'received', kind: 'date', title: 'Ngày nhận' },
      { id: 'urgent', kind: 'yes-no', title: 'Khẩn' },
      { id: 'channel', kind: 'choice', title: 'Cách gửi', choices: [{ code: 'post', title: 'Bưu điện' }, { code: 'counter', title: 'Trực tiếp' }] },
      { id: 'due', kind: 'date', title: 'Hạn trả lời', value: 'add_working_days(received, if(urgent, 5, 15))' },
      { id: 'answered', kind: 'date', title: 'Ngày trả lời' },
      { id: 'taken', kind: 'number', title: 'Số ngày làm việc', value: 'working_days_between(received, answered)' },
      { id: 'by_post', kind: 'yes-no', title: 'Qua bưu điện', value: 'chosen(channel, "post")' },
    ],
  }],
  rules: [{ id: 'in_time', table: 'request', check: 'answered <= due', basis: 'implied', message: 'Trả lời quá hạn {due}.' }],
  signatures: ['Người lập'],
}

const put = (sheet: Sheet, values: Readonly<Record<string, number | string | null>>): void => {
  edit(sheet, Object.entries(values).map(([id, value]): [string, number | string | null] => [`request.${id}`, value]))
}
const read = (sheet: Sheet, id: string) => cellAt(sheet, `request.${id}`).value
const day = (sheet: Sheet, id: string): string => dayText(Number(read(sheet, id)))

describe('days in a form', () => {
  it('pass the check', () => {
    expect(checkForm(definition)).to.deep.equal([])
  })

  it('count by the calendar that the sheet was opened with', () => {
    const sheet = openSheet(compileForm(definition, {}, calendar), [])
    put(sheet, { received: dayNumber('2020-04-29'), urgent: 0, channel: 'post', answered: dayNumber('2020-05-25') })
    expect([day(sheet, 'due'), read(sheet, 'taken'), read(sheet, 'by_post')]).to.deep.equal(['2020-05-22', 16, 1])
    expect(findings(sheet).map(({ params }) => params?.['rule'] ?? params?.['id'] ?? '')).to.have.length(1)
    put(sheet, { urgent: 1, channel: 'counter', answered: dayNumber('2020-05-04') })
    expect([day(sheet, 'due'), read(sheet, 'taken'), read(sheet, 'by_post')]).to.deep.equal(['2020-05-08', 1, 0])
    expect(findings(sheet)).to.deep.equal([])
  })

  it('are blank where there is no calendar, or nothing to count from', () => {
    const without = openSheet(compileForm(definition), [])
    put(without, { received: dayNumber('2020-04-29'), urgent: 0 })
    expect(read(without, 'due')).to.equal(null)
    const sheet = openSheet(compileForm(definition, {}, calendar), [])
    put(sheet, { urgent: 1 })
    expect(read(sheet, 'due')).to.equal(null)
    put(sheet, { received: dayNumber('2020-04-29'), urgent: null })
    expect(read(sheet, 'due')).to.equal(null)
  })
})
