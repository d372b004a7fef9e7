// Numbers as people type and read them, and the integers that cells hold. A cell with d decimals holds value × 10^d.
// Vietnamese spelling: 1.234.567,89. What cannot be read for certain is refused, never guessed.
import { issue, type Issue } from './issue.ts'
import { LARGEST } from './value.ts'

/** Limits of a numeric cell; `min` and `max` are in its smallest unit. */
export type NumberLimits = { readonly decimals: number; readonly min: number; readonly max: number }

/** Largest count a cell takes unless its definition says otherwise: nine of them still add up exactly. */
export const defaultMax = 999_999_999_999_999

/** Thousands apart by full stops or by spaces, not by both. */
const grouped = /^(-?)(\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+)(?:,(\d+))?$/
const plain = /^(-?)(\d+)(?:,(\d+))?$/

/**
 * Reads a typed or pasted number. Blank text is blank (`value: null`).
 * Issues: value.not-a-number, value.ambiguous-number, value.not-whole, value.too-many-decimals, and those of checkLimits.
 */
export function readNumber(text: string, limits: NumberLimits): { value: number | null } | { issue: Issue } {
  const tidy = text
    .trim()
    // Full-width forms of input methods. No wider folding: it would read 10² as 102, and two lines as one number.
    .replace(/[\uff0c-\uff0e\uff10-\uff19]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u2007\u2009\u202f\u3000]/g, ' ')
    .replace(/\u2212/g, '-')
  if (tidy === '' || tidy === '-') return { value: null }
  const match = grouped.exec(tidy) ?? plain.exec(tidy)
  if (match === null) {
    const code = /^-?[\d.,]+$/.test(tidy) ? 'value.ambiguous-number' : 'value.not-a-number'
    return { issue: issue(code, '', { text: shorten(tidy) }) }
  }
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > limits.decimals) {
    return limits.decimals === 0
      ? { issue: issue('value.not-whole', '', { text: shorten(tidy) }) }
      : { issue: issue('value.too-many-decimals', '', { text: shorten(tidy), decimals: limits.decimals }) }
  }
  const digits = (match[2] ?? '').replace(/[. ]/g, '') + fraction.padEnd(limits.decimals, '0')
  const magnitude = digits.replace(/^0+(?=\d)/, '')
  if (magnitude.length > 16 || Number(magnitude) > LARGEST) return { issue: issue('value.too-large', '', { text: shorten(tidy) }) }
  const value = match[1] === '-' && magnitude !== '0' ? -Number(magnitude) : Number(magnitude)
  const wrong = checkLimits(value, limits)
  return wrong === undefined ? { value } : { issue: wrong }
}

/** Is an integer within the cell's limits? Issues: value.negative, value.below-min, value.above-max. */
export function checkLimits(value: number, limits: NumberLimits): Issue | undefined {
  if (value < limits.min) {
    return limits.min === 0
      ? issue('value.negative', '', { value: showNumber(value, limits.decimals) })
      : issue('value.below-min', '', { value: showNumber(value, limits.decimals), min: showNumber(limits.min, limits.decimals) })
  }
  if (value > limits.max) {
    return issue('value.above-max', '', { value: showNumber(value, limits.decimals), max: showNumber(limits.max, limits.decimals) })
  }
  return undefined
}

/** `123456789` with two decimals → `1.234.567,89`. */
export function showNumber(value: number | string, decimals: number): string {
  const text = typeof value === 'number' ? value.toFixed(0) : value
  const negative = text.startsWith('-')
  const digits = (negative ? text.slice(1) : text).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+(?!\d))/g, '.')
  const fraction = decimals === 0 ? '' : `,${digits.slice(digits.length - decimals)}`
  return `${negative ? '-' : ''}${whole}${fraction}`
}

/** A decimal of a definition (`0.5`) as a count of smallest units. Undefined where it does not come out whole. */
export function toUnits(value: number, decimals: number): number | undefined {
  const [whole = '0', fraction = ''] = String(value).split('.')
  if (/e/i.test(String(value)) || fraction.length > decimals) return undefined
  const units = Number(whole + fraction.padEnd(decimals, '0'))
  return Number.isSafeInteger(units) ? units : undefined
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
