// A column of names from a spreadsheet or a text, as one name each. Of a wider table the first column that has words counts.
import { readClipboard } from '../sheet/clipboard-table.ts'

/** Names in their order, blank lines left out. */
export function pastedNames(plain: string, markup: string): string[] {
  return readClipboard(plain, markup).flatMap((row) => {
    const name = row.map((cell) => (cell ?? '').replace(/\s+/gu, ' ').trim()).find((cell) => /\p{L}/u.test(cell))
    return name === undefined ? [] : [name.normalize('NFC')]
  })
}
