// Row 5: a form is opened: from its definition and a record to the first result, as happens whenever somebody opens a
// filing whose form is not compiled yet. The others begin with the same values and with their formulas as texts or trees.
// Twice: in a process that has opened many, as a server has, and as the first thing that a process does, as in a browser.
import { openSheet } from '../../engine/core/calculation/sheet.ts'
import { compileForm } from '../../engine/core/form/compile.ts'
import { openByHyperFormula, worksheetOf } from './by-hyperformula.ts'
import { build, calculateByJsonLogic, dataOf, rulesOf } from './by-json-logic.ts'
import { inChild } from './child.ts'
import { large, openAll, sizeOf, small } from './engines.ts'
import { compete, median, often, type Contest, type Outcome, type Row, type Target } from './frame.ts'
import { definitionOf, recordOf, type Grid } from './grid.ts'
import type { Opener } from './open-once.ts'

/** Held against the first way only; what a fresh process pays is mostly its engine's warming up. */
const targets: readonly Target[] = [
  { against: 'HyperFormula, build', is: 'faster', must: 150, ambitious: 1000 },
  { against: 'json-logic-engine, build', is: 'faster', must: 150, ambitious: 500 },
]

export const openForm: Row = {
  name: 'open-form',
  numbers: [5],
  measure: async () => [compete(contest(small)), compete(contest(large)), await first(small), await first(large)],
}

function contest(grid: Grid): Contest {
  // Checks that all of them come to the same.
  const { values } = openAll(grid)
  const definition = definitionOf(grid)
  const form = compileForm(definition)
  const [record, rules, data, worksheet] = [recordOf(values), rulesOf(grid), dataOf(values), worksheetOf(grid, values)]
  return {
    title: `Opening a form: compiled, filled and calculated, ${sizeOf(grid)}`,
    competitors: [
      { name: 'bieumau', run: often(() => openSheet(compileForm(definition), record)) },
      { name: 'of which compiling', run: often(() => compileForm(definition)) },
      { name: 'compiled before', run: often(() => openSheet(form, record)) },
      { name: 'json-logic-engine, build', run: often(() => calculateByJsonLogic({ data: { ...data }, formulas: build(rules) })) },
      { name: 'HyperFormula, build', run: often(() => openByHyperFormula(grid, worksheet).engine.destroy()) },
    ],
    targets,
  }
}

const fresh: readonly { readonly name: string; readonly opener: Opener }[] = [
  { name: 'bieumau', opener: 'bieumau' },
  { name: 'json-logic-engine, build', opener: 'json-logic-engine' },
  { name: 'HyperFormula, build', opener: 'HyperFormula' },
]
const processes = 5

async function first(grid: Grid): Promise<Outcome> {
  const spans = fresh.map((): number[] => [])
  for (let round = 0; round < processes; round++) {
    for (const [index, { opener }] of fresh.entries()) spans[index]?.push(await inChild<number>('open-once.ts', [opener, JSON.stringify(grid)]))
  }
  const figures = fresh.map(({ name }, index) => ({ name, value: median(spans[index] ?? []) }))
  return { title: `The same in fresh processes, ${sizeOf(grid)}`, unit: 'µs', figures, verdicts: [] }
}
