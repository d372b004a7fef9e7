// `bieumau format FILE|FOLDER… [--check]`: writes definitions in the one canonical way (packs/format.ts). With --check it
// writes nothing and tells which files are not.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { issue, type Issue } from '../core/issue.ts'
import { sentence } from '../core/messages/sentence.ts'
import { formatFile } from '../packs/format.ts'
import { kindOf } from '../packs/load-pack.ts'
import type { Asked } from './arguments.ts'
import { isFolder, readFolder, readText, shown } from './read-folders.ts'
import { issueLines, issueRecords, printJson } from './show-issues.ts'

/** Exit code: 0 done, or nothing to do; 1 a file cannot be read, or --check found one that is not formatted. */
export function format({ names, has, language }: Asked): number {
  const issues: Issue[] = []
  const changed: string[] = []
  for (const { file, text } of names.flatMap(filesOf)) {
    const kind = kindOf(file.split(path.sep).join('/'))
    const result = kind === undefined ? { issues: [unknown(file)] } : formatFile(kind, shown(file), text)
    if ('issues' in result) issues.push(...result.issues)
    else if (result.text !== text) {
      changed.push(shown(file))
      if (!has('check')) writeFileSync(file, result.text)
    }
  }
  if (has('json')) printJson({ changed, issues: issueRecords(issues, language) })
  else {
    for (const line of issueLines(issues, language)) console.log(line)
    for (const file of changed) console.log(sentence(has('check') ? 'cli.format.differs' : 'cli.format.wrote', { file }, language))
    if (changed.length + issues.length === 0) console.log(sentence('cli.format.done', {}, language))
  }
  return issues.length > 0 || (has('check') && changed.length > 0) ? 1 : 0
}

function filesOf(name: string): { file: string; text: string }[] {
  const full = path.resolve(name)
  if (!isFolder(full)) return [{ file: full, text: readText(full) }]
  return readFolder(full).files.map(({ path: file, text }) => ({ file: path.join(full, file), text }))
}

function unknown(file: string): Issue {
  return { ...issue('pack.unknown-file', '', { file: shown(file) }), position: { file: shown(file), line: 1, column: 1 } }
}
