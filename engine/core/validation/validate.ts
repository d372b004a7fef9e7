// What is wrong with a filled-in form: rules that do not hold and cells that cannot be calculated. The rules have been
// calculated with the sheet; here they are only read and put into findings.
import { addressOf, slotAt, targetsOf, type Sheet } from '../calculation/sheet.ts'
import type { RuleInfo, Template } from '../form/compile.ts'
import type { Issue } from '../issue.ts'
import { showNumber } from '../number.ts'
import { decimalsAt, labelOf } from '../calculation/label.ts'
import { errorOf, isError, sumExactly } from '../value.ts'

/** A finding's `params.key` names rule and row: a written reason is stored under it. */
export function findings(sheet: Sheet): Issue[] {
  return [...brokenRules(sheet), ...failedCells(sheet)]
}

/** Findings of severity `explain` that have no written reason yet. */
export function unexplained(found: readonly Issue[], reasons: Readonly<Record<string, string>>): Issue[] {
  return found.filter((one) => one.severity === 'explain' && (reasons[String(one.params?.['key'])] ?? '').trim() === '')
}

function brokenRules(sheet: Sheet): Issue[] {
  return sheet.form.templates.flatMap((template) => {
    const { rule } = template
    if (rule === undefined) return []
    return targetsOf(sheet, template).flatMap((slot) => (sheet.cells.v[slot] === 0 ? [toFinding(sheet, template, rule, slot)] : []))
  })
}

function toFinding(sheet: Sheet, template: Template, rule: RuleInfo, slot: number): Issue {
  const { step } = template
  const origin = slot - template.offset
  const path = addressOf(sheet, origin + rule.anchor * step) ?? ''
  const [total = 0, ...parts] = rule.terms
  const label = labelOf(sheet, origin + rule.anchor * step)
  const params: Record<string, string | number> = { key: `${rule.id}@${path}`, label }
  if (rule.kind === 'check') return { code: 'finding.check', severity: rule.severity, path, params: { ...params, message: rule.message ?? '' } }
  // Parts of which each is exact may add up to more than a double holds; what is shown is the true sum.
  const sum = sumExactly(parts.map((part) => sheet.cells.v[origin + part * step] as number))
  const decimals = decimalsAt(sheet, origin + total * step)
  const shown = (value: bigint | undefined): string => (value === undefined ? '—' : showNumber(String(value), decimals))
  const whole = filledAt(sheet, origin + total * step)
  params['total'] = shown(whole)
  params['totalLabel'] = labelOf(sheet, origin + total * step)
  params['sum'] = shown(sum)
  const difference = (whole ?? 0n) - (sum ?? 0n)
  params['difference'] = shown(difference < 0n ? -difference : difference)
  params['parts'] = parts.map((part) => labelOf(sheet, origin + part * step, true)).join(' + ')
  const code = rule.kind === 'of-which' ? 'finding.of-which' : whole === undefined ? 'finding.parts-without-total' : 'finding.parts'
  return { code, severity: rule.severity, path, params }
}

function filledAt(sheet: Sheet, slot: number): bigint | undefined {
  const value = sheet.cells.v[slot] as number
  return value === value && !isError(value) ? BigInt(value) : undefined
}

function failedCells(sheet: Sheet): Issue[] {
  // Asked after every save, and nearly always answered by this one walk.
  if (!someFailed(sheet.cells.v)) return []
  return sheet.form.tables.flatMap((table) => {
    const { fixed } = sheet.form.frames[table.index] as { fixed: number }
    const rows = [...table.rows.keys(), ...(sheet.units[table.index] ?? []).map((_, unit) => fixed + unit)]
    return rows.flatMap((row) =>
      table.columns.flatMap((column): Issue[] => {
        const slot = slotAt(sheet, table, row, column.index)
        const error = errorOf(sheet.cells.v[slot] as number)
        if (error === undefined) return []
        return [{ code: `finding.${error}`, severity: 'error', path: addressOf(sheet, slot) ?? '', params: { key: '', label: labelOf(sheet, slot) } }]
      }),
    )
  })
}

function someFailed(values: Float64Array): boolean {
  for (let slot = 0; slot < values.length; slot++) if (isError(values[slot] as number)) return true
  return false
}
