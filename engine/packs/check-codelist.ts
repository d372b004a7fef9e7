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
  const codes = new Map<string, EntryDefinition[]>()
  const issues: Issue[] = []
  if (entries.length === 0 && definition.scope !== 'unit') issues.push(issue('codelist.empty', '/scope', { id: definition.id }))
  entries.forEach((entry, index) => {
    const path = `/entries/${index}`
    const before = codes.get(entry.code) ?? []
    issues.push(...emptyValidity(entry, path))
    const clash = before.find((one) => overlap(one, entry))
    // One code may come back with another title once the earlier one has ended.
    if (clash !== undefined) issues.push(isDated(clash) || isDated(entry) ? issue('codelist.overlapping-validity', `${path}/code`, { code: entry.code }) : issue('codelist.duplicate-code', `${path}/code`, { code: entry.code }))
    codes.set(entry.code, [...before, entry])
  })
  entries.forEach((entry, index) => {
    const path = `/entries/${index}`
    if (entry.parent !== undefined && !codes.has(entry.parent)) issues.push(issue('codelist.unknown-parent', `${path}/parent`, { name: entry.parent, nearest: nearest(entry.parent, [...codes.keys()].slice(0, 500)) ?? '' }))
    issues.push(...checkProperties(entry.properties ?? {}, definition.properties ?? {}, `${path}/properties`, 'codelist'))
  })
  const circle = circleOf(entries)
  if (circle !== undefined) issues.push(issue('codelist.circle', `/entries/${entries.findIndex((one) => one.code === circle[0] && one.parent !== undefined)}/parent`, { path: circle.join(' → ') }))
  return issues
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
