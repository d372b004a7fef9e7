// Organisation, units and periods against each other: roles, kinds, upper units, what becomes of units, days.
import { hasWorkingDays, isDay } from '../core/calendar.ts'
import { nearest } from '../core/expression/check.ts'
import { issue, type Issue } from '../core/issue.ts'
import { historyOf, stateOn, type ChangeDefinition, type UnitDefinition, type UnitHistory } from '../core/unit.ts'
import { contains, isNever, isValidOn, type Validity } from '../core/validity.ts'
import { emptyValidity, type Catalogue } from './catalogue.ts'
import { checkProperties } from './check-codelist.ts'
import { placed, type Pack } from './load-pack.ts'

/** Issues: organisation.*, route.unknown-kind, pack.empty-validity. */
export function checkOrganisation(pack: Pack, catalogue: Catalogue): Issue[] {
  if (pack.organisation === undefined) return []
  const { definition, source } = pack.organisation
  const kinds = [...catalogue.kinds.keys()]
  return placed(source, [
    ...Object.entries(definition.roles).flatMap(([id, role]) => emptyValidity(role, `/roles/${id}`)),
    ...Object.entries(definition.kinds).flatMap(([id, kind]) => [
      ...emptyValidity(kind, `/kinds/${id}`),
      ...kind.roles.flatMap((role, index) =>
        catalogue.roles.includes(role) ? [] : [issue('organisation.unknown-role', `/kinds/${id}/roles/${index}`, { name: role, nearest: nearest(role, catalogue.roles) ?? '' })],
      ),
      ...(kind.under ?? []).flatMap((name, index) =>
        catalogue.kinds.has(name) ? [] : [issue('route.unknown-kind', `/kinds/${id}/under/${index}`, { name, nearest: nearest(name, kinds) ?? '' })],
      ),
    ]),
  ])
}

/** Issues: periods.*, organisation.unknown-role, calendar.no-such-day, calendar.no-working-day. */
export function checkPeriods(pack: Pack, catalogue: Catalogue): Issue[] {
  const issues: Issue[] = []
  if (pack.periods !== undefined) {
    const { definition, source } = pack.periods
    const classes = ['default', ...[...catalogue.kinds.values()].flatMap((one) => one.class ?? [])]
    const taken = new Set<string>()
    const found = Object.entries(definition.kinds).flatMap(([id, kind]) => {
      const path = `/kinds/${id}`
      const missing = kind.cycle === undefined ? [] : (['order', 'from', 'to', 'data-to'] as const).filter((key) => kind[key] === undefined)
      if (missing.length > 0) return [issue('periods.days-missing', path, { id, missing: missing.join(', ') })]
      const place = `${kind.cycle} ${kind.order}`
      const again = kind.cycle !== undefined && taken.has(place)
      taken.add(place)
      return [
        ...(again ? [issue('periods.order-taken', `${path}/order`, { order: kind.order ?? 0, cycle: kind.cycle ?? '' })] : []),
        ...(kind['data-to'] !== undefined && !Object.hasOwn(kind['data-to'], 'default') ? [issue('periods.default-missing', `${path}/data-to`, { id })] : []),
        ...Object.keys(kind['data-to'] ?? {}).flatMap((name) => (classes.includes(name) ? [] : [issue('periods.unknown-class', `${path}/data-to/${name}`, { name, nearest: nearest(name, classes) ?? '' })])),
      ]
    })
    const openBy = definition['open-by-class']
    if (!classes.includes(openBy)) found.push(issue('periods.unknown-class', '/open-by-class', { name: openBy, nearest: nearest(openBy, classes) ?? '' }))
    for (const [index, notified] of (definition.notices?.notify ?? []).entries()) {
      const name = notified.split('.').at(-1) as string
      if (!catalogue.roles.includes(name)) found.push(issue('organisation.unknown-role', `/notices/notify/${index}`, { name, nearest: nearest(name, catalogue.roles) ?? '' }))
    }
    issues.push(...placed(source, found))
  }
  if (pack.calendar !== undefined) {
    const { definition, source } = pack.calendar
    if (!hasWorkingDays(catalogue.calendar) && definition['weekly-days-off'].length > 0) issues.push(...placed(source, [issue('calendar.no-working-day', '/weekly-days-off')]))
    issues.push(...placed(source, Object.keys(definition.holidays).flatMap((day) => (isDay(day) ? [] : [issue('calendar.no-such-day', `/holidays/${day}`, { day })]))))
  }
  return issues
}

