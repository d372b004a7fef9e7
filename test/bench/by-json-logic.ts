// The peers json-logic-js and json-logic-engine (`build`: every rule made into a function), given the grid's rules
// expanded to one expression per cell, as those libraries want them. They have no notion of blank (null + 1 is NaN in
// the first), so they compete on filled grids. They have no dependency graph either: for single edits they are given ours.
import jsonLogic from 'json-logic-js'
import { LogicEngine } from 'json-logic-engine'
import { sectionsOf, type Grid } from './grid.ts'

type Logic = Parameters<typeof jsonLogic.apply>[0]
type Data = Record<string, unknown>
/** One expression of one cell. */
export type Rule = { readonly target: string; readonly logic: Logic }
type Formula = { readonly target: string; readonly run: (data: Data) => unknown }
/** What an edit of a cell moves: positions of rules, in order. */
export type Graph = ReadonlyMap<string, readonly number[]>
export type Sheet = { readonly data: Data; readonly formulas: readonly Formula[] }

const cell = (row: string, column: string): string => `${row}_${column}`
const read = (row: string, column: string) => ({ var: cell(row, column) })

export const interpret = (rules: readonly Rule[]): Formula[] => rules.map(({ target, logic }) => ({ target, run: (data) => jsonLogic.apply(logic, data) }))

export function build(rules: readonly Rule[]): Formula[] {
  const engine = new LogicEngine()
  return rules.map(({ target, logic }) => ({ target, run: engine.build(logic) as Formula['run'] }))
}

export function rulesOf(grid: Grid): Rule[] {
  const columns = Array.from({ length: grid.columns }, (_, column) => `c${column}`)
  const rules: Rule[] = []
  const add = (target: string, logic: unknown): void => {
    rules.push({ target, logic: logic as Logic })
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
  return rules
}

export function dataOf(values: readonly (readonly (number | null)[])[]): Data {
  const data: Data = {}
  values.forEach((row, index) => row.forEach((value, column) => { data[cell(`r${index}`, `c${column}`)] = value }))
  return data
}

export function calculateByJsonLogic({ data, formulas }: Sheet): void {
  for (const { target, run } of formulas) data[target] = run(data)
}

export function editByJsonLogic({ data, formulas }: Sheet, graph: Graph, target: string, value: number): void {
  data[target] = value
  for (const position of graph.get(target) ?? []) {
    const formula = formulas[position] as Formula
    data[formula.target] = formula.run(data)
  }
}

/** For every typed cell the rules that it moves, in order: what a graph would say. */
export function graphOf(rules: readonly Rule[]): Graph {
  const direct = new Map<string, Set<number>>()
  rules.forEach(({ logic }, index) => {
    for (const name of jsonLogic.uses_data(logic as Record<string, unknown>) as string[]) (direct.get(name) ?? direct.set(name, new Set()).get(name))?.add(index)
  })
  const reach = (name: string, found: Set<number>): Set<number> => {
    for (const index of direct.get(name) ?? []) {
      if (found.has(index)) continue
      found.add(index)
      reach((rules[index] as Rule).target, found)
    }
    return found
  }
  const calculated = new Set(rules.map((rule) => rule.target))
  const typed = [...direct.keys()].filter((name) => !calculated.has(name))
  return new Map(typed.map((name) => [name, [...reach(name, new Set())].sort((a, b) => a - b)]))
}
