// Everything that a reference can lead to, put together from all packs that are read, and the few questions that every
// check asks about references: where does one lead, may it, is the time it speaks of empty.
import { combined } from '../core/calendar.ts'
import { isKeptByUnits, type Choice, type CodelistDefinition } from '../core/codelist.ts'
import type { Kinds } from '../core/in-force.ts'
import { issue, type Issue } from '../core/issue.ts'
import type { CalendarDefinition, PeriodsDefinition, UnitKindDefinition } from '../core/pack.ts'
import type { PropertyDefinition } from '../core/property.ts'
import { historyOf } from '../core/unit.ts'
import { isNever, type Validity } from '../core/validity.ts'
import type { Static } from '@sinclair/typebox'
import type { Pack } from './load-pack.ts'

export type UnitKind = Static<typeof UnitKindDefinition>

export type Catalogue = {
  readonly packs: ReadonlyMap<string, Pack>
  readonly kinds: ReadonlyMap<string, UnitKind>
  readonly roles: readonly string[]
  /** Roles that may work on filings. */
  readonly workingRoles: readonly string[]
  readonly periodKinds: readonly string[]
  readonly unitCodes: readonly string[]
  readonly calendar: CalendarDefinition
  /** Kinds of the units above, for kinds that have units; of all days. */
  readonly parentKinds: ReadonlyMap<string, readonly string[]>
  /** Declared properties of units. */
  readonly unitProperties: Readonly<Record<string, PropertyDefinition>>
  /** Newest version of every codelist, as `pack/id`. */
  readonly codelists: ReadonlyMap<string, CodelistDefinition>
}

export function catalogueOf(packs: readonly Pack[]): Catalogue {
  const organisations = packs.flatMap((pack) => (pack.organisation === undefined ? [] : [pack.organisation.definition]))
  const codelists = new Map<string, CodelistDefinition>()
  for (const pack of packs) {
    for (const { definition } of pack.codelists) {
      const key = `${pack.definition.id}/${definition.id}`
      if ((codelists.get(key)?.version ?? 0) < definition.version) codelists.set(key, definition)
    }
  }
  return {
    packs: new Map(packs.map((pack) => [pack.definition.id, pack])),
    kinds: new Map(organisations.flatMap((one) => Object.entries(one.kinds))),
    roles: organisations.flatMap((one) => Object.keys(one.roles)),
    workingRoles: organisations.flatMap((one) => Object.entries(one.roles).flatMap(([id, role]) => (role.capabilities.includes('work-on-filings') ? [id] : []))),
    periodKinds: packs.flatMap((pack) => Object.keys(pack.periods?.definition.kinds ?? {})),
    unitCodes: packs.flatMap((pack) => (pack.units?.definition.units ?? []).map((unit) => unit.code)),
    calendar: combined(packs.flatMap((pack) => pack.calendar?.definition ?? [])),
    parentKinds: parentKindsOf(packs),
    unitProperties: Object.assign({}, ...organisations.map((one) => one['unit-properties'] ?? {})) as Catalogue['unitProperties'],
    codelists,
  }
}

function parentKindsOf(packs: readonly Pack[]): Map<string, string[]> {
  const kinds = new Map<string, string[]>()
  for (const pack of packs) {
    if (pack.units === undefined) continue
    const { units } = historyOf(pack.units.definition)
    for (const { kind, states } of units.values()) {
      const found = kinds.get(kind) ?? []
      for (const { parent } of states) {
        const above = parent === undefined ? undefined : units.get(parent)?.kind
        if (above !== undefined && !found.includes(above)) found.push(above)
      }
      kinds.set(kind, found)
    }
  }
  return kinds
}

/** `id` within the pack, or `pack/id`. */
export function splitReference(reference: string, pack: string): { pack: string; id: string } {
  const [first = '', second] = reference.split('/')
  return second === undefined ? { pack, id: first } : { pack: first, id: second }
}

/** What a choice from a codelist may be in an example, of whatever day; undefined where units keep the entries themselves. */
export function entriesOfMinistry(reference: string, pack: Pack, { codelists }: Pick<Catalogue, 'codelists'>): readonly Choice[] | undefined {
  const target = splitReference(reference, pack.definition.id)
  const codelist = codelists.get(`${target.pack}/${target.id}`)
  return codelist === undefined || isKeptByUnits(codelist.scope) ? undefined : (codelist.entries ?? [])
}

/** A pack says which others it needs, so that it is never installed without them. */
export function referenceIssues(reference: string, path: string, { definition }: Pack): Issue[] {
  const { pack } = splitReference(reference, definition.id)
  return pack === definition.id || definition.requires?.includes(pack) === true ? [] : [issue('pack.not-required', path, { pack })]
}

export function emptyValidity(one: Validity, path: string): Issue[] {
  return isNever(one) ? [issue('pack.empty-validity', `${path}/to`, { from: one.from ?? '', to: one.to ?? '' })] : []
}

/** Kinds of period that a pack may name: its own and those of packs that it requires. Where there are none of these, those of
 * all packs: its forms are filed only in the periods of whoever assigns them. */
export function nameablePeriodKinds(pack: Pack, catalogue: Catalogue): readonly string[] {
  const kinds = periodsNear(pack, catalogue).flatMap(Object.keys)
  return kinds.length > 0 ? kinds : catalogue.periodKinds
}

/** The kinds of period of a pack, and of each that it requires. */
export function periodsNear(pack: Pack, { packs }: Pick<Catalogue, 'packs'>): PeriodsDefinition['kinds'][] {
  return [pack, ...(pack.definition.requires ?? []).flatMap((id) => packs.get(id) ?? [])].map((one) => one.periods?.definition.kinds ?? {})
}

/** The kinds of period that a pack's own periods have; of a pack without, those of all packs. */
export function kindsOf(pack: Pack, catalogue: Catalogue): Kinds {
  return pack.periods?.definition.kinds ?? Object.assign({}, ...[...catalogue.packs.values()].map((one) => one.periods?.definition.kinds ?? {}))
}
