// Random expressions of a given type over the cells of calculating.ts, and random contents for those cells: blanks,
// errors, ordinary counts, and counts around 2^53, where a double begins to lose digits.
import fc from 'fast-check'
import { rangeKinds, type Node, type Source, type Type } from '../../../engine/core/expression/tree.ts'
import { LARGEST, errorCodes } from '../../../engine/core/value.ts'
import { cellNames, cellType, numberNames, type Given } from './calculating.ts'

const call = (operator: string, ...args: Node[]): Node => ({ kind: 'call', operator, args })
const reference = (name: string): Node => ({ kind: 'reference', path: [name] })
const of = (type: Type): string[] => cellNames.filter((name) => cellType(name) === type)
const cell = (type: Type): fc.Arbitrary<Node> => fc.constantFrom(...of(type)).map(reference)
const some = <T>(...items: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...items)
const small = { depthSize: 'small', withCrossShrink: true } as const

const literal = fc.oneof(
  fc.nat(20).map(String),
  fc.tuple(fc.nat(99), fc.integer({ min: 1, max: 9 })).map(([whole, tenth]) => `${whole}.${tenth}`),
  some('0.005', '999999999999999', '9007199254740991'),
)
const places = fc.nat(10).map((decimals): Node => ({ kind: 'number', text: String(decimals) }))
const words = some('có', 'không', 'Nguyễn Văn An', 'a,b', '  x  y ', '079123456789')

const trees = fc.letrec<Record<Type, Node>>((tie) => {
  /** Calls of `operators` with arguments of these types. */
  const calls = (operators: readonly string[], ...types: readonly Type[]): fc.Arbitrary<Node> =>
    fc.tuple(some(...operators), fc.tuple(...types.map((type) => tie(type)))).map(([operator, args]) => call(operator, ...args))
  /** As many arguments of one type as one likes. */
  const lists = (operators: readonly string[], type: Type, minLength: number): fc.Arbitrary<Node> =>
    fc.tuple(some(...operators), fc.array(tie(type), { minLength, maxLength: 4 })).map(([operator, args]) => call(operator, ...args))
  return {
    number: fc.oneof(
      small,
      cell('number'),
      literal.map((text): Node => ({ kind: 'number', text })),
      fc.constant<Node>({ kind: 'blank' }),
      calls(['+', '-', '*', '/', 'sum', 'min', 'max', 'mean', 'count', 'coalesce'], 'number', 'number'),
      lists(['+', 'coalesce'], 'number', 3),
      lists(['sum', 'min', 'max', 'mean', 'count'], 'number', 1),
      calls(['-', 'abs', 'or_zero', 'round', 'floor', 'ceiling'], 'number'),
      fc.tuple(some('round', 'floor', 'ceiling'), tie('number'), places).map(([operator, a, decimals]) => call(operator, a, decimals)),
      calls(['if'], 'boolean', 'number', 'number'),
      fc.tuple(some('sum', 'min', 'max', 'mean', 'count'), some(...rangeKinds), some(...numberNames), tie('number')).map(([operator, kind, name, more]) => call(operator, { kind: 'range', of: kind, path: [name] }, more)),
      fc.tuple(some('round', 'floor', 'ceiling'), some('/', 'mean'), tie('number'), tie('number'), places).map(([cut, operator, a, b, decimals]) => call(cut, call(operator, a, b), decimals)),
      fc.tuple(tie('text'), tie('boolean'), tie('date'), cell('text')).map((args) => call('count', ...args)),
      some(...cellNames).map((name) => call('count', { kind: 'range', of: 'column', path: [name] })),
      calls(['days_between', 'working_days_between', 'age_on'], 'date', 'date'),
      calls(['year_of', 'month_of'], 'date'),
      calls(['length'], 'text'),
    ),
    boolean: fc.oneof(
      small,
      cell('boolean'),
      fc.boolean().map((value): Node => ({ kind: 'boolean', value })),
      calls(['=', '!=', '<', '<=', '>', '>='], 'number', 'number'),
      calls(['=', '!=', '<', '<=', '>', '>='], 'date', 'date'),
      calls(['=', '!=', 'contains', 'starts_with', 'chosen'], 'text', 'text'),
      calls(['=', '!='], 'boolean', 'boolean'),
      lists(['and', 'or'], 'boolean', 2),
      calls(['not', 'is_blank'], 'boolean'),
      calls(['is_blank'], 'number'),
      calls(['is_blank'], 'text'),
      calls(['between'], 'number', 'number', 'number'),
      calls(['between'], 'date', 'date', 'date'),
      lists(['one_of'], 'number', 2),
      lists(['one_of'], 'text', 2),
      calls(['if'], 'boolean', 'boolean', 'boolean'),
      fc.tuple(tie('text'), some('#{12}', '@{1,9}', '?{0,20}|a,[bc]')).map(([text, mask]) => call('matches', text, { kind: 'text', value: mask })),
    ),
    date: fc.oneof(
      small,
      cell('date'),
      some('2020-02-29', '2020-04-29', '1970-01-01', '9999-12-31', '1000-01-01').map((day): Node => ({ kind: 'date', day })),
      calls(['add_days', 'add_working_days'], 'date', 'number'),
      fc.tuple(some('add_days', 'add_working_days'), cell('date'), fc.integer({ min: -400, max: 400 })).map(([operator, day, count]) =>
        call(operator, day, count < 0 ? call('-', { kind: 'number', text: String(-count) }) : { kind: 'number', text: String(count) }),
      ),
      lists(['min', 'max', 'coalesce'], 'date', 2),
      calls(['if'], 'boolean', 'date', 'date'),
    ),
    text: fc.oneof(
      small,
      cell('text'),
      words.map((value): Node => ({ kind: 'text', value })),
      lists(['concat'], 'text', 1),
      calls(['upper', 'lower', 'trim'], 'text'),
      calls(['if'], 'boolean', 'text', 'text'),
    ),
  }
})

