// A server for tests over real HTTP, and a small client that keeps its cookie as a browser does. The clock stands still
// until a test moves it. `client(login)` puts a session into the table; only tests about logging in use `logIn`.
import { randomUUID } from 'node:crypto'
import pino from 'pino'
import type { Parts } from '../../engine/actions/action.ts'
import { newToken, tokenHash } from '../../engine/actions/session-cookie.ts'
import type { Clock } from '../../engine/adapters/clock.ts'
import { readConfig, type Config } from '../../engine/config.ts'
import { cookieName } from '../../engine/http/authenticate.ts'
import type { Route } from '../../engine/http/endpoint.ts'
import { sessionRoutes } from '../../engine/http/routes/session.ts'
import { startServer, type ServerOptions } from '../../engine/http/server.ts'
import type { Database } from '../../engine/store/database.ts'
import { password, testInstalled } from './people.ts'

export type StandingClock = Clock & { advance(by: { seconds?: number; minutes?: number; hours?: number; days?: number }): void }

export function standingClock(start = '2020-05-20T09:00:00+07:00'): StandingClock {
  let now = new Date(start)
  return {
    now: () => new Date(now),
    set: (to) => {
      now = new Date(to)
    },
    advance: ({ seconds = 0, minutes = 0, hours = 0, days = 0 }) => {
      now = new Date(now.getTime() + 1000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days))))
    },
  }
}

export type Reply = {
  status: number
  headers: Headers
  text: string
  /** The parsed JSON; undefined where there is none. */
  // oxlint-disable-next-line no-explicit-any -- a test reads what it expects
  body: any
}
export type SendOptions = {
  /** Anything but a string or bytes is sent as JSON. */
  body?: unknown
  headers?: Record<string, string | undefined>
  /** The Idempotency-Key; a new one for every request without it. */
  key?: string
}
/** Paths are below /api/v1 unless they begin with `//`, which stands for the root: `//livez`. */
export type Client = {
  get(path: string, options?: SendOptions): Promise<Reply>
  post(path: string, body?: unknown, options?: SendOptions): Promise<Reply>
  put(path: string, body?: unknown, options?: SendOptions): Promise<Reply>
  patch(path: string, body?: unknown, options?: SendOptions): Promise<Reply>
  delete(path: string, options?: SendOptions): Promise<Reply>
  send(method: string, path: string, options?: SendOptions): Promise<Reply>
  /** `name=value` of the session, as the next request will carry it. */
  cookie(): string | undefined
}

export type TestServer = {
  url: string
  parts: Parts
  clock: Clock
  /** Log lines, parsed. */
  logs: Record<string, unknown>[]
  anonymous(): Client
  /** Logged in without the login page. */
  client(login: string): Promise<Client>
  /** Through the login page; fails the test when it is refused. */
  logIn(login: string, withPassword?: string): Promise<Client>
  stop(): Promise<void>
}

export type TestServerOptions = Partial<Omit<Parts, 'config'>> & {
  database: Database
  routes?: readonly Route[]
  config?: Partial<Config>
  server?: ServerOptions
}

export async function startTestServer({
  routes = sessionRoutes,
  config,
  server: serverOptions = {},
  ...given
}: TestServerOptions): Promise<TestServer> {
  const parts: Parts = {
    config: { ...readConfig({}), port: 0, ...config },
    clock: standingClock(),
    installed: () => testInstalled,
    ...given,
  }
  const logs: Record<string, unknown>[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void logs.push(JSON.parse(line) as Record<string, unknown>) })
  const running = await startServer(parts, routes, log, { checkReplies: true, ...serverOptions })
  const name = cookieName(parts.config)

  const anonymous = (): Client => makeClient(running.address, name)
  return {
    url: running.address,
    parts,
    clock: parts.clock,
    logs,
    anonymous,
    client: async (login) => makeClient(running.address, name, await addSessionFor(login, parts)),
    logIn: async (login, withPassword = password) => {
      const client = anonymous()
      const { status, text } = await client.post('/session', { login, password: withPassword })
      if (status !== 200) throw new Error(`${login} was not let in: ${status} ${text}`)
      return client
    },
    stop: running.stop,
  }
}

export function makeClient(url: string, name: string, token?: string): Client {
  let cookie = token === undefined ? undefined : `${name}=${token}`
  const send = async (method: string, path: string, { body, headers, key }: SendOptions = {}): Promise<Reply> => {
    const all: Record<string, string | undefined> = {
      origin: method === 'GET' ? undefined : url,
      cookie,
      'content-type': body === undefined ? undefined : 'application/json',
      'idempotency-key': method === 'POST' ? (key ?? randomUUID()) : key,
      ...headers,
    }
    const target = path.startsWith('//') ? url + path.slice(1) : `${url}/api/v1${path}`
    const response = await fetch(target, {
      method,
      redirect: 'manual',
      headers: Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ...(body === undefined ? {} : { body: typeof body === 'string' || body instanceof Uint8Array ? (body as never) : JSON.stringify(body) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      if (pair.startsWith(`${name}=`)) cookie = pair === `${name}=` ? undefined : pair
    }
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
  }
  return {
    send,
    get: (path, options) => send('GET', path, options),
    post: (path, body, options) => send('POST', path, { ...options, body }),
    put: (path, body, options) => send('PUT', path, { ...options, body }),
    patch: (path, body, options) => send('PATCH', path, { ...options, body }),
    delete: (path, options) => send('DELETE', path, options),
    cookie: () => cookie,
  }
}

async function addSessionFor(login: string, { database, clock, config }: Parts): Promise<string> {
  const account = await database('account').where({ login }).first<{ id: string } | undefined>('id')
  if (account === undefined) throw new Error(`There is no account ${login}`)
  const token = newToken()
  const now = clock.now()
  await database('session').insert({
    id_hash: tokenHash(token),
    account_id: account.id,
    created_at: now,
    last_seen_at: now,
    expires_at: new Date(now.getTime() + config.sessionMaxHours * 3_600_000),
    address: '127.0.0.1',
    agent: 'test',
  })
  return token
}
