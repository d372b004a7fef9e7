// May this value stand in this cell? Asked of every value that comes in from outside, whatever the page has checked.
import type { WireValue } from '../contract/shapes.ts'
import type { Column } from '../form/compile.ts'
import { issue, type Issue } from '../issue.ts'
import { kinds, type Known } from './kinds.ts'

export type { Known } from './kinds.ts'

const nothing: Known = {}

/**
 * Issues of every kind: value.not-a-number, value.not-whole, value.too-large, value.not-text; and those of the kind
 * (kinds.ts). Numbers are integers of the cell's smallest unit, days counts of days, yes and no 1 and 0.
 */
export function checkValue(value: WireValue, column: Column, known = nothing): Issue | undefined {
  // What nearly every cell holds, asked first, and small enough to stand wherever it is asked.
  if (value === null) return undefined
  if (typeof value === 'number') {
    const whole = value | 0
    if (whole === value && whole >= 0 && whole <= column.plainTo) return undefined
  }
  if (typeof value === 'number' && column.holds === 'number' && value >= column.min && value <= column.max && Math.floor(value) === value) return undefined
  return problemOf(value, column, known)
}

function problemOf(value: string | number, column: Column, known: Known): Issue | undefined {
  const row = kinds[column.kind]
  if (row.holds === 'text') return typeof value === 'string' ? row.check(value, column, known) : issue('value.not-text', '')
  if (typeof value === 'string') {
    // A count past 2^53 travels as digits; it is a number, but no cell takes one that large yet.
    const large = /^-?\d+$/.test(value) && !Number.isSafeInteger(Number(value))
    return issue(large ? 'value.too-large' : 'value.not-a-number', '', { text: value.slice(0, 40) })
  }
  if (!Number.isInteger(value)) return issue('value.not-whole', '', { text: String(value) })
  if (!Number.isSafeInteger(value)) return issue('value.too-large', '', { text: String(value) })
  return row.check(value, column)
}
