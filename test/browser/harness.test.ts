import { expect } from 'chai'
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { checkAccessibility, errorsOf, launchBrowser, newPage } from '../support/browser.ts'

const pages: Record<string, string> = {
  '/': `<!doctype html><html lang="vi"><title>Biểu mẫu</title><main><h1>Tình hình tổ chức và hoạt động công chứng</h1>
    <p id="text">Ưu ái, ữ ệ ổ ặ đ</p><label>Số việc <input id="acts"></label><div id="host"></div></main>`,
  '/faulty': `<!doctype html><html lang="vi"><title>Lỗi</title><main><h1>Lỗi</h1><button id="mute"></button>
    <div class="foreign"><img src="/dot.svg"></div></main>`,
  '/broken': `<!doctype html><html lang="vi"><title>Hỏng</title><h1>Hỏng</h1><script src="/app.js"></script><img alt="" src="/missing.png">`,
}
const scripts: Record<string, string> = { '/app.js': "console.error('lỗi cố ý'); throw new Error('không bắt')", '/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' }

describe('the browser harness', function () {
  this.timeout(60_000)

  let server: Server
  let browser: Browser
  let page: Page
  let base: string

  before(async () => {
    server = createServer((request, response) => {
      const url = request.url ?? '/'
      response.setHeader('content-security-policy', "default-src 'self'; script-src 'self'; require-trusted-types-for 'script'")
      const type = url.endsWith('.js') ? 'text/javascript' : url.endsWith('.svg') ? 'image/svg+xml' : 'text/html; charset=utf-8'
      const body = pages[url] ?? scripts[url]
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': type }).end(body)
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await launchBrowser()
  })
  after(async () => {
    await browser?.close()
    server.close()
  })
  beforeEach(async () => { page = await newPage(browser, { width: 800, height: 600 }) })
  afterEach(() => page.context().close())

  it('shows Vietnamese letters and takes a picture', async () => {
    await page.goto(base)
    expect(await page.innerText('#text')).to.equal('Ưu ái, ữ ệ ổ ặ đ')
    expect(await page.evaluate('[navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone].join()')).to.match(/^vi-VN,Asia\/(Ho_Chi_Minh|Saigon)$/)
    // Letters without a glyph would all be drawn as the same box as a code point that no font has.
    const drawings = await page.evaluate<string[]>(`[...'ữệổặđ\\u{10FFFE}'].map(letter => {
      const canvas = document.createElement('canvas'); const at = canvas.getContext('2d')
      at.font = '20px sans-serif'; at.fillText(letter, 20, 50); return canvas.toDataURL() })`)
    expect(new Set(drawings).size).to.equal(6)
    mkdirSync('var/test/screens', { recursive: true })
    await page.screenshot({ path: 'var/test/screens/harness.png' })
    expect(readFileSync('var/test/screens/harness.png').length).to.be.greaterThan(5_000)
    expect(errorsOf(page)).to.deep.equal([])
  })

  it('types, copies and pastes', async () => {
    await page.goto(base)
    await page.click('#acts')
    await page.keyboard.type('1.234,5 việc')
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Control+C')
    expect(await page.evaluate('navigator.clipboard.readText()')).to.equal('1.234,5 việc')
    await page.evaluate("navigator.clipboard.writeText('Đặng Ưu\\t2')")
    await page.keyboard.press('Control+V')
    expect(await page.inputValue('#acts')).to.equal('Đặng Ưu\t2')
  })

  it('finds a planted fault under a strict content policy, and nothing on a sound page', async () => {
    await page.goto(base)
    expect(await checkAccessibility(page)).to.deep.equal([])
    await page.goto(`${base}/faulty`)
    const found = await checkAccessibility(page)
    expect(found).to.have.length(2)
    expect(found.join('\n')).to.contain('#mute: Buttons must have discernible text (button-name, critical)').and.to.contain('image-alt')
    expect(await checkAccessibility(page, [{ rule: 'image-alt', within: '.foreign', because: 'not ours' }])).to.have.length(1)
    expect(errorsOf(page), 'the check itself leaves no trace').to.deep.equal([])
  })

  it('finds a planted fault inside a shadow root', async () => {
    await page.goto(base)
    await page.evaluate("document.querySelector('#host').attachShadow({ mode: 'open' }).append(document.createElement('button'))")
    expect((await checkAccessibility(page)).join()).to.contain('#host >>> button: Buttons must have')
    expect(await checkAccessibility(page, [{ rule: 'button-name', within: '#host', because: 'planted' }])).to.deep.equal([])
  })

  it('collects console errors, uncaught errors and failed responses', async () => {
    await page.goto(`${base}/broken`)
    await page.waitForLoadState('networkidle')
    expect(errorsOf(page).join('\n')).to.contain('Console: lỗi cố ý').and.to.contain('Uncaught in the page: không bắt')
      .and.to.match(/404 for GET .*\/missing\.png/)
  })

  it('survives the closing of contexts, and is refused where CORS refuses', async () => {
    const other = await newPage(browser, { width: 400, height: 300 })
    await other.goto(base)
    await other.context().close()
    await page.goto(base)
    const answer = await page.evaluate(`fetch('${base.replace('127.0.0.1', 'localhost')}/').then(() => 'read', error => error.name)`)
    expect(answer).to.equal('TypeError')
  })
})
