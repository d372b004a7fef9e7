// The pages in English: whatever the pages and the server say of their own is English; names of forms, units, states and
// acts stay as the packs have them. What is Vietnamese on a page must come from what the server sent.
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { checkAccessibility, errorsOf, newPage } from '../support/browser.ts'
import { act, demoPassword, fileAndSend, findLine, mustAct, receive, save, type Country } from '../support/country.ts'
import { openOffice, type Office } from '../support/office.ts'

const vietnamese = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/i

describe('the pages in English', function () {
  this.timeout(90_000)
  let office: Office
  let country: Country
  let page: Page
  /** Everything that the server has sent to this page. */
  let sent = ''
  let own = ''
  let received = ''

  before(async () => {
    office = await openOffice()
    country = office.country
    received = await fileAndSend(country, 'xadialinh_hbb_tbkn', '17a', { 'main.copies': 5, 'main.signatures': 3, 'main.contracts': 2 })
    await receive(country, 'huyenbabe_tbkn_bc', received)
    const bc = await country.client('xabocbo_hpn_tbkn_bc')
    own = (await findLine(bc, 'own', '17a')).id
    await save(bc, own, { 'main.copies': 15 })
    await mustAct(bc, own, 'submit')
    await act(await country.client('xabocbo_hpn_tbkn_ld'), own, 'return', { reason: 'data_invalid', note: 'Kiểm tra lại' })
  })
  after(() => office?.close())
  beforeEach(async () => {
    page = await newPage(office.browser, { width: 1280, height: 900 })
    page.setDefaultTimeout(8000)
    sent = ''
    page.on('response', (response) => {
      if (response.url().includes('/api/')) void response.text().then((text) => (sent += text), () => undefined)
    })
  })
  afterEach(() => page.context().close())

  const logIn = async (login: string): Promise<void> => {
    await page.goto(country.url)
    await page.getByLabel('Tên đăng nhập').waitFor()
    await page.evaluate(`localStorage.setItem('bieumau.language', 'en'); localStorage.setItem('bieumau.grid', 'table')`)
    await page.reload()
    await page.getByLabel('User name').fill(login)
    await page.getByLabel('Password', { exact: true }).fill(demoPassword)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('heading', { level: 1, name: 'My work' }).waitFor()
  }
  /** Lines of the page that nobody but the pages' own words can have brought there in Vietnamese. */
  const ownVietnamese = async (): Promise<string[]> => {
    expect(await checkAccessibility(page)).to.deep.equal([])
    const lines = await page.evaluate<string[]>(`(() => {
      const lines = []
      const walk = (node) => {
        if (node.nodeType === 3) { if (node.data.trim() !== '' && node.parentElement?.closest('style,script,noscript') == null) lines.push(node.data.trim()) }
        else { for (const name of ['aria-label', 'title', 'placeholder']) { const value = node.getAttribute?.(name); if (value) lines.push(value) }
          for (const child of (node.shadowRoot ?? node).childNodes) walk(child) }
      }
      walk(document.body)
      return lines
    })()`)
    const words = sent.normalize('NFC').toLocaleLowerCase('vi')
    // A word of ours around a name from a pack: the name is what is sent, the rest has no letter of Vietnamese.
    return lines.filter((line) => vietnamese.test(line)).filter((line) => {
      const rest = line.normalize('NFC').toLocaleLowerCase('vi').split(/\s+/).filter((word) => vietnamese.test(word)).map((word) => word.replaceAll(/[^\p{L}\d/-]/gu, ''))
      return line !== 'Tiếng Việt' && line !== 'Biểu Mẫu' && rest.some((word) => !words.includes(word))
    })
  }
  const english = async (): Promise<void> => {
    expect(await ownVietnamese()).to.deep.equal([])
    expect(await page.evaluate(() => document.documentElement.lang)).to.equal('en')
  }

  it('list, notify, name substitutes and ask for a password in English', async () => {
    await logIn('huyenbabe_tbkn_bc')
    for (const [at, title] of [['/', 'My work'], ['/reports', 'Reports of the unit'], ['/received', 'Received from lower units'], ['/copies', 'Copies for information'], ['/notifications', 'Notifications'], ['/substitutes', 'Substitutes'], ['/password', 'Change password'], ['/nowhere', 'Page not found']] as const) {
      await page.goto(country.url + at)
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await page.waitForLoadState('networkidle')
      await english()
    }
  })

  it('fill in a form, check it, ask where a figure comes from, tell its history and ask before an act in English', async () => {
    await logIn('xabocbo_hpn_tbkn_bc')
    await page.goto(`${country.url}/filings/${own}`)
    await page.locator('td[data-address="main.copies"]').click()
    await page.getByText(/^Returned by /).waitFor()
    await page.keyboard.type('hai')
    await page.keyboard.press('Enter')
    await page.getByText('“hai” is not a number.').first().waitFor()
    await page.locator('td[data-address="main.copies"]').click()
    await page.keyboard.type('16')
    await page.keyboard.press('Enter')
    await page.getByText(/Saved at /).waitFor()
    for (const name of [/^Check/, 'Where does this figure come from?', 'History']) {
      await page.getByRole('button', { name }).click()
      await page.getByRole('complementary').or(page.getByRole('button', { name: 'Close the panel' })).first().waitFor()
      await page.waitForLoadState('networkidle')
      await english()
    }
    await page.getByRole('button', { name: 'Show changes cell by cell' }).click()
    await page.getByText('from 15 to 16').waitFor()
    await english()
    await page.getByRole('button', { name: 'Chuyển kiểm tra, phê duyệt' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).waitFor()
    await english()
  })

  it('say in English why a report is only read, how a sum is made up, and that there is nothing to see yet', async () => {
    await logIn('huyenbabe_tbkn_bc')
    await page.goto(`${country.url}/filings/${received}`)
    await page.getByText('This is another unit’s report: the figures shown are those that were approved.').waitFor()
    await english()
    const upper = await findLine(await country.client('huyenbabe_tbkn_bc'), 'own', '17b')
    await page.goto(`${country.url}/filings/${upper.id}`)
    await page.locator('td[data-address="communes.total.copies"]').click()
    await page.keyboard.press('Alt+/')
    await page.getByText(/^The figure is calculated/).waitFor()
    await page.getByText('Sum of the rows').waitFor()
    await english()
    const other = await findLine(await country.client('huyenbabe_tbkn_bc'), 'received', '17a', 'xayenduong_hbb_tbkn')
    await page.goto(`${country.url}/filings/${other.id}`)
    await page.getByRole('heading', { level: 1, name: 'There are no figures to see yet' }).waitFor()
    await english()
  })

  it('pass on the server’s refusals in English', async () => {
    await page.goto(country.url)
    await page.evaluate(`localStorage.setItem('bieumau.language', 'en')`)
    await page.reload()
    await page.getByLabel('User name').fill('xabocbo_hpn_tbkn_bc')
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByText(/^The user name or the password is wrong/).waitFor()
    expect(errorsOf(page).filter((line) => !line.startsWith('401 '))).to.deep.equal([])
  })
})
