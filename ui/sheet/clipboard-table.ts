// What other programs put on the clipboard → rows of cell texts. Excel, LibreOffice and Google Sheets give tab-separated
// text and an HTML table; Word gives an HTML table with merged cells and paragraphs. Pure text work: no DOM parser, so
// that nothing on the clipboard can load or run anything.

/** `null` is a place that a merged cell covers: what lies there is left as it is. */
export type ClipboardRow = readonly (string | null)[]

/** The HTML table where there is one (it knows merged cells), else the tab-separated text. */
export function readClipboard(text: string, html: string): ClipboardRow[] {
  const rows = /<table[\s>]/i.test(html) ? readHtmlTable(html) : []
  return rows.length > 0 ? rows : readTabbed(text)
}

/** Tab-separated lines; a quoted cell may hold tabs, line breaks and doubled quotes. */
export function readTabbed(source: string): ClipboardRow[] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  let start = true
  const endCell = (): void => {
    row.push(tidy(cell))
    cell = ''
    start = true
  }
  const endRow = (): void => {
    endCell()
    rows.push(row)
    row = []
  }
  for (let index = 0; index < source.length; index++) {
    const char = source[index] as string
    if (quoted) {
      if (char !== '"') cell += char
      else if (source[index + 1] === '"') cell += source[++index] as string
      else quoted = false
    } else if (char === '"' && start && closes(source, index)) {
      quoted = true
      start = false
    } else if (char === '\t') endCell()
    else if (char === '\n' || char === '\r') {
      if (char === '\r' && source[index + 1] === '\n') index++
      endRow()
    } else {
      cell += char
      start = false
    }
  }
  if (cell !== '' || row.length > 0) endRow()
  // Plain text ends in as many line breaks as its author liked; in a block of several columns a blank row is meant.
  while (rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === '') rows.pop()
  return rows
}

/** A quote opens a quoted cell only when it is closed before a tab or an end: `"Hoa" quán` is just text. */
function closes(source: string, open: number): boolean {
  for (let index = open + 1; index < source.length; index++) {
    if (source[index] !== '"') continue
    if (source[index + 1] === '"') index++
    else return index + 1 === source.length || /[\t\r\n]/.test(source[index + 1] as string)
  }
  return false
}

type Cell = { text: string; columns: number; rows: number }

const tag = /<!--[\s\S]*?-->|<!\[[\s\S]*?\]>|<(\/?)([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g
const skipped = new Set(['style', 'script', 'xml', 'head', 'title'])
const breaks = new Set(['br', 'p', 'div', 'li'])

/** The first outermost table. Merged cells keep their text in their first place and cover the others. */
export function readHtmlTable(html: string): ClipboardRow[] {
  const rows: Cell[][] = []
  let depth = 0
  let cell: Cell | undefined
  let skipping = ''
  let last = 0
  const take = (raw: string): void => {
    if (cell !== undefined && skipping === '') cell.text += entities(raw.replace(/[\r\n]+/g, ' '))
  }
  for (const found of html.matchAll(tag)) {
    take(html.slice(last, found.index))
    last = found.index + found[0].length
    const name = (found[2] ?? '').toLowerCase()
    const closing = found[1] === '/'
    if (skipping !== '') {
      if (closing && name === skipping) skipping = ''
      continue
    }
    if (skipped.has(name) && !closing && !/\/\s*$/.test(found[3] ?? '')) skipping = name
    else if (name === 'table') {
      depth += closing ? -1 : 1
      if (depth === 0 && closing) break
    } else if (depth !== 1) {
      if (cell !== undefined && (breaks.has(name) || name === 'tr' || name === 'td')) cell.text += '\n'
    } else if (name === 'tr') {
      cell = undefined
      if (!closing) rows.push([])
    } else if (name === 'td' || name === 'th') {
      cell = undefined
      if (closing) continue
      cell = { text: '', columns: span(found[3] ?? '', 'colspan'), rows: span(found[3] ?? '', 'rowspan') }
      if (rows.length === 0) rows.push([])
      rows.at(-1)?.push(cell)
    } else if (cell !== undefined && breaks.has(name)) cell.text += '\n'
  }
  return spread(rows)
}

function spread(source: readonly Cell[][]): ClipboardRow[] {
  const grid: (string | null | undefined)[][] = source.map(() => [])
  source.forEach((cells, row) => {
    let column = 0
    for (const cell of cells) {
      while (grid[row]?.[column] !== undefined) column++
      for (let down = 0; down < cell.rows && row + down < source.length; down++) {
        for (let right = 0; right < cell.columns; right++) {
          const line = grid[row + down] as (string | null | undefined)[]
          line[column + right] = down === 0 && right === 0 ? tidy(cell.text) : null
        }
      }
      column += cell.columns
    }
  })
  const width = Math.max(0, ...grid.map((row) => row.length))
  return grid.map((row) => Array.from({ length: width }, (_, index) => (row[index] === undefined ? '' : (row[index] as string | null))))
}

function span(attributes: string, name: string): number {
  const found = new RegExp(`${name}\\s*=\\s*["']?(\\d+)`, 'i').exec(attributes)
  return Math.max(1, Math.min(200, Number(found?.[1] ?? 1)))
}

const named: Readonly<Record<string, string>> = { nbsp: '\u00a0', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", ndash: '–', mdash: '—', minus: '−' }

function entities(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, body: string) => {
    if (body[0] !== '#') return named[body.toLowerCase()] ?? whole
    const code = body[1] === 'x' || body[1] === 'X' ? parseInt(body.slice(2), 16) : parseInt(body.slice(1), 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Hard spaces become spaces; spaces around lines and empty lines go. */
function tidy(text: string): string {
  return text.normalize('NFC').replace(/[ \u00a0\u202f\u2009]+/g, ' ').replace(/ ?[\r\n]+ ?/g, '\n').trim()
}
