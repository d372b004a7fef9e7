// The editing schemas: what an editor shows to somebody who writes a definition.
import { Ajv } from 'ajv'
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { propertyWords } from '../../engine/packs/property-words.ts'
import { editingSchema, resolved, schemas, type JsonSchema, type SchemaKind } from '../../engine/packs/schemas.ts'

const kinds = Object.keys(schemas) as SchemaKind[]
const root = path.resolve(import.meta.dirname, '../..')

type Property = { readonly at: string; readonly schema: JsonSchema; readonly whole: JsonSchema }

/** Every property of a file kind, those of its named shapes included. */
function properties(kind: SchemaKind): Property[] {
  const whole = editingSchema(kind)
  const below = (schema: JsonSchema, at: string): Property[] => [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => [{ at: `${at}.${name}`, schema: one, whole }, ...below(one, `${at}.${name}`)]),
    ...Object.values(schema.patternProperties ?? {}).flatMap((one) => below(one, `${at}.*`)),
    ...(schema.items === undefined ? [] : below(schema.items, at)),
    ...(schema.anyOf ?? []).flatMap((one) => below(one, at)),
  ]
  return [...below(whole, kind), ...Object.entries(whole.definitions ?? {}).flatMap(([name, one]) => below(one, name))]
}

/** A plain value, or a choice of plain values; structures are shown by their parts. */
function isPlain(schema: JsonSchema, whole: JsonSchema): boolean {
  const { type, anyOf, properties, patternProperties, items, const: only } = resolved(schema, whole)
  if (properties !== undefined || patternProperties !== undefined || items !== undefined) return false
  return only !== undefined || (anyOf === undefined ? type !== undefined : anyOf.every((one) => one.$ref === undefined && isPlain(one, whole)))
}

describe('the editing schemas', () => {
  for (const kind of kinds) {
    it(`say of every property of ${kind} what it is called and what it is for`, () => {
      const silent = properties(kind).flatMap(({ at, schema }) => [
        ...(schema.title === undefined ? [`${at} has no title`] : []),
        ...(schema.description === undefined ? [`${at} has no description`] : []),
      ])
      expect(silent, 'add a row in engine/packs/words, or a description to the shape').to.deep.equal([])
    })

    it(`give an example of every plain value of ${kind}, and each example fits`, () => {
      const ajv = new Ajv({ strict: false })
      const wrong = properties(kind).flatMap(({ at, schema, whole }) => {
        if (schema.examples === undefined) return isPlain(schema, whole) ? [`${at} has no example`] : []
        const fits = ajv.compile({ ...(schema as object), definitions: whole.definitions })
        return schema.examples.filter((one) => !fits(one)).map((one) => `${at}: ${JSON.stringify(one)} does not fit`)
      })
      expect(wrong).to.deep.equal([])
    })

    it(`are shipped as they are made: ${kind}`, () => {
      const shipped = JSON.parse(readFileSync(path.join(root, schemas[kind].file), 'utf8')) as JsonSchema & { $schema: string }
      expect(shipped.$schema).to.equal('http://json-schema.org/draft-07/schema#')
      expect(shipped).to.deep.equal(JSON.parse(JSON.stringify(editingSchema(kind))))
    })
  }

  it('take the words about a property from one place', () => {
    const keys = propertyWords.flatMap((rows) => Object.keys(rows))
    expect(keys.filter((key, index) => keys.indexOf(key) !== index), 'one of the two is never shown').to.deep.equal([])
  })

  it('are written in normalised Unicode', () => {
    for (const kind of kinds) {
      const text = JSON.stringify(editingSchema(kind))
      expect(text, kind).to.equal(text.normalize('NFC'))
    }
  })
})
