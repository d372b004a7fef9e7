// Until when, and how near that is: one pure reading of a due day against the application's day.
import { daysBetween, showDay } from '../format.ts'
import { text } from '../text.ts'

export type Due = { day: string; words: string; late: boolean; near: boolean }

/** A report that somebody waits for has a day that is not known here; the topmost table has none. */
export function noDue({ receiver }: { readonly receiver: unknown }): string {
  return receiver === null ? text('list.no-due') : text('list.due-unknown')
}

/** Null where the regulation sets no day. `late` is the server's word; the page only counts the days. */
export function readDue(due: string | null, late: boolean, today: string): Due | null {
  if (due === null) return null
  const left = daysBetween(today, due)
  const day = showDay(due)
  if (late) return { day, words: left < 0 ? text('list.late-days', { n: -left }) : text('list.late'), late: true, near: false }
  if (left < 0) return { day, words: '', late: false, near: false }
  if (left === 0) return { day, words: text('list.due-today'), late: false, near: true }
  return { day, words: text('list.days-left', { n: left }), late: false, near: left <= 3 }
}
