// A route is data: what it takes, which action it is, what it answers. From it come the handler here and the entry of
// the OpenAPI document. The handler reads and checks the request, performs the action and replies after its commit.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { bodyParser } from '@koa/bodyparser'
import type { Static, TSchema } from '@sinclair/typebox'
import canonicalize from 'canonicalize'
import type { Context } from 'koa'
import type { Action, Caller, Parts } from '../actions/action.ts'
import type { Incoming } from '../actions/attach-file.ts'
import { perform, performOnce, recordRefusal } from '../actions/perform.ts'
import { refusal } from '../actions/permit.ts'
import type { Outgoing } from '../actions/read-file.ts'
import type { Config } from '../config.ts'
import { Problem } from '../problem.ts'
import { callerOf, foreignOrigin, sessionCookie } from './authenticate.ts'
import { makeShapeCheck } from './check-shape.ts'
import { largestFile, spool, type Spooled } from './spool.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type ApiRequest<Params, Query, Body> = {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** The browser, as it calls itself. */
  readonly agent: string
  /** The body of an upload; nothing elsewhere. */
  readonly content?: Incoming
}

/** What a reply may do beside its body. */
export type Door = { readonly setSession: (token: string) => void; readonly endSession: () => void }

export type RouteDefinition<P extends TSchema, Q extends TSchema, B extends TSchema, Input, Output, Ready> = {
  readonly method: Method
  /** Below /api/v1; parameters as `:id`. */
  readonly path: string
  readonly action: Action<Input, Output, Ready>
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** The body is a file, as it is. */
  readonly upload?: true
  /** `null`: 204 without a body; `file`: a download. */
  readonly reply: TSchema | null | 'file'
  readonly status?: number
  readonly input: (request: ApiRequest<Static<P>, Static<Q>, Static<B>>) => Input
  /** The reply's body, where it is not the action's output. */
  readonly answer?: (output: Output, door: Door) => unknown
  readonly summary: string
  readonly tags: readonly string[]
  /** A POST needs an Idempotency-Key unless this is false; a PATCH may carry one. */
  readonly once?: boolean
}

// oxlint-disable-next-line no-explicit-any -- routes of different types stand in one list; route() checked each
export type Route = RouteDefinition<any, any, any, any, any, any>

/** Lets TypeScript see that shapes, input, action and answer of one route fit. */
export function route<P extends TSchema, Q extends TSchema, B extends TSchema, Input, Output, Ready>(
  definition: RouteDefinition<P, Q, B, Input, Output, Ready>,
): Route {
  return definition
}

export type EndpointOptions = {
  /** For tests: a reply that is not of the declared shape is a bug. */
  readonly checkReplies?: boolean
}

