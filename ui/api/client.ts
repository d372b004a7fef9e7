// The one way the pages speak to the server. A refusal arrives as a `Refused` with the server's problem; no answer at
// all as `Unreachable`. Every POST carries an idempotency key: a retry of the same act hands its key in again.
import { language } from '../text.ts'
import type { ProblemReply } from '../../engine/core/contract/shapes.ts'

export type Refusal = Pick<ProblemReply, 'status' | 'title' | 'detail' | 'code'> & Partial<ProblemReply>

export class Refused extends Error {
  readonly problem: Refusal
  constructor(problem: Refusal) {
    super(problem.code)
    this.name = 'Refused'
    this.problem = problem
  }
}

export class Unreachable extends Error {
  constructor() {
    super('unreachable')
    this.name = 'Unreachable'
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Options = { body?: unknown; key?: string; signal?: AbortSignal }

/** Called when the server no longer knows the session, so that the frame can ask for a login without losing the page. */
let onLoggedOut: () => void = () => {}
export function whenLoggedOut(listener: () => void): void {
  onLoggedOut = listener
}

/** A fresh key for one act. `randomUUID` exists in secure contexts only; offices reach servers by plain http, too. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export async function ask<Reply>(method: Method, path: string, options: Options = {}): Promise<Reply> {
  const headers = usualHeaders()
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (method === 'POST') headers['idempotency-key'] = options.key ?? newKey()
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (options.body !== undefined) init.body = JSON.stringify(options.body)
  if (options.signal !== undefined) init.signal = options.signal

  let response: Response
  try {
    response = await fetch(`/api/v1${path}`, init)
  } catch (cause) {
    if (options.signal?.aborted === true) throw cause
    throw new Unreachable()
  }
  const reply: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  return outcome(response, reply)
}

/** A file goes up as it is. By the older interface, which alone says how much of it has arrived. */
export function upload<Reply>(path: string, file: Blob, report: (share: number) => void): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1${path}`)
    request.responseType = 'json'
    for (const [name, value] of Object.entries({ ...usualHeaders(), 'content-type': 'application/octet-stream' })) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', (event) => report(event.total === 0 ? 0 : event.loaded / event.total))
    request.addEventListener('error', () => reject(new Unreachable()))
    request.addEventListener('load', () => {
      try {
        resolve(outcome(request, request.response))
      } catch (refusal) {
        reject(refusal)
      }
    })
    request.send(file)
  })
}

function isProblem(reply: unknown): reply is ProblemReply {
  return typeof reply === 'object' && reply !== null && 'code' in reply && 'status' in reply
}

/** Throws `Refused`, and `Unreachable` where a gateway in between answers in HTML: for the person that is no answer. */
function outcome<Reply>({ status, statusText }: { readonly status: number; readonly statusText: string }, reply: unknown): Reply {
  if (status >= 200 && status < 300) return reply as Reply
  if (!isProblem(reply)) throw status >= 502 ? new Unreachable() : new Refused({ status, code: 'unknown', title: `${status}`, detail: statusText })
  if (status === 401 && reply.code === 'not-logged-in') onLoggedOut()
  throw new Refused(reply)
}

function usualHeaders(): Record<string, string> {
  return { accept: 'application/json, application/problem+json', 'accept-language': language() }
}
