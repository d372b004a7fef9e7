// Codelists on their own: every code once at a time, parents that are there and lead up, dates in order, properties as
// they are declared.
import { circleOf, type CodelistDefinition, type EntryDefinition } from '../core/codelist.ts'
import { nearest } from '../core/expression/check.ts'
import { issue, type Issue } from '../core/issue.ts'
import { isOfKind, type PropertyDefinition, type PropertyValues } from '../core/property.ts'
import { overlap } from '../core/validity.ts'
import { emptyValidity } from './catalogue.ts'

/** Issues: codelist.*, pack.empty-validity. */
export function checkCodelist(definition: CodelistDefinition): Issue[] {
  const entries = definition.entries ?? []
  const codes = new Map<string, number[]>()
  const issues: Issue[] = []
  if (entries.length === 0 && definition.scope !== 'unit') issues.push(issue('codelist.empty', '/scope', { id: definition.id }))
  entries.forEach((entry, index) => {
    issues.push(...emptyValidity(entry, `/entries/${index}`))
    const own = codes.get(entry.code)
    if (own === undefined) codes.set(entry.code, [index])
    else own.push(index)
  })
  for (const own of codes.values()) issues.push(...clashes(entries, own))
  entries.forEach((entry, index) => {
    const path = `/entries/${index}`
    if (entry.parent !== undefined && !codes.has(entry.parent)) issues.push(issue('codelist.unknown-parent', `${path}/parent`, { name: entry.parent, nearest: nearest(entry.parent, [...codes.keys()].slice(0, 500)) ?? '' }))
    issues.push(...checkProperties(entry.properties ?? {}, definition.properties ?? {}, `${path}/properties`, 'codelist'))
  })
  const circle = circleOf(entries)
  if (circle !== undefined) issues.push(issue('codelist.circle', `/entries/${entries.findIndex((one) => one.code === circle[0] && one.parent !== undefined)}/parent`, { path: circle.join(' → ') }))
  return issues
}

/** One code may come back with another title once the earlier one has ended. Told at the one that is written later. */
function clashes(entries: readonly EntryDefinition[], own: readonly number[]): Issue[] {
  const at = (index: number): EntryDefinition => entries[index] as EntryDefinition
  const sorted = own.toSorted((a, b) => ((at(a).from ?? '') < (at(b).from ?? '') ? -1 : (at(a).from ?? '') > (at(b).from ?? '') ? 1 : a - b))
  let longest = sorted[0] as number
  return sorted.slice(1).flatMap((index) => {
    const [earlier, later] = [at(longest), at(index)]
    const path = `/entries/${Math.max(longest, index)}/code`
    if (earlier.to !== undefined && (later.to === undefined || later.to > earlier.to)) longest = index
    if (!overlap(earlier, later)) return []
    return [isDated(earlier) || isDated(later) ? issue('codelist.overlapping-validity', path, { code: later.code }) : issue('codelist.duplicate-code', path, { code: later.code })]
  })
}

function isDated({ from, to }: EntryDefinition): boolean {
  return from !== undefined || to !== undefined
}

/** Issues: <who>.unknown-property, <who>.property-kind. */
export function checkProperties(values: PropertyValues, declared: Readonly<Record<string, PropertyDefinition>>, path: string, who: 'codelist' | 'units'): Issue[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const definition = Object.hasOwn(declared, name) ? declared[name] : undefined
    if (definition === undefined) {
      const params = { name, nearest: nearest(name, Object.keys(declared)) ?? '' }
      return [who === 'units' ? issue('units.unknown-property', `${path}/${name}`, params) : issue('codelist.unknown-property', `${path}/${name}`, params)]
    }
    if (isOfKind(value, definition)) return []
    const params = { name, kind: definition.kind, value: String(value) }
    return [who === 'units' ? issue('units.property-kind', `${path}/${name}`, params) : issue('codelist.property-kind', `${path}/${name}`, params)]
  })
}
