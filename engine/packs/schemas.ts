// What each kind of file looks like, as one table: the shape from core, the words people read about it, and where its
// editing schema stands. Generated checks, editors, `format` and the reference manual all read this table, so a new
// property appears in every one of them by itself.
import type { TSchema } from '@sinclair/typebox'
import { FormDefinition } from '../core/form/definition.ts'
import { CodelistDefinition } from '../core/codelist.ts'
import { CalendarDefinition, OrganisationDefinition, PackDefinition, PeriodsDefinition } from '../core/pack.ts'
import { PrintDefinition } from '../core/print.ts'
import { UnitsDefinition } from '../core/unit.ts'
import { WorkflowDefinition } from '../core/workflow/definition.ts'
import { ExampleDefinition } from './example.ts'
import { ScenarioDefinition } from './scenario.ts'
import { wordsOf, wordsOfFile, wordsOfName, type Words } from './property-words.ts'

/** File kind → its shape and where its editing schema stands. */
export const schemas = {
  form: { schema: FormDefinition, file: 'engine/core/form/form.schema.json' },
  workflow: { schema: WorkflowDefinition, file: 'engine/core/workflow/workflow.schema.json' },
  pack: { schema: PackDefinition, file: 'engine/packs/generated/pack.schema.json' },
  organisation: { schema: OrganisationDefinition, file: 'engine/packs/generated/organisation.schema.json' },
  periods: { schema: PeriodsDefinition, file: 'engine/packs/generated/periods.schema.json' },
  calendar: { schema: CalendarDefinition, file: 'engine/packs/generated/calendar.schema.json' },
  units: { schema: UnitsDefinition, file: 'engine/packs/generated/units.schema.json' },
  codelist: { schema: CodelistDefinition, file: 'engine/packs/generated/codelist.schema.json' },
  print: { schema: PrintDefinition, file: 'engine/packs/generated/print.schema.json' },
  example: { schema: ExampleDefinition, file: 'engine/packs/generated/example.schema.json' },
  scenario: { schema: ScenarioDefinition, file: 'engine/packs/generated/scenario.schema.json' },
} as const satisfies Readonly<Record<string, { schema: TSchema; file: string }>>
export type SchemaKind = keyof typeof schemas

/** The part of JSON Schema (draft-07) that definitions use. */
export type JsonSchema = {
  readonly title?: string
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly type?: string
  readonly const?: unknown
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly $ref?: string
  readonly anyOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: boolean | JsonSchema
  readonly definitions?: Readonly<Record<string, JsonSchema>>
}

/** Recursive shapes carry an id wherever they are used; here they stand once, under `definitions`. */
export function hoisted(schema: TSchema): JsonSchema {
  const definitions: Record<string, JsonSchema> = {}
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value !== 'object' || value === null) return value
    const { $id, $ref, ...rest } = value as { $id?: string; $ref?: string }
    if ($ref !== undefined) return { $ref: `#/definitions/${$ref}` }
    const inner = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, visit(one)]))
    // A name that no pattern fits would go in unseen, and what stands under it too.
    if (inner['patternProperties'] !== undefined) inner['additionalProperties'] ??= false
    if ($id === undefined) return inner
    definitions[$id] = inner as JsonSchema
    return { $ref: `#/definitions/${$id}` }
  }
  const root = visit(JSON.parse(JSON.stringify(schema))) as JsonSchema
  return Object.keys(definitions).length === 0 ? root : { ...root, definitions }
}

/** The schema that editors load: draft-07, every property with a title, a description and, where it is a plain value, an
 * example. */
export function editingSchema(kind: SchemaKind): JsonSchema {
  const { definitions, ...root } = hoisted(schemas[kind].schema)
  const spoken = Object.entries(definitions ?? {}).map(([name, one]) => [name, withWords(one, [name])] as const)
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `${kind}.schema.json`,
    ...withWords({ ...root, ...wordsOfFile(kind) }, [kind]),
    ...(spoken.length === 0 ? {} : { definitions: Object.fromEntries(spoken) }),
  } as JsonSchema
}

/** The name of what a map holds under keys of the author's choosing. */
export const anyKey = '*'

/** `path`: names of the properties from the file (or the named shape) down; lists and choices add nothing to it. */
function withWords(schema: JsonSchema, path: readonly string[]): JsonSchema {
  const property = ([name, one]: [string, JsonSchema]): [string, JsonSchema] => {
    const at = [...path, name]
    const { title, description, examples, ...rest } = withWords(one, at)
    const said = { ...given('title', title), ...given('description', description), ...given('examples', examples ?? naturalExamples(one)) }
    // Words of a name in general only fill gaps; words of this very property say it better than a shape used in many.
    const words: Words = { ...wordsOfName(name), ...said, ...wordsOf(at) }
    return [name, { ...words, ...rest }]
  }
  const { properties, patternProperties, items, anyOf } = schema
  return {
    ...schema,
    ...(properties === undefined ? {} : { properties: Object.fromEntries(Object.entries(properties).map(property)) }),
    ...(patternProperties === undefined ? {} : { patternProperties: Object.fromEntries(Object.entries(patternProperties).map(([key, one]) => [key, withWords(one, [...path, anyKey])])) }),
    ...(items === undefined ? {} : { items: withWords(items, path) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map((one) => withWords(one, path)) }),
  }
}

function given(key: string, value: unknown): object {
  return value === undefined ? {} : { [key]: value }
}

/** One of few words, or yes: nothing that a person would have to think of. */
function naturalExamples({ type, anyOf, const: only }: JsonSchema): unknown[] | undefined {
  if (only !== undefined) return [only]
  if (type === 'boolean') return [true]
  const choices = anyOf?.flatMap((one) => (one.const === undefined ? [] : [one.const])) ?? []
  return choices.length > 0 && choices.length === anyOf?.length ? [choices[0]] : undefined
}

/** A map whose keys are the author's own names: states, actions, holidays. */
export function valuesOfMap({ patternProperties, additionalProperties }: JsonSchema): JsonSchema | undefined {
  return Object.values(patternProperties ?? {})[0] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined)
}

/** The shape that a reference names; any other as it is. */
export function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace('#/definitions/', '')
  return name === undefined ? schema : (root.definitions?.[name] ?? {})
}

/** Is this the place of an expression? They alone may be JSON Logic trees. */
export function isExpression({ anyOf, $ref }: JsonSchema): boolean {
  const tree = '#/definitions/tree'
  return $ref === tree || (anyOf ?? []).some((one) => one.$ref === tree)
}
