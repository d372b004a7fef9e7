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
