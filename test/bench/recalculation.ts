// Rows 1 and 2: everything calculated afresh, rules included. HyperFormula has no such call: it is given all typed cells
// as one block, which makes it calculate everything.
import { calculateAll } from '../../engine/core/calculation/recalculate.ts'
import { calculateByHand } from './by-hand.ts'
import { setBlock } from './by-hyperformula.ts'
import { calculateByJsonLogic } from './by-json-logic.ts'
import { large, openAll, sizeOf, small } from './engines.ts'
import { compete, often, type Contest, type Row } from './frame.ts'
import type { Grid } from './grid.ts'

export const recalculation: Row = {
  name: 'recalculation',
  numbers: [1, 2],
  measure: () => [compete(contest(small)), compete(contest(large))],
}

function contest(grid: Grid): Contest {
  const { values, ours, hand, logic, built, worksheet } = openAll(grid)
  // Another block at every pass: cells that keep their values would cost nothing.
  const blocks = [values, values.map((row) => row.map((value) => (value ?? 0) + 1))].map((block) => block.map((row) => [...row]))
  let pass = 0
  return {
    title: `Full recalculation with rules, ${sizeOf(grid)}`,
    competitors: [
      { name: 'bieumau', run: often(() => calculateAll(ours)) },
      { name: 'by hand', run: often(() => calculateByHand(hand)) },
      { name: 'json-logic-js', run: often(() => calculateByJsonLogic(logic)) },
      { name: 'json-logic-engine, built', run: often(() => calculateByJsonLogic(built)) },
      { name: 'HyperFormula, block set', run: often(() => setBlock(worksheet, blocks[++pass % 2] as number[][])) },
    ],
    targets: grid !== small ? [] : [
      { against: 'json-logic-js', is: 'faster', must: 60, ambitious: 150 },
      { against: 'json-logic-engine, built', is: 'faster', must: 12, ambitious: 30 },
      { against: 'HyperFormula, block set', is: 'faster', must: 400, ambitious: 1000 },
      { against: 'by hand', is: 'within', must: 3.5, ambitious: 1.5 },
    ],
  }
}
