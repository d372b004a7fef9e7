// All packs of the repository together: into a database, out again as files, and nothing has changed; and the packs of
// older circulars stand beside the one that is in use without asking anything of anybody.
import { expect } from 'chai'
import type { Parts } from '../../engine/actions/action.ts'
import { exportPacks } from '../../engine/actions/export-packs.ts'
import { installPacks } from '../../engine/actions/install-packs.ts'
import { perform } from '../../engine/actions/perform.ts'
import { readConfig } from '../../engine/config.ts'
import { compareLoaded } from '../../engine/packs/compare-packs.ts'
import { loadPack } from '../../engine/packs/load-pack.ts'
import { callOf } from '../support/actions.ts'
import { startCountry } from '../support/country.ts'
import { freshDatabase, type FreshDatabase } from '../support/database.ts'
import { packFolders, packOf, repositoryPacks } from '../support/repository-packs.ts'
import { standingClock } from '../support/server.ts'

describe('the packs of this repository, all of them', () => {
  let own: FreshDatabase
  before(async () => {
    own = await freshDatabase()
  })
  after(() => own.drop())

  const parts = (): Parts => ({ config: readConfig({}), clock: standingClock(), database: own.app, installed: () => { throw new Error('Nothing asks what is installed here') } })
  const system = () => callOf({ kind: 'system', name: 'test' })

  it('go into a database and come back as they were, comments and examples included', async () => {
    const { added } = await perform(installPacks, { packs: repositoryPacks, demo: false }, system(), parts())
    expect(added).to.include.members(repositoryPacks.map(({ definition }) => `${definition.id} ${definition.version}`))
    const exported = await perform(exportPacks, { ids: [] }, system(), parts())
    expect(exported.map(({ id }) => id)).to.have.members(repositoryPacks.map((one) => one.definition.id))
    const back = exported.flatMap(({ id, files }) => loadPack(id, files).pack ?? [])
    const order = (packs: typeof repositoryPacks) => packs.toSorted((a, b) => (a.definition.id < b.definition.id ? -1 : 1))
    expect(compareLoaded(order(repositoryPacks), order(back))).to.deep.equal([])
    for (const { folder, files } of packFolders()) {
      const { id } = loadPack(folder, files).pack?.definition ?? { id: '' }
      expect(exported.find((one) => one.id === id)?.files, id).to.deep.equal(files.toSorted((a, b) => (a.path < b.path ? -1 : 1)))
    }
  })

  it('are nothing to do the second time', async () => {
    expect((await perform(installPacks, { packs: repositoryPacks, demo: false }, system(), parts())).added).to.deep.equal([])
  })
})

describe('packs of circulars that are no longer in force', () => {
  const past = repositoryPacks.filter(({ definition }) => (definition['valid-to'] ?? '9999') <= '2019-12-31')

  it('ask nothing of the units of the demo, whose period is that of the circular in force', async () => {
    expect(past.map((one) => one.definition.id)).to.include('tt04-2016')
    const country = await startCountry()
    try {
      const { rows: periods } = await country.database.app.raw<{ rows: { pack_id: string }[] }>('select distinct pack_id from period')
      expect(periods).to.deep.equal([{ pack_id: 'tt03-2019' }])
      const assigned = new Set((packOf('tt03-2019').definition.assigns ?? []).map((one) => one.form))
      const { rows: filed } = await country.database.app.raw<{ rows: { form: string }[] }>(`select distinct pack_id || '/' || form_id as form from filing`)
      expect(filed.map((one) => one.form).filter((form) => !form.startsWith('tt03-2019/') && !assigned.has(form))).to.deep.equal([])
    } finally {
      await country.end()
    }
  })
})
