import { expect } from 'chai'
import fc from 'fast-check'
import jsonLogic from 'json-logic-js'
import { toLogic } from '../../../engine/core/expression/logic.ts'
import { toText } from '../../../engine/core/expression/parse.ts'
import { walk, type Node } from '../../../engine/core/expression/tree.ts'
import { cellType, cellValue, exactCellValue, numberNames, type Given } from './calculating.ts'
import { booleanTree, contents, dateTree, numberTree } from './trees.ts'

describe('a compiled expression', () => {
  const agree = (node: Node, given: Given, decimals: number | undefined): void => {
    const quick = cellValue(node, given, decimals)
    const exact = exactCellValue(node, given, decimals)
    // Object.is: blank is blank, and no zero is a negative one.
    if (!Object.is(quick, exact)) expect.fail(`${toText(node)} with ${JSON.stringify(given)} is ${quick}, exactly ${exact}`)
  }

  it('gives numbers as the exact operators do: decimals, blanks, errors, values around 2^53', () => {
    fc.assert(fc.property(numberTree, contents, fc.constantFrom(0, 2, 5), agree), { numRuns: 3000 })
  })

  it('gives conditions as the exact operators do', () => {
    fc.assert(fc.property(booleanTree, contents, (node, given) => agree(node, given, undefined)), { numRuns: 3000 })
  })

  it('gives days as the exact operators do', () => {
    fc.assert(fc.property(dateTree, contents, (node, given) => agree(node, given, 0)), { numRuns: 3000 })
  })

  it('rounds a ratio half away from zero at every size', () => {
    const ratio: Node = { kind: 'call', operator: '/', args: [{ kind: 'reference', path: ['a'] }, { kind: 'reference', path: ['b'] }] }
    fc.assert(fc.property(fc.maxSafeInteger(), fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -12, max: 12 })), fc.nat(4), (a, b, decimals) => {
      agree(ratio, { a, b }, decimals)
    }), { numRuns: 3000 })
  })

  it('divides, weighs and compares quotients exactly in every shape that forms have', () => {
    const call = (operator: string, ...args: Node[]): Node => ({ kind: 'call', operator, args })
    const cell = fc.constantFrom(...numberNames).map((name): Node => ({ kind: 'reference', path: [name] }))
    const plain = fc.oneof(cell, fc.constantFrom('0', '1', '100', '0.5', '0.05').map((text): Node => ({ kind: 'number', text })), fc.tuple(fc.constantFrom('+', '-'), cell, cell).map(([operator, a, b]) => call(operator, a, b)))
    const ratio = fc.oneof(fc.tuple(plain, plain).map(([a, b]) => call('/', a, b)), fc.array(plain, { minLength: 1, maxLength: 3 }).map((args) => call('mean', ...args)))
    const weighed = fc.oneof(ratio, fc.tuple(ratio, plain, fc.boolean()).map(([a, b, turned]) => (turned ? call('*', b, a) : call('*', a, b))))
    const chosen = fc.oneof(
      weighed,
      fc.tuple(plain, plain, weighed, weighed).map(([a, b, yes, no]) => call('if', call('>', a, b), yes, no)),
      fc.tuple(weighed, plain).map((args) => call('coalesce', ...args)),
      weighed.map((a) => call('or_zero', a)),
    )
    const cut = fc.tuple(fc.constantFrom('round', 'floor', 'ceiling'), chosen, fc.nat(4)).map(([operator, a, decimals]) => call(operator, a, { kind: 'number', text: String(decimals) }))
    fc.assert(fc.property(fc.oneof(chosen, cut), contents, fc.constantFrom(0, 1, 3), agree), { numRuns: 2000 })
    const condition = fc.tuple(fc.constantFrom('=', '!=', '<', '<=', '>', '>='), fc.oneof(weighed, chosen, cut), plain, fc.boolean()).map(([operator, a, b, turned]) => (turned ? call(operator, b, a) : call(operator, a, b)))
    fc.assert(fc.property(condition, contents, (node, given) => agree(node, given, undefined)), { numRuns: 2000 })
  })

  it('agrees with json-logic-js where that library is sound: whole numbers, nothing blank, nothing too large', () => {
    const sound = new Set(['+', '-', '*', '=', '!=', '<', '<=', '>', '>=', 'and', 'or', 'not', 'if', 'min', 'max'])
    const fits = (node: Node): boolean => {
      let fine = true
      walk(node, (inner) => {
        if (inner.kind === 'blank' || inner.kind === 'range' || (inner.kind === 'call' && !sound.has(inner.operator))) fine = false
        if (inner.kind === 'number' && (inner.text.includes('.') || inner.text.length > 4)) fine = false
        if (inner.kind === 'date' || (inner.kind === 'reference' && cellType(inner.path[0] ?? '') !== 'number')) fine = false
      })
      return fine
    }
    const small = fc.record(Object.fromEntries(numberNames.filter((name) => !name.startsWith('d')).map((name) => [name, fc.integer({ min: -1000, max: 1000 })])))
    const only = (node: Node): Node =>
      node.kind === 'reference' ? { ...node, path: [(node.path[0] ?? '').startsWith('d') ? 'a' : (node.path[0] ?? '')] } : node.kind === 'call' ? { ...node, args: node.args.map(only) } : node
    const check = (node: Node, given: Given, decimals: number | undefined): void => {
      fc.pre(fits(node))
      const theirs: unknown = jsonLogic.apply(toLogic(node) as Parameters<typeof jsonLogic.apply>[0], given)
      fc.pre(typeof theirs === 'boolean' || Number.isSafeInteger(theirs))
      const ours = cellValue(node, given, decimals)
      expect(ours, toText(node)).to.equal(Number(theirs) + 0)
    }
    fc.assert(fc.property(numberTree.map(only), small, (node, given) => check(node, given, 0)), { numRuns: 500, maxSkipsPerRun: 1000 })
    fc.assert(fc.property(booleanTree.map(only), small, (node, given) => check(node, given, undefined)), { numRuns: 500, maxSkipsPerRun: 1000 })
  })
})
