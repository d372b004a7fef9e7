// What a form says of where it comes from, as a sentence: how sure it is, which parts of the printed form nobody has seen,
// and the author's note. `say` is whoever has the words: pages and the command line have tables of their own.
import type { SourceKey } from '../messages/source-words.ts'
import type { SourceDefinition } from './definition.ts'

export function sourceSentence({ confidence, unseen, note }: SourceDefinition, say: (key: SourceKey, params?: Readonly<Record<string, string>>) => string): string {
  const how = say(`source.${confidence}`)
  if (unseen === undefined) return `${say('source.of', { how })} ${note}`
  return `${say('source.of-unseen', { how, parts: unseen.map((one) => say(`source.unseen.${one}`)).join(', ') })} ${note}`
}
