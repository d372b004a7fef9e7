// Whether the tables are those that this code was written for: a server that starts beside an older database answers
// that it is not ready instead of failing request by request.
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Transaction } from './database.ts'

const directory = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Names of migrations that have not run. */
export async function missingMigrations(trx: Transaction): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { name: string }[] }>('select name from knex_migrations')
  const done = new Set(rows.map((row) => row.name))
  const files = await readdir(directory)
  return files.filter((name) => name.endsWith('.ts') && !done.has(name))
}
