import { expect } from 'chai'
import { addSuccessions } from '../../engine/store/unit.ts'
import { unitsOfWork } from '../../engine/store/heir.ts'
import { transaction } from '../../engine/store/transaction.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { addUnit } from '../support/people.ts'

describe('who takes the place of units', () => {
  let database: FreshDatabase
  const ids = new Map<string, string>()
  const codes = (units: readonly string[]): string[] => units.map((id) => [...ids].find(([, one]) => one === id)?.[0] ?? id).sort()
  const workOf = (code: string, day: string): Promise<string[]> =>
    transaction(database.app, async (trx) => codes(await unitsOfWork(trx, ids.get(code) as string, day)))

  before(async () => {
    database = await freshDatabase()
    for (const code of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) ids.set(code, (await addUnit(database.app, { code, kind: 'xa' })).id)
    const ends = { a: '2020-02-01', b: '2020-05-01', d: '2020-03-01', g: '2020-06-01' }
    for (const [code, day] of Object.entries(ends)) await database.app('unit').where({ code }).update({ valid_to: day })
    await transaction(database.app, (trx) => addSuccessions(trx, [
      // Merged twice; split; a part given away by one that goes on; a part given away before the end; abolished.
      { on: '2020-02-01', from: 'a', to: 'b' }, { on: '2020-05-01', from: 'b', to: 'c' },
      { on: '2020-03-01', from: 'd', to: 'e' }, { on: '2020-03-01', from: 'd', to: 'f' },
      { on: '2020-03-01', from: 'e', to: 'h' },
      { on: '2020-01-01', from: 'g', to: 'h' }, { on: '2020-06-01', from: 'g', to: null },
    ], (code) => ids.get(code)))
  })
  after(() => database.drop())

  it('is the unit that a unit was merged into, from that day on, through further mergers', async () => {
    expect(await workOf('b', '2020-01-31')).to.deep.equal(['b'])
    expect(await workOf('b', '2020-02-01')).to.deep.equal(['a', 'b'])
    expect(await workOf('c', '2020-04-30')).to.deep.equal(['c'])
    expect(await workOf('c', '2020-05-01')).to.deep.equal(['a', 'b', 'c'])
  })

  it('is each part of a unit that was split', async () => {
    expect([await workOf('e', '2020-12-31'), await workOf('f', '2020-12-31')]).to.deep.equal([['d', 'e'], ['d', 'f']])
  })

  it('is nobody for a unit that goes on or that was abolished, whatever parts of it went elsewhere before', async () => {
    expect(await workOf('h', '2020-12-31')).to.deep.equal(['h'])
  })
})
