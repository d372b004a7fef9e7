// Anything at all as an expression: it is read or refused with issues; what is read can be checked, described, bounded and
// written in both spellings; what passes the check compiles and runs. Nothing throws, nothing takes long.
import { expect } from 'chai'
import fc from 'fast-check'
import { bounds } from '../../../engine/core/expression/bounds.ts'
import { checkExpression, type Scope } from '../../../engine/core/expression/check.ts'
import { describe as inWords } from '../../../engine/core/expression/describe.ts'
import { toLogic } from '../../../engine/core/expression/logic.ts'
import { modeNames } from '../../../engine/core/expression/modes.ts'
import { operators } from '../../../engine/core/expression/operators.ts'
import { parseExpression, toText } from '../../../engine/core/expression/parse.ts'
import { hasSentence } from '../../../engine/core/messages/sentence.ts'
import { cellNames, cellType, cellValue, exactCellValue, parsed, type Given } from './calculating.ts'
import { contents } from './trees.ts'

const scope: Scope = { typeOf: ({ path: [name = ''] }) => (cellNames.includes(name) ? cellType(name) : undefined), names: () => cellNames, measureOf: ({ path }) => path[0] }

function survives(source: unknown, given: Given): 'refused' | 'unsound' | 'ran' {
  const read = parseExpression(source)
  if ('issues' in read) {
    expect(read.issues).to.have.length.above(0)
    for (const one of read.issues) expect(hasSentence(one.code), one.code).to.equal(true)
    return 'refused'
  }
  const { node } = read
  expect(toText(parsed(toText(node)))).to.equal(toText(node))
  toLogic(node)
  for (const language of ['vi', 'en'] as const) expect(inWords(node, ({ path }) => path.join('.'), language)).to.be.a('string')
  let ran = false
  for (const mode of modeNames) {
    const { issues, type } = checkExpression(node, scope, mode)
    for (const one of issues) expect(hasSentence(one.code), one.code).to.equal(true)
    if (issues.some((one) => one.severity === 'error') || type === 'text') continue
    bounds(node, () => undefined)
    const decimals = type === 'boolean' ? undefined : 2
    expect(Object.is(cellValue(node, given, decimals), exactCellValue(node, given, decimals)), toText(node)).to.equal(true)
    ran = true
  }
  return ran ? 'ran' : 'unsound'
}

const names = fc.constantFrom(...cellNames)
const called = fc.constantFrom(...[...operators.keys()].filter((name) => /^[a-z]/.test(name) && name !== 'and' && name !== 'or' && name !== 'not'))
const token = fc.oneof(
  names, called, fc.constantFrom('+', '-', '*', '/', '=', '!=', '<', '<=', '>', '>=', '(', ')', ',', '.', 'and', 'or', 'not', 'column', 'row', 'group', 'blank', 'true', 'date("2020-02-29")', 'form("17a").', 'previous(', 'carried_over('),
  fc.nat(30).map(String), fc.constantFrom('"x"', '"#{3}"', '2.5', '"', '\u0301', '\u0000', '\ud800', '９', '‮'),
)
/** Calls and infixes put together without regard for types and counts. */
const shape = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'medium' },
    fc.oneof(names, fc.nat(30).map(String), fc.constantFrom('"a,b"', 'blank', 'true', 'date("2020-02-29")', 'column a', 'row b', 'previous(c)', 'unit.x', '"#{1,3}"')),
    fc.tuple(called, fc.array(tie('any'), { maxLength: 4 })).map(([name, args]) => `${name}(${args.join(', ')})`),
    fc.tuple(tie('any'), fc.constantFrom('+', '-', '*', '/', '=', '!=', '<', '<=', '>', '>=', 'and', 'or'), tie('any')).map((parts) => parts.join(' ')),
    tie('any').map((inner) => `not ${inner}`),
    tie('any').map((inner) => `-(${inner})`),
  ),
})).any

describe('any text as an expression', () => {
  it('is refused with issues, or lives through everything that is done with expressions', () => {
    const outcomes = new Set<string>()
    fc.assert(fc.property(fc.oneof(shape, fc.array(token, { maxLength: 25 }).map((list) => list.join(' ')), fc.string({ unit: 'binary' })), contents, (source, given) => {
      outcomes.add(survives(source, given))
    }), { numRuns: 1500 })
    expect([...outcomes]).to.have.members(['refused', 'unsound', 'ran'])
  })

  it('is refused within moments however large or deep it is', function () {
    this.timeout(4000)
    const texts = ['1', '"', '(', 'a.', 'a ', ' ', 'a+', 'not ', '-', 'sum(', 'column ', 'previous(', 'form("', 'date("', '0', '.', '1.', '\n', 'é', '\u0301', 'if(true,1,']
    for (const part of texts) {
      const large = parseExpression(part.repeat(Math.ceil(10_000_000 / part.length)))
      expect('issues' in large && large.issues[0]?.code, part).to.equal('expression.too-long')
      for (const length of [4000, 3999, 2000]) expect(survives(part.repeat(Math.ceil(length / part.length)).slice(0, 4000), {}), part).to.be.oneOf(['refused', 'unsound', 'ran'])
    }
  })

  it('may nest every operator in every argument as deep as it may be, without taking longer for each level', function () {
    this.timeout(4000)
    const literals = { number: '1', boolean: 'true', date: 'date("2020-02-29")', text: '"a"', any: 'a', same: 'a', ordered: 'a' }
    for (const { name, params, rest, infix } of operators.values()) {
      params.forEach((_, position) => {
        const around = (inner: string): string => {
          const args = params.map((param, index) => (index === position ? inner : literals[param])).concat(rest === true ? ['a'] : [])
          return infix === undefined ? `${name}(${args.join(', ')})` : `(${args.join(` ${infix.symbol} `)})`
        }
        let text = 'a'
        for (let level = 0; level < 38; level++) text = around(level % 2 === 0 ? text : `round(mean(${text}, b), 2)`)
        survives(text.length > 4000 ? 'a' : text, {})
      })
    }
    for (const [name, more] of [['sum', ''], ['sum', ', column a'], ['mean', ''], ['max', ', column a'], ['coalesce', ', a'], ['count', '']] as const) {
      for (const inner of ['', 'round(']) {
        let text = 'a'
        for (let level = 0; level < 29; level++) text = `${inner}${name}(${text}${more})${inner === '' ? '' : ', 2)'}`
        expect(survives(text, { a: 5 }), text.slice(0, 40)).to.equal('ran')
      }
    }
  })

  it('as a tree is refused or survives, too', () => {
    const leaf = fc.oneof(fc.nat(9), fc.boolean(), fc.constant(null), fc.constantFrom('x', 'a,b'), names.map((name) => ({ var: name })), fc.constantFrom({ column: 'a' }, { previous: 'a' }, { form: ['17a', 'b'] }, { date: '2020-02-29' }, { date: 'x' }, { var: 5 }))
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof({ depthSize: 'small' }, leaf, fc.tuple(fc.constantFrom(...operators.keys(), '==', '!', '===', '??', 'var', '__proto__'), fc.array(tie('node'), { maxLength: 4 })).map(([key, args]) => Object.fromEntries([[key, args]]))),
    })).node
    fc.assert(fc.property(fc.oneof(tree, fc.anything(), fc.jsonValue()), contents, (source, given) => {
      survives(source, given)
    }), { numRuns: 1500 })
  })
})

