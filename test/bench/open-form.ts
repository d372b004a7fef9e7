// Row 5: a form is opened: from its definition and a record to the first result, as happens whenever somebody opens a
// filing whose form is not compiled yet. The others begin with the same values and with their formulas as texts or trees.
import { openSheet } from '../../engine/core/calculation/sheet.ts'
import { compileForm } from '../../engine/core/form/compile.ts'
import { openByHyperFormula, worksheetOf } from './by-hyperformula.ts'
import { build, calculateByJsonLogic, dataOf, rulesOf } from './by-json-logic.ts'
import { large, openAll, sizeOf, small } from './engines.ts'
import { compete, often, type Contest, type Row } from './frame.ts'
import { definitionOf, recordOf, type Grid } from './grid.ts'

export const openForm: Row = {
  name: 'open-form',
  numbers: [5],
  measure: () => [compete(contest(small)), compete(contest(large))],
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
    targets: [
      { against: 'HyperFormula, build', is: 'faster', must: 150, ambitious: 1000 },
      { against: 'json-logic-engine, build', is: 'faster', must: 150, ambitious: 500 },
    ],
  }
}
