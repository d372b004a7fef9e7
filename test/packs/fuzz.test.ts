// Definitions come from people, editors and the network: whatever the text is, the answer is a pack or issues with
// their places, soon. A timeout of the test is the only measure of soon here.
import { expect } from 'chai'
import fc from 'fast-check'
import { openSheet } from '../../engine/core/calculation/sheet.ts'
import { compileForm } from '../../engine/core/form/compile.ts'
import { hasSentence } from '../../engine/core/messages/sentence.ts'
import { findings } from '../../engine/core/validation/validate.ts'
import { compileWorkflow } from '../../engine/core/workflow/compile.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import type { PackFile } from '../../engine/packs/load-pack.ts'
import { readYaml } from '../../engine/packs/read.ts'
import { packFolders } from '../support/repository-packs.ts'

const codes = (text: string): string[] => [...new Set(readYaml('a.yaml', text).issues.map((one) => one.code))]
const nested = (inner: (level: number) => string, levels: number): string => Array.from({ length: levels }, (_, level) => inner(level)).join('')

describe('reading YAML', () => {
  it('refuses what grows or never ends', () => {
    const laughs = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefghij'].map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefghij'[index] ?? ''}`).join(', ')}]`).join('\n')}`
    expect(codes(laughs)).to.deep.equal(['yaml.too-many-aliases'])
    expect(codes('a: &a [*a]')).to.deep.equal(['yaml.too-deep'])
    expect(codes('a: &a { b: [1, *a] }')).to.deep.equal(['yaml.too-deep'])
    expect(codes(`a: &a x\n${nested((level) => `b${level}: *a\n`, 5000)}`)).to.deep.equal(['yaml.too-many-aliases'])
  })

  it('refuses deep nesting before a parser falls over it', () => {
    for (const text of ['['.repeat(900_000), '{a: '.repeat(200_000), '['.repeat(101) + ']'.repeat(101), '- '.repeat(400_000), '? '.repeat(400_000), '- ? '.repeat(200_000),
      nested((level) => `${' '.repeat(level)}a:\n`, 1000), `a: "x]]]]"\nb: ${'['.repeat(5000)}`, `# ]]]]\n${'[ # ]\n'.repeat(5000)}`, '- [- '.repeat(5000)]) {
      expect(codes(text), text.slice(0, 20)).to.deep.equal(['yaml.too-deep'])
    }
    expect(codes(`${'['.repeat(100)}${']'.repeat(100)}`)).to.deep.equal([])
  })

  it('refuses large files, and reads large ones within the limit', () => {
    expect(codes('a'.repeat(10_000_000))).to.deep.equal(['yaml.too-large'])
    expect(codes(nested((level) => `k${level}: 1\n`, 60_000))).to.deep.equal([])
    expect(codes('\n'.repeat(900_000))).to.deep.equal([])
  })

  it('refuses keys that stand twice, tabs, several documents and broken texts, with the place', () => {
    const places = (text: string): string[] => readYaml('a.yaml', text).issues.map((one) => `${one.position?.line}:${one.position?.column} ${one.code}`)
    expect(places('a: 1\nb: 2\na: 3')).to.deep.equal(['3:1 yaml.syntax'])
    expect(places('b: { x: 1, x: 2 }')).to.deep.equal(['1:12 yaml.syntax'])
    expect(places('1: a\n"1": b')).to.deep.equal(['2:1 yaml.syntax'])
    for (const text of ['a: 1\n---\nb: 2', 'a:\n\t- b', 'a: [1', 'a: "x', '@', 'a: b: c', '%', 'a: *b']) expect(codes(text), text).to.have.length(1)
  })

  it('keeps names that objects are born with as plain keys', () => {
    const { value } = readYaml('a.yaml', '__proto__: { polluted: 1 }\nconstructor: 2')
    expect(Object.keys(value as object)).to.deep.equal(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined)
  })

  it('says where a part stands, also one whose key needs escaping', () => {
    const source = readYaml('a.yaml', 'a:\n  - b: 1\n    "c/d~e": 2\n')
    const place = (pointer: string): string => `${source.positionOf(pointer).line}:${source.positionOf(pointer).column}`
    expect([place(''), place('/a'), place('/a/0'), place('/a/0/b'), place('/a/0/c~1d~0e'), place('/a/0/none'), place('/a/7'), place('/x/y')]).to.deep.equal(['1:1', '1:1', '2:5', '2:5', '3:5', '2:5', '1:1', '1:1'])
  })

  it('survives any text', () => {
    const fragment = fc.constantFrom('a', ': ', '- ', '\n', '  ', '[', ']', '{', '}', ', ', '"', "'", '#', '&a ', '*a', '!!', '|', '>', '?', '%', '---', '\t', '1', '.inf', '~', 'é', '\u0000', '<<')
    fc.assert(fc.property(fc.oneof(fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 80 })), (text) => {
      const source = readYaml('a.yaml', text)
      for (const one of source.issues) expect(one.position?.line, one.code).to.be.above(0)
      expect(source.positionOf('/a/b/0').line).to.be.above(0)
    }), { numRuns: 2000 })
  })
})

