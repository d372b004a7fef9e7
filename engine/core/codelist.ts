// Codelists (danh mục): what rows, groups and choices are taken from. The ministry's entries stand in packs; where the
// scope says so, each unit keeps entries of its own, or keeps its own and maps them to the ministry's codes. An entry is
// valid between its dates; a report takes those of its data cut-off.
import { Type, type Static } from '@sinclair/typebox'
import { Id, Text } from './authored.ts'
import { PropertyDefinitions, PropertyValues } from './property.ts'
import { isValidOn, validity, type Validity } from './validity.ts'

const closed = { additionalProperties: false }

/** Rows are keyed by it and addresses name it, so it holds no dots and no brackets. */
export const EntryCode = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$', maxLength: 30 })

export const EntryDefinition = Type.Object(
  {
    code: EntryCode,
    title: Text,
    parent: Type.Optional(EntryCode),
    ...validity,
    properties: Type.Optional(PropertyValues),
  },
  closed,
)
export type EntryDefinition = Static<typeof EntryDefinition>

/** Who keeps the entries: the ministry alone; each unit its own; each unit its own, mapped to the ministry's codes. */
export const codelistScopes = ['ministry', 'unit', 'unit-mapped'] as const
export type CodelistScope = (typeof codelistScopes)[number]

export const CodelistDefinition = Type.Object(
  {
    id: Id,
    title: Text,
    version: Type.Integer({ minimum: 1, maximum: 9999 }),
    'legal-basis': Type.Optional(Text),
    scope: Type.Union(codelistScopes.map((one) => Type.Literal(one))),
    properties: Type.Optional(PropertyDefinitions),
    entries: Type.Optional(Type.Array(EntryDefinition, { maxItems: 20000 })),
  },
  closed,
)
export type CodelistDefinition = Static<typeof CodelistDefinition>

/** What a choice chooses from. `retired`: no longer valid; it may stay where it stands, and is offered nowhere else. */
export type Choice = { readonly code: string; readonly title: string; readonly retired?: true }

/**
 * Each code once, in the order in which the entries are written: as it is called on the day or, where no entry of that code
 * is valid then, retired under its last name.
 */
export function choicesOn(entries: readonly (Pick<EntryDefinition, 'code' | 'title'> & Validity)[], day: string): Choice[] {
  const found = new Map<string, Choice>()
  for (const { code, title, ...dates } of entries) {
    if (isValidOn(dates, day)) found.set(code, { code, title })
    else if (found.get(code)?.retired !== undefined || !found.has(code)) found.set(code, { code, title, retired: true })
  }
  return [...found.values()]
}

/** Codes for entries that came with a name alone: the numbers after the highest one given, wide enough to sort as text. */
export function nextCodes(given: readonly string[], count: number): string[] {
  const last = given.reduce((most, code) => (/^[0-9]{1,6}$/.test(code) ? Math.max(most, Number(code)) : most), 0)
  return Array.from({ length: count }, (_, index) => String(last + 1 + index).padStart(4, '0'))
}

/** Entries of its own that one unit may keep in one codelist. */
export const mostOwnEntries = 2000

/** The ministry's entries on a day, in the order in which they are written. */
export function entriesOn({ entries }: Pick<CodelistDefinition, 'entries'>, day: string): EntryDefinition[] {
  return (entries ?? []).filter((entry) => isValidOn(entry, day))
}

/** Do units keep entries of their own? */
/** The code above each code that has one. */
export function groupsIn(codelist: Pick<CodelistDefinition, 'entries'> | undefined): Map<string, string> {
  return new Map((codelist?.entries ?? []).flatMap(({ code, parent }): [string, string][] => (parent === undefined ? [] : [[code, parent]])))
}

export function isKeptByUnits(scope: CodelistScope): boolean {
  return scope !== 'ministry'
}

/** A circle of parents, as the codes on it; entries of one code count together, whatever their dates. */
export function circleOf(entries: readonly Pick<EntryDefinition, 'code' | 'parent'>[]): string[] | undefined {
  const parents = new Map<string, string[]>()
  for (const { code, parent } of entries) if (parent !== undefined) parents.set(code, [...(parents.get(code) ?? []), parent])
  const done = new Set<string>()
  for (const start of parents.keys()) {
    const trail: string[] = []
    const at = new Map<string, number>()
    const leave = (depth: number): void => {
      for (const one of trail.splice(depth)) {
        at.delete(one)
        done.add(one)
      }
    }
    // Without recursion: a chain may be as long as the list.
    const open: { code: string; depth: number }[] = [{ code: start, depth: 0 }]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      leave(next.depth)
      const before = at.get(next.code)
      if (before !== undefined) return [...trail.slice(before), next.code]
      if (done.has(next.code)) continue
      at.set(next.code, trail.length)
      trail.push(next.code)
      for (const parent of parents.get(next.code) ?? []) open.push({ code: parent, depth: trail.length })
    }
    leave(0)
  }
  return undefined
}
