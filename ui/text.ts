// The pages' words: a key and its parameters become a sentence in the language the person chose. Vietnamese is the
// first language; the second is loaded the same way, so that a missing key cannot compile.
import { uiEn } from '../engine/core/messages/ui-en.ts'
import { uiVi, type UiKey } from '../engine/core/messages/ui-vi.ts'

export type { UiKey }
export type Language = 'vi' | 'en'

const tables: Record<Language, Record<UiKey, string>> = { vi: uiVi, en: uiEn }
let current: Language = 'vi'

export const language = (): Language => current
export function chooseLanguage(next: Language): void {
  current = next
}

export function text(key: UiKey, params: Readonly<Record<string, string | number>> = {}): string {
  return tables[current][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
