// A country for tests: the packs of the repository, the demo's units, accounts and open period, in a database cloned from
// a template that holds them. `startCountry()` is a server over such a copy, with the clock at the regulation's example,
// 01/06/2020, and the acts of the people in it as functions.
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Caller, Installed, Parts } from '../../engine/actions/action.ts'
import { importUnits, type Imported } from '../../engine/actions/import-units.ts'
import { installPacks } from '../../engine/actions/install-packs.ts'
import { openPeriod } from '../../engine/actions/open-period.ts'
import { perform } from '../../engine/actions/perform.ts'
import { readInstalled } from '../../engine/actions/read-installed.ts'
import { ownFolders, readFolder } from '../../engine/cli/read-folders.ts'
import { readConfig } from '../../engine/config.ts'
import type { Codelist } from '../../engine/core/contract/codelist.ts'
import type { ExplainReply, Filing, FilingLine } from '../../engine/core/contract/filing.ts'
import type { PeriodPreview } from '../../engine/core/contract/period.ts'
import { routes } from '../../engine/http/routes/all.ts'
import type { ServerOptions } from '../../engine/http/server.ts'
import { workOffMarks } from '../../engine/jobs/tasks.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import type { Pack, PackFile } from '../../engine/packs/load-pack.ts'
import { openDatabase, type Database } from '../../engine/store/database.ts'
import { freshDatabase, type Filling, type FreshDatabase } from './database.ts'
import { standingClock, startTestServer, type Client, type Reply, type TestServer } from './server.ts'

export const firstMorning = '2020-06-01T08:00:00+07:00'
export const demoPassword = 'Minhhoa@2020'

const caller = (): Caller => ({ actor: { kind: 'system', name: 'test' }, requestId: randomUUID(), address: '' })

export function repositoryPacks(): { folder: string; files: readonly PackFile[] }[] {
  return ownFolders(path.resolve('.')).map(readFolder)
}

/** Installs packs and opens their demo's period, as `npm start` does. */
export async function install(database: Database, packs: readonly Pack[]): Promise<void> {
  let installed: Installed | undefined
  const parts: Parts = { config: readConfig({}), clock: standingClock(firstMorning), database, installed: () => installed as Installed }
  await perform(installPacks, { packs, demo: true }, caller(), parts)
  const read = await perform(readInstalled, undefined, caller(), parts)
  installed = read
  if (read.demo === undefined) throw new Error('The packs have no demo period')
  await perform(openPeriod, read.demo.open, caller(), parts)
  await workOffMarks(parts)
}

/** A template with these packs and their demo in it. */
export function countryOf(name: string, packs: () => readonly Pack[]): Filling {
  return {
    name,
    fill: async (ownerUrl) => {
      const database = openDatabase(ownerUrl, { poolSize: 2 })
      try {
        await install(database, packs())
      } finally {
        await database.destroy()
      }
    },
  }
}

/** Checked packs; throws with the first issue. */
export function soundPacks(folders: Parameters<typeof checkPacks>[0]): readonly Pack[] {
  const { packs, issues } = checkPacks(folders)
  if (issues.length > 0) throw new Error(`The packs have ${issues.length} issues, the first: ${JSON.stringify(issues[0])}`)
  return packs
}

export const demoCountry: Filling = countryOf('country', () => soundPacks(repositoryPacks()))

export type Country = TestServer & {
  readonly database: FreshDatabase
  /** Works off the roll-up queue, as the worker does. */
  readonly rollUp: () => Promise<void>
  /** Installs packs while the server runs, as the command does beside it. */
  readonly install: (packs: readonly Pack[]) => Promise<void>
  readonly end: () => Promise<void>
}

export async function startCountry(filling: Filling = demoCountry, options: ServerOptions = {}): Promise<Country> {
  const own = await freshDatabase(filling)
  const clock = standingClock(firstMorning)
  let installed: Installed | undefined
  const server = await startTestServer({ database: own.app, routes, clock, installed: () => installed as Installed, server: options })
  installed = await perform(readInstalled, undefined, caller(), server.parts)
  return {
    ...server,
    database: own,
    rollUp: async () => {
      await workOffMarks(server.parts)
    },
    install: async (packs) => {
      await perform(installPacks, { packs, demo: false }, caller(), server.parts)
      installed = await perform(readInstalled, undefined, caller(), server.parts)
    },
    end: async () => {
      await server.stop()
      await own.drop()
    },
  }
}

/** Opens a period as a person does who has looked at its preview. */
export async function openNext(client: Client, wanted: { pack: string; kind: string; year: number }): Promise<Reply> {
  const preview = await client.get(`/periods/preview?${new URLSearchParams({ ...wanted, year: String(wanted.year) }).toString()}`)
  if (preview.status !== 200) return preview
  return client.post('/periods', { ...wanted, confirm: (preview.body as PeriodPreview).confirmation })
}

