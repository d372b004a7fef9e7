import { expect } from 'chai'
import fc from 'fast-check'
import { parse, parseDocument, isMap, isSeq } from 'yaml'
import { compileForm } from '../../engine/core/form/compile.ts'
import type { FormDefinition } from '../../engine/core/form/definition.ts'
import { toLogic } from '../../engine/core/expression/logic.ts'
import { parseExpression, toText } from '../../engine/core/expression/parse.ts'
import { formatFile, writeValue } from '../../engine/packs/format.ts'
import { kindOf } from '../../engine/packs/load-pack.ts'
import { hoisted, isExpression, resolved, schemas, valuesOfMap, type JsonSchema, type SchemaKind } from '../../engine/packs/schemas.ts'
import { booleanTree, dateTree, numberTree, textTree } from '../core/expression/trees.ts'
import { readBroken } from '../support/broken/read-broken.ts'
import { packFolders } from '../support/repository-packs.ts'

const files = packFolders().flatMap(({ folder, files }) => files.map((file) => ({ name: `${folder}/${file.path}`, kind: kindOf(file.path) as SchemaKind, text: file.text })))

function formatted(kind: SchemaKind, text: string): string {
  const result = formatFile(kind, 'a.yaml', text)
  if ('issues' in result) throw new Error(`not formatted: ${JSON.stringify(result.issues)}`)
  return result.text
}

/** The value with every expression as its tree, so that both spellings are the same value. Order of keys does not count. */
function meaning(kind: SchemaKind, text: string): unknown {
  const root = hoisted(schemas[kind].schema)
  const visit = (value: unknown, given: JsonSchema): unknown => {
    if (isExpression(given)) {
      const parsed = parseExpression(value)
      return 'node' in parsed ? JSON.stringify(toLogic(parsed.node)) : value
    }
    const schema = resolved(given, root)
    const branches = schema.anyOf ?? []
    if (Array.isArray(value)) {
      const items = schema.items ?? branches.map((one) => resolved(one, root).items).find((one) => one !== undefined) ?? {}
      return value.map((one) => visit(one, items))
    }
    if (typeof value !== 'object' || value === null) return value
    const known = [schema, ...branches.map((one) => resolved(one, root))].reduce<Record<string, JsonSchema>>((all, one) => ({ ...all, ...one.properties }), {})
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visit(one, known[key] ?? valuesOfMap(schema) ?? {})]))
  }
  return visit(parse(text), root)
}

/** What is compiled, without functions and without the definition that it was compiled from, in whatever order of keys. */
function plain(compiled: unknown): unknown {
  return JSON.parse(JSON.stringify(compiled, (key, value: unknown) => (key === 'definition' || key === 'source' ? undefined : value)))
}

