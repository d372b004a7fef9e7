// What the login page shows before anybody is known.
import type { Welcome } from '../core/contract/session.ts'
import type { Action } from './action.ts'

/** The vendor's own word for trying the grid out; a demonstration says so on the page. */
const evaluationKey = 'non-commercial-and-evaluation'

export const readWelcome: Action<undefined, Welcome> = {
  name: 'read-welcome',
  writes: false,
  run: async (_input, { now, parts }) => {
    const demo = parts.config.mode === 'demo'
    return {
      demo,
      now: now.toISOString(),
      support: parts.installed().support,
      handsontableKey: parts.config.handsontableKey ?? (demo ? evaluationKey : null),
      demoPassword: demo ? parts.installed().demoPassword : null,
      accounts: demo ? parts.installed().demoAccounts : [],
    }
  },
}
