// A later circular against the one before, as packs: forms against those that they succeed, and only what nobody files any
// more as gone.
import { expect } from 'chai'
import { comparePacks } from '../../engine/packs/compare-packs.ts'
import { packOf } from '../support/repository-packs.ts'

describe('a circular against the one before', () => {
  const changes = comparePacks(packOf('tt03-2019'), packOf('tt17-2025'))
  const told = (kind: string): string[] => changes.flatMap((one) => one.changes.filter((each) => each.kind === kind).map(({ at }) => at))

  it('has its forms compared with those that they succeed', () => {
    expect(told('succession')).to.have.members(['10a', '10b', '10_national'])
    const [own] = changes.filter((one) => one.file.endsWith('10a.form.yaml'))
    expect(own?.changes.filter((one) => one.kind === 'column-removed').map(({ at }) => at)).to.deep.equal(['main.acts', 'main.other_acts', 'main.remuneration'])
    expect(told('form-added')).to.have.members(['21a', '21b'])
  })

  it('takes for gone what it neither succeeds nor assigns on', () => {
    expect(told('form-removed')).to.have.members(['17a', '17b', '17c', '17d', '17_national'])
  })
})
