// Definitions that mean harm, or that a slip of the hand has made: told as an issue with a place, whatever they are.
// A check of definitions never throws, never hangs, and never lets through what it has not looked at. Damage of every
// kind to every file is in fuzz.test.ts; here are the named attacks, and that every place told lies inside its file.
import { expect } from 'chai'
import fc from 'fast-check'
import { parseExpression, toText } from '../../engine/core/expression/parse.ts'
import type { Issue } from '../../engine/core/issue.ts'
import { checkPacks, type Checked } from '../../engine/packs/check-packs.ts'
import { readYaml } from '../../engine/packs/read.ts'
import { readBroken, soundBase } from '../support/broken/read-broken.ts'
import { packFolders } from '../support/repository-packs.ts'

const repeated = (text: string, times: number, by = ''): string => Array.from({ length: times }, () => text).join(by)
const codes = (issues: readonly Issue[]): string[] => [...new Set(issues.map((one) => one.code))]
const read = (text: string): string[] => codes(readYaml('a.yaml', text).issues)

/** The sound base pack with one of its files changed. */
function changed(file: string, change: (text: string) => string): Checked {
  const { folder, files } = soundBase()
  return checkPacks([{ folder, files: files.map((one) => (one.path === file ? { ...one, text: change(one.text) } : one)) }])
}
const told = (file: string, from: string, to: string): string[] => {
  const before = soundBase().files.find((one) => one.path === file)?.text ?? ''
  if (!before.includes(from)) throw new Error(`${file} has no ${from}`)
  return codes(changed(file, (text) => text.replace(from, () => to)).issues)
}

describe('a hostile text', () => {
  it('does not multiply itself by references', () => {
    const letters = [...'abcdefghi']
    const laughs = letters.map((letter, index) => `${letter}: &${letter} [${repeated(index === 0 ? 'ha' : `*${letters[index - 1]}`, 9, ', ')}]`)
    expect(read(laughs.join('\n'))).to.deep.equal(['yaml.too-many-aliases'])
    expect(read('a: &a [*a]')).to.deep.equal(['yaml.too-deep'])
    expect(read('a: &a { b: { c: *a } }')).to.deep.equal(['yaml.too-deep'])
  })

  it('has each key once, however it is spelt', () => {
    for (const text of ['a: 1\na: 2', 'a: 1\n"a": 2', '{ a: 1, a: 2 }', '1: a\n"1": b', '__proto__: 1\n__proto__: 2']) expect(read(text), text).to.deep.equal(['yaml.syntax'])
    const twice = changed('people.form.yaml', (text) => text.replace('title: Dân số', 'title: Dân số\ntitle: Dân cư'))
    expect(twice.issues.map((one) => [one.code, one.position])).to.deep.equal([['yaml.syntax', { file: 'base/people.form.yaml', line: 4, column: 1 }]])
  })

  it('refers to nothing that does not stand above', () => {
    const places = (text: string) => readYaml('a.yaml', text).issues.map((one) => [one.code, one.position?.line, one.position?.column])
    expect(places('a: 1\nb: *nobody')).to.deep.equal([['yaml.syntax', 2, 4]])
    expect(places('a: *later\nb: &later 1')).to.deep.equal([['yaml.syntax', 1, 4]])
    expect(places('a: &a 1\nb: [*a, *a]')).to.deep.equal([])
  })

  it('is not indented by tabs, and is not two documents', () => {
    expect(read('a:\n\tb: 1')).to.deep.equal(['yaml.syntax'])
    expect(read('a: 1\n---\nb: 2')).to.deep.equal(['yaml.syntax'])
  })

  it('brings no kinds of its own', () => {
    const { value } = readYaml('a.yaml', 'a: !!js/function "function () {}"\nb: !<tag:evil> { c: 1 }')
    expect(JSON.parse(JSON.stringify(value))).to.deep.equal({ a: 'function () {}', b: { c: 1 } })
  })

  it('is nothing where there is nothing', () => {
    for (const text of ['', '# only a comment', '7', 'text', '[]', 'null', '- - -', '\u0000', '\ud800']) {
      for (const { path } of soundBase().files) expect(codes(changed(path, () => text).issues), `${path}: ${text}`).to.not.deep.equal([])
    }
  })
})

