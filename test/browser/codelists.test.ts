// Officers keep the lists that their reports take rows from (Quy chế, Điều 6 khoản 1) and then fill those reports by hand: a
// commune its mediation groups, the foreign ministry the embassies of 17d.
import { expect } from 'chai'
import { checkAccessibility } from '../support/browser.ts'
import { findLine, openFiling, type Country } from '../support/country.ts'
import { sitDown, type Desk } from '../support/desk.ts'
import { openOffice, type Office } from '../support/office.ts'

describe('the page of codelists', function () {
  this.timeout(90_000)
  let office: Office
  let country: Country
  before(async () => {
    office = await openOffice()
    ;({ country } = office)
  })
  after(() => office?.close())

  const open = async (login: string, list: string, size = {}): Promise<Desk> => {
    const desk = await sitDown(office.browser, country.url, login, size)
    await desk.page.getByRole('navigation').first().getByRole('link', { name: 'Danh mục' }).click()
    await desk.page.getByRole('link', { name: list, exact: true }).click()
    await desk.page.getByRole('heading', { level: 1, name: list }).waitFor()
    return desk
  }
  const pasteNames = async ({ page }: Desk, names: readonly string[]): Promise<void> => {
    await page.getByLabel('Tên mục').focus()
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(names.join('\n'))})`)
    await page.keyboard.press('Control+v')
  }
  const focused = (desk: Desk, label: string): Promise<boolean> =>
    desk.page.getByLabel(label).first().evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field)

  it('lets a commune add one by one and many at once, warns of names that are nearly others, and fills the report by hand', async () => {
    const an = await open('xabocbo_hpn_tbkn_bc', 'Tổ hòa giải ở cơ sở trên địa bàn xã')
    const { page } = an
    await an.reads('Chưa có mục nào.')
    await an.look('codelist-empty')
    await page.getByRole('button', { name: 'Thêm vào danh mục' }).press('Enter')
    await an.reads('Vui lòng ghi tên mục.')
    expect(await focused(an, 'Tên mục')).to.equal(true)
    await page.keyboard.type('Tổ hòa giải Khâu Vai')
    await page.keyboard.press('Enter')
    await an.reads('Đã thêm “Tổ hòa giải Khâu Vai”.')
    expect(await focused(an, 'Tên mục')).to.equal(true)

    // Nearly the same name: told beside the field, and taken once it is meant.
    await page.keyboard.type('tổ hoà giải  khau vai')
    await page.keyboard.press('Enter')
    await an.reads('Tên “tổ hoà giải khau vai” gần giống “Tổ hòa giải Khâu Vai” (chỉ khác chữ hoa, dấu cách hoặc dấu tiếng Việt).')
    await an.look('codelist-similar')
    await page.getByLabel('Tên mục').fill('Tổ hòa giải Nà Coóc')
    await page.keyboard.press('Enter')
    await an.reads('Đã thêm “Tổ hòa giải Nà Coóc”.')
    await page.getByLabel(/^Mã \(/).fill('a.b')
    await page.getByLabel('Tên mục').fill('Tổ hòa giải Sai Mã')
    await page.keyboard.press('Enter')
    await an.reads('Mã chỉ gồm chữ không dấu, chữ số, gạch ngang và gạch dưới')
    await an.look('codelist-wrong')
    await page.getByLabel(/^Mã \(/).fill('0001')
    await page.keyboard.press('Enter')
    await an.reads('Đơn vị đã dùng mã này rồi.')
    await page.getByLabel(/^Mã \(/).fill('')

    await pasteNames(an, ['Tổ hòa giải Đông Lẻo', '', 'Tổ hòa giải Nặm Mây', 'Tổ hoà giải Nà Cooc'])
    await an.reads('Thêm 3 mục vào danh mục')
    await an.reads('Có 1 tên gần giống tên khác')
    await an.look('codelist-paste')
    await page.keyboard.press('Escape')
    expect(await focused(an, 'Tên mục')).to.equal(true)
    await pasteNames(an, ['Tổ hòa giải Đông Lẻo', 'Tổ hòa giải Nặm Mây'])
    await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).press('Enter')
    await an.reads('Đã thêm 2 mục.')

    await page.getByRole('button', { name: 'Sửa mục: Tổ hòa giải Nặm Mây' }).press('Enter')
    await page.getByRole('dialog').getByLabel('Tên mục').fill('Tổ hòa giải Nặm Mây II')
    await page.keyboard.press('Enter')
    await an.reads('Đã sửa thành “Tổ hòa giải Nặm Mây II”.')
    await page.getByRole('button', { name: 'Kết thúc mục: Tổ hòa giải Đông Lẻo' }).press('Enter')
    await page.getByRole('dialog').getByLabel('Ngày đầu tiên không còn dùng').fill('31/02/2020')
    await page.keyboard.press('Enter')
    await an.reads('Vui lòng ghi ngày theo mẫu')
    expect(await checkAccessibility(page)).to.deep.equal([])
    await page.getByRole('dialog').getByLabel('Ngày đầu tiên không còn dùng').fill('15/05/2020')
    await page.keyboard.press('Enter')
    await an.reads('“Tổ hòa giải Đông Lẻo” hết hiệu lực từ ngày 15/05/2020.')
    await an.look('codelist')

    // The report says what it waits for and leads back to the list.
    await page.getByRole('link', { name: /^12b/ }).click()
    await an.reads('chưa được xác nhận hoàn thành cho kỳ báo cáo này')
    await an.look('codelist-waits')
    await page.getByRole('link', { name: 'Mở danh mục: Tổ hòa giải' }).click()
    await page.getByRole('button', { name: 'Xác nhận hoàn thành' }).press('Enter')
    await an.reads('Danh mục có 3 mục dùng cho kỳ 6 tháng đầu năm 2020.')
    await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận', exact: true }).press('Enter')
    await an.reads('Lê Thị An xác nhận hoàn thành lúc')
    expect(await page.getByLabel('Tên mục').count()).to.equal(0)
    await an.look('codelist-complete')
    await page.getByRole('link', { name: /^12b/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Kết quả hoạt động của tổ hòa giải' }).waitFor()
    await an.type('main[0001].civil', '3')
    await an.type('main[0002].family', '4')
    await an.saved()
    // Opened again in another window while somebody types: the figure stays on the page, and the page says why.
    const client = await country.client('xabocbo_hpn_tbkn_bc')
    const filing = await openFiling(client, (await findLine(client, 'own', '12b')).id)
    expect(filing.tables.find((one) => one.id === 'main')?.rows.map(({ key, title }) => [key, title])).to.deep.equal([
      ['all', undefined], ['0001', 'Tổ hòa giải Khâu Vai'], ['0002', 'Tổ hòa giải Nà Coóc'], ['0004', 'Tổ hòa giải Nặm Mây II'],
    ])
    await client.post('/codelists/tt20-2013/mediation_groups/reopen', { period: filing.period.id })
    await an.type('main[0002].civil', '9')
    await an.reads('chưa được xác nhận hoàn thành cho kỳ báo cáo này')
    await page.getByRole('link', { name: 'Mở danh mục: Tổ hòa giải' }).waitFor()
    expect(await an.shown('main[0002].civil')).to.equal('9')
    await an.look('codelist-reopened-meanwhile')
    // With figures in the report: merged into another, or asked where they go.
    page.once('dialog', (dialog) => void dialog.accept())
    await page.getByRole('link', { name: 'Mở danh mục: Tổ hòa giải' }).click()
    await page.getByRole('button', { name: 'Kết thúc mục: Tổ hòa giải Khâu Vai' }).press('Enter')
    await page.getByRole('dialog').getByLabel('Ngày đầu tiên không còn dùng').fill('01/05/2020')
    await page.keyboard.press('Enter')
    await an.reads('Mục “Tổ hòa giải Khâu Vai” còn số liệu trong 12b/BTP/PBGDPL/HGCS (6 tháng đầu năm 2020).')
    await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận', exact: true }).press('Enter')
    await an.reads('Vui lòng chọn mục nhận số liệu.')
    await an.look('codelist-figures')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Gộp vào mục khác: Tổ hòa giải Khâu Vai' }).press('Enter')
    await page.getByRole('dialog').getByLabel('Mục nhận số liệu').selectOption({ label: 'Tổ hòa giải Nà Coóc (0002)' })
    await an.look('codelist-merge')
    await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận', exact: true }).press('Enter')
    await an.reads('Đã gộp “Tổ hòa giải Khâu Vai” vào “Tổ hòa giải Nà Coóc”.')
    await an.reads('Đã gộp vào mục 0002')
    await an.look('codelist-merged')
    const merged = (await openFiling(client, filing.id)).tables.find((one) => one.id === 'main')?.rows.map(({ key, cells }) => [key, cells.slice(0, 3)])
    expect(merged).to.deep.equal([['all', [null, 3, 4]], ['0002', [null, 3, 4]], ['0004', [null, null, null]]])
    await client.post('/codelists/tt20-2013/mediation_groups/complete', { period: filing.period.id })
    await page.context().close()
  })

  it('lets the foreign ministry fill 17d from its own list of representations', async () => {
    const admin = await country.client('btp_cntt_system_admin')
    for (const day of ['first', 'second']) expect((await admin.post('/demo/clock', { to: 'next' })).status, day).to.equal(200)
    const an = await open('bngoaigiao_bc', 'Cơ quan đại diện Việt Nam ở nước ngoài')
    const { page } = an
    await page.getByLabel('Tên mục').fill('Đại sứ quán tại Viêng Chăn')
    await page.getByLabel('Nước').fill('Lào')
    await page.keyboard.press('Enter')
    await an.reads('Đã thêm “Đại sứ quán tại Viêng Chăn”.')
    await pasteNames(an, ['Đại sứ quán tại Băng Cốc', 'Tổng lãnh sự quán tại Xa-vẳn-na-khẹt'])
    await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).press('Enter')
    await an.reads('Đã thêm 2 mục.')
    await page.getByRole('button', { name: 'Xác nhận hoàn thành' }).press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận', exact: true }).press('Enter')
    await an.reads('Đã hoàn thành')
    await page.getByRole('link', { name: /^17d/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Kết quả chứng thực của các cơ quan đại diện' }).waitFor()
    await an.type('representations[0001].copies', '120')
    await an.type('representations[0002].copies', '30')
    await an.type('representations[0003].signatures', '7')
    await an.saved()
    expect([await an.shown('representations.total.copies'), await an.shown('representations.total.signatures')]).to.deep.equal(['150', '7'])
    await an.look('codelist-17d')
    await an.leave()
  })

  it('is read only for the others of the unit, says so, and stays within a phone', async () => {
    const lan = await sitDown(office.browser, country.url, 'xabocbo_hpn_tbkn_ld', { width: 390, height: 844 })
    expect(await lan.page.getByRole('link', { name: 'Danh mục' }).count()).to.equal(0)
    await lan.page.goto(`${country.url}/codelists/tt20-2013/mediation_groups`)
    await lan.reads('Danh mục này do chuyên viên của đơn vị cập nhật. Anh/chị chỉ xem được.')
    expect(await lan.page.getByRole('button', { name: /Thêm|Sửa|Kết thúc/ }).count()).to.equal(0)
    expect(await lan.page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390)
    await lan.look('codelist-read-narrow')
    await lan.leave()
    const an = await open('xabocbo_hpn_tbkn_bc', 'Tổ hòa giải ở cơ sở trên địa bàn xã', { width: 390, height: 844 })
    expect(await an.page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390)
    await an.look('codelist-narrow')
    await an.page.getByRole('link', { name: 'Tất cả danh mục' }).click()
    await an.reads('Dùng cho biểu')
    await an.look('codelists-narrow')
    await an.leave()
  })

  it('says so where a unit has no list to keep, and where there is none of that name', async () => {
    const desk = await sitDown(office.browser, country.url, 'tinhbackan_ld')
    await desk.page.goto(`${country.url}/codelists/tt20-2013/nothing`)
    await desk.reads('Không tìm thấy trang')
    await desk.page.context().close()
  })
})
