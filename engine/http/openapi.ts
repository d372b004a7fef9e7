// The OpenAPI 3.1 document, printed from the routes: what the server checks is what the document says.
import { ProblemReply } from '../core/contract/shapes.ts'
import { sentence } from '../core/messages/sentence.ts'
import { permit } from '../actions/permit.ts'
import { problems, type ProblemCode } from '../problem.ts'
import type { Route } from './endpoint.ts'

type Json = { [name: string]: unknown }

export type About = { readonly title: string; readonly version: string; readonly baseUrl: string; readonly cookie: string }

export function openApi(routes: readonly Route[], { title, version, baseUrl, cookie }: About): Json {
  const paths: Record<string, Json> = {}
  for (const one of routes) {
    const path = one.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: operation(one) }
  }
  return plain({
    openapi: '3.1.0',
    info: { title, version },
    servers: [{ url: `${baseUrl}/api/v1` }],
    tags: [...new Set(routes.flatMap(({ tags }) => tags))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: ProblemReply },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookie } },
    },
  })
}

function operation(one: Route): Json {
  const anybody = permit[one.action.name]?.who === 'anybody'
  const status = one.status ?? (one.reply === null ? 204 : 200)
  return {
    operationId: operationId(one),
    summary: one.summary,
    tags: one.tags,
    security: anybody ? [] : [{ session: [] }],
    parameters: [...parameters('path', one.params), ...parameters('query', one.query), ...keyParameter(one)],
    ...(one.upload === true ? { requestBody: { required: true, content: binary } } : one.body === undefined ? {} : { requestBody: { required: true, content: json(one.body) } }),
    responses: {
      [status]: { description: 'Done', ...(one.reply === null ? {} : { content: one.reply === 'file' ? binary : json(one.reply) }) },
      ...problemResponses(one, anybody),
    },
  }
}

/** One action may stand behind several routes. */
function operationId({ action, method, path }: Route): string {
  return `${action.name}-${method.toLowerCase()}${path.replace(/[^a-z0-9]+/gi, '-')}`
}

function parameters(place: 'path' | 'query', schema: Json | undefined): Json[] {
  const required = new Set((schema?.['required'] ?? []) as string[])
  return Object.entries((schema?.['properties'] ?? {}) as Json).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: shape,
  }))
}

function keyParameter({ method, once }: Route): Json[] {
  if (once === false || (method !== 'POST' && method !== 'PATCH')) return []
  return [{
    name: 'Idempotency-Key',
    in: 'header',
    required: method === 'POST',
    description: 'One per intention, e.g. a UUID; the same request with the same key is carried out once',
    schema: { type: 'string', minLength: 8, maxLength: 200 },
  }]
}

/** Statuses that every route of its kind can answer; which code it is stands in the reply. */
function problemResponses(one: Route, anybody: boolean): Json {
  const writes = one.method !== 'GET'
  const statuses = new Set([500, 503])
  if (one.params !== undefined || one.query !== undefined || one.body !== undefined) statuses.add(400)
  if (one.params !== undefined) statuses.add(404)
  if (!anybody) for (const status of [401, 403]) statuses.add(status)
  if (writes) for (const status of [403, 409, 412, 422]) statuses.add(status)
  if (one.body !== undefined || one.upload === true) for (const status of [413, 415]) statuses.add(status)
  if (keyParameter(one).length > 0) statuses.add(428)
  if (one.action.name === 'log-in' || one.action.name === 'change-password') for (const status of [401, 429]) statuses.add(status)
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries([...statuses].sort().map((status) => [status, { description: describe(status), content }]))
}

function describe(status: number): string {
  const codes = (Object.keys(problems) as ProblemCode[]).filter((code) => problems[code] === status)
  return codes.map((code) => `\`${code}\`: ${sentence(`problem.${code}.title`, {}, 'en')}`).join('; ') || 'A bug'
}

/** A file as it is (OpenAPI 3.1 says so by an empty schema). */
const binary: Json = { 'application/octet-stream': {} }

function json(schema: unknown): Json {
  return { 'application/json': { schema } }
}

/** Shapes carry symbols of their library, which JSON drops. */
function plain(document: Json): Json {
  return JSON.parse(JSON.stringify(document)) as Json
}
