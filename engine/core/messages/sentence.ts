// From a code to the sentence that a person reads. The tables hold one row per code; a code without a row is shown as
// it is, which a test finds before anybody else does.
import { en } from './en.ts'
import { vi } from './vi.ts'

export const languages = ['vi', 'en'] as const
export type Language = (typeof languages)[number]
export type Params = Readonly<Record<string, string | number>>

const tables: Readonly<Record<Language, Readonly<Record<string, string>>>> = { vi, en }

/** Unknown placeholders stay visible. */
export function sentence(code: string, params: Params = {}, language: Language = 'vi'): string {
  const table = tables[language]
  const template = Object.hasOwn(table, code) ? table[code] : undefined
  return (template ?? code).replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : placeholder,
  )
}

export function hasSentence(code: string, language: Language = 'vi'): boolean {
  return Object.hasOwn(tables[language], code)
}
