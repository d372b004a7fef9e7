// A tree that changes by date: provinces that are merged, a district that is abolished, a commune that is renamed and
// moved. What a day saw stays what it was.
import { expect } from 'chai'
import { above, historyOf, nearestAbove, successorsBetween, treeOn, type ChangeDefinition, type UnitDefinition } from '../../engine/core/unit.ts'

const reform = '2025-07-01'
const units: UnitDefinition[] = [
  { code: 'ministry', kind: 'ministry', name: 'Bộ' },
  { code: 'a', kind: 'province', name: 'Tỉnh A', parent: 'ministry' },
  { code: 'b', kind: 'province', name: 'Tỉnh B', parent: 'ministry' },
  { code: 'ab', kind: 'province', name: 'Tỉnh AB', parent: 'ministry', from: reform },
  { code: 'a1', kind: 'district', name: 'Huyện A1', parent: 'a', properties: { people: 100 } },
  { code: 'a11', kind: 'commune', name: 'Xã A11', parent: 'a1', properties: { people: 10 } },
  { code: 'b1', kind: 'commune', name: 'Xã B1', parent: 'b' },
  { code: 'b2', kind: 'commune', name: 'Xã B2', parent: 'b', from: '2022-01-01' },
  { code: 'b3', kind: 'commune', name: 'Xã B3', parent: 'b', from: '2022-01-01' },
]
const changes: ChangeDefinition[] = [
  // Told in any order.
  { on: reform, units: ['a', 'b'], becomes: ['ab'] },
  { on: reform, units: ['a1'], becomes: [] },
  { on: reform, units: ['a11', 'b2', 'b3'], parent: 'ab' },
  { on: '2021-03-01', units: ['a11'], name: 'Thị trấn A11', properties: { people: 12 } },
  { on: '2022-01-01', units: ['b1'], becomes: ['b2', 'b3'] },
]
const history = historyOf({ units, changes })
const names = (day: string): string[] => [...treeOn(history, day).values()].map((one) => one.name).sort()

describe('the tree of units', () => {
  it('holds on each day the units of that day, by the names of that day', () => {
    expect(names('2020-06-01')).to.deep.equal(['Bộ', 'Huyện A1', 'Tỉnh A', 'Tỉnh B', 'Xã A11', 'Xã B1'])
    expect(names('2021-03-01')).to.include('Thị trấn A11').and.not.include('Xã A11')
    expect(names('2022-01-01')).to.include.members(['Xã B2', 'Xã B3']).and.not.include('Xã B1')
    expect(names('2025-06-30')).to.include.members(['Tỉnh A', 'Tỉnh B', 'Huyện A1'])
    expect(names(reform)).to.deep.equal(['Bộ', 'Thị trấn A11', 'Tỉnh AB', 'Xã B2', 'Xã B3'])
  })

  it('knows who stands above on a day, nearest first', () => {
    const codes = (day: string): string[] => above(treeOn(history, day), 'a11').map((one) => one.code)
    expect(codes('2025-06-30')).to.deep.equal(['a1', 'a', 'ministry'])
    expect(codes(reform)).to.deep.equal(['ab', 'ministry'])
  })

  it('finds the receiver among the living: the nearest of the first kind that is there', () => {
    const receiver = (day: string, kinds: string[]) => nearestAbove(treeOn(history, day), 'a11', kinds)?.code
    expect(receiver('2025-06-30', ['district', 'province'])).to.equal('a1')
    expect(receiver(reform, ['district', 'province'])).to.equal('ab')
    expect(receiver(reform, ['district'])).to.equal(undefined)
  })

  it('keeps properties with their dates, and those that nobody changed', () => {
    const people = (day: string) => treeOn(history, day).get('a11')?.properties['people']
    expect([people('2021-02-28'), people('2021-03-01'), people('2026-01-01')]).to.deep.equal([10, 12, 12])
  })

  it('lets two changes of one day be one state', () => {
    const twice = historyOf({ units, changes: [{ on: '2020-05-01', units: ['a11'], name: 'Một' }, { on: '2020-05-01', units: ['a11'], parent: 'a' }] })
    expect(twice.units.get('a11')?.states.map(({ from, to, name, parent }) => [from, to, name, parent])).to.deep.equal([
      [undefined, '2020-05-01', 'Xã A11', 'a1'],
      ['2020-05-01', undefined, 'Một', 'a'],
    ])
  })

  it('ends a walk up where somebody has made a circle', () => {
    const round = historyOf({ units, changes: [{ on: '2020-05-01', units: ['a'], parent: 'a11' }] })
    expect(above(treeOn(round, '2020-06-01'), 'a11').map((one) => one.code)).to.deep.equal(['a1', 'a'])
  })
})

describe('what becomes of units', () => {
  it('is followed through mergers, splits and abolitions to those that exist on the day', () => {
    const heirs = (code: string, day: string): string[] => successorsBetween(history, code, '2020-01-01', day)
    expect(heirs('a', '2025-06-30')).to.deep.equal(['a'])
    expect(heirs('a', reform)).to.deep.equal(['ab'])
    expect(heirs('b1', '2025-01-01')).to.deep.equal(['b2', 'b3'])
    expect(heirs('a1', reform)).to.deep.equal([])
  })

  it('is followed forward in time only: what was given away before is not passed on', () => {
    const told: ChangeDefinition[] = [
      { on: '2021-01-01', units: ['a'], becomes: ['a', 'b2'] },
      { on: '2023-01-01', units: ['b'], becomes: ['a'] },
    ]
    const later = historyOf({ units, changes: told })
    expect(successorsBetween(later, 'b', '2020-06-01', '2024-01-01')).to.deep.equal(['a'])
    expect(successorsBetween(later, 'a', '2020-06-01', '2024-01-01')).to.deep.equal(['a', 'b2'])
    expect(successorsBetween(later, 'a', '2021-01-01', '2024-01-01')).to.deep.equal(['a'])
  })

  it('lets a unit that takes others in go on', () => {
    const taken = historyOf({ units, changes: [{ on: '2023-01-01', units: ['a', 'b'], becomes: ['a'] }] })
    expect([...treeOn(taken, '2023-01-01').keys()]).to.include('a').and.not.include('b')
    expect(successorsBetween(taken, 'b', '2020-01-01', '2024-01-01')).to.deep.equal(['a'])
  })
})