describe('checking packs', function () {
  // Many whole checks: seconds where nothing else runs.
  this.timeout(180_000)
  const folders = packFolders()
  const all = folders.flatMap((folder, at) => folder.files.map((file, index) => ({ at, index, file })))

  /** A pack of the repository with a text in place of one file. */
  const check = (at: number, index: number, text: string) =>
    checkPacks(folders.map((folder, position) => (position !== at ? folder : { ...folder, files: folder.files.map((file, place): PackFile => (place === index ? { ...file, text } : file)) })))

  /** Every issue has its place and its sentence; what has none compiles, opens empty and knows what it lacks. */
  const sound = ({ issues, packs }: ReturnType<typeof checkPacks>): void => {
    for (const one of issues) {
      expect(one.position, one.code).not.to.equal(undefined)
      expect(hasSentence(one.code), one.code).to.equal(true)
    }
    if (issues.some((one) => one.severity === 'error')) return
    for (const { definition } of packs.flatMap((pack) => pack.forms)) findings(openSheet(compileForm(definition), []))
    for (const { definition } of packs.flatMap((pack) => pack.workflows)) compileWorkflow(definition)
  }

  it('survives any damage to any file: a line lost, doubled, moved, or a word changed', () => {
    const damage = fc.tuple(fc.constantFrom(...all), fc.nat(), fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'word', 'cut', 'indent'), fc.constantFrom('0', '-1', 'null', '[]', '{}', '""', 'constructor', '__proto__', 'total', '1e309', '"', 'not', 'a + b', '[total]', '0.5', '99999999999999999999'))
    fc.assert(fc.property(damage, ([{ at, index, file }, first, second, kind, word]) => {
      const lines = file.text.split('\n')
      const [a, b] = [first % lines.length, second % lines.length]
      const line = lines[a] ?? ''
      if (kind === 'drop') lines.splice(a, 1)
      else if (kind === 'double') lines.splice(a, 0, line)
      else if (kind === 'swap') [lines[a], lines[b]] = [lines[b] ?? '', line]
      else if (kind === 'cut') lines[a] = line.slice(0, second % (line.length + 1))
      else if (kind === 'indent') lines[a] = second % 2 === 0 ? ` ${line}` : line.replace(/^ /, '')
      else {
        const words = [...line.matchAll(/[\p{L}\d_.-]+/gu)]
        const found = words[second % Math.max(1, words.length)]
        if (found !== undefined) lines[a] = line.slice(0, found.index) + word + line.slice(found.index + found[0].length)
      }
      sound(check(at, index, lines.join('\n')))
    }), { numRuns: 60 })
  })

  it('survives any part of any file in place of any part of another, and any part taken out or doubled', () => {
    const trees = all.map((one) => ({ ...one, tree: readYaml(one.file.path, one.file.text).value }))
    const places = (value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] =>
      typeof value !== 'object' || value === null ? [path] : [path, ...Object.keys(value).flatMap((key) => places((value as Record<string, unknown>)[key], [...path, Array.isArray(value) ? Number(key) : key]))]
    const at = (value: unknown, path: readonly (string | number)[]): unknown => path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value)
    const graft = fc.tuple(fc.constantFrom(...trees), fc.nat(), fc.constantFrom(...trees), fc.nat(), fc.constantFrom('put', 'drop', 'double'))
    fc.assert(fc.property(graft, ([into, first, from, second, kind]) => {
      const tree = structuredClone(into.tree)
      const [target, source] = [places(tree), places(from.tree)]
      const path = target[1 + (first % Math.max(1, target.length - 1))] ?? []
      const key = path.at(-1)
      const parent = at(tree, path.slice(0, -1)) as Record<string | number, unknown>
      if (key === undefined) return
      if (kind === 'put') parent[key] = structuredClone(at(from.tree, source[second % source.length] ?? []))
      else if (kind === 'double') {
        if (Array.isArray(parent)) parent.splice(Number(key), 0, structuredClone(parent[key]))
        else parent[`${key}_2`] = structuredClone(parent[key])
      } else if (Array.isArray(parent)) parent.splice(Number(key), 1)
      else delete parent[key]
      sound(check(into.at, into.index, JSON.stringify(tree)))
    }), { numRuns: 60 })
  })

  it('survives any values in the shape of a file', () => {
    const keys = fc.constantFrom('id', 'code', 'title', 'tables', 'columns', 'rows', 'parts', 'value', 'rules', 'check', 'routes', 'states', 'actions', 'kinds', 'units', 'form', 'examples', 'requires', 'constructor', '__proto__')
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, fc.constantFrom<unknown>('a', 1, -1, 0.5, true, null, 'a + b', 'one', 'computed', 'total', 'acts'), fc.array(tie('any'), { maxLength: 3 }), fc.dictionary(keys, tie('any'), { maxKeys: 4 })),
    })).any
    fc.assert(fc.property(fc.constantFrom(...all), value, ({ at, index }, changed) => {
      sound(check(at, index, JSON.stringify(changed)))
    }), { numRuns: 60 })
  })

  it('finds something wrong with every file left out that others need, and with every unknown one', () => {
    for (const { at, index, file } of all.filter((one) => !one.file.path.startsWith('examples/'))) {
      const without = folders.map((folder, position) => (position !== at ? folder : { ...folder, files: folder.files.filter((_, place) => place !== index) }))
      if (/^(pack|organisation)\.yaml$|report\.workflow/.test(file.path) && folders[at]?.folder !== 'forms/demo') expect(checkPacks(without).issues, file.path).not.to.deep.equal([])
      else sound(checkPacks(without))
    }
    // One circular's periods do for another's, as far as they are called alike.
    const timeless = folders.map((folder) => ({ ...folder, files: folder.files.filter(({ path }) => path !== 'periods.yaml') }))
    expect(new Set(checkPacks(timeless).issues.map((one) => one.code))).to.deep.equal(new Set(['route.unknown-period-kind']))
    expect(checkPacks([{ folder: 'x', files: [{ path: '../../etc/passwd', text: 'a' }] }]).issues.map((one) => one.code)).to.deep.equal(['pack.unknown-file'])
  })
})
