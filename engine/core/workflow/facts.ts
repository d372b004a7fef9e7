// What a guard may ask about a filing: a flat record without a prototype, none of its values ever blank. A guard that
// names anything else is a definition error.
import type { Type } from '../expression/tree.ts'

export type Facts = {
  /** Findings that block. */
  readonly errors: number
  /** Findings that want a written reason and have none. */
  readonly unexplained: number
  /** Cells that are filled in, zeros included. */
  readonly filled: number
  /** Lower units that are expected to report and are not counted. */
  readonly missing: number
  /** The unit has its reports checked before its head sees them. */
  readonly needs_checker: boolean
  /** Filed by the receiver for a unit without an account. */
  readonly on_behalf: boolean
  /** Lower figures have changed since they were taken in. */
  readonly stale: boolean
  /** The unit has somebody above to send to. */
  readonly has_receiver: boolean
  /** A clock of the filing has run out and not ended. */
  readonly overdue: boolean
}

export const factTypes: Readonly<Record<keyof Facts, Type>> = {
  errors: 'number',
  unexplained: 'number',
  filled: 'number',
  missing: 'number',
  needs_checker: 'boolean',
  on_behalf: 'boolean',
  stale: 'boolean',
  has_receiver: 'boolean',
  overdue: 'boolean',
}
