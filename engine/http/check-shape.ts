// Checks what a request carries against the shapes of core/contract. Every fault is an issue with the code
// `shape.<keyword>` and a JSON pointer into the body; pointers into the path and the query begin with their name.
import { type TSchema } from '@sinclair/typebox'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { issue, type Issue } from '../core/issue.ts'

type Place = 'path' | 'query' | 'body'

const settings = { allErrors: true, strict: true, strictTypes: false } as const
const addFormatsTo = addFormats as unknown as typeof addFormats.default
/** Path and query are text; `?year=2020` is meant as a number. */
const ofText = new Ajv({ ...settings, coerceTypes: 'array' })
const ofJson = new Ajv(settings)
addFormatsTo(ofText)
addFormatsTo(ofJson)

export type Checked = { value: unknown; issues: Issue[] }

export function makeShapeCheck(place: Place, schema: TSchema | undefined): (value: unknown) => Checked {
  if (schema === undefined) return () => ({ value: undefined, issues: [] })
  const validate: ValidateFunction = (place === 'body' ? ofJson : ofText).compile(schema)
  return (given) => {
    // Coercion writes into the value.
    const value = place === 'body' ? given : { ...(given as object) }
    if (validate(value)) return { value, issues: [] }
    return { value, issues: toIssues(place, validate.errors ?? []) }
  }
}

function toIssues(place: Place, errors: readonly ErrorObject[]): Issue[] {
  const prefix = place === 'body' ? '' : place
  // Of a value that fits no branch of a union only the union is told, not what each branch misses.
  const unions = new Set(errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf').map(({ schemaPath }) => schemaPath))
  const isBranch = (path: string): boolean => {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) if (unions.has(path.slice(0, at))) return true
    return false
  }
  return errors
    .filter(({ schemaPath }) => !isBranch(schemaPath))
    .map((error) => issue(`shape.${error.keyword}`, prefix + pointer(error), words(error.params)))
}

function pointer({ instancePath, params }: ErrorObject): string {
  const name: unknown = params['missingProperty'] ?? params['additionalProperty']
  return typeof name === 'string' ? `${instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` : instancePath
}

/** ajv's parameters under the names that the sentences use. */
const names: Readonly<Record<string, string>> = {
  missingProperty: 'missing',
  additionalProperty: 'property',
  propertyName: 'property',
  allowedValues: 'allowed',
  allowedValue: 'allowed',
  multipleOf: 'multiple',
}

function words(params: Record<string, unknown>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      names[name] ?? name,
      typeof value === 'number' ? value : Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  )
}
