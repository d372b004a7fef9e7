// Comparison and logic. What is not known is neither true nor false: it stays blank until it decides nothing any more.
import { compare, isFailure, isFraction, type Exact, type Fraction } from './exact.ts'
import { allModes, cellModes, type Operator, type Words } from './operator.ts'

const one = (args: readonly Exact[], index: number): Fraction => args[index] as Fraction
const equal = (a: Exact, b: Exact): boolean => (isFraction(a) && isFraction(b) ? compare(a, b) === 0 : a === b)

/** One decisive value decides, whatever the others are and in whatever order; then an error counts, then a blank. */
const decide = (args: readonly Exact[], decisive: boolean): Exact =>
  args.includes(decisive) ? decisive : (args.find(isFailure) ?? (args.includes(null) ? null : !decisive))

const comparison = (symbol: string, sign: string, holds: (order: number) => boolean, doc: Words, example: Operator['example']): Operator => ({
  name: symbol, group: 'logic', usage: `a ${symbol} b`, infix: { symbol, strength: 4 }, params: ['ordered', 'ordered'], result: 'boolean',
  blank: 'spread', errors: 'spread', modes: allModes, apply: (args) => holds(compare(one(args, 0), one(args, 1))),
  words: { vi: `{0} ${sign} {1}`, en: `{0} ${sign} {1}` }, doc, example,
})

const equality = (symbol: string, sign: string, wanted: boolean, doc: Words, example: Operator['example']): Operator => ({
  name: symbol, group: 'logic', usage: `a ${symbol} b`, infix: { symbol, strength: 4 }, params: ['same', 'same'], result: 'boolean',
  blank: 'spread', errors: 'spread', modes: allModes, apply: ([a, b]) => equal(a as Exact, b as Exact) === wanted,
  words: { vi: `{0} ${sign} {1}`, en: `{0} ${sign} {1}` }, doc, example,
})

