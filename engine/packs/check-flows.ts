// Do figures flow? A form takes in what is reported to those who file it: some unit kind reports the lower form to one of
// theirs, in a kind of period that both have. And no form waits for itself, by whatever way round.
import { nearest } from '../core/expression/check.ts'
import type { FormDefinition, RollUpSource } from '../core/form/definition.ts'
import { pathOf } from '../core/form/check-roll-up.ts'
import { layOut, type Table } from '../core/form/layout.ts'
import { sharesKinds, unitBands, wayOf } from '../core/form/roll-up-way.ts'
import { issue, type Issue } from '../core/issue.ts'
import { periodKindsOf, type RouteDefinition } from '../core/route.ts'
import { splitReference, type Catalogue } from './catalogue.ts'
import type { Pack } from './load-pack.ts'

type FormRef = { readonly pack: string; readonly id: string }

/** Issues: route.unknown-kind, roll-up.nobody-reports, roll-up.circle. */
export function checkFlows(definition: FormDefinition, pack: Pack, catalogue: Catalogue): Issue[] {
  return layOut(definition).flatMap((table) => table.rollUps.flatMap((source, position) => checkFlow(definition, table, source, pathOf(table, position), pack, catalogue)))
}

function checkFlow(definition: FormDefinition, table: Table, source: RollUpSource, path: string, pack: Pack, catalogue: Catalogue): Issue[] {
  const unknown = (source.kinds ?? []).flatMap((name, index) =>
    catalogue.kinds.has(name) ? [] : [issue('route.unknown-kind', `${path}/kinds/${index}`, { name, nearest: nearest(name, [...catalogue.kinds.keys()]) ?? '' })],
  )
  if (unknown.length > 0) return unknown
  const upper = { pack: pack.definition.id, id: definition.id }
  const lower = splitReference(source.from, pack.definition.id)
  const uppers = routesOf(upper, catalogue)
  const flows = routesOf(lower, catalogue).flatMap((route) => (uppers.some((one) => leadsTo(route, one, catalogue)) ? route.reporting : []))
  const wanted = wayOf(table, source) === 'unit' ? unitBands(table).flatMap(({ kinds }) => (sharesKinds(kinds, source.kinds) ? (kinds ?? ['']) : [])) : ['']
  const reporting = flows.filter((kind) => (source.kinds?.includes(kind) ?? true) && (wanted.includes('') || wanted.includes(kind)))
  const idle = (source.kinds ?? []).find((kind) => !flows.includes(kind))
  if (idle !== undefined) return [issue('roll-up.nobody-reports', `${path}/kinds/${source.kinds?.indexOf(idle) ?? 0}`, { form: source.from, kinds: idle })]
  if (reporting.length === 0) return [issue('roll-up.nobody-reports', `${path}/from`, { form: source.from, kinds: [...new Set(uppers.flatMap((one) => one.reporting))].join(', ') })]
  const circle = circleThrough(upper, lower, catalogue)
  return circle === undefined ? [] : [issue('roll-up.circle', `${path}/from`, { path: circle.map((one) => one.id).join(' → ') })]
}

/** A form's own routes, in all its versions, and those by which another pack has it reported. */
function routesOf({ pack, id }: FormRef, catalogue: Catalogue): RouteDefinition[] {
  const own = catalogue.packs.get(pack)?.forms.flatMap(({ definition }) => (definition.id === id ? definition.routes : [])) ?? []
  const assigned = [...catalogue.packs.values()].flatMap(({ definition }) => (definition.assigns ?? []).flatMap((one) => (one.form === `${pack}/${id}` ? one.routes : [])))
  return [...own, ...assigned]
}

function leadsTo(lower: RouteDefinition, upper: RouteDefinition, catalogue: Catalogue): boolean {
  const receivers = receiversOf(lower, catalogue)
  const periods = periodKindsOf(upper)
  return (receivers === 'any' || receivers.some((kind) => upper.reporting.includes(kind))) && periodKindsOf(lower).some((kind) => periods.includes(kind))
}

/** Kinds of the units that may receive; `any` for a named unit that no pack tells of. */
function receiversOf({ receiver }: RouteDefinition, catalogue: Catalogue): readonly string[] | 'any' {
  if (receiver === undefined) return []
  if (typeof receiver === 'string') return [receiver]
  if (Array.isArray(receiver)) return receiver
  const named = [...catalogue.packs.values()].flatMap((pack) => pack.units?.definition.units ?? []).find((unit) => unit.code === receiver.unit)
  return named === undefined ? 'any' : [named.kind]
}

/** The way from a form over a lower one back to itself; told of the first form on it, so that it is told once. */
function circleThrough(upper: FormRef, lower: FormRef, catalogue: Catalogue): FormRef[] | undefined {
  const name = ({ pack, id }: FormRef): string => `${pack}/${id}`
  const seen = new Set<string>()
  const open: FormRef[][] = [[upper, lower]]
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    const last = way.at(-1) as FormRef
    if (name(last) === name(upper)) return way.every((one) => name(one) >= name(upper)) && isCircle(way, catalogue) ? way : undefined
    if (seen.has(name(last))) continue
    seen.add(name(last))
    for (const next of sourcesOf(last, catalogue)) open.push([...way, next])
  }
  return undefined
}

/** A form that is filed again further up takes itself in, level by level; each level is another kind of unit. */
function isCircle([form, lower]: readonly FormRef[], catalogue: Catalogue): boolean {
  if (form === undefined || lower === undefined || form.pack !== lower.pack || form.id !== lower.id) return true
  const routes = routesOf(form, catalogue)
  return routes.every((route) => {
    const receivers = receiversOf(route, catalogue)
    return receivers !== 'any' && receivers.some((kind) => route.reporting.includes(kind))
  })
}

function sourcesOf({ pack, id }: FormRef, catalogue: Catalogue): FormRef[] {
  const forms = catalogue.packs.get(pack)?.forms.filter(({ definition }) => definition.id === id) ?? []
  return forms.flatMap(({ definition }) => (definition.tables ?? []).flatMap((table) => [table['roll-up'] ?? []].flat().map(({ from }) => splitReference(from, pack))))
}
