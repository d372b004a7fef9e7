// Comma-separated text (RFC 4180) as people's programs write it: comma, semicolon or tab, quotes, a byte-order mark, any line
// ends. Rows keep the line they begin on, so that what is wrong can be shown where it stands. Nothing is interpreted.

/** `line`: where it begins in the file, from 1. */
export type TableRow = { readonly line: number; readonly cells: readonly string[] }

export function readDelimited(text: string): TableRow[] {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  const separator = separatorOf(source)
  const rows: TableRow[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let begun = 1
  const endCell = (): void => {
    cells.push(cell)
    cell = ''
  }
  const endRow = (): void => {
    endCell()
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: begun, cells })
    cells = []
    begun = line
  }
  for (let at = 0; at < source.length; at++) {
    const sign = source[at] as string
    if (sign === '\n') line++
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (source[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === separator) endCell()
    else if (sign === '\n') endRow()
    else if (sign === '\r') {
      // A lone carriage return ends a row, too.
      if (source[at + 1] === '\n') continue
      line++
      endRow()
    } else cell += sign
  }
  if (cell !== '' || cells.length > 0) endRow()
  return rows
}

/** The one that occurs most in the first line, outside of quotes. */
function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r?\n|\r/, 1)
  const bare = first.replace(/"[^"]*"/g, '')
  const count = (sign: string): number => bare.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}
