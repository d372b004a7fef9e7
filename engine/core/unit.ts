// Units: offices and organisations in a tree that changes by date. A units file says who there is and, under `changes`,
// what became of them: renamed, moved under another unit, merged, split, abolished. From that the tree of any day is read.
// A report keeps the name and the upper unit of its own day; those stand on the filing, not here.
import { Type, type Static } from '@sinclair/typebox'
import { Id, Text } from './authored.ts'
import { PropertyValues } from './property.ts'
import { CalendarDay, isValidOn, validity, type Validity } from './validity.ts'

const closed = { additionalProperties: false }
/** Codes of units: .c of the regulation on statistics software. */
export const UnitCode = Type.String({ pattern: '^[a-z0-9]+(_[a-z0-9]+)*$', maxLength: 80 })

export const UnitDefinition = Type.Object(
  {
    code: UnitCode,
    kind: Id,
    name: Text,
    parent: Type.Optional(UnitCode),
    ...validity,
    properties: Type.Optional(PropertyValues),
    accounts: Type.Optional(
      Type.Array(Type.Object({ role: Id, symbol: Type.Optional(Type.String({ pattern: '^[a-z0-9]+$', maxLength: 20 })), name: Text }, closed), { maxItems: 200 }),
    ),
  },
  closed,
)
export type UnitDefinition = Static<typeof UnitDefinition>

/**
 * What happens to units on a day. With `becomes` they end there: several into one is a merger, one into several a split, an
 * empty list an abolition; a unit that stands on both sides goes on. Without, they get another name, upper unit or property.
 */
export const ChangeDefinition = Type.Object(
  {
    on: CalendarDay,
    units: Type.Array(UnitCode, { minItems: 1, maxItems: 2000 }),
    becomes: Type.Optional(Type.Array(UnitCode, { maxItems: 2000 })),
    name: Type.Optional(Text),
    parent: Type.Optional(UnitCode),
    properties: Type.Optional(PropertyValues),
    note: Type.Optional(Text),
  },
  closed,
)
export type ChangeDefinition = Static<typeof ChangeDefinition>

export const UnitsDefinition = Type.Object(
  {
    units: Type.Array(UnitDefinition, { minItems: 1, maxItems: 20000 }),
    changes: Type.Optional(Type.Array(ChangeDefinition, { maxItems: 20000 })),
    /** Demo only: the clock's start, the period to open, and every account's password. */
    demo: Type.Optional(
      Type.Object(
        { clock: CalendarDay, open: Type.Object({ kind: Id, year: Type.Integer() }, closed), password: Type.String({ minLength: 8 }), administrator: UnitCode },
        closed,
      ),
    ),
  },
  closed,
)
export type UnitsDefinition = Static<typeof UnitsDefinition>

/** What may change while a unit goes on. */
export type UnitState = Validity & { readonly name: string; readonly parent: string | undefined; readonly properties: PropertyValues }
export type DatedUnit = Validity & { readonly code: string; readonly kind: string; readonly states: readonly UnitState[] }
/** `to` null: abolished, and nobody takes its place. */
export type Succession = { readonly on: string; readonly from: string; readonly to: string | null }
/** `successions` by the unit they come from, oldest first. */
export type UnitHistory = { readonly units: ReadonlyMap<string, DatedUnit>; readonly successions: ReadonlyMap<string, readonly Succession[]> }

export function bySource(successions: readonly Succession[]): Map<string, Succession[]> {
  const found = new Map<string, Succession[]>()
  for (const one of successions.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    const known = found.get(one.from)
    if (known === undefined) found.set(one.from, [one])
    else known.push(one)
  }
  return found
}

