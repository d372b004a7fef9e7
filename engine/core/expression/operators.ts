// The language: one row per operator, with its types, its policies, its exact meaning, its words and an example. A new
// operator is a row in one of the four tables below and a table in test/core/expression/operators.test.ts; neither parser
// nor checker knows any by name but the spelling of the infix ones. compile-fast.ts may know a quicker way; it must agree.
import { dateOperators } from './date-operators.ts'
import { logicOperators } from './logic-operators.ts'
import { numberOperators } from './number-operators.ts'
import type { Operator } from './operator.ts'
import { textOperators } from './text-operators.ts'

export const operators: ReadonlyMap<string, Operator> = new Map(
  [...numberOperators, ...logicOperators, ...dateOperators, ...textOperators].map((row) => [row.name, row]),
)
