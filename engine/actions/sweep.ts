// Throws away what nobody can use any more: sessions that ran out, login attempts, replies kept for repeated requests, files
// that were uploaded and never saved.
import { sweepFiles } from '../store/file.ts'
import { sweepAttempts } from '../store/login-failure.ts'
import { sweepKeys } from '../store/idempotency.ts'
import { sweepSessions } from '../store/session.ts'
import type { Action } from './action.ts'

const keyLife = 7 * 24 * 3_600_000
/** A page may stand open over a night with a file that is not saved yet. */
const looseFileLife = 2 * 24 * 3_600_000

export const sweep: Action<undefined, { swept: number }> = {
  name: 'sweep',
  writes: true,
  run: async (_input, { trx, now }) => ({
    swept:
      (await sweepSessions(trx, now)) +
      (await sweepAttempts(trx, now)) +
      (await sweepKeys(trx, new Date(now.getTime() - keyLife))) +
      (await sweepFiles(trx, new Date(now.getTime() - looseFileLife))),
  }),
}
