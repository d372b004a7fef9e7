// Boundaries: which units of one day make up a unit of another day. Figures of a merged province are those of its parents
// together, exactly; where a unit was split, nobody can say whose its figures were, and that is the answer. Works both ways:
// old figures in new boundaries and new figures in old ones. Pure; the history of units says all.
import { exactSum } from './value.ts'
import { isValidOn } from './validity.ts'
import { successorsBetween, type UnitHistory } from './unit.ts'

/** `units`: of the day of the figures. `sharedWith`: further units of the wanted day that have a part in them. */
export type Share =
  | { readonly kind: 'whole'; readonly units: readonly string[] }
  | { readonly kind: 'not-divisible'; readonly units: readonly string[]; readonly sharedWith: readonly string[] }
  /** There was nothing there: formed from nobody, or gone to nobody. */
  | { readonly kind: 'nothing' }

export type Boundaries = {
  /** What the figures of one day have for a unit that lives on the other. */
  readonly shareOf: (code: string) => Share
}

type Side = 'figures' | 'wanted'

/** `figures`: the day whose units reported; `wanted`: the day whose boundaries are asked for. */
export function boundariesBetween(history: UnitHistory, figures: string, wanted: string): Boundaries {
  const forward = figures <= wanted
  const [earlier, later] = forward ? [figures, wanted] : [wanted, figures]
  const groups = groupsOf()
  const at = (code: string, isEarlier: boolean): string => `${isEarlier === forward ? 'figures' : 'wanted'} ${code}`
  for (const unit of history.units.values()) {
    if (isValidOn(unit, later)) groups.add(at(unit.code, false))
    if (!isValidOn(unit, earlier)) continue
    groups.add(at(unit.code, true))
    for (const heir of successorsBetween(history, unit.code, earlier, later)) groups.join(at(unit.code, true), at(heir, false))
  }
  const members = groups.members()
  const inGroup = (code: string, side: Side, of: Side): string[] => (members.get(groups.find(`${side} ${code}`)) ?? []).flatMap((one) => (one.startsWith(`${of} `) ? [one.slice(of.length + 1)] : [])).sort()
  return {
    shareOf: (code) => {
      const units = inGroup(code, 'wanted', 'figures')
      if (units.length === 0) return { kind: 'nothing' }
      const sharedWith = inGroup(code, 'wanted', 'wanted').filter((one) => one !== code)
      return sharedWith.length === 0 ? { kind: 'whole', units } : { kind: 'not-divisible', units, sharedWith }
    },
  }
}

/** Sets that are joined: union by find. */
function groupsOf() {
  const parent = new Map<string, string>()
  const find = (one: string): string => {
    let at = one
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up
    for (let step = one; step !== at; ) {
      const next = parent.get(step) ?? at
      parent.set(step, at)
      step = next
    }
    return at
  }
  return {
    find,
    add: (one: string): void => void (parent.has(one) || parent.set(one, one)),
    join: (a: string, b: string): void => {
      for (const one of [a, b]) if (!parent.has(one)) parent.set(one, one)
      parent.set(find(a), find(b))
    },
    members: (): Map<string, string[]> => {
      const found = new Map<string, string[]>()
      for (const one of parent.keys()) {
        const root = find(one)
        const known = found.get(root)
        if (known === undefined) found.set(root, [one])
        else known.push(one)
      }
      return found
    },
  }
}

/** Several figures as one: blank where all are blank, and nothing where one is more than can be said exactly. */
export type Figure = { readonly unit: string; readonly value: number | null }
export type Reckoned =
  | { readonly kind: 'exact'; readonly value: number | null; readonly from: readonly Figure[]; readonly missing: readonly string[] }
  | { readonly kind: 'not-divisible'; readonly units: readonly string[]; readonly sharedWith: readonly string[] }
  /** The figure is of a kind that is not added up: a rate, a mean, a text. */
  | { readonly kind: 'not-additive'; readonly from: readonly Figure[] }
  | { readonly kind: 'too-large'; readonly from: readonly Figure[] }
  | { readonly kind: 'nothing' }

/** The figure of a unit from those of the units that it consists of. `figureOf`: undefined where a unit has not reported. */
export function reckon(share: Share, figureOf: (code: string) => number | null | undefined, { additive }: { readonly additive: boolean }): Reckoned {
  if (share.kind !== 'whole') return share
  const from = share.units.flatMap((unit): Figure[] => {
    const value = figureOf(unit)
    return value === undefined ? [] : [{ unit, value }]
  })
  const missing = share.units.filter((unit) => figureOf(unit) === undefined)
  if (from.length === 0) return { kind: 'nothing' }
  if (share.units.length > 1 && !additive) return { kind: 'not-additive', from }
  const value = exactSum(from.map((one) => one.value))
  return value === undefined ? { kind: 'too-large', from } : { kind: 'exact', value, from, missing }
}
