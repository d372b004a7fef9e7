// Things that an author may write in more than one way, each read in one.

/** Both spellings of a breakdown (`[a, b]` and `[[a, b], [c, d]]`) as a list of breakdowns. */
export function breakdowns(parts: string[] | string[][] | undefined): string[][] {
  if (parts === undefined || parts.length === 0) return []
  return typeof parts[0] === 'string' ? [parts as string[]] : (parts as string[][])
}
