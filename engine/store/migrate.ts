// Brings the tables up to date as the owner: ours first, then those of the job queue, which the application may use but
// not change. One process at a time; a process killed in the middle leaves no lock behind.

import { runMigrations } from 'graphile-worker'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from './database.ts'
import { roles, withClient } from './provision.ts'

const directory = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../migrations')
const turn = 7_220_159
const queue = 'graphile_worker'

export async function migrate(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async client => {
    await client.query('select pg_advisory_lock($1)', [turn])
    await migrateOwnTables(ownerUrl)
    await runMigrations({ connectionString: ownerUrl, schema: queue })
    await client.query(queueGrants)
  })
}

async function migrateOwnTables(ownerUrl: string): Promise<void> {
  if (!existsSync(directory)) return
  const database = openDatabase(ownerUrl, { poolSize: 2 })
  const config = { directory, extension: 'ts', loadExtensions: ['.ts'] }
  try {
    // We hold the turn, so a lock that is set belongs to a process that died.
    await database.migrate.forceFreeMigrationsLock(config)
    await database.migrate.latest(config)
  } finally {
    await database.destroy()
  }
}

// The queue's tables have row level security without a policy: a grant alone shows nothing to anybody but the owner.
const queueGrants = `
  grant usage on schema ${queue} to ${roles.app};
  grant select, insert, update, delete on all tables in schema ${queue} to ${roles.app};
  grant usage, select on all sequences in schema ${queue} to ${roles.app};
  grant execute on all functions in schema ${queue} to ${roles.app};
  do $$
  declare one record;
  begin
    for one in
      select c.relname from pg_class c
      where c.relnamespace = '${queue}'::regnamespace and c.relrowsecurity
        and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'bieumau_app_all')
    loop
      execute format('create policy bieumau_app_all on ${queue}.%I to ${roles.app} using (true) with check (true)', one.relname);
    end loop;
  end $$`
