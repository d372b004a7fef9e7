// The stand-in for the application with a page in front of it: what tests of single pages begin with.
import type { Browser, Page } from 'playwright-core'
import { startMock, type Mock } from './mock-server.ts'
import { newPage } from '../support/browser.ts'
import { builtPages } from '../support/built-pages.ts'

export type StandIn = {
  readonly mock: Mock
  readonly page: Page
  /** On the page of the login, which it is left to the test to open; any password is right. */
  logIn(): Promise<void>
  close(): Promise<void>
}

export async function openStandIn(browser: Browser): Promise<StandIn> {
  const mock = await startMock(builtPages())
  const page = await newPage(browser, { width: 1280, height: 900 })
  // Everything is on this machine: what takes longer is not coming.
  page.setDefaultTimeout(8000)
  return {
    mock,
    page,
    logIn: async () => {
      await page.getByLabel('Tên đăng nhập').fill('xabacbo_bc')
      await page.getByLabel('Mật khẩu', { exact: true }).fill('x')
      await page.keyboard.press('Enter')
    },
    close: async () => {
      await page.context().close()
      await mock.close()
    },
  }
}
