// What is wrong with a filled-in form: rules that do not hold and cells that cannot be calculated. The rules have been
// calculated with the sheet; here they are only read and put into findings.
import { addressOf, placeOf, valueIn, type Sheet } from '../calculation/sheet.ts'
import { askedAt, isShown } from '../calculation/conditions.ts'
import { eachOrigin, slotOfRead } from '../calculation/recalculate.ts'
import type { Read, RuleInfo, Template } from '../form/compile.ts'
import type { Issue } from '../issue.ts'
import { showNumber } from '../number.ts'
import { decimalsAt, labelOf } from '../calculation/label.ts'
import { errorOf, isError, sumExactly } from '../value.ts'
import { showValue } from './typed.ts'

/** A finding's `params.key` names rule and row: a written reason is stored under it. */
export function findings(sheet: Sheet): Issue[] {
  return [...brokenRules(sheet), ...recordCounts(sheet), ...failedCells(sheet)]
}

/** Findings of severity `explain` that have no written reason yet. */
export function unexplained(found: readonly Issue[], reasons: Readonly<Record<string, string>>): Issue[] {
  return found.filter((one) => one.severity === 'explain' && (reasons[String(one.params?.['key'])] ?? '').trim() === '')
}

function brokenRules(sheet: Sheet): Issue[] {
  const found: Issue[] = []
  for (const template of sheet.form.templates) {
    const { rule } = template
    if (rule === undefined) continue
    eachOrigin(sheet, template, (origin) => {
      if (sheet.cells.v[origin + template.offset] === 0 && !isAboutUnseen(sheet, template, origin)) found.push(toFinding(sheet, template, rule, origin))
    })
  }
  return found
}

/** Does a rule read only fields that are not seen now? Then nobody can do anything about it. */
function isAboutUnseen(sheet: Sheet, template: Template, origin: number): boolean {
  if (sheet.form.gates.length === 0) return false
  const places = template.reads.map((read) => {
    const slot = slotOfRead(sheet, template, read, origin)
    const address = slot === undefined ? undefined : addressOf(sheet, slot)
    return address === undefined ? undefined : placeOf(sheet, address)
  })
  const seen = places.map((place) => place === undefined || askedAt(sheet, place).visible)
  // Figures from outside and whole columns are nothing to be seen by themselves.
  return places.some((place) => place !== undefined) && places.every((place, index) => place === undefined || seen[index] === false)
}

function toFinding(sheet: Sheet, template: Template, rule: RuleInfo, origin: number): Issue {
  const slotOf = (read: Read): number => slotOfRead(sheet, template, read, origin) ?? firstOfColumn(sheet, read)
  const anchor = slotOf(rule.anchor)
  const path = addressOf(sheet, anchor) ?? ''
  const shared = { ...rule.params, key: `${rule.id}@${path}`, label: labelOf(sheet, anchor) }
  const found = (code: string, params: Record<string, string | number> = {}): Issue => ({ code: `finding.${code}`, severity: rule.severity, path, params: { ...shared, ...params } })
  switch (rule.kind) {
    case 'check':
      return found('check', { message: messageOf(sheet, rule, slotOf) })
    case 'required':
      return found('required')
    case 'same':
    case 'carried-over':
    case 'range':
    case 'change':
      return found(rule.kind, { value: shownAt(sheet, anchor), other: otherFigure(sheet, template, rule, slotOf) })
    case 'parts':
    case 'of-which':
      return partsFinding(sheet, rule, rule.terms.map(slotOf), found)
  }
}

function partsFinding(sheet: Sheet, { kind }: RuleInfo, slots: readonly number[], found: (code: string, params: Record<string, string | number>) => Issue): Issue {
  const [total = 0, ...parts] = slots
  // Parts of which each is exact may add up to more than a double holds; what is shown is the true sum.
  const sum = sumExactly(parts.map((part) => sheet.cells.v[part] as number))
  const decimals = decimalsAt(sheet, total)
  const shown = (value: bigint | undefined): string => (value === undefined ? '—' : showNumber(String(value), decimals))
  const whole = filledAt(sheet, total)
  const difference = (whole ?? 0n) - (sum ?? 0n)
  return found(kind === 'of-which' ? 'of-which' : whole === undefined ? 'parts-without-total' : 'parts', {
    total: shown(whole),
    totalLabel: labelOf(sheet, total),
    sum: shown(sum),
    difference: shown(difference < 0n ? -difference : difference),
    parts: parts.map((part) => labelOf(sheet, part, true)).join(' + '),
  })
}

/** The author's sentence with the figures that it names in braces. */
function messageOf(sheet: Sheet, { message = '', mentions }: RuleInfo, slotOf: (read: Read) => number): string {
  return mentions.reduce((words, { name, read }) => words.replaceAll(`{${name}}`, shownAt(sheet, slotOf(read))), message)
}

/** The figure that a cell is compared with: the last one that the rule reads. */
function otherFigure(sheet: Sheet, template: Template, rule: RuleInfo, slotOf: (read: Read) => number): string {
  const other = template.reads.filter((read) => read.kind !== 'column' && (read.kind !== rule.anchor.kind || JSON.stringify(read) !== JSON.stringify(rule.anchor))).at(-1)
  if (other === undefined) return ''
  const value = sheet.cells.v[slotOf(other)] as number
  return value === value && !isError(value) ? showNumber(value, decimalsAt(sheet, slotOf(rule.anchor))) : '—'
}

/** Where a rule is about a whole column, its finding stands at the first row; −1 where there is none. */
function firstOfColumn(sheet: Sheet, read: Read): number {
  if (read.kind !== 'column') return -1
  return sheet.cells.columnSlots(read.table, read.column).find(({ count }) => count > 0)?.start ?? -1
}

function shownAt(sheet: Sheet, slot: number): string {
  const address = addressOf(sheet, slot)
  const place = address === undefined ? undefined : placeOf(sheet, address)
  const column = place?.table.columns[place.column]
  const shown = place === undefined || column === undefined ? '' : showValue(column, valueIn(sheet, place))
  return shown === '' ? '—' : shown
}

function filledAt(sheet: Sheet, slot: number): bigint | undefined {
  const value = sheet.cells.v[slot] as number
  return value === value && !isError(value) ? BigInt(value) : undefined
}

/** Too few or too many records of a band. */
function recordCounts(sheet: Sheet): Issue[] {
  return sheet.form.tables.flatMap((table) =>
    table.bands.flatMap((band): Issue[] => {
      if (band.per !== 'record' || !isShown(sheet, table)) return []
      const count = sheet.instances[table.index]?.[band.index]?.length ?? 0
      const params = { key: '', label: band.title, count, least: band.least, most: band.most }
      if (count < band.least) return [{ code: 'finding.too-few-records', severity: 'error', path: table.id, params }]
      return count > band.most ? [{ code: 'finding.too-many-records', severity: 'error', path: table.id, params }] : []
    }),
  )
}

function failedCells(sheet: Sheet): Issue[] {
  const { v } = sheet.cells
  const found: Issue[] = []
  for (let slot = 0; slot < v.length; slot++) {
    const value = v[slot] as number
    const path = isError(value) ? addressOf(sheet, slot) : undefined
    if (path !== undefined) found.push({ code: `finding.${errorOf(value)}`, severity: 'error', path, params: { key: '', label: labelOf(sheet, slot) } })
  }
  return found
}
