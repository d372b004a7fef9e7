// Tables from files: comma-separated text or an XLSX workbook, as rows of texts with the lines they stand on. A workbook is
// known by its first bytes, not by its name. Numbers become their shortest spelling; what they mean is the reader's.
import { InvalidInputError, InvalidSpreadsheetError, readSheet } from 'read-excel-file/node'
import { readDelimited, type TableRow } from '../core/delimited.ts'

/** Undefined for bytes that are neither. */
export async function readTable(bytes: Uint8Array): Promise<TableRow[] | undefined> {
  if (isZip(bytes)) return readWorkbook(Buffer.from(bytes))
  const text = textOf(bytes)
  return text === undefined ? undefined : readDelimited(text)
}

/** Of the first sheet. */
async function readWorkbook(bytes: Buffer): Promise<TableRow[] | undefined> {
  try {
    const rows = await readSheet(bytes)
    return rows.flatMap((cells, index) => {
      const texts = cells.map((one) => (one === null || one === undefined ? '' : one instanceof Date ? one.toISOString().slice(0, 10) : String(one)))
      return texts.every((one) => one.trim() === '') ? [] : [{ line: index + 1, cells: texts }]
    })
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof InvalidSpreadsheetError) return undefined
    throw error
  }
}

function isZip([first, second]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b
}

/** UTF-8, or the two-byte text that a spreadsheet writes as "Unicode". */
function textOf(bytes: Uint8Array): string | undefined {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
