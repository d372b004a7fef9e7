import { expect } from 'chai'
import fc from 'fast-check'
import { toLogic } from '../../../engine/core/expression/logic.ts'
import { parseExpression, toText } from '../../../engine/core/expression/parse.ts'
import type { Node } from '../../../engine/core/expression/tree.ts'
import { parsed } from './calculating.ts'
import { booleanTree, dateTree, nameTree, numberTree, textTree } from './trees.ts'

/** Without the places in the text, which the other spelling does not have. */
const bare = (node: Node): unknown => JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === 'at' ? undefined : value)))
const text = (source: string): string => toText(parsed(source))
const codes = (source: unknown): string[] => {
  const result = parseExpression(source)
  return 'issues' in result ? result.issues.map((one) => one.code) : []
}

describe('expressions in two spellings', () => {
  it('come back from text as the tree that they were', () => {
    fc.assert(fc.property(fc.oneof(numberTree, booleanTree, dateTree, textTree, nameTree), (node) => {
      expect(bare(parsed(toText(node)))).to.deep.equal(bare(node))
    }))
  })

  it('come back from JSON Logic, through text and back again, as the tree that they were', () => {
    fc.assert(fc.property(fc.oneof(numberTree, booleanTree, dateTree, textTree, nameTree), (node) => {
      const logic = toLogic(node)
      const again = typeof logic === 'string' ? node : parsed(JSON.parse(JSON.stringify(logic)))
      expect(bare(again)).to.deep.equal(bare(node))
      expect(bare(parsed(toText(again)))).to.deep.equal(bare(node))
    }))
  })

  it('bind as people read them', () => {
    expect(bare(parsed('a + b * c'))).to.deep.equal(bare(parsed('a + (b * c)')))
    expect(bare(parsed('a - b - c'))).to.deep.equal(bare(parsed('(a - b) - c')))
    expect(bare(parsed('not a = b and c = d'))).to.deep.equal(bare(parsed('(not (a = b)) and (c = d)')))
    expect(bare(parsed('a = 1 or b = 2 and c = 3'))).to.deep.equal(bare(parsed('(a = 1) or ((b = 2) and (c = 3))')))
    expect(bare(parsed('-a * b'))).to.deep.equal(bare(parsed('(-a) * b')))
  })

  it('write no more parentheses than are needed, and none less', () => {
    for (const source of ['a + b + c', '(a + b) + c', 'a + (b + c)', 'a - (b - c)', 'a - b + c', '-(a + b)', 'not (a = b or c = d)', 'a / (b * c)', 'x = 1 and y = 2 and z = 3',
      'if(a > 0, b, c)', 'sum(column main.acts, a)', 'form("17a").main.copies + form', 'previous(acts) * 3 + previous', 'carried_over(main.total.closing) = opening', 'sum(previous(column acts), row total, group main.works, column form("p-1/17a").main.acts)', 'unit.population / period.year - entry.weight', 'main.total.acts * 0.5', '"có" = t', 'is_blank(a)', '-(-a)']) {
      expect(text(source)).to.equal(source)
    }
    expect(text('((a)) + (b * c)')).to.equal('a + b * c')
    expect(text('007.50 + a')).to.equal('7.5 + a')
  })

  it('take what JSON Logic writers write', () => {
    expect(text('a')).to.equal('a')
    expect(toText(parsed({ '+': [{ var: 'a' }, { var: ['b'] }, 1] }))).to.equal('a + b + 1')
    expect(toText(parsed({ '===': [{ var: 'main.a' }, -5] }))).to.equal('main.a = -5')
    expect(toText(parsed({ '!': { '!==': [{ var: 'a' }, null] } }))).to.equal('not a != blank')
    expect(toText(parsed({ sum: { column: 'acts' } }))).to.equal('sum(column acts)')
    expect(toText(parsed({ sum: [{ row: 'total' }, { group: ['main.works'] }] }))).to.equal('sum(row total, group main.works)')
    expect(toText(parsed({ '-': [{ form: ['17a', 'main.copies'] }, { previous: 'acts' }] }))).to.equal('form("17a").main.copies - previous(acts)')
    expect(toText(parsed({ sum: [{ form: ['b/17a', { column: 'acts' }] }, { previous: { row: 'total' } }, { carried_over: { var: 'closing' } }] }))).to.equal('sum(column form("b/17a").acts, previous(row total), carried_over(closing))')
  })

  it('refuse what is no expression, with the place', () => {
    for (const source of ['', '  ', 'a +', '+ a', 'a b', 'a..b', 'a.', '1.', '1.2.3', '1a', 'a + * b', '(a', 'a)', 'f(a,', 'f(a b)', 'f(,)', '"mở', 'a & b', 'a == b', "a = 'x'", 'đồng',
      'true(1)', 'blank(1)', 'form(17a).x', 'form("17a")', 'form("17a").', 'form("17A").x', 'form("a/b/c").x', 'form("").x', 'form("17a").column x', 'previous()', 'previous(a + b)', 'previous(a, b)', 'previous(previous(a))', 'previous(column)', 'carried_over("a")', 'column previous(a)', 'column not', 'row', 'group 1', 'row + 1', 'previous(a).b', 'and', 'and(a, b)', 'column', 'column 1', 'a = not', 'f()()', '٣', '１', 'a ; b', 'a\u0000']) {
      expect(codes(source), source).to.deep.equal(['expression.syntax'])
    }
    const result = parseExpression('acts + * fees')
    expect('issues' in result && result.issues[0]?.params).to.deep.equal({ found: '*', at: 7 })
  })

  it('refuse what is no tree', () => {
    const circle: Record<string, unknown> = {}
    circle['+'] = circle
    circle['-'] = 1
    for (const source of [undefined, [], [1], {}, { a: 1, b: 2 }, { var: 5 }, { var: '' }, { var: 'a b' }, { var: ['a', 0] }, { var: 'true' }, { var: 'not.a' }, { '+': [undefined, 1] }, { 'a b': [1] },
      { '??': [1, 2] }, { '+': [NaN, 1] }, { '+': [Infinity, 1] }, { '+': [1e300, 1] }, { '+': [1e-9, 1] }, { '=': ['a"b', 'c'] }, { true: [1] }, { column: 'not' }, { row: '' }, { group: ['a', 'b'] }, { form: '17a' }, { form: ['17a'] }, { form: ['17A', 'x'] }, { form: ['17a', 'x', 1] }, { form: ['17a', { abs: 'x' }] },
      { previous: 1 }, { previous: ['a', 'b'] }, { previous: { previous: 'a' } }, { previous: { var: 'a', column: 'b' } }, { carried_over: null }, Symbol('x'), () => 1, 10n, circle, { '': 1 }]) {
      expect(codes(source), String(JSON.stringify(typeof source === 'bigint' ? '10n' : source === circle ? 'circle' : source))).to.deep.equal(['expression.tree'])
    }
    expect(codes({ not: [true, false] })).to.deep.equal(['expression.arguments'])
    expect(codes({ '<': [1, { var: 'a' }, 3] })).to.deep.equal(['expression.arguments'])
    expect(codes({ '+': [1] })).to.deep.equal(['expression.arguments'])
  })

  it('refuse a day that no calendar has, in either spelling', () => {
    expect(codes({ date: '2020-02-29' })).to.deep.equal([])
    for (const day of ['2020-02-30', '2021-02-29', '2020-13-01', '29/02/2020', '', 20200229, null]) expect(codes({ date: day }), String(day)).to.deep.equal(['expression.date'])
    for (const day of ['2020-02-30', '29/02/2020', '']) expect(codes(`date("${day}")`), day).to.deep.equal(['expression.date'])
  })

  it('never change a number silently: one that a double cannot hold is refused', () => {
    expect(codes('a > 9007199254740993')).to.deep.equal(['expression.number'])
    expect(codes('a > 0.12345678901234567890')).to.deep.equal(['expression.number'])
    expect(codes('a > 0.0000001')).to.deep.equal(['expression.number'])
    expect(codes('a > 9007199254740992')).to.deep.equal([])
    expect(toText(parsed('a > 0.1'))).to.equal('a > 0.1')
  })

  it('are bounded in length and depth in both spellings, for chains too', () => {
    expect(codes('a + '.repeat(1000) + 'a')).to.deep.equal(['expression.too-long'])
    expect(codes('1'.repeat(10_000_000))).to.deep.equal(['expression.too-long'])
    expect(codes('('.repeat(2000) + 'a' + ')'.repeat(1999))).to.deep.equal(['expression.too-deep'])
    expect(codes('abs('.repeat(700) + 'a' + ')'.repeat(700))).to.deep.equal(['expression.too-deep'])
    expect(codes('not '.repeat(900) + 'a')).to.deep.equal(['expression.too-deep'])
    expect(codes('-'.repeat(3999) + 'a')).to.deep.equal(['expression.too-deep'])
    expect(codes('a - '.repeat(900) + 'a')).to.deep.equal(['expression.too-deep'])
    expect(codes('a + '.repeat(900) + 'a')).to.deep.equal([])
    expect(codes({ sum: Array.from({ length: 1_000_000 }, () => 1) })).to.deep.equal(['expression.too-long'])
    expect(codes({ '=': ['x'.repeat(10_000_000), 'y'] })).to.deep.equal(['expression.too-long'])
    expect(codes({ sum: Array.from({ length: 3000 }, () => ({ var: 'notaries' })) })).to.deep.equal(['expression.too-long'])
    let laughs: unknown = { var: 'a' }
    for (let level = 0; level < 50; level++) laughs = { sum: Array.from({ length: 10 }, () => laughs) }
    expect(codes(laughs)).to.deep.equal(['expression.too-long'])
    let tree: unknown = 1
    for (let level = 0; level < 100_000; level++) tree = { '-': [tree] }
    expect(codes(tree)).to.deep.equal(['expression.too-deep'])
  })

  it('survive any text and any value: a tree or issues, and nothing else', () => {
    const fragment = fc.constantFrom('a', 'b.c', '1', '2.5', '"x"', '+', '-', '*', '/', '=', '!=', '<=', '(', ')', ',', 'and', 'or', 'not', 'if', 'sum', 'column', 'row', 'previous', 'carried_over', 'form', '"17a"', 'blank', 'true', ' ', '.', '"', '\n', 'é', '\u0301')
    const soup = fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join(' '))
    fc.assert(fc.property(fc.oneof(soup, fc.string({ unit: 'binary' }), fc.anything(), fc.jsonValue()), (source) => {
      const result = parseExpression(source)
      if ('issues' in result) expect(result.issues).to.have.length.above(0)
      else {
        const again = parsed(toText(result.node))
        expect(bare(again)).to.deep.equal(bare(result.node))
        const logic = toLogic(result.node)
        if (typeof logic !== 'string') expect(bare(parsed(logic))).to.deep.equal(bare(result.node))
      }
    }), { numRuns: 1000 })
  })
})