describe('a text from elsewhere', () => {
  const onWindows = (text: string): string => `\ufeff${text.replaceAll('\n', '\r\n')}`

  it('may begin with a byte order mark and end its lines as Windows does', () => {
    const { folder, files } = soundBase()
    expect(checkPacks([{ folder, files: files.map((one) => ({ ...one, text: onWindows(one.text) })) }]).issues).to.deep.equal([])
  })

  it('is told the same places then', () => {
    for (const code of ['form.part-twice', 'workflow.dead-end', 'example.wrong-value', 'example.unknown-form', 'units.unknown-parent']) {
      const { pack, at } = readBroken().find((one) => one.code === code) as ReturnType<typeof readBroken>[number]
      const { issues } = checkPacks([{ ...pack, files: pack.files.map((one) => ({ ...one, text: onWindows(one.text) })) }])
      expect(issues.map((one) => ({ code: one.code, at: one.position }))).to.deep.equal([{ code, at }])
    }
  })

  it('is kept composed, in whichever of the two ways its letters came', () => {
    const plain = checkPacks([soundBase()])
    const { folder, files } = soundBase()
    const apart = files.map((one) => ({ ...one, text: one.text.normalize('NFD') }))
    expect(apart.some((one, index) => one.text !== files[index]?.text)).to.equal(true)
    const { packs, issues } = checkPacks([{ folder, files: apart }])
    expect(issues).to.deep.equal([])
    const definitions = (of: Checked) => of.packs.flatMap((one) => [one.definition, one.units?.definition, ...one.forms.map((form) => form.definition), ...one.workflows.map((flow) => flow.definition)])
    expect(definitions({ packs, issues })).to.deep.equal(definitions(plain))
  })

  it('has no letters with marks in its ids, in either spelling', () => {
    for (const id of ['nữ', 'nữ'.normalize('NFD')]) expect(told('people.form.yaml', 'id: women', `id: ${id}`), id).to.deep.equal(['shape.pattern'])
  })
})

describe('a name that a language knows already', () => {
  it('is an unknown key like any other', () => {
    for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then']) {
      for (const { path } of soundBase().files) expect(codes(changed(path, (text) => `${text}${key}: { id: x }\n`).issues), `${path} ${key}`).to.deep.equal(['shape.additionalProperties'])
    }
    expect(({} as Record<string, unknown>)['id']).to.equal(undefined)
  })

  it('is no fact', () => {
    for (const guard of ['constructor', '__proto__', 'toString', 'constructor = 1', 'errors.constructor = 0', '{ var: constructor }', '{ "==": [{ var: __proto__ }, 0] }', '{ ">": [{ var: errors.length }, 0] }']) {
      expect(told('report.workflow.yaml', 'guard: errors = 0', `guard: ${guard}`), guard).to.deep.equal(['expression.unknown-name'])
    }
  })

  it('is no operator', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'method', 'log', 'missing', 'map']) {
      expect(told('report.workflow.yaml', 'guard: errors = 0', `guard: { ${name}: [1, 2] }`), name).to.include('expression.unknown-operator')
    }
  })

  it('is no state, action, role or period kind by itself', () => {
    expect(told('report.workflow.yaml', 'to: sent', 'to: constructor')).to.deep.equal(['workflow.unknown-state'])
    expect(told('report.workflow.yaml', 'by: clerk', 'by: constructor')).to.deep.equal(['workflow.unknown-role'])
    expect(told('periods.yaml', 'open-by-class:', 'notices: { before: [5], notify: [clerk, receiver.constructor, behalf.haed] }\nopen-by-class:')).to.deep.equal(['organisation.unknown-role'])
    expect(told('report.workflow.yaml', 'to: sent', 'to: sent, reasons: [constructor]')).to.deep.equal(['workflow.unknown-reason'])
    expect(told('people.form.yaml', 'year: 11-07', 'constructor: 11-07')).to.deep.equal(['route.unknown-period-kind'])
    expect(told('people.form.yaml', '[town]', '[constructor]')).to.deep.equal(['route.unknown-kind'])
    expect(told('examples/people.yaml', 'main.all: 3', '__proto__.all: 3')).to.deep.equal(['example.unknown-cell'])
    expect(told('examples/people.yaml', 'main.all: 3', 'main.constructor: 3')).to.deep.equal(['example.unknown-cell'])
  })

  it('may be the id of a column, and is a column then', () => {
    const { folder, files } = soundBase()
    const renamed = files.map((one) => ({ ...one, text: one.text.replaceAll('women', 'constructor') }))
    const ruled = renamed.map((one) => (one.path === 'people.form.yaml' ? { ...one, text: `${one.text}rules: [{ id: valueof, check: constructor > 0, basis: implied, message: Xem lại. }]\n` } : one))
    expect(checkPacks([{ folder, files: ruled }]).issues).to.deep.equal([])
  })
})

