// What an action is: one file, one thing that a person or the clock can do, reading included. Doors never touch the
// store; they call `perform`, which looks up the permission, opens the transaction and writes the audit row.
import type { Config } from '../config.ts'
import type { Clock } from '../adapters/clock.ts'
import type { Welcome } from '../core/contract/session.ts'
import type { Language } from '../core/messages/sentence.ts'
import type { CodelistDefinition } from '../core/codelist.ts'
import type { CalendarDefinition, OrganisationDefinition, PackDefinition, PeriodsDefinition } from '../core/pack.ts'
import type { Database, Transaction } from '../store/database.ts'

export type Person = {
  readonly kind: 'person'
  readonly accountId: string
  readonly login: string
  readonly name: string
  readonly unitId: string
  /** Whose work the person does: that of the own unit, and of those that have ended and whose place it takes. */
  readonly units: readonly string[]
  readonly role: string
  readonly capabilities: ReadonlySet<string>
  readonly mustChangePassword: boolean
  /** SHA-256 of the session cookie; absent for a person acting through the command line. */
  readonly sessionHash?: Buffer
}
/** The clock, a job, the command line. */
export type System = { readonly kind: 'system'; readonly name: string }
/** Somebody who has not logged in. */
export type Nobody = { readonly kind: 'nobody' }
export type Actor = Person | System | Nobody

/** Where a request came from; travels into audit and jobs. `language`: of the sentences in the reply; Vietnamese where none is named. */
export type Caller = { readonly actor: Actor; readonly requestId: string; readonly address: string; readonly language?: Language }

/** Who there is: roles with their capabilities, kinds of units. */
export type Organisation = OrganisationDefinition

/** What the installed packs say beside forms and workflows. */
export type Installed = {
  readonly organisation: Organisation
  /** The newest version of every pack: what it replaces, what is assigned to it, from when until when it is valid. */
  readonly packs: readonly PackDefinition[]
  /** Period kinds by pack. */
  readonly periods: ReadonlyMap<string, PeriodsDefinition>
  readonly calendar: CalendarDefinition
  /** The newest version of every codelist, by `pack/id`. */
  readonly codelists: ReadonlyMap<string, CodelistDefinition>
  /** Whom to call, shown on the login page (Quy chế, Điều 19 khoản 3). */
  readonly support: string
  /** Accounts that the login page offers in demo mode; empty in production. */
  readonly demoAccounts: Welcome['accounts']
  readonly demoPassword: string | null
}

/** What the process was put together from (cli/main.ts). */
export type Parts = {
  readonly config: Config
  readonly clock: Clock
  readonly database: Database
  /** What the installed packs say; another one after an installation. */
  readonly installed: () => Installed
}

export type Context = {
  readonly trx: Transaction
  readonly actor: Actor
  /** The logged-in person; throws the problem `not-logged-in` for anybody else. */
  readonly person: () => Person
  readonly now: Date
  readonly requestId: string
  readonly address: string
  readonly language?: Language
  readonly parts: Parts
}

/** What `prepare` has: everything but a transaction. */
export type Outside = Omit<Context, 'trx'>

/** What an audit row names; never values. */
export type Subject = { type: string; id: string; revisionFrom?: number; revisionTo?: number }

export type Action<Input, Output, Ready = undefined> = {
  /** Key of permit.ts and name in the audit: `save-filing`. */
  readonly name: string
  /** A write is audited; a refusal is audited for both. A read runs in a read-only transaction. */
  readonly writes: boolean
  readonly subject?: (input: Input, output: Output | undefined) => Subject
  /** Who acted, where only the outcome tells (logging in). */
  readonly actor?: (output: Output) => Person
  /**
   * Runs before the transaction opens: slow work that is not to hold a connection, and marks that stay even when the
   * action is refused. What it returns is handed to `run`.
   */
  readonly prepare?: (input: Input, context: Outside) => Promise<Ready>
  readonly run: (input: Input, context: Context, ready: Ready) => Promise<Output>
}
