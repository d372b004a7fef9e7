import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import {
  checkChance, checkCycles, checkDomainNames, checkImports, checkOpenings, checkPlaces, checkSingleGrid, checkTime, type DomainNames,
} from './support/architecture.ts'
import { listFiles, readSources, toSource } from './support/source-text.ts'

const root = path.resolve(import.meta.dirname, '..')

describe('the architecture', () => {
  const files = readSources(root, ['engine', 'ui', 'migrations'])
  const names = readDomainNames()
  const paths = ['engine', 'ui', 'migrations', 'test'].flatMap(folder => listFiles(path.join(root, folder)))
    .map(file => path.relative(root, file).split(path.sep).join('/'))
    .filter(file => !file.startsWith('test/') || /\.(ts|mjs)$/.test(file))

  const holds = (found: string[]): void => {
    if (found.length > 0) expect.fail(`\n${found.join('\n')}`)
  }

  it('lets each folder import only what the table allows, and core only downwards', () => holds(checkImports(files)))
  it('has no circle of imports', () => holds(checkCycles(files)))
  it('keeps handsontable in one file', () => holds(checkSingleGrid(files)))
  it('asks nobody but the clock for the time', () => holds(checkTime(files)))
  it('leaves nothing to chance in core', () => holds(checkChance(files)))
  it('names no form, role, unit kind or circular outside of packs', () => holds(checkDomainNames(files, names)))
  it('names and places files by the rules', () => holds(checkPlaces(paths)))
  it('says at the top of every engine file what it is for', () => holds(checkOpenings(files)))
})

describe('the architecture test itself', () => {
  const names: DomainNames = { anywhere: ['Thông tư 99/2031'], literals: new Set(['bc', 'so_tu_phap', 'tt03-2019']) }

  const finds = (found: string[], ...parts: string[]): void => {
    expect(found, found.join('\n')).to.have.length(parts.length)
    for (const [index, part] of parts.entries()) expect(found[index]).to.contain(part)
  }
  const imports = (file: string, ...lines: string[]): string[] => checkImports([toSource(file, lines.join('\n'))])

  it('finds forbidden imports of every kind', () => {
    finds(imports('engine/core/value.ts', "import { readFileSync } from 'node:fs'"), 'engine/core/value.ts:1 imports node:fs')
    finds(imports('engine/core/value.ts', '', "import type { Database } from '../store/database.ts'"), 'engine/core/value.ts:2 imports engine/store/database.ts')
    finds(imports('engine/actions/save.ts', "import knex from 'knex'"), 'imports knex, which only')
    finds(imports('engine/http/server.ts', "export { x } from '../store/database.ts'"), 'imports engine/store/database.ts')
    finds(imports('engine/http/server.ts', "import { parse } from '../core/expression/parse.ts'"), 'imports engine/core/expression/parse.ts')
    finds(imports('engine/store/a.ts', "const x = await import('../actions/perform.ts')"), 'imports engine/actions/perform.ts')
    finds(imports('engine/packs/read.ts', "import { Ajv } from 'ajv'"), 'imports ajv; the package is not on the list')
    finds(imports('engine/adapters/mail.ts', "import { Model } from 'objection'"), 'imports objection')
    finds(imports('engine/cli/main.ts', "import { connectStore } from '../store/connect.ts'"), 'imports engine/store/connect.ts')
    finds(imports('ui/inbox/page.ts', "import {\n  a,\n  type B,\n} from '../../engine/packs/read.ts'"), 'ui/inbox/page.ts:1 imports engine/packs/read.ts')
    finds(imports('ui/inbox/page.ts', "import Handsontable from 'handsontable/base'"), 'imports handsontable/base, which only')
    finds(imports('ui/inbox/page.ts', "import 'node:fs'"), 'imports node:fs')
    finds(imports('migrations/001_x.ts', "import { a } from '../engine/core/value.ts'"), 'imports engine/core/value.ts')
  })

  it('finds an import upwards inside core', () => {
    finds(imports('engine/core/expression/parse.ts', "import { a } from '../form/compile.ts'"), 'inside core only downwards')
    finds(imports('engine/core/value.ts', "import { a } from './form/compile.ts'"), 'inside core only downwards')
    finds(imports('engine/core/workflow/machine.ts', "import { a } from '../form/compile.ts'"), 'inside core only downwards')
    finds(imports('engine/core/novel/a.ts', "import { a } from '../value.ts'"), 'no place in the order')
  })

  it('lets pass what is allowed', () => {
    finds(imports('engine/core/form/check.ts', "import { Type } from '@sinclair/typebox'", "import { parse } from '../expression/parse.ts'"))
    finds(imports('engine/packs/generate.ts', "import standalone from 'ajv/dist/standalone/index.js'", "import { x } from 'node:fs'"))
    finds(imports('engine/cli/start.ts', "import { connectStore } from '../store/connect.ts'"))
    finds(imports('ui/sheet/table.ts', "import css from './table.css?inline'", "import Handsontable from 'handsontable/base'"))
    finds(imports('engine/core/value.ts', "// import x from 'node:fs'", "const text = `import x from 'node:fs'`"))
  })

  it('finds a circle of imports, but not one of types', () => {
    const circle = (last: string): string[] => checkCycles([
      toSource('engine/core/a.ts', "import { b } from './b.ts'"), toSource('engine/core/b.ts', "import { c } from './c.ts'"), toSource('engine/core/c.ts', last)])
    finds(circle("import { a } from './a.ts'"), 'engine/core/a.ts:1 begins a circle of imports: engine/core/a.ts → engine/core/b.ts → engine/core/c.ts → engine/core/a.ts')
    finds(circle("import { a, type B } from './a.ts'"), 'begins a circle')
    finds(circle("import { type A, type B } from './a.ts'"))
    finds(circle("import type { A } from './a.ts'"))
  })

  it('finds a second user of the grid', () => {
    const user = (name: string) => toSource(`ui/sheet/${name}.ts`, "import H from 'handsontable/base'\nimport { r } from 'handsontable/registry'")
    finds(checkSingleGrid([user('one')]))
    finds(checkSingleGrid([user('one'), user('two')]), 'ui/sheet/one.ts:1', 'ui/sheet/two.ts:1')
  })

  it('finds every way to ask for the time', () => {
    const time = (text: string, file = 'engine/actions/a.ts'): string[] => checkTime([toSource(file, text)])
    for (const text of ['const a = new Date()', 'new Date( )', 'new Date;', 'f(Date.now())', 'f(Date.now)', 'knex.fn.now()', "raw('values (now())')",
      'sql`update a set b = NOW()`', "'default current_timestamp'", 'raw(`${a} + clock_timestamp()`)', 'x = `${new Date()}`']) {
      finds(time(`\n${text}`), 'engine/actions/a.ts:2 asks for the time')
    }
    for (const text of ["new Date('2020-01-01')", 'new Date(clock())', 'clock.now()', '// new Date()', "'know()'", 'performance.now()', '/new Date()/']) finds(time(text))
    finds(time('new Date()', 'engine/adapters/clock.ts'))
    finds(time("table.timestamp('at').defaultTo(knex.fn.now())", 'migrations/001_x.ts'), 'migrations/001_x.ts:1')
  })

  it('finds chance in core', () => {
    finds(checkChance([toSource('engine/core/a.ts', 'const a = Math.random()')]), 'engine/core/a.ts:1 uses Math.random')
    finds(checkChance([toSource('engine/adapters/a.ts', 'const a = Math.random()')]))
  })

  it('finds names that belong to packs', () => {
    const named = (text: string): string[] => checkDomainNames([toSource('engine/actions/a.ts', text)], names)
    finds(named("\nif (role === 'bc') x()"), "engine/actions/a.ts:2 names 'bc'")
    finds(named('const kind = `so_tu_phap`'), "names 'so_tu_phap'")
    finds(named("load('tt03-2019')"), "names 'tt03-2019'")
    finds(named("const title = 'Biểu 17a/BTP/HTQTCT/CT'"), 'names 17a/BTP')
    finds(named("const title = 'Theo Thông tư 99/2031 của Bộ'"), 'names Thông tư 99/2031')
    finds(named("const title = '03/2019'"), 'names 03/2019')
    finds(named("// Thông tư 03/2019/TT-BTP, Điều 6: 'bc'\nconst abc = 'abc'"))
  })

  it('finds misplaced and misnamed files', () => {
    finds(checkPlaces(['engine/core/parseText.ts']), 'is not in kebab-case')
    finds(checkPlaces(['engine/core_parts/a.ts']), 'not in kebab-case')
    finds(checkPlaces(['engine/core/form/cells/a.ts']), 'deeper than two folders')
    finds(checkPlaces(['engine/store/utils.ts']), 'is called "utils"')
    finds(checkPlaces(['ui/common/a.ts']), 'is called "common"')
    finds(checkPlaces(['engine/store/account-service.ts']), 'is called "service"')
    finds(checkPlaces(['engine/store/index.ts']), 'gathers others')
    finds(checkPlaces(['migrations/001_ground.ts', 'engine/DECISIONS.md', 'engine/core/form/form.schema.json', 'engine/packs/generated/A_b.js', 'ui/vite.config.ts']))
  })

  it('finds a file without an opening comment', () => {
    finds(checkOpenings([toSource('engine/a.ts', "import x from 'y'\n// late")]), 'engine/a.ts:1 does not begin with a comment')
    finds(checkOpenings([toSource('engine/a.ts', '// What it is for.\n'), toSource('engine/cli/b.js', '#!/usr/bin/env node\n// Starts.\n'), toSource('ui/c.ts', 'x')]))
  })
})

