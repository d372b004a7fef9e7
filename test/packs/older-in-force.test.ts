// Forms of older circulars in use: in a period of their own circular, on request where the circular states no days, and
// assigned to the periods of a later one, with its due days, from the commune's figures to the district's row.
import { expect } from 'chai'
import { openPeriod, type OpenInput } from '../../engine/actions/open-period.ts'
import { perform } from '../../engine/actions/perform.ts'
import { callOf } from '../support/actions.ts'
import { cellOf, countryOf, fileAndSend, findLine, openFiling, receive, repositoryPacks, soundPacks, startCountry, type Country } from '../support/country.ts'

const open = (country: Country, input: OpenInput) => perform(openPeriod, input, callOf({ kind: 'system', name: 'test' }), country.parts)

/** The packs of the repository with one file rewritten. */
const changed = (name: string, rewrite: (text: string) => string) => repositoryPacks().map((one) => ({
  ...one, files: one.files.map((file) => (`${one.folder}/${file.path}`.endsWith(`/${name}`) ? { ...file, text: rewrite(file.text) } : file)),
}))

/** `form kind-of-unit due` of what a period asks for. */
async function asked(country: Country, pack: string): Promise<string[]> {
  const { rows } = await country.database.app.raw<{ rows: { line: string }[] }>(
    `select distinct f.form_id || ' ' || u.kind || ' ' || coalesce(f.due_on::text, '-') as line
     from filing f join period p on p.id = f.period_id join unit u on u.id = f.unit_id where p.pack_id = ? and f.pack_id <> 'tt03-2019' order by 1`, [pack])
  return rows.map((one) => one.line)
}

describe('a period of an older circular', () => {
  let country: Country
  before(async () => {
    country = await startCountry(countryOf('since-2010', () => soundPacks(changed('units.yaml', (text) => text.replace(/^ {2}- code: .*\n/gm, '$&    from: 2010-01-01\n')))))
  })
  after(() => country.end())

  it('asks the units of its forms for them, on the days that the forms print, and for some on no day that is known', async () => {
    await open(country, { pack: 'tt20-2013', kind: 'six_months', year: 2015 })
    expect(await asked(country, 'tt20-2013')).to.deep.equal([
      '02d don_vi_thuoc_bo 2015-05-08', '10d so_tu_phap -', '12b ubnd_xa -', '12c phong_tu_phap 2015-05-20', '13a ubnd_xa 2015-05-08', '17c so_tu_phap -', '22a ubnd_xa 2015-05-08',
    ])
  })

  it('locks nothing of the circular in force', async () => {
    const { rows } = await country.database.app.raw<{ rows: { pack_id: string }[] }>('select pack_id from period where locked_at is null order by 1')
    expect(rows.map((one) => one.pack_id)).to.deep.equal(['tt03-2019', 'tt20-2013'])
  })

  it('is opened with the days of the request where the circular states none', async () => {
    await open(country, { pack: 'tt08-2011', kind: 'six_months', year: 2012, days: { from: '2012-01-01', to: '2012-06-30', dataTo: '2012-03-31' } })
    // 07/4/2012 was a Saturday.
    expect(await asked(country, 'tt08-2011')).to.deep.equal([
      '03c so_tu_phap 2012-04-17', '06c phong_tu_phap 2012-04-12', '09a ubnd_xa 2012-04-09', '10a ubnd_xa 2012-04-09', '10b phong_tu_phap 2012-04-12', '11a ubnd_xa 2012-04-09', '11c so_tu_phap 2012-04-17',
      '18 so_tu_phap 2012-04-09', '18a ubnd_xa 2012-04-09', '18b phong_tu_phap 2012-04-12', '21a_auction phong_tu_phap 2012-04-09', '24g so_tu_phap 2012-04-17',
    ])
  })
})

describe('forms of an older circular that a later one assigns', () => {
  const assigns = `assigns:
  - { form: tt08-2011/10a, note: Ví dụ, routes: [{ reporting: [ubnd_xa], receiver: phong_tu_phap, due: { six_months: 06-06 }, workflow: workflows/report }] }
  - { form: tt08-2011/10b, note: Ví dụ, routes: [{ reporting: [phong_tu_phap], receiver: so_tu_phap, due: { six_months: 06-16 }, workflow: workflows/report }] }
`
  const packs = () => soundPacks(changed('tt03-2019/pack.yaml', (text) => `${withoutAssigns(text).replace('requires: [', 'requires: [tt08-2011, ')}${assigns}`))
  /** What the circular's pack itself assigns is not this test's matter. */
  const withoutAssigns = (text: string): string => text.replace(/^assigns:\n(?:[ #].*\n)*/m, '').replace(/tt08-2011, |, tt08-2011/, '')

  it('are filed in its period by its due days, and flow up', async () => {
    const country = await startCountry(countryOf('assigned', packs))
    try {
      expect(await asked(country, 'tt03-2019')).to.deep.equal(['10a ubnd_xa 2020-06-08', '10b phong_tu_phap 2020-06-16'])
      await receive(country, 'huyenpacnam_tbkn_bc', await fileAndSend(country, 'xabocbo_hpn_tbkn', '10a', { 'main.copies': 40, 'main.copy_fees': 120, 'main.signatures': 3 }))
      await receive(country, 'huyenpacnam_tbkn_bc', await fileAndSend(country, 'xabangthanh_hpn_tbkn', '10a', { 'main.copies': 2 }))
      const district = await country.client('huyenpacnam_tbkn_bc')
      const filing = await openFiling(district, (await findLine(district, 'own', '10b')).id)
      expect([cellOf(filing, 'main', 'copies', 0), cellOf(filing, 'main', 'copies', 1), cellOf(filing, 'main', 'signatures', 0)]).to.deep.equal([42, 120, 3])
      expect(filing.coverage.map((one) => [one.form.id, one.received, one.expected])).to.deep.equal([['10a', 2, 3]])
    } finally {
      await country.end()
    }
  })
})
