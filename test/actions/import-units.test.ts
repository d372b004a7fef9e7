// Lists of administrative units into the tree: a country of the real one's size in both states, all or nothing, and the second
// time nothing.
import { expect } from 'chai'
import { randomUUID } from 'node:crypto'
import type { Caller } from '../../engine/actions/action.ts'
import { importUnits, planImport, type Imported, type ImportInput } from '../../engine/actions/import-units.ts'
import { perform } from '../../engine/actions/perform.ts'
import { recodeUnit } from '../../engine/actions/recode-unit.ts'
import { boundariesBetween } from '../../engine/core/boundary.ts'
import { treeOn } from '../../engine/core/unit.ts'
import { transaction } from '../../engine/store/transaction.ts'
import { readHistory } from '../../engine/store/unit.ts'
import { startCountry, type Country } from '../support/country.ts'
import { asCsv, before, newList, oldList, reform, sizes } from '../support/synthetic-country.ts'
import { workbook } from '../support/workbook.ts'

const caller = (): Caller => ({ actor: { kind: 'system', name: 'test' }, requestId: randomUUID(), address: '' })

describe('importing units', function () {
  this.timeout(120_000)
  let country: Country
  beforeEach(async () => { country = await startCountry() })
  afterEach(() => country.end())

  const take = (input: ImportInput): Promise<Imported> => perform(importUnits, input, caller(), country.parts)
  const list = (text: string): Buffer => Buffer.from(`Mã,Tên,Cấp,Mã cấp trên,Mã đơn vị,Nhập từ\n${text}`)
  const history = async () => (await transaction(country.database.app, readHistory, { readOnly: true })).history
  const count = async (): Promise<number> => Number((await country.database.app('unit').count({ n: '*' }).first<{ n: string }>())?.n)

  it('brings in a country of the real size in both states, in less than a minute each, with progress, and conserves it', async () => {
    const known = await count()
    const told: number[] = []
    const first = await take({ bytes: asCsv(oldList()), asOf: before, progress: (done, of) => { told.push(done); expect(done).to.be.at.most(of) } })
    expect(first.added).to.equal(sizes.districts + sizes.communes)
    expect(told.length).to.be.greaterThan(10)
    expect(told.at(-1)).to.be.at.least(sizes.districts + sizes.communes)
    expect(await count()).to.equal(known + sizes.districts + sizes.communes)
    const { rows: astray } = await country.database.app.raw<{ rows: unknown[] }>(`
      with recursive up (unit_id, ancestor_id, depth) as (
        select id, id, 0 from unit union all select up.unit_id, u.parent_id, up.depth + 1 from up join unit u on u.id = up.ancestor_id where u.parent_id is not null)
      (table up except table unit_ancestor) union all (table unit_ancestor except table up)`)
    expect(astray, 'whoever stands above, and nobody else').to.deep.equal([])

    const again = await take({ bytes: asCsv(oldList()), asOf: before })
    expect(again).to.include({ added: 0, changed: 0, ended: 0 })

    const second = await take({ bytes: asCsv(newList()), asOf: reform, complete: true })
    expect(second).to.include({ added: sizes.communesAfter })
    expect(second.ended).to.be.at.least(sizes.communes)
    expect(await take({ bytes: asCsv(newList()), asOf: reform, complete: true })).to.include({ added: 0, changed: 0, ended: 0 })

    const all = await history()
    const ofKind = (day: string, kind: string): number => [...treeOn(all, day).values()].filter((one) => one.kind === kind && one.properties['area_code'] !== undefined).length
    expect([ofKind('2025-06-30', 'phong_tu_phap'), ofKind('2025-06-30', 'ubnd_xa'), ofKind(reform, 'phong_tu_phap'), ofKind(reform, 'ubnd_xa')]).to.deep.equal([sizes.districts, sizes.communes, 0, sizes.communesAfter])
    const between = boundariesBetween(all, '2025-06-30', reform)
    const parts = [...treeOn(all, reform).values()].filter((one) => one.kind === 'ubnd_xa').map((one) => between.shareOf(one.code))
    expect(parts.every((one) => one.kind !== 'not-divisible')).to.equal(true)
    expect(parts.flatMap((one) => (one.kind === 'whole' ? one.units : [])).length).to.be.at.least(sizes.communes)
    const tree = treeOn(all, reform)
    expect([...tree.values()].filter((one) => one.kind === 'ubnd_xa' && one.properties['area_code'] !== undefined).every((one) => tree.get(one.parent ?? '')?.kind === 'so_tu_phap')).to.equal(true)
  })

  it('reads a workbook like the same list as text', async () => {
    const bytes = workbook([['Mã', 'Tên', 'Cấp', 'Mã cấp trên'], [], [60, 'Huyện Pác Nặm & Số 1', 'Huyện', '06'], [1858, 'Xã Bộc Bố <mới>', 'Xã', 60]])
    const { units } = await perform(planImport, { bytes, asOf: before }, caller(), country.parts)
    expect(units.map((one) => [one.line, one.code, one.listed.code])).to.deep.equal([[3, 'huyenpacnamso1_tbkn', '060'], [4, 'xabocbomoi_hpns1_tbkn', '01858']])
  })

  it('adopts units that were there without an official code, and changes nothing but that', async () => {
    const bytes = list('060,Huyện Pác Nặm,Huyện,06\n01858,Xã Bộc Bố,Xã,060')
    const done = await take({ bytes, asOf: before })
    expect(done).to.include({ added: 0, changed: 2 })
    expect(done.units.map((one) => one.code)).to.deep.equal(['huyenpacnam_tbkn', 'xabocbo_hpn_tbkn'])
    expect(await take({ bytes, asOf: before })).to.include({ added: 0, changed: 0, same: 2 })
  })

  it('writes nothing of a list with a mistake, nor of one that is only tried', async () => {
    const known = await count()
    const refused = await take({ bytes: list('061,Huyện Một,Huyện,06\n09999,Xã Lạc,Xã,999'), asOf: before }).then(() => undefined, (error: { code: string; details: { issues: { path: string }[] } }) => error)
    expect([refused?.code, refused?.details.issues.map((one) => one.path)]).to.deep.equal(['invalid-input', ['/rows/3']])
    expect((await perform(planImport, { bytes: list('061,Huyện Một,Huyện,06'), asOf: before }, caller(), country.parts)).added).to.equal(1)
    expect(await count()).to.equal(known)
  })

  it('refuses what is neither text nor workbook', async () => {
    for (const bytes of [Buffer.from('PK\u0003\u0004 không phải'), Buffer.from([0xc3, 0x28, 0xff])]) {
      const refused = await take({ bytes, asOf: before }).then(() => '', (error: { details: { issues: { code: string }[] } }) => error.details.issues[0]?.code)
      expect(refused).to.equal('unit-list.unreadable')
    }
  })

  it('lets a code be changed until somebody has an account or a report under it', async () => {
    await take({ bytes: list('061,Huyện Một,Huyện,06'), asOf: before })
    expect(await perform(recodeUnit, { code: 'huyenmot_tbkn', to: 'huyen1_bk' }, caller(), country.parts)).to.deep.equal({ code: 'huyen1_bk' })
    const refusal = (code: string, to: string) => perform(recodeUnit, { code, to }, caller(), country.parts).then(() => '', (error: { code: string }) => error.code)
    expect([await refusal('huyenpacnam_tbkn', 'huyenpn'), await refusal('huyen1_bk', 'tinhbackan'), await refusal('khong_co', 'x')]).to.deep.equal(['unit-in-use', 'already-exists', 'not-found'])
  })
})
