// A pack from its files: every text read, its shape checked, its meaning checked on its own. What a pack says about
// other packs is checked by check-pack.ts once all of them are at hand. No I/O: the caller brings the texts.
import type { CodelistDefinition } from '../core/codelist.ts'
import { checkForm } from '../core/form/check.ts'
import type { FormDefinition } from '../core/form/definition.ts'
import { issue, type Issue } from '../core/issue.ts'
import type { CalendarDefinition, OrganisationDefinition, PackDefinition, PeriodsDefinition } from '../core/pack.ts'
import type { PrintDefinition } from '../core/print.ts'
import { shapeIssues, type ShapeError } from '../core/shape.ts'
import type { UnitsDefinition } from '../core/unit.ts'
import type { WorkflowDefinition } from '../core/workflow/definition.ts'
import type { ExampleDefinition } from './example.ts'
import type { ScenarioDefinition } from './scenario.ts'
import * as shapes from './generated/shapes.js'
import { readYaml, type Source } from './read.ts'

export type PackFile = { readonly path: string; readonly text: string }

export type Defined<T> = { readonly definition: T; readonly source: Source }

export type Pack = {
  readonly definition: PackDefinition
  readonly source: Source
  readonly forms: readonly Defined<FormDefinition>[]
  readonly workflows: readonly Defined<WorkflowDefinition>[]
  readonly codelists: readonly Defined<CodelistDefinition>[]
  readonly prints: readonly Defined<PrintDefinition>[]
  readonly organisation?: Defined<OrganisationDefinition>
  readonly periods?: Defined<PeriodsDefinition>
  readonly calendar?: Defined<CalendarDefinition>
  readonly units?: Defined<UnitsDefinition>
  readonly examples: readonly Defined<ExampleDefinition>[]
  readonly scenarios: readonly Defined<ScenarioDefinition>[]
}

export type Loaded = { readonly pack: Pack | undefined; readonly issues: readonly Issue[] }

type Kind = Exclude<keyof typeof shapes, 'default'>
type Check = { (value: unknown): boolean; errors?: readonly ShapeError[] | null }

/** Which kind a file is, by its name; undefined for one that a pack does not have. */
export function kindOf(path: string): Kind | undefined {
  const name = path.split('/').at(-1) ?? ''
  if (/(^|\/)examples\/[^/]+\.workflow\.yaml$/.test(path)) return 'scenario'
  if (name.endsWith('.form.yaml')) return 'form'
  if (name.endsWith('.workflow.yaml')) return 'workflow'
  if (name.endsWith('.codelist.yaml')) return 'codelist'
  if (/(^|\/)print\/[^/]+\.yaml$/.test(path)) return 'print'
  if (/(^|\/)examples\/[^/]+\.yaml$/.test(path)) return 'example'
  const match = /^(pack|organisation|periods|calendar|units)\.yaml$/.exec(name)
  return match?.[1] as Kind | undefined
}

/** Far above any circular with all its versions; low enough that reading a wrong folder ends in moments. */
const mostFiles = 2000

/** Issues: yaml.*, shape.*, form.*, pack.unknown-file, pack.wrong-file-name, pack.missing-file, pack.duplicate-definition. */
export function loadPack(folder: string, files: readonly PackFile[]): Loaded {
  const issues: Issue[] = []
  const found: Record<Kind, Defined<unknown>[]> = {
    form: [], workflow: [], codelist: [], print: [], pack: [], organisation: [], periods: [], calendar: [], units: [], example: [], scenario: [],
  }
  if (files.length > mostFiles) return { pack: undefined, issues: [{ ...issue('shape.maxItems', '', { limit: mostFiles }), position: { file: `${folder}/pack.yaml`, line: 1, column: 1 } }] }
  for (const { path, text } of files) {
    const kind = kindOf(path)
    const file = `${folder}/${path}`
    if (kind === undefined) {
      issues.push({ ...issue('pack.unknown-file', '', { file: path }), position: { file, line: 1, column: 1 } })
      continue
    }
    const source = readYaml(file, text)
    issues.push(...source.issues)
    if (source.value === undefined) continue
    const check = shapes[kind] as Check
    if (check(source.value)) found[kind].push({ definition: source.value, source })
    else issues.push(...placed(source, shapeIssues(check.errors ?? [])))
  }
  const [pack] = found.pack as Defined<PackDefinition>[]
  if (pack === undefined && issues.length === 0) {
    issues.push({ ...issue('pack.missing-file', '', { file: 'pack.yaml' }), position: { file: `${folder}/pack.yaml`, line: 1, column: 1 } })
  }
  const forms = found.form as Defined<FormDefinition>[]
  const workflows = found.workflow as Defined<WorkflowDefinition>[]
  for (const { definition, source } of forms) issues.push(...placed(source, checkForm(definition)))
  const codelists = found.codelist as Defined<CodelistDefinition>[]
  const prints = found.print as Defined<PrintDefinition>[]
  issues.push(...twice(forms), ...twice(workflows), ...twice(codelists), ...twice(prints), ...forms.flatMap(({ definition, source }) => misnamed(source, definition)))
  if (pack === undefined) return { pack: undefined, issues }
  const only = <T>(kind: Kind): Defined<T> | undefined => found[kind][0] as Defined<T> | undefined
  const [organisation, periods, calendar, units] = [
    only<OrganisationDefinition>('organisation'), only<PeriodsDefinition>('periods'), only<CalendarDefinition>('calendar'), only<UnitsDefinition>('units'),
  ]
  return {
    issues,
    pack: {
      definition: pack.definition,
      source: pack.source,
      forms,
      workflows,
      codelists,
      prints,
      ...(organisation === undefined ? {} : { organisation }),
      ...(periods === undefined ? {} : { periods }),
      ...(calendar === undefined ? {} : { calendar }),
      ...(units === undefined ? {} : { units }),
      examples: found.example as Defined<ExampleDefinition>[],
      scenarios: found.scenario as Defined<ScenarioDefinition>[],
    },
  }
}

/** Gives issues the positions of their JSON pointers. */
export function placed(source: Source, issues: readonly Issue[]): Issue[] {
  return issues.map((one) => ({ ...one, position: source.positionOf(one.path) }))
}

/** Versions of one form stand in one pack side by side; the same version of anything does not. */
function twice(list: readonly Defined<{ id: string; version: number }>[]): Issue[] {
  const seen = new Set<string>()
  return list.flatMap(({ definition, source }) => {
    const key = `${definition.id}@${definition.version}`
    const again = seen.has(key)
    seen.add(key)
    return again ? placed(source, [issue('pack.duplicate-definition', '/id', { id: definition.id })]) : []
  })
}

/** A file that names a version, `17a@2.form.yaml`, holds exactly that. */
function misnamed(source: Source, { id, version }: { id: string; version: number }): Issue[] {
  const named = /(?:^|\/)([^/]+)@([^/]*)\.form\.yaml$/.exec(source.file)
  if (named === null || (named[1] === id && named[2] === String(version))) return []
  return placed(source, [issue('pack.wrong-file-name', named[1] === id ? '/version' : '/id', { file: `${id}@${version}.form.yaml` })])
}

/** `file:line:column`. */
export function showPosition(position: Position): string {
  return `${position.file}:${position.line}:${position.column}`
}
type Position = NonNullable<Issue['position']>
