// `bieumau test [FOLDER…]`: runs the examples of packs, of forms and of workflows, and says of each whether it comes out as written, and where not,
// what differs. A pack that is not sound has no examples that mean anything: its issues are printed instead.
import type { Issue } from '../core/issue.ts'
import { sentence } from '../core/messages/sentence.ts'
import { checkPacks } from '../packs/check-packs.ts'
import { showPosition } from '../packs/load-pack.ts'
import type { Asked } from './arguments.ts'
import { askedFolders, liesIn, readNamed } from './read-folders.ts'
import { issueLines, issueRecords, printJson } from './show-issues.ts'

type Ran = { readonly file: string; readonly of: string; readonly title: string; readonly issues: readonly Issue[] }

/** Exit code: 0 all come out as written, 1 not all, or a pack has issues. */
export function test({ names, has, language }: Asked, root: string): number {
  const { asked, beside } = askedFolders(names, root)
  const { packs, issues } = checkPacks([...asked, ...beside].map(readNamed))
  const own = packs.filter((pack) => liesIn(pack.source.file, asked)).flatMap((pack) => [...pack.examples, ...pack.scenarios])
  const files = new Set(own.map(({ source }) => source.file))
  const unsound = issues.filter(({ position, severity }) => severity === 'error' && liesIn(position?.file ?? '', asked) && !files.has(position?.file ?? ''))
  const ran = unsound.length > 0 ? [] : own.flatMap(({ definition, source }): Ran[] =>
    definition.examples.map(({ title }, index) => {
      const at = `/examples/${index}`
      const about = (path: string): boolean => path === at || path.startsWith(`${at}/`) || !path.startsWith('/examples/')
      return { file: source.file, of: 'form' in definition ? definition.form : definition.workflow, title, issues: issues.filter((one) => one.position?.file === source.file && about(one.path)) }
    }),
  )
  const failed = ran.filter((one) => one.issues.length > 0)
  if (has('json')) {
    printJson({ examples: ran.map(({ issues, ...one }) => ({ ...one, passed: issues.length === 0, issues: issueRecords(issues, language) })), issues: issueRecords(unsound, language) })
  } else {
    for (const line of issueLines(unsound, language)) console.log(line)
    for (const { file, title, issues } of ran) {
      console.log(`${issues.length === 0 ? '✓' : '✗'} ${file}: ${title}`)
      for (const one of issues) console.log(`    ${one.position === undefined ? '' : `${showPosition(one.position)} `}${sentence(one.code, one.params, language)}`)
    }
    console.log(unsound.length > 0 ? sentence('cli.test.unsound', { count: unsound.length }, language) : sentence('cli.test.ran', { passed: ran.length - failed.length, failed: failed.length }, language))
  }
  return unsound.length + failed.length > 0 ? 1 : 0
}
