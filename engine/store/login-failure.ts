// Attempts at a password, counted per login and per address in a window of time. An attempt is counted before the
// password is looked at and given back when it was right, so that a hundred guesses at once are not a hundred free ones.
// Not rate-limiter-flexible: its store for PostgreSQL reads the machine's time, and here time is passed in.
// The key is a hash: people type passwords into the field of the login.
import { createHash } from 'node:crypto'
import type { Database, Transaction } from './database.ts'

export type Window = { points: number; secondsLeft: number }

export function failureKey(kind: 'login' | 'address', value: string): string {
  return `${kind}:${createHash('sha256').update(value).digest('hex')}`
}

/** Counts one attempt and says how many there are in the window now. */
export async function countAttempt(
  database: Database,
  key: string,
  now: Date,
  windowSeconds: number,
): Promise<Window> {
  const at = now.getTime()
  const { rows } = await database.raw<{ rows: { points: number; expire: number }[] }>(
    `insert into login_failure as f (key, points, expire) values (:key, 1, :expire)
     on conflict (key) do update set
       points = case when f.expire <= :at then 1 else f.points + 1 end,
       expire = case when f.expire <= :at then excluded.expire else f.expire end
     returning points, expire`,
    { key, at, expire: at + windowSeconds * 1000 },
  )
  const [row] = rows
  if (row === undefined) throw new Error('Counting an attempt returned nothing')
  return { points: row.points, secondsLeft: Math.max(1, Math.ceil((row.expire - at) / 1000)) }
}

/** Takes one attempt back: it was none. */
export async function giveBackAttempt(trx: Transaction, key: string): Promise<void> {
  await trx.raw('update login_failure set points = greatest(points - 1, 0) where key = ?', [key])
}

export async function clearAttempts(trx: Transaction, key: string): Promise<void> {
  await trx.raw('delete from login_failure where key = ?', [key])
}

export async function sweepAttempts(trx: Transaction, now: Date): Promise<number> {
  const { rowCount } = await trx.raw<{ rowCount: number }>('delete from login_failure where expire <= ?', [now.getTime()])
  return rowCount
}
