// The door for browsers and programs: headers, limits, one log line per request, the API below /api/v1 and the built
// pages. What a request means stands in routes/ and actions/; nothing here knows it.
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Router from '@koa/router'
import Koa, { type Context, type Next } from 'koa'
import compress from 'koa-compress'
import helmet from 'koa-helmet'
import type { Logger } from 'pino'
import type { Caller, Parts } from '../actions/action.ts'
import { Problem } from '../problem.ts'
import { cookieName, isHttps } from './authenticate.ts'
import { endpoint, type EndpointOptions, type Route } from './endpoint.ts'
import { openApi } from './openapi.ts'
import { problemReplies } from './problem-reply.ts'
import { health } from './routes/health.ts'
import { schemas } from './routes/schemas.ts'
import { builtPages, staticFiles } from './static.ts'

export type RunningServer = { readonly address: string; readonly stop: () => Promise<void> }
export type ServerOptions = EndpointOptions & {
  /** The folder of the built pages. */
  readonly pages?: string
  /** How long running requests may take when the server stops. */
  readonly patience?: number
}

const tenSeconds = 10_000
/** A large file on a slow line. */
const tenMinutes = 600_000

export async function startServer(
  parts: Parts,
  routes: readonly Route[],
  log: Logger,
  { pages = builtPages, patience = tenSeconds, ...options }: ServerOptions = {},
): Promise<RunningServer> {
  let stopping = false
  const app = new Koa({ proxy: parts.config.trustProxy, maxIpsCount: 1 })
  app.on('error', (error: unknown) => log.error({ err: error }, 'outside of a request'))
  app.use(identify)
  app.use(logRequests(log))
  app.use(securityHeaders(isHttps(parts.config)))
  app.use(compress())
  app.use(problemReplies(parts.config.baseUrl, log))
  app.use(health(parts, () => stopping))
  app.use(redirectToHttps(parts.config))
  app.use(closeWhen(() => stopping))
  for (const middleware of api(parts, routes, options)) app.use(middleware)
  app.use(schemas)
  app.use(staticFiles(pages))

  const server = createServer({ headersTimeout: 60_000, requestTimeout: tenMinutes }, app.callback())
  await listen(server, parts.config)
  return {
    address: addressOf(server.address() as AddressInfo),
    stop: async () => {
      if (stopping) return
      stopping = true
      await close(server, patience)
    },
  }
}

function api(parts: Parts, routes: readonly Route[], options: EndpointOptions) {
  const router = new Router({ prefix: '/api/v1' })
  const { baseUrl } = parts.config
  const document = openApi(routes, { title: 'Biểu Mẫu', version: '1', baseUrl, cookie: cookieName(parts.config) })
  router.get('/openapi.json', (ctx) => {
    ctx.body = document
  })
  for (const one of routes) router.register(one.path, [one.method], endpoint(one, parts, options))
  return [router.routes() as unknown as Koa.Middleware, unrouted]
}

/** What no route took: an unknown path, or a known one with another method. */
async function unrouted(ctx: Context, next: Next): Promise<void> {
  if (ctx.path !== '/api' && !ctx.path.startsWith('/api/')) return next()
  const methods = ((ctx['matched'] ?? []) as { methods: string[] }[]).flatMap((layer) => layer.methods)
  if (methods.length === 0) throw new Problem('not-found')
  ctx.set('Allow', methods.join(', '))
  throw new Problem('method-not-allowed')
}

/** An id that comes with the request is kept, so that one id runs through the proxy's log, ours, the audit and jobs. */
async function identify(ctx: Context, next: Next): Promise<void> {
  const given = ctx.get('X-Request-Id')
  const requestId = /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : randomUUID()
  ctx.state['requestId'] = requestId
  ctx.set('X-Request-Id', requestId)
  await next()
}

/** One line each; neither bodies nor query strings nor cookies, because values and secrets are in them. */
function logRequests(log: Logger) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const begun = performance.now()
    try {
      await next()
    } finally {
      const { requestId, caller, problem } = ctx.state as { requestId: string; caller?: Caller; problem?: string }
      log.info({
        requestId,
        method: ctx.method,
        path: ctx.path,
        status: ctx.status,
        milliseconds: Math.round(performance.now() - begun),
        address: ctx.ip,
        ...(caller?.actor.kind === 'person' ? { login: caller.actor.login } : {}),
        ...(problem === undefined ? {} : { problem }),
      }, 'request')
    }
  }
}

function securityHeaders(https: boolean): Koa.Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: https ? { maxAge: 365 * 24 * 3600, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
  })
}

/** Acceptance. 308 keeps method and body. Without trustProxy the process sees plain http only. */
function redirectToHttps({ mode, baseUrl }: Parts['config']) {
  return async (ctx: Context, next: Next): Promise<void> => {
    if (mode !== 'production' || ctx.protocol === 'https') return next()
    ctx.set('Location', baseUrl + ctx.path + ctx.search)
    ctx.body = null
    ctx.status = 308
  }
}

/** A connection that is kept alive would go on bringing requests to a server that stops. */
function closeWhen(isStopping: () => boolean) {
  return async (ctx: Context, next: Next): Promise<void> => {
    if (isStopping()) {
      ctx.set('Connection', 'close')
      throw new Problem('shutting-down')
    }
    try {
      await next()
    } finally {
      if (isStopping()) ctx.set('Connection', 'close')
    }
  }
}

function listen(server: Server, { host, port }: Parts['config']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function close(server: Server, patience: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const late = setTimeout(() => server.closeAllConnections(), patience)
  await closed
  clearTimeout(late)
}

function addressOf({ address, family, port }: AddressInfo): string {
  const host = address === '0.0.0.0' || address === '::' ? 'localhost' : family === 'IPv6' ? `[${address}]` : address
  return `http://${host}:${port}`
}
