// `bieumau fields PACK`: the fields that a circular governs, and which of them have a form that is known.
import { blocks } from '../core/issue.ts'
import { checkPacks } from '../packs/check-packs.ts'
import { fieldPages, fieldsOf } from '../packs/field-pages.ts'
import { toMarkdown } from '../packs/manual-page.ts'
import { WrongUse, type Asked } from './arguments.ts'
import { askedFolders, readFolder, readNamed, shown } from './read-folders.ts'
import { issueLines, issueRecords, printJson } from './show-issues.ts'

/** Exit code: 0 told, 1 the packs have issues. The packs of the repository are read beside the one that is named. */
export function fields({ names, has, language }: Asked, root: string): number {
  const { asked, beside } = askedFolders(names, root)
  const { packs, issues } = checkPacks([...asked.map(readNamed), ...beside.map(readFolder)])
  if (blocks(issues)) {
    if (has('json')) printJson({ issues: issueRecords(issues, language) })
    else for (const line of issueLines(issues, language)) console.log(line)
    return 1
  }
  const pack = packs.find((one) => asked.some((folder) => one.source.file === `${shown(folder)}/pack.yaml`))
  const found = pack === undefined ? undefined : fieldsOf(pack, packs)
  const [page] = pack === undefined ? [] : fieldPages(packs).filter((one) => one.id === `fields-${pack.definition.id}`)
  if (found === undefined || page === undefined) throw new WrongUse('cli.fields.none', { name: names[0] ?? '' })
  if (has('json')) printJson({ fields: found.map(({ forms, ...one }) => ({ ...one, forms: forms.map(({ pack: from, form }) => ({ pack: from, id: form.id, code: form.code, confidence: form.source.confidence })) })) })
  else console.log(toMarkdown(page))
  return 0
}
