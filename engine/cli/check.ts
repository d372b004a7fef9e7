// `bieumau check [FOLDER…]`: prints every issue of the packs as file:line:column code message. Writes nothing. Packs that
// the named ones require are read beside them.
import { sentence } from '../core/messages/sentence.ts'
import { blocks } from '../core/issue.ts'
import { checkPacks } from '../packs/check-packs.ts'
import type { Asked } from './arguments.ts'
import { askedFolders, liesIn, readNamed } from './read-folders.ts'
import { issueLines, issueRecords, printJson } from './show-issues.ts'

/** Exit code: 0 sound, warnings or not; 1 errors. */
export function check({ names, has, language }: Asked, root: string): number {
  const { asked, beside } = askedFolders(names, root)
  const { issues } = checkPacks([...asked, ...beside].map(readNamed))
  const own = issues.filter((one) => liesIn(one.position?.file ?? '', asked))
  if (has('json')) printJson({ issues: issueRecords(own, language) })
  else {
    for (const line of issueLines(own, language)) console.log(line)
    const errors = own.filter((one) => one.severity === 'error').length
    console.log(sentence(errors > 0 ? 'cli.check.issues' : own.length > 0 ? 'cli.check.warnings' : 'cli.check.sound', { count: errors === 0 ? own.length : errors }, language))
  }
  return blocks(own) ? 1 : 0
}
