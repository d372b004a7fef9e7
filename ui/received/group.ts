// Filings of lower units put together by form and period, with how many of them are in. Pure: the page only draws it.
import type { FilingLine } from '../../engine/core/contract/filing.ts'
import type { FormRef, PeriodRef } from '../../engine/core/contract/shapes.ts'

export type Group = {
  key: string
  form: FormRef
  period: PeriodRef
  lines: FilingLine[]
  received: number
  waiting: number
  late: number
}

/** What has arrived and waits stands first, then what is late, then the rest by name; what is in stands last. */
export function groupFilings(lines: readonly FilingLine[]): Group[] {
  const groups = new Map<string, Group>()
  for (const line of lines) {
    const key = `${line.form.pack}/${line.form.id} ${line.period.id}`
    let group = groups.get(key)
    if (group === undefined) {
      group = { key, form: line.form, period: line.period, lines: [], received: 0, waiting: 0, late: 0 }
      groups.set(key, group)
    }
    group.lines.push(line)
    if (line.state.tone === 'done') group.received += 1
    if (line.state.tone === 'sent') group.waiting += 1
    if (line.late) group.late += 1
  }
  for (const group of groups.values()) {
    group.lines.sort((a, b) => rank(a) - rank(b) || a.unit.name.localeCompare(b.unit.name, 'vi'))
  }
  return [...groups.values()].sort((a, b) => a.form.code.localeCompare(b.form.code, 'vi', { numeric: true }) || b.period.year - a.period.year)
}

function rank(line: FilingLine): number {
  if (line.state.tone === 'sent') return 0
  if (line.state.tone === 'done') return 3
  return line.late ? 1 : 2
}
