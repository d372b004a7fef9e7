// What packs say about each other: forms that roll-ups take figures from, workflows, unit kinds and receivers of routes,
// period kinds of due dates, roles. And the examples, which are run here like any other check.
import { combined } from '../core/calendar.ts'
import { nearest } from '../core/expression/check.ts'
import { parseAddress } from '../core/form/address.ts'
import { compileForm, roleOf, type Form, type Table } from '../core/form/compile.ts'
import type { RollUpSource, RouteDefinition } from '../core/form/definition.ts'
import { issue, type Issue } from '../core/issue.ts'
import type { CalendarDefinition } from '../core/pack.ts'
import { checkWorkflow } from '../core/workflow/check.ts'
import { compileWorkflow } from '../core/workflow/compile.ts'
import { checkExamples } from './check-examples.ts'
import { checkScenarios } from './check-scenarios.ts'
import { placed, type Pack } from './load-pack.ts'

/** Everything that a reference can lead to. */
export type Catalogue = {
  readonly packs: ReadonlyMap<string, Pack>
  readonly kinds: ReadonlyMap<string, { readonly roles: readonly string[] }>
  readonly roles: readonly string[]
  /** Roles that may work on filings. */
  readonly workingRoles: readonly string[]
  readonly periodKinds: readonly string[]
  readonly unitCodes: readonly string[]
  readonly calendar: CalendarDefinition
}

export function catalogueOf(packs: readonly Pack[]): Catalogue {
  const organisations = packs.flatMap((pack) => (pack.organisation === undefined ? [] : [pack.organisation.definition]))
  return {
    packs: new Map(packs.map((pack) => [pack.definition.id, pack])),
    kinds: new Map(organisations.flatMap((one) => Object.entries(one.kinds))),
    roles: organisations.flatMap((one) => Object.keys(one.roles)),
    workingRoles: organisations.flatMap((one) => Object.entries(one.roles).flatMap(([id, role]) => (role.capabilities.includes('work-on-filings') ? [id] : []))),
    periodKinds: packs.flatMap((pack) => Object.keys(pack.periods?.definition.kinds ?? {})),
    unitCodes: packs.flatMap((pack) => (pack.units?.definition.units ?? []).map((unit) => unit.code)),
    calendar: combined(packs.flatMap((pack) => pack.calendar?.definition ?? [])),
  }
}

/** `id` within the pack, or `pack/id`. */
export function splitReference(reference: string, pack: string): { pack: string; id: string } {
  const [first = '', second] = reference.split('/')
  return second === undefined ? { pack, id: first } : { pack: first, id: second }
}

/** Issues of one pack against all; codes pack.*, route.*, roll-up.*, workflow.*, example.*, units.*, organisation.*. */
export function checkPack(pack: Pack, all: Catalogue): Issue[] {
  // A pack means itself, also where an older copy of it is read beside it.
  const catalogue = { ...all, packs: new Map(all.packs).set(pack.definition.id, pack) }
  const issues: Issue[] = []
  for (const [index, required] of (pack.definition.requires ?? []).entries()) {
    if (!catalogue.packs.has(required)) {
      issues.push(...placed(pack.source, [issue('pack.required-missing', `/requires/${index}`, { name: required, nearest: nearest(required, [...catalogue.packs.keys()]) ?? '' })]))
    }
  }
  for (const { definition, source } of pack.workflows) issues.push(...placed(source, checkWorkflow(definition, catalogue.roles, catalogue.workingRoles)))
  for (const { definition, source } of pack.forms) {
    issues.push(...placed(source, definition.routes.flatMap((route, index) => checkRoute(route, `/routes/${index}`, pack, catalogue))))
    issues.push(...placed(source, checkRollUps(pack, definition.id, catalogue)))
  }
  issues.push(...checkOrganisation(pack, catalogue), ...checkUnits(pack, catalogue))
  if (issues.length > 0) return issues
  return [...checkFormExamples(pack), ...checkWorkflowExamples(pack, catalogue)]
}

