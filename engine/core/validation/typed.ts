// What a person types into a cell, and what a cell shows: one row per kind, each the other's inverse. What cannot be read
// for certain is refused, never guessed; whether the value may stand there is asked of kinds.ts.
import { dayNumber, isDay } from '../calendar.ts'
import type { Choice } from '../codelist.ts'
import type { WireValue } from '../contract/shapes.ts'
import type { Column } from '../form/compile.ts'
import { issue, type Issue } from '../issue.ts'
import { sentence, type Language } from '../messages/sentence.ts'
import { readNumber, showNumber } from '../number.ts'
import type { CellKind } from '../value.ts'
import { checkValue, type Known } from './check-value.ts'
import { codesOf, entriesOf, mostChoices, showDay } from './kinds.ts'

export type Read = { readonly value: WireValue } | { readonly issue: Issue }

type Spelling = {
  /** Of a text that is not blank, in NFC, without spaces around it. */
  readonly read: (text: string, column: Column, known: Known) => Read
  readonly show: (value: string | number, column: Column, language: Language) => string
}

const asItIs: Spelling = { read: (text) => ({ value: text }), show: String }

/** Line breaks pasted into a line are spaces. */
const line: Spelling = { read: (text) => ({ value: text.split('\n').map((one) => one.trim()).join(' ') }), show: String }

const number: Spelling = { read: readNumber, show: (value, { decimals }) => showNumber(value, decimals) }

/** 5/6/2020, 05.06.2020, 05-06-2020, 05062020, 2020-06-05. A year has four digits: of two, the century would be a guess. */
const date: Spelling = {
  read: (text) => {
    const match = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text)
    const iso = match === null ? text : `${match[3]}-${(match[2] ?? '').padStart(2, '0')}-${(match[1] ?? '').padStart(2, '0')}`
    return isDay(iso) ? { value: dayNumber(iso) } : { issue: issue('value.not-a-date', '', { text: shorten(text) }) }
  },
  show: (value) => showDay(Number(value)),
}

const yes = ['có', 'co', 'đúng', 'x', '1', 'yes', 'true']
const no = ['không', 'khong', 'sai', '0', 'no', 'false']
const yesNo: Spelling = {
  read: (text) => {
    const word = text.toLocaleLowerCase('vi')
    return yes.includes(word) ? { value: 1 } : no.includes(word) ? { value: 0 } : { issue: issue('value.not-yes-no', '') }
  },
  show: (value, _, language) => sentence(value === 1 ? 'value.yes' : 'value.no', {}, language),
}

/** By its code or its title; of two with one title, the one that is valid. */
function codeOf(text: string, column: Column, known: Known): string {
  const entries = entriesOf(column, known) ?? []
  const called = (one: Choice): boolean => one.title.toLocaleLowerCase('vi') === text.toLocaleLowerCase('vi')
  return (entries.find(({ code }) => code === text) ?? entries.find((one) => one.retired === undefined && called(one)) ?? entries.find(called))?.code ?? text
}
const titleOf = (code: string, column: Column): string => entriesOf(column, {})?.find((one) => one.code === code)?.title ?? code

const choice: Spelling = { read: (text, column, known) => ({ value: codeOf(text, column, known) }), show: (value, column) => titleOf(String(value), column) }

const choices: Spelling = {
  read: (text, column, known) => {
    const parts = text.split(text.includes(';') ? ';' : ',')
    if (parts.length > mostChoices) return { value: text }
    const chosen = [...new Set(parts.map((one) => codeOf(one.trim(), column, known)).filter((one) => one !== ''))]
    const order = codesOf(column, known)
    if (order !== undefined) chosen.sort((a, b) => order.indexOf(a) - order.indexOf(b))
    return { value: chosen.length === 0 ? null : chosen.join(',') }
  },
  show: (value, column) => String(value).split(',').map((code) => titleOf(code, column)).join('; '),
}

/** The code, or a name with the code in parentheses behind it, as the list of units offers it. */
const unit: Spelling = { read: (text) => ({ value: /\(([a-z0-9_]+)\)$/.exec(text)?.[1] ?? text }), show: String }

const withoutSpaces = (text: string): string => text.replace(/[\s.\u00a0-]/g, '')

/** Digits as they are printed: 079 123 456 789. */
const digits: Spelling = { read: (text) => ({ value: withoutSpaces(text) }), show: String }

/** 090 123 45 67, +84 90.123.4567: kept as dialled within the country. */
const phone: Spelling = { read: (text) => ({ value: withoutSpaces(text.replace(/[()]/g, '')).replace(/^(?:\+84|0084)0?/, '0') }), show: String }

export const spellings: Readonly<Record<CellKind, Spelling>> = {
  number,
  money: number,
  date,
  'yes-no': yesNo,
  text: line,
  'long-text': asItIs,
  choice,
  choices,
  unit,
  address: line,
  'identity-number': digits,
  phone,
  email: { read: (text) => ({ value: text.replace(/\s/g, '') }), show: String },
  attachment: asItIs,
}

/** Reads what was typed into a cell. Issues: those of checkValue, of readNumber, and value.not-a-date. */
export function readTyped(column: Column, typed: string, known: Known = {}): Read {
  const text = typed.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (text === '') return { value: null }
  const read = spellings[column.kind].read(text, column, known)
  if ('issue' in read) return read
  const wrong = checkValue(read.value, column, known)
  return wrong === undefined ? read : { issue: wrong }
}

/** As a person reads it; nothing for a blank cell. */
export function showValue(column: Column, value: WireValue, language: Language = 'vi'): string {
  return value === null ? '' : spellings[column.kind].show(value, column, language)
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
