// Opening periods through years in which forms come, change, are replaced and assigned, and units are renamed, moved and
// merged: each period asks for the forms in force, of the units of its day, to the receivers of its day.
import { expect } from 'chai'
import { readConfig } from '../../engine/config.ts'
import type { Installed, Parts } from '../../engine/actions/action.ts'
import { installPacks } from '../../engine/actions/install-packs.ts'
import { openPeriod, type OpenInput } from '../../engine/actions/open-period.ts'
import { perform } from '../../engine/actions/perform.ts'
import { readInstalled } from '../../engine/actions/read-installed.ts'
import { Problem } from '../../engine/problem.ts'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import { callOf } from '../support/actions.ts'
import { soundPacks } from '../support/country.ts'
import { freshDatabase, type FreshDatabase } from '../support/database.ts'
import { assigning, ground, older, reform, type Folder } from '../support/small-packs.ts'
import { standingClock, type StandingClock } from '../support/server.ts'

type Line = { form: string; version: number; unit: string; name: string; receiver: string | null; parent: string | null; due: string | null; copies: number }

describe('a period', () => {
  let own: FreshDatabase
  let installed: Installed
  const clock: StandingClock = standingClock('2020-06-01T08:00:00+07:00')
  const parts = (): Parts => ({ config: readConfig({}), clock, database: own.app, installed: () => installed })
  const system = () => callOf({ kind: 'system', name: 'test' })
  const install = async (folders: readonly Folder[]) => {
    const result = await perform(installPacks, { packs: soundPacks(folders), demo: false }, system(), parts())
    installed = await perform(readInstalled, undefined, system(), parts())
    return result
  }
  const open = (input: Omit<OpenInput, 'pack'>, pack = 'small') => perform(openPeriod, { pack, ...input }, system(), parts())
  const lines = async (kind: string, year: number): Promise<Line[]> => {
    const { rows } = await own.app.raw<{ rows: Line[] }>(
      `select f.pack_id || '/' || f.form_id as form, f.form_version as version, u.code as unit, f.unit_name as name, r.code as receiver, a.code as parent,
              f.due_on as due, coalesce(array_length(f.copy_to, 1), 0) as copies
       from filing f join period p on p.id = f.period_id join unit u on u.id = f.unit_id left join unit r on r.id = f.receiver_id left join unit a on a.id = f.parent_id
       where p.kind = ? and p.year = ? order by 1, 3`, [kind, year])
    return rows
  }
  const formsOf = async (kind: string, year: number) => [...new Set((await lines(kind, year)).filter((one) => one.unit === 'xa_mot').map((one) => `${one.form} ${one.version}`))]
  const refusal = async (asked: Promise<unknown>): Promise<Problem> => {
    try {
      await asked
    } catch (error) {
      if (error instanceof Problem) return error
      throw error
    }
    throw new Error('It was not refused')
  }

  before(async () => {
    own = await freshDatabase()
    await install([...ground(), older, assigning])
  })
  after(() => own.drop())

  it('asks for the forms in force, those that are assigned with their due days', async () => {
    await open({ kind: 'six_months', year: 2020 })
    expect(await formsOf('six_months', 2020)).to.deep.equal(['older/kept 1', 'small/again 1', 'small/changing 1', 'small/flow 1', 'small/moving 1', 'small/other 1', 'small/reasons 1'])
    const due = (await lines('six_months', 2020)).filter((one) => one.unit === 'xa_mot').map((one) => `${one.form} ${one.due}`)
    expect(due).to.include.members(['older/kept 2020-07-10', 'small/other 2020-07-06'])
  })

  it('asks for one form at two levels, each with its receiver and its day', async () => {
    const again = (await lines('six_months', 2020)).filter((one) => one.form === 'small/again').map((one) => `${one.unit} → ${one.receiver} ${one.due}`)
    expect(again).to.deep.equal(['huyen → tinh 2020-07-16', 'xa_hai → huyen 2020-07-06', 'xa_mot → huyen 2020-07-06'])
  })

  it('does not exchange a form within itself, but from the next one on', async () => {
    await install([...ground(), older, assigning, reform])
    expect(await formsOf('six_months', 2020)).to.include('small/other 1')
    await open({ kind: 'year', year: 2020 })
    const asked = await formsOf('year', 2020)
    expect(asked).to.include.members(['reform/other_m 1', 'small/brief 1']).and.not.include('small/other 1')
    // The assignment has due days for the half year only.
    expect(asked).to.not.include('older/kept 1')
  })

  it('goes on with the next version, and back to what was replaced', async () => {
    clock.advance({ days: 300 })
    await open({ kind: 'six_months', year: 2021 })
    expect(await formsOf('six_months', 2021)).to.deep.equal(['small/again 1', 'small/changing 2', 'small/flow 1', 'small/moving 1', 'small/other 1', 'small/reasons 1'])
  })

  it('takes units, names and receivers as they were on the data cut-off', async () => {
    const names = async (kind: string, year: number) => [...new Set((await lines(kind, year)).filter((one) => one.form === 'small/flow').map((one) => `${one.name} → ${one.receiver} (${one.parent})`))]
    expect(await names('six_months', 2020)).to.deep.equal(['Xã Hai → huyen (huyen)', 'Xã Một → huyen (huyen)'])
    // The cut-off is 30/6/2021, the day before the district is merged.
    expect(await names('six_months', 2021)).to.deep.equal(['Xã Hai → huyen (huyen)', 'Phường Một → huyen (huyen)'])
    clock.advance({ days: 300 })
    await open({ kind: 'year', year: 2021 })
    expect(await names('year', 2021)).to.deep.equal(['Xã Hai → huyen_moi (huyen_moi)', 'Phường Một → huyen_moi (huyen_moi)'])
    const moving = async (kind: string) => [...new Set((await lines(kind, 2021)).filter((one) => one.form === 'small/moving').map((one) => one.receiver))]
    expect([await moving('six_months'), await moving('year')], 'routes change on a day, too').to.deep.equal([['huyen'], ['tinh']])
    expect((await lines('year', 2021)).filter((one) => one.form === 'small/reasons_up').map((one) => one.unit)).to.deep.equal(['huyen_moi'])
  })

  it('brings units to what they are called now, and lets those above see whom they stood above', async () => {
    const { rows } = await own.app.raw<{ rows: { name: string; above: string[] }[] }>(
      `select u.name, array_agg(a.code order by a.code) as above from unit u join unit_ancestor x on x.unit_id = u.id and x.depth > 0 join unit a on a.id = x.ancestor_id
       where u.code = 'xa_mot' group by u.name`)
    expect(rows).to.deep.equal([{ name: 'Phường Một', above: ['btp', 'huyen', 'huyen_moi', 'tinh'] }])
    const succession = await own.app.raw<{ rows: object[] }>(
      `select f.code as from_code, t.code as to_code, s.on_day as day from unit_succession s join unit f on f.id = s.from_unit join unit t on t.id = s.to_unit`)
    expect(succession.rows).to.deep.equal([{ from_code: 'huyen', to_code: 'huyen_moi', day: '2021-07-01' }])
  })

  it('of a kind without a cycle is opened on request, as often as it is asked for, and locks nothing', async () => {
    const days = { from: '2022-01-01', to: '2022-02-15', dataTo: '2022-02-10', due: '2022-02-20', title: 'Báo cáo đột xuất về hộ tịch' }
    const first = await open({ kind: 'urgent', year: 2022, days })
    const second = await open({ kind: 'urgent', year: 2022, days: { ...days, title: 'Lần hai' } })
    expect([first.closed, second.closed, first.period.title, second.period.title]).to.deep.equal([0, 0, 'Báo cáo đột xuất về hộ tịch', 'Lần hai'])
    const asked = await lines('urgent', 2022)
    expect(asked.map((one) => `${one.form} ${one.unit} ${one.receiver} ${one.due} ${one.copies}`)).to.deep.equal([
      'small/urgent xa_hai huyen_moi 2022-02-20 2', 'small/urgent xa_hai huyen_moi 2022-02-20 2', 'small/urgent xa_mot huyen_moi 2022-02-20 2', 'small/urgent xa_mot huyen_moi 2022-02-20 2',
    ])
    expect((await refusal(open({ kind: 'urgent', year: 2022 }))).code).to.equal('bad-request')
    expect((await refusal(open({ kind: 'six_months', year: 2022, days }))).code).to.equal('bad-request')
  })

  it('warns of due days in years whose holidays are not known', async () => {
    const { warnings } = await open({ kind: 'six_months', year: 2022 })
    expect(warnings).to.deep.equal(['Lịch chưa có ngày nghỉ lễ của năm 2022: hạn gửi trong năm đó chỉ được dời khỏi ngày nghỉ hằng tuần.'])
  })

  it('is refused where its pack is not in force, or has no such period', async () => {
    for (const [kind, year] of [['year', 2022], ['six_months', 2023], ['year', 2023], ['six_months', 2024], ['year', 2024]] as const) {
      clock.advance({ days: 180 })
      await open({ kind, year })
    }
    expect((await refusal(open({ kind: 'six_months', year: 2025 }))).code).to.equal('pack-not-in-force')
    expect((await refusal(open({ kind: 'constructor', year: 2025 }))).code).to.equal('not-found')
    expect((await refusal(open({ kind: 'year', year: 2020 }, 'older'))).code).to.equal('not-found')
  })

  it('is installed again without a change', async () => {
    const { added, unchanged } = await install([...ground(), older, assigning, reform])
    expect(added).to.deep.equal([])
    expect(unchanged).to.include.members(['small 1', 'older 1', 'reform 1'])
  })
})

describe('the small packs of these tests', () => {
  it('have no issue', () => {
    expect(checkPacks([...ground(), older, assigning, reform]).issues.map((one) => `${one.position?.file}:${one.position?.line} ${one.code} ${JSON.stringify(one.params)}`)).to.deep.equal([])
  })
})