/** What the packs in the repository call things; empty while there are none. */
function readDomainNames(): DomainNames {
  const documents = ['forms', 'workflows'].flatMap(folder => listFiles(path.join(root, folder)))
    .filter(file => file.endsWith('.yaml'))
    .flatMap(file => {
      try {
        const content = parse(readFileSync(file, 'utf8')) as unknown
        return typeof content === 'object' && content !== null ? [{ name: path.basename(file), content: content as Record<string, unknown> }] : []
      } catch {
        // A pack that cannot be read is another test's finding.
        return []
      }
    })
  const keys = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : [])
  const text = (value: unknown): string[] => (typeof value === 'string' ? [value] : [])
  const of = (ending: string, pick: (content: Record<string, unknown>) => string[]): string[] =>
    documents.filter(one => one.name.endsWith(ending)).flatMap(one => pick(one.content))

  return {
    anywhere: [...new Set(documents.flatMap(({ content }) => [
      ...text(content['code']).filter(code => code.includes('/')),
      ...text(content['legal-basis']).flatMap(basis => basis.match(/\b\d{1,3}\/20\d\d(\/[\p{L}-]+)?/gu) ?? []),
    ]))],
    literals: new Set([
      ...of('organisation.yaml', content => [...keys(content['roles']), ...keys(content['kinds'])]),
      // A pack whose name is an everyday word (demo, workflows) must not forbid that word.
      ...of('pack.yaml', content => text(content['id'])).filter(id => /[\d-]/.test(id)),
      ...of('.form.yaml', content => [...text(content['code']), ...text(content['id']).filter(id => /\d/.test(id) && /[a-z]/.test(id))]),
    ]),
  }
}
