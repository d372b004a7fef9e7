// Every page in every state, and what happens to typed figures when things go wrong, in the real browser against a
// stand-in for the application. That the application itself does these things is shown by the journeys.
import { expect } from 'chai'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { Filing } from '../../engine/core/contract/filing.ts'
import { checkAccessibility, errorsOf, launchBrowser } from '../support/browser.ts'
import { openStandIn, type StandIn } from '../ui/stand-in.ts'
import { editElsewhere, ids, type Mock } from '../ui/mock-server.ts'

const root = path.resolve(import.meta.dirname, '../..')
const screens = path.join(root, 'var/test/screens')

describe('the pages', function () {
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
  })
  afterEach(() => standIn.close())

  const enter = async (at = '/'): Promise<void> => {
    if (mock.session !== null) {
      await page.goto(mock.url + at)
      return
    }
    await page.goto(mock.url)
    await standIn.logIn()
    await page.locator('bm-inbox-page h1').waitFor()
    if (at !== '/') await page.goto(mock.url + at)
  }
  const openFiling = async (id: string): Promise<void> => {
    await enter(`/filings/${id}`)
    await page.locator('td[data-address]').first().waitFor()
  }
  const cell = (address: string) => page.locator(`td[data-address="${address}"]`)
  const type = async (address: string, text: string): Promise<void> => {
    await cell(address).click()
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }
  const figure = async (address: string) => (await cell(address).locator('.figure').innerText()).trim()
  const saved = () => page.getByText(/Đã lưu lúc \d\d:\d\d/).waitFor()
  const stored = (id: string) => mock.records.get(id)?.filing.tables[0]?.rows[0]?.cells
  const notice = () => page.locator('.notices')

  for (const [at, title] of [['/', 'Việc của tôi'], ['/reports', 'Báo cáo của đơn vị'], ['/received', 'Tổng hợp từ cấp dưới'], ['/notifications', 'Thông báo'], ['/copies', 'Bản sao để biết']] as const) {
    it(`${title}: full, empty, failing with a way to try again, forbidden; accessible at both widths`, async () => {
      await enter(at)
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      expect(await page.title()).to.equal(`${title} · Biểu Mẫu`)
      await page.getByText('6 tháng đầu năm 2020').nth(1).waitFor()
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 })
        expect(await checkAccessibility(page)).to.deep.equal([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth), 'no sideways scrolling of the page').to.be.at.most(width)
      }
      mock.mode = 'empty'
      await page.reload()
      await page.getByText(/Không có|[Cc]hưa có/).first().waitFor()
      mock.mode = 'failing'
      await page.reload()
      await page.getByText('Phần mềm gặp lỗi').waitFor()
      expect(await page.getByText('req-0001').count()).to.equal(1)
      mock.mode = 'normal'
      await page.getByRole('button', { name: 'Thử lại' }).click()
      await page.getByText('6 tháng đầu năm 2020').nth(1).waitFor()
      mock.mode = 'forbidden'
      await page.reload()
      await page.getByText('Không có quyền xem trang này').waitFor()
      expect(await page.getByRole('button', { name: 'Thử lại' }).count(), 'trying again cannot help').to.equal(0)
    })
  }

  it('tells what is missing or wrong beside the field when logging in, and moves focus there', async () => {
    await page.goto(mock.url)
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await page.getByText('Vui lòng nhập tên đăng nhập.').waitFor()
    expect(await page.getByLabel('Tên đăng nhập').getAttribute('aria-describedby')).to.equal('login-wrong')
    await page.getByLabel('Tên đăng nhập').fill('ai')
    await page.getByLabel('Mật khẩu', { exact: true }).fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByText('Tên đăng nhập hoặc mật khẩu không đúng.').waitFor()
    expect(await checkAccessibility(page)).to.deep.equal([])
  })

  it('asks for a password of one\'s own before anything else when it was issued', async () => {
    mock.mustChange = true
    await page.goto(mock.url)
    await standIn.logIn()
    await page.getByRole('heading', { name: 'Đổi mật khẩu' }).waitFor()
    expect(await page.getByRole('navigation').count()).to.equal(0)
    await page.getByLabel('Mật khẩu hiện tại').fill('x')
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill('một câu dễ nhớ')
    await page.getByLabel('Nhập lại mật khẩu mới').fill('một câu khác')
    await page.keyboard.press('Enter')
    await page.getByText('Hai lần nhập mật khẩu mới không giống nhau.').waitFor()
    await page.getByLabel('Nhập lại mật khẩu mới').fill('một câu dễ nhớ')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor()
  })

  it('shows each form of sheet accessibly, light and dark, wide and narrow', async () => {
    for (const [name, id] of Object.entries(ids).filter(([name]) => !['foreign', 'big', 'kinds', 'confirmation'].includes(name))) {
      await openFiling(id)
      for (const width of [1280, 390]) for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 844 })
        await page.emulateMedia({ colorScheme })
        expect(await checkAccessibility(page), `${name} ${width} ${colorScheme}`).to.deep.equal([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth), name).to.be.at.most(width)
        await page.screenshot({ path: path.join(screens, `filing-${name}-${width}-${colorScheme}.png`), fullPage: true })
      }
      await page.setViewportSize({ width: 1280, height: 860 })
    }
  })

  it('saves by itself a moment after the last edit, with all cells of it', async () => {
    await openFiling(ids.single)
    await type('main.copies', '1.500')
    await type('main.contracts', '31')
    await saved()
    expect(stored(ids.single)).to.deep.equal([1500, 12, 31])
    expect(mock.requests.filter((one) => one.method === 'PATCH').length).to.be.at.most(2)
    expect(errorsOf(page).filter((one) => !one.includes('401'))).to.deep.equal([])
  })

  it('saves at once on Ctrl+S, the open editor included', async () => {
    await openFiling(ids.single)
    await cell('main.contracts').click()
    await page.keyboard.type('44')
    await page.keyboard.press('Control+s')
    await saved()
    expect(stored(ids.single)).to.deep.equal([210, 12, 44])
  })

  it('keeps figures through a failed save and a reload, says so, and saves them in the end', async () => {
    await openFiling(ids.single)
    mock.drop = 100
    await type('main.contracts', '55')
    await type('main.signatures', 'mười')
    await page.getByRole('button', { name: 'Chưa lưu được, thử lại' }).waitFor()
    expect(await figure('main.contracts')).to.equal('55')
    page.on('dialog', (dialog) => void dialog.accept())
    await page.reload()
    mock.drop = 0
    await page.getByText('Đã khôi phục 2 ô').waitFor()
    expect([await figure('main.contracts'), await figure('main.signatures')]).to.deep.equal(['55', 'mười'])
    await saved()
    expect(stored(ids.single)).to.deep.equal([210, 12, 55])
  })

  it('asks which figure is kept where somebody else changed the same cell', async () => {
    await openFiling(ids.single)
    editElsewhere(mock, ids.single, 'main.copies', 999)
    editElsewhere(mock, ids.single, 'main.signatures', 888)
    await cell('main.copies').click()
    await page.keyboard.type('300')
    await page.keyboard.press('Enter')
    await page.keyboard.type('77')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Có nội dung đã được người khác sửa hoặc bỏ' })
    await dialog.waitFor()
    expect(await dialog.innerText()).to.contain('999').and.contain('300').and.contain('Trần Thị Lan')
    expect(await checkAccessibility(page)).to.deep.equal([])
    await page.screenshot({ path: path.join(screens, 'conflict.png') })
    await dialog.getByRole('row', { name: /Chứng thực bản sao/ }).getByRole('radio').first().check()
    await dialog.getByRole('button', { name: 'Giữ các số đã chọn' }).click()
    await saved()
    expect(stored(ids.single)).to.deep.equal([300, 888, null])
    expect(await figure('main.signatures')).to.equal('888')
  })

  it('reports a cell that was changed elsewhere while another one was typed here', async () => {
    await openFiling(ids.single)
    editElsewhere(mock, ids.single, 'main.signatures', 13)
    await type('main.contracts', '5')
    await notice().getByText('1 ô vừa được thay đổi ở nơi khác').waitFor()
    expect(await figure('main.signatures')).to.equal('13')
    expect(await cell('main.signatures').getAttribute('class')).to.contain('elsewhere')
  })

  it('shows in a second window of the same person what the first one saved', async () => {
    await openFiling(ids.single)
    const second = await page.context().newPage()
    await second.goto(`${mock.url}/filings/${ids.single}`)
    await second.locator('td[data-address]').first().waitFor()
    await type('main.contracts', '66')
    await saved()
    await second.getByText('1 ô vừa được thay đổi ở nơi khác').waitFor()
    expect(await second.locator('td[data-address="main.contracts"] .figure').innerText()).to.equal('66')
  })

  it('shows a value that the server refuses at its cell, and saves the others', async () => {
    await openFiling(ids.single)
    await type('main.copies', '666')
    await type('main.contracts', '8')
    await page.getByText('1 ô chưa đọc được, chưa lưu').waitFor()
    expect(await cell('main.copies').getAttribute('aria-invalid')).to.equal('true')
    await saved()
    expect(stored(ids.single)).to.deep.equal([210, 12, 8])
    await page.getByRole('button', { name: /Kiểm tra/ }).click()
    await page.getByText('Máy chủ không nhận số này.').first().waitFor()
  })

  it('lets errors in the figures be saved, names them, and leads from each to its cell', async () => {
    await openFiling(ids.wide)
    expect(await page.getByText('Chưa chuyển phê duyệt được: còn 1 lỗi phải sửa').count()).to.equal(1)
    await page.getByRole('button', { name: /Kiểm tra: 1/ }).click()
    await page.locator('.jump').first().click()
    expect(await cell('main.acts').evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one)).to.equal(true)
    await page.keyboard.type('5100')
    await page.keyboard.press('Enter')
    await saved()
    await page.getByText('Không phát hiện lỗi nào.').waitFor()
    await page.getByText('còn 1 lỗi phải sửa').waitFor({ state: 'detached' })
  })

  it('takes the written reason for what wants explaining, and saves it', async () => {
    await openFiling(ids.wide)
    await type('main.acts', '0')
    await page.getByRole('button', { name: /Kiểm tra/ }).click()
    await page.getByLabel('Lý do').fill('Chỉ thu phí của các việc năm trước.')
    await saved()
    expect(Object.values(mock.records.get(ids.wide)?.filing.reasons ?? {})).to.deep.equal(['Chỉ thu phí của các việc năm trước.'])
    expect(await checkAccessibility(page)).to.deep.equal([])
  })

  it('saves first, then acts; asks for what the workflow asks for; repeats an unanswered act with the same key', async () => {
    await openFiling(ids.single)
    await cell('main.contracts').click()
    await page.keyboard.type('9')
    await page.getByRole('button', { name: 'Chuyển phê duyệt' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Chuyển biểu này cho lãnh đạo').waitFor()
    await page.getByText(/Đã lưu lúc/).waitFor()
    // The act arrives, its answer does not.
    await page.route('**/actions/**', async (route) => {
      await route.fetch()
      await route.abort()
    }, { times: 1 })
    await dialog.getByRole('button', { name: 'Chuyển phê duyệt' }).click()
    await dialog.getByText('Không kết nối được với máy chủ').waitFor()
    await dialog.getByRole('button', { name: 'Chuyển phê duyệt' }).click()
    await notice().getByText('Trạng thái mới: Chờ phê duyệt').waitFor()
    const acts = mock.requests.filter((one) => one.path.includes('/actions/'))
    expect([acts.length, new Set(acts.map((one) => one.key)).size]).to.deep.equal([2, 1])
    expect(stored(ids.single)).to.deep.equal([210, 12, 9])
    expect(await cell('main.contracts').getAttribute('aria-readonly')).to.equal('true')
    await page.getByRole('button', { name: 'Trả lại' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Trả lại' }).click()
    await page.getByText('Vui lòng chọn một lý do.').waitFor()
    expect(await checkAccessibility(page)).to.deep.equal([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('does not act while a text cannot be read', async () => {
    await openFiling(ids.single)
    await type('main.contracts', 'chín')
    await page.getByRole('button', { name: 'Chuyển phê duyệt' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Chuyển phê duyệt' }).click()
    await page.getByText('Còn 1 ô có giá trị chưa đọc được.').waitFor()
    expect(mock.requests.filter((one) => one.path.includes('/actions/')).length).to.equal(0)
  })

  it('follows a figure down to the cell that was typed, by keyboard, and back up', async () => {
    await openFiling(ids.upper)
    await cell('communes.total.copies').click()
    await page.keyboard.press('Alt+/')
    const panel = page.locator('bm-source-panel')
    await panel.getByText('Số được tính từ các ô khác của biểu.').waitFor()
    await panel.getByRole('button', { name: /Xã Bắc Bộ/ }).focus()
    await page.keyboard.press('Enter')
    await panel.getByText('Số được tổng hợp từ báo cáo cấp dưới.').waitFor()
    await panel.getByRole('button', { name: /17a/ }).click()
    await panel.getByText('Nguyễn Thị An nhập lúc').waitFor()
    expect(await panel.getByRole('navigation').getByRole('button').count()).to.equal(2)
    expect(await checkAccessibility(page)).to.deep.equal([])
    await panel.getByRole('navigation').getByRole('button').first().click()
    await panel.getByText('Số được tính từ các ô khác của biểu.').waitFor()
  })

  it('shows a figure over its periods, by keyboard, in the boundaries of then and of now, and says what cannot be told', async () => {
    await openFiling(ids.single)
    await cell('main.copies').click()
    await page.keyboard.press('Alt+/')
    const panel = page.locator('bm-source-panel')
    await panel.getByRole('button', { name: 'Xem các kỳ khác' }).press('Enter')
    await panel.getByRole('table', { name: 'Số liệu qua các kỳ' }).waitFor()
    const rows = (await panel.getByRole('row').allInnerTexts()).map((one) => one.replace(/\s+/g, ' ').trim())
    expect(rows).to.deep.equal([
      'Kỳ Theo địa giới lúc báo cáo Theo địa giới ngày 31/05/2020',
      '6 tháng đầu năm 2018 theo biểu 17a/CŨ chưa báo cáo Không tách được: số liệu của Xã Hòa Bình là chung với Xã Tân Lập',
      '6 tháng đầu năm 2019 100 1.340 Xã Bắc Bộ: 100; Xã Hòa Bình: 1.240 chưa có số của Xã Tân Lập',
      '6 tháng đầu năm 2020 từ kỳ này theo biểu 17a/MỚI 1.500 1.500',
    ])
    expect(await panel.getByRole('table').evaluate((table) => (table.getRootNode() as ShadowRoot).activeElement === table), 'focus goes on').to.equal(true)
    expect(await checkAccessibility(page)).to.deep.equal([])
    await page.screenshot({ path: path.join(screens, 'pages-series.png'), fullPage: true })
  })

  it('of a unit formed in mid-period names its predecessors, with their last figures beside each cell, and marks what is done in another’s place', async () => {
    const record = mock.records.get(ids.single) as { filing: Filing }
    record.filing = {
      ...record.filing,
      inPlaceOf: { ...record.filing.unit, name: 'Xã Hòa Bình' },
      predecessors: {
        units: [{ code: 'u111', name: 'Xã Hòa Bình' }, { code: 'u100', name: 'Xã Bắc Bộ' }], sharedWith: [], period: '6 tháng đầu năm 2020', missing: [],
        tables: [{ id: 'main', rows: [{ key: '', cells: [1340, null, 7] }] }],
      },
    }
    await openFiling(ids.single)
    await notice().getByText('báo cáo tính từ 01/01/2020, gồm cả phần việc của Xã Hòa Bình, Xã Bắc Bộ. Số các đơn vị này đã được phê duyệt gần nhất trong năm (6 tháng đầu năm 2020), cộng lại').waitFor()
    expect(await cell('main.copies').locator('.previous').innerText()).to.equal('(1.340) · 198')
    await cell('main.copies').click()
    await page.getByText('Các đơn vị trước sắp xếp: 1.340 · Cùng kỳ năm trước: 198').waitFor()
    await page.locator('.form-head').getByText('Xã Hòa Bình').waitFor()
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 })
      expect(await checkAccessibility(page)).to.deep.equal([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(width)
      await page.screenshot({ path: path.join(screens, `pages-predecessors-${width}.png`), fullPage: true })
    }
    await enter('/')
    await page.getByText('Thay Xã Hòa Bình (đã kết thúc hoạt động)').first().waitFor()
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 })
      expect(await checkAccessibility(page)).to.deep.equal([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(width)
      await page.screenshot({ path: path.join(screens, `pages-in-place-${width}.png`), fullPage: true })
    }
  })

  it('stays quick on a sheet of 2,520 cells', async () => {
    await openFiling(ids.big)
    await cell('main.r0.c0').click()
    // As text: the test runner's compiler would put names into a function that the page does not know.
    const took = await page.evaluate<number>(`(async () => {
      const inside = (root, name) => root.querySelector(name).shadowRoot
      const sheet = ['bm-app', 'bm-filing-page', 'bm-sheet-frame', 'bm-sheet-table'].reduce(inside, document)
      const press = (key) => sheet.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }))
      const times = []
      for (let turn = 0; turn < 12; turn++) {
        const begin = performance.now()
        press('7')
        press('Enter')
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
        times.push(performance.now() - begin)
      }
      return times.sort((a, b) => a - b)[6]
    })()`)
    // A tenth of a second is what feels at once; the machine of the test may be busy.
    expect(took).to.be.below(300)
  })

  it('says how many lower units are in, and who is missing', async () => {
    await openFiling(ids.upper)
    await page.getByText('2/3 đơn vị đã được tiếp nhận').waitFor()
    await page.locator('.coverage').getByRole('link', { name: 'Xã Hòa Bình' }).waitFor()
    await type('own.copies', '5')
    expect(await cell('communes[00000000-0000-4000-8000-000000000110].copies').getAttribute('aria-readonly')).to.equal('true')
  })

  it('fills a section field by field and keeps a wrong entry in its field', async () => {
    await openFiling(ids.stubs)
    await page.getByLabel(/Số công chức/).fill('hai')
    await page.getByLabel(/Khó khăn/).fill('Thiếu máy tính.')
    await page.keyboard.press('Tab')
    await page.locator('bm-field[data-address="more.officers"] #message.wrong').waitFor()
    await saved()
    expect(mock.records.get(ids.stubs)?.filing.tables[1]?.rows[0]?.cells).to.deep.equal([null, 'Thiếu máy tính.'])
    expect(await page.getByLabel(/Số công chức/).inputValue()).to.equal('hai')
  })

  it('asks for a login when the session is over, and loses nothing typed', async () => {
    await openFiling(ids.single)
    mock.session = null
    await type('main.contracts', '70')
    await page.getByText('Phiên làm việc đã hết.').waitFor()
    await standIn.logIn()
    await page.getByText('Đã khôi phục 1 ô').waitFor()
    await saved()
    expect(stored(ids.single)).to.deep.equal([210, 12, 70])
  })

  it('shows a foreign or unknown filing as not found', async () => {
    await enter(`/filings/${ids.foreign}`)
    await page.getByText('báo cáo này không thuộc phạm vi của đơn vị').waitFor()
    expect(await checkAccessibility(page)).to.deep.equal([])
  })

  it('switches grids and remembers which', async () => {
    mock.key = 'non-commercial-and-evaluation'
    await openFiling(ids.single)
    await page.locator('bm-sheet-handsontable').waitFor()
    await page.getByText('giấy phép dùng thử').waitFor()
    await page.screenshot({ path: path.join(screens, 'filing-rich.png'), fullPage: true })
    await page.getByRole('button', { name: 'Hiển thị' }).click()
    await page.getByRole('button', { name: 'Bảng thường' }).click()
    await page.locator('bm-sheet-table').waitFor()
    await page.reload()
    await page.locator('bm-sheet-table').waitFor()
    expect(await page.locator('bm-sheet-handsontable').count()).to.equal(0)
  })

  it('can be walked from the skip link to the sheet with the keyboard alone, focus on the heading after a move', async () => {
    await enter()
    await page.keyboard.press('Shift+Tab')
    for (let press = 0; press < 12; press++) await page.keyboard.press('Shift+Tab')
    await page.getByRole('link', { name: 'Đi tới nội dung chính' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Kết quả chứng thực của Ủy ban nhân dân cấp xã' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('td[data-address]').first().waitFor()
    const focused = () => page.evaluate(() => {
      let at: Element | null = document.activeElement
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
      return at?.tagName === 'TD' ? (at as HTMLElement).dataset['address'] : at?.tagName
    })
    expect(await focused()).to.equal('H1')
    for (let press = 0; press < 20 && (await focused()) !== 'main.copies'; press++) await page.keyboard.press('Tab')
    expect(await focused()).to.equal('main.copies')
    await page.keyboard.type('5')
    await page.keyboard.press('Tab')
    expect(await focused()).to.equal('main.signatures')
    await saved()
  })
})
