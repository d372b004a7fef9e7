// Issues of definitions as lines that editors and terminals can follow: file:line:column code sentence.
import type { Issue } from '../core/issue.ts'
import { sentence } from '../core/messages/sentence.ts'
import { showPosition } from '../packs/load-pack.ts'

export function issueLines(issues: readonly Issue[]): string[] {
  return issues.map((one) => [one.position === undefined ? one.path : showPosition(one.position), one.code, sentence(one.code, one.params)].filter((part) => part !== '').join(' '))
}
