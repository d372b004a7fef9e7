// Issues of definitions as lines that editors and terminals can follow (file:line:column code sentence), or as JSON for
// programs.
import type { Issue } from '../core/issue.ts'
import { sentence, type Language } from '../core/messages/sentence.ts'
import { showPosition } from '../packs/load-pack.ts'

export function issueLines(issues: readonly Issue[], language: Language = 'vi'): string[] {
  return issues.map((one) => [one.position === undefined ? one.path : showPosition(one.position), one.code, sentence(one.code, one.params, language)].filter((part) => part !== '').join(' '))
}

/** The same with everything in its own place. */
export function issueRecords(issues: readonly Issue[], language: Language = 'vi'): object[] {
  return issues.map(({ code, severity, path, params, position }) => ({ ...position, code, severity, message: sentence(code, params, language), path, ...(params === undefined ? {} : { params }) }))
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2))
}
