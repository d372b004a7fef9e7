// What is in force when: versions of one form that serve periods, forms that another pack replaces or is assigned, and
// packs that require each other.
import { nearest } from '../core/expression/check.ts'
import type { FormDefinition } from '../core/form/definition.ts'
import { bothServe, isBackwards, pointOf, seam, versionInForce, type PeriodPoint, type Serves } from '../core/in-force.ts'
import { issue, type Issue } from '../core/issue.ts'
import { isNever } from '../core/validity.ts'
import { kindsOf, nameablePeriodKinds, referenceIssues, splitReference, type Catalogue } from './catalogue.ts'
import { checkRoutes } from './check-routes.ts'
import { placed, type Pack } from './load-pack.ts'

/** Issues: form.versions-overlap, form.versions-gap, form.serves-backwards, route.unknown-period-kind. */
export function checkVersions(pack: Pack, catalogue: Catalogue): Issue[] {
  const kinds = kindsOf(pack, catalogue)
  const byId = new Map<string, Pack['forms'][number][]>()
  for (const form of pack.forms) byId.set(form.definition.id, [...(byId.get(form.definition.id) ?? []), form])
  return [...byId.values()].flatMap((versions) => {
    const sorted = versions.toSorted((a, b) => a.definition.version - b.definition.version)
    return sorted.flatMap(({ definition, source }, index) => {
      const own = checkServes(definition.serves ?? {}, '/serves', pack, catalogue)
      const before = sorted[index - 1]?.definition
      if (own.length > 0 || before === undefined) return placed(source, own)
      const found = seam(before.serves, definition.serves, kinds)
      const at = definition.serves?.from === undefined ? '/version' : '/serves/from'
      const params = { id: definition.id, earlier: before.version, later: definition.version }
      if (found === 'sound') return []
      return placed(source, [found === 'gap' ? issue('form.versions-gap', at, params) : issue('form.versions-overlap', at, params)])
    })
  })
}

/** The versions of a lower form that are filed in the same periods as this version of an upper one. */
export function versionsBeside(upper: FormDefinition, lower: { pack: string; id: string }, pack: Pack, catalogue: Catalogue): FormDefinition[] {
  const kinds = kindsOf(pack, catalogue)
  const uppers = pack.forms.map((one) => one.definition).filter((one) => one.id === upper.id)
  const lowers = (catalogue.packs.get(lower.pack)?.forms ?? []).map((one) => one.definition).filter((one) => one.id === lower.id)
  if (lowers.length < 2) return lowers
  // Versions change where one of them says so: looking at the years around those points is looking at all.
  const points = [...uppers, ...lowers].flatMap(({ serves }) => [serves?.from, serves?.to]).flatMap((point) => (point === undefined ? [] : [pointOf(point).year]))
  const periods = [...new Set(points.flatMap((year) => [year - 1, year, year + 1]))].flatMap((year) => Object.keys(kinds).map((kind) => ({ kind, year })))
  const found = new Set(periods.filter((period) => versionInForce(uppers, period, kinds) === upper).flatMap((period) => versionInForce(lowers, period, kinds) ?? []))
  return found.size > 0 ? [...found] : lowers.toSorted((a, b) => b.version - a.version).slice(0, 1)
}

/** Forms that are filed in the place of a lower one while the upper one is not replaced itself: they are taken in, too. */
export function filedInstead(upper: FormDefinition, lower: { pack: string; id: string }, pack: Pack, catalogue: Catalogue): FormDefinition[] {
  const kinds = kindsOf(pack, catalogue)
  const replaced = (form: string) => [...catalogue.packs.values()].flatMap((one) => (one.definition.replaces ?? []).filter((each) => each.form === form).map((each) => ({ ...each, in: one })))
  const uppers = replaced(`${pack.definition.id}/${upper.id}`)
  return replaced(`${lower.pack}/${lower.id}`)
    // That a pack replaces a form of its own is refused elsewhere.
    .filter((one) => one.in.definition.id !== lower.pack && !uppers.some((other) => bothServe(one, other, kinds)))
    .flatMap(({ in: by, by: id }) => by.forms.map(({ definition }) => definition).filter((one) => one.id === id).toSorted((a, b) => b.version - a.version).slice(0, 1))
}

function checkServes(serves: Serves, path: string, pack: Pack, catalogue: Catalogue): Issue[] {
  const points: [PeriodPoint | undefined, string][] = [[serves.from, `${path}/from`], [serves.to, `${path}/to`]]
  const kinds = nameablePeriodKinds(pack, catalogue)
  const unknown = points.flatMap(([point, at]) => {
    const kind = point === undefined ? undefined : pointOf(point).kind
    return kind === undefined || kinds.includes(kind) ? [] : [issue('route.unknown-period-kind', at, { name: kind, nearest: nearest(kind, kinds) ?? '' })]
  })
  if (unknown.length > 0) return unknown
  return isBackwards(serves, kindsOf(pack, catalogue)) ? [issue('form.serves-backwards', `${path}/to`, { from: String(serves.from), to: String(serves.to) })] : []
}

