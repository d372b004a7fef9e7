// Where our reading of an expression and that of a JSON Logic library part, and why: a table of the manual, for people who
// know JSON Logic. Each row is calculated by both in test/core/expression/logic-differences.test.ts.
import type { Words } from './operator.ts'

export type LogicDifference = {
  /** In our text spelling. `x` is a cell that is left blank. */
  readonly text: string
  /** What it comes to here: a result in the text spelling, or the code of the error or issue. */
  readonly ours: string
  /** What json-logic-js makes of the same tree, as JavaScript prints it. */
  readonly theirs: string
  readonly why: Words
}

const blank: Words = { vi: 'Để trống không phải là 0, và cũng không phải là sai.', en: 'Blank is not zero, and not false either.' }
const exact: Words = { vi: 'Số thập phân và số lớn được tính chính xác.', en: 'Decimals and large numbers are calculated exactly.' }
const types: Words = { vi: 'Chữ không tự đổi thành số, số không tự đổi thành điều kiện: biểu thức bị từ chối trước khi dùng.', en: 'Texts do not turn into numbers, nor numbers into conditions: the expression is refused before use.' }
const names: Words = { vi: 'Tên viết sai bị từ chối trước khi dùng.', en: 'A misspelt name is refused before use.' }

export const logicDifferences: readonly LogicDifference[] = [
  { text: '5 + x', ours: '5', theirs: 'NaN', why: blank },
  { text: 'x - 5', ours: 'blank', theirs: '-5', why: blank },
  { text: '5 * x', ours: 'blank', theirs: 'NaN', why: blank },
  { text: 'x = 0', ours: 'blank', theirs: 'false', why: blank },
  { text: 'x < 1', ours: 'blank', theirs: 'true', why: blank },
  { text: 'x = x', ours: 'blank', theirs: 'true', why: { vi: 'Hai điều chưa biết thì chưa biết là bằng nhau.', en: 'Two unknowns are not known to be equal.' } },
  { text: 'min(x, 3)', ours: '3', theirs: '0', why: blank },
  { text: 'not x > 1', ours: 'blank', theirs: 'true', why: blank },
  { text: 'if(x > 1, 10, 20)', ours: 'blank', theirs: '20', why: { vi: 'Chưa biết điều kiện thì chưa biết kết quả.', en: 'An unknown condition leaves the result unknown.' } },
  { text: '0.1 + 0.2 = 0.3', ours: 'true', theirs: 'false', why: exact },
  { text: '1.005 * 1000 = 1005', ours: 'true', theirs: 'false', why: exact },
  { text: '9007199254740991 + 2 - 2 = 9007199254740991', ours: 'true', theirs: 'false', why: exact },
  { text: '1 / 0', ours: 'division-by-zero', theirs: 'Infinity', why: { vi: 'Chia cho 0 là lỗi, và lỗi được giữ nguyên trong mọi ô dùng đến nó.', en: 'A division by zero is an error, and stays one in every cell that reads it.' } },
  { text: '"5" + 1', ours: 'expression.type', theirs: '6', why: types },
  { text: '1 = "1"', ours: 'expression.type', theirs: 'true', why: types },
  { text: 'not "false"', ours: 'expression.type', theirs: 'false', why: types },
  { text: '1 and 2', ours: 'expression.type', theirs: '2', why: types },
  { text: 'if("no", 1, 2)', ours: 'expression.type', theirs: '1', why: types },
  { text: 'contsructor = 1', ours: 'expression.unknown-name', theirs: 'false', why: names },
  { text: 'is_blank(constructor)', ours: 'expression.unknown-name', theirs: 'refused', why: names },
]
