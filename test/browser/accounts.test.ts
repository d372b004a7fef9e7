// The page of accounts: the system's administrator issues a whole province and prints the slips, a province's administrator
// adds, resets, locks and takes back one, by keyboard alone; a commune's officer finds no way in.
import { expect } from 'chai'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Dialog } from 'playwright-core'
import { checkAccessibility, newPage } from '../support/browser.ts'
import { sitDown, type Desk } from '../support/desk.ts'
import { openOffice, type Office } from '../support/office.ts'

describe('the page of accounts', function () {
  this.timeout(90_000)
  let office: Office
  before(async () => {
    office = await openOffice()
  })
  after(() => office?.close())

  const open = async (login: string, size = {}): Promise<Desk> => {
    const desk = await sitDown(office.browser, office.country.url, login, size)
    await desk.page.getByRole('navigation').first().getByRole('link', { name: 'Tài khoản' }).click()
    await desk.page.getByRole('heading', { level: 1, name: 'Tài khoản' }).waitFor()
    return desk
  }
  const choose = async ({ page }: Desk, name: string, code: string): Promise<void> => {
    const picker = page.getByLabel('Đơn vị', { exact: true })
    await picker.fill(name)
    await page.locator(`datalist option[value="${name} (${code})"]`).waitFor({ state: 'attached' })
    await picker.fill(`${name} (${code})`)
    await picker.press('Tab')
    await page.getByRole('heading', { level: 2, name }).waitFor()
  }
  const row = ({ page }: Desk, login: string) => page.getByRole('row').filter({ has: page.getByText(login, { exact: true }) })
  const act = async (desk: Desk, login: string, title: string): Promise<void> => {
    await row(desk, login).getByRole('button', { name: `Thao tác ${login}` }).press('Enter')
    await row(desk, login).getByRole('button', { name: title, exact: true }).press('Enter')
    await desk.page.getByRole('dialog').getByRole('heading', { name: title }).waitFor()
  }

  it('A-3.2.b A-19.1 lets the system’s administrator issue a province in one act after one confirmation, and prints slips that are told once', async () => {
    const desk = await open('btp_cntt_system_admin')
    const { page } = desk
    await desk.look('accounts-own-unit')
    await choose(desk, 'Sở Tư pháp tỉnh Cao Bằng', 'tinhcaobang')
    expect(new URL(page.url()).pathname).to.equal('/accounts/tinhcaobang')
    await desk.reads('Chưa cấp')
    await desk.look('accounts-lacking')
    const lacking = await office.country.client('btp_cntt_system_admin').then(async (client) => ((await client.get('/accounts?unit=tinhcaobang')).body as { counts: { lacking: number } }).counts.lacking)
    await page.getByRole('button', { name: `Cấp tài khoản còn thiếu (${lacking})` }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('row', { name: 'Sở Tư pháp Chuyên viên tổng hợp 1' }).waitFor()
    await desk.look('accounts-confirm')
    await dialog.getByRole('button', { name: `Cấp ${lacking} tài khoản` }).click()
    await page.getByRole('heading', { level: 2, name: `Phiếu tài khoản (${lacking})` }).waitFor()
    await desk.reads('Mọi tài khoản theo quy định đều đã được cấp.')
    const slips = page.locator('.slip')
    expect(await slips.count()).to.equal(lacking)
    expect(await slips.first().innerText()).to.match(/Sở Tư pháp tỉnh Cao Bằng[^]*Quản trị tại địa phương[^]*tinhcaobang_admin[^]*[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}[^]*Hỗ trợ: /)
    await desk.look('accounts-slips')
    const [, password = ''] = /([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})/.exec(await slips.first().innerText()) ?? []

    // Whoever got the slip has to choose a password of his own, and another one, whatever address he types.
    const owner = await newPage(office.browser, { width: 1280, height: 900 })
    owner.setDefaultTimeout(8000)
    await owner.goto(office.country.url)
    await owner.getByLabel('Tên đăng nhập').fill('tinhcaobang_admin')
    await owner.getByLabel('Mật khẩu', { exact: true }).fill(password)
    await owner.getByRole('button', { name: 'Đăng nhập' }).click()
    await owner.getByText('Đây là mật khẩu được cấp.').waitFor()
    await owner.goto(`${office.country.url}/accounts`)
    await owner.getByText('Đây là mật khẩu được cấp.').waitFor()
    expect(await owner.getByRole('navigation').count()).to.equal(0)
    const choosePassword = async (next: string): Promise<void> => {
      await owner.getByLabel('Mật khẩu hiện tại').fill(password)
      await owner.getByLabel('Mật khẩu mới', { exact: true }).fill(next)
      await owner.getByLabel('Nhập lại mật khẩu mới').fill(next)
      await owner.getByRole('button', { name: 'Đổi mật khẩu' }).click()
    }
    await choosePassword(password)
    await owner.getByText('Mật khẩu mới phải khác mật khẩu hiện tại.').waitFor()
    await choosePassword('Mật khẩu của riêng tôi')
    await owner.getByRole('heading', { level: 2, name: 'Sở Tư pháp tỉnh Cao Bằng' }).waitFor()
    await owner.context().close()

    // Leaving is asked about, also after printing, which may have been called off; staying keeps the slips.
    const asked: string[] = []
    const answer = (yes: boolean) => page.once('dialog', (one: Dialog) => {
      asked.push(one.message())
      void (yes ? one.accept() : one.dismiss())
    })
    answer(false)
    await page.getByRole('navigation').first().getByRole('link', { name: 'Việc của tôi' }).click()
    expect(asked).to.deep.equal(['Phiếu mật khẩu sẽ không hiện lại. Chỉ đóng khi mọi phiếu đã được in ra và đọc được rõ. Đóng danh sách phiếu?'])
    expect(await slips.count()).to.equal(lacking)

    await page.evaluate(() => (window.print = () => document.body.append(document.createElement('printed-once'))))
    await page.getByRole('button', { name: `In ${lacking} phiếu` }).click()
    await page.locator('printed-once').waitFor({ state: 'attached' })
    const shown = page.getByText(password)
    expect(await shown.count()).to.equal(1)
    answer(true)
    await page.getByRole('button', { name: 'Đóng danh sách phiếu' }).click()
    await slips.first().waitFor({ state: 'detached' })
    expect(asked).to.have.length(2)
    expect(await shown.count()).to.equal(0)
    expect(JSON.stringify(office.country.logs)).not.to.include(password)
    await desk.leave()
  })

  it('prints several slips on a sheet of A4, none broken over two, and nothing of the frame', async () => {
    const desk = await open('tinhbackan_admin')
    const { page } = desk
    await page.getByRole('heading', { level: 2, name: 'Sở Tư pháp tỉnh Bắc Kạn' }).waitFor()
    const logins = (await page.locator('.login').allInnerTexts()).filter((one) => !one.endsWith('_admin')).slice(0, 7)
    for (const [index, login] of logins.entries()) {
      await act(desk, login, 'Đặt lại mật khẩu')
      await page.getByRole('dialog').getByRole('button', { name: 'Đặt lại mật khẩu' }).click()
      await page.getByRole('heading', { level: 2, name: `Phiếu tài khoản (${index + 1})` }).waitFor()
    }
    await page.emulateMedia({ media: 'print', colorScheme: 'light' })
    await page.setViewportSize({ width: 718, height: 1046 })
    for (const hidden of ['header', 'nav', 'h1', 'table[aria-label="Danh sách tài khoản"]']) expect(await page.locator(hidden).filter({ visible: true }).count(), hidden).to.equal(0)
    // Two beside each other, three below each other: one height, so that one cut goes through a row.
    const boxes = await page.locator('.slip').evaluateAll((slips) => slips.map((one) => ({ width: one.getBoundingClientRect().width, height: one.getBoundingClientRect().height })))
    for (const { width, height } of boxes) {
      expect(width).to.be.closeTo(359, 1)
      expect(height).to.be.closeTo(boxes[0]?.height ?? 0, 1)
      expect(height * 3).to.be.lessThan(1046)
    }
    const folder = path.resolve('var/test/screens')
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: path.join(folder, 'accounts-print.png'), fullPage: true })
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
    writeFileSync(path.join(folder, 'accounts-print.pdf'), pdf)
    const sheets = (printed: Buffer): number | undefined => printed.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length
    expect(sheets(pdf)).to.equal(2)
    // On paper that two rows do not fit by a hair, every row has a sheet of its own: four, where broken slips would need three.
    await page.evaluate(() => {
      const short = new CSSStyleSheet()
      short.replaceSync('@page slips { size: 210mm 200mm; margin: 10mm; }')
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, short]
    })
    expect(sheets(await page.pdf({ preferCSSPageSize: true }))).to.equal(4)
    expect(pdf.toString('latin1')).to.match(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/)
    await page.emulateMedia({ media: 'screen' })
    page.once('dialog', (one) => void one.accept())
    await page.getByRole('button', { name: 'Đóng danh sách phiếu' }).click()
    await desk.leave()
  })

  it('keeps the slips of what was issued when the line breaks, says how far it came, and goes on from there', async () => {
    const desk = await open('btp_cntt_system_admin')
    const { page } = desk
    await choose(desk, 'Sở Tư pháp tỉnh Lạng Sơn', 'tinhlangson')
    let requests = 0
    await page.route('**/api/v1/accounts/issue', (route) => {
      requests++
      return requests === 2 ? route.fulfill({ status: 503, body: 'gateway' }) : route.continue({ postData: JSON.stringify({ ...(route.request().postDataJSON() as object), most: 1 }) })
    })
    const issue = async (count: number, meanwhile?: () => Promise<unknown>): Promise<void> => {
      await page.getByRole('button', { name: `Cấp tài khoản còn thiếu (${count})` }).click()
      await meanwhile?.()
      await page.getByRole('dialog').getByRole('button', { name: `Cấp ${count} tài khoản` }).click()
    }
    await issue(4)
    await desk.reads(/Việc cấp dừng lại sau 1\/4 tài khoản[^]*Không kết nối được với máy chủ/)
    expect(await page.locator('.slip').count()).to.equal(1)
    await desk.look('accounts-broken-off')
    // One more is lacking by the time of the confirmation: it was not confirmed.
    const colleague = await office.country.client('btp_cntt_system_admin')
    await issue(3, () => colleague.put('/accounts/tinhlangson_admin/state', { to: 'revoked', reason: 'Thôi việc' }))
    await page.getByRole('button', { name: 'Cấp tài khoản còn thiếu (1)' }).waitFor()
    await page.getByRole('heading', { level: 2, name: 'Phiếu tài khoản (4)' }).waitFor()
    expect(await page.getByText('Việc cấp dừng lại').count()).to.equal(0)
    expect(requests).to.equal(5)
    await desk.leave(503)
  })

  it('issues no further when the page is left in the middle of it, because nobody would see the slips', async () => {
    const desk = await open('btp_cntt_system_admin')
    const { page } = desk
    await choose(desk, 'Sở Tư pháp tỉnh Yên Bái', 'tinhyenbai')
    let requests = 0
    let answer = (): void => {}
    const left = new Promise<void>((resolve) => (answer = resolve))
    await page.route('**/api/v1/accounts/issue', async (route) => {
      requests++
      await left
      await route.continue({ postData: JSON.stringify({ ...(route.request().postDataJSON() as object), most: 1 }) })
    })
    await page.getByRole('button', { name: 'Cấp tài khoản còn thiếu (4)' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cấp 4 tài khoản' }).click()
    await desk.reads('Đang cấp tài khoản. Xin đừng đóng trang này.')
    const asked = page.waitForEvent('dialog').then(async (one) => {
      await one.accept()
      return one.message()
    })
    await page.getByRole('navigation').first().getByRole('link', { name: 'Việc của tôi' }).click()
    expect(await asked).to.match(/việc cấp dừng lại/)
    await page.getByRole('heading', { level: 1, name: 'Việc của tôi' }).waitFor()
    const first = page.waitForResponse('**/api/v1/accounts/issue')
    answer()
    expect(((await (await first).json()) as { left: number }).left).to.equal(3)
    // What the page went on to ask for would be asked before this.
    await page.evaluate(() => fetch('/api/v1/session'))
    expect(requests).to.equal(1)
    await desk.leave()
  })

  it('A-18.4 A-3.2.c.1 lets a province’s administrator add, lock, open, reset and take back one, by keyboard alone', async () => {
    const desk = await open('tinhbackan_admin')
    const { page } = desk
    const focused = (): Promise<string> => page.evaluate(() => {
      let at = document.activeElement
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
      // The words of a menu's button are slotted: they belong to its host.
      const words = at instanceof HTMLButtonElement && at.querySelector('slot') !== null ? (at.getRootNode() as ShadowRoot).host.textContent : at?.textContent
      return words?.trim().replace(/\s+/g, ' ') ?? ''
    })
    const tabTo = async (words: RegExp): Promise<void> => {
      for (let presses = 0; presses < 120; presses++) {
        if (words.test(await focused())) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`Tab never reaches ${words}; it is at “${await focused()}”`)
    }
    await page.getByRole('heading', { level: 2, name: 'Sở Tư pháp tỉnh Bắc Kạn' }).waitFor()
    await tabTo(/^Thêm một tài khoản$/)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('heading', { name: 'Thêm một tài khoản của Sở Tư pháp tỉnh Bắc Kạn' }).waitFor()
    await tabTo(/^Thêm một tài khoản$/)
    await page.keyboard.press('Enter')
    for (const wrong of ['Vui lòng chọn vai trò.', 'Vui lòng ghi họ và tên người dùng.', 'Vui lòng ghi lý do hoặc văn bản đề nghị.']) await dialog.getByText(wrong).waitFor()
    await desk.look('accounts-add-wrong')
    // Focus is at the first field that is wrong.
    await page.keyboard.type('Chuy')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Nguyễn Thị Hoa')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Hoa')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Công văn số 12')
    await tabTo(/^Thêm một tài khoản$/)
    await page.keyboard.press('Enter')
    await dialog.getByText('Ký hiệu chỉ gồm chữ số hoặc chữ thường không dấu.').waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('hoa')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 2, name: 'Phiếu tài khoản (1)' }).waitFor()
    expect(await page.locator('.slip').innerText()).to.match(/Chuyên viên tổng hợp · Nguyễn Thị Hoa[^]*tinhbackan_bc_hoa/)
    expect(await focused()).to.equal('Phiếu tài khoản (1)')

    await page.getByLabel('Tìm theo tên đăng nhập, họ tên hoặc đơn vị').fill('tinhbackan_bc_hoa')
    await desk.reads('Hiện 1 trong 1 dòng')
    expect(await row(desk, 'tinhbackan_bc_hoa').innerText()).to.match(/Đang hoạt động[^]*Chưa đổi mật khẩu/)
    await tabTo(/^Thao tác tinhbackan_bc_hoa/)
    await page.keyboard.press('Enter')
    await tabTo(/^Khóa$/)
    await page.keyboard.press('Enter')
    await dialog.getByRole('heading', { name: 'Khóa' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await dialog.isVisible()).to.equal(false)
    expect(await focused()).to.match(/^Thao tác tinhbackan_bc_hoa/)

    // A second slip of an account takes the place of its first.
    const slips: string[] = [await page.locator('.slip').innerText()]
    while (slips.length < 3) {
      await act(desk, 'tinhbackan_bc_hoa', 'Đặt lại mật khẩu')
      await dialog.getByRole('button', { name: 'Đặt lại mật khẩu' }).press('Enter')
      await dialog.waitFor({ state: 'hidden' })
      expect(await focused()).to.equal('Phiếu tài khoản (1)')
      slips.push(await page.locator('.slip').innerText())
    }
    expect(new Set(slips).size).to.equal(3)

    for (const [title, reason, state] of [['Khóa', 'Nghỉ thai sản', /Đã khóa.*Lý do: Nghỉ thai sản/s], ['Mở khóa', 'Đi làm lại', /Đang hoạt động/], ['Thu hồi', 'Chuyển công tác', /Đã thu hồi.*Lý do: Chuyển công tác/s]] as const) {
      await act(desk, 'tinhbackan_bc_hoa', title)
      await dialog.getByRole('button', { name: title, exact: true }).press('Enter')
      await dialog.getByText('Vui lòng ghi lý do hoặc văn bản đề nghị.').waitFor()
      await dialog.getByLabel('Lý do, văn bản đề nghị').fill(reason)
      await dialog.getByRole('button', { name: title, exact: true }).press('Enter')
      await dialog.waitFor({ state: 'hidden' })
      await row(desk, 'tinhbackan_bc_hoa').filter({ hasText: state }).waitFor()
    }
    expect(await row(desk, 'tinhbackan_bc_hoa').getByRole('button').count()).to.equal(0)
    expect(await checkAccessibility(page)).to.deep.equal([])
    await desk.look('accounts-province')

    // One's own account is looked after by somebody else.
    await page.getByLabel('Tìm theo tên đăng nhập, họ tên hoặc đơn vị').fill('tinhbackan_admin')
    await row(desk, 'tinhbackan_admin').waitFor()
    expect(await row(desk, 'tinhbackan_admin').getByRole('button').count()).to.equal(0)
    page.once('dialog', (one) => void one.accept())
    await page.getByRole('button', { name: 'Đóng danh sách phiếu' }).press('Enter')

    // The next person of a role, in the place of the one before.
    await page.getByLabel('Tìm theo tên đăng nhập, họ tên hoặc đơn vị').fill('tinhbackan_kt')
    await act(desk, 'tinhbackan_kt', 'Thay người')
    await dialog.getByLabel('Họ và tên người dùng').fill('Hoàng Văn Nam')
    await dialog.getByRole('button', { name: 'Thay người' }).press('Enter')
    await dialog.getByText('Vui lòng ghi lý do hoặc văn bản đề nghị.').waitFor()
    await desk.look('accounts-hand-over')
    await dialog.getByLabel('Lý do, văn bản đề nghị').fill('Quyết định điều động số 7')
    await dialog.getByRole('button', { name: 'Thay người' }).press('Enter')
    await page.locator('.slip').filter({ hasText: 'Hoàng Văn Nam' }).filter({ hasText: 'tinhbackan_kt_1' }).waitFor()
    await row(desk, 'tinhbackan_kt').filter({ hasText: 'Lý do: Quyết định điều động số 7' }).waitFor()
    page.once('dialog', (one) => void one.accept())
    await page.getByRole('button', { name: 'Đóng danh sách phiếu' }).press('Enter')

    // A further one of a role that a unit has once.
    await page.getByRole('button', { name: 'Thêm một tài khoản' }).press('Enter')
    await dialog.getByLabel('Vai trò').selectOption({ label: 'Quản trị tại địa phương' })
    await dialog.getByLabel('Họ và tên người dùng').fill('Trần Văn Minh')
    await dialog.getByLabel('Ký hiệu người dùng').fill('2')
    await dialog.getByLabel('Lý do, văn bản đề nghị').fill('Công văn số 13')
    await dialog.getByRole('button', { name: 'Thêm một tài khoản' }).press('Enter')
    await dialog.getByText('vai trò này chỉ có một tài khoản ở mỗi đơn vị').waitFor()
    await page.keyboard.press('Escape')
    await desk.leave(409)
  })

  it('A-3.2.c.1 offers a province’s administrator units of the province only, and refuses others calmly, also on a phone', async () => {
    const desk = await open('tinhbackan_admin', { width: 390, height: 844 })
    const { page } = desk
    await page.getByRole('heading', { level: 2, name: 'Sở Tư pháp tỉnh Bắc Kạn' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390)
    await desk.look('accounts-narrow')
    const picker = page.getByLabel('Đơn vị', { exact: true })
    await picker.fill('Phòng Tư pháp')
    await page.locator('datalist option').first().waitFor({ state: 'attached' })
    await page.locator('datalist option[value*="huyenpacnam_tbkn"]').waitFor({ state: 'attached' })
    expect((await page.locator('datalist option').evaluateAll((all) => all.map((one) => one.getAttribute('value') ?? ''))).filter((one) => !one.includes('_tbkn)'))).to.deep.equal([])
    await picker.fill('không có đơn vị này')
    await picker.press('Tab')
    await desk.reads('Không tìm thấy đơn vị “không có đơn vị này”.')
    await choose(desk, 'Phòng Tư pháp huyện Pác Nặm', 'huyenpacnam_tbkn')
    await page.getByRole('link', { name: 'Về đơn vị của tôi' }).click()
    await page.getByRole('heading', { level: 2, name: 'Sở Tư pháp tỉnh Bắc Kạn' }).waitFor()
    await page.goto(`${office.country.url}/accounts/tinhlongan`)
    await desk.reads('Không có quyền xem trang này')
    await desk.look('accounts-elsewhere-narrow')
    await desk.leave(403)
  })

  it('A-3.2.b shows a commune’s officer no entry, and says calmly whom to ask where the address is typed', async () => {
    const desk = await sitDown(office.browser, office.country.url, 'xabocbo_hpn_tbkn_bc')
    expect(await desk.page.getByRole('link', { name: 'Tài khoản', exact: true }).count()).to.equal(0)
    await desk.page.goto(`${office.country.url}/accounts`)
    await desk.reads('Trang này dành cho người quản lý tài khoản.')
    await desk.look('accounts-refused')
    await desk.leave()
  })
})
