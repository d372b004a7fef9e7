// A single form is replaced in the middle of a cycle while the form above it stays: what is filed instead is taken in as
// what it stands for, and a replacement that lacks a figure which is taken in above is told before it is installed.
import { expect } from 'chai'
import { openPeriod } from '../../engine/actions/open-period.ts'
import { perform } from '../../engine/actions/perform.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import { callOf } from '../support/actions.ts'
import { cellOf, countryOf, fileAndSend, findLine, openFiling, receive, soundPacks, startCountry, walkDown, type Country } from '../support/country.ts'
import { ground, reform, small } from '../support/small-packs.ts'

describe('a form that is filed in the place of another', () => {
  let country: Country
  before(async () => {
    country = await startCountry(countryOf('reform', () => soundPacks([...ground(), small, reform])))
  })
  after(() => country.end())

  const up = async () => {
    const receiver = await country.client('huyen_bc')
    return openFiling(receiver, (await findLine(receiver, 'own', 'other_up')).id)
  }

  it('is taken in above under the name of that one, and counts in the coverage', async () => {
    await receive(country, 'huyen_bc', await fileAndSend(country, 'xa_mot', 'other', { 'main.total': 3 }))
    expect(cellOf(await up(), 'main', 'all', 0)).to.equal(3)
    country.clock.set(new Date('2020-12-01T08:00:00+07:00'))
    await perform(openPeriod, { pack: 'small', kind: 'year', year: 2020 }, callOf({ kind: 'system', name: 'test' }), country.parts)
    await country.rollUp()
    await receive(country, 'huyen_bc', await fileAndSend(country, 'xa_mot', 'other_m', { 'main.total': 7 }))
    await receive(country, 'huyen_bc', await fileAndSend(country, 'xa_hai', 'other_m', { 'main.total': 5 }))
    const filing = await up()
    expect(cellOf(filing, 'main', 'all', 0)).to.equal(12)
    expect(filing.coverage.map((one) => [one.form.id, one.received, one.expected])).to.deep.equal([['other_m', 2, 2]])
    const trail = await walkDown(await country.client('huyen_bc'), filing, 'main.all.total')
    expect(trail.at(-1)).to.deep.equal({ form: 'other_m', address: 'main.total', value: 7 })
  })

  it('has every figure that is taken in above', () => {
    const lacking = { ...reform, files: reform.files.map((one) => ({ ...one, text: one.text.replace('id: total', 'id: sum') })) }
    const { issues } = checkPacks([...ground(), small, lacking])
    expect(issues.map((one) => [one.code, one.position?.file, one.params?.['form']])).to.deep.equal([['roll-up.unknown-cell', 'small/other_up.form.yaml', 'other_m/M']])
    const both = {
      ...lacking,
      files: [
        ...lacking.files.map((one) => (one.path === 'pack.yaml' ? { ...one, text: `${one.text}  - { form: small/other_up, by: up_m, from: 2020/year, to: 2020/year, note: Ví dụ }\n` } : one)),
        { path: 'up_m.form.yaml', text: (small.files.find((one) => one.path === 'other_up.form.yaml')?.text ?? '').replace('id: other_up', 'id: up_m').replace('from: other,', 'from: other_m,').replace('main.total }', 'main.sum }') },
      ],
    }
    expect(checkPacks([...ground(), small, both]).issues, 'unless that one is replaced with it').to.deep.equal([])
  })
})
