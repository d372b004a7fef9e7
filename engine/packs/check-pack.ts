// What packs say about each other: forms that roll-ups take figures from, and everything that the checks beside this one
// look at. And the examples, which are run here like any other check.
import { nearest } from '../core/expression/check.ts'
import { parseAddress } from '../core/form/address.ts'
import { compileForm, roleOf, type Form, type Table } from '../core/form/compile.ts'
import type { FormDefinition, RollUpSource } from '../core/form/definition.ts'
import { issue, type Issue } from '../core/issue.ts'
import { checkWorkflow } from '../core/workflow/check.ts'
import { compileWorkflow } from '../core/workflow/compile.ts'
import { checkExamples } from './check-examples.ts'
import { referenceIssues, splitReference, type Catalogue } from './catalogue.ts'
import { checkCodelist } from './check-codelist.ts'
import { checkPrint } from './check-print.ts'
import { checkRoutes } from './check-routes.ts'
import { checkOrganisation, checkPeriods, checkUnits } from './check-units.ts'
import { checkDependencies, checkVersions, versionsBeside } from './check-versions.ts'
import { checkScenarios } from './check-scenarios.ts'
import { placed, type Pack } from './load-pack.ts'

/** Issues of one pack against all; codes pack.*, route.*, roll-up.*, workflow.*, example.*, units.*, organisation.*. */
export function checkPack(pack: Pack, all: Catalogue): Issue[] {
  // A pack means itself, also where an older copy of it is read beside it.
  const catalogue = { ...all, packs: new Map(all.packs).set(pack.definition.id, pack) }
  const issues: Issue[] = [...checkDependencies(pack, catalogue), ...checkVersions(pack, catalogue)]
  for (const { definition, source } of pack.workflows) issues.push(...placed(source, checkWorkflow(definition, catalogue.roles, catalogue.workingRoles)))
  for (const { definition, source } of pack.forms) {
    issues.push(...placed(source, checkRoutes(definition.routes, '/routes', pack, catalogue)))
    issues.push(...placed(source, checkRollUps(pack, definition, catalogue)))
  }
  for (const { definition, source } of pack.codelists) issues.push(...placed(source, checkCodelist(definition)))
  for (const { definition, source } of pack.prints) issues.push(...placed(source, checkPrint(definition, pack, catalogue)))
  issues.push(...checkOrganisation(pack, catalogue), ...checkPeriods(pack, catalogue), ...checkUnits(pack, catalogue))
  if (issues.length > 0) return issues
  return [...checkFormExamples(pack), ...checkWorkflowExamples(pack, catalogue)]
}

function checkFormExamples(pack: Pack): Issue[] {
  return pack.examples.flatMap(({ definition, source }) => {
    const form = formOfExample(pack, definition)
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

/** The version that an example names, or the newest. */
export function formOfExample(pack: Pack, { form, version }: { form: string; version?: number }): Pack['forms'][number] | undefined {
  const versions = pack.forms.filter((one) => one.definition.id === form)
  return version === undefined ? newest(versions) : versions.find((one) => one.definition.version === version)
}

function newest(versions: readonly Pack['forms'][number][]): Pack['forms'][number] | undefined {
  return versions.toSorted((a, b) => b.definition.version - a.definition.version)[0]
}

function checkRollUps(pack: Pack, definition: FormDefinition, catalogue: Catalogue): Issue[] {
  const upper = compileForm(definition)
  return upper.tables.flatMap((table) =>
    table.rollUps.flatMap((source, index) => {
      const isList = 'roll-up' in table.source && Array.isArray(table.source['roll-up'])
      const path = `/tables/${table.index}/roll-up${isList ? `/${index}` : ''}`
      const versions = versionsBeside(definition, splitReference(source.from, pack.definition.id), pack, catalogue)
      if (versions.length === 0) return [unknownAt('roll-up.unknown-form', `${path}/from`, source.from, pack.forms.map((one) => one.definition.id))]
      const required = referenceIssues(source.from, `${path}/from`, pack)
      // What several versions lack is told of the first.
      const found = versions.map((one) => checkSource(table, source, compileForm(one), path)).find((one) => one.length > 0) ?? []
      return [...required, ...found]
    }),
  )
}

function checkSource(table: Table, source: RollUpSource, form: Form, path: string): Issue[] {
  if (source.table !== undefined && !form.byId.has(source.table)) return [unknownAt('form.unknown-table', `${path}/table`, source.table, [...form.byId.keys()])]
  return Object.entries(source.cells).flatMap(([column, address]) =>
    sourceAddresses(table, source, address).flatMap((one) => checkSourceCell(table, column, form, one, `${path}/cells/${column}`, source)),
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
