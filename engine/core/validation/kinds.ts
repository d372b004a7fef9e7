// What each kind of cell takes. One row per kind, asked of every value that comes in from outside, whatever the page has
// checked: texts in NFC, numbers as integers of the smallest unit, days as counts of days, codes joined by commas.
import { dayText, firstDay, lastDay } from '../calendar.ts'
import { fitsMask, readMask } from '../expression/mask.ts'
import type { Choice } from '../codelist.ts'
import type { WireValue } from '../contract/shapes.ts'
import { fileLimits } from '../file.ts'
import type { Column } from '../form/compile.ts'
import { codesIn } from '../form/choices.ts'
import { issue, type Issue } from '../issue.ts'
import { checkLimits } from '../number.ts'
import type { CellKind } from '../value.ts'

/** What only others know: the entries of a codelist, the kind of a unit. What is not known is not refused. */
export type Known = {
  readonly entries?: (codelist: string) => readonly Choice[] | undefined
  /** What stands in the cell already: a retired entry may stay. */
  readonly standing?: WireValue
  /** Has it been uploaded for this filing? */
  readonly file?: (id: string) => boolean
  /** null: there is no such unit. */
  readonly unitKind?: (code: string) => string | null | undefined
}

type NumberCheck = (value: number, column: Column) => Issue | undefined
type TextCheck = (text: string, column: Column, known: Known) => Issue | undefined

/** Issues: value.negative, value.below-min, value.above-max. */
const count: NumberCheck = (value, column) => checkLimits(value, column)

/** Issue: value.day-out-of-range. */
const day: NumberCheck = (value, { min, max }) => {
  const [first, last] = [Math.max(min, firstDay), Math.min(max, lastDay)]
  return value >= first && value <= last ? undefined : issue('value.day-out-of-range', '', { first: showDay(first), last: showDay(last) })
}

/** Issue: value.not-yes-no. */
const yesNo: NumberCheck = (value) => (value === 0 || value === 1 ? undefined : issue('value.not-yes-no', ''))

/** Characters that no keyboard writes into a line: they would hide in names and break prints. */
const control = /(?![\t\n\r])[\p{Cc}\u2028\u2029\ufeff]/u

/** Issues: value.control-character, value.text-too-long, value.not-as-pattern. */
const lines: TextCheck = (text, column) => {
  if (control.test(text)) return issue('value.control-character', '')
  if (text.length > column.maxLength) return issue('value.text-too-long', '', { limit: column.maxLength })
  const pattern = column.field?.pattern
  return pattern === undefined || fits(text, pattern) ? undefined : issue('value.not-as-pattern', '', { text: shorten(text), pattern })
}

/** Issue: value.one-line, and those of `lines`. */
const line: TextCheck = (text, column, known) => (/[\n\r]/.test(text) ? issue('value.one-line', '') : lines(text, column, known))

/** A text of this form, or this issue; limits and pattern of the field hold besides. */
const formed = (code: string, isFormed: (text: string) => boolean): TextCheck => (text, column, known) =>
  isFormed(text) ? line(text, column, known) : issue(code, '', { text: shorten(text) })

/** Issues: value.unknown-choice, value.retired-choice. */
const choice: TextCheck = (text, column, known) => {
  const codes = codesOf(column, known)
  const isThere = codes === undefined ? isCode(text) : codes.includes(text)
  return isThere ? undefined : unknownChoice(text, column, known)
}

function unknownChoice(text: string, column: Column, known: Known): Issue {
  const retired = entriesOf(column, known)?.find((one) => one.code === text)
  return retired === undefined ? issue('value.unknown-choice', '', { text: shorten(text) }) : issue('value.retired-choice', '', { text: shorten(retired.title) })
}

/** Each once, in the order of the list, so that equal choices are equal texts. Issues: those of `choice`, value.choices-order. */
const choices: TextCheck = (text, column, known) => {
  const chosen = text.split(',')
  if (chosen.length > mostChoices) return issue('value.choices-order', '')
  const codes = codesOf(column, known)
  const places = chosen.map((one) => (codes === undefined ? (isCode(one) ? 0 : -1) : codes.indexOf(one)))
  const unknown = places.indexOf(-1)
  if (unknown >= 0) return unknownChoice(chosen[unknown] ?? '', column, known)
  const isInOrder = codes === undefined ? new Set(chosen).size === chosen.length : places.every((place, index) => index === 0 || place > (places[index - 1] as number))
  return isInOrder ? undefined : issue('value.choices-order', '')
}

