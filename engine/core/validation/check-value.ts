// May this value stand in this cell? Asked of every value that comes in from outside, whatever the page has checked.
import type { WireValue } from '../contract/shapes.ts'
import type { Column } from '../form/compile.ts'
import { issue, type Issue } from '../issue.ts'
import { checkLimits } from '../number.ts'

/**
 * Issues: value.not-a-number, value.not-whole, value.too-large, value.negative, value.below-min, value.above-max,
 * value.not-text, value.text-too-long. Numbers are integers of the cell's smallest unit.
 */
export function checkValue(value: WireValue, column: Column): Issue | undefined {
  if (value === null) return undefined
  // What nearly every cell holds, asked first; `floor` costs the same whatever other values have come by.
  if (typeof value === 'number' && column.holds === 'number' && value >= column.min && value <= column.max && Math.floor(value) === value) return undefined
  if (column.holds === 'text') {
    if (typeof value !== 'string') return issue('value.not-text', '')
    return value.length > column.maxLength ? issue('value.text-too-long', '', { limit: column.maxLength }) : undefined
  }
  if (typeof value === 'string') {
    // A count past 2^53 travels as digits; it is a number, but no cell takes one that large yet.
    const large = /^-?\d+$/.test(value) && !Number.isSafeInteger(Number(value))
    return issue(large ? 'value.too-large' : 'value.not-a-number', '', { text: value.slice(0, 40) })
  }
  if (!Number.isInteger(value)) return issue('value.not-whole', '', { text: String(value) })
  if (!Number.isSafeInteger(value)) return issue('value.too-large', '', { text: String(value) })
  return checkLimits(value, column)
}
