// The catalogue of refusals: code → HTTP status. A refused request throws a Problem; its sentence stands in
// core/messages under `problem.<code>`. Wrong data is not a Problem but a list of issues that one may carry.
import type { Issue } from './core/issue.ts'
import type { ProblemReply } from './core/contract/shapes.ts'

export const problems = {
  'bad-request': 400,
  'bad-json': 400,
  'invalid-input': 400,
  'not-logged-in': 401,
  'wrong-login': 401,
  'account-locked': 401,
  'account-revoked': 401,
  'must-change-password': 403,
  'not-allowed': 403,
  'wrong-origin': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'period-locked': 409,
  'period-not-open': 409,
  'period-not-next': 409,
  'period-unconfirmed': 409,
  'period-changed': 409,
  'pack-not-in-force': 409,
  'codelist-incomplete': 409,
  'codelist-complete': 409,
  'entry-has-figures': 409,
  'act-not-possible': 409,
  'account-act-not-possible': 409,
  'act-blocked': 409,
  'idempotency-key-reused': 409,
  'already-exists': 409,
  'unit-in-use': 409,
  'changed-since': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'invalid-values': 422,
  'password-too-weak': 422,
  'idempotency-key-missing': 428,
  'too-many-attempts': 429,
  'too-busy': 503,
  'shutting-down': 503,
} as const satisfies Record<string, number>

export type ProblemCode = keyof typeof problems

export type ProblemDetails = {
  /** Fills the placeholders of the sentence. */
  params?: Readonly<Record<string, string | number>>
  issues?: readonly Issue[]
  conflicts?: ProblemReply['conflicts']
  codelists?: ProblemReply['codelists']
  revision?: number
  /** Seconds after which another attempt makes sense. */
  retryAfter?: number
}

/** A refused request. Everything else that is thrown is a bug. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly details: ProblemDetails
  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.details = details
  }
  get status(): number {
    return problems[this.code]
  }
}
