// The properties of definitions as tables of the manual, read off the editing schemas: one table per shape, with what
// each property is for, how it is written, and an example.
import { isExpression, resolved, valuesOfMap, type JsonSchema } from './schemas.ts'
import type { Block } from './manual-page.ts'
import { shapeTitles } from './manual-words.ts'

type Shape = { readonly name: string; readonly title?: string; readonly schema: JsonSchema }

/** The file itself, then every shape within it, each once. `kind` tells apart what stands on one page. */
export function propertyTables(root: JsonSchema, level: 2 | 3, top: string, kind = ''): Block[] {
  const shapes: Shape[] = []
  collect({ name: top, schema: root })
  return shapes.flatMap((shape, index): Block[] => [
    ...(index === 0 ? [] : [{ kind: 'heading' as const, level, text: headingOf(shape) }]),
    ...(shape.schema.description === undefined || index === 0 ? [] : [{ kind: 'text' as const, text: shape.schema.description }]),
    { kind: 'table', title: index === 0 ? top : headingOf(shape), head: ['Mục', 'Cách viết', 'Ý nghĩa', 'Ví dụ'], rows: rowsOf(shape.schema) },
  ])

  /** Where a property takes one of several shapes, each is known by its first property, or by the word that has to stand there. */
  function headingOf({ name, title, schema }: Shape): string {
    const isOneOfSeveral = shapes.filter((one) => one.name === name).length > 1
    const [[first, value] = ['', {} as JsonSchema]] = Object.entries(schema.properties ?? {})
    return `${title ?? shapeTitles[name] ?? ''} (${kind === '' ? '' : `${kind} › `}${name}${isOneOfSeveral ? `: ${typeof value.const === 'string' ? value.const : first}` : ''})`.trim()
  }

  function collect(shape: Shape): void {
    if (shapes.some((one) => one.name === shape.name && same(one.schema, shape.schema))) return
    shapes.push(shape)
    for (const [name, one] of Object.entries(shape.schema.properties ?? {})) {
      for (const inner of objectsIn(one, root)) collect({ name: inner.name ?? (shape.name === top ? name : `${shape.name} › ${name}`), ...(inner.name !== undefined || one.title === undefined ? {} : { title: one.title }), schema: { ...inner.schema, ...(one.description === undefined || inner.name !== undefined ? {} : { description: inner.schema.description ?? one.description }) } })
    }
  }

  function rowsOf({ properties, required }: JsonSchema): string[][] {
    return Object.entries(properties ?? {}).map(([name, one]) => [
      `\`${name}\`${required?.includes(name) === true ? ' *' : ''}`,
      formOf(one, root),
      `${one.title === undefined ? '' : `**${one.title}.** `}${one.description ?? ''}`,
      (one.examples ?? []).map((example) => `\`${spell(example)}\``).join(' · '),
    ])
  }
}

function same(a: JsonSchema, b: JsonSchema): boolean {
  return JSON.stringify(a.properties) === JSON.stringify(b.properties)
}

/** Objects with properties of their own that a value may hold, however deep in lists, choices and maps. */
function objectsIn(given: JsonSchema, root: JsonSchema): { name?: string; schema: JsonSchema }[] {
  if (isExpression(given)) return []
  const schema = resolved(given, root)
  const name = given.$ref?.replace('#/definitions/', '')
  if (schema.properties !== undefined) return [{ ...(name === undefined ? {} : { name }), schema }]
  const below = [...(schema.anyOf ?? []), ...(schema.items === undefined ? [] : [schema.items]), ...[valuesOfMap(schema) ?? []].flat()]
  return below.flatMap((one) => objectsIn(one, root))
}

/** How a value is written, in a few words. */
export function formOf(given: JsonSchema, root: JsonSchema): string {
  if (isExpression(given)) return '[biểu thức](expressions)'
  const schema = resolved(given, root)
  const { type, anyOf, items, properties } = schema
  if (schema.const !== undefined) return `\`${String(schema.const)}\``
  if (anyOf !== undefined) return anyOf.every((one) => one.const !== undefined) ? `một trong: ${anyOf.map((one) => `\`${String(one.const)}\``).join(', ')}` : [...new Set(anyOf.map((one) => formOf(one, root)))].join('; hoặc ')
  if (items !== undefined) return `danh sách ${between(schema.minItems, schema.maxItems, '')}(${formOf(items, root)})`.replace('  ', ' ')
  if (properties !== undefined) return 'các mục con'
  const values = valuesOfMap(schema)
  if (values !== undefined) return `mã: ${formOf(values, root)}`
  switch (type) {
    case 'string':
      return schema.pattern === undefined ? 'chữ' : schema.pattern.includes('a-z') ? 'mã' : 'chữ theo mẫu'
    case 'integer':
      return `số nguyên ${between(schema.minimum, schema.maximum, '')}`.trim()
    case 'number':
      return `số ${between(schema.minimum, schema.maximum, '')}`.trim()
    case 'boolean':
      return '`true` hoặc `false`'
    case 'null':
      return '`null`'
    default:
      return 'giá trị'
  }
}

function between(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return ''
  if (most === undefined) return `từ ${least}${unit} `
  return `${least ?? 0}–${most}${unit} `
}

function spell(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spell).join(', ')}]`
  if (typeof value === 'object' && value !== null) return `{ ${Object.entries(value).map(([name, one]) => `${name}: ${spell(one)}`).join(', ')} }`
  return String(value)
}