function checkFormExamples(pack: Pack): Issue[] {
  return pack.examples.flatMap(({ definition, source }) => {
    const form = pack.forms.find((one) => one.definition.id === definition.form)
    return placed(
      source,
      form === undefined
        ? [issue('example.unknown-form', '/form', { name: definition.form, nearest: nearest(definition.form, pack.forms.map((one) => one.definition.id)) ?? '' })]
        : checkExamples(definition, compileForm(form.definition)),
    )
  })
}

function checkWorkflowExamples(pack: Pack, { calendar }: Catalogue): Issue[] {
  const names = pack.workflows.map((one) => one.definition.id)
  return pack.scenarios.flatMap(({ definition, source }) => {
    const workflow = pack.workflows.find((one) => one.definition.id === definition.workflow)?.definition
    return placed(
      source,
      workflow === undefined
        ? [issue('route.unknown-workflow', '/workflow', { name: definition.workflow, nearest: nearest(definition.workflow, names) ?? '' })]
        : checkScenarios(definition, compileWorkflow(workflow), calendar),
    )
  })
}

function checkRoute(route: RouteDefinition, path: string, pack: Pack, catalogue: Catalogue): Issue[] {
  const issues: Issue[] = []
  const kinds = [...catalogue.kinds.keys()]
  const kind = (name: string, at: string): void => {
    if (!catalogue.kinds.has(name)) issues.push(issue('route.unknown-kind', at, { name, nearest: nearest(name, kinds) ?? '' }))
  }
  route.reporting.forEach((name, index) => kind(name, `${path}/reporting/${index}`))
  if (typeof route.receiver === 'string') kind(route.receiver, `${path}/receiver`)
  else if (Array.isArray(route.receiver)) route.receiver.forEach((name, index) => kind(name, `${path}/receiver/${index}`))
  else if (route.receiver !== undefined && catalogue.unitCodes.length > 0 && !catalogue.unitCodes.includes(route.receiver.unit)) {
    issues.push(issue('route.unknown-unit', `${path}/receiver/unit`, { name: route.receiver.unit, nearest: nearest(route.receiver.unit, catalogue.unitCodes) ?? '' }))
  }
  for (const [name, at] of [...Object.keys(route.due ?? {}).map((one) => [one, `${path}/due/${one}`]), ...(route.periods ?? []).map((one, index) => [one, `${path}/periods/${index}`])] as [string, string][]) {
    if (!catalogue.periodKinds.includes(name)) issues.push(issue('route.unknown-period-kind', at, { name, nearest: nearest(name, catalogue.periodKinds) ?? '' }))
  }
  const target = splitReference(route.workflow, pack.definition.id)
  const workflow = catalogue.packs.get(target.pack)?.workflows.find((one) => one.definition.id === target.id)
  if (workflow === undefined) {
    const names = [...catalogue.packs].flatMap(([id, one]) => one.workflows.map((flow) => `${id}/${flow.definition.id}`))
    issues.push(issue('route.unknown-workflow', `${path}/workflow`, { name: route.workflow, nearest: nearest(route.workflow, names) ?? '' }))
  }
  return issues
}

function checkRollUps(pack: Pack, formId: string, catalogue: Catalogue): Issue[] {
  const upper = compileForm(pack.forms.find((one) => one.definition.id === formId)?.definition as Form['definition'])
  return upper.tables.flatMap((table) =>
    table.rollUps.flatMap((source, index) => {
      const isList = 'roll-up' in table.source && Array.isArray(table.source['roll-up'])
      const path = `/tables/${table.index}/roll-up${isList ? `/${index}` : ''}`
      const target = splitReference(source.from, pack.definition.id)
      const lower = catalogue.packs.get(target.pack)?.forms.find((one) => one.definition.id === target.id)?.definition
      if (lower === undefined) return [unknownAt('roll-up.unknown-form', `${path}/from`, source.from, pack.forms.map((one) => one.definition.id))]
      const form = compileForm(lower)
      if (source.table !== undefined && !form.byId.has(source.table)) return [unknownAt('form.unknown-table', `${path}/table`, source.table, [...form.byId.keys()])]
      return Object.entries(source.cells).flatMap(([column, address]) =>
        sourceAddresses(table, source, address).flatMap((one) => checkSourceCell(table, column, form, one, `${path}/cells/${column}`, source)),
      )
    }),
  )
}

