// Every way in which a definition can be wrong, each shown by one small example (test/support/broken): the code, the
// place, and a sentence in both languages.
import { expect } from 'chai'
import { en } from '../../engine/core/messages/en.ts'
import { issuesEn } from '../../engine/core/messages/issues-en.ts'
import { issuesVi } from '../../engine/core/messages/issues-vi.ts'
import { hasSentence, languages, sentence } from '../../engine/core/messages/sentence.ts'
import { verbsEn } from '../../engine/core/messages/verbs-en.ts'
import { verbsVi } from '../../engine/core/messages/verbs-vi.ts'
import { vi } from '../../engine/core/messages/vi.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import { showPosition, type PackFile } from '../../engine/packs/load-pack.ts'
import { readBroken, soundBase, type Broken } from '../support/broken/read-broken.ts'
import { readSources } from '../support/source-text.ts'

const aboutDefinitions = /^(yaml|pack|form|rule|expression|route|roll-up|organisation|periods|calendar|units|codelist|print|workflow|example)\./
/** Told when packs are installed, not when they are checked: test/packs/version-taken.test.ts. */
const toldLater = ['pack.version-taken', 'pack.period-is-open']

const broken = readBroken()
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort()

describe('a broken definition', () => {
  it('is a change of a pack in which nothing is wrong', () => {
    expect(checkPacks([soundBase()]).issues).to.deep.equal([])
  })

  it('has an example for every code, and every example has a code', () => {
    const codes = Object.keys(issuesVi).filter((code) => aboutDefinitions.test(code)).sort()
    expect(broken.map(({ code }) => code)).to.deep.equal(codes)
  })

  for (const { code, pack, beside, at } of broken.filter((one) => !toldLater.includes(one.code))) {
    it(`is told as ${code}, once and at its place`, () => {
      const { issues } = checkPacks([pack, ...beside])
      const told = issues.map((one) => `${one.position === undefined ? 'nowhere' : showPosition(one.position)} ${one.code}`)
      expect(told).to.deep.equal([`${showPosition(at)} ${code}`])
      for (const language of languages) {
        const said = sentence(code, issues[0]?.params, language)
        expect(said).to.not.equal(code)
        expect(said, language).to.not.match(/\{|\}|undefined|NaN|\[object/)
      }
    })
  }

  it('does not hide one in another file', () => {
    const shown = ['form.part-twice', 'form.rows-per-unit-need-roll-up', 'yaml.syntax', 'pack.unknown-file'].map((code) => broken.find((one) => one.code === code) as Broken)
    const [people, summary, syntax, notes] = shown.map(({ pack, at }) => pack.files.find((one) => at.file === `${pack.folder}/${one.path}`) as PackFile)
    const files = [people, summary, { path: 'periods.yaml', text: syntax?.text }, notes] as PackFile[]
    const sound = soundBase().files.filter((one) => !files.some((file) => file.path === one.path))
    const { issues } = checkPacks([{ folder: 'base', files: [...sound, ...files] }])
    expect(issues.map((one) => one.code)).to.have.members(shown.map(({ code }) => code))
  })
})

/** Codes that are told in more than one place, each with the base changed so. */
const alsoTold: readonly (readonly [code: string, file: string, from: string, to: string])[] = [
  ['example.unknown-cell', 'examples/people.yaml', '    findings:', '    expect: { main.nowhere: 1 }\n    findings:'],
  ['route.unknown-kind', 'summary.form.yaml', 'roll-up: { from: people,', 'roll-up: { from: people, kinds: [twon],'],
]

describe('a code that is told in more than one place', () => {
  for (const [code, file, from, to] of alsoTold) {
    it(`is ${code}, in ${file} with “${to}”`, () => {
      const base = soundBase()
      const files = base.files.map((one) => (one.path === file ? { ...one, text: one.text.replace(from, to) } : one))
      expect(files.some((one) => one.text.includes(to))).to.equal(true)
      expect(checkPacks([{ ...base, files }]).issues.map((one) => one.code)).to.deep.equal([code])
    })
  }
})

describe('a code', () => {
  const kinds = new Set(Object.keys({ ...vi, ...issuesVi }).map((code) => code.slice(0, code.indexOf('.'))))
  const sources = readSources('.', ['engine']).filter((file) => !/^engine\/(core\/messages\/|packs\/generated\/|packs\/words\/|packs\/manual-words)/.test(file.path))

  it('that the engine speaks of has a sentence in every language', () => {
    const spoken = sources.flatMap((file) => [
      ...file.literals.filter((one) => /^[a-z-]+(\.[a-z-]+)+$/.test(one.value) && !one.value.endsWith('.yaml') && kinds.has(one.value.slice(0, one.value.indexOf('.')))),
      ...[...file.text.matchAll(/\b(?:issue|Stop)\('([^']+)'/g)].map((match) => ({ value: match[1] as string, line: 0 })),
    ].map((one) => ({ ...one, file: file.path })))
    expect(spoken.length).to.be.greaterThan(80)
    const silent = spoken.flatMap(({ value, file, line }) => languages.filter((language) => !hasSentence(value, language)).map((language) => `${file}:${line} ${value} (${language})`))
    expect(silent).to.deep.equal([])
  })

  it('that has a sentence is spoken somewhere', () => {
    const text = sources.map((file) => file.text).join('\n')
    const idle = Object.keys(issuesVi).filter((code) => aboutDefinitions.test(code) && !text.includes(`'${code}'`))
    expect(idle).to.deep.equal([])
  })

  it('asks for the same words in every language', () => {
    const all: Record<string, Record<string, string>> = { vi: { ...vi, ...issuesVi, ...verbsVi }, en: { ...en, ...issuesEn, ...verbsEn } }
    for (const [code, text] of Object.entries(all['vi'] ?? {})) expect(placeholders(all['en']?.[code] ?? ''), code).to.deep.equal(placeholders(text))
    expect(Object.keys(all['en'] ?? {}).sort()).to.deep.equal(Object.keys(all['vi'] ?? {}).sort())
  })
})
