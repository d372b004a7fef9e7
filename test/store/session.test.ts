import { expect } from 'chai'
import { addAccount, changePassword, findAccountByLogin, issuePassword, lockAccount, revokeAccount } from '../../engine/store/account.ts'
import { sweepKeys } from '../../engine/store/idempotency.ts'
import { countAttempt, sweepAttempts } from '../../engine/store/login-failure.ts'
import { addSession, carrySessions, endSessionsOf, findSession, sweepSessions } from '../../engine/store/session.ts'
import { transaction } from '../../engine/store/transaction.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { addPeople, type People } from '../support/people.ts'

const now = new Date('2020-05-20T02:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

describe('accounts and sessions in the store', () => {
  let database: FreshDatabase
  let people: People
  before(async () => {
    database = await freshDatabase()
    people = await addPeople(database.app)
  })
  after(() => database.drop())

  const hash = (n: number) => Buffer.alloc(32, n)
  const open = (n: number, minutes = 60) =>
    transaction(database.app, (trx) =>
      addSession(trx, { idHash: hash(n), accountId: people.an.id, expiresAt: later(minutes), address: '192.0.2.1', agent: 'x' }, now))

  it('makes an account that has to change its password', async () => {
    await transaction(database.app, async (trx) => {
      await addAccount(trx, { login: 'moi_bc', name: 'Mới', unitId: people.units.commune.id, role: 'bc', passwordHash: 'x' }, now)
      expect(await findAccountByLogin(trx, 'moi_bc')).to.include({ login: 'moi_bc', mustChangePassword: true, lockedAt: null, role: 'bc' })
    })
  })

  it('changes a password only from the hash that was looked at', async () => {
    await transaction(database.app, async (trx) => {
      await issuePassword(trx, people.an.id, 'one')
      expect(await changePassword(trx, people.an.id, { from: 'other', to: 'two' })).to.equal(false)
      expect(await changePassword(trx, people.an.id, { from: 'one', to: 'two' })).to.equal(true)
      expect(await findAccountByLogin(trx, people.an.login)).to.include({ passwordHash: 'two', mustChangePassword: false })
    })
  })

  it('finds nobody behind a session whose account is locked or revoked', async () => {
    await open(1)
    const found = async () => (await findSession(database.app, hash(1), now, '2020-06-01', 30))?.login
    const set = (change: (trx: Parameters<typeof lockAccount>[0]) => Promise<void>) => transaction(database.app, change)
    expect(await found()).to.equal(people.an.login)
    await set((trx) => lockAccount(trx, people.an.id, now))
    expect(await found()).to.equal(undefined)
    await set((trx) => lockAccount(trx, people.an.id, null))
    expect(await found()).to.equal(people.an.login)
    await set((trx) => revokeAccount(trx, people.an.id, now))
    expect(await found()).to.equal(undefined)
    await database.app('account').where({ id: people.an.id }).update({ revoked_at: null })
  })

  it('keeps a session in use alive even where the idle limit is one minute', async () => {
    await open(2)
    for (let minutes = 0.5; minutes < 5; minutes += 0.5) {
      expect(await findSession(database.app, hash(2), later(minutes), '2020-06-01', 1), `${minutes}`).to.be.an('object')
    }
  })

  it('carries sessions along when the clock of a demonstration is moved', async () => {
    await open(3)
    const moved = later(60 * 24 * 90)
    await transaction(database.app, (trx) => carrySessions(trx, now, moved))
    expect(await findSession(database.app, hash(3), moved, '2020-06-01', 30)).to.be.an('object')
    await transaction(database.app, (trx) => carrySessions(trx, moved, now))
  })

  it('ends all sessions of an account but the one that acts', async () => {
    await open(4)
    await open(5)
    await transaction(database.app, (trx) => endSessionsOf(trx, people.an.id, hash(5)))
    expect(await findSession(database.app, hash(4), now, '2020-06-01', 30)).to.equal(undefined)
    expect(await findSession(database.app, hash(5), now, '2020-06-01', 30)).to.be.an('object')
  })

  it('sweeps away what has passed', async () => {
    await open(6, 1)
    await countAttempt(database.app, 'login:x', now, 60)
    await transaction(database.app, async (trx) => {
      expect(await sweepSessions(trx, later(2))).to.equal(1)
      expect(await sweepAttempts(trx, later(2))).to.equal(1)
      expect(await sweepKeys(trx, later(2))).to.equal(0)
    })
  })
})
