// The smallest XLSX file that spreadsheets read: one sheet of texts and numbers, `null` for a cell that is not there.
import zlib from 'node:zlib'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8"?>'

export type WorkbookCell = string | number | null

export function workbook(rows: readonly (readonly WorkbookCell[])[]): Buffer {
  const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  const cell = (value: WorkbookCell, row: number, column: number): string => {
    const at = `${String.fromCharCode(65 + column)}${row + 1}`
    if (value === null) return ''
    return typeof value === 'number' ? `<c r="${at}"><v>${value}</v></c>` : `<c r="${at}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`
  }
  const sheet = rows.map((cells, row) => `<row r="${row + 1}">${cells.map((one, column) => cell(one, row, column)).join('')}</row>`).join('')
  const part = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  return zip([
    ['[Content_Types].xml', `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${part}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${part}.worksheet+xml"/></Types>`],
    ['_rels/.rels', `${head}<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Danh mục" sheetId="1" r:id="r1"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${head}<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`],
    ['xl/worksheets/sheet1.xml', `${head}<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`],
  ])
}

function zip(files: readonly (readonly [name: string, text: string])[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [file, text] of files) {
    const [name, data] = [Buffer.from(file), Buffer.from(text)]
    const packed = zlib.deflateRawSync(data)
    const about = (size: number, signature: number, shift: number): Buffer => {
      const header = Buffer.alloc(size)
      header.writeUInt32LE(signature, 0)
      header.writeUInt16LE(20, 4)
      header.writeUInt16LE(8, 8 + shift)
      header.writeUInt32LE(zlib.crc32(data), 14 + shift)
      header.writeUInt32LE(packed.length, 18 + shift)
      header.writeUInt32LE(data.length, 22 + shift)
      header.writeUInt16LE(name.length, 26 + shift)
      return header
    }
    const entry = about(46, 0x02014b50, 2)
    entry.writeUInt32LE(at, 42)
    parts.push(about(30, 0x04034b50, 0), name, packed)
    directory.push(entry, name)
    at += 30 + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  const length = directory.reduce((sum, one) => sum + one.length, 0)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...directory, end])
}
