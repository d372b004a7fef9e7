import { expect } from 'chai'
import fc from 'fast-check'
import { addDays, dayNumber, dayText, isWorkingDay, startOfDay, workingDaysOf } from '../../../engine/core/calendar.ts'
import { clockAfter, expiryOf, reminderOf, type ClockReading, type Happening } from '../../../engine/core/workflow/clock.ts'
import { compileWorkflow, type Clock } from '../../../engine/core/workflow/compile.ts'
import type { ClockDefinition } from '../../../engine/core/workflow/definition.ts'
import { packOf } from '../../support/repository-packs.ts'

const calendar = packOf('justice-sector').calendar!.definition
const days = workingDaysOf(calendar)

/** A desk that takes a request in, works on it, waits for the citizen, and ends. */
function clockOf(source: Partial<ClockDefinition>): Clock {
  const workflow = compileWorkflow({
    id: 'desk', title: 'Bộ phận', version: 1, 'legal-basis': 'Ví dụ',
    states: {
      filed: { title: 'Mới gửi', tone: 'sent', initial: true },
      working: { title: 'Đang xử lý', tone: 'working' },
      waiting: { title: 'Chờ bổ sung', tone: 'waiting' },
      signing: { title: 'Chờ ký', tone: 'waiting' },
      done: { title: 'Xong', tone: 'done', final: true },
    },
    actions: {
      accept: { title: 'Tiếp nhận', by: 'desk', from: 'filed', to: 'working' },
      extend: { title: 'Gia hạn', by: 'desk', from: 'working', to: 'working', effects: [{ 'start-clock': 'process' }] },
      halt: { title: 'Tạm dừng', by: 'desk', from: 'working', to: 'working', effects: [{ 'stop-clock': 'process' }] },
    },
    clocks: { process: { title: 'Thời hạn', starts: { action: 'accept' }, limit: { 'working-days': 5 }, 'pauses-in': 'waiting', 'ends-in': 'signing', ...source } },
  })
  return workflow.clocks.get('process') as Clock
}

const process = clockOf({})
let revision = 0
const at = (day: string, hour = 9): Date => new Date(startOfDay(day).getTime() + hour * 3_600_000)
const happened = (day: string, to: string, action: string | null = null, clock: string | null = null): Happening => ({ at: at(day), revision: revision++, action, to, clock })
const read = (happenings: readonly Happening[], day: string, clock = process, dueOn: string | null = null): ClockReading => clockAfter(clock, happenings, days, at(day, 12), dueOn)

