import { expect } from 'chai'
import jsonLogic from 'json-logic-js'
import { checkExpression } from '../../../engine/core/expression/check.ts'
import { isFailure, isFraction, toUnits } from '../../../engine/core/expression/exact.ts'
import { logicDifferences } from '../../../engine/core/expression/logic-differences.ts'
import { toLogic } from '../../../engine/core/expression/logic.ts'
import { exactValue, parsed } from './calculating.ts'

describe('where we part from JSON Logic', () => {
  for (const { text, ours, theirs, why } of logicDifferences) {
    it(`${text} is ${ours} here, ${theirs} there`, () => {
      const node = parsed(text)
      expect(own(text)).to.equal(ours)
      let other: string
      try {
        other = String(jsonLogic.apply(toLogic(node) as Parameters<typeof jsonLogic.apply>[0], { x: null }))
      } catch {
        other = 'refused'
      }
      expect(other).to.equal(theirs)
      for (const language of ['vi', 'en'] as const) expect(why[language]).to.match(/^\p{Lu}.*\.$/u)
    })
  }
})

function own(text: string): string {
  const node = parsed(text)
  const { issues } = checkExpression(node, { typeOf: ({ path }) => (path[0] === 'x' ? 'number' : undefined), names: () => ['x'] }, 'calculate')
  if (issues[0] !== undefined) return issues[0].code
  const value = exactValue(node, {})
  if (value === null) return 'blank'
  if (isFailure(value)) return value.error
  return isFraction(value) ? String(toUnits(value, 0)) : String(value)
}
