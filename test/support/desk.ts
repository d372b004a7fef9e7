// A person at a desk: logs in with the browser, opens what the inbox asks for, types, acts, and looks. What they do goes
// through labels and words on the page, as a person's hands and eyes would.
import { expect } from 'chai'
import path from 'node:path'
import { mkdirSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { checkAccessibility, errorsOf, newPage, type Exception } from './browser.ts'
import { demoPassword } from './country.ts'

/** What axe finds inside the grid library's own elements, which are not ours to change. */
export const gridExceptions: readonly Exception[] = [
  { rule: 'aria-required-children', within: '.ht-wrapper, .handsontable', because: 'the library puts its overlays between grid and rows' },
  { rule: 'aria-required-parent', within: '.ht-wrapper, .handsontable', because: 'the library puts its overlays between grid and rows' },
  { rule: 'scrollable-region-focusable', within: '.ht-wrapper, .handsontable', because: 'the cells inside take the focus' },
]

export type Desk = {
  readonly page: Page
  /** Opens the task of the inbox that asks this of this form. */
  openTask(asked: string, title: string, unit?: string): Promise<void>
  openReport(title: string): Promise<void>
  openReceived(unit: string, title?: string): Promise<void>
  /** Waits until this can be read somewhere on the page. */
  reads(text: string | RegExp): Promise<void>
  cell(address: string): Locator
  shown(address: string): Promise<string>
  type(address: string, text: string): Promise<void>
  paste(address: string, text: string): Promise<void>
  saved(): Promise<void>
  act(title: string, details?: { reason?: string; note?: string; number?: string; date?: string }): Promise<void>
  /** Waits until the filing says that it is in this state. */
  isIn(state: string): Promise<void>
  /** Axe passes, nothing went wrong behind the page, and a picture is kept for people to look at. */
  look(name: string): Promise<void>
  /** `refused`: the status of requests that were meant to be refused. */
  leave(refused?: number): Promise<void>
}

export async function sitDown(browser: Browser, url: string, login: string, { width = 1280, height = 900, grid = 'table' }: { width?: number; height?: number; grid?: 'table' | 'rich' } = {}): Promise<Desk> {
  const page = await newPage(browser, { width, height })
  // Everything is on this machine: what takes longer is not coming.
  page.setDefaultTimeout(8000)
  await page.addInitScript(`localStorage.setItem('bieumau.grid', '${grid}')`)
  await page.goto(url)
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByRole('heading', { level: 1, name: 'Việc của tôi' }).waitFor()
  const cell = (address: string): Locator => page.locator(`td[data-address="${address}"], input[data-address="${address}"]`).first()
  const reads = (text: string | RegExp): Promise<void> => page.getByText(text).filter({ visible: true }).first().waitFor()
  const rail = page.getByRole('navigation').first()
  return {
    page,
    cell,
    openTask: async (asked, title, unit) => {
      await rail.getByRole('link', { name: 'Việc của tôi' }).click()
      const tasks = page.getByRole('listitem').filter({ hasText: asked }).filter({ hasText: title })
      await (unit === undefined ? tasks : tasks.filter({ hasText: unit })).first().getByRole('link').click()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
    },
    openReport: async (title) => {
      await rail.getByRole('link', { name: 'Báo cáo' }).click()
      await page.getByRole('link', { name: title }).first().click()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
    },
    openReceived: async (unit, title) => {
      await rail.getByRole('link', { name: 'Tổng hợp' }).click()
      const where = title === undefined ? page : page.getByRole('region', { name: title })
      await where.getByRole('link', { name: unit }).first().click()
      await page.getByRole('heading', { level: 1 }).waitFor()
    },
    reads: (text) => reads(text),
    shown: async (address) => (await cell(address).locator('.figure').first().innerText()).trim(),
    type: async (address, text) => {
      await cell(address).click()
      await page.keyboard.type(text)
      await page.keyboard.press('Tab')
    },
    paste: async (address, text) => {
      await cell(address).click()
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
      await page.keyboard.press('Control+v')
    },
    saved: async () => {
      await reads(/Đã lưu lúc/)
    },
    act: async (title, details) => {
      await page.getByRole('button', { name: title, exact: true }).first().click()
      const dialog = page.getByRole('dialog')
      if (details !== undefined) {
        if (details.reason !== undefined) await dialog.getByLabel(details.reason).check()
        if (details.note !== undefined) await dialog.getByLabel(/Ý kiến/).fill(details.note)
        if (details.number !== undefined) await dialog.getByLabel('Số văn bản giấy').fill(details.number)
        if (details.date !== undefined) await dialog.getByLabel(/Ngày văn bản/).fill(details.date)
      }
      const confirm = dialog.getByRole('button', { name: title, exact: true })
      if (await confirm.isVisible().catch(() => false)) await confirm.click()
      await reads(`${title}: xong.`)
    },
    isIn: (state) => page.locator('.mark').filter({ hasText: state, visible: true }).first().waitFor(),
    look: async (name) => {
      const folder = path.resolve('var/test/screens')
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true })
      expect(await checkAccessibility(page, gridExceptions), `axe on ${name}`).to.deep.equal([])
    },
    leave: async (refused) => {
      // Before login the page asks who is there and is told: nobody.
      expect(errorsOf(page).filter((line) => !/^401 for GET .*\/session$/.test(line) && !line.startsWith(`${refused} for `))).to.deep.equal([])
      await page.context().close()
    },
  }
}