export const bodyLimit = '2mb'
const parseJson = bodyParser({ enableTypes: ['json'], jsonLimit: bodyLimit, parsedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'] })

export function endpoint(one: Route, parts: Parts, { checkReplies = false }: EndpointOptions = {}) {
  const ownOrigin = new URL(parts.config.baseUrl).origin
  const checkParams = makeShapeCheck('path', one.params)
  const checkQuery = makeShapeCheck('query', one.query)
  const checkBody = makeShapeCheck('body', one.body)
  const checkReply = makeShapeCheck('body', checkReplies && one.reply !== 'file' ? (one.reply ?? undefined) : undefined)

  async function read(ctx: Context, content: Incoming | undefined): Promise<{ input: unknown; key: string | undefined }> {
    const body = one.body === undefined ? undefined : await readBody(ctx)
    const [params, query, checkedBody] = [checkParams(ctx['params']), checkQuery(one.query === undefined ? undefined : ctx.query), checkBody(body)]
    const issues = [...params.issues, ...query.issues, ...checkedBody.issues]
    if (issues.length > 0) throw new Problem('invalid-input', { issues })
    const request = { params: params.value, query: query.value, body: checkedBody.value, agent: ctx.get('User-Agent'), ...(content === undefined ? {} : { content }) }
    return { input: one.input(request), key: idempotencyKey(ctx, one) }
  }

  type Read = Awaited<ReturnType<typeof read>>
  async function carryOut(ctx: Context, caller: Caller, { input, key }: Read): Promise<{ status: number; output: unknown }> {
    const status = one.status ?? (one.reply === null ? 204 : 200)
    if (key === undefined) return { status, output: await perform(one.action, input, caller, parts) }
    const done = await performOnce(one.action, input, caller, parts, { key, status, requestHash: hashOf(ctx) })
    if (done.replayed) ctx.set('Idempotency-Replayed', 'true')
    return done
  }

  return async (ctx: Context): Promise<void> => {
    const caller = await callerOf(ctx, String(ctx.state['requestId']), parts)
    ctx.state['caller'] = caller
    const unpermitted = foreignOrigin(ctx, ownOrigin) ?? refusal(one.action.name, caller.actor, parts.config)
    // Nobody's body is not even read; a person's is, because the audit is to name what was refused.
    if (unpermitted?.code === 'not-logged-in') throw unpermitted
    const refuse = async (problem: Problem): Promise<never> => {
      await recordRefusal(one.action, problem, caller, parts)
      throw problem
    }
    if (unpermitted?.code === 'wrong-origin') await refuse(unpermitted)
    const spooled = one.upload === true ? await receive(ctx) : undefined
    try {
      const request = await read(ctx, spooled?.content).catch((error: unknown) => {
        if (unpermitted !== undefined) return refuse(unpermitted)
        throw error
      })
      const { status, output } = await carryOut(ctx, caller, request)
      reply(ctx, one, status, one.answer === undefined ? output : one.answer(output, doorOf(ctx, parts.config)))
    } finally {
      await spooled?.remove()
    }
    if (checkReplies && one.reply !== null && one.reply !== 'file') {
      const { issues } = checkReply(JSON.parse(ctx.body as string))
      if (issues.length > 0) throw new Error(`${one.method} ${one.path} answers another shape: ${JSON.stringify(issues.slice(0, 5))}`)
    }
  }
}

function reply(ctx: Context, one: Route, status: number, body: unknown): void {
  ctx.set('Cache-Control', 'no-store')
  if (one.reply === null) ctx.body = null
  else if (one.reply === 'file') download(ctx, body as Outgoing)
  else {
    // Koa would write an object out twice, once for its length.
    ctx.type = 'application/json'
    ctx.body = JSON.stringify(body)
  }
  // Koa chooses a status of its own when a body is set.
  ctx.status = status
}

/** Never shown as a page of ours, whatever is in it: a document that scripts would be another page of this site. */
function download(ctx: Context, { name, size, pieces }: Outgoing): void {
  const plain = name.normalize('NFD').replace(/[^\x20-\x7e]|["\\%]/g, '')
  ctx.set('Content-Disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)}`)
  ctx.set('Content-Security-Policy', "default-src 'none'; sandbox")
  ctx.type = 'application/octet-stream'
  ctx.length = size
  ctx.body = Readable.from(pieces())
}

/** Too large a file is refused before its first byte, where the length is told; nothing else than a file is read at all. */
async function receive(ctx: Context): Promise<Spooled> {
  if (ctx.request.is('application/octet-stream') !== 'application/octet-stream') {
    ctx.req.resume()
    throw new Problem('unsupported-media-type')
  }
  try {
    if ((ctx.request.length ?? 0) > largestFile) throw new Problem('too-large', { params: { limit: `${largestFile / 1_000_000} MB` } })
    return await spool(ctx.req)
  } catch (error) {
    // The rest would be read for nothing; without it the connection cannot be used again.
    ctx.set('Connection', 'close')
    ctx.req.resume()
    throw error
  }
}

async function readBody(ctx: Context): Promise<unknown> {
  if (ctx.request.length === 0) return undefined
  if (ctx.request.is('json', '+json') === false) throw new Problem('unsupported-media-type')
  try {
    await parseJson(ctx, async () => {})
  } catch (error) {
    const { status } = error as { status?: number }
    // Unread, the rest of a large body would keep the connection from being used again.
    ctx.req.resume()
    if (status === 413) throw new Problem('too-large', { params: { limit: '2 MB' } })
    if (status === 415) throw new Problem('unsupported-media-type')
    if (error instanceof SyntaxError || status === 400) throw new Problem('bad-json')
    throw error
  }
  return ctx.request.body
}

function idempotencyKey(ctx: Context, one: Route): string | undefined {
  if (one.once === false || (one.method !== 'POST' && one.method !== 'PATCH')) return undefined
  const key = ctx.get('Idempotency-Key')
  if (key === '' && one.method === 'PATCH') return undefined
  if (!/^[\x21-\x7e]{8,200}$/.test(key)) throw new Problem('idempotency-key-missing')
  return key
}

/** Equal requests have equal hashes, whatever the order of the members of their bodies. */
function hashOf(ctx: Context): string {
  const text = canonicalize([ctx.method, ctx.path, ctx.querystring, ctx.request.body ?? null]) ?? ''
  return createHash('sha256').update(text).digest('hex')
}

function doorOf(ctx: Context, config: Config): Door {
  return {
    setSession: (token) => ctx.set('Set-Cookie', sessionCookie(config, token)),
    endSession: () => ctx.set('Set-Cookie', sessionCookie(config, undefined)),
  }
}
