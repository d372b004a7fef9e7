// Guessing passwords is slowed down per login and per address. The limit of an address is wide, because a whole office
// stands behind one; that of a login is what protects an account.
import { Problem } from '../problem.ts'
import { clearAttempts, countAttempt, failureKey, giveBackAttempt } from '../store/login-failure.ts'
import type { Transaction } from '../store/database.ts'
import type { Outside } from './action.ts'

const windowSeconds = 15 * 60
export const limits = { login: 5, address: 100 } as const

type Who = { readonly login: string; readonly address: string }

/** Throws `too-many-attempts` when the window is used up. Call before looking at the password. */
export async function countPasswordAttempt({ login, address }: Who, { parts, now }: Outside): Promise<void> {
  const windows = [
    { limit: limits.address, ...(await countAttempt(parts.database, failureKey('address', address), now, windowSeconds)) },
    { limit: limits.login, ...(await countAttempt(parts.database, failureKey('login', login), now, windowSeconds)) },
  ]
  const waits = windows.filter(({ points, limit }) => points > limit).map(({ secondsLeft }) => secondsLeft)
  if (waits.length === 0) return
  const retryAfter = Math.max(...waits)
  throw new Problem('too-many-attempts', { params: { minutes: Math.ceil(retryAfter / 60) }, retryAfter })
}

/** The password was right: earlier failures of the login are forgotten, and the address is not charged. */
export async function forgetPasswordAttempts({ login, address }: Who, trx: Transaction): Promise<void> {
  await clearAttempts(trx, failureKey('login', login))
  await giveBackAttempt(trx, failureKey('address', address))
}