describe('a clock', () => {
  it('stands still until its start, and then counts working days from the day after', () => {
    const filed = happened('2020-06-01', 'filed')
    expect(read([filed], '2020-06-30').is).to.equal('idle')
    // Monday 1 June: Tuesday is the first day, the next Monday the fifth.
    const accepted = [filed, happened('2020-06-01', 'working', 'accept')]
    expect(read(accepted, '2020-06-01')).to.deep.equal({ is: 'running', started: '2020-06-01', due: '2020-06-08', left: 5, ended: null, late: false, carriedOut: false })
    expect(read(accepted, '2020-06-05').left).to.equal(1)
    expect(read(accepted, '2020-06-08')).to.include({ is: 'running', left: 0 })
    expect(read(accepted, '2020-06-09')).to.include({ is: 'expired', left: 0, late: true })
  })

  it('counts its first day where the workflow says so', () => {
    const same = clockOf({ 'counts-from': 'same-day' })
    expect(read([happened('2020-06-01', 'working', 'accept')], '2020-06-01', same).due).to.equal('2020-06-05')
  })

  it('skips holidays, and gives no last day without work to limits of calendar days', () => {
    expect(read([happened('2020-04-28', 'working', 'accept')], '2020-04-28').due).to.equal('2020-05-07')
    const month = clockOf({ limit: { days: 30 } })
    expect(read([happened('2020-05-07', 'working', 'accept')], '2020-05-07', month).due).to.equal('2020-06-08')
    expect(read([happened('2020-05-08', 'working', 'accept')], '2020-05-08', month).due).to.equal('2020-06-08')
  })

  it('runs until the due day of the filing, and for ever without one', () => {
    const untilDue = clockOf({ limit: { until: 'due' } })
    const accepted = [happened('2020-06-01', 'working', 'accept')]
    expect(read(accepted, '2020-06-03', untilDue, '2020-06-05')).to.include({ is: 'running', due: '2020-06-05', left: 2 })
    expect(read(accepted, '2020-06-06', untilDue, '2020-06-05').is).to.equal('expired')
    expect(read(accepted, '2030-06-06', untilDue)).to.include({ is: 'running', due: null, left: null })
  })

  it('shows no last day while it is paused, but what it will have left', () => {
    const paused = [happened('2020-06-01', 'working', 'accept'), happened('2020-06-03', 'waiting')]
    expect(read(paused, '2020-09-01')).to.include({ is: 'paused', due: null, left: 3 })
    const resumed = [...paused, happened('2020-06-15', 'working')]
    expect(read(resumed, '2020-06-15')).to.include({ is: 'running', due: '2020-06-18', left: 3 })
  })

  it('is late for nobody on the day on which it goes on again', () => {
    const onLastDay = [happened('2020-06-01', 'working', 'accept'), happened('2020-06-08', 'waiting')]
    expect(read([...onLastDay, happened('2020-06-10', 'working')], '2020-06-10')).to.include({ is: 'running', due: '2020-06-10', left: 0 })
    // A Saturday.
    expect(read([...onLastDay, happened('2020-06-13', 'working')], '2020-06-13')).to.include({ is: 'running', due: '2020-06-15' })
  })

  it('cannot be paused any more once it has run out, whether anybody looked in time or not', () => {
    const late = [happened('2020-06-01', 'working', 'accept'), happened('2020-06-09', 'waiting'), happened('2020-06-30', 'working')]
    expect(read(late, '2020-06-30')).to.include({ is: 'expired', due: '2020-06-08' })
  })

  it('ends where the workflow says, in final states, and by an effect, and says whether that was in time', () => {
    const accepted = [happened('2020-06-01', 'working', 'accept')]
    expect(read([...accepted, happened('2020-06-08', 'signing')], '2020-07-01')).to.include({ is: 'ended', ended: '2020-06-08', late: false, left: 0 })
    expect(read([...accepted, happened('2020-06-09', 'done')], '2020-07-01')).to.include({ is: 'ended', ended: '2020-06-09', late: true })
    expect(read([...accepted, happened('2020-06-03', 'working', 'halt')], '2020-07-01')).to.include({ is: 'ended', ended: '2020-06-03', late: false })
  })

  it('is not started again while it runs, but anew after it has ended, and whenever an act extends it', () => {
    const again = [happened('2020-06-01', 'working', 'accept'), happened('2020-06-03', 'working', 'accept')]
    expect(read(again, '2020-06-03').due).to.equal('2020-06-08')
    const anew = [...again, happened('2020-06-04', 'signing'), happened('2020-06-10', 'working', 'accept')]
    expect(read(anew, '2020-06-10')).to.include({ is: 'running', started: '2020-06-10', due: '2020-06-17' })
    const extended = [happened('2020-06-01', 'working', 'accept'), happened('2020-06-15', 'working', 'extend')]
    expect(read(extended, '2020-06-15')).to.include({ is: 'running', started: '2020-06-15', due: '2020-06-22', late: false })
  })

  it('knows nothing of what is still to come', () => {
    const accepted = [happened('2020-06-01', 'working', 'accept'), happened('2020-06-03', 'signing')]
    expect(read(accepted, '2020-06-02')).to.include({ is: 'running', due: '2020-06-08' })
    expect(read(accepted, '2020-06-03').is).to.equal('ended')
  })

  it('is paused from the first of several pauses on, and adds them all up, in days of every kind', () => {
    const twice = [happened('2020-06-01', 'working', 'accept'), happened('2020-06-02', 'waiting'), happened('2020-06-04', 'waiting'), happened('2020-06-05', 'working')]
    expect(read(twice, '2020-06-05').due).to.equal('2020-06-11')
    const again = [...twice, happened('2020-06-08', 'waiting'), happened('2020-06-09', 'working')]
    expect(read(again, '2020-06-09').due).to.equal('2020-06-12')
    const month = clockOf({ limit: { days: 30 } })
    expect(read([twice[0] as Happening], '2020-06-01', month).due).to.equal('2020-07-01')
    expect(read(twice, '2020-06-05', month).due).to.equal('2020-07-06')
    const untilDue = clockOf({ limit: { until: 'due' } })
    expect(read(twice, '2020-06-05', untilDue, '2020-06-12').due).to.equal('2020-06-17')
  })

  it('does not start where it ends', () => {
    const intake = clockOf({ starts: { state: ['filed', 'signing'] } })
    expect(read([happened('2020-06-01', 'signing')], '2020-06-02', intake).is).to.equal('idle')
  })

  it('says of one that was stopped while it was paused by when it would have been due', () => {
    const halted = [happened('2020-06-01', 'working', 'accept'), happened('2020-06-03', 'waiting'), happened('2020-06-05', 'waiting', 'halt')]
    expect(read(halted, '2020-07-01')).to.include({ is: 'ended', ended: '2020-06-05', due: '2020-06-10', late: false })
  })

  it('tells what happened at one instant apart by its order', () => {
    const [first, second] = [happened('2020-06-01', 'working', 'accept'), happened('2020-06-01', 'signing')]
    for (const list of [[first, second], [second, first]]) expect(read(list, '2020-06-02').is).to.equal('ended')
    const [later, earlier] = [{ ...first, revision: 9 }, { ...second, revision: 8 }]
    for (const list of [[later, earlier], [earlier, later]]) expect(read(list, '2020-06-02').is).to.equal('running')
  })

  it('runs out on the morning after its last day, and reminds on the morning of the day asked for', () => {
    const reading = read([happened('2020-06-01', 'working', 'accept')], '2020-06-02')
    expect(expiryOf(reading)).to.deep.equal(startOfDay('2020-06-09'))
    expect(reminderOf({ before: { 'working-days': 1 }, notify: [] }, reading, days)).to.deep.equal(startOfDay('2020-06-05'))
    expect(reminderOf({ before: { days: 1 }, notify: [] }, reading, days)).to.deep.equal(startOfDay('2020-06-07'))
    expect(reminderOf({ before: { 'working-days': 0 }, notify: [] }, reading, days)).to.deep.equal(startOfDay('2020-06-08'))
    const paused = read([happened('2020-06-01', 'working', 'accept'), happened('2020-06-02', 'waiting')], '2020-06-03')
    expect([expiryOf(paused), reminderOf({ before: { days: 1 }, notify: [] }, paused, days)]).to.deep.equal([undefined, undefined])
  })
})