const comments = (text: string): string[] => [...text.matchAll(/(?:^|\s)#(.*)$/gm)].map((match) => (match[1] ?? '').trim()).sort()

/** The same file with the keys of every map that has named properties in another order. */
function shuffled(kind: SchemaKind, text: string, order: (count: number) => number[]): string {
  const document = parseDocument(text)
  const root = hoisted(schemas[kind].schema)
  const visit = (node: unknown, given: JsonSchema): void => {
    if (isExpression(given)) return
    const schema = resolved(given, root)
    const branches = [schema, ...(schema.anyOf ?? []).map((one) => resolved(one, root))]
    if (isSeq(node)) {
      const items = branches.map((one) => one.items).find((one) => one !== undefined)
      for (const one of node.items) visit(one, items ?? {})
    } else if (isMap(node)) {
      const known = Object.assign({}, ...branches.map((one) => one.properties ?? {})) as Record<string, JsonSchema>
      for (const pair of node.items) visit(pair.value, known[String((pair.key as { value: unknown }).value)] ?? branches.map(valuesOfMap).find((one) => one !== undefined) ?? {})
      if (branches.some((one) => one.properties !== undefined)) {
        const { items } = node
        node.items = order(items.length).map((index) => items[index] as (typeof items)[number])
      }
    }
  }
  visit(document.contents, root)
  return document.toString({ lineWidth: 0 })
}

describe('formatting', () => {
  for (const { name, kind, text } of files) {
    it(`leaves ${name} with its meaning and its comments, and changes nothing the second time`, () => {
      const once = formatted(kind, text)
      expect(meaning(kind, once)).to.deep.equal(meaning(kind, text))
      expect(comments(once)).to.deep.equal(comments(text))
      expect(formatted(kind, once)).to.equal(once)
      if (kind === 'form') {
        expect(plain(compileForm(parse(once) as FormDefinition)), 'compiled').to.deep.equal(plain(compileForm(parse(text) as FormDefinition)))
      }
    })
  }

  it('makes one text of every order in which the keys may stand', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.infiniteStream(fc.nat()), ({ kind, text }, numbers) => {
        const order = (count: number): number[] =>
          Array.from({ length: count }, (_, index) => ({ index, rank: numbers.next().value as number })).sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ index }) => index)
        const other = shuffled(kind, text, order)
        const [a, b] = [formatted(kind, text), formatted(kind, other)]
        // Where a comment or a blank line goes depends on which key stood first; every key and value is at its place.
        const bare = (source: string): string => source.split('\n').filter((line) => !/^\s*(#.*)?$/.test(line)).map((line) => line.replace(/\s+#.*$/, '')).join('\n')
        expect(bare(b)).to.equal(bare(a))
        expect(comments(b)).to.deep.equal(comments(text))
        expect(formatted(kind, b)).to.equal(b)
      }),
      { numRuns: 60 },
    )
  })

  it('survives every broken example, and says why where there is nothing to format', () => {
    for (const { code, pack, at } of readBroken()) {
      const file = pack.files.find((one) => at.file === `${pack.folder}/${one.path}`)
      const kind = file === undefined ? undefined : kindOf(file.path)
      if (file === undefined || kind === undefined) continue
      const result = formatFile(kind, file.path, file.text)
      if ('issues' in result) expect(result.issues[0]?.code, code).to.match(/^yaml\./)
      else expect(formatted(kind, result.text), code).to.equal(result.text)
    }
  })

  const form = (tail: string): string => formatted('form', `id: a\n${tail}`)

  it('writes trees as text, in rules, columns, guards and lists of targets', () => {
    expect(form('rules: [{ id: r, check: { ">": [{ "+": [{ var: a }, { var: b }] }, 0] } }]')).to.contain('check: a + b > 0')
    expect(form('tables: [{ id: t, columns: [{ id: c, value: { sum: [{ column: a }] } }] }]')).to.contain('value: sum(column a)')
    const flow = formatted('workflow', 'actions:\n  go:\n    to: [{ state: a, when: { "!": [needs_checker] } }]\n    guard: { "==": [{ var: errors }, 0] }\n')
    expect(flow).to.contain('guard: errors = 0').and.contain('to: [{ when: ')
  })

  it('leaves an expression alone that it cannot read, that is a number, or that its author broke into lines', () => {
    for (const tail of ['rules:\n  - check: acts >\n', 'rules:\n  - check: 5\n', 'rules:\n  - check: |\n      acts > 0\n      or fees = 0\n']) expect(form(tail), tail).to.equal(`id: a\n${tail}`)
  })

  it('puts ids that look like numbers in quotes, and takes needless quotes off', () => {
    expect(formatted('form', "title: \"Tên\"\nid: '12x'\n")).to.equal('id: "12x"\ntitle: Tên\n')
    expect(form('tables: [{ id: t, roll-up: { from: \'12x\', cells: { "a": t.a } } }]')).to.contain('roll-up: { from: "12x", cells: { a: t.a } }')
    expect(form('title: "yes: no"\n')).to.equal('id: a\ntitle: "yes: no"\n')
    expect(form('title: "12"\n')).to.equal('id: a\ntitle: "12"\n')
  })

  it('keeps what stands at the top of a file at its top, and a comment with its key', () => {
    const text = '# yaml-language-server: $schema=x\n# about the file\ntitle: Tên\n# about the id\nid: a # beside\n'
    expect(form('')).to.equal('id: a\n')
    expect(formatted('form', text)).to.equal('# yaml-language-server: $schema=x\n# about the file\n# about the id\nid: a # beside\ntitle: Tên\n')
  })

  it('does not move what is referred to behind what refers to it', () => {
    const text = 'title: &name Tên\nid: a\ncode: *name\n'
    expect(formatted('form', text)).to.equal(text)
  })

  it('keeps unknown keys, after the known ones', () => {
    expect(formatted('form', 'colour: red\nid: a\n')).to.equal('id: a\ncolour: red\n')
  })

  it('normalises Unicode and line ends', () => {
    expect(formatted('form', 'id: a\r\ntitle: Tiếng\r\n'.normalize('NFD'))).to.equal('id: a\ntitle: Tiếng\n'.normalize('NFC'))
  })

  it('writes a value that has no file yet in the same way', () => {
    for (const { kind, text } of files) {
      const made = writeValue(kind, parse(text))
      expect(meaning(kind, made)).to.deep.equal(meaning(kind, text))
      expect(formatted(kind, made)).to.equal(made)
    }
  })

  it('of the repository is done', () => {
    for (const { name, kind, text } of files) expect(formatted(kind, text) === text, `run: npx bieumau format ${name}`).to.equal(true)
  })

  it('writes any tree as a text that means the same, in a formula, a list of targets and a guard', () => {
    fc.assert(fc.property(fc.oneof(numberTree, booleanTree, textTree, dateTree), (tree) => {
      const source = toLogic(tree)
      const form = `id: a\nrules: [{ id: r, check: ${JSON.stringify(source)} }]\n`
      const flow = `actions: { go: { guard: ${JSON.stringify(source)}, to: [{ when: ${JSON.stringify(source)}, state: b }] } }\n`
      for (const [kind, text] of [['form', form], ['workflow', flow]] as const) {
        const once = formatted(kind, text)
        expect(meaning(kind, once)).to.deep.equal(meaning(kind, text))
        expect(formatted(kind, once)).to.equal(once)
      }
    }), { numRuns: 300 })
  })

  it('knows every spelling of a tree that text has', () => {
    for (const text of ['-(a + b)', 'not a > 0', 'if(a > 0, b, c)', 'a - (b - c)']) {
      const parsed = parseExpression(text)
      if (!('node' in parsed)) throw new Error(text)
      expect(form(`rules:\n  - check: ${JSON.stringify(toLogic(parsed.node))}\n`)).to.equal(`id: a\nrules:\n  - check: ${toText(parsed.node)}\n`)
    }
  })
})