const source: fc.Arbitrary<Source> = fc.oneof(
  fc.constantFrom('17a', 'tt03-2019/12a', 'a_b').map((form): Source => ({ kind: 'form', form })),
  fc.constantFrom<Source>({ kind: 'previous' }, { kind: 'carried-over' }),
)
const elsewhere = fc.tuple(fc.array(fc.constantFrom('a', 'main', 'form', 'previous', 'unit', 'cell', 'X_1'), { minLength: 1, maxLength: 4 }), fc.option(source, { nil: undefined }))

/** Names as they can be spelt, of things that are nowhere. */
export const nameTree: fc.Arbitrary<Node> = fc.tuple(elsewhere, fc.option(fc.constantFrom(...rangeKinds))).map(([[path, from], of]) => {
  const place = { path, ...(from === undefined ? {} : { source: from }) }
  return of === null ? { kind: 'reference', ...place } : call('count', { kind: 'range', of, ...place })
})

export const numberTree = trees.number
export const booleanTree = trees.boolean
export const dateTree = trees.date
export const textTree = trees.text

const count = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -20, max: 1000 }) },
  { weight: 2, arbitrary: fc.maxSafeInteger() },
  { weight: 2, arbitrary: some(0, LARGEST, -LARGEST, LARGEST - 1, 2 ** 52, 94906267, 999_999_999_999_999) },
)
const contentOf: Readonly<Record<Type, fc.Arbitrary<number | string | boolean>>> = {
  number: count,
  boolean: fc.boolean(),
  text: words,
  date: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 17_000, max: 20_000 }) }, { weight: 1, arbitrary: fc.integer({ min: -354_285, max: 2_932_896 }) }),
}

export const contents: fc.Arbitrary<Given> = fc.record(
  Object.fromEntries(
    cellNames.map((name) => [
      name,
      fc.oneof(
        { weight: 6, arbitrary: contentOf[cellType(name)] },
        { weight: 2, arbitrary: fc.constant(null) },
        // A text is never an error.
        { weight: cellType(name) === 'text' ? 0 : 1, arbitrary: some(...errorCodes) },
      ),
    ]),
  ),
)
