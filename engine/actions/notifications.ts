// What a person was told about filings: the list, how much of it is unread, and marking it as read. One's own only.
import type { Notification, NotificationList, ReadRequest, UnreadCount } from '../core/contract/notification.ts'
import type { Workflow } from '../core/workflow/compile.ts'
import { countUnread, markRead, notificationsOf, type NotificationRow, type Reader } from '../store/notification.ts'
import { Problem } from '../problem.ts'
import type { Action, Person } from './action.ts'
import { compiledWorkflow } from './compiled.ts'
import { lineOf, stateOf, viewerOf } from './filing-view.ts'

const atOnce = 50

export const readNotifications: Action<{ before?: string | undefined }, NotificationList> = {
  name: 'read-notifications',
  writes: false,
  run: async ({ before }, context) => {
    const reader = readerOf(context.person())
    const rows = await notificationsOf(context.trx, reader, { before, limit: atOnce + 1 })
    const notifications = await Promise.all(rows.slice(0, atOnce).map(async (row) => shownAs(row, await compiledWorkflow(context, row), context.now, context.person())))
    return { notifications, more: rows.length > atOnce, unread: await countUnread(context.trx, reader) }
  },
}

export const readUnread: Action<undefined, UnreadCount> = {
  name: 'count-unread',
  writes: false,
  run: async (_input, { trx, person }) => ({ unread: await countUnread(trx, readerOf(person())) }),
}

export const markNotificationsRead: Action<ReadRequest, UnreadCount> = {
  name: 'mark-notifications-read',
  writes: true,
  subject: ({ id, older }) => ({ type: older === true ? 'notification and older' : 'notification', id }),
  run: async ({ id, older }, { trx, now, person }) => {
    if (!(await markRead(trx, person().accountId, { id, older: older === true }, now))) throw new Problem('not-found')
    return { unread: await countUnread(trx, readerOf(person())) }
  },
}

function readerOf(person: Person): Reader {
  return { ...viewerOf(person), accountId: person.accountId }
}

/** Acts and clocks are called what the workflow calls them. */
function shownAs(row: NotificationRow, workflow: Workflow, now: Date, person: Person): Notification {
  const { told, at, kind, about, lastDay, readAt, by, byUnit, to, reason, note } = row
  const title = kind === 'act' ? workflow.definition.actions[about]?.title : kind === 'closing' || kind === 'opened' ? about : workflow.clocks.get(about)?.source.title
  return {
    id: told, at: at.toISOString(), read: readAt !== null, kind, title: title ?? about, due: lastDay,
    by: by === null ? null : { name: by, unit: byUnit ?? '' },
    to: to === null ? null : stateOf(workflow, to),
    reason: reason === null ? null : (workflow.definition.reasons?.[reason] ?? reason),
    note,
    filing: lineOf(row, workflow, now, person),
  }
}
