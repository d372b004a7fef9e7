// The pool, and how column types become JavaScript values. Types are set for our own connections, never for the
// `pg` module, so that other users of it in the same process (the job worker) keep its defaults.
// int8 is exact here: a number while it is safe, else a string; cells beyond are refused, never rounded.

import knex, { type Knex } from 'knex'
import pg from 'pg'
import { PAST } from '../core/value.ts'

export type Database = Knex
export type { Transaction } from './transaction.ts'

const int8 = 20
const int8Array = 1016
const past = String(PAST)
const date = 1082

export function openDatabase(url: string, { poolSize }: { poolSize: number }): Database {
  return knex({
    client: 'pg',
    // `pipeline`: statements go out before the answers to earlier ones have come (transaction.ts).
    connection: { connectionString: url, application_name: 'bieumau', types: { getTypeParser }, pipeline: true } as Knex.PgConnectionConfig,
    pool: {
      min: 0,
      max: poolSize,
      // Not a startup parameter: connection poolers in front of a server refuse those.
      afterCreate: (connection: pg.Client, done: (error: Error | null, connection: pg.Client) => void) => {
        connection.query("set time zone 'UTC'", error => done(error ?? null, connection))
      },
    },
    acquireConnectionTimeout: 15_000,
  })
}

/** '{1,NULL,-3}' → [1, null, -3]. Throws for a number that a double does not hold exactly; 2^53 is the mark of one that was too
 * large when it was calculated (core/value.ts). */
export function parseCells(text: string): (number | null)[] {
  const cells: (number | null)[] = []
  const end = text.length - 1
  let at = 1
  while (at < end) {
    const first = text.charCodeAt(at)
    if (first === 78 /* N of NULL */) {
      cells.push(null)
      at += 5
      continue
    }
    const negative = first === 45
    if (negative) at++
    const from = at
    let value = 0
    let digit = text.charCodeAt(at)
    while (digit >= 48 && digit <= 57) {
      value = value * 10 + (digit - 48)
      digit = text.charCodeAt(++at)
    }
    // Until here a wrong value can only be too large, so the one check at the end is enough.
    if (value > Number.MAX_SAFE_INTEGER && text.slice(from, at) !== past) throw new RangeError(`The stored cell ${cells.length} is beyond 2^53 and cannot be read exactly.`)
    cells.push(negative ? -value : value)
    at++
  }
  return cells
}

function parseInt8(text: string): number | string {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : text
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (format !== 'binary') {
    if (oid === int8) return parseInt8
    if (oid === int8Array) return parseCells
    if (oid === date) return text => text
  }
  return pg.types.getTypeParser(oid, format) as (text: string) => unknown
}
