import { expect } from 'chai'
import type { Parts, Person } from '../../engine/actions/action.ts'
import { perform, performOnce } from '../../engine/actions/perform.ts'
import { readConfig } from '../../engine/config.ts'
import { Problem } from '../../engine/problem.ts'
import { callOf, permitForTests, personActing, readUnit, renameUnit, timesRenamed } from '../support/actions.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { addPeople, testInstalled, type People } from '../support/people.ts'
import { standingClock } from '../support/server.ts'

describe('performing an action', () => {
  let database: FreshDatabase
  let parts: Parts
  let people: People
  let an: Person
  let forget: () => void

  before(async () => {
    forget = permitForTests({
      'test-rename-unit': { who: 'anybody-logged-in' },
      'test-read-unit': { who: 'anybody-logged-in' },
    })
    database = await freshDatabase()
    people = await addPeople(database.app)
    an = personActing(people.an)
    parts = {
      config: readConfig({}),
      clock: standingClock(),
      database: database.app,
      installed: () => testInstalled,
    }
  })
  after(async () => {
    forget()
    await database.drop()
  })

  const unit = () => people.units.commune.id
  const nameNow = async () => (await database.app('unit').where({ id: unit() }).first('name')).name
  const auditOf = (requestId: string) => database.app('audit').where({ request_id: requestId })
  const problemOf = async (work: Promise<unknown>): Promise<Problem> => {
    const error: unknown = await work.then(() => undefined, (thrown: unknown) => thrown)
    if (!(error instanceof Problem)) throw new Error(`Not refused: ${String(error)}`, { cause: error })
    return error
  }

  it('writes an audit row with every write: who, what, which object, which revisions', async () => {
    const caller = callOf(an)
    await perform(renameUnit, { id: unit(), name: 'Xã một' }, caller, parts)
    const rows = await auditOf(caller.requestId)
    expect(rows).to.have.length(1)
    expect({ ...rows[0], id: '' }).to.deep.equal({
      id: '', at: parts.clock.now(), request_id: caller.requestId, account_id: an.accountId, login: an.login,
      unit_id: an.unitId, address: '192.0.2.1', action: 'test-rename-unit', object_type: 'unit', object_id: unit(),
      outcome: 'done', problem: null, revision_from: 1, revision_to: 2,
    })
  })

  it('keeps neither the write nor its audit row when the action fails', async () => {
    const before = await nameNow()
    const caller = callOf(an)
    await perform(renameUnit, { id: unit(), name: 'Xã hai', ending: 'fail' }, caller, parts).then(
      () => expect.fail('did not fail'),
      (error: Error) => expect(error.message).to.equal('a bug'),
    )
    expect(await nameNow()).to.equal(before)
    expect(await auditOf(caller.requestId)).to.deep.equal([])
  })

  it('records a refusal although what the action did is undone', async () => {
    const before = await nameNow()
    const caller = callOf(an)
    const problem = await problemOf(perform(renameUnit, { id: unit(), name: 'Xã ba', ending: 'refuse' }, caller, parts))
    expect(problem.code).to.equal('act-not-possible')
    expect(await nameNow()).to.equal(before)
    const [row] = await auditOf(caller.requestId)
    expect(row).to.include({ outcome: 'refused', problem: 'act-not-possible', object_id: unit(), login: an.login, revision_to: null })
  })

  it('turns a violated constraint into a refusal', async () => {
    const problem = await problemOf(perform(renameUnit, { id: unit(), name: 'Xã bốn', ending: 'collide' }, callOf(an), parts))
    expect(problem.code).to.equal('already-exists')
    expect(problem.cause).to.be.an('error')
  })

  it('does not run an action that has no row in permit.ts', async () => {
    const action = { ...renameUnit, name: 'nobody-thought-of-it' }
    await perform(action, { id: unit(), name: 'x' }, callOf(an), parts).then(
      () => expect.fail('ran'),
      (error: Error) => {
        expect(error).not.to.be.instanceOf(Problem)
        expect(error.message).to.contain('permit.ts')
      },
    )
  })

  it('lets a read write nothing', async () => {
    await perform(readUnit, { id: unit(), write: true }, callOf(an), parts).then(
      () => expect.fail('wrote'),
      (error: Error) => expect(error.message).to.contain('read-only transaction'),
    )
  })

  it('records a refused read, and no other', async () => {
    const [found, missing] = [callOf(an), callOf(an)]
    await perform(readUnit, { id: unit() }, found, parts)
    await problemOf(perform(readUnit, { id: an.accountId }, missing, parts))
    expect(await auditOf(found.requestId)).to.have.length(0)
    expect(await auditOf(missing.requestId)).to.have.length(1)
  })

  it('does not let somebody unknown fill the audit', async () => {
    const caller = callOf({ kind: 'nobody' })
    expect((await problemOf(perform(readUnit, { id: unit() }, caller, parts))).code).to.equal('not-logged-in')
    expect(await auditOf(caller.requestId)).to.have.length(0)
  })

  it('names the system where no person acts', async () => {
    const away = permitForTests({ 'test-rename-unit': { who: 'system' } })
    const caller = callOf({ kind: 'system', name: 'roll-up' })
    await perform(renameUnit, { id: unit(), name: 'Xã năm' }, caller, parts)
    expect((await auditOf(caller.requestId))[0]).to.include({ account_id: null, login: 'system/roll-up' })
    expect((await problemOf(perform(renameUnit, { id: unit(), name: 'x' }, callOf(an), parts))).code).to.equal('not-allowed')
    away()
    permitForTests({ 'test-rename-unit': { who: 'anybody-logged-in' } })
  })

  describe('once', () => {
    const once = (key: string, requestHash: string, input = {}) =>
      performOnce(renameUnit, { id: unit(), name: 'Xã sáu', ...input }, callOf(an), parts, { key, requestHash, status: 201 })

    it('replays the reply of a request that comes again', async () => {
      const before = timesRenamed()
      const first = await once('key-one', 'a')
      const second = await once('key-one', 'a')
      expect(timesRenamed()).to.equal(before + 1)
      expect(first).to.deep.equal({ ...second, replayed: false })
      expect(second).to.include({ status: 201, replayed: true })
    })

    it('refuses the key for another request', async () => {
      await once('key-two', 'a')
      expect((await problemOf(once('key-two', 'b'))).code).to.equal('idempotency-key-reused')
    })

    it('keeps keys of different people apart', async () => {
      await once('key-three', 'a')
      const other = await performOnce(renameUnit, { id: unit(), name: 'Xã' }, callOf(personActing(people.lan)), parts, {
        key: 'key-three', requestHash: 'b',
      })
      expect(other.replayed).to.equal(false)
    })

    it('frees the key when the action is refused', async () => {
      await problemOf(once('key-four', 'a', { ending: 'refuse' }))
      expect((await once('key-four', 'a')).replayed).to.equal(false)
    })

    it('lets a concurrent twin wait and then replays to it', async () => {
      const before = timesRenamed()
      let go = (): void => {}
      const wait = new Promise<void>((resolve) => {
        go = resolve
      })
      const twins = [once('key-five', 'a', { wait }), once('key-five', 'a', { wait }), once('key-five', 'a', { wait })]
      setTimeout(go, 100)
      const replies = await Promise.all(twins)
      expect(timesRenamed()).to.equal(before + 1)
      expect(replies.map(({ replayed }) => replayed).sort()).to.deep.equal([false, true, true])
      expect(new Set(replies.map(({ output }) => output.times)).size).to.equal(1)
    })
  })
})
