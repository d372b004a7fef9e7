// Row 6: what an open form of 700 × 40 keeps in memory, from its definition to its values. Each engine is weighed in a
// process of its own with its collector at hand (memory-of.ts); median of several copies that are all kept alive.
import { inChild } from './child.ts'
import { round, type Outcome, type Row } from './frame.ts'
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
    const [form = NaN, withValues = NaN] = figures.map(({ value }) => value / (figures.at(-1)?.value ?? NaN))
    return [{
      title: 'Memory of an open form, 700 × 40',
      unit: 'MB',
      figures,
      verdicts: [{
        words: `${round(form)}× HyperFormula, ${round(withValues)}× with the values (must: ≤ 0.1×, ambitious: ≤ 0.03× with the values)`,
        met: form <= 0.1,
        ambitious: withValues <= 0.03,
      }],
    }]
  },
}
