// Which contents a file of a given ending may have. An ending says nothing by itself: what is inside is looked at too, and
// both have to fit (Quy chế hỗ trợ trực tuyến, Điều 7 khoản 1). The names on the right are those of the library that looks.
import { fileTypeFromBuffer } from 'file-type'

/** Enough for every signature, and for the first entries of an Office file. */
export const headSize = 65_536

const contents: Readonly<Record<string, readonly string[]>> = {
  doc: ['cfb'],
  xls: ['cfb'],
  ppt: ['cfb'],
  docx: ['docx'],
  xlsx: ['xlsx'],
  pptx: ['pptx'],
  odt: ['odt'],
  ods: ['ods'],
  pdf: ['pdf'],
  jpg: ['jpg'],
  jpeg: ['jpg'],
  png: ['png'],
  zip: ['zip'],
}

/** Is this what the ending says? An ending that the table does not know has to be the one that the content is known by. */
export async function isWhatItSays(ending: string, head: Uint8Array): Promise<boolean> {
  const found = await fileTypeFromBuffer(head)
  return found !== undefined && (contents[ending] ?? [ending]).includes(found.ext)
}
