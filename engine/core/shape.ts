// What a JSON Schema check says, as issues: the code `shape.<keyword>` and a JSON pointer. Used for requests and for
// definitions alike, so that the same fault reads the same in a reply, in the studio and at the command line.
import { issue, type Issue } from './issue.ts'

/** The part of ajv's error that is read here. */
export type ShapeError = {
  readonly keyword: string
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
}

export function shapeIssues(errors: readonly ShapeError[], prefix = ''): Issue[] {
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

function pointer({ instancePath, params }: ShapeError): string {
  const name = params['missingProperty'] ?? params['additionalProperty']
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

function words(params: Readonly<Record<string, unknown>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      names[name] ?? name,
      typeof value === 'number' ? value : Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  )
}
