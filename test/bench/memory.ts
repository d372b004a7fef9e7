// Row 6: what an open form of 700 × 40 keeps in memory, from its definition to its values. Each engine is weighed in a
// process of its own with its collector at hand (memory-of.ts); median of several copies that are all kept alive.
import { inChild } from './child.ts'
import { judge, type Outcome, type Row } from './frame.ts'
import type { Weighed, WhatIsWeighed } from './memory-of.ts'

const competitors: readonly { readonly name: string; readonly what: WhatIsWeighed }[] = [
  { name: 'bieumau, compiled form with its definition', what: 'form' },
  { name: 'bieumau, the same with an open sheet of values', what: 'sheet' },
  { name: 'json-logic-js, rules and values', what: 'json-logic-js' },
  { name: 'json-logic-engine, built rules and values', what: 'json-logic-engine' },
  { name: 'HyperFormula', what: 'HyperFormula' },
]

export const memory: Row = {
  name: 'memory',
  numbers: [6],
  measure: async (): Promise<Outcome[]> => {
    const figures: { name: string; value: number }[] = []
    for (const { name, what } of competitors) figures.push({ name, value: (await inChild<Weighed>('memory-of.ts', [what], ['--expose-gc'])).megabytes })
    return [{
      title: 'Memory of an open form, 700 × 40',
      unit: 'MB',
      figures,
      verdicts: [
        judge({ against: 'HyperFormula', is: 'within', must: 0.1, ambitious: 0.03 }, figures),
        judge({ of: 'bieumau, the same with an open sheet of values', against: 'HyperFormula', is: 'within', must: 0.1, ambitious: 0.03 }, figures),
      ],
    }]
  },
}
