// A template on its way: what a column, a row or a rule asks for, before the hidden cells of the form are counted and
// places become slots. Sums are described here too, because everything that totals drafts one.
import type { Run } from '../expression/compile.ts'
import type { Frame, Template } from './template.ts'

/** Near terms, and a row of every instance of a band (-1: none). `apart`: how far each term is from the one before it, where
 * that is the same for all; 0 where it is not. */
export type Sum = { readonly terms: readonly number[]; readonly apart: number; readonly band: number; readonly position: number }

export function sumOf(terms: readonly number[], band = -1, position = 0): Sum {
  const [first = 0, second = first + 1] = terms
  const isEven = terms.every((term, index) => term === first + index * (second - first))
  return { terms, apart: isEven ? second - first : 0, band, position }
}

/** A template before the hidden cells are counted: only then are row steps, and so its closure, known. */
export type Draft = Pick<Template, 'table' | 'axis' | 'band' | 'on' | 'reads' | 'sum' | 'node' | 'rule' | 'condition'> & {
  readonly target: number | 'hidden'
  readonly make: ((frames: readonly Frame[]) => Run) | undefined
}

const nowhere = new Uint8Array(0)

/** What every draft is spread from, so that all have one shape. */
export function draftIn(table: number, axis: Template['axis'], band = -1): Draft {
  return { table, axis, band, target: 'hidden', on: nowhere, reads: [], sum: undefined, make: undefined, node: undefined, rule: undefined, condition: undefined }
}