export const logicOperators: readonly Operator[] = [
  equality('=', '=', true, { vi: 'Bằng nhau: hai số, hai ngày, hai chữ hoặc hai điều kiện.', en: 'Equal: two numbers, days, texts or conditions.' }, ['1 + 1 = 2', 'true']),
  equality('!=', '≠', false, { vi: 'Khác nhau.', en: 'Different.' }, ['"có" != "không"', 'true']),
  comparison('<', '<', (order) => order < 0, { vi: 'Nhỏ hơn; ngày trước là ngày nhỏ hơn.', en: 'Less; the earlier day is the lesser.' }, ['date("2020-06-05") < date("2020-06-06")', 'true']),
  comparison('<=', '≤', (order) => order <= 0, { vi: 'Không lớn hơn.', en: 'Not more.' }, ['3 <= 3', 'true']),
  comparison('>', '>', (order) => order > 0, { vi: 'Lớn hơn.', en: 'More.' }, ['3 > 3', 'false']),
  comparison('>=', '≥', (order) => order >= 0, { vi: 'Không nhỏ hơn.', en: 'Not less.' }, ['blank >= 0', 'blank']),
  {
    name: 'between', group: 'logic', usage: 'between(a, low, high)', params: ['ordered', 'ordered', 'ordered'], result: 'boolean',
    blank: 'spread', errors: 'spread', modes: cellModes,
    apply: (args) => compare(one(args, 0), one(args, 1)) >= 0 && compare(one(args, 0), one(args, 2)) <= 0,
    words: { vi: '{0} trong khoảng từ {1} đến {2}', en: '{0} is from {1} to {2}' },
    doc: { vi: 'Nằm trong khoảng, kể cả hai đầu.', en: 'Lies between the two, either end included.' }, example: ['between(5, 1, 5)', 'true'],
  },
  {
    name: 'one_of', group: 'logic', usage: 'one_of(a, b, c, …)', params: ['same', 'same'], rest: true, result: 'boolean',
    blank: {
      vi: 'Giá trị để trống thì kết quả để trống; mục để trống trong danh sách chỉ làm kết quả để trống khi không mục nào khác trùng.',
      en: 'A blank value makes the result blank; a blank in the list does so only where nothing else matches.',
    },
    errors: 'spread', modes: cellModes,
    apply: ([value, ...list]) => (value === null ? null : decide(list.map((other) => (other === null ? null : equal(value as Exact, other))), true)),
    words: { vi: '{0} là một trong: {1*}', en: '{0} is one of {1*}' },
    doc: { vi: 'Là một trong các giá trị kể sau.', en: 'Is one of the values that follow.' }, example: ['one_of("nam", "nam", "nữ")', 'true'],
  },
  {
    name: 'and', group: 'logic', usage: 'a and b', infix: { symbol: 'and', strength: 2 }, params: ['boolean', 'boolean'], rest: true, result: 'boolean',
    blank: { vi: 'Có một điều sai thì sai; nếu không, có điều chưa biết thì chưa biết.', en: 'One that is false decides; otherwise one that is unknown makes it unknown.' },
    errors: { vi: 'Có một điều sai thì sai, dù điều khác lỗi.', en: 'One that is false decides, whatever fails beside it.' },
    modes: allModes, apply: (args) => decide(args, false),
    words: { vi: '{0} và {1}', en: '{0} and {1}' },
    doc: { vi: 'Mọi điều đều đúng.', en: 'All of them hold.' }, example: ['1 < 2 and 2 < 1', 'false'],
  },
  {
    name: 'or', group: 'logic', usage: 'a or b', infix: { symbol: 'or', strength: 1 }, params: ['boolean', 'boolean'], rest: true, result: 'boolean',
    blank: { vi: 'Có một điều đúng thì đúng; nếu không, có điều chưa biết thì chưa biết.', en: 'One that is true decides; otherwise one that is unknown makes it unknown.' },
    errors: { vi: 'Có một điều đúng thì đúng, dù điều khác lỗi.', en: 'One that is true decides, whatever fails beside it.' },
    modes: allModes, apply: (args) => decide(args, true),
    words: { vi: '{0} hoặc {1}', en: '{0} or {1}' },
    doc: { vi: 'Ít nhất một điều đúng.', en: 'At least one of them holds.' }, example: ['1 < 2 or blank > 1', 'true'],
  },
  {
    name: 'not', group: 'logic', usage: 'not a', params: ['boolean'], result: 'boolean', blank: 'spread', errors: 'spread', modes: allModes,
    apply: ([value]) => value === false,
    words: { vi: 'không phải ({0})', en: 'not ({0})' },
    doc: { vi: 'Điều ngược lại.', en: 'The opposite.' }, example: ['not 1 = 2', 'true'],
  },
  {
    name: 'if', group: 'logic', usage: 'if(condition, then, else)', params: ['boolean', 'same', 'same'], result: 'same',
    blank: { vi: 'Chưa biết điều kiện thì kết quả để trống; nhánh được chọn để trống thì kết quả để trống.', en: 'An unknown condition, or a blank branch that is taken, makes the result blank.' },
    errors: { vi: 'Chỉ lỗi ở điều kiện và ở nhánh được chọn mới tính.', en: 'Only errors of the condition and of the branch that is taken count.' },
    modes: allModes,
    apply: ([condition, yes, no]) =>
      condition === null || isFailure(condition as Exact) ? (condition as Exact) : condition === true ? (yes as Exact) : (no as Exact),
    words: { vi: 'nếu {0} thì {1}, nếu không thì {2}', en: 'if {0} then {1}, otherwise {2}' },
    doc: { vi: 'Chọn một trong hai giá trị theo điều kiện.', en: 'One of two values, as the condition says.' }, example: ['if(1 < 2, 10, 20)', '10'],
  },
  {
    name: 'coalesce', group: 'logic', usage: 'coalesce(a, b, …)', params: ['same', 'same'], rest: true, result: 'same',
    blank: { vi: 'Lấy giá trị đầu tiên không để trống; tất cả để trống thì kết quả để trống.', en: 'The first that is not blank; blank when all are.' },
    errors: { vi: 'Lỗi ở giá trị được lấy, hoặc ở trước nó, là kết quả.', en: 'An error counts where it is reached before anything that is filled in.' },
    modes: cellModes, apply: (args) => args.find((value) => value !== null) ?? null,
    words: { vi: 'giá trị đầu tiên có số liệu trong {*}', en: 'the first of {*} that is filled in' },
    doc: { vi: 'Giá trị đầu tiên có số liệu.', en: 'The first value that is filled in.' }, example: ['coalesce(blank, 3, 4)', '3'],
  },
  {
    name: 'is_blank', group: 'logic', usage: 'is_blank(a)', params: ['any'], result: 'boolean',
    blank: { vi: 'Ô để trống thì đúng.', en: 'A blank is what it asks for.' },
    errors: 'spread', modes: cellModes, apply: ([value]) => value === null,
    words: { vi: '{0} để trống', en: '{0} is blank' },
    doc: { vi: 'Ô chưa có số liệu; số 0 không phải là để trống.', en: 'Nothing is filled in; a zero is not blank.' }, example: ['is_blank(0)', 'false'],
  },
]
