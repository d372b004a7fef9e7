// Every operator with a wrong result, blank policy, type or binding. A change that no arguments of the right types could
// show is not a mutant: `a + b` backwards is `b + a`.
import { fraction, type Exact } from '../../engine/core/expression/exact.ts'
import { applyOperator, type Operator, type Param } from '../../engine/core/expression/operator.ts'
import { operators as table } from '../../engine/core/expression/operators.ts'
import { appended, type Mutant, type Source } from './mutant.ts'
import { wrongResults, wrongRows, type Wrong } from './wrong.ts'

const file = 'engine/core/expression/operators.ts'

export const operators: Source = {
  name: 'operators',
  covers: () => ['operators', 'signatures', 'check', 'parse'].map((name) => `test/core/expression/${name}.test.ts`),
  mutants: () => [...table.values()].flatMap((row) => [...wrongResults, ...wrongRows(row)].filter((wrong) => shows(row, wrong)).map((wrong) => mutantOf(row, wrong))),
}

function mutantOf({ name }: Operator, wrong: Wrong): Mutant {
  return appended(`${name}: ${wrong.name}`, file, `import { mislead } from '../../../test/mutate/wrong.ts'\nmislead(operators, ${JSON.stringify(name)}, ${JSON.stringify(wrong.name)})`)
}

const failures: readonly Exact[] = [{ error: 'division-by-zero' }, { error: 'out-of-range' }]
const numbers: readonly Exact[] = [fraction(2n), fraction(-7n, 2n), fraction(0n), null, ...failures]
const days: readonly Exact[] = [fraction(18_418n), fraction(18_780n), null, ...failures]
const samples: Readonly<Record<Param, readonly Exact[]>> = {
  number: numbers,
  date: days,
  boolean: [true, false, null, ...failures],
  text: ['12/CC', 'Hà Nội', '9', null, ...failures],
  any: numbers,
  same: numbers,
  ordered: numbers,
}

/** Can any arguments tell the two rows apart? What is declared (types, counts, binding, uses) is told by checker and parser. */
function shows(row: Operator, wrong: Wrong): boolean {
  const changed = wrong.change(row)
  if (changed.blank === row.blank && changed.errors === row.errors && changed.apply === row.apply) return true
  return argumentsOf(row).some((args) => said(row, args) !== said(changed, args))
}

function said(row: Operator, args: readonly Exact[]): string {
  try {
    return JSON.stringify(applyOperator(row, args), (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ?? 'nothing'
  } catch {
    return 'thrown'
  }
}

/** All combinations of samples of the right types. */
function argumentsOf({ params, least, rest }: Operator): Exact[][] {
  const types = [...params, ...(rest === true ? [params.at(-1) as Param] : [])]
  const fewest = least ?? params.length
  return Array.from({ length: types.length - fewest + 1 }, (_, more) => types.slice(0, fewest + more)).flatMap((some) =>
    some.reduce<Exact[][]>((lines, type) => lines.flatMap((line) => samples[type].map((value) => [...line, value])), [[]]),
  )
}
