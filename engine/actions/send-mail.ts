// Reminders by e-mail: one mail a person with everything that is owed to him, sent before the transaction opens that notes it.
// The mail names forms, periods, units and days, no person and no figure. One that cannot be sent is tried again later.
import { createHash } from 'node:crypto'
import { sendMail as send, type Mail } from '../adapters/mail.ts'
import type { Config } from '../config.ts'
import { sentence } from '../core/messages/sentence.ts'
import { accountsToMail, emailOf, mailFailed, mailSent, owedTo, setEmail, type OwedMail } from '../store/mail.ts'
import { transaction } from '../store/transaction.ts'
import { issue } from '../core/issue.ts'
import { Problem } from '../problem.ts'
import type { Action, Outside } from './action.ts'

const atOnce = 500
/** The tenth is a day and a half after the first. */
const attempts = 10
const firstAfter = 4
/** A mail is read, not studied: the rest is in the list that it leads to. */
const mostLines = 30

export const readDueMail: Action<undefined, string[]> = {
  name: 'read-due-mail',
  writes: false,
  run: (_input, { trx, now, parts }) => (parts.config.smtp === undefined ? Promise.resolve([]) : accountsToMail(trx, now, atOnce)),
}

export type SentMail = { readonly account: string; readonly about: number; readonly failed: string | null }
type Ready = { readonly ids: readonly string[]; readonly failed: string | null }

export const sendMail: Action<{ account: string }, SentMail, Ready> = {
  name: 'send-mail',
  writes: true,
  subject: ({ account }) => ({ type: 'account', id: account }),
  prepare: async ({ account }, { parts, now }: Outside) => {
    const owed = await transaction(parts.database, (trx) => owedTo(trx, account, now), { readOnly: true })
    const ids = owed.map((one) => one.notificationId)
    const { smtp } = parts.config
    // Whoever has taken the address back gets nothing, and nothing is tried again.
    const to = owed[0]?.email ?? null
    if (smtp === undefined || to === null) return { ids, failed: null }
    try {
      await send(smtp, mailTo(to, owed, parts.config))
      return { ids, failed: null }
    } catch (error) {
      return { ids, failed: error instanceof Error ? error.message : String(error) }
    }
  },
  run: async ({ account }, { trx, now }, { ids, failed }) => {
    if (failed === null) await mailSent(trx, ids, now)
    else await mailFailed(trx, ids, { attempts, first: firstAfter }, now)
    return { account, about: ids.length, failed }
  },
}

/** One's own address only: nobody reads or sets another one's. */
export const setOwnEmail: Action<{ email: string | null }, { email: string | null }> = {
  name: 'set-own-email',
  writes: true,
  subject: () => ({ type: 'email', id: 'own' }),
  run: async ({ email }, { trx, person }) => {
    const given = email?.trim() ?? ''
    if (given !== '' && !/^[^\s@<>",;]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(given)) throw new Problem('invalid-input', { issues: [issue('value.not-an-email', '/email', { text: given })] })
    await setEmail(trx, person().accountId, given === '' ? null : given)
    return { email: given === '' ? null : given }
  },
}

export const readOwnEmail: Action<undefined, { email: string | null; sends: boolean }> = {
  name: 'read-own-email',
  writes: false,
  run: async (_input, { trx, person, parts }) => ({ email: await emailOf(trx, person().accountId), sends: parts.config.smtp !== undefined }),
}

function mailTo(to: string, owed: readonly OwedMail[], config: Pick<Config, 'baseUrl'>): Mail {
  const lines = owed.slice(0, mostLines).map(({ formCode: form, unitName: unit, periodTitle: period, due }) => `- ${due === null ? sentence('mail.line-no-day', { form, unit, period }) : sentence('mail.line', { form, unit, period, day: shown(due) })}`)
  const more = owed.length > mostLines ? [sentence('mail.more', { n: owed.length - mostLines })] : []
  return {
    to,
    subject: sentence('mail.subject', { n: owed.length }),
    text: [sentence('mail.greeting'), '', sentence('mail.about'), ...lines, ...more, '', sentence('mail.link', { address: `${config.baseUrl}/notifications` }), '', sentence('mail.why'), ''].join('\n'),
    messageId: `<${createHash('sha256').update(owed.map((one) => one.notificationId).sort().join()).digest('hex').slice(0, 32)}@${new URL(config.baseUrl).hostname}>`,
  }
}

function shown(day: string): string {
  return day.split('-').toReversed().join('/')
}