/** Issues: pack.required-missing, pack.requires-circle, pack.not-required, pack.unknown-form, pack.own-form, pack.form-twice, pack.empty-validity. */
export function checkDependencies(pack: Pack, catalogue: Catalogue): Issue[] {
  const { definition } = pack
  const [from, to] = [definition['valid-from'], definition['valid-to']]
  const issues: Issue[] = isNever({ from, to }) ? [issue('pack.empty-validity', '/valid-to', { from: from ?? '', to: to ?? '' })] : []
  for (const [index, required] of (definition.requires ?? []).entries()) {
    if (!catalogue.packs.has(required)) issues.push(issue('pack.required-missing', `/requires/${index}`, { name: required, nearest: nearest(required, [...catalogue.packs.keys()]) ?? '' }))
    else {
      const circle = wayBack(definition.id, required, catalogue)
      if (circle !== undefined) issues.push(issue('pack.requires-circle', `/requires/${index}`, { path: circle.join(' → ') }))
    }
  }
  const served = [
    ...(definition.replaces ?? []).map((one, index) => ({ ...one, path: `/replaces/${index}` })),
    ...(definition.assigns ?? []).map((one, index) => ({ ...one, path: `/assigns/${index}` })),
  ]
  for (const { form, path, ...serves } of served) issues.push(...checkForeign(form, `${path}/form`, pack, catalogue), ...checkServes(serves, path, pack, catalogue))
  for (const [index, { by }] of (definition.replaces ?? []).entries()) {
    const ids = pack.forms.map((one) => one.definition.id)
    if (!ids.includes(by)) issues.push(issue('pack.unknown-form', `/replaces/${index}/by`, { name: by, nearest: nearest(by, ids) ?? '' }))
  }
  for (const [index, { routes }] of (definition.assigns ?? []).entries()) issues.push(...checkRoutes(routes, `/assigns/${index}/routes`, pack, catalogue))
  if (issues.length > 0) return placed(pack.source, issues)
  return placed(pack.source, [...twice(definition.replaces ?? [], '/replaces', pack, catalogue), ...twice(definition.assigns ?? [], '/assigns', pack, catalogue), ...replacedElsewhere(pack, catalogue)])
}

function checkForeign(form: string, path: string, pack: Pack, catalogue: Catalogue): Issue[] {
  const target = splitReference(form, pack.definition.id)
  if (target.pack === pack.definition.id) return [issue('pack.own-form', path, { name: form })]
  if (catalogue.packs.get(target.pack)?.forms.some((one) => one.definition.id === target.id) === true) return referenceIssues(form, path, pack)
  const names = [...catalogue.packs].flatMap(([id, one]) => one.forms.map((each) => `${id}/${each.definition.id}`))
  return [issue('pack.unknown-form', path, { name: form, nearest: nearest(form, names) ?? '' })]
}

/** The packs on a circle of requirements that begins and ends with `pack`. */
function wayBack(pack: string, start: string, catalogue: Catalogue): string[] | undefined {
  const seen = new Set<string>()
  const open: string[][] = [[pack, start]]
  for (let trail = open.pop(); trail !== undefined; trail = open.pop()) {
    const at = trail.at(-1) as string
    if (at === pack) return trail
    if (seen.has(at)) continue
    seen.add(at)
    for (const next of catalogue.packs.get(at)?.definition.requires ?? []) open.push([...trail, next])
  }
  return undefined
}

type Named = Serves & { readonly form: string }

function twice(list: readonly Named[], path: string, pack: Pack, catalogue: Catalogue): Issue[] {
  const kinds = kindsOf(pack, catalogue)
  return list.flatMap((one, index) =>
    list.slice(0, index).some((other) => other.form === one.form && bothServe(other, one, kinds)) ? [issue('pack.form-twice', `${path}/${index}/form`, { name: one.form })] : [],
  )
}

/** The same form replaced by two packs for one period: told in both. */
function replacedElsewhere(pack: Pack, catalogue: Catalogue): Issue[] {
  const kinds = kindsOf(pack, catalogue)
  const others = [...catalogue.packs.values()].filter((one) => one.definition.id !== pack.definition.id).flatMap((one) => one.definition.replaces ?? [])
  return (pack.definition.replaces ?? []).flatMap((one, index) =>
    others.some((other) => other.form === one.form && bothServe(other, one, kinds)) ? [issue('pack.form-twice', `/replaces/${index}/form`, { name: one.form })] : [],
  )
}
