// The pages' words: a key and its parameters become a sentence in the language the person chose. Vietnamese is the
// first language; the second is loaded the same way, so that a missing key cannot compile.
import { uiEn, uiVi, type UiKey } from '../engine/core/messages/ui.ts'

export type { UiKey }
export type Language = 'vi' | 'en'

const tables: Record<Language, Record<UiKey, string>> = { vi: uiVi, en: uiEn }
let current: Language = 'vi'

export const language = (): Language => current
export function chooseLanguage(next: Language): void {
  current = next
}

/** `{n}` is filled in; `{n?cell:cells}` is its first words where n is one, else its second. */
export function text(key: UiKey, params: Readonly<Record<string, string | number>> = {}): string {
  return tables[current][key]
    .replace(/\{(\w+)\?([^:}]*):([^}]*)\}/g, (_whole, name: string, one: string, many: string) => (params[name] === 1 ? one : many))
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** Words of a title within a sentence: the first letter is small, names among them keep theirs. */
export const within = (title: string): string => title.charAt(0).toLocaleLowerCase('vi') + title.slice(1)