/** Units with all their states, oldest first. Of two units with one code the first counts. */
export function historyOf({ units, changes }: Pick<UnitsDefinition, 'units' | 'changes'>): UnitHistory {
  const states = new Map<string, UnitState[]>()
  const ends = new Map<string, string>()
  for (const unit of units) {
    if (!states.has(unit.code)) states.set(unit.code, [{ from: unit.from, to: undefined, name: unit.name, parent: unit.parent, properties: unit.properties ?? {} }])
  }
  const successions: Succession[] = []
  for (const change of (changes ?? []).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    for (const code of change.units) {
      const list = states.get(code)
      const last = list?.at(-1)
      if (list === undefined || last === undefined) continue
      if (change.becomes !== undefined) {
        for (const to of change.becomes.length === 0 ? [null] : change.becomes) if (to !== code) successions.push({ on: change.on, from: code, to })
        if (!change.becomes.includes(code) && !ends.has(code)) ends.set(code, change.on)
      }
      if (change.name === undefined && change.parent === undefined && change.properties === undefined) continue
      const next: UnitState = {
        from: change.on,
        to: undefined,
        name: change.name ?? last.name,
        parent: change.parent ?? last.parent,
        properties: { ...last.properties, ...change.properties },
      }
      // Two changes of one day make one state.
      list.splice(list.length - 1, 1, ...(last.from === change.on ? [] : [{ ...last, to: change.on }]), next)
    }
  }
  const dated = new Map<string, DatedUnit>()
  for (const unit of units) {
    if (dated.has(unit.code)) continue
    dated.set(unit.code, { code: unit.code, kind: unit.kind, from: unit.from, to: unit.to ?? ends.get(unit.code), states: states.get(unit.code) ?? [] })
  }
  return { units: dated, successions: bySource(successions) }
}

export type TreeUnit = { readonly code: string; readonly kind: string; readonly name: string; readonly parent: string | undefined; readonly properties: PropertyValues }
export type Tree = ReadonlyMap<string, TreeUnit>

/** The units that exist on a day, as they were called and stood then. */
export function treeOn({ units }: UnitHistory, day: string): Tree {
  const tree = new Map<string, TreeUnit>()
  for (const unit of units.values()) {
    if (!isValidOn(unit, day)) continue
    const state = stateOn(unit, day)
    tree.set(unit.code, { code: unit.code, kind: unit.kind, name: state.name, parent: state.parent, properties: state.properties })
  }
  return tree
}

/** Before its first state a unit is what it was first. */
export function stateOn({ states }: Pick<DatedUnit, 'states'>, day: string): UnitState {
  let low = 0
  let high = states.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((states[middle]?.from ?? '') <= day) low = middle
    else high = middle
  }
  return states[low] as UnitState
}

/** Units above, nearest first. A unit that no longer exists ends the way; a circle ends where it closes. */
export function above(tree: Tree, code: string): TreeUnit[] {
  const found: TreeUnit[] = []
  for (let at = tree.get(tree.get(code)?.parent ?? ''); at !== undefined && at.code !== code && !found.includes(at); at = tree.get(at.parent ?? '')) found.push(at)
  return found
}

/** The receiver of a route: the nearest living unit of the first kind that exists above. */
export function nearestAbove(tree: Tree, code: string, kinds: readonly string[]): TreeUnit | undefined {
  const way = above(tree, code)
  for (const kind of kinds) {
    const unit = way.find((one) => one.kind === kind)
    if (unit !== undefined) return unit
  }
  return undefined
}

/**
 * Who stands on a later day for a unit as it was on an earlier one: itself, what it was merged into, or all parts of what it was
 * split into; nobody where it was abolished. Followed through any number of changes, each later than the one before, so that
 * what a unit gave away before it took another in is not taken for the other's.
 */
export function successorsBetween({ units, successions }: UnitHistory, code: string, from: string, to: string): string[] {
  const found = new Set<string>()
  const seen = new Set<string>()
  const follow = (one: string, since: string): void => {
    const step = `${one} ${since}`
    if (seen.has(step)) return
    seen.add(step)
    const unit = units.get(one)
    if (unit !== undefined && isValidOn(unit, to)) found.add(one)
    for (const { on, to: heir } of successions.get(one) ?? []) if (on > since && on <= to && heir !== null) follow(heir, on)
  }
  follow(code, from)
  return [...found].sort()
}
