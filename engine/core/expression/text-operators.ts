// Texts of fields. A text without a character is blank; all are in Unicode's composed form (NFC).
import { fraction, type Exact } from './exact.ts'
import { fitsMask, readMask } from './mask.ts'
import { cellModes, type Operator, type Words } from './operator.ts'

const said = (text: string): Exact => (text === '' ? null : text.normalize('NFC'))
const texts = (args: readonly Exact[]): string[] => args.filter((value) => typeof value === 'string')

const change = (name: string, make: (text: string) => string, words: Words, doc: Words, example: Operator['example']): Operator => ({
  name, group: 'text', usage: `${name}(text)`, params: ['text'], result: 'text', blank: 'spread', errors: 'spread', modes: cellModes,
  apply: ([text]) => said(make(text as string)), words, doc, example,
})

const test = (name: string, usage: string, holds: (text: string, part: string) => boolean, words: Words, doc: Words, example: Operator['example']): Operator => ({
  name, group: 'text', usage, params: ['text', 'text'], result: 'boolean', blank: 'spread', errors: 'spread', modes: cellModes,
  apply: ([text, part]) => holds(text as string, part as string), words, doc, example,
})

export const textOperators: readonly Operator[] = [
  {
    name: 'length', group: 'text', usage: 'length(text)', params: ['text'], result: 'number', blank: 'spread', errors: 'spread', modes: cellModes,
    apply: ([text]) => fraction(BigInt([...(text as string)].length)),
    words: { vi: 'số ký tự của {0}', en: 'the length of {0}' },
    doc: { vi: 'Số ký tự.', en: 'How many characters.' }, example: ['length("Hà Nội")', '6'],
  },
  {
    name: 'concat', group: 'text', usage: 'concat(a, b, …)', params: ['text'], rest: true, result: 'text', blank: 'skip', errors: 'spread', modes: cellModes,
    apply: (args) => said(texts(args).join('')),
    words: { vi: 'ghép {*}', en: '{*} put together' },
    doc: { vi: 'Ghép các chữ liền nhau.', en: 'Texts, one after the other.' }, example: ['concat("12/", blank, "CC")', '"12/CC"'],
  },
  change('upper', (text) => text.toUpperCase(), { vi: '{0} viết hoa', en: '{0} in capitals' }, { vi: 'Viết hoa.', en: 'In capitals.' }, ['upper("sở tư pháp")', '"SỞ TƯ PHÁP"']),
  change('lower', (text) => text.toLowerCase(), { vi: '{0} viết thường', en: '{0} in small letters' }, { vi: 'Viết thường.', en: 'In small letters.' }, ['lower("SỞ")', '"sở"']),
  change('trim', (text) => text.trim().replace(/\s+/g, ' '), { vi: '{0} bỏ khoảng trắng thừa', en: '{0} without needless spaces' },
    { vi: 'Bỏ khoảng trắng ở hai đầu; khoảng trắng ở giữa còn một.', en: 'Without spaces around it, and with single ones inside.' }, ['trim("  Nguyễn   An ")', '"Nguyễn An"']),
  test('contains', 'contains(text, part)', (text, part) => text.includes(part), { vi: '{0} có chứa {1}', en: '{0} contains {1}' },
    { vi: 'Có chứa đoạn chữ đó, phân biệt hoa thường.', en: 'Has the part somewhere in it; capitals matter.' }, ['contains("Phòng công chứng", "công")', 'true']),
  test('starts_with', 'starts_with(text, beginning)', (text, part) => text.startsWith(part), { vi: '{0} bắt đầu bằng {1}', en: '{0} begins with {1}' },
    { vi: 'Bắt đầu bằng đoạn chữ đó, phân biệt hoa thường.', en: 'Begins with it; capitals matter.' }, ['starts_with("079123", "079")', 'true']),
  {
    name: 'matches', group: 'text', usage: 'matches(text, "mask")', params: ['text', 'text'], result: 'boolean', blank: 'spread', errors: 'spread', modes: cellModes,
    apply: ([text, mask]) => {
      const read = readMask(mask as string)
      return read === undefined ? { error: 'out-of-range' } : fitsMask(text as string, read)
    },
    refuses: ([, mask]) =>
      mask === undefined || (mask.kind === 'text' && readMask(mask.value) !== undefined) ? undefined : { code: 'expression.mask', params: { found: mask.kind === 'text' ? mask.value.slice(0, 40) : '' } },
    words: { vi: '{0} viết đúng mẫu {1}', en: '{0} is written as {1}' },
    doc: {
      vi: 'Viết đúng mẫu: # là một chữ số, @ là một chữ cái, ? là ký tự bất kỳ, [abc] là một trong các ký tự đó; {3} hoặc {2,5} đứng sau là số lần; | ngăn các mẫu khác nhau.',
      en: 'Written as the mask says: # a digit, @ a letter, ? any character, [abc] one of these; {3} or {2,5} behind one says how often; | between alternatives.',
    },
    example: ['matches("079123456789", "#{9}|#{12}")', 'true'],
  },
  {
    name: 'chosen', group: 'text', usage: 'chosen(field, "code")', params: ['text', 'text'], result: 'boolean',
    blank: { vi: 'Chưa chọn gì thì không mục nào được chọn.', en: 'Where nothing is filled in, nothing is chosen.' },
    errors: 'spread', modes: cellModes,
    apply: ([codes, code]) => (code === null ? null : typeof codes === 'string' && codes.split(',').includes(code as string)),
    words: { vi: '{0} có chọn {1}', en: '{0} has {1} chosen' },
    doc: { vi: 'Trong các mục đã chọn có mục này.', en: 'The choice, or one of the choices, is this one.' }, example: ['chosen("email,post", "post")', 'true'],
  },
]
