// The bell and the page behind it. What a clock told people is told to them in a sentence, over the real application; how
// the page marks, pages and keeps the bell in step is shown against the stand-in.
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { workOffClocks } from '../../engine/jobs/tasks.ts'
import { checkAccessibility, launchBrowser } from '../support/browser.ts'
import { builtPages } from '../support/built-pages.ts'
import { startCountry, type Country } from '../support/country.ts'
import { sitDown } from '../support/desk.ts'
import { openStandIn, type StandIn } from '../ui/stand-in.ts'
import type { Mock } from '../ui/mock-server.ts'

describe('the bell', function () {
  this.timeout(60_000)
  let browser: Browser
  before(async () => {
    browser = await launchBrowser()
  })
  after(() => browser?.close())

  describe('in the application', () => {
    let country: Country
    before(async () => {
      country = await startCountry(undefined, { pages: builtPages() })
    })
    after(() => country?.end())

    it('tells in a sentence that a report is about to be due, counts it, and leads to the report', async () => {
      country.parts.clock.set(new Date('2020-06-03T09:00:00+07:00'))
      await workOffClocks(country.parts)
      const desk = await sitDown(browser, country.url, 'xabocbo_hpn_tbkn_bc')
      const rows = await country.database.app('notification as n').join('account as a', 'a.id', 'n.account_id').where('a.login', 'xabocbo_hpn_tbkn_bc')
      expect(rows).to.not.deep.equal([])
      const bell = desk.page.getByRole('banner').getByRole('link', { name: /^Thông báo/ })
      await desk.page.getByRole('banner').getByRole('link', { name: `Thông báo: ${rows.length} chưa đọc` }).click()
      await desk.page.getByRole('heading', { level: 1, name: 'Thông báo' }).waitFor()
      await desk.reads('Thời hạn “Hạn gửi báo cáo” đối với biểu 17a/BTP/HTQTCT/CT, kỳ 6 tháng đầu năm 2020, của UBND xã Bộc Bố sẽ hết vào cuối ngày 08/06/2020.')
      await desk.look('notifications')
      await desk.page.getByRole('link', { name: 'Mở biểu 17a/BTP/HTQTCT/CT' }).click()
      await desk.page.getByRole('heading', { level: 1, name: /chứng thực/ }).waitFor()
      await bell.filter({ hasText: rows.length === 1 ? 'Thông báo' : `Thông báo: ${rows.length - 1} chưa đọc` }).waitFor()
      await desk.leave()
    })

    it('shows nobody else’s', async () => {
      const desk = await sitDown(browser, country.url, 'xabocbo_hpn_tbkn_ld')
      await desk.page.getByRole('banner').getByRole('link', { name: 'Thông báo' }).click()
      await desk.reads('Chưa có thông báo nào.')
      await desk.look('notifications-empty')
      await desk.leave()
    })
  })

  describe('against the stand-in', () => {
    let standIn: StandIn
    let mock: Mock
    let page: Page
    const bell = (n: number) => page.getByRole('link', { name: n === 0 ? 'Thông báo' : `Thông báo: ${n} chưa đọc`, exact: true })
    beforeEach(async () => {
      standIn = await openStandIn(browser)
      ;({ mock, page } = standIn)
      await page.goto(mock.url)
      await standIn.logIn()
      await bell(3).click()
      await page.getByRole('heading', { level: 1, name: 'Thông báo' }).waitFor()
    })
    afterEach(() => standIn.close())

    it('says who returned what and why, and marks one, then all, as read by keyboard; focus stays near', async () => {
      await page.getByText('Trần Thị Lan (Ủy ban nhân dân xã Bắc Bộ) đã thực hiện “Trả lại” đối với biểu 17a/BTP/HTQTCT/CT, kỳ 6 tháng đầu năm 2020, của Ủy ban nhân dân xã Bắc Bộ. Trạng thái của biểu sau đó: Bị trả lại.').waitFor()
      await page.getByText('Lý do: Số liệu sai: Tổng số việc công chứng không khớp với sổ.').waitFor()
      await page.getByRole('listitem').filter({ hasText: 'Trả lại' }).getByRole('button', { name: 'Đánh dấu đã đọc' }).press('Enter')
      await bell(2).waitFor()
      await page.locator('li[data-id] a:focus').waitFor()
      await page.getByRole('button', { name: 'Đánh dấu tất cả đã đọc' }).press('Enter')
      await bell(0).waitFor()
      await page.getByText('Đã đọc tất cả thông báo.', { exact: true }).waitFor()
      await page.getByRole('button', { name: /Đánh dấu/ }).first().waitFor({ state: 'detached' })
      expect(mock.notifications.filter((one) => !one.read)).to.deep.equal([])
    })

    it('fetches older ones when asked, without sideways scrolling on a phone, and asks by itself for nothing', async () => {
      await page.locator('li[data-id]').nth(2).waitFor()
      expect(await page.locator('li[data-id]').count()).to.equal(3)
      await page.getByRole('button', { name: 'Xem các thông báo cũ hơn' }).click()
      await page.locator('li[data-id]').nth(4).waitFor()
      await page.getByRole('button', { name: 'Xem các thông báo cũ hơn' }).waitFor({ state: 'detached' })
      await page.setViewportSize({ width: 390, height: 844 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390)
      expect(await checkAccessibility(page)).to.deep.equal([])
      const asked = () => mock.requests.filter((one) => one.path === '/notifications/unread').length
      const before = asked()
      await page.clock.install()
      await page.clock.fastForward('30:00')
      expect(asked()).to.equal(before)
      await page.getByRole('link', { name: 'Báo cáo', exact: true }).click()
      await page.getByRole('heading', { level: 1, name: 'Báo cáo của đơn vị' }).waitFor()
      await until(() => asked() > before)
    })

    it('says that marking did not work, and leaves the count as it is', async () => {
      mock.drop = 9
      await page.getByRole('button', { name: 'Đánh dấu tất cả đã đọc' }).click()
      await page.getByText('Không kết nối được với máy chủ').waitFor()
      await bell(3).waitFor()
    })
  })
})

/** Until it holds; the test's own limit ends it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setImmediate(done))
}
