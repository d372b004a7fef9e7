// Rows 3 and 4: one typed cell changes, and everything that it moves with it. Everybody is asked by position, as
// HyperFormula is; what an edit by address costs stands beside it.
import { edit } from '../../engine/core/calculation/edit.ts'
import { propagate } from '../../engine/core/calculation/recalculate.ts'
import { placeOf, type Sheet } from '../../engine/core/calculation/sheet.ts'
import { editByHand } from './by-hand.ts'
import { editByHyperFormula } from './by-hyperformula.ts'
import { editByJsonLogic } from './by-json-logic.ts'
import { agree, large, openAll, sizeOf, small } from './engines.ts'
import { compete, type Contest, type Row } from './frame.ts'
import type { Grid } from './grid.ts'

export const singleEdit: Row = {
  name: 'single-edit',
  numbers: [3, 4],
  measure: () => [compete(contest(small)), compete(contest(large))],
}

type Edit = { readonly row: number; readonly column: number; readonly slot: number; readonly address: string; readonly key: string; readonly base: number; value: number }

function contest(grid: Grid): Contest {
  const engines = openAll(grid)
  const { ours, hand, logic, built, worksheet, graph } = engines
  const edits = editsOf(grid, ours)
  for (const one of edits.slice(0, 300)) {
    one.value = one.base
    editBySlot(ours, one)
    editByHand(hand, one.row, one.column, one.value)
    editByJsonLogic(logic, graph, one.key, one.value)
    editByJsonLogic(built, graph, one.key, one.value)
    editByHyperFormula(worksheet, one.row, one.column, one.value)
  }
  agree(engines)
  /** Each competitor goes through the edits by itself, and sets another value at every pass. */
  const each = (work: (one: Edit) => void) => {
    let at = 0
    return (times: number): void => {
      for (let turn = 0; turn < times; turn++) {
        const one = edits[at % edits.length] as Edit
        one.value = one.base + (Math.floor(at++ / edits.length) & 1)
        work(one)
      }
    }
  }
  return {
    title: `Single edit with rules, ${sizeOf(grid)}`,
    competitors: [
      { name: 'bieumau, by slot', run: each((one) => editBySlot(ours, one)) },
      { name: 'bieumau, by address, moved cells as addresses', run: each((one) => edit(ours, [[one.address, one.value]])) },
      { name: 'delta by hand', run: each((one) => editByHand(hand, one.row, one.column, one.value)) },
      { name: 'json-logic-js, given our graph', run: each((one) => editByJsonLogic(logic, graph, one.key, one.value)) },
      { name: 'json-logic-engine, built, given our graph', run: each((one) => editByJsonLogic(built, graph, one.key, one.value)) },
      { name: 'HyperFormula', run: each((one) => editByHyperFormula(worksheet, one.row, one.column, one.value)) },
    ],
    targets: [
      { against: 'json-logic-js, given our graph', is: 'faster', must: 80, ambitious: 300 },
      { against: 'HyperFormula', is: 'faster', must: 60, ambitious: 300 },
      { against: 'delta by hand', is: 'within', must: 20, ambitious: 4 },
    ],
  }
}

function editBySlot(sheet: Sheet, { slot, value }: Edit): void {
  const { v } = sheet.cells
  const before = v[slot] as number
  v[slot] = value
  propagate(sheet, [[slot, before]])
}

function editsOf(grid: Grid, sheet: Sheet): Edit[] {
  let seed = 7
  const next = (): number => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296
  return Array.from({ length: 4096 }, () => {
    const row = Math.floor(next() * grid.rows)
    const column = Math.floor(next() * grid.columns)
    const address = `main.r${row}.c${column}`
    return { row, column, address, key: `r${row}_c${column}`, slot: placeOf(sheet, address)?.slot as number, base: Math.floor(10 ** (next() * 6)), value: 0 }
  })
}
