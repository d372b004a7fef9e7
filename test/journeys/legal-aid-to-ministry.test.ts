// One printed form on two levels: three kinds of organisation file it to the Sở, two of them on paper, and the Sở files it
// again to the ministry with their figures in the same cells.
import { expect } from 'chai'
import { act, fileAndSend, findLine, mustAct, openFiling, receive, save, startCountry, type Country } from '../support/country.ts'

describe('A form that is filed again on the way up', () => {
  let country: Country
  before(async () => {
    country = await startCountry()
  })
  after(() => country.end())

  it('comes from three kinds of organisation, with and without accounts, into the same cells of the Sở’s', async () => {
    await receive(country, 'tinhbackan_bc', await fileAndSend(country, 'tttgpl_tbkn', '25', {
      'main.all.handled': 60, 'main.all.opening': 12, 'main.all.fresh': 48, 'main.all.finished': 45, 'main.all.officers': 45, 'main.criminal_court.handled': 20, 'main.criminal_court.fresh': 20,
    }))
    const specialist = await country.client('tinhbackan_bc')
    for (const [unit, handled] of [['vplsminhhoa_tbkn', 3], ['tttvminhhoa_tbkn', 2]] as const) {
      const { id, onBehalf } = await findLine(specialist, 'received', '25', unit)
      expect(onBehalf, unit).to.equal(true)
      expect((await save(specialist, id, { 'main.all.handled': handled, 'main.all.fresh': handled, 'main.criminal_advice.handled': 1, 'main.criminal_advice.fresh': 1 })).status).to.equal(200)
      expect((await act(specialist, id, 'record', { paper: { number: '7/BC', date: '2020-06-01' } })).status).to.equal(200)
    }
    await country.rollUp()
    const upper = await openFiling(specialist, (await findLine(specialist, 'own', '25_province')).id)
    const row = (key: string) => upper.tables[0]?.rows.find((one) => one.key === key)?.cells.slice(0, 4)
    expect([row('all'), row('criminal_advice'), row('criminal_court'), row('criminal')]).to.deep.equal([[65, 12, 53, 45], [2, null, 2, null], [20, null, 20, null], [22, null, 22, null]])
    expect([upper.form.code, upper.coverage.map((one) => [one.received, one.expected])]).to.deep.equal(['25/BTP/TGPL', [[3, 3]]])
    // Received by the Sở on 06/6, a Saturday; by the ministry on 25/6.
    expect([(await findLine(specialist, 'received', '25', 'tttgpl_tbkn')).due, upper.due]).to.deep.equal(['2020-06-08', '2020-06-25'])
  })

  it('goes on to the ministry, whose figures are not typed again', async () => {
    const specialist = await country.client('tinhbackan_bc')
    const { id } = await findLine(specialist, 'own', '25_province')
    expect((await save(specialist, id, { 'main.all.handled': 1 })).body.issues[0].code).to.equal('value.read-only-cell')
    await mustAct(specialist, id, 'submit')
    await mustAct(await country.client('tinhbackan_kt'), id, 'pass')
    await mustAct(await country.client('tinhbackan_ld'), id, 'approve', 'send')
    await receive(country, 'btp_khtc_analyst', id)
    expect((await openFiling(specialist, id)).state.title).to.equal('Đã tiếp nhận')
  })
})
