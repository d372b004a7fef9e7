// A change of a definition in words: where, and what.
import type { Change } from '../change.ts'
import { sentence, type Language } from './sentence.ts'

export function changeSentence({ kind, thing, name, at, params }: Change, language: Language = 'vi'): string {
  return `${sentence(`change.of.${thing}`, { name, at }, language)}: ${sentence(`change.${kind}`, { ...params, name }, language)}.`
}
