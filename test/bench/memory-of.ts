// Weighs one engine's open form: the heap and the buffers outside it before and after, collected until they stand
// still. The first copy is thrown away: it pays for code that is compiled once. What goes in (texts, trees, values) is
// made anew for every copy and counts as far as the engine keeps it. Runs as a child of memory.ts.
import { openSheet } from '../../engine/core/calculation/sheet.ts'
import { compileForm } from '../../engine/core/form/compile.ts'
import { openByHyperFormula, worksheetOf } from './by-hyperformula.ts'
import { build, calculateByJsonLogic, dataOf, interpret, rulesOf } from './by-json-logic.ts'
import { large } from './engines.ts'
import { median } from './frame.ts'
import { definitionOf, formOf, recordOf, valuesOf } from './grid.ts'

export type Weighed = { readonly megabytes: number }

const makers = {
  form: () => compileForm(definitionOf(large)),
  sheet: () => openSheet(formOf(large), recordOf(valuesOf(large, false))),
  'json-logic-js': () => {
    const sheet = { data: dataOf(valuesOf(large, false)), formulas: interpret(rulesOf(large)) }
    calculateByJsonLogic(sheet)
    return sheet
  },
  'json-logic-engine': () => {
    const sheet = { data: dataOf(valuesOf(large, false)), formulas: build(rulesOf(large)) }
    calculateByJsonLogic(sheet)
    return sheet
  },
  HyperFormula: () => openByHyperFormula(large, worksheetOf(large, valuesOf(large, false))),
} as const
export type WhatIsWeighed = keyof typeof makers

const copies = 5

async function weight(): Promise<number> {
  const collect = globalThis.gc as () => void
  let before = Infinity
  for (;;) {
    // What is finalised in one turn of the loop is freed in the next.
    await new Promise((resolve) => setImmediate(resolve))
    collect()
    const { heapUsed, external } = process.memoryUsage()
    const now = heapUsed + external
    if (before - now < 1024) return now
    before = now
  }
}

const make = makers[process.argv[2] as WhatIsWeighed]
const kept: unknown[] = []
make()
const weights: number[] = []
let before = await weight()
for (let copy = 0; copy < copies; copy++) {
  kept.push(make())
  const now = await weight()
  weights.push((now - before) / 1e6)
  before = now
}
if (kept.length !== copies) throw new Error('A copy was lost')
process.send?.({ megabytes: median(weights) } satisfies Weighed)
process.disconnect?.()
