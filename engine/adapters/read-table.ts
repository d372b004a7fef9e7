// Tables from files: comma-separated text or an XLSX workbook, as rows of texts with the lines they stand on. A workbook is
// known by its first bytes, not by its name. Numbers become their shortest spelling; what they mean is the reader's.
import { CsvError, parse } from 'csv-parse/sync'
import { InvalidInputError, InvalidSpreadsheetError, readSheet } from 'read-excel-file/node'
import { issue, type Issue } from '../core/issue.ts'
import type { TableRow } from '../core/unit-list.ts'

export type Table = { readonly rows: readonly TableRow[]; readonly wrong?: Issue }

const unreadable: Table = { rows: [], wrong: issue('unit-list.unreadable', '/rows/1') }

/** Rows that have something in them. Issues: unit-list.unreadable, unit-list.open-quote. */
export async function readTable(bytes: Uint8Array): Promise<Table> {
  if (isZip(bytes)) return readWorkbook(Buffer.from(bytes))
  const text = textOf(bytes)
  return text === undefined ? unreadable : readDelimited(text)
}

/** Of the first sheet. */
async function readWorkbook(bytes: Buffer): Promise<Table> {
  try {
    const rows = await readSheet(bytes)
    return filled(rows.map((cells, index) => ({ line: index + 1, cells: cells.map(textIn) })))
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof InvalidSpreadsheetError) return unreadable
    throw error
  }
}

function textIn(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
}

/** As people's programs write it: comma, semicolon or tab, quotes, any line ends. */
export function readDelimited(text: string): Table {
  try {
    const found = parse(text, {
      delimiter: separatorOf(text), record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, relax_quotes: true, raw: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly raw: string }[]
    // The library counts lines too many where a cell has some of its own.
    let next = 1
    return filled(found.map(({ record, raw }) => {
      const line = next
      next += breaks(raw)
      return { line, cells: record }
    }))
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED') throw error
    const rest = String(error['raw'])
    return { rows: [], wrong: issue('unit-list.open-quote', `/rows/${1 + breaks(text.slice(0, text.length - rest.length))}`) }
  }
}

function filled(rows: readonly TableRow[]): Table {
  return { rows: rows.filter(({ cells }) => cells.some((one) => one.trim() !== '')) }
}

function breaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}

/** The one that occurs most in the first line, outside of quotes. */
function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r?\n|\r/, 1)
  const bare = first.replace(/"[^"]*"/g, '')
  const count = (sign: string): number => bare.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

function isZip([first, second]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b
}

/** UTF-8, or the two-byte text that a spreadsheet writes as "Unicode"; a byte-order mark is taken off. */
function textOf(bytes: Uint8Array): string | undefined {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
