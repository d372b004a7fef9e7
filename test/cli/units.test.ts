// Lists of administrative units by the command that a person runs: tried first, corrected, taken in, taken in again.
import { expect } from 'chai'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { bieumau, bieumauJson } from '../support/command.ts'
import { freshDatabase, type FreshDatabase } from '../support/database.ts'

describe('bieumau units', function () {
  this.timeout(120_000)
  let database: FreshDatabase
  let folder: string
  before(async () => {
    database = await freshDatabase()
    folder = mkdtempSync(path.join(tmpdir(), 'bieumau-units-'))
    await bieumau(['install', 'forms/justice-sector', 'forms/provinces'], options())
  })
  after(async () => {
    rmSync(folder, { recursive: true, force: true })
    await database.drop()
  })
  const options = () => ({ env: { DATABASE_URL: database.ownerUrl, DATABASE_APP_URL: database.appUrl } })
  const run = (...args: string[]) => bieumau(['units', ...args], options())
  const at = (name: string, text?: string): string => {
    const file = path.join(folder, name)
    if (text !== undefined) writeFileSync(file, text)
    return file
  }

  it('say every mistake with its line and take nothing in', async () => {
    const { code, err, out } = await run('import', at('wrong.csv', 'Mã,Tên,Cấp,Mã cấp trên\n060,Huyện Pác Nặm,Huyện,06\n01858,Xã Bộc Bố,Xã,999\n060,Huyện Ba Bể,Huyện,06\n'), '--as-of', '2019-01-01')
    expect([code, out]).to.deep.equal([1, []])
    expect(err).to.match(/dòng 3: .*999.*\ndòng 4: Mã 060 \(Huyện Ba Bể\) đã có ở dòng 2/).and.contain('2 lỗi; chưa nhập gì.')
  })

  it('try a list, write the proposed codes for correction, take the corrected list in, and then have nothing to do', async () => {
    const list = at('list.csv', 'Ma;Ten goi;Cap;Thuoc\r\n060;Huyện Pác Nặm;Huyện;06\r\n01858;Xã Bộc Bố;Xã;060\r\n')
    const named = ['--code', 'ma', '--name', 'ten goi', '--level', 'cap', '--parent', 'thuoc', '--as-of', '2019-01-01']
    const tried = await run('import', list, ...named, '--dry-run', '--out', at('codes.csv'))
    expect([tried.code, tried.out[0]]).to.deep.equal([0, 'Sẽ nhập: 2 đơn vị mới, 0 thay đổi, 0 kết thúc, 0 giữ nguyên.'])
    const proposed = readFileSync(at('codes.csv'), 'utf8')
    expect(proposed).to.contain('01858,Xã Bộc Bố,Xã,060,xabocbo_hpn_tbkn')
    const taken = await run('import', at('codes.csv', proposed.replace('xabocbo_hpn_tbkn', 'xabocbo_pn')), '--as-of', '2019-01-01')
    expect([taken.code, taken.out]).to.deep.equal([0, ['Đã nhập: 2 đơn vị mới, 0 thay đổi, 0 kết thúc, 0 giữ nguyên.']])
    expect((await run('import', list, ...named)).out).to.deep.equal(['Đã nhập: 0 đơn vị mới, 0 thay đổi, 0 kết thúc, 2 giữ nguyên.'])
    expect((await run('code', 'xabocbo_pn', 'xabocbo_hpn_tbkn')).out).to.deep.equal(['Đã đổi mã xabocbo_pn thành xabocbo_hpn_tbkn.'])
  })

  it('write no name that a spreadsheet would calculate', async () => {
    const list = at('formula.csv', 'Mã,Tên,Cấp,Mã cấp trên\n061,=1+1,Huyện,06\n')
    expect((await run('import', list, '--as-of', '2019-01-01', '--dry-run', '--out', at('formula-codes.csv'))).code).to.equal(0)
    expect(readFileSync(at('formula-codes.csv'), 'utf8')).to.match(/\r\n061,'=1\+1,Huyện,06,/)
  })

  it('tell the same as JSON, for programs', async () => {
    const { value } = await bieumauJson(['units', 'import', at('more.csv', 'Mã,Tên,Cấp,Mã cấp trên\n061,Huyện Ba Bể,Huyện,06\n'), '--as-of', '2019-01-01', '--dry-run'], options())
    expect(value).to.deep.include({ added: 1, changed: 0, ended: 0, same: 0 })
  })

  it('issue the accounts of a subtree as slips, once', async () => {
    // Accounts are issued for units that there are today: a province that stayed, with a commune right below it.
    const commune = await run('import', at('today.csv', 'Mã,Tên,Cấp,Mã cấp trên\n01273,Phường Thục Phán,Phường,04\n'), '--as-of', '2026-01-01')
    expect(commune.code).to.equal(0)
    // What cannot be written, or would be written over other slips, is refused before anything is issued.
    for (const out of [at('taken.csv', 'Phiếu cũ'), path.join(folder, 'none', 'slips.csv')]) expect((await run('accounts', 'tinhcaobang', '--out', out)).code, out).to.equal(2)
    expect(readFileSync(at('taken.csv'), 'utf8')).to.equal('Phiếu cũ')
    const file = at('slips.csv')
    expect((await run('accounts', 'nowhere', '--out', file)).code).to.equal(1)
    const first = await run('accounts', 'tinhcaobang', '--out', file)
    expect([first.code, first.out.length]).to.deep.equal([0, 1])
    const slips = readFileSync(file, 'utf8').trim().split('\r\n')
    expect(slips[0]).to.equal('Đơn vị,Vai trò,Tên đăng nhập,Mật khẩu dùng một lần')
    expect(slips.slice(1).map((line) => line.split(',')[2])).to.include.members(['tinhcaobang_admin', 'tinhcaobang_kt', 'phuongthucphan_tcbg_ld', 'phuongthucphan_tcbg_bc'])
    expect(statSync(file).mode & 0o077).to.equal(0)
    expect((await run('accounts', 'tinhcaobang')).out[0]).to.contain('Đã cấp 0 tài khoản')
  })

  it('are wrong use without a day, a file or a known word', async () => {
    const codes = await Promise.all([run('import', at('list.csv')), run('import', at('none.csv'), '--as-of', '2019-01-01'), run('remove', 'x'), run('code', 'x')])
    expect(codes.map((one) => one.code)).to.deep.equal([2, 2, 2, 2])
  })
})
