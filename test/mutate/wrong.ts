// Ways for an operator to be wrong, by name: a row of the table with one property changed. Imported by the mutated copy
// of operators.ts, so it may know the exact values and nothing else of the engine.
import { add, fraction, isFailure, isFraction, type Exact } from '../../engine/core/expression/exact.ts'
import type { Operator } from '../../engine/core/expression/operators.ts'

export type Wrong = { readonly name: string; readonly change: (row: Operator) => Operator }

const result = (name: string, change: (value: Exact) => Exact): Wrong => ({ name, change: (row) => ({ ...row, apply: (args) => change(row.apply(args)) }) })
const given = (name: string, change: (args: readonly Exact[]) => readonly Exact[]): Wrong => ({ name, change: (row) => ({ ...row, apply: (args) => row.apply(change(args)) }) })

/** Wrong results: noticed by what `apply` answers. */
export const wrongResults: readonly Wrong[] = [
  result('counts one too many', (value) => (isFraction(value) ? add(value, fraction(1n)) : value)),
  result('says the opposite', (value) => (typeof value === 'boolean' ? !value : value)),
  result('answers 0 for blank', (value) => value ?? fraction(0n)),
  result('answers blank for an error', (value) => (isFailure(value) ? null : value)),
  result('answers blank', () => null),
  given('forgets its last argument', (args) => (args.length > 1 ? args.slice(0, -1) : args)),
  given('takes its arguments backwards', (args) => args.toReversed()),
]

const policies = ['skip', 'spread', 'own'] as const

/** Wrong policies and types: noticed by blanks, by errors, or by what the checker lets through. */
export function wrongRows(row: Operator): Wrong[] {
  const wrong: Wrong[] = policies.filter((policy) => policy !== row.blank).map((blank) => ({ name: `blank: ${row.blank} → ${blank}`, change: (one) => ({ ...one, blank }) }))
  const toggled = (key: 'errors' | 'rest' | 'columns', on: unknown): Wrong => ({
    name: row[key] === undefined ? `${key} added` : `${key} taken away`,
    change: (one) => {
      const changed: Record<string, unknown> = { ...one, [key]: on }
      if (row[key] !== undefined) delete changed[key]
      return changed as unknown as Operator
    },
  })
  wrong.push(toggled('errors', 'own'), toggled('rest', true), toggled('columns', true))
  const { params, infix } = row
  if (params !== 'any') {
    params.forEach((type, index) => {
      const other = type === 'number' ? 'boolean' : 'number'
      wrong.push({ name: `parameter ${index + 1}: ${type} → ${other}`, change: (one) => ({ ...one, params: params.with(index, other) }) })
    })
    wrong.push({ name: 'one more parameter', change: (one) => ({ ...one, params: [...params, params.at(-1) ?? 'number'] }) })
  }
  if (row.least !== undefined) wrong.push({ name: 'one argument fewer', change: (one) => ({ ...one, least: (row.least ?? 0) - 1 }) })
  for (const type of ['number', 'boolean', 'text'] as const) if (type !== row.result) wrong.push({ name: `result: ${row.result} → ${type}`, change: (one) => ({ ...one, result: type }) })
  if (infix !== undefined) for (const strength of [0.5, 9]) wrong.push({ name: `binding strength ${infix.strength} → ${strength}`, change: (one) => ({ ...one, infix: { ...infix, strength } }) })
  return wrong
}

/** Puts the changed row into the table. */
export function mislead(operators: ReadonlyMap<string, Operator>, name: string, wrongName: string): void {
  const row = operators.get(name)
  const wrong = row === undefined ? undefined : [...wrongResults, ...wrongRows(row)].find((one) => one.name === wrongName)
  if (row === undefined || wrong === undefined) throw new Error(`No mutant ${name}: ${wrongName}`)
  ;(operators as Map<string, Operator>).set(name, wrong.change(row))
}
