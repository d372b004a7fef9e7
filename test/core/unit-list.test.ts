// A list of administrative units against what is known: what it comes to, and everything that is wrong with it, each with its line.
import { expect } from 'chai'
import { readDelimited } from '../../engine/adapters/read-table.ts'
import { historyOf, type ChangeDefinition, type UnitDefinition } from '../../engine/core/unit.ts'
import { changes, lineOf, planList, usualHeadings, type ListPlan } from '../../engine/core/unit-list.ts'
import { packOf } from '../support/repository-packs.ts'

const kinds = packOf('justice-sector').organisation?.definition.kinds ?? {}
const known: UnitDefinition[] = [
  { code: 'btp', kind: 'bo_tu_phap', name: 'Bộ Tư pháp' },
  { code: 'tinhbackan', kind: 'so_tu_phap', name: 'Sở Tư pháp tỉnh Bắc Kạn', parent: 'btp', properties: { area_code: '06' } },
  { code: 'tpchinh_tbkn', kind: 'phong_tu_phap', name: 'Phòng Tư pháp thành phố Bắc Kạn', parent: 'tinhbackan', properties: { area_code: '058' } },
  { code: 'xacu_tpbk_tbkn', kind: 'ubnd_xa', name: 'UBND xã Cũ', parent: 'tpchinh_tbkn', properties: { area_code: '01000' } },
  { code: 'xachuaroma_tpbk_tbkn', kind: 'ubnd_xa', name: 'UBND xã Chưa Rõ Mã', parent: 'tpchinh_tbkn' },
]
const plan = (list: string, more: { asOf?: string; complete?: boolean; units?: UnitDefinition[]; told?: ChangeDefinition[]; head?: string } = {}): ListPlan =>
  planList({
    rows: readDelimited(`${more.head ?? 'Mã,Tên,Cấp,Mã cấp trên,Mã đơn vị,Nhập từ'}\n${list}`).rows, headings: usualHeadings, kinds,
    history: historyOf({ units: more.units ?? known, changes: more.told ?? [] }), asOf: more.asOf ?? '2020-01-01', complete: more.complete === true,
  })
const units = (list: string, more = {}) => plan(list, more).units.map((one) => [one.what, one.code, one.kind, one.name, one.parent])
const wrong = (list: string, more = {}) => plan(list, more).issues.map((one) => [lineOf(one), one.code.replace('unit-list.', ''), one.severity])

