// What counts of reports say in words: a cell's first word, its figures, and rates in per cent. Pure; colour comes after.
import { handedIn, standingOf, type ReportCounts, type Standing } from '../../engine/core/board.ts'
import { text } from '../text.ts'

export type Said = { readonly standing: Standing; readonly figures: string; readonly word: string }

export function sayCounts(counts: ReportCounts): Said {
  const standing = standingOf(counts)
  return { standing, figures: `${handedIn(counts)}/${counts.expected}`, word: wordOf(standing, counts) }
}

function wordOf(standing: Standing, counts: ReportCounts): string {
  switch (standing) {
    case 'overdue':
      return text('board.overdue', { n: counts.missing })
    case 'complete':
      return text('board.complete')
    case 'complete-late':
      return text('board.complete-late', { n: counts.sentLate })
    case 'going':
      return text('board.going')
    case 'idle':
      return text('board.idle')
  }
}

/** `85,7%`; a dash where there is nothing to measure. */
export function showRate(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1).replace('.', ',')}%`
}
