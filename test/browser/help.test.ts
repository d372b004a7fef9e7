// The manual as the server gives it to somebody who has not logged in: every page, with the styles of the application and
// without a script, passes axe and leads to the others by keyboard.
import { expect } from 'chai'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { checkAccessibility, errorsOf, launchBrowser, newPage } from '../support/browser.ts'
import { builtPages } from '../support/built-pages.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const ids = readdirSync(path.resolve(import.meta.dirname, '../../ui/help')).filter((name) => name.endsWith('.html')).map((name) => name.replace(/\.html$/, ''))

describe('the manual in the browser', function () {
  this.timeout(120_000)
  let database: FreshDatabase
  let server: TestServer
  let browser: Browser
  let page: Page

  before(async () => {
    database = await freshDatabase()
    server = await startTestServer({ database: database.app, server: { pages: builtPages() } })
    browser = await launchBrowser()
    page = await newPage(browser, { width: 1280, height: 860 })
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
    await database?.drop()
  })

  for (const id of ids) {
    it(`shows ${id} readable, styled and without barriers`, async () => {
      await page.goto(`${server.url}/help${id === 'index' ? '' : `/${id}`}`)
      expect(await page.locator('h1').innerText()).to.not.equal('')
      expect(await page.evaluate('getComputedStyle(document.body).fontFamily')).to.contain('Be Vietnam Pro')
      expect(await page.evaluate('document.scripts.length')).to.equal(0)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), 'no sideways scrolling').to.equal(true)
      expect(await checkAccessibility(page)).to.deep.equal([])
      expect(errorsOf(page)).to.deep.equal([])
    })
  }

  it('is found from the login page, and leads from page to page', async () => {
    await page.goto(server.url)
    const link = page.getByRole('link', { name: 'Trợ giúp' })
    expect(await link.getAttribute('href')).to.equal('/help')
    await page.goto(`${server.url}/help`)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).to.equal('Đến nội dung')
    await page.getByRole('link', { name: 'Biểu thức' }).first().click()
    expect(await page.locator('h1').innerText()).to.equal('Biểu thức')
    expect(await page.locator('nav a[aria-current=page]').innerText()).to.equal('Biểu thức')
  })

  it('fits a narrow window', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    for (const id of ['index', 'expressions']) {
      await page.goto(`${server.url}/help/${id}`)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), id).to.equal(true)
    }
  })
})
