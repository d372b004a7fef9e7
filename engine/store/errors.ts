// What the database says, as a refusal: the name of a violated constraint, or the class of an error that another
// attempt may mend. Everything that has no row here is a bug and stays what it was.
import { Problem, type ProblemCode } from '../problem.ts'

const constraints: Readonly<Record<string, ProblemCode>> = {
  account_login_once: 'already-exists',
  unit_code_once: 'already-exists',
  period_once: 'already-exists',
  period_open_once: 'already-exists',
  filing_once: 'already-exists',
  codelist_entry_once: 'already-exists',
  codelist_completion_once: 'already-exists',
  filing_change_key: 'changed-since',
  seal_number_once: 'changed-since',
}

/** SQLSTATE of PostgreSQL, or the code of a connection that failed. */
const passing: ReadonlySet<string> = new Set([
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // lock not available
  '57014', // statement timeout
  '53300', // too many connections
  '57P01', // the server is shutting down
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
])

/** What the driver says without a code; the query builder puts the statement in front. */
const lostConnection = /(^| - )(Connection terminated unexpectedly|Client has encountered a connection error and is not queryable)$/

type DatabaseError = { code?: unknown; constraint?: unknown; name?: unknown; message?: unknown }

/** A Problem where the error means one; otherwise the error itself. */
export function asProblem(error: unknown): unknown {
  if (error instanceof Problem || typeof error !== 'object' || error === null) return error
  const { code, constraint, name, message } = error as DatabaseError
  const refusal = typeof constraint === 'string' ? constraints[partitionOf(constraint)] : undefined
  if (refusal !== undefined) return because(new Problem(refusal), error)
  const lost = name === 'KnexTimeoutError' || (typeof message === 'string' && lostConnection.test(message))
  if (lost || (typeof code === 'string' && passing.has(code))) return because(new Problem('too-busy'), error)
  return error
}

/** The cause goes to the log, never into the reply. */
function because(problem: Problem, cause: unknown): Problem {
  problem.cause = cause
  return problem
}

/** A partition's copy of a constraint carries the year: `filing_change_2020_pkey` belongs to `filing_change_key`. */
function partitionOf(constraint: string): string {
  return constraint.replace(/_(\d{4}|other)_pkey$/, '_key')
}
