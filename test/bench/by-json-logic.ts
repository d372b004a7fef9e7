// The peer: json-logic-js, given the grid's rules expanded to one expression per cell, as that library wants them. It
// has no notion of blank (null + 1 is NaN there), so it competes on filled grids. It has no dependency graph either: for
// single edits it is given ours.
import jsonLogic from 'json-logic-js'
import { sectionsOf, type Grid } from './grid.ts'

type Logic = Parameters<typeof jsonLogic.apply>[0]
export type Formula = { readonly target: string; readonly logic: Logic }
export type Sheet = { readonly data: Record<string, unknown>; readonly formulas: readonly Formula[]; readonly readers: ReadonlyMap<string, readonly Formula[]> }

const cell = (row: string, column: string): string => `${row}_${column}`
const read = (row: string, column: string) => ({ var: cell(row, column) })

export function openByJsonLogic(grid: Grid, values: readonly (readonly (number | null)[])[]): Sheet {
  const data: Record<string, unknown> = {}
  values.forEach((row, index) => row.forEach((value, column) => { data[cell(`r${index}`, `c${column}`)] = value }))
  const columns = Array.from({ length: grid.columns }, (_, column) => `c${column}`)
  const formulas: Formula[] = []
  const add = (target: string, logic: unknown): void => {
    formulas.push({ target, logic: logic as Logic })
  }
  for (let row = 0; row < grid.rows; row++) {
    const key = `r${row}`
    add(cell(key, 'total'), { '+': columns.map((column) => read(key, column)) })
    add(cell(key, 'ratio'), { '/': [read(key, 'c0'), read(key, 'total')] })
    add(cell(key, 'rule'), { '<=': [read(key, 'c1'), read(key, 'total')] })
  }
  const sections = sectionsOf(grid)
  for (const column of [...columns, 'total']) {
    sections.forEach(({ from, to }, index) => {
      add(cell(`s${index}`, column), { '+': Array.from({ length: to - from }, (_, row) => read(`r${from + row}`, column)) })
    })
    add(cell('all', column), { '+': sections.map((_, index) => read(`s${index}`, column)) })
  }
  const sheet = { data, formulas, readers: dependents(formulas) }
  calculateByJsonLogic(sheet)
  return sheet
}

export function calculateByJsonLogic({ data, formulas }: Sheet): void {
  for (const { target, logic } of formulas) data[target] = jsonLogic.apply(logic, data)
}

export function editByJsonLogic({ data, readers }: Sheet, target: string, value: number): void {
  data[target] = value
  for (const formula of readers.get(target) ?? []) data[formula.target] = jsonLogic.apply(formula.logic, data)
}

/** For every cell the formulas that it moves, in order: what a graph would say. */
function dependents(formulas: readonly Formula[]): Map<string, Formula[]> {
  const direct = new Map<string, Set<number>>()
  formulas.forEach(({ logic }, index) => {
    for (const name of jsonLogic.uses_data(logic as Record<string, unknown>) as string[]) (direct.get(name) ?? direct.set(name, new Set()).get(name))?.add(index)
  })
  const reach = (name: string, found: Set<number>): Set<number> => {
    for (const index of direct.get(name) ?? []) {
      if (found.has(index)) continue
      found.add(index)
      reach((formulas[index] as Formula).target, found)
    }
    return found
  }
  const typed = [...direct.keys()].filter((name) => !formulas.some((formula) => formula.target === name))
  return new Map(typed.map((name) => [name, [...reach(name, new Set())].sort((a, b) => a - b).map((index) => formulas[index] as Formula)]))
}
