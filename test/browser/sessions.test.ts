// Somebody who left a computer open ends that session from his own desk.
import { expect } from 'chai'
import { sitDown } from '../support/desk.ts'
import { openOffice, type Office } from '../support/office.ts'

describe('the page of one’s own sessions', function () {
  this.timeout(60_000)
  let office: Office
  before(async () => {
    office = await openOffice()
  })
  after(() => office?.close())

  it('names where the account is logged in and ends all of it but here', async () => {
    const left = await sitDown(office.browser, office.country.url, 'tinhlongan_bc_dungnm')
    const own = await sitDown(office.browser, office.country.url, 'tinhlongan_bc_dungnm', { width: 390, height: 844 })
    const { page } = own
    await page.getByRole('banner').getByRole('button', { expanded: false }).last().click()
    await page.getByRole('link', { name: 'Phiên làm việc của tôi' }).click()
    await page.getByRole('heading', { level: 1, name: 'Phiên làm việc của tôi' }).waitFor()
    await own.reads(/Chrome · Linux/)
    expect(await page.getByRole('listitem').filter({ hasText: 'Đăng nhập lúc' }).count()).to.equal(2)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390)
    await own.look('sessions-narrow')
    await page.getByRole('button', { name: 'Kết thúc 1 phiên khác' }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Mọi phiên khác của tài khoản này kết thúc ngay').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('listitem').filter({ hasText: 'Đăng nhập lúc' }).count()).to.equal(2)
    await page.getByRole('button', { name: 'Kết thúc 1 phiên khác' }).press('Enter')
    await dialog.getByRole('button', { name: 'Kết thúc các phiên khác' }).press('Enter')
    await own.reads('Tài khoản của anh/chị không đăng nhập ở nơi nào khác.')
    await page.setViewportSize({ width: 1280, height: 900 })
    await own.look('sessions-alone')
    await left.page.getByRole('navigation').first().getByRole('link', { name: 'Báo cáo' }).click()
    await left.reads('Phiên làm việc đã hết.')
    await left.leave(401)
    await own.leave()
  })
})
