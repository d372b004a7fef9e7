// What a field says of a file before anybody has looked into it: its name, its ending, its size. Asked by the page before the
// file goes up, and by the server of what came.
import { issue, type Issue } from './issue.ts'

/** What a field takes that says nothing else: the list of the regulation (Quy chế hỗ trợ trực tuyến, Điều 7 khoản 1). */
export const usualEndings: readonly string[] = ['doc', 'docx', 'xls', 'xlsx', 'pdf', 'jpg', 'jpeg', 'png']
export const usualMegabytes = 10
const longestName = 150

/** `most`: how many files stand in the field. */
export type FileLimits = { readonly endings: readonly string[]; readonly megabytes: number; readonly most: number }
type Field = { readonly accept?: readonly string[]; readonly 'max-size'?: number; readonly 'max-count'?: number }

export function fileLimits({ accept = usualEndings, 'max-size': megabytes = usualMegabytes, 'max-count': most = 1 }: Field = {}): FileLimits {
  return { endings: accept, megabytes, most }
}

/** `size` in bytes. Issues: value.file-name, value.file-kind, value.file-empty, value.file-too-large. */
export function checkFile({ name, size }: { readonly name: string; readonly size: number }, { endings, megabytes }: FileLimits): Issue | undefined {
  if (name === '' || name.length > longestName) return issue('value.file-name', '', { limit: longestName })
  if (!endings.includes(endingOf(name))) return issue('value.file-kind', '', { name, endings: endings.join(', ') })
  if (size === 0) return issue('value.file-empty', '', { name })
  return size > megabytes * 1_000_000 ? issue('value.file-too-large', '', { name, limit: megabytes }) : undefined
}

/** `.PDF` → `pdf`; '' for a name without an ending. */
export function endingOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** As a person reads it: without folders, control characters and marks that turn the direction of writing. */
export function plainName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  return last.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '').replace(/\s+/g, ' ').trim()
}