describe('a list of administrative units', () => {
  it('comes to new units with names and codes, below those of the list or those that are known', () => {
    expect(units('060,Huyện Pác Nặm,Huyện,06\n01858,Xã Bộc Bố,Xã,060')).to.deep.equal([
      ['new', 'huyenpacnam_tbkn', 'phong_tu_phap', 'Phòng Tư pháp huyện Pác Nặm', 'tinhbackan'],
      ['new', 'xabocbo_hpn_tbkn', 'ubnd_xa', 'UBND xã Bộc Bố', 'huyenpacnam_tbkn'],
    ])
  })

  it('may have its lines in any order, its columns under other names, and codes that lost their zeros', () => {
    const turned = planList({
      rows: readDelimited('Tên xã;MA;Trực thuộc;Cấp\nXã Bộc Bố;1858;60;Xã\nHuyện Pác Nặm;60;6;Huyện').rows, kinds, history: historyOf({ units: known, changes: [] }), asOf: '2020-01-01', complete: false,
      headings: { ...usualHeadings, name: ['tên xã'], code: ['ma'] },
    })
    expect(turned.units.map((one) => [one.code, one.parent, one.properties])).to.deep.equal([
      ['xabocbo_hpn_tbkn', 'huyenpacnam_tbkn', { area_code: '01858' }], ['huyenpacnam_tbkn', 'tinhbackan', { area_code: '060' }],
    ])
  })

  it('tells a city beside the provinces from one below them by who stands above', () => {
    expect(units('79,Thành phố Hồ Chí Minh,Thành phố,\n769,Thành phố Thủ Đức,Thành phố,79').map(([, code, kind, , parent]) => [code, kind, parent])).to.deep.equal([
      ['tphochiminh', 'so_tu_phap', 'btp'], ['tpthuduc_tphcmh', 'phong_tu_phap', 'tphochiminh'],
    ])
  })

  it('takes the code that somebody chose instead of the proposed one', () => {
    expect(units('060,Huyện Pác Nặm,Huyện,06,huyenpn_bk\n01858,Xã Bộc Bố,Xã,060')[0]?.[1]).to.equal('huyenpn_bk')
  })

  it('proposes another code where the first is taken by any unit of any day', () => {
    expect(units('01001,Xã Cũ,Xã,058', { units: [...known, { code: 'xacu_tpbk_tbkn2', kind: 'ubnd_xa', name: 'x' }] })[0]?.[1]).to.equal('xacu2_tpbk_tbkn')
  })

  it('knows units by their official code, and by their name where nobody has told the code yet', () => {
    expect(units('01000,XÃ  CŨ,Xã,058\n01002,Xã Chưa Rõ Mã,Xã,058')).to.deep.equal([
      ['same', 'xacu_tpbk_tbkn', 'ubnd_xa', 'UBND xã Cũ', 'tpchinh_tbkn'],
      ['changed', 'xachuaroma_tpbk_tbkn', 'ubnd_xa', 'UBND xã Chưa Rõ Mã', 'tpchinh_tbkn'],
    ])
  })

  it('renames and moves', () => {
    expect(units('01000,Thị trấn Cũ,Thị trấn,06')).to.deep.equal([['changed', 'xacu_tpbk_tbkn', 'ubnd_xa', 'UBND thị trấn Cũ', 'tinhbackan']])
  })

  it('treats both Unicode forms of a name alike', () => {
    expect(units('01000,Xã Cũ,Xã,058'.normalize('NFD'), { head: 'Mã,Tên,Cấp,Mã cấp trên'.normalize('NFD') })).to.deep.equal([['same', 'xacu_tpbk_tbkn', 'ubnd_xa', 'UBND xã Cũ', 'tpchinh_tbkn']])
  })

  it('ends who is missing only where it is complete, and only at its own levels', () => {
    expect(plan('01005,Xã Mới,Xã,058').ended).to.deep.equal([])
    const complete = plan('01005,Xã Mới,Xã,058', { complete: true })
    expect(complete.ended).to.deep.equal([{ code: 'xacu_tpbk_tbkn', name: 'UBND xã Cũ' }])
    expect(complete.successions).to.deep.equal([{ on: '2020-01-01', from: 'xacu_tpbk_tbkn', to: null }])
  })

  it('forms units from others, ends those, and does not take a code that was given again for the old unit', () => {
    const merged = plan('01000,Xã Chung,Xã,06,,01000;01003', { units: [...known, { code: 'xaba_tpbk_tbkn', kind: 'ubnd_xa', name: 'UBND xã Ba', parent: 'tpchinh_tbkn', properties: { area_code: '01003' } }] })
    expect(merged.units.map((one) => [one.what, one.code])).to.deep.equal([['new', 'xachung_tbkn']])
    expect(merged.ended.map((one) => one.code)).to.have.members(['xacu_tpbk_tbkn', 'xaba_tpbk_tbkn'])
    expect(merged.successions.map(({ from, to }) => `${from}>${to}`)).to.have.members(['xacu_tpbk_tbkn>xachung_tbkn', 'xaba_tpbk_tbkn>xachung_tbkn'])
  })

  it('lets a unit that keeps code and name go on and take others in; two that name one source have split it', () => {
    const units = [...known, { code: 'xaba_tpbk_tbkn', kind: 'ubnd_xa', name: 'UBND xã Ba', parent: 'tpchinh_tbkn', properties: { area_code: '01003' } }]
    const grown = plan('01000,Xã Cũ,Xã,058,,01000;01003', { units })
    expect([grown.units[0]?.what, grown.ended.map((one) => one.code), grown.successions.map((one) => one.from)]).to.deep.equal(['same', ['xaba_tpbk_tbkn'], ['xaba_tpbk_tbkn']])
    expect(changes(grown)).to.equal(true)
    const split = plan('01010,Xã Một,Xã,058,,01003\n01011,Xã Hai,Xã,058,,01003', { units })
    expect(split.successions.map((one) => one.to)).to.have.members(['xamot_tpbk_tbkn', 'xahai_tpbk_tbkn'])
  })

  it('knows no district from the day on which there are none', () => {
    expect(wrong('060,Huyện Pác Nặm,Huyện,06', { asOf: '2025-07-01' })).to.deep.equal([[2, 'unknown-level', 'error']])
    expect(units('01858,Xã Bộc Bố,Xã,06', { asOf: '2025-07-01' })[0]?.slice(1)).to.deep.equal(['xabocbo_tbkn', 'ubnd_xa', 'UBND xã Bộc Bố', 'tinhbackan'])
  })

  it('is refused as a whole, with every mistake at its line, in order', () => {
    const list = [
      '060,Huyện Pác Nặm,Huyện,06', // 2
      '060,Huyện Ba Bể,Huyện,06', // 3 the code again
      '01858,Xã Bộc Bố,Xã,999', // 4 an orphan
      ',Xã Không Mã,Xã,060', // 5
      '01860,,Xã,060', // 6
      '01861,Khu Một,Khu,060', // 7
      '01862,Xã Hai,Xã,060,Mã SAI', // 8
      '01863,Xã Ba,Xã,060,tinhbackan', // 9
      '01864,Xã Bốn,Xã,060,xabon', // 10
      '01865,Xã Năm,Xã,060,xabon', // 11
      '01866,Xã Sáu,Xã,', // 12
      '01867,Xã Bảy,Xã,060,,77777', // 13
    ].join('\n')
    expect(wrong(list)).to.deep.equal([
      [3, 'code-twice', 'error'], [4, 'orphan', 'error'], [5, 'blank', 'error'], [6, 'blank', 'error'], [7, 'unknown-level', 'error'], [8, 'unit-code-shape', 'error'],
      [9, 'unit-code-taken', 'error'], [11, 'unit-code-twice', 'error'], [12, 'parent-missing', 'error'], [13, 'unknown-source', 'error'],
    ])
    expect(plan(list).units).to.deep.equal([])
  })

  it('warns of two of one name below one unit, which may be right', () => {
    expect(wrong('01858,Xã Bộc Bố,Xã,058\n01859,Xã Bộc Bố,Xã,058')).to.deep.equal([[3, 'name-twice', 'warning']])
  })

  it('says which heading is missing, and when there is nothing at all', () => {
    expect(wrong('1,2', { head: 'Mã,Tên' })).to.deep.equal([[1, 'no-column', 'error']])
    expect(planList({ rows: [], headings: usualHeadings, kinds, history: historyOf({ units: known, changes: [] }), asOf: '2020-01-01', complete: true }).issues.map((one) => one.code)).to.deep.equal(['unit-list.empty'])
  })
})
