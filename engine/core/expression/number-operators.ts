// Arithmetic and aggregates. Numbers are exact; rounding happens only where it is asked for.
import { add, compare, divide, fraction, isFraction, multiply, negate, toUnits, type Exact, type Fraction } from './exact.ts'
import { allModes, cellModes, type Operator } from './operator.ts'

const numbers = (args: readonly Exact[]): Fraction[] => args.filter(isFraction)
const one = (args: readonly Exact[], index: number): Fraction => args[index] as Fraction
const sum = (args: readonly Exact[]): Exact => numbers(args).reduce(add)

const pick = (name: string, better: (order: number) => boolean): Pick<Operator, 'name' | 'group' | 'params' | 'rest' | 'result' | 'ranges' | 'blank' | 'errors' | 'modes' | 'apply'> => ({
  name, group: 'number', params: ['ordered'], rest: true, result: 'same', ranges: true, blank: 'skip', errors: 'spread', modes: allModes,
  apply: (args) => numbers(args).reduce((best, next) => (better(compare(next, best)) ? next : best)),
})

/** Most digits that a number may be asked to keep behind the comma. */
const finest = 12n

/** Cut to so many decimals; `direct` says which whole count of the last one is meant. */
const cut = (direct: (value: Fraction, decimals: number) => bigint) => (args: readonly Exact[]): Exact => {
  const wanted = args[1] === undefined ? fraction(0n) : one(args, 1)
  const decimals = toUnits(wanted, 0)
  if (decimals < 0n || decimals > finest) return { error: 'out-of-range' }
  return { n: direct(one(args, 0), Number(decimals)), d: 10n ** decimals }
}

/** The largest count of units of 10^-decimals that is not above the value. */
const floorUnits = ({ n, d }: Fraction, decimals: number): bigint => {
  const scaled = n * 10n ** BigInt(decimals)
  return scaled / d - (scaled % d < 0n ? 1n : 0n)
}

