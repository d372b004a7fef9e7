// The database and its three logins, made with the one login that may make them and used by nobody afterwards:
// owner (runs migrations), app (no DDL) and read (for people and tools that only look). Repeatable: what is there is
// kept, what is missing is made. Table grants are not here but beside the tables, in migrations.

import path from 'node:path'
import pg from 'pg'
import { newPassword, readOrCreatePrivateFile } from './private-file.ts'

export type StoreUrls = { owner: string; app: string; read: string }

type Passwords = Record<keyof StoreUrls, string>

export const roles = { owner: 'bieumau_owner', app: 'bieumau_app', read: 'bieumau_read' } as const

const kinds = ['owner', 'app', 'read'] as const

/** Any number; two processes that provision the same server take turns. */
const turn = 7_220_158

export async function provision(url: string, { dataDirectory, database = 'bieumau' }: { dataDirectory: string; database?: string }): Promise<StoreUrls> {
  const passwords = readOrCreatePrivateFile<Passwords>(path.resolve(dataDirectory, 'roles.json'),
    () => ({ owner: newPassword(), app: newPassword(), read: newPassword() }))
  const urls = {
    owner: loginUrl(url, roles.owner, passwords.owner, database),
    app: loginUrl(url, roles.app, passwords.app, database),
    read: loginUrl(url, roles.read, passwords.read, database),
  }
  await withClient(url, async client => {
    await client.query('select pg_advisory_lock($1)', [turn])
    for (const kind of kinds) await makeRole(client, roles[kind], passwords[kind], urls[kind])
    await makeDatabase(client, database)
  })
  await withClient(urls.owner, client => closeToOthers(client, database))
  return urls
}

/** Not part of what a copy of a database inherits, so tests call it for each copy. Needs the owner's login. */
export async function closeToOthers(client: pg.Client, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database)
  await client.query('revoke create on schema public from public')
  await client.query(`revoke all on database ${name} from public`)
  await client.query(`grant connect on database ${name} to ${roles.app}, ${roles.read}`)
}

export async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, application_name: 'bieumau setup' })
  // Without a listener a lost connection would end the process instead of failing the query.
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

async function makeRole(client: pg.Client, role: string, password: string, url: string): Promise<void> {
  const exists = (await client.query('select 1 from pg_roles where rolname = $1', [role])).rowCount === 1
  const secret = pg.escapeLiteral(password)
  if (!exists) await client.query(`create role ${role} login nosuperuser nocreatedb nocreaterole password ${secret}`)
  else if (await isRefused(url)) await client.query(`alter role ${role} login password ${secret}`)
}

/** A password that works is left alone: to set it again would disturb others who provision the same server. */
async function isRefused(url: string): Promise<boolean> {
  try {
    await withClient(url, async () => {})
    return false
  } catch (error) {
    // The database may not be there yet; then the password was right.
    return (error as { code?: string }).code !== '3D000'
  }
}

async function makeDatabase(client: pg.Client, database: string): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [database])
  if (found.rowCount === 1) return
  // A login that may create roles without being a superuser administers them, but is not yet a member.
  const { rows } = await client.query<{ rolsuper: boolean }>('select rolsuper from pg_roles where rolname = current_user')
  if (rows[0]?.rolsuper !== true) await client.query(`grant ${roles.owner} to current_user with inherit true, set true`)
  await client.query(`create database ${pg.escapeIdentifier(database)} owner ${roles.owner} template template0 encoding 'UTF8' `
    + "locale_provider icu icu_locale 'vi' locale 'C'")
}

function loginUrl(base: string, user: string, password: string, database: string): string {
  const url = new URL(base)
  url.username = user
  url.password = password
  url.pathname = `/${database}`
  return url.href
}
