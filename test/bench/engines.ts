// The grid opened in every engine, and the comparison of their answers: cell by cell against the loops written by hand,
// rules too. Nobody is timed who disagrees.
import { cellAt, openSheet, targetsOf, type Sheet } from '../../engine/core/calculation/sheet.ts'
import { calculateByHand, openByHand, type Sheet as HandSheet } from './by-hand.ts'
import { openByHyperFormula, setBlock, valueAt, worksheetOf, type Sheet as Worksheet } from './by-hyperformula.ts'
import { build, calculateByJsonLogic, dataOf, graphOf, interpret, rulesOf, type Graph, type Sheet as LogicSheet } from './by-json-logic.ts'
import { formOf, recordOf, valuesOf, type Grid } from './grid.ts'

export const small: Grid = { rows: 63, columns: 40, sections: 9 }
export const large: Grid = { rows: 700, columns: 40, sections: 20 }
export const sizeOf = ({ rows, columns }: Grid): string => `${rows} × ${columns}`

export type Engines = {
  readonly grid: Grid
  readonly values: readonly (readonly (number | null)[])[]
  readonly ours: Sheet
  readonly hand: HandSheet
  readonly logic: LogicSheet
  readonly built: LogicSheet
  readonly worksheet: Worksheet
  /** Ours, given to those who have none. */
  readonly graph: Graph
}

export function openAll(grid: Grid): Engines {
  const values = valuesOf(grid, false)
  const rules = rulesOf(grid)
  const engines: Engines = {
    grid,
    values,
    ours: openSheet(formOf(grid), recordOf(values)),
    hand: openByHand(grid, values),
    logic: { data: dataOf(values), formulas: interpret(rules) },
    built: { data: dataOf(values), formulas: build(rules) },
    worksheet: openByHyperFormula(grid, worksheetOf(grid, values)),
    graph: graphOf(rules),
  }
  calculateByJsonLogic(engines.logic)
  calculateByJsonLogic(engines.built)
  calculateByHand(engines.hand)
  setBlock(engines.worksheet, values.map((row) => [...row]))
  agree(engines)
  return engines
}

/** Throws at the first cell on which somebody differs from the loops written by hand. */
export function agree({ grid, ours, hand, logic, built, worksheet }: Engines): void {
  const sums = [...Array.from({ length: grid.columns }, (_, column) => `c${column}`), 'total']
  const keys = [...Array.from({ length: grid.rows }, (_, row) => `r${row}`), ...Array.from({ length: grid.sections }, (_, index) => `s${index}`), 'all']
  const rule = ours.form.templates.find((one) => one.rule !== undefined)
  if (rule === undefined) throw new Error('The grid has lost its rule')
  const ruleSlots = targetsOf(ours, rule)
  keys.forEach((key, row) => {
    sums.forEach((column, index) => {
      same(`${key} ${column}`, hand.v[row * hand.width + index], cellAt(ours, `main.${key}.${column}`).value, logic.data[`${key}_${column}`], built.data[`${key}_${column}`], valueAt(worksheet, row, index))
    })
    if (row >= grid.rows) return
    const fourDecimals = (value: unknown): number => Math.round(Number(value) * 10_000)
    const [ratio, check] = [sums.length, sums.length + 1]
    same(`${key} ratio`, hand.v[row * hand.width + ratio], cellAt(ours, `main.${key}.ratio`).value, ...[logic.data[`${key}_ratio`], built.data[`${key}_ratio`], valueAt(worksheet, row, ratio)].map(fourDecimals))
    same(`${key} rule`, hand.v[row * hand.width + check], ours.cells.v[ruleSlots[row] as number], ...[logic.data[`${key}_rule`], built.data[`${key}_rule`], valueAt(worksheet, row, check)].map(Number))
  })
}

function same(where: string, byHand: number | undefined, ...others: readonly unknown[]): void {
  if (others.some((other) => other !== byHand)) throw new Error(`${where}: by hand ${byHand}; bieumau, json-logic-js, json-logic-engine, HyperFormula ${others.map(String).join(', ')}`)
}
