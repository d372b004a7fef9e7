// The page about the fields of a circular tells of each what is known, and nothing more than the packs say.
import { expect } from 'chai'
import { checkPacks } from '../../engine/packs/check-packs.ts'
import { fieldPages, fieldsOf } from '../../engine/packs/field-pages.ts'
import { packFolders, packOf, repositoryPacks } from '../support/repository-packs.ts'

describe('the fields of a circular', () => {
  const statesIn = (packs: typeof repositoryPacks): Map<string, string> => {
    const pack = packs.find((one) => one.definition.id === 'tt03-2019')
    return new Map((pack === undefined ? [] : (fieldsOf(pack, packs) ?? [])).map((one) => [one.code, one.state]))
  }

  it('are all told, each with its own forms, those of a circular before, or none', () => {
    const fields = fieldsOf(packOf('tt03-2019'), repositoryPacks) ?? []
    expect(fields).to.have.length(21)
    const by = (state: string): string[] => fields.filter((one) => one.state === state).map((one) => one.code)
    expect(by('known')).to.deep.equal(['cong_chung'])
    expect(by('partly')).to.deep.equal(['pbgdpl', 'chung_thuc', 'tro_giup_phap_ly', 'giam_dinh_tu_phap'])
    expect(by('assigned')).to.deep.equal(['xay_dung_van_ban', 'kiem_tra_van_ban', 'hoa_giai_co_so', 'ho_tich', 'nuoi_con_nuoi', 'dang_ky_bien_phap_bao_dam', 'luat_su', 'trong_tai_thuong_mai'])
    expect(by('older'), 'partly seen, and assigned to nobody').to.deep.equal(['dau_gia_tai_san'])
    expect(by('unknown')).to.have.length(7)
    for (const { state, forms } of fields) expect(forms.length > 0, state).to.equal(state !== 'unknown')
    expect(fields.flatMap((one) => one.forms).every(({ form }) => form.source.confidence !== 'ours'), 'tables of our own are no forms of the circular').to.equal(true)
  })

  it('are only known of an older form where it is not assigned, and never of a later circular’s', () => {
    const without = packFolders().map((one) => ({ ...one, files: one.files.map((file) => (one.folder.endsWith('tt03-2019') && file.path === 'pack.yaml' ? { ...file, text: file.text.replace(/^assigns:\n(?:[ #].*\n)*/m, '') } : file)) }))
    const { packs, issues } = checkPacks(without)
    expect(issues).to.deep.equal([])
    expect([statesIn(packs).get('ho_tich'), statesIn(packs).get('cong_chung'), statesIn(packs).get('ly_lich_tu_phap')]).to.deep.equal(['older', 'known', 'unknown'])
    const own = packs.map((pack) => (pack.definition.id === 'tt03-2019' ? { ...pack, forms: pack.forms.filter(({ definition }) => definition.field !== 'cong_chung') } : pack))
    expect(statesIn(own).get('cong_chung'), '17/2025 has forms of this field').to.equal('unknown')
  })

  it('make a page for a pack that names them, and none for others', () => {
    const pages = fieldPages(repositoryPacks)
    expect(pages.map((one) => one.id)).to.deep.equal(['fields-tt03-2019'])
    const text = JSON.stringify(pages)
    expect(text).to.contain('điều chỉnh 21 lĩnh vực').and.contain('Đã có biểu: **1**').and.contain('Chưa công bố: **7**').and.contain('13a/BTP/HTQTCT/HT (Thông tư 04/2016/TT-BTP)')
    expect(text).to.not.match(/fields\.|source\./)
  })
})
