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
  return told(errors).map((error) => issue(`shape.${error.keyword}`, prefix + pointer(error), words(error.params)))
}

/** Of a value that fits no branch of a union: what the branch misses that it is meant for, or, where that cannot be told,
 * only that it fits none. */
function told(errors: readonly ShapeError[]): readonly ShapeError[] {
  const union = errors.find(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
  if (union === undefined) return errors
  const inside = `${union.schemaPath}/`
  const branches = new Map<string, ShapeError[]>()
  const outside: ShapeError[] = []
  for (const error of errors) {
    if (error === union) continue
    const isOfIt = error.schemaPath.startsWith(inside) && error.instancePath.startsWith(union.instancePath)
    if (!isOfIt) outside.push(error)
    else {
      const branch = error.schemaPath.slice(inside.length).split('/')[0] ?? ''
      branches.set(branch, [...(branches.get(branch) ?? []), error])
    }
  }
  const at = (keywords: readonly string[]) => (own: readonly ShapeError[]): boolean =>
    !own.some(({ keyword, instancePath }) => instancePath === union.instancePath && keywords.includes(keyword))
  const ofItsType = [...branches.values()].filter(at(['type', 'const', 'enum']))
  const meant = ofItsType.length === 1 ? ofItsType : ofItsType.filter(at(['required']))
  const [only] = meant
  // A branch with a name of its own tells what it misses by itself.
  const isToldBelow = meant.length === 0 && outside.some(({ instancePath }) => instancePath.startsWith(`${union.instancePath}/`))
  const said = meant.length === 1 && only !== undefined ? told(only) : isToldBelow ? [] : [union]
  return [...said, ...told(outside)]
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
