import { expect } from 'chai'
import { startOfDay, workingDaysOf } from '../../../engine/core/calendar.ts'
import { clocksAfter, type Happening } from '../../../engine/core/workflow/clock.ts'
import { compileWorkflow } from '../../../engine/core/workflow/compile.ts'
import type { WorkflowDefinition } from '../../../engine/core/workflow/definition.ts'
import { openTasks } from '../../../engine/core/workflow/task.ts'

const days = workingDaysOf({ title: 'Lịch', 'weekly-days-off': [6, 7], holidays: {} })
const definition: WorkflowDefinition = {
  id: 'desk', title: 'Bộ phận', version: 1, 'legal-basis': 'Ví dụ',
  states: {
    filed: { title: 'Mới gửi', tone: 'sent', initial: true, holder: 'desk', asks: 'Xem' },
    working: {
      title: 'Đang làm', tone: 'working', holder: 'drafter', asks: 'Làm', limit: { 'working-days': 3 },
      tasks: [{ asks: 'Trông', of: ['desk', 'head'], limit: { days: 5 } }, { asks: 'Nhắc', of: 'head', limit: { until: 'due' } }, { asks: 'Đợi', of: 'desk', limit: { clock: 'process' } }],
    },
    silent: { title: 'Lặng', tone: 'idle', holder: 'desk' },
    done: { title: 'Xong', tone: 'done', final: true },
  },
  actions: {
    accept: { title: 'Nhận', by: 'desk', from: 'filed', to: 'working' },
    note: { title: 'Ghi', by: 'desk', from: 'working', effects: [{ 'open-task': 'call' }] },
    called: { title: 'Đã gọi', by: 'desk', from: 'working' },
    forget: { title: 'Thôi', by: 'desk', from: 'working', effects: [{ 'close-task': 'call' }] },
    rest: { title: 'Nghỉ', by: 'desk', from: 'working', to: 'silent' },
    finish: { title: 'Xong', by: 'desk', from: 'working', to: 'done' },
  },
  tasks: { call: { asks: 'Gọi điện', of: 'desk', limit: { 'working-days': 1 }, 'done-by': 'called' }, sorry: { asks: 'Xin lỗi', of: 'desk', 'done-by': 'called' } },
  clocks: { process: { title: 'Thời hạn', starts: { state: 'working' }, limit: { 'working-days': 2 }, 'on-expiry': { effects: [{ 'open-task': 'sorry' }] } } },
}
const workflow = compileWorkflow(definition)

/** Happenings as day, act and next state; the tasks after them as they would be listed. */
function asked(state: string, list: readonly [day: string, action: string | null, to: string, clock?: string][], dueOn: string | null = null): string[] {
  const happenings = list.map(([day, action, to, clock], revision): Happening => ({ at: startOfDay(day), revision, action, to, clock: clock ?? null }))
  const clocks = clocksAfter(workflow, happenings, days, startOfDay('2020-06-05'), dueOn)
  return openTasks(workflow, { state, happenings, clocks, dueOn }, days).map((one) => `${one.asks} ${one.of.join('+')} ${one.due ?? '—'}`)
}

describe('the tasks of a filing', () => {
  const opened = ['2020-06-01', null, 'filed'] as const
  const accepted = ['2020-06-03', 'accept', 'working'] as const

  it('are those of its state, of its holders by the due day of the filing unless it says otherwise', () => {
    expect(asked('filed', [[...opened]])).to.deep.equal(['Xem desk —'])
    expect(asked('filed', [[...opened]], '2020-06-30')).to.deep.equal(['Xem desk 2020-06-30'])
    expect(asked('silent', [[...opened], [...accepted], ['2020-06-04', 'rest', 'silent']])).to.deep.equal([])
  })

  it('count their days from the day after the filing came to the state, and take those of clocks as they are', () => {
    expect(asked('working', [[...opened], [...accepted]], '2020-06-30')).to.deep.equal(['Làm drafter 2020-06-08', 'Trông desk+head 2020-06-08', 'Nhắc head 2020-06-30', 'Đợi desk 2020-06-05'])
  })

  it('give no last day off to limits of calendar days', () => {
    expect(asked('working', [[...opened], ['2020-06-01', 'accept', 'working']])[1]).to.equal('Trông desk+head 2020-06-08')
    expect(asked('working', [[...opened], ['2020-06-04', 'accept', 'working']])[1]).to.equal('Trông desk+head 2020-06-09')
  })

  it('do not begin again with acts within the state', () => {
    expect(asked('working', [[...opened], [...accepted], ['2020-06-04', 'called', 'working']])[0]).to.equal('Làm drafter 2020-06-08')
    expect(asked('working', [[...opened], [...accepted], ['2020-06-03', 'rest', 'silent'], ['2020-06-04', 'accept', 'working']])[0]).to.equal('Làm drafter 2020-06-09')
  })

  it('are opened by acts and by clocks, and closed by the act that does them, by an effect, and by the end', () => {
    const noted = [[...opened], [...accepted], ['2020-06-04', 'note', 'working']] as [string, string | null, string][]
    expect(asked('working', noted).slice(4)).to.deep.equal(['Gọi điện desk 2020-06-05'])
    expect(asked('working', [...noted, ['2020-06-04', 'called', 'working']]).slice(4)).to.deep.equal([])
    expect(asked('working', [...noted, ['2020-06-04', 'forget', 'working']]).slice(4)).to.deep.equal([])
    expect(asked('done', [...noted, ['2020-06-04', 'finish', 'done']])).to.deep.equal([])
    expect(asked('working', [[...opened], [...accepted], ['2020-06-08', 'clock.process', 'working', 'process']]).slice(4)).to.deep.equal(['Xin lỗi desk —'])
  })
})