describe('a name that fits no pattern', () => {
  const places: [string, string, string][] = [
    ['report.workflow.yaml', 'states:\n', 'states:\n  Bad-Name: null\n'],
    ['report.workflow.yaml', 'actions:\n', 'actions:\n  Bad-Name: null\n'],
    ['report.workflow.yaml', 'actions:\n', 'actions:\n  __proto__: { title: x }\n'],
    ['report.workflow.yaml', 'reasons: { ', 'reasons: { Bad-Name: 7, '],
    ['organisation.yaml', 'roles:\n', 'roles:\n  Bad-Name: null\n'],
    ['organisation.yaml', 'kinds:\n', 'kinds:\n  Bad-Name: null\n'],
    ['periods.yaml', 'kinds:\n', 'kinds:\n  Bad-Name: null\n'],
    ['periods.yaml', 'data-to: { ', 'data-to: { Bad-Name: 7, '],
    ['people.form.yaml', 'due: { ', 'due: { Bad-Name: 7, '],
    ['summary.form.yaml', 'cells: { ', 'cells: { Bad-Name: 7, '],
  ]
  for (const [file, from, to] of places) {
    it(`is refused in ${file} under ${from.trim().replace(/:.*/, '')}: ${to.trim().split('\n').at(-1)?.trim().split(':')[0]}`, () => {
      expect(told(file, from, to)).to.deep.equal(['shape.additionalProperties'])
    })
  }

  it('is refused among holidays', () => {
    const { folder, files } = soundBase()
    const calendar = { path: 'calendar.yaml', text: 'title: Lịch\nweekly-days-off: [6, 7]\nholidays: { Tết: 3 }\n' }
    expect(codes(checkPacks([{ folder, files: [...files, calendar] }]).issues)).to.deep.equal(['shape.additionalProperties'])
  })
})

