// Days, instants and counts as Vietnamese offices write them: dd/mm/yyyy, 24 hours, Asia/Ho_Chi_Minh whatever the
// machine's own zone is.
const zone = 'Asia/Ho_Chi_Minh'
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false,
})

type Fields = { year: string; month: string; day: string; hour: string; minute: string }

function fields(instant: string | number): Fields {
  const out: Record<string, string> = {}
  for (const part of parts.formatToParts(new Date(instant))) out[part.type] = part.value
  return out as Fields
}

/** `YYYY-MM-DD` → `dd/mm/yyyy`. */
export function showDay(day: string): string {
  const [year, month, date] = day.split('-')
  return `${date}/${month}/${year}`
}

export const dayOf = (instant: string | number): string => {
  const { year, month, day } = fields(instant)
  return `${year}-${month}-${day}`
}
export const showTime = (instant: string | number): string => {
  const { hour, minute } = fields(instant)
  return `${hour}:${minute}`
}
export const showInstant = (instant: string | number): string => `${showTime(instant)} ${showDay(dayOf(instant))}`

/** Bytes as people read them: `12 KB`, `3,4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`
  return `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`
}

/** Whole days from one `YYYY-MM-DD` to another; negative when `to` lies before `from`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** `5/6/2020`, `05-06-2020` or `05062020` → `2020-06-05`; null when that is no day of the calendar. */
export function readDay(typed: string): string | null {
  const found = /^\s*(\d{1,2})[/.\- ]?(\d{1,2})[/.\- ]?(\d{4})\s*$/.exec(typed)
  if (found === null) return null
  const [, day = '', month = '', year = ''] = found
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = Date.parse(`${iso}T00:00:00Z`)
  if (Number.isNaN(time)) return null
  return new Date(time).toISOString().slice(0, 10) === iso ? iso : null
}