function unknownAt(code: string, path: string, name: string, known: readonly string[]): Issue {
  return issue(code, path, { name, nearest: nearest(name, known) ?? '' })
}

/** `main.{row}.births` names a cell for each row of a block. */
function sourceAddresses(table: Table, { into }: RollUpSource, address: string): string[] {
  const band = into === undefined ? table.bands.find((one) => one.per === 'lower-unit') : undefined
  return address.includes('{row}') && band !== undefined ? band.rows.map((row) => address.replace('{row}', row.key)) : [address]
}

function checkSourceCell(upper: Table, column: string, lower: Form, address: string, path: string, { by, table: codes }: RollUpSource): Issue[] {
  const parts = parseAddress(address)
  const table = parts === undefined ? undefined : lower.byId.get(parts.table)
  const source = table?.columns.find((one) => one.id === parts?.column)
  // By code, a cell stands for its column in every row of the table that is gathered.
  const row = by === 'code' && table?.id === codes ? table?.classes.findIndex((one) => one.leaf) : table?.rows.findIndex((one) => one.key === parts?.row)
  if (table === undefined || row === undefined || row < 0 || source === undefined) {
    const names = lower.tables.flatMap((one) => one.rows.flatMap((fixed) => one.columns.map((cell) => (fixed.key === '' ? `${one.id}.${cell.id}` : `${one.id}.${fixed.key}.${cell.id}`))))
    return [issue('roll-up.unknown-cell', path, { name: address, form: lower.code, nearest: nearest(address, names) ?? '' })]
  }
  if (roleOf(lower, table, row, source.index) === 'closed') return [issue('roll-up.closed-cell', path, { name: address })]
  const target = upper.columns.find((one) => one.id === column)
  const fits = target !== undefined && target.holds === source.holds && target.decimals === source.decimals && target.measure === source.measure
  return fits ? [] : [issue('roll-up.does-not-fit', path, { name: address, found: source.measure, wanted: target?.measure ?? '' })]
}

function checkOrganisation(pack: Pack, catalogue: Catalogue): Issue[] {
  if (pack.organisation === undefined) return []
  const { definition, source } = pack.organisation
  return placed(
    source,
    Object.entries(definition.kinds).flatMap(([id, kind]) =>
      kind.roles.flatMap((role, index) =>
        catalogue.roles.includes(role) ? [] : [issue('organisation.unknown-role', `/kinds/${id}/roles/${index}`, { name: role, nearest: nearest(role, catalogue.roles) ?? '' })],
      ),
    ),
  )
}

function checkUnits(pack: Pack, catalogue: Catalogue): Issue[] {
  if (pack.units === undefined) return []
  const { definition, source } = pack.units
  const codes = definition.units.map((unit) => unit.code)
  const issues = definition.units.flatMap((unit, index): Issue[] => {
    const path = `/units/${index}`
    const kind = catalogue.kinds.get(unit.kind)
    const found: Issue[] = []
    if (codes.indexOf(unit.code) !== index) found.push(issue('units.duplicate-code', `${path}/code`, { code: unit.code }))
    if (kind === undefined) found.push(issue('route.unknown-kind', `${path}/kind`, { name: unit.kind, nearest: nearest(unit.kind, [...catalogue.kinds.keys()]) ?? '' }))
    // A parent stands above its units, so that the tree has no circle.
    if (unit.parent !== undefined && !codes.slice(0, index).includes(unit.parent)) {
      found.push(issue('units.unknown-parent', `${path}/parent`, { name: unit.parent, nearest: nearest(unit.parent, codes.slice(0, index)) ?? '' }))
    }
    for (const [at, account] of (unit.accounts ?? []).entries()) {
      if (kind !== undefined && !kind.roles.includes(account.role)) {
        found.push(issue('units.role-not-of-kind', `${path}/accounts/${at}/role`, { role: account.role, kind: unit.kind }))
      }
    }
    return found
  })
  return placed(source, issues)
}
