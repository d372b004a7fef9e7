// The periods of the circular in force on the packs as they are: until when figures are real, by class of unit, and by when
// each level reports, moved off days off (Thông tư 03/2019/TT-BTP, Điều 6).
import { expect } from 'chai'
import { followingPeriod } from '../../engine/actions/coming-period.ts'
import { openPeriod } from '../../engine/actions/open-period.ts'
import { perform } from '../../engine/actions/perform.ts'
import { callOf } from '../support/actions.ts'
import { startCountry, type Country } from '../support/country.ts'

describe('a period of the circular in force', () => {
  let country: Country
  before(async () => {
    country = await startCountry()
  })
  after(() => country.end())

  const open = async (kind: string, day: string): Promise<void> => {
    country.clock.set(new Date(`${day}T08:00:00+07:00`))
    await perform(openPeriod, { pack: 'tt03-2019', kind, year: 2020 }, callOf({ kind: 'system', name: 'test' }), country.parts)
  }
  it('is followed by the next of its cycle, the last of a circular by that of the one which succeeds it, one on request by none', () => {
    const after = (packId: string, kind: string, year: number): string | undefined => {
      const found = followingPeriod(country.parts.installed(), { packId, kind, year })
      return found === undefined ? undefined : `${found.pack}/${found.kind}/${found.year}`
    }
    expect(after('tt03-2019', 'year', 2020)).to.equal('tt03-2019/final_year/2020')
    expect(after('tt03-2019', 'final_year', 2020)).to.equal('tt03-2019/six_months/2021')
    expect(after('tt03-2019', 'final_year', 2025)).to.equal('tt17-2025/early_six_months/2026')
    expect(after('tt17-2025', 'full_year', 2026)).to.equal('tt17-2025/early_six_months/2027')
    expect([after('tt08-2011', 'year', 2020), after('none', 'year', 2020), after('tt03-2019', 'constructor', 2020)]).to.deep.equal([undefined, undefined, undefined])
  })

  /** `form unit: data end, due day`. */
  const asked = async (kind: string, units: readonly string[]): Promise<string[]> => {
    const { rows } = await country.database.app.raw<{ rows: { line: string }[] }>(
      `select f.form_id || ' ' || u.code || ': ' || to_char(f.data_to, 'DD/MM/YYYY') || ', ' || coalesce(to_char(f.due_on, 'DD/MM/YYYY'), '-') as line
       from filing f join period p on p.id = f.period_id join unit u on u.id = f.unit_id
       where f.pack_id = 'tt03-2019' and p.kind = ? and u.code = any(?) and f.form_id in ('09e', '12a', '12b', '17a', '17b', '17c', '17d', '25', '27a') order by 1`, [kind, [...units]])
    return rows.map((one) => one.line)
  }
  const some = ['bkhdt_pc', 'pcc1_tbkn', 'tttgpl_tbkn', 'gdtpminhhoa_tbkn', 'tinhbackan', 'huyenpacnam_tbkn', 'xabocbo_hpn_tbkn', 'bngoaigiao']

  it('of six months has one data end for all, and a day for each level; Saturday 06/6 goes on to Monday', async () => {
    expect(await asked('six_months', some)).to.deep.equal([
      '09e bkhdt_pc: 31/05/2020, -', '12a pcc1_tbkn: 31/05/2020, 08/06/2020', '12b tinhbackan: 31/05/2020, 25/06/2020', '17a xabocbo_hpn_tbkn: 31/05/2020, 08/06/2020',
      '17b huyenpacnam_tbkn: 31/05/2020, 16/06/2020', '17c tinhbackan: 31/05/2020, 25/06/2020', '25 tttgpl_tbkn: 31/05/2020, 08/06/2020',
    ])
  })

  it('of the year ends on 30/11 for ministries and on 31/10 for everybody else', async () => {
    await open('year', '2020-10-20')
    expect(await asked('year', some)).to.deep.equal([
      '09e bkhdt_pc: 30/11/2020, -', '12a pcc1_tbkn: 31/10/2020, 09/11/2020', '12b tinhbackan: 31/10/2020, 30/11/2020', '17a xabocbo_hpn_tbkn: 31/10/2020, 09/11/2020',
      '17b huyenpacnam_tbkn: 31/10/2020, 18/11/2020', '17c tinhbackan: 31/10/2020, 30/11/2020', '25 tttgpl_tbkn: 31/10/2020, 09/11/2020', '27a gdtpminhhoa_tbkn: 31/10/2020, -',
    ])
  })

  it('of the official year ends with the year, is due in the next, and asks the embassies’ ministry', async () => {
    await open('final_year', '2020-12-20')
    expect(await asked('final_year', ['bngoaigiao', 'xabocbo_hpn_tbkn', 'huyenpacnam_tbkn', 'tinhbackan'])).to.deep.equal([
      '12b tinhbackan: 31/12/2020, 22/02/2021', '17a xabocbo_hpn_tbkn: 31/12/2020, 20/01/2021', '17b huyenpacnam_tbkn: 31/12/2020, 01/02/2021', '17c tinhbackan: 31/12/2020, 22/02/2021',
      // 31/01/2021 is a Sunday.
      '17d bngoaigiao: 31/12/2020, 01/02/2021',
    ])
  })
})
