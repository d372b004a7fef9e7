// Routes against everything they name: kinds of unit, receivers, kinds of period, workflows. And against each other: a
// unit must not owe one form twice in one period. Used for a form's own routes and for those of an assignment.
import { nearest } from '../core/expression/check.ts'
import { issue, type Issue } from '../core/issue.ts'
import { dataToOf, dayIn } from '../core/period.ts'
import { periodKindsOf, type RouteDefinition } from '../core/route.ts'
import { overlap } from '../core/validity.ts'
import { emptyValidity, nameablePeriodKinds, periodsNear, referenceIssues, splitReference, type Catalogue } from './catalogue.ts'
import type { Pack } from './load-pack.ts'

/** Issues: route.*, pack.empty-validity, pack.not-required. `path` leads to the list. */
export function checkRoutes(routes: readonly RouteDefinition[], path: string, pack: Pack, catalogue: Catalogue): Issue[] {
  const each = routes.flatMap((route, index) => checkRoute(route, `${path}/${index}`, pack, catalogue))
  return [...each, ...overlaps(routes, path)]
}

function checkRoute(route: RouteDefinition, path: string, pack: Pack, catalogue: Catalogue): Issue[] {
  const issues: Issue[] = emptyValidity(route, path)
  const kind = (name: string, at: string): void => {
    if (!catalogue.kinds.has(name)) issues.push(issue('route.unknown-kind', at, { name, nearest: nearest(name, [...catalogue.kinds.keys()]) ?? '' }))
  }
  const unit = (code: string, at: string): void => {
    if (catalogue.unitCodes.length > 0 && !catalogue.unitCodes.includes(code)) issues.push(issue('route.unknown-unit', at, { name: code, nearest: nearest(code, catalogue.unitCodes) ?? '' }))
  }
  route.reporting.forEach((name, index) => kind(name, `${path}/reporting/${index}`))
  const { receiver } = route
  if (typeof receiver === 'object' && !Array.isArray(receiver)) unit(receiver.unit, `${path}/receiver/unit`)
  else if (Array.isArray(receiver)) receiver.forEach((name, index) => kind(name, `${path}/receiver/${index}`))
  else if (receiver !== undefined) kind(receiver, `${path}/receiver`)
  for (const [index, to] of (route['copy-to'] ?? []).entries()) {
    if (typeof to === 'string') kind(to, `${path}/copy-to/${index}`)
    else unit(to.unit, `${path}/copy-to/${index}/unit`)
  }
  const periods: [string, string][] = [
    ...Object.keys(route.due ?? {}).map((one): [string, string] => [one, `${path}/due/${one}`]),
    ...(route.periods ?? []).map((one, index): [string, string] => [one, `${path}/periods/${index}`]),
  ]
  const kinds = nameablePeriodKinds(pack, catalogue)
  for (const [name, at] of periods) {
    if (!kinds.includes(name)) issues.push(issue('route.unknown-period-kind', at, { name, nearest: nearest(name, kinds) ?? '' }))
  }
  const target = splitReference(route.workflow, pack.definition.id)
  if (catalogue.packs.get(target.pack)?.workflows.some((one) => one.definition.id === target.id) !== true) {
    const names = [...catalogue.packs].flatMap(([id, one]) => one.workflows.map((flow) => `${id}/${flow.definition.id}`))
    issues.push(issue('route.unknown-workflow', `${path}/workflow`, { name: route.workflow, nearest: nearest(route.workflow, names) ?? '' }))
  } else issues.push(...referenceIssues(route.workflow, `${path}/workflow`, pack))
  return issues.length > 0 ? issues : [...unreachable(route, path, catalogue), ...dueTooEarly(route, path, pack, catalogue)]
}

/** Any year that is as long as others. */
const someYear = 2021

/** Due days before the figures are there: mostly a day and a month that changed places. Of packs with kinds of one name, any may ask. */
function dueTooEarly({ due = {}, reporting }: RouteDefinition, path: string, pack: Pack, catalogue: Catalogue): Issue[] {
  const near = periodsNear(pack, catalogue)
  return Object.entries(due).flatMap(([name, spec]) => {
    // A kind that is opened on request has the days of the request.
    const stated = near.flatMap(({ [name]: kind }) => (kind?.['data-to']?.['default'] === undefined ? [] : [kind['data-to']]))
    const lastDay = (days: Readonly<Record<string, string>>): string => reporting.map((one) => dayIn(dataToOf(days, catalogue.kinds.get(one)?.class), someYear)).sort().at(-1) ?? ''
    const [cutOff] = stated.map(lastDay).sort()
    const day = dayIn(spec, someYear)
    return cutOff === undefined || day >= cutOff ? [] : [issue('route.due-before-data', `${path}/due/${name}`, { due: dayAndMonth(day), data: dayAndMonth(cutOff) })]
  })
}

function dayAndMonth(day: string): string {
  const [, month = '', date = ''] = day.split('-')
  return `${date}/${month}`
}

/** Receivers that stand above none of the reporting kinds. */
function unreachable({ reporting, receiver }: RouteDefinition, path: string, catalogue: Catalogue): Issue[] {
  if (receiver === undefined || (typeof receiver === 'object' && !Array.isArray(receiver))) return []
  const kinds = typeof receiver === 'string' ? [[receiver, `${path}/receiver`] as const] : receiver.map((kind, index) => [kind, `${path}/receiver/${index}`] as const)
  return kinds.flatMap(([kind, at]) =>
    reporting.some((from) => mayStandAbove(kind, from, catalogue)) ? [] : [issue('route.unreachable-receiver', at, { name: kind, reporting: reporting.join(', ') })],
  )
}

/** Kinds say what they stand under; where one does not, its units show it; where there are none, anything may be. */
function mayStandAbove(upper: string, lower: string, catalogue: Catalogue): boolean {
  const seen = new Set<string>()
  const open = [lower]
  for (let kind = open.pop(); kind !== undefined; kind = open.pop()) {
    if (seen.has(kind)) continue
    seen.add(kind)
    const under = catalogue.kinds.get(kind)?.under ?? catalogue.parentKinds.get(kind)
    // Units without an upper one are the top of the tree, or not told in full where they are those that report.
    if (under === undefined || (kind === lower && under.length === 0)) return true
    if (under.includes(upper)) return true
    open.push(...under)
  }
  return false
}

/** One kind of unit on two routes of one form, in the same kind of period and at the same time. */
function overlaps(routes: readonly RouteDefinition[], path: string): Issue[] {
  return routes.flatMap((route, later) => {
    const periods = periodKindsOf(route)
    return route.reporting.flatMap((kind, at) => {
      const clash = routes.slice(0, later).find((other) => other.reporting.includes(kind) && overlap(route, other) && periodKindsOf(other).some((one) => periods.includes(one)))
      const twice = route.reporting.indexOf(kind) < at
      return clash === undefined && !twice ? [] : [issue('route.overlap', `${path}/${later}/reporting/${at}`, { kind })]
    })
  })
}