describe('every clock', () => {
  const first = dayNumber('2020-01-02')
  const day = fc.integer({ min: first, max: first + 600 }).map(dayText)
  const limit = fc.integer({ min: 1, max: 40 })
  const working = day.filter((one) => isWorkingDay(one, calendar))

  it('is due as many working days later as it was paused for', () => {
    fc.assert(fc.property(day, limit, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 60 }), (start, count, until, length) => {
      const clock = clockOf({ limit: { 'working-days': count } })
      const accepted = [happened(start, 'working', 'accept')]
      const due = read(accepted, start, clock).due as string
      const pausedOn = addDays(start, until)
      if (pausedOn > due) return
      const resumed = addDays(pausedOn, length)
      const lost = days.between(dayNumber(pausedOn), dayNumber(resumed))
      const found = read([...accepted, happened(pausedOn, 'waiting'), happened(resumed, 'working')], resumed, clock).due as string
      const wanted = dayText(days.add(dayNumber(due), lost))
      // What would be due while it was still paused, or on a day without work, is due on the first day with work.
      expect(found).to.equal(wanted < resumed ? dayText(days.add(dayNumber(resumed) - 1, 1)) : wanted)
    }))
  })

  it('is due on a day with work, with as many working days in between as it was given, pauses left out', () => {
    fc.assert(fc.property(day, limit, (start, count) => {
      const { due } = read([happened(start, 'working', 'accept')], start, clockOf({ limit: { 'working-days': count } }))
      expect(isWorkingDay(due as string, calendar)).to.equal(true)
      expect(days.between(dayNumber(start), dayNumber(due as string))).to.equal(count)
    }))
  })

  const moves = fc.array(fc.record({ day, to: fc.constantFrom('working', 'waiting', 'signing', 'done', 'filed'), action: fc.constantFrom(null, 'accept', 'extend', 'halt') }), { maxLength: 12 })

  it('reads the same whatever the order in which it is told what happened', () => {
    fc.assert(fc.property(moves, day, fc.infiniteStream(fc.nat()), (list, today, chance) => {
      const happenings = list.map((one, index): Happening => ({ at: at(one.day), revision: index, action: one.action, to: one.to }))
      const shuffled = happenings.map((one) => ({ one, key: chance.next().value as number })).sort((a, b) => a.key - b.key).map(({ one }) => one)
      expect(read(shuffled, today)).to.deep.equal(read(happenings, today))
    }))
  })

  it('reads the same at whatever hour of the day things happened', () => {
    fc.assert(fc.property(moves, day, fc.array(fc.integer({ min: 0, max: 11 }), { minLength: 12, maxLength: 12 }), (list, today, hours) => {
      const sorted = list.toSorted((a, b) => a.day.localeCompare(b.day))
      const morning = sorted.map((one, index): Happening => ({ at: at(one.day, 0), revision: index, action: one.action, to: one.to }))
      // Later within the day, in the same order.
      const spread = sorted.map((one, index): Happening => ({ at: new Date(at(one.day, 0).getTime() + ((hours[0] ?? 0) + index) * 60_000), revision: index, action: one.action, to: one.to }))
      expect(read(spread, today)).to.deep.equal(read(morning, today))
    }))
  })

  it('does not change by what happens after it has run out, until it ends or is extended', () => {
    fc.assert(fc.property(working, limit, fc.array(fc.record({ after: fc.integer({ min: 1, max: 50 }), to: fc.constantFrom('working', 'waiting', 'filed') }), { maxLength: 6 }), (start, count, later) => {
      const clock = clockOf({ limit: { 'working-days': count } })
      const accepted = happened(start, 'working', 'accept')
      const due = read([accepted], start, clock).due as string
      const end = addDays(due, 60)
      const alone = read([accepted], end, clock)
      expect(alone).to.include({ is: 'expired', due, carriedOut: false })
      const others = later.map(({ after, to }) => happened(addDays(due, after), to))
      expect(read([accepted, ...others], end, clock)).to.deep.equal(alone)
    }))
  })

  it('runs out once: told twice that it has, it reads the same', () => {
    fc.assert(fc.property(day, limit, (start, count) => {
      const clock = clockOf({ limit: { 'working-days': count } })
      const accepted = happened(start, 'working', 'accept')
      const reading = read([accepted], addDays(start, 200), clock)
      const told: Happening = { at: expiryOf(reading) as Date, revision: revision++, action: null, to: 'working', clock: 'process' }
      const once = read([accepted, told], addDays(start, 200), clock)
      expect(once).to.deep.equal({ ...reading, carriedOut: true })
      expect(expiryOf(once)).to.equal(undefined)
      expect(read([accepted, told, { ...told, revision: revision++ }], addDays(start, 200), clock)).to.deep.equal(once)
    }))
  })
})
