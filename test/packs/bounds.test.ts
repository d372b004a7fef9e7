// How much a pack may hold: far above any country, and low enough that whatever somebody brings is refused in moments, in
// words. And what is allowed is checked in moments, also where everything in it is wrong.
import { expect } from 'chai'
import { sentence } from '../../engine/core/messages/sentence.ts'
import { checkPacks, type Checked } from '../../engine/packs/check-packs.ts'
import type { PackFile } from '../../engine/packs/load-pack.ts'
import { soundBase } from '../support/broken/read-broken.ts'

/** A check that compares each with each takes minutes. */
const moments = 20_000

const withFile = (...files: PackFile[]): Checked => {
  const { folder, files: base } = soundBase()
  return checkPacks([{ folder, files: [...base.filter((one) => !files.some((file) => file.path === one.path)), ...files] }])
}
const codes = ({ issues }: Checked): string[] => [...new Set(issues.map((one) => one.code))]
const lines = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('\n')
const codelist = (entries: string): PackFile => ({ path: 'codelists/causes.codelist.yaml', text: `id: causes\ntitle: N\nversion: 1\nscope: ministry\nentries:\n${entries}` })
const units = (list: string, changes = ''): PackFile => ({ path: 'units.yaml', text: `units:\n${list}\n${changes === '' ? '' : `changes:\n${changes}`}` })

describe('a pack', () => {
  it('of more files than anybody writes is refused before they are read', () => {
    const files = Array.from({ length: 2001 }, (_, index) => ({ path: `f${index}.form.yaml`, text: 'not: [even' }))
    const { issues } = withFile(...files)
    expect(issues.map((one) => [one.code, one.position?.file])).to.deep.equal([['shape.maxItems', 'base/pack.yaml']])
    expect(sentence('shape.maxItems', issues[0]?.params)).to.contain('2000')
  })

  it('of more entries or units than a country has is told so', () => {
    expect(codes(withFile(codelist(lines(20_001, (index) => `  - { code: E${index}, title: x }`))))).to.deep.equal(['shape.maxItems'])
    expect(codes(withFile(units(lines(20_001, (index) => `  - { code: u${index}, kind: town, name: x }`))))).to.deep.equal(['shape.maxItems'])
  }).timeout(60_000)

  const slow: [string, () => Checked, string[]][] = [
    ['10,000 entries in a chain', () => withFile(codelist(lines(10_000, (index) => `  - { code: E${index}, title: x${index === 0 ? '' : `, parent: E${index - 1}`} }`))), []],
    ['5,000 entries under nobody', () => withFile(codelist(lines(5000, (index) => `  - { code: E${index}, title: x, parent: nobody${index} }`))), ['codelist.unknown-parent']],
    ['10,000 entries of one code', () => withFile(codelist(lines(10_000, () => '  - { code: E, title: x }'))), ['codelist.duplicate-code']],
    ['8,000 units in a chain', () => withFile(units(lines(8000, (index) => `  - { code: u${index}, kind: ${index === 0 ? 'county' : 'town'}, name: x${index === 0 ? '' : `, parent: u${index - 1}`} }`))), []],
    ['5,000 units under nobody', () => withFile(units(lines(5000, (index) => `  - { code: u${index}, kind: town, name: x, parent: nobody${index} }`))), ['units.unknown-parent']],
    ['6,000 changes of one unit', () => withFile(units('  - { code: a, kind: county, name: A }\n  - { code: b, kind: county, name: B }\n  - { code: c, kind: town, name: C, parent: a }', lines(6000, (index) => `  - { on: ${1000 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01, units: [c], parent: ${index % 2 === 0 ? 'a' : 'b'} }`))), []],
    ['200 versions of one form', () => withFile(...Array.from({ length: 200 }, (_, index) => ({ path: `people@${index + 2}.form.yaml`, text: (soundBase().files.find((one) => one.path === 'people.form.yaml')?.text ?? '').replace('version: 1', `version: ${index + 2}`).replace('serves: { to: 2029 }', `serves: { from: ${2030 + (index % 100)} }`) }))), ['form.versions-overlap']],
  ]
  for (const [what, check, wanted] of slow) {
    it(`with ${what} is checked in moments`, () => {
      const begin = performance.now()
      const found = codes(check())
      expect(performance.now() - begin, 'milliseconds').to.be.below(moments)
      expect(found).to.deep.equal(wanted)
    }).timeout(60_000)
  }
})
