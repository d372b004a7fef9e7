// Login names are made of the unit's code, the role and, where a role has several users, a symbol: Quy chế, Điều 3
// khoản 3, with its five worked examples as they are printed. The demo has exactly these accounts.
import { expect } from 'chai'
import { loginName } from '../../engine/core/pack.ts'
import { packOf } from '../support/repository-packs.ts'

type User = readonly [role: string, symbol?: string]
const office: readonly User[] = [['ld'], ['kt'], ['bc']]

/** Unit, users → the names that the regulation prints. */
const printed: readonly (readonly [what: string, unit: string, users: readonly User[], logins: readonly string[]])[] = [
  ['a legal department of a ministry', 'bkhdt_pc', office, ['bkhdt_pc_ld', 'bkhdt_pc_kt', 'bkhdt_pc_bc']],
  ['a unit of the Ministry of Justice', 'btp_bttp', office, ['btp_bttp_ld', 'btp_bttp_kt', 'btp_bttp_bc']],
  [
    'a province, with further specialists by number or by name', 'tinhlongan',
    [['admin'], ...office, ['bc', '1'], ['bc', '2'], ['bc', 'dungnm'], ['bc', 'thangnt']],
    ['tinhlongan_admin', 'tinhlongan_ld', 'tinhlongan_kt', 'tinhlongan_bc', 'tinhlongan_bc_1', 'tinhlongan_bc_2', 'tinhlongan_bc_dungnm', 'tinhlongan_bc_thangnt'],
  ],
  ['a district', 'quan1_tphcmh', office, ['quan1_tphcmh_ld', 'quan1_tphcmh_kt', 'quan1_tphcmh_bc']],
  ['a commune, which has no checker', 'xabocbo_hpn_tbkn', [['ld'], ['bc']], ['xabocbo_hpn_tbkn_ld', 'xabocbo_hpn_tbkn_bc']],
]

describe('a login name', () => {
  const units = packOf('demo').units?.definition.units ?? []

  for (const [what, code, users, logins] of printed) {
    it(`is as printed for ${what}`, () => {
      expect(users.map(([role, symbol]) => loginName(code, role, symbol))).to.deep.equal(logins)
    })

    it(`is in the demo as printed for ${what}, and no other`, () => {
      const unit = units.find((one) => one.code === code)
      const found = (unit?.accounts ?? []).map((one) => loginName(code, one.role, one.symbol))
      expect(found).to.have.members(logins)
      expect(found).to.have.length(logins.length)
    })
  }

  it('belongs to one account only, among all units of the demo', () => {
    const all = units.flatMap((unit) => (unit.accounts ?? []).map((one) => loginName(unit.code, one.role, one.symbol)))
    expect(all.length).to.be.greaterThan(30)
    expect(new Set(all).size).to.equal(all.length)
  })
})
