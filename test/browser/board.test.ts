// Following reports in the browser: the ministry goes down from its board to a commune, by keyboard and on a phone; lists the
// late and missing reports; chooses another period; downloads what it sees. Over the real application.
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { sitDown, type Desk } from '../support/desk.ts'
import { fileAndSend, receive } from '../support/country.ts'
import { openOffice, type Office } from '../support/office.ts'

describe('the board', function () {
  this.timeout(60_000)
  let office: Office
  before(async () => {
    office = await openOffice()
    const { country } = office
    await receive(country, 'huyenpacnam_tbkn_bc', await fileAndSend(country, 'xabocbo_hpn_tbkn', '17a', { 'main.copies': 3 }))
    country.clock.set(new Date('2020-06-10T09:00:00+07:00'))
    await fileAndSend(country, 'xabangthanh_hpn_tbkn', '17a', { 'main.copies': 4 })
    country.clock.set(new Date('2020-06-11T09:00:00+07:00'))
  })
  after(() => office?.close())

  const sit = (login: string, width = 1280): Promise<Desk> => sitDown(office.browser, office.country.url, login, { width })
  const open = async (desk: Desk): Promise<void> => {
    await desk.page.getByRole('navigation').first().getByRole('link', { name: 'Theo dõi' }).click()
    await desk.page.getByRole('heading', { level: 1, name: 'Theo dõi báo cáo' }).waitFor()
    await desk.page.getByRole('region', { name: 'Bảng theo dõi theo đơn vị và biểu' }).waitFor()
  }
  const cell = (desk: Desk, unit: string, form: string) => desk.page.evaluate<string>(`(() => {
    const root = document.querySelector('bm-app').shadowRoot.querySelector('bm-board-page').shadowRoot
    const table = root.querySelector('.scroll table')
    const column = [...table.querySelectorAll('thead th')].findIndex((one) => one.textContent.trim() === ${JSON.stringify(form)})
    const row = [...table.querySelectorAll('tbody tr')].find((one) => one.querySelector('th').textContent.includes(${JSON.stringify(unit)}))
    return row.children[column].textContent.replaceAll(/\\s+/g, ' ').trim()
  })()`)

  it('A-14.3 leads from the ministry to a commune, says in words how every cell stands, and back by the path and the browser’s own way', async () => {
    const desk = await sit('btp_khtc_analyst')
    await open(desk)
    await desk.look('board-ministry')
    await desk.page.getByRole('link', { name: /^Sở Tư pháp tỉnh Bắc Kạn/ }).click()
    await desk.page.getByRole('navigation', { name: 'Đơn vị đang xem' }).getByText('Sở Tư pháp tỉnh Bắc Kạn').waitFor()
    await desk.page.getByRole('link', { name: /^Phòng Tư pháp huyện Pác Nặm/ }).click()
    // Other tables of the page name the commune, too, and may be there first.
    await desk.page.getByRole('region', { name: 'Bảng theo dõi theo đơn vị và biểu' }).getByRole('rowheader', { name: 'UBND xã Bộc Bố' }).waitFor()
    expect(await cell(desk, 'UBND xã Bộc Bố', '17a/BTP/HTQTCT/CT')).to.equal('1/1Đủ')
    expect(await cell(desk, 'UBND xã Bằng Thành', '17a/BTP/HTQTCT/CT')).to.equal('1/1Đủ, chậm 1')
    expect(await cell(desk, 'UBND xã Nhạn Môn', '17a/BTP/HTQTCT/CT')).to.equal('0/1Quá hạn 1')
    await desk.look('board-district')
    await desk.page.goBack()
    await desk.page.getByRole('link', { name: /^Phòng Tư pháp huyện Ba Bể/ }).waitFor()
    await desk.page.getByRole('navigation', { name: 'Đơn vị đang xem' }).getByRole('link', { name: 'Cả nước' }).click()
    await desk.page.getByRole('link', { name: /^Bộ Tư pháp/ }).first().waitFor()
    await desk.leave()
  })

  it('goes from cell to cell by the arrows, lists the reports of one with Enter, and sorts, by keyboard only', async () => {
    const desk = await sit('huyenpacnam_tbkn_bc')
    const { page } = desk
    await open(desk)
    await page.locator('[data-cell="0,0"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.locator('[data-cell="1,0"]:focus').waitFor()
    await page.keyboard.press('End')
    await page.locator('[data-cell="1,6"]:focus').waitFor()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowUp')
    await page.locator('[data-cell="0,0"]:focus').waitFor()
    expect(await page.locator('[data-cell][tabindex="0"]').count()).to.equal(1)
    for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 2, name: 'Từng báo cáo: UBND xã Nhạn Môn' }).waitFor()
    await page.locator('h2#list:focus').waitFor()
    await desk.reads(/Báo cáo 1–4 trong số 4/)
    await desk.reads('3 ngày')
    const late = page.getByRole('button', { name: 'Số ngày chậm' })
    await late.press('Enter')
    await page.getByRole('columnheader', { name: 'Số ngày chậm' }).and(page.locator('[aria-sort="descending"]')).waitFor()
    await page.getByLabel('Báo cáo', { exact: true }).selectOption('all')
    await page.getByRole('button', { name: 'Xem báo cáo của cả bảng' }).press('Enter')
    await page.getByRole('heading', { level: 2, name: 'Từng báo cáo', exact: true }).waitFor()
    await desk.reads(/trong số 14/)
    await desk.look('board-list')
    await desk.leave()
  })

  it('A-16.3 A-20.1 shows a province its own subtree, how punctual it was, and lets it take that home as a file', async () => {
    const desk = await sit('tinhbackan_ld')
    await open(desk)
    expect(await desk.page.getByRole('link', { name: 'Cả nước' }).count()).to.equal(0)
    await desk.page.getByRole('region', { name: 'Chấp hành thời hạn báo cáo' }).getByRole('rowheader', { name: /Phòng Tư pháp huyện Pác Nặm/ }).waitFor()
    await desk.page.getByLabel('Tính cho').selectOption('year')
    await desk.reads('Tính trên: 6 tháng đầu năm 2020.')
    const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.page.getByRole('link', { name: 'Tải tệp CSV' }).last().click()])
    expect(download.suggestedFilename()).to.equal('Chấp hành thời hạn báo cáo 2020-06-11.csv')
    expect(readFileSync(await download.path(), 'utf8')).to.contain('huyenpacnam_tbkn,Phòng Tư pháp huyện Pác Nặm')
    await desk.leave()
  })

  it('A-14.3 A-16.3 urges the units that are chosen, with a note, says whom it reached, and shows what was urged', async () => {
    const desk = await sit('huyenpacnam_tbkn_bc')
    const { page } = desk
    await open(desk)
    const button = page.getByRole('button', { name: /^Đôn đốc \d+ đơn vị đã chọn/ })
    expect(await button.isDisabled()).to.equal(true)
    await page.getByRole('checkbox', { name: 'Chọn UBND xã Nhạn Môn' }).check()
    await page.getByRole('button', { name: /^Chọn \d+ đơn vị có báo cáo quá hạn/ }).press('Enter')
    await page.getByRole('button', { name: 'Bỏ chọn' }).press('Enter')
    await page.getByRole('checkbox', { name: 'Chọn UBND xã Nhạn Môn' }).press('Space')
    await button.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Đôn đốc 1 đơn vị' })
    await dialog.getByLabel('Về biểu').selectOption({ label: '17a/BTP/HTQTCT/CT' })
    await dialog.getByLabel('Nội dung đôn đốc').fill('Đã quá hạn 03 ngày, đề nghị gửi ngay.')
    await desk.look('board-remind')
    await dialog.getByRole('button', { name: 'Đôn đốc', exact: true }).press('Enter')
    await desk.reads('Đã đôn đốc 1 người về 1 báo cáo của 1 đơn vị.')
    await page.getByText('Nội dung: Đã quá hạn 03 ngày, đề nghị gửi ngay.').waitFor()
    await desk.leave()
    const told = await sit('xanhanmon_hpn_tbkn_bc')
    await told.page.getByRole('banner').getByRole('link', { name: /^Thông báo/ }).click()
    await told.reads(/\(Phòng Tư pháp huyện Pác Nặm\) đôn đốc thực hiện và gửi biểu 17a\/BTP\/HTQTCT\/CT, kỳ 6 tháng đầu năm 2020, của UBND xã Nhạn Môn. Hạn gửi: 08\/06\/2020./)
    await told.reads('Nội dung: Đã quá hạn 03 ngày, đề nghị gửi ngay.')
    await told.look('notifications-urged')
    await told.leave()
  })

  it('lets a person give an address for reminders where the server sends mails, and says what is wrong with one', async () => {
    Object.assign(office.country.parts.config, { smtp: { url: 'smtp://127.0.0.1:1', from: 'thongke@example.vn' } })
    const desk = await sit('xanhanmon_hpn_tbkn_ld')
    await desk.page.getByRole('banner').getByRole('link', { name: /^Thông báo/ }).click()
    const address = desk.page.getByLabel('Địa chỉ thư điện tử')
    await address.fill('nhanmon@example')
    await address.press('Enter')
    await desk.reads('“nhanmon@example” không phải là địa chỉ thư điện tử, ví dụ ten@example.vn.')
    await desk.look('notifications-email')
    await address.fill('nhanmon@example.vn')
    await desk.page.getByRole('button', { name: 'Lưu địa chỉ' }).click()
    await desk.reads('Đã lưu địa chỉ thư điện tử.')
    await desk.page.context().close()
  })

  it('fits a phone: only the tables scroll sideways, the units stay in sight', async () => {
    const desk = await sit('tinhbackan_bc', 390)
    await open(desk)
    expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390)
    await desk.look('board-phone')
    await desk.leave()
  })

  it('has no place on the rail of a unit that nobody reports to, and says so to a role that follows nobody', async () => {
    const commune = await sit('xabocbo_hpn_tbkn_bc')
    expect(await commune.page.getByRole('link', { name: 'Theo dõi' }).count()).to.equal(0)
    await commune.leave()
    const admin = await sit('tinhbackan_admin')
    await admin.page.goto(`${office.country.url}/board`)
    await admin.reads('Không có quyền xem trang này')
    await admin.look('board-refused')
    await admin.page.context().close()
  })
})