/** Issues: units.*, route.unknown-kind, pack.empty-validity. */
export function checkUnits(pack: Pack, catalogue: Catalogue): Issue[] {
  if (pack.units === undefined) return []
  const { definition, source } = pack.units
  const kindOf = new Map<string, string>()
  const issues: Issue[] = []
  definition.units.forEach((unit, index) => {
    issues.push(...checkUnit(unit, `/units/${index}`, kindOf, catalogue))
    kindOf.set(unit.code, unit.kind)
  })
  // What becomes of units can be followed only once it is clear who is who.
  if (issues.length > 0) return placed(source, issues)
  const history = historyOf(definition)
  const changes = (definition.changes ?? []).map((change, index) => ({ change, path: `/changes/${index}` }))
  issues.push(...changes.flatMap(({ change, path }) => checkChange(change, path, history, kindOf, catalogue)))
  if (issues.length === 0) issues.push(...changes.flatMap(({ change, path }) => circle(change, path, history)))
  return placed(source, issues)
}

/** `above`: kinds of the units that stand before it. A parent stands above its units, so that the tree has no circle. */
function checkUnit(unit: UnitDefinition, path: string, above: ReadonlyMap<string, string>, catalogue: Catalogue): Issue[] {
  const kind = catalogue.kinds.get(unit.kind)
  const issues: Issue[] = emptyValidity(unit, path)
  if (above.has(unit.code)) issues.push(issue('units.duplicate-code', `${path}/code`, { code: unit.code }))
  if (kind === undefined) issues.push(issue('route.unknown-kind', `${path}/kind`, { name: unit.kind, nearest: nearest(unit.kind, [...catalogue.kinds.keys()]) ?? '' }))
  else if (!isWithin(unit, kind)) issues.push(issue('units.outside-kind', `${path}/kind`, { code: unit.code, kind: unit.kind }))
  if (unit.parent !== undefined) {
    const parent = above.get(unit.parent)
    if (parent === undefined) issues.push(issue('units.unknown-parent', `${path}/parent`, { name: unit.parent, nearest: nearest(unit.parent, [...above.keys()].slice(-500)) ?? '' }))
    else issues.push(...wrongParent(unit.kind, parent, `${path}/parent`, catalogue))
  }
  for (const [at, account] of (unit.accounts ?? []).entries()) {
    if (kind !== undefined && !kind.roles.includes(account.role)) issues.push(issue('units.role-not-of-kind', `${path}/accounts/${at}/role`, { role: account.role, kind: unit.kind }))
  }
  return [...issues, ...checkProperties(unit.properties ?? {}, catalogue.unitProperties, `${path}/properties`, 'units')]
}

function isWithin(unit: Validity, kind: Validity): boolean {
  const lives = { from: unit.from ?? kind.from, to: unit.to ?? kind.to }
  return isNever(unit) || (contains(kind, lives) && !isNever(lives))
}

function wrongParent(kind: string, parent: string, path: string, catalogue: Catalogue): Issue[] {
  const under = catalogue.kinds.get(kind)?.under
  return under === undefined || under.includes(parent) ? [] : [issue('units.wrong-parent-kind', path, { kind, parent, wanted: under.join(', ') })]
}

function checkChange(change: ChangeDefinition, path: string, { units }: UnitHistory, kindOf: ReadonlyMap<string, string>, catalogue: Catalogue): Issue[] {
  const { on, becomes, name, parent, properties } = change
  const issues: Issue[] = []
  if (becomes === undefined && name === undefined && parent === undefined && properties === undefined) issues.push(issue('units.empty-change', path))
  const named = [
    ...change.units.map((code, index) => ({ code, at: `${path}/units/${index}`, from: true })),
    ...(becomes ?? []).map((code, index) => ({ code, at: `${path}/becomes/${index}`, from: false })),
    ...(parent === undefined ? [] : [{ code: parent, at: `${path}/parent`, from: false }]),
  ]
  for (const { code, at, from } of named) {
    const unit = units.get(code)
    if (unit === undefined) issues.push(issue('units.unknown-unit', at, { name: code, nearest: nearest(code, [...units.keys()].slice(0, 500)) ?? '' }))
    // A unit that ends on the day was there the day before; who takes its place is there on the day.
    else if (from ? (unit.from !== undefined && unit.from >= on) || (unit.to !== undefined && unit.to < on) : !isValidOn(unit, on)) {
      issues.push(issue('units.change-outside-validity', at, { code, on }))
    }
  }
  if (issues.length > 0) return issues
  if (parent !== undefined) for (const code of change.units) issues.push(...wrongParent(kindOf.get(code) ?? '', kindOf.get(parent) ?? '', `${path}/parent`, catalogue))
  return [...issues, ...checkProperties(properties ?? {}, catalogue.unitProperties, `${path}/properties`, 'units')]
}

/** A unit that is moved under one of its own lower units. */
function circle({ on, units: moved, parent }: ChangeDefinition, path: string, { units }: UnitHistory): Issue[] {
  if (parent === undefined) return []
  return moved.flatMap((code) => {
    const trail = [code]
    for (let at: string | undefined = parent; at !== undefined; ) {
      if (trail.includes(at)) return at === code ? [issue('units.circle', `${path}/parent`, { path: [...trail, at].join(' → ') })] : []
      trail.push(at)
      const unit = units.get(at)
      at = unit === undefined ? undefined : stateOn(unit, on).parent
    }
    return []
  })
}
