// A notification as one sentence: the page's own words around those of form, unit, period and workflow. It is true
// whenever it is read, so it names days and not "today".
import type { Notification } from '../../engine/core/contract/notification.ts'
import { showDay } from '../format.ts'
import type { IconName } from '../parts/icon.ts'
import { text } from '../text.ts'

export function sentenceOf({ kind, title, filing, due, by, to }: Notification): string {
  const what = { title, code: filing.form.code, unit: filing.unit.name, period: filing.period.title }
  switch (kind) {
    case 'act':
      return by === null
        ? text('notice.act-unnamed', { ...what, state: to?.title ?? filing.state.title })
        : text('notice.act', { ...what, name: by.name, from: by.unit, state: to?.title ?? filing.state.title })
    case 'urge':
      return due === null ? text('notice.urge-no-day', { ...what, name: by?.name ?? '', from: by?.unit ?? '' }) : text('notice.urge', { ...what, name: by?.name ?? '', from: by?.unit ?? '', day: showDay(due) })
    case 'reminder':
      return due === null ? text('notice.reminder-no-day', what) : text('notice.reminder', { ...what, day: showDay(due) })
    case 'closing':
      return due === null ? text('notice.closing-no-day', what) : text('notice.closing', { ...what, day: showDay(due) })
    case 'opened':
      return due === null ? text('notice.opened-no-day', what) : text('notice.opened', { ...what, day: showDay(due) })
    case 'expiry':
      return due === null ? text('notice.expiry-no-day', what) : text('notice.expiry', { ...what, day: showDay(due) })
  }
}

const signs: Record<Notification['kind'], IconName> = { act: 'report', reminder: 'clock', expiry: 'warning', closing: 'clock', opened: 'info', urge: 'bell' }

export function signOf({ kind, to }: Notification): IconName {
  return kind === 'act' && to?.tone === 'returned' ? 'back' : signs[kind]
}