/** Issues: value.not-a-unit, value.unknown-unit, value.unit-of-other-kind. */
const unit: TextCheck = (text, column, known) => {
  if (text.length > 80 || !/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(text)) return issue('value.not-a-unit', '', { text: shorten(text) })
  const kind = known.unitKind?.(text)
  if (kind === null) return issue('value.unknown-unit', '', { text: shorten(text) })
  const kinds = column.field?.['unit-kinds']
  return kind === undefined || kinds === undefined || kinds.includes(kind) ? undefined : issue('value.unit-of-other-kind', '', { text: shorten(text) })
}

/** Ids of files, each once. What they are is checked where they are uploaded. Issues: value.not-files, value.too-many-files,
 * value.unknown-file. */
const files: TextCheck = (text, column, known) => {
  const { most: limit } = fileLimits(column.field)
  // Measured before it is taken apart: an id has 36 characters.
  if (text.length > (limit + 1) * 37) return issue('value.too-many-files', '', { limit })
  const ids = text.split(',')
  if (!ids.every(isFileId) || new Set(ids).size !== ids.length) return issue('value.not-files', '')
  if (ids.length > limit) return issue('value.too-many-files', '', { limit })
  return known.file === undefined || ids.every(known.file) ? undefined : issue('value.unknown-file', '')
}

/** Twelve digits of a citizen's identity number, or nine of the older identity card. */
const isIdentityNumber = (text: string): boolean => /^(?:\d{9}|\d{12})$/.test(text)

/** A Vietnamese mobile (ten digits) or fixed number (with the area's code, eleven), or a hot line 1800, 1900. */
const isPhone = (text: string): boolean => /^(?:(?:0|\+84)(?:[35789]\d{8}|2\d{9})|1[89]00\d{4,6})$/.test(text)

/** One `@`, a host with a dot; more is known only when somebody answers. */
const isEmail = (text: string): boolean =>
  text.length <= 254 && /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+$/u.test(text) && !/^\.|\.\.|\.@|@-|-\.|\.-|-$/.test(text)

type NumberRow = { readonly holds: 'number'; readonly check: NumberCheck }
type TextRow = { readonly holds: 'text'; readonly check: TextCheck }

export const kinds: Readonly<Record<CellKind, NumberRow | TextRow>> = {
  number: { holds: 'number', check: count },
  money: { holds: 'number', check: count },
  date: { holds: 'number', check: day },
  'yes-no': { holds: 'number', check: yesNo },
  text: { holds: 'text', check: line },
  'long-text': { holds: 'text', check: lines },
  choice: { holds: 'text', check: choice },
  choices: { holds: 'text', check: choices },
  unit: { holds: 'text', check: unit },
  address: { holds: 'text', check: line },
  'identity-number': { holds: 'text', check: formed('value.not-an-identity-number', isIdentityNumber) },
  phone: { holds: 'text', check: formed('value.not-a-phone-number', isPhone) },
  email: { holds: 'text', check: formed('value.not-an-email', isEmail) },
  attachment: { holds: 'text', check: files },
}

/** As many as a list of choices can have. */
export const mostChoices = 500

/** The codes that a choice may take; undefined where a codelist has them that is not known here. */
export function codesOf(column: Column, known: Known): readonly string[] | undefined {
  const entries = entriesOf(column, known)
  if (entries === undefined || entries.every(({ retired }) => retired === undefined)) return entries?.map(({ code }) => code)
  const standing = codesIn(known.standing)
  return entries.flatMap(({ code, retired }) => (retired === undefined || standing.includes(code) ? [code] : []))
}

/** What a choice chooses from, retired entries included. */
export function entriesOf({ choices: declared }: Column, known: Known): readonly Choice[] | undefined {
  if (declared === undefined) return undefined
  return 'codelist' in declared ? known.entries?.(declared.codelist) : declared
}

/** Those that may be chosen where this stands: a retired entry only where it is already. */
export function offeredTo(column: Column, standing: WireValue): readonly Choice[] {
  const chosen = codesIn(standing)
  return (entriesOf(column, {}) ?? []).filter(({ code, retired }) => retired === undefined || chosen.includes(code))
}

/** Codes of codelists are written more freely than ids, but never with what joins them. */
const isCode = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._/-]{0,79}$/.test(text)

export const isFileId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)

function fits(text: string, pattern: string): boolean {
  const mask = readMask(pattern)
  return mask === undefined || fitsMask(text, mask)
}

/** `05/06/2020` */
export function showDay(days: number): string {
  const [year, month, date] = dayText(days).split('-')
  return `${date}/${month}/${year}`
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
