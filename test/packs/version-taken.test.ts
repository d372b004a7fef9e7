// The one issue of definitions that only an installation can tell: another content under a version that is there
// already. Reports point to versions, so nothing of such a pack is installed.
import { expect } from 'chai'
import { readConfig } from '../../engine/config.ts'
import type { Issue } from '../../engine/core/issue.ts'
import { hasSentence, languages, sentence } from '../../engine/core/messages/sentence.ts'
import type { Installed, Parts } from '../../engine/actions/action.ts'
import { installPacks } from '../../engine/actions/install-packs.ts'
import { perform } from '../../engine/actions/perform.ts'
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

  const install = (files: readonly PackFile[]) => {
    const parts: Parts = { config: readConfig({}), clock: standingClock(), database: own.app, installed: () => undefined as unknown as Installed }
    return perform(installPacks, { packs: soundPacks([{ folder: 'base', files }]), demo: false }, callOf({ kind: 'system', name: 'test' }), parts)
  }
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
    expect((await install(base)).added).to.have.members(['base/report 1', 'base/people 1', 'base/summary 1', 'base 1'])
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

  it('lets another content in under the next number', async () => {
    const next = changed('people.form.yaml', 'version: 1', 'version: 2').map((one) => (one.path === 'people.form.yaml' ? { ...one, text: one.text.replace('title: Dân số', 'title: Dân số và hộ') } : one))
    expect((await install(next)).added).to.deep.equal(['base/people 2'])
  })
})
