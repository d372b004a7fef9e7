// Things that an author may write in more than one way, each read in one.
import type { RollUpDefinition } from './definition.ts'

/** Both spellings of a breakdown (`[a, b]` and `[[a, b], [c, d]]`) as a list of breakdowns. */
export function breakdowns(parts: string[] | string[][] | undefined): string[][] {
  if (parts === undefined || parts.length === 0) return []
  return typeof parts[0] === 'string' ? [parts as string[]] : (parts as string[][])
}

/** The forms a table takes figures from, as references. */
export function sourcesOf(rollUp: RollUpDefinition | undefined): string[] {
  if (rollUp === undefined) return []
  return typeof rollUp.from === 'string' ? [rollUp.from] : rollUp.from
}
