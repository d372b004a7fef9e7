// A database of one's own for a test file, cloned in milliseconds from a template that is made once per run, on one
// embedded server that all runs share. Nothing starts before the first test asks, so tests of pure code stay instant.
// Names carry the process number: runs in the same tree do not meet, and leftovers of killed runs are recognised.

import pg from 'pg'
import { type Database, openDatabase } from '../../engine/store/database.ts'
import { type EmbeddedServer, startEmbeddedServer } from '../../engine/store/embedded-server.ts'
import { migrate } from '../../engine/store/migrate.ts'
import { isAlive } from '../../engine/store/postmaster.ts'
import { closeToOthers, provision, type StoreUrls, withClient } from '../../engine/store/provision.ts'

export type FreshDatabase = {
  /** Connected as the application's role, as in production. */
  app: Database
  appUrl: string
  ownerUrl: string
  superUrl: string
  drop(): Promise<void>
}

/** What a template holds beside the empty tables; made when the first test asks for it. */
export type Filling = { readonly name: string; readonly fill: (ownerUrl: string) => Promise<void> }

type Ground = { server: EmbeddedServer; template: StoreUrls; templateName: string }

const directory = 'var/test'
const own = `${process.pid}`
const open = new Map<string, { where: string; drop: () => Promise<void> }>()
let ground: Promise<Ground> | undefined
const filled = new Map<string, Promise<string>>()
let count = 0

/** Migrated and empty, or as a filling leaves it. */
export async function freshDatabase(filling?: Filling): Promise<FreshDatabase> {
  const where = caller()
  ground ??= prepareGround()
  const { server, template } = await ground
  const templateName = await templateFor(await ground, filling)
  const name = `test_${own}_${++count}`
  await withClient(server.url, client =>
    client.query(`create database ${pg.escapeIdentifier(name)} owner bieumau_owner template ${pg.escapeIdentifier(templateName)}`))
  const ownerUrl = inDatabase(template.owner, name)
  const appUrl = inDatabase(template.app, name)
  await withClient(ownerUrl, client => closeToOthers(client, name))
  const app = openDatabase(appUrl, { poolSize: 10 })
  const drop = async (): Promise<void> => {
    if (!open.delete(name)) return
    await app.destroy()
    // Somebody who still holds a connection is told about at the end of the run, so it is not cut off here.
    const others = await connections(server.url, name)
    if (others.length > 0) leaks.push(`${where} dropped its database while connections were open: ${others.join('; ')}.`)
    await withClient(server.url, client => client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`))
  }
  open.set(name, { where, drop })
  return { app, appUrl, ownerUrl, superUrl: inDatabase(server.url, name), drop }
}

/** The superuser's address of the shared server, for tests about the server itself. */
export async function testServerUrl(): Promise<string> {
  ground ??= prepareGround()
  return (await ground).server.url
}

const leaks: string[] = []

/** Called once, after the whole run. Throws when something was left open. */
export async function closeGround(): Promise<void> {
  if (ground === undefined) return
  const { server, templateName } = await ground
  for (const { where, drop } of [...open.values()]) {
    leaks.push(`${where} made a database with freshDatabase() and did not call drop().`)
    await drop()
  }
  for (const name of [templateName, ...(await Promise.all(filled.values()))]) {
    await withClient(server.url, client => client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`))
  }
  await server.stop()
  if (leaks.length > 0) throw new Error(`The run left things open:\n${leaks.map(leak => `- ${leak}`).join('\n')}`)
}

async function prepareGround(): Promise<Ground> {
  // Crash safety is tested on servers of their own; here nothing outlives the run.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const server = await startEmbeddedServer({ directory: `${directory}/pg`, log: { info: () => {}, warn: console.warn }, settings })
  const templateName = `template_${own}`
  await withClient(server.url, async client => {
    const { rows } = await client.query<{ datname: string }>("select datname from pg_database where datname ~ '^(test|template)_[0-9]+'")
    const left = rows.map(row => row.datname).filter(name => {
      const pid = Number(name.split('_')[1])
      return pid === process.pid || !isAlive(pid)
    })
    for (const name of left) await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
  })
  const template = await provision(server.url, { dataDirectory: directory, database: templateName })
  await migrate(template.owner)
  await close(server, templateName)
  return { server, template, templateName }
}

/** A background process inside a template would delay every clone. */
async function close(server: EmbeddedServer, name: string): Promise<void> {
  await withClient(server.url, client => client.query(`alter database ${pg.escapeIdentifier(name)} allow_connections false`))
}

function templateFor({ server, template, templateName }: Ground, filling: Filling | undefined): string | Promise<string> {
  if (filling === undefined) return templateName
  const known = filled.get(filling.name)
  if (known !== undefined) return known
  const made = (async () => {
    const name = `${templateName}_${filling.name}`
    await withClient(server.url, client =>
      client.query(`create database ${pg.escapeIdentifier(name)} owner bieumau_owner template ${pg.escapeIdentifier(templateName)}`))
    await filling.fill(inDatabase(template.owner, name))
    await close(server, name)
    return name
  })()
  filled.set(filling.name, made)
  return made
}

async function connections(superUrl: string, database: string): Promise<string[]> {
  // A closed socket is noticed by the server a moment later than by us.
  for (let attempt = 0; ; attempt++) {
    const found = await withClient(superUrl, async client => (await client.query<{ text: string }>(
      `select usename || ' (' || application_name || '), last statement: ' || left(query, 80) as text
         from pg_stat_activity where datname = $1 and backend_type = 'client backend'`, [database])).rows.map(row => row.text))
    if (found.length === 0 || attempt === 20) return found
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}

function inDatabase(base: string, name: string): string {
  const url = new URL(base)
  url.pathname = `/${name}`
  return url.href
}

function caller(): string {
  const line = new Error().stack?.split('\n').find((text, index) => index > 0 && !text.includes('support/database.ts') && /test\/.*\.ts/.test(text))
  return line?.match(/test\/[^):]*:\d+/)?.[0] ?? 'A test'
}
