// `bieumau check [FOLDER…]`: prints every issue of the packs as file:line:column code message. Writes nothing. Packs that
// the named ones require are read beside them.
import { sentence } from '../core/messages/sentence.ts'
import { checkPacks } from '../packs/check-packs.ts'
import type { Asked } from './arguments.ts'
import { askedFolders, liesIn, readNamed } from './read-folders.ts'
import { issueLines, issueRecords, printJson } from './show-issues.ts'

/** Exit code: 0 sound, 1 issues. */
export function check({ names, has, language }: Asked, root: string): number {
  const { asked, beside } = askedFolders(names, root)
  const { issues } = checkPacks([...asked, ...beside].map(readNamed))
  const own = issues.filter((one) => liesIn(one.position?.file ?? '', asked))
  if (has('json')) printJson({ issues: issueRecords(own, language) })
  else {
    for (const line of issueLines(own, language)) console.log(line)
    console.log(own.length > 0 ? sentence('cli.check.issues', { count: own.length }, language) : sentence('cli.check.sound', {}, language))
  }
  return own.length > 0 ? 1 : 0
}