describe('a number that is none', () => {
  it('is no limit', () => {
    for (const value of ['1e400', '-1e400', '.nan', '.inf', '-.inf', '1_000', '"7"', 'true']) expect(told('people.form.yaml', 'title: Nữ', `title: Nữ, max: ${value}`), value).to.deep.equal(['shape.type'])
    for (const value of ['1e300', '9007199254740993', '1e-7', '0.5']) expect(told('people.form.yaml', 'title: Nữ', `title: Nữ, max: ${value}`), value).to.deep.equal(['form.limit-not-exact'])
  })

  it('is no value of an example', () => {
    for (const value of ['1e400', '.nan', '[1]']) expect(told('examples/people.yaml', 'main.all: 3', `main.all: ${value}`), value).to.deep.equal(['shape.anyOf'])
    for (const value of ['1e300', '9007199254740993', '0.1', '1e-7', 'ba', 'true']) expect(told('examples/people.yaml', 'main.all: 3', `main.all: ${value}`), value).to.deep.equal(['example.bad-value'])
  })

  it('is no term of an expression', () => {
    const found = (source: unknown): string[] => {
      const parsed = parseExpression(source)
      return 'issues' in parsed ? codes(parsed.issues) : [toText(parsed.node)]
    }
    for (const source of [Infinity, -Infinity, NaN, 1e22, 1e-7]) expect(found(source), String(source)).to.deep.equal(['expression.tree'])
    for (const source of ['1e400', '1e5', '0x10', '1.', '.5', '1.2.3']) expect(found(source), source).to.deep.equal(['expression.syntax'])
    for (const source of ['9007199254740993', `1${'0'.repeat(400)}`, `0.${'1'.repeat(30)}`]) expect(found(source), source.slice(0, 20)).to.deep.equal(['expression.number'])
  })

  it('is no version', () => {
    for (const value of ['0', '-1', '1.5', '1e400', '10000', '"1"']) expect(changed('pack.yaml', (text) => text.replace('version: 1', `version: ${value}`)).issues, value).to.have.length(1)
  })
})

describe('a hostile expression', () => {
  const found = (source: unknown): string[] => {
    const parsed = parseExpression(source)
    return 'issues' in parsed ? codes(parsed.issues) : []
  }

  it('is not read when it is too long', () => {
    expect(found(repeated('1+', 5_000_000))).to.deep.equal(['expression.too-long'])
    expect(found(repeated('"', 10_000_000))).to.deep.equal(['expression.too-long'])
  })

  it('is not followed when it is too deep, in either spelling', () => {
    for (const text of [repeated('(', 3000), repeated('-', 3000), repeated('not ', 900), repeated('abs(', 900), `a${repeated(' = (a', 700)}`]) expect(found(text), text.slice(0, 20)).to.deep.equal(['expression.too-deep'])
    let tree: unknown = 1
    for (let level = 0; level < 100_000; level++) tree = { '-': [tree] }
    expect(found(tree)).to.deep.equal(['expression.too-deep'])
    const circle: Record<string, unknown> = {}
    circle['-'] = [circle]
    expect(found(circle)).to.deep.equal(['expression.too-deep'])
  })

  it('does not decide by saying nothing', () => {
    for (const guard of ['null', '~', '', 'blank', '{ if: [{ var: stale }, null, true] }']) expect(told('report.workflow.yaml', 'guard: errors = 0', `guard: ${guard}`), guard).to.include('expression.type')
  })
})

describe('an example', () => {
  it('has no rows in a table that the form does not have', () => {
    expect(told('examples/people.yaml', '    values:', '    rows: { mian: { one: Một } }\n    values:')).to.deep.equal(['form.unknown-table'])
    expect(told('examples/people.yaml', '    values:', '    rows: { constructor: { one: Một } }\n    values:')).to.deep.equal(['form.unknown-table'])
  })
})

