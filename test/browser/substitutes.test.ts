// A head names a substitute for somebody who is away, the substitute is told so in his inbox, and the head ends it early.
import { expect } from 'chai'
import { checkAccessibility } from '../support/browser.ts'
import { sitDown, type Desk } from '../support/desk.ts'
import { openOffice, type Office } from '../support/office.ts'

const title = 'Người thay khi vắng mặt'

describe('the page of substitutes', function () {
  this.timeout(60_000)
  let office: Office
  before(async () => {
    office = await openOffice()
  })
  after(() => office?.close())

  const open = async (login: string, size = {}): Promise<Desk> => {
    const desk = await sitDown(office.browser, office.country.url, login, size)
    await desk.page.getByRole('banner').getByRole('button', { expanded: false }).last().click()
    await desk.page.getByRole('link', { name: title }).click()
    await desk.page.getByRole('heading', { level: 1, name: title }).waitFor()
    return desk
  }

  it('lets the head name one, tells what is missing at its field, shows it to both, and ends it early', async () => {
    const head = await open('tinhlongan_ld')
    const { page } = head
    await head.reads('Hiện không có ai thay ai.')
    await head.look('substitutes-none')
    await page.getByRole('button', { name: 'Cử người thay' }).press('Enter')
    await head.reads('Vui lòng chọn người vắng mặt.')
    expect(await page.getByLabel('Người vắng mặt').evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field)).to.equal(true)
    await page.getByLabel('Người vắng mặt').selectOption({ label: 'Đỗ Thị An (tinhlongan_bc_dungnm) – Chuyên viên tổng hợp' })
    // Only people of the same role are offered, and not the person himself.
    const offered = await page.getByLabel('Người thay', { exact: true }).locator('option').allInnerTexts()
    expect(offered.filter((one) => one.includes('tinhlongan_')).every((one) => one.includes('tinhlongan_bc') && !one.includes('dungnm'))).to.equal(true)
    expect(offered).to.have.length(5)
    await page.getByLabel('Người thay', { exact: true }).selectOption({ label: 'Hồ Văn An (tinhlongan_bc_thangnt) – Chuyên viên tổng hợp' })
    await page.getByLabel('Từ ngày').fill('1/6/2020')
    await page.getByLabel('Đến hết ngày').fill('31/05/2020')
    await page.keyboard.press('Enter')
    await head.reads('Ngày đầu không được trước hôm nay, ngày cuối không được trước ngày đầu.')
    await head.look('substitutes-wrong')
    await page.getByLabel('Đến hết ngày').fill('05/06/2020')
    await page.keyboard.press('Enter')
    await head.reads('Từ ngày 01/06/2020 đến hết ngày 05/06/2020')
    await head.look('substitutes-named')

    const other = await sitDown(office.browser, office.country.url, 'tinhlongan_bc_thangnt', { width: 390, height: 844 })
    await other.reads('Anh/chị đang thay Đỗ Thị An (tinhlongan_bc_dungnm) đến hết ngày 05/06/2020.')
    await other.look('substitute-inbox-narrow')
    await other.leave()

    await page.getByRole('button', { name: 'Kết thúc việc thay của Hồ Văn An' }).click()
    await head.reads('Từ lúc này Hồ Văn An không còn thay Đỗ Thị An nữa.')
    expect(await checkAccessibility(page)).to.deep.equal([])
    await page.keyboard.press('Escape')
    await head.reads('Từ ngày 01/06/2020 đến hết ngày 05/06/2020')
    await page.getByRole('button', { name: 'Kết thúc việc thay của Hồ Văn An' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc việc thay' }).click()
    await head.reads('Hiện không có ai thay ai.')
    expect((await office.country.database.app('substitute').whereNotNull('ended_at'))).to.have.length(1)
    expect((await (await office.country.client('tinhlongan_bc_thangnt')).get('/inbox')).body).to.deep.include({ substituteFor: [] })
    await page.context().close()
  })

  it('says so where nobody of the same role could be one, on a phone', async () => {
    const desk = await open('xabocbo_hpn_tbkn_bc', { width: 390, height: 844 })
    await desk.reads('Đơn vị không có người nào khác cùng vai trò với anh/chị.')
    expect(await desk.page.getByRole('button', { name: 'Cử người thay' }).count()).to.equal(0)
    expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390)
    await desk.look('substitutes-narrow')
    await desk.leave()
  })
})
