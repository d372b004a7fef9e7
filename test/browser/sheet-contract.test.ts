// One contract, two grids: whatever a person does with keys, mouse and clipboard has the same result in both, because
// the grids only draw and report. Run in the real browser under the application's content security policy.
import { expect } from 'chai'
import { execFileSync } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { checkAccessibility, errorsOf, launchBrowser, newPage, type Exception } from '../support/browser.ts'
import { gridExceptions } from '../support/desk.ts'
import { policy, serve } from '../ui/mock-server.ts'

const root = path.resolve(import.meta.dirname, '../..')
const out = path.join(root, 'var/test/sheet-page')

type Contract = { value: (address: string) => unknown; wrong: (address: string) => string | null; log: () => { name: string; detail: unknown }[]; lock: () => void }
declare global {
  interface Window {
    contract: Contract
  }
}

const exceptions: Record<'table' | 'rich', readonly Exception[]> = { table: [], rich: gridExceptions }

describe('both grids keep the contract of the sheet', function () {
  this.timeout(60_000)
  let server: Server
  let browser: Browser
  let base = ''

  before(async () => {
    // In a process of its own: inside the test runner the bundler does not see its own style plugin.
    execFileSync(process.execPath, [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', 'test/browser/pages', '--outDir', out, '--emptyOutDir', '--assetsInlineLimit', '0', '--logLevel', 'error'], { cwd: root })
    server = createServer((request, response) => {
      response.setHeader('content-security-policy', policy)
      serve(out, new URL(request.url ?? '/', 'http://x').pathname, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    browser = await launchBrowser()
  })
  after(async () => {
    await browser?.close()
    server?.close()
  })

  for (const grid of ['table', 'rich'] as const) {
    describe(grid === 'table' ? 'our own table' : 'Handsontable', () => {
      let page: Page
      beforeEach(async () => {
        page = await newPage(browser, { width: 1000, height: 700 })
        await page.goto(`${base}?grid=${grid}`)
        await page.locator('td[data-address="main.first.men"]').first().waitFor()
      })
      afterEach(() => page.context().close())

      const cell = (address: string) => page.locator(`td[data-address="main.${address}"]`).first()
      const value = (address: string) => page.evaluate((at) => window.contract.value(at), `main.${address}`)
      const wrong = (address: string) => page.evaluate((at) => window.contract.wrong(at), `main.${address}`)
      const shown = async (address: string) => (await cell(address).locator('.figure').innerText()).trim()
      const lines = () => page.locator('.report p').allInnerTexts()
      const selected = async () => {
        const log = await page.evaluate(() => window.contract.log())
        return String(log.filter((one) => one.name === 'bm-selected').at(-1)?.detail).replace('main.', '')
      }
      const paste = async (at: string, data: { text?: string; html?: string }) => {
        await cell(at).click()
        await page.evaluate(async ({ text = '', html = '' }) => {
          const items: Record<string, Blob> = { 'text/plain': new Blob([text], { type: 'text/plain' }) }
          if (html !== '') items['text/html'] = new Blob([html], { type: 'text/html' })
          await navigator.clipboard.write([new ClipboardItem(items)])
        }, data)
        await page.keyboard.press('Control+v')
      }

      it('replaces by typing, reads Vietnamese numbers and walks on with Enter', async () => {
        await cell('first.men').click()
        await page.keyboard.type('1.234')
        await page.keyboard.press('Enter')
        expect(await value('first.men')).to.equal(1234)
        expect(await shown('first.men')).to.equal('1.234')
        expect(await shown('first.total')).to.equal('1.239')
        expect(await selected()).to.equal('second.men')
      })

      it('offers the entries of a codelist to a cell that chooses, takes names and codes, and a retired entry only where it stands', async () => {
        await page.goto(`${base}?grid=${grid}&form=choices`)
        await cell('first.men').waitFor()
        expect([await shown('first.men'), await shown('first.women')]).to.deep.equal(['Giao thông', 'Thời tiết; Giao thông'])
        const offered = async (): Promise<string[]> => (grid === 'table'
          ? page.locator('datalist option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))
          : (await page.locator('.autocompleteEditor td').allInnerTexts()).map((one) => one.trim()).filter((one) => one !== ''))
        await cell('second.men').click()
        await page.keyboard.press('F2')
        await page.locator(grid === 'table' ? 'datalist option' : '.autocompleteEditor td').first().waitFor({ state: 'attached' })
        expect(await offered()).to.deep.equal(['Thời tiết', 'Thiết bị'])
        await page.keyboard.type('thiết')
        await page.keyboard.type(' bị')
        await page.keyboard.press('Enter')
        expect(await value('second.men')).to.equal('C')
        expect(await shown('second.men')).to.equal('Thiết bị')
        // Two quick clicks on one cell would open it.
        await cell('first.women').click()
        await cell('second.men').click()
        await page.keyboard.type('Giao thông')
        await page.keyboard.press('Enter')
        expect([await wrong('second.men'), await value('second.men')]).to.deep.equal(['Giao thông', 'C'])
        await cell('second.women').click()
        await page.keyboard.type('Thiết bị; ')
        await (grid === 'table' ? page.locator('datalist option[value="Thiết bị; Thời tiết"]') : page.locator('.autocompleteEditor td', { hasText: 'Thiết bị; Thời tiết' })).first().waitFor({ state: 'attached' })
        expect(await offered()).to.deep.equal(['Thiết bị; Thời tiết'])
        await page.keyboard.type('A')
        await page.keyboard.press('Enter')
        expect(await value('second.women')).to.equal('A,C')
        expect(await checkAccessibility(page, exceptions[grid])).to.deep.equal([])
      })

      it('has words at the left, where they are read from, and figures at the right, where they are compared', async () => {
        const side = () => cell('first.men').evaluate((td) => getComputedStyle(td).textAlign)
        expect(await side()).to.equal('right')
        await page.goto(`${base}?grid=${grid}&form=choices`)
        await page.locator('.figure', { hasText: 'Giao thông' }).first().waitFor()
        expect(await side()).to.equal('left')
      })

      it('keeps the old figure while F2 edits, and gives up on Escape', async () => {
        await cell('first.men').click()
        await page.keyboard.type('1234')
        await page.keyboard.press('Enter')
        await cell('first.men').click()
        await page.keyboard.press('F2')
        await page.keyboard.type('5')
        await page.keyboard.press('Enter')
        expect(await value('first.men'), 'the editor opens without grouping').to.equal(12345)
        await cell('first.women').click()
        await page.keyboard.type('77')
        await page.keyboard.press('Escape')
        expect(await value('first.women')).to.equal(5)
        expect(await shown('first.women')).to.equal('5')
      })

      it('moves by arrows, Home, End and Ctrl, and by Tab from one typed cell to the next', async () => {
        await cell('second.women').click()
        await page.keyboard.press('ArrowDown')
        expect(await selected()).to.equal('third.women')
        await page.keyboard.press('Home')
        expect(await selected()).to.equal('third.total')
        await page.keyboard.press('End')
        expect(await selected()).to.equal('third.rate')
        await page.keyboard.press('Control+ArrowUp')
        expect(await selected()).to.equal('first.rate')
        await page.keyboard.press('Tab')
        expect(await selected(), 'the calculated cell is passed over').to.equal('second.men')
        await page.keyboard.press('Shift+Tab')
        expect(await selected()).to.equal('first.rate')
      })

      it('lets Tab leave after the last cell, so that the table is no trap', async () => {
        await cell('third.rate').click()
        await page.keyboard.press('Tab')
        for (let press = 0; press < 2; press++) {
          if ((await page.evaluate(() => document.activeElement?.id)) === 'after') break
          await page.keyboard.press('Tab')
        }
        expect(await page.evaluate(() => document.activeElement?.id)).to.equal('after')
      })

      it('blanks a selected block with Delete and takes it back with Ctrl+Z, forth again with Ctrl+Y', async () => {
        await cell('first.men').click()
        await page.keyboard.press('Shift+ArrowRight')
        await page.keyboard.press('Delete')
        expect([await value('first.men'), await value('first.women'), await value('first.total')]).to.deep.equal([null, null, null])
        await page.keyboard.press('Control+z')
        expect([await value('first.men'), await value('first.women'), await value('first.total')]).to.deep.equal([12, 5, 17])
        expect(await shown('first.men')).to.equal('12')
        await page.keyboard.press('Control+y')
        expect(await value('first.men')).to.equal(null)
      })

      it('shows a wrong value while it is typed, keeps its text, and does not make it a value', async () => {
        await cell('first.men').click()
        await page.keyboard.type('-3')
        await page.locator('bm-sheet-frame .bar .wrong').waitFor()
        await page.keyboard.press('Enter')
        expect(await wrong('first.men')).to.equal('-3')
        expect(await value('first.men')).to.equal(12)
        expect(await shown('first.men')).to.equal('-3')
        expect(await cell('first.men').getAttribute('aria-invalid')).to.equal('true')
        await page.keyboard.press('Control+z')
        expect(await wrong('first.men')).to.equal(null)
        expect(await shown('first.men')).to.equal('12')
      })

      it('refuses text, decimals in a whole-number cell, and 2^53', async () => {
        for (const [at, typed] of [['second.men', 'abc'], ['third.men', '1,5'], ['second.women', '9007199254740993']] as const) {
          await cell(at).click()
          await page.keyboard.type(typed)
          await page.keyboard.press('Enter')
          expect(await wrong(at), typed).to.equal(typed)
          expect(await value(at), typed).to.equal(null)
        }
        await cell('second.rate').click()
        await page.keyboard.type('98,5')
        await page.keyboard.press('Enter')
        expect(await value('second.rate')).to.equal(9850)
        expect(await shown('second.rate')).to.equal('98,50')
      })

      it('pastes tab-separated text from Excel', async () => {
        await paste('first.men', { text: '1.000\t2\r\n3\t"4"\r\n' })
        expect([await value('first.men'), await value('first.women'), await value('second.men'), await value('second.women')]).to.deep.equal([1000, 2, 3, 4])
        expect(await lines()).to.deep.equal([])
      })

      it('pastes a Word table with merged cells and leaves alone what a merged cell covers', async () => {
        await paste('first.men', { text: 'x', html: '<table><tr><td colspan=2><p>7&nbsp;</p></td></tr><tr><td rowspan=2><p>8</p></td><td><p>9</p></td></tr><tr><td>10</td></tr></table>' })
        expect([await value('first.men'), await value('first.women')]).to.deep.equal([7, 5])
        expect([await value('second.men'), await value('second.women'), await value('third.men'), await value('third.women')]).to.deep.equal([8, 9, null, 10])
      })

      it('applies what it can and reports what it cannot: unread, read-only, overflow', async () => {
        await paste('second.total', { text: '1\t2\tba\t4\t5\n6\t7\t8\t9\t10\n11\t12\t13\t14\t15' })
        expect([await value('second.men'), await wrong('second.women'), await value('second.rate')]).to.deep.equal([2, 'ba', 400])
        expect([await value('third.men'), await value('third.women'), await value('third.rate')]).to.deep.equal([7, 8, 900])
        expect(await value('first.men')).to.equal(12)
        expect(await lines()).to.deep.equal([
          'Đã dán 5 ô.', '1 ô không đọc được, giữ nguyên chữ đã dán và đánh dấu sai.', 'Bỏ qua 2 ô không được sửa.', '1 dòng và 1 cột không vừa bảng, không được dán.',
        ])
        await page.keyboard.press('Control+z')
        expect([await value('second.men'), await wrong('second.women'), await value('third.rate')], 'one paste is one step back').to.deep.equal([null, null, null])
      })

      it('reads an English spelling as wrong rather than as another number', async () => {
        await paste('second.men', { text: '1,234.5' })
        expect([await value('second.men'), await wrong('second.men')]).to.deep.equal([null, '1,234.5'])
      })

      it('copies a block so that a paste gives the same values', async () => {
        await cell('first.men').click()
        await page.keyboard.press('Shift+ArrowRight')
        await page.keyboard.press('Control+c')
        expect(await page.evaluate(() => navigator.clipboard.readText())).to.match(/^12\t5\r?\n?$/)
        await cell('third.men').click()
        await page.keyboard.press('Control+v')
        expect([await value('third.men'), await value('third.women')]).to.deep.equal([12, 5])
      })

      it('fills down with Ctrl+D', async () => {
        await cell('first.men').click()
        await page.keyboard.press('Shift+ArrowDown')
        await page.keyboard.press('Shift+ArrowDown')
        await page.keyboard.press('Control+d')
        expect([await value('second.men'), await value('third.men')]).to.deep.equal([12, 12])
      })

      it('says why a calculated cell cannot be typed in, and asks where a figure comes from', async () => {
        await cell('first.total').click()
        await page.keyboard.type('9')
        expect(await value('first.total')).to.equal(17)
        expect(await page.locator('bm-sheet-frame .bar').innerText()).to.contain('không sửa được')
        expect(await cell('first.total').getAttribute('aria-readonly')).to.equal('true')
        await page.keyboard.press('Alt+/')
        const log = await page.evaluate(() => window.contract.log())
        expect(log.at(-1)).to.deep.equal({ name: 'bm-ask', detail: 'main.first.total' })
      })

      it('changes nothing once the filing is read-only', async () => {
        await page.evaluate(() => window.contract.lock())
        await cell('first.men').click()
        await page.keyboard.type('9')
        await page.keyboard.press('Enter')
        await paste('first.men', { text: '5' })
        expect(await value('first.men')).to.equal(12)
        expect(await lines()).to.contain('Bỏ qua 1 ô không được sửa.')
      })

      it('shows the official heading as text and passes axe without errors in the console', async () => {
        const heads = (await page.locator('bm-sheet-frame thead').allInnerTexts()).join(' ').replace(/\s+/g, ' ')
        for (const words of ['Số việc', 'Chia ra', 'Tỷ lệ <đúng hạn>', '(4)', 'Nội dung']) expect(heads).to.contain(words)
        expect(await checkAccessibility(page, exceptions[grid])).to.deep.equal([])
        expect(errorsOf(page)).to.deep.equal([])
        await page.screenshot({ path: path.join(root, `var/test/screens/sheet-${grid}.png`) })
      })
    })
  }
})
