// What an expression is written for decides what it may say: the type of its result, where its names may come from, and
// (in the rows of operators.ts) which operators it may use.
import { outside, type RangeNode, type ReferenceNode, type Source, type Type } from './tree.ts'

/** `visible-when` holds for required-when and read-only-when, too. */
export const modeNames = ['calculate', 'check', 'visible-when', 'prefill', 'guard'] as const
export type Mode = (typeof modeNames)[number]

/** `own`: the filing's cells; in a guard, the facts about it. */
export type Place = 'own' | Source['kind'] | (typeof outside)[number]

type ModeRow = {
  /** Undefined: the type of the cell that takes the result. */
  readonly result: Type | undefined
  readonly places: readonly Place[]
  /** A blank or a day may be written down. Facts are never blank and have no days. */
  readonly literals: 'all' | 'plain'
}

const everywhere: readonly Place[] = ['own', 'form', 'previous', 'carried-over', ...outside]

export const modes: Readonly<Record<Mode, ModeRow>> = {
  calculate: { result: undefined, places: everywhere, literals: 'all' },
  check: { result: 'boolean', places: everywhere, literals: 'all' },
  // What is asked of somebody does not depend on what stands in another report.
  'visible-when': { result: 'boolean', places: ['own', ...outside], literals: 'all' },
  // A form is prefilled before anything is filled in.
  prefill: { result: undefined, places: ['form', 'previous', 'carried-over', ...outside], literals: 'all' },
  guard: { result: 'boolean', places: ['own'], literals: 'plain' },
}

/** Where a name is looked for. */
export function placeOf({ source, path }: ReferenceNode | RangeNode): Place {
  if (source !== undefined) return source.kind
  const word = path.length > 1 ? outside.find((one) => one === path[0]) : undefined
  return word ?? 'own'
}