/** Takes in a list of areas as of a day, as the command does; a line is `code,name,level,upper code,formed from`. */
export function importList({ parts }: Pick<Country, 'parts'>, asOf: string, ...lines: string[]): Promise<Imported> {
  return perform(importUnits, { bytes: Buffer.from(`Mã,Tên,Cấp,Mã cấp trên,Nhập từ\n${lines.join('\n')}`), asOf }, caller(), parts)
}

/** The client's own filing of a form (`own`), or the one a unit has sent (`received`). */
export async function findLine(client: Client, box: 'own' | 'received', form: string, unit?: string): Promise<FilingLine> {
  const { body } = await client.get(`/filings?box=${box}`)
  const lines = (body as { filings: FilingLine[] }).filings
  const line = lines.find((one) => one.form.id === form && (unit === undefined || one.unit.code === unit))
  if (line === undefined) throw new Error(`No filing ${form} ${unit ?? ''} in ${box}`)
  return line
}

export async function openFiling(client: Client, id: string): Promise<Filing> {
  const reply = await client.get(`/filings/${id}`)
  if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`)
  return reply.body as Filing
}

/** Saves on the newest revision. */
export async function save(client: Client, id: string, cells: Record<string, number | string | null>, more: object = {}): Promise<Reply> {
  const { revision } = await openFiling(client, id)
  return client.patch(`/filings/${id}`, { revision, cells: Object.entries(cells), ...more })
}

/** Acts on the newest revision. */
export async function act(client: Client, id: string, action: string, request: object = {}): Promise<Reply> {
  const { body } = await client.get(`/filings/${id}`)
  return client.post(`/filings/${id}/actions/${action}`, { revision: (body as Filing).revision, ...request })
}

/** Several acts that must all succeed. */
export async function mustAct(client: Client, id: string, ...actions: string[]): Promise<void> {
  for (const action of actions) {
    const reply = await act(client, id, action)
    if (reply.status !== 200) throw new Error(`${action}: ${reply.status} ${reply.text}`)
  }
}

/** The person's unit says that its list (`pack/id`) is complete, for every open period that it serves. */
export async function completeList(client: Client, list: string): Promise<void> {
  for (const { period, complete } of await periodsOf(client, list)) {
    if (complete !== null) continue
    const reply = await client.post(`/codelists/${list}/complete`, { period: period.id })
    if (reply.status !== 200) throw new Error(reply.text)
  }
}

/** Opens the list again, changes it, and says once more that it is complete. */
export async function changeList(client: Client, list: string, path: string, body: object): Promise<Reply> {
  for (const { period, complete } of await periodsOf(client, list)) if (complete !== null) await client.post(`/codelists/${list}/reopen`, { period: period.id })
  const reply = await client.post(`/codelists/${list}${path}`, body)
  await completeList(client, list)
  return reply
}

async function periodsOf(client: Client, list: string): Promise<Codelist['periods']> {
  const { body } = await client.get(`/codelists/${list}`)
  return (body as Codelist).periods
}

/** A cell of a filing by table, row and column position, as it was answered. */
export function cellOf(filing: Filing, table: string, row: string, column: number): unknown {
  return filing.tables.find((one) => one.id === table)?.rows.find((one) => one.key === row)?.cells[column]
}

/** A commune or organisation files, its head approves and sends. */
export async function fileAndSend(country: Country, unit: string, form: string, cells: Record<string, number>): Promise<string> {
  const bc = await country.client(`${unit}_bc`)
  const ld = await country.client(`${unit}_ld`)
  const { id } = await findLine(bc, 'own', form)
  const saved = await save(bc, id, cells)
  if (saved.status !== 200) throw new Error(saved.text)
  await mustAct(bc, id, 'submit')
  await mustAct(ld, id, 'approve', 'send')
  return id
}

/** The receiver's specialist takes a report in, and the figures flow up. */
export async function receive(country: Country, login: string, id: string): Promise<void> {
  await mustAct(await country.client(login), id, 'receive')
  await country.rollUp()
}

export type Trail = { readonly form: string; readonly address: string; readonly value: unknown }[]

/** Asks a number where it comes from, and its largest part again, as far down as it goes. */
export async function walkDown(client: Client, from: Filing, address: string): Promise<Trail> {
  const trail: { form: string; address: string; value: unknown }[] = []
  let at: { id: string; address: string; form: string } | undefined = { id: from.id, address, form: from.form.id }
  while (at !== undefined) {
    const { body, status, text } = await client.get(`/filings/${at.id}/explain?address=${encodeURIComponent(at.address)}`)
    if (status !== 200) throw new Error(text)
    const reply = body as ExplainReply
    trail.push({ form: at.form, address: at.address, value: reply.value })
    const [source] = reply.sources
    const term = [...reply.terms].sort((a, b) => Number(b.value ?? 0) - Number(a.value ?? 0))[0]
    at = source !== undefined ? { id: source.filing, address: source.address, form: source.form.id } : term !== undefined ? { ...at, address: term.address } : undefined
  }
  return trail
}
