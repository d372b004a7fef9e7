// The peer HyperFormula, a spreadsheet engine (GPL: a devDependency, compared with here and never shipped): the grid as a
// worksheet, sums over ranges as an author would write them. Set to its best: no undo, no statistics, and no rounding of
// results, without which it keeps about eleven digits.
import { HyperFormula, type RawCellContent } from 'hyperformula'
import { sectionsOf, type Grid } from './grid.ts'

export type Sheet = { readonly engine: HyperFormula; readonly grid: Grid }

const letters = (column: number): string => (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26))

/** Typed columns, then total, ratio and rule; data rows, then section sums, then the sum of those. */
export function worksheetOf(grid: Grid, values: readonly (readonly (number | null)[])[]): RawCellContent[][] {
  const [last, total] = [letters(grid.columns - 1), letters(grid.columns)]
  const sections = sectionsOf(grid)
  const summed = Array.from({ length: grid.columns + 1 }, (_, column) => letters(column))
  return [
    ...values.map((cells, row) => [...cells, `=SUM(A${row + 1}:${last}${row + 1})`, `=A${row + 1}/${total}${row + 1}`, `=B${row + 1}<=${total}${row + 1}`]),
    ...sections.map(({ from, to }) => summed.map((column) => `=SUM(${column}${from + 1}:${column}${to})`)),
    summed.map((column) => `=SUM(${column}${grid.rows + 1}:${column}${grid.rows + grid.sections})`),
  ]
}

export function openByHyperFormula(grid: Grid, worksheet: readonly RawCellContent[][]): Sheet {
  return { grid, engine: HyperFormula.buildFromArray([...worksheet], { licenseKey: 'gpl-v3', smartRounding: false, undoLimit: 0, useStats: false, precisionEpsilon: 0 }) }
}

export function setBlock({ engine }: Sheet, values: RawCellContent[][]): unknown {
  return engine.setCellContents({ sheet: 0, row: 0, col: 0 }, values)
}

export function editByHyperFormula({ engine }: Sheet, row: number, col: number, value: number): unknown {
  return engine.setCellContents({ sheet: 0, row, col }, value)
}

export function valueAt({ engine }: Sheet, row: number, col: number): unknown {
  return engine.getCellValue({ sheet: 0, row, col })
}
