// What a page knows of the person in front of it.
import type { Session } from '../core/contract/session.ts'
import { unitOfAccount } from '../store/account.ts'
import { currentPeriod } from '../store/period.ts'
import { getsCopies, receivesReports } from '../store/filing.ts'
import type { Action, Context, Person } from './action.ts'

export const readSession: Action<undefined, Session> = {
  name: 'read-session',
  writes: false,
  run: (_input, context) => sessionOf(context.person(), context),
}

export async function sessionOf(person: Person, { trx, now, parts }: Context): Promise<Session> {
  return {
    account: {
      id: person.accountId,
      login: person.login,
      name: person.name,
      role: { id: person.role, title: parts.installed().organisation.roles[person.role]?.title ?? person.role },
    },
    unit: await unitOfAccount(trx, person.accountId),
    capabilities: [...person.capabilities],
    receives: await receivesReports(trx, person.units),
    copies: await getsCopies(trx, person.units),
    mustChangePassword: person.mustChangePassword,
    period: await currentPeriod(trx),
    demo: parts.config.mode === 'demo',
    now: now.toISOString(),
  }
}
