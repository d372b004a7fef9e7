// Ways for an operator to be wrong, by name: a row of the table with one property changed. Imported by the mutated copy
// of operators.ts, so it may know the exact values and nothing else of the engine.
import { add, fraction, isFailure, isFraction, type Exact } from '../../engine/core/expression/exact.ts'
import type { Operator, Words } from '../../engine/core/expression/operator.ts'
import { modeNames } from '../../engine/core/expression/modes.ts'

export type Wrong = { readonly name: string; readonly change: (row: Operator) => Operator }

const result = (name: string, change: (value: Exact) => Exact): Wrong => ({ name, change: (row) => ({ ...row, apply: (args, context) => change(row.apply(args, context)) }) })
const given = (name: string, change: (args: readonly Exact[]) => readonly Exact[]): Wrong => ({ name, change: (row) => ({ ...row, apply: (args, context) => row.apply(change(args), context) }) })

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

/** A policy that leaves everything to the operator's own function. */
const own: Words = { vi: 'tự quyết', en: 'own' }
const nameOf = (policy: string | Words): string => (typeof policy === 'string' ? policy : 'own')

/** Wrong policies, types and uses: noticed by blanks, by errors, or by what the checker lets through. */
export function wrongRows(row: Operator): Wrong[] {
  const { blank, errors, params, least, infix, modes } = row
  const wrong = (name: string, changed: Partial<Operator>): Wrong => ({ name, change: (one) => ({ ...one, ...changed }) })
  const toggled = (key: 'rest' | 'ranges' | 'refuses', on: true | undefined): Wrong[] => {
    if (row[key] === undefined) return on === undefined ? [] : [wrong(`${key} added`, { [key]: on })]
    return [{ name: `${key} taken away`, change: ({ [key]: _, ...rest }) => rest as Operator }]
  }
  return [
    ...(['skip', 'spread', own] as const).filter((policy) => nameOf(policy) !== nameOf(blank)).map((policy) => wrong(`blank: ${nameOf(blank)} → ${nameOf(policy)}`, { blank: policy })),
    wrong(`errors: ${nameOf(errors)} → ${errors === 'spread' ? 'own' : 'spread'}`, { errors: errors === 'spread' ? own : 'spread' }),
    ...toggled('rest', true),
    ...toggled('ranges', true),
    ...toggled('refuses', undefined),
    ...params.map((type, index) => wrong(`parameter ${index + 1}: ${type} → ${type === 'number' ? 'text' : 'number'}`, { params: params.with(index, type === 'number' ? 'text' : 'number') })),
    wrong('one more parameter', { params: [...params, params.at(-1) ?? 'number'] }),
    wrong('one argument fewer', { least: (least ?? params.length) - 1 }),
    ...(['number', 'boolean', 'text', 'date'] as const).filter((type) => type !== row.result).map((result) => wrong(`result: ${row.result} → ${result}`, { result })),
    ...(infix === undefined ? [] : [0.5, 9].map((strength) => wrong(`binding strength ${infix.strength} → ${strength}`, { infix: { ...infix, strength } }))),
    ...modeNames.map((mode) => (modes.includes(mode) ? wrong(`not in ${mode}`, { modes: modes.filter((one) => one !== mode) }) : wrong(`in ${mode}, too`, { modes: [...modes, mode] }))),
  ]
}

/** Puts the changed row into the table. */
export function mislead(operators: ReadonlyMap<string, Operator>, name: string, wrongName: string): void {
  const row = operators.get(name)
  const wrong = row === undefined ? undefined : [...wrongResults, ...wrongRows(row)].find((one) => one.name === wrongName)
  if (row === undefined || wrong === undefined) throw new Error(`No mutant ${name}: ${wrongName}`)
  ;(operators as Map<string, Operator>).set(name, wrong.change(row))
}
