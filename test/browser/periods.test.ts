// The administrator looks at the periods, sees what opening the next one would do, is told when the list has changed, and
// opens it; the batch behind the lock is watched to its end. By keyboard, on a phone, and for people who may not.
import { expect } from 'chai'
import { giveNotices, workOffClosings } from '../../engine/jobs/tasks.ts'
import { fileAndSend } from '../support/country.ts'
import { sitDown, type Desk } from '../support/desk.ts'
import { openOffice, type Office } from '../support/office.ts'

const administrator = 'btp_cntt_system_admin'

describe('the pages of periods', function () {
  this.timeout(60_000)
  let office: Office
  before(async () => {
    office = await openOffice()
  })
  after(() => office?.close())

  const open = async (size = {}): Promise<Desk> => {
    const desk = await sitDown(office.browser, office.country.url, administrator, size)
    await desk.page.getByRole('navigation').first().getByRole('link', { name: 'Kỳ báo cáo' }).click()
    await desk.page.getByRole('heading', { level: 1, name: 'Kỳ báo cáo' }).waitFor()
    return desk
  }
  const focused = (desk: Desk): Promise<string> => desk.page.evaluate(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    return `${element?.tagName.toLowerCase()} ${element?.id ?? ''} ${element?.textContent?.trim().slice(0, 40) ?? ''}`
  })

  it('A-5.2 shows what opening does and what it locks, asks for a confirmation that names it, and refuses what has changed', async () => {
    const desk = await open()
    const { page } = desk
    await desk.reads('Phải mở chậm nhất ngày 16/10/2020.')
    await desk.reads(/0 trên \d+ báo cáo đã gửi/)
    await desk.look('periods')
    await page.getByRole('link', { name: 'Xem trước việc mở kỳ Năm 2020' }).click()
    await page.getByRole('heading', { level: 1, name: 'Mở kỳ Năm 2020' }).waitFor()
    await page.getByRole('heading', { level: 2, name: 'Kỳ bị khóa: 6 tháng đầu năm 2020' }).waitFor()
    await desk.reads('Ngày 07/11/2020 là ngày nghỉ hằng tuần nên hạn gửi dời sang ngày 09/11/2020.')
    await desk.look('opening')
    await desk.reads('306 báo cáo trong số này thuộc đơn vị chưa được thông báo trước.')
    await page.getByRole('button', { name: 'Gửi thông báo ngay' }).press('Enter')
    await desk.reads(/Đã gửi thông báo cho \d+ người\./)
    await page.locator('#locks:focus').waitFor()
    await page.getByText('306 báo cáo trong số này').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Xem từng báo cáo chưa hoàn thành' }).press('Enter')
    const list = page.getByRole('list', { name: 'Từng báo cáo chưa hoàn thành' })
    await list.locator(':scope > li').nth(49).waitFor()
    expect(await focused(desk)).to.match(/^h3 each/)

    for (let shown = 50; await page.getByRole('button', { name: 'Xem thêm báo cáo' }).isVisible(); shown += 50) {
      await page.getByRole('button', { name: 'Xem thêm báo cáo' }).press('Enter')
      await list.locator(':scope > li').nth(shown).waitFor()
      await page.locator('button:disabled').waitFor({ state: 'detached' })
    }
    expect(await list.locator(':scope > li').count()).to.equal(306)
    expect(await list.locator(':scope > li').filter({ hasText: 'Bộc Bố' }).filter({ hasText: '17a/BTP' }).innerText()).to.include('Phòng Tư pháp huyện Pác Nặm').and.to.include('Chưa thực hiện')

    // By keyboard: without the tick nothing is opened, and the tick says why.
    await page.getByRole('button', { name: 'Mở kỳ Năm 2020' }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('kỳ “6 tháng đầu năm 2020” bị khóa ngay').waitFor()
    await dialog.getByText(/^\d+ báo cáo chưa hoàn thành sẽ bị đóng mà không gửi/).waitFor()
    await desk.look('opening-confirm')
    await dialog.getByRole('button', { name: 'Mở kỳ Năm 2020' }).press('Enter')
    await dialog.getByText('Vui lòng đánh dấu xác nhận trước khi mở kỳ.').waitFor()
    expect(await focused(desk)).to.match(/^input agreed/)
    await page.keyboard.press('Escape')
    expect(await dialog.count()).to.equal(0)

    // A commune sends its report meanwhile: another list than was seen.
    await fileAndSend(office.country, 'xabocbo_hpn_tbkn', '17a', { 'main.copies': 3 })
    await page.getByRole('button', { name: 'Mở kỳ Năm 2020' }).click()
    await dialog.getByRole('checkbox').press('Space')
    await dialog.getByRole('button', { name: 'Mở kỳ Năm 2020' }).click()
    await page.getByRole('alert').getByText('Danh sách đã thay đổi').waitFor()
    await page.locator('.refused:focus').waitFor()
    await desk.look('opening-changed')
    expect(await office.country.database.app('period').whereNull('locked_at')).to.have.length(1)

    await desk.reads(/305 trên 306 báo cáo chưa hoàn thành/)
    await page.getByRole('button', { name: 'Mở kỳ Năm 2020' }).click()
    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: 'Mở kỳ Năm 2020' }).click()
    await page.getByRole('heading', { level: 1, name: 'Kỳ báo cáo' }).waitFor()
    await desk.reads(/Đã mở kỳ Năm 2020: giao \d+ báo cáo\./)
    await desk.reads('phần mềm đang cập nhật từng báo cáo')
    await desk.reads(/Đã cập nhật 0 trên \d+ báo cáo/)
    expect(await page.getByRole('banner').innerText()).to.include('Năm 2020')
    await desk.look('periods-closing')
    await workOffClosings(office.country.parts)
    await desk.reads('Đã cập nhật xong các báo cáo của kỳ đã khóa.')
    await page.getByText('phần mềm đang cập nhật từng báo cáo').waitFor({ state: 'detached' })
    await page.context().close()
  })

  it('takes a period on request with days of its own, telling what is wrong at its field, on a phone', async () => {
    const desk = await open({ width: 390, height: 844 })
    const { page } = desk
    await page.getByRole('button', { name: 'Xem trước', exact: true }).press('Enter')
    await desk.reads('Vui lòng chọn loại kỳ.')
    expect(await focused(desk)).to.match(/^select choice/)
    await page.getByLabel('Loại kỳ').selectOption({ label: await page.getByLabel('Loại kỳ').locator('option').filter({ hasText: '(theo yêu cầu)' }).first().innerText() })
    await page.getByRole('button', { name: 'Xem trước', exact: true }).press('Enter')
    await page.getByLabel('Từ ngày').fill('01/01/2020')
    await page.getByLabel('Đến hết ngày', { exact: true }).fill('30/06/2020')
    await page.getByLabel('Số liệu thực tế đến hết ngày').fill('31/07/2020')
    await page.keyboard.press('Enter')
    await desk.reads('Ngày kết thúc số liệu thực tế phải nằm trong kỳ.')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390)
    await desk.look('opening-days-wrong-narrow')
    await page.getByLabel('Số liệu thực tế đến hết ngày').fill('31/05/2020')
    await page.keyboard.press('Enter')
    await desk.reads('Mở kỳ này không khóa kỳ nào.')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390)
    await desk.look('opening-on-request-narrow')
    await page.getByRole('link', { name: 'Kỳ báo cáo' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Kỳ báo cáo' }).waitFor()
    await desk.reads(/báo cáo đã gửi/)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390)
    await desk.look('periods-narrow')
    await page.context().close()
  })

  it('A-5.1 reminds the administrator past the day, and tells a commune what will be locked', async () => {
    office.country.clock.set(new Date('2020-12-12T08:00:00+07:00'))
    const near = await sitDown(office.browser, office.country.url, administrator)
    await near.reads('Kỳ “Năm chính thức 2020” phải được mở chậm nhất ngày 16/12/2020.')
    await near.page.context().close()
    office.country.clock.set(new Date('2020-12-17T08:00:00+07:00'))
    await giveNotices(office.country.parts)
    const desk = await sitDown(office.browser, office.country.url, administrator)
    await desk.reads('Kỳ “Năm chính thức 2020” lẽ ra phải được mở chậm nhất ngày 16/12/2020.')
    await desk.look('inbox-opening-past')
    await desk.page.getByRole('link', { name: 'Đến trang Kỳ báo cáo' }).click()
    await desk.reads('Quá ngày phải mở')
    await desk.leave()

    const commune = await sitDown(office.browser, office.country.url, 'xadialinh_hbb_tbkn_bc', { width: 390, height: 844 })
    await commune.page.goto(`${office.country.url}/notifications`)
    await commune.reads(/^(Chưa đọc: )?Kỳ “Năm chính thức 2020” phải được mở chậm nhất ngày 16\/12\/2020; khi đó kỳ “Năm 2020” bị khóa\. UBND xã Địa Linh còn báo cáo chưa hoàn thành/)
    await commune.reads(/Đã mở kỳ báo cáo “Năm 2020”\. UBND xã Địa Linh có báo cáo phải lập, hạn gửi sớm nhất ngày 09\/11\/2020\./)
    await commune.look('notifications-period-narrow')
    await commune.leave()
  })

  it('A-5.1 is not offered to others, and tells those who type its address that it is not theirs', async () => {
    const desk = await sitDown(office.browser, office.country.url, 'tinhbackan_admin')
    expect(await desk.page.getByRole('navigation').first().getByRole('link', { name: 'Kỳ báo cáo' }).count()).to.equal(0)
    for (const [address, name] of [['/periods', 'periods-forbidden'], ['/periods/next/tt03-2019/final_year/2020', 'opening-forbidden']] as const) {
      await desk.page.goto(office.country.url + address)
      await desk.reads(/Tài khoản .*tinhbackan_admin/)
      await desk.look(name)
    }
    await desk.page.context().close()
  })
})
