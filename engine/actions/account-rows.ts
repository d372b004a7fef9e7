// The list of accounts that an administrator reads: what may be done with each, how many there are of each state, which rows fit
// what was asked for. Without the store.
import type { AccountCounts, AccountQuery, AccountRow } from '../core/contract/account.ts'

/** What a person may do with an account that is not his own: one that has been taken back stays so. */
export function actsOn(state: AccountRow['state'], own: boolean): AccountRow['acts'] {
  if (own) return []
  switch (state) {
    case 'active':
      return ['reset', 'lock', 'replace', 'revoke']
    case 'locked':
      return ['unlock', 'reset', 'replace', 'revoke']
    case 'revoked':
    case 'lacking':
      return []
  }
}

const fits: Readonly<Record<keyof AccountCounts, (row: AccountRow) => boolean>> = {
  all: () => true,
  active: ({ state }) => state === 'active',
  unchanged: ({ state, mustChangePassword }) => mustChangePassword && state !== 'revoked',
  locked: ({ state }) => state === 'locked',
  revoked: ({ state }) => state === 'revoked',
  lacking: ({ state }) => state === 'lacking',
}

export function countRows(rows: readonly AccountRow[]): AccountCounts {
  const count = (show: keyof AccountCounts): number => rows.filter(fits[show]).length
  return { all: count('all'), active: count('active'), unchanged: count('unchanged'), locked: count('locked'), revoked: count('revoked'), lacking: count('lacking') }
}

/** Vietnamese keyboards write the same letter in two ways. */
const plain = (words: string): string => words.normalize('NFC').toLocaleLowerCase('vi').trim()

export function rowsFor(rows: readonly AccountRow[], { show = 'all', text = '' }: Pick<AccountQuery, 'show' | 'text'>): AccountRow[] {
  const part = plain(text)
  return rows.filter((row) => fits[show](row) && (part === '' || [row.login, row.name ?? '', row.unit.name].some((words) => plain(words).includes(part))))
}
