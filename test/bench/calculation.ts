// Full recalculation and single edits of the grid, ours against the loops of by-hand.ts and the trees of by-json-logic.ts;
// and what compiling and opening a form costs. Everybody's answers are compared cell by cell before anything is timed.
import { edit } from '../../engine/core/calculation/edit.ts'
import { calculateAll, propagate } from '../../engine/core/calculation/recalculate.ts'
import { cellAt, openSheet, placeOf, type Sheet } from '../../engine/core/calculation/sheet.ts'
import { compileForm } from '../../engine/core/form/compile.ts'
import { calculateByHand, editByHand, openByHand, type Sheet as HandSheet } from './by-hand.ts'
import { calculateByJsonLogic, editByJsonLogic, openByJsonLogic, type Sheet as LogicSheet } from './by-json-logic.ts'
import type { Contest, Row } from './frame.ts'
import { definitionOf, formOf, recordOf, valuesOf, type Grid } from './grid.ts'

const small: Grid = { rows: 63, columns: 40, sections: 9 }
const large: Grid = { rows: 700, columns: 40, sections: 20 }
const name = ({ rows, columns }: Grid): string => `${rows} × ${columns}`

export const calculation: Row = {
  name: 'calculation',
  prepare: () => [...contests(small), ...contests(large), compiling()],
}

type Edit = { readonly row: number; readonly column: number; readonly slot: number; readonly address: string; readonly base: number; value: number }

function contests(grid: Grid): Contest[] {
  const values = valuesOf(grid, false)
  const ours = openSheet(formOf(grid), recordOf(values))
  const hand = openByHand(grid, values)
  const logic = openByJsonLogic(grid, values)
  agree(grid, ours, hand, logic)
  const edits = editsOf(grid, ours)
  for (const one of edits.slice(0, 300)) {
    editBySlot(ours, one)
    editByHand(hand, one.row, one.column, one.value)
    editByJsonLogic(logic, `r${one.row}_c${one.column}`, one.value)
  }
  agree(grid, ours, hand, logic)
  let at = 0
  const each = (work: (one: Edit) => void) => (times: number): void => {
    for (let turn = 0; turn < times; turn++) {
      const one = edits[at % edits.length] as Edit
      // Another value at every pass: an edit that changes nothing would cost nothing.
      one.value = one.base + (Math.floor(at++ / edits.length) & 1)
      work(one)
    }
  }
  const often = (work: () => void) => (times: number): void => {
    for (let turn = 0; turn < times; turn++) work()
  }
  return [
    {
      title: `Full recalculation with rules, ${name(grid)}`,
      competitors: [
        { name: 'bieumau', run: often(() => calculateAll(ours)) },
        { name: 'by hand', run: often(() => calculateByHand(hand)) },
        { name: 'json-logic-js', run: often(() => calculateByJsonLogic(logic)) },
      ],
      targets: grid === small ? [{ against: 'json-logic-js', faster: 60 }, { against: 'by hand', slower: 3.5 }] : [],
    },
    {
      title: `Single edit with rules, ${name(grid)}`,
      competitors: [
        { name: 'bieumau, by slot', run: each((one) => editBySlot(ours, one)) },
        { name: 'bieumau, by address, moved cells as addresses', run: each((one) => edit(ours, [[one.address, one.value]])) },
        { name: 'delta by hand', run: each((one) => editByHand(hand, one.row, one.column, one.value)) },
        { name: 'json-logic-js, given our graph', run: each((one) => editByJsonLogic(logic, `r${one.row}_c${one.column}`, one.value)) },
      ],
      targets: [{ against: 'json-logic-js, given our graph', faster: 80 }, { against: 'delta by hand', slower: 20 }],
    },
  ]
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
    return { row, column, address, slot: placeOf(sheet, address)?.slot as number, base: Math.floor(10 ** (next() * 6)), value: 0 }
  })
}

function agree(grid: Grid, ours: Sheet, hand: HandSheet, { data }: LogicSheet): void {
  const keys = [...Array.from({ length: grid.rows }, (_, row) => `r${row}`), ...Array.from({ length: grid.sections }, (_, index) => `s${index}`), 'all']
  const columns = [...Array.from({ length: grid.columns }, (_, column) => `c${column}`), 'total']
  keys.forEach((key, row) => {
    columns.forEach((column, index) => {
      const value = cellAt(ours, `main.${key}.${column}`).value
      if (value !== hand.v[row * hand.width + index] || value !== data[`${key}_${column}`]) throw new Error(`${key} ${column}: ${String(value)}, by hand ${hand.v[row * hand.width + index]}, json-logic-js ${String(data[`${key}_${column}`])}`)
    })
    if (!key.startsWith('r')) return
    const ratio = cellAt(ours, `main.${key}.ratio`).value
    if (ratio !== hand.v[row * hand.width + columns.length] || ratio !== Math.round(Number(data[`${key}_ratio`]) * 10_000)) throw new Error(`${key} ratio: ${String(ratio)}`)
  })
}

function compiling(): Contest {
  const [little, big] = [definitionOf(small), definitionOf(large)]
  const form = compileForm(big)
  const times = (work: () => unknown) => (count: number): void => {
    for (let turn = 0; turn < count; turn++) work()
  }
  return {
    title: 'Compiling a form, and opening it',
    competitors: [
      { name: `compile ${name(small)}`, run: times(() => compileForm(little)) },
      { name: `compile ${name(large)}`, run: times(() => compileForm(big)) },
      { name: `open ${name(large)} empty, calculated`, run: times(() => openSheet(form, [])) },
    ],
    targets: [],
  }
}
