// Sessions: who is behind a cookie. The table holds the SHA-256 of the cookie, so a copy of it opens nothing.
// A session ends by logging out, by idleness, by its absolute limit, and with the account (locked, revoked).
import { Model, snakeCaseMappers } from 'objection'
import type { Database } from './database.ts'
import { unitsWorkedFor } from './heir.ts'
import { askAlone, prepared, type Transaction } from './transaction.ts'

export class Session extends Model {
  static override tableName = 'session'
  static override idColumn = 'id_hash'
  static override columnNameMappers = snakeCaseMappers()
  declare idHash: Buffer
  declare accountId: string
  declare createdAt: Date
  declare lastSeenAt: Date
  declare expiresAt: Date
  declare address: string
  declare agent: string
}

/** The account behind a live session. */
export type SessionAccount = {
  id: string
  login: string
  name: string
  unitId: string
  /** Its own unit first, then those that have ended and whose place it takes. */
  units: string[]
  role: string
  mustChangePassword: boolean
}

const minute = 60_000

/**
 * One statement, because every request runs it. The time of the last sight is written at most once a minute, and more
 * often only where the idle limit is so short that a minute would end sessions that are in use.
 */
export async function findSession(
  database: Database,
  idHash: Buffer,
  now: Date,
  day: string,
  idleMinutes: number,
): Promise<SessionAccount | undefined> {
  const idle = idleMinutes * minute
  const { rows } = await askAlone<SessionAccount>(database, prepared(
    'find-session',
    `with found as (
       select s.id_hash, s.last_seen_at, a.id, a.login, a.name, a.unit_id as "unitId", ${unitsWorkedFor('a.unit_id', ':day')} as units, a.role,
         a.must_change_password as "mustChangePassword"
       from session s join account a on a.id = s.account_id
       where s.id_hash = :idHash and s.expires_at > :now and s.last_seen_at > :idleSince
         and a.locked_at is null and a.revoked_at is null
     ), touched as (
       update session set last_seen_at = :now from found
       where session.id_hash = found.id_hash and found.last_seen_at <= :touchBefore
     )
     select id, login, name, "unitId", units, role, "mustChangePassword" from found`,
    {
      idHash,
      now,
      day,
      idleSince: new Date(now.getTime() - idle),
      touchBefore: new Date(now.getTime() - Math.min(minute, idle / 4)),
    },
  ))
  return rows[0]
}

export type NewSession = Pick<Session, 'idHash' | 'accountId' | 'expiresAt' | 'address' | 'agent'>

export async function addSession(trx: Transaction, session: NewSession, now: Date): Promise<void> {
  await Session.query(trx.builder).insert({ ...session, createdAt: now, lastSeenAt: now })
}

export async function endSession(trx: Transaction, idHash: Buffer): Promise<void> {
  await Session.query(trx.builder).delete().where('id_hash', idHash)
}

/** All sessions of an account but, where given, the one that acts. */
export async function endSessionsOf(trx: Transaction, accountId: string, except?: Buffer): Promise<number> {
  const query = Session.query(trx.builder).delete().where('account_id', accountId)
  return except === undefined ? query : query.whereNot('id_hash', except)
}

/** Those by which somebody could still act, newest first. */
export async function liveSessionsOf(trx: Transaction, accountId: string, now: Date, idleMinutes: number): Promise<Session[]> {
  return Session.query(trx.builder)
    .where('account_id', accountId)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', new Date(now.getTime() - idleMinutes * minute))
    .orderBy([{ column: 'created_at', order: 'desc' }, 'id_hash'])
}

/** Removes what nobody can use any more. */
export async function sweepSessions(trx: Transaction, now: Date): Promise<number> {
  return Session.query(trx.builder).delete().where('expires_at', '<=', now)
}

/** Demo mode moves the clock by months; people who are logged in travel along. */
export async function carrySessions(trx: Transaction, from: Date, to: Date): Promise<void> {
  await trx.raw(
    `update session set created_at = created_at + make_interval(secs => :seconds),
       last_seen_at = last_seen_at + make_interval(secs => :seconds),
       expires_at = expires_at + make_interval(secs => :seconds)`,
    { seconds: (to.getTime() - from.getTime()) / 1000 },
  )
}
