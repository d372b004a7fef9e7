// What every operator takes and gives, typed by hand and never made from the table of operators: how many arguments, of
// which types, ranges or not. The checker is asked for every count, place and type.
import { expect } from 'chai'
import { checkExpression, type Scope } from '../../../engine/core/expression/check.ts'
import { operators } from '../../../engine/core/expression/operators.ts'
import { parseExpression } from '../../../engine/core/expression/parse.ts'
import type { Node, Type } from '../../../engine/core/expression/tree.ts'

/** `[x]` may be left out, `…` says that the one before may repeat, `ranges` that a column, row or group may stand there.
 * `same` and `ordered` (numbers or days) are of one type among them. */
const signatures: Readonly<Record<string, string>> = {
  '+': 'number, number, … → number',
  '-': 'number, [number] → number',
  '*': 'number, number → number',
  '/': 'number, number → number',
  sum: 'number, …, ranges → number',
  mean: 'number, …, ranges → number',
  count: 'any, …, ranges → number',
  min: 'ordered, …, ranges → same',
  max: 'ordered, …, ranges → same',
  abs: 'number → number',
  round: 'number, [number] → number',
  floor: 'number, [number] → number',
  ceiling: 'number, [number] → number',
  or_zero: 'number → number',
  '=': 'same, same → boolean',
  '!=': 'same, same → boolean',
  '<': 'ordered, ordered → boolean',
  '<=': 'ordered, ordered → boolean',
  '>': 'ordered, ordered → boolean',
  '>=': 'ordered, ordered → boolean',
  between: 'ordered, ordered, ordered → boolean',
  one_of: 'same, same, … → boolean',
  and: 'boolean, boolean, … → boolean',
  or: 'boolean, boolean, … → boolean',
  not: 'boolean → boolean',
  if: 'boolean, same, same → same',
  coalesce: 'same, same, … → same',
  is_blank: 'any → boolean',
  days_between: 'date, date → number',
  add_days: 'date, number → date',
  working_days_between: 'date, date → number',
  add_working_days: 'date, number → date',
  year_of: 'date → number',
  month_of: 'date → number',
  age_on: 'date, date → number',
  length: 'text → number',
  concat: 'text, … → text',
  upper: 'text → text',
  lower: 'text → text',
  trim: 'text → text',
  contains: 'text, text → boolean',
  starts_with: 'text, text → boolean',
  matches: 'text, text → boolean',
  chosen: 'text, text → boolean',
}

const types = ['number', 'boolean', 'text', 'date'] as const
const scope: Scope = { typeOf: ({ path }) => types.find((type) => type === path[0]), names: () => [] }
/** A text is written down, because a mask must be; `#` is one. */
const value = (type: Type): Node => (type === 'text' ? { kind: 'text', value: '#' } : { kind: 'reference', path: [type] })
const ask = (operator: string, args: readonly Node[]) => {
  const { issues, type } = checkExpression({ kind: 'call', operator, args }, scope, 'calculate')
  return { codes: issues.map((one) => one.code), type }
}

describe('the signatures of the operators', () => {
  it('are typed by hand for every operator', () => {
    expect(Object.keys(signatures).sort()).to.deep.equal([...operators.keys()].sort())
  })

  for (const [name, signature] of Object.entries(signatures)) {
    it(`${name}: ${signature}`, () => {
      const [taken = '', result = ''] = signature.split(' → ')
      const parts = taken.split(', ')
      const repeats = parts.includes('…')
      const params = parts.filter((part) => part !== '…' && part !== 'ranges').map((part) => part.replace(/[[\]]/g, ''))
      const least = parts.filter((part) => params.includes(part)).length
      const isShared = (param: string): boolean => param === 'same' || param === 'ordered'
      /** Right arguments, `count` of them; whatever may be of several types is of this one. */
      const args = (count: number, shared: Type = 'number'): Node[] => Array.from({ length: count }, (_, index) => {
        const param = params[Math.min(index, params.length - 1)] as string
        return value(isShared(param) || param === 'any' ? shared : (param as Type))
      })

      for (let count = 0; count <= params.length + 2; count++) {
        const fits = count >= least && (repeats || count <= params.length)
        expect(ask(name, args(count)).codes.includes('expression.arguments'), `${count} arguments`).to.equal(!fits)
      }
      const most = params.length + (repeats ? 1 : 0)
      for (const count of new Set([least, params.length, most])) {
        for (let place = 0; place < count; place++) {
          const param = params[Math.min(place, params.length - 1)] as string
          const alone = isShared(param) && args(count).filter((_, index) => isShared(params[Math.min(index, params.length - 1)] as string)).length === 1
          for (const type of types) {
            const takes = param === 'any' || (alone ? param === 'same' || type === 'number' || type === 'date' : isShared(param) ? type === 'number' : type === param)
            expect(ask(name, args(count).with(place, value(type))).codes.includes('expression.type'), `${type} as argument ${place + 1} of ${count}`).to.equal(!takes)
          }
        }
        for (const shared of types) {
          const takes = !params.includes('ordered') || shared === 'number' || shared === 'date'
          const said = ask(name, args(count, shared))
          expect(said.codes.includes('expression.type'), `all of type ${shared}`).to.equal(!takes)
          if (takes) expect(said.type, `the result for ${shared}`).to.equal(result === 'same' ? shared : result)
        }
        const ranged = ask(name, args(count).with(0, { kind: 'range', of: 'column', path: ['number'] }))
        expect(ranged.codes.includes('expression.column-not-taken'), 'a column').to.equal(!parts.includes('ranges'))
      }
    })
  }
})

describe('the spelling between operands', () => {
  /** What binds weaker stands above; in one line, from the left. */
  const levels = [['or'], ['and'], ['=', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/']] as const
  const levelOf = (symbol: string): number => levels.findIndex((level) => (level as readonly string[]).includes(symbol))
  const shape = (node: Node): string => (node.kind === 'call' ? `(${node.args.map(shape).join(` ${node.operator} `)})` : node.kind === 'reference' ? node.path.join('.') : '?')

  it('is known for every operator that has one', () => {
    expect(levels.flat().sort()).to.deep.equal([...operators.values()].flatMap(({ infix }) => (infix === undefined ? [] : [infix.symbol])).sort())
  })

  it('binds two neighbours by their levels', () => {
    for (const first of levels.flat()) {
      for (const second of levels.flat()) {
        const text = `a ${first} b ${second} c`
        const parsed = parseExpression(text)
        const read = 'issues' in parsed ? parsed.issues[0]?.code : shape(parsed.node)
        const [left, right] = [levelOf(first), levelOf(second)]
        if (left < right) expect(read, text).to.equal(`(a ${first} (b ${second} c))`)
        else if (first === second && ['+', 'and', 'or'].includes(first)) expect(read, text).to.equal(`(a ${first} b ${first} c)`)
        else expect(read, text).to.equal(`((a ${first} b) ${second} c)`)
      }
    }
  })
})
