// Random expressions of a given type over the cells of calculating.ts, and random contents for those cells: blanks,
// errors, ordinary counts, and counts around 2^53, where a double begins to lose digits.
import fc from 'fast-check'
import { rangeKinds, type Node, type Source } from '../../../engine/core/expression/tree.ts'
import { LARGEST, errorCodes } from '../../../engine/core/value.ts'
import { cellNames, type Given } from './calculating.ts'

const call = (operator: string, ...args: Node[]): Node => ({ kind: 'call', operator, args })
const reference = (name: string): Node => ({ kind: 'reference', path: [name] })
const numeric = cellNames.filter((name) => !name.startsWith('t'))

const literal = fc.oneof(
  fc.nat(20).map(String),
  fc.tuple(fc.nat(99), fc.integer({ min: 1, max: 9 })).map(([whole, tenth]) => `${whole}.${tenth}`),
  fc.constantFrom('0.005', '999999999999999', '9007199254740991'),
)

const trees = fc.letrec<{ number: Node; boolean: Node }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...numeric).map(reference),
    literal.map((text): Node => ({ kind: 'number', text })),
    fc.constant<Node>({ kind: 'blank' }),
    fc.tuple(fc.constantFrom('+', '-', '*', '/', 'sum', 'min', 'max', 'mean', 'count'), tie('number'), tie('number')).map(([operator, a, b]) => call(operator, a, b)),
    fc.tuple(fc.constantFrom('+', 'sum'), fc.array(tie('number'), { minLength: 3, maxLength: 5 })).map(([operator, args]) => call(operator, ...args)),
    fc.tuple(fc.constantFrom('-', 'abs', 'or_zero'), tie('number')).map(([operator, a]) => call(operator, a)),
    fc.tuple(tie('number'), fc.nat(4)).map(([a, decimals]) => call('round', a, { kind: 'number', text: String(decimals) })),
    fc.tuple(tie('boolean'), tie('number'), tie('number')).map((args) => call('if', ...args)),
    fc.tuple(fc.constantFrom('sum', 'max', 'mean', 'count'), fc.constantFrom(...rangeKinds), fc.constantFrom(...numeric), tie('number')).map(([operator, of, name, more]) => call(operator, { kind: 'range', of, path: [name] }, more)),
  ),
  boolean: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.boolean().map((value): Node => ({ kind: 'boolean', value })),
    fc.tuple(fc.constantFrom('=', '!=', '<', '<=', '>', '>='), tie('number'), tie('number')).map(([operator, a, b]) => call(operator, a, b)),
    fc.tuple(fc.constantFrom('and', 'or'), fc.array(tie('boolean'), { minLength: 2, maxLength: 4 })).map(([operator, args]) => call(operator, ...args)),
    tie('boolean').map((a) => call('not', a)),
    tie('number').map((a) => call('is_blank', a)),
    fc.constantFrom('có', 'không').map((value) => call('=', reference('t'), { kind: 'text', value })),
    fc.tuple(fc.constantFrom('=', '!='), tie('boolean')).map(([operator, test]) => call(operator, call('if', test, reference('t'), reference('t2')), reference('t2'))),
  ),
}))

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

const count = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -20, max: 1000 }) },
  { weight: 2, arbitrary: fc.maxSafeInteger() },
  { weight: 2, arbitrary: fc.constantFrom(0, LARGEST, -LARGEST, LARGEST - 1, 2 ** 52, 94906267, 999_999_999_999_999) },
)

export const contents: fc.Arbitrary<Given> = fc.record(
  Object.fromEntries(
    cellNames.map((name) => [
      name,
      name.startsWith('t')
        ? fc.constantFrom(null, 'có', 'không')
        : fc.oneof({ weight: 6, arbitrary: count }, { weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...errorCodes) }),
    ]),
  ),
)
