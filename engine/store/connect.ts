// From the configuration to a migrated database: the built-in server or the one in DATABASE_URL, its roles, its tables,
// and the application's pool. The only place that knows where the database comes from.

import path from 'node:path'
import type { Config } from '../config.ts'
import { type Database, openDatabase } from './database.ts'
import { type Log, startEmbeddedServer } from './embedded-server.ts'
import { migrate } from './migrate.ts'
import { provision, roles, type StoreUrls, withClient } from './provision.ts'

export type ConnectedStore = { app: Database; urls: StoreUrls; stop(): Promise<void> }

export type StoreConfig = Pick<Config, 'databaseUrl' | 'appDatabaseUrl' | 'dataDirectory' | 'poolSize'>

export async function connectStore(config: StoreConfig, log: Log): Promise<ConnectedStore> {
  const embedded = config.databaseUrl === undefined
    ? await startEmbeddedServer({ directory: path.join(config.dataDirectory, 'pg'), log })
    : undefined
  try {
    const urls = await logins(config, embedded?.url ?? config.databaseUrl ?? '')
    await migrate(urls.owner)
    const app = openDatabase(urls.app, { poolSize: config.poolSize })
    return {
      app,
      urls,
      stop: async () => {
        await app.destroy()
        await embedded?.stop()
      },
    }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

async function logins({ appDatabaseUrl, dataDirectory }: StoreConfig, url: string): Promise<StoreUrls> {
  if (appDatabaseUrl === undefined) return provision(url, { dataDirectory })
  await demandRoles(url, appDatabaseUrl)
  return { owner: url, app: appDatabaseUrl, read: appDatabaseUrl }
}

/** Two logins of one's own: migrations grant to the roles by name, so the roles must be there. */
async function demandRoles(ownerUrl: string, appUrl: string): Promise<void> {
  const missing = await withClient(ownerUrl, async client => {
    const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [[roles.app, roles.read]])
    return [roles.app, roles.read].filter(role => !rows.some(row => row.rolname === role))
  })
  if (missing.length > 0) {
    throw new Error(`With DATABASE_APP_URL the roles are yours to make, and ${missing.join(' and ')} is missing: CREATE ROLE ${roles.app}; CREATE ROLE ${roles.read};`)
  }
  const belongs = await withClient(appUrl, async client =>
    (await client.query<{ yes: boolean }>("select pg_has_role(current_user, $1, 'USAGE') as yes", [roles.app])).rows[0]?.yes)
  if (belongs !== true) {
    throw new Error(`The login in DATABASE_APP_URL must be ${roles.app} or a member of it: GRANT ${roles.app} TO <login>;`)
  }
}
