// Who there is, as the regulation and the resolutions say it: roles per kind of unit (Quy chế, Điều 3 khoản 2), and the
// provinces of both states with what became of each. Typed by hand from the articles, compared with the packs.
import { expect } from 'chai'
import { historyOf, successorsBetween, treeOn } from '../../engine/core/unit.ts'
import { packOf } from '../support/repository-packs.ts'

describe('the organisation of the sector', () => {
  const kinds = packOf('justice-sector').organisation?.definition.kinds ?? {}

  const printed: readonly (readonly [kind: string, roles: readonly string[], article: string])[] = [
    ['cuc_khtc', ['analyst', 'decision_maker'], 'điểm a'],
    ['cuc_cntt', ['system_admin'], 'điểm b'],
    ['so_tu_phap', ['admin', 'ld', 'kt', 'bc'], 'điểm c'],
    ['don_vi_thuoc_bo', ['ld', 'kt', 'bc'], 'điểm d'],
    ['to_chuc_phap_che', ['ld', 'kt', 'bc'], 'điểm d'],
    ['phong_tu_phap', ['ld', 'kt', 'bc'], 'điểm d'],
    ['ubnd_xa', ['ld', 'bc'], 'điểm đ'],
  ]
  for (const [kind, roles, article] of printed) {
    it(`gives ${kind} the roles of Điều 3 khoản 2 ${article}, and a checker exactly where there is the role`, () => {
      expect(kinds[kind]?.roles).to.have.members([...roles]).and.have.length(roles.length)
      expect(kinds[kind]?.['needs-checker'] === true).to.equal(roles.includes('kt'))
    })
  }

  it('lets the organisations that practise, and embassies, be without an account, and no office of the state', () => {
    const without = Object.keys(kinds).filter((kind) => kinds[kind]?.['without-account'] === true)
    expect(without).to.include.members(['co_quan_dai_dien', 'to_chuc_cong_chung', 'to_chuc_luat_su', 'trung_tam_tgpl', 'to_chuc_ky_hop_dong_tgpl', 'to_chuc_dang_ky_tgpl'])
    expect(without).not.to.include.members(printed.map(([kind]) => kind))
  })

  it('has no district after 30/6/2025', () => {
    expect(kinds['phong_tu_phap']?.to).to.equal('2025-07-01')
  })
})

describe('the provinces', () => {
  const history = historyOf(packOf('provinces').units?.definition ?? { units: [] })
  const provinces = (day: string) => [...treeOn(history, day).values()].filter((one) => one.kind === 'so_tu_phap')

  it('are 63 until 30/6/2025 and 34 from 01/7/2025', () => {
    expect(provinces('2025-06-30')).to.have.length(63)
    expect(provinces('2025-07-01')).to.have.length(34)
  })

  it('have a code of two figures each, none twice on a day', () => {
    for (const day of ['2020-01-01', '2025-07-01']) {
      const codes = provinces(day).map((one) => String(one.properties['area_code']))
      expect(codes.every((code) => /^[0-9]{2}$/.test(code))).to.equal(true)
      expect(new Set(codes).size).to.equal(codes.length)
    }
  })

  it('each live on in exactly one of the 34, and eleven of them alone', () => {
    const heirs = provinces('2025-06-30').map((one) => successorsBetween(history, one.code, '2025-06-30', '2025-07-01'))
    expect(heirs.every((one) => one.length === 1)).to.equal(true)
    const count = new Map<string, number>()
    for (const [heir = ''] of heirs) count.set(heir, (count.get(heir) ?? 0) + 1)
    expect([...count.keys()]).to.have.members(provinces('2025-07-01').map((one) => one.code))
    expect([...count.values()].filter((one) => one === 1)).to.have.length(11)
    expect([count.get('tpcantho'), count.get('tinhtayninh'), count.get('tphochiminh')]).to.deep.equal([3, 2, 3])
  })

  it('keep the name of their day: Thừa Thiên Huế was a province until 2024', () => {
    expect([treeOn(history, '2024-12-31').get('tinhthuathienhue')?.name, treeOn(history, '2025-01-01').get('tinhthuathienhue')?.name])
      .to.deep.equal(['Sở Tư pháp tỉnh Thừa Thiên Huế', 'Sở Tư pháp thành phố Huế'])
  })
})
