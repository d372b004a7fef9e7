// Row 6: what an open form of 700 × 40 keeps in memory, from its definition to its values. Each engine is weighed in a
// process of its own with its collector at hand (memory-of.ts); median of several copies that are all kept alive.
import { fork } from 'node:child_process'
import path from 'node:path'
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
    for (const { name, what } of competitors) figures.push({ name, value: (await weigh(what)).megabytes })
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

function weigh(what: WhatIsWeighed): Promise<Weighed> {
  return new Promise((resolve, reject) => {
    const child = fork(path.resolve('test/bench/memory-of.ts'), [what], { execArgv: ['--expose-gc', '--import', 'tsx'] })
    child.once('message', (result) => resolve(result as Weighed))
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`Weighing ${what} ended with ${code}`))
    })
  })
}