describe('any text at all', () => {
  const folders = packFolders()
  const everything = folders.flatMap(({ folder, files }) => files.map((one) => ({ folder, ...one })))
  const pieces = fc.oneof(
    fc.constantFrom('', ' ', '  ', '\n', '\t', '\r\n', ':', ': ', '- ', '?', '[', ']', '{', '}', '&a ', '*a', '!', '|', '>', '"', "'", '#', '%', '@', '`', '---', '<<: ', ', ', 'null', '~', 'true', '-1', '1e400', '__proto__', 'constructor', '"__proto__": ', '\u0000', '\ud800', '\ufeff', 'ế', 'one', 'per: ', 'parts: [all]', 'value: 1'),
    fc.string({ maxLength: 8, unit: 'binary' }),
  )
  const mutation = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat({ max: 30 }), put: pieces })
  const mutated = (text: string, changes: readonly { at: number; cut: number; put: string }[]): string =>
    changes.reduce((before, { at, cut, put }) => {
      const from = Math.floor(at * before.length)
      return before.slice(0, from) + put + before.slice(from + cut)
    }, text)
  const placedInside = (issues: readonly Issue[], textOf: (file: string) => string | undefined): void => {
    for (const { code, position } of issues) {
      if (position === undefined) throw new Error(`${code} has no place`)
      const text = textOf(position.file)?.replace(/^\ufeff/, '').normalize('NFC')
      // A file that is missing has no lines.
      if (text === undefined) expect(code).to.equal('pack.missing-file')
      const lines = (text ?? '').split('\n')
      expect(position.line, code).to.be.within(1, lines.length)
      expect(position.column, code).to.be.within(1, (lines[position.line - 1] ?? '').length + 1)
    }
  }

  it('is read, or told where it cannot be', () => {
    fc.assert(fc.property(fc.constantFrom(...everything), fc.array(mutation, { minLength: 1, maxLength: 6 }), ({ text }, changes) => {
      const broken = mutated(text, changes)
      const { value, issues } = readYaml('a.yaml', broken)
      placedInside(issues, () => broken)
      if (issues.length > 0) expect(value).to.equal(undefined)
    }), { numRuns: 300 })
  })

  it('is an expression, or told that it is none', () => {
    const terms = fc.constantFrom('a', 'b.c', 'sum(', 'column ', 'column', ')', '(', ',', '+', '-', ' - ', '*', '/', '=', '!=', '<=', ' and ', ' or ', 'not ', 'if(', '1', '0.50', '12e1', '"x"', '"', 'blank', 'true', ' ', '\n', '.', '\\', 'ế', '__proto__')
    fc.assert(fc.property(fc.oneof(fc.array(terms, { maxLength: 20 }).map((list) => list.join('')), fc.string({ maxLength: 40 }), fc.jsonValue({ maxDepth: 4 }), fc.anything()), (source) => {
      const parsed = parseExpression(source)
      if ('node' in parsed) expect(parseExpression(toText(parsed.node))).to.have.property('node')
      else for (const one of parsed.issues) if (typeof source === 'string') expect(Number(one.params?.['at'])).to.be.within(0, Math.max(source.length, 4000))
    }), { numRuns: 2000 })
  })

  it('is a pack, or told where it is none', () => {
    fc.assert(fc.property(fc.constantFrom(...everything), fc.array(mutation, { minLength: 1, maxLength: 3 }), (chosen, changes) => {
      const broken = mutated(chosen.text, changes)
      const { issues } = checkPacks(folders.map(({ folder, files }) => ({
        folder, files: files.map((one) => (folder === chosen.folder && one.path === chosen.path ? { ...one, text: broken } : one)),
      })))
      placedInside(issues, (file) => {
        const one = everything.find((each) => `${each.folder}/${each.path}` === file)
        return one?.folder === chosen.folder && one.path === chosen.path ? broken : one?.text
      })
    }), { numRuns: 60 })
  })

  it('is a pack, or told where it is none, down to single lines that are exchanged, left out or said twice', () => {
    const { folder, files } = soundBase()
    const lines = fc.record({ file: fc.constantFrom(...files), from: fc.nat({ max: 20 }), to: fc.nat({ max: 20 }), how: fc.constantFrom('exchange', 'leave out', 'say twice', 'end') })
    fc.assert(fc.property(lines, ({ file, from, to, how }) => {
      const list = file.text.split('\n')
      const [a, b] = [from % list.length, to % list.length]
      const text = { exchange: () => list.with(a, list[b] as string).with(b, list[a] as string), 'leave out': () => list.toSpliced(a, 1), 'say twice': () => list.toSpliced(b, 0, list[a] as string), end: () => list.slice(0, a) }[how as 'end']().join('\n')
      const { issues } = checkPacks([{ folder, files: files.map((one) => (one.path === file.path ? { ...one, text } : one)) }])
      placedInside(issues, (name) => (name === `${folder}/${file.path}` ? text : files.find((one) => name === `${folder}/${one.path}`)?.text))
    }), { numRuns: 300 })
  })
})
