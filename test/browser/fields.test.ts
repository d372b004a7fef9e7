// Filling in fields of every kind by keyboard alone, with the mistakes that people make, and records that they add and
// remove: in the real browser against a stand-in for the application.
import { expect } from 'chai'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { dayNumber } from '../../engine/core/calendar.ts'
import { checkAccessibility, errorsOf, launchBrowser } from '../support/browser.ts'
import { openStandIn, type StandIn } from '../ui/stand-in.ts'
import { requests } from '../ui/mock-forms.ts'
import { ids, removeElsewhere, type Mock } from '../ui/mock-server.ts'

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const screens = path.resolve('var/test/screens')

describe('fields on the page', function () {
  this.timeout(60_000)
  let browser: Browser
  let standIn: StandIn
  let mock: Mock
  let page: Page
  before(async () => {
    mkdirSync(screens, { recursive: true })
    browser = await launchBrowser()
  })
  after(() => browser?.close())
  beforeEach(async () => {
    standIn = await openStandIn(browser)
    ;({ mock, page } = standIn)
    await page.goto(mock.url)
    await standIn.logIn()
    await page.locator('bm-inbox-page h1').waitFor()
  })
  afterEach(async () => {
    const errors = errorsOf(page).filter((one) => !one.includes('401') && !one.startsWith('412 ') && !(one.startsWith('422 ') && one.includes('/files?')))
    await standIn.close()
    expect(errors).to.deep.equal([])
  })

  const open = async (id: string): Promise<void> => {
    await page.goto(`${mock.url}/filings/${id}`)
    await page.locator('bm-field').first().waitFor()
  }
  const field = (address: string) => page.locator(`bm-field[data-address="${address}"]`)
  const control = (address: string) => field(address).locator('input, textarea, select').first()
  const message = (address: string) => field(address).locator('#message')
  const saved = () => page.getByText(/Đã lưu lúc \d\d:\d\d/).waitFor()
  const columnsOf = (name: string): number => requests.everyKind.sections?.[0]?.fields.findIndex((one) => one.id === name) ?? -1
  const rows = (id: string, table: string) => mock.records.get(id)?.filing.tables.find((one) => one.id === table)?.rows ?? []
  /** What has the focus now, by its address. */
  const focused = (): Promise<string | null> => page.evaluate(`(() => {
    let at = document.activeElement
    let host = null
    while (at?.shadowRoot?.activeElement) { host = at; at = at.shadowRoot.activeElement }
    return at?.getAttribute('data-address') ?? host?.getAttribute('data-address') ?? null
  })()`)
  const tabTo = async (address: string): Promise<void> => {
    for (let turn = 0; turn < 12 && (await focused()) !== address; turn++) await page.keyboard.press('Tab')
    expect(await focused()).to.equal(address)
  }
  const look = async (name: string): Promise<void> => {
    for (const [width, colorScheme] of [[1280, 'light'], [390, 'light'], [1280, 'dark']] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      expect(await checkAccessibility(page), `${name} ${width} ${colorScheme}`).to.deep.equal([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(width)
      await page.screenshot({ path: path.join(screens, `fields-${name}-${width}-${colorScheme}.png`), fullPage: true })
    }
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.emulateMedia({ colorScheme: 'light' })
  }

  it('that choose from a codelist offer its entries by name, and a retired one only where it stands', async () => {
    await open(ids.chosen)
    const options = () => control('all.cause').locator('option').allInnerTexts()
    expect(await options()).to.deep.equal(['Chưa chọn', 'Thời tiết', 'Giao thông (đã thôi dùng)', 'Thiết bị', 'Nhân lực', 'Kinh phí', 'Thủ tục', 'Nguyên nhân khác'])
    await control('all.cause').selectOption({ label: 'Nguyên nhân khác' })
    await field('all.why').waitFor()
    expect(await options(), 'once given up').to.not.include('Giao thông (đã thôi dùng)')
    await field('all.causes').getByLabel('Nhân lực').check()
    expect(await field('all.causes').getByLabel('Giao thông (đã thôi dùng)').isChecked()).to.equal(true)
    await field('all.team').getByLabel('Tổ hai').check()
    await saved()
    expect(rows(ids.chosen, 'all')[0]?.cells.slice(0, 3)).to.deep.equal(['K', 'A,B,E', 'T2'])
    expect(await page.locator(`td[data-address="cases[${idOf(80)}].cause"] .figure`).innerText()).to.equal('Giao thông')
    await look('codelist')
  })

  it('that take files send them up as they are chosen, name them, refuse what is not taken, and let them go', async () => {
    await open(ids.kinds)
    const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
    const files = field('all.files')
    expect(await files.locator('.files').innerText()).to.contain('Chưa có tệp nào').and.contain('nhiều nhất 2 tệp')
    await files.getByLabel('Tài liệu kèm theo').focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    expect(await files.getByText('Chọn tệp').evaluate((one) => getComputedStyle(one).outlineStyle), 'it is seen where the keyboard is').to.equal('solid')
    const chooser = page.waitForEvent('filechooser')
    await files.getByText('Chọn tệp').click()
    await (await chooser).setFiles([pdf('Quyết định.pdf')])
    await files.getByRole('link', { name: 'Quyết định.pdf' }).waitFor()
    await saved()
    expect(rows(ids.kinds, 'all')[0]?.cells[columnsOf('files')]).to.equal(idOf(970))
    expect(await files.getByRole('link').getAttribute('href')).to.equal(`/api/v1/filings/${ids.kinds}/files/${idOf(970)}`)
    expect(await files.locator('.files').innerText()).to.contain('Nguyễn Thị An').and.contain('chưa quét mã độc')
    await files.locator('input[type=file]').setInputFiles([{ ...pdf('bảng.xls'), mimeType: 'application/vnd.ms-excel' }])
    await files.getByRole('alert').waitFor()
    expect(await files.getByRole('alert').innerText()).to.equal('Nội dung của tệp “bảng.xls” không đúng loại.')
    const sent = (): number => mock.requests.filter((one) => one.path.includes('/files')).length
    const before = sent()
    await files.locator('input[type=file]').setInputFiles([pdf('trò chơi.exe'), { ...pdf('rỗng.pdf'), buffer: Buffer.alloc(0) }])
    await files.getByRole('alert').nth(1).waitFor()
    expect(await files.getByRole('alert').allInnerTexts()).to.deep.equal([
      'Tệp “trò chơi.exe” không thuộc loại được nhận. Các loại được nhận: doc, docx, xls, xlsx, pdf, jpg, jpeg, png.', 'Tệp “rỗng.pdf” không có nội dung.',
    ])
    expect(sent(), 'what the page knows to be refused is not sent').to.equal(before)
    await files.locator('input[type=file]').setInputFiles([pdf('Biên bản.pdf'), pdf('Thừa.pdf')])
    await files.getByRole('link', { name: 'Biên bản.pdf' }).waitFor()
    expect(await files.getByRole('alert').innerText()).to.contain('chỉ nhận nhiều nhất 2 tệp')
    expect(await files.locator('input[type=file]').isDisabled()).to.equal(true)
    await look('files')
    await page.reload()
    await files.getByRole('link', { name: 'Biên bản.pdf' }).waitFor()
    await files.getByRole('button', { name: 'Bỏ tệp Quyết định.pdf' }).click()
    await saved()
    expect(rows(ids.kinds, 'all')[0]?.cells[columnsOf('files')]).to.equal(idOf(971))
  })

  it('of a record that somebody has removed meanwhile ask whether to restore it or to leave it removed', async () => {
    const key = idOf(80)
    const record = mock.records.get(ids.kinds)
    if (record === undefined) throw new Error('no filing')
    record.filing = { ...record.filing, tables: [{ id: 'people', rows: [{ key, title: '', cells: ['Bình', null, 'Kinh'] }] }] }
    await open(ids.kinds)
    const type = async (words: string): Promise<void> => {
      removeElsewhere(mock, ids.kinds, 'people', key)
      await control(`people[${key}].name`).fill(words)
      await page.keyboard.press('Tab')
      await page.getByRole('dialog').waitFor()
    }
    await type('Bình Minh')
    expect(await page.getByRole('dialog').innerText()).to.contain('Người có liên quan 1').and.contain('Trần Thị Lan')
    await page.getByRole('dialog').getByLabel('Khôi phục, gồm 2 ô đã điền').check()
    expect(await checkAccessibility(page)).to.deep.equal([])
    await page.screenshot({ path: path.join(screens, 'fields-record-lost.png') })
    await page.getByRole('button', { name: 'Giữ các số đã chọn' }).click()
    await saved()
    expect(rows(ids.kinds, 'people').map((row) => [row.key, row.cells])).to.deep.equal([[key, ['Bình Minh', null, 'Kinh']]])
    await type('Bình Nguyên')
    await page.getByRole('button', { name: 'Giữ các số đã chọn' }).click()
    await field(`people[${key}].name`).waitFor({ state: 'detached' })
    expect(rows(ids.kinds, 'people')).to.deep.equal([])
  })

  it('of every kind are filled in by keyboard alone, as people write, and saved as values', async () => {
    await open(ids.kinds)
    await field('all.name').evaluate((one: HTMLElement) => one.focus())
    const next = () => page.keyboard.press('Tab')
    const type = async (words: string): Promise<void> => {
      await page.keyboard.type(words)
      await next()
    }
    await type('Nguyễn Thị Ánh')
    await type('Dòng một')
    await type('12,5')
    await type('1500000')
    expect(await control('all.amount').inputValue()).to.equal('1.500.000')
    await type('5/6/2020')
    expect(await control('all.day').inputValue()).to.equal('05/06/2020')
    await page.keyboard.press('Space')
    await field('all.why').waitFor()
    // The button to take a choice back stands between.
    await tabTo('all.why')
    await type('Quá hạn')
    await page.keyboard.press('ArrowDown')
    await tabTo('all.month')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await next()
    await page.keyboard.press('Space')
    await next()
    await next()
    await page.keyboard.press('Space')
    await tabTo('all.office')
    await type('Sở Tư pháp tỉnh Quảng Bình (u300)')
    await type('Xã Bắc Bộ')
    await type('079 123 456 789')
    await type('+84 912 345 678')
    await type('an@example.vn')
    await saved()
    expect(rows(ids.kinds, 'all')[0]?.cells.slice(0, 15)).to.deep.equal([
      'Nguyễn Thị Ánh', 'Dòng một', 125, 1_500_000, dayNumber('2020-06-05'), 1, 'Quá hạn', 'female', 'm2', 'mail,person', 'u300', 'Xã Bắc Bộ', '079123456789', '0912345678', 'an@example.vn',
    ])
    expect(await control('all.twice').inputValue()).to.equal('3.000.000')
    expect(await control('all.office').inputValue()).to.equal('Sở Tư pháp tỉnh Quảng Bình (u300)')
    expect(await control('all.closed').getAttribute('readonly'), 'locked where it is urgent').to.equal('')
    await look('filled')
  })

  it('say beside themselves what cannot be read, quietly while it is typed and as an error once it is left', async () => {
    await open(ids.kinds)
    for (const [address, words, told] of [
      ['all.day', '31/02/2020', 'không phải là ngày'], ['all.identity', '123', 'cần đúng 12 chữ số'], ['all.phone', '113', 'không phải là số điện thoại'], ['all.email', 'an@', 'không phải là địa chỉ thư'],
      ['all.amount', 'một triệu', 'không phải là số'], ['all.office', 'Sở nào đó', 'không phải là mã đơn vị'],
    ] as const) {
      await control(address).fill(words)
      if (address !== 'all.office') {
        expect(await message(address).innerText()).to.contain(told)
        expect(await message(address).getAttribute('class'), 'a hint while typing').to.equal('hint')
      }
      await control(address).press('Tab')
      await field(address).locator('#message.wrong').waitFor()
      expect(await message(address).innerText()).to.contain(told)
      expect(await control(address).getAttribute('aria-invalid')).to.equal('true')
      expect(await control(address).inputValue(), 'what was typed stays').to.equal(words)
    }
    await page.getByText('6 ô chưa đọc được, chưa lưu').waitFor()
    await look('wrong')
    await control('all.email').fill('an@example.vn')
    expect(await message('all.email').isVisible()).to.equal(false)
    await control('all.email').press('Tab')
    await page.getByText('5 ô chưa đọc được, chưa lưu').waitFor()
  })

  it('come and go with what they hang on, without taking the focus, and keep what was typed', async () => {
    await open(ids.kinds)
    await field('all.urgent').getByLabel('Có', { exact: true }).check()
    await control('all.why').fill('vì gấp')
    await field('all.urgent').getByLabel('Không', { exact: true }).check()
    await field('all.why').waitFor({ state: 'detached' })
    expect(await focused()).to.equal('all.urgent')
    await saved()
    expect(rows(ids.kinds, 'all')[0]?.cells[6]).to.equal('vì gấp')
    await field('all.urgent').getByLabel('Có', { exact: true }).check()
    expect(await control('all.why').inputValue()).to.equal('vì gấp')
    await field('all.urgent').getByRole('button', { name: 'Bỏ chọn' }).click()
    await field('all.why').waitFor({ state: 'detached' })
  })

  it('repeat: records are added up to their limit, removed, and brought back with everything in them', async () => {
    await open(ids.kinds)
    const add = page.getByRole('button', { name: 'Thêm người có liên quan' })
    await add.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('group', { name: 'Người có liên quan 1' }).waitFor()
    expect(await focused()).to.match(/^people\[.*\]\.name$/)
    await page.keyboard.type('Bình')
    await page.keyboard.press('Tab')
    await page.keyboard.type('1/2/1980')
    await page.keyboard.press('Tab')
    await saved()
    expect(rows(ids.kinds, 'people').map((row) => row.cells)).to.deep.equal([['Bình', dayNumber('1980-02-01'), 'Kinh']])
    await add.click()
    await add.click()
    await page.getByText('Đã đủ 3 bản ghi.').waitFor()
    expect(await add.getAttribute('aria-disabled')).to.equal('true')
    await add.focus()
    await page.keyboard.press('Enter')
    expect(await page.getByRole('group', { name: /^Người có liên quan \d$/ }).count()).to.equal(3)
    await look('records')
    await page.getByRole('button', { name: 'Bỏ Người có liên quan 1' }).click()
    await page.getByRole('group', { name: 'Người có liên quan 3' }).waitFor({ state: 'detached' })
    await saved()
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByRole('group', { name: 'Người có liên quan 3' }).waitFor()
    await page.getByLabel('Họ và tên').nth(3).waitFor()
    expect(await page.locator('bm-field[data-address^="people["]').locator('input').evaluateAll((all) => (all as HTMLInputElement[]).map((one) => one.value))).to.include('Bình')
    await saved()
  })

  it('of a table: records are added under the grid, named, filled in and totalled', async () => {
    await open(ids.kinds)
    await page.getByRole('button', { name: 'Thêm lần thu' }).click()
    await page.keyboard.type('250')
    await page.keyboard.press('Tab')
    await page.keyboard.type('1/6/2020')
    await page.keyboard.press('Tab')
    await page.getByLabel('Tên gọi 1').fill('Đợt một')
    await page.getByLabel('Tên gọi 1').press('Tab')
    await page.getByRole('rowheader', { name: 'Đợt một' }).waitFor()
    expect((await page.locator('td[data-address="payments.total.paid"] .figure').innerText()).trim()).to.equal('250')
    await saved()
    expect(rows(ids.kinds, 'payments').map((row) => [row.title ?? row.key, row.cells])).to.deep.equal([['total', [250, null, null]], ['Đợt một', [250, dayNumber('2020-06-01'), null]]])
  })

  it('make a request of sections, groups and conditions that can be read', async () => {
    await open(ids.confirmation)
    expect(await page.getByRole('heading', { name: 'Ủy quyền' }).count()).to.equal(0)
    await field('request.role').getByLabel('Người được ủy quyền').check()
    await page.getByRole('heading', { name: 'Ủy quyền' }).waitFor()
    await page.getByRole('button', { name: 'Thêm khoản phải thi hành' }).click()
    await page.getByLabel('Trả tiền').check()
    await page.getByLabel(/^Số tiền phải thi hành/).fill('12000000')
    await page.getByLabel(/^Số tiền phải thi hành/).press('Tab')
    expect(await control('summary.total').inputValue()).to.equal('12.000.000')
    await look('request')
  })
})
