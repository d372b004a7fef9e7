// Codes that are proposed for units of areas: the examples of Quy chế, Điều 3 khoản 3 come out of the areas' names, and no
// code is proposed twice.
import { expect } from 'chai'
import { areaOf, areaOfUnit, folded, proposedCode, type Area } from '../../engine/core/unit-code.ts'
import type { Territory } from '../../engine/core/pack.ts'
import { packOf } from '../support/repository-packs.ts'

const nothing: Territory = { name: '', levels: {}, property: '' }
const kinds = packOf('justice-sector').organisation?.definition.kinds ?? {}
const free = (): boolean => false
function area(kind: string, name: string, level = ''): Area {
  const territory = kinds[kind]?.territory
  const found = territory === undefined ? undefined : areaOf(name, level, territory)
  if (found === undefined) throw new Error(`${name} is no area of ${kind}`)
  return found
}
const province = (name: string): Area => area('so_tu_phap', name)
const district = (name: string): Area => area('phong_tu_phap', name)

describe('a proposed code', () => {
  it('is as the regulation prints it for a province, a district of a city and a commune', () => {
    expect(proposedCode(province('Tỉnh Long An'), [], free)).to.equal('tinhlongan')
    expect(proposedCode(district('Quận 1'), [province('Thành phố Hồ Chí Minh')], free)).to.equal('quan1_tphcmh')
    expect(proposedCode(area('ubnd_xa', 'Xã Bộc Bố'), [district('Huyện Pác Nặm'), province('Tỉnh Bắc Kạn')], free)).to.equal('xabocbo_hpn_tbkn')
  })

  it('is made of what is above on the day: without a district it names the province only', () => {
    expect(proposedCode(area('ubnd_xa', 'Phường Bến Nghé'), [province('Thành phố Hồ Chí Minh')], free)).to.equal('phuongbennghe_tphcmh')
  })

  it('takes a further figure where it is taken', () => {
    const taken = new Set(['xatanlap_hpn_tbkn', 'xatanlap2_hpn_tbkn'])
    expect(proposedCode(area('ubnd_xa', 'Xã Tân Lập'), [district('Huyện Pác Nặm'), province('Tỉnh Bắc Kạn')], (code) => taken.has(code))).to.equal('xatanlap3_hpn_tbkn')
  })

  it('is the same for both Unicode forms of a name', () => {
    expect(proposedCode(area('ubnd_xa', 'Xã Đường Thượng'.normalize('NFD')), [], free)).to.equal('xaduongthuong')
    expect(folded('Bà Rịa - Vũng Tàu')).to.equal('bariavungtau')
  })

  it('says the area as one does within a sentence, whether or not the list puts the level into the name', () => {
    expect([area('ubnd_xa', 'Xã Bộc Bố').said, area('ubnd_xa', 'Bộc Bố', 'xã').said, area('ubnd_xa', '  THỊ TRẤN  Bộc Bố').said]).to.deep.equal(['xã Bộc Bố', 'xã Bộc Bố', 'thị trấn Bộc Bố'])
    expect(area('so_tu_phap', 'Cần Thơ', 'Thành phố Trung ương').own).to.equal('tpcantho')
  })

  it('reads the area of a unit back from its name', () => {
    const of = (kind: string, name: string) => areaOfUnit(name, kinds[kind]?.territory ?? nothing)?.short
    expect([of('so_tu_phap', 'Sở Tư pháp tỉnh Bắc Kạn'), of('so_tu_phap', 'Sở Tư pháp Thành phố Hồ Chí Minh'), of('phong_tu_phap', 'Phòng Tư pháp Quận 10')]).to.deep.equal(['tbkn', 'tphcmh', 'q10'])
  })

  it('knows no area of another level', () => {
    expect(areaOf('Khu phố 3', 'khu phố', kinds['ubnd_xa']?.territory ?? nothing)).to.equal(undefined)
  })

  it('stands in the pack of provinces for every province', () => {
    const units = packOf('provinces').units?.definition.units.filter((one) => one.kind === 'so_tu_phap') ?? []
    for (const unit of units) expect(areaOfUnit(unit.name, kinds['so_tu_phap']?.territory ?? nothing)?.own, unit.name).to.equal(unit.code)
  })
})
