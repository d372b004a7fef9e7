// Whether this process can work: the database answers, and its tables are ours.
import { Problem } from '../problem.ts'
import { missingMigrations } from '../store/readiness.ts'
import type { Action } from './action.ts'

export const checkReadiness: Action<undefined, { ready: true }> = {
  name: 'check-readiness',
  writes: false,
  run: async (_input, { trx }) => {
    if ((await missingMigrations(trx)).length > 0) throw new Problem('too-busy')
    return { ready: true }
  },
}
