// Checks what a request carries against the shapes of core/contract. Every fault is an issue with the code
// `shape.<keyword>` and a JSON pointer into the body; pointers into the path and the query begin with their name.
import { type TSchema } from '@sinclair/typebox'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { issue, type Issue } from '../core/issue.ts'
import { shapeIssues } from '../core/shape.ts'

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
    const start = place === 'body' ? '' : place
    if (validate(value)) return { value, issues: isStorable(value) ? [] : unstorable(value, start) }
    return { value, issues: shapeIssues(validate.errors ?? [], start) }
  }
}

/** NUL and halves of surrogate pairs: JSON carries them, PostgreSQL takes neither in a text. */
const noCharacter = /[\0\p{Surrogate}]/u

/** Asked of every request, so it walks without making anything. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !noCharacter.test(value)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isStorable)
  for (const key in value) if (noCharacter.test(key) || !isStorable((value as Record<string, unknown>)[key])) return false
  return true
}

function unstorable(value: unknown, path: string): Issue[] {
  if (typeof value === 'string') return noCharacter.test(value) ? [issue('shape.characters', path)] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) =>
    noCharacter.test(key) ? [issue('shape.characters', path)] : unstorable(one, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  )
}
