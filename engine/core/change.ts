// What differs between two versions of a definition, one change at a time, and what each asks of people. Comparing forms
// and workflows is their own folders' work (form/compare.ts, workflow/compare.ts); here are the kinds, as one table, and
// what comparing any two authored things has in common.

/**
 * `safe`: nobody has to do anything differently, and no figure means anything else. `needs-a-word`: people will see, fill
 * in or be asked for something else, and have to be told. `breaking`: figures, addresses or roll-ups of before lose their
 * meaning or can no longer be compared.
 */
export type Weight = 'safe' | 'needs-a-word' | 'breaking'

/** Every kind of change and its weight; its sentence is `change.<kind>`. */
export const weights = {
  // Any part
  'title': 'needs-a-word',
  'number': 'needs-a-word',
  'wording': 'safe',
  'order': 'safe',
  'property': 'needs-a-word',
  'entry-added': 'needs-a-word',
  'entry-removed': 'breaking',

  // Forms
  'form-added': 'needs-a-word',
  'form-removed': 'breaking',
  'version-raised': 'safe',
  'version-not-raised': 'breaking',
  'code': 'needs-a-word',
  'legal-basis': 'needs-a-word',
  'signatures': 'needs-a-word',
  'serves': 'needs-a-word',
  'succession': 'needs-a-word',
  'succession-changed': 'breaking',
  'series-continued': 'safe',
  'series-converted': 'needs-a-word',

  // Tables, columns, rows, sections, fields
  'table-added': 'needs-a-word',
  'table-removed': 'breaking',
  'section-added': 'needs-a-word',
  'section-removed': 'breaking',
  'column-added': 'needs-a-word',
  'column-removed': 'breaking',
  'column-renamed': 'breaking',
  'row-added': 'needs-a-word',
  'row-removed': 'breaking',
  'row-renamed': 'breaking',
  'field-added': 'needs-a-word',
  'field-removed': 'breaking',
  'field-renamed': 'breaking',
  'rows-shape': 'breaking',
  'heading': 'needs-a-word',
  'measure': 'breaking',
  'decimals': 'breaking',
  'cell-kind': 'breaking',
  'limit-tightened': 'needs-a-word',
  'limit-loosened': 'safe',
  'choice-added': 'safe',
  'choice-removed': 'breaking',
  'parts': 'needs-a-word',
  'parts-are': 'needs-a-word',
  'of-which': 'needs-a-word',
  'formula-added': 'needs-a-word',
  'formula-removed': 'needs-a-word',
  'formula-changed': 'breaking',
  'aggregate': 'breaking',
  'condition': 'needs-a-word',
  'required': 'needs-a-word',
  'no-longer-required': 'safe',
  'cells-closed': 'breaking',
  'cells-opened': 'needs-a-word',
  'relation-added': 'needs-a-word',
  'relation-removed': 'safe',

  // Roll-ups
  'roll-up-added': 'needs-a-word',
  'roll-up-removed': 'breaking',
  'roll-up-source': 'breaking',

  // Rules
  'rule-added': 'needs-a-word',
  'rule-removed': 'safe',
  'rule-check': 'needs-a-word',
  'rule-scope': 'needs-a-word',
  'basis': 'safe',
  'severity-raised': 'needs-a-word',
  'severity-lowered': 'safe',

  // Routes
  'route-added': 'needs-a-word',
  'route-removed': 'breaking',
  'receiver': 'needs-a-word',
  'workflow-of-route': 'needs-a-word',
  'periods': 'needs-a-word',
  'due-added': 'needs-a-word',
  'due-removed': 'needs-a-word',
  'due-earlier': 'needs-a-word',
  'due-later': 'safe',

  // Workflows
  'workflow-added': 'needs-a-word',
  'workflow-removed': 'breaking',
  'state-added': 'needs-a-word',
  'state-removed': 'breaking',
  'state-role': 'breaking',
  'holder': 'needs-a-word',
  'action-added': 'needs-a-word',
  'action-removed': 'breaking',
  'action-by': 'needs-a-word',
  'action-from': 'needs-a-word',
  'action-to': 'needs-a-word',
  'guard-added': 'needs-a-word',
  'guard-removed': 'needs-a-word',
  'guard-changed': 'needs-a-word',
  'asked-of-actor': 'needs-a-word',
  'effects': 'breaking',
} as const satisfies Readonly<Record<string, Weight>>
export type ChangeKind = keyof typeof weights

