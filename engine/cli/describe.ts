// `bieumau describe FORM`: the form in sentences that an officer can read.
import { describeForm } from '../core/form/describe.ts'
import type { Asked } from './arguments.ts'
import { findForm } from './find-form.ts'
import { issueLines, issueRecords, printJson } from './show-issues.ts'

/** Exit code: 0 described, 1 the form has issues. */
export function describe({ names, has, language }: Asked, root: string): number {
  const found = findForm(names[0] ?? '', root)
  if ('issues' in found) {
    if (has('json')) printJson({ issues: issueRecords(found.issues, language) })
    else for (const line of issueLines(found.issues, language)) console.log(line)
    return 1
  }
  const lines = describeForm(found.definition, language)
  if (has('json')) printJson({ lines })
  else for (const { level, text } of lines) console.log(`${level === 1 ? '\n' : ''}${level > 1 ? `${'  '.repeat(level - 1)}- ` : ''}${text}`)
  return 0
}
