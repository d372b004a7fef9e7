// From a code to the sentence that a person reads. The tables hold one row per code; a code without a row is shown as
// it is, which a test finds before anybody else does.
import { changesEn } from './changes-en.ts'
import { changesVi } from './changes-vi.ts'
import { en } from './en.ts'
import { issuesEn } from './issues-en.ts'
import { issuesVi } from './issues-vi.ts'
import { sourceEn, sourceVi } from './source-words.ts'
import { verbsEn } from './verbs-en.ts'
import { verbsVi } from './verbs-vi.ts'
import { vi } from './vi.ts'

export const languages = ['vi', 'en'] as const
export type Language = (typeof languages)[number]
export type Params = Readonly<Record<string, string | number>>

const tables: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  vi: { ...vi, ...issuesVi, ...verbsVi, ...changesVi, ...sourceVi },
  en: { ...en, ...issuesEn, ...verbsEn, ...changesEn, ...sourceEn },
}

/** Unknown placeholders stay visible. A param `nearest` that is not empty adds the question whether it was meant; one that
 * ends in `Type` names a type of expressions, which each language has a word for. */
export function sentence(code: string, named: Params = {}, language: Language = 'vi'): string {
  const table = tables[language]
  const params = Object.fromEntries(Object.entries(named).map(([name, value]) => [name, name.endsWith('Type') ? (table[`type.${value}`] ?? value) : value]))
  const template = Object.hasOwn(table, code) ? table[code] : undefined
  const said = fill(template ?? code, params)
  return (params['nearest'] ?? '') === '' ? said : `${said} ${fill(table['issue.nearest'] ?? '', params)}`
}

function fill(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : placeholder,
  )
}

export function hasSentence(code: string, language: Language = 'vi'): boolean {
  return Object.hasOwn(tables[language], code)
}
