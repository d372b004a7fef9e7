// What packs say about each other: everything that the checks beside this one look at. And the examples, which are run
// here like any other check.
import { groupsIn } from '../core/codelist.ts'
import { nearest } from '../core/expression/check.ts'
import { compileForm } from '../core/form/compile.ts'
import { blocks, issue, type Issue } from '../core/issue.ts'
import { checkWorkflow } from '../core/workflow/check.ts'
import { compileWorkflow } from '../core/workflow/compile.ts'
import { checkExamples, type Around } from './check-examples.ts'
import { entriesOfMinistry, splitReference, type Catalogue } from './catalogue.ts'
import { checkCodelist } from './check-codelist.ts'
import { checkFields } from './check-fields.ts'
import { checkFlows } from './check-flows.ts'
import { checkForeign } from './check-foreign.ts'
import { checkPrint } from './check-print.ts'
import { checkRollUps } from './check-roll-ups.ts'
import { checkRoutes } from './check-routes.ts'
import { checkSucceededKinds, checkSuccession } from './check-succession.ts'
import { checkOrganisation, checkPeriods, checkUnits } from './check-units.ts'
import { checkDependencies, checkVersions } from './check-versions.ts'
import { checkScenarios } from './check-scenarios.ts'
import { placed, type Pack } from './load-pack.ts'

/** Issues of one pack against all; codes pack.*, route.*, roll-up.*, workflow.*, example.*, units.*, organisation.*. */
export function checkPack(pack: Pack, all: Catalogue): Issue[] {
  // A pack means itself, also where an older copy of it is read beside it.
  const catalogue = { ...all, packs: new Map(all.packs).set(pack.definition.id, pack) }
  const issues: Issue[] = [...checkDependencies(pack, catalogue), ...checkVersions(pack, catalogue), ...checkFields(pack, catalogue)]
  for (const { definition, source } of pack.workflows) issues.push(...placed(source, checkWorkflow(definition, catalogue.roles, catalogue.workingRoles)))
  for (const { definition, source } of pack.forms) {
    issues.push(...placed(source, checkRoutes(definition.routes, '/routes', pack, catalogue)))
    issues.push(...placed(source, checkRollUps(pack, definition, catalogue)), ...placed(source, checkForeign(definition, pack, catalogue)), ...placed(source, checkSuccession(definition, pack, catalogue)))
  }
  for (const { definition, source } of pack.codelists) issues.push(...placed(source, checkCodelist(definition)))
  for (const { definition, source } of pack.prints) issues.push(...placed(source, checkPrint(definition, pack, catalogue)))
  issues.push(...checkOrganisation(pack, catalogue), ...checkPeriods(pack, catalogue), ...checkSucceededKinds(pack, catalogue), ...checkUnits(pack, catalogue))
  if (blocks(issues)) return issues
  // Whether figures flow can be asked once routes lead somewhere.
  const flows = pack.forms.flatMap(({ definition, source }) => placed(source, checkFlows(definition, pack, catalogue)))
  return [...issues, ...flows, ...checkFormExamples(pack, catalogue), ...checkWorkflowExamples(pack, catalogue)]
}

function checkFormExamples(pack: Pack, catalogue: Catalogue): Issue[] {
  const around = aroundExamples(pack, catalogue)
  return pack.examples.flatMap(({ definition, source }) => {
    const form = formOfExample(pack, definition)
    return placed(
      source,
      form === undefined
        ? [issue('example.unknown-form', '/form', { name: definition.form, nearest: nearest(definition.form, pack.forms.map((one) => one.definition.id)) ?? '' })]
        : checkExamples(definition, compileForm(form.definition), around),
    )
  })
}

/** What the examples of a pack speak of: entries of the ministry, and the newest versions of the forms below. */
export function aroundExamples(pack: Pack, catalogue: Catalogue): Around {
  const formOf = (reference: string) => {
    const named = splitReference(reference, pack.definition.id)
    const found = newest((catalogue.packs.get(named.pack)?.forms ?? []).filter((one) => one.definition.id === named.id))?.definition
    return found === undefined ? undefined : { form: compileForm(found), kind: found.routes[0]?.reporting[0] ?? '' }
  }
  return { known: { entries: (reference) => entriesOfMinistry(reference, pack, catalogue) }, below: { pack: pack.definition.id, formOf, groups: (reference) => groupsIn(catalogue.codelists.get(reference)) } }
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
