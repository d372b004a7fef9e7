// Notifications: one's own, how many are unread, and marking them as read.
import { Type } from '@sinclair/typebox'
import { markNotificationsRead, readNotifications, readUnread } from '../../actions/notifications.ts'
import { readOwnEmail, setOwnEmail } from '../../actions/send-mail.ts'
import { EmailReply, EmailRequest, NotificationList, ReadRequest, UnreadCount } from '../../core/contract/notification.ts'
import { Uuid } from '../../core/contract/shapes.ts'
import { route, type Route } from '../endpoint.ts'

const tags = ['notification']

export const notificationRoutes: readonly Route[] = [
  route({
    method: 'GET', path: '/notifications', action: readNotifications, reply: NotificationList, tags,
    query: Type.Object({ before: Type.Optional(Uuid) }),
    input: ({ query }) => query,
    summary: 'What the person was told about filings, newest first, a page at a time',
  }),
  route({
    method: 'GET', path: '/notifications/unread', action: readUnread, reply: UnreadCount, tags,
    input: () => undefined,
    summary: 'How many the person has not read',
  }),
  route({
    method: 'POST', path: '/notifications/read', action: markNotificationsRead, body: ReadRequest, reply: UnreadCount, tags,
    input: ({ body }) => body,
    summary: 'Mark one of one\'s own, or it and all older ones, as read',
  }),
  route({
    method: 'GET', path: '/notifications/email', action: readOwnEmail, reply: EmailReply, tags,
    input: () => undefined,
    summary: 'Where one\'s own reminders are sent, and whether this server sends any',
  }),
  route({
    method: 'PUT', path: '/notifications/email', action: setOwnEmail, body: EmailRequest, reply: EmailRequest, tags,
    input: ({ body }) => body,
    summary: 'Set or take back one\'s own address for reminders',
  }),
]
