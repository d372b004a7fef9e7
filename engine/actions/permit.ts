// Who may do what: one row per action, and nothing else decides. A capability is given to roles by packs; `by-workflow`
// means that the workflow of the filing decides, inside the action; scope (whose filings) is a predicate of the queries.
// An action without a row does not run.
import type { Config } from '../config.ts'
import type { Capability } from '../core/pack.ts'
import { Problem } from '../problem.ts'
import type { Actor } from './action.ts'

export type Who =
  | 'anybody' // without logging in
  | 'anybody-logged-in'
  | 'by-workflow' // any logged-in person; the workflow refuses
  | 'system' // the clock, a job, the command line; no person
  | 'demo' // any logged-in person, in demo mode only
  | Capability // people whose role has it, and the system

export type PermitRow = {
  readonly who: Who
  /** May be done with an issued password, which otherwise has to be changed first (Quy chế, Điều 19 khoản 1). */
  readonly withIssuedPassword?: true
}

export const permit: Readonly<Record<string, PermitRow>> = {
  // The door
  'check-readiness': { who: 'anybody' },
  'read-welcome': { who: 'anybody' },
  'log-in': { who: 'anybody' },
  'log-out': { who: 'anybody-logged-in', withIssuedPassword: true },
  'read-session': { who: 'anybody-logged-in', withIssuedPassword: true },
  'read-sessions': { who: 'anybody-logged-in' },
  'end-other-sessions': { who: 'anybody-logged-in' },
  'change-password': { who: 'anybody-logged-in', withIssuedPassword: true },

  // Packs
  'install-packs': { who: 'system' },
  'plan-installation': { who: 'system' },
  'read-installed': { who: 'system' },
  'export-packs': { who: 'system' },

  // Units
  'import-units': { who: 'manage-units' },
  'plan-import': { who: 'manage-units' },
  'recode-unit': { who: 'manage-units' },

  // Accounts: of the own unit and of those below it, or of all (manage-all-accounts)
  'read-accounts': { who: 'manage-accounts' },
  'issue-accounts': { who: 'manage-accounts' },
  'add-account': { who: 'manage-accounts' },
  'reset-password': { who: 'manage-accounts' },
  'set-account-state': { who: 'manage-accounts' },

  // Codelists: of the own unit only
  'list-codelists': { who: 'anybody-logged-in' },
  'read-codelist': { who: 'anybody-logged-in' },
  'add-codelist-entries': { who: 'keep-codelists' },
  'rename-codelist-entry': { who: 'keep-codelists' },
  'merge-codelist-entry': { who: 'keep-codelists' },
  'complete-codelist': { who: 'keep-codelists' },
  'reopen-codelist': { who: 'keep-codelists' },
  'end-codelist-entry': { who: 'keep-codelists' },
  'map-codelist-entry': { who: 'keep-codelists' },

  // Periods
  'list-periods': { who: 'open-periods' },
  'preview-period': { who: 'open-periods' },
  'list-unfinished': { who: 'open-periods' },
  'open-period': { who: 'open-periods' },
  'tell-of-closing': { who: 'open-periods' },
  'read-due-notices': { who: 'system' },
  'give-notice': { who: 'system' },
  'read-closing': { who: 'system' },
  'close-filings': { who: 'system' },
  'move-clock': { who: 'demo' },
  'last-act': { who: 'system' },

  // Filings
  'list-units': { who: 'anybody-logged-in' },
  'read-inbox': { who: 'anybody-logged-in' },
  'list-filings': { who: 'anybody-logged-in' },
  'read-filing': { who: 'anybody-logged-in' },
  'read-history': { who: 'anybody-logged-in' },
  'explain-cell': { who: 'anybody-logged-in' },
  'read-series': { who: 'anybody-logged-in' },
  'save-filing': { who: 'by-workflow' },
  'act-on-filing': { who: 'by-workflow' },
  'attach-file': { who: 'by-workflow' },
  'read-file': { who: 'anybody-logged-in' },

  // Following: the own unit and those below it; whoever has read-approved follows all (Điều 14 khoản 3, Điều 16 khoản 1 và 3)
  'read-board': { who: 'read-below' },
  'list-followed': { who: 'read-below' },
  'read-punctuality': { who: 'read-below' },
  'export-followed': { who: 'read-below' },
  'remind-units': { who: 'remind-units' },
  'list-reminders': { who: 'read-below' },

  // Mail: one's own address only
  'read-own-email': { who: 'anybody-logged-in' },
  'set-own-email': { who: 'anybody-logged-in' },
  'read-due-mail': { who: 'system' },
  'send-mail': { who: 'system' },

  // Roll-up
  'read-roll-up-marks': { who: 'system' },
  'roll-up-filing': { who: 'system' },

  // Clocks
  'read-due-clocks': { who: 'system' },
  'carry-out-clocks': { who: 'system' },

  // Notifications: one's own only
  'read-notifications': { who: 'anybody-logged-in' },
  'count-unread': { who: 'anybody-logged-in' },
  'mark-notifications-read': { who: 'anybody-logged-in' },

  // Substitutes: one's own; others' where the role names them
  'read-substitutes': { who: 'anybody-logged-in' },
  'name-substitute': { who: 'anybody-logged-in' },
  'end-substitute': { who: 'anybody-logged-in' },

  // House-keeping
  'sweep': { who: 'system' },
}

export function allowed(actor: Actor, row: PermitRow, config: Pick<Config, 'mode'>): boolean {
  switch (row.who) {
    case 'anybody':
      return true
    case 'anybody-logged-in':
    case 'by-workflow':
      return actor.kind === 'person'
    case 'demo':
      return actor.kind === 'person' && config.mode === 'demo'
    case 'system':
      return actor.kind === 'system'
    default:
      return actor.kind === 'system' || (actor.kind === 'person' && actor.capabilities.has(row.who))
  }
}

/** Why this actor may not; nothing when it may. Throws an Error for an action without a row. */
export function refusal(action: string, actor: Actor, config: Pick<Config, 'mode'>): Problem | undefined {
  const row = permit[action]
  if (row === undefined) throw new Error(`The action ${action} has no row in permit.ts, so it does not run`)
  if (row.who === 'anybody') return undefined
  if (actor.kind === 'nobody') return new Problem('not-logged-in')
  if (actor.kind === 'person' && actor.mustChangePassword && row.withIssuedPassword !== true) {
    return new Problem('must-change-password')
  }
  return allowed(actor, row, config) ? undefined : new Problem('not-allowed')
}