/** What a change is about; its words are `change.of.<thing>`. */
export type Thing =
  | 'pack' | 'form' | 'table' | 'column' | 'row' | 'section' | 'field' | 'rule' | 'route' | 'roll-up' | 'workflow' | 'state' | 'action'
  | 'entry'

export type Place = { readonly thing: Thing; readonly name: string; /** `main.acts` */ readonly at: string }

export type Change = Place & {
  readonly kind: ChangeKind
  readonly weight: Weight
  readonly params: Readonly<Record<string, string | number>>
}

export function change(kind: ChangeKind, place: Place, params: Change['params'] = {}): Change {
  return { ...place, kind, weight: weights[kind], params }
}

/** The kind of a property's change; or several changes of its own. */
export type Judge = ChangeKind | ((before: unknown, after: unknown, place: Place, name: string) => ChangeKind | readonly Change[])

/** Do both spellings of this property say the same? */
export type ReadsAs = (before: unknown, after: unknown, name: string) => boolean

type Authored = Readonly<Record<string, unknown>>

/**
 * Every property that differs, judged by the table; one that the table does not know is a `property`, so that nothing new
 * in the language goes unseen. `null` in the table: compared elsewhere.
 */
export function compareProperties(before: object, after: object, place: Place, judges: Readonly<Record<string, Judge | null>>, readsAs: ReadsAs = same): Change[] {
  const [old, now] = [before as Authored, after as Authored]
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])]
  return names.flatMap((name): readonly Change[] => {
    const judge = Object.hasOwn(judges, name) ? judges[name] : 'property'
    if (judge === null || judge === undefined || readsAs(old[name], now[name], name)) return []
    const judged = typeof judge === 'function' ? judge(old[name], now[name], place, name) : judge
    return typeof judged === 'string' ? [change(judged, place, { property: name, before: shown(old[name]), after: shown(now[name]) })] : judged
  })
}

/** Entries of maps with names of the author's choosing, and anything that has no table of its own, down to single values. */
export function compareEntries(before: unknown, after: unknown, at: string): Change[] {
  if (same(before, after)) return []
  const place = (name: string): Place => ({ thing: 'entry', name, at: at === '' ? name : `${at}.${name}` })
  if (isMap(before) && isMap(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
      if (!Object.hasOwn(after, name)) return [change('entry-removed', place(name))]
      if (!Object.hasOwn(before, name)) return [change('entry-added', place(name))]
      return compareEntries(before[name], after[name], at === '' ? name : `${at}.${name}`)
    })
  }
  const name = at.split('.').at(-1) ?? at
  return [change('property', { thing: 'entry', name, at }, { property: name, before: shown(before), after: shown(after) })]
}

export type Paired<T> = {
  readonly kept: readonly (readonly [before: T, after: T])[]
  readonly added: readonly T[]
  readonly removed: readonly T[]
  readonly reordered: boolean
}

export function pair<T>(before: readonly T[], after: readonly T[], keyOf: (one: T) => string): Paired<T> {
  const [old, now] = [new Map(before.map((one) => [keyOf(one), one])), new Map(after.map((one) => [keyOf(one), one]))]
  const kept = [...old].flatMap(([key, one]): (readonly [T, T])[] => (now.has(key) ? [[one, now.get(key) as T]] : []))
  const inOrder = (keys: Iterable<string>): string => [...keys].filter((key) => old.has(key) && now.has(key)).join('\n')
  return {
    kept,
    added: [...now].filter(([key]) => !old.has(key)).map(([, one]) => one),
    removed: [...old].filter(([key]) => !now.has(key)).map(([, one]) => one),
    reordered: inOrder(old.keys()) !== inOrder(now.keys()),
  }
}

/** Equal whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, index) => same(one, b[index]))
  if (!isMap(a) || !isMap(b)) return false
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]))
}

function isMap(value: unknown): value is Authored {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const longest = 120

/** A value as short words; `—` for none. */
export function shown(value: unknown): string {
  const text = words(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

function words(value: unknown): string {
  if (value === undefined || value === null) return '—'
  if (Array.isArray(value)) return value.map((one) => (Array.isArray(one) ? `[${words(one)}]` : words(one))).join(', ')
  if (isMap(value)) return `{ ${Object.entries(value).map(([name, one]) => `${name}: ${words(one)}`).join(', ')} }`
  return String(value)
}
