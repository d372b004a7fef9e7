// The issues of definitions that only an installation can tell: another content under a version that is there already,
// because reports point to versions; and a form that would change within a period that is open. Nothing of such a pack is
// installed. What an installation would do can be asked before.
import { expect } from 'chai'
import { readConfig } from '../../engine/config.ts'
import type { Issue } from '../../engine/core/issue.ts'
import { hasSentence, languages, sentence } from '../../engine/core/messages/sentence.ts'
import type { Installed, Parts } from '../../engine/actions/action.ts'
import { installPacks, planInstallation } from '../../engine/actions/install-packs.ts'
import { openPeriod } from '../../engine/actions/open-period.ts'
import { perform } from '../../engine/actions/perform.ts'
import { readInstalled } from '../../engine/actions/read-installed.ts'
import type { PackFile } from '../../engine/packs/load-pack.ts'
import { Problem } from '../../engine/problem.ts'
import { callOf } from '../support/actions.ts'
import { readBroken, soundBase } from '../support/broken/read-broken.ts'
import { soundPacks } from '../support/country.ts'
import { freshDatabase, type FreshDatabase } from '../support/database.ts'
import { standingClock } from '../support/server.ts'

describe('a version that is installed', () => {
  let own: FreshDatabase
  before(async () => {
    own = await freshDatabase()
  })
  after(() => own.drop())

  let installed: Installed | undefined
  const parts = (): Parts => ({ config: readConfig({}), clock: standingClock(), database: own.app, installed: () => installed as Installed })
  const system = () => callOf({ kind: 'system', name: 'test' })
  const packsOf = (files: readonly PackFile[]) => soundPacks([{ folder: 'base', files }])
  const install = (files: readonly PackFile[]) => perform(installPacks, { packs: packsOf(files), demo: false }, system(), parts())
  const plan = (files: readonly PackFile[]) => perform(planInstallation, { packs: packsOf(files) }, system(), parts())
  const counts = async () => Object.fromEntries(await Promise.all(['pack', 'form_version', 'form_ordinal', 'workflow_version', 'unit'].map(async (table) => [table, Number((await own.app(table).count())[0]?.['count'])])))
  const refused = async (files: readonly PackFile[]): Promise<readonly Issue[]> => {
    try {
      await install(files)
    } catch (error) {
      if (error instanceof Problem && error.code === 'invalid-input') return error.details.issues ?? []
      throw error
    }
    throw new Error('It was installed')
  }
  const base = soundBase().files
  const changed = (file: string, from: string, to: string): PackFile[] =>
    base.map((one) => (one.path === file ? { ...one, text: one.text.replace(from, to) } : one))

  it('is installed once, and the same text again is nothing to do', async () => {
    expect((await install(base)).added).to.have.members(['base/report 1', 'base/people 1', 'base/summary 1', 'base/causes 1', 'base/groups 1', 'base/places 1', 'base/letter 1', 'base 1'])
    expect(await install(base)).to.deep.equal({ added: [], unchanged: ['base 1'] })
  })

  it('refuses another form under its number, at the number, and installs nothing', async () => {
    const example = readBroken().find((one) => one.code === 'pack.version-taken')
    if (example === undefined) throw new Error('There is no example')
    const before = await counts()
    const [found, ...more] = await refused(example.pack.files)
    expect(more).to.deep.equal([])
    expect(found).to.deep.include({ code: 'pack.version-taken', position: example.at })
    for (const language of languages) {
      expect(hasSentence('pack.version-taken', language)).to.equal(true)
      expect(sentence('pack.version-taken', found?.params, language)).to.contain('base/people').and.not.match(/\{|\}/)
    }
    expect(await counts()).to.deep.equal(before)
  })

  it('refuses another workflow, and another organisation, in the same way', async () => {
    const flow = await refused(changed('report.workflow.yaml', 'title: Lập và gửi', 'title: Lập, gửi'))
    expect(flow.map((one) => one.position)).to.deep.equal([{ file: 'base/report.workflow.yaml', line: 3, column: 1 }])
    const organisation = await refused(changed('organisation.yaml', 'title: Thị trấn', 'title: Phường'))
    expect(organisation.map((one) => one.position)).to.deep.equal([{ file: 'base/pack.yaml', line: 3, column: 1 }])
  })

  it('is told beforehand, with what is added and what is not, and nothing is written', async () => {
    const before = await counts()
    expect(await plan(base)).to.deep.equal({ added: [], unchanged: ['base 1'], issues: [] })
    const more = [...base, { path: 'codelists/more.codelist.yaml', text: 'id: more\ntitle: Thêm\nversion: 1\nscope: unit\n' }]
    expect((await plan(more)).added).to.deep.equal(['base/more 1'])
    const { issues } = await plan(readBroken().find((one) => one.code === 'pack.version-taken')?.pack.files ?? [])
    expect(issues.map((one) => one.code)).to.deep.equal(['pack.version-taken'])
    expect(await counts()).to.deep.equal(before)
  })

  it('does not begin to serve within a period that is open', async () => {
    installed = await perform(readInstalled, undefined, system(), parts())
    await perform(openPeriod, { pack: 'base', kind: 'year', year: 2020 }, system(), parts())
    const example = readBroken().find((one) => one.code === 'pack.period-is-open')
    if (example === undefined) throw new Error('There is no example')
    const [found, ...more] = await refused(example.pack.files)
    expect(more).to.deep.equal([])
    expect(found).to.deep.include({ code: 'pack.period-is-open', position: example.at })
    for (const language of languages) expect(sentence('pack.period-is-open', found?.params, language)).to.contain('Năm 2020').and.not.match(/\{|\}/)
    const later = example.pack.files.map((one) => ({ ...one, text: one.text.replace('from: 2020   # <- here', 'from: 2021') }))
    expect((await plan(later)).issues).to.deep.equal([])
  })

  it('lets another content in under the next number', async () => {
    const next = changed('people.form.yaml', 'version: 1', 'version: 2').map((one) => (one.path === 'people.form.yaml' ? { ...one, text: one.text.replace('title: Dân số', 'title: Dân số và hộ') } : one))
    expect((await install(next)).added).to.deep.equal(['base/people 2'])
  })
})
