// Opens one form in a fresh process and says how long that took, in microseconds: nothing is warm, as for somebody who
// has just loaded the page. Runs as a child of open-form.ts, which names engine and size.
import { openSheet } from '../../engine/core/calculation/sheet.ts'
import { compileForm } from '../../engine/core/form/compile.ts'
import { openByHyperFormula, worksheetOf } from './by-hyperformula.ts'
import { build, calculateByJsonLogic, dataOf, rulesOf } from './by-json-logic.ts'
import { definitionOf, recordOf, valuesOf, type Grid } from './grid.ts'

/** Each is given its input ready made. */
const openers = {
  bieumau: (grid: Grid) => {
    const [definition, record] = [definitionOf(grid), recordOf(valuesOf(grid, false))]
    return () => openSheet(compileForm(definition), record)
  },
  'json-logic-engine': (grid: Grid) => {
    const [rules, data] = [rulesOf(grid), dataOf(valuesOf(grid, false))]
    return () => calculateByJsonLogic({ data, formulas: build(rules) })
  },
  HyperFormula: (grid: Grid) => {
    const worksheet = worksheetOf(grid, valuesOf(grid, false))
    return () => openByHyperFormula(grid, worksheet)
  },
} as const
export type Opener = keyof typeof openers

const open = openers[process.argv[2] as Opener](JSON.parse(process.argv[3] ?? '') as Grid)
const begun = performance.now()
open()
process.send?.((performance.now() - begun) * 1000)
process.disconnect?.()
