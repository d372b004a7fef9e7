// What both spellings of an expression share: limits, names, exact numbers, and how reading stops at the first thing
// that is no expression.
import { issue, type Issue } from '../issue.ts'
import { words, type Source } from './tree.ts'

/** Characters of the text spelling, whichever spelling it is read from. */
export const longest = 4000
/** Levels of the tree. */
export const deepest = 60

/** What names come from, as functions of the text and keys of the tree. */
export const sources: Readonly<Record<string, Source['kind']>> = { form: 'form', previous: 'previous', carried_over: 'carried-over' }
export const sourceNames: Readonly<Record<Source['kind'], string>> = { form: 'form', previous: 'previous', 'carried-over': 'carried_over' }

export const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/
const formPattern = /^(?:[a-z0-9][a-z0-9-]*\/)?[a-z0-9][a-z0-9_]*$/

/** Can these names be written one after the other, with full stops between them? */
export const isPath = (names: readonly string[]): boolean => names.length > 0 && names.every((name) => namePattern.test(name)) && !words.includes(names[0] ?? '')
export const isForm = (name: string): boolean => name.length <= 130 && formPattern.test(name)

export class Stop extends Error {
  readonly issue: Issue
  constructor(code: string, at: number, params: Record<string, string | number> = {}) {
    super(code)
    this.issue = issue(code, '', { ...params, at })
  }
}

/** The number without needless zeros; one that a double would change is refused, because JSON Logic holds doubles. */
export function exactly(text: string, at: number): string {
  const [whole = '0', part = ''] = text.split('.')
  const fraction = part.replace(/0+$/, '')
  const plain = whole.replace(/^0+(?=\d)/, '') + (fraction === '' ? '' : `.${fraction}`)
  if (String(Number(plain)) !== plain) throw new Stop('expression.number', at, { found: text.slice(0, 40) })
  return plain
}