export const numberOperators: readonly Operator[] = [
  {
    name: '+', group: 'number', usage: 'a + b', infix: { symbol: '+', strength: 5 }, params: ['number', 'number'], rest: true, result: 'number',
    blank: 'skip', errors: 'spread', modes: allModes, apply: sum,
    words: { vi: '{0} + {1}', en: '{0} + {1}' },
    doc: { vi: 'Cộng.', en: 'Adds.' }, example: ['2 + blank + 3', '5'],
  },
  {
    name: '-', group: 'number', usage: 'a - b, -a', infix: { symbol: '-', strength: 5 }, params: ['number', 'number'], least: 1, result: 'number',
    blank: {
      vi: 'Số trừ để trống thì không trừ gì; số bị trừ để trống thì kết quả để trống.',
      en: 'A blank subtrahend takes nothing away; without anything to take from, the result is blank.',
    },
    errors: 'spread', modes: allModes,
    apply: (args) => {
      const [a, b] = args as [Fraction | null, Fraction | null | undefined]
      if (args.length === 1) return a === null ? null : negate(a)
      if (a === null) return null
      return b === null || b === undefined ? a : add(a, negate(b))
    },
    words: { vi: '{0} − {1}', en: '{0} − {1}' },
    doc: { vi: 'Trừ; đứng trước một số thì đổi dấu.', en: 'Subtracts; before a single number it changes the sign.' }, example: ['9 - 3 - 2', '4'],
  },
  {
    name: '*', group: 'number', usage: 'a * b', infix: { symbol: '*', strength: 6 }, params: ['number', 'number'], result: 'number',
    blank: 'spread', errors: 'spread', modes: allModes, apply: (args) => multiply(one(args, 0), one(args, 1)),
    words: { vi: '{0} × {1}', en: '{0} × {1}' },
    doc: { vi: 'Nhân.', en: 'Multiplies.' }, example: ['2 * 0.15', '0.3'],
  },
  {
    name: '/', group: 'number', usage: 'a / b', infix: { symbol: '/', strength: 6 }, params: ['number', 'number'], result: 'number',
    blank: 'spread', errors: 'spread', modes: cellModes,
    apply: (args) => (one(args, 1).n === 0n ? { error: 'division-by-zero' } : divide(one(args, 0), one(args, 1))),
    words: { vi: '{0} : {1}', en: '{0} ÷ {1}' },
    doc: {
      vi: 'Chia, chính xác đến số thập phân của ô nhận kết quả; chia cho 0 là lỗi.',
      en: 'Divides, exact to the decimals of the cell that takes the result; a division by 0 is an error.',
    },
    example: ['1 / 8', '0.125'],
  },
  {
    name: 'sum', group: 'number', usage: 'sum(a, b, …)', params: ['number'], rest: true, result: 'number', ranges: true,
    blank: 'skip', errors: 'spread', modes: cellModes, apply: sum,
    words: { vi: 'tổng của {*}', en: 'the sum of {*}' },
    doc: { vi: 'Tổng các số, các cột, các dòng hoặc các nhóm.', en: 'The sum of numbers, columns, rows or groups.' }, example: ['sum(1, blank, 4)', '5'],
  },
  {
    name: 'mean', group: 'number', usage: 'mean(a, b, …)', params: ['number'], rest: true, result: 'number', ranges: true,
    blank: 'skip', errors: 'spread', modes: cellModes,
    apply: (args) => divide(sum(args) as Fraction, fraction(BigInt(args.length))),
    words: { vi: 'trung bình của {*}', en: 'the mean of {*}' },
    doc: { vi: 'Trung bình cộng của các ô có số liệu.', en: 'The mean of what is filled in.' }, example: ['mean(1, blank, 2)', '1.5'],
  },
  {
    name: 'count', group: 'number', usage: 'count(a, b, …)', params: ['any'], rest: true, result: 'number', ranges: true,
    blank: { vi: 'Ô để trống không được đếm; không ô nào có số liệu thì kết quả là 0.', en: 'Blanks are not counted; the result is 0 when all are.' },
    errors: 'spread', modes: cellModes,
    apply: (args) => fraction(BigInt(args.filter((value) => value !== null).length)),
    words: { vi: 'số ô có số liệu trong {*}', en: 'how many of {*} are filled in' },
    doc: { vi: 'Đếm các ô có số liệu, kể cả số 0.', en: 'How many cells are filled in, zeros included.' }, example: ['count(0, blank, 4)', '2'],
  },
  {
    ...pick('min', (order) => order < 0), usage: 'min(a, b, …)',
    words: { vi: 'giá trị nhỏ nhất trong {*}', en: 'the smallest of {*}' },
    doc: { vi: 'Số nhỏ nhất, hoặc ngày sớm nhất.', en: 'The smallest number, or the earliest day.' }, example: ['min(3, -1, blank)', '-1'],
  },
  {
    ...pick('max', (order) => order > 0), usage: 'max(a, b, …)',
    words: { vi: 'giá trị lớn nhất trong {*}', en: 'the largest of {*}' },
    doc: { vi: 'Số lớn nhất, hoặc ngày muộn nhất.', en: 'The largest number, or the latest day.' }, example: ['max(date("2020-06-06"), date("2020-11-07"))', 'date("2020-11-07")'],
  },
  {
    name: 'abs', group: 'number', usage: 'abs(a)', params: ['number'], result: 'number', blank: 'spread', errors: 'spread', modes: cellModes,
    apply: (args) => (one(args, 0).n < 0n ? negate(one(args, 0)) : one(args, 0)),
    words: { vi: 'độ lớn của {0}', en: 'the size of {0}' },
    doc: { vi: 'Độ lớn, không kể dấu.', en: 'The size, without the sign.' }, example: ['abs(3 - 5)', '2'],
  },
  {
    name: 'round', group: 'number', usage: 'round(a, decimals)', params: ['number', 'number'], least: 1, result: 'number',
    blank: 'spread', errors: 'spread', modes: cellModes, apply: cut(toUnits),
    words: { vi: '{0} làm tròn đến {1} chữ số thập phân', en: '{0} rounded to {1} decimals' },
    fewer: { vi: '{0} làm tròn đến hàng đơn vị', en: '{0} rounded to a whole number' },
    doc: {
      vi: 'Làm tròn đến số chữ số thập phân (0 đến 12; không ghi là 0); đúng nửa thì làm tròn ra xa số 0.',
      en: 'Rounds to so many decimals (0 to 12; 0 unless told); a half goes away from zero.',
    },
    example: ['round(-2.5)', '-3'],
  },
  {
    name: 'floor', group: 'number', usage: 'floor(a, decimals)', params: ['number', 'number'], least: 1, result: 'number',
    blank: 'spread', errors: 'spread', modes: cellModes, apply: cut(floorUnits),
    words: { vi: '{0} làm tròn xuống đến {1} chữ số thập phân', en: '{0} rounded down to {1} decimals' },
    fewer: { vi: '{0} làm tròn xuống đến hàng đơn vị', en: '{0} rounded down to a whole number' },
    doc: { vi: 'Làm tròn xuống (về phía số nhỏ hơn).', en: 'Rounds down, to the smaller number.' }, example: ['floor(2.75, 1)', '2.7'],
  },
  {
    name: 'ceiling', group: 'number', usage: 'ceiling(a, decimals)', params: ['number', 'number'], least: 1, result: 'number',
    blank: 'spread', errors: 'spread', modes: cellModes, apply: cut((value, decimals) => -floorUnits(negate(value), decimals)),
    words: { vi: '{0} làm tròn lên đến {1} chữ số thập phân', en: '{0} rounded up to {1} decimals' },
    fewer: { vi: '{0} làm tròn lên đến hàng đơn vị', en: '{0} rounded up to a whole number' },
    doc: { vi: 'Làm tròn lên (về phía số lớn hơn).', en: 'Rounds up, to the larger number.' }, example: ['ceiling(2.1)', '3'],
  },
  {
    name: 'or_zero', group: 'number', usage: 'or_zero(a)', params: ['number'], result: 'number',
    blank: { vi: 'Ô để trống được coi là 0.', en: 'A blank becomes 0.' },
    errors: 'spread', modes: cellModes, apply: ([value]) => (value === null ? fraction(0n) : (value as Exact)),
    words: { vi: '{0} (để trống coi là 0)', en: '{0} (blank as 0)' },
    doc: { vi: 'Số đó, hoặc 0 nếu để trống.', en: 'The number, or 0 where it is blank.' }, example: ['or_zero(blank)', '0'],
  },
]
